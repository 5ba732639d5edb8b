//! Tells files of Azure DevOps from others and reads them.

use std::collections::HashSet;

use serde_json::Value;

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::azure::around::{Around, Kind, LISTS, kind};
use crate::exchange::azure::fields::are_of_azure;
use crate::exchange::azure::item::read_item;
use crate::exchange::azure::rows::{Rows, SHEET};
use crate::exchange::azure::write::WRITER;
use crate::exchange::draft::Draft;
use crate::exchange::export_files::detect_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::options::ReadOptions;
use crate::exchange::record_reader::RecordReader;
use crate::exchange::records::{each_record_at, first_record_is};
use crate::exchange::report::{Fate, Origin, Remark};
use crate::exchange::rich_text::rich_text;
use crate::exchange::shapes::{Shape, shapes};
use crate::exchange::source::Source;

/// Azure DevOps.
pub const FORMAT: Format = Format {
    name: "azure-devops",
    title: "Azure DevOps: CSV of a query, work items as JSON of its interface",
    docs: "Reads the CSV of a query, as a list or as a tree (`Title 1`, `Title 2` and so on make parents), and work items as the \
           interface tells them (lists, `workitemsbatch`, `az boards query`, analytics), with their links and comments. Fields of all \
           process templates are known: `Story Points`, `Effort` and `Size` become points, `Stack Rank` and `Backlog Priority` the \
           order. The number becomes an alias. HTML becomes Markdown. A Sprint is the last part of the iteration's path, and as much \
           before it as tells it from others; with a file of iterations, Sprints have their days. `User Story`, `Product Backlog Item` and \
           `Requirement` become stories, as does the basic template's `Issue`. What is Resolved is still in progress; what was closed as \
           a duplicate, as obsolete or the like is declined. Where a number stands in two rows of a tree, it is a list of links, and \
           parents are only taken from a column `Parent`. A query's answer (WIQL) tells parents; its items need their fields.",
    columns: &[
        ("Acceptance Criteria", Fate::Criteria),
        ("Activated Date", Fate::Taken("started")),
        ("Area Path", Fate::Kept),
        ("Assigned To", Fate::Taken("assignee")),
        ("Blocked", Fate::Taken("blocked")),
        (
            "Board Column",
            Fate::Dropped("where the item stands on a board; its state tells it"),
        ),
        ("Business Value", Fate::Taken("value")),
        (
            "Changed Date",
            Fate::Dropped("git knows when a file changed"),
        ),
        ("Closed Date", Fate::Taken("done")),
        ("comments, Discussion, History", Fate::Notes),
        ("Created By", Fate::Taken("requested_by")),
        ("Created Date", Fate::Taken("created")),
        ("Description", Fate::Text),
        ("ID", Fate::Taken("id")),
        ("Iteration Path", Fate::Taken("sprint")),
        (
            "Original Estimate, Remaining Work, Completed Work",
            Fate::Kept,
        ),
        (
            "Parent, Title 1 … Title n, relations (Parent)",
            Fate::Taken("epic"),
        ),
        ("Priority", Fate::Kept),
        ("Reason, Resolved Reason", Fate::Taken("status")),
        ("relations (Attached File, Related, any other)", Fate::Kept),
        ("relations (Hyperlink)", Fate::Taken("links")),
        (
            "relations (Predecessor, Successor)",
            Fate::Taken("depends_on"),
        ),
        ("Repro Steps, System Info", Fate::Text),
        ("Stack Rank, Backlog Priority", Fate::Taken("rank")),
        ("State", Fate::Taken("status")),
        ("Story Points, Effort, Size", Fate::Taken("points")),
        ("Tags", Fate::Taken("labels")),
        ("Title, Title 1 … Title n", Fate::Taken("title")),
        ("Value Area", Fate::Kept),
        ("Work Item Type", Fate::Taken("type")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: Some(WRITER),
};

fn shape(source: &dyn Source, path: &str) -> Shape {
    if begins_as_json(source, path) {
        let own = first_record_is(source, path, &LISTS, &|record: &Value| {
            kind(record) != Kind::Other
        });
        return if own { Shape::Json } else { Shape::Other };
    }
    match headers_of(source, path) {
        Some(headers) if are_of_azure(&headers) => Shape::Sheet,
        _ => Shape::Other,
    }
}

fn detect(source: &dyn Source) -> Likeness {
    let endings = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"];
    let is_own = |path: &str| {
        if begins_as_json(source, path) {
            let sure =
                |record: &Value| matches!(kind(record), Kind::Item | Kind::Reference | Kind::Link);
            first_record_is(source, path, &LISTS, &sure)
        } else {
            shape(source, path) == Shape::Sheet
        }
    };
    detect_files(source, &endings, &is_own)
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let shapes = shapes(
        source,
        &|path| shape(source, path),
        "an export of Azure DevOps",
    )?;
    let mut around = Around::default();
    for (path, shape) in &shapes {
        match shape {
            Shape::Sheet => around.look_at_rows(source, path)?,
            Shape::Json => around.look_at_records(source, path)?,
            Shape::Other => {}
        }
    }
    around.iterations.settle();
    let sprints = around.sprints();
    let over: HashSet<&str> = sprints
        .iter()
        .filter(|sprint| sprint.closed.is_some())
        .map(|sprint| sprint.name.as_str())
        .collect();
    let closed = |name: &str| over.contains(name);
    let mut sheets = SheetReader::with(SHEET, options, Rows::new(&around));
    let mut records = RecordReader::new(SHEET.system, rich_text, options);
    records.gathered = sheets.gathered.beside();
    for (path, shape) in shapes {
        match shape {
            Shape::Sheet => {
                sheets.hook.begin(&path);
                sheets.read(source, &path, each)?;
                if around.is_list_of_links(&path) {
                    let reason = "a number stands in two rows: the rows are a list of links and no tree, and no parents are taken from it";
                    sheets
                        .gathered
                        .note([Remark::new(Origin::file(path), reason)]);
                }
            }
            Shape::Json => {
                each_record_at(
                    source,
                    &path,
                    &LISTS,
                    &mut |origin, record| match kind(&record) {
                        Kind::Item => {
                            read_item(&mut records, origin, &record, &around, &closed, each)
                        }
                        Kind::Other => records.gathered.refuse(origin, "it is no work item"),
                        _ => {}
                    },
                )?;
            }
            Shape::Other => {
                let reason = "the file is no export of Azure DevOps";
                records.gathered.refuse_file(source, &path, reason);
            }
        }
    }
    let mut report = sheets.report();
    report.add(records.report());
    report.reported.extend(around.missing());
    for sprint in sprints {
        report.sprints.retain(|other| other.name != sprint.name);
        report.sprints.push(sprint);
    }
    Ok(report)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use proptest::sample::select;

    use super::FORMAT;
    use crate::exchange::draft::Draft;
    use crate::exchange::format::ReadReport;
    use crate::exchange::memory_source::MemorySource;

    fn read(bytes: &[u8]) -> Option<(Vec<Draft>, ReadReport)> {
        let source = MemorySource::new([("a", bytes)]);
        let _ = (FORMAT.detect)(&source);
        source.drafts(&FORMAT).ok()
    }

    #[test]
    fn a_link_keeps_what_is_said_of_it() {
        let json = r#"{"value":[{"id":1,"fields":{"System.Title":"a","System.WorkItemType":"Bug"},"relations":[
            {"rel":"Hyperlink","url":"https://a.example","attributes":{"comment":"design"}},
            {"rel":"AttachedFile","url":"https://b.example","attributes":{"name":"b.png","comment":"shot"}}]}]}"#;
        let (drafts, _) = read(json.as_bytes()).unwrap();
        assert_eq!(drafts[0].links, ["design: https://a.example"]);
        assert!(format!("{:?}", drafts[0].extra).contains("b.png https://b.example shot"));
    }

    /// What files are made of.
    const PARTS: &[&str] = &[
        "ID,Work Item Type,Title 1,Title 2,Iteration Path\n",
        "\"1\",\"Bug\",,\"a\",\"P\\S\"\n",
        ",,\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"id\":1",
        "\"fields\":{\"System.Title\":\"a\",\"System.IterationPath\":\"\\\\\"}",
        "\"value\":[",
        "\"relations\":[{\"rel\":\"System.LinkTypes.Hierarchy-Reverse\",\"url\":\"/1\"}]",
        "\"source\":{\"id\":1},\"target\":{\"id\":2}",
        "\"path\":\"\\\\\\\\a\\\\b\",\"attributes\":{\"startDate\":\"é26-01-0\"}",
        "\"structureType\":\"iteration\",\"children\":[{}]",
        "\"comments\":[{\"workItemId\":1}]",
        "\n",
        "null",
    ];

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in vec(any::<u8>(), 0..200)) {
            let _ = read(&bytes);
        }

        #[test]
        fn parts_in_any_order_are_read_or_refused(parts in vec(select(PARTS), 0..40)) {
            let _ = read(parts.concat().as_bytes());
        }

        #[test]
        fn each_row_is_an_item_or_reported(rows in vec(vec("[a-zA-Z0-9:;. ]{0,6}", 5), 0..12)) {
            let mut text = "ID,Title 1,Title 2,Work Item Type,Iteration Path,State\n".to_owned();
            for row in &rows {
                text.push_str(&format!("{}|end\n", row.join("|")).replace('|', ","));
            }
            let (drafts, report) = read(text.as_bytes()).unwrap();
            prop_assert_eq!(drafts.len() + report.reported.len(), rows.len());
        }
    }
}
