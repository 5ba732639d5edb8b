//! Real repositories in temporary folders, for this room's tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use git2::{Oid, Signature, Time};

use crate::git::{Discovered, Repository};

/// A repository in a folder of its own.
pub(super) struct Sandbox {
    /// Holds the folder as long as the sandbox lives.
    pub dir: tempfile::TempDir,
    /// The repository, opened.
    pub repo: git2::Repository,
}

impl Sandbox {
    /// Returns an empty repository whose first branch is `main`.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let mut options = git2::RepositoryInitOptions::new();
        options.initial_head("main").external_template(false);
        let repo = git2::Repository::init_opts(dir.path(), &options).unwrap();
        Self { dir, repo }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    /// The repository as the rest of the room knows it.
    pub fn repository(&self) -> Repository {
        match Repository::discover(self.path()) {
            Ok(Discovered::Repository(repository)) => repository,
            _ => panic!("no repository"),
        }
    }

    /// Writes a file of the working tree, with its folders.
    pub fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// Commits exactly these files to a branch, a minute after the youngest parent.
    pub fn commit(&self, branch: &str, files: &[(&str, &str)], parents: &[Oid]) -> Oid {
        let youngest = parents
            .iter()
            .map(|&oid| self.repo.find_commit(oid).unwrap().time().seconds())
            .max();
        self.commit_at(
            branch,
            files,
            parents,
            youngest.unwrap_or(1_700_000_000) + 60,
        )
    }

    /// Commits exactly these files to a branch at a time; the working tree is left alone.
    pub fn commit_at(
        &self,
        branch: &str,
        files: &[(&str, &str)],
        parents: &[Oid],
        seconds: i64,
    ) -> Oid {
        let mut index = git2::Index::new().unwrap();
        for (path, text) in files {
            let blob = self.repo.blob(text.as_bytes()).unwrap();
            index.add(&super::write_history::entry(path, blob)).unwrap();
        }
        let tree = index.write_tree_to(&self.repo).unwrap();
        let tree = self.repo.find_tree(tree).unwrap();
        let who = Signature::new("Test", "test@example.org", &Time::new(seconds, 0)).unwrap();
        let parents: Vec<_> = parents
            .iter()
            .map(|&oid| self.repo.find_commit(oid).unwrap())
            .collect();
        let parents: Vec<_> = parents.iter().collect();
        let oid = self
            .repo
            .commit(None, &who, &who, "a commit", &tree, &parents)
            .unwrap();
        let name = if branch.starts_with("refs/") {
            branch.to_owned()
        } else {
            format!("refs/heads/{branch}")
        };
        self.repo.reference(&name, oid, true, "test").unwrap();
        oid
    }

    /// Runs the real git here in a cleared environment and returns what it printed.
    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.path(), arguments)
    }
}

/// Runs the real git in a folder, in a cleared environment with an identity, and returns what it printed.
pub(super) fn git(dir: &Path, arguments: &[&str]) -> String {
    let output = cleared(dir)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(["-c", "protocol.file.allow=always"])
        .args(arguments)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "git {arguments:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// A git that sees nothing of this machine's configuration.
pub(super) fn cleared(dir: &Path) -> Command {
    let mut command = Command::new("git");
    command
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null");
    command
}
