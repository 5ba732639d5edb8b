//! A Sprint as JSON and tables show it.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Sprint, SprintState, SprintTally};
use crate::scrum::{SprintItems, tally};

/// Points and items.
#[derive(Debug, Clone, Serialize)]
pub struct TallyView {
    /// Points.
    pub points: f64,
    /// How many items.
    pub items: u64,
}

/// A Sprint with its facts.
#[derive(Debug, Clone, Serialize)]
pub struct SprintView {
    /// Its name.
    pub name: String,
    /// `planned`, `running` or `closed`.
    pub state: &'static str,
    /// The Sprint Goal.
    pub goal: Option<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// Points that the team means to take.
    pub capacity: Option<f64>,
    /// When it started.
    pub started: Option<Date>,
    /// When it was closed.
    pub closed: Option<Date>,
    /// A person's word: `yes`, `no` or `partly`.
    pub goal_met: Option<String>,
    /// Why.
    pub because: Option<String>,
    /// What was planned at its start, as its file says it.
    pub planned: Option<TallyView>,
    /// What was Done at its close, as its file says it; before, what is Done by now.
    pub done: Option<TallyView>,
    /// What is in it now.
    pub holds: TallyView,
    /// Items that were not Done at its close.
    pub returned: Vec<String>,
    /// Its file, relative to the current directory.
    pub path: String,
    /// `from` and `to`, where the file holds there what is no date.
    #[serde(skip)]
    pub(super) unreadable_days: Vec<&'static str>,
    #[serde(skip)]
    pub(super) done_tally: Option<SprintTally>,
    #[serde(skip)]
    pub(super) planned_tally: Option<SprintTally>,
    #[serde(skip)]
    pub(super) holds_tally: SprintTally,
}

impl From<SprintTally> for TallyView {
    fn from(tally: SprintTally) -> Self {
        Self {
            points: tally.points.as_f64(),
            items: tally.items,
        }
    }
}

impl SprintView {
    /// Returns the view of a Sprint; `prefix` goes before the path.
    #[must_use]
    pub fn new(sprint: &Sprint, items: &SprintItems<'_>, prefix: &str) -> Self {
        let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let (state, by_now) = match sprint.state() {
            SprintState::Planned => ("planned", None),
            SprintState::Running => ("running", Some(tally(&items.done(sprint)))),
            SprintState::Closed => ("closed", None),
        };
        let done = sprint.done.or(by_now);
        let holds = tally(items.of(sprint));
        Self {
            name: sprint.name.clone(),
            state,
            goal: text(&sprint.goal),
            from: sprint.from,
            to: sprint.to,
            capacity: sprint.capacity.map(|points| points.as_f64()),
            started: sprint.started,
            closed: sprint.closed,
            goal_met: sprint.goal_met.clone(),
            because: text(&sprint.because),
            planned: sprint.planned.map(TallyView::from),
            done: done.map(TallyView::from),
            holds: holds.into(),
            returned: sprint.returned.clone(),
            path: format!("{prefix}{}", sprint.path),
            unreadable_days: Vec::new(),
            done_tally: done,
            planned_tally: sprint.planned,
            holds_tally: holds,
        }
    }
}
