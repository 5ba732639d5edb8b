//! The blocks of the plainest texts, which most criteria are: headings, and tight lists of items of one line without markup.

use super::lines::each_line;
use super::outline::{Block, Kind};

/// What the line before was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// A heading, or nothing but blank lines after it: a list may begin.
    Heading,
    Item,
    /// A blank line after an item: a further item would make the list a loose one.
    ItemAndBlank,
}

/// Returns the blocks of `text` where each line is blank, a heading or an item, all at the start of the line and in plain words.
pub(crate) fn plain_outline(text: &str) -> Option<Vec<Block>> {
    let mut blocks = Vec::new();
    let mut before = Before::Heading;
    let mut list_count = 0;
    let mut start = 0;
    for line in each_line(text) {
        let whole = line.len();
        let line = line.strip_suffix('\n').unwrap_or(line);
        let end = start + line.len();
        if line.is_empty() {
            if before == Before::Item {
                before = Before::ItemAndBlank;
            }
        } else if let Some(item) = line.strip_prefix("- ") {
            list_count += match before {
                Before::Heading => 1,
                Before::Item => 0,
                Before::ItemAndBlank => return None,
            };
            before = Before::Item;
            let words = ["[ ] ", "[x] ", "[X] "]
                .into_iter()
                .find_map(|mark| item.strip_prefix(mark));
            if !is_plain(words.unwrap_or(item)) {
                return None;
            }
            blocks.push(Block {
                kind: Kind::Item(list_count),
                range: start..end,
                words: end - item.len()..end,
                parent: None,
                label: String::new(),
            });
        } else {
            let words = line.trim_start_matches('#');
            let level = u8::try_from(line.len() - words.len()).ok()?;
            let words = words.strip_prefix(' ')?;
            if !(1..=6).contains(&level) || !is_plain(words) {
                return None;
            }
            before = Before::Heading;
            blocks.push(Block {
                kind: Kind::Heading(level),
                range: start..end,
                words: end - words.len()..end,
                parent: None,
                label: words.to_owned(),
            });
        }
        start += whole;
    }
    Some(blocks)
}

/// Whether Markdown takes words for what they are: they begin with a letter, do not end with a space, and hold no sign of markup.
pub(super) fn is_plain(words: &str) -> bool {
    words.starts_with(|c: char| c.is_ascii_alphabetic())
        && !words.ends_with(' ')
        && words.bytes().all(|byte| PLAIN[usize::from(byte)])
}

/// Of each byte, whether it is no sign of markup within a line.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = byte >= 0x80 || (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    let others = b" ,.;:'\"()/+%$?=-";
    let mut index = 0;
    while index < others.len() {
        plain[others[index] as usize] = true;
        index += 1;
    }
    plain
};

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::plain_outline;
    use crate::text::outline::parsed_outline;

    #[test]
    fn takes_the_usual_criteria() {
        let text = "## Acceptance criteria (1/2)\n\n- [ ] A card is refused: \"no\"\n- [x] Plain\n- c\n\n# Größe\n- d\n\n";
        assert_eq!(plain_outline(text), Some(parsed_outline(text)));
        for other in [
            "- a\n\n- b\n",
            "- a\n  b\n",
            "- *a*\n",
            "- 1. a\n",
            "# a #\n",
            "a\n",
            " - a\n",
            "- a \n",
            "- a\r\n",
        ] {
            assert_eq!(plain_outline(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn equals_what_is_parsed(
            text in "(# |## |#|- \\[ \\] |- \\[x\\] |- |[a-c]{1,3}|a: b|é|\u{a0}|\u{85}|\u{2028}|--|==|1[.] |\\+|[ ,.;:'\"()/+%$?=-]|\n|\n\n){0,16}",
            other in any::<String>(),
        ) {
            for text in [&text, &other, &format!("- {other}\n# {text}")] {
                if let Some(blocks) = plain_outline(text) {
                    prop_assert_eq!(blocks, parsed_outline(text));
                }
            }
        }
    }
}
