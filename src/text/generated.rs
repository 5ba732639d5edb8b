//! Generated blocks in a file of people's: found, told apart from what somebody edited, and made anew in place.

use std::fmt::Write as _;
use std::ops::Range;

const BEGIN: &str = "<!-- po:begin ";
const CLOSE: &str = " -->";
const END: &str = "<!-- po:end -->";

/// The block that text between `<!-- po:begin NAME SUM -->` and `<!-- po:end -->` makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedBlock {
    /// Its name.
    pub name: String,
    /// The checksum in its first line; none where it has none.
    pub sum: Option<String>,
    /// Bytes of the line that begins it, line break included.
    pub head: Range<usize>,
    /// Bytes of the lines between.
    pub content: Range<usize>,
}

/// Why the blocks of a file cannot be told apart; lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    /// It begins and does not end before the next one, or at all.
    #[error("block `{name}`, which begins in line {line}, has no `<!-- po:end -->`")]
    Open {
        /// The block.
        name: String,
        /// Where it begins.
        line: usize,
    },
    /// It ends and never began.
    #[error("`<!-- po:end -->` in line {line} ends nothing")]
    Stray {
        /// Where.
        line: usize,
    },
    /// Two blocks have one name.
    #[error("block `{name}` begins a second time in line {line}")]
    Twice {
        /// The block.
        name: String,
        /// Where it begins again.
        line: usize,
    },
}

impl BlockError {
    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        match self {
            Self::Open { line, .. } | Self::Stray { line } | Self::Twice { line, .. } => *line,
        }
    }
}

/// A file with its generated blocks made anew.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Renewed {
    /// The whole file.
    pub text: String,
    /// Blocks whose content somebody edited since it was generated, with that content and the new one.
    pub edited: Vec<(String, String, String)>,
    /// Blocks that the file does not hold: somebody took them out.
    pub absent: Vec<String>,
}

/// Returns a block as a file holds it, with the checksum that tells later whether somebody edited it.
#[must_use]
pub fn generated_block(name: &str, content: &str) -> String {
    format!(
        "{BEGIN}{name} {}{CLOSE}\n{content}{END}\n",
        checksum(content)
    )
}

/// Returns a block to read or paste, without a checksum.
#[must_use]
pub fn plain_block(name: &str, content: &str) -> String {
    format!("{BEGIN}{name}{CLOSE}\n{content}{END}\n")
}

/// Returns the generated blocks of a file, in its order.
///
/// # Errors
/// [`BlockError`]: where one ends cannot be told, or which of two is meant.
pub fn generated_blocks(text: &str) -> Result<Vec<GeneratedBlock>, BlockError> {
    let mut found: Vec<GeneratedBlock> = Vec::new();
    let mut open: Option<(GeneratedBlock, usize)> = None;
    let mut start = 0;
    for (index, raw) in text.split_inclusive('\n').enumerate() {
        let (at, line) = (start, index + 1);
        start += raw.len();
        let words = raw.trim_start_matches('\u{feff}').trim();
        if let Some(inner) = words
            .strip_prefix(BEGIN)
            .and_then(|rest| rest.strip_suffix(CLOSE))
        {
            if let Some((block, line)) = open {
                let name = block.name;
                return Err(BlockError::Open { name, line });
            }
            let mut parts = inner.split_whitespace();
            let name = parts.next().unwrap_or_default().to_owned();
            if found.iter().any(|block| block.name == name) {
                return Err(BlockError::Twice { name, line });
            }
            let block = GeneratedBlock {
                name,
                sum: parts.next().map(str::to_owned),
                head: at..start,
                content: start..start,
            };
            open = Some((block, line));
        } else if words == END {
            let Some((mut block, _)) = open.take() else {
                return Err(BlockError::Stray { line });
            };
            block.content.end = at;
            found.push(block);
        }
    }
    match open {
        Some((GeneratedBlock { name, .. }, line)) => Err(BlockError::Open { name, line }),
        None => Ok(found),
    }
}

/// Puts new content (name and lines, ended by `\n`) into the blocks of those names. Every byte outside of them stays,
/// blocks of other names too; new lines end as the file's do.
///
/// # Errors
/// As [`generated_blocks`].
pub fn renew_blocks(text: &str, fresh: &[(&str, String)]) -> Result<Renewed, BlockError> {
    let blocks = generated_blocks(text)?;
    let is_crlf = text
        .split_once('\n')
        .is_some_and(|(line, _)| line.ends_with('\r'));
    let mut renewed = Renewed::default();
    let mut kept = 0;
    for block in &blocks {
        let Some((name, content)) = fresh.iter().find(|(name, _)| *name == block.name) else {
            continue;
        };
        let old = text[block.content.clone()].replace("\r\n", "\n");
        let is_ours = block.sum.as_deref() == Some(checksum(&old).as_str());
        if !is_ours && old != *content {
            let edited = ((*name).to_owned(), old.clone(), content.clone());
            renewed.edited.push(edited);
        }
        if is_ours && old == *content {
            continue;
        }
        renewed.text.push_str(&text[kept..block.head.start]);
        let whole = generated_block(name, content);
        // Its last line stays as it stands in the file.
        let lines = whole.strip_suffix(&format!("{END}\n")).unwrap_or(&whole);
        // A byte-order mark is no part of the block.
        if text[block.head.clone()].starts_with('\u{feff}') {
            renewed.text.push('\u{feff}');
        }
        match is_crlf {
            true => renewed.text.push_str(&lines.replace('\n', "\r\n")),
            false => renewed.text.push_str(lines),
        }
        kept = block.content.end;
    }
    renewed.text.push_str(&text[kept..]);
    let is_there = |name: &str| blocks.iter().any(|block| block.name == name);
    let absent = fresh.iter().filter(|(name, _)| !is_there(name));
    renewed.absent = absent.map(|(name, _)| (*name).to_owned()).collect();
    Ok(renewed)
}

/// Eight digits that change with the content: the FNV-1a hash of 32 bits (RFC 9923).
fn checksum(content: &str) -> String {
    const BASIS: u32 = 0x811c_9dc5;
    const PRIME: u32 = 0x0100_0193;
    let sum = content.bytes().fold(BASIS, |sum, byte| {
        (sum ^ u32::from(byte)).wrapping_mul(PRIME)
    });
    let mut out = String::new();
    let _ = write!(out, "{sum:08x}");
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop, prop_assert_eq, proptest};

    use super::{
        BlockError, checksum, generated_block, generated_blocks, plain_block, renew_blocks,
    };

    #[test]
    fn is_the_published_hash() {
        for (text, sum) in [("", "811c9dc5"), ("a", "e40c292c"), ("foobar", "bf9cf968")] {
            assert_eq!(checksum(text), sum);
        }
    }

    #[test]
    fn edited_blocks_are_told_and_the_rest_is_kept() {
        let file = format!(
            "# A\nmine\n\n{}between\n{}{}after",
            generated_block("a", "old\n"),
            generated_block("b", "old\n").replace("old", "edited"),
            plain_block("other", "theirs\n"),
        );
        let fresh = [
            ("a", "new\n".to_owned()),
            ("b", "new\n".to_owned()),
            ("c", String::new()),
        ];
        let renewed = renew_blocks(&file, &fresh).unwrap();
        let new = generated_block("a", "new\n");
        let other = plain_block("other", "theirs\n");
        assert_eq!(
            renewed.text,
            format!(
                "# A\nmine\n\n{new}between\n{}{other}after",
                generated_block("b", "new\n")
            )
        );
        let edited: Vec<&str> = renewed.edited.iter().map(|e| e.0.as_str()).collect();
        assert_eq!((edited, renewed.absent), (vec!["b"], vec!["c".to_owned()]));
        // What was pasted without a checksum and still says the same is nobody's edit.
        let pasted = plain_block("a", "new\n");
        assert!(renew_blocks(&pasted, &fresh).unwrap().edited.is_empty());
    }

    #[test]
    fn line_endings_and_the_mark_at_the_start_stay() {
        let file =
            format!("\u{feff}{}mine\r\n", generated_block("a", "old\n")).replace('\n', "\r\n");
        let file = file.replace("\r\r", "\r");
        let renewed = renew_blocks(&file, &[("a", "old\n".to_owned())]).unwrap();
        assert_eq!(renewed.text, file, "nothing new changes nothing");
        let renewed = renew_blocks(&file, &[("a", "new\nx\n".to_owned())]).unwrap();
        assert!(renewed.edited.is_empty());
        assert!(renewed.text.starts_with("\u{feff}<!-- po:begin a "));
        assert!(
            renewed
                .text
                .ends_with("-->\r\nnew\r\nx\r\n<!-- po:end -->\r\nmine\r\n")
        );
    }

    #[test]
    fn what_cannot_be_told_apart_is_refused() {
        let open = |name: &str, line| BlockError::Open {
            name: name.to_owned(),
            line,
        };
        for (text, error) in [
            ("<!-- po:begin a -->\n", open("a", 1)),
            (
                "x\n<!-- po:begin a -->\n<!-- po:begin b -->\n<!-- po:end -->",
                open("a", 2),
            ),
            ("x\n<!-- po:end -->\n", BlockError::Stray { line: 2 }),
            (
                "<!-- po:begin a -->\n<!-- po:end -->\n<!-- po:begin a x -->\n<!-- po:end -->",
                BlockError::Twice {
                    name: "a".to_owned(),
                    line: 3,
                },
            ),
        ] {
            assert_eq!(generated_blocks(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(
            parts in prop::collection::vec("[ab\r\n#]{0,6}", 3),
            old in "([xy]{0,3}\n){0,3}",
            new in "([xy]{0,3}\n){0,3}",
        ) {
            let [before, between, after] = [&parts[0], &parts[1], &parts[2]];
            let (a, b) = (generated_block("a", &old), generated_block("b", &old));
            let file = format!("{before}\n{a}{between}\n{b}{after}");
            let fresh = [("a", new.clone()), ("b", new)];
            let once = renew_blocks(&file, &fresh).unwrap();
            prop_assert_eq!(&once.edited, &Vec::new());
            let twice = renew_blocks(&once.text, &fresh).unwrap();
            prop_assert_eq!(&twice.text, &once.text);
            // Outside, every byte stays.
            let outside = |text: &str| {
                let blocks = generated_blocks(text).unwrap();
                let mut out = text[..blocks[0].head.start].to_owned();
                out += &text[blocks[0].content.end..blocks[1].head.start];
                out + &text[blocks[1].content.end..]
            };
            prop_assert_eq!(outside(&file), outside(&once.text));
        }

        #[test]
        fn no_text_is_too_odd(text in "(<!-- po:(begin a?|end)|-->| |\r?\n|é|\u{feff}){0,20}") {
            let _ = renew_blocks(&text, &[("a", "x\n".to_owned())]);
        }
    }
}
