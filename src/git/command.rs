//! The user's own `git`, started only to commit: with their identity, hooks and signing.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use super::passed_over::LOOK_AGAIN;
use crate::store::{HELD, Held};

/// Variables that would turn git to another repository or index than the one of the folder it is started in, or to other files than
/// those that are named.
const ELSEWHERE: [&str; 12] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
];

/// The hooks that git asks about a commit.
const COMMIT_HOOKS: [&str; 3] = ["pre-commit", "prepare-commit-msg", "commit-msg"];

/// So many paths go on one command line; Windows allows 32,000 characters.
const PATHS_A_CALL: usize = 100;

/// Why nothing was committed.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// No `git` on the search path.
    #[error("`git` was not found: install it, or commit with another tool")]
    Missing,
    /// git knows neither name nor address.
    #[error(
        "git does not know who you are: set `git config user.name` and `git config user.email`"
    )]
    NoIdentity,
    /// The files are as the last commit has them.
    #[error("nothing to commit: the files are as the last commit has them")]
    Nothing,
    /// A file that git was told to ignore.
    #[error("`{0}` is ignored by git: take it out of `.gitignore`")]
    Ignored(String),
    /// A file in another repository below this one.
    #[error("`{0}` is a git repository of its own: commit there, or take its `.git` away")]
    Nested(String),
    /// A file at which git was told not to look, and the word of `git update-index` that ends this.
    #[error("`{path}` is not committed: git was told to pass over it")]
    PassedOver {
        /// The file, from the top of the working tree.
        path: String,
        /// `--no-skip-worktree` or `--no-assume-unchanged`.
        option: &'static str,
    },
    /// A hook, the signing program or git itself said no.
    #[error("git did not commit: {0}")]
    Refused(String),
    /// The same, without a word.
    #[error("git did not commit: {0}")]
    Silent(ExitStatus),
    /// git could not be started or talked to.
    #[error("`git` could not be run: {0}")]
    Io(#[from] io::Error),
}

/// Commits exactly these files, new, changed or removed, and returns the short hash of the commit.
///
/// `workdir` is the top of the working tree; `paths` are absolute, or relative to it. Whatever else is staged stays
/// staged and is not in the commit. No other `po` commits or changes files meanwhile, and one that a hook runs does not wait.
///
/// # Errors
/// [`CommitError`]; files and index are then as before.
pub fn commit_files(
    workdir: &Path,
    paths: &[PathBuf],
    message: &str,
    held: &Held,
) -> Result<String, CommitError> {
    let git = || {
        let mut command = Command::new("git");
        command.env(HELD, held.mark());
        command
    };
    commit_with(&git, workdir, paths, message)
}

/// As [`commit_files`], with a git that tests can isolate.
fn commit_with(
    git: &dyn Fn() -> Command,
    workdir: &Path,
    paths: &[PathBuf],
    message: &str,
) -> Result<String, CommitError> {
    if let Some(folder) = paths.iter().find_map(|path| nested(workdir, path)) {
        return Err(CommitError::Nested(folder));
    }
    let git = Git { git, workdir };
    if let Some((path, option)) = git.passed_over(paths)? {
        return Err(CommitError::PassedOver { path, option });
    }
    let Changed { all, new } = git.changed(paths)?;
    if all.is_empty() {
        return Err(CommitError::Nothing);
    }
    for who in ["GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"] {
        if !git.run(&["var", who], None)?.status.success() {
            return Err(CommitError::NoIdentity);
        }
    }
    // `commit --only` knows no file that the index does not know.
    if !new.is_empty() {
        git.must(&[&["add", "--intent-to-add"], FROM_STDIN].concat(), &new)?;
    }
    let arguments = ["commit", "--quiet", "--only", "-m", message];
    if let Err(error) = git.must(&[&arguments, FROM_STDIN].concat(), &all) {
        let _ = git.run(
            &["update-index", "-z", "--force-remove", "--stdin"],
            Some(&new),
        );
        return Err(git.named(error));
    }
    // A hook that changed these files and added them anew did so in an index of the commit's own; without this the user's
    // own index would hold what was there before, staged against the commit. Nobody loses anything where it fails.
    let _ = git.must(&[&["reset", "--quiet"], FROM_STDIN].concat(), &all);
    let hash = git.run(&["rev-parse", "--short", "HEAD"], None)?;
    Ok(String::from_utf8_lossy(&hash.stdout).trim().to_owned())
}

/// The folder of a repository below `workdir` in which a file lies (absolute, or relative to `workdir`), from there and parted by
/// `/`: git takes nothing of it into a commit. None where the file is the outer repository's own.
fn nested(workdir: &Path, path: &Path) -> Option<String> {
    let relative = match path.is_absolute() {
        false => path.to_path_buf(),
        true => {
            // The folder of what was removed may be gone, too.
            let holder = path
                .ancestors()
                .skip(1)
                .find_map(|it| it.canonicalize().ok())?;
            let top = workdir.canonicalize().ok()?;
            holder.strip_prefix(top).ok()?.join("file")
        }
    };
    let mut folders: Vec<&Path> = relative.ancestors().skip(1).collect();
    folders.retain(|folder| !folder.as_os_str().is_empty());
    let own = |folder: &&Path| workdir.join(folder).join(".git").symlink_metadata().is_ok();
    let found = folders.into_iter().rev().find(own)?;
    Some(found.to_string_lossy().replace('\\', "/"))
}

/// Paths come on stdin: there may be more of them than a command line holds.
const FROM_STDIN: &[&str] = &["--pathspec-from-file=-", "--pathspec-file-nul"];

/// What differs from the last commit, from the top of the working tree.
struct Changed {
    /// Every path.
    all: Vec<String>,
    /// Those that git does not know yet.
    new: Vec<String>,
}

/// What git said when it had ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// Whether it did what was asked.
    pub done: bool,
    /// What it printed, and what it or a hook or a server said besides: each of a readable length.
    pub out: String,
    /// The same of stderr.
    pub err: String,
}

/// Runs the user's own git in a working tree, with the backlog's lock where it is `held`. Where nobody can answer (`may_ask` is
/// false), it asks for no password.
///
/// # Errors
/// [`CommitError::Missing`] and [`CommitError::Io`]; a git that says no is no error here.
pub(super) fn run_git(
    workdir: &Path,
    arguments: &[&str],
    may_ask: bool,
    held: Option<&Held>,
) -> Result<Said, CommitError> {
    let git = || {
        let mut command = Command::new("git");
        if let Some(held) = held {
            command.env(HELD, held.mark());
        }
        if !may_ask {
            command.env("GIT_TERMINAL_PROMPT", "0");
        }
        command
    };
    let git = Git { git: &git, workdir };
    let output = git.run(arguments, None)?;
    Ok(Said {
        done: output.status.success(),
        out: readable(&output.stdout),
        err: readable(&output.stderr),
    })
}

/// Text of a readable length.
fn readable(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.trim().chars().take(8_000).collect()
}

/// A git to start, in a folder.
struct Git<'a> {
    git: &'a dyn Fn() -> Command,
    workdir: &'a Path,
}

impl Git<'_> {
    fn changed(&self, paths: &[PathBuf]) -> Result<Changed, CommitError> {
        let mut changed = Changed {
            all: Vec::new(),
            new: Vec::new(),
        };
        for some in paths.chunks(PATHS_A_CALL) {
            let mut arguments = vec![
                "status",
                "--porcelain=v1",
                "-z",
                "--no-renames",
                "--untracked-files=all",
                "--ignored=matching",
                "--",
            ];
            let some: Vec<String> = some.iter().map(|p| p.to_string_lossy().into()).collect();
            arguments.extend(some.iter().map(String::as_str));
            let output = self.run(&arguments, None)?;
            if !output.status.success() {
                return Err(refused(&output));
            }
            for entry in String::from_utf8_lossy(&output.stdout).split_terminator('\0') {
                let (Some(state), Some(path)) = (entry.get(..2), entry.get(3..)) else {
                    continue;
                };
                match state {
                    "!!" => return Err(CommitError::Ignored(path.to_owned())),
                    "??" => changed.new.push(path.to_owned()),
                    _ => {}
                }
                changed.all.push(path.to_owned());
            }
        }
        Ok(changed)
    }

    /// The first file at which git was told not to look though it is there, and what ends this.
    fn passed_over(
        &self,
        paths: &[PathBuf],
    ) -> Result<Option<(String, &'static str)>, CommitError> {
        for some in paths.chunks(PATHS_A_CALL) {
            let some: Vec<String> = some.iter().map(|p| p.to_string_lossy().into()).collect();
            let mut arguments = vec!["ls-files", "-v", "-z", "--"];
            arguments.extend(some.iter().map(String::as_str));
            let output = self.run(&arguments, None)?;
            for entry in String::from_utf8_lossy(&output.stdout).split_terminator('\0') {
                let option = match entry.as_bytes() {
                    [b'S' | b's', b' ', ..] => LOOK_AGAIN[0],
                    [tag, b' ', ..] if tag.is_ascii_lowercase() => LOOK_AGAIN[1],
                    _ => continue,
                };
                if self.workdir.join(&entry[2..]).is_file() {
                    return Ok(Some((entry[2..].to_owned(), option)));
                }
            }
        }
        Ok(None)
    }

    /// A refusal without a word, with the hooks that may have meant it.
    fn named(&self, error: CommitError) -> CommitError {
        let CommitError::Silent(status) = &error else {
            return error;
        };
        let there = |name: &&str| {
            let path = format!("hooks/{name}");
            let found = self.run(&["rev-parse", "--git-path", &path], None).ok()?;
            let path = String::from_utf8_lossy(&found.stdout).trim().to_owned();
            self.workdir.join(&path).exists().then_some(path)
        };
        let hooks: Vec<String> = COMMIT_HOOKS.iter().filter_map(there).collect();
        match hooks.is_empty() {
            true => error,
            false => CommitError::Refused(format!(
                "{status}, without a word; what may have said so: {}",
                hooks.join(", ")
            )),
        }
    }

    /// Runs git on these paths and takes any failure for a refusal.
    fn must(&self, arguments: &[&str], paths: &[String]) -> Result<(), CommitError> {
        let output = self.run(arguments, Some(paths))?;
        if output.status.success() {
            Ok(())
        } else {
            Err(refused(&output))
        }
    }

    /// Runs git at the top of the working tree, where the paths of `status` count from, feeding it `paths`.
    fn run(&self, arguments: &[&str], paths: Option<&[String]>) -> Result<Output, CommitError> {
        let mut command = (self.git)();
        for variable in ELSEWHERE {
            command.env_remove(variable);
        }
        // Into files: a pipe would break with this process, and a git that it kills leaves half of its work behind.
        let (mut out, mut err) = (tempfile::tempfile()?, tempfile::tempfile()?);
        command
            .arg("--literal-pathspecs")
            .args(arguments)
            .current_dir(self.workdir)
            .stdin(paths.map_or_else(Stdio::null, |_| Stdio::piped()))
            .stdout(out.try_clone()?)
            .stderr(err.try_clone()?);
        let mut child = command.spawn().map_err(|error| match error.kind() {
            io::ErrorKind::NotFound if self.workdir.is_dir() => CommitError::Missing,
            _ => CommitError::Io(error),
        })?;
        if let (Some(mut stdin), Some(paths)) = (child.stdin.take(), paths) {
            let mut text = paths.join("\0");
            text.push('\0');
            // A git that has stopped reading says why on its stderr.
            let _ = stdin.write_all(text.as_bytes());
        }
        let status = child.wait()?;
        Ok(Output {
            status,
            stdout: whole(&mut out)?,
            stderr: whole(&mut err)?,
        })
    }
}

/// A file from its beginning.
fn whole(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Passes on what git or a hook said, as long as it is of a readable length.
fn refused(output: &Output) -> CommitError {
    let text = [&output.stderr[..], &output.stdout[..]]
        .map(readable)
        .join("\n");
    let text = text.trim().to_owned();
    match text.is_empty() {
        true => CommitError::Silent(output.status),
        false => CommitError::Refused(text),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::{CommitError, commit_with};
    use crate::git::testing::{Sandbox, cleared};

    fn commit(sandbox: &Sandbox, paths: &[&str]) -> Result<String, CommitError> {
        let git = || {
            let mut command = cleared(sandbox.path());
            for who in ["AUTHOR", "COMMITTER"] {
                command.env(format!("GIT_{who}_NAME"), "Test");
                command.env(format!("GIT_{who}_EMAIL"), "test@example.org");
            }
            // What a hook would leave in the environment must not turn the commit elsewhere.
            command.env("GIT_DIR", "/nonexistent");
            command.env("GIT_INDEX_FILE", "/nonexistent/index");
            command
        };
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        commit_with(&git, sandbox.path(), &paths, "US-1 changed\n\n# kept")
    }

    /// A repository with two files, `a` and `b`, committed and checked out.
    fn sandbox() -> Sandbox {
        let sandbox = Sandbox::new();
        sandbox.commit("main", &[("a", "1"), ("b", "1")], &[]);
        sandbox.git(&["reset", "--hard", "--quiet"]);
        sandbox
    }

    #[test]
    fn exactly_these_files_go_along() {
        let sandbox = sandbox();
        sandbox.write("b", "staged");
        sandbox.write("staged", "");
        sandbox.git(&["add", "b", "staged"]);
        sandbox.write("a", "2");
        sandbox.write("new/US-1 é [x].md", "");
        sandbox.write("new/other.md", "");
        let hash = commit(&sandbox, &["a", "new/US-1 é [x].md"]).unwrap();
        assert_eq!(sandbox.git(&["rev-parse", "--short", "HEAD"]).trim(), hash);
        assert_eq!(
            sandbox.git(&["show", "--format=", "--name-status", "-z", "HEAD"]),
            "M\0a\0A\0new/US-1 é [x].md\0"
        );
        let message = sandbox.git(&["show", "--format=%B", "--no-patch", "HEAD"]);
        assert_eq!(message.trim_end(), "US-1 changed\n\n# kept");
        assert_eq!(
            sandbox.git(&["status", "--porcelain"]),
            "M  b\nA  staged\n?? new/other.md\n"
        );
    }

    #[test]
    fn removed_files_go_along_too() {
        let sandbox = sandbox();
        std::fs::remove_file(sandbox.path().join("a")).unwrap();
        let absolute = sandbox.path().join("a");
        commit(&sandbox, &[absolute.to_str().unwrap(), "never-there"]).unwrap();
        assert_eq!(sandbox.git(&["ls-files"]), "b\n");
        assert!(matches!(
            commit(&sandbox, &["a", "b"]),
            Err(CommitError::Nothing)
        ));
    }

    #[test]
    fn the_first_commit_of_all() {
        let sandbox = Sandbox::new();
        let paths: Vec<String> = (0..250).map(|n| format!("stories/US-{n}.md")).collect();
        for path in &paths {
            sandbox.write(path, "");
        }
        commit(
            &sandbox,
            &paths.iter().map(String::as_str).collect::<Vec<_>>(),
        )
        .unwrap();
        assert_eq!(sandbox.git(&["ls-files"]).lines().count(), 250);
        assert_eq!(sandbox.git(&["status", "--porcelain"]), "");
    }

    #[cfg(unix)]
    #[test]
    fn a_hook_that_refuses_is_heard_and_leaves_the_index_alone() {
        use std::os::unix::fs::PermissionsExt;

        let sandbox = sandbox();
        let hook = sandbox.write(
            ".git/hooks/pre-commit",
            "#!/bin/sh\necho 'not today' >&2\nexit 1\n",
        );
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
        sandbox.write("a", "2");
        sandbox.write("new", "");
        match commit(&sandbox, &["a", "new"]) {
            Err(CommitError::Refused(said)) => assert_eq!(said, "not today"),
            other => panic!("{other:?}"),
        }
        assert_eq!(sandbox.git(&["status", "--porcelain"]), " M a\n?? new\n");
    }

    #[test]
    fn what_is_missing_is_named() {
        let sandbox = sandbox();
        sandbox.write("a", "2");
        let paths = [PathBuf::from("a")];
        let try_with = |git: &dyn Fn() -> Command| commit_with(git, sandbox.path(), &paths, "m");
        assert!(matches!(
            try_with(&|| Command::new("no-such-git")),
            Err(CommitError::Missing)
        ));
        let nobody = || {
            let mut command = cleared(sandbox.path());
            command
                .env("GIT_CONFIG_COUNT", "1")
                .env("GIT_CONFIG_KEY_0", "user.useConfigOnly")
                .env("GIT_CONFIG_VALUE_0", "true");
            command
        };
        assert!(matches!(try_with(&nobody), Err(CommitError::NoIdentity)));
        sandbox.write(".gitignore", "hidden\n");
        sandbox.write("hidden/x", "");
        match commit(&sandbox, &["a", "hidden/x"]) {
            Err(CommitError::Ignored(path)) => assert_eq!(path, "hidden/"),
            other => panic!("{other:?}"),
        }
        assert_eq!(sandbox.git(&["log", "--format=%s"]), "a commit\n");
    }
}
