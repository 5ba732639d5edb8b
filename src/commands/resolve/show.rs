//! What is contested, for people and for programs.

use std::collections::HashSet;

use serde::Serialize;

use crate::commands::resolve::contested::FILE;
use crate::git::FieldConflict;
use crate::report::{Document, Line, Style};

/// Something contested in a file.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FieldView {
    /// Its name, for `--ours` and `--theirs`.
    pub name: String,
    /// What the common version says.
    pub base: Option<String>,
    /// What our side says; null where it took it out.
    pub ours: Option<String>,
    /// What their side says; null where they took it out.
    pub theirs: Option<String>,
}

/// A file in conflict.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FileView {
    /// Its path, from where one stands.
    pub path: String,
    /// `open`, `resolved`, `kept`, `both`, `removed`, `by-hand`, `begun-by-hand`, `marked` or `left-to-git`.
    pub state: &'static str,
    /// Whether the two sides are two items, not one.
    pub is_two_items: bool,
    /// The name that the other side gave it, where both renamed it: that one goes.
    pub renamed: Option<String>,
    /// What is left to decide.
    pub fields: Vec<FieldView>,
    /// What was decided beside that. It is not kept: a file is written when all of it is decided.
    pub decided: Vec<Decided>,
}

/// A side that was taken.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Decided {
    /// The field.
    pub name: String,
    /// `ours` or `theirs`.
    pub side: &'static str,
}

/// Every file in conflict.
#[derive(Debug, Serialize)]
pub(super) struct ResolveView {
    /// The version of this shape.
    pub schema_version: u32,
    /// The files.
    pub files: Vec<FileView>,
}

impl From<FieldConflict> for FieldView {
    fn from(conflict: FieldConflict) -> Self {
        let FieldConflict {
            name,
            base,
            ours,
            theirs,
        } = conflict;
        Self {
            name,
            base,
            ours,
            theirs,
        }
    }
}

impl FieldView {
    /// Its three versions, a line each.
    pub(super) fn lines(&self) -> Vec<Line> {
        let versions = [
            ("base", &self.base),
            ("ours", &self.ours),
            ("theirs", &self.theirs),
        ];
        let line = |(side, text): (&str, &Option<String>)| {
            let side = Line::styled(format!("  {side:<7}"), Style::Dim);
            match text {
                None if self.name == FILE && self.base.is_some() => side.and("deleted"),
                None if self.name == FILE => side.and("not there"),
                Some(text) if self.name == FILE => match self.only_in(text) {
                    words if words.is_empty() => side.with("no line of its own", Style::Dim),
                    words => side.and(shortened(&words)),
                },
                Some(text) => {
                    let key = format!("{}:", self.name);
                    match shortened(text.strip_prefix(&key).unwrap_or(text)) {
                        words if words.is_empty() => side.with("empty", Style::Dim),
                        words => side.and(words),
                    }
                }
                None => side.with("nothing", Style::Dim),
            }
        };
        let name = Line::styled(self.name.clone(), Style::Strong);
        std::iter::once(name)
            .chain(versions.into_iter().map(line))
            .collect()
    }
}

impl FieldView {
    /// The lines of a whole file that another version lacks.
    fn only_in(&self, text: &str) -> String {
        let others = [&self.base, &self.ours, &self.theirs];
        let others: Vec<HashSet<&str>> = others
            .into_iter()
            .flatten()
            .filter(|other| *other != text)
            .map(|other| other.lines().collect())
            .collect();
        // Where there are no lines to compare, it is only said that the file is there.
        if others.is_empty() {
            return text.to_owned();
        }
        let is_own = |line: &&str| others.iter().any(|other| !other.contains(line));
        let own: Vec<&str> = text.lines().filter(is_own).collect();
        own.join("\n")
    }
}

/// More letters of a version are not shown.
const LONG: usize = 200;

fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() > LONG {
        true => line.chars().take(LONG).chain(" …".chars()).collect(),
        false => line,
    }
}

impl ResolveView {
    /// Returns it for a person.
    pub(super) fn document(&self) -> Document {
        let mut document = Document::new();
        for file in &self.files {
            let words = match file.state {
                "resolved" => "resolved and staged",
                "kept" => "kept where git put it, for the other side did not take it out; staged",
                "both" => {
                    "two items: that one keeps the name, the other one stands beside it; both are staged"
                }
                "removed" => "removed, and staged so",
                "by-hand" => "merged by hand already: git add it",
                "begun-by-hand" => {
                    "changed by hand, and markers are left: finish it in an editor, then git add it"
                }
                "left-to-git" => {
                    "a link, another repository, or a name that is not UTF-8: git checkout --ours, or --theirs, then git add"
                }
                "marked" if file.renamed.is_none() => {
                    "conflict markers stand in the chosen version itself: edit it, then git add it"
                }
                "marked" => {
                    "both sides renamed it, and contest what stands between the markers: edit it, then git add it"
                }
                _ if file.is_two_items => "two items under one name, to decide which one keeps it",
                _ => "to decide",
            };
            let path = Line::styled(file.path.clone(), Style::Code);
            let words = match file.decided.is_empty() {
                true => format!(": {words}"),
                false => format!(": {words}; the file is written when all of it is decided"),
            };
            document.text(path.and(words));
            if let Some(gone) = &file.renamed {
                let words =
                    format!("  one item with {gone}, which is its name on the other side and goes");
                document.text(Line::styled(words, Style::Dim));
            }
            document.items(file.fields.iter().flat_map(FieldView::lines).collect());
        }
        document
    }
}
