//! The blocks of a Markdown text that a story is made of, flat and with byte ranges, whatever their nesting.
//!
//! Quotes and tables are left out. Nothing here recurses: a list may be nested as deep as a hostile file likes.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::lines::{is_space, trim_end};
use super::plain_outline::plain_outline;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading of a level from 1 to 6.
    Heading(u8),
    /// A paragraph; those of a tight list stand in their item's words only.
    Paragraph,
    /// A list item; the number tells its list from others.
    Item(usize),
    /// A code block.
    Code,
    /// An HTML block; Markdown takes a comment for one.
    Html,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Block {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its bytes, without white space at the end; an item's begin with its bullet and hold its nested items.
    pub(crate) range: Range<usize>,
    /// The source of its words; of an item, those of its first paragraph or heading, its box included. Of code, its lines.
    /// Empty where there are none.
    pub(crate) words: Range<usize>,
    /// The index of the list item it stands in.
    pub(crate) parent: Option<usize>,
    /// A heading's words without markup, a code block's info string.
    pub(crate) label: String,
}

impl Block {
    /// Whether it is a list item.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.kind, Kind::Item(_))
    }
}

/// The Markdown that `po` reads: CommonMark and tables, as code hosts show it. Boxes are read from the source.
pub(crate) fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::ENABLE_TABLES)
}

/// How far the words of an open list item are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Awaited,
    Tight,
    Known,
}

struct Builder<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    /// The open list items, outermost first.
    items: Vec<(usize, Words)>,
    lists: Vec<usize>,
    list_count: usize,
    /// The open paragraph, heading, code or HTML block, and the item whose words it is.
    leaf: Option<(usize, Option<usize>)>,
    /// Open containers within a part that is left out.
    skipped: usize,
    /// The last end that was trimmed, and to what: nested items share theirs.
    trimmed: (usize, usize),
}

/// Returns the blocks of `text`, in its order.
pub(crate) fn outline(text: &str) -> Vec<Block> {
    plain_outline(text).unwrap_or_else(|| parsed_outline(text))
}

/// The same by parsing Markdown, whatever it holds.
pub(crate) fn parsed_outline(text: &str) -> Vec<Block> {
    let mut builder = Builder {
        text,
        blocks: Vec::new(),
        items: Vec::new(),
        lists: Vec::new(),
        list_count: 0,
        leaf: None,
        skipped: 0,
        trimmed: (0, 0),
    };
    for (event, range) in parser(text).into_offset_iter() {
        builder.event(event, range);
    }
    builder.blocks
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        if self.skipped > 0 {
            match event {
                Event::Start(_) => self.skipped += 1,
                Event::End(_) => self.skipped -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(Tag::List(_)) => {
                self.begin_block();
                self.list_count += 1;
                self.lists.push(self.list_count);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
            }
            Event::Start(Tag::Item) => {
                let list = self.lists.last().copied().unwrap_or_default();
                let index = self.push(Kind::Item(list), range, String::new());
                self.items.push((index, Words::Awaited));
            }
            Event::End(TagEnd::Item) => {
                self.items.pop();
            }
            Event::Start(Tag::Paragraph) => {
                self.open_leaf(Kind::Paragraph, range, String::new());
            }
            Event::Start(Tag::Heading { level, .. }) => {
                self.open_leaf(Kind::Heading(level as u8), range, String::new());
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.into_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                self.open_leaf(Kind::Code, range, info);
            }
            Event::Start(Tag::HtmlBlock) => self.open_leaf(Kind::Html, range, String::new()),
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => self.close_leaf(),
            Event::Start(
                Tag::BlockQuote(_)
                | Tag::Table(_)
                | Tag::FootnoteDefinition(_)
                | Tag::DefinitionList
                | Tag::MetadataBlock(_),
            ) => {
                self.begin_block();
                self.skipped = 1;
            }
            Event::Rule => {
                self.begin_block();
            }
            event => self.inline(&event, range),
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>, label: String) -> usize {
        if self.trimmed.0 != range.end {
            self.trimmed = (range.end, trim_end(&self.text[..range.end]).len());
        }
        // Behind tabs the parser puts the start of an item some bytes too early.
        let early = self.text.as_bytes()[range.clone()]
            .iter()
            .take_while(|byte| is_space(**byte))
            .count();
        let start = range.start + early;
        self.blocks.push(Block {
            kind,
            range: start..self.trimmed.1.max(start),
            words: start..start,
            parent: self.items.last().map(|(index, _)| *index),
            label,
        });
        self.blocks.len() - 1
    }

    /// Notes that a block begins in the innermost item; returns the item if its words were still awaited.
    fn begin_block(&mut self) -> Option<usize> {
        let (index, words) = self.items.last_mut()?;
        let awaited = *words == Words::Awaited;
        *words = Words::Known;
        awaited.then_some(*index)
    }

    fn open_leaf(&mut self, kind: Kind, range: Range<usize>, label: String) {
        let owner = self
            .begin_block()
            .filter(|_| matches!(kind, Kind::Paragraph | Kind::Heading(_)));
        let index = self.push(kind, range, label);
        self.leaf = Some((index, owner));
    }

    fn close_leaf(&mut self) {
        let Some((index, owner)) = self.leaf.take() else {
            return;
        };
        if let Some(owner) = owner {
            self.blocks[owner].words = self.blocks[index].words.clone();
        }
    }

    fn inline(&mut self, event: &Event<'_>, range: Range<usize>) {
        if let Some((index, _)) = self.leaf {
            let block = &mut self.blocks[index];
            if matches!(block.kind, Kind::Heading(_)) {
                match event {
                    Event::Text(text) | Event::Code(text) => block.label.push_str(text),
                    Event::SoftBreak | Event::HardBreak => block.label.push(' '),
                    _ => {}
                }
            }
            extend(self.text, block, range);
        } else if let Some((index, words)) = self.items.last_mut()
            && *words != Words::Known
        {
            *words = Words::Tight;
            extend(self.text, &mut self.blocks[*index], range);
        }
    }
}

/// Lets the words of `block` reach to the end of `range`.
fn extend(text: &str, block: &mut Block, range: Range<usize>) {
    if block.words.is_empty() && !range.is_empty() {
        let before = range.start.saturating_sub(1);
        // The parser leaves the backslash of an escape out.
        let escaped = block.kind != Kind::Code
            && before >= block.range.start
            && text.as_bytes().get(before) == Some(&b'\\');
        block.words.start = if escaped { before } else { range.start };
        block.words.end = block.words.start;
    }
    if range.end > block.words.end {
        let end = if block.kind == Kind::Code {
            range.end
        } else {
            block.words.end + trim_end(&text[block.words.end..range.end]).len()
        };
        block.words.end = block.words.end.max(end);
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, outline};

    fn words(text: &str) -> Vec<(Kind, &str)> {
        outline(text)
            .into_iter()
            .map(|block| (block.kind, &text[block.words]))
            .collect()
    }

    #[test]
    fn finds_the_words_of_items_tight_and_loose() {
        assert_eq!(
            words("- [ ] \\- a *b*\n  c\n  - d\n\n1. e\n\n   f\n"),
            [
                (Kind::Item(1), "[ ] \\- a *b*\n  c"),
                (Kind::Item(2), "d"),
                (Kind::Item(3), "e"),
                (Kind::Paragraph, "e"),
                (Kind::Paragraph, "f"),
            ]
        );
    }

    #[test]
    fn leaves_quotes_and_tables_out() {
        assert_eq!(
            words("> - a\n\n- > b\n- \\# c\n\na | b\n--|--\n\n# `T` ##\n"),
            [
                (Kind::Item(1), ""),
                (Kind::Item(1), "\\# c"),
                (Kind::Heading(1), "`T`"),
            ]
        );
    }

    #[test]
    fn stands_a_list_of_any_depth() {
        assert_eq!(outline(&("- ".repeat(50_000) + "a")).len(), 50_000);
    }
}
