//! A new order of many items, written into as few files as can be.

use std::collections::HashMap;

use crate::model::{Backlog, Rank, RankKey, Story};

use super::moves::{Moved, Moves, Neighbour, NewRank};
use super::rank_keys::{Gap, Random};
use super::rising_run::rising_run;

/// Puts the items that have a position into the order of `whole`, which names each of them once. As many as can be keep
/// their keys: a longest run of items that stand in that order already. Of the others, only those that `may_move` picks get
/// new keys, as long as that is possible; and items that leave no room between equal keys.
#[must_use]
pub fn reorder(
    backlog: &Backlog,
    whole: &[&Story],
    may_move: &dyn Fn(&Story) -> bool,
    random: Random<'_>,
) -> Moves {
    let stories = backlog.stories();
    let index: HashMap<&str, usize> = stories
        .iter()
        .enumerate()
        .map(|(at, story)| (story.path.as_str(), at))
        .collect();
    let new: Vec<usize> = whole
        .iter()
        .filter_map(|story| index.get(story.path.as_str()).copied())
        .collect();
    let stays = staying(&new, &|at| !may_move(&stories[at]));
    let moved: Vec<bool> = {
        let mut moved = vec![false; stories.len()];
        for &at in &new {
            moved[at] = true;
        }
        for &at in &stays {
            moved[at] = false;
        }
        moved
    };
    let line = in_line(&new, &moved);
    let ranks = keyed(stories, &line, random);
    let mut today: Vec<usize> = new.clone();
    today.sort_unstable();
    let id = |at: usize| stories[at].id.clone();
    let told = new.iter().enumerate().filter(|(_, at)| moved[**at]);
    let told = told.map(|(place, &at)| Moved {
        id: id(at),
        path: stories[at].path.clone(),
        from: 1 + today.partition_point(|&other| other < at),
        to: place + 1,
        neighbour: match (new.get(place + 1), place.checked_sub(1)) {
            (Some(&next), _) => Neighbour::Before(id(next)),
            (None, Some(before)) => Neighbour::After(id(new[before])),
            (None, None) => Neighbour::Alone,
        },
    });
    Moves {
        moved: told.collect(),
        ranks,
    }
}

/// The items that keep their keys: a longest rising run of `new` through all that must stay, where these rise.
fn staying(new: &[usize], must_stay: &dyn Fn(usize) -> bool) -> Vec<usize> {
    // What must stay is worth more than all others together, so that as many as can be of it do.
    let heavy = new.len() + 1;
    let weight = |at: usize| if must_stay(at) { heavy } else { 1 };
    let run = rising_run(new, |place, before| {
        before.unwrap_or(0) + weight(new[place])
    });
    run.into_iter().map(|place| new[place]).collect()
}

/// One place of the new total order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    /// The item.
    at: usize,
    /// Whether it keeps its key.
    keeps: bool,
}

/// All items of the backlog in their new order: those that move stand right before the next one that stays, the last right
/// behind the last one that stays.
fn in_line(new: &[usize], moved: &[bool]) -> Vec<Place> {
    let mut line = Vec::with_capacity(moved.len());
    let mut kept = (0..moved.len()).filter(|&at| !moved[at]).peekable();
    for (place, &at) in new.iter().enumerate() {
        if moved[at] {
            let next = new[place..].iter().find(|&&other| !moved[other]);
            while let (Some(&next), Some(&other)) = (next, kept.peek()) {
                if other >= next {
                    break;
                }
                line.push(Place {
                    at: other,
                    keeps: true,
                });
                kept.next();
            }
            line.push(Place { at, keeps: false });
            continue;
        }
        while let Some(other) = kept.next_if(|&other| other <= at) {
            line.push(Place {
                at: other,
                keeps: true,
            });
        }
    }
    line.extend(kept.map(|at| Place { at, keeps: true }));
    line
}

/// New keys for all places that keep none, and for neighbours whose equal keys leave no room.
fn keyed(stories: &[Story], line: &[Place], random: Random<'_>) -> Vec<NewRank> {
    let mut keys: Vec<Option<RankKey>> = line
        .iter()
        .map(|place| place.keeps.then(|| stories[place.at].rank_key()))
        .collect();
    let mut ranks: Vec<NewRank> = Vec::new();
    let mut from = 0;
    while let Some(start) = (from..line.len()).find(|&at| keys[at].is_none()) {
        let end = (start..line.len())
            .find(|&at| keys[at].is_some())
            .unwrap_or(line.len());
        let asked = start;
        let (start, end, gap) = room(&keys, start, end);
        let fresh: Vec<Rank> = gap.keys(end - start, random);
        if start < asked {
            // Some that were given keys before get others.
            let again = &line[start..asked];
            ranks.retain(|new| !again.iter().any(|p| stories[p.at].path == new.path));
        }
        for (place, rank) in (start..end).zip(fresh) {
            let story = &stories[line[place].at];
            keys[place] = Some(RankKey::new(Some(&rank), &story.id));
            let (path, id) = (story.path.clone(), story.id.clone());
            ranks.push(NewRank { path, id, rank });
        }
        from = end;
    }
    ranks
}

/// The smallest stretch around one without keys that lies in a gap.
fn room(keys: &[Option<RankKey>], start: usize, end: usize) -> (usize, usize, Gap) {
    let low = |at: usize| {
        let key = at.checked_sub(1).and_then(|low| keys[low].as_ref());
        key.map(RankKey::key)
    };
    let high = |at: usize| keys.get(at).and_then(Option::as_ref).map(RankKey::key);
    // Upwards over further stretches without keys too; behind the last key there is always room.
    let mut upwards = end;
    let (upwards, gap) = loop {
        let is_end = upwards >= keys.len() || keys[upwards].is_some();
        if let Some(gap) = Gap::between(low(start), high(upwards)).filter(|_| is_end) {
            break (upwards, gap);
        }
        upwards += 1;
    };
    let fewer = start.min((upwards - end).saturating_sub(1));
    let downwards = (start - fewer..start).rev().find_map(|first| {
        let gap = Gap::between(low(first), high(end))?;
        Some((first, gap))
    });
    match downwards {
        Some((first, gap)) => (first, end, gap),
        None => (start, upwards, gap),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, proptest};

    use super::{reorder, staying};
    use crate::model::{Backlog, Config, Story};

    fn backlog(ranks: &[Option<&str>]) -> Backlog {
        let stories = ranks.iter().enumerate().map(|(at, rank)| {
            let id = format!("US-{}", at + 1);
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.rank = rank.map(|rank| rank.parse().unwrap());
            story
        });
        Backlog::new(Config::default(), stories.collect(), Vec::new())
    }

    /// The order after the change, as numbers of ids, and how many files changed.
    fn after(backlog: &Backlog, order: &[usize], fixed: &[u64]) -> (Vec<u64>, usize) {
        let stories = backlog.stories();
        let whole: Vec<&Story> = order.iter().map(|&at| &stories[at]).collect();
        let mut draw = 7;
        let mut random = |below: u64| {
            draw = (draw * 31 + 11) % 1_000_003;
            draw % below
        };
        let moves = reorder(
            backlog,
            &whole,
            &|story| !fixed.contains(&story.id.number()),
            &mut random,
        );
        let mut stories = stories.to_vec();
        for new in &moves.ranks {
            let story = stories.iter_mut().find(|s| s.path == new.path).unwrap();
            story.rank = Some(new.rank.clone());
        }
        let sorted = Backlog::new(Config::default(), stories, Vec::new());
        (
            sorted
                .stories()
                .iter()
                .map(|story| story.id.number())
                .collect(),
            moves.ranks.len(),
        )
    }

    #[test]
    fn one_that_moves_is_one_file() {
        let backlog = backlog(&[None; 6]);
        assert_eq!(
            after(&backlog, &[5, 0, 1, 2, 3, 4], &[]),
            (vec![6, 1, 2, 3, 4, 5], 1)
        );
        assert_eq!(
            after(&backlog, &[1, 2, 3, 4, 0, 5], &[]),
            (vec![2, 3, 4, 5, 1, 6], 1)
        );
        assert_eq!(after(&backlog, &[0, 1, 2, 3, 4, 5], &[]).1, 0);
    }

    #[test]
    fn what_may_not_move_keeps_its_key() {
        let backlog = backlog(&[None; 5]);
        // 1 2 3 4 5 → 2 3 4 5 1: one file, unless 1 must stay.
        assert_eq!(
            after(&backlog, &[1, 2, 3, 4, 0], &[]),
            (vec![2, 3, 4, 5, 1], 1)
        );
        assert_eq!(
            after(&backlog, &[1, 2, 3, 4, 0], &[1]),
            (vec![2, 3, 4, 5, 1], 4)
        );
    }

    #[test]
    fn equal_keys_make_room() {
        let backlog = backlog(&[Some("i5"), Some("i5"), Some("i5"), Some("i5"), Some("i9")]);
        let (order, files) = after(&backlog, &[0, 4, 1, 2, 3], &[]);
        assert_eq!(order, [1, 5, 2, 3, 4]);
        assert!(files <= 3, "{files}");
    }

    fn permutations() -> impl Strategy<Value = (Vec<Option<String>>, Vec<usize>)> {
        vec(proptest::option::of("[b-x][0-9a-z]{0,2}"), 1..24).prop_flat_map(|ranks| {
            let order: Vec<usize> = (0..ranks.len()).collect();
            (Just(ranks), Just(order).prop_shuffle())
        })
    }

    /// The longest rising run, by all pairs.
    fn longest(order: &[usize]) -> usize {
        let mut lengths: Vec<usize> = Vec::new();
        for (at, item) in order.iter().enumerate() {
            let before = (0..at).filter(|&other| order[other] < *item);
            let before = before.map(|other| lengths[other]).max();
            lengths.push(1 + before.unwrap_or(0));
        }
        lengths.into_iter().max().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn any_order_is_reached_with_the_fewest_files((ranks, order) in permutations()) {
            let ranks: Vec<Option<&str>> = ranks.iter().map(Option::as_deref).collect();
            let backlog = backlog(&ranks);
            let wanted: Vec<u64> = order
                .iter()
                .map(|&at| backlog.stories()[at].id.number())
                .collect();
            let (reached, files) = after(&backlog, &order, &[]);
            prop_assert_eq!(reached, wanted);
            let mut keys: Vec<_> = ranks.iter().flatten().map(|key| key.trim_end_matches('0')).collect();
            keys.sort_unstable();
            let all = keys.len();
            keys.dedup();
            if keys.len() == all {
                prop_assert_eq!(files, order.len() - longest(&order));
            }
        }

        #[test]
        fn the_run_rises(order in Just((0..40usize).collect::<Vec<_>>()).prop_shuffle()) {
            let run = staying(&order, &|_| false);
            prop_assert!(run.is_sorted());
            prop_assert_eq!(run.len(), longest(&order));
        }
    }
}
