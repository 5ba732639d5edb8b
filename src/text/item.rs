//! What the words of a list item are made of: box, number, text.

use std::ops::Range;

use super::outline::Block;
use super::words::{decode, is_wordless};

/// The parts of `[x] #3 words`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ItemWords {
    /// Where the box's space or `x` is, and whether it is ticked.
    pub(crate) tick: Option<(usize, bool)>,
    /// The number of `#3 `, as Backlog.md writes it.
    pub(crate) number: Option<u64>,
    /// The source of the words after both.
    pub(crate) source: Range<usize>,
}

impl ItemWords {
    /// Reads the words of a list item; nothing where there are none.
    pub(crate) fn read(body: &str, block: &Block) -> Option<Self> {
        let end = block.words.end;
        let mut at = block.words.start;
        let tick = match body.as_bytes()[at..end] {
            [b'[', mark @ (b' ' | b'x' | b'X'), b']', ..] => {
                let rest = &body[at + 3..end];
                let words = rest.trim_ascii_start();
                (rest.is_empty() || words.len() < rest.len()).then(|| {
                    let tick = (at + 1, mark != b' ');
                    at = end - words.len();
                    tick
                })
            }
            _ => None,
        };
        let number = number(&body[at..end]).map(|(number, length)| {
            at += length;
            number
        });
        (!is_wordless(&body[at..end])).then_some(Self {
            tick,
            number,
            source: at..end,
        })
    }

    /// The words on one line.
    pub(crate) fn text(&self, body: &str) -> String {
        decode(&body[self.source.clone()])
    }
}

/// The number in front of `#3 words`, and the bytes it takes with the space after it.
fn number(words: &str) -> Option<(u64, usize)> {
    let digits = words
        .strip_prefix('#')?
        .bytes()
        .take_while(u8::is_ascii_digit)
        .count();
    let rest = &words[1 + digits..];
    let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    let number = words[1..1 + digits].parse().ok()?;
    (spaces > 0).then_some((number, 1 + digits + spaces))
}

#[cfg(test)]
mod tests {
    use super::ItemWords;
    use crate::text::outline::outline;

    fn read(body: &str) -> Option<(Option<bool>, Option<u64>, String)> {
        let words = ItemWords::read(body, &outline(body)[0])?;
        let text = words.text(body);
        Some((words.tick.map(|(_, done)| done), words.number, text))
    }

    #[test]
    fn reads_box_and_number() {
        assert_eq!(
            read("- [X]  #12 a\n  b"),
            Some((Some(true), Some(12), "a b".to_owned()))
        );
        assert_eq!(
            read("1) [ ]\n   a"),
            Some((Some(false), None, "a".to_owned()))
        );
        assert_eq!(read("- [x]a"), Some((None, None, "[x]a".to_owned())));
        assert_eq!(read("- \\#1 a"), Some((None, None, "#1 a".to_owned())));
        assert_eq!(read("- #1"), Some((None, None, "#1".to_owned())));
        assert_eq!(read("- [ ]"), None);
        assert_eq!(read("- > a"), None);
    }
}
