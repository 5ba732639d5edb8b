//! In which order folders are best read: each soon after the one that its pack tells it as a difference from.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use git2::Oid;

use super::pack::{Pack, packs_in};

/// Git makes no longer chains of differences.
const LONGEST: usize = 4_096;

/// Puts objects into the order in which libgit2 has the least to do. It holds 16 MiB of what others are told as differences from,
/// and forgets all of it when that is full: in the order of commits, a large folder is put together again for each folder that
/// is told by it.
///
/// `objects` is the folder of the repository's objects. Those that are in no pack there come first, as they came; so does
/// everything where a pack cannot be read. It is no more than an order, so nothing can go wrong by it.
pub(super) fn in_pack_order(objects: &Path, oids: Vec<Oid>) -> Vec<Oid> {
    let mut loose = oids;
    let mut packed = Vec::new();
    for mut pack in packs_in(objects) {
        let mut family = Family::default();
        loose.retain(|&oid| match pack.find(oid) {
            Ok(Some(place)) => {
                family.add(&mut pack, place, oid);
                false
            }
            _ => true,
        });
        family.each(|oid| packed.push(oid));
    }
    loose.append(&mut packed);
    loose
}

/// Which objects of a pack are told as differences from which, by their places in it.
#[derive(Default)]
struct Family {
    wanted: HashMap<u64, Oid>,
    met: HashSet<u64>,
    /// Those that are told as differences from the one at a place; under none stand those that are told whole.
    told_by: HashMap<Option<u64>, Vec<u64>>,
}

impl Family {
    /// Adds a wanted object, with all that it is told by.
    fn add(&mut self, pack: &mut Pack, place: u64, oid: Oid) {
        self.wanted.insert(place, oid);
        let mut next = Some(place);
        for _ in 0..LONGEST {
            let Some(place) = next.filter(|&place| self.met.insert(place)) else {
                return;
            };
            next = pack.base(place).unwrap_or_default();
            self.told_by.entry(next).or_default().push(place);
        }
        // Whatever this is, git did not make it.
        self.told_by.entry(None).or_default().extend(next);
    }

    /// Goes through the wanted objects, each before those that are told by it.
    fn each(self, mut take: impl FnMut(Oid)) {
        let mut waiting = vec![None];
        while let Some(place) = waiting.pop() {
            if let Some(oid) = place.and_then(|place| self.wanted.get(&place)) {
                take(*oid);
            }
            let told = self.told_by.get(&place).into_iter().flatten();
            waiting.extend(told.copied().map(Some));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use git2::Oid;

    use super::in_pack_order;
    use crate::git::testing::Sandbox;

    #[test]
    fn each_object_comes_once_and_after_what_it_is_told_by() {
        let sandbox = Sandbox::new();
        let names: Vec<String> = (0..300).map(|n| format!("stories/US-{n}.md")).collect();
        let mut parents = Vec::new();
        for change in 0..70 {
            let text = |n: usize| if n == change { "new" } else { "old" };
            let files = names.iter().map(String::as_str).zip((0..300).map(text));
            let files: Vec<_> = files.collect();
            parents = vec![sandbox.commit("main", &files, &parents)];
        }
        sandbox.git(&["gc", "--quiet"]);
        let said = sandbox.git(&["log", "--format=%T", "main"]);
        let mut trees: Vec<Oid> = said
            .lines()
            .map(|line| Oid::from_str(line).unwrap())
            .collect();
        let stories = sandbox.git(&["log", "--format=%H:stories", "main"]);
        for tree in stories.lines() {
            trees.push(sandbox.repo.revparse_single(tree).unwrap().id());
        }
        let loose = Oid::from_bytes(&[9; 20]).unwrap();
        trees.push(loose);
        let objects = sandbox.path().join(".git/objects");
        let order = in_pack_order(&objects, trees.clone());
        assert_eq!(order[0], loose);
        assert_eq!(order.len(), trees.len());
        let all = |oids: &[Oid]| oids.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(all(&order), all(&trees));

        let place = |oid: &str| order.iter().position(|other| other.to_string() == oid);
        let packs = objects.join("pack");
        let mut files = std::fs::read_dir(packs)
            .unwrap()
            .flatten()
            .map(|file| file.path());
        let index = files
            .find(|path| path.extension() == Some("idx".as_ref()))
            .unwrap();
        let said = sandbox.git(&["verify-pack", "--verbose", index.to_str().unwrap()]);
        let mut told = 0;
        for line in said.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let [name, "tree", _, _, _, _, base] = words.as_slice()
                && let (Some(own), Some(base)) = (place(name), place(base))
            {
                assert!(base < own, "{line}");
                told += 1;
            }
        }
        assert!(told > 60, "{said}");
    }

    #[test]
    fn where_nothing_is_packed_the_order_stays() {
        let sandbox = Sandbox::new();
        let oids: Vec<Oid> = (0..9).map(|n| Oid::from_bytes(&[n; 20]).unwrap()).collect();
        let objects = sandbox.path().join(".git/objects");
        assert_eq!(in_pack_order(&objects, oids.clone()), oids);
        std::fs::write(objects.join("pack/x.idx"), "no index").unwrap();
        std::fs::write(objects.join("pack/x.pack"), "no pack").unwrap();
        assert_eq!(in_pack_order(&objects, oids.clone()), oids);
        assert_eq!(in_pack_order(&objects.join("nowhere"), oids.clone()), oids);
    }
}
