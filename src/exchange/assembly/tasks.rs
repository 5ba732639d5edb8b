//! Task lists of a text become acceptance criteria, where the text names none.

use crate::exchange::assembly::beside::{is_of_change, stands_beside};
use crate::exchange::assembly::fill::Assembly;
use crate::exchange::assembly::names::fold_name;
use crate::exchange::assembly::promoted::promote_criteria;
use crate::exchange::report::Fate;
use crate::text::{Fences, criteria, criteria_headings};

/// Headings that say no more than that a list of tasks follows.
const PLAIN: &[&str] = &[
    "acceptance",
    "checklist",
    "definition of done",
    "dod",
    "requirements",
    "task",
    "task list",
    "tasks",
    "to do",
    "to-do",
    "todo",
    "todos",
    "aufgaben",
    "tareas",
    "tarefas",
];

impl Assembly {
    /// Moves the task lists of the description to the acceptance criteria, where it has none under a heading of their own.
    pub fn tasks_become_criteria(&mut self) {
        if !self.criteria.is_empty() {
            return;
        }
        if self.draft.carried.has("text") {
            self.draft.carried.add(Fate::Criteria);
        }
        if let Some((rest, tasks)) = part_tasks(&self.description) {
            self.description = rest;
            self.criteria.push(tasks);
        }
    }
}

/// Tasks, and the heading above them: the line in what is left, and its words.
struct Group {
    heading: Option<(usize, String)>,
    lines: Vec<String>,
}

/// Parts a text from its task lists; none where it has no such list, or criteria already.
fn part_tasks(markdown: &str) -> Option<(String, String)> {
    if !markdown.contains("[ ]") && !markdown.contains("[x]") && !markdown.contains("[X]") {
        return None;
    }
    let headings = criteria_headings("en");
    if !criteria(&promote_criteria(markdown), &headings).is_empty() {
        return None;
    }
    let lines: Vec<&str> = markdown.lines().collect();
    let mut words = lines.iter().filter_map(|line| heading_words(line.trim()));
    let is_change = words.any(is_of_change);
    let mut rest: Vec<String> = Vec::new();
    let mut groups: Vec<Group> = Vec::new();
    // Where the last heading stands in `rest`.
    let mut heading: Option<usize> = None;
    let mut fences = Fences::default();
    let mut comment = false;
    // Below the heading under which `po` keeps dated lines.
    let mut in_notes = false;
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let trimmed = line.trim();
        if comment {
            comment = !trimmed.contains("-->");
        } else if fences.hold(trimmed) {
            // Code holds no headings and no tasks.
        } else if trimmed.starts_with("<!--") {
            comment = !trimmed.contains("-->");
        } else if in_notes && line.starts_with([' ', '\t']) {
            // A note's own words.
        } else if let Some(words) = heading_words(trimmed) {
            in_notes = words.trim().eq_ignore_ascii_case("notes");
            heading = Some(rest.len());
        } else if is_task(line) {
            let end = end_of_list(&lines, at);
            let list = &lines[at..end];
            let heading = heading.and_then(|place| {
                let words = heading_words(rest[place].trim())?;
                Some((place, words.to_owned()))
            });
            let is_beside = heading
                .as_ref()
                .is_some_and(|(_, words)| is_beside(words, is_change));
            if is_work(list) && !is_beside {
                groups.push(Group {
                    heading,
                    lines: list.iter().map(|&line| line.to_owned()).collect(),
                });
            } else {
                rest.extend(list.iter().map(|&line| line.to_owned()));
            }
            at = end;
            continue;
        }
        rest.push((*line).to_owned());
        at += 1;
    }
    if groups.is_empty() {
        return None;
    }
    Some((without_empty_headings(&rest, &groups), joined(&groups)))
}

/// The criteria: one list, or several below the headings they had.
fn joined(groups: &[Group]) -> String {
    let mut out = String::new();
    let named = groups.len() > 1;
    let mut last = None;
    for group in groups {
        let place = group.heading.as_ref().map(|(place, _)| *place);
        if let Some((_, words)) = &group.heading
            && named
            && !is_plain(words)
            && last != place
        {
            out.push_str("\n### ");
            out.push_str(words);
            out.push_str("\n\n");
        }
        last = place;
        for line in &group.lines {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.trim_matches('\n').to_owned()
}

/// Leaves out headings below which nothing is left, where the criteria need no more than their lists.
fn without_empty_headings(rest: &[String], groups: &[Group]) -> String {
    let taken = |number: usize, words: &str| {
        let is_here = |group: &Group| group.heading.as_ref().is_some_and(|(at, _)| *at == number);
        groups.iter().any(is_here) && (is_plain(words) || groups.len() > 1)
    };
    let mut out: Vec<&str> = Vec::new();
    for (number, line) in rest.iter().enumerate() {
        let next = rest[number + 1..]
            .iter()
            .map(|line| line.trim())
            .find(|line| !line.is_empty());
        let empty = next.is_none_or(|next| level(next).is_some_and(|n| Some(n) <= level(line)));
        if empty && heading_words(line.trim()).is_some_and(|words| taken(number, words)) {
            continue;
        }
        let blank = line.trim().is_empty();
        if !(blank && out.last().is_some_and(|last| last.trim().is_empty())) {
            out.push(line);
        }
    }
    out.join("\n").trim_matches('\n').to_owned()
}

/// How deep a heading is; a bold line counts as the deepest.
fn level(line: &str) -> Option<usize> {
    let line = line.trim();
    heading_words(line)?;
    Some(match line.bytes().take_while(|&b| b == b'#').count() {
        0 => 7,
        marks => marks,
    })
}

/// The words of a heading, or of a line that is bold as a whole.
fn heading_words(line: &str) -> Option<&str> {
    if let Some(rest) = line.strip_prefix('#') {
        let words = rest.trim_start_matches('#');
        return (words.starts_with(' ') && !words.trim().is_empty()).then(|| words.trim());
    }
    let line = line.trim_end_matches(':');
    let words = line.strip_prefix("**")?.strip_suffix("**")?;
    (!words.trim().is_empty() && !words.contains("**")).then(|| words.trim())
}

/// Whether the tasks below a heading are none of the item: what is left out, or what a template asks of a change.
fn is_beside(words: &str, is_change: bool) -> bool {
    let is_checklist = || fold_name(words).contains("checklist");
    stands_beside(words) || is_change && is_checklist()
}

fn is_plain(words: &str) -> bool {
    let words = words.trim_end_matches(':').trim().to_lowercase();
    let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    PLAIN.contains(&words)
}

/// The words of a task, or none.
fn task_words(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < line.len() {
        number.strip_prefix(['.', ')'])?
    } else {
        line.strip_prefix(['-', '*', '+'])?
    };
    let rest = rest.strip_prefix([' ', '\t'])?.trim_start();
    let words = ["[ ]", "[x]", "[X]"]
        .into_iter()
        .find_map(|mark| rest.strip_prefix(mark))?;
    (words.starts_with([' ', '\t']) && !words.trim().is_empty()).then(|| words.trim())
}

fn is_task(line: &str) -> bool {
    task_words(line).is_some()
}

/// The end of a list of tasks: what is indented below a task belongs to it.
fn end_of_list(lines: &[&str], start: usize) -> usize {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let own = indent(lines[start]);
    let belongs = |line: &str| is_task(line) || indent(line) > own + 1;
    let mut end = start + 1;
    let mut at = end;
    while let Some(line) = lines.get(at) {
        if !line.trim().is_empty() {
            if !belongs(line) {
                break;
            }
            end = at + 1;
        }
        at += 1;
    }
    end
}

/// Whether tasks are work to do: not what a reporter confirms (`I have searched…`), and not only references to items.
fn is_work(list: &[&str]) -> bool {
    let words: Vec<&str> = list.iter().filter_map(|line| task_words(line)).collect();
    let confirms = |words: &&str| {
        ["I ", "I'", "I’", "My "]
            .iter()
            .any(|start| words.starts_with(start))
    };
    let refers = |words: &&str| {
        !words.contains(' ') && (words.starts_with('#') || words.starts_with("https://"))
    };
    !words.iter().any(confirms) && !words.iter().all(refers)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::part_tasks;
    use crate::exchange::assembly::body::compose;
    use crate::text::{criteria, criteria_headings};

    fn count(text: &str) -> (usize, String) {
        let (rest, tasks) = part_tasks(text).unwrap_or((text.to_owned(), String::new()));
        let (body, ..) = compose(&rest, &[tasks], &[]);
        (criteria(&body, &criteria_headings("en")).len(), body)
    }

    #[test]
    fn tasks_become_criteria() {
        for (text, expected) in [
            ("Text\n\n- [ ] one\n- [x] two\n\nMore", 2),
            ("## Tasks\n- [ ] one\n  more of one\n\n- [ ] two", 2),
            ("## A\n- [ ] one\n## B\n* [ ] two\n1. [x] three", 3),
            ("**Todo**\n- [ ] one\n\n- no task", 1),
            (
                "## Acceptance criteria\n- [ ] one\n\n## Tasks\n- [ ] two",
                1,
            ),
            ("```\n- [ ] one\n```", 0),
            ("<!--\n- [ ] one\n-->", 0),
            ("- [x] I have searched\n- [x] It is new", 0),
            ("- [ ] #12\n- [x] https://example.org/1", 0),
            ("- [ ]\n- [x]", 0),
            (
                "## Types of changes\n- [ ] Bug fix\n- [x] New feature\n\n## Checklist:\n- [ ] The tests pass",
                0,
            ),
            ("## Type of change\n- [ ] Bug fix\n\n## Tasks\n- [ ] Pay", 1),
            ("- [ ] My code follows the style\n- [ ] Tests pass", 0),
            ("## Checklist\n- [ ] Pay\n\n## Out of scope\n- [ ] Ship", 1),
            (
                "## Notes\n- 2026-01-05 ann: said\n  ### Bug\n  - [ ] Mend it\n\n## Tasks\n- [ ] Pay\n  - [ ] more",
                2,
            ),
        ] {
            let (found, body) = count(text);
            assert_eq!(found, expected, "{text}\n---\n{body}");
        }
    }

    #[test]
    fn nothing_else_is_changed() {
        let (rest, tasks) =
            part_tasks("Intro\n\n## Tasks\n\n- [ ] one\n\n## Notes\n\nEnd").unwrap();
        assert_eq!(rest, "Intro\n\n## Notes\n\nEnd");
        assert_eq!(tasks, "- [ ] one");
        let (rest, tasks) = part_tasks("## A\n- [ ] a\nx\n## B\n- [ ] b").unwrap();
        assert_eq!(rest, "## A\nx");
        assert_eq!(tasks, "### A\n\n- [ ] a\n\n### B\n\n- [ ] b");
        let (rest, _) = part_tasks("## Step one\n- [ ] a").unwrap();
        assert_eq!(rest, "## Step one");
    }

    proptest! {
        #[test]
        fn no_line_with_words_is_lost(lines in proptest::collection::vec("(- \\[ \\] |#+ |\\*\\*|  |```)?[a-c #]{0,3}", 0..12)) {
            let text = lines.join("\n");
            if let Some((rest, tasks)) = part_tasks(&text) {
                let count = |text: &str| text.chars().filter(|c| ('a'..='c').contains(c)).count();
                let lost = count(&text).saturating_sub(count(&rest) + count(&tasks));
                // Only a heading that says no more than "tasks" is left out.
                proptest::prop_assert_eq!(lost, 0, "{}\n---\n{}\n---\n{}", text, rest, tasks);
            }
        }
    }
}
