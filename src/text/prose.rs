//! The first words of a Markdown text without their markup, and where in the source they stand.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::outline::parser;
use super::plain_prose::plain_prose;

/// How much of a text is looked at, in bytes: a story's first paragraphs are shorter.
const LOOKED_AT: usize = 16 * 1024;

/// Paragraphs, headings and list lines as they read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Prose {
    /// Their words; a line break stays one.
    pub(crate) parts: Vec<String>,
    /// For each part, where pieces of it stand in the source: offset in the part, offset and length in the source.
    pieces: Vec<Vec<(usize, usize, usize)>>,
}

/// Returns the first `count` paragraphs, headings and list lines of `text`, those in quotes included, code and HTML blocks not.
pub(crate) fn prose(text: &str, count: usize) -> Prose {
    let text = start_of(text);
    plain_prose(text, count).unwrap_or_else(|| parsed_prose(text, count))
}

/// The same by parsing Markdown, whatever it holds.
pub(super) fn parsed_prose(text: &str, count: usize) -> Prose {
    let mut prose = Prose::default();
    // Whether the words that come begin a new part; words of code and HTML blocks are none.
    let mut fresh = true;
    let mut skipped = false;
    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => skipped = true,
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => skipped = false,
            Event::Text(words) if !skipped => {
                if prose.open(&mut fresh, count).is_none() {
                    break;
                }
                prose.push(&words, range.start, range.len());
            }
            Event::Code(words) if !skipped => {
                if prose.open(&mut fresh, count).is_none() {
                    break;
                }
                let source = &text[range.clone()];
                let ticks = source.len() - source.trim_start_matches('`').len();
                prose.push(&words, range.start + ticks, range.len() - ticks);
            }
            Event::SoftBreak | Event::HardBreak if !fresh => prose.push("\n", range.start, 1),
            Event::InlineHtml(html) if !fresh && html.starts_with("<br") => {
                prose.push("\n", range.start, range.len());
            }
            Event::Start(tag) => fresh |= is_block(&tag),
            Event::End(tag) => fresh |= ends_block(&tag),
            _ => {}
        }
    }
    prose
}

impl Prose {
    /// Begins a part where one is due; there are `count` at most.
    pub(super) fn open(&mut self, fresh: &mut bool, count: usize) -> Option<()> {
        if *fresh {
            if self.parts.len() == count {
                return None;
            }
            self.parts.push(String::new());
            self.pieces.push(Vec::new());
            *fresh = false;
        }
        Some(())
    }

    /// Adds words to the part that is open, and where they stand in the source.
    pub(super) fn push(&mut self, words: &str, start: usize, length: usize) {
        if let (Some(part), Some(pieces)) = (self.parts.last_mut(), self.pieces.last_mut()) {
            pieces.push((part.len(), start, length));
            part.push_str(words);
        }
    }

    /// Where in the source the byte at `at` of the given part stands.
    pub(crate) fn source(&self, part: usize, at: usize) -> usize {
        let Some(pieces) = self.pieces.get(part) else {
            return 0;
        };
        let index = pieces.partition_point(|(offset, _, _)| *offset <= at);
        let Some((offset, start, length)) = index.checked_sub(1).and_then(|i| pieces.get(i)) else {
            return 0;
        };
        start + (at - offset).min(*length)
    }
}

/// The start of a text that is looked at, cut at a line where possible.
fn start_of(text: &str) -> &str {
    if text.len() <= LOOKED_AT {
        return text;
    }
    let mut end = LOOKED_AT;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    match text[..end].rfind('\n') {
        Some(line) => &text[..=line],
        None => &text[..end],
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::Item
            | Tag::Table(_)
            | Tag::TableRow
            | Tag::TableCell
    )
}

fn ends_block(tag: &TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::Table
            | TagEnd::TableCell
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock
    )
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn reads_without_markup_and_knows_the_place() {
        let text = "> **As a** &amp; `b`\n> c\n\n```\nno\n```\n- d\n- e\n";
        let prose = prose(text, 3);
        assert_eq!(prose.parts, ["As a & b\nc", "d", "e"]);
        assert_eq!(&text[prose.source(0, 9)..][..1], "c");
        assert_eq!(prose.source(0, 0), 4);
        assert_eq!(&text[prose.source(2, 0)..][..1], "e");
    }
}
