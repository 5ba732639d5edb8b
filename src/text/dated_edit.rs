//! Appends dated list lines, and answers to them.

use jiff::civil::Date;

use crate::model::Splice;

use super::dated::{DatedLine, lines_of_part};
use super::headings::heading_keys;
use super::lines::{column, line_end};
use super::outline::{Block, outline};
use super::sections::find_sections;
use super::slot::{Slot, new_section_slots, next_bullet, slots};
use super::tick::{item_at, tick};
use super::words::one_line;

/// Returns what appends `- 2026-11-21 words` (with `checkbox`, `- [ ] 2026-11-21 words`) to the list under `heading`.
/// Where there is no such section, one is made at the end of `body`, after one blank line.
#[must_use]
pub fn append_dated(body: &str, heading: &str, date: Date, words: &str, checkbox: bool) -> Splice {
    let keys = heading_keys(&[heading]);
    let blocks = outline(body);
    let found = find_sections(body, &blocks, &keys, false);
    let mut places = match found.last() {
        Some(section) => slots(body, &blocks, section),
        None => Vec::new(),
    };
    places.extend(new_section_slots(body, &blocks, heading, None));
    let head = if checkbox {
        format!("[ ] {date} ")
    } else {
        format!("{date} ")
    };
    let count = |text: &str| lines_of_part(text, 0..text.len(), &keys);
    let before = count(body).len();
    let text = one_line(words);
    let lines = |slot: &Slot| count(&slot.splice(body, &head, words).apply(body));
    let is_new = |line: &DatedLine| line.date == Some(date) && line.text == text;
    let exact = |slot: &&Slot| {
        let lines = lines(slot);
        lines.len() == before + 1 && lines.iter().any(is_new)
    };
    // Where the section of a broken text takes other things in, it is enough that the line is seen.
    let seen = |slot: &&Slot| lines(slot).iter().any(is_new);
    let good = places.iter().find(exact);
    let good = good.or_else(|| places.iter().find(seen)).or(places.first());
    good.map_or_else(nothing, |slot| slot.splice(body, &head, words))
}

/// Returns what nests `- 2026-11-20 words` below a question read from `body`, after the answers it has, and ticks the question.
/// To be applied in this order. A line of another body changes nothing.
#[must_use]
pub fn answer(body: &str, line: &DatedLine, date: Date, words: &str) -> Vec<Splice> {
    let blocks = outline(body);
    let Some(index) = item_at(&blocks, line.range.start) else {
        return Vec::new();
    };
    let head = format!("{date} ");
    let before = answers(&blocks, index);
    let places = answer_slots(body, &blocks, index);
    let reads_back = |slot: &&Slot| {
        let text = slot.splice(body, &head, words).apply(body);
        let blocks = outline(&text);
        item_at(&blocks, line.range.start)
            .is_some_and(|index| answers(&blocks, index) == before + 1)
    };
    let good = places.iter().find(reads_back).or(places.first());
    // The answer stands after the box, so it comes first and moves nothing.
    good.map(|slot| slot.splice(body, &head, words))
        .into_iter()
        .chain(tick(body, &blocks[index], true))
        .collect()
}

/// How many items are nested directly below an item.
fn answers(blocks: &[Block], index: usize) -> usize {
    blocks
        .iter()
        .filter(|block| block.is_item() && block.parent == Some(index))
        .count()
}

/// The places for an answer: after the last one, else at the end of the question, else right after its words.
fn answer_slots(body: &str, blocks: &[Block], index: usize) -> Vec<Slot> {
    let question = &blocks[index];
    let mut siblings = blocks
        .iter()
        .filter(|block| block.is_item() && block.parent == Some(index));
    let last = siblings.next_back();
    let previous = siblings.next_back();
    if let Some(last) = last {
        let bullet = next_bullet(body, last, previous);
        return vec![Slot::after_line(body, last.range.end, bullet)];
    }
    let mark = match body.as_bytes().get(question.range.start) {
        Some(b'*') => '*',
        Some(b'+') => '+',
        _ => '-',
    };
    let indent = " ".repeat(column(body, question.words.start));
    [question.range.end, line_end(body, question.words.end)]
        .map(|at| Slot::after_line(body, at, format!("{indent}{mark}")))
        .into()
}

fn nothing() -> Splice {
    Splice {
        range: 0..0,
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{answer, append_dated};
    use crate::text::dated_lines;

    const DAY: Date = date(2026, 11, 21);

    fn append(body: &str, words: &str) -> String {
        append_dated(body, "Notes", DAY, words, false).apply(body)
    }

    #[test]
    fn makes_the_section_at_the_end() {
        let section = "## Notes\n\n- 2026-11-21 a\n";
        assert_eq!(append("", "a"), format!("\n{section}"));
        assert_eq!(append("b", "a"), format!("b\n\n{section}"));
        assert_eq!(append("b\n\n\n \n", "a"), format!("b\n\n{section}"));
        assert_eq!(
            append("b\r\n", "a"),
            "b\r\n\r\n## Notes\r\n\r\n- 2026-11-21 a\r\n"
        );
    }

    #[test]
    fn appends_to_the_list() {
        assert_eq!(
            append("## Notes\n* b\n\n\n", "a"),
            "## Notes\n* b\n* 2026-11-21 a\n\n\n"
        );
        assert_eq!(
            append("## Notes\n- b", "a\n1. c"),
            "## Notes\n- b\n- 2026-11-21 a\n  1\\. c"
        );
        assert_eq!(
            append("## Notes\r\n", "a"),
            "## Notes\r\n\r\n- 2026-11-21 a\r\n"
        );
        let splice = append_dated("", "Questions", DAY, "q?", true);
        assert_eq!(splice.text, "\n## Questions\n\n- [ ] 2026-11-21 q?\n");
    }

    #[test]
    fn nests_an_answer_and_ticks() {
        let body = "## Questions\n- [ ] q\n  - b\n    - c\n- [ ] r\n\n# N\n";
        let apply = |body: &str, index: usize| {
            answer(body, &dated_lines(body, "Questions")[index], DAY, "No")
                .into_iter()
                .fold(body.to_owned(), |body, splice| splice.apply(&body))
        };
        let once = apply(body, 1);
        assert_eq!(
            once,
            "## Questions\n- [ ] q\n  - b\n    - c\n- [x] r\n  - 2026-11-21 No\n\n# N\n"
        );
        assert_eq!(
            apply(&once, 0),
            "## Questions\n- [x] q\n  - b\n    - c\n  - 2026-11-21 No\n- [x] r\n  - 2026-11-21 No\n\n# N\n"
        );
        assert_eq!(
            apply("# Questions\r\n10. q", 0),
            "# Questions\r\n10. [x] q\r\n    - 2026-11-21 No"
        );
    }
}
