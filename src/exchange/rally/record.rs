//! An item as Rally's web services tell it.

use serde_json::Value;

use crate::exchange::assembly::Take;
use crate::exchange::camel::spaced;
use crate::exchange::draft::{Draft, DraftSprint, SourceReference};
use crate::exchange::rally::columns::{is_unscheduled, key_of, one_named, say_state, take};
use crate::exchange::rally::rows::{object, settle};
use crate::exchange::record_reader::{Record, RecordReader, texts};
use crate::exchange::report::Origin;
use crate::text::one_line;

/// Lists that records stand in, and what they are wrapped in.
pub const LISTS: [&str; 2] = ["QueryResult", "Results"];

/// Collections of what is a part of an item and names it itself.
const PARTS: [&str; 5] = ["Children", "Defects", "Tasks", "UserStories", "TestCases"];

/// The item in a record, which a single answer wraps in its type.
#[must_use]
pub fn unwrapped(record: &Value) -> &Value {
    let is_item = |value: &Value| value["FormattedID"].is_string();
    if is_item(record) {
        return record;
    }
    let inner = |record: &'_ Value| -> Option<String> {
        let map = record.as_object()?;
        map.iter()
            .find(|(_, value)| is_item(value))
            .map(|(name, _)| name.clone())
    };
    match inner(record) {
        Some(name) => &record[name],
        None if record["_type"].is_string() || record["_ref"].is_string() => record,
        // `{"OperationResult": {"Object": {…}}}`
        None => record
            .as_object()
            .into_iter()
            .flat_map(serde_json::Map::values)
            .find_map(|value| value.get("Object").filter(|object| is_item(object)))
            .unwrap_or(record),
    }
}

/// Whether only Rally writes such a record.
#[must_use]
pub fn is_of_rally(record: &Value) -> bool {
    let item = unwrapped(record);
    let own = ["_ref", "_type", "ScheduleState", "PlanEstimate"];
    item["FormattedID"].is_string() && own.iter().any(|key| item.get(*key).is_some())
        || item["_ref"]
            .as_str()
            .is_some_and(|address| address.contains("/slm/webservice/"))
}

/// Why a record is no item; none where it is one, or a Sprint.
#[must_use]
pub fn refusal(item: &Value) -> Option<String> {
    let is = item["_type"].as_str().unwrap_or("no item");
    if item["FormattedID"].is_string() || is_sprint(item) {
        None
    } else if item["_refObjectName"].is_string() {
        let name = one_line(item["_refObjectName"].as_str().unwrap_or_default());
        Some(format!(
            "{is} `{name}` has no `FormattedID`: the answer holds too few fields (`fetch=true` brings all), or it is no item"
        ))
    } else {
        Some("it has no `FormattedID` and is no item".to_owned())
    }
}

fn is_sprint(item: &Value) -> bool {
    item["_type"] == "Iteration" && item["StartDate"].is_string()
}

/// Reads an item or a Sprint.
pub fn read_record(
    reader: &mut RecordReader<'_>,
    origin: Origin,
    item: &Value,
    each: &mut dyn FnMut(Draft),
) {
    let mut record = reader.begin(origin);
    if !item["FormattedID"].is_string() {
        sprint(&mut record, item);
        return;
    }
    let state = ["ScheduleState", "State", "FlowState"]
        .iter()
        .find_map(|key| text(&item[*key]));
    let has = |key: &str| text(&item[key]).is_some();
    say_state(
        &mut record.assembly,
        state.as_deref().unwrap_or_default(),
        has("InProgressDate"),
        has("AcceptedDate"),
    );
    if !has("Name") {
        // Every object brings this name, whichever fields were asked for.
        record.value(Take::Title, "_refObjectName", &item["_refObjectName"]);
    }
    for (name, value) in item.as_object().into_iter().flatten() {
        field(&mut record, item, name, value, state.as_deref());
    }
    if item["ObjectID"].is_null() {
        let number: Vec<String> = tail(&item["_ref"]).map(object).into_iter().collect();
        record.take(Take::OtherKey, "_ref", &number);
    }
    let page: Vec<String> = page(item).into_iter().collect();
    record.take(Take::Url, "_ref", &page);
    let key = item["FormattedID"]
        .as_str()
        .unwrap_or_default()
        .trim()
        .to_owned();
    let parents = ["Parent", "WorkProduct", "Feature", "PortfolioItem"];
    let parent = parents.iter().find_map(|name| reference(&item[*name]));
    let assembly = record.assembly;
    let last = |draft: &mut Draft| {
        draft.parent.clone_from(&parent);
        settle(draft);
    };
    reader.end(assembly, &key, &last, each);
}

fn field(record: &mut Record<'_>, item: &Value, name: &str, value: &Value, state: Option<&str>) {
    let taken = take(name);
    let name_here = spaced(name);
    match (name, taken) {
        ("_type", _) => record.value(Take::Type, name, value),
        (name, _) if name.starts_with('_') => {}
        (_, Take::OtherKey) => {
            let number: Vec<String> = text(value)
                .map(|number| object(&number))
                .into_iter()
                .collect();
            record.take(taken, &name_here, &number);
        }
        (_, Take::Parent(_) | Take::Epic) => record.count(taken, &name_here, Some(value)),
        (_, Take::Status | Take::Category) => {
            let own = text(value);
            let taken = match (own.as_deref(), state) {
                (Some(own), Some(state)) if own != state => Take::Keep,
                _ => Take::Status,
            };
            record.take(taken, &name_here, &own.into_iter().collect::<Vec<_>>());
        }
        (_, Take::DependsOn | Take::Blocks) => dependencies(record, taken, &name_here, value),
        (_, Take::Comment) => discussion(record, &name_here, value),
        (_, Take::Sprint | Take::Release)
            if text(value).is_some_and(|name| is_unscheduled(&name)) =>
        {
            record.take(taken, &name_here, &[]);
        }
        (_, Take::Sprint) => {
            record.take(
                taken,
                &name_here,
                &text(value).into_iter().collect::<Vec<_>>(),
            );
            sprint(record, value);
        }
        (_, Take::Release) => {
            record.take(
                taken,
                &name_here,
                &text(value).into_iter().collect::<Vec<_>>(),
            );
            let due = &value["ReleaseDate"];
            record.release(&serde_json::json!({"name": text(value), "due_date": due}));
        }
        (_, Take::Type) if item["_type"].is_string() => {
            record.take(
                Take::Keep,
                &name_here,
                &text(value).into_iter().collect::<Vec<_>>(),
            );
        }
        _ if PARTS.contains(&name) && !list(value).is_empty() => {
            record.count(taken, &name_here, Some(value));
            let parts = named(value).into_iter();
            // Of another one nobody knows whether it is here.
            let parts = parts.filter(|(key, _)| key_of(key).is_some());
            record.parts(parts.collect());
        }
        // Collections that are only counted.
        _ if value["Count"].is_number() && list(value).is_empty() => {
            let count: Vec<String> = text(&value["Count"]).into_iter().collect();
            let taken = if matches!(taken, Take::Drop(_)) {
                taken
            } else {
                Take::Count
            };
            record.take(taken, &name_here, &count);
        }
        _ if !list(value).is_empty() => {
            let names: Vec<String> = list(value).iter().filter_map(text).collect();
            record.take(taken, &name_here, &names);
        }
        _ if value == false && taken == Take::Keep => {
            record.count(Take::Count, &name_here, Some(value))
        }
        _ => record.take(
            taken,
            &name_here,
            &text(value).into_iter().collect::<Vec<_>>(),
        ),
    }
}

/// The elements of a collection, where the answer brings them.
fn list(value: &Value) -> &[Value] {
    let within = ["_tagsNameArray", "Results"]
        .iter()
        .find_map(|key| value[*key].as_array());
    value.as_array().or(within).map_or(&[], Vec::as_slice)
}

/// The text of a scalar, or the name of what a field refers to.
fn text(value: &Value) -> Option<String> {
    if value.is_object() {
        let names = [
            "_refObjectName",
            "Name",
            "DisplayName",
            "UserName",
            "FormattedID",
        ];
        let name = names
            .iter()
            .find_map(|name| value[*name].as_str())
            .map(str::trim);
        return name
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .or_else(|| texts(value).pop());
    }
    let found = texts(value);
    (!found.is_empty()).then(|| found.join(", "))
}

/// The last part of an address: an object's number.
fn tail(address: &Value) -> Option<&str> {
    let last = address.as_str()?.trim_end_matches('/').rsplit('/').next()?;
    let last = last.strip_suffix(".js").unwrap_or(last);
    (!last.is_empty()).then_some(last)
}

/// The key and the name of what a field refers to, where it tells the key.
fn told(value: &Value) -> Option<(String, String)> {
    match value {
        Value::String(text) => one_named(text).map(|(key, name)| (key.to_owned(), name)),
        _ => {
            let key = value["FormattedID"].as_str()?.to_owned();
            Some((key, title(value).unwrap_or_default()))
        }
    }
}

/// What a field refers to, by its key and its number; its name stands behind the key.
fn reference(value: &Value) -> Option<SourceReference> {
    let told = told(value);
    let number = tail(&value["_ref"]).map(object);
    let written = match (&told, value) {
        (Some((key, name)), _) => format!("{key} {name}").trim_end().to_owned(),
        (None, Value::String(_) | Value::Object(_)) => text(value).or_else(|| number.clone())?,
        (None, _) => return None,
    };
    let own = told.map(|(key, _)| key);
    let mut keys: Vec<String> = own.into_iter().chain(number).collect();
    if keys.is_empty() {
        keys.push(written.clone());
    }
    (!written.trim().is_empty()).then_some(SourceReference {
        column: "parent",
        written,
        keys,
    })
}

/// What an item that a field refers to is called.
fn title(value: &Value) -> Option<String> {
    let names = ["_refObjectName", "Name"];
    let name = names.iter().find_map(|name| value[*name].as_str())?;
    Some(one_line(name)).filter(|name| !name.is_empty())
}

/// The items of a collection, each by its key, with what it is called.
fn named(value: &Value) -> Vec<(String, String)> {
    let items = list(value).iter().filter_map(|item| {
        let key = reference(item)?.keys.into_iter().next()?;
        let name = told(item).map(|(_, name)| name).or_else(|| title(item));
        Some((key, name.unwrap_or_default()))
    });
    items.collect()
}

fn dependencies(record: &mut Record<'_>, taken: Take, name: &str, value: &Value) {
    let named = named(value);
    let keys: Vec<String> = named.iter().map(|(key, _)| key.clone()).collect();
    let count = value["Count"].as_u64().unwrap_or(0);
    if keys.is_empty() && count > 0 {
        record.take(Take::Keep, name, &[count.to_string()]);
        record.assembly.note(format!(
            "`{name}`: the answer says only how many there are ({count})"
        ));
    } else {
        record.take(taken, name, &keys);
        for (key, title) in named {
            record.assembly.call(&key, &title);
        }
    }
}

fn discussion(record: &mut Record<'_>, name: &str, value: &Value) {
    record.count(Take::Comment, name, Some(value));
    for post in list(value) {
        let said =
            (crate::exchange::rich_text::rich_text)(post["Text"].as_str().unwrap_or_default());
        let said = match text(&post["User"]) {
            Some(user) if !said.is_empty() => format!("{user}: {said}"),
            _ => said,
        };
        record
            .assembly
            .comment_at(post["CreationDate"].as_str(), said, &record.known);
    }
}

/// An iteration with days is a Sprint; an accepted one is over.
fn sprint(record: &mut Record<'_>, value: &Value) {
    let Some(name) = text(&value["Name"])
        .or_else(|| text(value))
        .map(|name| one_line(&name))
    else {
        return;
    };
    let dates = record.known.dates;
    let day = |key: &str| value[key].as_str().and_then(|day| dates.date(day));
    let (from, to) = (day("StartDate"), day("EndDate"));
    let state = value["State"].as_str().unwrap_or_default();
    let origin = record.assembly.origin().clone();
    record.sprint(DraftSprint {
        origin,
        name,
        goal: text(&value["Theme"])
            .map(|theme| one_line(&crate::exchange::rich_text::rich_text(&theme)))
            .filter(|goal| !goal.is_empty()),
        from,
        to,
        started: from.filter(|_| matches!(state, "Committed" | "Accepted")),
        closed: to.filter(|_| state == "Accepted"),
    });
}

/// The page of an item, as people open it.
fn page(item: &Value) -> Option<String> {
    let (base, rest) = item["_ref"].as_str()?.split_once("/slm/webservice/")?;
    let (_, path) = rest.split_once('/')?;
    let path = path
        .to_lowercase()
        .replace("hierarchicalrequirement", "userstory");
    Some(format!("{base}/#/detail/{}", path.trim_end_matches(".js")))
}
