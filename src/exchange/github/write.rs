//! Writes issues as GitHub's interface for importing issues takes them: one a line.

use std::io::Write as _;

use serde_json::{Map, Value, json};

use crate::exchange::export::{
    Carry, ExportBacklog, ExportError, ExportItem, ExportNote, Layout, Sink, Writer, addresses,
    noon,
};
use crate::exchange::github::posted::{FACTS, STATE_KIND};
use crate::model::{StateKind, Story};

/// GitHub.
pub const WRITER: Writer = Writer {
    docs: "Writes a line of JSON an item, each a body for GitHub's interface for importing issues, which is a preview: `gh api \
           --method POST -H 'Accept: application/vnd.github.golden-comet-preview+json' repos/OWNER/REPO/import/issues --input -`, \
           line by line and in this order, so that numbers follow the order. It keeps the days of creation and closing. What an \
           issue has no field for (id, type, what a state of your own means, points, Sprint, release, epic, dependencies, people) is told in a first comment, \
           which `po import` reads again from the file: GitHub knows accounts and no names, and milestones only by number.",
    layout: Layout::File {
        main: ".jsonl",
        beside: &[],
    },
    carries: &[
        ("id", Carry::Whole("comments")),
        ("title", Carry::Whole("title")),
        ("type", Carry::Whole("comments")),
        ("status", Carry::Whole("closed, comments")),
        ("rank", Carry::Whole("comments")),
        ("points", Carry::Whole("comments")),
        ("value", Carry::Whole("comments")),
        ("epic", Carry::Whole("comments")),
        ("depends_on", Carry::Whole("comments")),
        ("sprint", Carry::Whole("comments")),
        ("release", Carry::Whole("comments")),
        ("labels", Carry::Whole("labels")),
        ("assignee", Carry::Whole("comments")),
        ("requested_by", Carry::Whole("comments")),
        ("created", Carry::Whole("created_at")),
        ("started", Carry::Whole("comments")),
        ("done", Carry::Whole("closed_at")),
        (
            "links",
            Carry::Part("comments", "the addresses, without what they are called"),
        ),
        ("text", Carry::Whole("body")),
        ("criteria", Carry::Whole("body")),
        ("notes", Carry::Whole("body")),
    ],
    write,
};

/// How many characters GitHub takes: of a title, a body, a label.
const LONGEST: [(&str, usize); 3] = [("title", 256), ("body", 65_536), ("labels", 50)];

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let mut file = sink.file(".jsonl")?;
    for item in backlog.items() {
        let item = item?;
        too_long(&item, &mut notes);
        serde_json::to_writer(&mut file, &issue(backlog, &item, &mut notes))
            .map_err(std::io::Error::from)?;
        file.write_all(b"\n")?;
    }
    file.flush()?;
    Ok(notes)
}

fn issue(backlog: &ExportBacklog<'_>, item: &ExportItem<'_>, notes: &mut Vec<ExportNote>) -> Value {
    let story = item.story;
    let config = backlog.config();
    let kind = config.kind_of(&story.status);
    let mut issue = Map::new();
    issue.insert("title".into(), story.title.as_str().into());
    issue.insert("body".into(), item.whole().into());
    if let Some(created) = story.created {
        issue.insert("created_at".into(), created.to_string().into());
    }
    if matches!(kind, StateKind::Done | StateKind::Declined) {
        issue.insert("closed".into(), true.into());
    }
    if let Some(done) = story.done {
        issue.insert("closed_at".into(), noon(done, &config.time_zone).into());
    }
    if !story.labels.is_empty() {
        issue.insert("labels".into(), story.labels.clone().into());
    }
    json!({"issue": issue, "comments": [{"body": facts(backlog, item, notes)}]})
}

/// What an issue has no field for, in words.
fn facts(
    backlog: &ExportBacklog<'_>,
    item: &ExportItem<'_>,
    notes: &mut Vec<ExportNote>,
) -> String {
    let story = item.story;
    let named = |to: &String| match backlog.find(to) {
        Some(other) => format!("{} {}", other.id, other.title),
        None => to.clone(),
    };
    let one = |text: &Option<String>| text.iter().cloned().collect::<Vec<_>>();
    let amount = |amount: Option<_>| amount.iter().map(ToString::to_string).collect::<Vec<_>>();
    let word = |text: &String| {
        Some(text.clone())
            .filter(|text| !text.is_empty())
            .into_iter()
            .collect()
    };
    let links = addresses(story, notes);
    let links = links.into_iter().map(str::to_owned).collect();
    let kind = backlog.told_kind(story);
    let kind = kind.filter(|_| !story.status.is_empty());
    let lines: [(&str, Vec<String>); 15] = [
        ("id", vec![story.id.to_string()]),
        ("order", vec![item.position.to_string()]),
        ("type", word(&story.item_type)),
        ("status", word(&story.status)),
        (STATE_KIND, kind.iter().map(ToString::to_string).collect()),
        ("points", amount(story.points)),
        ("value", amount(story.value)),
        ("sprint", one(&story.sprint)),
        ("release", one(&story.release)),
        ("part of", story.epic.iter().map(named).collect()),
        ("after", story.depends_on.iter().map(named).collect()),
        ("assignee", story.assignee.clone()),
        ("requested by", one(&story.requested_by)),
        (
            "started",
            story.started.iter().map(ToString::to_string).collect(),
        ),
        ("link", links),
    ];
    let lines = lines.into_iter().flat_map(|(name, values)| {
        values
            .into_iter()
            .map(move |value| format!("\n- {name}: {value}"))
    });
    format!("{FACTS}\n{}", lines.collect::<String>())
}

/// Notes what GitHub would refuse for its length.
fn too_long(item: &ExportItem<'_>, notes: &mut Vec<ExportNote>) {
    let story: &Story = item.story;
    for (field, longest) in LONGEST {
        let long = |text: &str| text.chars().count() > longest;
        let is_long = match field {
            "title" => long(&story.title),
            "body" => long(&item.body),
            _ => story.labels.iter().any(|label| long(label)),
        };
        if is_long {
            let reason =
                format!("`{field}` is longer than the {longest} characters that GitHub takes");
            notes.push(ExportNote::of(&story.id, reason));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::exchange::github::FORMAT;
    use crate::exchange::github::write::WRITER;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::Story;

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["links"], |_| ());
    }

    #[test]
    fn a_line_is_what_the_interface_takes() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.title = "Pay".into();
        story.status = "done".into();
        story.done = Some(jiff::civil::date(2026, 1, 2));
        story.epic = Some("US-2".into());
        story.labels = vec!["a".repeat(51)];
        let mut epic = Story::new("US-2".parse().unwrap(), "stories/US-2.md");
        epic.title = "Checkout".into();
        let (sink, report) = MemorySink::of(&WRITER, vec![story, epic], |_| "\ntext\n".to_owned());
        let first = sink.text(".jsonl").lines().next().unwrap();
        let line: Value = serde_json::from_str(first).unwrap();
        assert_eq!(line["issue"]["closed"], true);
        assert_eq!(line["issue"]["closed_at"], "2026-01-02T12:00:00Z");
        assert_eq!(
            line["comments"][0]["body"],
            "From the backlog of po:\n\n- id: US-1\n- order: 1\n- status: done\n- part of: US-2 Checkout"
        );
        assert_eq!(report.notes.len(), 1);
    }
}
