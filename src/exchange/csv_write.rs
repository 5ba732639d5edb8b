//! Writes a backlog as a plain CSV file, with the names of columns that `po` and most tools know.

use crate::exchange::csv_table::SHEET;
use crate::exchange::export::{
    Carry, CsvSheet, EXTRA, ExportBacklog, ExportError, ExportNote, ExtraColumns, Layout, Sink,
    Writer, addresses, joined, shown,
};
use crate::model::Story;

/// Any CSV.
pub const WRITER: Writer = Writer {
    docs: "Writes a table with a row an item, in the order of the backlog: for spreadsheets, for tools whose importers let one \
           say which column is what, and for `po import`. The text goes as Markdown into `description`, acceptance criteria \
           and notes with it. What only `po` knows (the cost of delay, scores, links, …) follows in columns of its own, where an \
           item has it, and what stands under `extra` by its keys. Lists are parted by commas, people by semicolons. Cells that a spreadsheet would run as formulas get a `'` before \
           them, which `po import` takes off.",
    layout: Layout::File {
        main: ".csv",
        beside: &[],
    },
    carries: &[
        ("id", Carry::Whole("key")),
        ("title", Carry::Whole("title")),
        ("type", Carry::Whole("type")),
        ("status", Carry::Whole("status")),
        ("rank", Carry::Whole("order")),
        ("points", Carry::Whole("points")),
        ("value", Carry::Whole("value")),
        ("epic", Carry::Whole("epic")),
        ("depends_on", Carry::Whole("depends on")),
        ("sprint", Carry::Whole("sprint")),
        ("release", Carry::Whole("release")),
        ("labels", Carry::Whole("labels")),
        ("assignee", Carry::Whole("assignee")),
        ("requested_by", Carry::Whole("requested by")),
        ("created", Carry::Whole("created")),
        ("started", Carry::Whole("started")),
        ("done", Carry::Whole("done")),
        ("accepted", Carry::Whole("accepted")),
        ("urgency", Carry::Whole("urgency")),
        ("risk_reduction", Carry::Whole("risk reduction")),
        ("cost_of_delay", Carry::Whole("cost of delay")),
        ("moscow", Carry::Whole("moscow")),
        ("reach", Carry::Whole("reach")),
        ("impact", Carry::Whole("impact")),
        ("confidence", Carry::Whole("confidence")),
        ("effort", Carry::Whole("effort (RICE)")),
        ("ease", Carry::Whole("ease")),
        ("benefit", Carry::Whole("benefit")),
        ("penalty", Carry::Whole("penalty")),
        ("risk", Carry::Whole("risk")),
        ("objective", Carry::Whole("objective")),
        ("blocked", Carry::Whole("waits for")),
        (
            "links",
            Carry::Part("links", "the addresses, without what they are called"),
        ),
        ("external", Carry::Part("url", "the address only")),
        ("text", Carry::Whole("description")),
        ("criteria", Carry::Whole("description")),
        ("notes", Carry::Whole("description")),
        ("extra", EXTRA),
    ],
    write,
};

/// The columns that every file has.
const HEADERS: [&str; 20] = [
    "key",
    "title",
    "type",
    "status",
    "state kind",
    "order",
    "points",
    "value",
    "epic",
    "depends on",
    "sprint",
    "release",
    "labels",
    "assignee",
    "requested by",
    "created",
    "started",
    "done",
    "url",
    "description",
];

/// Whether a table with these columns was written here.
pub(super) fn is_own(headers: &[String]) -> bool {
    headers.len() >= HEADERS.len() && headers.iter().zip(HEADERS).all(|(name, own)| name == own)
}

/// Columns that a file has where an item has such a field, and the field.
const MORE: [(&str, &str); 16] = [
    ("accepted", "accepted"),
    ("urgency", "urgency"),
    ("risk reduction", "risk_reduction"),
    ("cost of delay", "cost_of_delay"),
    ("moscow", "moscow"),
    ("reach", "reach"),
    ("impact", "impact"),
    ("confidence", "confidence"),
    ("effort (RICE)", "effort"),
    ("ease", "ease"),
    ("benefit", "benefit"),
    ("penalty", "penalty"),
    ("risk", "risk"),
    ("objective", "objective"),
    ("waits for", "blocked"),
    ("links", "links"),
];

/// What a story holds in one of these fields.
fn more(story: &Story, field: &str, notes: &mut Vec<ExportNote>) -> String {
    match field {
        "accepted" => shown(story.accepted),
        "moscow" => shown(story.moscow.map(|class| class.name())),
        "objective" => shown(story.objective.as_ref()),
        "blocked" => shown(story.blocked.as_ref()),
        "links" => addresses(story, notes).join(" "),
        _ => shown(story.amount(field)),
    }
}

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let is_there = |(_, field): &(&str, &str)| {
        let mut stories = backlog.stories.iter();
        stories.any(|story| !more(story, field, &mut Vec::new()).is_empty())
    };
    let others: Vec<(&str, &str)> = MORE.into_iter().filter(is_there).collect();
    let headers: Vec<&str> = HEADERS
        .into_iter()
        .chain(others.iter().map(|(header, _)| *header))
        .collect();
    let extra = ExtraColumns::of(
        backlog.items_with_extra(),
        &[],
        |name| SHEET.keeps(&headers, name),
        &mut notes,
    )?;
    let headers: Vec<&str> = headers.into_iter().chain(extra.headers()).collect();
    let mut sheet = CsvSheet::new(sink.file(".csv")?, &headers)?;
    for item in backlog.items() {
        let item = item?;
        let story = item.story;
        // A name may be written `Lee, Ann`.
        let people = joined(&story.assignee, [';'], "assignee", &story.id, &mut notes);
        let mut list = |field: &str, values: &[String]| {
            joined(values, [',', ';'], field, &story.id, &mut notes)
        };
        let reference = |to: &String| match backlog.find(to) {
            Some(other) => other.id.to_string(),
            None => to.clone(),
        };
        let depends_on: Vec<String> = story.depends_on.iter().map(reference).collect();
        let kind = match story.status.is_empty() {
            true => "",
            false => backlog.config().kind_of(&story.status).name(),
        };
        let cells = [
            story.id.to_string(),
            story.title.clone(),
            story.item_type.clone(),
            story.status.clone(),
            kind.to_owned(),
            item.position.to_string(),
            shown(story.points),
            shown(story.value),
            shown(story.epic.as_ref().map(reference)),
            list("depends_on", &depends_on),
            shown(story.sprint.as_ref()),
            shown(story.release.as_ref()),
            list("labels", &story.labels),
            people,
            shown(story.requested_by.as_ref()),
            shown(story.created),
            shown(story.started),
            shown(story.done),
            shown(story.external.as_ref().and_then(|e| e.url.as_ref())),
            item.whole(),
        ];
        let others = others
            .iter()
            .map(|(_, field)| more(story, field, &mut notes));
        sheet.row(cells.into_iter().chain(others).chain(extra.cells(&item)))?;
    }
    sheet.finish()?;
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use crate::exchange::csv_table::FORMAT;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::Story;

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["links", "extra"], |_| ());
    }

    #[test]
    fn nothing_runs_as_a_formula_and_what_is_not_carried_is_counted() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.title = "=HYPERLINK(A1)".into();
        story.labels = vec!["a,b".into()];
        story.urgency = "3".parse().ok();
        story.aliases = vec!["OLD-1".into()];
        story.epic = Some("US-9".into());
        let (sink, report) = MemorySink::of(&super::WRITER, vec![story], |_| {
            "\n- one\n\n## Acceptance criteria\n\n- two\n".to_owned()
        });
        let row = "US-1,'=HYPERLINK(A1),,,,1,,,US-9,,,,\"a,b\",,,,,,,\"'- one\n";
        assert!(
            sink.text(".csv").starts_with("key,title,")
                && sink.text(".csv").contains("- two\",3\n")
        );
        assert!(sink.text(".csv").contains(row), "{}", sink.text(".csv"));
        let count = |name: &str| {
            let found = report.fields.iter().find(|field| field.name == name);
            found.map(|field| field.count)
        };
        assert_eq!((count("urgency"), count("aliases")), (Some(1), Some(1)));
        assert_eq!((count("text"), count("criteria")), (Some(1), Some(1)));
        assert_eq!(count("notes"), None);
        let notes: Vec<&str> = report
            .notes
            .iter()
            .map(|note| note.reason.as_str())
            .collect();
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(notes[1].contains("`US-9`, which is not exported"));
    }
}
