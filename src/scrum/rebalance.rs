//! Shortening rank keys that grew long, with as few files changed as can be.

use std::ops::Range;

use crate::model::{Backlog, Rank, RankKey, Story};

use super::moves::{Moves, NewRank};
use super::rank_keys::{Gap, Random};

/// The longest key that is left alone, in characters.
pub const LONGEST_KEY: usize = 16;

/// Up to so many neighbours the fewest are found by trying all ways; beyond, the steps grow.
const TRY_ALL: usize = 64;

/// Gives short keys to the items whose keys are longer than [`LONGEST_KEY`], and to as many neighbours as it takes to make
/// room. The order stays as it is.
#[must_use]
pub fn rebalance(backlog: &Backlog, random: Random<'_>) -> Moves {
    let stories = backlog.stories();
    let mut keys: Vec<RankKey> = stories.iter().map(Story::rank_key).collect();
    let mut ranks: Vec<Option<Rank>> = vec![None; keys.len()];
    let mut next = 0;
    while let Some(found) = (next..keys.len()).find(|&index| is_long(&keys, index)) {
        let (window, gap) = window(&keys, found);
        for (index, rank) in window.clone().zip(gap.keys(window.len(), random)) {
            keys[index] = RankKey::new(Some(&rank), &stories[index].id);
            ranks[index] = Some(rank);
        }
        next = window.end.max(found + 1);
    }
    let ranks = stories
        .iter()
        .zip(ranks)
        .filter_map(|(story, rank)| {
            let (path, id) = (story.path.clone(), story.id.clone());
            rank.map(|rank| NewRank { path, id, rank })
        })
        .collect();
    Moves {
        moved: Vec::new(),
        ranks,
    }
}

fn is_long(keys: &[RankKey], index: usize) -> bool {
    keys[index].key().len() > LONGEST_KEY
}

/// The smallest run around a long key that fits into short keys, and the gap it fits into.
fn window(keys: &[RankKey], found: usize) -> (Range<usize>, Gap) {
    let mut more = 0;
    loop {
        let splits = 0..=more;
        let step = if more > TRY_ALL { more / 4 } else { 1 };
        let fitting = splits.step_by(step).find_map(|left| {
            let window = extended(keys, found, left, more - left);
            let low = window.start.checked_sub(1).map(|low| keys[low].key());
            let gap = Gap::between(low, keys.get(window.end).map(RankKey::key))?;
            let whole = window == (0..keys.len());
            (whole || gap.key_length(window.len()) <= LONGEST_KEY).then_some((window, gap))
        });
        if let Some(fitting) = fitting {
            return fitting;
        }
        more += if more < TRY_ALL { 1 } else { more / 2 };
    }
}

/// The run of long keys around one, with so many short ones on each side. Long ones beside it always belong to it.
fn extended(keys: &[RankKey], found: usize, left: usize, right: usize) -> Range<usize> {
    let (mut start, mut end) = (found, found + 1);
    for step in 0..=left {
        start = start.saturating_sub(usize::from(step > 0));
        while start > 0 && is_long(keys, start - 1) {
            start -= 1;
        }
    }
    for step in 0..=right {
        end = (end + usize::from(step > 0)).min(keys.len());
        while end < keys.len() && is_long(keys, end) {
            end += 1;
        }
    }
    start..end
}
