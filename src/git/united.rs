//! Conflicts of one item under several names: both sides gave its file, or the item, another one.

use git2::{Index, Oid};

use super::error::GitError;
use super::index_conflicts::{IndexConflict, Names};
use super::index_files::entries;
use super::merge::{Side, is_one_story};
use super::repository::Repository;
use super::tree_items::{file_below, folder_below};
use crate::model::StoryId;
use crate::store::id_in_name;

impl Repository {
    /// Puts together what git lists as three files, one version each: the common version under the old name, and what each side made
    /// of it under its own. Everything else stays as it is, and so does what may belong together in two ways.
    ///
    /// Git has merged the two by lines already, under both names, so the versions are taken from the commits that are merged.
    pub(super) fn united(
        &self,
        index: &Index,
        folder: &str,
        found: Vec<IndexConflict>,
    ) -> Result<Vec<IndexConflict>, GitError> {
        let (mut left, mut alone): (Vec<_>, Vec<_>) = found
            .into_iter()
            .partition(|conflict| conflict.is_no_file || conflict.versions().count() != 1);
        let is_old = |conflict: &IndexConflict| conflict.base.is_some();
        let (mut old, mut new): (Vec<_>, Vec<_>) = alone.drain(..).partition(is_old);
        if !old.is_empty() && new.len() > 1 {
            let head: Vec<Oid> = self.head_commit()?.into_iter().collect();
            let others = self.merged_commits();
            for conflict in &mut new {
                let (side, commits) = match conflict.ours.is_some() {
                    true => (&mut conflict.ours, &head),
                    false => (&mut conflict.theirs, &others),
                };
                let mut versions = commits.iter();
                let version = versions.find_map(|oid| self.file_in(*oid, folder, &conflict.path));
                if let (Some(version), Some(side)) = (version, side) {
                    conflict.lying.push(std::mem::replace(side, version));
                }
            }
        }
        let mut together = Vec::new();
        for base in old.drain(..) {
            let of = |side: Side| {
                let same = new.iter().enumerate().filter(|(_, other)| {
                    let versions = base.base.as_ref().zip(other.version(side));
                    versions.is_some_and(|(base, version)| is_one_story(base, version))
                });
                let mut same = same.map(|(at, _)| at);
                same.next().filter(|_| same.next().is_none())
            };
            let (Some(ours), Some(theirs)) = (of(Side::Ours), of(Side::Theirs)) else {
                left.push(base);
                continue;
            };
            // The later one first: the other one stays at its place then.
            let (later, earlier) = (new.remove(ours.max(theirs)), new.remove(ours.min(theirs)));
            let (ours, theirs) = match ours > theirs {
                true => (later, earlier),
                false => (earlier, later),
            };
            together.push(one(index, folder, base, ours, theirs));
        }
        // What stays by itself stays as git has it.
        for conflict in &mut new {
            let side = conflict.ours.as_mut().or(conflict.theirs.as_mut());
            if let (Some(side), Some(lying)) = (side, conflict.lying.pop()) {
                *side = lying;
            }
        }
        left.append(&mut new);
        left.append(&mut together);
        left.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(left)
    }

    /// The commits that are being brought to HEAD: by a merge, a cherry-pick, a rebase, a revert.
    pub(super) fn merged_commits(&self) -> Vec<Oid> {
        let mut commits = self.merge_heads();
        let named = ["CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD^"].into_iter();
        commits.extend(named.filter_map(|name| self.commit_of(name).ok()));
        commits
    }

    /// A file as a commit has it.
    fn file_in(&self, commit: Oid, folder: &str, path: &str) -> Option<Vec<u8>> {
        let odb = self.inner.odb().ok()?;
        let tree = self.inner.find_commit(commit).ok()?.tree_id();
        let tree = folder_below(&odb, tree, folder).ok()??;
        let file = file_below(&odb, tree, path).ok()??;
        Some(odb.read(file).ok()?.data().to_vec())
    }
}

/// One conflict of three. Of two ids, that one stays which no other item has, then the smaller one, so that everybody who merges
/// these comes to the same; of two names for one id, ours.
fn one(
    index: &Index,
    folder: &str,
    base: IndexConflict,
    ours: IndexConflict,
    theirs: IndexConflict,
) -> IndexConflict {
    let names = [&base.path, &ours.path, &theirs.path].map(String::clone);
    let is_contested = |id: &StoryId| {
        entries(index, folder)
            .any(|(path, ..)| !names.contains(&path) && id_in_name(&path).as_ref() == Some(id))
    };
    let rank = |path: &str| {
        let id = id_in_name(path)?;
        Some((is_contested(&id), id.number(), id.prefix().to_owned()))
    };
    let keeps = match (rank(&ours.path), rank(&theirs.path)) {
        (Some(one), Some(other)) if other < one => Side::Theirs,
        _ => Side::Ours,
    };
    let (path, gone) = match keeps {
        Side::Ours => (ours.path, theirs.path),
        Side::Theirs => (theirs.path, ours.path),
    };
    let (kept_id, gone_id) = (id_in_name(&path), id_in_name(&gone));
    let gone_id = gone_id.filter(|id| kept_id.as_ref() != Some(id));
    IndexConflict {
        path,
        base: base.base,
        ours: ours.ours,
        theirs: theirs.theirs,
        is_no_file: false,
        names: Some(Names {
            keeps,
            old: base.path,
            gone,
            is_taken: gone_id.as_ref().is_some_and(is_contested),
            gone_id,
        }),
        lying: [ours.lying, theirs.lying].concat(),
        is_uncontested: false,
    }
}
