//! The verbs of the workflow: what changes in an item when it becomes ready, started, done, accepted, rejected or declined.

use jiff::civil::Date;

use crate::model::{
    Backlog, Config, Criterion, Edit, SprintState, State, StateKind, Story, Value,
    field_or_singular,
};

use super::fields::{is_criteria, is_set};
use super::refusal::{Missing, Refusal};

/// What a verb does to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transition {
    /// The steps of changing its front matter; none when it is already so.
    pub edits: Vec<Edit>,
    /// Its state before, as the team calls it.
    pub from: String,
    /// Its state now.
    pub to: String,
    /// What to tell beside that, one line each.
    pub notes: Vec<String>,
    /// The words of the dated line to add under Decisions, where there is one.
    pub decision: Option<String>,
}

impl Transition {
    /// Whether nothing changes, because the item is already so; the notes say it.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.edits.is_empty() && self.decision.is_none()
    }

    fn stays(story: &Story, config: &Config, note: String) -> Self {
        let state = state_name(story, config);
        Self {
            edits: Vec::new(),
            from: state.clone(),
            to: state,
            notes: vec![note],
            decision: None,
        }
    }

    fn to(story: &Story, config: &Config, state: &State) -> Self {
        Self {
            edits: vec![Edit::set("status", Value::Text(state.name.clone()))],
            from: state_name(story, config),
            to: state.name.clone(),
            notes: Vec::new(),
            decision: None,
        }
    }

    /// Writes a date, unless it was written when it happened the first time.
    fn dated(mut self, key: &str, known: Option<Date>, today: Date) -> Self {
        if known.is_none() {
            self.edits
                .push(Edit::set(key, Value::Plain(today.to_string())));
        }
        self
    }

    fn decided(mut self, verb: &str, because: &str) -> Self {
        let because = because.trim();
        self.decision = Some(if because.is_empty() {
            verb.to_owned()
        } else {
            format!("{verb}: {because}")
        });
        self
    }
}

/// The state of an item as the team calls it: the first state for an item without one.
fn state_name(story: &Story, config: &Config) -> String {
    if story.status.trim().is_empty() {
        config.first_of(StateKind::New).name.clone()
    } else {
        config
            .state(&story.status)
            .map_or_else(|| story.status.clone(), |state| state.name.clone())
    }
}

fn already(story: &Story, config: &Config) -> Transition {
    let note = format!("{} is already {}", story.id, state_name(story, config));
    Transition::stays(story, config, note)
}

/// Done items go back only by `reject`.
fn unless_done(story: &Story, config: &Config) -> Result<(), Refusal> {
    if config.kind_of(&story.status) == StateKind::Done {
        return Err(Refusal::Done {
            id: story.id.clone(),
            state: state_name(story, config),
        });
    }
    Ok(())
}

/// Puts an item in the first state that is ready: a Sprint may take it.
/// Acceptance criteria and the fields that `po.yaml` requires must be there, unless `force`.
///
/// # Errors
/// [`Refusal`]: something is missing, or the item is done.
pub fn ready(
    story: &Story,
    config: &Config,
    criteria: &[Criterion],
    force: bool,
) -> Result<Transition, Refusal> {
    let kind = config.kind_of(&story.status);
    if kind == StateKind::Ready {
        return Ok(already(story, config));
    }
    unless_done(story, config)?;
    let missing = missing(story, config, criteria);
    if !missing.is_empty() && !force {
        return Err(Refusal::NotReady {
            id: story.id.clone(),
            missing,
        });
    }
    let mut transition = Transition::to(story, config, config.first_of(StateKind::Ready));
    transition.notes.extend(
        missing
            .iter()
            .map(|missing| format!("{missing} is still missing")),
    );
    transition.notes.extend(reopened(story, kind));
    Ok(transition)
}

/// What an item lacks to be ready.
fn missing(story: &Story, config: &Config, criteria: &[Criterion]) -> Vec<Missing> {
    let mut missing = Vec::new();
    // What an epic must meet is asked of its children.
    let is_epic = story.item_type.eq_ignore_ascii_case("epic");
    if config.criteria.required_from <= StateKind::Ready && criteria.is_empty() && !is_epic {
        missing.push(Missing::Criteria);
    }
    for name in &config.required {
        if is_set(story, name, &|_| criteria.len()) {
            continue;
        }
        let lacks = if is_criteria(name) {
            Missing::Criteria
        } else {
            let known = field_or_singular(name).map_or(name.as_str(), |field| field.name);
            Missing::Field(known.to_owned())
        };
        if !missing.contains(&lacks) {
            missing.push(lacks);
        }
    }
    missing
}

fn reopened(story: &Story, kind: StateKind) -> Option<String> {
    (kind == StateKind::Declined)
        .then(|| format!("{} was declined; the decision stays in the file", story.id))
}

/// Puts an item in the first state of work, and writes the day unless it was begun before.
///
/// # Errors
/// [`Refusal`]: the item is done.
pub fn start(story: &Story, config: &Config, today: Date) -> Result<Transition, Refusal> {
    let kind = config.kind_of(&story.status);
    if kind == StateKind::Started {
        return Ok(already(story, config));
    }
    unless_done(story, config)?;
    let state = config.first_of(StateKind::Started);
    let mut transition =
        Transition::to(story, config, state).dated("started", story.started, today);
    if kind == StateKind::New {
        transition
            .notes
            .push(format!("{} was never made ready", story.id));
    }
    transition.notes.extend(reopened(story, kind));
    Ok(transition)
}

/// Puts an item in the first done state, and writes the day. Criteria with a box must be ticked, unless `force`.
///
/// # Errors
/// [`Refusal`]: open criteria, or the item was declined.
pub fn done(
    story: &Story,
    config: &Config,
    criteria: &[Criterion],
    today: Date,
    force: bool,
) -> Result<Transition, Refusal> {
    match config.kind_of(&story.status) {
        StateKind::Done => return Ok(already(story, config)),
        StateKind::Declined => {
            return Err(Refusal::Declined {
                id: story.id.clone(),
                state: state_name(story, config),
            });
        }
        _ => {}
    }
    let open: Vec<String> = criteria
        .iter()
        .filter(|criterion| criterion.has_box && !criterion.done)
        .map(|criterion| criterion.text.clone())
        .collect();
    if !open.is_empty() && !force {
        return Err(Refusal::OpenCriteria {
            id: story.id.clone(),
            open,
            of: criteria.len(),
        });
    }
    let state = config.first_of(StateKind::Done);
    let mut transition = Transition::to(story, config, state).dated("done", story.done, today);
    if !open.is_empty() {
        let note = format!(
            "{} of {} acceptance criteria are open",
            open.len(),
            criteria.len()
        );
        transition.notes.push(note);
    }
    Ok(transition)
}

/// Writes that a done item was accepted on that day, with a decision line when there are words for it. No state changes.
///
/// # Errors
/// [`Refusal`]: the item is not done.
pub fn accept(
    story: &Story,
    config: &Config,
    today: Date,
    words: Option<&str>,
) -> Result<Transition, Refusal> {
    if let Some(date) = story.accepted {
        let note = format!("{} was accepted on {date}", story.id);
        return Ok(Transition::stays(story, config, note));
    }
    unless_open(story, config, "accept")?;
    let transition = Transition {
        notes: Vec::new(),
        ..Transition::stays(story, config, String::new())
    };
    let transition = transition.dated("accepted", None, today);
    Ok(
        match words.map(str::trim).filter(|words| !words.is_empty()) {
            Some(words) => transition.decided("accepted", words),
            None => transition,
        },
    )
}

/// Puts a done item back: to work while its Sprint runs (see [`in_running_sprint`]), else to ready. The days on which it was done
/// and accepted go away; the day on which work began stays.
///
/// # Errors
/// [`Refusal`]: the item is not done.
pub fn reject(
    story: &Story,
    config: &Config,
    sprint_runs: bool,
    because: &str,
) -> Result<Transition, Refusal> {
    unless_open(story, config, "reject")?;
    let kind = if sprint_runs {
        StateKind::Started
    } else {
        StateKind::Ready
    };
    let mut transition = Transition::to(story, config, config.first_of(kind));
    for (key, date) in [("done", story.done), ("accepted", story.accepted)] {
        if date.is_some() {
            transition.edits.push(Edit::drop_key(key));
        }
    }
    Ok(transition.decided("rejected", because))
}

fn unless_open(story: &Story, config: &Config, verb: &'static str) -> Result<(), Refusal> {
    if config.kind_of(&story.status) == StateKind::Done {
        return Ok(());
    }
    Err(Refusal::NotDone {
        id: story.id.clone(),
        state: state_name(story, config),
        verb,
    })
}

/// Puts an item in the first declined state: it will not be done.
///
/// # Errors
/// [`Refusal`]: the item is done.
pub fn decline(story: &Story, config: &Config, because: &str) -> Result<Transition, Refusal> {
    if config.kind_of(&story.status) == StateKind::Declined {
        return Ok(already(story, config));
    }
    unless_done(story, config)?;
    let state = config.first_of(StateKind::Declined);
    let mut transition = Transition::to(story, config, state).decided("declined", because);
    if let Some(sprint) = story
        .sprint
        .as_deref()
        .filter(|name| !name.trim().is_empty())
    {
        transition
            .notes
            .push(format!("{} is still planned for Sprint {sprint}", story.id));
    }
    Ok(transition)
}

/// Whether the Sprint an item is planned for runs.
#[must_use]
pub fn in_running_sprint(backlog: &Backlog, story: &Story) -> bool {
    story
        .sprint
        .as_deref()
        .and_then(|name| backlog.sprints.iter().find(|sprint| sprint.is_named(name)))
        .is_some_and(|sprint| sprint.state() == SprintState::Running)
}
