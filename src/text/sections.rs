//! The sections of a body: its headings, and what stands under each.

use std::ops::Range;

use super::headings::is_meant;
use super::lines::{line_start, next_line};
use super::outline::{Block, Kind, outline};
use super::words::one_line;

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The heading's words without markup, on one line.
    pub title: String,
    /// Its level, 1 to 6.
    pub level: u8,
    /// Bytes of the heading, underline included, without the line break.
    pub heading: Range<usize>,
    /// Bytes from the line after the heading up to the next heading of the same or a higher level, subsections included.
    pub content: Range<usize>,
}

/// Returns the sections of `body` in its order, by headings of both forms outside code, quotes and lists.
#[must_use]
pub fn sections(body: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    // The open sections, with rising levels.
    let mut open: Vec<usize> = Vec::new();
    for block in outline(body) {
        let Some(level) = top_level(&block) else {
            continue;
        };
        while let Some(index) = open.pop_if(|index| sections[*index].level >= level) {
            sections[index].content.end = line_start(body, block.range.start);
        }
        open.push(sections.len());
        sections.push(Section {
            title: one_line(&block.label),
            level,
            content: next_line(body, block.range.end)..body.len(),
            heading: block.range,
        });
    }
    sections
}

/// The level of a heading that opens a section.
fn top_level(block: &Block) -> Option<u8> {
    match block.kind {
        Kind::Heading(level) if block.parent.is_none() => Some(level),
        _ => None,
    }
}

/// A section that was looked for, as indexes of an outline's blocks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The heading, or the paragraph that stands for one.
    pub(crate) heading: usize,
    /// The blocks under it.
    pub(crate) blocks: Range<usize>,
    /// The bytes from the line after the heading to the end of the section.
    pub(crate) content: Range<usize>,
}

/// Below every heading: the level of a label.
const LABEL: u8 = 7;

/// Returns the sections whose heading is meant by `keys`; none within another. With `labels`, a paragraph of one line that is bold,
/// or ends with a colon, counts as the lowest of headings, and ends at the next bold one.
pub(crate) fn find_sections(
    body: &str,
    blocks: &[Block],
    keys: &[String],
    labels: bool,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut open: Option<u8> = None;
    for (index, block) in blocks.iter().enumerate() {
        let source = &body[block.words.clone()];
        let level = match top_level(block) {
            Some(level) => level,
            None if labels && is_label(block, source) => LABEL,
            None => continue,
        };
        let meant = is_meant(source, keys);
        if level == LABEL && !meant && !is_bold(source) {
            continue;
        }
        if open.is_some_and(|open| open < level) {
            continue;
        }
        if open.take().is_some()
            && let Some(last) = found.last_mut()
        {
            last.blocks.end = index;
            last.content.end = line_start(body, block.range.start);
        }
        if meant {
            open = Some(level);
            found.push(Found {
                heading: index,
                blocks: index + 1..blocks.len(),
                content: next_line(body, block.range.end)..body.len(),
            });
        }
    }
    found
}

/// Whether a paragraph of one line may stand for a heading: `**Acceptance criteria:**` or `Acceptance criteria:`.
fn is_label(block: &Block, source: &str) -> bool {
    block.kind == Kind::Paragraph
        && block.parent.is_none()
        && !source.contains(['\n', '\r'])
        && (is_bold(source) || source.ends_with(':'))
}

/// Whether all of `source` is bold, a colon after it aside.
fn is_bold(source: &str) -> bool {
    let source = source.strip_suffix(':').unwrap_or(source);
    ["**", "__"].iter().any(|mark| {
        source
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            .is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

#[cfg(test)]
mod tests {
    use super::sections;

    #[test]
    fn a_section_ends_at_its_equal() {
        let body = "intro\n\nA\n=\na\n## B ##\n```\n# no\n```\n### C\n> # no\n- # no\n# D\n";
        let found: Vec<_> = sections(body)
            .into_iter()
            .map(|s| {
                (
                    s.title,
                    s.level,
                    body[s.heading].to_owned(),
                    body[s.content].len(),
                )
            })
            .collect();
        assert_eq!(
            found,
            [
                ("A".to_owned(), 1, "A\n=".to_owned(), 43),
                ("B".to_owned(), 2, "## B ##".to_owned(), 33),
                ("C".to_owned(), 3, "### C".to_owned(), 14),
                ("D".to_owned(), 1, "# D".to_owned(), 0),
            ]
        );
    }

    #[test]
    fn titles_have_no_markup() {
        let titles: Vec<_> = sections("# *A* `b`\r\n## [c](d) \\# e\r\nf\r\ng\r\n---\r\n")
            .into_iter()
            .map(|s| s.title)
            .collect();
        assert_eq!(titles, ["A b", "c # e", "f g"]);
    }
}
