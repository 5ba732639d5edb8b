//! Live completion: ids, states, types, labels and Sprints of the backlog at hand.

use std::ffi::OsString;

use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::cli::context::Context;
use crate::model::{Backlog, Config};
use crate::store::Depth;

/// More candidates than these help nobody.
const MOST: usize = 2_000;

/// Answers a shell that asks for completions (it sets `COMPLETE`) and returns true; else does nothing.
#[must_use]
pub fn answer(args: &[OsString], command: fn() -> clap::Command) -> bool {
    let completer = CompleteEnv::with_factory(command).completer("po");
    completer
        .try_complete(args.iter().cloned(), None)
        .unwrap_or(false)
}

/// Completes ids, each with its title.
#[must_use]
pub fn ids() -> ArgValueCandidates {
    candidates(|backlog| {
        let story = |story: &crate::model::Story| (story.id.to_string(), Some(story.title.clone()));
        backlog.positioned().map(story).collect()
    })
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
    candidates(|backlog| {
        let mut labels: Vec<String> = backlog
            .stories()
            .iter()
            .flat_map(|story| story.labels.clone())
            .collect();
        labels.sort();
        labels.dedup();
        labels.into_iter().map(|label| (label, None)).collect()
    })
}

/// Completes Sprints, each with its goal.
#[must_use]
pub fn sprints() -> ArgValueCandidates {
    candidates(|backlog| {
        backlog
            .sprints
            .iter()
            .map(|sprint| (sprint.name.clone(), sprint.goal.clone()))
            .collect()
    })
}

/// A value, and words about it.
type Candidate = (String, Option<String>);

fn candidates(list: fn(&Backlog) -> Vec<Candidate>) -> ArgValueCandidates {
    ArgValueCandidates::new(move || {
        // A shell that completes must never see an error of ours.
        let Ok(context) = Context::quiet() else {
            return Vec::new();
        };
        let Ok(Some(desk)) = context.find() else {
            return Vec::new();
        };
        list(&desk.load(Depth::Header).backlog)
            .into_iter()
            .take(MOST)
            .map(|(value, help)| CompletionCandidate::new(value).help(help.map(Into::into)))
            .collect()
    })
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
