//! Live completion: ids, states, types, labels, Sprints and releases of the backlog at hand.

use std::ffi::{OsStr, OsString};
use std::sync::OnceLock;

use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter, CompletionCandidate};

use crate::cli::context::Context;
use crate::model::{Backlog, Config, Story};
use crate::store::Depth;

/// More candidates than these help nobody.
const MOST: usize = 2_000;

/// The words of the command line that is being typed, the last one unfinished.
static TYPED: OnceLock<Vec<OsString>> = OnceLock::new();

/// The words before the one that is being typed, the nearest first.
pub(super) fn typed_before() -> impl Iterator<Item = &'static str> {
    let typed = TYPED.get().map(Vec::as_slice).unwrap_or_default();
    typed.iter().rev().skip(1).filter_map(|word| word.to_str())
}

/// Answers a shell that asks for completions (it sets `COMPLETE`) and returns true; else does nothing.
#[must_use]
pub fn answer(args: &[OsString], command: fn() -> clap::Command) -> bool {
    // Only the first call of a process says what is typed.
    let _ = TYPED.set(args.to_vec());
    let completer = CompleteEnv::with_factory(command).completer("po");
    completer
        .try_complete(args.iter().cloned(), None)
        .unwrap_or(false)
}

/// Completes ids, each with its title: by number alone where one is begun, as ids are typed.
#[must_use]
pub fn ids() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let typed = current.to_string_lossy();
        backlog().map_or_else(Vec::new, |backlog| {
            beginning(&typed, known_ids(&backlog, &typed), "")
        })
    })
}

/// The ids of open items, without their prefix where a number was begun.
pub(super) fn known_ids(backlog: &Backlog, typed: &str) -> Vec<Candidate> {
    let number = typed.starts_with(|c: char| c.is_ascii_digit());
    let story = |story: &Story| {
        let id = if number {
            story.id.number().to_string()
        } else {
            story.id.to_string()
        };
        (id, Some(story.title.clone()))
    };
    let epics = backlog
        .stories()
        .iter()
        .filter(|story| backlog.is_open(story) && backlog.has_children(story));
    backlog.positioned().chain(epics).map(story).collect()
}

/// Completes states.
#[must_use]
pub fn states() -> ArgValueCandidates {
    configured(|config| {
        config
            .states
            .iter()
            .map(|state| state.name.clone())
            .collect()
    })
}

/// Completes item types.
#[must_use]
pub fn types() -> ArgValueCandidates {
    configured(|config| config.types.clone())
}

/// Completes labels.
#[must_use]
pub fn labels() -> ArgValueCandidates {
    candidates(|backlog| said(backlog, &|story| story.labels.clone()))
}

/// What stories say in a field, each once.
pub(super) fn said(backlog: &Backlog, of: &dyn Fn(&Story) -> Vec<String>) -> Vec<Candidate> {
    let mut words: Vec<String> = backlog.stories().iter().flat_map(of).collect();
    words.sort();
    words.dedup();
    words.into_iter().map(|word| (word, None)).collect()
}

/// Completes releases, each with the day it is due.
#[must_use]
pub fn releases() -> ArgValueCandidates {
    candidates(known_releases)
}

pub(super) fn known_releases(backlog: &Backlog) -> Vec<Candidate> {
    backlog
        .releases
        .iter()
        .map(|release| {
            let due = release.due.map(|due| format!("due {due}"));
            (release.name.clone(), due)
        })
        .collect()
}

/// Completes Sprints, each with its goal.
#[must_use]
pub fn sprints() -> ArgValueCandidates {
    candidates(known_sprints)
}

pub(super) fn known_sprints(backlog: &Backlog) -> Vec<Candidate> {
    backlog
        .sprints
        .iter()
        .map(|sprint| (sprint.name.clone(), sprint.goal.clone()))
        .collect()
}

/// A value, and words about it.
pub(super) type Candidate = (String, Option<String>);

fn candidates(list: fn(&Backlog) -> Vec<Candidate>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        backlog().map_or_else(Vec::new, |backlog| shown(list(&backlog)))
    })
}

/// The candidates that begin with what is typed, each with `prefix` before it.
pub(super) fn beginning(
    typed: &str,
    candidates: Vec<Candidate>,
    prefix: &str,
) -> Vec<CompletionCandidate> {
    let typed = typed.to_lowercase();
    shown(
        candidates
            .into_iter()
            .filter(|(value, _)| value.to_lowercase().starts_with(&typed))
            .map(|(value, help)| (format!("{prefix}{value}"), help))
            .collect(),
    )
}

/// At most so many as help somebody.
fn shown(candidates: Vec<Candidate>) -> Vec<CompletionCandidate> {
    candidates
        .into_iter()
        .take(MOST)
        .map(|(value, help)| CompletionCandidate::new(value).help(help.map(Into::into)))
        .collect()
}

/// The backlog at hand; none where there is none, or where it cannot be read: a shell must never see an error of ours.
pub(super) fn backlog() -> Option<Backlog> {
    let context = Context::quiet().ok()?;
    let desk = context.find().ok()??;
    Some(desk.load(Depth::Header).ok()?.backlog)
}

fn configured(list: fn(&Config) -> Vec<String>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        let config = Context::quiet()
            .ok()
            .and_then(|context| {
                context
                    .find()
                    .ok()
                    .flatten()
                    .map(|desk| desk.config().clone())
            })
            .unwrap_or_default();
        list(&config)
            .into_iter()
            .map(CompletionCandidate::new)
            .collect()
    })
}

/// The registration script of a shell, which asks `po` itself for candidates.
#[must_use]
pub fn script(shell: &str) -> Option<String> {
    let shells = clap_complete::env::Shells::builtins();
    let completer = shells.completer(shell)?;
    let mut script = Vec::new();
    completer
        .write_registration("COMPLETE", "po", "po", "po", &mut script)
        .ok()?;
    String::from_utf8(script).ok()
}

/// The shells that a script can be made for.
#[must_use]
pub fn shells() -> Vec<&'static str> {
    clap_complete::env::Shells::builtins().names().collect()
}
