//! A repository with a backlog of one committed story, and a git that finds `po`.

use std::ffi::{OsStr, OsString};
use std::ops::Deref;
use std::path::{Path, PathBuf};

use crate::sandbox::{Run, Sandbox};

/// The file of its story.
pub const STORY: &str = "stories/US-1-pay-with-a-saved-card.md";

/// A search path on which `po` comes first.
pub fn path_with_po() -> OsString {
    let po = Path::new(env!("CARGO_BIN_EXE_po"));
    path_with(po.parent().expect("a folder"))
}

/// The search path with a folder before all others.
pub fn path_with(folder: &Path) -> OsString {
    let mut parts: Vec<PathBuf> = vec![folder.to_path_buf()];
    let path = std::env::var_os("PATH").unwrap_or_default();
    parts.extend(std::env::split_paths(&path));
    std::env::join_paths(parts).expect("a search path")
}

/// Writes a program of somebody's own.
pub fn program(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    std::fs::write(path, text).expect("a program");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("a mode");
    }
}

/// The repository.
pub struct Shop {
    sandbox: Sandbox,
}

impl Deref for Shop {
    type Target = Sandbox;

    fn deref(&self) -> &Sandbox {
        &self.sandbox
    }
}

impl Shop {
    /// One story with two criteria, committed on `main`.
    pub fn new() -> Self {
        let shop = Self::empty();
        let criteria = ["--ac", "It works", "--ac", "It is quick"];
        shop.ok(&[&["add", "Pay with a saved card"], &criteria[..]].concat());
        shop.commit();
        shop
    }

    /// A backlog without a story, and what `po init` said.
    pub fn empty() -> Self {
        let sandbox = Sandbox::empty();
        sandbox.git(&["init", "-q", "-b", "main"]);
        Self { sandbox }.with_backlog()
    }

    fn with_backlog(self) -> Self {
        let init = ["init", "--yes", "--product", "Web shop", "--time-zone"];
        self.ok(&[&init[..], &["UTC"]].concat());
        self
    }

    /// Runs git where it finds `po`.
    pub fn try_git(&self, args: &[&str]) -> Run {
        self.try_git_on(&path_with_po(), args)
    }

    /// Runs git with another search path.
    pub fn try_git_on(&self, path: &OsStr, args: &[&str]) -> Run {
        let mut command = self.command("git");
        self.run_command(command.args(args).env("PATH", path))
    }

    /// Runs git where it finds `po`; it must succeed, and returns stdout.
    #[track_caller]
    pub fn git(&self, args: &[&str]) -> String {
        let run = self.try_git(args);
        assert_eq!(run.code, 0, "git {args:?}\n{}\n{}", run.stdout, run.stderr);
        run.stdout
    }

    /// Runs git, which must stop with a conflict, and returns all that it said.
    #[track_caller]
    pub fn stops(&self, args: &[&str]) -> String {
        let run = self.try_git(args);
        let said = run.stdout + &run.stderr;
        assert_eq!(run.code, 1, "git {args:?}\n{said}");
        said
    }

    /// Commits everything.
    #[track_caller]
    pub fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "-m", "work"]);
    }

    /// Runs `po` and commits what it changed.
    #[track_caller]
    pub fn did(&self, args: &[&str]) {
        self.ok(args);
        self.commit();
    }

    /// Makes a branch `side` with one change, and `main` with another; `main` is checked out.
    #[track_caller]
    pub fn branches(&self, theirs: &[&str], ours: &[&str]) {
        self.git(&["checkout", "-q", "-b", "side"]);
        self.did(theirs);
        self.git(&["checkout", "-q", "main"]);
        self.did(ours);
    }

    /// Its story.
    #[track_caller]
    pub fn story_says(&self, words: &[&str]) -> String {
        let story = self.read(STORY);
        for word in words {
            assert!(story.contains(word), "{word}\n{story}");
        }
        story
    }
}
