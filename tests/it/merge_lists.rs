//! Merges of lists of which each item is known, however it is edited: judged by plain rules for each thing that can be said of
//! an item, and by nothing of the merge itself.

use std::collections::{BTreeMap, BTreeSet};

use backlog::git::{MergeRules, Merged, Side, merge_story};
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::test_runner::TestCaseError;

use crate::merge_random::{config, is_passed_over};
use crate::merge_story::{rules, text};

/// An edit: of what kind, where, and to where.
type Edit = (u8, u8, u8);

/// A criterion, known by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Criterion {
    number: usize,
    /// How often each of its words was written anew, by which side.
    words: [String; 2],
    done: bool,
    /// A second line.
    is_long: bool,
    depth: usize,
}

/// A version of the list, in the order of the file.
#[derive(Debug, Clone, Default)]
struct Criteria(Vec<Criterion>);

/// What a side says of a criterion: words and tick, what it is nested in.
type Said = (String, Option<usize>);

impl Criteria {
    /// Some criteria, of which each shares hardly a word with another one.
    fn new(depths: &[u8]) -> Self {
        let mut list = Self::default();
        for (number, depth) in depths.iter().enumerate() {
            list.insert(list.0.len(), number, usize::from(*depth));
        }
        list
    }

    fn insert(&mut self, at: usize, number: usize, depth: usize) {
        let most = at.checked_sub(1).map_or(0, |at| self.0[at].depth + 1);
        let new = Criterion {
            number,
            words: [String::new(), String::new()],
            done: number % 4 == 3,
            is_long: number % 5 == 4,
            depth: depth.min(most).min(2),
        };
        self.0.insert(at, new);
    }

    /// The file.
    fn text(&self) -> String {
        let head = "---\ntitle: a\nid: US-1\n---\n\n## Acceptance criteria\n\n";
        let items = self.0.iter().map(|item| {
            let (indent, line) = ("  ".repeat(item.depth), item.line());
            match item.is_long {
                true => format!("{indent}{line}\n{indent}  more{}\n", item.number),
                false => format!("{indent}{line}\n"),
            }
        });
        head.to_owned() + &items.collect::<String>()
    }

    /// Where an item ends with all that is nested in it.
    fn end(&self, at: usize) -> usize {
        let nested = self.0[at + 1..].iter();
        at + 1
            + nested
                .take_while(|item| item.depth > self.0[at].depth)
                .count()
    }

    fn edit(&mut self, (kind, at, to): Edit, side: &str, new: usize) {
        if self.0.is_empty() {
            return self.insert(0, new, 0);
        }
        let (at, to) = (usize::from(at) % self.0.len(), usize::from(to));
        match kind {
            0 | 1 => self.0[at].done = !self.0[at].done,
            2 | 3 => self.0[at].words[to % 2] = format!("{side}{}", to / 2 % 3),
            4 | 5 => {
                let depth = self.0[at].depth + to % 2;
                let at = self.end(at);
                self.insert(at, new, depth);
            }
            6 => drop(self.0.drain(at..self.end(at))),
            7 => self.take_out(at),
            8 | 9 => self.carry(at, to),
            // Moved in other words.
            10 => {
                self.0[at].words[0] = format!("{side}{}", to % 3);
                self.carry(at, to);
            }
            _ => self.0[at].is_long = !self.0[at].is_long,
        }
    }

    /// Takes an item out; what was nested in it stays, where that was in.
    fn take_out(&mut self, at: usize) {
        for at in at + 1..self.end(at) {
            self.0[at].depth -= 1;
        }
        self.0.remove(at);
    }

    /// Moves an item with all that is nested in it, into another one, or out of one, or to another place there.
    fn carry(&mut self, at: usize, to: usize) {
        let end = self.end(at);
        let mut moved: Vec<Criterion> = self.0.drain(at..end).collect();
        let to_place = to / 4 % (self.0.len() + 1);
        let above = to_place.checked_sub(1).map(|at| self.0[at].depth);
        // As deep as what then follows, else that would be nested in it.
        let least = self.0.get(to_place).map_or(0, |item| item.depth);
        let most = above.map_or(0, |depth| depth + 1);
        let depth = (least + to % 4).min(most).min(3).max(least);
        let was = moved[0].depth;
        for item in &mut moved {
            item.depth = item.depth - was + depth;
        }
        self.0.splice(to_place..to_place, moved);
    }

    fn parent(&self, at: usize) -> Option<usize> {
        let above = self.0[..at].iter().rev();
        let mut above = above.filter(|item| item.depth < self.0[at].depth);
        above.next().map(|item| item.number)
    }

    fn said(&self) -> BTreeMap<usize, Said> {
        let all = (0..self.0.len()).map(|at| {
            let item = &self.0[at];
            let line = format!("{} {}", item.line(), item.is_long);
            (item.number, (line, self.parent(at)))
        });
        all.collect()
    }

    /// The items that are nested in one, in order.
    fn nested(&self, parent: Option<usize>) -> Vec<usize> {
        let nested = (0..self.0.len()).filter(|at| self.parent(*at) == parent);
        nested.map(|at| self.0[at].number).collect()
    }

    /// Whether some others of those that stand with it in both versions are in order without it, and as many as can be.
    fn is_moved(&self, number: usize, base: &Self) -> bool {
        let Some(at) = base.0.iter().position(|item| item.number == number) else {
            return false;
        };
        let before = base.nested(base.parent(at));
        let now = self.nested(base.parent(at));
        let places: Vec<usize> = now
            .iter()
            .filter_map(|number| before.iter().position(|other| other == number))
            .collect();
        let own = before.iter().position(|other| *other == number);
        let in_order = (0u32..1 << places.len()).filter_map(|chosen| {
            let chosen = (0..places.len()).filter(|at| chosen >> at & 1 == 1);
            let chosen: Vec<usize> = chosen.map(|at| places[at]).collect();
            chosen.is_sorted().then_some(chosen)
        });
        let in_order: Vec<Vec<usize>> = in_order.collect();
        let most = in_order.iter().map(Vec::len).max();
        let mut longest = in_order.iter().filter(|row| Some(row.len()) == most);
        longest.any(|row| own.is_some_and(|own| !row.contains(&own)))
    }

    /// All that one is nested in.
    fn above(&self, number: usize) -> Vec<usize> {
        let parent = |number: &usize| {
            let at = self.0.iter().position(|item| item.number == *number)?;
            self.parent(at)
        };
        std::iter::successors(parent(&number), parent).collect()
    }

    /// Reads a file, line by line.
    fn read(text: &str) -> Result<Self, TestCaseError> {
        let fail = |line: &str| TestCaseError::fail(format!("{line:?} in\n{text}"));
        let mut list = Self::default();
        let (_, body) = text
            .split_once("criteria\n")
            .ok_or_else(|| fail("no list"))?;
        for line in body.lines().filter(|line| !line.is_empty()) {
            let words = line.trim_start();
            if let Some(number) = words.strip_prefix("more") {
                let last = list.0.last_mut().ok_or_else(|| fail(line))?;
                let is_its = number == last.number.to_string() && !last.is_long;
                let indent = line.len() - words.len();
                if !is_its || indent != 2 * last.depth + 2 {
                    return Err(fail(line));
                }
                last.is_long = true;
                continue;
            }
            let words: Vec<&str> = words.split(' ').filter(|word| *word != "[").collect();
            let (mark, named) = match words[..] {
                ["-", "[x]", _, named, ..] => (true, named),
                ["-", "]", _, named, ..] => (false, named),
                _ => return Err(fail(line)),
            };
            let number = named.trim_start_matches('b').parse();
            let mut rest = words[words.len() - 2..]
                .iter()
                .map(|word| (*word).to_owned());
            let mut word = || match rest.next() {
                Some(word) if word.starts_with("as") => String::new(),
                word => word.unwrap_or_default(),
            };
            list.0.push(Criterion {
                number: number.map_err(|_| fail(line))?,
                words: [word(), word()],
                done: mark,
                is_long: false,
                depth: (line.len() - line.trim_start().len()) / 2,
            });
        }
        Ok(list)
    }
}

impl Criterion {
    fn line(&self) -> String {
        let number = self.number;
        let mark = if self.done { 'x' } else { ' ' };
        let word = |at: usize| match self.words[at].as_str() {
            "" => format!("as{at}{number}"),
            word => word.to_owned(),
        };
        let known = ["a", "b", "c", "d", "e"].map(|word| format!("{word}{number}"));
        format!("- [{mark}] {} {} {}", known.join(" "), word(0), word(1))
    }
}

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
            picked(Some(&base), &ours, &theirs).is_none()
        })
    }
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
