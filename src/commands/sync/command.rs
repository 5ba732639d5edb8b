//! `po sync`: show, commit, fetch, merge, check, push; a second run goes on where the first one stopped.

use clap::Args;

use crate::cli::{CommandResult, Context, ErrorKind, Failure, Outcome, Wanted};
use crate::commands::diff::compared;
use crate::commands::sync::commit::commit;
use crate::commands::sync::judge::new_errors;
use crate::commands::sync::place::{BACK, Place, desk, refused};
use crate::commands::sync::push::{Pushed, push, push_branch};
use crate::commands::sync::pushed_where::{
    elsewhere, other_name, refuse_left_out, refuse_other_commits, tell_other_places, unknown,
};
use crate::commands::sync::refused::{not_begun, refuse_spoilt, unrelated};
use crate::commands::sync::vanished::refuse_vanished;
use crate::git::{GitError, PushTarget, Repository, Unfinished, Upstream, driver_setting};
use crate::text::{escape_terminal, typed};

/// So often somebody else may push first.
const ATTEMPTS: usize = 3;

/// Flags of `po sync`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po sync                     share your changes, and get those of others
  po sync -m \"refined with the team\"
  po sync --no-push           everything but the push
  po sync --branch            to a branch backlog/DATE, for a merge request")]
pub struct SyncArgs {
    /// Commit, fetch, merge and check, and leave the push to you
    #[arg(long, conflicts_with = "branch")]
    no_push: bool,
    /// Push to a branch of its own, for a merge request [default name: backlog/DATE]
    #[arg(long, value_name = "NAME", num_args = 0..=1)]
    branch: Option<Option<String>>,
    /// What the commit says first; what changed follows
    #[arg(short, long, value_name = "WORDS")]
    message: Option<String>,
}

/// Shares the backlog.
///
/// # Errors
/// What git, a hook, a server or the check says no to; nothing is lost then.
pub fn run(context: &Context, args: &SyncArgs) -> CommandResult {
    context.out.go_on_unread();
    // A branch by its full name is that branch, and no other one below it.
    let named = args.branch.as_ref().map(|name| {
        let name = name.as_deref()?;
        Some(name.strip_prefix("refs/heads/").unwrap_or(name))
    });
    // Before anything is committed.
    if let Some(Some(name)) = named
        && !Repository::is_branch_name(name)
    {
        let failure = Failure::invalid(format!("`{name}` cannot be the name of a branch"));
        return Err(failure.hint("po sync --branch: names it by the day, backlog/DATE"));
    }
    let Some(place) = Place::find(context)? else {
        context
            .out
            .note("po sync is under way, and a hook of it asks for it: left to that one\n");
        return Ok(Outcome::Clean);
    };
    let message = args.message.as_deref();
    drop(commit(context, &place, message)?);
    if place.head()?.is_none() {
        return Err(Failure::new(
            ErrorKind::Git,
            "nothing is committed yet, and there is nothing to commit",
        ));
    }
    let Some(upstream) = place.repository.upstream(&place.branch)? else {
        context
            .out
            .hint(match place.repository.remotes()?.is_empty() {
                true => "there is no remote to share with: git remote add origin URL, then po sync",
                false => "the upstream of this branch is a branch of this clone: git branch --unset-upstream, then po sync",
            });
        return Ok(Outcome::Clean);
    };
    for _ in 0..ATTEMPTS {
        fetch_and_merge(context, &place, &upstream, message)?;
        let goes = place.repository.push_target(&place.branch, &upstream)?;
        let target = goes.branch();
        let head = place.head()?;
        let there = place.repository.tip(&target.tracking)?;
        if head == there && place.share().is_gone(&target.remote, &target.branch)? {
            let name = target.name();
            context.out.result(&format!(
                "nothing to push, and {name} is gone: it was merged there, or removed\n"
            ))?;
            let first = place.share().first_branch(&target.remote)?;
            if let Some(first) = first.filter(|first| *first != target.branch) {
                let first = typed(&first);
                context
                    .out
                    .hint(&format!("git switch {first}: go on there"));
            }
            context.out.hint("git push: makes the branch again");
            return Ok(Outcome::Clean);
        }
        if head == there {
            context
                .out
                .result(&format!("nothing to push: {} has it all\n", target.name()))?;
            return Ok(Outcome::Clean);
        }
        let shared = match place.repository.tip(&upstream.tracking)? {
            Some(tip) => Some(tip),
            None => shared_elsewhere(&place, &upstream)?,
        };
        let commits = ["HEAD"].into_iter().chain(shared.as_deref());
        bring(&place, &upstream, &commits.collect::<Vec<_>>())?;
        let errors = new_errors(context, &place, shared.as_deref())?;
        if errors > 0 {
            context
                .out
                .hint("not pushed: mend what is wrong, then po sync again");
            return Ok(Outcome::Findings);
        }
        context.out.result("checked: nothing new is wrong\n")?;
        if args.no_push {
            return Ok(Outcome::Clean);
        }
        let is_kept_off = matches!(
            goes,
            PushTarget::OtherName(_) | PushTarget::Elsewhere(..) | PushTarget::Unknown(..)
        );
        if let Some(name) = named
            // By that name it would go where it is not to go.
            && (!is_kept_off || name != Some(&target.branch))
        {
            push_branch(context, &place, target, name)?;
            return Ok(Outcome::Clean);
        }
        match &goes {
            PushTarget::Branch(_) => {
                refuse_other_commits(&place, &upstream, target)?;
                refuse_left_out(&place, target)?;
            }
            PushTarget::OtherName(_) => return Err(other_name(&place.branch, target)),
            PushTarget::Elsewhere(_, there) => {
                return Err(elsewhere(&place.branch, target, there.as_deref()));
            }
            PushTarget::Unknown(_, there) => return Err(unknown(&place.branch, there)),
        }
        match push(context, &place, target)? {
            Pushed::Done => {
                tell_other_places(context, &place, target)?;
                return Ok(Outcome::Clean);
            }
            Pushed::Behind => context.out.note("somebody pushed meanwhile: once more …\n"),
        }
    }
    Err(Failure::new(
        ErrorKind::Git,
        format!("others pushed {ATTEMPTS} times meanwhile; your commits are here"),
    )
    .hint("po sync: once more"))
}

/// Brings what a partial clone left out of the backlog in these commits: git would when it needs it, and `po` reads it by itself.
fn bring(place: &Place, upstream: &Upstream, commits: &[&str]) -> CommandResult<()> {
    for commit in commits {
        let missing = place.repository.left_with_remote(commit, &place.folder)?;
        place.share().bring(&upstream.remote, &missing)?;
    }
    Ok(())
}

/// What a branch that nobody knows yet is compared with: the branch that the remote shows first.
fn shared_elsewhere(place: &Place, upstream: &Upstream) -> CommandResult<Option<String>> {
    for name in ["HEAD", "main", "master"] {
        let tracking = format!("refs/remotes/{}/{name}", upstream.remote);
        if let Some(tip) = place.repository.tip(&tracking)? {
            return Ok(Some(tip));
        }
    }
    Ok(None)
}

/// Fetches, shows what came in, and merges it.
fn fetch_and_merge(
    context: &Context,
    place: &Place,
    upstream: &Upstream,
    words: Option<&str>,
) -> CommandResult<()> {
    let share = place.share();
    let said = place.fetch(upstream)?;
    if !said.done {
        return Err(place.not_fetched(upstream, &said)?);
    }
    let (Some(head), Some(theirs)) = (place.head()?, place.repository.tip(&upstream.tracking)?)
    else {
        return Ok(());
    };
    let (_, behind) = place.repository.apart(&head, &theirs)?;
    if behind == 0 {
        return Ok(());
    }
    let name = upstream.name();
    incoming(context, place, upstream, &head, &theirs)?;
    // What was written since goes into a commit first: git cannot merge into a file that somebody changed, and loses what
    // somebody writes into it meanwhile.
    let held = commit(context, place, words)?;
    let Some(head) = place.head()? else {
        return Ok(());
    };
    let mut settings = Vec::new();
    for (name, value) in place.repository.merge_of_both(&place.branch)? {
        context.out.warn(&format!(
            "{} in git's configuration is passed over: both sides are merged",
            escape_terminal(&name)
        ));
        settings.push(format!("{name}={value}"));
    }
    settings.extend(driver(context));
    let message = format!("Merge {name}");
    // What a killed git left locked is said before it refuses in the middle.
    place.repository.expect_index()?;
    place.repository.note_merge(&head, &theirs)?;
    let said = share.merge(&upstream.tracking, &message, &settings, &held)?;
    place.repository.forget_note();
    if said.done {
        place.repository.forget_merge();
        refuse_vanished(place, &head, &theirs, true, &held)?;
        context.out.result(&format!("merged {name}\n"))?;
        return Ok(());
    }
    // The next sync concludes this one, and no other.
    place.repository.remember_merge()?;
    let unmerged = place.repository.unmerged()?;
    if !unmerged.is_empty() {
        refuse_vanished(place, &head, &theirs, false, &held)?;
        return Err(place.conflicts(&unmerged)?);
    }
    let failure = refused(&format!("{name} was not merged"), &said.err);
    Err(match place.repository.unfinished() {
        Unfinished::Merge => failure
            .hint("po sync: concludes the merge, once what said no is mended")
            .hint(BACK),
        _ => not_begun(failure, &name, &said.err),
    })
}

/// Shows what the others changed since both sides agreed.
fn incoming(
    context: &Context,
    place: &Place,
    upstream: &Upstream,
    head: &str,
    theirs: &str,
) -> CommandResult<()> {
    let name = upstream.name();
    let base = place
        .repository
        .common_commit(head, theirs)
        .map_err(|error| match error {
            GitError::NoCommonCommit(..) => unrelated(place, &name),
            error => error.into(),
        })?;
    bring(place, upstream, &[&base, theirs])?;
    let mut desk = desk(context)?;
    let names = desk.store.names().into_iter().map(|(_, path)| path);
    if let Some(words) = desk.warn_other_driver(names) {
        return Err(Failure::new(ErrorKind::Git, words)
            .hint("nothing was merged, and your commits are here")
            .hint(format!(
                "take that out of .gitattributes, or of merge.default in git's configuration, then po sync; or git merge {name}: where it is meant"
            )));
    }
    refuse_spoilt(place, &name, &base, theirs)?;
    // A branch without a backlog brings none.
    if let Ok(states) = desk.two_states(&Wanted::Between(base, theirs.to_owned())) {
        let report = compared(&desk, &states, format!("From {name}"));
        if !report.is_empty() {
            context.out.document(&report.document())?;
        }
    }
    Ok(())
}

/// How git calls this program to merge a story, whatever it was told: by another program of that name edits would be lost.
fn driver(context: &Context) -> Option<String> {
    let program = context.env.program.as_ref()?.to_str()?;
    Some(driver_setting(&program.replace('\\', "/")))
}
