//! Tells GitLab's files from others and reads them.

use serde_json::Value;

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::detect_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::gitlab::issue::{read_issue, refusal};
use crate::exchange::gitlab::sheet::{Rows, SHEET, are_of_gitlab};
use crate::exchange::gitlab::write::WRITER;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::record_reader::RecordReader;
use crate::exchange::records::{each_record_at, first_record_is};
use crate::exchange::report::{Fate, Origin};
use crate::exchange::shapes::{Shape, shapes};
use crate::exchange::source::Source;

/// GitLab.
pub const FORMAT: Format = Format {
    name: "gitlab",
    title: "GitLab: issues as CSV or as JSON of its interface",
    docs: "Reads the CSV that GitLab sends by e-mail (of issues, and of work items since 18.4) and issues as the interface \
           tells them, page after page. The number in the project becomes an alias. Closed issues are Done. Weights become \
           points, milestones releases, iterations Sprints; a parent is found by its number over all projects. Task lists of a \
           description without acceptance criteria become its criteria. Merge requests are no items, and are reported. A folder \
           may hold several exports, of several projects too.",
    columns: &[
        ("Assignee, assignees", Fate::Taken("assignee")),
        (
            "Assignee Username",
            Fate::Dropped("the name beside it is taken"),
        ),
        ("Author", Fate::Taken("requested_by")),
        ("Closed At (UTC), closed_at", Fate::Taken("done")),
        ("Confidential", Fate::Kept),
        ("Created At (UTC), created_at", Fate::Taken("created")),
        ("Description", Fate::Text),
        ("Due Date", Fate::Kept),
        ("IID, Issue ID", Fate::Taken("id")),
        (
            "ID",
            Fate::Dropped("only other rows refer to it; their references are resolved"),
        ),
        ("iteration", Fate::Taken("sprint")),
        ("Labels", Fate::Taken("labels")),
        ("Milestone", Fate::Taken("release")),
        ("notes", Fate::Notes),
        ("Parent ID", Fate::Taken("epic")),
        ("State", Fate::Taken("status")),
        ("task lists in the description", Fate::Criteria),
        ("Time Estimate, Time Spent", Fate::Kept),
        ("Title", Fate::Taken("title")),
        ("Type, issue_type", Fate::Taken("type")),
        ("URL, web_url", Fate::Taken("external")),
        (
            "Updated At (UTC), updated_at",
            Fate::Dropped("git knows when a file changed"),
        ),
        ("Weight", Fate::Taken("points")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: Some(WRITER),
};

fn is_sheet(source: &dyn Source, path: &str) -> bool {
    headers_of(source, path).is_some_and(|headers| are_of_gitlab(&headers))
}

fn is_json(source: &dyn Source, path: &str) -> bool {
    first_record_is(source, path, &[], &|record: &Value| {
        record["iid"].is_u64() && record["title"].is_string()
    })
}

fn detect(source: &dyn Source) -> Likeness {
    let endings = [".csv", ".json", ".jsonl", ".ndjson", ".txt"];
    detect_files(source, &endings, &|path| {
        is_json(source, path) || is_sheet(source, path)
    })
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let shape = |path: &str| match path {
        _ if is_json(source, path) => Shape::Json,
        _ if is_sheet(source, path) => Shape::Sheet,
        _ => Shape::Other,
    };
    let mut sheets = SheetReader::with(SHEET, options, Rows::default());
    let mut records = RecordReader::new("gitlab", line_feeds, options);
    records.gathered = sheets.gathered.beside();
    for (path, shape) in shapes(source, &shape, "an export of GitLab's")? {
        match shape {
            Shape::Sheet => sheets.read(source, &path, each)?,
            Shape::Json => {
                each_record_at(
                    source,
                    &path,
                    &[],
                    &mut |origin, record| match refusal(&record) {
                        Some(reason) => records.gathered.refuse(origin, reason),
                        None => read_issue(&mut records, origin, &record, each),
                    },
                )?;
            }
            Shape::Other => records
                .gathered
                .refuse(Origin::file(path), "the file is no export of GitLab's"),
        }
    }
    let mut report = sheets.report();
    report.add(records.report());
    Ok(report)
}
