//! A milestone becomes a release; tasks name it by its id or its title.

use std::collections::HashMap;

use crate::exchange::backlog_md::comments::comments_within;
use crate::exchange::backlog_md::dates::day;
use crate::exchange::backlog_md::entries::Header;
use crate::exchange::backlog_md::fences::Parts;
use crate::exchange::draft::{DraftRelease, Extra};
use crate::exchange::key::fold_key;
use crate::exchange::report::{Origin, Remark};
use crate::text::one_line;

/// The names of milestones, by id and by title.
#[derive(Debug, Default)]
pub struct Milestones(HashMap<String, String>);

impl Milestones {
    /// Adds a milestone's two names; the first of equal ones stays.
    pub fn add(&mut self, id: Option<&str>, title: &str) {
        for name in id.into_iter().chain([title]) {
            self.0
                .entry(fold_key(name))
                .or_insert_with(|| title.to_owned());
        }
    }

    /// The release's name for what a task says.
    #[must_use]
    pub fn name(&self, written: &str) -> String {
        self.0
            .get(&fold_key(written))
            .cloned()
            .unwrap_or_else(|| one_line(written))
    }
}

/// A milestone's id and title, where it has them.
#[must_use]
pub fn names(header: &Header) -> (Option<String>, Option<String>) {
    let text = |key: &str| {
        header
            .entries
            .iter()
            .find(|entry| entry.key == key)
            .and_then(|entry| entry.text().ok().flatten())
            .map(|text| one_line(&text))
    };
    (text("id"), text("title"))
}

/// Makes a release of a milestone; `None` when it has neither title nor id.
#[must_use]
pub fn release(
    path: &str,
    parts: Parts<'_>,
    header: &Header,
    notes: &mut Vec<Remark>,
) -> Option<DraftRelease> {
    let (id, title) = names(header);
    let mut release = DraftRelease {
        origin: Origin::file(path),
        name: title.or(id)?,
        due: None,
        extra: Vec::new(),
        body: parts.body.to_owned(),
        crlf: parts.crlf,
    };
    for entry in &header.entries {
        let mut taken = entry.key == "title";
        if entry.key == "due_date" {
            let text = entry.text();
            release.due = text.clone().ok().flatten().and_then(|text| day(&text));
            taken = release.due.is_some() || text == Ok(None);
            if !taken {
                let at = Origin::line(path, entry.line + 1);
                notes.push(Remark::new(at, "`due_date` is no date; kept under `extra`"));
            }
        }
        let comments = if taken {
            format!("{}{}", entry.comments, comments_within(entry))
        } else {
            entry.comments.clone()
        };
        push_comment(&mut release.extra, &comments);
        if !taken {
            release.extra.push(Extra {
                key: entry.key.clone(),
                yaml: entry.yaml.clone(),
            });
        }
    }
    push_comment(&mut release.extra, &header.comments);
    Some(release)
}

/// Keeps comment lines, if there are any.
pub fn push_comment(extra: &mut Vec<Extra>, comments: &str) {
    if !comments.is_empty() {
        extra.push(Extra {
            key: String::new(),
            yaml: comments.to_owned(),
        });
    }
}
