//! A repository for tests of what plain `git merge` does: no configuration, no merge driver, no clock.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A repository in a temporary folder, on branch `main`.
pub struct PlainGit {
    folder: TempDir,
}

impl PlainGit {
    /// Returns an empty repository.
    pub fn new() -> Self {
        let git = Self {
            folder: TempDir::new().expect("a temporary folder"),
        };
        git.run(&["init", "--quiet", "--initial-branch=main"]);
        git
    }

    fn git(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("git");
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("GIT_") || text.starts_with("PO_") {
                command.env_remove(&name);
            }
        }
        command
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.folder.path())
            .env("LC_ALL", "C")
            .args(["-c", "core.autocrlf=false", "-c", "gc.auto=0"]);
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Ada")
                .env(format!("GIT_{who}_EMAIL"), "ada@example.org")
                .env(format!("GIT_{who}_DATE"), "2026-11-21T20:31:07Z");
        }
        command.args(arguments).output().expect("git is installed")
    }

    /// Runs git, which must succeed.
    pub fn run(&self, arguments: &[&str]) {
        let output = self.git(arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
    }

    /// Runs git; whether it succeeded.
    pub fn succeeds(&self, arguments: &[&str]) -> bool {
        self.git(arguments).status.success()
    }

    /// Writes files and commits all.
    pub fn commit<'a>(&self, files: impl IntoIterator<Item = (&'a str, &'a [u8])>) {
        for (path, bytes) in files {
            fs::write(self.folder.path().join(path), bytes).expect("a file is written");
        }
        self.run(&["add", "--all"]);
        self.run(&["commit", "--quiet", "--allow-empty", "--message=work"]);
    }

    /// Merges a branch into the current one; whether that went without conflict. A conflict is taken back.
    pub fn merges(&self, branch: &str) -> bool {
        let clean = self.succeeds(&["merge", "--quiet", "--no-edit", branch]);
        if !clean {
            self.run(&["merge", "--abort"]);
        }
        clean
    }

    /// The bytes of a file of the work tree.
    pub fn read(&self, path: &str) -> Vec<u8> {
        fs::read(Path::new(self.folder.path()).join(path)).expect("a file is read")
    }
}
