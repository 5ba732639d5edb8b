//! Taskwarrior: tasks as a JSON list.

use std::collections::HashMap;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::exchange::assembly::{Assembly, Finished, Gathered, Known, Take};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::export_files;
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::json_parts::{scalar, texts, top_keys};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::Source;
use crate::exchange::text_file::whole_text;

/// Taskwarrior.
pub const FORMAT: Format = Format {
    name: "taskwarrior",
    title: "Taskwarrior: `task export`",
    docs: "Reads the JSON that `task export` writes, a list or a task a line. The description is the title, annotations become dated lines under \
           `## Notes`, tags and the project labels, and `depends` dependencies by `uuid`. What was started and waits is started. \
           Deleted tasks are declined. Of a task that stands several times the version that was modified last counts, the others are \
           reported. The order is that of the priorities `H`, `M`, none, `L`. Attributes of one's own, days \
           that are due and recurrences stay under `extra`.",
    columns: &[
        ("(any other)", Fate::Kept),
        ("annotations", Fate::Notes),
        ("depends", Fate::Taken("depends_on")),
        ("description", Fate::Taken("title")),
        ("due", Fate::Kept),
        ("end", Fate::Taken("done")),
        ("entry", Fate::Taken("created")),
        ("id", Fate::Dropped("a number that changes")),
        ("modified", Fate::Dropped("git knows when a file changed")),
        ("priority", Fate::Taken("rank")),
        ("project", Fate::Taken("labels")),
        ("start", Fate::Taken("started")),
        ("status", Fate::Taken("status")),
        ("tags", Fate::Taken("labels")),
        ("urgency", Fate::Dropped("worked out from other fields")),
        ("uuid", Fate::Taken("external")),
    ],
    detect,
    read,
    write: None,
};

/// What becomes of the keys that need nothing but their value.
const KEYS: &[(&str, Take)] = &[
    ("uuid", Take::Key),
    ("description", Take::Title),
    ("tags", Take::Labels(&[])),
    ("project", Take::Labels(&[])),
    ("depends", Take::DependsOn),
    ("id", Take::Drop("a number that changes")),
    ("modified", Take::Drop("git knows when a file changed")),
    ("urgency", Take::Drop("worked out from other fields")),
];

/// The largest export that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

fn is_export(source: &dyn Source, path: &str) -> bool {
    let keys = top_keys(source, path, &["issues", "cards"]);
    ["uuid", "description", "entry", "status"]
        .into_iter()
        .all(|key| keys.iter().any(|other| other == key))
}

fn detect(source: &dyn Source) -> Likeness {
    let files = export_files(source);
    Likeness::sure(files.len() == 1 && is_export(source, &files[0]))
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let dates = options.dates();
    let known = Known::new(&dates, &options.map, str::to_owned);
    let mut gathered = Gathered::default();
    let mut found: Vec<(Origin, Value)> = Vec::new();
    for path in export_files(source) {
        let text = whole_text(source, &path, LARGEST)?;
        let tasks = tasks(&text).map_err(|error| {
            ReadError::Broken(format!("{path}: it is no JSON list of tasks: {error}"))
        })?;
        let places = (1..).map(|number| Origin::line(path.as_str(), number));
        found.extend(places.zip(tasks));
    }
    for (origin, task) in newest(found, &known, &mut gathered) {
        let Some(task) = task.as_object() else {
            gathered.refuse(origin, "it is no task");
            continue;
        };
        let finished = finished(origin, task, &known, &mut gathered);
        if let Some(mut draft) = gathered.admit(finished) {
            // Nobody calls a task by its `uuid`.
            draft.aliases.clear();
            each(draft);
        }
    }
    Ok(gathered.report())
}

/// The tasks without the older versions of one that stands several times, as in what was gathered of several exports; these are
/// reported.
fn newest(
    found: Vec<(Origin, Value)>,
    known: &Known<'_>,
    gathered: &mut Gathered,
) -> Vec<(Origin, Value)> {
    let mut last: HashMap<String, (Option<Timestamp>, Origin)> = HashMap::new();
    for (origin, task) in &found {
        let Some((uuid, modified)) = version(task, known) else {
            continue;
        };
        let newest = last.entry(uuid);
        let newest = newest.or_insert_with(|| (modified, origin.clone()));
        if newest.0 < modified {
            *newest = (modified, origin.clone());
        }
    }
    let mut is_newest = |(origin, task): &(Origin, Value)| {
        let Some((uuid, modified)) = version(task, known) else {
            return true;
        };
        let newest = last.get(&uuid).filter(|(newest, _)| modified < *newest);
        if let Some((_, place)) = newest {
            let reason =
                format!("an older version of `{uuid}`, which was modified later in {place}");
            gathered.refuse(origin.clone(), reason);
        }
        newest.is_none()
    };
    found.into_iter().filter(|one| is_newest(one)).collect()
}

/// Which task it is, and when it was modified last.
fn version(task: &Value, known: &Known<'_>) -> Option<(String, Option<Timestamp>)> {
    let modified = scalar(&task["modified"]);
    let modified = modified.and_then(|text| known.dates.timestamp(&moment(&text)));
    Some((scalar(&task["uuid"])?, modified))
}

/// The tasks of a list, or a task a line, as old versions and `json.array=off` write them; a line that is no JSON is null.
fn tasks(text: &str) -> Result<Vec<Value>, serde_json::Error> {
    let error = match serde_json::from_str(text) {
        Ok(list) => return Ok(list),
        Err(error) => error,
    };
    let lines = text.lines().map(|line| line.trim().trim_end_matches(','));
    let lines = lines.filter(|line| !matches!(*line, "" | "[" | "]"));
    let tasks: Vec<Value> = lines
        .map(|line| serde_json::from_str(line).unwrap_or_default())
        .collect();
    if tasks.first().is_some_and(Value::is_object) {
        Ok(tasks)
    } else {
        Err(error)
    }
}

/// `20201021T065209Z` as other dates are written; another text as it stands.
fn moment(text: &str) -> String {
    let digits = |range: std::ops::Range<usize>| {
        text.get(range)
            .filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let parts = [0..4, 4..6, 6..8, 9..11, 11..13, 13..15].map(digits);
    match parts {
        [Some(y), Some(mo), Some(d), Some(h), Some(mi), Some(s)]
            if text.len() == 16 && text.ends_with('Z') =>
        {
            format!("{y}-{mo}-{d}T{h}:{mi}:{s}Z")
        }
        _ => text.to_owned(),
    }
}

fn finished(
    origin: Origin,
    task: &Map<String, Value>,
    known: &Known<'_>,
    gathered: &mut Gathered,
) -> Finished {
    let mut assembly = Assembly::new(origin, "taskwarrior");
    let text = |key: &str| task.get(key).and_then(scalar);
    let status = text("status").unwrap_or_default();
    for (key, value) in task {
        let mut values = texts(value);
        if values.is_empty() {
            continue;
        }
        let said = known.map.word(key, 0).and_then(Take::of_word);
        let take = said
            .or(Take::named(KEYS, key))
            .unwrap_or(match key.as_str() {
                "entry" => Take::Created,
                "start" => Take::Started,
                "end" => Take::Done,
                "annotations" => Take::Comment,
                "status" => Take::Status,
                "priority" => Take::Position,
                _ => Take::Keep,
            });
        gathered.count(key, take);
        match (key.as_str(), take) {
            ("annotations", Take::Comment) => {
                for annotation in value.as_array().into_iter().flatten() {
                    let words = scalar(&annotation["description"])
                        .unwrap_or_else(|| annotation.to_string());
                    let when = annotation["entry"].as_str().map(moment);
                    assembly.comment_at(when.as_deref(), words, known);
                }
            }
            ("status", Take::Status) | ("priority", Take::Position) => {}
            ("entry" | "start" | "end" | "due" | "wait" | "scheduled" | "until", take) => {
                values = values.iter().map(|value| moment(value)).collect();
                assembly.take(take, key, &values, known);
            }
            (_, take) => assembly.take(take, key, &values, known),
        }
    }
    let state = match status.as_str() {
        "pending" | "waiting" if task.contains_key("start") => "in progress",
        // Whose day has not come is hidden till then, and not begun.
        "pending" | "waiting" => "to do",
        "completed" => "done",
        "deleted" => "declined",
        other => other,
    };
    if !state.is_empty() {
        assembly.take(Take::Status, "status", &[state.to_owned()], known);
    }
    let priority = text("priority");
    let order = match priority.as_deref() {
        Some("H") => "0",
        Some("M") => "1",
        Some("L") => "3",
        _ => "2",
    };
    assembly.take(Take::Position, "order", &[order.to_owned()], known);
    if let Some(priority) = priority {
        assembly.keep_more_of("priority", priority);
    }
    assembly.finish(known)
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::format::Likeness;
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;

    const TASKS: &str = r#"[
{"id":1,"uuid":"a-b","description":"Pay","entry":"20201021T065209Z","status":"pending","start":"20201022T065209Z","tags":["x"],"project":"shop.pay","priority":"H","due":"20201101T000000Z","depends":["c-d"],"urgency":9.1,"annotations":[{"entry":"20201023T065209Z","description":"why"}],"own":"kept"},
{"id":0,"uuid":"c-d","description":"Ship","entry":"20201021T065209Z","end":"20201024T065209Z","status":"completed","depends":"a-b,e-f"},
{"uuid":"e-f","description":"Gone","entry":"20201021T065209Z","status":"deleted"},
{"uuid":"e-f","description":"Twice","entry":"20201021T065209Z","status":"pending"},
7]"#;

    #[test]
    fn a_task_a_line_is_read_as_well() {
        let task = |id: &str| {
            format!(
                r#"{{"uuid":"{id}","description":"Pay","entry":"20201021T065209Z","status":"pending"}}"#
            )
        };
        for text in [
            format!("{}\n{}\nno task\n", task("a"), task("b")),
            format!("{},\n{},\n3\n", task("a"), task("b")),
        ] {
            let source = MemorySource::new([("backlog.data", &*text)]);
            assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
            let (drafts, report) = source
                .drafts_with(&FORMAT, &ReadOptions::default())
                .unwrap();
            assert_eq!((drafts.len(), report.reported.len()), (2, 1), "{text}");
        }
    }

    #[test]
    fn nothing_is_lost() {
        let source = MemorySource::new([("t.json", TASKS)]);
        assert_eq!((FORMAT.detect)(&source), Likeness::Sure);
        let mut drafts = Vec::new();
        let report = (FORMAT.read)(&source, &ReadOptions::default(), &mut |draft| {
            drafts.push(draft)
        })
        .unwrap();
        assert_eq!((drafts.len(), report.reported.len()), (3, 2));
        let pay = &drafts[0];
        assert_eq!(pay.created.unwrap().to_string(), "2020-10-21T06:52:09Z");
        assert_eq!(pay.started.unwrap().to_string(), "2020-10-22");
        assert_eq!(pay.body, "\n## Notes\n\n- 2020-10-23 why\n");
        let mut labels = pay.labels.clone();
        labels.sort();
        assert_eq!(labels, ["shop.pay", "x"]);
        let kept: String = pay.extra.iter().map(|extra| extra.yaml.as_str()).collect();
        for part in ["own: kept", "priority: H", "2020-11-01T00:00:00Z"] {
            assert!(kept.contains(part), "{part}\n{kept}");
        }
        assert_eq!(drafts[1].done.unwrap().to_string(), "2020-10-24");
        assert_eq!(drafts[1].depends_on.len(), 2);
        let states: Vec<String> = drafts
            .iter()
            .map(|draft| draft.status.clone().unwrap().name)
            .collect();
        assert_eq!(states, ["in progress", "done", "declined"]);
    }

    #[test]
    fn of_several_versions_the_newest_counts() {
        let task = |uuid: &str, title: &str, modified: &str| {
            format!(
                r#"{{"uuid":"{uuid}","description":"{title}","entry":"20260101T100000Z","status":"pending"{modified}}}"#
            )
        };
        let lines = [
            task("a", "first", ""),
            task("a", "second", r#","modified":"20260103T100000Z""#),
            task("b", "only", ""),
            task("a", "third", r#","modified":"20260102T100000Z""#),
            task("a", "same moment", r#","modified":"20260103T100000Z""#),
        ];
        let source = MemorySource::new([("t.json", lines.join("\n"))]);
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        let titles: Vec<&str> = drafts.iter().map(|draft| &*draft.title).collect();
        assert_eq!(titles, ["second", "only"]);
        let reported = report
            .reported
            .iter()
            .map(|one| format!("{}: {}", one.at, one.reason));
        let older = "an older version of `a`, which was modified later in t.json:2";
        assert_eq!(
            reported.collect::<Vec<_>>(),
            [
                format!("t.json:1: {older}"),
                format!("t.json:4: {older}"),
                "t.json:5: `a` stands in t.json:2 already".to_owned()
            ]
        );
    }

    #[test]
    fn what_waits_for_a_day_is_not_begun() {
        let task = r#"{"uuid":"a-b","description":"Renew","entry":"20260101T100000Z","status":"waiting","wait":"20270101T100000Z"}"#;
        let source = MemorySource::new([("t.json", task)]);
        let (drafts, _) = source.drafts(&FORMAT).unwrap();
        assert_eq!(drafts[0].status.as_ref().unwrap().name, "to do");
        let kept: String = drafts[0]
            .extra
            .iter()
            .map(|extra| extra.yaml.as_str())
            .collect();
        assert!(kept.contains("2027-01-01"), "{kept}");
    }

    #[test]
    fn other_files_are_not_taken() {
        for text in [
            "[]",
            "",
            "[{\"id\":\"bd-1\",\"title\":\"x\",\"status\":\"open\"}]",
            "uuid,description,entry,status\n",
        ] {
            let source = MemorySource::new([("t.json", text)]);
            assert_eq!((FORMAT.detect)(&source), Likeness::No, "{text}");
        }
    }
}
