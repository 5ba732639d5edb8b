//! Writes the CSV that Jira's importer takes, and the configuration that tells it what the columns are.

use std::collections::HashMap;
use std::io::Write as _;

use jiff::Zoned;
use jiff::civil::Date;

use crate::exchange::export::{
    Carry, CsvSheet, EXTRA, ExportBacklog, ExportComment, ExportError, ExportItem, ExportNote,
    ExtraColumns, Layout, Sink, Writer, first_person, key_for, seen, shown,
};
use crate::exchange::jira::sheet::SHEET;
use crate::exchange::jira::wiki::{wiki, wiki_and_numbers};
use crate::exchange::jira::write_config::configuration;
use crate::model::{StateKind, Story, StoryId};

/// The ends of the names of the two files.
const CSV: &str = ".csv";
const CONFIGURATION: &str = "-configuration.txt";

/// Jira.
pub const WRITER: Writer = Writer {
    docs: "Writes the CSV that Jira's CSV importer takes (External System Import of an administrator, Cloud and Data Center) \
           and beside it the configuration to upload on its first page: which column is which field, how dates are written \
           (`dd/MMM/yy h:mm a`), and the project: the first prefix of ids is its key. `Issue key` is mapped, so that items keep \
           their keys in a project of that key, and those that came from Jira are updated there; take that line out of the \
           configuration for a project with another key. What Jira numbers itself is not mapped: say on the importer's second \
           page which fields `Story Points`, `Business Value` and `Start date` are; Sprints go in by number only, so `Sprint` \
           holds names to replace. People are known by their e-mail addresses. Labels hold no spaces there: `_` takes their \
           place. Parents stand before their parts; Jira has one level of epics. Markdown becomes wiki markup, notes become \
           comments, dependencies links of the type Blocks (10000, as Jira comes). What a state means that Jira's categories do not tell stands in `State kind`, for `po import`. What stands under `extra` has columns of its own, of \
           which `Priority`, `Environment`, components and affected versions are mapped. The importer takes some 10,000 rows a file.",
    layout: Layout::File {
        main: CSV,
        beside: &[CONFIGURATION],
    },
    carries: &[
        ("id", Carry::Whole("Issue key")),
        ("title", Carry::Whole("Summary")),
        ("type", Carry::Whole("Issue Type")),
        ("status", Carry::Whole("Status, State kind")),
        ("rank", Carry::Kept("Rank")),
        ("points", Carry::Whole("Story Points")),
        ("value", Carry::Whole("Business Value")),
        ("epic", Carry::Whole("Parent")),
        ("depends_on", Carry::Whole("Outward issue link (Blocks)")),
        ("sprint", Carry::Kept("Sprint")),
        ("release", Carry::Whole("Fix versions")),
        (
            "labels",
            Carry::Part("Labels", "white space, `,` and `;` become `_`"),
        ),
        ("assignee", Carry::Part("Assignee", "the first one")),
        ("requested_by", Carry::Whole("Reporter")),
        ("created", Carry::Part("Created", "to the minute")),
        ("started", Carry::Whole("Start date")),
        ("done", Carry::Whole("Resolved")),
        (
            "external",
            Carry::Part("Issue key", "the key of an item that came from Jira"),
        ),
        ("text", Carry::Part("Description", OPEN_BOXES)),
        ("criteria", Carry::Part("Description", OPEN_BOXES)),
        ("notes", Carry::Whole("Comment")),
        ("extra", EXTRA),
    ],
    write,
};

/// What becomes of boxes: Jira has a sign for what is done, and none for what is open.
const OPEN_BOXES: &str =
    "as wiki markup; an open box `[ ]` becomes a plain item; comments `<!-- … -->` are left out";

/// How Jira calls why an item is closed, which `po` keeps beside the state.
const RESOLUTION: &str = "Resolution";

/// The types of Jira as it is installed.
const TYPES: [&str; 7] = [
    "Story",
    "Bug",
    "Task",
    "Epic",
    "Sub-task",
    "New Feature",
    "Improvement",
];

/// The columns that stand once, before those that repeat.
const ONCE: [&str; 19] = [
    "Summary",
    "Issue key",
    "Issue id",
    "Parent",
    "Issue Type",
    "Status",
    "Status Category",
    RESOLUTION,
    "Assignee",
    "Reporter",
    "Created",
    "Resolved",
    "Fix versions",
    "Description",
    "Sprint",
    "Story Points",
    "Business Value",
    "Start date",
    "Rank",
];

/// How often each of the other columns stands.
#[derive(Default)]
struct Repeated {
    labels: usize,
    links: usize,
    comments: usize,
    /// Once, where a state means what its name does not say.
    kinds: usize,
}

/// What is known of all items before the first is written.
struct Known<'a> {
    backlog: &'a ExportBacklog<'a>,
    numbers: HashMap<&'a str, usize>,
    /// What waits for an item, by its file.
    blocks: HashMap<&'a str, Vec<usize>>,
}

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let numbers = backlog.numbers();
    let mut blocks: HashMap<&str, Vec<usize>> = HashMap::new();
    for story in &backlog.stories {
        let number = numbers[story.path.as_str()];
        for other in story.depends_on.iter().filter_map(|to| backlog.find(to)) {
            let waiting = blocks.entry(other.path.as_str()).or_default();
            if !waiting.contains(&number) && other.path != story.path {
                waiting.push(number);
            }
        }
    }
    let known = Known {
        backlog,
        numbers,
        blocks,
    };
    let mut repeated = Repeated {
        links: known.blocks.values().map(Vec::len).max().unwrap_or(0),
        kinds: usize::from(
            backlog
                .stories
                .iter()
                .any(|story| backlog.told_kind(story).is_some()),
        ),
        ..Repeated::default()
    };
    let mut notes = Vec::new();
    let counted = backlog.items().inspect(|item| {
        if let Ok(item) = item {
            repeated.labels = repeated.labels.max(item.story.labels.len());
            repeated.comments = repeated.comments.max(item.comments().len());
        }
    });
    let own = [&ONCE[..], &[LABELS, LINK, COMMENT, KIND]].concat();
    let is_kept = |name: &str| SHEET.keeps(&own, name);
    let extra = ExtraColumns::of(counted, &[RESOLUTION], is_kept, &mut notes)?;
    let headers: Vec<&str> = ONCE
        .into_iter()
        .chain(std::iter::repeat_n(LABELS, repeated.labels))
        .chain(std::iter::repeat_n(LINK, repeated.links))
        .chain(std::iter::repeat_n(COMMENT, repeated.comments))
        .chain(std::iter::repeat_n(KIND, repeated.kinds))
        .chain(extra.headers())
        .collect();
    let mut sheet = CsvSheet::new(sink.file(CSV)?, &headers)?;
    for item in backlog.parents_first() {
        let item = item?;
        let cells = row(&item, &known, &repeated, &mut notes);
        sheet.row(cells.into_iter().chain(extra.cells(&item)))?;
    }
    sheet.finish()?;
    let mut file = sink.file(CONFIGURATION)?;
    file.write_all(configuration(backlog.config(), &headers).as_bytes())?;
    file.flush()?;
    Ok(notes)
}

/// The columns that stand as often as an item has such a thing.
const LABELS: &str = "Labels";
const COMMENT: &str = "Comment";
/// What a state means, for `po import`: Jira has three categories.
const KIND: &str = "State kind";
/// The column of links to what waits for an item.
pub(super) const LINK: &str = "Outward issue link (Blocks)";

fn row<'a>(
    item: &ExportItem<'a>,
    known: &Known<'a>,
    repeated: &Repeated,
    notes: &mut Vec<ExportNote>,
) -> Vec<String> {
    let story = item.story;
    let config = known.backlog.config();
    let assignee = first_person(story, notes);
    let text = seen(item.text_and_criteria(), &story.id, notes);
    let mut note = |reason: String| notes.push(ExportNote::of(&story.id, reason));
    let kind = config.kind_of(&story.status);
    let parent = story
        .epic
        .as_ref()
        .and_then(|epic| known.backlog.find(epic));
    if let Some(parent) = parent
        && !parent.item_type.eq_ignore_ascii_case("epic")
    {
        note(format!(
            "it is part of `{}`, which is no epic: Jira takes that from sub-tasks only",
            parent.id
        ));
    }
    let number = |story: &Story| known.numbers[story.path.as_str()].to_string();
    let created = story
        .created
        .map(|at| at.to_zoned(config.time_zone.clone()));
    let (category, resolution) = match kind {
        StateKind::New | StateKind::Ready => ("To Do", ""),
        StateKind::Started => ("In Progress", ""),
        StateKind::Done => ("Done", "Done"),
        StateKind::Declined => ("Done", "Won't Do"),
    };
    let (text, numbers) = wiki_and_numbers(&text);
    for number in numbers {
        note(format!(
            "a list begins with {number}, and those of Jira begin with 1"
        ));
    }
    let mut cells = vec![
        story.title.clone(),
        key_for("jira", story),
        number(story),
        shown(parent.map(number)),
        type_there(known.backlog.type_of(story)),
        known.backlog.state_of(story).to_owned(),
        category.to_owned(),
        item.extra_or(RESOLUTION, resolution),
        assignee,
        shown(story.requested_by.as_ref()),
        shown(created.map(|at| moment(&at))),
        shown(story.done.map(day)),
        shown(story.release.as_ref()),
        text,
        shown(story.sprint.as_ref()),
        shown(story.points),
        shown(story.value),
        shown(story.started.map(day)),
        format!("0|{:08}:", item.position),
    ];
    let links: Vec<String> = known
        .blocks
        .get(story.path.as_str())
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect();
    let labels: Vec<String> = story
        .labels
        .iter()
        .map(|label| {
            let plain = label.replace(|c: char| c.is_whitespace() || matches!(c, ',' | ';'), "_");
            if plain != *label {
                note(format!("the label `{label}` becomes `{plain}`"));
            }
            plain
        })
        .collect();
    let comments: Vec<String> = item
        .comments()
        .into_iter()
        .map(|said| comment(said, &story.id, notes))
        .collect();
    let kind = known.backlog.told_kind(story);
    let kinds: Vec<String> = kind.iter().map(ToString::to_string).collect();
    for (values, columns) in [
        (labels, repeated.labels),
        (links, repeated.links),
        (comments, repeated.comments),
        (kinds, repeated.kinds),
    ] {
        let missing = columns - values.len();
        cells.extend(values);
        cells.extend(std::iter::repeat_n(String::new(), missing));
    }
    cells
}

/// What Jira calls a type: of a type that only the team has, its own name.
fn type_there(name: &str) -> String {
    let known = TYPES.iter().find(|known| known.eq_ignore_ascii_case(name));
    known.map_or(name, |known| known).to_owned()
}

/// `22/Nov/26 8:40 AM`.
fn moment(at: &Zoned) -> String {
    at.strftime("%d/%b/%y %-I:%M %p").to_string()
}

fn day(date: Date) -> String {
    date.strftime("%d/%b/%y 12:00 AM").to_string()
}

/// `22/Nov/26 12:00 AM;;text`.
fn comment(comment: ExportComment, id: &StoryId, notes: &mut Vec<ExportNote>) -> String {
    let text = wiki(&seen(comment.text, id, notes));
    match comment.date {
        Some(date) => format!("{};;{text}", day(date)),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::jira::FORMAT;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::Story;

    #[test]
    fn what_is_exported_comes_back() {
        round_trip_of(
            &FORMAT,
            &["labels", "assignee", "text", "criteria", "extra"],
            |story| {
                story.assignee.truncate(1);
                for label in &mut story.labels {
                    *label = label.replace(' ', "-");
                }
                story.labels.dedup();
            },
        );
    }

    #[test]
    fn rows_and_configuration_are_what_the_importer_takes() {
        let mut epic = Story::new("US-2".parse().unwrap(), "stories/US-2.md");
        (epic.title, epic.item_type) = ("Checkout".into(), "epic".into());
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        story.title = "=1+1".into();
        story.epic = Some("US-2".into());
        story.labels = vec!["two words".into(), "b".into()];
        story.created = "2026-11-22T08:40:59Z".parse().ok();
        let mut other = Story::new("US-3".parse().unwrap(), "stories/US-3.md");
        (other.title, other.epic) = ("Late".into(), Some("US-1".into()));
        other.depends_on = vec!["US-1".into()];
        let (sink, report) = MemorySink::of(&super::WRITER, vec![epic, story, other], |_| {
            "- [x] **a**\n\n## Notes\n\n- 2026-01-02 why; so\n".to_owned()
        });
        insta::assert_snapshot!(sink.text(".csv"));
        insta::assert_snapshot!(sink.text("-configuration.txt"));
        let notes: Vec<&str> = report
            .notes
            .iter()
            .map(|note| note.reason.as_str())
            .collect();
        assert_eq!(notes.len(), 2, "{notes:?}");
    }
}
