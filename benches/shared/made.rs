//! A generated backlog in a temporary repository, committed, with many branches.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use backlog::demo::generate;
use backlog::git::{HistoryCommit, write_history};

/// The seed of all measured backlogs.
pub const SEED: u64 = 42;
/// So many branches stand beside `main`.
const BRANCHES: usize = 500;

/// A generated backlog on disk, gone when it is dropped.
pub struct Made {
    /// The folder that everything lies in; a home for the measured programs.
    pub dir: tempfile::TempDir,
}

impl Made {
    /// Writes and commits a backlog of `count` stories.
    pub fn new(count: u64) -> Self {
        let dir = tempfile::tempdir().expect("a folder");
        let files = generate(count, SEED)
            .map(|(path, text)| (format!("backlog/{path}"), Some(text.into_bytes())));
        let commit = HistoryCommit {
            files: files.collect(),
            author: "Ada Example".to_owned(),
            email: "ada@example.org".to_owned(),
            time: "2026-11-21T08:00:00Z".parse().expect("a time"),
            message: "Everything".to_owned(),
        };
        write_history(&dir.path().join("shop"), [commit]).expect("a repository");
        let made = Self { dir };
        made.add_branches();
        made
    }

    /// The top of the repository.
    pub fn top(&self) -> PathBuf {
        self.dir.path().join("shop")
    }

    /// The backlog's folder.
    pub fn backlog(&self) -> PathBuf {
        self.top().join("backlog")
    }

    fn add_branches(&self) {
        let mut git = Command::new("git")
            .args(["update-ref", "--stdin"])
            .current_dir(self.top())
            .stdin(Stdio::piped())
            .spawn()
            .expect("git is there");
        let mut lines = git.stdin.take().expect("a pipe");
        for n in 0..BRANCHES {
            writeln!(
                lines,
                "create refs/remotes/origin/branch-{n} refs/heads/main"
            )
            .expect("a line");
        }
        drop(lines);
        assert!(git.wait().expect("an end").success());
    }
}
