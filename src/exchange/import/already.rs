//! Recognises what was imported before, so that a second import changes nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::exchange::import::base::Base;
use crate::exchange::import::head::Head;
use crate::exchange::import::known::{AGAIN, KnownBacklog, KnownItem, first_key};
use crate::exchange::import::likeness::likeness;
use crate::exchange::import::names::NameMap;
use crate::exchange::import::prints::field_print;
use crate::exchange::import::same_item::SameItem;
use crate::exchange::key::{fold_key, is_made_key, made_key, number_of_text};

/// As far as clocks around the world are apart, in seconds.
const ZONES: u64 = 26 * 60 * 60;

/// Titles of which so many words of a hundred are shared may be one in other words.
const REWORDED: usize = 50;

/// A title is held against those of so many items before and behind.
const NEIGHBOURS: usize = 4;

/// An item that a draft is likely to be.
#[derive(Debug, Clone, Copy)]
pub(super) struct Likely {
    at: usize,
    /// What says so.
    pub(super) witness: Witness,
}

/// What says which item a draft is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Witness {
    /// More than the key; a key that is no mere number is enough.
    Certain,
    /// The number, and a title that is the item's in other words.
    Reworded,
    /// The number alone.
    Number,
    /// The number alone, which several items have.
    SharedNumber,
}

/// The items of a backlog by where they came from.
#[derive(Debug)]
pub(super) struct Imported<'a> {
    backlog: &'a KnownBacklog,
    /// The first item of a key, and of each item the next one.
    by_key: NameMap<usize>,
    next: HashMap<usize, usize>,
    /// The items whose key ends as one that was made unique does, by what stands before.
    again: NameMap<Vec<usize>>,
    by_number: NameMap<usize>,
    /// The keys that are used, letter by letter.
    spelled: NameMap<()>,
    /// The keys of the source letter by letter: an item that has one of them is that one, and nothing like it.
    source: NameMap<()>,
    matched: Vec<bool>,
    projects: HashSet<Arc<str>>,
    projects_here: HashMap<String, HashSet<Arc<str>>>,
    /// The items that had no key there and whose title here is another one now, by what would be made of this title.
    retitled: NameMap<Vec<usize>>,
}

impl<'a> Imported<'a> {
    /// Looks through the backlog once.
    #[must_use]
    pub(super) fn new(backlog: &'a KnownBacklog) -> Self {
        let mut all = Self {
            backlog,
            by_key: NameMap::default(),
            next: HashMap::new(),
            again: NameMap::default(),
            by_number: NameMap::default(),
            spelled: NameMap::default(),
            source: NameMap::default(),
            matched: vec![false; backlog.items().len()],
            projects: HashSet::new(),
            projects_here: HashMap::new(),
            retitled: NameMap::default(),
        };
        // From the end, so that the first of several comes first.
        for (at, item) in backlog.items().iter().enumerate().rev() {
            let Some(external) = &item.external else {
                continue;
            };
            if let Some(project) = &external.project {
                let system = external.system.to_lowercase();
                let projects = all.projects_here.entry(system).or_default();
                projects.insert(Arc::clone(project));
            }
            if let Some(number) = external.number {
                let place = place(&external.system, &number.to_string());
                all.by_number.insert(&place, at);
            }
            let key = first_key(&external.key);
            let first = place(&external.system, key);
            let whole = place(&external.system, &external.key);
            // An empty key is what earlier versions wrote.
            if key.is_empty() || is_made_key(key) {
                let titled = place(&external.system, &made_key(&item.title));
                if titled != first {
                    all.retitled.entry(&titled).or_default().push(at);
                }
            }
            if first != whole {
                all.again.entry(&first).or_default().push(at);
            }
            if let Some(next) = all.by_key.insert(&whole, at) {
                all.next.insert(at, next);
            }
            all.spelled
                .insert(&spelled(&external.system, &external.key), ());
        }
        all
    }

    /// The items of a key, or else of a title that stands for one, by their places.
    fn of_name(&self, system: &str, key: &str) -> impl Iterator<Item = usize> + '_ {
        // From the end, as they were put in.
        let retitled = self.retitled.get(&place(system, key));
        let retitled = retitled.map_or(&[][..], Vec::as_slice).iter().rev();
        self.of_key(system, key).chain(retitled.copied())
    }

    /// The items of a key, by their places: those that are spelled so first. One in another spelling, or with a number that
    /// made it unique, is meant only where the source has no item of that very key.
    fn of_key(&self, system: &str, key: &str) -> impl Iterator<Item = usize> + '_ {
        let place = place(system, key);
        let first = self.by_key.get(&place).copied();
        let whole = std::iter::successors(first, |at| self.next.get(at).copied());
        // From the end, as they were put in.
        let again = self.again.get(&place).map_or(&[][..], Vec::as_slice);
        let key_of = |at: usize| self.item(at).external.as_ref().map(|known| &*known.key);
        let is_other = |at: &usize| key_of(*at) != Some(key);
        let is_free = |at: &usize| {
            let own = key_of(*at).unwrap_or_default();
            !is_other(at) || !self.source.has(&spelled(system, own))
        };
        let all = whole.chain(again.iter().rev().copied());
        let mut all: Vec<usize> = all.filter(is_free).collect();
        all.sort_by_key(is_other);
        all.into_iter()
    }

    fn item(&self, at: usize) -> &'a KnownItem {
        &self.backlog.items()[at]
    }

    /// Says which keys the source has, and of which projects it is: the same number in another one is another item.
    pub(super) fn is_of(&mut self, heads: &[Head]) {
        for head in heads {
            self.source.insert(&spelled(head.system, &head.key), ());
        }
        let projects = heads.iter().filter_map(|head| head.project.as_ref());
        self.projects.extend(projects.map(Arc::clone));
    }

    /// The item that a draft most likely is by its key; each item is matched once, so that two drafts with one key find two.
    /// `base` is what the source said last.
    ///
    /// Where the day of creation *and* the title are others, it is another item with the same key (of another project, say).
    /// Two exports may tell the moment in different zones, or without seconds. Where the addresses of both tell a project each,
    /// it must be the same one.
    pub(super) fn likely(&self, draft: &Head, base: &Base) -> Option<Likely> {
        let project = draft.project.as_ref();
        let mut best: Option<(u8, usize)> = None;
        let mut numbered = Vec::new();
        for at in self.of_name(draft.system, &draft.key) {
            if self.matched[at] {
                continue;
            }
            let story = self.item(at);
            let other = project_here(story);
            let same_project = project.is_some() && project == other;
            if !same_project && project.is_some() && other.is_some() {
                continue;
            }
            let same_title = same_title(&story.title, &draft.title);
            let same_day = same_day(story, draft);
            let as_told = || {
                story
                    .external
                    .as_ref()
                    .is_some_and(|external| is_as_told(draft, base, &external.key))
            };
            let as_told = !same_title && as_told();
            if !same_title && !as_told && same_day == Some(false) {
                continue;
            }
            let score = u8::from(same_project) * 8
                + u8::from(same_day == Some(true)) * 4
                + u8::from(same_title) * 2
                + u8::from(as_told);
            if score == 0 {
                numbered.push(at);
            }
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, at));
            }
        }
        let certain = |at| Likely {
            at,
            witness: Witness::Certain,
        };
        match best {
            None => self.renamed(draft).map(certain),
            Some((0, _)) if is_counted(draft) => self.by_number(draft, &numbered),
            Some((_, at)) => Some(certain(at)),
        }
    }

    /// The item among those with the number of a draft that is called most like it.
    fn by_number(&self, draft: &Head, numbered: &[usize]) -> Option<Likely> {
        let alike = |at: usize| likeness(&draft.title, &self.item(at).title);
        // The first of several that are.
        let at = *numbered.iter().rev().max_by_key(|at| alike(**at))?;
        let own = alike(at);
        // What the titles of a list have in common anyway, tells no item from its neighbours.
        let near = at.saturating_sub(NEIGHBOURS)..=at + NEIGHBOURS;
        let near = near.filter(|other| *other != at && *other < self.matched.len());
        let witness = if own >= REWORDED && near.into_iter().all(|other| alike(other) < own) {
            Witness::Reworded
        } else if numbered.len() == 1 {
            Witness::Number
        } else {
            Witness::SharedNumber
        };
        Some(Likely { at, witness })
    }

    /// The item that had another key when it came, as items get one that are moved to another project: its number, title and
    /// day of creation are the same, and the source has its key no longer.
    fn renamed(&self, draft: &Head) -> Option<usize> {
        let mut numbers = draft.other_keys.iter();
        let place = |key: &str| place(draft.system, key);
        let at = *numbers.find_map(|key| self.by_number.get(&place(key)))?;
        let story = self.item(at);
        let key = &*story.external.as_ref()?.key;
        let is_gone = !self.source.has(&spelled(draft.system, first_key(key)));
        let agrees = same_title(&story.title, &draft.title) && same_day(story, draft) == Some(true);
        (is_gone && agrees && !self.matched[at]).then_some(at)
    }

    /// Says that a draft is this item.
    pub(super) fn take(&mut self, likely: Likely) -> &'a KnownItem {
        self.matched[likely.at] = true;
        self.item(likely.at)
    }

    /// The item that a draft is likely to be.
    pub(super) fn of(&self, likely: Likely) -> &'a KnownItem {
        self.item(likely.at)
    }

    /// The item that a draft already is by its id or an alias, where no key says where it came from. The title or the day
    /// of creation must agree, or it must be known that the draft was imported.
    pub(super) fn take_by_name(&mut self, draft: &Head, known: bool) -> Option<&'a KnownItem> {
        let wanted = draft.wanted().map(|id| id.to_string());
        let others = [&draft.key].into_iter().chain(&draft.aliases);
        let names = wanted
            .as_deref()
            .into_iter()
            .chain(others.map(|name| &**name));
        let at = names
            .filter(|name| !name.is_empty())
            .find_map(|name| self.backlog.index_of(name))?;
        let story = self.item(at);
        let agrees =
            known || same_title(&story.title, &draft.title) || same_day(story, draft) == Some(true);
        let free = story.external.is_none() && !self.matched[at];
        (agrees && free).then(|| {
            self.matched[at] = true;
            story
        })
    }

    /// The item whose id a draft's key is, called alike: an export of the backlog itself came back. An item that came under a key
    /// of the same tool is not meant.
    pub(super) fn take_by_id(&mut self, draft: &Head) -> Option<&'a KnownItem> {
        let wanted = draft.wanted()?;
        let at = self.backlog.index_of(&wanted.to_string())?;
        let story = self.item(at);
        let is_of_tool = |system: &str| system.eq_ignore_ascii_case(draft.system);
        let came = story.external.as_ref();
        let may_be = !self.matched[at] && !came.is_some_and(|came| is_of_tool(&came.system));
        (may_be && story.id == wanted && same_title(&story.title, &draft.title)).then(|| {
            self.matched[at] = true;
            story
        })
    }

    /// The items of these systems that no draft was, with their keys.
    pub(super) fn unmatched(&self, systems: &HashSet<String>) -> Vec<(&'a KnownItem, &'a str)> {
        let items = self.backlog.items().iter().zip(&self.matched);
        let mut left: Vec<(&KnownItem, &str)> = items
            .filter(|(_, matched)| !**matched)
            .filter_map(|(item, _)| Some((item, item.external.as_ref()?)))
            .filter(|(_, external)| systems.contains(&external.system.to_lowercase()))
            .map(|(item, external)| (item, &*external.key))
            .collect();
        left.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        left
    }

    /// The item that a key or else a number of a system leads to, not counting those of projects that the source is not of: the
    /// first where there are several.
    #[must_use]
    pub(super) fn find(&self, system: &str, key: &str) -> Option<&'a KnownItem> {
        let may_be_meant = |story: &KnownItem| match project_here(story) {
            Some(project) => self.projects.is_empty() || self.projects.contains(project),
            None => true,
        };
        let mut items = self.of_key(system, key).map(|at| self.item(at));
        let by_key = items.find(|story| may_be_meant(story));
        by_key.or_else(|| {
            let at = self.by_number.get(&place(system, key))?;
            Some(self.item(*at)).filter(|story| may_be_meant(story))
        })
    }

    /// Whether a draft that is not here was: the base has a line of its key that no item here holds. Where items of other
    /// projects have the key and no item of its own project is here, the line is taken for theirs.
    #[must_use]
    pub(super) fn was_here(&self, draft: &Head, base: &Base) -> bool {
        if !base.has(&draft.key) {
            return false;
        }
        let Some(project) = &draft.project else {
            return self.find(draft.system, &draft.key).is_none();
        };
        let here = self.projects_here.get(&draft.system.to_lowercase());
        if here.is_some_and(|here| !here.contains(project)) {
            return false;
        }
        numbered(&draft.key)
            .take_while(|key| base.has(key))
            .any(|key| !self.by_key.has(&place(draft.system, &key)))
    }

    /// Returns the key, or the key with a number (`BACK-7#2`) where an item has it; the answer counts as used. No other item
    /// of the source has the key.
    pub(super) fn unique_key(&mut self, system: &str, key: &str) -> String {
        numbered(key)
            .filter(|unique| unique == key || !self.source.has(&spelled(system, unique)))
            .find(|unique| self.spelled.insert(&spelled(system, unique), ()).is_none())
            .unwrap_or_default()
    }
}

fn place(system: &str, key: &str) -> (String, String) {
    (system.to_lowercase(), fold_key(key))
}

/// A key letter by letter.
fn spelled(system: &str, key: &str) -> (String, String) {
    (system.to_lowercase(), key.trim().to_owned())
}

/// A key, then with the numbers that make it unique: `BACK-7`, `BACK-7#2`, …
fn numbered(key: &str) -> impl Iterator<Item = String> + '_ {
    let again = (2_u64..).map(move |number| format!("{key}{AGAIN}{number}"));
    std::iter::once(key.to_owned()).chain(again)
}

fn project_here(story: &KnownItem) -> Option<&Arc<str>> {
    story.external.as_ref()?.project.as_ref()
}

/// Whether only blanks around two titles and the case of their letters differ.
pub(super) fn same_title(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}

/// Whether the source said the same title or the same text of the item of that key last, whatever it is called here.
fn is_as_told(draft: &Head, base: &Base, key: &str) -> bool {
    let title = field_print("title", &[draft.title.to_string()], &SameItem::default());
    base.of(key).iter().any(|told| {
        let text = told.get("text").map(number_of_text);
        told.get("title") == Some(&title) || draft.text != 0 && text == Some(draft.text)
    })
}

/// The tools in whose keys the letters before the number name a project.
const NAMING: [&str; 3] = ["beads", "jira", "linear"];

/// What people put before the numbers of a list, whatever it is about.
const COUNTED: [&str; 16] = [
    "", "#", "bug", "epic", "f", "id", "no", "nr", "pbi", "r", "req", "s", "story", "t", "task",
    "us",
];

/// Whether the key of a draft is a number that another list has too: `7`, `#7`, `US-07`, `1.2`; in a table also `AB-7`.
fn is_counted(draft: &Head) -> bool {
    let key = &*draft.key;
    let number = key.trim_start_matches(|c: char| !c.is_ascii_digit());
    let before = key[..key.len() - number.len()].trim_end_matches(['-', '_', ' ', '.', ':']);
    (!NAMING.contains(&draft.system) || COUNTED.contains(&before.to_lowercase().as_str()))
        && !number.is_empty()
        && number.len() <= 9
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'))
}

/// Whether both were added at one time, as far as that is told: the same export tells it in other zones, too.
fn same_day(story: &KnownItem, draft: &Head) -> Option<bool> {
    let apart = story
        .created?
        .as_second()
        .abs_diff(draft.created?.as_second());
    Some(apart <= ZONES)
}
