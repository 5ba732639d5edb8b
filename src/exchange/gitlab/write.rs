//! Writes the CSV that GitLab imports as issues, with quick actions for what it has no column for.

use crate::exchange::export::{
    Carry, CsvSheet, ExportBacklog, ExportError, ExportNote, Layout, Sink, Writer,
};
use crate::exchange::gitlab::actions::with_actions;

/// GitLab.
pub const WRITER: Writer = Writer {
    docs: "Writes the CSV that GitLab imports under Issues › Import CSV: title, description, due date and milestone, an issue a row, in \
           the order of the backlog. Labels, weight, assignees, the iteration and whether it is closed stand as quick actions at the \
           end of the description, which GitLab runs and takes out; `po import` reads them back. Labels, milestones and iterations \
           must exist in the project first. Weights are whole numbers; assignees are names of users: others are left out, and said. \
           What an item depends on or is a part of has no number in GitLab before it is imported.",
    layout: Layout::File {
        main: ".csv",
        beside: &[],
    },
    carries: &[
        ("title", Carry::Whole("title")),
        ("text", Carry::Whole("description")),
        ("criteria", Carry::Whole("description")),
        ("notes", Carry::Whole("description")),
        ("release", Carry::Whole("milestone")),
        ("labels", Carry::Whole("description (/label)")),
        (
            "points",
            Carry::Part("description (/weight)", "whole numbers only"),
        ),
        (
            "assignee",
            Carry::Part("description (/assign)", "names of users only"),
        ),
        ("sprint", Carry::Whole("description (/iteration)")),
        ("rank", Carry::Whole("the order of the rows")),
        (
            "status",
            Carry::Part(
                "description (/close, /status)",
                "open, closed or declined only; what was declined gets the status `Won't do`, where GitLab has statuses (18.2, \
                 Premium), else it is closed as what is Done",
            ),
        ),
        ("id", Carry::Lost("GitLab gives its own numbers")),
        (
            "epic",
            Carry::Lost("no item has a number in GitLab before it is imported"),
        ),
        (
            "depends_on",
            Carry::Lost("no item has a number in GitLab before it is imported"),
        ),
        ("type", Carry::Lost("every row becomes an issue")),
        ("created", Carry::Lost("it is the day of the import there")),
        ("started", Carry::Lost("GitLab keeps no such day")),
        ("done", Carry::Lost("it is the day of the import there")),
    ],
    write,
};

/// The columns that the importer reads.
pub const HEADERS: [&str; 4] = ["title", "description", "due_date", "milestone"];

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let mut sheet = CsvSheet::new(sink.file(".csv")?, &HEADERS)?;
    for item in backlog.items() {
        let item = item?;
        let story = item.story;
        let kind = backlog.config().kind_of(&story.status);
        let description = with_actions(&item.whole(), story, kind, &mut notes);
        let milestone = story.release.clone().unwrap_or_default();
        sheet.row([story.title.as_str(), &description, "", &milestone])?;
    }
    sheet.finish()?;
    Ok(notes)
}

#[cfg(test)]
mod tests {
    use crate::exchange::FORMATS;
    use crate::exchange::format::detect;
    use crate::exchange::gitlab::FORMAT;
    use crate::exchange::gitlab::actions::is_user;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::Story;

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(&FORMAT, &["points", "assignee"], |story| {
            story.assignee.retain(|name| is_user(name));
            story.points = story
                .points
                .filter(|points| !points.to_string().contains('.'));
        });
    }

    #[test]
    fn what_is_exported_is_known_as_gitlabs() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.title = "=1+1".into();
        story.labels = vec!["a".into()];
        story.depends_on = vec!["US-9".into()];
        let (sink, report) = MemorySink::of(&super::WRITER, vec![story], |_| "\nWhy\n".to_owned());
        assert_eq!(
            sink.text(".csv"),
            "title,description,due_date,milestone\n'=1+1,\"Why\n\n/label ~\"\"a\"\"\",,\n"
        );
        // What waits for what has no place there, and is told once for all items.
        assert_eq!(report.notes, []);
        let found = detect(FORMATS, &sink.source(&[]));
        assert_eq!(found.map(|format| format.name), Some("gitlab"));
    }
}
