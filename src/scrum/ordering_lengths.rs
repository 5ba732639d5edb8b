//! How long rank keys grow, measured on keys alone: what `move_stories` adds to them, its own tests prove.

use super::chance::Chance;
use super::rank_keys::Gap;
use super::rebalance::{LONGEST_KEY, rebalance};
use crate::model::{Backlog, Config, RankKey, Story, StoryId};

/// A list of keys in order.
struct Measured {
    keys: Vec<String>,
    chance: Chance,
    longest: usize,
}

impl Measured {
    fn new(keys: Vec<String>, seed: u64) -> Self {
        Self {
            keys,
            chance: Chance::new(seed),
            longest: 0,
        }
    }

    /// The implicit keys of so many unranked stories.
    fn unranked(count: usize, seed: u64) -> Self {
        let key = |number| RankKey::new(None, &StoryId::new("US", number as u64).unwrap());
        Self::new((1..=count).map(|n| key(n).key().to_owned()).collect(), seed)
    }

    /// So many stories, ranked one after the other.
    fn ranked(count: usize, seed: u64) -> Self {
        let mut measured = Self::new(Vec::new(), seed);
        (0..count).for_each(|slot| measured.insert(slot));
        measured
    }

    fn insert(&mut self, slot: usize) {
        let low = slot.checked_sub(1).map(|low| self.keys[low].as_str());
        let gap = Gap::between(low, self.keys.get(slot).map(String::as_str)).unwrap();
        let key = gap.keys(1, &mut self.chance.below()).remove(0).to_string();
        self.longest = self.longest.max(key.len());
        self.keys.insert(slot, key);
    }

    /// The longest key after so many moves of items to places.
    fn after(
        mut self,
        moves: usize,
        mut pick: impl FnMut(&mut Chance, usize) -> (usize, usize),
    ) -> usize {
        for turn in 0..moves {
            let (from, to) = pick(&mut self.chance, turn);
            self.keys.remove(from);
            self.insert(to);
        }
        self.longest
    }
}

#[test]
fn keys_stay_short_at_the_ends() {
    // Three stories take turns, so that the measure is of the keys and not of the list.
    let ends: [(&str, (usize, usize)); 2] = [("appends", (0, 2)), ("prepends", (2, 0))];
    for (name, turn) in ends {
        let ranked = Measured::ranked(3, 1).after(10_000, |_, _| turn);
        let unranked = Measured::unranked(3, 1).after(10_000, |_, _| turn);
        println!("10,000 {name}: longest key {ranked}, among unranked stories {unranked}");
        assert!(ranked <= LONGEST_KEY && unranked <= LONGEST_KEY);
    }
}

#[test]
fn keys_stay_short_in_random_moves() {
    let anywhere = |chance: &mut Chance, _| (chance.index(300), chance.index(300));
    for (name, allowed, start) in [
        (
            "ranked",
            LONGEST_KEY,
            Measured::ranked as fn(usize, u64) -> Measured,
        ),
        ("unranked", 20, Measured::unranked),
    ] {
        let mut longest: Vec<usize> = (0..20)
            .map(|seed| start(300, seed).after(10_000, anywhere))
            .collect();
        longest.sort_unstable();
        let (usually, worst) = (longest[longest.len() / 2], longest[longest.len() - 1]);
        println!(
            "10,000 random moves among 300 {name} stories: longest key {usually}, in the worst of 20 runs {worst}"
        );
        assert!(worst <= allowed);
    }
}

#[test]
fn one_gap_grows_by_a_bit_a_move_and_is_shortened() {
    let mut one_gap = Measured::ranked(2, 3);
    (0..1_000).for_each(|_| one_gap.insert(1));
    one_gap.shortened("1,000 inserts into one gap, always after the same", 320);

    let mut one_gap = Measured::ranked(2, 4);
    (1..=1_000).for_each(|slot| one_gap.insert(slot));
    one_gap.shortened("1,000 inserts into one gap, always before the same", 320);

    let mut zigzag = Measured::ranked(2, 5);
    for turn in 0..1_000 {
        zigzag.insert(1 + turn / 2);
    }
    zigzag.shortened("1,000 inserts in zigzag", 320);

    let mut unranked = Measured::unranked(2, 6);
    (1..=1_000).for_each(|slot| unranked.insert(slot));
    unranked.shortened("1,000 inserts between two unranked stories", LONGEST_KEY);
}

impl Measured {
    /// Rebalances a backlog with these keys: all keys are short again, and hardly other files than the long ones change.
    fn shortened(mut self, name: &str, allowed: usize) {
        let stories = self.keys.iter().enumerate().map(|(index, key)| {
            let id = StoryId::new("US", index as u64 + 1).unwrap();
            let mut story = Story::new(id, format!("{index}"));
            story.rank = Some(key.parse().unwrap());
            story
        });
        let backlog = Backlog::new(Config::default(), stories.collect(), Vec::new());
        let ranks = rebalance(&backlog, &mut self.chance.below()).ranks;
        let long = self
            .keys
            .iter()
            .filter(|key| key.len() > LONGEST_KEY)
            .count();
        let (longest, files) = (self.longest, ranks.len());
        for new in ranks {
            let index: usize = new.path.parse().unwrap();
            self.keys[index] = new.rank.to_string();
        }
        assert!(self.keys.is_sorted_by(|a, b| a < b));
        let after = self.keys.iter().map(String::len).max().unwrap_or(0);
        println!(
            "{name}: longest key {longest}, {long} of 1,002 above {LONGEST_KEY}; {files} files rebalanced, longest then {after}"
        );
        assert!(longest <= allowed && after <= LONGEST_KEY && files <= long + 24);
    }
}
