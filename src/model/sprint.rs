//! A Sprint: its goal, dates, capacity, and its facts as they happened.

use jiff::civil::Date;

use super::hundredths::Hundredths;

/// Points and items, as `planned:` and `done:` of a Sprint file hold them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SprintTally {
    /// Their points.
    pub points: Hundredths,
    /// How many items.
    pub items: u64,
}

/// Where a Sprint is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SprintState {
    /// Not started.
    Planned,
    /// Started and not closed.
    Running,
    /// Closed.
    Closed,
}

/// One file of `sprints/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sprint {
    /// Its name or number, as stories refer to it: `8`.
    pub name: String,
    /// The Sprint Goal.
    pub goal: Option<String>,
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    /// How many points the team means to take.
    pub capacity: Option<Hundredths>,
    /// When it started.
    pub started: Option<Date>,
    /// When it was closed.
    pub closed: Option<Date>,
    /// A person's word on the goal: `yes`, `no` or `partly`.
    pub goal_met: Option<String>,
    /// Why, in that person's words.
    pub because: Option<String>,
    /// What was planned at the start.
    pub planned: Option<SprintTally>,
    /// What was Done at the close.
    pub done: Option<SprintTally>,
    /// Items that were not Done at the close: back in the backlog, or in the Sprint they were carried over to.
    pub returned: Vec<String>,
    /// The file, relative to the backlog directory.
    pub path: String,
}

impl Sprint {
    /// Where it is in its life.
    #[must_use]
    pub fn state(&self) -> SprintState {
        match (self.started, self.closed) {
            (_, Some(_)) => SprintState::Closed,
            (Some(_), None) => SprintState::Running,
            (None, None) => SprintState::Planned,
        }
    }

    /// Whether `text` names it: its name, with or without a leading `sprint-`, numbers without regard to padding.
    #[must_use]
    pub fn is_named(&self, text: &str) -> bool {
        same_sprint(&self.name, text)
    }
}

/// Whether two texts name the same Sprint.
#[must_use]
pub fn same_sprint(a: &str, b: &str) -> bool {
    sprint_key(a) == sprint_key(b)
}

/// What every spelling of a Sprint's name comes to: `8` for `8`, `08`, `Sprint 8` and `sprint-8`.
#[must_use]
pub fn sprint_key(text: &str) -> String {
    let text = text.trim().to_lowercase();
    let text = text
        .strip_prefix("sprint")
        .map_or(text.as_str(), |rest| rest.trim_start_matches([' ', '-']));
    text.parse::<u64>()
        .map_or_else(|_| text.to_owned(), |number| number.to_string())
}
