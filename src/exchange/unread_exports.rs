//! Answers of interfaces that nothing here reads: what they are, and how else to get the same items.

use crate::exchange::export_files::only_file;
use crate::exchange::source::Source;
use crate::exchange::text_file::head_of;

/// How much of a file is looked at, in bytes.
const HEAD: u64 = 64 * 1024;

/// A form of export that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnreadExport {
    /// Words that all stand in it, and nowhere else together.
    words: &'static [&'static str],
    /// What it is.
    pub what: &'static str,
    /// What to do instead.
    pub instead: &'static str,
}

const ALL: &[UnreadExport] = &[
    UnreadExport {
        words: &["\"workItems\"", "\"widgets\""],
        what: "work items of GitLab's GraphQL interface",
        instead: "export the list as CSV in GitLab, or ask the REST interface: glab api --paginate projects/ID/issues",
    },
    UnreadExport {
        words: &["\"fieldValues\"", "\"nodes\"", "\"content\""],
        what: "a project of GitHub's GraphQL interface",
        instead: "gh project item-list NUMBER --owner OWNER --format json --limit 1000 > items.json",
    },
];

/// What the only file of a source is, where it is an answer that is known and not read.
#[must_use]
pub fn unread_export(source: &dyn Source) -> Option<UnreadExport> {
    let head = head_of(source, &only_file(source)?, HEAD)?;
    let is_told = |export: &&UnreadExport| export.words.iter().all(|word| head.contains(word));
    let is_json = head.trim_start().starts_with(['{', '[']);
    ALL.iter().find(is_told).filter(|_| is_json).copied()
}

#[cfg(test)]
mod tests {
    use super::unread_export;
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
}
