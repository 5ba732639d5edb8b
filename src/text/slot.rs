//! Where a new list item goes in a section, and how it is written there: in the style of the items it joins.

use std::ops::Range;

use crate::model::Splice;

use super::item::ItemWords;
use super::lines::{column, is_blank, is_blank_line, line_end, line_start, newline, trim_end};
use super::outline::{Block, Kind};
use super::sections::Found;
use super::words::encode;

/// A place for a new item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    /// The bytes that make room for it; mostly none.
    at: Range<usize>,
    /// Line breaks, or a heading, before it.
    before: String,
    /// Its indentation and bullet.
    bullet: String,
    /// Its number, where the others have one: `#3 `.
    number: Option<u64>,
    /// Line breaks after it.
    after: String,
}

impl Slot {
    fn new(at: usize, before: String, bullet: &str, after: String) -> Self {
        Self {
            at: at..at,
            before,
            bullet: bullet.to_owned(),
            number: None,
            after,
        }
    }

    /// Returns a place for an item that is nested below others: `bullet` holds its indentation.
    pub(crate) fn after_line(body: &str, at: usize, bullet: String) -> Self {
        let at = line_end(body, at);
        Self::new(at, newline(body).to_owned(), &bullet, String::new())
    }

    /// Returns the splice that writes an item there: `head` as it is (a box, a date), then `words`.
    pub(crate) fn splice(&self, body: &str, head: &str, words: &str) -> Splice {
        let number = self.number.map(|n| format!("#{n} ")).unwrap_or_default();
        let words = encode(
            words,
            newline(body),
            column(&self.bullet, self.bullet.len()) + 1,
        );
        let item = format!("{} {head}{number}{words}", self.bullet);
        Splice {
            range: self.at.clone(),
            text: format!(
                "{}{}{}",
                self.before,
                item.trim_end_matches(' '),
                self.after
            ),
        }
    }
}

/// Returns the places for a new item in a section that was found, best first. The later ones are for texts where a fence or a comment
/// that is never closed swallows what comes after it.
pub(crate) fn slots(body: &str, blocks: &[Block], section: &Found) -> Vec<Slot> {
    let new_line = newline(body);
    let top = |index: &usize| blocks[*index].parent.is_none();
    // Where Backlog.md marks the end of its list.
    let end_marker = section.blocks.clone().filter(top).rfind(|index| {
        let block = &blocks[*index];
        block.kind == Kind::Html && body[block.range.clone()].contains("AC:END")
    });
    let limit = end_marker.unwrap_or(section.blocks.end);
    let last_item = (section.blocks.start..limit)
        .filter(top)
        .rfind(|index| blocks[*index].is_item());
    let mut slots = Vec::new();
    if let Some(last) = last_item {
        slots.push(after_item(body, blocks, section, last));
    } else if let Some(marker) = end_marker {
        let at = line_start(body, blocks[marker].range.start);
        slots.push(Slot::new(at, String::new(), "-", new_line.to_owned()));
    }
    let heading_end = line_end(body, blocks[section.heading].range.end);
    let content = trim_end(&body[section.content.clone()]);
    let content_end = section.content.start + content.len();
    let mut ends = vec![heading_end];
    if !content.is_empty() {
        ends.insert(0, line_end(body, content_end));
    }
    for end in ends {
        let before = new_line.repeat(2);
        slots.push(Slot::new(end, before, "-", gap_after(body, end)));
    }
    slots
}

/// Returns the places for a new item under a new heading, best first: at `before` if that is some heading's place, else at the end.
pub(crate) fn new_section_slots(
    body: &str,
    blocks: &[Block],
    heading: &str,
    before: Option<usize>,
) -> Vec<Slot> {
    let new_line = newline(body);
    let heading = format!("## {heading}{new_line}{new_line}");
    let mut slots = Vec::new();
    let mut ahead_of = |at: usize| {
        let at = line_start(body, at);
        let blank = at == 0 || is_blank_line(body, at - 1);
        let before = if blank { "" } else { new_line };
        let gap = new_line.repeat(2);
        slots.push(Slot::new(at, format!("{before}{heading}"), "-", gap));
    };
    if let Some(at) = before {
        ahead_of(at);
    }
    let last = blocks.iter().rfind(|block| block.parent.is_none());
    if let Some(last) = last {
        ahead_of(last.range.start);
    }
    ahead_of(0);
    let content = trim_end(body);
    let end = if content.is_empty() {
        0
    } else {
        line_end(body, content.len())
    };
    // The blank line that parts it from the text, or from the front matter.
    let gap = new_line.repeat(if end == 0 { 1 } else { 2 });
    let at_end = Slot {
        at: end..body.len(),
        before: format!("{gap}{heading}"),
        bullet: "-".to_owned(),
        number: None,
        after: new_line.to_owned(),
    };
    slots.insert(usize::from(before.is_some()), at_end);
    slots
}

/// The place after the last item of a list, in its style.
fn after_item(body: &str, blocks: &[Block], section: &Found, last: usize) -> Slot {
    let new_line = newline(body);
    let item = &blocks[last];
    let siblings = || {
        blocks[section.blocks.start..last]
            .iter()
            .filter(|block| block.parent.is_none() && block.kind == item.kind)
    };
    let previous = siblings().next_back();
    let is_loose = previous.is_some_and(|previous| {
        let gap = &body[previous.range.end..item.range.start];
        gap.matches(['\n', '\r']).count() > gap.matches("\r\n").count() + 1
    });
    let mut slot = Slot::after_line(body, item.range.end, next_bullet(body, item, previous));
    if is_loose {
        slot.before.push_str(new_line);
    }
    let highest = siblings()
        .chain([item])
        .filter_map(|block| ItemWords::read(body, block)?.number)
        .max();
    slot.number = highest.map(|number| number.saturating_add(1));
    slot
}

/// Indentation and bullet for the item after `item`: the next number in an ordered list, unless all have the same.
pub(crate) fn next_bullet(body: &str, item: &Block, previous: Option<&Block>) -> String {
    let start = item.range.start;
    let line = &body[line_start(body, start)..start];
    let indent = if is_blank(line) {
        line.to_owned()
    } else {
        " ".repeat(column(body, start))
    };
    let text = &body[start..];
    match (ordinal(text), previous) {
        (None, _) => indent + &text[..1],
        (Some((number, mark)), previous) => {
            let before = previous.and_then(|block| ordinal(&body[block.range.start..]));
            let same = before.is_some_and(|(before, _)| before == number);
            // CommonMark allows nine digits.
            let next = (number + u64::from(!same)).min(999_999_999);
            format!("{indent}{next}{mark}")
        }
    }
}

/// The number of an ordered bullet and the mark after it.
fn ordinal(item: &str) -> Option<(u64, char)> {
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let mark = item[digits..].chars().next()?;
    Some((item[..digits].parse().ok()?, mark))
}

/// A blank line to come between a new item that ends a section and what follows on the next line.
fn gap_after(body: &str, end: usize) -> String {
    let rest = &body[end..];
    let next = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\n', '\r']))
        .unwrap_or_default();
    if next.is_empty() || is_blank(&next[..line_end(next, 0)]) {
        String::new()
    } else {
        newline(body).to_owned()
    }
}
