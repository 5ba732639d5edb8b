//! Large maps of names: a number is kept for each name, not its letters.

use std::collections::HashSet;
use std::collections::hash_map::{Entry, HashMap, RandomState};
use std::hash::{BuildHasher, Hash};
use std::sync::Arc;

/// What is known by a name. The numbers are other ones in each run, so that nobody can write two names that meet; by chance
/// that happens to a million names once in forty million runs.
#[derive(Debug, Clone)]
pub(super) struct NameMap<V> {
    numbers: RandomState,
    values: HashMap<u64, V>,
}

impl<V> Default for NameMap<V> {
    fn default() -> Self {
        Self {
            numbers: RandomState::new(),
            values: HashMap::new(),
        }
    }
}

impl<V> NameMap<V> {
    /// What is known by that name.
    pub(super) fn get(&self, name: &impl Hash) -> Option<&V> {
        self.values.get(&self.numbers.hash_one(name))
    }

    /// Whether something is known by that name.
    pub(super) fn has(&self, name: &impl Hash) -> bool {
        self.get(name).is_some()
    }

    /// The place of that name.
    pub(super) fn entry(&mut self, name: &impl Hash) -> Entry<'_, u64, V> {
        self.values.entry(self.numbers.hash_one(name))
    }

    /// All values, in no order.
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.values.values()
    }

    /// Puts a value under a name; returns the one that stood there.
    pub(super) fn insert(&mut self, name: &impl Hash, value: V) -> Option<V> {
        self.values.insert(self.numbers.hash_one(name), value)
    }
}

/// Texts of which many are the same, held once.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared {
    texts: HashSet<Arc<str>>,
}

impl Shared {
    /// The text, as it is held already where it is.
    pub(super) fn of(&mut self, text: &str) -> Arc<str> {
        match self.texts.get(text) {
            Some(held) => Arc::clone(held),
            None => {
                let held: Arc<str> = text.into();
                self.texts.insert(Arc::clone(&held));
                held
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{NameMap, Shared};

    #[test]
    fn names_lead_to_what_was_put_under_them() {
        let mut map = NameMap::default();
        assert!(map.insert(&("jira", "a-1"), 1).is_none());
        assert_eq!(map.insert(&("jira", "a-1"), 2), Some(1));
        assert_eq!(*map.entry(&("jira", "a-2")).or_insert(3), 3);
        assert_eq!(map.get(&("jira", "a-1")), Some(&2));
        // The same, whoever holds the letters.
        assert!(map.has(&("jira".to_owned(), "a-2".to_owned())));
        assert!(!map.has(&("jir", "aa-2")));
    }

    #[test]
    fn a_text_is_held_once() {
        let mut texts = Shared::default();
        let one = texts.of("Done");
        assert!(Arc::ptr_eq(&one, &texts.of("Done")));
        assert_eq!(&*texts.of("Open"), "Open");
    }
}
