//! The last step of a sync: the push, and what to do where the branch is protected.

use crate::cli::{CommandResult, Context, ErrorKind, Failure, Prompt};
use crate::commands::sync::merge_request::merge_request;
use crate::commands::sync::place::{KEPT, Place, refused};
use crate::git::{Said, Upstream};
use crate::text::{escape_terminal, escape_terminal_lines};

/// How a push ended.
pub(super) enum Pushed {
    /// It arrived.
    Done,
    /// Somebody else pushed meanwhile.
    Behind,
}

/// So many names of a day are tried.
const BRANCHES: usize = 20;

/// Pushes to the upstream; where that refuses, to a branch for a merge request, if somebody says so.
///
/// # Errors
/// Offline, or refused.
pub(super) fn push(context: &Context, place: &Place, upstream: &Upstream) -> CommandResult<Pushed> {
    let share = place.share();
    let before = place.repository.tip(&upstream.tracking)?;
    let said = share.push(upstream, &upstream.branch, !upstream.is_set)?;
    pass_on(context, &said);
    if said.done {
        // One that this clone knows, and that is new there all the same, was taken out there meanwhile.
        let is_again = before.is_some() && said.out.lines().any(|line| line.starts_with('*'));
        let again = if is_again {
            ", which was gone and is made again"
        } else {
            ""
        };
        let name = upstream.name();
        context
            .out
            .result(&format!("pushed to {}{again}\n", escape_terminal(&name)))?;
        return Ok(Pushed::Done);
    }
    let fetched = place.fetch(upstream)?;
    if !fetched.done {
        return Err(place.not_fetched(upstream, &fetched)?);
    }
    if place.repository.tip(&upstream.tracking)? != before {
        return Ok(Pushed::Behind);
    }
    if !said.out.lines().any(is_refusal) {
        // No branch was refused, so another one would fare no better.
        let failure = match said.err.lines().any(|line| line.starts_with("fatal:")) {
            true => refused("git did not push", &reason(&said)).hint(
                "git push --dry-run: says it again; git config --get-regexp '^(push|remote)\\.': what is set",
            ),
            // Git itself went on to the end: what runs here before a push said no.
            false => refused("the push was stopped in this clone", &reason(&said))
                .hint("git push --dry-run: whether its hook pre-push says it again"),
        };
        return Err(failure.hint(KEPT));
    }
    let question = format!(
        "{} takes no push. Push to a branch for a merge request?",
        upstream.name()
    );
    match Prompt::available() {
        // Who leaves the question says no: what is committed stays committed.
        Some(prompt) if prompt.yes(&question, true).unwrap_or(false) => {
            push_branch(context, place, upstream, None)?;
            Ok(Pushed::Done)
        }
        _ => Err(refused(
            &format!("{} refused the push", upstream.name()),
            &reason(&said),
        )
        .hint(KEPT)
        .hint("po sync --branch: push them to a branch of their own, for a merge request")),
    }
}

/// Pushes to a branch of its own (`backlog/2026-11-22`, or as named), and says how to open a merge request.
///
/// # Errors
/// Offline, or refused there too.
pub(super) fn push_branch(
    context: &Context,
    place: &Place,
    upstream: &Upstream,
    name: Option<&str>,
) -> CommandResult<()> {
    let branch = match name {
        Some(name) => name.to_owned(),
        None => free_branch(context, place, upstream)?,
    };
    let said = place.share().push(upstream, &branch, false)?;
    pass_on(context, &said);
    if !said.done {
        let what = format!("{}/{branch} refused the push", upstream.remote);
        return Err(refused(&what, &reason(&said))
            .hint(KEPT)
            .hint("po sync --branch NAME: a branch of another name"));
    }
    let shown = format!("pushed to {}/{branch}\n", upstream.remote);
    context.out.result(&shown)?;
    if branch != upstream.branch {
        let url = place.repository.remote_url(&upstream.remote);
        // Where refspecs make names of their own there, the branch that others share may be another one.
        let is_there = place
            .repository
            .knows_branch(&upstream.remote, &upstream.branch);
        let into = if is_there {
            &upstream.branch
        } else {
            &place.branch
        };
        context
            .out
            .hint(&merge_request(url.as_deref(), &branch, into));
    }
    Ok(())
}

/// A branch of today that is not there yet, or that HEAD goes on from.
fn free_branch(context: &Context, place: &Place, upstream: &Upstream) -> CommandResult<String> {
    let root = context.root_or_fail()?;
    let desk = crate::cli::Desk::open(context, &root)?;
    let today = desk.today();
    let head = place.head()?.unwrap_or_default();
    for number in 1..=BRANCHES {
        let name = match number {
            1 => format!("backlog/{today}"),
            number => format!("backlog/{today}-{number}"),
        };
        let tracking = format!("refs/remotes/{}/{name}", upstream.remote);
        match place.repository.tip(&tracking)? {
            None => return Ok(name),
            Some(tip) => {
                let (_, behind) = place.repository.apart(&head, &tip)?;
                if behind == 0 {
                    return Ok(name);
                }
            }
        }
    }
    Err(Failure::new(
        ErrorKind::Git,
        format!("there are {BRANCHES} branches `backlog/{today}` already"),
    )
    .hint("po sync --branch NAME"))
}

/// What a server said besides.
fn pass_on(context: &Context, said: &Said) {
    for line in said.err.lines().filter(|line| line.starts_with("remote:")) {
        context.out.note(&format!("{}\n", escape_terminal(line)));
    }
}

/// Why a push was refused, without what was passed on already.
fn reason(said: &Said) -> String {
    let refusals = said.out.lines().filter(|line| is_refusal(line));
    let refusals = refusals.filter_map(|line| line.rsplit('\t').next());
    let mut words: Vec<&str> = refusals.collect();
    if words.is_empty() {
        // A hook's own words come with what git says where it pushes to, and that it failed.
        let of_git = ["remote:", "To ", "Done", "error: failed to push"];
        let rest = said.out.lines().chain(said.err.lines());
        words = rest
            .filter(|line| !of_git.iter().any(|start| line.starts_with(start)))
            .collect();
    }
    escape_terminal_lines(&words.join("\n")).into_owned()
}

/// Whether a line of `git push --porcelain` says that a branch was not taken.
fn is_refusal(line: &str) -> bool {
    line.starts_with('!')
}
