//! A place of its own for a test: cleared environment, own home, fixed clock and seed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The clock of every test: a Saturday evening in the middle of nothing.
pub const NOW: &str = "2026-11-21T20:31:07Z";

/// A folder to work in, and the way to run `po` there.
pub struct Sandbox {
    folder: TempDir,
    now: String,
}

/// What a run gave back.
pub struct Run {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// The result.
    pub stdout: String,
    /// Everything else.
    pub stderr: String,
}

impl Sandbox {
    /// Returns an empty folder.
    pub fn empty() -> Self {
        let sandbox = Self {
            folder: TempDir::new().expect("a temporary folder"),
            now: NOW.to_owned(),
        };
        std::fs::create_dir(sandbox.folder.path().join("home")).expect("a home");
        std::fs::create_dir(sandbox.dir()).expect("a folder to work in");
        sandbox
    }

    /// Returns a folder with a backlog for "Web shop", prefix US, in UTC.
    pub fn new() -> Self {
        let sandbox = Self::empty();
        sandbox.ok(&[
            "init",
            "--yes",
            "--product",
            "Web shop",
            "--time-zone",
            "UTC",
        ]);
        sandbox
    }

    /// Moves the clock, for the next runs.
    pub fn at(&mut self, now: &str) {
        now.clone_into(&mut self.now);
    }

    /// The folder in which `po` runs.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("shop")
    }

    /// A command in this sandbox's environment.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.dir());
        for (name, value) in [
            (
                "HOME",
                self.folder.path().join("home").display().to_string(),
            ),
            ("PATH", std::env::var("PATH").unwrap_or_default()),
            ("TZ", "UTC".to_owned()),
            ("LC_ALL", "C".to_owned()),
            ("PO_NOW", self.now.clone()),
            ("PO_SEED", "42".to_owned()),
            ("GIT_CONFIG_GLOBAL", "/dev/null".to_owned()),
            ("GIT_CONFIG_NOSYSTEM", "1".to_owned()),
            ("GIT_AUTHOR_NAME", "Test".to_owned()),
            ("GIT_AUTHOR_EMAIL", "test@example.org".to_owned()),
            ("GIT_COMMITTER_NAME", "Test".to_owned()),
            ("GIT_COMMITTER_EMAIL", "test@example.org".to_owned()),
            ("GIT_AUTHOR_DATE", self.now.clone()),
            ("GIT_COMMITTER_DATE", self.now.clone()),
            ("GIT_TERMINAL_PROMPT", "0".to_owned()),
        ] {
            command.env(name, value);
        }
        // Windows programs do not start without it.
        if let Ok(root) = std::env::var("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command.stdin(Stdio::null());
        command
    }

    /// Runs `po`.
    pub fn run(&self, args: &[&str]) -> Run {
        self.run_command(self.command(env!("CARGO_BIN_EXE_po")).args(args))
    }

    /// Runs `po` with something on stdin.
    pub fn run_with_input(&self, args: &[&str], input: &str) -> Run {
        let file = self.folder.path().join("stdin");
        std::fs::write(&file, input).expect("input");
        let stdin = std::fs::File::open(&file).expect("input");
        self.run_command(
            self.command(env!("CARGO_BIN_EXE_po"))
                .args(args)
                .stdin(stdin),
        )
    }

    /// Runs a prepared command.
    pub fn run_command(&self, command: &mut Command) -> Run {
        let output = command.output().expect("it starts");
        Run {
            code: output.status.code().unwrap_or(-1),
            stdout: self.tidy(&output.stdout),
            stderr: self.tidy(&output.stderr),
        }
    }

    /// Output without this run's folder, so that it can be compared.
    fn tidy(&self, bytes: &[u8]) -> String {
        let folder = self.folder.path().display().to_string();
        String::from_utf8_lossy(bytes)
            .replace(&folder, "[folder]")
            .replace(if cfg!(windows) { '\\' } else { '/' }, "/")
    }

    /// Runs `po`, which must succeed, and returns stdout.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(
            run.code, 0,
            "po {args:?}\nstdout:\n{}\nstderr:\n{}",
            run.stdout, run.stderr
        );
        run.stdout
    }

    /// Runs `po`, which must fail with `code`, and returns stderr.
    #[track_caller]
    pub fn fails(&self, code: i32, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(
            run.code, code,
            "po {args:?}\nstdout:\n{}\nstderr:\n{}",
            run.stdout, run.stderr
        );
        run.stderr
    }

    /// Runs git, which must succeed, and returns stdout.
    #[track_caller]
    pub fn git(&self, args: &[&str]) -> String {
        let run = self.run_command(self.command("git").args(args));
        assert_eq!(
            run.code, 0,
            "git {args:?}\nstdout:\n{}\nstderr:\n{}",
            run.stdout, run.stderr
        );
        run.stdout
    }

    /// The path of a file of the backlog.
    pub fn path(&self, path: &str) -> PathBuf {
        self.dir().join("backlog").join(path)
    }

    /// A file of the backlog.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file of the backlog.
    #[track_caller]
    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }

    /// Writes a story file with these lines of front matter besides id and title, and a body.
    pub fn story(&self, number: u32, title: &str, fields: &str, body: &str) {
        let text = format!("---\ntitle: {title}\nid: US-{number}\n{fields}---\n\n{body}");
        self.write(
            &format!(
                "stories/US-{number}-{}.md",
                title.to_lowercase().replace(' ', "-")
            ),
            text,
        );
    }

    /// Every file of the backlog with its bytes, to see that nothing changed.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        collect(&self.dir().join("backlog"), &mut files);
        files.sort();
        files
    }
}

fn collect(folder: &Path, files: &mut Vec<(PathBuf, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            // Lock, journal and marks are nobody's content.
            if entry.file_name() != ".po" {
                collect(&path, files);
            }
        } else {
            files.push((path.clone(), std::fs::read(&path).unwrap_or_default()));
        }
    }
}
