//! Tells GitLab's files from others and reads them.

use serde_json::Value;

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::detect_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::gitlab::issue::{is_span, read_issue, read_span, refusal};
use crate::exchange::gitlab::sheet::{Rows, SHEET, are_of_gitlab, has_actions};
use crate::exchange::gitlab::write::WRITER;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::record_reader::RecordReader;
use crate::exchange::records::{each_record_at, first_record_is};
use crate::exchange::report::Fate;
use crate::exchange::shapes::{Shape, shapes};
use crate::exchange::source::Source;

/// GitLab.
pub const FORMAT: Format = Format {
    name: "gitlab",
    title: "GitLab: issues as CSV or as JSON of its interface",
    docs: "Reads the CSV that GitLab sends by e-mail (of issues, and of work items since 18.4) and issues as the interface \
           tells them, page after page. The number in the project becomes an alias. What is written for GitLab's importer is known by quick actions such as `/label ~a` in a description; those at its end \
           (also `/weight 3`, `/close`) become what they say. Closed issues are Done, but for what was moved to another project: that is declined, and said. Weights become \
           points, milestones releases, iterations Sprints; a parent is found by its number over all projects. Epics of a \
           group are items too, of the type `epic`, and what their issues are a part of. Task lists of a \
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
        ("moved_to_id", Fate::Kept),
        ("notes", Fate::Notes),
        ("Parent ID, parent_id, epic", Fate::Taken("epic")),
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
    headers_of(source, path)
        .is_some_and(|headers| are_of_gitlab(&headers) || has_actions(source, path, &headers))
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
                        None if is_span(&record) => read_span(&mut records, origin, &record),
                        None => read_issue(&mut records, origin, &record, each),
                    },
                )?;
            }
            Shape::Other => {
                let reason = "the file is no export of GitLab's";
                records.gathered.refuse_file(source, &path, reason);
            }
        }
    }
    let mut report = sheets.report();
    report.add(records.report());
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn iterations_and_milestones_are_no_items() {
        let text = r#"[{"id":1,"iid":1,"title":"a","author":{},"start_date":"2026-01-01"},
            {"id":2,"iid":2,"title":"Second","sequence":2,"group_id":5,"start_date":"2026-01-01","due_date":"2026-01-14"},
            {"id":3,"iid":3,"title":"1.0","project_id":1,"expired":false,"due_date":"2026-01-31"},
            {"id":4,"iid":4,"title":"2.0","project_id":1,"expired":false}]"#;
        let (drafts, report) = MemorySource::new([("f", text)]).drafts(&FORMAT).unwrap();
        let reported: Vec<_> = report
            .reported
            .iter()
            .map(|one| one.at.to_string())
            .collect();
        assert_eq!((drafts.len(), reported), (1, vec!["f:4".to_owned()]));
        assert_eq!(report.sprints[0].name, "Second");
        assert_eq!(report.releases[0].name, "1.0");
    }

    #[test]
    fn what_was_moved_away_was_not_done() {
        let text = r#"[{"id":1,"iid":1,"title":"a","state":"closed","closed_at":"2026-01-02T00:00:00Z","moved_to_id":77},
            {"id":2,"iid":2,"title":"b","state":"closed","closed_at":"2026-01-02T00:00:00Z","moved_to_id":null},
            {"id":3,"iid":3,"title":"c","state":"opened","moved_to_id":null}]"#;
        let (drafts, report) = MemorySource::new([("f", text)]).drafts(&FORMAT).unwrap();
        let states: Vec<_> = drafts
            .iter()
            .map(|draft| draft.status.clone().unwrap().name)
            .collect();
        assert_eq!(states, ["declined", "done", "new"]);
        assert_eq!((drafts[0].done, drafts[1].done.is_some()), (None, true));
        let kept: String = drafts[0]
            .extra
            .iter()
            .map(|one| one.yaml.as_str())
            .collect();
        assert!(
            kept.contains("moved_to_id: '77'") && kept.contains("closed_at: 2026-01-02"),
            "{kept}"
        );
        assert_eq!(report.notes.len(), 1);
        assert!(report.notes[0].reason.contains("moved to another project"));
    }

    #[test]
    fn several_assignees_are_several_people() {
        let text = "Issue ID,IID,URL,Title,State,Created At (UTC),Assignee,Assignee Username\n\
                    1,1,u,a,Open,2026-01-01,\"Bob, Carl\",\"bob, carl\"\n\
                    2,2,v,b,Open,2026-01-01,\"Doe, Jane\",jane\n\
                    3,3,w,c,Open,2026-01-01,\"Doe, Jane, Bob\",\"jane, bob\"\n";
        let (drafts, _) = MemorySource::new([("f.csv", text)])
            .drafts(&FORMAT)
            .unwrap();
        let people: Vec<_> = drafts
            .iter()
            .map(|draft| draft.assignee.join("; "))
            .collect();
        assert_eq!(people, ["Bob; Carl", "Doe, Jane", "jane; bob"]);
    }
}
