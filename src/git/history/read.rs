//! Reads the past of a backlog, from where the last reading ended.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use git2::{Odb, Oid};
use jiff::Timestamp;

use super::branch::{Branch, default_branch};
use super::cache::{Cache, Past, cache_key};
use super::dates::mend;
use super::files::landings;
use super::line::{End, edge, walk};
use super::place::{Lookup, Place, look, only, search};
use super::work::in_shares;
use crate::git::error::GitError;
use crate::git::raw_tree::commit_id;
use crate::git::repository::Repository;
use crate::model::{Completeness, Config, Follower, Moment, Timeline};
use crate::store::CONFIG_FILE;

/// A folder that moved more often than this is not looked for any further.
const MOVES: usize = 16;

/// The past of one backlog.
#[derive(Clone, Copy)]
pub struct History<'a> {
    pub(super) repository: &'a Repository,
    pub(super) backlog: &'a Path,
    private: &'a Path,
    pub(super) config: &'a Config,
    /// The revision whose line is read; none for the default branch.
    tip: Option<&'a str>,
}

/// What was read anew.
#[derive(Default)]
struct Fresh {
    past: Past,
    /// How many objects are not in this clone.
    missing: u64,
    /// Whether it holds for these commits whatever the files at hand are.
    lasts: bool,
}

impl<'a> History<'a> {
    /// Returns the past of the backlog in the folder `backlog`; `private` is [`Repository::private_dir`], where what
    /// was read is kept.
    #[must_use]
    pub fn new(
        repository: &'a Repository,
        backlog: &'a Path,
        private: &'a Path,
        config: &'a Config,
    ) -> Self {
        Self {
            repository,
            backlog,
            private,
            config,
            tip: None,
        }
    }

    /// Returns the past of what a revision holds, whether it is on the default branch or not. Nothing is kept of it.
    #[must_use]
    pub fn behind(self, rev: &'a str) -> Self {
        Self {
            tip: Some(rev),
            ..self
        }
    }

    /// Reads what landed on the default branch, its first-parent line only, and tells `watch` of each commit that is
    /// new since the last time. No moment is later than `now`.
    ///
    /// That what was read cannot be kept is no error: it is only a shortcut. Without a commit the timeline is empty.
    ///
    /// # Errors
    /// When the references or the object database cannot be read.
    pub fn read(&self, now: Timestamp, watch: &mut dyn FnMut()) -> Result<Timeline, GitError> {
        let read = self.read_if_near(now, usize::MAX, watch)?;
        Ok(read.unwrap_or_default())
    }

    /// As [`Self::read`]; none where more than `most` commits would have to be read anew.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_if_near(
        &self,
        now: Timestamp,
        most: usize,
        watch: &mut dyn FnMut(),
    ) -> Result<Option<Timeline>, GitError> {
        let named = self.config.git.branch.as_deref();
        let (branch, is_missing) = self.line_end()?;
        let missing_branch = is_missing.then(|| named.unwrap_or_default().to_owned());
        let folder = self.repository.path_from_top(self.backlog);
        let (Some(branch), Some(folder)) = (branch, folder) else {
            return Ok(Some(Timeline {
                missing_branch,
                ..Timeline::default()
            }));
        };
        let edge = self.repository.shallow_edge();
        let key = cache_key(&self.config.criteria.headings, edge);
        let cache = Cache::new(self.private, &folder, key);
        let kept = cache.read();
        let unchanged = kept.commits.last().map(|last| last.oid) == Some(branch.tip);
        if !unchanged && !self.is_near(branch.tip, &kept, most) {
            return Ok(None);
        }
        let (past, missing, lasts) = if unchanged {
            (kept, 0, false)
        } else {
            let fresh = match self.go_on(branch.tip, &folder, kept, watch)? {
                Some(fresh) => fresh,
                None => self
                    .go_on(branch.tip, &folder, Past::default(), watch)?
                    .unwrap_or_default(),
            };
            (fresh.past, fresh.missing, fresh.lasts)
        };
        if lasts && self.tip.is_none() {
            // Without it the next reading takes as long again, and nothing is wrong.
            let _ = cache.write(&past);
        }
        let completeness = match (past.is_shallow, missing) {
            (true, _) => Completeness::Shallow,
            (false, 0) => Completeness::Full,
            (false, missing) => Completeness::Partial(missing),
        };
        Ok(Some(Timeline {
            moments: self.moments(&past, now),
            items: past.items,
            events: past.events,
            completeness,
            branch: Some(branch.name),
            missing_branch,
        }))
    }

    /// The end of the line that is read, and whether the branch that `po.yaml` names is missing.
    pub(super) fn line_end(&self) -> Result<(Option<Branch>, bool), GitError> {
        match self.tip {
            Some(rev) => {
                let (name, tip) = (rev.to_owned(), self.repository.commit_of(rev)?);
                Ok((Some(Branch { name, tip }), false))
            }
            None => default_branch(self.repository, self.config.git.branch.as_deref()),
        }
    }

    /// Whether at most so many commits lie between a commit and what is known, or the beginning.
    fn is_near(&self, tip: Oid, past: &Past, most: usize) -> bool {
        if most == usize::MAX {
            return true;
        }
        let known: HashSet<Oid> = past.commits.iter().map(|commit| commit.oid).collect();
        let mut next = Some(tip);
        for _ in 0..=most {
            let Some(oid) = next.filter(|oid| !known.contains(oid)) else {
                return true;
            };
            let commit = self.repository.inner.find_commit(oid).ok();
            next = commit.and_then(|commit| commit.parent_id(0).ok());
        }
        false
    }

    /// Reads what came after `past`, as far as that is still true; none where nothing of it is.
    fn go_on(
        &self,
        tip: Oid,
        folder: &str,
        mut past: Past,
        watch: &mut dyn FnMut(),
    ) -> Result<Option<Fresh>, GitError> {
        let odb = self.repository.inner.odb()?;
        let known: HashMap<Oid, usize> = past
            .commits
            .iter()
            .enumerate()
            .map(|(place, commit)| (commit.oid, place))
            .collect();
        let walked = walk(&odb, tip, &edge(self.repository), &known, watch);
        let mut trees = walked.trees;
        let base = match walked.end {
            End::Known(place) => {
                past.cut(place + 1);
                trees.insert(0, tree_of(&self.repository.inner, past.commits[place].oid)?);
                Some(place)
            }
            End::Root | End::Shallow => {
                past = Past::default();
                past.is_shallow = walked.end == End::Shallow;
                None
            }
        };
        let (places, mut missing) = self.places(&odb, &trees, folder)?;
        let first = past.commits.len();
        match base {
            Some(base) => {
                let now = places.folder_at(0);
                if past.folder_at(base) != now {
                    return Ok(None);
                }
                let later = places.folders.into_iter().filter(|(from, _)| *from > 0);
                past.places
                    .extend(later.map(|(from, folder)| (from + base, folder)));
            }
            None => past.places = places.folders,
        }
        past.commits.extend(walked.commits);
        let Some(mut follower) = Follower::resume(past.items, past.events) else {
            return Ok(None);
        };
        let mut states = places.states;
        if base.is_none() {
            // Before the first commit there was no backlog.
            states.insert(0, None);
        }
        let mut moment = first;
        missing += landings(self.repository, self.config, &states, &mut |landing| {
            follower.land(moment, landing);
            moment += 1;
        })?;
        (past.items, past.events) = follower.into_parts();
        Ok(Some(Fresh {
            past,
            missing,
            lasts: missing == 0 && !places.is_guess,
        }))
    }

    /// Where the backlog was in each of some trees, the oldest first, and how many are not in this clone.
    fn places(
        &self,
        odb: &Odb<'_>,
        trees: &[Oid],
        folder: &str,
    ) -> Result<(Places, u64), GitError> {
        let mut folder = folder.to_owned();
        let mut folders = Vec::new();
        let mut lookups = self.lookups(trees, &folder)?;
        let mut is_guess = false;
        if let (Some(Lookup::Absent), Some(&tip)) = (lookups.last(), trees.last()) {
            // The files at hand may have moved, and not landed yet.
            let top = self.repository.workdir();
            let stands = |folder: &str| top.join(folder).join(CONFIG_FILE).exists();
            if let Some(landed) = only(odb, tip, stands) {
                is_guess = true;
                folder = landed;
                lookups = self.lookups(trees, &folder)?;
            }
        }
        let mut at = lookups.len();
        let mut moves = 0;
        while at > 0 {
            at -= 1;
            let later = lookups.get(at + 1).copied();
            if let (Lookup::Absent, Some(Lookup::Found(later))) = (lookups[at], later)
                && moves < MOVES
            {
                moves += 1;
                if let Some(before) = search(odb, trees[at], later) {
                    folders.push((at + 1, folder));
                    folder = before;
                    let older = self.lookups(&trees[..=at], &folder)?;
                    lookups.splice(..=at, older);
                }
            }
        }
        folders.push((0, folder));
        folders.reverse();
        let mut missing = 0;
        let mut states: Vec<Option<Place>> = Vec::with_capacity(lookups.len());
        for lookup in lookups {
            states.push(match lookup {
                Lookup::Found(place) => Some(place),
                Lookup::Absent => None,
                Lookup::Missing => {
                    missing += 1;
                    states.last().copied().flatten()
                }
            });
        }
        let places = Places {
            folders,
            states,
            is_guess,
        };
        Ok((places, missing))
    }

    fn lookups(&self, trees: &[Oid], folder: &str) -> Result<Vec<Lookup>, GitError> {
        let mut lookups = Vec::with_capacity(trees.len());
        let work = |odb: &Odb<'_>, shares: super::work::Shares<'_, Vec<Lookup>>| {
            shares.each(|share| {
                let trees = trees[share].iter();
                trees.map(|&tree| look(odb, tree, folder)).collect()
            });
        };
        in_shares(self.repository, trees.len(), 256, work, |_, share| {
            lookups.extend(share)
        })?;
        Ok(lookups)
    }

    fn moments(&self, past: &Past, now: Timestamp) -> Vec<Moment> {
        let mut dates: Vec<i64> = past.commits.iter().map(|commit| commit.date).collect();
        mend(&mut dates);
        let zone = &self.config.time_zone;
        let commits = past.commits.iter().zip(dates);
        commits
            .map(|(commit, date)| {
                let date = date.clamp(0, now.as_second().max(0));
                let when = Timestamp::from_second(date).unwrap_or(now);
                Moment {
                    commit: Some(commit_id(commit.oid)),
                    when,
                    day: zone.to_datetime(when).date(),
                    author: commit.author.clone(),
                }
            })
            .collect()
    }
}

/// Where the backlog was.
struct Places {
    /// From which tree on in which folder, the oldest first.
    folders: Vec<(usize, String)>,
    /// What it was in each tree.
    states: Vec<Option<Place>>,
    /// Whether the last tree has no such folder, and another one was taken because of the files at hand.
    is_guess: bool,
}

impl Places {
    fn folder_at(&self, tree: usize) -> Option<&str> {
        let before = self.folders.iter().take_while(|(from, _)| *from <= tree);
        before.last().map(|(_, folder)| folder.as_str())
    }
}

fn tree_of(repository: &git2::Repository, commit: Oid) -> Result<Oid, GitError> {
    Ok(repository.find_commit(commit)?.tree_id())
}
