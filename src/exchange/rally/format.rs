//! Tells Rally's files from others and reads them.

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::detect_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::options::ReadOptions;
use crate::exchange::pages::Pages;
use crate::exchange::rally::columns::are_of_rally;
use crate::exchange::rally::record::{LISTS, is_of_rally, read_record, refusal, unwrapped};
use crate::exchange::rally::rows::{Rows, SHEET};
use crate::exchange::record_reader::RecordReader;
use crate::exchange::records::{each_record_at, first_record_is};
use crate::exchange::report::Fate;
use crate::exchange::rich_text::rich_text;
use crate::exchange::shapes::{Shape, shapes};
use crate::exchange::source::Source;

/// Rally.
pub const FORMAT: Format = Format {
    name: "rally",
    title: "Rally: CSV of a page, JSON of the web services",
    docs: "Reads the CSV of any of Rally's pages (stories, defects, tasks, portfolio items) and what the web services answer \
           (`QueryResult`, one page after the other, or a single item). `US12` becomes `US-12`, and `US12` stays an alias. The type \
           follows from the key where no column says it. HTML becomes Markdown. The parent is the parent story, the work product of a \
           task, else the feature; a reference may have the name behind the key (`US12: Pay`), \
           which stays where that item is not here. `Unscheduled` is no iteration and no release. What is Accepted or Released is Done, \
           on the day when it was accepted; what is Defined is new. A blocked item says by what. In JSON, iterations with days become \
           Sprints, which are over once they are accepted. A folder may hold several exports.",
    columns: &[
        ("Acceptance Criteria", Fate::Criteria),
        ("Accepted Date", Fate::Taken("accepted")),
        ("Blocked, Blocked Reason", Fate::Taken("blocked")),
        ("Closed Date, Actual End Date", Fate::Taken("done")),
        ("Created By, Submitted By", Fate::Taken("requested_by")),
        ("Creation Date", Fate::Taken("created")),
        ("Description", Fate::Text),
        ("Discussion", Fate::Notes),
        ("Display Color", Fate::Dropped("a colour")),
        ("Formatted ID", Fate::Taken("id")),
        (
            "In Progress Date, Actual Start Date",
            Fate::Taken("started"),
        ),
        ("Iteration", Fate::Taken("sprint")),
        (
            "Last Update Date",
            Fate::Dropped("git knows when a file changed"),
        ),
        ("Milestones, Priority, Project, Severity", Fate::Kept),
        ("Name", Fate::Taken("title")),
        ("Notes", Fate::Text),
        (
            "Object ID",
            Fate::Dropped("only other rows refer to it; their references are resolved"),
        ),
        ("Owner", Fate::Taken("assignee")),
        (
            "Parent, Work Product, Feature, Portfolio Item",
            Fate::Taken("epic"),
        ),
        ("Plan Estimate", Fate::Taken("points")),
        ("Predecessors, Successors", Fate::Taken("depends_on")),
        ("Rank, Drag And Drop Rank", Fate::Taken("rank")),
        ("Release", Fate::Taken("release")),
        ("Resolution", Fate::Taken("status")),
        ("Schedule State, State, Flow State", Fate::Taken("status")),
        ("Tags", Fate::Taken("labels")),
        ("Task Estimate Total, To Do, Actual", Fate::Kept),
        ("Type", Fate::Taken("type")),
        ("User Business Value", Fate::Taken("value")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: None,
};

fn is_sheet(source: &dyn Source, path: &str) -> bool {
    !begins_as_json(source, path)
        && headers_of(source, path).is_some_and(|headers| are_of_rally(&headers))
}

fn is_json(source: &dyn Source, path: &str) -> bool {
    first_record_is(source, path, &LISTS, &is_of_rally)
}

fn detect(source: &dyn Source) -> Likeness {
    let endings = [".csv", ".tsv", ".txt", ".json", ".jsonl", ".ndjson"];
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
    let mut records = RecordReader::new(SHEET.system, rich_text, options);
    records.gathered = sheets.gathered.beside();
    let mut pages = Pages::new(|end| format!("`start={}`", end.saturating_add(1)));
    for (path, shape) in shapes(source, &shape, "an export of Rally's")? {
        match shape {
            Shape::Sheet => sheets.read(source, &path, each)?,
            Shape::Json => {
                let found = each_record_at(source, &path, &LISTS, &mut |origin, record| {
                    let item = unwrapped(&record);
                    match refusal(item) {
                        Some(reason) => records.gathered.refuse(origin, reason),
                        None => read_record(&mut records, origin, item, each),
                    }
                })?;
                pages.add(&path, &found);
            }
            Shape::Other => {
                let reason = "the file is no export of Rally's";
                records.gathered.refuse_file(source, &path, reason);
            }
        }
    }
    let mut report = sheets.report();
    report.add(records.report());
    pages.tell(&mut report);
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

    /// What files are made of.
    const PARTS: &[&str] = &[
        "Formatted ID,Name,Parent,Rank,Tags\n",
        "US1,a,\"US1: b\",nan,x\n",
        ",,\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"QueryResult\":{\"Results\":[",
        "\"FormattedID\":\"US1\"",
        "\"_ref\":\"https://r/slm/webservice/v2.0/é/1\"",
        "\"_type\":\"Iteration\",\"StartDate\":\"2026-01-01\",\"Name\":\"a\"",
        "\"Parent\":{\"_ref\":\"/\"}",
        "\"Tags\":{\"_tagsNameArray\":[{\"Name\":\"a\"},1,null]}",
        "\"Predecessors\":{\"Count\":2}",
        "\"Discussion\":[{\"Text\":\"<p>\"}]",
        "\n",
        "null",
    ];

    #[test]
    fn what_was_fetched_without_its_name_has_one() {
        let titles = |name: &str| {
            let answer = format!(
                r#"{{"QueryResult":{{"Results":[{{"_ref":"https://r.example/slm/webservice/v2.0/task/1","_refObjectName":"Pay",{name}"FormattedID":"TA1"}}]}}}}"#
            );
            let (drafts, _) = read(answer.as_bytes()).unwrap();
            drafts[0].title.clone()
        };
        assert_eq!(titles(""), "Pay");
        assert_eq!(titles(r#""Name":"Pay by card","#), "Pay by card");
    }

    #[test]
    fn unscheduled_is_no_sprint() {
        let sheet = "Formatted ID,Name,Iteration,Release\nUS1,a,Unscheduled,unscheduled\nUS2,b,Unscheduled 2,R1\n";
        let json = r#"[{"_type":"Task","FormattedID":"TA1","Name":"a","Iteration":"Unscheduled","Release":{"_refObjectName":"Unscheduled"}},
            {"_type":"Task","FormattedID":"TA2","Name":"b","Iteration":{"_refObjectName":"Unscheduled 2"},"Release":"R1"}]"#;
        for text in [sheet, json] {
            let (drafts, report) = read(text.as_bytes()).unwrap();
            let found = |at: usize| (drafts[at].sprint.as_deref(), drafts[at].release.as_deref());
            assert_eq!(found(0), (None, None), "{text}");
            assert_eq!(found(1), (Some("Unscheduled 2"), Some("R1")), "{text}");
            assert!(drafts[0].extra.is_empty(), "{:?}", drafts[0].extra);
            let counted = report
                .columns
                .iter()
                .find(|column| column.name == "Iteration");
            assert_eq!(counted.map(|column| column.items), Some(1), "{text}");
        }
    }

    #[test]
    fn what_is_elsewhere_keeps_its_name() {
        let sheet = "Formatted ID,Name,Parent,Predecessors\nUS1,a,Feature F7: Checkout: all,\"US8: Pay, now; DE2: Crash, US3\"\n";
        let json = r#"[{"_type":"HierarchicalRequirement","FormattedID":"US1","Name":"a",
            "Parent":{"FormattedID":"F7","_refObjectName":"Checkout: all"},
            "Predecessors":[{"FormattedID":"US8","_refObjectName":"Pay, now"},{"FormattedID":"DE2","Name":"Crash"},{"FormattedID":"US3"}],
            "Tasks":{"Count":2,"Results":[{"FormattedID":"TA1","Name":"Build"},{"FormattedID":"TA2","_refObjectName":"Test"}]}},
            {"_type":"Task","FormattedID":"TA1","Name":"Build"}]"#;
        let words = r#"[{"_type":"Defect","FormattedID":"US1","Name":"a","Parent":"F7: Checkout: all",
            "Predecessors":["US8: Pay, now","DE2: Crash","US3"]}]"#;
        for text in [sheet, json, words] {
            let (drafts, _) = read(text.as_bytes()).unwrap();
            let parent = drafts[0].parent.as_ref().unwrap();
            assert_eq!(
                (&*parent.written, &*parent.keys),
                ("F7 Checkout: all", &["F7".to_owned()][..]),
                "{text}"
            );
            let others = drafts[0].depends_on.iter();
            let others: Vec<(&str, &str)> =
                others.map(|one| (&*one.keys[0], &*one.written)).collect();
            assert_eq!(
                others,
                [
                    ("US8", "US8 Pay, now"),
                    ("DE2", "DE2 Crash"),
                    ("US3", "US3")
                ],
                "{text}"
            );
        }
        let (_, report) = read(json.as_bytes()).unwrap();
        let told: Vec<&str> = report.notes.iter().map(|note| &*note.reason).collect();
        assert_eq!(told, ["its sub-task `TA2` Test is not part of this import"]);
    }

    #[test]
    fn counts_of_nothing_are_not_kept_and_not_counted() {
        let sheet = "Formatted ID,Name,Actuals,To Do,Ready\nUS1,a,0,0.00,No\nUS2,b,0,1.5,FALSE\n";
        let json = r#"[{"_type":"Task","FormattedID":"TA1","Name":"a","Actuals":0.0,"ToDo":0,"Ready":false},
            {"_type":"Task","FormattedID":"TA2","Name":"b","Actuals":0,"ToDo":1.5}]"#;
        for text in [sheet, json] {
            let (drafts, report) = read(text.as_bytes()).unwrap();
            assert_eq!(
                (drafts[0].extra.len(), drafts[1].extra.len()),
                (0, 1),
                "{text}"
            );
            let items = |name: &str| {
                report
                    .columns
                    .iter()
                    .find(|column| column.name == name)
                    .map(|column| column.items)
            };
            assert_eq!(
                (items("Actuals"), items("To Do")),
                (Some(0), Some(1)),
                "{text}"
            );
            assert!(items("Ready").is_none_or(|items| items == 0));
        }
    }

    #[test]
    fn one_page_is_not_all() {
        let page = |start: u32, key: &str| {
            format!(
                r#"{{"QueryResult":{{"TotalResultCount":2,"StartIndex":{start},"Results":[{{"_type":"Task","Name":"a","FormattedID":"{key}"}}]}}}}"#
            )
        };
        let (drafts, report) = read(page(1, "TA1").as_bytes()).unwrap();
        assert_eq!((drafts.len(), report.notes.len()), (1, 1));
        let said = &report.notes[0].reason;
        assert!(said.starts_with("1 of 2 are here"), "{said}");
        assert!(said.contains("`start=2`"), "{said}");
        let both = format!("[{},{}]", page(1, "TA1"), page(2, "TA2"));
        let (drafts, report) = read(both.as_bytes()).unwrap();
        assert_eq!((drafts.len(), report.notes.len()), (2, 0));
    }

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
            let mut text = "Formatted ID,Name,Parent,Predecessors,Rank,State\n".to_owned();
            for row in &rows {
                text.push_str(&format!("{}|end\n", row.join("|")).replace('|', ","));
            }
            let (drafts, report) = read(text.as_bytes()).unwrap();
            prop_assert_eq!(drafts.len() + report.reported.len(), rows.len());
        }
    }
}
