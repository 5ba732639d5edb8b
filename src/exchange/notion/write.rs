//! Writes a backlog as a table that Notion's importer makes a database of.

use std::collections::HashMap;

use crate::exchange::export::{
    Carry, CsvSheet, ExportBacklog, ExportError, ExportNote, Layout, Sink, Writer, addresses,
    joined, shown,
};
use crate::exchange::notion::database::folded_title;
use crate::model::Story;

/// Notion.
pub const WRITER: Writer = Writer {
    docs: "Writes a CSV file for Notion's importer (Import, CSV), which makes a database of it, or adds to one by *Merge with CSV*. \
           The title is the first column, as Notion wants it. `Parent item` and `Blocked by` hold titles as text, because the \
           importer makes no relations of them. Notion takes no text for the page of a row \
           from a table, so text, criteria and notes stand in `Description`, as Markdown. Where states are called what does not say what they \
           mean, `State kind` says it for `po import`, as long as an item is in that state. Cells that a spreadsheet would run as \
           formulas get a `'` before them, which `po import --from notion` takes off.",
    layout: Layout::File {
        main: ".csv",
        beside: &[],
    },
    carries: &[
        ("id", Carry::Whole("ID")),
        ("title", Carry::Whole("Name")),
        ("type", Carry::Whole("Type")),
        ("status", Carry::Whole("Status, State kind")),
        ("rank", Carry::Whole("Order")),
        ("points", Carry::Whole("Story points")),
        ("value", Carry::Whole("Value")),
        ("epic", Carry::Whole("Parent item")),
        ("depends_on", Carry::Whole("Blocked by")),
        ("sprint", Carry::Whole("Sprint")),
        ("release", Carry::Whole("Release")),
        ("labels", Carry::Whole("Tags")),
        ("assignee", Carry::Whole("Assignee")),
        ("requested_by", Carry::Whole("Requested by")),
        ("created", Carry::Whole("Created")),
        ("started", Carry::Whole("Start date")),
        ("done", Carry::Whole("Completed on")),
        (
            "links",
            Carry::Part("Links", "the addresses, without what they are called"),
        ),
        ("text", Carry::Whole("Description")),
        ("criteria", Carry::Whole("Description")),
        ("notes", Carry::Whole("Description")),
    ],
    write,
};

const HEADERS: [&str; 19] = [
    "Name",
    "ID",
    "Type",
    "Status",
    "Order",
    "Story points",
    "Value",
    "Parent item",
    "Blocked by",
    "Sprint",
    "Release",
    "Tags",
    "Assignee",
    "Requested by",
    "Created",
    "Start date",
    "Completed on",
    "Links",
    "Description",
];

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let mut titles: HashMap<String, usize> = HashMap::new();
    for story in &backlog.stories {
        *titles.entry(folded_title(&story.title)).or_default() += 1;
    }
    let told_kind = |story| {
        backlog
            .told_kind(story)
            .filter(|_| !story.status.is_empty())
    };
    let tells_kinds = backlog
        .stories
        .iter()
        .any(|story| told_kind(story).is_some());
    let kinds = tells_kinds.then_some("State kind");
    let headers: Vec<&str> = HEADERS.into_iter().chain(kinds).collect();
    let mut sheet = CsvSheet::new(sink.file(".csv")?, &headers)?;
    for item in backlog.items() {
        let item = item?;
        let story = item.story;
        let mut names = |field: &str, references: &[String]| -> String {
            let named: Vec<String> = references
                .iter()
                // A name of nothing would make the others of its cell unclear too.
                .filter_map(|to| {
                    let other = backlog.find(to)?;
                    notes.extend(unclear(story, field, other, &titles));
                    Some(other.title.clone())
                })
                .collect();
            named.join(", ")
        };
        let epic = names("epic", story.epic.as_slice());
        let depends_on = names("depends_on", &story.depends_on);
        let links = addresses(story, &mut notes);
        let mut list =
            |field: &str, values: &[String]| joined(values, [','], field, &story.id, &mut notes);
        let cells = [
            story.title.clone(),
            story.id.to_string(),
            story.item_type.clone(),
            story.status.clone(),
            item.position.to_string(),
            shown(story.points),
            shown(story.value),
            epic,
            depends_on,
            shown(story.sprint.as_ref()),
            shown(story.release.as_ref()),
            list("labels", &story.labels),
            list("assignee", &story.assignee),
            shown(story.requested_by.as_ref()),
            shown(story.created),
            shown(story.started),
            shown(story.done),
            links.join(" "),
            item.whole(),
        ];
        let kind = told_kind(story).map(|kind| format!("{}: {kind}", story.status));
        sheet.row(cells.into_iter().chain(kinds.map(|_| shown(kind))))?;
    }
    sheet.finish()?;
    Ok(notes)
}

/// What to know of a reference to an item whose title others have too.
fn unclear(
    story: &Story,
    field: &str,
    other: &Story,
    titles: &HashMap<String, usize>,
) -> Option<ExportNote> {
    let several = titles
        .get(&folded_title(&other.title))
        .is_some_and(|count| *count > 1);
    several.then(|| {
        let reason = format!(
            "`{field}` names `{}` by its title `{}`, which other items have too",
            other.id, other.title
        );
        ExportNote::of(&story.id, reason)
    })
}

#[cfg(test)]
mod tests {
    use crate::exchange::export::ExportBacklog;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::notion::FORMAT;
    use crate::exchange::notion::write::WRITER;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::{Backlog, Config, State, StateKind, Story};

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["links"], |_| ());
    }

    #[test]
    fn what_a_state_means_holds_while_an_item_is_in_it() {
        let mut config = Config::default();
        config.states.push(State {
            name: "Limbo: all".into(),
            kind: StateKind::Started,
        });
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        (story.title, story.status) = ("Pay".into(), "Limbo: all".into());
        story.body = Some(String::new());
        let backlog = Backlog::new(config, vec![story], Vec::new());
        let unread = |_: &Story| panic!("the body is there");
        let view = ExportBacklog::new(&backlog, backlog.stories().iter().collect(), &unread);
        let mut sink = MemorySink::default();
        (WRITER.write)(&view, &mut sink).unwrap();
        let text = sink.text(".csv");
        assert!(
            text.contains(",State kind\n") && text.contains(",Limbo: all: started\n"),
            "{text}"
        );
        let moved = text.replace("US-1,,Limbo: all,", "US-1,,Done,");
        let other = text.replace("Limbo: all: started", "rather new");
        for (text, kind, is_kept) in [
            (text, StateKind::Started, false),
            (&*moved, StateKind::Done, false),
            (&*other, StateKind::New, true),
        ] {
            let (drafts, _) = MemorySource::new([("Tasks.csv", text)])
                .drafts(&FORMAT)
                .unwrap();
            let found = drafts[0].status.as_ref().and_then(|status| status.kind);
            assert_eq!(found.unwrap_or(StateKind::New), kind, "{text}");
            let extra = format!("{:?}", drafts[0].extra);
            assert_eq!(extra.contains("State kind"), is_kept, "{extra}");
        }
    }

    #[test]
    fn references_are_titles_and_unclear_ones_are_said() {
        let story = |number: u32, title: &str| {
            let id = format!("US-{number}");
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.title = title.into();
            story
        };
        let mut last = story(4, "=Sum");
        last.epic = Some("US-1".into());
        last.depends_on = vec!["US-2".into(), "US-9".into()];
        let stories = vec![
            story(1, "Pay, later"),
            story(2, "Same"),
            story(3, "Same"),
            last,
        ];
        let (sink, report) = MemorySink::of(&WRITER, stories, |_| String::new());
        let row = "\n'=Sum,US-4,,,4,,,\"Pay, later\",Same,";
        assert!(sink.text(".csv").contains(row), "{}", sink.text(".csv"));
        assert_eq!(report.notes.len(), 2);
        assert!(
            report.notes[1]
                .reason
                .contains("`US-9`, which is not exported")
        );
        assert!(report.notes[0].reason.contains("other items have too"));
    }
}
