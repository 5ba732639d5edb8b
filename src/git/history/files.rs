//! The files that differ from commit to commit, read and understood.

use std::collections::BTreeMap;

use git2::{Odb, Oid};

use super::place::Place;
use super::trees::{Differ, Difference};
use super::work::in_shares;
use crate::git::error::GitError;
use crate::git::repository::Repository;
use crate::model::{Config, Facts, ItemKind, Landing, Text, Written, criteria_text};
use crate::store::{Depth, RELEASES, SPRINTS, STORIES, read_release, read_sprint, read_story};
use crate::text::{HeadingKeys, criteria_under};

/// So many commits are compared before what differs in them is read; in tests fewer, so that several windows meet.
const WINDOW: usize = if cfg!(test) { 700 } else { 8_192 };
/// How many commits a thread compares at a time.
const COMMITS: usize = 256;
/// How many files' versions a thread reads at a time.
const FILES: usize = 32;

/// What differs in one commit.
type Differences = Vec<(ItemKind, Difference)>;

/// Calls `take` with what landed from each state of the backlog to the next one, in order, and returns how many objects
/// are not in this clone. None is no backlog.
///
/// The versions of a file are read one after the other: git keeps each as its difference from the next, so that in the
/// order of commits every one of them would be put together anew from the last one on.
///
/// # Errors
/// When the repository cannot be read.
pub(super) fn landings(
    repository: &Repository,
    config: &Config,
    states: &[Option<Place>],
    take: &mut dyn FnMut(Landing),
) -> Result<u64, GitError> {
    let mut missing = 0;
    let mut begin = 0;
    while begin + 1 < states.len() {
        let end = (begin + WINDOW).min(states.len() - 1);
        let mut differences = compare(repository, &states[begin..=end], &mut missing)?;
        let mut facts = read(repository, config, &differences, &mut missing)?;
        for (commit, differences) in differences.drain(..).enumerate() {
            let mut landing = Landing::default();
            for (index, (kind, difference)) in differences.into_iter().enumerate() {
                let path = difference.path;
                if difference.now.is_none() {
                    landing.removed.push(path);
                    continue;
                }
                let facts = facts.remove(&(commit, index));
                landing.written.push(Written { path, kind, facts });
            }
            take(landing);
        }
        begin = end;
    }
    Ok(missing)
}

/// What differs from each state to the next one.
fn compare(
    repository: &Repository,
    states: &[Option<Place>],
    missing: &mut u64,
) -> Result<Vec<Differences>, GitError> {
    let mut all = Vec::with_capacity(states.len());
    in_shares(
        repository,
        states.len() - 1,
        COMMITS,
        |odb, shares| {
            let mut differ = Differ::new(odb);
            shares.each(|share| {
                let begun = differ.missing;
                let found: Vec<Differences> = share
                    .map(|at| between(&mut differ, states[at], states[at + 1]))
                    .collect();
                (found, differ.missing - begun)
            });
        },
        |_, (found, away)| {
            all.extend(found);
            *missing += away;
        },
    )?;
    Ok(all)
}

fn between(differ: &mut Differ<'_>, old: Option<Place>, new: Option<Place>) -> Differences {
    let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
    let mut differences = Vec::new();
    let mut found = Vec::new();
    for (folder, kind, old, new) in [
        (STORIES, ItemKind::Story, old.stories, new.stories),
        (SPRINTS, ItemKind::Sprint, old.sprints, new.sprints),
        (RELEASES, ItemKind::Release, old.releases, new.releases),
    ] {
        differ.compare(folder, old, new, &mut found);
        differences.extend(found.drain(..).map(|difference| (kind, difference)));
    }
    differences
}

/// A version of a file: in which commit and at which place of its differences, and its content.
type Version = ((usize, usize), Oid);

/// What each file said that came or changed, by commit and place; without those that cannot be read.
fn read(
    repository: &Repository,
    config: &Config,
    differences: &[Differences],
    missing: &mut u64,
) -> Result<BTreeMap<(usize, usize), Facts>, GitError> {
    let mut files: BTreeMap<(&str, ItemKind), Vec<Version>> = BTreeMap::new();
    for (commit, differences) in differences.iter().enumerate() {
        for (index, (kind, difference)) in differences.iter().enumerate() {
            if let Some(oid) = difference.now {
                let versions = files.entry((&difference.path, *kind)).or_default();
                versions.push(((commit, index), oid));
            }
        }
    }
    let files: Vec<_> = files.into_iter().collect();
    let mut all = BTreeMap::new();
    in_shares(
        repository,
        files.len(),
        FILES,
        |odb, shares| {
            shares.each(|share| {
                let mut reader = Reader::new(odb, config);
                let mut found = Vec::new();
                for ((path, kind), versions) in &files[share] {
                    reader.known = None;
                    for (place, oid) in versions {
                        found.extend(reader.facts(path, *kind, *oid).map(|facts| (*place, facts)));
                    }
                }
                (found, reader.missing)
            });
        },
        |_, (found, away)| {
            all.extend(found);
            *missing += away;
        },
    )?;
    Ok(all)
}

/// Reads versions of files.
struct Reader<'a> {
    odb: &'a Odb<'a>,
    config: &'a Config,
    headings: HeadingKeys,
    /// The text of the version before, and the criteria in it: most commits leave it alone.
    known: Option<(String, Text)>,
    /// How many objects were not there.
    missing: u64,
}

impl<'a> Reader<'a> {
    fn new(odb: &'a Odb<'a>, config: &'a Config) -> Self {
        Self {
            odb,
            config,
            headings: HeadingKeys::new(&config.criteria.headings),
            known: None,
            missing: 0,
        }
    }

    fn facts(&mut self, path: &str, kind: ItemKind, oid: Oid) -> Option<Facts> {
        let Ok(object) = self.odb.read(oid) else {
            self.missing += 1;
            return None;
        };
        let bytes = object.data();
        match kind {
            ItemKind::Story => self.story(path, bytes),
            ItemKind::Sprint => {
                let (sprint, _) = read_sprint(path, bytes).ok()?;
                Some(Facts::of_sprint(&sprint))
            }
            ItemKind::Release => {
                let (release, _) = read_release(path, bytes).ok()?;
                Some(Facts::of_release(&release))
            }
        }
    }

    fn story(&mut self, path: &str, bytes: &[u8]) -> Option<Facts> {
        let (mut story, _) = read_story(path, bytes, self.config, Depth::Body).ok()?;
        let body = story.body.take().unwrap_or_default();
        let criteria = match &self.known {
            Some((same, criteria)) if *same == body => criteria.clone(),
            _ => {
                let criteria = criteria_under(&body, &self.headings);
                let criteria: Text = criteria_text(&criteria).into();
                self.known = Some((body, criteria.clone()));
                criteria
            }
        };
        Some(Facts::of_story_with(&story, &criteria))
    }
}
