//! Writes a board as Trello's own export looks, for the tools that import such a file.

use std::collections::BTreeMap;
use std::io::Write;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::exchange::export::{
    Carry, ExportBacklog, ExportComment, ExportError, ExportItem, ExportNote, Layout, Sink, Writer,
    key_for, named_addresses, noon,
};
use crate::exchange::trello::card::STATE_KIND;
use crate::model::{Criterion, StateKind, Story};
use crate::text::one_line;

/// Trello.
pub const WRITER: Writer = Writer {
    docs: "Writes a board in JSON as the menu of a board of Trello's exports it. Trello itself imports no such file: its own \
           menus know none, and pasting lines of text into a list makes a card a line. The file is for tools that take boards \
           from Trello (Linear, WeKan, Planka, GitHub and Jira migration tools) and for `po import`. A state is a list, in the \
           order of the workflow, and its `stateKind`, which Trello has not, tells `po import` what it means; criteria are a checklist, unless they are scenarios, lie in each other, hold code or stand among \
           other text: then they stay in the description; notes are comments. Points, value, type, Sprint and release are custom fields.",
    layout: Layout::File {
        main: ".json",
        beside: &[],
    },
    carries: &[
        ("id", Carry::Kept("shortLink")),
        ("title", Carry::Whole("name")),
        ("type", Carry::Whole("custom field Type")),
        ("status", Carry::Whole("list, stateKind of the list")),
        ("rank", Carry::Part("pos", "the order within each list")),
        ("points", Carry::Whole("custom field Story Points")),
        ("value", Carry::Whole("custom field Value")),
        ("epic", Carry::Lost("cards have no parents")),
        (
            "depends_on",
            Carry::Lost("cards do not wait for each other"),
        ),
        ("sprint", Carry::Whole("custom field Sprint")),
        ("release", Carry::Whole("custom field Release")),
        ("labels", Carry::Whole("labels")),
        ("assignee", Carry::Whole("members")),
        ("created", Carry::Whole("id")),
        ("started", Carry::Whole("start")),
        ("done", Carry::Whole("dateCompleted")),
        (
            "links",
            Carry::Part("attachments", "a link without an address is left out"),
        ),
        (
            "external",
            Carry::Part("shortLink", "of cards that came from Trello"),
        ),
        ("text", Carry::Whole("desc")),
        ("criteria", Carry::Whole("checklists, desc")),
        ("notes", Carry::Whole("comments")),
    ],
    write,
};

/// The custom fields, their ids and what Trello calls their kinds.
const FIELDS: [(&str, &str); 5] = [
    ("Story Points", "number"),
    ("Value", "number"),
    ("Type", "text"),
    ("Sprint", "text"),
    ("Release", "text"),
];

/// The space between two cards or lists, as Trello leaves it.
const STEP: usize = 65_536;

/// What cards refer to.
struct Board<'a> {
    backlog: &'a ExportBacklog<'a>,
    lists: Vec<String>,
    labels: BTreeMap<&'a str, usize>,
    members: BTreeMap<&'a str, usize>,
    zone: &'a TimeZone,
}

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let board = Board::of(backlog);
    let config = backlog.config();
    let mut file = sink.file(".json")?;
    let name = match config.product.as_str() {
        "" => "Backlog",
        product => product,
    };
    write!(
        file,
        "{{\"name\":{},\"closed\":false,\"prefs\":{{}}",
        json!(name)
    )?;
    list(&mut file, "lists", board.lists())?;
    list(
        &mut file,
        "labels",
        named(
            &board.labels,
            "label",
            |id, name| json!({"id": id, "name": name, "color": Value::Null}),
        ),
    )?;
    list(
        &mut file,
        "members",
        named(
            &board.members,
            "member",
            |id, name| json!({"id": id, "fullName": name, "username": name}),
        ),
    )?;
    let fields = FIELDS
        .iter()
        .enumerate()
        .map(|(place, (name, kind))| json!({"id": id("field", place), "name": name, "type": kind}));
    list(&mut file, "customFields", fields.map(Ok))?;
    list(
        &mut file,
        "cards",
        backlog.items().map(|item| Ok(board.card(&item?))),
    )?;
    let with_list = backlog.items().filter_map(|item| match item {
        Ok(item) => checklist(&item).map(Ok),
        Err(error) => Some(Err(error)),
    });
    list(&mut file, "checklists", with_list)?;
    write!(file, ",\"actions\":[")?;
    let mut first = true;
    for item in backlog.items() {
        for action in board.comments(&item?) {
            write!(file, "{}{action}", if first { "\n" } else { ",\n" })?;
            first = false;
        }
    }
    writeln!(file, "]}}")?;
    file.flush()?;
    let mut notes = Vec::new();
    for story in &backlog.stories {
        named_addresses(story, &mut notes);
    }
    Ok(notes)
}

/// Writes a key and a list, an element a line.
fn list(
    file: &mut dyn Write,
    key: &str,
    elements: impl Iterator<Item = Result<Value, ExportError>>,
) -> Result<(), ExportError> {
    write!(file, ",\n\"{key}\":[")?;
    for (number, element) in elements.enumerate() {
        let element = element?;
        write!(file, "{}{element}", if number == 0 { "\n" } else { ",\n" })?;
    }
    Ok(write!(file, "]")?)
}

/// An id that no two things of a board share.
fn id(kind: &str, place: usize) -> String {
    format!("{kind}-{place}")
}

fn named<'m>(
    names: &'m BTreeMap<&str, usize>,
    kind: &'m str,
    element: impl Fn(String, &str) -> Value + 'm,
) -> impl Iterator<Item = Result<Value, ExportError>> + 'm {
    names
        .iter()
        .map(move |(name, place)| Ok(element(id(kind, *place), name)))
}

impl<'a> Board<'a> {
    fn of(backlog: &'a ExportBacklog<'a>) -> Self {
        let config = backlog.config();
        let mut lists: Vec<String> = config.states.iter().map(|s| s.name.clone()).collect();
        let mut labels = BTreeMap::new();
        let mut members = BTreeMap::new();
        for story in &backlog.stories {
            let state = backlog.state_of(story);
            if !lists.iter().any(|name| name == state) {
                lists.push(state.to_owned());
            }
            for label in &story.labels {
                let place = labels.len();
                labels.entry(label.as_str()).or_insert(place);
            }
            for member in &story.assignee {
                let place = members.len();
                members.entry(member.as_str()).or_insert(place);
            }
        }
        Self {
            backlog,
            lists,
            labels,
            members,
            zone: &config.time_zone,
        }
    }

    fn lists(&self) -> impl Iterator<Item = Result<Value, ExportError>> {
        self.lists.iter().enumerate().map(|(place, name)| {
            let pos = (place + 1) * STEP;
            let kind = self.backlog.config().kind_of(name).name();
            Ok(json!({"id": id("list", place), "name": name, "closed": false, "pos": pos, STATE_KIND: kind}))
        })
    }

    fn card(&self, item: &ExportItem<'a>) -> Value {
        let story = item.story;
        let state = self.backlog.state_of(story);
        let place = self.lists.iter().position(|name| name == state);
        let text = |text: &Option<String>| text.clone().map(|text| json!({"text": text}));
        let amount = |key: &str| story.amount(key).map(|n| json!({"number": n.to_string()}));
        let item_type = Some(story.item_type.clone()).filter(|name| !name.is_empty());
        let values = [
            amount("points"),
            amount("value"),
            text(&item_type),
            text(&story.sprint),
            text(&story.release),
        ];
        let fields: Vec<Value> = values
            .into_iter()
            .enumerate()
            .filter_map(|(place, value)| {
                Some(json!({"idCustomField": id("field", place), "value": value?}))
            })
            .collect();
        let labels: Vec<Value> = story
            .labels
            .iter()
            .map(|label| {
                let place = self.labels[label.as_str()];
                json!({"id": id("label", place), "name": label, "color": Value::Null})
            })
            .collect();
        let members: Vec<String> = story
            .assignee
            .iter()
            .map(|name| id("member", self.members[name.as_str()]))
            .collect();
        // Of which not, is noted once, for all items.
        let links: Vec<Value> = named_addresses(story, &mut Vec::new())
            .into_iter()
            .map(|(url, words)| match words {
                "" => json!({"name": url, "url": url}),
                words => json!({"name": words, "url": url}),
            })
            .collect();
        let desc = match has_checklist(item) {
            true => item.text(),
            false => item.text_and_criteria(),
        };
        let url = story
            .external
            .as_ref()
            .and_then(|external| external.url.clone());
        let moment = |day: Option<Date>| day.map(|day| noon(day, self.zone));
        json!({
            "id": card_id(story, item.position),
            "shortLink": key_for("trello", story),
            "shortUrl": url.unwrap_or_default(),
            "name": story.title,
            "desc": desc,
            "idList": id("list", place.unwrap_or(0)),
            "pos": item.position * STEP,
            // What is out and was never done is what people archive.
            "closed": self.backlog.kind_of(story) == StateKind::Declined,
            "due": Value::Null,
            "dueComplete": story.done.is_some(),
            "dateCompleted": moment(story.done),
            "start": moment(story.started),
            "idLabels": labels.iter().map(|label| label["id"].clone()).collect::<Vec<_>>(),
            "labels": labels,
            "idMembers": members,
            "customFieldItems": fields,
            "attachments": links,
            "badges": {"comments": item.comments().len()},
        })
    }

    fn comments(&self, item: &ExportItem<'_>) -> Vec<Value> {
        let card = card_id(item.story, item.position);
        let action = |comment: &ExportComment| {
            let date = comment.date.map(|day| noon(day, self.zone));
            json!({
                "type": "commentCard",
                "date": date,
                "data": {"card": {"id": card}, "text": comment.text},
            })
        };
        item.comments().iter().map(action).collect()
    }
}

/// An id as Trello makes it, which begins with the second in which the card was added; another one where nobody knows.
fn card_id(story: &Story, position: usize) -> String {
    let second = story.created.map(|at| at.as_second());
    match second.and_then(|second| u32::try_from(second).ok()) {
        Some(second) => format!("{second:08x}{position:016x}"),
        None => id("card", position),
    }
}

/// Whether the criteria are a plain list in a section of their own.
fn has_checklist(item: &ExportItem<'_>) -> bool {
    let is_item = |one: &Criterion| {
        // Bullet and box; what is nested or stands below its words has no place in a checklist.
        let text = one_line(&item.body[one.range.clone()]);
        let marks = text.strip_suffix(one.text.as_str()).unwrap_or(&text);
        let mut marks = marks.split_whitespace();
        let bullet = marks.next().unwrap_or_default();
        let is_bullet = matches!(bullet, "-" | "*" | "+") || bullet.ends_with(['.', ')']);
        let boxed: String = marks.collect();
        is_bullet && matches!(&*boxed, "" | "[]" | "[x]" | "[X]")
    };
    !item.criteria.is_empty() && item.has_criteria_apart() && item.criteria.iter().all(is_item)
}

fn checklist(item: &ExportItem<'_>) -> Option<Value> {
    if !has_checklist(item) {
        return None;
    }
    let items: Vec<Value> = item
        .criteria
        .iter()
        .enumerate()
        .map(|(place, criterion)| {
            let state = if criterion.done {
                "complete"
            } else {
                "incomplete"
            };
            json!({
                "id": format!("item-{}-{place}", item.position),
                "name": criterion.text,
                "state": state,
                "pos": (place + 1) * STEP,
            })
        })
        .collect();
    Some(json!({
        "id": id("checklist", item.position),
        "idCard": card_id(item.story, item.position),
        "name": "Acceptance criteria",
        "pos": STEP,
        "checkItems": items,
    }))
}

#[cfg(test)]
mod tests {
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::exchange::trello::FORMAT;
    use crate::model::Story;

    #[test]
    fn criteria_that_lie_in_each_other_stay_in_the_description() {
        for (criteria, has_list) in [
            ("- [ ] one\n- [x] two and\n  more\n", true),
            ("- [ ] one\n  - [x] nested\n- [ ] two\n", false),
            ("- [ ] one\n\n  ```sh\n  ls\n  ```\n\n- [ ] two\n", false),
            ("- [ ] one\n\n  second of one\n- [x] two\n", false),
            ("All of:\n\n- one\n", false),
        ] {
            let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
            (story.title, story.links) = ("Pay".into(), vec!["Mock: https://a.example".into()]);
            let body = format!("\nWhy\n\n## Acceptance criteria\n\n{criteria}");
            let (sink, _) = MemorySink::of(&super::WRITER, vec![story], |_| body.clone());
            let text = sink.text(".json");
            assert_eq!(text.contains("checkItems"), has_list, "{text}");
            let (drafts, _) = sink.source(&[]).drafts(&FORMAT).unwrap();
            let read = drafts[0].body.trim();
            let expected = body.trim().replace("and\n  more", "and more");
            assert_eq!(read, expected);
            assert_eq!(drafts[0].links, ["Mock: https://a.example"]);
        }
    }

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["links"], |_| ());
    }
}
