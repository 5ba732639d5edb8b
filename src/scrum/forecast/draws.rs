//! Two-stage resampling: each trial draws a few past Sprints, then draws its future from these few alone.

use crate::scrum::chance::Chance;

/// How many past Sprints are looked at: the last ones.
pub const WINDOW: usize = 8;
/// From how many past Sprints on there is a forecast.
pub const FEWEST: usize = 5;
/// The seed where nobody gives another one.
pub const SEED: u64 = 42;

/// How many of the past Sprints a trial lives on. Which pace a team will keep is not known, and this says so: a plain
/// draw from the whole window takes the window's mean for certain, and its long forecasts are too narrow.
const FEW: usize = 4;

/// What a past Sprint came to, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Step {
    /// What was Done in it.
    pub done: i64,
    /// What was added meanwhile to the work that is asked about; less than nothing where it shrank.
    pub added: i64,
}

/// Futures drawn from the past, one trial after the other.
#[derive(Debug, Clone)]
pub(super) struct Draws<'p> {
    window: &'p [Step],
    few: [Step; FEW],
    chance: Chance,
    bits: u64,
    left: u32,
}

impl<'p> Draws<'p> {
    /// Returns draws from the last [`WINDOW`] of past Sprints, oldest first; without any, nothing is ever done.
    pub(super) fn new(past: &'p [Step], seed: u64) -> Self {
        Self {
            window: &past[past.len().saturating_sub(WINDOW)..],
            few: [Step::default(); FEW],
            chance: Chance::new(seed),
            bits: 0,
            left: 0,
        }
    }

    /// Begins a trial.
    pub(super) fn begin(&mut self) {
        let length = self.window.len() as u64;
        for one in &mut self.few {
            // The upper half of a product is even over any length up to one in four thousand million.
            let place = usize::try_from(((self.chance.bits() >> 32) * length) >> 32);
            *one = place
                .ok()
                .and_then(|place| self.window.get(place))
                .copied()
                .unwrap_or_default();
        }
    }

    /// The next Sprint of this trial.
    pub(super) fn next(&mut self) -> Step {
        if self.left == 0 {
            (self.bits, self.left) = (self.chance.bits(), 32);
        }
        let place = self.bits % FEW as u64;
        self.bits >>= 2;
        self.left -= 1;
        self.few[usize::try_from(place).unwrap_or(0)]
    }
}

#[cfg(test)]
mod tests {
    use super::{Draws, FEW, Step, WINDOW};

    fn step(done: i64) -> Step {
        Step { done, added: 0 }
    }

    #[test]
    fn only_the_window_is_drawn_and_all_of_it_evenly() {
        let past: Vec<Step> = (0..20).map(step).collect();
        let mut draws = Draws::new(&past, 1);
        let mut counts = [0u32; 20];
        for _ in 0..80_000 {
            draws.begin();
            counts[usize::try_from(draws.next().done).unwrap()] += 1;
        }
        assert!(counts[..20 - WINDOW].iter().all(|count| *count == 0));
        let even = counts[20 - WINDOW..].iter();
        assert!(
            even.clone().all(|count| (9_500..10_500).contains(count)),
            "{counts:?}"
        );
    }

    #[test]
    fn a_trial_lives_on_a_few() {
        let past: Vec<Step> = (0..8).map(step).collect();
        let mut draws = Draws::new(&past, 1);
        for _ in 0..100 {
            draws.begin();
            let mut seen: Vec<i64> = (0..200).map(|_| draws.next().done).collect();
            seen.sort_unstable();
            seen.dedup();
            assert!(seen.len() <= FEW);
        }
    }

    #[test]
    fn a_seed_gives_the_same_and_no_past_gives_nothing() {
        let past: Vec<Step> = (0..8).map(step).collect();
        let ten = |seed| -> Vec<i64> {
            let mut draws = Draws::new(&past, seed);
            draws.begin();
            (0..10).map(|_| draws.next().done).collect()
        };
        assert_eq!(ten(42), ten(42));
        assert_ne!(ten(42), ten(43));
        let mut draws = Draws::new(&[], 42);
        draws.begin();
        assert_eq!(draws.next(), Step::default());
    }
}
