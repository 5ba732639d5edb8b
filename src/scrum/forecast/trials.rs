//! What trials come to: in which Sprint the work is finished, and how much is done by a day.

use super::draws::{Draws, Step};

/// A moment of the Sprints to come: so many whole ones, and a part of the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Moment {
    /// How many whole Sprints are over by then.
    pub whole: usize,
    /// Working days of the next one that are over by then, of as many as [`Self::of`].
    pub days: i64,
    /// All working days of the next one; 0 where nothing of it is over.
    pub of: i64,
}

impl Moment {
    /// The end of so many Sprints.
    #[must_use]
    pub fn end_of(sprints: usize) -> Self {
        Self {
            whole: sprints,
            days: 0,
            of: 0,
        }
    }

    /// The part of a Sprint's figure that falls before it.
    fn part(self, figure: i64) -> i64 {
        if self.of <= 0 {
            return 0;
        }
        let part = i128::from(figure) * i128::from(self.days) / i128::from(self.of);
        i64::try_from(part).unwrap_or(figure)
    }
}

/// How far the first Sprint is already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Begun {
    /// What is Done in it, in hundredths: taken off what is drawn for the whole of it.
    pub done: i64,
    /// The most that can still be done in it, where that is known.
    pub most: Option<i64>,
    /// Working days that are left of it; of as many as [`Self::of`]. What is added comes evenly.
    pub left: i64,
    /// All its working days; 0 where it has not begun.
    pub of: i64,
}

impl Begun {
    /// What is still to come of a Sprint that was drawn for the first.
    fn rest(self, step: Step) -> Step {
        if self.of <= 0 {
            return step;
        }
        let done = step.done.saturating_sub(self.done).max(0);
        let left = Moment {
            whole: 0,
            days: self.left,
            of: self.of,
        };
        Step {
            done: self.most.map_or(done, |most| done.min(most.max(0))),
            added: left.part(step.added),
        }
    }
}

/// In how many trials work was finished by when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finish {
    /// How many trials there were.
    pub trials: u32,
    /// How many were finished by the end of each Sprint to come.
    by_end: Vec<u32>,
    /// How many were finished by each moment that was asked about.
    by_moment: Vec<u32>,
}

/// What trials are run with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Where randomness begins.
    pub seed: u64,
    /// How many trials.
    pub trials: u32,
}

/// Runs trials of when `work` (hundredths) is finished, over so many Sprints to come.
#[must_use]
pub fn finish(
    past: &[Step],
    work: i64,
    begun: Begun,
    sprints: usize,
    moments: &[Moment],
    run: Run,
) -> Finish {
    let mut by_end = vec![0u32; sprints];
    let mut by_moment = vec![0u32; moments.len()];
    let mut draws = Draws::new(past, run.seed);
    for _ in 0..run.trials {
        draws.begin();
        let mut left = work;
        for (at, finished) in by_end.iter_mut().enumerate() {
            let step = match at {
                0 => begun.rest(draws.next()),
                _ => draws.next(),
            };
            let net = step.done.saturating_sub(step.added);
            for (moment, count) in moments.iter().zip(&mut by_moment) {
                *count += u32::from(moment.whole == at && left <= moment.part(net));
            }
            left = left.saturating_sub(net);
            if left <= 0 {
                *finished += 1;
                for (moment, count) in moments.iter().zip(&mut by_moment) {
                    *count += u32::from(moment.whole > at);
                }
                break;
            }
        }
    }
    let mut sum = 0;
    for count in &mut by_end {
        sum += *count;
        *count = sum;
    }
    Finish {
        trials: run.trials,
        by_end,
        by_moment,
    }
}

impl Finish {
    /// By the end of which Sprint to come (0 is the first) so many per cent of the trials were finished; none where
    /// that takes longer than was looked at.
    #[must_use]
    pub fn sprint(&self, percent: u32) -> Option<usize> {
        let enough = u64::from(self.trials) * u64::from(percent);
        self.by_end
            .iter()
            .position(|count| u64::from(*count) * 100 >= enough.max(1))
    }

    /// The share of trials that were finished by a moment that was asked about, by its place, in hundredths of a per
    /// cent.
    #[must_use]
    pub fn chance(&self, moment: usize) -> u32 {
        let count = self.by_moment.get(moment).copied().unwrap_or(0);
        let share = u64::from(count) * 10_000 / u64::from(self.trials.max(1));
        u32::try_from(share).unwrap_or(10_000)
    }
}

/// Runs trials of how much is done by each moment, in hundredths: a list a moment, a figure a trial.
#[must_use]
pub fn amounts(past: &[Step], begun: Begun, moments: &[Moment], run: Run) -> Vec<Vec<i64>> {
    let last = moments.iter().map(|moment| moment.whole).max().unwrap_or(0);
    let mut found = vec![Vec::with_capacity(run.trials as usize); moments.len()];
    let mut draws = Draws::new(past, run.seed);
    for _ in 0..run.trials {
        draws.begin();
        let mut sum = 0i64;
        for at in 0..=last {
            let step = match at {
                0 => begun.rest(draws.next()),
                _ => draws.next(),
            };
            for (moment, sums) in moments.iter().zip(&mut found) {
                if moment.whole == at {
                    sums.push(sum.saturating_add(moment.part(step.done)));
                }
            }
            sum = sum.saturating_add(step.done);
        }
    }
    found
}

/// The figure that so many per cent of the trials reached or passed; 0 without trials. Reorders them.
#[must_use]
pub fn at_least(amounts: &mut [i64], percent: u32) -> i64 {
    let below = amounts.len() * (100 - percent.min(100)) as usize / 100;
    if below >= amounts.len() {
        return 0;
    }
    *amounts.select_nth_unstable(below).1
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Begun, Moment, Run, amounts, at_least, finish};
    use crate::scrum::forecast::draws::Step;

    const RUN: Run = Run {
        seed: 42,
        trials: 2_000,
    };

    fn past(done: &[i64]) -> Vec<Step> {
        let one = |done: &i64| Step {
            done: *done,
            added: 0,
        };
        done.iter().map(one).collect()
    }

    #[test]
    fn an_even_pace_is_certain() {
        let past = past(&[2_000; 8]);
        let found = finish(&past, 6_100, Begun::default(), 10, &[], RUN);
        assert_eq!(
            [50, 85, 95].map(|percent| found.sprint(percent)),
            [Some(3); 3]
        );
        // Half of the fourth Sprint is enough for a hundred more.
        let half = Moment {
            whole: 3,
            days: 5,
            of: 10,
        };
        let moments = [Moment::end_of(3), half, Moment::end_of(4)];
        let found = finish(&past, 6_100, Begun::default(), 10, &moments, RUN);
        assert_eq!([0, 1, 2].map(|at| found.chance(at)), [0, 10_000, 10_000]);
        let mut sums = amounts(&past, Begun::default(), &moments, RUN);
        let least: Vec<i64> = sums.iter_mut().map(|sums| at_least(sums, 85)).collect();
        assert_eq!(least, [6_000, 7_000, 8_000]);
    }

    #[test]
    fn what_is_done_in_the_running_sprint_is_done() {
        let past = past(&[2_000; 8]);
        let begun = Begun {
            done: 800,
            most: Some(5_000),
            left: 5,
            of: 10,
        };
        let when = |work, begun| finish(&past, work, begun, 10, &[], RUN).sprint(85);
        assert_eq!(when(1_200, begun), Some(0));
        assert_eq!(when(1_300, begun), Some(1));
        let full = Begun {
            most: Some(500),
            ..begun
        };
        assert_eq!(when(1_200, full), Some(1), "no more is left in it");
    }

    #[test]
    fn added_work_comes_on_top_and_may_never_end() {
        let growing: Vec<Step> = [500; 8].map(|added| Step { done: 2_000, added }).to_vec();
        let when = |past: &[Step]| finish(past, 6_000, Begun::default(), 10, &[], RUN).sprint(95);
        assert_eq!(when(&growing), Some(3));
        let faster: Vec<Step> = [2_000; 8].map(|added| Step { done: 2_000, added }).to_vec();
        assert_eq!(when(&faster), None);
        assert_eq!(when(&[]), None);
    }

    proptest! {
        #[test]
        fn more_certainty_takes_longer_and_promises_less(
            done in proptest::collection::vec(0..5_000i64, 5..10), work in 1..40_000i64, seed in 0..u64::MAX
        ) {
            let past = past(&done);
            let run = Run { seed, trials: 300 };
            let moments = [Moment::end_of(1), Moment { whole: 1, days: 3, of: 10 }, Moment::end_of(2)];
            let found = finish(&past, work, Begun::default(), 30, &moments, run);
            let when = [50, 85, 95].map(|percent| found.sprint(percent).unwrap_or(usize::MAX));
            prop_assert!(when.is_sorted(), "{when:?}");
            prop_assert!([0, 1, 2].map(|at| found.chance(at)).is_sorted());
            let mut sums = amounts(&past, Begun::default(), &moments, run);
            for sums in &mut sums {
                let least = [95, 85, 50].map(|percent| at_least(sums, percent));
                prop_assert!(least.is_sorted(), "{least:?}");
            }
        }

        #[test]
        fn when_and_how_much_agree(
            done in proptest::collection::vec(0..5_000i64, 5..10), work in 1..10_000i64, sprints in 1..6usize
        ) {
            let past = past(&done);
            let moment = [Moment::end_of(sprints)];
            let by_then = finish(&past, work, Begun::default(), 8, &moment, RUN).chance(0);
            // The same seed draws other trials here, since a trial that is finished draws no more.
            let sums = amounts(&past, Begun::default(), &moment, RUN);
            let enough = sums[0].iter().filter(|sum| **sum >= work).count();
            let share = u32::try_from(enough * 10_000 / 2_000).unwrap();
            prop_assert!(by_then.abs_diff(share) < 800, "{by_then} {share}");
        }

        #[test]
        fn no_figures_overflow(done in proptest::collection::vec(0..i64::MAX, 0..9), work in 0..i64::MAX) {
            let past = past(&done);
            let run = Run { seed: 1, trials: 20 };
            let begun = Begun { done: i64::MAX, most: None, left: 3, of: 10 };
            let moments = [Moment { whole: 2, days: 9, of: 10 }];
            let found = finish(&past, work, begun, 9, &moments, run);
            prop_assert_eq!(found.trials, 20);
            let mut sums = amounts(&past, begun, &moments, run);
            prop_assert!(at_least(&mut sums[0], 50) >= 0);
        }
    }
}
