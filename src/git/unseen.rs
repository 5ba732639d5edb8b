//! The commits that some tips reach and others do not.

use std::collections::{BinaryHeap, HashMap};

use git2::{Odb, Oid};

use super::raw_tree::{RawCommit, raw_commit};

/// What is known of a commit on the way.
struct Met {
    /// Whether an old tip reaches it.
    hidden: bool,
    /// Its content, until its turn comes.
    waiting: Option<RawCommit>,
}

/// A walk from the youngest commit down, over new and old tips at once, that ends when nothing new is left.
struct Walk<'a> {
    odb: &'a Odb<'a>,
    met: HashMap<Oid, Met>,
    queue: BinaryHeap<(i64, Oid)>,
    /// How many commits in the queue are not hidden.
    open: usize,
}

/// Calls `visit` with the root tree of each commit that `new` reaches and `old` does not.
///
/// libgit2's own walk stops at the first missing commit, as at the edge of a shallow clone; here a missing one ends its
/// own line only. Where clocks were wrong, a few commits of `old` are visited too.
pub(super) fn unseen(odb: &Odb<'_>, new: &[Oid], old: &[Oid], visit: &mut dyn FnMut(Oid)) {
    let mut walk = Walk {
        odb,
        met: HashMap::new(),
        queue: BinaryHeap::new(),
        open: 0,
    };
    for &tip in new {
        walk.meet(tip, false);
    }
    for &tip in old {
        walk.meet(tip, true);
    }
    while walk.open > 0 {
        let Some((_, oid)) = walk.queue.pop() else {
            return;
        };
        let Some(met) = walk.met.get_mut(&oid) else {
            continue;
        };
        let hidden = met.hidden;
        let Some(commit) = met.waiting.take() else {
            continue;
        };
        if !hidden {
            walk.open -= 1;
            visit(commit.tree);
        }
        for parent in commit.parents {
            walk.meet(parent, hidden);
        }
    }
}

impl Walk<'_> {
    fn read(&self, oid: Oid) -> Option<RawCommit> {
        let object = self.odb.read(oid).ok()?;
        if object.kind() != git2::ObjectType::Commit {
            return None;
        }
        raw_commit(object.data())
    }

    fn meet(&mut self, oid: Oid, hidden: bool) {
        match self.met.get(&oid) {
            None => {
                let Some(commit) = self.read(oid) else {
                    return;
                };
                self.queue.push((commit.date, oid));
                self.open += usize::from(!hidden);
                let waiting = Some(commit);
                self.met.insert(oid, Met { hidden, waiting });
            }
            Some(met) if hidden && !met.hidden => self.hide(oid),
            Some(_) => {}
        }
    }

    /// Hides a commit that was met as new, and those below it that its turn already brought in.
    fn hide(&mut self, oid: Oid) {
        let mut below = vec![oid];
        while let Some(oid) = below.pop() {
            let Some(met) = self.met.get_mut(&oid) else {
                continue;
            };
            if met.hidden {
                continue;
            }
            met.hidden = true;
            if met.waiting.is_some() {
                self.open -= 1;
            } else {
                below.extend(self.read(oid).into_iter().flat_map(|c| c.parents));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unseen;
    use crate::git::testing::Sandbox;
    use git2::Oid;

    fn visited(sandbox: &Sandbox, new: &[Oid], old: &[Oid]) -> usize {
        let odb = sandbox.repo.odb().unwrap();
        let mut count = 0;
        unseen(&odb, new, old, &mut |_| count += 1);
        count
    }

    #[test]
    fn only_what_the_old_tips_do_not_reach() {
        let sandbox = Sandbox::new();
        let a = sandbox.commit("main", &[("a", "1")], &[]);
        let b = sandbox.commit("main", &[("a", "2")], &[a]);
        let c = sandbox.commit("main", &[("a", "3")], &[b]);
        let side = sandbox.commit("side", &[("a", "4")], &[a]);
        let merge = sandbox.commit("main", &[("a", "5")], &[c, side]);
        assert_eq!(visited(&sandbox, &[merge], &[]), 5);
        assert_eq!(visited(&sandbox, &[merge], &[b]), 3);
        assert_eq!(visited(&sandbox, &[side], &[c]), 1);
        assert_eq!(visited(&sandbox, &[merge], &[merge]), 0);
        assert_eq!(visited(&sandbox, &[b], &[merge]), 0);
    }

    #[test]
    fn wrong_clocks_and_missing_commits_lose_nothing() {
        let sandbox = Sandbox::new();
        let a = sandbox.commit_at("main", &[("a", "1")], &[], 9_000);
        let b = sandbox.commit_at("main", &[("a", "2")], &[a], 10);
        let c = sandbox.commit_at("main", &[("a", "3")], &[b], 8_000);
        let d = sandbox.commit_at("main", &[("a", "4")], &[c], 20);
        let old = sandbox.commit_at("old", &[("a", "5")], &[b], 1);
        assert!(visited(&sandbox, &[d], &[old]) >= 2);
        let missing = Oid::from_bytes(&[3; 20]).unwrap();
        assert_eq!(visited(&sandbox, &[d, missing], &[missing]), 4);
    }
}
