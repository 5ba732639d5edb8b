//! Tells Jira's files apart and reads each.

use crate::exchange::assembly::{SheetReader, headers_of};
use crate::exchange::draft::Draft;
use crate::exchange::export_files::{detect_files, export_files};
use crate::exchange::format::{Format, Likeness, ReadError, ReadReport};
use crate::exchange::jira::headers::are_of_jira;
use crate::exchange::jira::issues::{Found, each_issue};
use crate::exchange::jira::json::JsonReader;
use crate::exchange::jira::sheet::SHEET;
use crate::exchange::jira::write::WRITER;
use crate::exchange::jira::xml::{XmlReader, begins_as_xml};
use crate::exchange::json_parts::begins_as_json;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Fate, Origin};
use crate::exchange::source::Source;

/// Jira.
pub const FORMAT: Format = Format {
    name: "jira",
    title: "Jira, Cloud and Server: CSV, JSON, XML",
    docs: "Reads CSV with all or the current fields, in English, Spanish, Portuguese, Polish, German, French or Dutch, as Jira \
           writes it or as Excel saved it again. Keys stay the ids. Wiki markup becomes Markdown; a bold line, a heading or a \
           field `Acceptance Criteria` becomes acceptance criteria; comments become dated lines under `## Notes` that begin with \
           their author: a name where the file has one, else the account. The parent is \
           found by key, number or epic link; `A blocks B` makes B depend on A, once. Of several Sprints the last counts, of \
           several fix versions the first, and all stay under `extra`. The order is that of Jira's rank. A state means what its \
           name usually means, else what its category says; what was resolved as `Won't Do`, `Duplicate` or the like is declined. \
           A folder or archive may hold several exports. \
           Further: JSON of the interfaces (search of version 2 and 3, agile, bare lists; documents become Markdown) and XML (RSS). In \
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
        let mut is_jira = false;
        // What is wrong further down is said when it is read.
        let _ = each_issue(source, path, &mut |found| {
            let Found::Issue(issue) = found else {
                return true;
            };
            is_jira = issue["key"].is_string() && issue["fields"].is_object();
            false
        });
        return if is_jira { Kind::Json } else { Kind::Other };
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
    let mut sheets = SheetReader::new(SHEET, options);
    let mut json = JsonReader::new(options, sheets.gathered.beside());
    let mut xml = XmlReader::new(options, sheets.gathered.beside());
    let files = export_files(source);
    for path in &files {
        match kind(source, path) {
            // What a person says is one of Jira's files is read as one.
            Kind::Sheet => sheets.read(source, path, each)?,
            Kind::Json => json.read(source, path, each)?,
            Kind::Xml => xml.read(source, path, each)?,
            Kind::Other if files.len() == 1 && begins_as_json(source, path) => {
                json.read(source, path, each)?;
            }
            Kind::Other if files.len() == 1 && headers_of(source, path).is_some() => {
                sheets.read(source, path, each)?;
            }
            Kind::Other if files.len() == 1 => {
                return Err(ReadError::NotThisFormat {
                    expected: "an export of Jira's",
                });
            }
            Kind::Other => {
                let file = Origin::file(path.as_str());
                sheets
                    .gathered
                    .refuse(file, "the file is no export of Jira's");
            }
        }
    }
    let mut report = sheets.report();
    report.add(json.report());
    report.add(xml.report());
    Ok(report)
}
