//! A Sprint today: its days, and how much of it is Done.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, SprintState, SprintTally, Story};
use crate::report::TallyView;
use crate::scrum::{MOST_DAYS, SprintDaysError, SprintItems, last_day, tally, working_days};

/// A Sprint in figures.
#[derive(Debug, Clone, Serialize)]
pub struct SprintNow {
    /// Its name.
    pub name: String,
    /// `planned`, `running` or `closed`.
    pub state: &'static str,
    /// Its goal.
    pub goal: Option<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// The working day on which it is, counted from 1; null before its first day, after its last one, or where either is
    /// not known.
    pub day: Option<i64>,
    /// What is wrong with its days, in words; both counts are null then.
    pub problem: Option<String>,
    /// How many working days it has, Monday to Friday.
    pub days: Option<i64>,
    /// A person's word on the goal, once it is closed.
    pub goal_met: Option<String>,
    /// What is Done in it.
    pub done: TallyView,
    /// All that is in it; of a closed one, what was planned.
    pub holds: TallyView,
    /// What was planned when it started.
    pub planned: Option<TallyView>,
    /// How many points came since it started, in all: fewer than none where more were taken out.
    pub points_added: Option<f64>,
    /// Items that are Done and that nobody accepted.
    pub to_accept: Vec<String>,
    #[serde(skip)]
    pub(super) tallies: (SprintTally, SprintTally),
    #[serde(skip)]
    pub(super) added: Option<Hundredths>,
}

impl SprintNow {
    /// Returns a Sprint as it is on `today`.
    pub(super) fn new(backlog: &Backlog, sprint: &Sprint, today: Date) -> Self {
        let items = SprintItems::new(backlog);
        let done = items.done(sprint);
        let state = sprint.state();
        let tallies = match (state, sprint.done) {
            // What was Done at its close stands in its file, and what was not has left it.
            (SprintState::Closed, Some(facts)) => (facts, sprint.planned.unwrap_or(facts)),
            _ => (tally(&done), tally(items.of(sprint))),
        };
        let first = sprint.from.or(sprint.started);
        let last = last_day(sprint).filter(|_| sprint.to.is_some());
        let problem = first.zip(sprint.to).and_then(|(from, to)| {
            let length = usize::try_from((to - from).get_days());
            let name = sprint.name.clone();
            let is_length = length.is_ok_and(|days| days < MOST_DAYS);
            (!is_length).then(|| SprintDaysError::Length { name, from, to }.to_string())
        });
        let is_sound = problem.is_none();
        let added = match (state, sprint.planned) {
            (SprintState::Running, Some(planned)) => Some(tallies.1.points - planned.points),
            _ => None,
        };
        let waits = |story: &&&Story| story.accepted.is_none();
        Self {
            name: sprint.name.clone(),
            state: match state {
                SprintState::Planned => "planned",
                SprintState::Running => "running",
                SprintState::Closed => "closed",
            },
            goal: sprint.goal.clone().filter(|goal| !goal.trim().is_empty()),
            from: first,
            to: sprint.to,
            day: first.zip(last).and_then(|(first, last)| {
                let is_on =
                    is_sound && first <= today && today <= last && state == SprintState::Running;
                // On a weekend it is still the day before.
                is_on.then(|| working_days(first, today).max(1))
            }),
            days: first
                .zip(sprint.to)
                .filter(|_| is_sound)
                .map(|(first, last)| working_days(first, last)),
            problem,
            goal_met: sprint.goal_met.clone(),
            done: tallies.0.into(),
            holds: tallies.1.into(),
            planned: sprint.planned.map(TallyView::from),
            points_added: added.map(Hundredths::as_f64),
            to_accept: done
                .iter()
                .filter(waits)
                .map(|story| story.id.to_string())
                .collect(),
            tallies,
            added,
        }
    }
}
