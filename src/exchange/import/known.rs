//! The backlog as an import looks at it: who is here, by which names, and nothing else.

use std::cmp::Ordering;
use std::num::NonZeroU64;
use std::sync::Arc;

use jiff::Timestamp;

use crate::exchange::import::names::{NameMap, Shared};
use crate::exchange::import::project::project_of;
use crate::model::{
    Backlog, Config, IdPattern, Rank, RankKey, Release, Sprint, Story, StoryId, Unreadable,
};

/// What parts a key that occurred before from its number: `BACK-7#2`.
pub(super) const AGAIN: char = '#';

/// Where an item came from.
#[derive(Debug, Clone)]
pub(super) struct KnownExternal {
    /// The tool.
    pub(super) system: Arc<str>,
    /// Its name there, with the number that made it unique.
    pub(super) key: Box<str>,
    /// Its number there, by which others may name it too.
    pub(super) number: Option<NonZeroU64>,
    /// Its address there.
    pub(super) url: Option<Box<str>>,
    /// Which project of the tool it is of, where its address tells.
    pub(super) project: Option<Arc<str>>,
}

/// An item that is here.
#[derive(Debug, Clone)]
pub(super) struct KnownItem {
    /// Its id.
    pub(super) id: StoryId,
    /// Its place.
    pub(super) rank: Option<Rank>,
    /// Its file, relative to the backlog directory.
    pub(super) path: Box<str>,
    /// What it is.
    pub(super) title: Box<str>,
    /// When it was added.
    pub(super) created: Option<Timestamp>,
    /// Where it came from.
    pub(super) external: Option<KnownExternal>,
    /// Its epic, as written.
    pub(super) epic: Option<Box<str>>,
    /// What must be done before, as written.
    pub(super) depends_on: Box<[Box<str>]>,
    /// Other names.
    pub(super) aliases: Box<[Box<str>]>,
}

/// A backlog of which an import keeps names and places only, so that a large one fits. Items are added one by one, then
/// [`Self::surround`] ends it.
#[derive(Debug, Clone, Default)]
pub struct KnownBacklog {
    pub(super) config: Config,
    pub(super) sprints: Vec<Sprint>,
    pub(super) releases: Vec<Release>,
    pub(super) unreadable: Vec<Unreadable>,
    items: Vec<KnownItem>,
    texts: Shared,
    by_id: NameMap<usize>,
    by_alias: NameMap<usize>,
}

impl KnownBacklog {
    /// Of a backlog that is at hand.
    #[must_use]
    pub fn of(backlog: &Backlog) -> Self {
        let mut known = Self::default();
        for story in backlog.stories() {
            known.add(story);
        }
        known.surround(backlog);
        known
    }

    /// Adds an item.
    pub fn add(&mut self, story: &Story) {
        let boxed = |list: &[String]| list.iter().map(|text| text.as_str().into()).collect();
        let texts = &mut self.texts;
        let external = story.external.as_ref().map(|external| {
            let url = external.url.as_deref();
            let project = url.and_then(|url| project_of(first_key(&external.key), url));
            KnownExternal {
                system: texts.of(&external.system),
                key: external.key.as_str().into(),
                number: external.id.as_ref().and_then(|id| id.parse().ok()),
                url: url.map(Into::into),
                project: project.map(|project| texts.of(&project)),
            }
        });
        self.items.push(KnownItem {
            id: story.id.clone(),
            rank: story.rank.clone(),
            path: story.path.as_str().into(),
            title: story.title.as_str().into(),
            created: story.created,
            external,
            epic: story.epic.as_deref().map(Into::into),
            depends_on: boxed(&story.depends_on),
            aliases: boxed(&story.aliases),
        });
    }

    /// Takes over what surrounds the items, when all of them are added, and puts them in order.
    pub fn surround(&mut self, backlog: &Backlog) {
        self.config.clone_from(&backlog.config);
        self.sprints.clone_from(&backlog.sprints);
        self.releases.clone_from(&backlog.releases);
        self.unreadable.clone_from(&backlog.unreadable);
        self.items.sort_by(in_order);
        for (place, item) in self.items.iter().enumerate() {
            self.by_id.entry(&item.id).or_insert(place);
            for alias in &item.aliases {
                self.by_alias.entry(&alias.to_lowercase()).or_insert(place);
            }
        }
    }

    /// The key of the last item in the total order; none where there is no item.
    #[must_use]
    pub fn last_key(&self) -> Option<RankKey> {
        let last = self.items.last();
        last.map(|item| RankKey::new(item.rank.as_ref(), &item.id))
    }

    /// Every item, in the total order.
    pub(super) fn items(&self) -> &[KnownItem] {
        &self.items
    }

    /// Where among the items the one stands that a reference leads to: the first where the id stands twice.
    pub(super) fn index_of(&self, text: &str) -> Option<usize> {
        let pattern = IdPattern::new(text, &self.config.prefixes);
        let mut ids = pattern.candidates.iter();
        let by_alias = || {
            let names = pattern.names();
            names.iter().find_map(|name| self.by_alias.get(name))
        };
        ids.find_map(|id| self.by_id.get(id))
            .or_else(by_alias)
            .copied()
    }

    /// The item a reference leads to.
    pub(super) fn find(&self, text: &str) -> Option<&KnownItem> {
        self.index_of(text).map(|place| &self.items[place])
    }
}

fn in_order(one: &KnownItem, other: &KnownItem) -> Ordering {
    let keys = match (&one.rank, &other.rank) {
        (Some(a), Some(b)) => a.cmp(b).then_with(|| one.id.cmp(&other.id)),
        (a, b) => RankKey::new(a.as_ref(), &one.id).cmp(&RankKey::new(b.as_ref(), &other.id)),
    };
    keys.then_with(|| one.path.cmp(&other.path))
}

/// A key without the number that made it unique.
pub(super) fn first_key(key: &str) -> &str {
    match key.rsplit_once(AGAIN) {
        Some((first, number))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            first
        }
        _ => key,
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::option;
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::KnownBacklog;
    use crate::model::{Backlog, Config, Story};

    proptest! {
        /// Items stand in the same order, and names lead to the same item, as in the backlog itself.
        #[test]
        fn is_the_backlog_in_small(
            items in vec((1..9_u64, option::of("[0-9a-z]{1,3}"), "(US-[1-9]|old)"), 0..9),
            name in "(US-|us-)?[1-9]|old|OLD|x",
        ) {
            let stories: Vec<Story> = items
                .iter()
                .enumerate()
                .map(|(at, (number, rank, alias))| {
                    let id = format!("US-{number}").parse().unwrap();
                    let mut story = Story::new(id, format!("stories/{at}.md"));
                    story.rank = rank.as_ref().map(|rank| rank.parse().unwrap());
                    story.aliases = vec![alias.clone()];
                    story
                })
                .collect();
            let backlog = Backlog::new(Config::default(), stories.clone(), Vec::new());
            let mut known = KnownBacklog::default();
            for story in &stories {
                known.add(story);
            }
            known.surround(&backlog);
            let order = |paths: &mut dyn Iterator<Item = &str>| paths.map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(
                order(&mut known.items().iter().map(|item| &*item.path)),
                order(&mut backlog.stories().iter().map(|story| story.path.as_str()))
            );
            prop_assert_eq!(known.index_of(&name), backlog.index_of(&name));
            prop_assert_eq!(known.last_key(), backlog.stories().last().map(Story::rank_key));
        }
    }
}
