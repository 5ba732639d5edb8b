//! Tells GitHub's files from others and reads them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, export_files};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::github::issue::{
    PULL_REQUEST, is_issue, is_merged, is_milestone, read_issue, refusal,
};
use crate::exchange::github::posted::{OTHERS, is_posted, read_posted};
use crate::exchange::github::project::{is_item, read_item};
use crate::exchange::github::repository::Place;
use crate::exchange::github::write::WRITER;
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::options::ReadOptions;
use crate::exchange::pages::Pages;
use crate::exchange::record_reader::RecordReader;
use crate::exchange::records::{each_record, first_record_is};
use crate::exchange::report::{Fate, Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::text_file::whole_text;

/// GitHub.
pub const FORMAT: Format = Format {
    name: "github",
    title: "GitHub: issues as JSON of `gh` or of its interfaces, items of projects",
    docs: "Reads what `gh issue list --json number,title,body,…`, `gh api` (with all its pages), a search and `gh project \
           item-list --format json` write, in UTF-8 or as PowerShell redirects it (UTF-16). The number becomes an alias. Closed \
           issues are Done, those that were closed as not planned or as duplicates are declined; an open issue on one board has \
           its column as state. Task lists of a body without acceptance criteria become its criteria, but not what a reporter \
           confirms (`I have searched…`). Milestones become releases, iterations become Sprints; sub-issues name their parent, \
           dependencies are taken in both directions. What `po export --to github` writes is read too. Pull requests are no items, and are reported. A folder may hold several \
           exports, of several repositories too.",
    columns: &[
        ("assignees", Fate::Taken("assignee")),
        ("author, user", Fate::Taken("requested_by")),
        ("blockedBy, blocking", Fate::Taken("depends_on")),
        ("body", Fate::Text),
        ("closedAt", Fate::Taken("done")),
        ("comments", Fate::Notes),
        ("createdAt", Fate::Taken("created")),
        (
            "id",
            Fate::Dropped("a number of GitHub's; the issue's number names the item"),
        ),
        ("iteration of a project", Fate::Taken("sprint")),
        ("labels", Fate::Taken("labels")),
        ("linked pull requests", Fate::Taken("links")),
        ("milestone", Fate::Taken("release")),
        ("number", Fate::Taken("id")),
        (
            "number of a project called Estimate, Points, …",
            Fate::Taken("points"),
        ),
        ("parent", Fate::Taken("epic")),
        ("projectItems, status", Fate::Taken("status")),
        ("reactions", Fate::Kept),
        ("state, stateReason", Fate::Taken("status")),
        ("task lists in the body", Fate::Criteria),
        ("title", Fate::Taken("title")),
        ("type", Fate::Taken("type")),
        ("updatedAt", Fate::Dropped("git knows when a file changed")),
        ("url, html_url", Fate::Taken("external")),
        ("(any other)", Fate::Kept),
    ],
    detect,
    read,
    write: Some(WRITER),
};

/// Under which names the interfaces put lists.
const LISTS: &[&str] = &[
    "items",
    "issues",
    "nodes",
    "data",
    "repository",
    "organization",
    "search",
    "edges",
];

fn is_own(record: &Value) -> bool {
    let number = record["number"].is_u64() && record["title"].is_string();
    let other = OTHERS.iter().any(|key| record.get(key).is_some());
    is_item(record) || is_posted(record) || (number && !other)
}

fn detect(source: &dyn Source) -> Likeness {
    detect_files(source, &[".json", ".jsonl", ".ndjson", ".txt"], &|path| {
        first_record_is(source, path, LISTS, &is_own)
    })
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let files = export_files(source);
    if let [only] = files.as_slice()
        && whole_text(source, only, 16).is_ok_and(|text| text.trim().is_empty())
    {
        // No issues, as `po export` writes them.
        return Ok(ReadReport::default());
    }
    let is_file = |path: &str| {
        first_record_is(source, path, LISTS, &is_own)
            // What a person says is one of GitHub's files is read as one.
            || (files.len() == 1 && begins_as_json(source, path))
    };
    let (own, others): (Vec<&String>, Vec<&String>) = files.iter().partition(|path| is_file(path));
    if own.is_empty() {
        return Err(ReadError::NotThisFormat {
            expected: "issues of GitHub's",
        });
    }
    let mut repositories = BTreeSet::new();
    let mut pulls = BTreeSet::new();
    for path in &own {
        each_record(source, path, LISTS, &mut |record| {
            if is_merged(&record) {
                pulls.insert(path.as_str());
            }
            let place = Place::of(if is_item(&record) {
                &record["content"]
            } else {
                &record
            });
            if !place.repository.is_empty() && refusal(&record).is_none() {
                repositories.insert(place.repository);
            }
            true
        })?;
    }
    let mut reader = RecordReader::new("github", line_feeds, options);
    let mut pages = Pages::new(|_| "`--limit 1000`, or a request for each page,".to_owned());
    for path in own {
        let mut number = 0;
        let found = each_record(source, path, LISTS, &mut |record| {
            number += 1;
            let origin = Origin::line(path.as_str(), number);
            let record = match record.get("node") {
                Some(node) if node.is_object() => node.clone(),
                _ => record,
            };
            if is_posted(&record) {
                read_posted(&mut reader, origin, &record, each);
            } else if is_item(&record) {
                read_item(&mut reader, origin, &record, &repositories, each);
            } else if is_milestone(&record) {
                reader.release(origin, &record);
            } else if pulls.contains(path.as_str()) && !is_issue(&record) {
                reader.gathered.refuse(origin, PULL_REQUEST);
            } else if let Some(reason) = refusal(&record) {
                reader.gathered.refuse(origin, reason);
            } else {
                read_issue(&mut reader, origin, &record, &repositories, each);
            }
            true
        })?;
        pages.add(path, &found);
        if number == 30 && found.iter().all(|page| page.total().is_none()) {
            let reason = "the file has 30 issues, as many as `gh` lists when nothing else is said: there may be more; \
                          `--limit 1000` lists them";
            let remark = Remark::new(Origin::file(path.as_str()), reason);
            reader.gathered.note([remark]);
        }
    }
    for path in others {
        let reason = "the file holds no issues of GitHub's";
        reader.gathered.refuse_file(source, path, reason);
    }
    let mut report = reader.report();
    pages.tell(&mut report);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::draft::SourceReference;
    use crate::exchange::format::Likeness;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn one_page_is_not_all() {
        let item = |number: usize| {
            format!(
                r#"{{"content":{{"type":"Issue","number":{number},"title":"a"}},"id":"{number}"}}"#
            )
        };
        let page = |total: usize, here: usize| {
            let items: Vec<String> = (1..=here).map(item).collect();
            let text = format!(r#"{{"items":[{}],"totalCount":{total}}}"#, items.join(","));
            let (drafts, report) = MemorySource::new([("f", text)]).drafts(&FORMAT).unwrap();
            let notes = report.notes.into_iter().map(|note| note.reason);
            (drafts.len(), notes.collect::<Vec<String>>())
        };
        let (items, said) = page(7, 3);
        assert_eq!((items, said.len()), (3, 1));
        assert!(said[0].starts_with("3 of 7 are here"), "{said:?}");
        assert!(said[0].contains("`--limit 1000`"), "{said:?}");
        assert_eq!(page(2, 2), (2, Vec::new()));
        // As many as `gh` lists when nothing is said, but it is told that these are all.
        assert_eq!(page(30, 30), (30, Vec::new()));
    }

    #[test]
    fn an_issue_of_linear_is_none_of_github() {
        for (issue, is_own) in [
            (r#""title":"a""#, true),
            (r#""title":"a","identifier":"E-1""#, false),
        ] {
            let source = MemorySource::new([("f.json", format!(r#"{{"issue":{{{issue}}}}}"#))]);
            assert_eq!(super::detect(&source) == Likeness::Sure, is_own, "{issue}");
        }
    }

    fn read(text: &str) -> (usize, usize, Vec<String>) {
        let (drafts, report) = MemorySource::new([("f", text)]).drafts(&FORMAT).unwrap();
        let reported = report.reported.into_iter().map(|remark| remark.reason);
        (drafts.len(), report.releases.len(), reported.collect())
    }

    #[test]
    fn a_list_with_merged_pull_requests_holds_no_issues() {
        let text = r#"[{"number":1,"title":"a","state":"MERGED"},{"number":2,"title":"b","state":"OPEN"},
                       {"number":3,"title":"c","state":"OPEN","url":"https://github.com/o/r/issues/3"}]"#;
        let (items, _, reported) = read(text);
        assert_eq!(items, 1);
        assert_eq!(reported, ["it is a pull request, and no item"; 2]);
    }

    #[test]
    fn a_milestone_is_a_release() {
        let milestone = |more: &str| {
            format!(r#"{{"number":1,"title":"1.0","open_issues":1,"closed_issues":0{more}}}"#)
        };
        let dated = milestone(r#","due_on":"2026-01-31T08:00:00Z""#);
        let issue = r#"{"number":1,"title":"a","state":"open"}"#;
        assert_eq!(read(&format!("[{dated},{issue}]")), (1, 1, Vec::new()));
        let (items, releases, reported) = read(&format!("[{}]", milestone("")));
        assert_eq!((items, releases, reported.len()), (0, 0, 1));
        assert!(reported[0].contains("milestone"), "{reported:?}");
    }

    #[test]
    fn what_is_elsewhere_keeps_its_name() {
        let text = r#"[{"number":1,"title":"a","state":"OPEN","url":"https://github.com/o/r/issues/1",
            "blockedBy":[{"number":8,"title":"Pay, now","url":"https://github.com/o/r/issues/8"},{"number":2,"title":"b"}],
            "blocking":{"nodes":[{"number":9,"title":"Ship"}],"totalCount":1},
            "subIssues":{"nodes":[{"number":5,"title":"Build"},{"number":6,"title":"Test"}],"totalCount":2}},
            {"number":2,"title":"b","state":"OPEN","url":"https://github.com/o/r/issues/2"}]"#;
        let (drafts, _) = MemorySource::new([("a.json", text)])
            .drafts(&FORMAT)
            .unwrap();
        let written = |list: &[SourceReference]| -> Vec<(String, String)> {
            let each = list.iter();
            each.map(|one| (one.keys[0].clone(), one.written.clone()))
                .collect()
        };
        let named = |key: &str, written: &str| (key.to_owned(), written.to_owned());
        assert_eq!(
            written(&drafts[0].depends_on),
            [named("8", "8 Pay, now"), named("2", "2 b")]
        );
        assert_eq!(written(&drafts[0].blocks), [named("9", "9 Ship")]);
        let kept = drafts[0]
            .extra
            .iter()
            .find(|one| one.key == "subIssues")
            .unwrap();
        assert_eq!(kept.yaml, "subIssues:\n- 5 Build\n- 6 Test\n");
    }
}
