//! Where the backlog lies in the tree of a commit, also before its folder was moved.

use std::collections::HashSet;

use git2::{Odb, Oid};

use crate::git::raw_tree::TreeEntries;
use crate::git::tree_items::folder_below;
use crate::store::{CONFIG_FILE, RELEASES, SPRINTS, STORIES};

/// The folders of a backlog in a commit; none where there is no such folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Place {
    /// The items.
    pub stories: Option<Oid>,
    /// The Sprints.
    pub sprints: Option<Oid>,
    /// The releases.
    pub releases: Option<Oid>,
    /// The configuration's content.
    config: Option<Oid>,
}

/// What the tree of a commit says about the backlog's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup {
    /// The backlog is there.
    Found(Place),
    /// It is not.
    Absent,
    /// The tree is not in this clone.
    Missing,
}

/// Folders deeper than this are not searched.
const DEEPEST: usize = 16;
/// So many folders are looked into.
const MOST: usize = 50_000;

/// Looks for the backlog in `folder` (from the root, parted by `/`; empty for the root itself).
pub(super) fn look(odb: &Odb<'_>, root: Oid, folder: &str) -> Lookup {
    let tree = match folder_below(odb, root, folder) {
        Ok(Some(tree)) => tree,
        Ok(None) => return Lookup::Absent,
        Err(_) => return Lookup::Missing,
    };
    match odb.read(tree) {
        Err(_) => Lookup::Missing,
        Ok(object) => place(object.data()).map_or(Lookup::Absent, Lookup::Found),
    }
}

/// The parts of a backlog among the entries of a folder; none where it holds neither items nor `po.yaml`.
fn place(data: &[u8]) -> Option<Place> {
    let mut place = Place::default();
    for entry in TreeEntries(data) {
        let slot = match (entry.is_tree(), std::str::from_utf8(entry.name)) {
            (true, Ok(STORIES)) => &mut place.stories,
            (true, Ok(SPRINTS)) => &mut place.sprints,
            (true, Ok(RELEASES)) => &mut place.releases,
            (false, Ok(CONFIG_FILE)) => &mut place.config,
            _ => continue,
        };
        *slot = Some(entry.oid());
    }
    (place.stories.is_some() || place.config.is_some()).then_some(place)
}

/// The folder of another commit that became `later`: the one that shares most files with it; none where no folder
/// shares any.
pub(super) fn search(odb: &Odb<'_>, root: Oid, later: Place) -> Option<String> {
    let wanted = files(odb, later);
    let mut best: Option<(usize, String)> = None;
    backlogs(odb, root, &mut |folder, place| {
        let shared = files(odb, place).intersection(&wanted).count();
        if shared > best.as_ref().map_or(0, |(most, _)| *most) {
            best = Some((shared, folder.to_owned()));
        }
    });
    best.map(|(_, folder)| folder)
}

/// The one folder with a `po.yaml` that `is_another` says nothing against; none where there are several.
pub(super) fn only(odb: &Odb<'_>, root: Oid, is_another: impl Fn(&str) -> bool) -> Option<String> {
    let mut found = configured(odb, root);
    found.retain(|folder| !is_another(folder));
    let one = found.pop();
    one.filter(|_| found.is_empty())
}

/// The folders with a `po.yaml`, in no special order.
pub(in crate::git) fn configured(odb: &Odb<'_>, root: Oid) -> Vec<String> {
    let mut found = Vec::new();
    backlogs(odb, root, &mut |folder, place| {
        if place.config.is_some() {
            found.push(folder.to_owned());
        }
    });
    found
}

/// Hands on every folder that may be a backlog.
fn backlogs(odb: &Odb<'_>, root: Oid, take: &mut dyn FnMut(&str, Place)) {
    let mut waiting = vec![(root, String::new(), 0)];
    let mut steps = 0;
    while let Some((tree, folder, depth)) = waiting.pop() {
        steps += 1;
        if steps > MOST {
            return;
        }
        let Ok(object) = odb.read(tree) else { continue };
        if let Some(found) = place(object.data()) {
            take(&folder, found);
        }
        if depth == DEEPEST {
            continue;
        }
        for entry in TreeEntries(object.data()).filter(|entry| entry.is_tree()) {
            let Ok(name) = std::str::from_utf8(entry.name) else {
                continue;
            };
            let slash = if folder.is_empty() { "" } else { "/" };
            waiting.push((entry.oid(), format!("{folder}{slash}{name}"), depth + 1));
        }
    }
}

/// The contents of a backlog's files.
fn files(odb: &Odb<'_>, place: Place) -> HashSet<Oid> {
    let mut files: HashSet<Oid> = place.config.into_iter().collect();
    let mut waiting: Vec<Oid> = place.stories.into_iter().collect();
    let mut steps = 0;
    while let Some(tree) = waiting.pop() {
        steps += 1;
        let Ok(object) = odb.read(tree) else { continue };
        for entry in TreeEntries(object.data()) {
            if entry.is_tree() && steps + waiting.len() < MOST {
                waiting.push(entry.oid());
            } else if entry.is_file() {
                files.insert(entry.oid());
            }
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::{Lookup, look, only, search};
    use crate::git::testing::Sandbox;

    #[test]
    fn finds_the_backlog_and_where_it_was() {
        let sandbox = Sandbox::new();
        let before = sandbox.commit(
            "main",
            &[
                ("old/po.yaml", "format: 1\n"),
                ("old/stories/US-1.md", "one"),
                ("old/stories/US-2.md", "two"),
                ("other/stories/US-1.md", "one"),
                ("other/po.yaml", "format: 9\n"),
            ],
            &[],
        );
        let after = sandbox.commit(
            "main",
            &[
                ("new/po.yaml", "format: 1\nproduct: x\n"),
                ("new/stories/US-1.md", "one"),
                ("new/stories/deep/US-2.md", "two"),
            ],
            &[before],
        );
        let odb = sandbox.repo.odb().unwrap();
        let tree = |oid| sandbox.repo.find_commit(oid).unwrap().tree_id();
        assert_eq!(look(&odb, tree(before), "new"), Lookup::Absent);
        assert_eq!(look(&odb, tree(after), ""), Lookup::Absent);
        let Lookup::Found(place) = look(&odb, tree(after), "new") else {
            panic!("it is there");
        };
        assert!(place.stories.is_some() && place.sprints.is_none());
        assert_eq!(search(&odb, tree(before), place).as_deref(), Some("old"));
        let stranger = sandbox.commit("side", &[("new/stories/US-1.md", "x")], &[]);
        assert_eq!(search(&odb, tree(stranger), place), None);
        let other = |folder: &str| folder == "other";
        assert_eq!(only(&odb, tree(before), other).as_deref(), Some("old"));
        assert_eq!(only(&odb, tree(before), |_| false), None);
        assert_eq!(only(&odb, tree(stranger), |_| false), None);
        let missing = git2::Oid::from_bytes(&[9; 20]).unwrap();
        assert_eq!(look(&odb, missing, "new"), Lookup::Missing);
    }
}
