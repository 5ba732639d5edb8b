//! Writes the CSV that Linear's importer takes: the columns of its own export.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::exchange::export::{
    Carry, CsvSheet, EXTRA, ExportBacklog, ExportError, ExportNote, ExtraColumns, Layout, Sink,
    Writer, first_person, is_whole, joined, key_for, noon, shown,
};
use crate::exchange::linear::columns::{SHEET, guarded};
use crate::model::Story;

/// Linear.
pub const WRITER: Writer = Writer {
    docs: "Writes the CSV that Linear's command line importer takes as an export of Linear's own (`npx @linear/import`, Linear \
           CSV). It reads title, description, status, estimate, assignee, labels, what blocks what, and the days; it gives new \
           keys, and looks into no other column: parents, cycles and milestones stand there as Linear's export has them, for \
           `po import` and for tools that read such exports; what a state means follows in `State kind`, for `po import`. People are known by their e-mail addresses or display names, \
           estimates are whole numbers, and archived items do not exist: export what is open, or `--all`.",
    layout: Layout::File {
        main: ".csv",
        beside: &[],
    },
    carries: &[
        ("id", Carry::Kept("Id")),
        ("title", Carry::Whole("Title")),
        ("type", Carry::Lost("Linear has no types of items")),
        ("status", Carry::Whole("Status, State kind")),
        ("rank", Carry::Lost("the file tells no order of items")),
        ("points", Carry::Whole("Estimate")),
        ("labels", Carry::Whole("Labels")),
        ("assignee", Carry::Part("Assignee", "the first one")),
        ("requested_by", Carry::Kept("Creator")),
        ("epic", Carry::Kept("Parent issue")),
        ("depends_on", Carry::Whole("Blocked By")),
        ("sprint", Carry::Kept("Cycle Name")),
        ("release", Carry::Kept("Project Milestone")),
        ("created", Carry::Whole("Created")),
        ("started", Carry::Whole("Started")),
        ("done", Carry::Whole("Completed")),
        ("text", Carry::Whole("Description")),
        ("criteria", Carry::Whole("Description")),
        ("notes", Carry::Whole("Description")),
        ("extra", EXTRA),
        (
            "Sprint files",
            Carry::Part(
                "Cycle Start, Cycle End",
                "the days, which only `po import` reads",
            ),
        ),
    ],
    write,
};

/// The columns that every file has and `po` keeps as they are.
const KEPT: [&str; 3] = ["Team", "Priority", "Project"];

const HEADERS: [&str; 26] = [
    "Id",
    "Team",
    "Title",
    "Description",
    "Status",
    "Estimate",
    "Priority",
    "Project",
    "Creator",
    "Assignee",
    "Labels",
    "Cycle Number",
    "Cycle Name",
    "Cycle Start",
    "Cycle End",
    "Created",
    "Updated",
    "Started",
    "Completed",
    "Canceled",
    "Archived",
    "Parent issue",
    "Project Milestone",
    "Blocks",
    "Blocked By",
    KIND,
];

/// What a state means, for `po import`: Linear has no such column.
const KIND: &str = "State kind";

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let is_kept = |name: &str| SHEET.keeps(&HEADERS, name);
    let extra = ExtraColumns::of(backlog.items_with_extra(), &KEPT, is_kept, &mut notes)?;
    let headers: Vec<&str> = HEADERS.into_iter().chain(extra.headers()).collect();
    let mut sheet = CsvSheet::new(sink.file(".csv")?, &headers)?;
    let config = backlog.config();
    let zone = &config.time_zone;
    for item in backlog.items() {
        let item = item?;
        let story = item.story;
        if let Some(points) = story.points.filter(|points| !is_whole(*points)) {
            let reason = format!("Linear's importer takes whole numbers, and {points} is none");
            notes.push(ExportNote::of(&story.id, reason));
        }
        let key = |story| key_for("linear", story);
        let id = |to: &String| backlog.find(to).map(key);
        let blockers: Vec<String> = story.depends_on.iter().filter_map(id).collect();
        let (start, end) = cycle(backlog, story, zone);
        let cells = [
            key(story),
            item.extra_or("Team", config.minting_prefix()),
            guarded(&story.title).into_owned(),
            guarded(&item.whole()).into_owned(),
            backlog.state_of(story).to_owned(),
            shown(story.points),
            item.extra_or("Priority", "No priority"),
            item.extra_or("Project", &config.product),
            shown(story.requested_by.as_ref()),
            first_person(story, &mut notes),
            joined(&story.labels, [','], "labels", &story.id, &mut notes),
            String::new(),
            shown(story.sprint.as_ref()),
            start,
            end,
            shown(story.created),
            String::new(),
            shown(story.started.map(|day| noon(day, zone))),
            shown(story.done.map(|day| noon(day, zone))),
            String::new(),
            String::new(),
            shown(story.epic.as_ref().and_then(id)),
            shown(story.release.as_ref()),
            String::new(),
            joined(&blockers, [','], "depends_on", &story.id, &mut notes),
            backlog.kind_of(story).name().to_owned(),
        ];
        sheet.row(cells.into_iter().chain(extra.cells(&item)))?;
    }
    sheet.finish()?;
    Ok(notes)
}

/// The first moment of a Sprint and the first one after it; empty where its file does not tell.
fn cycle(backlog: &ExportBacklog<'_>, story: &Story, zone: &TimeZone) -> (String, String) {
    let sprint = story.sprint.as_deref().and_then(|name| {
        let mut sprints = backlog.backlog.sprints.iter();
        sprints.find(|sprint| sprint.is_named(name))
    });
    let midnight = |day: Option<Date>| {
        let zoned = day.and_then(|day| day.to_zoned(zone.clone()).ok());
        shown(zoned.map(|at| at.timestamp()))
    };
    match sprint {
        Some(sprint) => (
            midnight(sprint.from),
            midnight(sprint.to.and_then(|day| day.tomorrow().ok())),
        ),
        None => (String::new(), String::new()),
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::linear::FORMAT;
    use crate::exchange::round_trip::round_trip_of;

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["assignee", "extra"], |story| {
            story.assignee.truncate(1)
        });
    }
}
