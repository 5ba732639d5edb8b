//! Merges of lists of which each item is known, however it is edited: judged by plain rules for each thing that can be said of
//! an item, and by nothing of the merge itself.

use std::collections::{BTreeMap, BTreeSet};

use backlog::git::{MergeRules, Merged, Side, merge_story};
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;

use crate::known_list::{Criteria, Edit, Said, may_be_moved};
use crate::merge_random::{config, is_passed_over};
use crate::merge_story::{rules, text};

/// What becomes of a value that both sides have.
fn picked<T: Clone + PartialEq>(base: Option<&T>, ours: &T, theirs: &T) -> Option<T> {
    match base {
        _ if ours == theirs => Some(ours.clone()),
        Some(base) if base == ours => Some(theirs.clone()),
        Some(base) if base == theirs => Some(ours.clone()),
        _ => None,
    }
}

/// Three versions of the list: the common one and two sides.
struct Versions {
    base: Criteria,
    ours: Criteria,
    theirs: Criteria,
}

impl Versions {
    fn merge(&self, rules: &MergeRules) -> Merged {
        let [base, ours, theirs] = [&self.base, &self.ours, &self.theirs].map(Criteria::text);
        merge_story(base.as_bytes(), ours.as_bytes(), theirs.as_bytes(), rules)
    }

    fn taken(&self, merged: &Merged, side: Side) -> String {
        let choices = merged.conflicts.iter().map(|one| (one.name.clone(), side));
        let rules = MergeRules {
            choices: choices.collect(),
            ..rules()
        };
        text(&self.merge(&rules))
    }

    fn swapped(&self) -> Self {
        Self {
            base: self.base.clone(),
            ours: self.theirs.clone(),
            theirs: self.ours.clone(),
        }
    }

    /// What one side alone has although it was in the common version, and changed: itself, or something in it.
    fn kept(&self, side: &Criteria, other: &Criteria) -> BTreeSet<usize> {
        let (base, own, rest) = (self.base.said(), side.said(), other.said());
        let mut kept = BTreeSet::new();
        for (number, said) in &own {
            let is_changed = base.get(number) != Some(said);
            let is_elsewhere = base.get(number).map(|it| it.1) != Some(said.1);
            let counts = match rest.contains_key(number) {
                true => is_elsewhere,
                false => is_changed,
            };
            if !counts {
                continue;
            }
            let above = side.above(*number);
            // What it is in must stay with it, and that in turn in what it is in.
            let mut gone = above.iter().take_while(|it| !rest.contains_key(it));
            kept.extend(gone.by_ref().copied());
            if !rest.contains_key(number) {
                kept.insert(*number);
            }
        }
        // Who keeps an item keeps what is nested in it.
        let is_in_kept = |number: &&usize| {
            let above = side.above(**number);
            let mut gone = above.iter().take_while(|it| !rest.contains_key(it));
            !rest.contains_key(*number) && gone.any(|it| kept.contains(it))
        };
        let along: Vec<usize> = own.keys().filter(is_in_kept).copied().collect();
        kept.extend(along.iter().filter(|number| base.contains_key(number)));
        kept
    }

    /// The versions without what one side took out and the other side left as it was.
    fn without_out(&self, kept: &[BTreeSet<usize>; 2]) -> Self {
        let [ours, theirs] = [&self.ours, &self.theirs].map(Criteria::said);
        let is_out = |number: &usize| {
            let is_in = [&ours, &theirs].map(|side| side.contains_key(number));
            is_in != [true, true] && !kept.iter().any(|kept| kept.contains(number))
        };
        let out: BTreeSet<usize> = self.base.said().into_keys().filter(is_out).collect();
        let without = |list: &Criteria| {
            let mut list = list.clone();
            while let Some(at) = list.0.iter().position(|item| out.contains(&item.number)) {
                list.take_out(at);
            }
            list
        };
        Self {
            base: without(&self.base),
            ours: without(&self.ours),
            theirs: without(&self.theirs),
        }
    }

    /// What a criterion is nested in; nothing where that is contested: also where one side nests it elsewhere and the other one
    /// moves it among those that it stood with.
    fn parent(&self, number: usize) -> Option<Option<usize>> {
        let in_side = |side: &Criteria| side.said().get(&number).map(|said| said.1);
        let [base, ours, theirs] = [&self.base, &self.ours, &self.theirs].map(in_side);
        let (ours, theirs) = ours.zip(theirs)?;
        let is_moved = |side: &Criteria| side.is_moved(number, &self.base);
        if ours != theirs
            && (base == Some(ours) && is_moved(&self.ours)
                || base == Some(theirs) && is_moved(&self.theirs))
        {
            return None;
        }
        picked(base.as_ref(), &ours, &theirs)
    }

    /// Whether the sides put what all three versions nest in one item in two new orders.
    fn order_is_contested(&self) -> bool {
        let numbers = self.base.said();
        let mut parents = numbers
            .keys()
            .map(|number| Some(*number))
            .collect::<Vec<_>>();
        parents.push(None);
        parents.into_iter().any(|parent| {
            let all = [&self.base, &self.ours, &self.theirs].map(|list| list.nested(parent));
            let shared = all.each_ref().map(|list| {
                let on_all = |number: &&usize| all.iter().all(|list| list.contains(number));
                list.iter().filter(on_all).copied().collect::<Vec<usize>>()
            });
            let [base, ours, theirs] = shared;
            picked(Some(&base), &ours, &theirs).is_none() && !is_one_order(&base, &ours, &theirs)
        })
    }
}

/// Whether no number is moved by both sides, and one order has all that each of them did to each two.
fn is_one_order(base: &[usize], ours: &[usize], theirs: &[usize]) -> bool {
    let is_moved = |number: &usize| {
        [ours, theirs]
            .iter()
            .all(|side| may_be_moved(*number, base, side))
    };
    if base.iter().any(is_moved) {
        return false;
    }
    let is_before = |one: usize, other: usize| {
        let [was, a, b] = [base, ours, theirs].map(|list| {
            let place = |number| list.iter().position(|it| *it == number);
            place(one) < place(other)
        });
        if a == was { b } else { a }
    };
    let mut rest = base.to_vec();
    while !rest.is_empty() {
        let is_first = |one: &usize| {
            rest.iter()
                .all(|other| other == one || is_before(*one, *other))
        };
        match rest.iter().position(is_first) {
            Some(at) => rest.remove(at),
            None => return false,
        };
    }
    true
}

fn holds(versions: &Versions) -> Result<(), TestCaseError> {
    if is_passed_over() {
        return Ok(());
    }
    let merged = versions.merge(&rules());
    prop_assert_eq!(merged.unsure, None, "{}", text(&merged));
    let [base, ours, theirs] =
        [&versions.base, &versions.ours, &versions.theirs].map(|list| list.said());
    // Both took one out, and both have a new one: nothing says whether that is not the old one in other words.
    let both_out = base
        .keys()
        .any(|number| !ours.contains_key(number) && !theirs.contains_key(number));
    let is_new = |said: &BTreeMap<usize, Said>| said.keys().any(|it| !base.contains_key(it));
    if both_out && is_new(&ours) && is_new(&theirs) {
        return Ok(());
    }
    let [one, other] = [Side::Ours, Side::Theirs].map(|side| versions.taken(&merged, side));
    let kept = [
        versions.kept(&versions.ours, &versions.theirs),
        versions.kept(&versions.theirs, &versions.ours),
    ];
    let in_base: BTreeSet<usize> = base.keys().copied().collect();
    // What was nested in what is out stands where that stood.
    let places = versions.without_out(&kept);
    let mut is_contested = places.order_is_contested();
    for (result, is_ours) in [(&one, true), (&other, false)] {
        let list = Criteria::read(result)?;
        let now = list.said();
        let (favoured, rest) = if is_ours {
            (&ours, &theirs)
        } else {
            (&theirs, &ours)
        };
        let all: BTreeSet<usize> = ours.keys().chain(theirs.keys()).copied().collect();
        prop_assert_eq!(list.0.len(), now.len(), "one stands twice\n{}", result);
        prop_assert!(
            now.keys().all(|it| all.contains(it)),
            "one is back\n{}",
            result
        );
        for number in all {
            let found = now.get(&number);
            let was = base.get(&number);
            let (Some(a), Some(b)) = (favoured.get(&number), rest.get(&number)) else {
                let is_favoured = favoured.contains_key(&number);
                let of_ours = is_favoured == is_ours;
                let side = if of_ours {
                    &versions.ours
                } else {
                    &versions.theirs
                };
                let kept = &kept[usize::from(!of_ours)];
                let other = if of_ours { &theirs } else { &ours };
                // New, it goes only with what it is in and the other side took out.
                let in_contested = side
                    .above(number)
                    .iter()
                    .take_while(|it| !other.contains_key(it))
                    .any(|it| in_base.contains(it));
                let is_there = match was {
                    None if !in_contested => true,
                    Some(_) if !kept.contains(&number) => false,
                    _ => {
                        is_contested = true;
                        is_favoured
                    }
                };
                prop_assert_eq!(found.is_some(), is_there, "{} in\n{}", number, result);
                let own = favoured.get(&number).or(rest.get(&number));
                let said = found.map(|found| &found.0);
                prop_assert!(said.is_none() || said == own.map(|it| &it.0), "{result}");
                continue;
            };
            let Some(found) = found else {
                return Err(TestCaseError::fail(format!("{number} is gone\n{result}")));
            };
            let said = picked(was.map(|it| &it.0), &a.0, &b.0);
            is_contested |= said.is_none();
            let said = said.unwrap_or_else(|| a.0.clone());
            prop_assert_eq!(&found.0, &said, "{}", result);
            let side = if is_ours {
                &places.ours
            } else {
                &places.theirs
            };
            let in_side = side.said();
            let in_side = |number: usize| in_side.get(&number).and_then(|it| it.1);
            let parent = places.parent(number);
            is_contested |= parent.is_none();
            let parent = parent.unwrap_or(in_side(number));
            let is_there = parent.is_none_or(|parent| now.contains_key(&parent));
            // Each side may have nested one in the other, and what it is in may be gone.
            let mut in_circle = false;
            let mut at = parent;
            for _ in 0..=now.len() {
                let Some(above) = at else { break };
                in_circle |= above == number;
                let (a, b) = (favoured.get(&above), rest.get(&above));
                at = match (a, b) {
                    (Some(_), Some(_)) => {
                        // Where what it is in is gone, it is where the side has it that was taken.
                        let parent = places.parent(above);
                        let is_there =
                            |it: &Option<usize>| it.is_none_or(|it| now.contains_key(&it));
                        parent.filter(is_there).unwrap_or(in_side(above))
                    }
                    (a, b) => a.or(b).and_then(|it| it.1),
                };
            }
            let is_free = !is_there || at.is_some() || in_circle;
            is_contested |= at.is_some() || in_circle;
            prop_assert!(
                is_free || found.1 == parent,
                "{number} is in {:?}, not in {parent:?}\n{result}",
                found.1
            );
        }
    }
    let is_marked = !merged.conflicts.is_empty();
    prop_assert_eq!(is_marked, is_contested, "{}", text(&merged));
    prop_assert_eq!(is_marked, one != other);

    // The other way round each says the same.
    let swapped = versions.swapped();
    let mirrored = swapped.merge(&rules());
    prop_assert_eq!(
        Criteria::read(&one)?.said(),
        Criteria::read(&swapped.taken(&mirrored, Side::Theirs))?.said()
    );
    prop_assert_eq!(
        Criteria::read(&other)?.said(),
        Criteria::read(&swapped.taken(&mirrored, Side::Ours))?.said()
    );
    Ok(())
}

/// Some edits of one side.
fn edits() -> impl Strategy<Value = Vec<Edit>> {
    proptest::collection::vec((0u8..12, 0u8..16, 0u8..64), 0..5)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn each_item_is_there_once_with_what_nobody_contests(
        (depths, ours, theirs) in (proptest::collection::vec(0u8..3, 0..7), edits(), edits())
    ) {
        let base = Criteria::new(&depths);
        let edited = |edits: &[Edit], side: &str, first: usize| {
            let mut list = base.clone();
            for (new, edit) in edits.iter().enumerate() {
                list.edit(*edit, side, first + new);
            }
            list
        };
        let versions = Versions {
            ours: edited(&ours, "us", 100),
            theirs: edited(&theirs, "them", 200),
            base,
        };
        holds(&versions)?;
    }
}
