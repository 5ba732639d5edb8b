//! What `po` can put right itself, as data: whoever writes files carries it out.

use std::ops::Range;

use crate::check::rules::{
    duplicate_alias, duplicate_criterion, duplicate_id, empty_criterion, id_not_in_file_name,
    invalid_value, missing_id, needless_suppression, self_dependency, unknown_key,
};
use crate::model::{Backlog, Diagnostic, Edit, Splice, Story};

/// How a file is put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Changes within the file; ranges are bytes of the body as it was checked.
    Edit(Vec<Edit>),
    /// A front-matter key is written as another one, which holds nothing.
    RenameKey {
        /// As it is written.
        from: String,
        /// As it should be.
        to: &'static str,
    },
    /// The file gets another path.
    RenameFile(String),
    /// The item gets a fresh id, and so does its file name; the old id stays as an alias.
    Renumber,
    /// The file goes away: the item stands in this other one too, which keeps its id as an alias.
    Unite(String),
}

/// A repair of one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The rule whose finding it repairs.
    pub rule: &'static str,
    /// The file.
    pub path: String,
    /// Whether nothing of what was meant can be lost by it; else a person must agree.
    pub lossless: bool,
    /// What it does, in a few words: `take away criterion 3, the same as criterion 1`.
    pub words: String,
    /// How.
    pub step: Step,
}

/// A finding and what it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Broken<'a> {
    pub backlog: &'a Backlog,
    pub finding: &'a Diagnostic,
    /// The item, where its file could be read.
    pub story: Option<&'a Story>,
}

type Make = fn(&Broken) -> Option<Repair>;

/// The rules that know a repair, by name.
const REPAIRS: &[(&str, Make)] = &[
    (duplicate_alias::RULE.name, duplicate_alias::repair),
    (duplicate_criterion::RULE.name, duplicate_criterion::repair),
    (duplicate_id::RULE.name, duplicate_id::repair),
    (empty_criterion::RULE.name, empty_criterion::repair),
    (id_not_in_file_name::RULE.name, id_not_in_file_name::repair),
    (invalid_value::RULE.name, invalid_value::repair),
    (missing_id::RULE.name, missing_id::repair),
    (
        needless_suppression::RULE.name,
        needless_suppression::repair,
    ),
    (self_dependency::RULE.name, self_dependency::repair),
    (unknown_key::RULE.name, unknown_key::repair),
];

/// Whether a rule knows a repair, so that its page can say so.
#[must_use]
pub fn is_repairable(rule: &str) -> bool {
    REPAIRS.iter().any(|(name, _)| *name == rule)
}

/// Returns the repairs of some findings, in their order.
#[must_use]
pub fn repairs(backlog: &Backlog, findings: &[Diagnostic]) -> Vec<Repair> {
    let by_path = backlog.by_path();
    let repair = |finding: &Diagnostic| {
        let (_, make) = REPAIRS.iter().find(|(name, _)| *name == finding.rule)?;
        make(&Broken {
            backlog,
            finding,
            story: by_path.get(finding.place.path.as_str()).copied(),
        })
    };
    findings.iter().filter_map(repair).collect()
}

impl Broken<'_> {
    /// Returns a repair that loses nothing.
    pub fn lossless(&self, words: impl Into<String>, step: Step) -> Option<Repair> {
        Some(Repair {
            rule: self.finding.rule,
            path: self.finding.place.path.clone(),
            lossless: true,
            words: words.into(),
            step,
        })
    }

    /// Returns a repair to which a person must agree.
    pub fn choosing(&self, words: impl Into<String>, step: Step) -> Option<Repair> {
        self.lossless(words, step).map(|repair| Repair {
            lossless: false,
            ..repair
        })
    }

    /// The item and its body.
    pub fn body(&self) -> Option<(&Story, &str)> {
        let story = self.story?;
        Some((story, story.body.as_deref()?))
    }
}

/// The splice that takes away some bytes of a body, and the lines they fill with them.
pub(super) fn take_lines(body: &str, range: &Range<usize>) -> Splice {
    let start = body[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = body[range.end..]
        .find('\n')
        .map_or(body.len(), |at| range.end + at + 1);
    let blank = |range: Range<usize>| body[range].trim().is_empty();
    let whole = blank(start..range.start) && blank(range.end..end);
    Splice {
        range: if whole { start..end } else { range.clone() },
        text: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{REPAIRS, take_lines};

    #[test]
    fn the_list_is_sorted() {
        assert!(REPAIRS.is_sorted_by_key(|(name, _)| *name));
    }

    #[test]
    fn lines_that_are_emptied_go_too() {
        let of = |body: &str, words: &str| {
            let start = body.find(words).unwrap();
            take_lines(body, &(start..start + words.len())).apply(body)
        };
        assert_eq!(of("a\n  x \r\nb\n", "x"), "a\nb\n");
        assert_eq!(of("a\nx", "x"), "a\n");
        assert_eq!(of("a x b\n", "x"), "a  b\n");
    }
}
