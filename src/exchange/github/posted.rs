//! An issue as GitHub's interface for importing issues takes it, and as `po export` writes it: `{"issue": …, "comments": […]}`.

use serde_json::Value;

use crate::exchange::assembly::Take;
use crate::exchange::draft::Draft;
use crate::exchange::github::fields::take_of;
use crate::exchange::record_reader::{RecordReader, elements};
use crate::exchange::report::Origin;
use crate::model::StateKind;

/// How the comment begins in which `po` tells what an issue has no field for.
pub const FACTS: &str = "From the backlog of po:";

/// The line of that comment that says what the state means, where its name does not.
pub const STATE_KIND: &str = "state kind";

/// What the lines of that comment are called, and what they are taken as.
pub const NAMES: &[(&str, Take)] = &[
    ("id", Take::Key),
    ("order", Take::Position),
    ("type", Take::Type),
    ("status", Take::Status),
    (STATE_KIND, Take::Kind),
    ("points", Take::Points),
    ("value", Take::Value),
    ("sprint", Take::Sprint),
    ("release", Take::Release),
    ("part of", Take::Parent(0)),
    ("after", Take::DependsOn),
    ("assignee", Take::Assignee),
    ("requested by", Take::RequestedBy),
    ("started", Take::Started),
    ("link", Take::Link),
];

/// What issues of other tools have: Linear's, GitLab's, Jira's.
pub const OTHERS: [&str; 4] = ["iid", "identifier", "fields", "key"];

/// Whether a record is such an issue.
#[must_use]
pub fn is_posted(record: &Value) -> bool {
    let issue = &record["issue"];
    issue["title"].is_string() && !OTHERS.iter().any(|key| issue.get(key).is_some())
}

/// Reads such an issue.
pub fn read_posted(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    record: &Value,
    each: &mut dyn FnMut(Draft),
) {
    let mut read = reader.begin(origin);
    let issue = &record["issue"];
    for (name, value) in issue.as_object().into_iter().flatten() {
        match name.as_str() {
            "closed" => {}
            "milestone" => read.value(Take::Release, name, value),
            name => read.value(take_of(name), name, value),
        }
    }
    let is_facts = |comment: &&Value| {
        comment["body"]
            .as_str()
            .is_some_and(|body| body.starts_with(FACTS))
    };
    let (facts, comments): (Vec<&Value>, Vec<&Value>) =
        elements(&record["comments"]).iter().partition(is_facts);
    let lines = facts
        .iter()
        .filter_map(|comment| comment["body"].as_str())
        .flat_map(str::lines);
    let mut key = String::new();
    let mut has_state = false;
    for (take, name, value) in lines.filter_map(fact) {
        if take == Take::Key {
            key = value.to_owned();
        }
        has_state |= take == Take::Status;
        read.take(take, name, &[value.to_owned()]);
    }
    if !has_state && issue["closed"] == true {
        let done = [StateKind::Done.name().to_owned()];
        read.take(Take::Status, "closed", &done);
    }
    let comments: Vec<Value> = comments.into_iter().cloned().collect();
    if !comments.is_empty() {
        read.comments("comments", &Value::from(comments));
    }
    let assembly = read.assembly;
    reader.end(assembly, &key, &|_| {}, each);
}

/// A line `- name: value`; of an item only its id is meant, and its title stands there for people.
fn fact(line: &str) -> Option<(Take, &'static str, &str)> {
    let (called, value) = line.strip_prefix("- ")?.split_once(": ")?;
    let (name, take) = NAMES.iter().find(|(name, _)| *name == called)?;
    let value = match take {
        Take::Parent(_) | Take::DependsOn => value.split(' ').next()?,
        _ => value,
    };
    (!value.is_empty()).then_some((*take, *name, value))
}
