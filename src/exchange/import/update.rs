//! What an update of an import must know of the whole: which items the source has, and by which names they go here.

use std::collections::HashSet;
use std::sync::Arc;

use crate::exchange::draft::Draft;
use crate::exchange::import::already::Imported;
use crate::exchange::import::known::{KnownBacklog, KnownExternal};
use crate::exchange::import::names::Shared;
use crate::exchange::import::same_item::SameItem;
use crate::exchange::key::{fold_key, leading_key};
use crate::model::StoryId;

/// What the source has, to tell what it has no longer.
#[derive(Debug, Default)]
pub(super) struct Seen {
    systems: HashSet<String>,
    projects: HashSet<String>,
    texts: Shared,
    passed_over_keys: HashSet<String>,
    /// What nobody asked for and others may name by another key.
    pub(super) passed_over: Vec<PassedOver>,
}

/// An item of the source that nobody asked for.
#[derive(Debug)]
pub(super) struct PassedOver {
    /// The file it was found in.
    pub(super) file: Arc<str>,
    /// The tool it comes from.
    pub(super) system: &'static str,
    /// Its name there.
    pub(super) key: String,
    /// Further keys by which references may mean it.
    pub(super) other_keys: Vec<String>,
}

impl Seen {
    /// Sees an item.
    pub(super) fn add(&mut self, draft: &Draft) {
        if !self.systems.contains(draft.system) {
            self.systems.insert(draft.system.to_owned());
        }
        let project = project(&draft.key, draft.url.as_deref());
        if !self.projects.contains(&project) {
            self.projects.insert(project);
        }
    }

    /// Sees an item that nobody asked for.
    pub(super) fn pass_over(&mut self, draft: &Draft) {
        self.passed_over_keys.insert(fold_key(&draft.key));
        if !draft.other_keys.is_empty() {
            self.passed_over.push(PassedOver {
                file: self.texts.of(&draft.origin.path),
                system: draft.system,
                key: draft.key.clone(),
                other_keys: draft.other_keys.clone(),
            });
        }
    }

    /// The systems that the items come from.
    pub(super) fn systems(&self) -> impl Iterator<Item = &str> {
        self.systems.iter().map(String::as_str)
    }

    /// Items of the source's projects that are here and not there. Another project of the same system may have an export of
    /// its own, so its items are not missed.
    pub(super) fn missing(&self, imported: &Imported<'_>) -> Vec<(StoryId, String)> {
        let systems = self.systems.iter().map(|system| system.to_lowercase());
        imported
            .unmatched(&systems.collect())
            .into_iter()
            .filter(|(_, key)| !self.passed_over_keys.contains(&fold_key(key)))
            .filter(|(story, key)| {
                let external = story.external.as_ref();
                let url = external.and_then(|external| external.url.as_deref());
                self.projects.contains(&project(key, url))
            })
            .map(|(story, key)| (story.id.clone(), key.to_owned()))
            .collect()
    }
}

/// What items of one project have alike: the beginning of `SHOP-7`, else their address without its end.
fn project(key: &str, url: Option<&str>) -> String {
    if let Some((prefix, _, _)) = leading_key(key) {
        return prefix.to_lowercase();
    }
    let folder = url.and_then(|url| url.rsplit_once('/'));
    folder.map_or_else(String::new, |(folder, _)| folder.to_lowercase())
}

/// Which items references mean: those of the source by their keys there, all others by their ids.
pub(super) fn same_items<'d>(
    backlog: &KnownBacklog,
    systems: impl Iterator<Item = &'d str>,
    decided: impl Iterator<Item = (&'d StoryId, &'d str)>,
) -> SameItem {
    let systems: HashSet<String> = systems.map(str::to_lowercase).collect();
    let mut items = SameItem::default();
    for (id, key) in decided {
        items.name(&id.to_string(), key);
    }
    let key_of = |external: &KnownExternal| {
        let own = systems.contains(&external.system.to_lowercase());
        own.then(|| external.key.clone())
    };
    for aliases in [false, true] {
        for story in backlog.items() {
            let id = story.id.to_string();
            let key = story.external.as_ref().and_then(key_of);
            let one = [Box::from(id.as_str())];
            let names = if aliases { &*story.aliases } else { &one };
            for name in names {
                match &key {
                    Some(key) => items.name(name, key),
                    None => items.own(name, &id),
                }
            }
        }
    }
    items
}
