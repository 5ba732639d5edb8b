//! The text of a story: description, acceptance criteria under a heading of their own, comments as dated lines.

use jiff::civil::Date;

use crate::exchange::assembly::comment::headed;
use crate::exchange::assembly::promoted::{HEADING, means_criteria, promote_criteria};
use crate::text::{Fences, fence_of, sections};

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

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// A text below which a heading is one: what it leaves open, code or a comment, is closed.
fn closed(text: &str) -> String {
    let hides = |text: &str| {
        let with_heading = format!("{text}\n\n# X\n");
        let sections = sections(&with_heading);
        sections.last().is_none_or(|last| last.title != "X")
    };
    if leaves_nothing_open(text) || !hides(text) {
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

/// Whether the lines alone tell that a text leaves nothing open: no HTML begins one, and code begins and ends at their starts.
fn leaves_nothing_open(text: &str) -> bool {
    let mut fences = Fences::default();
    let is_told = text.lines().all(|line| {
        let is_fence = line.contains("```") || line.contains("~~~");
        let is_unsure = is_fence && !line.starts_with(['`', '~']) || line.contains('\r');
        fences.hold(line);
        !is_unsure && !line.trim_start().starts_with('<')
    });
    is_told && !fences.is_open()
}

/// Criteria of a field of their own as a list below [`HEADING`]: where the text has none, each line is an item.
fn listed(text: &str) -> String {
    let names_itself = |line: &str| {
        let words = line.trim_matches(['*', '#', ':', ' ']);
        means_criteria(words)
    };
    let is_list = |line: &String| {
        let line = line.trim_start();
        let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
        line.starts_with(['-', '+', '#', '`', '>'])
            || line.starts_with("* ")
            || (number.len() < line.len() && number.starts_with(['.', ')']))
            || crate::text::step_of(line).is_some()
    };
    let text = text.trim();
    let parted = inline_items(text).map(|items| items.join("\n"));
    let text = parted.as_deref().unwrap_or(text);
    let lines = text.lines().map(spaced);
    let lines: Vec<String> = lines.filter(|line| !is_mark_alone(line)).collect();
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

/// The items of a list that stands in one line: `1) Pay 2) Ship`, `1. Pay 2. Ship`, `• Pay • Ship`.
fn inline_items(text: &str) -> Option<Vec<&str>> {
    if text.contains('\n') {
        return None;
    }
    let bullet = text.chars().next()?;
    let mut items = Vec::new();
    let mut rest = text;
    for number in 2.. {
        let mark = match bullet {
            '•' | '●' | '▪' => format!(" {bullet} "),
            '(' if text.starts_with("(1) ") => format!(" ({number}) "),
            '1' if text.starts_with("1) ") => format!(" {number}) "),
            '1' if text.starts_with("1. ") => format!(" {number}. "),
            _ => return None,
        };
        let Some(end) = rest.find(&mark) else {
            break;
        };
        items.push(rest[..end].trim_end_matches([';', ',', ' ']));
        rest = &rest[end + 1..];
    }
    items.push(rest);
    (items.len() > 1).then_some(items)
}

/// Whether a line is the number or the bullet of a criterion that nobody wrote: `2 .`, `3)`, `•`.
fn is_mark_alone(line: &str) -> bool {
    let line = line.trim();
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match line.len() - digits.len() {
        0 => matches!(line, "-" | "*" | "+"),
        1..=3 => matches!(digits.trim_start(), "." | ")" | ".)" | ":"),
        _ => false,
    }
}

/// A line of a list as Markdown writes it: people leave the space out in cells (`1.Pay`, `-Pay`) or put one in (`1 . Pay`), and
/// draw bullets.
fn spaced(line: &str) -> String {
    let trimmed = line.trim_start();
    let indent = &line[..line.len() - trimmed.len()];
    if let Some(rest) = trimmed.strip_prefix(['•', '●', '▪', '·', '–', '✓', '✔']) {
        return format!("{indent}- {}", rest.trim_start());
    }
    let after = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = trimmed.len() - after.len();
    let parted = after
        .strip_prefix(' ')
        .filter(|rest| (1..=3).contains(&digits) && rest.starts_with(['.', ')']));
    if let Some((mark, rest)) = parted.and_then(|rest| rest.split_at_checked(1))
        && rest.starts_with(' ')
    {
        return format!("{indent}{}{mark}{rest}", &trimmed[..digits]);
    }
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
    use proptest::collection::vec;
    use proptest::prelude::{prop_assert, proptest};
    use proptest::sample::select;

    use super::{compose, leaves_nothing_open, sections};
    use crate::text::{criteria, criteria_headings, dated_lines};

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
            ("1. Pay\n2.\n3. Ship\n4)", "1. Pay\n3. Ship"),
            ("1. Pay\n2 .\n3 .", "1. Pay"),
            ("Pay\n2.\n•\n-", "- Pay"),
            ("1 . Pay\n2 ) Ship", "1. Pay\n2) Ship"),
            ("Pay in\n2 days", "- Pay in\n- 2 days"),
            ("1) Pay 2) Ship; 3) Send", "1) Pay\n2) Ship\n3) Send"),
            ("1. Pay 2. Ship", "1. Pay\n2. Ship"),
            ("(1) Pay (2) Ship", "- (1) Pay\n- (2) Ship"),
            ("• Pay • Ship", "- Pay\n- Ship"),
            ("1. Pay 3. Ship", "1. Pay 3. Ship"),
            ("1. Pay in 2.5 s", "1. Pay in 2.5 s"),
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
    fn numbers_alone_are_no_criteria() {
        for cell in ["2 .", "1.\n2.\n3.", "2 .\n3)", "-\n•"] {
            let (body, ..) = compose("Text", &[cell.to_owned()], &[]);
            assert_eq!(body, "\nText\n", "{cell}");
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

    const LINES: [&str; 20] = [
        "```\n",
        "````\n",
        "~~~\n",
        "``` a`\n",
        "  ```\n",
        "- ```\n",
        "> ```\n",
        "    ```\n",
        "a ``` b\n",
        "~~~ x",
        "- a\n",
        "  b\n",
        "> c\n",
        "\n",
        "<pre>\n",
        "- <pre>\n",
        "a <!-- b\n",
        "[d]: /e 'f\n",
        "1. g\n",
        "\t```\n",
    ];

    proptest! {
        #[test]
        fn where_lines_tell_it_a_heading_below_is_one(lines in vec(select(&LINES[..]), 0..10)) {
            let text = lines.concat();
            if leaves_nothing_open(&text) {
                let titles = sections(&format!("{text}\n\n# X\n"));
                prop_assert!(titles.last().is_some_and(|last| last.title == "X"), "{text}");
            }
        }
    }
}
