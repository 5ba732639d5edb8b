//! The numbers of a merged list: where they say on both sides where an item stands, they do so after the merge, too.

use std::collections::HashMap;

use super::identity::Known;
use super::list::Parent;
use super::three::Three;

/// Counts the items that are nested in each one.
#[derive(Debug)]
pub(super) struct Numbers {
    /// With which number what is nested in each item begins in each version.
    first: Three<HashMap<Parent, u64>>,
    /// The last number that was given in each item.
    last: HashMap<Parent, u64>,
}

impl Numbers {
    /// None where a side has numbers that do not count up: they stay as they are.
    pub fn new(list: &Three<Known<'_, '_>>) -> Option<Self> {
        let counts_up = counts_up(&list.ours) && counts_up(&list.theirs);
        counts_up.then(|| Self {
            first: list.map(first),
            last: HashMap::new(),
        })
    }

    /// The number of the next item that is nested in one; its own where nothing says how these begin.
    pub fn next(&mut self, parent: Parent, own: u64) -> u64 {
        let first = self.first.map(|first| first.get(&parent).copied());
        let next = match self.last.get(&parent) {
            Some(last) => last.saturating_add(1),
            None => first.spoken().unwrap_or(own),
        };
        self.last.insert(parent, next);
        next
    }
}

/// The items that have a number, with what each is nested in.
fn numbers<'l>(list: &'l Known<'_, '_>) -> impl Iterator<Item = (Parent, u64)> + 'l {
    let all = list.parents.iter().zip(list.items);
    all.filter_map(|(parent, item)| Some((*parent, item.number()?)))
}

fn counts_up(list: &Known<'_, '_>) -> bool {
    let mut last: HashMap<Parent, u64> = HashMap::new();
    numbers(list).all(|(parent, number)| {
        let before = last.insert(parent, number);
        before.is_none_or(|before| before.checked_add(1) == Some(number))
    })
}

fn first(list: &Known<'_, '_>) -> HashMap<Parent, u64> {
    let mut first = HashMap::new();
    for (parent, number) in numbers(list) {
        first.entry(parent).or_insert(number);
    }
    first
}
