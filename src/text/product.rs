//! Reads `product.md`: Product Goal, Vision, Objectives, Definition of Done, under these headings.

use std::ops::Range;

use crate::model::{Objective, Product};

use super::headings::{heading_key, heading_keys};
use super::item::ItemWords;
use super::outline::{Block, Kind, outline};
use super::prose::prose;
use super::sections::{Found, find_sections};
use super::words::one_line;

/// Returns what `markdown` says of the product; what is missing or empty stays so.
///
/// Goal and Vision are the first paragraph, quote or list line under their heading, without markup. An objective is a
/// heading below Objectives, `### O1 Checkout under 30 s (2026-Q4)`, or else a list line there.
#[must_use]
pub fn product(markdown: &str) -> Product {
    let blocks = outline(markdown);
    let find = |heading: &str| {
        let found = find_sections(markdown, &blocks, &heading_keys(&[heading]), false);
        found.into_iter().next()
    };
    let words = |heading: &str| first_words(markdown, &blocks, &find(heading)?);
    Product {
        goal: words("Product Goal"),
        vision: words("Vision"),
        objectives: find("Objectives")
            .map(|found| objectives(markdown, &blocks, &found))
            .unwrap_or_default(),
        definition_of_done: find("Definition of Done")
            .map(|found| list_lines(markdown, &blocks[found.blocks]))
            .unwrap_or_default(),
    }
}

/// The first words of a section's own, before its subsections.
fn first_words(markdown: &str, blocks: &[Block], found: &Found) -> Option<String> {
    let end = blocks[found.blocks.clone()]
        .iter()
        .find(|block| block.parent.is_none() && matches!(block.kind, Kind::Heading(_)))
        .map_or(found.content.end, |block| block.range.start);
    let own: Range<usize> = found.content.start..end.max(found.content.start);
    prose(&markdown[own], 8)
        .parts
        .into_iter()
        .map(|part| one_line(&part))
        .find(|words| !words.is_empty())
}

fn objectives(markdown: &str, blocks: &[Block], found: &Found) -> Vec<Objective> {
    let blocks = &blocks[found.blocks.clone()];
    let headings = || {
        blocks
            .iter()
            .filter(|block| block.parent.is_none())
            .filter_map(|block| match block.kind {
                Kind::Heading(level) => Some((level, one_line(&block.label))),
                _ => None,
            })
    };
    let Some(level) = headings().map(|(level, _)| level).min() else {
        return list_lines(markdown, blocks)
            .iter()
            .map(|line| objective(line))
            .collect();
    };
    headings()
        .filter(|(own, title)| *own == level && !title.is_empty())
        .map(|(_, title)| objective(&title))
        .collect()
}

/// Parts `O1 Checkout under 30 s (2026-Q4)`; without a short name the words are the name too.
fn objective(line: &str) -> Objective {
    let mut text = line.trim();
    if let Some(rest) = text.strip_suffix(')')
        && let Some(open) = rest.rfind('(')
        && rest[open..].contains(|c: char| c.is_ascii_digit())
        && is_period(&rest[open + 1..])
    {
        text = text[..open].trim_end();
    }
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let name = first.trim_end_matches([':', '.', ')', '\u{2013}', '-']);
    let letters = name.chars().take_while(|c| c.is_alphabetic()).count();
    let digits = name.trim_start_matches(|c: char| c.is_alphabetic() || c == '-');
    let is_name = (1..=4).contains(&letters)
        && !digits.is_empty()
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    if is_name {
        let words = rest.trim_start_matches([' ', ':', '-', '\u{2013}', '\u{2014}']);
        return Objective {
            name: name.to_owned(),
            text: words.to_owned(),
        };
    }
    Objective {
        name: text.to_owned(),
        text: text.to_owned(),
    }
}

/// Whether brackets hold a time: `2026-Q4`, `Q4 2026`, `2026`, `H1 2026`, `2026-12-31`.
fn is_period(text: &str) -> bool {
    !heading_key(text)
        .chars()
        .any(|c| c.is_alphabetic() && !matches!(c, 'q' | 'h'))
}

/// The words of all list items.
fn list_lines(markdown: &str, blocks: &[Block]) -> Vec<String> {
    blocks
        .iter()
        .filter(|block| block.is_item())
        .filter_map(|block| Some(ItemWords::read(markdown, block)?.text(markdown)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn reads_the_headings() {
        let text = "# Shop\n\n## Product Goal\n<!-- hint -->\n\nGuests **buy**\nwithout an account.\n\nMore.\n\n## Vision\n\n> Shopping without friction\n\n## Objectives\n\n### O1 Checkout under 30 s (2026-Q4)\nwords\n#### Notes\n\n### KR-2: Fewer returns (by size)\n\n### Delight\n\n## Definition of Done\n\n- [ ] Reviewed\n- Tested\n  - on `CI`\n";
        let product = product(text);
        assert_eq!(
            product.goal.as_deref(),
            Some("Guests buy without an account.")
        );
        assert_eq!(product.vision.as_deref(), Some("Shopping without friction"));
        let objectives: Vec<_> = product
            .objectives
            .iter()
            .map(|o| (o.name.as_str(), o.text.as_str()))
            .collect();
        assert_eq!(
            objectives,
            [
                ("O1", "Checkout under 30 s"),
                ("KR-2", "Fewer returns (by size)"),
                ("Delight", "Delight"),
            ]
        );
        assert_eq!(
            product.definition_of_done,
            ["Reviewed", "Tested", "on `CI`"]
        );
    }

    #[test]
    fn what_is_missing_stays_empty() {
        let empty = product(
            "# Shop\n## Product Goal\n\n## Vision\n### more\nx\n## Objectives\n- O1 a (Q4 2026)\n",
        );
        assert_eq!((empty.goal, empty.vision), (None, None));
        assert_eq!(
            (
                empty.objectives[0].name.as_str(),
                empty.objectives[0].text.as_str()
            ),
            ("O1", "a")
        );
        assert!(empty.definition_of_done.is_empty());
    }
}
