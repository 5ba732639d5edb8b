//! A work item as the interface tells it: `{id, fields, relations}`, or a row of its analytics.

use serde_json::Value;

use crate::exchange::assembly::Take;
use crate::exchange::azure::around::{Around, is_address_of_item, number_in};
use crate::exchange::azure::fields::{StateHints, is_refusal, item_type, label, say_state, take};
use crate::exchange::azure::iterations::parts;
use crate::exchange::draft::{Draft, DraftSprint, Extra};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::record_reader::{Record, RecordReader, text_of};
use crate::exchange::report::Origin;
use crate::model::StateKind;

/// Keys beside the fields that say nothing about the item.
const ENVELOPE: [&str; 6] = [
    "fields",
    "relations",
    "comments",
    "multilineFieldsFormat",
    "_links",
    "commentVersionRef",
];

/// Reads a work item. `closed` says whether a Sprint of that name is over.
pub fn read_item(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    item: &Value,
    around: &Around,
    closed: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(Draft),
) {
    let mut record = reader.begin(origin);
    let fields = if item["fields"].is_object() {
        &item["fields"]
    } else {
        item
    };
    let field = |name: &str, short: &str| {
        text_of(&fields[name])
            .or_else(|| text_of(&fields[short]))
            .unwrap_or_default()
    };
    let key = text_of(&item["id"]).unwrap_or_else(|| field("System.Id", "WorkItemId"));
    let state = field("System.State", "State");
    let hints = StateHints {
        category: &field("System.StateCategory", "StateCategory"),
        started: !field("Microsoft.VSTS.Common.ActivatedDate", "ActivatedDate").is_empty(),
        closed: !field("Microsoft.VSTS.Common.ClosedDate", "ClosedDate").is_empty(),
    };
    say_state(&mut record.assembly, &state, hints);
    let reason = field("System.Reason", "Reason");
    if is_refusal(&reason) {
        record
            .assembly
            .take(Take::Resolution, "Reason", &[reason], &record.known);
    }
    record.take(Take::Key, "id", std::slice::from_ref(&key));
    address(&mut record, item);
    let has_comments = !comments(item, around, &key).is_empty();
    for (name, value) in fields.as_object().into_iter().flatten() {
        let is_own =
            matches!(name.as_str(), "id" | "url" | "rev") || ENVELOPE.contains(&name.as_str());
        let said_before = match take(name) {
            Take::Comment => has_comments,
            Take::Key => text_of(value).as_ref() == Some(&key),
            _ => false,
        };
        if !is_own && !said_before {
            take_field(
                &mut record,
                name,
                value,
                &item["multilineFieldsFormat"][name],
                around,
            );
        }
    }
    if item["fields"].is_object() {
        for (name, value) in item.as_object().into_iter().flatten() {
            let is_own =
                matches!(name.as_str(), "id" | "url" | "rev") || ENVELOPE.contains(&name.as_str());
            if !is_own {
                record.value(Take::Keep, name, value);
            }
        }
    }
    for link in item["relations"].as_array().into_iter().flatten() {
        relation(&mut record, link);
    }
    if has_comments {
        record.comments("comments", &Value::Array(comments(item, around, &key)));
    }
    if !record.assembly.has_parent()
        && let Some(parent) = around.parent_of(&key)
    {
        record.take(Take::Parent(1), "relations (Child)", &[parent.written]);
    }
    let assembly = record.assembly;
    let last = |draft: &mut Draft| {
        draft.item_type = draft.item_type.take().map(|name| item_type(&name, &state));
        let kind = draft.status.as_ref().and_then(|status| status.kind);
        draft.sprints = draft.sprint.iter().cloned().collect();
        // What was not Done when the Sprint was over is in none.
        if kind != Some(StateKind::Done) && draft.sprint.as_deref().is_some_and(closed) {
            let path: Vec<String> = draft.sprint.take().into_iter().collect();
            if !draft
                .extra
                .iter()
                .any(|extra| extra.key == "Iteration Path")
            {
                draft.extra.push(Extra::texts("Iteration Path", &path));
            }
        }
    };
    reader.end(assembly, &key, &last, each);
}

/// The page of the item, as people open it.
fn address(record: &mut Record<'_>, item: &Value) {
    let page = item["_links"]["html"]["href"].as_str().map(str::to_owned);
    let api = || {
        let url = item["url"].as_str()?;
        let at = url.to_lowercase().find("/_apis/wit/workitems/")?;
        let (base, rest) = url.split_at_checked(at)?;
        let number = rest.rsplit('/').next()?;
        Some(format!("{base}/_workitems/edit/{number}"))
    };
    let url: Vec<String> = page.or_else(api).into_iter().collect();
    record.take(Take::Url, "url", &url);
}

fn take_field(record: &mut Record<'_>, name: &str, value: &Value, format: &Value, around: &Around) {
    let name_here = label(name);
    let taken = take(name);
    match taken {
        Take::Assignee | Take::RequestedBy => {
            let people: Vec<String> = person(value).into_iter().collect();
            record.take(taken, &name_here, &people);
        }
        Take::Sprint => iteration(record, &name_here, value, around),
        Take::Labels(_) if value.is_array() => {
            let names = value.as_array().into_iter().flatten();
            let names: Vec<String> = names
                .filter_map(|tag| text_of(tag).or_else(|| text_of(&tag["TagName"])))
                .collect();
            record.take(taken, &name_here, &names);
        }
        Take::Category => record.count(taken, &name_here, Some(value)),
        Take::Parent(_) if value == 0 => {}
        Take::Description if format == "markdown" => {
            record.count(taken, &name_here, Some(value));
            record
                .assembly
                .description(&line_feeds(value.as_str().unwrap_or_default()));
        }
        Take::Criteria if format == "markdown" => {
            record.count(taken, &name_here, Some(value));
            record
                .assembly
                .criteria(line_feeds(value.as_str().unwrap_or_default()));
        }
        Take::Section(heading) if format == "markdown" => {
            record.count(taken, &name_here, Some(value));
            record
                .assembly
                .section(heading, line_feeds(value.as_str().unwrap_or_default()));
        }
        // Analytics tell of an iteration and an area as objects.
        _ if name == "Iteration" && value.is_object() => analytics_iteration(record, value, around),
        _ if name == "Area" && value["AreaPath"].is_string() => {
            record.value(Take::Keep, "Area Path", &value["AreaPath"])
        }
        _ => record.value(taken, &name_here, value),
    }
}

fn iteration(record: &mut Record<'_>, name: &str, value: &Value, around: &Around) {
    let path = value.as_str().unwrap_or_default();
    let sprint: Vec<String> = around
        .iterations
        .name(path)
        .map(str::to_owned)
        .into_iter()
        .collect();
    record.take(Take::Sprint, name, &sprint);
    if parts(path).len() > 2 {
        record.assembly.keep(name, &[path.to_owned()]);
    }
}

fn analytics_iteration(record: &mut Record<'_>, value: &Value, around: &Around) {
    iteration(record, "Iteration Path", &value["IterationPath"], around);
    let path = value["IterationPath"].as_str().unwrap_or_default();
    let Some(name) = around.iterations.name(path).map(str::to_owned) else {
        return;
    };
    let day = |key: &str| {
        value[key]
            .as_str()
            .and_then(|text| text.get(..10)?.parse().ok())
    };
    let (from, to) = (day("StartDate"), day("EndDate"));
    let over = value["IsEnded"] == true;
    let begun = over || value["IsCurrent"] == true;
    record.sprint(DraftSprint {
        origin: record.assembly.origin().clone(),
        name,
        goal: None,
        from,
        to,
        started: from.filter(|_| begun),
        closed: to.filter(|_| over),
    });
}

/// A person as the CSV writes one: `Name <mail>`.
fn person(value: &Value) -> Option<String> {
    let text = |names: [&str; 3]| names.iter().find_map(|name| text_of(&value[*name]));
    if !value.is_object() {
        return text_of(value);
    }
    let name = text(["displayName", "UserName", "name"]);
    let mail = text(["uniqueName", "UserEmail", "mailAddress"]).filter(|mail| mail.contains('@'));
    match (name, mail) {
        (Some(name), Some(mail)) if name != mail => Some(format!("{name} <{mail}>")),
        (name, mail) => name.or(mail),
    }
}

/// The comments of an item: those that it brings, else those that stand elsewhere; without deleted ones.
fn comments(item: &Value, around: &Around, key: &str) -> Vec<Value> {
    let own = item["comments"]
        .as_array()
        .or_else(|| item["comments"]["comments"].as_array());
    let found = own.map_or_else(|| around.comments_of(key), Vec::as_slice);
    found
        .iter()
        .filter(|comment| comment["isDeleted"] != true)
        .cloned()
        .collect()
}

fn relation(record: &mut Record<'_>, link: &Value) {
    let kind = link["rel"].as_str().unwrap_or_default();
    let name = link["attributes"]["name"].as_str().unwrap_or(kind);
    let comment = link["attributes"]["comment"].as_str().unwrap_or_default();
    let url = link["url"].as_str().unwrap_or_default().to_owned();
    let number: Vec<String> = number_in(&link["url"]).into_iter().collect();
    let column = format!("relations ({name})");
    match kind {
        "System.LinkTypes.Hierarchy-Reverse" => record.take(Take::Parent(0), &column, &number),
        "System.LinkTypes.Hierarchy-Forward" => record.count(
            Take::Drop("the parts name the item themselves"),
            &column,
            Some(link),
        ),
        "System.LinkTypes.Dependency-Reverse" => record.take(Take::DependsOn, &column, &number),
        "System.LinkTypes.Dependency-Forward" => record.take(Take::Blocks, &column, &number),
        "Hyperlink" => {
            record.count(Take::Link, &column, Some(link));
            record.assembly.named_link(comment, &url);
        }
        _ => {
            record.count(Take::Keep, &column, Some(link));
            let kept = match (kind, number.into_iter().next()) {
                ("AttachedFile", _) => format!("{name} {url} {comment}").trim_end().to_owned(),
                (_, Some(number)) if is_address_of_item(&link["url"]) => number,
                _ => url,
            };
            let key = if kind == "AttachedFile" {
                "Attachment"
            } else {
                name
            };
            record.assembly.keep_more_of(key, kept);
        }
    }
}
