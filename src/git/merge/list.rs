//! A list as its items, each without the indentation that says in which one it is nested; and the texts between them.

use jiff::civil::Date;

use super::token::Tokens;
use crate::text::{ListKind, PieceKind};

/// An item of a list, or a text that stands between items: a paragraph, a subheading, code. A text is nested in nothing, and nothing in
/// it; it is there or not, says something and has a place as items do.
#[derive(Debug)]
pub(super) struct Item<'a> {
    /// The blank lines above it; none where it begins its part, so that nobody has said how many there are.
    pub blanks: Option<String>,
    /// Its lines.
    pub text: &'a str,
    /// Of which list; none where it is a text.
    pub list: Option<ListKind>,
    /// In how many items it stands.
    pub depth: usize,
    /// Its words; of a text, all its lines.
    pub words: &'a str,
    /// Whether it is ticked.
    pub done: Option<bool>,
    /// The day it begins with.
    pub date: Option<Date>,
}

/// A list.
#[derive(Debug)]
pub(super) struct List<'a> {
    /// Its items.
    pub items: Vec<Item<'a>>,
    /// The blank lines below the last one.
    pub tail: String,
}

/// What an item is nested in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Parent {
    /// Another item: its place in the list, or its number among those of all versions.
    Item(usize),
    /// Nothing of the list, in so many items that stand before it.
    Outside(usize),
}

/// Reads tokens that are items, blank lines and, where there may be any, texts.
pub(super) fn list_items<'a>(
    tokens: &'a Tokens<'_>,
    numbers: &[usize],
    with_texts: bool,
) -> Option<List<'a>> {
    let mut items = Vec::new();
    let mut tail = String::new();
    for &number in numbers {
        let token = tokens.get(number);
        let text = Item {
            blanks: None,
            text: token.text,
            list: None,
            depth: 0,
            words: token.text,
            done: None,
            date: None,
        };
        let item = match &token.kind {
            PieceKind::Blank => {
                tail.push_str(token.text);
                continue;
            }
            PieceKind::Item {
                list,
                depth,
                words,
                done,
                date,
            } => Item {
                list: Some(*list),
                depth: *depth,
                words,
                done: *done,
                date: *date,
                ..text
            },
            PieceKind::Line if with_texts => text,
            PieceKind::Line | PieceKind::Heading(_) => return None,
        };
        let blanks = std::mem::take(&mut tail);
        let is_first = items.is_empty();
        items.push(Item {
            blanks: (!is_first || !blanks.is_empty()).then_some(blanks),
            ..item
        });
    }
    Some(List { items, tail })
}

/// What each item is nested in, by its place.
pub(super) fn parents(items: &[Item<'_>]) -> Vec<Parent> {
    let mut open: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        while open
            .pop_if(|other| items[*other].depth >= item.depth || item.is_text())
            .is_some()
        {}
        let above = open.last().map(|above| Parent::Item(*above));
        parents.push(above.unwrap_or(Parent::Outside(item.depth)));
        if !item.is_text() {
            open.push(at);
        }
    }
    parents
}

impl Item<'_> {
    /// Whether it is a heading below that of the list, which what follows stands in.
    pub fn is_subheading(&self) -> bool {
        self.is_text() && self.text.starts_with('#')
    }

    /// Whether it is a text between items.
    pub fn is_text(&self) -> bool {
        self.list.is_none()
    }

    /// The white space that its first line begins with.
    pub fn indent(&self) -> &str {
        let rest = self.text.trim_start_matches([' ', '\t']);
        &self.text[..self.text.len() - rest.len()]
    }

    /// The bullet, or the number with its dot; nothing where a quote begins its line.
    pub fn marker(&self) -> &str {
        if self.is_text() {
            return "";
        }
        let text = &self.text[self.indent().len()..];
        let bytes = text.as_bytes();
        let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit());
        let digits = digits.count();
        let is_there = match bytes.get(digits) {
            Some(b'-' | b'*' | b'+') => digits == 0,
            Some(b'.' | b')') => digits > 0,
            _ => false,
        };
        &text[..if is_there { digits + 1 } else { 0 }]
    }

    /// Its number, of a list that has numbers.
    pub fn number(&self) -> Option<u64> {
        self.marker().strip_suffix(['.', ')'])?.parse().ok()
    }

    /// What it says, without indentation and marker: which number it has is not said of it.
    pub fn content(&self) -> String {
        self.written("", "")
    }

    /// What its first line says, without its box.
    pub fn first_line(&self) -> String {
        let content = self.content();
        let line = content.lines().next().unwrap_or_default().trim();
        let boxed = line.strip_prefix('[').filter(|_| self.done.is_some());
        let words = boxed.and_then(|rest| rest.split_once(']'));
        words.map_or(line, |(_, words)| words.trim()).to_owned()
    }

    /// Its lines with another indentation and another marker. Lines below the first one stand as far behind the marker as before.
    pub fn written(&self, indent: &str, marker: &str) -> String {
        let (own, own_marker) = (self.indent(), self.marker());
        if own == indent && own_marker == marker {
            return self.text.to_owned();
        }
        let [own_hang, hang] = [own_marker, marker].map(|marker| " ".repeat(marker.len()));
        let mut text = String::with_capacity(self.text.len());
        for (at, line) in self.text.split_inclusive('\n').enumerate() {
            let (own_start, start) = match at {
                0 => (own_marker, marker),
                _ => (own_hang.as_str(), hang.as_str()),
            };
            match line.strip_prefix(own) {
                Some(rest) if !rest.trim().is_empty() => {
                    text.push_str(indent);
                    match rest.strip_prefix(own_start) {
                        Some(rest) => text.extend([start, rest]),
                        None => text.push_str(rest),
                    }
                }
                _ => text.push_str(line),
            }
        }
        text
    }

    /// Whether another one says the same: a bullet is as good as another one, a tick may be `x` or `X`, and lines may break anywhere.
    pub fn says_the_same(&self, other: &Self) -> bool {
        fn said<'i>(item: &'i Item<'_>) -> impl Iterator<Item = &'i str> {
            let words = item.text.split_whitespace().skip(1);
            words.map(|word| if word == "[X]" { "[x]" } else { word })
        }
        if self.is_text() || other.is_text() {
            return self.text == other.text;
        }
        self.done == other.done && said(self).eq(said(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Parent, parents};
    use crate::text::ListKind;

    fn item(text: &str) -> Item<'_> {
        let depth = (text.len() - text.trim_start().len()) / 2;
        Item {
            blanks: None,
            text,
            list: Some(ListKind::Criteria),
            depth,
            words: "",
            done: None,
            date: None,
        }
    }

    #[test]
    fn an_item_is_nested_in_the_last_one_that_is_less_deep() {
        let items = ["  - a", "- b", "  - c", "    - d", "  - e", "- f"].map(item);
        assert_eq!(
            parents(&items),
            [
                Parent::Outside(1),
                Parent::Outside(0),
                Parent::Item(1),
                Parent::Item(2),
                Parent::Item(1),
                Parent::Outside(0),
            ]
        );
    }

    #[test]
    fn all_lines_of_an_item_move_together() {
        let nested = item("  - [ ] a\n\n    b\nlazy\n");
        assert_eq!(nested.written("", "-"), "- [ ] a\n\n  b\nlazy\n");
        assert_eq!(
            nested.written("    ", "-"),
            "    - [ ] a\n\n      b\nlazy\n"
        );
    }

    #[test]
    fn a_number_is_no_word() {
        let nine = item("  9. [ ] a\n     b\nlazy\n");
        assert_eq!(nine.written("", "10."), "10. [ ] a\n    b\nlazy\n");
        assert_eq!(nine.content(), item("10. [ ] a\n    b\nlazy\n").content());
        assert_eq!(item("> - a\n").marker(), "");
        assert_eq!(item("12) a\n").marker(), "12)");
    }

    #[test]
    fn a_box_is_no_word_of_the_first_line() {
        let ticked = Item {
            done: Some(true),
            ..item("  - [x] a [b]\n    c\n")
        };
        assert_eq!(ticked.first_line(), "a [b]");
        assert_eq!(item("- [b] a\n").first_line(), "[b] a");
    }

    #[test]
    fn bullets_and_breaks_say_nothing() {
        assert!(item("- [x] a\n  b\n").says_the_same(&item("* [X] a b\n")));
        assert!(!item("- [ ] a\n\n  b\n").says_the_same(&item("- [ ] a\n\n  c\n")));
    }
}
