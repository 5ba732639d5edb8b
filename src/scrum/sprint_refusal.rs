//! Why a verb of the Sprint does nothing.

use jiff::civil::Date;

use crate::model::StoryId;

/// Why a Sprint, or an item in it, is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SprintRefusal {
    /// There is one of that name.
    #[error("there is a Sprint `{name}` already")]
    Exists {
        /// Its name.
        name: String,
    },
    /// The name stands for a Sprint by its place in time, or holds nothing that a file could be named after.
    #[error("`{name}` cannot be the name of a Sprint")]
    Name {
        /// The name.
        name: String,
    },
    /// Its last day comes before its first.
    #[error("Sprint `{name}` would end on {to}, before it begins on {from}")]
    EndsBeforeStart {
        /// The Sprint.
        name: String,
        /// Its first day.
        from: Date,
        /// Its last day.
        to: Date,
    },
    /// Another Sprint has some of its days.
    #[error("Sprint `{name}` would overlap with Sprint `{other}`, {from} to {to}")]
    Overlaps {
        /// The Sprint.
        name: String,
        /// The other one.
        other: String,
        /// The other one's first day.
        from: Date,
        /// The other one's last day.
        to: Date,
    },
    /// It has no goal.
    #[error("Sprint `{name}` has no Sprint Goal")]
    NoGoal {
        /// The Sprint.
        name: String,
    },
    /// It was started before.
    #[error("Sprint `{name}` runs since {on}")]
    Started {
        /// The Sprint.
        name: String,
        /// When.
        on: Date,
    },
    /// It is closed.
    #[error("Sprint `{name}` was closed on {on}")]
    Closed {
        /// The Sprint.
        name: String,
        /// When.
        on: Date,
    },
    /// It was not started.
    #[error("Sprint `{name}` was not started")]
    NotStarted {
        /// The Sprint.
        name: String,
    },
    /// Another one runs.
    #[error("Sprint `{other}` runs; `{name}` cannot start before it is closed")]
    Another {
        /// The Sprint.
        name: String,
        /// The one that runs.
        other: String,
    },
    /// The day has not come.
    #[error("{on} has not come yet; today is {today}")]
    Future {
        /// The day that was named.
        on: Date,
        /// Today.
        today: Date,
    },
    /// The day lies before the start.
    #[error("Sprint `{name}` started on {started}; it cannot have been closed on {on}")]
    ClosedBeforeStart {
        /// The Sprint.
        name: String,
        /// When it started.
        started: Date,
        /// The day that was named.
        on: Date,
    },
    /// Another Sprint was closed later than the day: one runs at a time.
    #[error("Sprint `{other}` ran until {closed}; `{name}` cannot have started on {on}")]
    StartedBeforeClose {
        /// The Sprint.
        name: String,
        /// The one that was closed later.
        other: String,
        /// When it was closed.
        closed: Date,
        /// The day that was named.
        on: Date,
    },
    /// An item in it was done later than the day.
    #[error("`{id}` was done on {done}; Sprint `{name}` cannot have been closed on {on} with it")]
    DoneAfterClose {
        /// The Sprint.
        name: String,
        /// The item: the last one that was done.
        id: StoryId,
        /// When it was done.
        done: Date,
        /// The day that was named.
        on: Date,
        /// Whether its day has not come either, so that no close can wait for it.
        ahead: bool,
    },
    /// Work cannot be carried over into that Sprint.
    #[error("work cannot be carried over into Sprint `{name}`: it {why}")]
    CarryOver {
        /// The Sprint.
        name: String,
        /// What it is.
        why: &'static str,
    },
    /// An item that is done or declined takes no part in planning.
    #[error("`{id}` is {state}")]
    NotOpen {
        /// The item.
        id: StoryId,
        /// Its state, as the team calls it.
        state: String,
    },
    /// An epic is there in its children.
    #[error("`{id}` is an epic with children: they go into Sprints, not the epic")]
    HasChildren {
        /// The epic.
        id: StoryId,
    },
    /// The item is not in that Sprint.
    #[error("`{id}` is not in Sprint `{name}`")]
    NotIn {
        /// The item.
        id: StoryId,
        /// The Sprint.
        name: String,
    },
    /// What is Done stays: the Sprint's figures rest on it.
    #[error("`{id}` is done in Sprint `{name}`: what is Done stays in its Sprint")]
    DoneIn {
        /// The item.
        id: StoryId,
        /// The Sprint.
        name: String,
    },
}
