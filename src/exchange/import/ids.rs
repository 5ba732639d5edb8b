//! Gives ids: the wanted one where it is free, else a new number.

use std::collections::HashSet;

use crate::model::{Backlog, IdPattern, StoryId};

/// Which ids and aliases are in use.
#[derive(Debug)]
pub struct Ids<'a> {
    backlog: &'a Backlog,
    prefixes: Vec<String>,
    used: HashSet<StoryId>,
    aliases: HashSet<String>,
    next: u64,
}

impl<'a> Ids<'a> {
    /// Counts on from `first_number`, and beyond every number of the minting prefix in the backlog.
    #[must_use]
    pub fn new(backlog: &'a Backlog, first_number: u64) -> Self {
        let mut ids = Self {
            backlog,
            prefixes: backlog.config.prefixes.clone(),
            used: HashSet::new(),
            aliases: HashSet::new(),
            next: first_number.max(1),
        };
        for story in backlog.stories() {
            ids.hold(story.id.clone());
            ids.aliases
                .extend(story.aliases.iter().map(|alias| alias.to_lowercase()));
        }
        for id in backlog
            .unreadable
            .iter()
            .filter_map(|file| file.id.as_ref())
        {
            ids.hold(id.clone());
        }
        ids
    }

    /// Takes a wanted id; false where an item has it, or has it as an alias.
    pub fn claim(&mut self, id: &StoryId) -> bool {
        if self.used.contains(id) || self.aliases.contains(&id.to_string().to_lowercase()) {
            return false;
        }
        if !self.prefixes.iter().any(|prefix| prefix == id.prefix()) {
            self.prefixes.push(id.prefix().to_owned());
        }
        self.hold(id.clone());
        true
    }

    /// Makes a new id; `None` when no number is left. To be called when all wanted ids are claimed.
    pub fn mint(&mut self) -> Option<StoryId> {
        let id = StoryId::new(self.backlog.config.minting_prefix(), self.next).ok()?;
        self.hold(id.clone());
        Some(id)
    }

    /// Takes an alias; false where it would lead to an id, which beats it, or is an alias already.
    pub fn claim_alias(&mut self, alias: &str) -> bool {
        !self.is_id(alias) && self.aliases.insert(alias.trim().to_lowercase())
    }

    /// Whether a reference of that text leads to an item.
    #[must_use]
    pub fn leads_somewhere(&self, text: &str) -> bool {
        self.is_id(text) || self.aliases.contains(&text.trim().to_lowercase())
    }

    /// The prefixes that the configuration does not have yet.
    #[must_use]
    pub fn new_prefixes(&self) -> &[String] {
        self.prefixes
            .get(self.backlog.config.prefixes.len()..)
            .unwrap_or_default()
    }

    fn is_id(&self, text: &str) -> bool {
        IdPattern::new(text, &self.prefixes)
            .candidates
            .iter()
            .any(|id| self.used.contains(id))
    }

    fn hold(&mut self, id: StoryId) {
        if id.prefix() == self.backlog.config.minting_prefix() {
            self.next = self.next.max(id.number().saturating_add(1));
        }
        self.used.insert(id);
    }
}
