//! How the order of the open items changed: positions on both sides, and the fewest moves between them.

use std::collections::HashMap;

use crate::model::{Backlog, Story};
use crate::scrum::fewest_moves;

/// A move of one item among those that are open on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Move {
    /// By how many items it went up; negative for down. Zero where only what stands around it moved too.
    pub up: i64,
    /// Its position before.
    pub from: usize,
    /// Its position now.
    pub to: usize,
    /// What stands right below it now.
    pub before: Option<String>,
}

/// The order on both sides.
#[derive(Debug, Default)]
pub(super) struct Order {
    /// Positions before and after, by the file they have on that side.
    was: HashMap<String, usize>,
    is: HashMap<String, usize>,
    /// Moves, by the file that the item has now.
    moves: HashMap<String, Move>,
}

impl Order {
    /// Compares two orders. `old_path` says which file an item had, by the one it has now; none for one that was not there.
    pub(super) fn new(
        before: &Backlog,
        after: &Backlog,
        old_path: impl Fn(&str) -> Option<String>,
    ) -> Self {
        let was = positions(before);
        let is = positions(after);
        let ranks: HashMap<&str, &Story> = before.by_path();
        // The items open on both sides, in today's order, with the position each had.
        let common: Vec<(&Story, usize, bool)> = after
            .positioned()
            .filter_map(|story| {
                let path = old_path(&story.path)?;
                let kept = ranks
                    .get(path.as_str())
                    .is_some_and(|old| old.rank_key() == story.rank_key());
                Some((story, *was.get(&path)?, kept))
            })
            .collect();
        let places: Vec<usize> = common.iter().map(|(_, place, _)| *place).collect();
        let moved = fewest_moves(&places, |at| common[at].2);
        let mut sorted = places.clone();
        sorted.sort_unstable();
        let open: Vec<&Story> = after.positioned().collect();
        let mut moves = HashMap::new();
        for (now, ((story, from, _), _)) in common
            .iter()
            .zip(&moved)
            .enumerate()
            .filter(|(_, (_, moved))| **moved)
        {
            let then = sorted.partition_point(|place| place < from);
            let to = is[&story.path];
            let below = open.get(to).map(|story| story.id.to_string());
            moves.insert(
                story.path.clone(),
                Move {
                    up: signed(then) - signed(now),
                    from: *from,
                    to,
                    before: below,
                },
            );
        }
        Self { was, is, moves }
    }

    /// The position before, by the file of that time.
    pub(super) fn was(&self, path: &str) -> Option<usize> {
        self.was.get(path).copied()
    }

    /// The position now.
    pub(super) fn is(&self, path: &str) -> Option<usize> {
        self.is.get(path).copied()
    }

    /// The move of the item in that file.
    pub(super) fn moved(&self, path: &str) -> Option<&Move> {
        self.moves.get(path)
    }

    /// The files of all items that moved.
    pub(super) fn moved_paths(&self) -> impl Iterator<Item = &str> {
        self.moves.keys().map(String::as_str)
    }
}

impl Move {
    /// `moved up 3: 7 → 4`.
    pub(super) fn words(&self) -> String {
        let Self { up, from, to, .. } = self;
        let to = match signed(*from) - signed(*to) == *up {
            true => format!(": {from} → {to}"),
            // Others came and went before it.
            false => format!(", now at {to}"),
        };
        match up {
            1.. => format!("moved up {up}{to}"),
            ..=-1 => format!("moved down {}{to}", up.unsigned_abs()),
            0 => match &self.before {
                Some(id) => format!("moved, now before {id}"),
                None => "moved, now the last one".to_owned(),
            },
        }
    }
}

fn positions(backlog: &Backlog) -> HashMap<String, usize> {
    let paths = backlog.positioned().map(|story| story.path.clone());
    paths.zip(1..).collect()
}

fn signed(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
