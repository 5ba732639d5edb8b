//! Pushes that are not made, for where they would go: what to do instead.

use crate::cli::{CommandResult, Context, ErrorKind, Failure};
use crate::commands::sync::place::{KEPT, Place, refused};
use crate::git::{IsPushed, PushRule, Upstream};
use crate::text::{escape_terminal, typed};

/// A way that is open wherever a push is not.
const TO_A_BRANCH: &str = "po sync --branch: to a branch backlog/DATE, for a merge request";

/// The branch would go where others do not look for it: nobody said that what is on it is meant for that branch.
pub(super) fn other_name(branch: &str, target: &Upstream) -> Failure {
    let name = target.name();
    let failure = Failure::new(
        ErrorKind::Git,
        format!("`{branch}` is not pushed to {name}, a branch of another name"),
    );
    let (shown, remote, there) = (typed(branch), typed(&target.remote), typed(&target.branch));
    failure
        .hint(KEPT)
        .hint(format!(
            "po sync --branch {shown}: to a branch of its own, for a merge request"
        ))
        .hint(format!(
            "git push {remote} HEAD:{there}: where all of it is meant for {name}"
        ))
}

/// The branch would go where settings send it, and `po` sends it past no review.
pub(super) fn elsewhere(branch: &str, target: &Upstream, there: Option<&str>) -> Failure {
    let setting = format!("remote.{}.push", escape_terminal(&target.remote));
    let remote = typed(&target.remote);
    let failure = Failure::new(
        ErrorKind::Git,
        match there {
            Some(there) => format!(
                "not pushed: `{setting}` sends `{branch}` to {}, which is no branch",
                escape_terminal(there)
            ),
            None => format!("not pushed: `{setting}` passes `{branch}` over"),
        },
    );
    let failure = failure.hint(KEPT);
    let failure = match there {
        Some(_) => failure.hint(format!("git push {remote}: sends it there")),
        None => failure,
    };
    failure.hint(TO_A_BRANCH)
}

/// The branch is new to the remote, and the settings make none there.
fn absent(branch: &str, target: &Upstream, rule: PushRule) -> Failure {
    let setting = match rule {
        PushRule::Matching => "`push.default = matching`".to_owned(),
        PushRule::MatchingRefspec | PushRule::Refspecs => {
            format!("`:` in `remote.{}.push`", target.remote)
        }
    };
    let (shown, remote) = (typed(branch), typed(&target.remote));
    Failure::new(
        ErrorKind::Git,
        format!(
            "not pushed: {} has no branch `{branch}`, and {setting} pushes only what is there",
            target.remote
        ),
    )
    .hint(KEPT)
    .hint(format!(
        "git push {remote} {shown}: makes it there, where it is meant; then po sync"
    ))
    .hint(TO_A_BRANCH)
}

/// Tells of the places that `remote.NAME.push` names besides the one that was pushed.
///
/// # Errors
/// What git says of a damaged repository.
pub(super) fn tell_other_places(
    context: &Context,
    place: &Place,
    target: &Upstream,
) -> CommandResult<()> {
    let others = place
        .repository
        .also_sent_to(&place.branch, &target.remote)?;
    if !others.is_empty() {
        context.out.hint(&format!(
            "git push {}: to {} too, as `remote.{}.push` says",
            typed(&target.remote),
            escape_terminal(&others.join(", ")),
            escape_terminal(&target.remote)
        ));
    }
    Ok(())
}

/// The branch would go where this clone keeps no track of what is there.
pub(super) fn unknown(branch: &str, there: &str) -> Failure {
    let failure = Failure::new(
        ErrorKind::Git,
        format!(
            "not pushed: git pushes `{branch}` to {}, which is no remote of this clone",
            escape_terminal(there)
        ),
    );
    failure.hint(KEPT).hint("git push: pushes it there").hint(
        "git remote add NAME ADDRESS, and its name in branch.*.pushRemote: po sync then knows it",
    )
}

/// Refuses a push that `git push` would not make as it is set up: git is asked, for what its settings come to depends on what the
/// remote has, and on all refspecs together. Where nothing is set, nobody is asked.
///
/// # Errors
/// The same, or what git says of a damaged repository.
pub(super) fn refuse_left_out(place: &Place, target: &Upstream) -> CommandResult<()> {
    let (repository, remote) = (&place.repository, &target.remote);
    let Some(rule) = repository.push_rule(remote)? else {
        return Ok(());
    };
    let answer = place.share().is_pushed(&place.branch, target)?;
    if answer == IsPushed::Yes {
        return Ok(());
    }
    // What this clone knows of the remote may be old.
    let is_matching = rule != PushRule::Refspecs;
    if is_matching && place.share().is_gone(remote, &target.branch)? {
        return Err(absent(&place.branch, target, rule));
    }
    Err(match answer {
        IsPushed::Refused(said) => refused("not pushed: `git push` says", &said)
            .hint(KEPT)
            .hint("git config --get-regexp '^(push|remote)\\.': what is set")
            .hint(TO_A_BRANCH),
        IsPushed::Yes | IsPushed::No => elsewhere(&place.branch, target, None),
    })
}

/// Refuses to push where commits stand that `po` does not merge: it merges from the upstream alone.
///
/// # Errors
/// The same, or what git says of a damaged repository.
pub(super) fn refuse_other_commits(
    place: &Place,
    upstream: &Upstream,
    target: &Upstream,
) -> CommandResult<()> {
    if target.tracking == upstream.tracking {
        return Ok(());
    }
    let (head, there) = (place.head()?, place.repository.tip(&target.tracking)?);
    let (Some(head), Some(there)) = (head, there) else {
        return Ok(());
    };
    let (_, behind) = place.repository.apart(&head, &there)?;
    if behind == 0 {
        return Ok(());
    }
    let (name, from) = (target.name(), upstream.name());
    let commits = match behind {
        1 => "a commit".to_owned(),
        many => format!("{many} commits"),
    };
    let (remote, branch) = (typed(&target.remote), typed(&target.branch));
    Err(Failure::new(
        ErrorKind::Git,
        format!(
            "not pushed: {name} has {commits} that `{}` has not, and po sync merges from {from}",
            place.branch
        ),
    )
    .hint(KEPT)
    .hint(format!(
        "git pull --no-rebase {remote} {branch}: merges them, where they are meant; then po sync"
    ))
    .hint(format!(
        "po sync --branch NAME: to another branch of {remote}, for a merge request"
    )))
}
