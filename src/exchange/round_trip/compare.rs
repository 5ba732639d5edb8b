//! Compares a backlog with what an import makes of its export.

use std::collections::BTreeMap;

use crate::exchange::draft::Extra;
use crate::exchange::export::{Carry, ExportItem, Writer, export_fields};
use crate::exchange::import::{ImportPlan, NewStory};
use crate::model::{Backlog, FIELDS, Hundredths, Story, StoryId, Value};
use crate::text::{HeadingKeys, meaning};

/// The fields of an item as texts; items are named by their titles, as ids may be others.
type Fields = BTreeMap<&'static str, String>;

/// What differs in the fields that the writer carries whole, and in those `in_part` that it carries in part.
pub(super) fn compare(
    writer: &Writer,
    in_part: &[&str],
    backlog: &Backlog,
    plan: &ImportPlan,
) -> Vec<String> {
    let is_whole = |name: &&str| match writer.carry(name) {
        Carry::Whole(_) | Carry::Kept(_) => true,
        Carry::Part(..) | Carry::ByKey(_) => in_part.contains(name),
        Carry::Lost(_) => false,
    };
    let whole: Vec<&str> = export_fields().filter(is_whole).collect();
    let names: Vec<&str> = writer.carries.iter().map(|(name, _)| *name).collect();
    assert!(
        names.iter().all(|name| export_fields().any(|f| f == *name)),
        "{names:?}"
    );
    let expected = before(backlog, writer);
    let found = after(plan, backlog, writer);
    let mut differences = Vec::new();
    if whole.contains(&"status") {
        for mapped in &plan.report.states {
            let (name, kind) = (&mapped.name, mapped.state.kind);
            let was = backlog.config.kind_of(name);
            if was != kind {
                differences.push(format!("the state `{name}` meant {was} and means {kind}"));
            }
        }
    }
    for (title, fields) in &expected {
        let Some(other) = found.get(title) else {
            differences.push(format!("`{title}` is lost"));
            continue;
        };
        for name in &whole {
            let (one, two) = (fields.get(name), other.get(name));
            // A tool's reader keeps its own columns too.
            let is_kept = |one: &String, two: &String| one.lines().all(|line| two.contains(line));
            let is_same = match (*name, one, two) {
                ("extra", Some(one), Some(two)) => is_kept(one, two),
                ("extra", None, _) => true,
                _ => one == two,
            };
            if !is_same {
                differences.push(format!("`{title}`: `{name}` was {one:?} and is {two:?}"));
            }
        }
    }
    for title in found.keys().filter(|title| !expected.contains_key(*title)) {
        differences.push(format!("`{title}` is new"));
    }
    differences
}

fn headings(backlog: &Backlog) -> HeadingKeys {
    HeadingKeys::new(&backlog.config.criteria.headings)
}

/// What a body says, with white space that does not matter taken out; of a format that has no Markdown only what it means.
fn parts(fields: &mut Fields, body: &str, headings: &HeadingKeys, writer: &Writer) {
    let story = Story::new("US-1".parse().expect("an id"), "");
    let item = ExportItem::new(&story, body.to_owned(), 1, headings);
    let text = item.text();
    let text = match writer.carry("text") {
        Carry::Whole(_) | Carry::Kept(_) => {
            let lines = text.lines().map(str::trim_end);
            let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
            lines.join("\n")
        }
        Carry::Part(..) | Carry::ByKey(_) | Carry::Lost(_) => meaning(&text),
    };
    let criteria = item.criteria.iter().map(|one| (&one.text, one.done));
    let notes = item.notes.iter();
    let notes = notes.map(|one| (one.date, meaning(&one.markdown(body))));
    fields.insert("text", text);
    fields.insert("criteria", format!("{:?}", criteria.collect::<Vec<_>>()));
    fields.insert("notes", format!("{:?}", notes.collect::<Vec<_>>()));
}

fn before(backlog: &Backlog, writer: &Writer) -> BTreeMap<String, Fields> {
    let headings = headings(backlog);
    let title = |to: &String| {
        let found = backlog.find(to);
        found.map_or_else(|| to.clone(), |story| story.title.clone())
    };
    let mut all = BTreeMap::new();
    for (place, story) in backlog.stories().iter().enumerate() {
        let mut fields = Fields::new();
        let mut put = |name: &'static str, value: Option<String>| {
            let value = value.filter(|value| !value.is_empty());
            value.and_then(|value| fields.insert(name, value));
        };
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        put("id", Some(story.id.to_string()));
        put("title", Some(story.title.clone()));
        put("rank", Some(place.to_string()));
        put("status", Some(story.status.clone()));
        put("type", Some(story.item_type.clone()));
        put("created", story.created.map(|at| at.to_string()));
        put("started", day(story.started));
        put("done", day(story.done));
        put("accepted", day(story.accepted));
        put("moscow", story.moscow.map(|class| class.name().to_owned()));
        put("labels", Some(story.labels.join(" | ")));
        put("assignee", Some(story.assignee.join(" | ")));
        put("links", Some(story.links.join(" | ")));
        put("aliases", Some(story.aliases.join(" | ")));
        put("epic", story.epic.as_ref().map(title));
        let mut others: Vec<String> = story.depends_on.iter().map(title).collect();
        others.sort();
        put("depends_on", Some(others.join(" | ")));
        for (name, text) in [
            ("sprint", &story.sprint),
            ("release", &story.release),
            ("objective", &story.objective),
            ("requested_by", &story.requested_by),
            ("blocked", &story.blocked),
            ("outcome", &story.outcome),
        ] {
            put(name, text.clone());
        }
        let kept = story.extra.iter();
        let kept = kept.map(|(key, texts)| Extra::texts(key, texts));
        put("extra", Some(lines_of(kept)));
        for field in FIELDS {
            let amount: Option<Hundredths> = story.amount(field.name);
            if let Some(amount) = amount {
                put(field.name, Some(amount.to_string()));
            }
        }
        parts(
            &mut fields,
            story.body.as_deref().unwrap_or_default(),
            &headings,
            writer,
        );
        all.insert(story.title.clone(), fields);
    }
    all
}

/// What stands under `extra`, in the order of the keys.
fn lines_of(extra: impl Iterator<Item = Extra>) -> String {
    let mut lines: Vec<String> = extra.map(|one| one.yaml).collect();
    lines.sort();
    lines.concat()
}

fn text_of(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Plain(text) => text.clone(),
        Value::List(items) => items.join(" | "),
        Value::Map(_) | Value::Empty => String::new(),
    }
}

fn after(plan: &ImportPlan, backlog: &Backlog, writer: &Writer) -> BTreeMap<String, Fields> {
    let headings = headings(backlog);
    let value = |story: &NewStory, name: &str| story.value(name).map(text_of).unwrap_or_default();
    let titles: BTreeMap<&StoryId, String> = plan
        .stories
        .iter()
        .map(|story| (&story.id, value(story, "title")))
        .collect();
    let title = |id: &str| {
        let found = id.parse().ok().and_then(|id: StoryId| titles.get(&id));
        found.cloned().unwrap_or_else(|| id.to_owned())
    };
    let mut ordered: Vec<&NewStory> = plan.stories.iter().collect();
    ordered.sort_by_key(|story| {
        let rank = value(story, "rank");
        (rank.is_empty(), rank, story.id.clone())
    });
    let mut all = BTreeMap::new();
    for (place, story) in ordered.into_iter().enumerate() {
        let mut fields = Fields::new();
        for field in FIELDS {
            let text = value(story, field.name);
            let text = match field.name {
                "rank" => place.to_string(),
                "epic" if !text.is_empty() => title(&text),
                "depends_on" if !text.is_empty() => {
                    let mut others: Vec<String> = text.split(" | ").map(title).collect();
                    others.sort();
                    others.join(" | ")
                }
                _ => text,
            };
            if !text.is_empty() {
                fields.insert(field.name, text);
            }
        }
        let kept = lines_of(story.extra.iter().cloned());
        if !kept.is_empty() {
            fields.insert("extra", kept);
        }
        parts(&mut fields, &story.body, &headings, writer);
        all.insert(value(story, "title"), fields);
    }
    all
}
