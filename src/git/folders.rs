//! Folders of commits as their packs tell them: put together at once, however long the chain of differences is.

use std::cell::RefCell;

use git2::{ObjectType, Odb, Oid};

use super::object_name::is_object;
use super::pack::{Pack, packs_in};
use super::pieces::{Difference, Pieces};
use super::repository::Repository;

/// Git makes no longer chains of differences.
const LONGEST: usize = 4_096;
/// Larger ones are left to libgit2, and all that tells one together may be no larger.
const LARGEST: u64 = 64 << 20;

/// Reads folders of a repository. libgit2 makes each folder of a chain of differences to get at the last one, and keeps them all: of
/// a folder with ten thousand names that takes longer than listing the one on disk.
pub(super) struct Folders<'r> {
    /// What libgit2 reads.
    pub odb: Odb<'r>,
    packs: RefCell<Vec<Pack>>,
}

impl<'r> Folders<'r> {
    /// Returns the folders of a repository, of which few are wanted.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub fn of(repository: &'r Repository) -> Result<Self, git2::Error> {
        let packs: Vec<Pack> = packs_in(&repository.objects_dir()).collect();
        Ok(Self {
            packs: packs.into(),
            ..Self::of_many(repository.inner.odb()?)
        })
    }

    /// As [`Self::of`], where the same folder is wanted of many commits: what libgit2 keeps of one serves for the next.
    pub fn of_many(odb: Odb<'r>) -> Self {
        Self {
            odb,
            packs: RefCell::default(),
        }
    }

    /// The bytes of a folder's object. What its pack says counts where the hash of it is the object's name; where it is not, or
    /// the folder is in no pack here, libgit2 reads it.
    ///
    /// # Errors
    /// When it is not in this clone, or damaged.
    pub fn read(&self, oid: Oid) -> Result<Vec<u8>, git2::Error> {
        let mut packs = self.packs.borrow_mut();
        let told = packs.iter_mut().find_map(|pack| packed(pack, oid));
        match told.filter(|bytes| is_object(ObjectType::Tree, bytes, oid)) {
            Some(bytes) => Ok(bytes),
            None => Ok(self.odb.read(oid)?.data().to_vec()),
        }
    }
}

/// What a pack says that a folder holds; none where it does not have it, or tells it in a way that is not known here.
fn packed(pack: &mut Pack, oid: Oid) -> Option<Vec<u8>> {
    let mut place = pack.find(oid).ok()??;
    let mut pieces: Option<Pieces> = None;
    let (mut new, mut expected, mut together) = (Vec::new(), None, 0);
    for _ in 0..LONGEST {
        let (head, base) = pack.head(place).ok()??;
        together += head.size.min(LARGEST);
        if together > LARGEST {
            return None;
        }
        if base.is_none() && !head.is_folder() {
            return None;
        }
        let content = pack.content(place, &head).ok()?;
        let Some(base) = base else {
            return match pieces {
                None => Some(content),
                Some(_) if expected != Some(content.len()) => None,
                Some(pieces) => pieces.together(&new, &content),
            };
        };
        let next = Difference::read(new.len(), &content)?;
        if next.to as u64 > LARGEST || expected.is_some_and(|expected| expected != next.to) {
            return None;
        }
        expected = Some(next.from);
        let so_far = pieces.unwrap_or_else(|| Pieces::whole(next.to));
        pieces = Some(so_far.through(&next)?);
        new.push(content);
        place = base;
    }
    None
}

#[cfg(test)]
mod tests {
    use git2::Oid;

    use super::{Folders, packed, packs_in};
    use crate::git::testing::Sandbox;

    /// A folder that changes often, packed, and each state of it.
    fn changed_often() -> (Sandbox, Vec<Oid>) {
        let sandbox = Sandbox::new();
        let names: Vec<String> = (0..300).map(|n| format!("stories/US-{n}.md")).collect();
        let mut parents = Vec::new();
        for change in 0..70 {
            let text = |n: usize| if n == change { "new" } else { "old" };
            let names = names.iter().map(String::as_str);
            let files: Vec<_> = names.zip((0..300).map(text)).skip(change % 7).collect();
            parents = vec![sandbox.commit("main", &files, &parents)];
        }
        sandbox.git(&["gc", "--quiet"]);
        let said = sandbox.git(&["log", "--format=%H:stories", "main"]);
        let folders = said
            .lines()
            .map(|folder| sandbox.repo.revparse_single(folder));
        let folders = folders.map(|folder| folder.unwrap().id()).collect();
        (sandbox, folders)
    }

    #[test]
    fn a_folder_is_put_together_as_libgit2_does() {
        let (sandbox, folders) = changed_often();
        let odb = sandbox.repo.odb().unwrap();
        let mut packs: Vec<_> = packs_in(&sandbox.path().join(".git/objects")).collect();
        assert_eq!(packs.len(), 1);
        for folder in folders {
            let bytes = packed(&mut packs[0], folder).unwrap();
            assert!(bytes == odb.read(folder).unwrap().data(), "{folder}");
        }
        let commit = sandbox.repo.head().unwrap().target().unwrap();
        assert_eq!(packed(&mut packs[0], commit), None);
    }

    #[test]
    fn what_is_damaged_or_not_packed_is_left_to_libgit2() {
        let (sandbox, folders) = changed_often();
        let late = sandbox.commit("main", &[("stories/US-1.md", "late")], &[]);
        let late = sandbox
            .repo
            .revparse_single(&format!("{late}:stories"))
            .unwrap();
        let repository = sandbox.repository();
        let held = repository.inner.odb().unwrap();
        let wanted = held.read(folders[9]).unwrap().data().to_vec();
        let found = Folders::of(&repository).unwrap();
        assert_eq!(found.read(late.id()).unwrap().len(), 35);
        assert!(found.read(Oid::from_bytes(&[7; 20]).unwrap()).is_err());
        drop(found);
        for pack in std::fs::read_dir(sandbox.path().join(".git/objects/pack")).unwrap() {
            let path = pack.unwrap().path();
            if path.extension() == Some("pack".as_ref()) {
                let mut bytes = std::fs::read(&path).unwrap();
                let length = bytes.len();
                // Git packs are read-only.
                std::fs::remove_file(&path).unwrap();
                for at in (200..length).step_by(90) {
                    bytes[at] ^= 0x55;
                }
                std::fs::write(&path, bytes).unwrap();
            }
        }
        let damaged = Folders::of(&repository).unwrap();
        match damaged.read(folders[9]) {
            Ok(bytes) => assert!(bytes == wanted),
            Err(error) => assert!(!error.message().is_empty()),
        }
    }
}
