//! Tells files of beads from others and reads them.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::exchange::assembly::{Gathered, Known};
use crate::exchange::beads::issue::Reader;
use crate::exchange::beads::lines::{each_record, is_issue, part};
use crate::exchange::beads::parts::{Parts, folder};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, files_ending};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::Source;
use crate::exchange::text_file::first_letter;

/// beads.
pub const FORMAT: Format = Format {
    name: "beads",
    title: "beads: JSON, an issue a line",
    docs: "Reads `issues.jsonl`, or all `.jsonl` files of a folder, such as `bd backup` makes: dependencies, labels and comments may \
           stand in files of their own. Ids such as `bd-12` stay. What blocks becomes `depends_on`, the \
           parent of `parent-child` the epic, and every other kind of dependency stays under `extra`. The design and notes \
           become sections of the text. The order is that of the priorities, which stay under `extra`; within one it is the order \
           of the file. What was deleted (`tombstone`) is reported.",
    columns: &[
        ("(any other)", Fate::Kept),
        ("acceptance_criteria", Fate::Criteria),
        ("assignee", Fate::Taken("assignee")),
        ("close_reason", Fate::Kept),
        ("closed_at", Fate::Taken("done")),
        ("comments", Fate::Notes),
        ("created_at", Fate::Taken("created")),
        ("created_by", Fate::Taken("requested_by")),
        ("dependencies (blocks)", Fate::Taken("depends_on")),
        ("dependencies (parent-child)", Fate::Taken("epic")),
        ("dependencies (any other)", Fate::Kept),
        ("description", Fate::Text),
        ("design", Fate::Text),
        ("external_ref", Fate::Kept),
        ("id", Fate::Taken("id")),
        ("issue_type", Fate::Taken("type")),
        ("labels", Fate::Taken("labels")),
        ("notes", Fate::Text),
        ("priority", Fate::Taken("rank")),
        ("started_at", Fate::Taken("started")),
        ("status", Fate::Taken("status")),
        ("title", Fate::Taken("title")),
        ("updated_at", Fate::Dropped("git knows when a file changed")),
    ],
    detect,
    read,
    write: None,
};

const ENDINGS: &[&str] = &[".jsonl"];

fn is_beads(source: &dyn Source, path: &str) -> bool {
    if first_letter(source, path) != Some('{') {
        return false;
    }
    let mut is = false;
    let mut looked_at = 0;
    let read = each_record(source, path, &mut |_, line| {
        looked_at += 1;
        let issue: Value = serde_json::from_slice(line).unwrap_or_default();
        is = ["id", "title", "status"]
            .iter()
            .all(|key| issue[*key].is_string())
            && ["issue_type", "priority", "created_at"]
                .iter()
                .any(|key| !issue[*key].is_null())
            && issue["uuid"].is_null();
        // The first lines may be memories.
        !is && looked_at < 20
    });
    read.is_ok() && is
}

fn detect(source: &dyn Source) -> Likeness {
    detect_files(source, ENDINGS, &|path| is_beads(source, path))
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let (files, others) = files_ending(source, ENDINGS);
    let (backups, files) = backups(source, files);
    let dates = options.dates();
    let mut reader = Reader {
        known: Known::new(&dates, &options.map, str::to_owned),
        gathered: Gathered::default(),
    };
    let mut parts = Parts::of(source, &files)?;
    for path in &files {
        let mut issues = 0;
        let mut strange: Vec<usize> = Vec::new();
        each_record(source, path, &mut |number, line| {
            let origin = Origin::line(path.as_str(), number);
            match serde_json::from_slice(line) {
                Ok(Value::Object(mut issue)) if is_issue(&issue) => {
                    issues += 1;
                    parts.join(path, &mut issue);
                    reader.issue(origin, &issue, each);
                }
                Ok(Value::Object(record)) if issues == 0 && part(&record).is_some() => {}
                Ok(Value::Object(_)) => strange.push(number),
                Ok(_) => reader.gathered.refuse(origin, "the line is no JSON object"),
                Err(error) => reader
                    .gathered
                    .refuse(origin, format!("the line is no JSON: {error}")),
            }
            true
        })?;
        if issues == 0 && files.len() == 1 {
            return Err(ReadError::NotThisFormat {
                expected: "a file of beads with an issue a line",
            });
        }
        if let [first, more @ ..] = &strange[..] {
            let reason = match more.len() {
                0 => "the line is no issue".to_owned(),
                more => format!("the line is no issue, nor are {more} more of this file"),
            };
            let origin = Origin::line(path.as_str(), *first);
            reader.gathered.refuse(origin, reason);
        }
    }
    for remark in parts.left() {
        reader.gathered.refuse(remark.at, remark.reason);
    }
    for path in backups {
        let reason = "a backup; the issues in the folder above it are read";
        reader.gathered.refuse(Origin::file(path), reason);
    }
    for path in others {
        let reason = "the file is no `.jsonl`";
        reader.gathered.refuse_file(source, &path, reason);
    }
    Ok(reader.gathered.report())
}

/// The files that only hold earlier what a folder above them holds, and the others.
fn backups(source: &dyn Source, files: Vec<String>) -> (Vec<String>, Vec<String>) {
    let above = |path: &str| match folder(path) {
        "backup" => Some(String::new()),
        inner => inner.strip_suffix("/backup").map(str::to_owned),
    };
    let wanted: BTreeSet<String> = files.iter().filter_map(|path| above(path)).collect();
    let lives: BTreeSet<String> = files
        .iter()
        .filter(|path| wanted.contains(folder(path)) && is_beads(source, path))
        .map(|path| folder(path).to_owned())
        .collect();
    files
        .into_iter()
        .partition(|path| above(path).is_some_and(|above| lives.contains(&above)))
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::format::{Likeness, ReadError};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;
    use crate::model::StateKind;

    const FIRST: &str = r#"{"id":"bd-1","title":"One","description":"Text","design":"How","notes":"More","acceptance_criteria":"- a\n- b","status":"in_progress","priority":2,"issue_type":"feature","created_at":"2025-10-14T14:43:06.864214-07:00","dependencies":[{"issue_id":"bd-1","depends_on_id":"bd-2","type":"blocks"},{"issue_id":"bd-1","depends_on_id":"bd-9","type":"parent-child"},{"issue_id":"bd-1","depends_on_id":"bd-8","type":"parent-child"},{"issue_id":"bd-1","depends_on_id":"bd-3","type":"discovered-from"}],"comments":[{"author":"ann","text":"why","created_at":"2025-10-15T00:00:00Z"}],"labels":["x"],"custom":{"a":1}}"#;

    #[test]
    fn nothing_is_lost() {
        let text = format!(
            "{FIRST}\n\n{}\n{}\n{}\n{}\nno json\n[1]\n",
            r#"{"id":"bd-2","title":"Two","status":"closed","priority":0,"issue_type":"bug","close_reason":"wontfix","closed_at":"2025-10-14T14:43:06Z"}"#,
            r#"{"id":"bd-3","title":"Gone","status":"tombstone"}"#,
            r#"{"id":"bd-1","title":"Again","status":"open"}"#,
            r#"{"_type":"memory","key":"a"}"#,
        );
        let source = MemorySource::new([("issues.jsonl", text)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let mut drafts = Vec::new();
        let report = (FORMAT.read)(&source, &ReadOptions::default(), &mut |draft| {
            drafts.push(draft)
        })
        .unwrap();
        assert_eq!(
            (drafts.len(), report.reported.len()),
            (2, 5),
            "{:?}",
            report.reported
        );
        let one = &drafts[0];
        assert_eq!(one.depends_on[0].written, "bd-2");
        assert_eq!(one.parent.as_ref().unwrap().keys, ["bd-9"]);
        assert_eq!(
            one.body,
            "\nText\n\n## Design\n\nHow\n\n## Further notes\n\nMore\n\n## Acceptance criteria\n\n- a\n- b\n\n## Notes\n\n- 2025-10-15 ann: why\n"
        );
        let kept: String = one.extra.iter().map(|extra| extra.yaml.as_str()).collect();
        for part in [
            "priority: '2'",
            "parent-child: bd-8",
            "'dependency: discovered-from': bd-3",
            "custom:",
        ] {
            assert!(kept.contains(part), "{part}\n{kept}");
        }
        let kind = drafts[1].status.as_ref().unwrap().kind;
        assert_eq!(kind, Some(StateKind::Declined));
    }

    #[test]
    fn other_files_are_not_taken() {
        for text in [
            "",
            "{}",
            "[]",
            "{\"issues\": []}",
            "id,title,status\n",
            r#"{"uuid":"a","id":"1","title":"x","status":"y","priority":"H"}"#,
        ] {
            let source = MemorySource::new([("a.jsonl", text)]);
            assert_eq!((FORMAT.detect)(&source), Likeness::No, "{text}");
        }
        let source = MemorySource::new([("a.jsonl", "no\n")]);
        let read = (FORMAT.read)(&source, &ReadOptions::default(), &mut |_| ());
        assert!(matches!(read, Err(ReadError::NotThisFormat { .. })));
    }

    #[test]
    fn what_a_backup_keeps_in_files_of_its_own_comes_back_to_its_issue() {
        let issues = r#"{"id":"a-1","title":"One","status":"open","priority":1,"metadata":"{}","pinned":0}
{"id":"a-2","title":"Two","status":"open","priority":1,"labels":["x"],"dependencies":[{"issue_id":"a-2","depends_on_id":"a-1","type":"blocks"}]}"#;
        let dependencies = r#"{"issue_id":"a-2","depends_on_id":"a-1","type":"blocks","created_by":"ann"}
{"issue_id":"a-1","depends_on_id":"a-3","type":"parent-child"}
{"issue_id":"a-9","depends_on_id":"a-1","type":"blocks"}
{"issue_id":"a-9","depends_on_id":"a-2","type":"blocks"}"#;
        let event = r#"{"id":1,"issue_id":"a-1","event_type":"created","created_at":"2026-01-01T00:00:00Z"}"#;
        let folder = [
            ("issues.jsonl", issues.to_owned()),
            ("dependencies.jsonl", dependencies.to_owned()),
            (
                "labels.jsonl",
                "{\"issue_id\":\"a-2\",\"label\":\"x\"}\n{\"issue_id\":\"a-2\",\"label\":\"y\"}\n".to_owned(),
            ),
            (
                "comments.jsonl",
                r#"{"id":1,"issue_id":"a-1","author":"ann","text":"why","created_at":"2025-10-15T00:00:00Z"}"#.to_owned(),
            ),
            ("events.jsonl", format!("{event}\n{event}\n{event}\n")),
            ("config.jsonl", r#"{"key":"prefix","value":"a"}"#.to_owned()),
        ];
        let source = MemorySource::new(folder.clone());
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        let [one, two] = &drafts[..] else {
            panic!("{drafts:?}")
        };
        assert_eq!(one.parent.as_ref().unwrap().keys, ["a-3"]);
        assert!(
            one.body.ends_with("- 2025-10-15 ann: why\n"),
            "{}",
            one.body
        );
        let kept: String = one.extra.iter().map(|extra| extra.yaml.as_str()).collect();
        assert_eq!(kept.trim(), "priority: '1'");
        assert_eq!(two.depends_on.len(), 1);
        assert_eq!(two.labels, ["x", "y"]);
        let reported: Vec<String> = report
            .reported
            .iter()
            .map(|remark| format!("{}: {}", remark.at, remark.reason))
            .collect();
        assert_eq!(
            reported,
            [
                "config.jsonl:1: the line is no issue",
                "events.jsonl:1: the line is no issue, nor are 2 more of this file",
                "dependencies.jsonl:3: it belongs to `a-9`, which is not part of this import, as do 2 lines in all",
            ]
        );

        let newer = r#"{"id":"a-1","title":"Newer","status":"open","priority":1}"#;
        let folder = folder.map(|(name, text)| (format!("backup/{name}"), text));
        let above = [("issues.jsonl".to_owned(), newer.to_owned())];
        let source = MemorySource::new(folder.into_iter().chain(above));
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        assert_eq!((drafts.len(), report.reported.len()), (1, 6));
        assert_eq!(drafts[0].title, "Newer");
        assert!(drafts[0].parent.is_none());
    }
}
