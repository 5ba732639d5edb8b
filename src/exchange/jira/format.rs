//! Tells Jira's files apart and reads each.

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, export_files};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::jira::epic_names::EpicNames;
use crate::exchange::jira::headers::are_of_jira;
use crate::exchange::jira::json::{JsonReader, is_json};
use crate::exchange::jira::sheet::SHEET;
use crate::exchange::jira::write::WRITER;
use crate::exchange::jira::xml::{XmlReader, begins_as_xml};
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::options::ReadOptions;
use crate::exchange::pages::Pages;
use crate::exchange::report::Fate;
use crate::exchange::source::Source;

/// Jira.
pub const FORMAT: Format = Format {
    name: "jira",
    title: "Jira, Cloud and Server: CSV, JSON, XML",
    docs: "Reads CSV with all or the current fields, in English, Spanish, Portuguese, Polish, German, French, Dutch, Italian, \
           Swedish, Norwegian, Danish, Finnish, Czech, Turkish, Russian, Japanese, Chinese or Korean, as Jira writes it or as Excel saved it again. Keys stay the ids. Wiki markup becomes Markdown; a bold line, a heading or a \
           field `Acceptance Criteria` becomes acceptance criteria; comments become dated lines under `## Notes` that begin with \
           their author: a name where the file has one, else the account. The parent is \
           found by key, number or epic link, which may hold the epic's name; `A blocks B` makes B depend on A, once. Of several Sprints the last counts, of \
           several fix versions the first, and all stay under `extra`. Labels keep their commas where the column repeats, as Jira writes it; \
           in one column for all they are parted there, and that is said. The order is that of Jira's rank. A state means what its \
           name usually means, else what its category says; what was resolved as `Won't Do`, `Duplicate` or the like is declined. \
           A folder or archive may hold several exports. \
           Further: JSON of the interfaces (search of version 2 and 3, agile, bare lists; documents become Markdown) and XML (RSS); the views `RSS` tell titles, texts and \
           comments only. In \
           JSON, custom fields are known by `names`, else by the shape of their values, and `--map` says it otherwise (`points: \
           customfield_10105`); Sprints with days become Sprint files with what was planned and Done, fix versions with a day \
           become releases.",
    columns: &[
        ("Affects versions", Fate::Kept),
        ("Assignee", Fate::Taken("assignee")),
        ("Assignee Id", Fate::Dropped("a number of an account")),
        ("Attachment", Fate::Kept),
        ("Comment", Fate::Notes),
        ("Components", Fate::Taken("labels")),
        ("Created", Fate::Taken("created")),
        ("Custom field (Acceptance Criteria)", Fate::Criteria),
        ("Custom field (Epic Link)", Fate::Taken("epic")),
        ("Custom field (Rank)", Fate::Taken("rank")),
        ("Custom field (Start date)", Fate::Taken("started")),
        ("Custom field (Story Points)", Fate::Taken("points")),
        ("Custom field (Story point estimate)", Fate::Taken("points")),
        ("Custom field (any other)", Fate::Kept),
        ("Description", Fate::Text),
        ("Due date", Fate::Kept),
        ("Fix versions", Fate::Taken("release")),
        ("Inward issue link (Blocks)", Fate::Taken("depends_on")),
        ("Issue Type", Fate::Taken("type")),
        ("Issue id", Fate::Taken("external")),
        ("Issue key", Fate::Taken("id")),
        ("Labels", Fate::Taken("labels")),
        (
            "Last Viewed",
            Fate::Dropped("who looked at it when says nothing about the item"),
        ),
        ("Outward issue link (Blocks)", Fate::Taken("depends_on")),
        ("Outward issue link (any other)", Fate::Kept),
        ("Parent", Fate::Taken("epic")),
        ("Parent key", Fate::Taken("epic")),
        ("Priority", Fate::Kept),
        (
            "Project name",
            Fate::Dropped("about the project, not the item"),
        ),
        ("Reporter", Fate::Taken("requested_by")),
        ("Resolution", Fate::Taken("status")),
        ("Resolved", Fate::Taken("done")),
        ("Sprint", Fate::Taken("sprint")),
        ("Status", Fate::Taken("status")),
        ("Status Category", Fate::Taken("status")),
        ("Status Category Changed", Fate::Taken("done")),
        ("Summary", Fate::Taken("title")),
        ("Updated", Fate::Dropped("git knows when a file changed")),
        ("Votes", Fate::Kept),
        ("Watchers", Fate::Dropped("who watches it")),
    ],
    detect,
    read,
    write: Some(WRITER),
};

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sheet,
    Json,
    Xml,
    Other,
}

fn kind(source: &dyn Source, path: &str) -> Kind {
    if begins_as_json(source, path) {
        return if is_json(source, path) {
            Kind::Json
        } else {
            Kind::Other
        };
    }
    if begins_as_xml(source, path) {
        return Kind::Xml;
    }
    match headers_of(source, path) {
        Some(headers) if are_of_jira(&headers) => Kind::Sheet,
        _ => Kind::Other,
    }
}

fn detect(source: &dyn Source) -> Likeness {
    let endings = [".csv", ".tsv", ".txt", ".json", ".xml"];
    detect_files(source, &endings, &|path| kind(source, path) != Kind::Other)
}

fn read(
    source: &dyn Source,
    options: &ReadOptions,
    each: &mut dyn FnMut(Draft),
) -> Result<ReadReport, ReadError> {
    let mut sheets = SheetReader::with(SHEET, options, EpicNames::default());
    let mut json = JsonReader::new(options, sheets.gathered.beside());
    let mut xml = XmlReader::new(options, sheets.gathered.beside());
    let files = export_files(source);
    let alone = files.len() == 1;
    let read_as = |path: &String| match kind(source, path) {
        // What a person says is one of Jira's files is read as one.
        Kind::Other if alone && begins_as_json(source, path) => Kind::Json,
        Kind::Other if alone && headers_of(source, path).is_some() => Kind::Sheet,
        kind => kind,
    };
    let files: Vec<(String, Kind)> = files
        .into_iter()
        .map(|path| (read_as(&path), path))
        .map(|(kind, path)| (path, kind))
        .collect();
    let mut pages = Pages::new(|end| format!("`startAt={end}`"));
    for (path, _) in files.iter().filter(|(_, kind)| *kind == Kind::Json) {
        pages.add(path, &json.look_at(source, path)?);
    }
    json.decide();
    for (path, kind) in &files {
        match kind {
            Kind::Sheet => sheets.read(source, path, each)?,
            Kind::Json => json.read(source, path, each)?,
            Kind::Xml => pages.add(path, &xml.read(source, path, each)?),
            Kind::Other if alone => {
                return Err(ReadError::NotThisFormat {
                    expected: "an export of Jira's",
                });
            }
            Kind::Other => {
                let reason = "the file is no export of Jira's";
                sheets.gathered.refuse_file(source, path, reason);
            }
        }
    }
    let mut report = sheets.report();
    report.add(json.report());
    report.add(xml.report());
    pages.tell(&mut report);
    Ok(report)
}

#[cfg(test)]
mod tests {
    use super::FORMAT;
    use crate::exchange::memory_source::MemorySource;

    fn notes(source: &MemorySource) -> (usize, Vec<String>) {
        let (drafts, report) = source.drafts(&FORMAT).unwrap();
        let notes = report.notes.into_iter();
        let notes = notes.map(|note| format!("{}: {}", note.at, note.reason));
        (drafts.len(), notes.collect())
    }

    fn page(start: u32, key: &str) -> String {
        format!(
            r#"{{"startAt":{start},"total":2,"issues":[{{"key":"{key}","fields":{{"summary":"a"}}}}]}}"#
        )
    }

    #[test]
    fn one_page_is_not_all() {
        let (first, second) = (page(0, "A-1"), page(1, "A-2"));
        let mut source = MemorySource::new([("1.json", first.clone())]);
        let said = "1.json: 1 of 2 are here, and pages are missing; `startAt=1` brings the next"
            .to_owned();
        assert_eq!(notes(&source), (1, vec![said]));
        source.insert("2.json", second.clone());
        assert_eq!(notes(&source), (2, Vec::new()));
        let together = MemorySource::new([("all.json", format!("{second}\n{first}"))]);
        assert_eq!(notes(&together), (2, Vec::new()));

        let token = r#"{"isLast":false,"nextPageToken":"a","issues":[{"key":"A-1","fields":{"summary":"a"}}]}"#;
        let (items, said) = notes(&MemorySource::new([("1.json", token)]));
        assert_eq!((items, said.len()), (1, 1));
        assert!(said[0].contains("goes on behind this page"), "{said:?}");

        let rss = r#"<rss><channel><issue start="0" end="1" total="7"/><item><key>A-1</key><summary>a</summary></item></channel></rss>"#;
        let (items, said) = notes(&MemorySource::new([("1.xml", rss)]));
        assert_eq!((items, said.len()), (1, 1));
        assert!(said[0].contains("1 of 7 are here"), "{said:?}");
    }

    #[test]
    fn what_holds_the_points_is_decided_over_all_files() {
        let issue = |key: &str, fields: &str| {
            format!(r#"{{"key":"{key}","fields":{{"summary":"{key}",{fields}}}}}"#)
        };
        let points = |files: &[(&str, String)]| {
            let source = MemorySource::new(files.iter().cloned());
            let (drafts, report) = source.drafts(&FORMAT).unwrap();
            let points: Vec<bool> = drafts.iter().map(|draft| draft.points.is_some()).collect();
            (points, report.notes.len())
        };
        let story = issue("A-1", r#""customfield_5":3"#);
        let part = issue("A-2", r#""customfield_7":8"#);
        let files = [("1.json", story.clone()), ("2.json", part.clone())];
        assert_eq!(points(&files), (vec![false, false], 1));
        // The same as in one file.
        let whole = [("all.json", format!("[{story},{part}]"))];
        assert_eq!(points(&whole), (vec![false, false], 1));
        let usual = [
            ("1.json", issue("A-1", r#""customfield_10016":3"#)),
            ("2.json", part.clone()),
        ];
        assert_eq!(points(&usual), (vec![true, false], 1));
        // A file that names its fields is believed.
        let named = r#"{"names":{"customfield_7":"Story Points"},"issues":[{"key":"A-3","fields":{"summary":"a","customfield_7":1}}]}"#;
        let files = [("1.json", named.to_owned()), ("2.json", part)];
        assert_eq!(points(&files), (vec![true, true], 0));
    }
}
