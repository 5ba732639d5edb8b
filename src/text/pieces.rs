//! The pieces of a body that change as one: lines, and items of acceptance criteria and dated lists.

use std::ops::Range;

use jiff::civil::Date;

use super::add::LOGS;
use super::dated::split_date;
use super::headings::{HeadingKeys, heading_keys};
use super::item::ItemWords;
use super::lines::{is_blank, line_start, next_line};
use super::outline::{Block, outline};
use super::sections::find_sections;
use super::words::one_line;

/// A list that `po` reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListKind {
    /// Acceptance criteria.
    Criteria,
    /// Dated lines, under one of the headings that `po` gives them: questions, notes, decisions.
    Log(&'static str),
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PieceKind {
    /// A line with anything on it.
    Line,
    /// A blank line.
    Blank,
    /// The heading of a list.
    Heading(ListKind),
    /// An item of such a list, without the items nested in it.
    Item {
        /// Of which list.
        list: ListKind,
        /// In how many items it stands.
        depth: usize,
        /// Its words on one line, without bullet and box, with its date.
        words: String,
        /// Whether it is ticked; nothing where it has no box.
        done: Option<bool>,
        /// The day it begins with.
        date: Option<Date>,
    },
}

/// One or more whole lines of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyPiece {
    /// Its bytes, with the line break at its end.
    pub range: Range<usize>,
    /// What it is.
    pub kind: PieceKind,
    /// The list in whose section it stands, as its heading does.
    pub section: Option<ListKind>,
}

/// Takes a body apart: every byte is in one piece, in order. `headings` are those of acceptance criteria.
#[must_use]
pub fn body_pieces(body: &str, headings: &HeadingKeys) -> Vec<BodyPiece> {
    // To Markdown a lone CR ends a line, to git it does not: then nothing but git's lines is sure.
    let lone_cr = body.matches('\r').count() != body.matches("\r\n").count();
    let (mut found, mut sections) = if lone_cr {
        Default::default()
    } else {
        found_pieces(body, headings)
    };
    found.sort_by_key(|piece| piece.range.start);
    let mut pieces = Vec::new();
    let mut at = 0;
    for piece in found {
        // Two items may begin on one line: `- - a`.
        if piece.range.start < at {
            continue;
        }
        lines(body, at..piece.range.start, &mut pieces);
        at = piece.range.end;
        pieces.push(piece);
    }
    lines(body, at..body.len(), &mut pieces);
    sections.sort_by_key(|(range, _)| range.start);
    let mut sections = sections.into_iter().peekable();
    let mut open: Vec<(Range<usize>, ListKind)> = Vec::new();
    for piece in &mut pieces {
        let start = piece.range.start;
        while let Some(section) = sections.next_if(|(range, _)| range.start <= start) {
            open.push(section);
        }
        while open.pop_if(|(range, _)| range.end <= start).is_some() {}
        piece.section = open.last().map(|(_, list)| *list);
    }
    pieces
}

/// The words of every item of a body, under whatever heading, each on one line.
#[must_use]
pub fn item_words(body: &str) -> Vec<String> {
    let blocks = outline(body);
    let items = blocks.iter().filter(|block| block.is_item());
    let words = items.filter_map(|block| ItemWords::read(body, block));
    words.map(|words| one_line(&words.text(body))).collect()
}

/// The headings and items of all lists that are read, and their sections.
fn found_pieces(
    body: &str,
    HeadingKeys(keys): &HeadingKeys,
) -> (Vec<BodyPiece>, Vec<(Range<usize>, ListKind)>) {
    let blocks = outline(body);
    let mut pieces = Vec::new();
    let mut sections = Vec::new();
    let mut lists = vec![(ListKind::Criteria, keys.clone(), true)];
    lists.extend(LOGS.map(|name| (ListKind::Log(name), heading_keys(&[name]), false)));
    // How many items each block that is one stands in.
    let mut depths = vec![0; blocks.len()];
    for (index, block) in blocks.iter().enumerate() {
        depths[index] = block.parent.map_or(0, |parent| depths[parent] + 1);
    }
    let starts: Vec<usize> = {
        let items = blocks.iter().filter(|block| block.is_item());
        items
            .map(|item| line_start(body, item.range.start))
            .collect()
    };
    for (list, keys, labels) in lists {
        for section in find_sections(body, &blocks, &keys, labels) {
            let heading = &blocks[section.heading].range;
            let heading = line_start(body, heading.start)..next_line(body, heading.end);
            sections.push((heading.start..section.content.end, list));
            pieces.push(BodyPiece {
                range: heading,
                kind: PieceKind::Heading(list),
                section: None,
            });
            for index in section.blocks {
                let block = &blocks[index];
                if !block.is_item() || depths[index] > DEEPEST {
                    continue;
                }
                let Some(kind) = item(body, block, list, depths[index]) else {
                    continue;
                };
                let start = line_start(body, block.range.start);
                let end = next_line(body, block.range.end.max(start));
                // The next item ends it, nested or not.
                let after = starts.partition_point(|other| *other <= start);
                let end = starts.get(after).map_or(end, |next| end.min(*next));
                let end = start + without_blanks(&body[start..end]);
                pieces.push(BodyPiece {
                    range: start..end,
                    kind,
                    section: None,
                });
            }
        }
    }
    (pieces, sections)
}

/// Items nested deeper are lines of text.
const DEEPEST: usize = 32;

fn item(body: &str, block: &Block, list: ListKind, depth: usize) -> Option<PieceKind> {
    let words = ItemWords::read(body, block)?;
    let (date, _) = split_date(&body[words.source.clone()]);
    Some(PieceKind::Item {
        list,
        depth,
        words: one_line(&words.text(body)),
        done: words.tick.map(|(_, done)| done),
        date: date.filter(|_| list != ListKind::Criteria),
    })
}

/// Where the blank lines at the end of some lines begin: those between an item and its first nested one are of neither.
fn without_blanks(lines: &str) -> usize {
    let blanks = lines.split_inclusive('\n').rev();
    let blanks = blanks.take_while(|line| is_blank(line));
    lines.len() - blanks.map(str::len).sum::<usize>()
}

/// The lines of a part that is no item.
fn lines(body: &str, part: Range<usize>, pieces: &mut Vec<BodyPiece>) {
    let mut at = part.start;
    while at < part.end {
        let length = body[at..part.end]
            .find('\n')
            .map_or(part.end - at, |end| end + 1);
        let range = at..at + length;
        let blank = is_blank(&body[range.clone()]);
        pieces.push(BodyPiece {
            range,
            kind: if blank {
                PieceKind::Blank
            } else {
                PieceKind::Line
            },
            section: None,
        });
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::{ListKind, PieceKind, body_pieces};
    use crate::text::HeadingKeys;
    use proptest::prelude::{prop_assert_eq, proptest};

    fn pieces(body: &str) -> Vec<String> {
        let keys = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
        let name = |kind: &PieceKind| match kind {
            PieceKind::Line => "line".to_owned(),
            PieceKind::Blank => "blank".to_owned(),
            PieceKind::Heading(ListKind::Criteria) => "criteria".to_owned(),
            PieceKind::Heading(ListKind::Log(name)) => (*name).to_owned(),
            PieceKind::Item {
                depth,
                done,
                date,
                words,
                ..
            } => {
                format!("{depth} {done:?} {} {words}", date.is_some())
            }
        };
        body_pieces(body, &keys)
            .iter()
            .map(|piece| format!("{}: {:?}", name(&piece.kind), &body[piece.range.clone()]))
            .collect()
    }

    #[test]
    fn items_are_one_piece_with_all_their_lines() {
        assert_eq!(
            pieces(
                "text\n\n## Acceptance criteria\n\n- [ ] a\n  b\n  - [x] c\n\n    d\n- \n\n## Notes\n- 2026-11-21 e\n- f"
            ),
            [
                "line: \"text\\n\"",
                "blank: \"\\n\"",
                "criteria: \"## Acceptance criteria\\n\"",
                "blank: \"\\n\"",
                "0 Some(false) false a b: \"- [ ] a\\n  b\\n\"",
                "1 Some(true) false c: \"  - [x] c\\n\\n    d\\n\"",
                "line: \"- \\n\"",
                "blank: \"\\n\"",
                "Notes: \"## Notes\\n\"",
                "0 None true 2026-11-21 e: \"- 2026-11-21 e\\n\"",
                "0 None false f: \"- f\"",
            ]
        );
    }

    proptest! {
        #[test]
        fn every_byte_is_in_one_piece(
            body in "(\\PC|## Acceptance criteria\n|## Notes\n|- |- \\[ \\] a\n|  |\n|\r\n|```\n|> |1\\. |    ){0,30}"
        ) {
            let keys = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
            let pieces = body_pieces(&body, &keys);
            let whole: String = pieces.iter().map(|piece| &body[piece.range.clone()]).collect();
            prop_assert_eq!(whole, body);
        }
    }
}
