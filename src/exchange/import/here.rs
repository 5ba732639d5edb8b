//! What an item says here already, so that what an update cannot resolve neither clears it nor stands beside it.

use crate::exchange::draft::Extra;
use crate::exchange::import::known::{KnownBacklog, KnownItem};
use crate::exchange::import::prints::{Prints, extra_value_print, in_extra_print};
use crate::model::Rank;

/// What an item that is here says of other items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Here {
    /// Its file.
    pub(super) path: Box<str>,
    /// Its place.
    pub(super) rank: Option<Rank>,
    epic: Option<Box<str>>,
    has_epic: bool,
    has_depends_on: bool,
    titles: Box<[Box<str>]>,
    extra: Box<[Box<str>]>,
}

impl Here {
    /// Of an item, with what the source said of it last.
    pub(super) fn of(story: &KnownItem, bases: &[Prints], backlog: &KnownBacklog) -> Self {
        let before = |name: &str| {
            let mut told = bases.iter().filter_map(|base| base.get(name));
            told.any(|print| !print.is_empty())
        };
        let named = story.epic.iter().chain(&story.depends_on);
        let titles = named.filter_map(|name| backlog.find(name));
        let extra = bases.iter().filter_map(|base| base.get("extra"));
        Self {
            path: story.path.clone(),
            rank: story.rank.clone(),
            epic: story.epic.clone(),
            has_epic: story.epic.is_some() || before("epic"),
            has_depends_on: !story.depends_on.is_empty() || before("depends_on"),
            titles: titles.map(|item| item.title.trim().into()).collect(),
            extra: extra.map(Into::into).collect(),
        }
    }

    /// Whether a field of references says something here, or did there.
    pub(super) fn has(&self, field: &str) -> bool {
        match field {
            "epic" => self.has_epic,
            _ => self.has_depends_on,
        }
    }

    /// Whether that is what its epic is written as.
    pub(super) fn is_epic(&self, text: Option<&str>) -> bool {
        text.is_some() && self.epic.as_deref() == text
    }

    /// Whether a key was kept under `extra` before.
    pub(super) fn keeps(&self, key: &str) -> bool {
        let mut before = self.extra.iter();
        before.any(|all| in_extra_print(all, key).is_some())
    }

    /// Whether the same was kept under `extra` before.
    pub(super) fn kept(&self, extra: &Extra) -> bool {
        let print = extra_value_print(&extra.yaml);
        let mut before = self.extra.iter();
        before.any(|all| in_extra_print(all, &extra.key) == Some(&print))
    }

    /// Whether what would be new under `extra` are the titles of items that it names already.
    pub(super) fn says(&self, extra: &Extra) -> bool {
        let is_text =
            |title: &str| Extra::texts(&extra.key, &[title.to_owned()]).yaml == extra.yaml;
        !extra.key.is_empty()
            && !self.titles.is_empty()
            && !self.keeps(&extra.key)
            && (self.titles.iter().any(|title| is_text(title))
                || is_text(&self.titles.join(", "))
                || is_text(&self.titles[1..].join(", ")))
    }
}
