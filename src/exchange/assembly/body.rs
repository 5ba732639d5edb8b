//! The text of a story: description, acceptance criteria under a heading of their own, comments as dated lines.

use std::sync::LazyLock;

use jiff::civil::Date;

use crate::exchange::assembly::comment::headed;
use crate::text::{HeadingKeys, criteria_headings, sections};

/// Other words for acceptance criteria that people write above them; a heading that `po` knows takes their place.
const OTHER_WORDS: &[&str] = &[
    "AC",
    "ACs",
    "Acceptance",
    "Acceptance Criteria (AC)",
    "Acceptance criterias",
    "Acceptance criterion",
    "Acceptance tests",
    "Acceptance test",
    "A/C",
    "Akzeptanzkriterium",
    "Abnahmekriterien",
    "Criterios de aceptacion",
    "Critérios de aceite",
    "Criterios de aceite",
    "Criteres d'acceptation",
    "Finished when",
];

/// The heading that is written where there is none.
const HEADING: &str = "## Acceptance criteria";

/// Which headings mean acceptance criteria.
struct Words {
    known: HeadingKeys,
    others: HeadingKeys,
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::new);

impl Words {
    fn new() -> Self {
        let others: Vec<String> = OTHER_WORDS.iter().map(|&word| word.to_owned()).collect();
        Self {
            known: HeadingKeys::new(&criteria_headings("en")),
            others: HeadingKeys::new(&others),
        }
    }

    /// The heading to write for a line that means acceptance criteria. What stands in parentheses after other words says
    /// something of its own.
    fn heading(&self, words: &str) -> Option<String> {
        if words.len() > 80 {
            None
        } else if self.known.has(words) {
            Some(format!("## {}", words.trim().trim_end_matches(':')))
        } else if self.others.has(words) {
            let said = words.trim_matches([' ', '#', '*', ':']).split_once('(');
            let said = said.map(|(_, said)| format!(" ({said}"));
            Some(format!("{HEADING}{}", said.unwrap_or_default()))
        } else {
            None
        }
    }
}

/// Makes headings of lines that stand for them above acceptance criteria: `**Acceptance Criteria:**`, `Acceptance criteria:`,
/// `### AC`; and, after such a line, of every line that is bold as a whole, so that its list is not taken for criteria.
#[must_use]
pub fn promote_criteria(markdown: &str) -> String {
    let words = &*WORDS;
    let mut out = String::with_capacity(markdown.len() + 64);
    let mut fence: Option<&str> = None;
    let mut promoted = false;
    let mut headed = false;
    let mut heading_now = false;
    for line in markdown.lines() {
        let trimmed = line.trim();
        headed = std::mem::take(&mut heading_now) || (headed && line.trim().is_empty());
        if let Some(mark) = fence {
            // A line of the same signs ends it, as many as began it or more.
            if fence_of(trimmed).is_some_and(|end| end == trimmed && end.starts_with(mark)) {
                fence = None;
            }
            push(&mut out, line);
            continue;
        }
        if let Some(mark) = fence_of(trimmed) {
            fence = Some(mark);
            push(&mut out, line);
            continue;
        }
        let indented = line.starts_with(['\t', '>']) || line.starts_with("    ");
        if indented || trimmed.is_empty() {
            // A heading that was put in brings its own empty line.
            if !(trimmed.is_empty() && headed && out.ends_with("\n\n")) {
                push(&mut out, line);
            }
            continue;
        }
        if trimmed.starts_with('#') {
            match words.heading(trimmed.trim_start_matches('#')) {
                Some(heading) if heading == HEADING && trimmed.starts_with("# ") => {
                    push(&mut out, &heading);
                }
                // A heading that is known stays as it is, level and all.
                Some(heading) if !words.known.has(trimmed) => {
                    let level = trimmed.bytes().skip(2).take_while(|&b| b == b'#').count();
                    push(&mut out, &format!("{}{heading}", "#".repeat(level)));
                }
                _ => push(&mut out, line),
            }
            continue;
        }
        match bold_start(trimmed) {
            Some((bold, rest)) => match words.heading(bold).filter(|_| !goes_on(bold, rest)) {
                Some(heading) => {
                    promoted = true;
                    heading_now = true;
                    block(&mut out, &heading);
                    let rest = rest.trim_start_matches([':', ' ']).trim();
                    if !rest.is_empty() {
                        push(&mut out, &format!("- {rest}"));
                    }
                }
                None if promoted && rest.trim_matches([':', ' ']).is_empty() => {
                    heading_now = true;
                    block(
                        &mut out,
                        &format!("## {}", bold.trim().trim_end_matches(':')),
                    );
                }
                None => push(&mut out, line),
            },
            None if trimmed.ends_with(':') => match words.heading(trimmed) {
                Some(heading) => {
                    promoted = true;
                    heading_now = true;
                    block(&mut out, &heading);
                }
                None => push(&mut out, line),
            },
            None => match words.known.has(trimmed) && !trimmed.starts_with(['-', '*', '+', '1']) {
                true => {
                    promoted = true;
                    block(&mut out, &format!("## {trimmed}"));
                }
                false => push(&mut out, line),
            },
        }
    }
    if !markdown.ends_with('\n') {
        out.truncate(out.trim_end_matches('\n').len());
    }
    out
}

/// The signs by which a line begins or ends code: three or more of a kind.
fn fence_of(line: &str) -> Option<&str> {
    let sign = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let rest = line.trim_start_matches(sign);
    let signs = &line[..line.len() - rest.len()];
    // A span of code in a line begins none.
    (signs.len() >= 3 && !(sign == '`' && rest.contains('`'))).then_some(signs)
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// A heading with an empty line before and after it.
fn block(out: &mut String, heading: &str) {
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    push(out, heading);
    out.push('\n');
}

/// The bold words that a line begins with, and what follows them.
fn bold_start(line: &str) -> Option<(&str, &str)> {
    let (bold, rest) = line.strip_prefix("**")?.split_once("**")?;
    (!bold.trim().is_empty()).then_some((bold, rest))
}

/// Whether bold words are the beginning of a sentence, and no heading above what follows: `**Acceptance** of cards is slow`.
fn goes_on(bold: &str, rest: &str) -> bool {
    !bold.trim_end().ends_with(':') && rest.trim_start().starts_with(char::is_lowercase)
}

/// Puts the parts together, each after an empty line. Returns also where the criteria begin, and where the comments.
pub(super) fn compose(
    description: &str,
    criteria: &[String],
    comments: &[(Option<Date>, String)],
) -> (String, usize, usize) {
    let mut out = String::new();
    let description = closed(&promote_criteria(
        description.trim_matches(['\n', '\r', ' ']),
    ));
    if !description.is_empty() {
        out.push('\n');
        push(&mut out, &description);
    }
    let criteria_at = out.len();
    let criteria: Vec<String> = criteria
        .iter()
        .map(|text| closed(&listed(text)))
        .filter(|text| !text.is_empty())
        .collect();
    if !criteria.is_empty() {
        out.push('\n');
        push(&mut out, HEADING);
        for text in criteria {
            out.push('\n');
            push(&mut out, &text);
        }
    }
    let notes_at = out.len();
    if !comments.is_empty() {
        out.push_str("\n## Notes\n\n");
        for (date, text) in comments {
            let text = match date {
                Some(date) => headed(&date.to_string(), text),
                None => text.trim().to_owned(),
            };
            for (number, line) in text.lines().enumerate() {
                match (number, line.trim_end()) {
                    (0, line) => push(&mut out, &format!("- {line}")),
                    (_, "") => out.push('\n'),
                    (_, line) => push(&mut out, &format!("  {line}")),
                }
            }
        }
    }
    (out, criteria_at, notes_at)
}

/// A text below which a heading is one: what it leaves open, code or a comment, is closed.
fn closed(text: &str) -> String {
    let hides = |text: &str| {
        let with_heading = format!("{text}\n\n# X\n");
        let sections = sections(&with_heading);
        sections.last().is_none_or(|last| last.title != "X")
    };
    if !hides(text) {
        return text.to_owned();
    }
    let fence = text
        .lines()
        .rev()
        .find_map(|line| fence_of(line.trim_start()));
    let mut ended = fence
        .into_iter()
        .chain(["-->"])
        .map(|end| format!("{text}\n{end}"));
    let ended = ended.find(|ended| !hides(ended));
    ended.unwrap_or_else(|| text.to_owned())
}

/// Criteria of a field of their own as a list below [`HEADING`]: where the text has none, each line is an item.
fn listed(text: &str) -> String {
    let names_itself = |line: &str| {
        let words = line.trim_matches(['*', '#', ':', ' ']);
        WORDS.heading(words).is_some()
    };
    let is_list = |line: &String| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '+', '#', '`', '>'])
            || line.starts_with("* ")
            || (number.len() < line.len() && number.starts_with(['.', ')']))
            || crate::text::step_of(line).is_some()
    };
    let lines: Vec<String> = text.trim().lines().map(spaced).collect();
    let is_item = |line: &String| is_list(line) && !names_itself(line);
    match lines.iter().position(is_item) {
        Some(first) => {
            // The field often repeats its own name; between items it is a name of some of them.
            let (before, list) = lines.split_at(first);
            let before = before.iter().filter(|line| !names_itself(line));
            let all: Vec<&str> = before.chain(list).map(String::as_str).collect();
            below_heading(all.join("\n").trim())
        }
        None => {
            let lines = lines.iter().map(|line| line.trim());
            let items = lines.filter(|line| !line.is_empty() && !names_itself(line));
            let items: Vec<String> = items.map(|line| format!("- {line}")).collect();
            items.join("\n")
        }
    }
}

/// A text whose own headings stand below [`HEADING`], not beside it.
fn below_heading(text: &str) -> String {
    let sections = sections(text);
    let highest = sections.iter().map(|section| section.level).min();
    let deeper = usize::from(3_u8.saturating_sub(highest.unwrap_or(3)));
    let mut below = text.to_owned();
    for section in sections.iter().rev() {
        let heading = &text[section.heading.clone()];
        let words = match heading.trim_start_matches('#') {
            // One that is underlined.
            words if words.len() == heading.len() => {
                words.rsplit_once('\n').map_or(words, |(words, _)| words)
            }
            words => words.trim_start(),
        };
        let level = (usize::from(section.level) + deeper).min(6);
        let heading = format!("{} {}", "#".repeat(level), words.replace('\n', " "));
        below.replace_range(section.heading.clone(), &heading);
    }
    below
}

/// A line of a list as Markdown writes it: people leave the space out in cells (`1.Pay`, `-Pay`), and draw bullets.
fn spaced(line: &str) -> String {
    let trimmed = line.trim_start();
    let indent = &line[..line.len() - trimmed.len()];
    if let Some(rest) = trimmed.strip_prefix(['•', '●', '▪', '·', '–', '✓', '✔']) {
        return format!("{indent}- {}", rest.trim_start());
    }
    let after = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = trimmed.len() - after.len();
    let is_marked = match digits {
        0 => after.starts_with('-'),
        1..=3 => after.starts_with(['.', ')']),
        _ => false,
    };
    match after.get(1..) {
        Some(rest) if is_marked && rest.starts_with(char::is_alphabetic) => {
            format!("{indent}{} {rest}", &trimmed[..=digits])
        }
        _ => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{compose, promote_criteria, sections};
    use crate::text::{criteria, criteria_headings, dated_lines};

    #[test]
    fn lines_that_stand_for_headings_become_headings() {
        for (text, count) in [
            (
                "**User Story**\nAs a b\n\n**Acceptance Criteria:**\n\n1. one\n2. two",
                2,
            ),
            ("**AC**\n- one\n\n**Out of scope**\n- nothing\n- else", 1),
            ("Acceptance criteria:\n- one", 1),
            ("Acceptance Criteria\n- one\n- two", 2),
            ("### AC\n- one", 1),
            ("**Akzeptanzkriterien**\n- eins\n- zwei", 2),
            ("**AC:** one thing only", 1),
            ("**AC** Given a card", 1),
            ("**Acceptance** of cards is slow", 0),
            ("```\n**AC**\n- one\n```", 0),
            ("Text only", 0),
        ] {
            let found = criteria(&promote_criteria(text), &criteria_headings("en"));
            assert_eq!(
                found.len(),
                count,
                "{text}\n---\n{}",
                promote_criteria(text)
            );
        }
        let plain = "**Bold** and more\n\n- a list\n";
        assert_eq!(promote_criteria(plain), plain);
    }

    #[test]
    fn code_ends_where_as_many_signs_stand_as_began_it() {
        let text = "````\n```\n## AC\n```\n````\n\n## AC\n\n- y";
        let expected = text.replacen("\n\n## AC", "\n\n## Acceptance criteria", 1);
        assert_eq!(promote_criteria(text), expected);
    }

    #[test]
    fn lists_of_cells_are_lists() {
        for (cell, list) in [
            ("1.Pay\n2.Ship", "1. Pay\n2. Ship"),
            ("1. Pay\n2)Ship", "1. Pay\n2) Ship"),
            ("-Pay\n  -Ship", "- Pay\n  - Ship"),
            ("• Pay\n•Ship", "- Pay\n- Ship"),
            (
                "3.5 seconds at most\n--fast works",
                "3.5 seconds at most\n--fast works",
            ),
            ("Pay\nShip", "- Pay\n- Ship"),
        ] {
            let (body, _, _) = compose("", &[cell.to_owned()], &[]);
            assert_eq!(
                body,
                format!("\n## Acceptance criteria\n\n{list}\n"),
                "{cell}"
            );
        }
    }

    #[test]
    fn what_stands_between_criteria_stays() {
        let cell =
            "**Acceptance criteria**\n## Exit\n- [ ] one\n\n**Acceptance tests:**\n- [x] two";
        let (body, ..) = compose("", &[cell.to_owned()], &[]);
        let list = "### Exit\n- [ ] one\n\n**Acceptance tests:**\n- [x] two\n";
        assert_eq!(body, format!("\n## Acceptance criteria\n\n{list}"));
        assert_eq!(criteria(&body, &criteria_headings("en")).len(), 2);
        let code = "One\n===\n- a\n\n```\n# no heading\n```";
        let (body, ..) = compose("", &[code.to_owned()], &[]);
        assert!(
            body.ends_with("\n### One\n- a\n\n```\n# no heading\n```\n"),
            "{body}"
        );
        let (body, ..) = compose("### ACs (a draft)\n\n- one", &[], &[]);
        assert_eq!(body, "\n### Acceptance criteria (a draft)\n\n- one\n");
        assert_eq!(criteria(&body, &criteria_headings("en")).len(), 1);
    }

    #[test]
    fn what_a_text_leaves_open_ends_before_what_follows() {
        for text in [
            "Text\n```\ncode",
            "~~~~ sh\na",
            "<!-- note",
            "- a\n\n  ```\n  b",
        ] {
            let comment = (None, "said".to_owned());
            let (body, ..) = compose(text, &["- one\n```\nx".to_owned()], &[comment]);
            assert_eq!(criteria(&body, &criteria_headings("en")).len(), 1, "{body}");
            assert!(body.starts_with(&format!("\n{text}\n")));
            let titles: Vec<String> = sections(&body).into_iter().map(|s| s.title).collect();
            assert_eq!(titles, ["Acceptance criteria", "Notes"], "{body}");
        }
    }

    #[test]
    fn parts_are_put_together() {
        let date = jiff::civil::date(2026, 1, 2);
        let (body, criteria_at, notes_at) = compose(
            "Text",
            &["Acceptance Criteria\nfirst\n\nsecond".into()],
            &[(Some(date), "Why?\n\nBecause".into()), (None, "b".into())],
        );
        assert_eq!(
            body,
            "\nText\n\n## Acceptance criteria\n\n- first\n- second\n\n## Notes\n\n\
             - 2026-01-02 Why?\n\n  Because\n- b\n"
        );
        assert_eq!(dated_lines(&body, "Notes").len(), 2);
        assert!(body[criteria_at..].starts_with("\n## Acceptance"));
        assert!(body[notes_at..].starts_with("\n## Notes"));
        assert_eq!(compose("", &[], &[]), (String::new(), 0, 0));
        let (gherkin, ..) = compose("", &["Given a\nWhen b\nThen c".into()], &[]);
        assert!(gherkin.ends_with("\nGiven a\nWhen b\nThen c\n"));
    }
}
