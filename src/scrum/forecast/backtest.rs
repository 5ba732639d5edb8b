//! Looking back: how often forecasts made at each past moment, from what was known then, would have come true.

use super::draws::{FEWEST, Step};
use super::trials::{Begun, Moment, Run, amounts, at_least};

/// How many Sprints ahead is looked.
pub const HORIZONS: [usize; 3] = [1, 3, 6];
/// The levels of certainty, in per cent.
pub const LEVELS: [u32; 3] = [50, 85, 95];

/// How many trials a look back takes for each past moment.
const TRIALS: u32 = 10_000;

/// How often forecasts of one horizon would have come true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Hits {
    /// How many forecasts could be held against what happened.
    pub n: u64,
    /// In how many at least as much was done as was said, by the place of the level in [`LEVELS`].
    pub hit: [u64; 3],
    /// In how many of these exactly as much was done: whole points and empty Sprints make such ties.
    pub equal: [u64; 3],
}

impl Hits {
    /// Adds those of another board.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        self.n += other.n;
        for at in 0..LEVELS.len() {
            self.hit[at] += other.hit[at];
            self.equal[at] += other.equal[at];
        }
        self
    }
}

/// Returns how often forecasts would have come true, by the place of the horizon in [`HORIZONS`].
///
/// `done` is what each Sprint came to, in hundredths, oldest first. At each moment with [`FEWEST`] Sprints behind it,
/// the sum of the next Sprints is forecast from the last [`super::draws::WINDOW`] before it.
#[must_use]
pub fn backtest(done: &[i64], seed: u64) -> [Hits; HORIZONS.len()] {
    let past: Vec<Step> = done.iter().map(|&done| Step { done, added: 0 }).collect();
    let mut found = [Hits::default(); HORIZONS.len()];
    let run = Run {
        seed,
        trials: TRIALS,
    };
    let moments = HORIZONS.map(Moment::end_of);
    for origin in FEWEST..past.len() {
        let (before, after) = past.split_at(origin);
        let mut sums = amounts(before, Begun::default(), &moments, run);
        for ((horizon, sums), hits) in HORIZONS.into_iter().zip(&mut sums).zip(&mut found) {
            let Some(happened) = after.get(..horizon) else {
                continue;
            };
            let actual = happened
                .iter()
                .fold(0i64, |sum, step| sum.saturating_add(step.done));
            hits.n += 1;
            for (at, level) in LEVELS.into_iter().enumerate() {
                let least = at_least(sums, level);
                hits.hit[at] += u64::from(actual >= least);
                hits.equal[at] += u64::from(actual == least);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{HORIZONS, backtest};
    use crate::scrum::chance::Chance;

    #[test]
    fn counts_each_moment_with_enough_behind_and_ahead_of_it() {
        let found = backtest(&[1_000; 12], 42);
        assert_eq!(found.map(|hits| hits.n), [7, 5, 2]);
        assert_eq!(found.map(|hits| hits.hit), [[7; 3], [5; 3], [2; 3]]);
        assert_eq!(found[0].equal, [7; 3]);
        assert_eq!(backtest(&[1_000; 5], 42).map(|hits| hits.n), [0; 3]);
        assert_eq!(backtest(&[], 42).map(|hits| hits.n), [0; 3]);
    }

    #[test]
    fn a_team_that_slows_down_misses() {
        let slower: Vec<i64> = (0..20).map(|at| 4_000 - at * 200).collect();
        assert_eq!(backtest(&slower, 42).map(|hits| hits.hit), [[0; 3]; 3]);
    }

    /// Invented boards whose Sprints differ from each other as Sprints do, about a pace that stays or wanders.
    fn board(seed: u64, wander: i64) -> Vec<i64> {
        let mut chance = Chance::new(seed);
        // The sum of four dice is close enough to a bell.
        let mut bell = |width: i64| -> i64 {
            let dice = (0..4).map(|_| i64::try_from(chance.pick(1_000)).unwrap() - 500);
            dice.sum::<i64>() * width / 1_000
        };
        let mut pace = 2_000;
        (0..40)
            .map(|_| {
                pace = (pace + bell(wander)).clamp(500, 6_000);
                (pace + bell(1_000)).max(0) / 100 * 100
            })
            .collect()
    }

    #[test]
    fn what_is_said_with_85_per_cent_comes_true_about_as_often() {
        for wander in [0, 200] {
            let boards = (0..12).map(|seed| backtest(&board(seed, wander), 42));
            let all = boards.reduce(|a, b| std::array::from_fn(|at| a[at].and(&b[at])));
            for (hits, horizon) in all.unwrap().into_iter().zip(HORIZONS) {
                let rate = hits.hit[1] * 1_000 / hits.n;
                assert!(
                    (780..=900).contains(&rate),
                    "wander {wander}, {horizon} Sprints: {rate}"
                );
            }
        }
    }
}
