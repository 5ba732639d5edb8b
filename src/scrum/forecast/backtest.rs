//! Looking back: how often forecasts made at each past moment, from what was known then, would have come true.

use super::draws::{Draws, FEWEST, Step};
use super::trials::{Run, at_least};

/// How many Sprints ahead is looked.
pub const HORIZONS: [usize; 3] = [1, 3, 6];
/// The levels of certainty, in per cent.
pub const LEVELS: [u32; 3] = [50, 85, 95];

/// How many trials a look back takes for each past moment where nobody asks for more. Rates are made of many moments,
/// in which the luck of the draws evens out: more trials only take longer.
pub const BACK_TRIALS: u32 = 2_000;

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
pub fn backtest(done: &[i64], run: Run) -> [Hits; HORIZONS.len()] {
    let past: Vec<Step> = done.iter().map(|&done| Step { done, added: 0 }).collect();
    let mut found = [Hits::default(); HORIZONS.len()];
    let mut sums = HORIZONS.map(|_| Vec::with_capacity(run.trials as usize));
    for origin in FEWEST..past.len() {
        let (before, after) = past.split_at(origin);
        draw(before, run, &mut sums);
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

/// Fills in what trials come to after each horizon: one trial gives a sum for each of them.
fn draw(before: &[Step], run: Run, sums: &mut [Vec<i64>; HORIZONS.len()]) {
    sums.iter_mut().for_each(Vec::clear);
    let mut draws = Draws::new(before, run.seed);
    for _ in 0..run.trials {
        draws.begin();
        let (mut over, mut sum) = (0, 0i64);
        for (horizon, sums) in HORIZONS.into_iter().zip(sums.iter_mut()) {
            while over < horizon {
                sum = sum.saturating_add(draws.next().done);
                over += 1;
            }
            sums.push(sum);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BACK_TRIALS, HORIZONS, LEVELS, backtest, draw};
    use crate::scrum::chance::Chance;
    use crate::scrum::forecast::draws::Step;
    use crate::scrum::forecast::trials::{Begun, Moment, Run, amounts, at_least};

    const RUN: Run = Run {
        seed: 42,
        trials: BACK_TRIALS,
    };

    #[test]
    fn counts_each_moment_with_enough_behind_and_ahead_of_it() {
        let found = backtest(&[1_000; 12], RUN);
        assert_eq!(found.map(|hits| hits.n), [7, 5, 2]);
        assert_eq!(found.map(|hits| hits.hit), [[7; 3], [5; 3], [2; 3]]);
        assert_eq!(found[0].equal, [7; 3]);
        assert_eq!(backtest(&[1_000; 5], RUN).map(|hits| hits.n), [0; 3]);
        assert_eq!(backtest(&[], RUN).map(|hits| hits.n), [0; 3]);
    }

    #[test]
    fn a_team_that_slows_down_misses() {
        let slower: Vec<i64> = (0..20).map(|at| 4_000 - at * 200).collect();
        assert_eq!(backtest(&slower, RUN).map(|hits| hits.hit), [[0; 3]; 3]);
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
            let boards = (0..12).map(|seed| backtest(&board(seed, wander), RUN));
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

    #[test]
    fn says_what_a_forecast_says() {
        let past = [1_200, 3_100, 2_000, 0, 2_600, 1_800, 2_300, 900];
        let past = past.map(|done| Step { done, added: 0 });
        let run = Run {
            trials: 100_000,
            ..RUN
        };
        let mut drawn = HORIZONS.map(|_| Vec::new());
        draw(&past, run, &mut drawn);
        let mut asked = amounts(
            &past,
            Begun::default(),
            &HORIZONS.map(Moment::end_of),
            Run { seed: 7, ..run },
        );
        for (drawn, asked) in drawn.iter_mut().zip(&mut asked) {
            for level in &LEVELS[1..] {
                let (a, b) = (at_least(drawn, *level), at_least(asked, *level));
                assert!(a.abs_diff(b) <= 100, "{level}: {a} {b}");
            }
        }
    }

    #[test]
    fn fewer_trials_leave_the_rates_as_they_are() {
        let rates = |trials| -> Vec<u64> {
            let run = Run { seed: 42, trials };
            let boards = (0..10).map(|seed| backtest(&board(seed, 100), run));
            let all = boards.reduce(|a, b| std::array::from_fn(|at| a[at].and(&b[at])));
            let all = all.unwrap().into_iter();
            all.flat_map(|hits| hits.hit.map(|hit| hit * 1_000 / hits.n))
                .collect()
        };
        for (few, many) in rates(BACK_TRIALS).into_iter().zip(rates(10_000)) {
            assert!(few.abs_diff(many) <= 25, "{few} {many}");
        }
    }
}
