//! An item of a project, as `gh project item-list --format json` tells it.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use crate::exchange::assembly::{Take, take_of_name};
use crate::exchange::draft::{Draft, DraftSprint};
use crate::exchange::github::issue::{board_state, other_keys, parent};
use crate::exchange::github::repository::Place;
use crate::exchange::record_reader::{Record, RecordReader, text_of};
use crate::exchange::report::Origin;

/// Whether a record is an item of a project.
#[must_use]
pub fn is_item(record: &Value) -> bool {
    record["content"].is_object()
        && ["Issue", "PullRequest", "DraftIssue"]
            .iter()
            .any(|kind| record["content"]["type"] == *kind)
}

/// Reads an item; its fields are what the project's people named them.
pub fn read_item(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    item: &Value,
    repositories: &BTreeSet<String>,
    each: &mut dyn FnMut(Draft),
) {
    let content = &item["content"];
    if content["type"] == "PullRequest" {
        reader
            .gathered
            .refuse(origin, "it is a pull request, and no item");
        return;
    }
    let place = Place::of(content);
    let mut record = reader.begin(origin);
    let key = text_of(&content["number"]).or_else(|| text_of(&item["id"]));
    record.take(Take::Key, "number", &key.into_iter().collect::<Vec<_>>());
    let title = text_of(&content["title"]).or_else(|| text_of(&item["title"]));
    record.take(Take::Title, "title", &title.into_iter().collect::<Vec<_>>());
    record.value(Take::Description, "body", &content["body"]);
    record.value(Take::Url, "url", &content["url"]);
    for (name, value) in item.as_object().into_iter().flatten() {
        field(&mut record, name, value, &place, repositories);
    }
    record.assembly.tasks_become_criteria();
    other_keys(&mut record, &place);
    let name = match place.name() {
        name if name.is_empty() => text_of(&item["id"]).unwrap_or_default(),
        name => name,
    };
    let draft_only = place.number.is_empty();
    let several = repositories.len() > 1;
    let assembly = record.assembly;
    reader.end(
        assembly,
        &name,
        &|draft| {
            if draft_only {
                // The number of a draft is no name for people.
                draft.aliases.clear();
            } else if several {
                draft.aliases = vec![name.clone()];
            }
        },
        each,
    );
}

fn field(
    record: &mut Record<'_>,
    name: &str,
    value: &Value,
    place: &Place,
    repositories: &BTreeSet<String>,
) {
    match name {
        "id" | "title" | "content" | "repository" => {}
        "status" => {
            record.count(Take::Status, name, Some(value));
            if let Some(column) = text_of(value) {
                board_state(&mut record.assembly, &column, &record.known);
            }
        }
        "labels" => record.value(Take::Labels(&[]), name, value),
        "assignees" => record.value(Take::Assignee, name, value),
        "milestone" => {
            record.value(Take::Release, name, value);
            record.release(value);
        }
        "linked pull requests" | "linkedPullRequests" => record.value(Take::Link, name, value),
        "parent issue" | "parentIssue" => parent(record, name, value, place, repositories),
        _ if value["startDate"].is_string() => iteration(record, name, value),
        _ => {
            let take = match take_of_name(name).map(|(take, _)| take) {
                Some(take @ (Take::Points | Take::Value)) if value.is_number() => take,
                Some(take @ (Take::Started | Take::Type | Take::Criteria)) if value.is_string() => {
                    take
                }
                _ => Take::Keep,
            };
            record.value(take, name, value);
        }
    }
}

/// An iteration is a Sprint of so many days.
fn iteration(record: &mut Record<'_>, name: &str, value: &Value) {
    record.value(Take::Sprint, name, value);
    let from = value["startDate"]
        .as_str()
        .and_then(|day| record.known.dates.date(day));
    let last = |from: Date| {
        let days = value["duration"]
            .as_i64()
            .filter(|days| (1..=400).contains(days))?;
        from.checked_add((days - 1).days()).ok()
    };
    if let Some(title) = text_of(&value["title"]) {
        let origin = record.assembly.origin().clone();
        record.sprint(DraftSprint {
            origin,
            name: crate::text::one_line(&title),
            goal: None,
            from,
            to: from.and_then(last),
            started: None,
            closed: None,
        });
    }
}
