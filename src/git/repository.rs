//! The repository around a folder: where its parts lie and what its branches point at.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use git2::{ErrorCode, Oid, RepositoryOpenFlags};

use super::changed_since::from_top;
use super::error::GitError;
use super::options;
use crate::store::private_dir;

/// A repository with a working tree: a plain one, a worktree or a submodule.
pub struct Repository {
    /// libgit2's handle, for this room only.
    pub(super) inner: git2::Repository,
    workdir: PathBuf,
    common_dir: PathBuf,
}

/// What lies around a folder.
pub enum Discovered {
    /// No repository.
    Nothing,
    /// Something that should be one and cannot be used, with a notice to show; files still work.
    Unusable(String),
    /// A repository.
    Repository(Repository),
}

impl Repository {
    /// Looks for the repository of a folder, from it upwards, on the same file system.
    ///
    /// Only the folder counts: `GIT_DIR` and its like are not read. What looks like a repository's own folder and is not called
    /// `.git` may have come with a clone, and with it the programs that its configuration names: it is passed by.
    ///
    /// # Errors
    /// [`GitError::Bare`] where it has no working tree.
    pub fn discover(start: &Path) -> Result<Discovered, GitError> {
        options::prepare();
        let flags = RepositoryOpenFlags::empty();
        let open = |from: &Path| git2::Repository::open_ext(from, flags, &[] as &[&OsStr]);
        let mut opened = open(start);
        let mut passed = None;
        while let Ok(inner) = &opened
            && let Some(folder) = tracked_or_bare(inner, start)
        {
            opened = match folder.parent() {
                Some(above) => open(above),
                None => return Err(GitError::Bare(folder)),
            };
            passed.get_or_insert(folder);
        }
        let inner = match opened {
            Ok(inner) => inner,
            Err(error) if passed.is_some() && error.code() == ErrorCode::NotFound => {
                return Err(GitError::Bare(passed.unwrap_or_default()));
            }
            Err(error) if error.code() == ErrorCode::NotFound => {
                return Ok(broken(start).map_or(Discovered::Nothing, Discovered::Unusable));
            }
            Err(error) => {
                return Ok(Discovered::Unusable(unusable(error.message())));
            }
        };
        let Some(workdir) = inner.workdir().map(Path::to_owned) else {
            return Err(GitError::Bare(inner.path().to_owned()));
        };
        let common_dir = inner.commondir().to_owned();
        Ok(Discovered::Repository(Self {
            inner,
            workdir,
            common_dir,
        }))
    }

    /// The top folder of the working tree.
    #[must_use]
    pub fn workdir(&self) -> &Path {
        &self.workdir
    }

    /// Whether its git directory, a worktree's own one where it is one, is that folder.
    #[must_use]
    pub fn is_at(&self, git_dir: &Path) -> bool {
        let own = std::fs::canonicalize(self.inner.path());
        own.is_ok_and(|own| std::fs::canonicalize(git_dir).is_ok_and(|other| own == other))
    }

    /// Where `po` keeps what belongs to no commit: lock, journal, marks. It need not exist yet.
    #[must_use]
    pub fn private_dir(&self) -> PathBuf {
        private_dir(&self.workdir, Some(&self.common_dir))
    }

    /// Where its objects lie.
    pub(super) fn objects_dir(&self) -> PathBuf {
        self.common_dir.join("objects")
    }

    /// A folder's path from the top of the working tree, parted by `/`, links resolved; empty for the top itself.
    #[must_use]
    pub fn path_from_top(&self, folder: &Path) -> Option<String> {
        let top = std::fs::canonicalize(&self.workdir).ok()?;
        let folder = std::fs::canonicalize(folder).ok()?;
        let parts: Option<Vec<&str>> = folder
            .strip_prefix(top)
            .ok()?
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect();
        Some(parts?.join("/"))
    }

    /// The path under which a folder was named, from the top of the working tree, where it is a link in there.
    #[must_use]
    pub fn named_by_link(&self, folder: &Path) -> Option<String> {
        if !folder.is_symlink() {
            return None;
        }
        let holder = self.path_from_top(folder.parent()?)?;
        Some(from_top(&holder, folder.file_name()?.to_str()?))
    }

    /// The working trees of this repository's other worktrees, as far as they exist.
    #[must_use]
    pub fn sibling_workdirs(&self) -> Vec<PathBuf> {
        let mut others: Vec<PathBuf> = Vec::new();
        if self.inner.is_worktree() {
            let main = git2::Repository::open(&self.common_dir).ok();
            others.extend(main.and_then(|main| main.workdir().map(Path::to_owned)));
        }
        if let Ok(names) = self.inner.worktrees() {
            let linked = names.iter().flatten().flatten();
            let linked = linked.filter_map(|name| self.inner.find_worktree(name).ok());
            others.extend(linked.map(|worktree| worktree.path().to_owned()));
        }
        let own = std::fs::canonicalize(&self.workdir).ok();
        others.retain(|path| path.is_dir() && std::fs::canonicalize(path).ok() != own);
        others
    }

    /// The commits that local branches, remote-tracking branches and the worktrees' HEADs point at.
    pub(super) fn tips(&self) -> Result<BTreeSet<Oid>, GitError> {
        let mut tips = BTreeSet::new();
        for glob in ["refs/heads/*", "refs/remotes/*"] {
            for reference in self.inner.references_glob(glob)? {
                // A branch that cannot be read hides no other one; a symbolic one points at one of the others.
                tips.extend(reference.ok().and_then(|reference| reference.target()));
            }
        }
        let mut heads = vec![self.common_dir.join("HEAD")];
        let worktrees = std::fs::read_dir(self.common_dir.join("worktrees"));
        heads.extend(
            worktrees
                .into_iter()
                .flatten()
                .flatten()
                .map(|e| e.path().join("HEAD")),
        );
        for head in heads {
            let text = std::fs::read_to_string(head).unwrap_or_default();
            let hex = text.trim_end();
            if hex.len() == 40 {
                tips.extend(Oid::from_str(hex));
            }
        }
        Ok(tips)
    }

    /// One hash for the edge of a shallow clone; none where the history is whole.
    pub(super) fn shallow_edge(&self) -> Option<Oid> {
        let edge = std::fs::read(self.common_dir.join("shallow")).ok()?;
        if edge.is_empty() {
            return None;
        }
        Oid::hash_object(git2::ObjectType::Blob, &edge).ok()
    }
}

/// Says why a repository cannot be used.
fn unusable(said: &str) -> String {
    let lower = said.to_ascii_lowercase();
    let kind = match () {
        () if lower.contains("object format") || lower.contains("objectformat") => {
            "it names its objects by SHA-256"
        }
        () if lower.contains("refstorage") => "it keeps its branches as reftable",
        () => said,
    };
    format!(
        "the git repository cannot be used, {kind}: files work; the history, --at and --commit do not, and new numbers \
         count only the files at hand"
    )
}

/// Says so where a `.git` stands in or above a folder and is no repository.
fn broken(start: &Path) -> Option<String> {
    let start = std::fs::canonicalize(start).ok()?;
    let found = start
        .ancestors()
        .map(|folder| folder.join(".git"))
        .find(|path| path.symlink_metadata().is_ok())?;
    Some(format!("`{}` is no usable git repository", found.display()))
}

/// The git directory of a repository, where `start` lies in it and it is not called `.git`: a bare repository, or one that is
/// tracked by another one.
fn tracked_or_bare(inner: &git2::Repository, start: &Path) -> Option<PathBuf> {
    let git_dir = std::fs::canonicalize(inner.path()).ok()?;
    let start = std::fs::canonicalize(start).ok()?;
    let is_in_it = start.starts_with(&git_dir);
    (is_in_it && git_dir.file_name() != Some(OsStr::new(".git"))).then_some(git_dir)
}

#[cfg(test)]
mod tests {
    use super::{Discovered, Repository};
    use crate::git::GitError;
    use crate::git::testing::{Sandbox, git};
    use std::fs::canonicalize;
    use std::path::Path;

    fn found(start: &Path) -> Repository {
        match Repository::discover(start) {
            Ok(Discovered::Repository(repository)) => repository,
            Ok(Discovered::Nothing) => panic!("nothing"),
            Ok(Discovered::Unusable(notice)) => panic!("{notice}"),
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn from_a_folder_within() {
        let sandbox = Sandbox::new();
        sandbox.write("team/backlog/po.yaml", "");
        let folder = sandbox.path().join("team/backlog");
        let repository = found(&folder);
        let top = canonicalize(sandbox.path()).unwrap();
        assert_eq!(canonicalize(repository.workdir()).unwrap(), top);
        assert_eq!(repository.private_dir(), repository.common_dir.join("po"));
        assert_eq!(
            canonicalize(&repository.common_dir).unwrap(),
            top.join(".git")
        );
        assert_eq!(
            repository.path_from_top(&folder).as_deref(),
            Some("team/backlog")
        );
        assert_eq!(
            repository.path_from_top(sandbox.path()).as_deref(),
            Some("")
        );
        assert_eq!(repository.path_from_top(Path::new("/")), None);
        assert!(repository.tips().unwrap().is_empty());
        assert!(repository.sibling_workdirs().is_empty());
    }

    #[test]
    fn worktrees_and_submodules_share_and_do_not() {
        let sandbox = Sandbox::new();
        let commit = sandbox.commit("main", &[("a", "")], &[]);
        sandbox.git(&["reset", "--hard", "--quiet"]);
        sandbox.git(&["worktree", "add", "--quiet", "--detach", "side"]);
        let other = Sandbox::new();
        other.commit("main", &[("b", "")], &[]);
        let url = other.path().to_str().unwrap();
        sandbox.git(&["submodule", "--quiet", "add", url, "sub"]);

        let (main, side) = (found(sandbox.path()), found(&sandbox.path().join("side")));
        let sub = found(&sandbox.path().join("sub"));
        let real = |path: &Path| canonicalize(path).unwrap();
        assert_eq!(real(&main.common_dir), real(&side.common_dir));
        assert_ne!(real(&main.common_dir), real(&sub.common_dir));
        assert_eq!(real(&main.sibling_workdirs()[0]), real(side.workdir()));
        assert_eq!(real(&side.sibling_workdirs()[0]), real(main.workdir()));
        assert_eq!(
            (main.sibling_workdirs().len(), sub.sibling_workdirs().len()),
            (1, 0)
        );
        assert!(main.tips().unwrap().contains(&commit));
    }

    #[test]
    fn no_repository_a_bare_one_and_a_broken_one() {
        let dir = tempfile::tempdir().unwrap();
        let outside = dir.path().join("outside");
        std::fs::create_dir(&outside).unwrap();
        assert!(matches!(
            Repository::discover(&outside),
            Ok(Discovered::Nothing)
        ));
        assert!(matches!(
            Repository::discover(&outside.join("missing")),
            Ok(Discovered::Nothing)
        ));

        git(dir.path(), &["init", "--quiet", "--bare", "bare"]);
        match Repository::discover(&dir.path().join("bare")) {
            Err(error @ GitError::Bare(_)) => {
                assert!(error.to_string().contains("bare repository"))
            }
            _ => panic!("a bare repository was taken"),
        }

        for (name, git_file) in [
            ("file", "gitdir: /nonexistent/x\n"),
            ("noise", "\0\u{fffd}"),
        ] {
            let broken = outside.join(name);
            std::fs::create_dir(&broken).unwrap();
            std::fs::write(broken.join(".git"), git_file).unwrap();
            assert!(
                matches!(Repository::discover(&broken), Ok(Discovered::Unusable(_))),
                "{name}"
            );
        }
        let folder = outside.join("folder");
        std::fs::create_dir_all(folder.join(".git")).unwrap();
        match Repository::discover(&folder) {
            Ok(Discovered::Unusable(notice)) => assert!(notice.contains(".git"), "{notice}"),
            _ => panic!("an empty `.git` was taken"),
        }
        git(
            dir.path(),
            &["init", "--quiet", "sha256", "--object-format=sha256"],
        );
        assert!(matches!(
            Repository::discover(&dir.path().join("sha256")),
            Ok(Discovered::Unusable(_))
        ));
    }

    #[cfg(unix)]
    #[test]
    fn somebody_elses_repository_can_be_read() {
        let sandbox = Sandbox::new();
        let paths = [sandbox.path().to_owned(), sandbox.path().join(".git")];
        // Only root may give files away; for others the test ends here.
        if paths
            .iter()
            .all(|path| std::os::unix::fs::chown(path, Some(12_345), None).is_ok())
        {
            found(sandbox.path());
        }
    }
}
