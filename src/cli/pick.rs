//! Sprints and releases as people name them.

use crate::cli::desk::Desk;
use crate::cli::error::{CommandResult, ErrorKind, Failure};
use crate::model::{Backlog, Release, Sprint, same_sprint};
use crate::scrum::{chronological, is_by_place};
use crate::store::{RELEASES, SPRINTS};
use crate::text::typed;

/// How many names a message lists.
const NAMED: usize = 8;

impl Desk<'_> {
    /// The Sprint that `text` names: a name or number, `current` (or `@`), `next`, `last`.
    ///
    /// # Errors
    /// When there is none, its file cannot be read, or two files say they are that Sprint.
    pub fn pick_sprint<'b>(&self, backlog: &'b Backlog, text: &str) -> CommandResult<&'b Sprint> {
        if let Some(found) = self.find_sprint(backlog, text)? {
            return Ok(found);
        }
        Err(match text.trim().to_lowercase().as_str() {
            "current" | "@" => Failure::not_found("no Sprint is running")
                .hint("po sprint start: the next one that is planned"),
            "next" => Failure::not_found("no Sprint is planned")
                .hint("po sprint new: name, days and goal of the next one")
                .hint("po sprint plan: a proposal of what goes into it"),
            "last" => Failure::not_found("no Sprint is closed"),
            _ => {
                let failure = Failure::not_found(format!("there is no Sprint `{text}`"));
                let sprints = chronological(&backlog.sprints);
                let names = sprints.iter().rev().map(|sprint| sprint.name.as_str());
                match listed(names) {
                    Some(names) => failure.hint(format!("known Sprints: {names}")),
                    None => failure.hint(format!("po sprint new {}", typed(text))),
                }
            }
        })
    }

    /// As [`Self::pick_sprint`]; none where there is no such Sprint.
    ///
    /// # Errors
    /// When its file cannot be read, or two files say they are that Sprint.
    pub fn find_sprint<'b>(
        &self,
        backlog: &'b Backlog,
        text: &str,
    ) -> CommandResult<Option<&'b Sprint>> {
        if is_by_place(text) {
            return Ok(backlog.sprint(text));
        }
        let mut found = backlog
            .sprints
            .iter()
            .filter(|sprint| sprint.is_named(text));
        let first = found.next();
        if let (Some(first), Some(second)) = (first, found.next()) {
            return Err(self.both("Sprint", text, [&first.path, &second.path]));
        }
        if first.is_none() {
            self.unless_broken(backlog, SPRINTS, |stem| same_sprint(stem, text))?;
        }
        Ok(first)
    }

    /// The release of that name.
    ///
    /// # Errors
    /// When there is none, its file cannot be read, or two files say they are that release.
    pub fn pick_release<'b>(&self, backlog: &'b Backlog, name: &str) -> CommandResult<&'b Release> {
        let name = name.trim();
        let mut found = backlog
            .releases
            .iter()
            .filter(|release| release.name == name);
        let first = found.next();
        if let (Some(first), Some(second)) = (first, found.next()) {
            return Err(self.both("release", name, [&first.path, &second.path]));
        }
        if let Some(first) = first {
            return Ok(first);
        }
        self.unless_broken(backlog, RELEASES, |stem| stem == name)?;
        let failure = Failure::not_found(format!("there is no release `{name}`"));
        let names = backlog.releases.iter().rev().map(|r| r.name.as_str());
        Err(match listed(names) {
            Some(names) => failure.hint(format!("known releases: {names}")),
            None => failure.hint(format!("po release new {}", typed(name))),
        })
    }

    fn both(&self, what: &str, name: &str, paths: [&str; 2]) -> Failure {
        let [first, second] = paths.map(|path| self.shown(path));
        Failure::new(
            ErrorKind::Ambiguous,
            format!("two files are {what} `{name}`: `{first}` and `{second}`"),
        )
        .hint("give one of them another name, in the file and in its front matter")
    }

    /// Refuses where a file below `folder` cannot be read and its name, without `.md`, is the one.
    fn unless_broken(
        &self,
        backlog: &Backlog,
        folder: &str,
        is_it: impl Fn(&str) -> bool,
    ) -> CommandResult<()> {
        let broken = backlog.unreadable.iter().find(|file| {
            let rest = file.path.strip_prefix(folder);
            rest.and_then(|rest| rest.strip_prefix('/')?.strip_suffix(".md"))
                .is_some_and(&is_it)
        });
        match broken {
            Some(file) => Err(self.failure(&file.problem)),
            None => Ok(()),
        }
    }
}

/// The first names, or none where there are none.
fn listed<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.take(NAMED).collect();
    (!names.is_empty()).then(|| names.join(", "))
}
