//! Answers of interfaces that nothing here reads: what they are, and how else to get the same items.

use crate::exchange::export_files::{export_files, only_file};
use crate::exchange::source::Source;
use crate::exchange::text_file::head_of;

/// How much of a file is looked at, in bytes.
const HEAD: u64 = 64 * 1024;

/// A form of export that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadExport {
    /// What tells it, and nothing else.
    sign: Sign,
    /// What it is.
    pub what: &'static str,
    /// What to do instead.
    pub instead: &'static str,
}

/// What tells a form of export.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Words that all stand in a file of JSON.
    Json(&'static [&'static str]),
    /// Words that all stand in a file of XML.
    Xml(&'static [&'static str]),
    /// Names of files that all lie together in an archive or folder.
    Files(&'static [&'static str]),
    /// Nothing but files whose names end so, and what belongs to pages.
    Only(&'static [&'static str]),
}

/// What can be made instead of an export of Confluence.
const FROM_CONFLUENCE: &str =
    "copy the table of items from its page into a spreadsheet and save it as CSV (UTF-8)";

const FROM_JIRA: &str = "search for the items in Jira and export them: Export, CSV (all fields)";

const ALL: &[UnreadExport] = &[
    UnreadExport {
        sign: Sign::Json(&["\"workItems\"", "\"widgets\""]),
        what: "work items of GitLab's GraphQL interface",
        instead: "export the list as CSV in GitLab, or ask the REST interface: glab api --paginate projects/ID/issues",
    },
    UnreadExport {
        sign: Sign::Json(&["\"fieldValues\"", "\"nodes\"", "\"content\""]),
        what: "a project of GitHub's GraphQL interface",
        instead: "gh project item-list NUMBER --owner OWNER --format json --limit 1000 > items.json",
    },
    UnreadExport {
        sign: Sign::Files(&["entities.xml", "exportDescriptor.properties"]),
        what: "an export of a Confluence space (pages, no items)",
        instead: FROM_CONFLUENCE,
    },
    UnreadExport {
        sign: Sign::Files(&["entities.xml", "activeobjects.xml"]),
        what: "a backup of a whole Jira",
        instead: FROM_JIRA,
    },
    UnreadExport {
        sign: Sign::Xml(&["<entity-engine-xml"]),
        what: "the database of a backup of Jira",
        instead: FROM_JIRA,
    },
    UnreadExport {
        sign: Sign::Xml(&["<backup", "atlassian.com/ao"]),
        what: "the second database of a backup of Jira",
        instead: FROM_JIRA,
    },
    UnreadExport {
        sign: Sign::Xml(&["<hibernate-generic"]),
        what: "the database of a Confluence space (pages, no items)",
        instead: FROM_CONFLUENCE,
    },
    UnreadExport {
        sign: Sign::Xml(&["<workflow", "<steps"]),
        what: "a workflow of Jira (states, no items)",
        instead: FROM_JIRA,
    },
    UnreadExport {
        sign: Sign::Only(&[".html", ".htm"]),
        what: "an export of pages as HTML",
        instead: "export the items as CSV, or in Notion as `Markdown & CSV`",
    },
    UnreadExport {
        sign: Sign::Only(&[".pdf"]),
        what: "an export of pages as PDF",
        instead: "export the items as CSV, or in Notion as `Markdown & CSV`",
    },
];

/// What belongs to pages and is none.
const OF_PAGES: [&str; 12] = [
    ".css", ".js", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".ico", ".webp", ".woff", ".woff2",
    ".ttf",
];

/// What an archive or folder is, where the files that lie in it together tell that it is known and not read: whatever else lies
/// in it, such as attachments.
#[must_use]
pub fn unread_archive(source: &dyn Source) -> Option<UnreadExport> {
    if only_file(source).is_some_and(|name| source.open(&name).is_ok()) {
        return None;
    }
    let top = source.list("").ok()?;
    let folders = top.iter().filter(|entry| entry.folder).take(MOST_FOLDERS);
    let folders: Vec<&str> = folders.map(|entry| entry.name.as_str()).collect();
    let lie_in = |folder: &str, names: &[&str]| {
        let entries = source.list(folder).unwrap_or_default();
        names
            .iter()
            .all(|name| entries.iter().any(|entry| entry.name == *name))
    };
    let is_told = |export: &&UnreadExport| match export.sign {
        Sign::Files(names) => {
            lie_in("", names) || folders.iter().any(|folder| lie_in(folder, names))
        }
        _ => false,
    };
    ALL.iter().find(is_told).copied()
}

/// So many folders of a source are looked into.
const MOST_FOLDERS: usize = 20;

/// What a source is that is nothing else, where it is known and not read.
#[must_use]
pub fn unread_export(source: &dyn Source) -> Option<UnreadExport> {
    let files = export_files(source);
    let head = match &files[..] {
        [only] => head_of(source, only, HEAD).unwrap_or_default(),
        _ => String::new(),
    };
    let holds = |words: &[&str]| words.iter().all(|word| head.contains(word));
    let is_json = head.trim_start().starts_with(['{', '[']);
    let is_xml = head.trim_start().starts_with('<');
    let ends = |path: &str, endings: &[&str]| {
        let path = path.to_lowercase();
        endings.iter().any(|ending| path.ends_with(ending))
    };
    let is_told = |export: &&UnreadExport| match export.sign {
        Sign::Json(words) => is_json && holds(words),
        Sign::Xml(words) => is_xml && holds(words),
        Sign::Files(_) => false,
        Sign::Only(endings) => {
            files.len() > 1
                && files.iter().any(|path| ends(path, endings))
                && files
                    .iter()
                    .all(|path| ends(path, endings) || ends(path, &OF_PAGES))
        }
    };
    ALL.iter().find(is_told).copied()
}

#[cfg(test)]
mod tests {
    use super::{unread_archive, unread_export};
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn an_answer_names_the_way_on() {
        for (text, words) in [
            (
                r#"{"data":{"project":{"workItems":{"nodes":[{"iid":"1","widgets":[]}]}}}}"#,
                Some("glab api"),
            ),
            (
                r#"{"data":{"node":{"items":{"nodes":[{"content":{},"fieldValues":{"nodes":[]}}]}}}}"#,
                Some("gh project item-list"),
            ),
            (r#"{"data":{}}"#, None),
            ("Title,\"workItems\",\"widgets\"\n", None),
        ] {
            let found = unread_export(&MemorySource::new([("a.json", text)]));
            let is_right = match (found, words) {
                (Some(export), Some(words)) => export.instead.contains(words),
                (found, words) => found.is_none() && words.is_none(),
            };
            assert!(is_right, "{text}");
        }
    }

    #[test]
    fn a_backup_or_a_page_names_the_export_to_make() {
        for (files, words) in [
            (
                &[
                    ("entities.xml", ""),
                    ("activeobjects.xml", ""),
                    ("data/x.csv", "Title\n"),
                ][..],
                "whole Jira",
            ),
            (
                &[
                    ("site/entities.xml", ""),
                    ("site/exportDescriptor.properties", ""),
                ],
                "Confluence space",
            ),
            (
                &[("DEMO/index.html", ""), ("DEMO/styles/site.css", "")],
                "as HTML",
            ),
            (&[("a.pdf", ""), ("b.pdf", "")], "as PDF"),
            (
                &[(
                    "e.xml",
                    "<?xml version=\"1.0\"?>\n<entity-engine-xml date=\"1\">",
                )],
                "backup of Jira",
            ),
            (
                &[(
                    "w.xml",
                    "<?xml version=\"1.0\"?><workflow><meta/><steps></steps></workflow>",
                )],
                "workflow",
            ),
            (
                &[("s.xml", "<?xml version=\"1.0\"?><hibernate-generic>")],
                "Confluence space",
            ),
        ] {
            let source = MemorySource::new(files.iter().copied());
            let found = unread_archive(&source).or_else(|| unread_export(&source));
            let what = found.map(|export| export.what).unwrap_or_default();
            assert!(what.contains(words), "{files:?}: {what}");
        }
        for files in [
            &[("a.html", ""), ("b.md", "")][..],
            &[("entities.xml", ""), ("a.csv", "")],
            &[("a.html", "<html>")],
        ] {
            let source = MemorySource::new(files.iter().copied());
            assert_eq!(unread_archive(&source), None, "{files:?}");
            assert_eq!(unread_export(&source), None, "{files:?}");
        }
    }
}
