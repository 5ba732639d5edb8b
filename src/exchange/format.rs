//! What a format is: a name, words about it, a reader and maybe a writer.

use crate::exchange::draft::{Draft, DraftRelease, DraftSprint};
use crate::exchange::export::Writer;
use crate::exchange::options::ReadOptions;
use crate::exchange::report::{Column, Fate, Remark};
use crate::exchange::source::{Source, SourceError};

/// Reads a source and hands over each item as it comes, so that a source of any size fits. Reading the same source twice
/// with the same options hands over the same items in the same order.
pub type ReadFormat =
    fn(&dyn Source, &ReadOptions, &mut dyn FnMut(Draft)) -> Result<ReadReport, ReadError>;

/// How sure a format is that a source is its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It is something else.
    No,
    /// It is text, and no more is known.
    Text,
    /// It is a table with columns that this format can use, as others may too.
    Table,
    /// Only this tool writes such files.
    Sure,
}

impl Likeness {
    /// [`Likeness::Sure`] or [`Likeness::No`].
    #[must_use]
    pub fn sure(is: bool) -> Self {
        if is { Self::Sure } else { Self::No }
    }
}

/// Files of another tool that can be imported, and written where that tool can import them.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// What `--from` calls it.
    pub name: &'static str,
    /// The tool and its files, in a line.
    pub title: &'static str,
    /// What is read from where, for the reference.
    pub docs: &'static str,
    /// What becomes of each column or key that the tool documents, for the table of formats.
    pub columns: &'static [(&'static str, Fate)],
    /// How much a source looks like this format; reads as little as that needs.
    pub detect: fn(&dyn Source) -> Likeness,
    /// Hands over each item in the source's order, ends with the rest.
    pub read: ReadFormat,
    /// How it is written, where `po export` can.
    pub write: Option<Writer>,
}

/// What reading found besides the items.
#[derive(Debug, Clone, Default)]
pub struct ReadReport {
    /// Releases of the source.
    pub releases: Vec<DraftRelease>,
    /// Sprints of the source.
    pub sprints: Vec<DraftSprint>,
    /// What became no item and no release, and why.
    pub reported: Vec<Remark>,
    /// What to know about the items.
    pub notes: Vec<Remark>,
    /// The columns or keys that occurred, by name.
    pub columns: Vec<Column>,
}

impl ReadReport {
    /// Adds what was found in other files.
    pub fn add(&mut self, other: Self) {
        self.releases.extend(other.releases);
        self.sprints.extend(other.sprints);
        self.reported.extend(other.reported);
        self.notes.extend(other.notes);
        self.columns.extend(other.columns);
    }
}

/// Why a source could not be read at all.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The source is something else.
    #[error("this is not {expected}")]
    NotThisFormat {
        /// What was expected, in words.
        expected: &'static str,
    },
    /// The top of the source cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Days and months cannot be told apart.
    #[error("{0}")]
    DateOrder(String),
    /// The file breaks off or is damaged.
    #[error("{0}")]
    Broken(String),
    /// The file is damaged at that place.
    #[error("{}: {}", .0.at, .0.reason)]
    Damaged(Remark),
    /// The columns say too little.
    #[error("{reason}")]
    Columns {
        /// Why, in words.
        reason: String,
        /// The columns that there are.
        columns: Vec<String>,
    },
}

/// The format that a source looks like most.
#[must_use]
pub fn detect(formats: &'static [Format], source: &dyn Source) -> Option<&'static Format> {
    formats
        .iter()
        .map(|format| ((format.detect)(source), format))
        .filter(|(likeness, _)| *likeness > Likeness::No)
        // The first of those that are equally sure.
        .rev()
        .max_by_key(|(likeness, _)| *likeness)
        .map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::detect;
    use crate::exchange::FORMATS;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn each_tool_is_told_from_the_others() {
        for (text, name) in [
            (
                "Summary,Issue key,Issue id,Status\nOne,A-1,1,Done\n",
                "jira",
            ),
            ("ID,Title,Status,Estimate,Labels\n1,One,Todo,1,a\n", "csv"),
            (
                "ID,Team,Title,Status,Priority,Cycle Name,Cycle Start,Cycle End\nA-1,A,One,Todo,Low,,,\n",
                "linear",
            ),
            (
                "Issue ID,URL,Title,State,Created At (UTC)\n1,https://x.example,One,Open,2026-01-01\n",
                "gitlab",
            ),
            (
                "\u{feff}ID,Work Item Type,Title,Assigned To,State,Tags,\n\"1\",\"Bug\",\"One\",,\"New\",,\n",
                "azure-devops",
            ),
            (
                "ID,Work Item Type,Title 1,Title 2\n,Epic,One,\n",
                "azure-devops",
            ),
            (
                r#"{"count":1,"value":[{"id":1,"rev":2,"fields":{"System.Title":"One"},"url":"u"}]}"#,
                "azure-devops",
            ),
            (
                r#"[{"fields":{"System.Title":"One"},"id":1}]"#,
                "azure-devops",
            ),
            (
                "Rank,Formatted ID,Name,Schedule State\n1,US1,One,Defined\n",
                "rally",
            ),
            (
                r#"{"QueryResult":{"Errors":[],"Results":[{"_ref":"https://r.example/slm/webservice/v2.0/defect/1","FormattedID":"DE1"}]}}"#,
                "rally",
            ),
            (
                r#"{"HierarchicalRequirement":{"_ref":"https://r.example/slm/webservice/v2.0/hierarchicalrequirement/1","FormattedID":"US1"}}"#,
                "rally",
            ),
            (r#"[{"key":"A-1","fields":{"summary":"One"}}]"#, "jira"),
            (r#"{"issues":[{"key":"A-1","id":"1","fields":{}}]}"#, "jira"),
            (r#"[{"number":1,"title":"One","body":""}]"#, "github"),
            (
                r#"{"items":[{"title":"One","number":1}],"total_count":1}"#,
                "github",
            ),
            (
                r#"{"items":[{"content":{"type":"DraftIssue","title":"a"},"id":"P"}]}"#,
                "github",
            ),
            (
                r#"[{"id":1,"iid":1,"project_id":1,"title":"One"}]"#,
                "gitlab",
            ),
        ] {
            let source = MemorySource::new([("export", text)]);
            let found = detect(FORMATS, &source).map(|format| format.name);
            assert_eq!(found, Some(name), "{text}");
        }
    }

    #[test]
    fn formats_are_sorted_and_documented() {
        assert!(FORMATS.is_sorted_by_key(|format| format.name));
        for format in FORMATS {
            assert!(
                !format.title.is_empty() && format.docs.ends_with('.'),
                "{}",
                format.name
            );
            assert!(!format.columns.is_empty(), "{}", format.name);
            let word = |c: char| c.is_ascii_lowercase() || c == '-';
            assert!(format.name.chars().all(word), "{}", format.name);
        }
    }
}
