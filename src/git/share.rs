//! Sharing commits through the user's own git: fetch, merge, push. Nothing is forced, no commit is written anew.

use std::path::Path;

use super::command::{Git, Said, readable, run_git};
use super::commit_error::CommitError;
use super::standing::Upstream;
use crate::store::Held;

/// So many objects go on one command line.
const OBJECTS_A_CALL: usize = 500;

/// Whether git, as it is set up, pushes a branch somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IsPushed {
    /// It does.
    Yes,
    /// It pushes others, or nothing.
    No,
    /// It pushes nothing at all, and says why.
    Refused(String),
}

/// The steps of sharing, in one working tree.
#[derive(Debug, Clone)]
pub struct Share<'s> {
    /// The top of the working tree.
    pub workdir: &'s Path,
    /// Whether somebody sits at a terminal who can type a password.
    pub may_ask: bool,
}

impl Share<'_> {
    /// Brings what the remote has.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn fetch(&self, remote: &str) -> Result<Said, CommitError> {
        let arguments = ["fetch", "--quiet", "--no-recurse-submodules", "--", remote];
        run_git(self.workdir, &arguments, self.may_ask, None)
    }

    /// Brings one branch, which the remote has, to where this clone keeps what it knows of it.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn fetch_branch(&self, upstream: &Upstream) -> Result<Said, CommitError> {
        let what = format!("+refs/heads/{}:{}", upstream.branch, upstream.tracking);
        let mut arguments = vec!["fetch", "--quiet", "--no-recurse-submodules"];
        arguments.extend(["--", &upstream.remote, &what]);
        run_git(self.workdir, &arguments, self.may_ask, None)
    }

    /// The files in conflict that rerere did not resolve, a line each, from the top.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn left_by_rerere(&self) -> Result<Said, CommitError> {
        run_git(self.workdir, &["rerere", "remaining"], self.may_ask, None)
    }

    /// Brings objects (their names in full) that a partial clone left out, as git does it when it needs some, but all at once.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn bring(&self, remote: &str, objects: &[String]) -> Result<(), CommitError> {
        for some in objects.chunks(OBJECTS_A_CALL) {
            let mut arguments = vec!["-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet"];
            arguments.extend([
                "--no-tags",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
            ]);
            arguments.extend(["--filter=blob:none", "--", remote]);
            arguments.extend(some.iter().map(String::as_str));
            // Where it cannot, what needs them says so.
            run_git(self.workdir, &arguments, self.may_ask, None)?;
        }
        Ok(())
    }

    /// Whether the remote says that it has no such branch (any more): a fetch leaves what it knew of one that is gone.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn is_gone(&self, remote: &str, branch: &str) -> Result<bool, CommitError> {
        let name = format!("refs/heads/{branch}");
        let arguments = ["ls-remote", "--quiet", "--", remote, &name];
        let said = run_git(self.workdir, &arguments, self.may_ask, None)?;
        Ok(said.done && said.out.is_empty())
    }

    /// The branch that the remote shows first; none where it does not say.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn first_branch(&self, remote: &str) -> Result<Option<String>, CommitError> {
        let arguments = ["ls-remote", "--quiet", "--symref", "--", remote, "HEAD"];
        let said = run_git(self.workdir, &arguments, self.may_ask, None)?;
        let mut lines = said.out.lines();
        let name = lines.find_map(|line| {
            let reference = line.strip_prefix("ref: refs/heads/")?;
            Some(reference.split_once('\t')?.0.to_owned())
        });
        Ok(name)
    }

    /// Merges a reference into the branch that is checked out, with more settings for git (`name=value`): how stories merge.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn merge(
        &self,
        reference: &str,
        message: &str,
        settings: &[String],
        held: &Held,
    ) -> Result<Said, CommitError> {
        let settings = settings.iter().flat_map(|setting| ["-c", setting.as_str()]);
        let mut arguments: Vec<&str> = settings.collect();
        // What the user's configuration says of signing and hooks holds; a merge that is only a step forward stays one.
        arguments.extend(["merge", "--ff", "--commit", "--no-squash", "--no-edit"]);
        arguments.extend(["-m", message, reference]);
        run_git(self.workdir, &arguments, self.may_ask, Some(held))
    }

    /// Goes back to where HEAD was before a merge that is just made. What was changed and not committed stays.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn back_to(&self, commit: &str, held: &Held) -> Result<Said, CommitError> {
        let arguments = ["reset", "--quiet", "--keep", commit];
        run_git(self.workdir, &arguments, self.may_ask, Some(held))
    }

    /// Goes back to where HEAD was before a merge that waits for somebody to resolve it.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn abort_merge(&self, held: &Held) -> Result<Said, CommitError> {
        run_git(
            self.workdir,
            &["merge", "--abort"],
            self.may_ask,
            Some(held),
        )
    }

    /// Concludes a merge whose conflicts are resolved, or which a hook refused.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn conclude(&self, held: &Held) -> Result<Said, CommitError> {
        let held = Some(held);
        let agreed = self.hook_of_merges(held)?;
        if !agreed.done {
            return Ok(agreed);
        }
        run_git(
            self.workdir,
            &["commit", "--quiet", "--no-edit"],
            self.may_ask,
            held,
        )
    }

    /// Makes git forget that it merges; files and index stay.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn quit_merge(&self, held: &Held) -> Result<Said, CommitError> {
        run_git(self.workdir, &["merge", "--quit"], self.may_ask, Some(held))
    }

    /// Asks the hook that `git merge` asks before it commits: `git commit` does not, and would conclude what that hook refused.
    fn hook_of_merges(&self, held: Option<&Held>) -> Result<Said, CommitError> {
        const NAME: &str = "pre-merge-commit";
        let arguments = ["hook", "run", "--ignore-missing", NAME];
        let mut said = run_git(self.workdir, &arguments, self.may_ask, held)?;
        if !said.done && said.err.contains("is not a git command") {
            // A git before 2.36 cannot run one by itself; where there is none, nobody says no.
            let path = format!("hooks/{NAME}");
            let found = run_git(
                self.workdir,
                &["rev-parse", "--git-path", &path],
                false,
                None,
            )?;
            said.done = found.done && !self.workdir.join(found.out).exists();
        }
        Ok(said)
    }

    /// Asks git whether a push to a remote without more words would send a branch there, as the settings say; sends nothing.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn is_pushed(&self, branch: &str, to: &Upstream) -> Result<IsPushed, CommitError> {
        let git = Git {
            may_ask: self.may_ask,
            sharing: true,
            ..Git::new(self.workdir, None)
        };
        // The hook is asked when something is pushed.
        let mut arguments = vec!["push", "--dry-run", "--porcelain", "--no-verify"];
        arguments.extend(["--", &to.remote]);
        let output = git.run(&arguments, None)?;
        // A line a reference: a flag, `from:to` and words, parted by tabs.
        let told = String::from_utf8_lossy(&output.stdout);
        let sent = [format!("refs/heads/{branch}"), "HEAD".to_owned()]
            .map(|from| format!("{from}:refs/heads/{}", to.branch));
        let is_sent = |line: &str| {
            let names = line.split('\t').nth(1);
            names.is_some_and(|names| sent.iter().any(|sent| sent == names))
        };
        Ok(match told.lines().any(is_sent) {
            true => IsPushed::Yes,
            // Such lines are there too where some of the references are refused.
            false if output.status.success() || told.contains('\t') => IsPushed::No,
            false => IsPushed::Refused(readable(&output.stderr)),
        })
    }

    /// Pushes HEAD to a branch of the upstream's remote, never with force.
    ///
    /// # Errors
    /// When git cannot be started.
    pub fn push(
        &self,
        to: &Upstream,
        branch: &str,
        sets_upstream: bool,
    ) -> Result<Said, CommitError> {
        let target = format!("HEAD:refs/heads/{branch}");
        let mut arguments = vec!["push", "--porcelain", "--no-force", "--no-follow-tags"];
        if sets_upstream {
            arguments.push("--set-upstream");
        }
        arguments.extend(["--", &to.remote, &target]);
        run_git(self.workdir, &arguments, self.may_ask, None)
    }
}
