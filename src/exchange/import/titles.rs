//! Items that are named by their titles only, as rows of Notion without their pages are.

use std::collections::HashMap;

use crate::exchange::draft::Extra;
use crate::exchange::import::decisions::Decisions;
use crate::exchange::import::head::Head;
use crate::exchange::import::known::KnownBacklog;
use crate::exchange::key::title_number;
use crate::exchange::report::Remark;
use crate::exchange::secrets::without_secrets;
use crate::model::StoryId;

/// How many parts parted by commas a title among others may have.
const MOST_COMMAS: usize = 16;

/// The items of a system by their titles; none for a title that several have.
#[derive(Debug, Default)]
pub(super) struct Titles {
    by_title: HashMap<u64, Option<StoryId>>,
}

/// What a cell of titles means.
#[derive(Debug, PartialEq, Eq)]
enum Meant {
    /// These items.
    Items(Vec<StoryId>),
    /// Several items have the title.
    Several,
    /// No item, or not all of them.
    Unknown,
}

impl Titles {
    /// Of a backlog's items that came from a system.
    pub(super) fn of(backlog: &KnownBacklog, system: &str) -> Self {
        let mut titles = Self::default();
        for story in backlog.items() {
            let external = story.external.as_ref();
            if external.is_some_and(|external| external.system.eq_ignore_ascii_case(system)) {
                titles.add(title_number(&story.title), &story.id);
            }
        }
        titles
    }

    /// Adds an item.
    pub(super) fn add(&mut self, title: u64, id: &StoryId) {
        self.by_title
            .entry(title)
            .and_modify(|other| {
                if other.as_ref() != Some(id) {
                    *other = None;
                }
            })
            .or_insert_with(|| Some(id.clone()));
    }

    fn meant(&self, cell: &str) -> Meant {
        let parts: Vec<&str> = cell.split(", ").collect();
        let mut found = Vec::new();
        let mut at = 0;
        // A title may hold commas itself: of the parts that are one together, the most count.
        while at < parts.len() {
            let most = parts.len().min(at + MOST_COMMAS);
            let one = (at + 1..=most).rev().find_map(|end| {
                let known = self
                    .by_title
                    .get(&title_number(&parts[at..end].join(", ")))?;
                Some((known, end))
            });
            match one {
                None => return Meant::Unknown,
                Some((None, _)) => return Meant::Several,
                Some((Some(id), end)) => {
                    found.push(id.clone());
                    at = end;
                }
            }
        }
        Meant::Items(found)
    }
}

/// Resolves what drafts name by title; what cannot be resolved is kept as it was written.
pub(super) fn refer_by_title(heads: &[Head], backlog: &KnownBacklog, decisions: &mut Decisions) {
    let Some(system) = heads.iter().find(|head| !head.titled.is_empty()) else {
        return;
    };
    let mut titles = Titles::of(backlog, system.system);
    for (head, decision) in heads.iter().zip(&decisions.each) {
        if let Some(decision) = decision {
            titles.add(title_number(&head.title), &decision.id);
        }
    }
    for (head, decision) in heads.iter().zip(&mut decisions.each) {
        let Some(decision) = decision else { continue };
        for titled in &head.titled {
            let meant = titles.meant(&titled.written);
            let is_epic = titled.field == "epic";
            match &meant {
                Meant::Items(ids) if ids.contains(&decision.id) => {}
                Meant::Items(ids) if is_epic => {
                    if let ([one], None) = (ids.as_slice(), &decision.epic) {
                        decision.epic = Some(one.to_string());
                        continue;
                    }
                }
                Meant::Items(ids) => {
                    for id in ids.iter().map(ToString::to_string) {
                        if !decision.depends_on.contains(&id) {
                            decision.depends_on.push(id);
                        }
                    }
                    continue;
                }
                Meant::Several | Meant::Unknown => {}
            }
            let is_open = !is_epic || decision.epic.is_none();
            if is_open && decision.here.is_some() {
                decision.silent.push(titled.field);
            }
            let why = match meant {
                Meant::Several => "a title that several items have",
                Meant::Items(_) => "which cannot be taken",
                Meant::Unknown => "which is not here",
            };
            let written = std::slice::from_ref(&titled.written);
            let extra = Extra::texts(&titled.column, written);
            let here = decision.here.as_ref();
            if here.is_some_and(|here| here.says(&extra)) {
                continue;
            }
            if here.is_none() {
                let reason = format!(
                    "`{}` names `{}`, {why}; kept under `extra`",
                    titled.column, titled.written
                );
                decisions.notes.push(Remark::new(head.origin(), reason));
            }
            decision.extra.extend(without_secrets(vec![extra]).0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Meant, Titles, title_number};
    use crate::model::StoryId;

    #[test]
    fn titles_with_commas_are_found_and_those_of_several_are_not() {
        let id = |text: &str| text.parse::<StoryId>().unwrap();
        let mut titles = Titles::default();
        for (title, item) in [
            ("A", "US-1"),
            ("B, c", "US-2"),
            ("a ", "US-1"),
            ("D", "US-4"),
        ] {
            titles.add(title_number(title), &id(item));
        }
        assert_eq!(
            titles.meant("A, B, c"),
            Meant::Items(vec![id("US-1"), id("US-2")])
        );
        assert_eq!(titles.meant("A, x"), Meant::Unknown);
        titles.add(title_number("d"), &id("US-5"));
        assert_eq!(titles.meant("D"), Meant::Several);
    }
}
