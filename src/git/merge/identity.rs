//! Which item of a list is which in three versions of it, wherever it stands, whatever it is nested in, ticked or in other words.

use std::collections::{HashMap, HashSet};

use super::list::{Item, Parent, parents};
use super::pairs::{Pairs, keep_the_same_twins};
use super::reworded::{in_place, join_alike};
use super::three::Three;

/// A version of a list, with the number that each of its items has in all versions.
#[derive(Debug)]
pub(super) struct Known<'i, 'a> {
    /// The items.
    pub items: &'i [Item<'a>],
    /// The number of each.
    pub ids: Vec<usize>,
    /// What each is nested in, by its number.
    pub parents: Vec<Parent>,
    /// What each stands in, by its number: the item that it is nested in, else the subheading above it.
    pub stands_in: Vec<Option<usize>>,
    /// What each is nested in of all that may be in the merged list; none of what is out.
    pub within: Vec<Option<Parent>>,
    /// The place of each number.
    at: HashMap<usize, usize>,
}

impl<'i, 'a> Known<'i, 'a> {
    fn new(items: &'i [Item<'a>], ids: Vec<usize>) -> Self {
        let by_number = |parent| match parent {
            Parent::Item(at) => Parent::Item(ids[at]),
            outside @ Parent::Outside(_) => outside,
        };
        let parents: Vec<Parent> = parents(items).into_iter().map(by_number).collect();
        let at = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut heading = None;
        let all = ids.iter().zip(items).zip(&parents);
        let stands_in = all.map(|((&id, item), parent)| match parent {
            _ if item.is_subheading() => {
                heading = Some(id);
                None
            }
            Parent::Item(parent) => Some(*parent),
            Parent::Outside(_) => heading,
        });
        Self {
            items,
            stands_in: stands_in.collect(),
            ids,
            within: parents.iter().copied().map(Some).collect(),
            parents,
            at,
        }
    }

    /// Takes items out: what is nested in one of them stands in what that one stood in.
    pub fn take_out(&mut self, is_out: impl Fn(usize) -> bool) {
        let mut within: Vec<Option<Parent>> = Vec::with_capacity(self.ids.len());
        // What each stands in, whether it is out or not: that comes before it.
        let mut through: Vec<Parent> = Vec::with_capacity(self.ids.len());
        for (&id, &parent) in self.ids.iter().zip(&self.parents) {
            let above = match parent {
                Parent::Item(above) if is_out(above) => through[self.at[&above]],
                parent => parent,
            };
            through.push(above);
            within.push((!is_out(id)).then_some(above));
        }
        self.within = within;
    }

    /// Whether the version has an item.
    pub fn has(&self, id: usize) -> bool {
        self.at.contains_key(&id)
    }

    /// The item of a number.
    pub fn item(&self, id: usize) -> Option<&'i Item<'a>> {
        self.at.get(&id).map(|at| &self.items[*at])
    }

    /// The item that follows another one in the file, with its number.
    pub fn below(&self, id: usize) -> Option<(usize, &'i Item<'a>)> {
        let at = self.at.get(&id)? + 1;
        Some((*self.ids.get(at)?, &self.items[at]))
    }

    /// The blank lines above an item that stands below another one, and not below a text: there it is the text that needs them.
    pub fn lead(&self, id: usize) -> Option<&'i str> {
        let at = *self.at.get(&id)?;
        let is_below_text = at > 0 && self.items[at - 1].is_text();
        let blanks = self.items[at].blanks.as_deref();
        blanks.filter(|_| !is_below_text)
    }

    /// What an item is nested in.
    pub fn parent(&self, id: usize) -> Option<Parent> {
        self.at.get(&id).map(|at| self.parents[*at])
    }

    /// What an item is nested in of all that may be in the merged list.
    pub fn within(&self, id: usize) -> Option<Parent> {
        self.at.get(&id).and_then(|at| self.within[*at])
    }
}

/// Numbers the items of three versions: those that are one have one number, below the returned one. The numbers of the
/// common version are its places.
///
/// With `no_base`, an item of theirs may be one of ours in other words.
pub(super) fn identified<'i, 'a>(
    lists: &Three<&'i [Item<'a>]>,
    no_base: bool,
) -> (Three<Known<'i, 'a>>, usize) {
    let (ours, theirs, mut count) = if no_base {
        let mut pairs = Pairs::in_the_same_words(lists.ours, lists.theirs);
        join_alike(lists.ours, lists.theirs, &HashSet::new(), &mut pairs);
        let ours: Vec<Option<usize>> = (0..lists.ours.len()).map(Some).collect();
        (ours, pairs.second, lists.ours.len())
    } else {
        let (ours, theirs) = of_the_common_version(lists);
        (ours, theirs, lists.base.len())
    };
    let mut new = HashMap::new();
    let ours = with_new(lists.ours, &ours, &mut new, &mut count);
    let theirs = with_new(lists.theirs, &theirs, &mut new, &mut count);
    let known = Three {
        base: Known::new(lists.base, (0..lists.base.len()).collect()),
        ours: Known::new(lists.ours, ours),
        theirs: Known::new(lists.theirs, theirs),
    };
    (known, count)
}

/// Of each item of both sides, the place it has in the common version.
fn of_the_common_version(lists: &Three<&[Item<'_>]>) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let mut ours = Pairs::in_the_same_words(lists.base, lists.ours);
    let mut theirs = Pairs::in_the_same_words(lists.base, lists.theirs);
    let reworded = |side, pairs: &Pairs| {
        let mut pairs = pairs.clone();
        join_alike(lists.base, side, &HashSet::new(), &mut pairs);
        pairs
    };
    let kept = (reworded(lists.ours, &ours), reworded(lists.theirs, &theirs));
    keep_the_same_twins(lists.base, (&mut ours, &kept.0), (&mut theirs, &kept.1));
    let both = new_on_both(lists, &ours, &theirs);
    let (in_ours, in_theirs): (HashSet<usize>, HashSet<usize>) = both.iter().copied().unzip();
    let alone = |side, pairs: &Pairs| {
        let mut pairs = reworded(side, pairs);
        for (at, place) in in_place(lists.base, side, &HashSet::new(), &pairs) {
            pairs.join(at, place);
        }
        pairs.second
    };
    let (ours_alone, theirs_alone) = (alone(lists.ours, &ours), alone(lists.theirs, &theirs));
    // What is new on both sides is no other wording of anything,
    join_alike(lists.base, lists.ours, &in_ours, &mut ours);
    join_alike(lists.base, lists.theirs, &in_theirs, &mut theirs);
    // but of one and the same thing, or of two that the other side still has each: then somebody made the same of them.
    for (one, other) in both {
        let Some((by_us, by_them)) = ours_alone[one].zip(theirs_alone[other]) else {
            continue;
        };
        let are_two = theirs.first[by_us].is_some() && ours.first[by_them].is_some();
        let is_free = ours.first[by_us].is_none() && theirs.first[by_them].is_none();
        if is_free && (by_us == by_them || are_two) {
            ours.join(by_us, one);
            theirs.join(by_them, other);
        }
    }
    // What stands in the place of another one need not be that one in other words, and nothing is lost where it counts as new. But
    // where both sides put something in the place of one, both would be there, and nobody was asked.
    let by_us = in_place(lists.base, lists.ours, &in_ours, &ours);
    let by_them = in_place(lists.base, lists.theirs, &in_theirs, &theirs);
    for (at, place) in by_us {
        if let Some(other) = by_them.get(&at) {
            ours.join(at, place);
            theirs.join(at, *other);
        }
    }
    (ours.second, theirs.second)
}

/// The places of items in the same words that neither side has from the common version.
fn new_on_both(lists: &Three<&[Item<'_>]>, ours: &Pairs, theirs: &Pairs) -> Vec<(usize, usize)> {
    let mut by_words: HashMap<&str, Vec<usize>> = HashMap::new();
    for at in (0..lists.theirs.len()).rev() {
        if theirs.second[at].is_none() {
            by_words.entry(lists.theirs[at].words).or_default().push(at);
        }
    }
    let new = (0..lists.ours.len()).filter(|at| ours.second[*at].is_none());
    new.filter_map(|at| {
        let other = by_words.get_mut(lists.ours[at].words)?.pop()?;
        Some((at, other))
    })
    .collect()
}

/// What makes a new item of one side that of the other one, too: in the same words, but in another item, it is another one.
/// The last number says how many like it stand before it.
type NewItem<'a> = (Parent, &'a str, usize);

/// The numbers of a side: those that are `known`, and the next ones for what is new.
fn with_new<'a>(
    side: &[Item<'a>],
    known: &[Option<usize>],
    new: &mut HashMap<NewItem<'a>, usize>,
    count: &mut usize,
) -> Vec<usize> {
    let mut before: HashMap<(Parent, &str), usize> = HashMap::new();
    let mut ids: Vec<usize> = Vec::with_capacity(side.len());
    for ((item, known), parent) in side.iter().zip(known).zip(parents(side)) {
        let parent = match parent {
            Parent::Item(at) => Parent::Item(ids[at]),
            outside @ Parent::Outside(_) => outside,
        };
        ids.push(known.unwrap_or_else(|| {
            let before = before.entry((parent, item.words)).or_default();
            *before += 1;
            let id = new.entry((parent, item.words, *before)).or_insert_with(|| {
                *count += 1;
                *count - 1
            });
            *id
        }));
    }
    ids
}
