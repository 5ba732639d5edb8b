//! The free text of a body: what its sections say besides the criteria and dated lines that are read from them.

use std::ops::Range;

use super::add::LOGS;
use super::criteria::criteria_of_sections;
use super::headings::{HeadingKeys, heading_keys};
use super::outline::outline;
use super::sections::{find_sections, sections};
use super::words::one_line;

/// The free text of a section, without that of its subsections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeText {
    /// The section's heading; empty before the first one.
    pub title: String,
    /// Whether criteria or dated lines are read from where it stands.
    pub is_beside_list: bool,
    /// The text on one line.
    pub words: String,
}

/// Returns the free text of each section, in the order of `body`. `headings` are those of acceptance criteria.
#[must_use]
pub fn free_text(body: &str, headings: &HeadingKeys) -> Vec<FreeText> {
    let lists = Lists::of(body, headings);
    let sections = sections(body);
    let ends = sections.iter().map(|section| section.heading.start);
    let mut ends = ends.chain([body.len()]);
    let first = FreeText {
        title: String::new(),
        is_beside_list: false,
        words: one_line(&lists.without(body, 0..ends.next().unwrap_or_default())),
    };
    let others = sections.iter().zip(ends).map(|(section, end)| FreeText {
        title: section.title.clone(),
        is_beside_list: lists.have(section.heading.start),
        words: one_line(&lists.without(body, section.content.start.min(end)..end)),
    });
    [first].into_iter().chain(others).collect()
}

/// Where lists stand that are read.
struct Lists {
    /// The bytes of their sections, headings included.
    sections: Vec<Range<usize>>,
    /// The bytes that are read: bullets and words, scenarios; sorted, they may overlap.
    read: Vec<Range<usize>>,
}

impl Lists {
    fn of(body: &str, HeadingKeys(criteria): &HeadingKeys) -> Self {
        let blocks = outline(body);
        let (mut sections, mut read) = (Vec::new(), Vec::new());
        let criteria = find_sections(body, &blocks, criteria, true);
        let logs = find_sections(body, &blocks, &heading_keys(&LOGS), false);
        // What is nested in a criterion that is a list item is read by itself, or not at all.
        let items: Vec<usize> = blocks
            .iter()
            .filter(|b| b.is_item())
            .map(|b| b.range.start)
            .collect();
        let is_item = |range: &Range<usize>| items.binary_search(&range.start).is_ok();
        let scenarios = criteria_of_sections(body, &blocks, &criteria).into_iter();
        read.extend(
            scenarios
                .map(|one| one.range)
                .filter(|range| !is_item(range)),
        );
        for section in criteria.into_iter().chain(logs) {
            let heading = &blocks[section.heading].range;
            sections.push(heading.start..section.content.end);
            read.push(heading.clone());
            let items = blocks[section.blocks]
                .iter()
                .filter(|block| block.is_item());
            read.extend(items.map(|item| item.range.start..item.words.end.max(item.range.start)));
        }
        read.sort_by_key(|range| range.start);
        Self { sections, read }
    }

    /// Whether lists are read from where a heading stands.
    fn have(&self, heading: usize) -> bool {
        self.sections.iter().any(|list| list.contains(&heading))
    }

    /// A part of `body` without what is read.
    fn without(&self, body: &str, part: Range<usize>) -> String {
        let mut text = String::new();
        let mut at = part.start;
        let first = self.read.partition_point(|range| range.start < part.start);
        let within = self.read[first..].iter();
        for range in within.take_while(|range| range.start < part.end) {
            if let Some(free) = body.get(at..range.start) {
                text.push_str(free);
                text.push(' ');
            }
            at = at.max(range.end);
        }
        text.push_str(body.get(at..part.end).unwrap_or_default());
        text
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::free_text;
    use crate::text::HeadingKeys;

    fn found(body: &str) -> Vec<(String, String)> {
        let keys = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
        let texts = free_text(body, &keys).into_iter();
        texts
            .map(|text| {
                let mark = if text.is_beside_list { "*" } else { "" };
                (format!("{mark}{}", text.title), text.words)
            })
            .collect()
    }

    #[track_caller]
    fn is(body: &str, expected: &[(&str, &str)]) {
        let found = found(body);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(title, words)| (title.as_str(), words.as_str()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn lists_that_are_read_are_left_out() {
        is(
            "a\nb\n\n## Steps\n\n- c\n\n## Acceptance criteria\n\n- [ ] d\n  - e\n\nThe limit.\n\n- f\n\n## Notes\n\nFirst:\n\n- 2026-11-20 g\n",
            &[
                ("", "a b"),
                ("Steps", "- c"),
                ("*Acceptance criteria", "The limit."),
                ("*Notes", "First:"),
            ],
        );
    }

    #[test]
    fn what_is_nested_and_not_read_is_free_text() {
        is(
            "## Acceptance criteria\n\n- [ ] a\n\n  Second.\n\n  ```\n  code\n  ```\n- [ ]\n\n### Later\n\n1. b\n\n> quote\n",
            &[
                ("", ""),
                ("*Acceptance criteria", "Second. ``` code ```"),
                ("*Later", "> quote"),
            ],
        );
    }

    #[test]
    fn scenarios_and_labels_are_read_whole() {
        is(
            "Text.\n\n**Acceptance criteria:**\n\n- a\n\n## Acceptance criteria\n\nGiven a\nWhen b\nThen c\n\nWords.\n",
            &[("", "Text."), ("*Acceptance criteria", "Words.")],
        );
    }

    proptest! {
        #[test]
        fn any_body_is_taken_apart(parts in proptest::collection::vec(proptest::sample::select(vec![
            "## Acceptance criteria\n", "## Notes\n", "### x\n", "- [ ] a\n", "  - b\n", "- - c\n", "\n", "d\n", "> e\n",
            "```\n", "Given a\n", "Then é\n", "Scenario: s\n", "**Acceptance criteria:**\n", "-\n", "\r", "1. f\n", "    g\n",
        ]), 0..24)) {
            let body: String = parts.concat();
            prop_assert!(!found(&body).is_empty());
        }
    }
}
