//! Live completion of words whose meaning depends on where they stand: `po set 12 status=ready`, `po edit sprint 8`.

use std::ffi::OsStr;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, ValueCompleter};

use crate::cli::complete::{
    Candidate, backlog, beginning, known_ids, known_releases, known_sprints, said, typed_before,
};
use crate::model::{Backlog, FIELDS, Field, FieldKind, Story, field_or_singular};

/// Completes what `po set` takes: items, then fields with `=`, then their values.
#[must_use]
pub fn assignments() -> ArgValueCompleter {
    ArgValueCompleter::new(Assignments)
}

/// Completes what `po edit` takes: an item, `product`, `config`, a Sprint, a release.
#[must_use]
pub fn editable() -> ArgValueCompleter {
    ArgValueCompleter::new(Editable)
}

/// Completes what `po note` takes first: an item, or `sprint`.
#[must_use]
pub fn notable() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let (Some(current), Some(backlog)) = (current.to_str(), backlog()) else {
            return Vec::new();
        };
        let mut candidates = vec![("sprint".to_owned(), None)];
        candidates.extend(known_ids(&backlog, current));
        beginning(current, candidates, "")
    })
}

/// Completes the Sprint in `po note sprint 8`; a note's own words are nobody's to guess.
#[must_use]
pub fn noted_sprint() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let is_sprint = typed_before().next() == Some("sprint");
        match (current.to_str(), is_sprint.then(backlog).flatten()) {
            (Some(current), Some(backlog)) => beginning(current, known_sprints(&backlog), ""),
            _ => Vec::new(),
        }
    })
}

struct Assignments;

impl ValueCompleter for Assignments {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let (Some(current), Some(backlog)) = (current.to_str(), backlog()) else {
            return Vec::new();
        };
        if let Some((key, begun)) = current.split_once('=') {
            return beginning(begun, values(&backlog, key), &format!("{key}="));
        }
        if let Some(key) = key_before() {
            return beginning(current, values(&backlog, key), "");
        }
        let item_named = typed_before()
            .take_while(|word| *word != "set")
            .any(|word| !word.starts_with('-'));
        let mut candidates = Vec::new();
        if item_named {
            candidates.extend(fields(&backlog));
        }
        let id_begun = current.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
        if !item_named || id_begun {
            candidates.extend(known_ids(&backlog, current));
        }
        beginning(current, candidates, "")
    }
}

/// The key whose value is being typed, where the shell parts words at `=`, as bash does.
fn key_before() -> Option<&'static str> {
    let mut before = typed_before();
    let key = match before.next()? {
        "=" => before.next()?,
        word => word,
    };
    field_or_singular(key.trim_end_matches(['+', '-'])).map(|_| key)
}

/// Fields with what may follow them.
fn fields(backlog: &Backlog) -> Vec<Candidate> {
    let known = |field: &Field| {
        let doc = Some(field.doc.to_owned());
        match field.singular {
            Some(one) => vec![
                (format!("{one}+="), doc.clone()),
                (format!("{one}-="), doc.clone()),
                (format!("{}=", field.name), doc),
            ],
            None => vec![(format!("{}=", field.name), doc)],
        }
    };
    let own = backlog
        .config
        .keys
        .iter()
        .map(|key| (format!("{key}="), None));
    FIELDS
        .iter()
        .filter(|field| field.settable)
        .flat_map(known)
        .chain(own)
        .collect()
}

/// What a field may be set to, as far as that is known.
fn values(backlog: &Backlog, key: &str) -> Vec<Candidate> {
    let config = &backlog.config;
    let plain = |name: &String| (name.clone(), None);
    let Some(field) = field_or_singular(key.trim_end_matches(['+', '-'])) else {
        return Vec::new();
    };
    let said = |of: &dyn Fn(&Story) -> Vec<String>| said(backlog, of);
    match (field.kind, field.name) {
        (FieldKind::Status, _) => config
            .states
            .iter()
            .map(|state| plain(&state.name))
            .collect(),
        (FieldKind::Type, _) => config.types.iter().map(plain).collect(),
        (FieldKind::Reference | FieldKind::References, _) => known_ids(backlog, ""),
        (FieldKind::Date, _) => vec![("today".to_owned(), None)],
        (_, "sprint") => known_sprints(backlog),
        (_, "release") => known_releases(backlog),
        (_, "objective") => backlog
            .product
            .objectives
            .iter()
            .map(|objective| (objective.name.clone(), Some(objective.text.clone())))
            .collect(),
        (_, "labels") => said(&|story| story.labels.clone()),
        (_, "assignee") => said(&|story| story.assignee.clone()),
        (_, "requested_by") => said(&|story| story.requested_by.iter().cloned().collect()),
        _ => Vec::new(),
    }
}

struct Editable;

impl ValueCompleter for Editable {
    fn complete(&self, current: &OsStr) -> Vec<CompletionCandidate> {
        let (Some(current), Some(backlog)) = (current.to_str(), backlog()) else {
            return Vec::new();
        };
        let candidates = match typed_before().next() {
            Some("sprint") => known_sprints(&backlog),
            Some("release") => known_releases(&backlog),
            _ => {
                let words = ["product", "sprint", "release", "config"];
                let mut candidates: Vec<Candidate> = words
                    .iter()
                    .map(|word| ((*word).to_owned(), None))
                    .collect();
                candidates.extend(known_ids(&backlog, current));
                candidates
            }
        };
        beginning(current, candidates, "")
    }
}
