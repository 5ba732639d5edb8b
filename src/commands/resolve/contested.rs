//! One file in conflict: what is contested, and what it becomes by what somebody chose.

use crate::commands::resolve::by_hand::has_markers;
use crate::git::{FieldConflict, IndexConflict, MergeRules, Side, merge_story};
use crate::model::{Config, Edit, FieldEdit, StoryId};
use crate::store::{Depth, edit_bytes, id_in_name, read_story};

/// The name of what is contested where one side deleted the file, or lines are all that is known.
pub(super) const FILE: &str = "file";

/// What a file becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// These bytes.
    Bytes(Vec<u8>),
    /// Two items under one name: one keeps it, and the other one stands beside it.
    Both {
        /// The file of the one that was chosen.
        keeps: Vec<u8>,
        /// The file of the other one.
        beside: Vec<u8>,
    },
    /// It goes away.
    Gone,
    /// Something is left to decide.
    Open(Vec<FieldConflict>),
    /// Git put markers into the chosen version: both sides gave the file another name, and contest what it says.
    Marked,
}

/// How the versions of a file come together, with choices for some of what is contested. Of an item with two ids, that one is
/// chosen already which stays; the other one becomes an alias, so that what names it leads here.
pub(super) fn outcome(conflict: &IndexConflict, rules: &MergeRules) -> Outcome {
    match (&conflict.ours, &conflict.theirs) {
        (Some(ours), Some(theirs))
            if conflict.is_two_items() && rules.choices.contains_key(FILE) =>
        {
            let chosen = rules.choices[FILE];
            // Of two numbers, that one keeps the name whose it is.
            let named = id_in_name(&conflict.path);
            let is_named = |bytes| named.is_some() && id_of(&conflict.path, bytes) == named;
            let side = match (is_named(ours), is_named(theirs)) {
                (true, false) => Side::Ours,
                (false, true) => Side::Theirs,
                _ => chosen,
            };
            let (keeps, beside) = match side {
                Side::Ours => (ours.clone(), theirs.clone()),
                Side::Theirs => (theirs.clone(), ours.clone()),
            };
            Outcome::Both { keeps, beside }
        }
        (Some(ours), Some(theirs)) => {
            let base = conflict.base.as_deref().unwrap_or_default();
            let mut rules = rules.clone();
            if let Some(names) = &conflict.names {
                rules.choices.insert("id".to_owned(), names.keeps);
            }
            let merged = merge_story(base, ours, theirs, &rules);
            match merged.conflicts.is_empty() {
                true if has_markers(&merged.bytes) && !has_markers(base) => Outcome::Marked,
                true => Outcome::Bytes(with_alias(conflict, merged.bytes)),
                false => Outcome::Open(merged.conflicts),
            }
        }
        (ours, theirs) => {
            let chosen = match rules.choices.get(FILE) {
                // Whoever lacks it did not take it away.
                _ if conflict.is_uncontested => ours.as_ref().map_or(theirs, |_| ours),
                Some(Side::Ours) => ours,
                Some(Side::Theirs) => theirs,
                None => return Outcome::Open(vec![deleted(conflict)]),
            };
            match chosen {
                Some(bytes) if has_markers(bytes) => Outcome::Marked,
                Some(bytes) => Outcome::Bytes(bytes.clone()),
                None => Outcome::Gone,
            }
        }
    }
}

/// The id that a file says.
fn id_of(path: &str, bytes: &[u8]) -> Option<StoryId> {
    let read = read_story(path, bytes, &Config::default(), Depth::Header);
    read.ok().map(|(story, _)| story.id)
}

/// The path of an item beside another one's that is not taken: `stories/US-13-pay.md` where it has that number, else
/// `stories/US-12-pay-2.md`.
pub(super) fn path_beside(path: &str, bytes: &[u8], is_taken: impl Fn(&str) -> bool) -> String {
    let (own, named) = (id_of(path, bytes), id_in_name(path));
    if let (Some(own), Some(named)) = (own.filter(|own| Some(own) != named.as_ref()), &named) {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let slash = if folder.is_empty() { "" } else { "/" };
        let rest = name.get(named.to_string().len()..).unwrap_or(".md");
        let path = format!("{folder}{slash}{own}{rest}");
        if !is_taken(&path) {
            return path;
        }
    }
    let (stem, end) = path.rsplit_once('.').unwrap_or((path, "md"));
    let mut paths = (2_u32..).map(|number| format!("{stem}-{number}.{end}"));
    // There are more numbers than files.
    paths.find(|path| !is_taken(path)).unwrap_or_default()
}

/// The file of an item with the id that goes as an alias.
fn with_alias(conflict: &IndexConflict, bytes: Vec<u8>) -> Vec<u8> {
    let gone = conflict.names.as_ref().and_then(|it| it.gone_id.as_ref());
    let Some(gone) = gone else { return bytes };
    let edit = FieldEdit::Add {
        key: "aliases".to_owned(),
        item: gone.to_string(),
    };
    // Where that list is written so that no edit is safe, the check says what then leads nowhere.
    edit_bytes(&conflict.path, &bytes, &[Edit::Field(edit)]).unwrap_or(bytes)
}

/// A file that one side deleted and the other changed.
fn deleted(conflict: &IndexConflict) -> FieldConflict {
    let words = |bytes: &Option<Vec<u8>>| {
        let word = match &conflict.base {
            None => "new",
            base if base == bytes => "there",
            Some(_) => "changed",
        };
        bytes.as_ref().map(|_| word.to_owned())
    };
    FieldConflict {
        name: FILE.to_owned(),
        base: conflict.base.as_ref().map(|_| "there".to_owned()),
        ours: words(&conflict.ours),
        theirs: words(&conflict.theirs),
    }
}

/// Bytes with the line ends of what lies there, where git gave it those: every line at hand ends with `\r\n`, and none of a version.
pub(super) fn ending_as(at_hand: Option<&[u8]>, conflict: &IndexConflict, bytes: &[u8]) -> Vec<u8> {
    let has_cr = |bytes: &[u8]| bytes.contains(&b'\r');
    let versions = [&conflict.ours, &conflict.theirs].into_iter().flatten();
    let is_gits = at_hand.is_some_and(|at_hand| {
        let lines = at_hand.split_inclusive(|byte| *byte == b'\n');
        let mut lines = lines.filter(|line| line.ends_with(b"\n")).peekable();
        lines.peek().is_some() && lines.all(|line| line.ends_with(b"\r\n"))
    });
    if !is_gits || has_cr(bytes) || versions.into_iter().any(|version| has_cr(version)) {
        return bytes.to_vec();
    }
    let lines = bytes.split_inclusive(|byte| *byte == b'\n');
    let ended = lines.flat_map(|line| match line.strip_suffix(b"\n") {
        Some(words) => [words, b"\r\n"].concat(),
        None => line.to_vec(),
    });
    ended.collect()
}

#[cfg(test)]
mod tests {
    use super::{Outcome, outcome};
    use crate::git::{IndexConflict, MergeRules, Side};

    #[test]
    fn markers_that_git_wrote_into_a_version_are_never_an_answer() {
        let story = |rest: &str| format!("---\ntitle: a\nid: US-7\n{rest}---\n").into_bytes();
        let marked = "<<<<<<<< HEAD:a.md\npoints: 5\n========\npoints: 8\n>>>>>>>> f:b.md\n";
        let conflict = IndexConflict {
            path: "stories/US-7-a.md".to_owned(),
            ours: Some(story("points: 3\n")),
            theirs: Some(story(marked)),
            ..IndexConflict::default()
        };
        let mut rules = MergeRules::default();
        for name in ["file", "points"] {
            rules.choices.insert(name.to_owned(), Side::Theirs);
        }
        assert_eq!(outcome(&conflict, &rules), Outcome::Marked);
    }
}
