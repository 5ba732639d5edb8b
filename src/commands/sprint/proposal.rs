//! What Sprint Planning starts from: the Sprint, its capacity, and what it could take.

use crate::cli::{CommandResult, Desk, Failure};
use crate::model::{Backlog, Hundredths, SprintState};
use crate::scrum::{SprintRefusal, USUAL_SPRINTS, is_by_place, velocity};
use crate::text;

use super::draft::{Draft, DraftArgs};

/// How many points a Sprint takes, and where that comes from.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// The points.
    pub points: Hundredths,
    /// Where they come from, in words.
    pub from: String,
}

/// The Sprint to plan: the one that is named, else the next that waits, else a new one.
///
/// # Errors
/// When it runs or is closed, or its days cannot be.
pub fn sprint_to_plan(
    desk: &Desk<'_>,
    backlog: &Backlog,
    name: Option<&str>,
    args: &DraftArgs,
) -> CommandResult<Draft> {
    let found = match name {
        // A new Sprint comes next where none waits.
        Some(name) if name.trim().eq_ignore_ascii_case("next") => backlog.sprint("next"),
        Some(name) if is_by_place(name) => Some(desk.pick_sprint(backlog, name)?),
        Some(name) => desk.find_sprint(backlog, name)?,
        None => backlog.sprint("next"),
    };
    let Some(sprint) = found else {
        let name = name.filter(|name| !is_by_place(name));
        return Draft::new(desk, backlog, name, args);
    };
    let name = sprint.name.clone();
    match (sprint.state(), sprint.started, sprint.closed) {
        (SprintState::Closed, _, Some(on)) => Err(SprintRefusal::Closed { name, on }.into()),
        (SprintState::Running, Some(on), _) => Err(SprintRefusal::Started { name, on }.into()),
        _ => Draft::of(desk, backlog, sprint, args),
    }
}

/// The capacity: what the Sprint is given, else the median of the last closed Sprints; none in the first Sprint.
#[must_use]
pub fn known_capacity(backlog: &Backlog, draft: &Draft, typed: bool) -> Option<Capacity> {
    if let Some(points) = draft.sprint.capacity {
        let from = if typed {
            "as you say"
        } else {
            "as its file says"
        };
        return Some(Capacity {
            points,
            from: from.to_owned(),
        });
    }
    let found = velocity(&backlog.sprints, USUAL_SPRINTS)?;
    let from = match found.sprints.len() {
        1 => "what the last Sprint came to".to_owned(),
        n => format!(
            "the median of the last {n} Sprints, {} to {}",
            found.low, found.high
        ),
    };
    Some(Capacity {
        points: found.median,
        from,
    })
}

/// Nobody said how many points the first Sprint takes.
#[must_use]
pub fn no_capacity(draft: &Draft) -> Failure {
    Failure::usage("no Sprint was closed yet, so nothing says how much one takes").hint(format!(
        "say what the team thinks it can do: po sprint plan {} --capacity 20",
        text::typed(&draft.sprint.name)
    ))
}
