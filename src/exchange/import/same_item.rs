//! Which item a reference means, whatever it is called by: in an update, ids here stand for keys there.

use std::collections::HashMap;

use crate::exchange::key::{fold_key, number_of_text};

/// The items that references may mean, by numbers made of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SameItem {
    by_name: HashMap<u64, u64>,
}

impl SameItem {
    /// Says that a name (an id, an alias) means the item with a key there. The first word on a name counts.
    pub fn name(&mut self, name: &str, key: &str) {
        self.by_name
            .entry(number_of_text(&fold_key(name)))
            .or_insert_with(|| number_of_text(&fold_key(key)));
    }

    /// Says that a name means an item that only this backlog has.
    pub fn own(&mut self, name: &str, id: &str) {
        self.by_name
            .entry(number_of_text(&fold_key(name)))
            .or_insert_with(|| number_of_text(&format!("\0{id}")));
    }

    /// A number for what a reference means: the same for all names of an item.
    #[must_use]
    pub fn of_reference(&self, text: &str) -> u64 {
        let name = number_of_text(&fold_key(text));
        self.by_name.get(&name).copied().unwrap_or(name)
    }
}

#[cfg(test)]
mod tests {
    use super::SameItem;

    #[test]
    fn all_names_of_an_item_mean_it() {
        let mut items = SameItem::default();
        items.name("US-40", "SHOP-7");
        items.name("US-12", "SHOP-7");
        items.own("SHOP-9", "SHOP-9");
        let meant = |text: &str| items.of_reference(text);
        assert_eq!(meant("us-12"), meant("US-40"));
        assert_eq!(meant("US-12"), meant("shop-07"));
        assert_ne!(meant("SHOP-9"), meant("SHOP-7"));
        assert_eq!(meant("SHOP-99"), meant("shop-99"));
    }
}
