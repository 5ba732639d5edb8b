//! Histories written by `git fast-import`: thousands of commits in a blink, with any dates and parents.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::Stdio;

use crate::git::testing::{Sandbox, cleared};

/// A stream of commits; each is known by its mark, counted from 1.
#[derive(Debug, Default)]
pub(in crate::git) struct Stream {
    text: String,
    marks: usize,
}

/// A commit to write.
#[derive(Debug, Clone, Default)]
pub(in crate::git) struct Commit<'a> {
    /// The branch that it is put on, without `refs/heads/`.
    pub branch: &'a str,
    /// The marks of its parents, the first one first.
    pub parents: &'a [usize],
    /// When it was committed, in seconds.
    pub date: i64,
    /// Its author.
    pub author: &'a str,
    /// Its message.
    pub message: &'a str,
}

impl Stream {
    /// Adds a commit that writes and (without a text) removes files of its first parent, and returns its mark.
    pub fn commit<P: AsRef<str>>(
        &mut self,
        commit: &Commit<'_>,
        files: &[(P, Option<String>)],
    ) -> usize {
        self.marks += 1;
        let (mark, date) = (self.marks, commit.date);
        let to = &mut self.text;
        let _ = writeln!(to, "commit refs/heads/{}\nmark :{mark}", commit.branch);
        let _ = writeln!(to, "author {} <a@example.org> {date} +0000", commit.author);
        let _ = writeln!(to, "committer Test <t@example.org> {date} +0000");
        let _ = writeln!(to, "data {}\n{}", commit.message.len(), commit.message);
        for (index, parent) in commit.parents.iter().enumerate() {
            let word = if index == 0 { "from" } else { "merge" };
            let _ = writeln!(to, "{word} :{parent}");
        }
        if commit.parents.is_empty() {
            to.push_str("deleteall\n");
        }
        for (path, text) in files {
            let path = path.as_ref();
            let _ = match text {
                Some(text) => writeln!(to, "M 100644 inline {path}\ndata {}\n{text}", text.len()),
                None => writeln!(to, "D {path}"),
            };
        }
        self.text.push('\n');
        mark
    }

    /// Writes everything into the repository, and returns the name of each commit by its mark (0 is none).
    pub fn import(self, sandbox: &Sandbox) -> Vec<String> {
        let marks = sandbox.path().join(".git/marks");
        let mut git = cleared(sandbox.path())
            .args(["fast-import", "--quiet", "--force"])
            .arg(format!("--export-marks={}", marks.display()))
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        git.stdin
            .take()
            .unwrap()
            .write_all(self.text.as_bytes())
            .unwrap();
        assert!(git.wait().unwrap().success());
        let mut names = vec![String::new(); self.marks + 1];
        for line in std::fs::read_to_string(marks).unwrap().lines() {
            let (mark, name) = line.split_once(' ').unwrap();
            names[mark[1..].parse::<usize>().unwrap()] = name.to_owned();
        }
        names
    }
}
