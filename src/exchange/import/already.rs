//! Recognises what was imported before, so that a second import changes nothing.

use std::collections::{HashMap, HashSet};

use crate::exchange::draft::Draft;
use crate::exchange::import::base::Base;
use crate::exchange::import::project::project_of;
use crate::exchange::key::fold_key;
use crate::model::{Backlog, Story};

/// As far as clocks around the world are apart, in seconds.
const ZONES: u64 = 26 * 60 * 60;

/// What parts a key that occurred before from its number: `BACK-7#2`.
const AGAIN: char = '#';

/// The items of a backlog by where they came from.
#[derive(Debug)]
pub struct Imported<'a> {
    by_key: HashMap<(String, String), Vec<&'a Story>>,
    by_number: HashMap<(String, String), Vec<&'a Story>>,
    keys: HashSet<(String, String)>,
    matched: HashSet<&'a str>,
    projects: HashSet<String>,
    projects_here: HashMap<String, HashSet<String>>,
}

impl<'a> Imported<'a> {
    /// Looks through the backlog once.
    #[must_use]
    pub fn new(backlog: &'a Backlog) -> Self {
        let mut by_key: HashMap<_, Vec<&Story>> = HashMap::new();
        let mut by_number: HashMap<_, Vec<&Story>> = HashMap::new();
        let mut keys = HashSet::new();
        let mut projects_here: HashMap<String, HashSet<String>> = HashMap::new();
        for story in backlog.stories() {
            if let Some(external) = &story.external {
                let system = external.system.to_lowercase();
                if let Some(project) = project_here(story) {
                    let projects = projects_here.entry(system.clone()).or_default();
                    projects.insert(project);
                }
                if let Some(number) = &external.id {
                    by_number
                        .entry(place(&system, number))
                        .or_default()
                        .push(story);
                }
                by_key
                    .entry((system.clone(), fold_key(first_key(&external.key))))
                    .or_default()
                    .push(story);
                keys.insert((system, fold_key(&external.key)));
            }
        }
        Self {
            by_key,
            by_number,
            keys,
            matched: HashSet::new(),
            projects: HashSet::new(),
            projects_here,
        }
    }

    /// Says of which projects the source is: the same number in another one is another item.
    pub fn is_of(&mut self, drafts: &[Draft]) {
        self.projects.extend(drafts.iter().filter_map(project));
    }

    /// The item that a draft already is. Each item is matched once, so that two drafts with one key find two items.
    ///
    /// The key says it; only where the day of creation *and* the title are others, it is another item with the same key
    /// (of another project, say). Two exports may tell the moment in different zones, or without seconds. Where the
    /// addresses of both tell a project each, it must be the same one.
    pub fn take(&mut self, draft: &Draft) -> Option<&'a Story> {
        let candidates = self.by_key.get(&place(draft.system, &draft.key))?;
        let project = project(draft);
        let mut best: Option<(u8, &'a Story)> = None;
        for story in candidates {
            if self.matched.contains(story.path.as_str()) {
                continue;
            }
            let other = project_here(story);
            let same_project = project.is_some() && project == other;
            if !same_project && project.is_some() && other.is_some() {
                continue;
            }
            let (same_title, same_day) = (same_title(story, draft), same_day(story, draft));
            // Where there is no key, the title stands for it.
            if !same_title && (same_day == Some(false) || draft.key.is_empty()) {
                continue;
            }
            let score = u8::from(same_project) * 4
                + u8::from(same_day == Some(true)) * 2
                + u8::from(same_title);
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, story));
            }
        }
        let (_, story) = best?;
        self.matched.insert(&story.path);
        Some(story)
    }

    /// The item that a draft already is by its id or an alias, where no key says where it came from. The title or the day
    /// of creation must agree, or it must be known that the draft was imported.
    pub fn take_by_name(
        &mut self,
        draft: &Draft,
        backlog: &'a Backlog,
        known: bool,
    ) -> Option<&'a Story> {
        let wanted = draft.wanted.as_ref().map(ToString::to_string);
        let names = wanted.iter().chain([&draft.key]).chain(&draft.aliases);
        let story = names
            .filter(|name| !name.is_empty())
            .find_map(|name| backlog.find(name))?;
        let agrees = known || same_title(story, draft) || same_day(story, draft) == Some(true);
        let free = story.external.is_none() && !self.matched.contains(story.path.as_str());
        (agrees && free).then(|| {
            self.matched.insert(&story.path);
            story
        })
    }

    /// The items of these systems that no draft was, with their keys.
    pub fn unmatched(&self, systems: &HashSet<String>) -> Vec<(&'a Story, &'a str)> {
        let mut left: Vec<(&Story, &str)> = self
            .by_key
            .iter()
            .filter(|((system, _), _)| systems.contains(system))
            .flat_map(|(_, stories)| stories)
            .filter(|story| !self.matched.contains(story.path.as_str()))
            .filter_map(|&story| Some((story, story.external.as_ref()?.key.as_str())))
            .collect();
        left.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
        left
    }

    /// The item that a key or else a number of a system leads to, not counting those of projects that the source is not of: the first where
    /// there are several.
    #[must_use]
    pub fn find(&self, system: &str, key: &str) -> Option<&'a Story> {
        let may_be_meant = |story: &Story| match project_here(story) {
            Some(project) => self.projects.is_empty() || self.projects.contains(&project),
            None => true,
        };
        let place = place(system, key);
        let find = |named: &HashMap<_, Vec<&'a Story>>| {
            let mut stories = named.get(&place)?.iter().copied();
            stories.find(|story| may_be_meant(story))
        };
        find(&self.by_key).or_else(|| find(&self.by_number))
    }

    /// Whether a draft that is not here was: the base has a line of its key that no item here holds. Where items of other
    /// projects have the key and no item of its own project is here, the line is taken for theirs.
    #[must_use]
    pub fn was_here(&self, draft: &Draft, base: &Base) -> bool {
        if !base.has(&draft.key) {
            return false;
        }
        let Some(project) = project(draft) else {
            return self.find(draft.system, &draft.key).is_none();
        };
        let here = self.projects_here.get(&draft.system.to_lowercase());
        if here.is_some_and(|here| !here.contains(&project)) {
            return false;
        }
        numbered(&draft.key)
            .take_while(|key| base.has(key))
            .any(|key| !self.keys.contains(&place(draft.system, &key)))
    }

    /// Returns the key, or the key with a number (`BACK-7#2`) where an item has it; the answer counts as used.
    pub fn unique_key(&mut self, system: &str, key: &str) -> String {
        numbered(key)
            .find(|unique| self.keys.insert(place(system, unique)))
            .unwrap_or_default()
    }
}

fn place(system: &str, key: &str) -> (String, String) {
    (system.to_lowercase(), fold_key(key))
}

/// A key, then with the numbers that make it unique: `BACK-7`, `BACK-7#2`, …
fn numbered(key: &str) -> impl Iterator<Item = String> + '_ {
    let again = (2_u64..).map(move |number| format!("{key}{AGAIN}{number}"));
    std::iter::once(key.to_owned()).chain(again)
}

fn project(draft: &Draft) -> Option<String> {
    project_of(&draft.key, draft.url.as_deref()?)
}

fn project_here(story: &Story) -> Option<String> {
    let external = story.external.as_ref()?;
    project_of(first_key(&external.key), external.url.as_deref()?)
}

fn same_title(story: &Story, draft: &Draft) -> bool {
    story.title.trim().eq_ignore_ascii_case(draft.title.trim())
}

/// Whether both were added at one time, as far as that is told: the same export tells it in other zones, too.
fn same_day(story: &Story, draft: &Draft) -> Option<bool> {
    let apart = story
        .created?
        .as_second()
        .abs_diff(draft.created?.as_second());
    Some(apart <= ZONES)
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
