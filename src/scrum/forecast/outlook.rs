//! A forecast: when what lies ahead of a goal is done, and how much is done by a day. Everything that says how likely
//! a date is asks here.

use std::sync::Arc;

use jiff::civil::Date;

use super::ahead::{Ahead, Goal};
use super::backtest::{BACK_TRIALS, HORIZONS, Hits, LEVELS, backtest};
use super::calendar::{Calendar, Period};
use super::draws::{SEED, Step};
use super::growth::{Scope, filled, mean};
use super::pace::{Pace, PastPeriod};
use super::trials::{Finish, Moment, Run, amounts, at_least, finish};
use crate::model::{Backlog, Hundredths, Timeline};

/// How many trials a forecast takes where nobody asks for more.
pub const TRIALS: u32 = 100_000;

/// What is known for forecasts on a day: the pace, the days to come, and how the work grew.
#[derive(Debug, Clone)]
pub struct Outlook<'b> {
    /// What the past came to.
    pub pace: Pace,
    /// The Sprints to come.
    pub calendar: Calendar,
    /// Today.
    pub today: Date,
    /// What trials are run with.
    pub run: Run,
    pub(super) backlog: &'b Backlog,
    scope: Option<Arc<Scope>>,
}

/// What a forecast is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'b> {
    /// What about.
    pub goal: Goal<'b>,
    /// When it is due.
    pub due: Option<Date>,
    /// Another day that is asked about.
    pub until: Option<Date>,
}

/// When what lies ahead of a goal is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forecast<'b> {
    /// What lies ahead.
    pub ahead: Ahead<'b>,
    /// What was added to it in each past period; none where that is not known.
    pub added: Vec<Option<Hundredths>>,
    /// What the trials came to; none where there is too little past, or nothing is left to do.
    pub finish: Option<Finish>,
    /// The chance of the due date, in hundredths of a per cent; none where it has none, or it is over.
    pub due: Option<u32>,
    /// The chance of the other day.
    pub until: Option<u32>,
}

impl<'b> Outlook<'b> {
    /// Returns what is known of a backlog today. Without a timeline, growth is not known.
    #[must_use]
    pub fn new(backlog: &'b Backlog, timeline: Option<&Timeline>, today: Date) -> Self {
        let pace = Pace::new(backlog, today);
        let calendar = Calendar::new(backlog, &pace, today);
        let scope = timeline
            .filter(|_| pace.is_enough())
            .map(|timeline| Arc::new(Scope::new(timeline, &backlog.config, &pace)));
        let run = Run {
            seed: SEED,
            trials: TRIALS,
        };
        Self {
            pace,
            calendar,
            today,
            run,
            backlog,
            scope,
        }
    }

    /// Runs trials otherwise.
    #[must_use]
    pub fn with(mut self, run: Run) -> Self {
        self.run = run;
        self
    }

    /// Takes over how the work grew from what is known on another day, where the same past counts.
    #[must_use]
    pub(super) fn growing_as(mut self, other: &Outlook<'_>) -> Self {
        self.scope.clone_from(&other.scope);
        self
    }

    /// Returns when what lies ahead of a goal is done.
    #[must_use]
    pub fn forecast(&self, wanted: Wanted<'b>) -> Forecast<'b> {
        let ahead = Ahead::new(self.backlog, &self.pace, wanted.goal);
        let added = match &self.scope {
            Some(scope) => scope.added(&self.pace, ahead.work),
            None => vec![None; self.pace.periods.len()],
        };
        let mut found = Forecast {
            ahead,
            added,
            finish: None,
            due: None,
            until: None,
        };
        if !self.pace.is_enough() || found.ahead.own.is_empty() {
            return found;
        }
        let days = [wanted.due, wanted.until];
        let moments = days.map(|day| day.and_then(|day| self.calendar.moment(day)));
        // A moment that is not asked about is asked about in vain.
        let asked = moments.map(Option::unwrap_or_default);
        let finish = finish(
            &self.steps(&found.added),
            found.ahead.work.hundredths().max(1),
            self.calendar.begun,
            self.calendar.periods.len(),
            &asked,
            self.run,
        );
        let chance = |at: usize| moments[at].map(|_| finish.chance(at));
        (found.due, found.until) = (chance(0), chance(1));
        found.finish = Some(finish);
        found
    }

    /// Returns how much is done by a day at least, by the place of the level in [`LEVELS`]; none where there is too
    /// little past, or that day is over.
    #[must_use]
    pub fn amount(&self, until: Date) -> Option<[Hundredths; LEVELS.len()]> {
        let moment = self
            .calendar
            .moment(until)
            .filter(|_| self.pace.is_enough())?;
        let moment = Moment {
            whole: moment.whole.min(self.calendar.periods.len()),
            ..moment
        };
        let mut sums = amounts(&self.steps(&[]), self.calendar.begun, &[moment], self.run);
        let sums = sums.first_mut()?;
        Some(LEVELS.map(|level| Hundredths::from_hundredths(at_least(sums, level))))
    }

    /// The Sprint or week to come at a place.
    #[must_use]
    pub fn period(&self, at: usize) -> Option<&Period> {
        self.calendar.periods.get(at)
    }

    /// How often forecasts at each past moment would have come true, by the place of the horizon; with
    /// [`BACK_TRIALS`] each where nobody asks for more.
    #[must_use]
    pub fn backtest(&self, trials: Option<u32>) -> [Hits; HORIZONS.len()] {
        let done: Vec<i64> = self.pace.all.iter().map(|done| done.hundredths()).collect();
        let run = Run {
            seed: self.run.seed,
            trials: trials.unwrap_or(BACK_TRIALS),
        };
        backtest(&done, run)
    }

    /// What the past came to, without how the work grew.
    pub(super) fn past_steps(&self) -> Vec<Step> {
        self.steps(&[])
    }

    /// The past with how the work ahead grew; where nothing is known of that, as if it had not.
    fn steps(&self, added: &[Option<Hundredths>]) -> Vec<Step> {
        let added = filled(added).unwrap_or_default();
        let periods = self.pace.periods.iter().enumerate();
        let step = |(at, period): (usize, &PastPeriod)| Step {
            done: period.done.hundredths(),
            added: added.get(at).map_or(0, |added| added.hundredths()),
        };
        periods.map(step).collect()
    }
}

impl Forecast<'_> {
    /// What was added in a past Sprint, on the mean; none where that is not known.
    #[must_use]
    pub fn growth(&self) -> Option<Hundredths> {
        mean(&self.added)
    }

    /// By the end of which Sprint to come (0 is the first) it is done, by the place of the level in [`LEVELS`].
    #[must_use]
    pub fn sprints(&self) -> Option<[Option<usize>; LEVELS.len()]> {
        let finish = self.finish.as_ref()?;
        Some(LEVELS.map(|level| finish.sprint(level)))
    }
}
