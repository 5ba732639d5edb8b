//! A Sprint starts and closes: the facts that its file gets, and where unfinished work goes.

use jiff::civil::Date;

use crate::model::{Backlog, Change, Edit, Sprint, SprintState, SprintTally, Story, Value};

use super::item_groups::tally;
use super::sprint_items::SprintItems;
use super::sprint_refusal::SprintRefusal;

/// A person's word on whether the Sprint Goal was met. It is never worked out from items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was met.
    Yes,
    /// It was not met.
    No,
    /// Some of it was.
    Partly,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 3] = [Self::Yes, Self::No, Self::Partly];

    /// The word that the file holds.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Partly => "partly",
        }
    }

    /// The verdict that a word or its first letter means.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.word() == word || verdict.word()[..1] == word)
    }
}

/// A Sprint that starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartedSprint {
    /// What its file gets.
    pub change: Change,
    /// What was planned.
    pub planned: SprintTally,
}

/// A Sprint that closes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClosedSprint<'b> {
    /// What its file and the files of unfinished items get.
    pub changes: Vec<Change>,
    /// What was Done.
    pub done: SprintTally,
    /// The items that were not Done, in the total order.
    pub returned: Vec<&'b Story>,
}

/// Starts a Sprint on a day: writes the day and what was planned, and its goal where one is given.
///
/// # Errors
/// [`SprintRefusal`]: no goal, started or closed already, another one runs or ran after that day, the day has not come.
pub fn start_sprint(
    backlog: &Backlog,
    sprint: &Sprint,
    goal: Option<&str>,
    on: Date,
    today: Date,
) -> Result<StartedSprint, SprintRefusal> {
    let name = || sprint.name.clone();
    startable(backlog, sprint)?;
    if on > today {
        return Err(SprintRefusal::Future { on, today });
    }
    // A Sprint may start on the day on which another one was closed; a close that lies ahead is a slip of its file.
    let closes = backlog.sprints.iter().filter_map(|other| {
        let closed = other
            .closed
            .filter(|closed| on < *closed && *closed <= today);
        closed.map(|closed| (closed, other))
    });
    if let Some((closed, other)) = closes.max_by_key(|(closed, _)| *closed) {
        return Err(SprintRefusal::StartedBeforeClose {
            name: name(),
            other: other.name.clone(),
            closed,
            on,
        });
    }
    let known = sprint.goal.as_deref().map(str::trim).unwrap_or_default();
    let goal = goal.map(str::trim).filter(|goal| !goal.is_empty());
    if goal.is_none() && known.is_empty() {
        return Err(SprintRefusal::NoGoal { name: name() });
    }
    let planned = tally(SprintItems::new(backlog).of(sprint));
    let mut edits = Vec::new();
    if let Some(goal) = goal {
        edits.push(Edit::set("goal", Value::Text(goal.to_owned())));
    }
    edits.push(Edit::set("started", Value::Plain(on.to_string())));
    edits.push(Edit::set("planned", tally_value(planned)));
    Ok(StartedSprint {
        change: Change::edit(&*sprint.path, edits),
        planned,
    })
}

/// Whether a Sprint could start as far as other Sprints and its own life go.
///
/// # Errors
/// [`SprintRefusal`]: started or closed already, another one runs.
pub fn startable(backlog: &Backlog, sprint: &Sprint) -> Result<(), SprintRefusal> {
    let name = || sprint.name.clone();
    if let Some(on) = sprint.closed {
        return Err(SprintRefusal::Closed { name: name(), on });
    }
    if let Some(on) = sprint.started {
        return Err(SprintRefusal::Started { name: name(), on });
    }
    if let Some(other) = backlog.running_sprint() {
        return Err(SprintRefusal::Another {
            name: name(),
            other: other.name.clone(),
        });
    }
    Ok(())
}

/// Whether a Sprint could be closed on a day.
///
/// # Errors
/// [`SprintRefusal`]: never started, closed already, a day that has not come or lies before the start.
pub fn closable(sprint: &Sprint, on: Date, today: Date) -> Result<(), SprintRefusal> {
    let name = || sprint.name.clone();
    if let Some(on) = sprint.closed {
        return Err(SprintRefusal::Closed { name: name(), on });
    }
    let Some(started) = sprint.started else {
        return Err(SprintRefusal::NotStarted { name: name() });
    };
    if on > today {
        return Err(SprintRefusal::Future { on, today });
    }
    if on < started {
        return Err(SprintRefusal::ClosedBeforeStart {
            name: name(),
            started,
            on,
        });
    }
    Ok(())
}

/// Closes a Sprint on a day, with a person's verdict. What is not Done goes back to the backlog, in its place in the
/// order, or into `carry_over`. No state of an item changes.
///
/// # Errors
/// [`SprintRefusal`]: what [`closable`] says, an item that was done later than that day, or a Sprint to carry over into
/// that is over itself.
pub fn close_sprint<'b>(
    backlog: &'b Backlog,
    sprint: &Sprint,
    verdict: Verdict,
    because: Option<&str>,
    carry_over: Option<&Sprint>,
    (on, today): (Date, Date),
) -> Result<ClosedSprint<'b>, SprintRefusal> {
    closable(sprint, on, today)?;
    let items = SprintItems::new(backlog);
    let done = items.done(sprint);
    let days = done.iter().filter_map(|story| Some((story.done?, *story)));
    if let Some((day, story)) = days.max_by_key(|(day, _)| *day).filter(|last| last.0 > on) {
        return Err(SprintRefusal::DoneAfterClose {
            name: sprint.name.clone(),
            id: story.id.clone(),
            done: day,
            on,
            ahead: day > today,
        });
    }
    let done = tally(&done);
    let returned = items.open(sprint);
    if let Some(next) = carry_over {
        let why = match next.state() {
            _ if next.path == sprint.path => Some("is the one that closes"),
            SprintState::Closed => Some("is closed"),
            _ => None,
        };
        if let Some(why) = why {
            return Err(SprintRefusal::CarryOver {
                name: next.name.clone(),
                why,
            });
        }
    }
    let mut edits = vec![
        Edit::set("closed", Value::Plain(on.to_string())),
        // YAML 1.1 takes yes and no for booleans; the reader of Sprint files takes them for words.
        Edit::set("goal_met", Value::Plain(verdict.word().to_owned())),
    ];
    if let Some(because) = because.map(str::trim).filter(|words| !words.is_empty()) {
        edits.push(Edit::set("because", Value::Text(because.to_owned())));
    }
    edits.push(Edit::set("done", tally_value(done)));
    let ids = returned.iter().map(|story| story.id.to_string()).collect();
    edits.push(Edit::set("returned", Value::List(ids)));
    let mut changes = vec![Change::edit(&*sprint.path, edits)];
    let goes = carry_over.map_or(Value::Empty, |next| sprint_value(&next.name));
    changes.extend(
        returned
            .iter()
            .map(|story| Change::edit(&*story.path, vec![Edit::set("sprint", goes.clone())])),
    );
    Ok(ClosedSprint {
        changes,
        done,
        returned,
    })
}

/// `{points: 21, items: 6}`.
fn tally_value(tally: SprintTally) -> Value {
    Value::Map(vec![
        ("points".to_owned(), tally.points.to_string()),
        ("items".to_owned(), tally.items.to_string()),
    ])
}

/// A Sprint's name as a file holds it: a number stands as a number, as people write it; any other name is text.
#[must_use]
pub fn sprint_value(name: &str) -> Value {
    let number =
        name.bytes().all(|b| b.is_ascii_digit()) && !name.starts_with('0') && name.len() < 10;
    if number && !name.is_empty() {
        Value::Plain(name.to_owned())
    } else {
        Value::Text(name.to_owned())
    }
}
