//! Recognises what was imported before, so that a second import changes nothing.

use std::collections::{HashMap, HashSet};

use crate::exchange::draft::Draft;
use crate::exchange::key::fold_key;
use crate::model::{Backlog, Story, StoryId};

/// What parts a key that occurred before from its number: `BACK-7#2`.
pub const AGAIN: char = '#';

/// The items of a backlog by where they came from.
#[derive(Debug)]
pub struct Imported<'a> {
    by_key: HashMap<(String, String), Vec<&'a Story>>,
    keys: HashSet<(String, String)>,
    matched: HashSet<&'a str>,
}

impl<'a> Imported<'a> {
    /// Looks through the backlog once.
    #[must_use]
    pub fn new(backlog: &'a Backlog) -> Self {
        let mut by_key: HashMap<_, Vec<&Story>> = HashMap::new();
        let mut keys = HashSet::new();
        for story in backlog.stories() {
            if let Some(external) = &story.external {
                let system = external.system.to_lowercase();
                by_key
                    .entry((system.clone(), fold_key(first_key(&external.key))))
                    .or_default()
                    .push(story);
                keys.insert((system, fold_key(&external.key)));
            }
        }
        Self {
            by_key,
            keys,
            matched: HashSet::new(),
        }
    }

    /// The item that a draft already is. Each item is matched once, so that two drafts with one key find two items.
    ///
    /// The key says it; only where the day of creation *and* the title are others, it is another item with the same key
    /// (of another project, say).
    pub fn take(&mut self, draft: &Draft) -> Option<StoryId> {
        let candidates = self.by_key.get(&place(draft.system, &draft.key))?;
        let mut best: Option<(u8, &Story)> = None;
        for story in candidates {
            if self.matched.contains(story.path.as_str()) {
                continue;
            }
            let same_title = story.title.trim().eq_ignore_ascii_case(draft.title.trim());
            let same_day = match (story.created, draft.created) {
                (Some(a), Some(b)) => Some(a == b),
                _ => None,
            };
            // Where there is no key, the title stands for it.
            if !same_title && (same_day == Some(false) || draft.key.is_empty()) {
                continue;
            }
            let score = u8::from(same_day == Some(true)) * 2 + u8::from(same_title);
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, story));
            }
        }
        let (_, story) = best?;
        self.matched.insert(&story.path);
        Some(story.id.clone())
    }

    /// The item that a key of a system leads to: the first where there are several.
    #[must_use]
    pub fn find(&self, system: &str, key: &str) -> Option<&'a Story> {
        self.by_key
            .get(&place(system, key))
            .and_then(|stories| stories.first().copied())
    }

    /// Returns the key, or the key with a number (`BACK-7#2`) where an item has it; the answer counts as used.
    pub fn unique_key(&mut self, system: &str, key: &str) -> String {
        let mut unique = key.to_owned();
        let mut number = 1_u64;
        while !self.keys.insert(place(system, &unique)) {
            number += 1;
            unique = format!("{key}{AGAIN}{number}");
        }
        unique
    }
}

fn place(system: &str, key: &str) -> (String, String) {
    (system.to_lowercase(), fold_key(key))
}

/// A key without the number that made it unique.
fn first_key(key: &str) -> &str {
    match key.rsplit_once(AGAIN) {
        Some((first, number))
            if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) =>
        {
            first
        }
        _ => key,
    }
}
