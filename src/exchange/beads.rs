//! beads: issues as JSON, one a line.

use serde_json::{Map, Value};

use crate::exchange::assembly::{Assembly, Gathered, Known, Take};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::files_ending;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::json_parts::{scalar, texts};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::{LARGEST_FILE, Source, SourceError};
use crate::exchange::text_file::{each_line, first_letter};
use crate::model::StateKind;

/// beads.
pub const FORMAT: Format = Format {
    name: "beads",
    title: "beads: JSON, an issue a line",
    docs: "Reads `issues.jsonl`, or all `.jsonl` files of a folder. Ids such as `bd-12` stay. What blocks becomes `depends_on`, the \
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

const COUNTED: &str = "counted from other fields";

/// What becomes of the keys that need nothing but their value.
const KEYS: &[(&str, Take)] = &[
    ("id", Take::Key),
    ("title", Take::Title),
    ("description", Take::Description),
    ("acceptance_criteria", Take::Criteria),
    ("issue_type", Take::Type),
    ("assignee", Take::Assignee),
    ("created_at", Take::Created),
    ("created_by", Take::RequestedBy),
    ("started_at", Take::Started),
    ("closed_at", Take::Done),
    ("labels", Take::Labels(&[])),
    ("updated_at", Take::Drop("git knows when a file changed")),
    ("content_hash", Take::Drop("a sum of the other fields")),
    ("dependency_count", Take::Drop(COUNTED)),
    ("dependent_count", Take::Drop(COUNTED)),
    ("comment_count", Take::Drop(COUNTED)),
];

fn files(source: &dyn Source) -> (Vec<String>, Vec<String>) {
    files_ending(source, &[".jsonl"])
}

/// Hands over each line that is not empty, with its number, until told to stop.
fn each_record(
    source: &dyn Source,
    path: &str,
    each: &mut dyn FnMut(usize, &[u8]) -> bool,
) -> Result<(), SourceError> {
    each_line(source, path, LARGEST_FILE, &mut |number, line| {
        let line = line.trim_ascii();
        line.is_empty() || each(number, line)
    })
}

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
    let (files, _) = files(source);
    Likeness::sure(files.iter().take(20).any(|path| is_beads(source, path)))
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let (files, others) = files(source);
    let dates = options.dates();
    let mut reader = Reader {
        known: Known::new(&dates, &options.map, str::to_owned),
        gathered: Gathered::default(),
    };
    for path in &files {
        let mut issues = 0;
        each_record(source, path, &mut |number, line| {
            let origin = Origin::line(path.as_str(), number);
            match serde_json::from_slice(line) {
                Ok(Value::Object(issue)) => {
                    issues += 1;
                    reader.issue(origin, &issue, each);
                }
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
    }
    for path in others {
        let reason = "the file is no `.jsonl`";
        reader.gathered.refuse_file(source, &path, reason);
    }
    Ok(reader.gathered.report())
}

struct Reader<'a> {
    known: Known<'a>,
    gathered: Gathered,
}

impl Reader<'_> {
    fn issue(&mut self, origin: Origin, issue: &Map<String, Value>, each: &mut dyn FnMut(Draft)) {
        let text = |key: &str| issue.get(key).and_then(scalar);
        let status = text("status");
        if let Some(kind) = text("_type").filter(|kind| kind != "issue") {
            let reason = format!("the line is a {kind}, no issue");
            return self.gathered.refuse(origin, reason);
        }
        if status.as_deref() == Some("tombstone")
            || issue.get("deleted_at").is_some_and(Value::is_string)
        {
            let reason = format!("`{}` was deleted", text("id").unwrap_or_default());
            return self.gathered.refuse(origin, reason);
        }
        let mut assembly = Assembly::new(origin, "beads");
        for (key, value) in issue {
            let values = texts(value);
            if values.is_empty() {
                continue;
            }
            let said = self.known.map.word(key, 0).and_then(Take::of_word);
            let take = said.or(Take::named(KEYS, key));
            match (key.as_str(), take) {
                (
                    "status" | "priority" | "dependencies" | "comments" | "design" | "notes",
                    None,
                ) => {
                    continue;
                }
                (_, Some(take)) => {
                    self.gathered.count(key, take);
                    assembly.take(take, key, &values, &self.known);
                }
                ("close_reason", None) if is_refusal(&values[0]) => {
                    self.gathered.count(key, Take::Resolution);
                    assembly.take(Take::Resolution, key, &values, &self.known);
                }
                (_, None) => {
                    self.gathered.count(key, Take::Keep);
                    assembly.take(Take::Keep, key, &values, &self.known);
                }
            }
        }
        self.sections(&mut assembly, issue);
        if let Some(status) = status {
            self.gathered.count("status", Take::Status);
            if let Some(category) = category(&status) {
                assembly.take(
                    Take::Category,
                    "status",
                    &[category.to_owned()],
                    &self.known,
                );
            }
            assembly.take(Take::Status, "status", &[status], &self.known);
        }
        if let Some(priority) = text("priority") {
            self.gathered.count("priority", Take::Position);
            assembly.take(
                Take::Position,
                "priority of the order",
                std::slice::from_ref(&priority),
                &self.known,
            );
            assembly.keep_more_of("priority", priority);
        }
        self.dependencies(&mut assembly, issue);
        self.comments(&mut assembly, issue);
        if let Some(draft) = self.gathered.admit(assembly.finish(&self.known)) {
            each(draft);
        }
    }

    /// The design and notes follow the description, each under a heading of its own.
    fn sections(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        // `## Notes` is for dated lines.
        for (key, heading) in [("design", "## Design"), ("notes", "## Further notes")] {
            let told = self.known.map.word(key, 0).is_some();
            if let Some(text) = issue.get(key).and_then(scalar).filter(|_| !told) {
                self.gathered.count(key, Take::Description);
                assembly.description(&format!("{heading}\n\n{text}"));
            }
        }
    }

    fn dependencies(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        let id = issue.get("id").and_then(scalar).unwrap_or_default();
        let list = issue.get("dependencies").and_then(Value::as_array);
        for dependency in list.into_iter().flatten() {
            let target = scalar(&dependency["depends_on_id"]).or(scalar(dependency));
            let owner = scalar(&dependency["issue_id"]).unwrap_or_else(|| id.clone());
            let Some(target) = target else {
                assembly.keep_more_of("dependencies", dependency.to_string());
                continue;
            };
            let kind = scalar(&dependency["type"]).unwrap_or_else(|| "blocks".to_owned());
            match kind.as_str() {
                "blocks" if owner == id => {
                    self.gathered
                        .count("dependencies (blocks)", Take::DependsOn);
                    assembly.take(Take::DependsOn, "dependencies", &[target], &self.known);
                }
                "parent-child" if owner == id => {
                    self.gathered
                        .count("dependencies (parent-child)", Take::Parent(0));
                    if assembly.has_parent() {
                        assembly.keep_more_of("parent-child", target);
                    } else {
                        assembly.take(Take::Parent(0), "parent-child", &[target], &self.known);
                    }
                }
                _ => {
                    self.gathered.count("dependencies (any other)", Take::Keep);
                    let far = if owner == id {
                        target
                    } else {
                        format!("{owner} → {target}")
                    };
                    assembly.keep_more_of(&format!("dependency: {kind}"), far);
                }
            }
        }
    }

    fn comments(&mut self, assembly: &mut Assembly, issue: &Map<String, Value>) {
        let list = issue.get("comments").and_then(Value::as_array);
        for comment in list.into_iter().flatten() {
            self.gathered.count("comments", Take::Comment);
            let text = scalar(&comment["text"])
                .or(scalar(comment))
                .unwrap_or_else(|| comment.to_string());
            let text = match scalar(&comment["author"]) {
                Some(author) => format!("{author}: {text}"),
                None => text,
            };
            assembly.comment_at(comment["created_at"].as_str(), text, &self.known);
        }
    }
}

/// What the states of beads mean.
fn category(status: &str) -> Option<&'static str> {
    Some(match status {
        "open" | "deferred" | "pinned" => "To Do",
        "in_progress" | "blocked" | "hooked" => "In Progress",
        "closed" => "Done",
        _ => return None,
    })
}

/// Whether an issue was closed because it will not be done.
fn is_refusal(reason: &str) -> bool {
    crate::exchange::state_kind::known_kind(reason) == Some(StateKind::Declined)
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
}
