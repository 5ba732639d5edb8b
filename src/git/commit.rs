//! A commit of a few files, whatever else is staged, by the user's own git.

use std::path::{Path, PathBuf};

use super::command::{Git, refused};
use super::commit_error::CommitError;
use super::passed_over::LOOK_AGAIN;
use crate::store::Held;

/// The hooks that git asks about a commit.
const COMMIT_HOOKS: [&str; 3] = ["pre-commit", "prepare-commit-msg", "commit-msg"];

/// So many paths go on one command line; Windows allows 32,000 characters.
const PATHS_A_CALL: usize = 100;

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
    commit_with(&Git::new(workdir, Some(held)), paths, message)
}

/// As [`commit_files`], with a git that tests can isolate.
fn commit_with(git: &Git<'_>, paths: &[PathBuf], message: &str) -> Result<String, CommitError> {
    if let Some(folder) = paths.iter().find_map(|path| nested(git.workdir, path)) {
        return Err(CommitError::Nested(folder));
    }
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
        let error = git.named(error);
        let back = ["update-index", "-z", "--force-remove", "--stdin"];
        let is_back = new.is_empty() || git.must(&back, &new).is_ok();
        return Err(match is_back {
            true => error,
            // A full disk takes no index either.
            false => CommitError::LeftInIndex {
                cause: Box::new(error),
                paths: new,
            },
        });
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
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::process::Command;

    use super::{CommitError, Git, commit_with};
    use crate::git::testing::{Sandbox, cleared};

    fn isolated<'a>(start: &'a dyn Fn() -> Command, sandbox: &'a Sandbox) -> Git<'a> {
        Git {
            start,
            ..Git::new(sandbox.path(), None)
        }
    }

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
        commit_with(&isolated(&git, sandbox), &paths, "US-1 changed\n\n# kept")
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

    /// Lets a hook do something, and refuse every commit.
    #[cfg(unix)]
    fn refusing(sandbox: &Sandbox, does: &str) {
        use std::os::unix::fs::PermissionsExt;

        let script = format!("#!/bin/sh\n{does}\nexit 1\n");
        let hook = sandbox.write(".git/hooks/pre-commit", &script);
        std::fs::set_permissions(&hook, std::fs::Permissions::from_mode(0o755)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_hook_that_refuses_is_heard_and_leaves_the_index_alone() {
        let sandbox = sandbox();
        refusing(&sandbox, "echo 'not today' >&2");
        sandbox.write("a", "2");
        sandbox.write("new", "");
        match commit(&sandbox, &["a", "new"]) {
            Err(CommitError::Refused(said)) => assert_eq!(said, "not today"),
            other => panic!("{other:?}"),
        }
        assert_eq!(sandbox.git(&["status", "--porcelain"]), " M a\n?? new\n");
    }

    #[cfg(unix)]
    #[test]
    fn what_stays_in_the_index_is_told() {
        let sandbox = sandbox();
        // Afterwards no git can write the index, as on a full disk.
        let away = "rm .git/index; mkdir .git/index";
        refusing(&sandbox, &format!("{away}; echo 'no room' >&2"));
        sandbox.write("new", "");
        match commit(&sandbox, &["new"]) {
            Err(CommitError::LeftInIndex { cause, paths }) => {
                assert!(matches!(*cause, CommitError::Refused(said) if said == "no room"));
                assert_eq!(paths, ["new"]);
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let sandbox = sandbox();
        sandbox.write("a", "2");
        let paths = [PathBuf::from("a")];
        let try_with =
            |git: &dyn Fn() -> Command| commit_with(&isolated(git, &sandbox), &paths, "m");
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
