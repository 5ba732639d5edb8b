//! Todoist: the CSV of a project.

use crate::exchange::assembly::{Take, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, files_ending};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::record_reader::RecordReader;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::Source;
use crate::exchange::state_kind::known_kind;
use crate::exchange::table::Table;
use crate::text::unguard_formula;

const LANGUAGE: &str = "it says how the date is written";

/// Todoist.
pub const FORMAT: Format = Format {
    name: "todoist",
    title: "Todoist: CSV of a project",
    docs: "Reads the CSV that *Export as a CSV* writes of a project. A row `task` is an item; `INDENT` says what it is a part of, \
           words that begin with `@` are labels. A row `section` is no item: tasks below it get its name as a label, or as their \
           state where that is what states are usually called (`Done`, `In progress`). A row `note` becomes a dated line under \
           `## Notes` of the task above it. The order is that of the file; `PRIORITY` stays under `extra` as Todoist calls it, \
           `p1` being the highest; `4` means none and is left out. What is due says nothing about when work was Done and stays \
           under `extra`, too. The export holds open tasks only.",
    columns: &[
        ("AUTHOR", Fate::Taken("requested_by")),
        ("CONTENT", Fate::Taken("title")),
        ("DATE", Fate::Kept),
        ("DATE_LANG", Fate::Dropped(LANGUAGE)),
        ("DESCRIPTION", Fate::Text),
        ("INDENT", Fate::Taken("epic")),
        ("PRIORITY", Fate::Kept),
        ("RESPONSIBLE", Fate::Taken("assignee")),
        ("TIMEZONE", Fate::Dropped(LANGUAGE)),
        ("TYPE", Fate::Dropped("it says what is a task")),
        ("label", Fate::Taken("labels")),
        ("note", Fate::Notes),
        ("section", Fate::Taken("labels")),
        ("state", Fate::Taken("status")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: None,
};

/// A task with what stands around it.
struct Task {
    origin: Origin,
    /// The names of the columns, each with its cell.
    cells: Vec<(String, String)>,
    section: Option<String>,
    /// Author, moment and text of each note.
    notes: Vec<(String, String, String)>,
}

fn is_own(source: &dyn Source, path: &str) -> bool {
    let headers = headers_of(source, path).unwrap_or_default();
    ["TYPE", "CONTENT", "PRIORITY", "INDENT"]
        .iter()
        .all(|name| headers.iter().any(|header| header == name))
}

fn detect(source: &dyn Source) -> Likeness {
    detect_files(source, &[".csv"], &|path| is_own(source, path))
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut reader = RecordReader::new("todoist", line_feeds, options);
    let (files, others) = files_ending(source, &[".csv"]);
    for path in files {
        if is_own(source, &path) {
            project(&mut reader, source, &path, each)?;
        } else {
            let reason = "the file is no project of Todoist's";
            reader.gathered.refuse_file(source, &path, reason);
        }
    }
    for path in others {
        let reason = "the file is no CSV";
        reader.gathered.refuse_file(source, &path, reason);
    }
    Ok(reader.report())
}

fn project(
    reader: &mut RecordReader<'_>,
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(Draft),
) -> Result<(), ReadError> {
    let mut table = Table::open(source, path)?;
    let headers = table.headers().to_vec();
    let place = |name: &str| headers.iter().position(|header| header == name);
    let (kind_at, content_at) = (place("TYPE"), place("CONTENT"));
    let (author_at, date_at) = (place("AUTHOR"), place("DATE"));
    let mut section = None;
    let mut last: Option<Task> = None;
    while let Some(row) = table.next_row()?.cloned() {
        let cell = |at: Option<usize>| at.map_or("", |at| unguard_formula(row.cell(at)));
        let origin = table.origin_of(&row);
        match cell(kind_at).to_lowercase().as_str() {
            "task" => {
                if let Some(task) = last.take() {
                    end(reader, task, each);
                }
                let cells = headers.iter().enumerate();
                let cells = cells.map(|(at, name)| (name.clone(), cell(Some(at)).to_owned()));
                last = Some(Task {
                    origin,
                    cells: cells.filter(|(name, _)| !name.is_empty()).collect(),
                    section: section.clone(),
                    notes: Vec::new(),
                });
            }
            "section" => {
                section = Some(cell(content_at).to_owned()).filter(|name| !name.is_empty());
                let reason = "the row is a section; the tasks below it say so";
                reader.gathered.refuse(origin, reason);
            }
            "note" => match &mut last {
                Some(task) => {
                    let author = without_number(cell(author_at)).to_owned();
                    let text = cell(content_at).to_owned();
                    task.notes.push((author, cell(date_at).to_owned(), text));
                }
                None => {
                    let reason = "the row is a note about the whole project";
                    reader.gathered.refuse(origin, reason);
                }
            },
            _ if row.is_empty() => reader.gathered.refuse(origin, "the row is empty"),
            _ => reader.gathered.refuse(origin, "the row is no task"),
        }
    }
    if let Some(task) = last {
        end(reader, task, each);
    }
    reader.gathered.note(table.remarks());
    Ok(())
}

/// Makes an item of a task.
fn end(reader: &mut RecordReader<'_>, task: Task, each: &mut dyn FnMut(Draft)) {
    if !task.notes.is_empty() {
        reader.gathered.count("note", Take::Comment);
    }
    let mut record = reader.begin(task.origin);
    let mut labels = Vec::new();
    for (name, text) in &task.cells {
        let (take, text) = match name.as_str() {
            "TYPE" => (Take::Drop("it says what is a task"), text.clone()),
            "CONTENT" => {
                let words = text.strip_prefix("* ").unwrap_or(text).split_whitespace();
                let (marked, words): (Vec<&str>, Vec<&str>) =
                    words.partition(|word| word.len() > 1 && word.starts_with('@'));
                labels = marked.iter().map(|label| label[1..].to_owned()).collect();
                (Take::Title, words.join(" "))
            }
            "DESCRIPTION" => (Take::Description, text.clone()),
            "INDENT" => (Take::Level, text.clone()),
            "PRIORITY" => match text.as_str() {
                "1" | "2" | "3" => (Take::Keep, format!("p{text}")),
                "4" => (Take::Keep, String::new()),
                _ => (Take::Keep, text.clone()),
            },
            "AUTHOR" => (Take::RequestedBy, without_number(text).to_owned()),
            "RESPONSIBLE" => (Take::Assignee, without_number(text).to_owned()),
            "DATE_LANG" | "TIMEZONE" => (Take::Drop(LANGUAGE), text.clone()),
            // So it is written where there is none.
            _ if text == "None" => (Take::Keep, String::new()),
            _ => (Take::Keep, text.clone()),
        };
        record.take(take, name, &[text]);
    }
    let (states, sections): (Vec<String>, Vec<String>) = task
        .section
        .into_iter()
        .partition(|name| known_kind(name).is_some());
    record.take(Take::Labels(&[]), "label", &labels);
    record.take(Take::Labels(&[]), "section", &sections);
    if !states.is_empty() {
        record.take(Take::Status, "state", &states);
    }
    for (author, when, text) in task.notes {
        let when = Some(when.as_str()).filter(|when| !when.is_empty());
        record
            .assembly
            .comment_by(when, Some(&author), line_feeds(&text), &record.known);
    }
    let assembly = record.assembly;
    reader.end(assembly, "", &|_| (), each);
}

/// A name without the number behind it: `Ann (14781400)`.
fn without_number(name: &str) -> &str {
    let before = name
        .strip_suffix(')')
        .and_then(|name| name.rsplit_once(" ("));
    match before {
        Some((name, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{FORMAT, without_number};
    use crate::exchange::format::Likeness;
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;

    const PROJECT: &str = "\
TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT\n\
note,About all of it,,,,Ann (1),,2026-01-01T10:00:00Z,,,,\n\
section,Checkout,,,,,,,,,,\n\
task,Pay by card @mvp now,With any card,1,1,Ann (1),Bob (2),every day,en,UTC,,None\n\
note,Which ones?,,,,Bob (2),,2026-01-02T10:00:00Z,,,,\n\
task,Test,,4,2,Ann (1),,,en,UTC,,None\n\
,,,,,,,,,,,\n\
section,In progress,,,,,,,,,,\n\
task,Refund,,2,1,Ann (1),,,en,UTC,,\n\
task,Test,,4,2,Ann (1),,,en,UTC,,\n";

    #[test]
    fn a_project_is_read() {
        let source = MemorySource::new([("shop.csv", PROJECT)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let (drafts, report) = source
            .drafts_with(&FORMAT, &ReadOptions::default())
            .unwrap();
        let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
        assert_eq!(titles, ["Pay by card now", "Test", "Refund", "Test"]);
        let [pay, test, refund, other] = &drafts[..] else {
            panic!("four items");
        };
        assert_eq!(pay.labels, ["mvp", "Checkout"]);
        assert_eq!(test.labels, ["Checkout"]);
        assert_eq!(test.parent.as_ref().unwrap().keys, pay.other_keys);
        assert_eq!(other.parent.as_ref().unwrap().keys, refund.other_keys);
        assert_eq!(pay.requested_by.as_deref(), Some("Ann"));
        assert_eq!(pay.assignee, ["Bob"]);
        assert!(pay.body.contains("With any card") && pay.body.contains("Bob: Which ones?"));
        let extra: Vec<&str> = pay.extra.iter().map(|extra| &*extra.yaml).collect();
        assert_eq!(extra, ["PRIORITY: p1\n", "DATE: every day\n"]);
        assert!(test.extra.is_empty() && refund.labels.is_empty());
        assert_eq!(refund.status.as_ref().unwrap().name, "In progress");
        assert_eq!(pay.status, None);
        let reported: Vec<String> = report
            .reported
            .iter()
            .map(|remark| remark.at.to_string())
            .collect();
        assert_eq!(
            reported,
            ["shop.csv:2", "shop.csv:3", "shop.csv:7", "shop.csv:8"]
        );
        assert!(report.notes.is_empty(), "{:?}", report.notes);
    }

    #[test]
    fn numbers_are_no_part_of_names() {
        assert_eq!(without_number("Ann Lee (14781400)"), "Ann Lee");
        assert_eq!(without_number("Ann (Team)"), "Ann (Team)");
        assert_eq!(without_number(""), "");
    }
}
