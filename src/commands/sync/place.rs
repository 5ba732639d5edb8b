//! Where a sync happens: the repository, the branch, and what must be settled before.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::{CommandResult, Context, Desk, Env, ErrorKind, Failure, Prompt};
use crate::git::{OwnMerge, Repository, Said, Share, Unfinished, Upstream};
use crate::store::Held;
use crate::text::{escape_terminal, typed};

/// How a merge is taken back.
pub(super) const BACK: &str =
    "git merge --abort: back to before the merge; what you committed stays";

/// What is said wherever nothing was pushed or fetched.
pub(super) const KEPT: &str = "your commits are here, nothing is lost";

/// A repository on a branch, with nothing unfinished.
pub(super) struct Place {
    pub(super) repository: Repository,
    /// The branch that is checked out.
    pub(super) branch: String,
    /// The backlog's folder, from the top of the repository.
    pub(super) folder: String,
}

impl Place {
    /// Looks where one stands, and concludes a merge whose conflicts are resolved since. None where a hook of another `po sync` of
    /// the same working tree asks.
    ///
    /// # Errors
    /// No repository, a detached HEAD, conflicts, something unfinished that `po` did not begin.
    pub(super) fn find(context: &Context) -> CommandResult<Option<Self>> {
        let root = context.root_or_fail()?;
        let Some(repository) = context.repository(&root) else {
            return Err(context.no_repository("there is no git repository around the backlog"));
        };
        if Env::is_shared_already(repository.workdir()) {
            return Ok(None);
        }
        let Some(folder) = repository.path_from_top(&root) else {
            return Err(Failure::new(
                ErrorKind::Git,
                "the backlog lies outside the working tree of its repository",
            )
            .hint("git rev-parse --show-toplevel: where that is; core.worktree says so in git's configuration"));
        };
        let Some(branch) = repository.branch_name()? else {
            // In the middle of a rebase HEAD is detached too, and to switch would be the wrong way out.
            if let Unfinished::Other(what, command) = repository.unfinished() {
                let failure = under_way(what, command);
                return Err(match repository.unmerged()?.is_empty() {
                    true => failure,
                    false => failure.hint("po resolve: decide field by field before it goes on"),
                });
            }
            return Err(Failure::new(
                ErrorKind::Git,
                "HEAD is detached: a commit would belong to no branch",
            )
            .hint("git switch main: back to a branch; changed files come along")
            .hint("git switch -c NAME: a new branch from here"));
        };
        let place = Self {
            repository,
            branch,
            folder,
        };
        place.refuse_moved(&root)?;
        // What another po merges just now is over when it gives the lock back. A `po.yaml` in conflict cannot be read.
        let held = Desk::open_unread(context, &root)?.store.hold()?;
        place.settle(context, &held)?;
        Ok(Some(place))
    }

    /// Refuses to commit the files of a backlog that was moved, and a link put in its place, beside those where it was: nobody
    /// else's would be moved.
    fn refuse_moved(&self, root: &Path) -> CommandResult<()> {
        let Some(name) = self.repository.named_by_link(root) else {
            return Ok(());
        };
        let is_begun = self.head()?.is_some();
        // What is merged just now brought the move.
        if self.repository.own_merge()?.is_some() {
            return Ok(());
        }
        if !is_begun || !self.repository.has_folder("HEAD", &name)? {
            return Ok(());
        }
        let here = match self.folder.as_str() {
            "" => ".",
            folder => folder,
        };
        let (shown, typed) = (
            escape_terminal(&name).into_owned(),
            [typed(&name), typed(here)],
        );
        Err(Failure::new(
            ErrorKind::Git,
            format!(
                "`{shown}` is a link to `{}`, and the last commit has its files in `{shown}`",
                escape_terminal(here)
            ),
        )
        .hint(format!(
            "git add --all {}, git commit: commits the move; then po sync",
            typed.join(" ")
        )))
    }

    fn settle(&self, context: &Context, held: &Held) -> CommandResult<()> {
        let unmerged = self.repository.unmerged()?;
        match self.repository.unfinished() {
            _ if !unmerged.is_empty() => Err(self.conflicts(&unmerged)?),
            Unfinished::Nothing => self.refuse_half_merged(),
            Unfinished::Merge => self.settle_merge(context, held),
            Unfinished::Other(what, command) => Err(under_way(what, command)),
        }
    }

    /// Ends a merge that is under way, where `po` began it.
    fn settle_merge(&self, context: &Context, held: &Held) -> CommandResult<()> {
        let said = match self.repository.own_merge()? {
            Some(OwnMerge::Made) => {
                let said = self.share().quit_merge(held)?;
                if !said.done {
                    return Err(refused(
                        "git does not end the merge that is made",
                        &said.err,
                    ));
                }
                "the merge was made already\n"
            }
            Some(OwnMerge::UnderWay) => {
                let said = self.share().conclude(held)?;
                if !said.done {
                    let failure = refused("the merge was not committed", &said.err);
                    return Err(failure
                        .hint("po sync: concludes the merge, once what said no is mended")
                        .hint(BACK));
                }
                "the merge is concluded\n"
            }
            None => {
                return Err(Failure::new(
                    ErrorKind::Git,
                    "a merge is under way that po sync did not begin",
                )
                .hint("git commit: conclude it")
                .hint("git merge --abort: take it back"));
            }
        };
        self.repository.forget_merge();
        context.out.result(said)?;
        Ok(())
    }

    /// Refuses to take for somebody's change what a merge wrote that was killed before git knew of it.
    fn refuse_half_merged(&self) -> CommandResult<()> {
        let half = self.repository.half_merged()?;
        if half.is_empty() {
            return Ok(());
        }
        let typed: Vec<String> = half.iter().map(|path| typed(path)).collect();
        Err(Failure::new(
            ErrorKind::Conflict,
            format!(
                "git was stopped while it merged, and half of that stands in {}",
                named(&half)
            ),
        )
        .hint(format!(
            "git stash push --include-untracked -- {}: puts it aside, then po sync merges anew",
            typed.join(" ")
        ))
        .hint("git commit: where these files hold what you want; then po sync"))
    }

    /// The backlog's folder, from the top of the repository, after a merge that may have brought a move of it and a link to where it
    /// is now.
    pub(super) fn folder_now(&self) -> String {
        let here = self.repository.workdir().join(&self.folder);
        let now = self.repository.path_from_top(&here);
        now.unwrap_or_else(|| self.folder.clone())
    }

    /// What a person has to decide first.
    ///
    /// # Errors
    /// When git cannot be started.
    pub(super) fn conflicts(&self, unmerged: &BTreeSet<String>) -> CommandResult<Failure> {
        let now = self.folder_now();
        let is_ours = |path: &&String| {
            [&self.folder, &now].into_iter().any(|folder| {
                let rest = path.strip_prefix(folder.as_str());
                folder.is_empty() || rest.is_some_and(|rest| rest.starts_with('/'))
            })
        };
        let inside = unmerged.iter().filter(is_ours).count();
        let failure = Failure::new(
            ErrorKind::Conflict,
            format!("both sides changed the same in {}", named(unmerged)),
        );
        let failure = match inside {
            0 => failure,
            _ => failure.hint(match self.repository.unfinished() {
                Unfinished::Other(..) => "po resolve: decide field by field",
                Unfinished::Merge | Unfinished::Nothing => {
                    "po resolve: decide field by field, then po sync again"
                }
            }),
        };
        let failure = match unmerged.len() - inside {
            0 => failure,
            _ => failure.hint("git mergetool, git add: for files outside the backlog"),
        };
        let again = self.resolved_again(unmerged)?;
        let failure = match again.is_empty() {
            true => failure,
            false => failure.hint(format!(
                "git add {}: rerere resolved it as you did before, where that is right",
                again.join(" ")
            )),
        };
        Ok(failure.hint(match self.repository.unfinished() {
            Unfinished::Other(_, command) => way_out(command),
            Unfinished::Merge => BACK.to_owned(),
            Unfinished::Nothing => {
                "git stash drop: a stash that brought this is kept until then".to_owned()
            }
        }))
    }

    /// The files in conflict, as a shell takes them, that git wrote as somebody resolved the same before, without staging them.
    fn resolved_again(&self, unmerged: &BTreeSet<String>) -> CommandResult<Vec<String>> {
        if !self.repository.remembers_resolutions() {
            return Ok(Vec::new());
        }
        let said = self.share().left_by_rerere()?;
        let left: BTreeSet<&str> = said.out.lines().collect();
        let resolved = unmerged.iter().filter(|path| !left.contains(path.as_str()));
        match said.done {
            true => Ok(resolved.map(|path| typed(path)).collect()),
            false => Ok(Vec::new()),
        }
    }

    /// Fetches what the remote has, and the upstream also where the remote's settings leave its branch out.
    ///
    /// # Errors
    /// When git cannot be started.
    pub(super) fn fetch(&self, upstream: &Upstream) -> CommandResult<Said> {
        let before = self.repository.tip(&upstream.tracking)?;
        let mut said = self.share().fetch(&upstream.remote)?;
        // Another fetch of this clone was writing just there, and is done with it.
        if !said.done && self.repository.tip(&upstream.tracking)? != before {
            said = self.share().fetch(&upstream.remote)?;
        }
        let is_left_out = || -> CommandResult<bool> {
            let is_fetched = self.repository.fetches(upstream)?;
            Ok(!is_fetched && !self.share().is_gone(&upstream.remote, &upstream.branch)?)
        };
        match said.done && is_left_out()? {
            true => Ok(self.share().fetch_branch(upstream)?),
            false => Ok(said),
        }
    }

    /// The user's own git, in this place.
    pub(super) fn share(&self) -> Share<'_> {
        Share {
            workdir: self.repository.workdir(),
            may_ask: Prompt::available().is_some(),
        }
    }

    /// Why nothing was fetched: nobody answers, or what the remote's settings name is not there.
    ///
    /// # Errors
    /// When git cannot be started.
    pub(super) fn not_fetched(&self, upstream: &Upstream, said: &Said) -> CommandResult<Failure> {
        let remote = &upstream.remote;
        if self.share().first_branch(remote)?.is_none() {
            let failure = refused(&format!("`{remote}` cannot be reached"), &said.err);
            return Ok(failure.hint("your commits are here; po sync again goes on from there"));
        }
        let failure = refused(&format!("nothing was fetched from `{remote}`"), &said.err);
        let setting = typed(&format!("remote.{remote}.fetch"));
        Ok(failure
            .hint(KEPT)
            .hint(format!(
                "git config --get-all {setting}: what is fetched; git remote set-branches {} '*': all branches",
                typed(remote)
            )))
    }

    /// The commit that is checked out, in full.
    ///
    /// # Errors
    /// What libgit2 says of a damaged repository.
    pub(super) fn head(&self) -> CommandResult<Option<String>> {
        Ok(self.repository.tip("HEAD")?)
    }
}

/// The first of some files, and how many more there are.
fn named(paths: &BTreeSet<String>) -> String {
    let first = paths.iter().take(5);
    let first: Vec<String> = first
        .map(|path| format!("`{}`", escape_terminal(path)))
        .collect();
    match paths.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}

/// Something that git is in the middle of, and that `po` does not go on with.
fn under_way(what: &str, command: &str) -> Failure {
    Failure::new(ErrorKind::Git, format!("{what} is under way")).hint(way_out(command))
}

fn way_out(command: &str) -> String {
    match command {
        "git bisect" => "git bisect reset: ends it; then po sync".to_owned(),
        command => format!("{command} --continue, or --abort: then po sync"),
    }
}

/// Opens the backlog as it is now; where its `po.yaml` cannot be read, nothing goes on.
pub(super) fn desk(context: &Context) -> CommandResult<Desk<'_>> {
    context.open_quietly()
}

/// What the user's git said no to.
pub(super) fn refused(what: &str, said: &str) -> Failure {
    let said = said.trim();
    Failure::new(
        ErrorKind::Git,
        match said.is_empty() {
            true => what.to_owned(),
            false => format!("{what}: {said}"),
        },
    )
}
