//! Writes the CSV that Azure DevOps imports as new work items: a tree of titles, fields of the Agile process template.

use std::collections::HashSet;

use crate::exchange::export::{
    Carry, CsvSheet, ExportBacklog, ExportError, ExportItem, ExportNote, Layout, Sink, Writer,
    first_person, joined, seen, shown,
};
use crate::model::{StateKind, Story};
use crate::text::html_of;

/// Azure DevOps.
pub const WRITER: Writer = Writer {
    docs: "Writes the CSV that Azure DevOps takes under Queries › Import Work Items, with the fields of the Agile process template: parts \
           stand below what they are a part of (`Title 1`, `Title 2` and so on), with the numbers left empty, so that all items are \
           new. Azure DevOps takes 1,000 rows at a time and makes every item New. Markdown becomes HTML. Points go to `Story Points` of \
           stories and bugs and to `Effort` of epics and features; a task has no place for them. Of several people the first is \
           taken. Criteria of stories go to `Acceptance Criteria`, of others into the description.",
    layout: Layout::File {
        main: ".csv",
        beside: &[],
    },
    carries: &[
        ("title", Carry::Whole("Title 1 … Title n")),
        ("epic", Carry::Whole("Title 1 … Title n")),
        ("rank", Carry::Whole("Stack Rank")),
        ("labels", Carry::Whole("Tags")),
        (
            "points",
            Carry::Part("Story Points, Effort", "a task has no place for them"),
        ),
        ("assignee", Carry::Part("Assigned To", "the first one")),
        ("text", Carry::Part("Description", AS_HTML)),
        (
            "criteria",
            Carry::Part("Acceptance Criteria, Description", AS_HTML),
        ),
        ("notes", Carry::Part("Description", AS_HTML)),
        (
            "type",
            Carry::Part(
                "Work Item Type",
                "types that the Agile process template has no name for become stories",
            ),
        ),
        (
            "status",
            Carry::Part(
                "State",
                "New, Active, Closed or Removed, and Azure DevOps makes every new item New",
            ),
        ),
        ("id", Carry::Lost("Azure DevOps gives its own numbers")),
        (
            "sprint",
            Carry::Lost(
                "iterations must exist in the project, and their paths begin with its name",
            ),
        ),
        (
            "depends_on",
            Carry::Lost("a CSV file links parents and children only"),
        ),
        ("created", Carry::Lost("it is the day of the import there")),
        ("started", Carry::Lost("it is the day of the import there")),
        ("done", Carry::Lost("it is the day of the import there")),
    ],
    write,
};

/// What becomes of Markdown.
const AS_HTML: &str = "paragraphs, headings, lists, quotes, tables, code, emphasis and links as HTML; pictures and HTML as they were typed, comments of it not at all";

/// The columns behind the titles.
const HEADERS: [&str; 8] = [
    "State",
    "Assigned To",
    "Tags",
    "Story Points",
    "Effort",
    "Stack Rank",
    "Description",
    "Acceptance Criteria",
];

/// How many rows its importer takes at a time.
const MOST_ROWS: usize = 1000;

fn write(backlog: &ExportBacklog<'_>, sink: &mut dyn Sink) -> Result<Vec<ExportNote>, ExportError> {
    let mut notes = Vec::new();
    let rows = tree(backlog);
    let deepest = rows.iter().map(|(_, depth)| depth + 1).max().unwrap_or(1);
    let titles = (1..=deepest).map(|level| format!("Title {level}"));
    let headers: Vec<String> = ["ID", "Work Item Type"]
        .map(str::to_owned)
        .into_iter()
        .chain(titles)
        .chain(HEADERS.map(str::to_owned))
        .collect();
    if rows.len() > MOST_ROWS {
        let reason = format!(
            "Azure DevOps imports {MOST_ROWS} rows at a time, and there are {}: part them between trees",
            rows.len()
        );
        notes.push(ExportNote::general(reason));
    }
    let mut sheet = CsvSheet::new(sink.file(".csv")?, &headers)?;
    let (places, depths): (Vec<usize>, Vec<usize>) = rows.into_iter().unzip();
    for (item, depth) in backlog.items_at(places).zip(depths) {
        sheet.row(row(backlog, &item?, depth, deepest, &mut notes))?;
    }
    sheet.finish()?;
    Ok(notes)
}

/// The places of the items, each after what it is a part of, with how deep it stands.
fn tree(backlog: &ExportBacklog<'_>) -> Vec<(usize, usize)> {
    let stories = &backlog.stories;
    let numbers = backlog.numbers();
    let parent = |story: &Story| {
        let found = backlog.find(story.epic.as_deref()?)?;
        Some(numbers[found.path.as_str()] - 1)
    };
    let mut parts: Vec<Vec<usize>> = vec![Vec::new(); stories.len()];
    let mut left: Vec<(usize, usize)> = Vec::new();
    for (place, story) in stories.iter().enumerate() {
        match parent(story) {
            Some(above) if above != place => parts[above].push(place),
            _ => left.push((place, 0)),
        }
    }
    left.reverse();
    let mut rows = Vec::with_capacity(stories.len());
    let mut seen = HashSet::new();
    let mut next = 0;
    // Items whose parents go round in a circle have no top: the first of them is one.
    while rows.len() < stories.len() {
        let Some((place, depth)) = left.pop() else {
            if !seen.contains(&next) {
                left.push((next, 0));
            }
            next += 1;
            continue;
        };
        if seen.insert(place) {
            rows.push((place, depth));
            left.extend(parts[place].iter().rev().map(|&part| (part, depth + 1)));
        }
    }
    rows
}

fn row(
    backlog: &ExportBacklog<'_>,
    item: &ExportItem<'_>,
    depth: usize,
    deepest: usize,
    notes: &mut Vec<ExportNote>,
) -> Vec<String> {
    let story = item.story;
    let kind = item_type(&story.item_type).unwrap_or_else(|| {
        if !story.item_type.is_empty() {
            let reason = format!(
                "`type`: the Agile process template has no `{}`; it becomes a User Story",
                story.item_type
            );
            notes.push(ExportNote::of(&story.id, reason));
        }
        "User Story"
    });
    let points = shown(story.points);
    let (story_points, effort) = match kind {
        "Epic" | "Feature" => (String::new(), points),
        "Task" => {
            if !points.is_empty() {
                notes.push(ExportNote::of(
                    &story.id,
                    format!("`points`: a task has no place for {points}; left out"),
                ));
            }
            Default::default()
        }
        _ => (points, String::new()),
    };
    let state = match backlog.config().kind_of(&story.status) {
        StateKind::New | StateKind::Ready => "New",
        StateKind::Started => "Active",
        StateKind::Done => "Closed",
        StateKind::Declined => "Removed",
    };
    let (description, criteria) = texts(item, kind);
    let [description, criteria] = [description, criteria].map(|text| seen(text, &story.id, notes));
    let mut cells = vec![String::new(), kind.to_owned()];
    cells.extend((0..deepest).map(|level| {
        if level == depth {
            story.title.clone()
        } else {
            String::new()
        }
    }));
    cells.extend([
        state.to_owned(),
        first_person(story, notes),
        joined(&story.labels, [';'], "labels", &story.id, notes),
        story_points,
        effort,
        item.position.to_string(),
        html_of(&description),
        html_of(&criteria),
    ]);
    cells
}

fn item_type(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "story" | "user story" => "User Story",
        "bug" => "Bug",
        "task" => "Task",
        "epic" => "Epic",
        "feature" => "Feature",
        "issue" => "Issue",
        "test case" => "Test Case",
        _ => return None,
    })
}

/// The description, and the criteria of a story, where they stand alone.
fn texts(item: &ExportItem<'_>, kind: &str) -> (String, String) {
    if kind == "User Story" {
        (item.text_and_notes(), item.criteria_apart())
    } else {
        (item.whole(), String::new())
    }
}

#[cfg(test)]
mod tests {
    use crate::exchange::FORMATS;
    use crate::exchange::azure::FORMAT;
    use crate::exchange::format::detect;
    use crate::exchange::memory_sink::MemorySink;
    use crate::exchange::round_trip::round_trip_of;
    use crate::model::Story;

    #[test]
    fn what_is_exported_comes_back() {
        let parts = ["points", "assignee", "text", "criteria", "notes"];
        round_trip_of(&FORMAT, &parts, |story| {
            story.assignee.truncate(1);
            story.points = story.points.filter(|_| story.item_type != "task");
        });
    }

    #[test]
    fn parts_stand_below_what_they_are_a_part_of() {
        let story = |number: u32, kind: &str, epic: Option<&str>| {
            let mut story = Story::new(
                format!("US-{number}").parse().unwrap(),
                format!("stories/US-{number}.md"),
            );
            story.title = format!("T{number}");
            story.item_type = kind.into();
            story.status = "done".into();
            story.epic = epic.map(str::to_owned);
            story.points = "3".parse().ok();
            story
        };
        let stories = vec![
            story(1, "story", Some("US-2")),
            story(2, "epic", None),
            story(3, "task", Some("US-1")),
            // A circle.
            story(4, "spike", Some("US-5")),
            story(5, "bug", Some("US-4")),
        ];
        let (sink, report) = MemorySink::of(&super::WRITER, stories, |story| {
            format!(
                "\nWhy {}\n\n## Acceptance criteria\n\n- [ ] a < b\n",
                story.title
            )
        });
        let text = sink.text(".csv");
        let inside = |title: &str| {
            format!("<p>Why {title}</p><h2>Acceptance criteria</h2><ul><li>[ ] a &lt; b</li></ul>,")
        };
        let rows = [
            "ID,Work Item Type,Title 1,Title 2,Title 3,State,Assigned To,Tags,Story Points,Effort,Stack Rank,Description,Acceptance Criteria".to_owned(),
            format!(",Epic,T2,,,Closed,,,,3,2,{}", inside("T2")),
            ",User Story,,T1,,Closed,,,3,,1,<p>Why T1</p>,<ul><li>[ ] a &lt; b</li></ul>".to_owned(),
            format!(",Task,,,T3,Closed,,,,,3,{}", inside("T3")),
            ",User Story,T4,,,Closed,,,3,,4,<p>Why T4</p>,<ul><li>[ ] a &lt; b</li></ul>".to_owned(),
            format!(",Bug,,T5,,Closed,,,3,,5,{}", inside("T5")),
        ];
        assert_eq!(text.lines().collect::<Vec<_>>(), rows);
        assert_eq!(report.notes.len(), 2, "{:?}", report.notes);
        let found = detect(FORMATS, &sink.source(&[]));
        assert_eq!(found.map(|format| format.name), Some("azure-devops"));
    }
}
