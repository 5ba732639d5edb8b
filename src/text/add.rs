//! Adds a criterion to a body, in the style of those that are there.

use crate::model::{Criterion, Splice};

use super::criteria::{criteria_of_sections, criteria_of_text};
use super::headings::{heading_keys, is_meant};
use super::outline::{Block, Kind, outline};
use super::sections::find_sections;
use super::slot::{Slot, new_section_slots, slots};
use super::words::{is_wordless, one_line};

/// The heading that is written when a caller names none.
pub(crate) const HEADING: &str = "Acceptance criteria";

/// Sections that `po` appends to and that stay below the criteria.
pub(crate) const LOGS: [&str; 5] = ["Questions", "Estimation", "Decisions", "Notes", "Feedback"];

/// Returns what adds an open criterion to `body`: at the end of the last list under a heading meant by `headings`, with its bullet or next number.
/// Where there is no such section, one is made, with the first of `headings`.
#[must_use]
pub fn add_criterion(body: &str, headings: &[String], words: &str) -> Splice {
    let default = [HEADING.to_owned()];
    let headings = if heading_keys(headings).is_empty() {
        &default
    } else {
        headings
    };
    let keys = heading_keys(headings);
    let blocks = outline(body);
    let found = find_sections(body, &blocks, &keys, true);
    let slots = match found.last() {
        Some(section) => {
            let mut slots = slots(body, &blocks, section);
            slots.extend(new_section_slots(body, &blocks, &headings[0], None));
            slots
        }
        None => new_section_slots(body, &blocks, &headings[0], first_log(body, &blocks)),
    };
    let before = criteria_of_sections(body, &blocks, &found);
    let after =
        |slot: &Slot| criteria_of_text(&slot.splice(body, "[ ] ", words).apply(body), &keys);
    let text = one_line(words);
    let is_new = |criterion: &Criterion| criterion.text == text && criterion.depth == 0;
    // Where the section of a broken text takes other things in, it is enough that the criterion is seen.
    let good = if is_wordless(words) {
        slots.first()
    } else {
        let exact = slots
            .iter()
            .find(|slot| has_one_more(&before, &after(slot), &text));
        let seen = |slot: &&Slot| after(slot).iter().any(is_new);
        exact.or_else(|| slots.iter().find(seen)).or(slots.first())
    };
    good.map_or(
        Splice {
            range: 0..0,
            text: String::new(),
        },
        |slot| slot.splice(body, "[ ] ", words),
    )
}

/// Whether `body` has a section for criteria.
pub(crate) fn has_criteria_section(body: &str, headings: &[String]) -> bool {
    !find_sections(body, &outline(body), &heading_keys(headings), true).is_empty()
}

/// Where the first section stands that belongs below the criteria.
fn first_log(body: &str, blocks: &[Block]) -> Option<usize> {
    let keys = heading_keys(&LOGS);
    blocks
        .iter()
        .find(|block| {
            matches!(block.kind, Kind::Heading(2))
                && block.parent.is_none()
                && is_meant(&body[block.words.clone()], &keys)
        })
        .map(|block| block.range.start)
}

/// Whether `after` is `before` and one new criterion with these words.
fn has_one_more(before: &[Criterion], after: &[Criterion], text: &str) -> bool {
    let same = |(a, b): &(&Criterion, &Criterion)| {
        a.text == b.text && a.done == b.done && a.has_box == b.has_box && a.depth == b.depth
    };
    let at = before.iter().zip(after).take_while(same).count();
    let rest = after.get(at + 1..).unwrap_or_default();
    after.len() == before.len() + 1
        && before[at..].iter().zip(rest).all(|pair| same(&pair))
        && after[at].text == text
        && after[at].depth == 0
}

#[cfg(test)]
mod tests {
    use super::add_criterion;
    use crate::text::criteria;

    fn add(body: &str, words: &str) -> String {
        let headings = ["AC".to_owned(), "Done when".to_owned()];
        let after = add_criterion(body, &headings, words).apply(body);
        assert_eq!(
            criteria(&after, &headings).len(),
            criteria(body, &headings).len() + 1,
            "{after}"
        );
        after
    }

    #[test]
    fn joins_the_list() {
        assert_eq!(
            add("## AC\n* a\n  * n\n\n## N\n", "b"),
            "## AC\n* a\n  * n\n* [ ] b\n\n## N\n"
        );
        assert_eq!(
            add("## Done when\n\n1) a\n\n2) b", "c"),
            "## Done when\n\n1) a\n\n2) b\n\n3) [ ] c"
        );
        assert_eq!(
            add("## AC\n1. a\n1. b\n", "c"),
            "## AC\n1. a\n1. b\n1. [ ] c\n"
        );
        assert_eq!(
            add("**AC**\r\n- a\r\n", "b\n# c"),
            "**AC**\r\n- a\r\n- [ ] b\r\n  \\# c\r\n"
        );
    }

    #[test]
    fn stays_within_the_markers_of_backlog_md() {
        let (begin, end) = ("## AC\n<!-- AC:BEGIN -->\n", "<!-- AC:END -->\n\n## D\n");
        assert_eq!(
            add(&format!("{begin}{end}"), "a"),
            format!("{begin}- [ ] a\n{end}")
        );
        assert_eq!(
            add(&format!("{begin}- [x] #1 a\n- [ ] #7 b\n{end}"), "c"),
            format!("{begin}- [x] #1 a\n- [ ] #7 b\n- [ ] #8 c\n{end}")
        );
    }

    #[test]
    fn fills_an_empty_section() {
        assert_eq!(add("## AC\n", "a"), "## AC\n\n- [ ] a\n");
        assert_eq!(add("## AC\n## N\n", "a"), "## AC\n\n- [ ] a\n\n## N\n");
        assert_eq!(
            add("## AC\n\nwords\n\n## N\n", "a"),
            "## AC\n\nwords\n\n- [ ] a\n\n## N\n"
        );
    }

    #[test]
    fn makes_the_section() {
        assert_eq!(add("", "a"), "\n## AC\n\n- [ ] a\n");
        assert_eq!(add("\nAs b\n\n\n", "a"), "\nAs b\n\n## AC\n\n- [ ] a\n");
        assert_eq!(
            add("As b\n## Notes\n- c", "a"),
            "As b\n\n## AC\n\n- [ ] a\n\n## Notes\n- c"
        );
    }

    #[test]
    fn is_seen_whatever_is_left_open() {
        add("```\nopen", "a");
        add("text\n\n<!-- open\n\nmore", "a");
        add("## AC\n\n<!-- open\n\n- no\n", "a");
        add("## AC\n- a\n  ```\n  open\n", "b");
    }
}
