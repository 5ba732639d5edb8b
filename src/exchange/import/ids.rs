//! Gives ids: the wanted one where it is free, else a new number.

use crate::exchange::import::known::KnownBacklog;
use crate::exchange::import::names::NameMap;
use crate::model::{IdPattern, StoryId};

/// Which ids and aliases are in use.
#[derive(Debug)]
pub(super) struct Ids<'a> {
    backlog: &'a KnownBacklog,
    prefixes: Vec<String>,
    used: NameMap<()>,
    aliases: NameMap<()>,
    next: u64,
}

impl<'a> Ids<'a> {
    /// Counts on from `first_number`, and beyond every number of the minting prefix in the backlog.
    #[must_use]
    pub fn new(backlog: &'a KnownBacklog, first_number: u64) -> Self {
        let mut ids = Self {
            backlog,
            prefixes: backlog.config.prefixes.clone(),
            used: NameMap::default(),
            aliases: NameMap::default(),
            next: first_number.max(1),
        };
        for item in backlog.items() {
            ids.hold(&item.id);
            for alias in &item.aliases {
                ids.aliases.insert(&alias.to_lowercase(), ());
            }
        }
        for id in backlog
            .unreadable
            .iter()
            .filter_map(|file| file.id.as_ref())
        {
            ids.hold(id);
        }
        ids
    }

    /// Takes a wanted id; false where an item has it, or has it as an alias.
    pub fn claim(&mut self, id: &StoryId) -> bool {
        if self.used.has(id) || self.aliases.has(&id.to_string().to_lowercase()) {
            return false;
        }
        if !self.prefixes.iter().any(|prefix| prefix == id.prefix()) {
            self.prefixes.push(id.prefix().to_owned());
        }
        self.hold(id);
        true
    }

    /// Makes a new id; `None` when no number is left. To be called when all wanted ids are claimed.
    pub fn mint(&mut self) -> Option<StoryId> {
        let id = StoryId::new(self.backlog.config.minting_prefix(), self.next).ok()?;
        self.hold(&id);
        Some(id)
    }

    /// Takes an alias; false where it would lead to an id, which beats it, or is an alias already.
    pub fn claim_alias(&mut self, alias: &str) -> bool {
        !self.is_id(alias)
            && self
                .aliases
                .insert(&alias.trim().to_lowercase(), ())
                .is_none()
    }

    /// Whether a text means that id as it is: `7` is `US-7`.
    #[must_use]
    pub fn is_name_of(&self, text: &str, id: &StoryId) -> bool {
        IdPattern::new(text, &self.prefixes).candidates.contains(id)
    }

    /// Whether a reference of that text leads to an item.
    #[must_use]
    pub fn leads_somewhere(&self, text: &str) -> bool {
        self.is_id(text) || self.aliases.has(&text.trim().to_lowercase())
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
            .any(|id| self.used.has(id))
    }

    fn hold(&mut self, id: &StoryId) {
        if id.prefix() == self.backlog.config.minting_prefix() {
            self.next = self.next.max(id.number().saturating_add(1));
        }
        self.used.insert(id, ());
    }
}
