//! An issue as `gh` and the interfaces tell it.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::exchange::assembly::{Known, Take};
use crate::exchange::github::fields::take_of;
use crate::exchange::github::repository::{Place, references};
use crate::exchange::record_reader::{Record, RecordReader, elements, first_of, text_of};
use crate::exchange::report::Origin;
use crate::model::StateKind;
use crate::text::one_line;

/// What is said of a pull request.
pub const PULL_REQUEST: &str = "it is a pull request, and no item";

/// Whether a record is a pull request that was merged: only these have that state, and what is listed with it is of its kind.
#[must_use]
pub fn is_merged(record: &Value) -> bool {
    let state = record["state"].as_str();
    state.is_some_and(|state| state.eq_ignore_ascii_case("merged"))
}

/// Whether a record says itself that it is an issue.
#[must_use]
pub fn is_issue(record: &Value) -> bool {
    let is_address = |key: &str| {
        let address = record[key].as_str();
        address.is_some_and(|address| address.contains("/issues/"))
    };
    record["__typename"] == "Issue" || is_address("html_url") || is_address("url")
}

/// Whether a record is a milestone of a repository.
#[must_use]
pub fn is_milestone(record: &Value) -> bool {
    record["open_issues"].is_number() && record["closed_issues"].is_number()
}

/// Why a record is no item; none where it is one.
#[must_use]
pub fn refusal(record: &Value) -> Option<&'static str> {
    let is_pull = is_merged(record)
        || !record["pull_request"].is_null()
        || record["isPullRequest"] == true
        || record["__typename"] == "PullRequest"
        || ["headRefName", "mergedAt", "isDraft", "merge_commit_sha"]
            .iter()
            .any(|key| record.get(*key).is_some())
        || ["html_url", "url"].iter().any(|key| {
            record[*key]
                .as_str()
                .is_some_and(|url| url.contains("/pull/"))
        });
    if is_pull {
        Some(PULL_REQUEST)
    } else if !record.is_object() {
        Some("it is no issue")
    } else {
        None
    }
}

/// Reads an issue.
pub fn read_issue(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    issue: &Value,
    repositories: &BTreeSet<String>,
    each: &mut dyn FnMut(crate::exchange::draft::Draft),
) {
    let place = Place::of(issue);
    let mut record = reader.begin(origin);
    for (name, value) in issue.as_object().into_iter().flatten() {
        field(&mut record, name, value, &place, repositories);
    }
    state(&mut record, issue);
    record.assembly.tasks_become_criteria();
    other_keys(&mut record, &place);
    let assembly = record.assembly;
    let name = place.name();
    let several = repositories.len() > 1;
    reader.end(
        assembly,
        &name,
        &|draft| {
            if several && !name.is_empty() {
                // A number alone would lead to an issue of any repository.
                draft.aliases = vec![name.clone()];
            }
        },
        each,
    );
}

/// Further names of an issue, for references.
pub fn other_keys(record: &mut Record<'_>, place: &Place) {
    let name = place.name();
    if !name.is_empty() && name != place.number {
        let known = &record.known;
        record
            .assembly
            .take(Take::OtherKey, "number", &[name], known);
    }
}

fn field(
    record: &mut Record<'_>,
    name: &str,
    value: &Value,
    place: &Place,
    repositories: &BTreeSet<String>,
) {
    match name {
        "comments" if value.is_number() => record.value(Take::Count, name, value),
        "comments" => comments(record, name, value),
        "milestone" => {
            record.value(Take::Release, name, value);
            record.release(value);
        }
        "url" => {
            let is_api = value.as_str().is_some_and(|url| {
                url.contains("://api.") || url.contains("/api/v3/") || url.contains("/repos/")
            });
            let take = if is_api {
                Take::Drop("an address for programs")
            } else {
                Take::Url
            };
            record.value(take, name, value);
        }
        "parent" | "parent_issue_url" => parent(record, name, value, place, repositories),
        "blockedBy" | "blocked_by" => {
            refer(record, Take::DependsOn, name, value, place, repositories);
        }
        "blocking" => refer(record, Take::Blocks, name, value, place, repositories),
        "subIssues" | "sub_issues" => parts(record, name, value),
        "closedByPullRequestsReferences" => {
            let urls = elements(value)
                .iter()
                .filter_map(|pull| pull["url"].as_str());
            let urls: Vec<String> = urls.map(str::to_owned).collect();
            record.take(Take::Link, name, &urls);
        }
        "reactions" => record.value(Take::Count, name, &value["total_count"]),
        "isPinned" | "locked" | "draft" => {
            if value == true {
                record.value(Take::Keep, name, value);
            }
        }
        "author" | "user" => {
            record.value(Take::RequestedBy, name, value);
        }
        // Read with all others, in `state`.
        "state" | "stateReason" | "state_reason" | "projectItems" => {}
        _ => record.value(take_of(name), name, value),
    }
}

/// Takes comments; how many there are stays where not all of them were asked for.
fn comments(record: &mut Record<'_>, name: &str, value: &Value) {
    record.comments(name, value);
    let total = value["totalCount"].as_u64();
    if let Some(total) = total.filter(|total| *total > elements(value).len() as u64) {
        record.assembly.keep(name, &[total.to_string()]);
    }
}

/// Names what an issue is a part of.
pub fn parent(
    record: &mut Record<'_>,
    name: &str,
    value: &Value,
    place: &Place,
    repositories: &BTreeSet<String>,
) {
    record.count(Take::Parent(0), name, Some(value));
    match references(value).first() {
        Some(parent) => {
            let key = parent.key_from(place, repositories);
            record.assembly.parent(0, &key);
            if let Some(title) = value["title"].as_str() {
                record.assembly.title_of(Take::ParentTitle, title);
            }
        }
        None if !value.is_null() => record.value(Take::Keep, name, value),
        None => {}
    }
}

fn refer(
    record: &mut Record<'_>,
    take: Take,
    name: &str,
    value: &Value,
    place: &Place,
    repositories: &BTreeSet<String>,
) {
    let keys: Vec<String> = references(value)
        .iter()
        .map(|other| other.key_from(place, repositories))
        .collect();
    record.take(take, name, &keys);
    for one in elements(value) {
        if let (Some(title), [other]) = (one["title"].as_str(), &references(one)[..]) {
            record
                .assembly
                .call(&other.key_from(place, repositories), title);
        }
    }
}

/// Keeps what is a part of an issue, by number and title: only the parts themselves say that they are.
fn parts(record: &mut Record<'_>, name: &str, value: &Value) {
    let part = |part: &Value| {
        let number = text_of(&part["number"])?;
        let title = part["title"].as_str().unwrap_or_default();
        Some(
            format!("{number} {}", one_line(title))
                .trim_end()
                .to_owned(),
        )
    };
    let parts: Vec<String> = elements(value).iter().filter_map(part).collect();
    if parts.is_empty() {
        record.value(Take::Keep, name, value);
    } else {
        record.take(Take::Keep, name, &parts);
    }
}

/// What an issue says of its state: open or closed and why, and the column of its board while it is open.
fn state(record: &mut Record<'_>, issue: &Value) {
    let written = text_of(&issue["state"]);
    let reason_name = if issue.get("state_reason").is_some() {
        "state_reason"
    } else {
        "stateReason"
    };
    let reason = text_of(&issue[reason_name]).unwrap_or_default();
    let folded = reason.to_lowercase().replace(' ', "_");
    record.count(Take::Status, "state", issue.get("state"));
    let ordinary = matches!(&*folded, "" | "completed");
    record.count(
        if ordinary { Take::Status } else { Take::Keep },
        reason_name,
        issue.get(reason_name),
    );
    if !ordinary {
        record.assembly.keep(reason_name, &[reason]);
    }
    let columns: Vec<String> = elements(&issue["projectItems"])
        .iter()
        .filter_map(|item| text_of(first_of(item, &["status", "fieldValueByName"])))
        .collect();
    let closed_at = !first_of(issue, &["closedAt", "closed_at"]).is_null();
    let closed = match &written {
        Some(state) => state.eq_ignore_ascii_case("closed"),
        None => issue["closed"] == true || closed_at,
    };
    record.count(Take::Status, "projectItems", issue.get("projectItems"));
    if closed || columns.len() != 1 {
        record.assembly.keep("projectItems", &columns);
    }
    if closed {
        let kind = match &*folded {
            "not_planned" | "duplicate" => StateKind::Declined,
            _ => StateKind::Done,
        };
        named_state(record, written.as_deref(), kind);
    } else if let [column] = columns.as_slice() {
        board_state(&mut record.assembly, column, &record.known);
    } else if let Some(written) = written.filter(|written| !written.eq_ignore_ascii_case("open")) {
        record
            .assembly
            .take(Take::Status, "state", &[written], &record.known);
    } else if issue.get("state").is_some() {
        named_state(record, Some("open"), StateKind::New);
    }
}

/// A state by the usual name of its kind, unless a person's map says what GitHub's word means.
fn named_state(record: &mut Record<'_>, written: Option<&str>, kind: StateKind) {
    let said = written.filter(|written| record.known.map.state(written).is_some());
    if kind == StateKind::New && said.is_none() {
        // An item without a state stands where new ones begin.
        return;
    }
    let name = said.unwrap_or(kind.name()).to_owned();
    record
        .assembly
        .take(Take::Status, "state", &[name], &record.known);
}

/// The column of a board; signs before its words do not count (`✅ Done`).
pub fn board_state(
    assembly: &mut crate::exchange::assembly::Assembly,
    column: &str,
    known: &Known<'_>,
) {
    let plain = column.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name = if plain.is_empty() || known.map.state(column).is_some() {
        column
    } else {
        plain
    };
    assembly.take(Take::Status, "status", &[name.to_owned()], known);
}
