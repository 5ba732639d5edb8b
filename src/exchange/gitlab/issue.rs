//! An issue as GitLab's interface tells it.

use serde_json::Value;

use crate::exchange::assembly::Take;
use crate::exchange::draft::{Draft, DraftSprint};
use crate::exchange::gitlab::sheet::{global, state};
use crate::exchange::record_reader::{Record, RecordReader, text_of};
use crate::exchange::report::Origin;
use crate::model::StateKind;
use crate::text::one_line;

const WORKED_OUT: Take = Take::Drop("worked out from other fields");

/// Fields that are taken as they are, or not at all; any other is kept.
const FIELDS: &[(&str, Take)] = &[
    ("_links", Take::Drop("addresses for programs")),
    ("assignee", Take::Assignee),
    ("assignees", Take::Assignee),
    ("author", Take::RequestedBy),
    ("blocking_issues_count", WORKED_OUT),
    ("closed_at", Take::Done),
    (
        "closed_by",
        Take::Drop("who closed it; git knows who changes it here"),
    ),
    ("created_at", Take::Created),
    ("description", Take::Description),
    ("downvotes", Take::Count),
    ("end_date", Take::Drop("`due_date` says the same")),
    ("epic_iid", Take::Drop("`epic` says the same")),
    ("has_tasks", WORKED_OUT),
    ("iid", Take::Key),
    ("imported", WORKED_OUT),
    ("imported_from", WORKED_OUT),
    ("issue_type", Take::Type),
    ("labels", Take::Labels(&[])),
    ("merge_requests_count", Take::Count),
    ("parent_iid", Take::Drop("`parent_id` says the same")),
    (
        "project_id",
        Take::Drop("a number of the project; the address names it"),
    ),
    ("references", Take::Drop("the address says the same")),
    (
        "service_desk_reply_to",
        Take::Drop("an e-mail address for replies"),
    ),
    ("subscribed", Take::Drop("about the account that asked")),
    ("task_completion_status", WORKED_OUT),
    ("task_status", WORKED_OUT),
    ("title", Take::Title),
    ("type", Take::Drop("`issue_type` says the same")),
    ("updated_at", Take::Drop("git knows when a file changed")),
    ("upvotes", Take::Count),
    ("user_notes_count", Take::Count),
    ("web_url", Take::Url),
    ("weight", Take::Points),
];

/// Whether a record is an iteration or a milestone: it has days of its own, and nothing that only issues have.
#[must_use]
pub fn is_span(record: &Value) -> bool {
    let has = |keys: &[&str]| keys.iter().any(|key| record.get(*key).is_some());
    has(&["start_date", "expired", "sequence"])
        && !has(&["author", "labels", "issue_type", "assignees", "references"])
}

/// Reads an iteration, which is a Sprint, or a milestone, which is a release.
pub fn read_span(reader: &mut RecordReader<'_>, origin: Origin, span: &Value) {
    if span.get("sequence").is_none() {
        reader.release(origin, span);
    } else if !iteration(&mut reader.begin(origin.clone()), "iteration", span) {
        let reason = "it is an iteration without days, and no item";
        reader.gathered.refuse(origin, reason);
    }
}

/// Why a record is no item; none where it is one.
#[must_use]
pub fn refusal(record: &Value) -> Option<&'static str> {
    if !record.is_object() {
        Some("it is no issue")
    } else if record.get("source_branch").is_some() {
        Some("it is a merge request, and no item")
    } else {
        None
    }
}

/// Whether a record is an epic: it is of a group, and of no project.
fn is_epic(record: &Value) -> bool {
    record.get("group_id").is_some() && record.get("project_id").is_none()
}

/// Whether an issue was closed because it goes on in another project.
fn is_moved(issue: &Value) -> bool {
    issue["state"] == "closed" && text_of(&issue["moved_to_id"]).is_some()
}

/// What was moved away was not done here.
fn moved(record: &mut Record<'_>, name: &str, issue: &Value) {
    let number = text_of(&issue["moved_to_id"]).unwrap_or_default();
    record.take(Take::Status, name, &[StateKind::Declined.name().to_owned()]);
    record.assembly.note(format!(
        "it was moved to another project (`moved_to_id`: {number}); it is declined here"
    ));
}

/// Reads an issue or an epic.
pub fn read_issue(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    issue: &Value,
    each: &mut dyn FnMut(Draft),
) {
    let is_epic = is_epic(issue);
    let mut record = reader.begin(origin);
    for (name, value) in issue.as_object().into_iter().flatten() {
        match is_epic {
            _ if name == "state" && is_moved(issue) => moved(&mut record, name, issue),
            true => epic_field(&mut record, name, value),
            false => field(&mut record, name, value),
        }
    }
    if is_epic {
        record.take(Take::Type, "type", &["epic".to_owned()]);
    }
    record.assembly.tasks_become_criteria();
    let assembly = record.assembly;
    let place = text_of(&issue["web_url"])
        .or_else(|| {
            let (home, sign) = if is_epic {
                ("group_id", '&')
            } else {
                ("project_id", '#')
            };
            let home = text_of(&issue[home]).unwrap_or_default();
            Some(format!("{home}{sign}{}", text_of(&issue["iid"])?))
        })
        .unwrap_or_default();
    reader.end(assembly, &place, &|_| {}, each);
}

/// A field of an epic. Its numbers are no issue's: GitLab writes `&4` where `#4` is an issue.
fn epic_field(record: &mut Record<'_>, name: &str, value: &Value) {
    let mut number = |take: Take, key: &dyn Fn(&str) -> String| {
        let keys: Vec<String> = text_of(value).map(|text| key(&text)).into_iter().collect();
        record.take(take, name, &keys);
    };
    match name {
        "iid" => number(Take::Key, &epic_in_group),
        "id" => number(Take::OtherKey, &epic_of_all),
        // Which counts epics together with issues.
        "work_item_id" => number(Take::OtherKey, &global),
        "parent_id" => number(Take::Parent(0), &epic_of_all),
        _ => field(record, name, value),
    }
}

/// The key of an epic by its number in its group.
fn epic_in_group(number: &str) -> String {
    format!("&{number}")
}

/// The key of an epic by its number over all groups.
fn epic_of_all(number: &str) -> String {
    format!("epic {number}")
}

/// What an issue is a part of: the epic by its number over all groups, or else by that in its group.
fn epic(record: &mut Record<'_>, name: &str, value: &Value) {
    let of_all = text_of(&value["id"]).map(|number| epic_of_all(&number));
    let in_group = text_of(&value["iid"]).map(|number| epic_in_group(&number));
    let Some(key) = of_all.or_else(|| in_group.clone()) else {
        return record.value(Take::Keep, name, value);
    };
    record.count(Take::Parent(0), name, Some(value));
    // What is kept where the epic is not here says what people know it by.
    if let Some(title) = text_of(&value["title"]) {
        let words: Vec<String> = in_group.into_iter().chain([one_line(&title)]).collect();
        record.assembly.parent(0, &words.join(" "));
    }
    record.assembly.parent(0, &key);
}

fn field(record: &mut Record<'_>, name: &str, value: &Value) {
    match name {
        "id" => {
            let key: Vec<String> = text_of(value).map(|id| global(&id)).into_iter().collect();
            record.take(Take::OtherKey, name, &key);
        }
        "state" => {
            let word: Vec<String> = text_of(value)
                .map(|word| state(&word))
                .into_iter()
                .collect();
            record.take(Take::Status, name, &word);
        }
        "epic" => epic(record, name, value),
        "milestone" => {
            record.value(Take::Release, name, value);
            record.release(value);
        }
        "iteration" => {
            iteration(record, name, value);
        }
        "notes" => record.comments(name, value),
        "time_stats" => {
            for key in ["time_estimate", "total_time_spent"] {
                record.value(Take::Count, key, &value[key]);
            }
        }
        "confidential" | "discussion_locked" => {
            if value == true {
                record.value(Take::Keep, name, value);
            }
        }
        _ => {
            let take = Take::named(FIELDS, name).unwrap_or(Take::Keep);
            record.value(take, name, value);
        }
    }
}

/// An iteration is a Sprint; one without a title is known by its number. Says whether it has days.
fn iteration(record: &mut Record<'_>, name: &str, value: &Value) -> bool {
    let title = text_of(&value["title"]).or_else(|| {
        let number = text_of(&value["sequence"]).or_else(|| text_of(&value["iid"]))?;
        Some(format!("Iteration {number}"))
    });
    let Some(title) = title.map(|title| one_line(&title)) else {
        record.value(Take::Keep, name, value);
        return false;
    };
    record.take(Take::Sprint, name, std::slice::from_ref(&title));
    let dates = record.known.dates;
    let day = |key: &str| value[key].as_str().and_then(|day| dates.date(day));
    let (from, to) = (day("start_date"), day("due_date"));
    // 1 is upcoming, 2 runs, 3 is closed.
    let state = value["state"].as_u64();
    let origin = record.assembly.origin().clone();
    record.sprint(DraftSprint {
        origin,
        name: title,
        goal: None,
        from,
        to,
        started: from.filter(|_| matches!(state, Some(2 | 3))),
        closed: to.filter(|_| state == Some(3)),
    });
    from.is_some() || to.is_some()
}
