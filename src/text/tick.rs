//! Ticks and unticks: one byte where there is a box.

use crate::model::{Criterion, Splice};

use super::item::ItemWords;
use super::outline::{Block, outline};

/// Returns what makes `criterion` done or open again in the `body` it was read from: one byte where it has a box, else a ticked box before its words.
///
/// Nothing when that changes nothing, or for a scenario or paragraph, which can have no box.
#[must_use]
pub fn set_criterion(body: &str, criterion: &Criterion, done: bool) -> Option<Splice> {
    let blocks = outline(body);
    let item = item_at(&blocks, criterion.range.start)?;
    tick(body, &blocks[item], done)
}

/// Returns the list item whose bullet is at `start`.
pub(crate) fn item_at(blocks: &[Block], start: usize) -> Option<usize> {
    blocks
        .iter()
        .position(|block| block.is_item() && block.range.start == start)
}

/// Returns what ticks or unticks a list item, if that changes anything.
pub(crate) fn tick(body: &str, item: &Block, done: bool) -> Option<Splice> {
    match ItemWords::read(body, item)?.tick {
        Some((at, now)) => (now != done).then(|| Splice {
            range: at..at + 1,
            text: if done { "x" } else { " " }.to_owned(),
        }),
        None => done.then(|| Splice {
            range: item.words.start..item.words.start,
            text: "[x] ".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::set_criterion;
    use crate::text::criteria;

    fn set(body: &str, index: usize, done: bool) -> Option<String> {
        let body = format!("## AC\n{body}");
        let criteria = criteria(&body, &["AC".to_owned()]);
        let splice = set_criterion(&body, &criteria[index], done)?;
        Some(splice.apply(&body)[6..].to_owned())
    }

    #[test]
    fn changes_one_byte() {
        assert_eq!(
            set("* [ ] a\n  * b\n", 0, true).as_deref(),
            Some("* [x] a\n  * b\n")
        );
        assert_eq!(set("1. [X] a", 0, false).as_deref(), Some("1. [ ] a"));
        assert_eq!(set("- [X] a", 0, true), None);
        assert_eq!(
            set("- a\n  - #1 b", 1, true).as_deref(),
            Some("- a\n  - [x] #1 b")
        );
        assert_eq!(set("- a", 0, false), None);
        assert_eq!(set("Given a", 0, true), None);
    }
}
