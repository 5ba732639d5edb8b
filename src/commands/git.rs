//! `po git`: sets a clone up so that git merges stories field by field.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use crate::cli::{CommandResult, Context, Desk, ErrorKind, Failure, Outcome};
use crate::git::{
    ATTRIBUTES_FILE, ATTRIBUTES_LINES, DriverRemoved, Hook, HookDone, Repository, ids_in_message,
    with_lines, without_lines,
};
use crate::model::{Change, ChangeKind, IdPattern, near_ids};
use crate::store::{Depth, Mode, Store, StoreError};
use crate::text::escape_terminal;

/// Flags of `po git`.
#[derive(Debug, Args)]
pub struct GitArgs {
    #[command(subcommand)]
    command: GitCommand,
}

#[derive(Debug, Subcommand)]
enum GitCommand {
    /// Tell git how stories and figures merge: .gitattributes, and this clone's configuration
    Setup(SetupArgs),
    /// Say which items a commit message names that are not there: what the hook calls
    #[command(name = "check-message", hide = true)]
    CheckMessage(MessageArgs),
}

/// Flags of `po git setup`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po git setup            once in each clone; po init does it too
  po git setup --hooks    and check stories before each commit
  po git setup --remove   take out what setup put in")]
struct SetupArgs {
    /// Write the hooks pre-commit (po check --staged) and commit-msg too; hooks of your own stay
    #[arg(long)]
    hooks: bool,
    /// Take out what setup put in: the lines, the configuration, the hooks; with --hooks, the hooks alone
    #[arg(long)]
    remove: bool,
}

/// Flags of `po git check-message`.
#[derive(Debug, Args)]
struct MessageArgs {
    /// The file with the message
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

/// Runs `po git`.
///
/// # Errors
/// When there is no backlog or no repository, or a file cannot be written.
pub fn run(context: &Context, args: &GitArgs) -> CommandResult {
    match &args.command {
        GitCommand::Setup(args) if args.remove => remove(context, args.hooks),
        GitCommand::Setup(args) => setup(context, args),
        GitCommand::CheckMessage(args) => check_message(context, args),
    }
}

fn setup(context: &Context, args: &SetupArgs) -> CommandResult {
    let desk = context.open()?;
    let repository = repository(&desk)?;
    let mut told = format!("Set up git for {}\n", shown_root(&desk));
    // First what may fail: a driver that no line names does nothing.
    let changed = repository.register_driver()?;
    let (_, added) = desk.store.apply("git setup", Mode::Write, |store| {
        let (change, added) = attributes_change(store, &desk.prefix)?.unzip();
        Ok::<_, Failure>((change.into_iter().collect(), added.unwrap_or_default()))
    })?;
    let named: Vec<String> = added.iter().map(|line| format!("`{line}`")).collect();
    let state = match named.as_slice() {
        [] => "there already".to_owned(),
        [one] => format!("added {one}; commit it, so that every clone has it"),
        all => {
            let all = all.join(" and ");
            format!("added {all}; commit them, so that every clone has them")
        }
    };
    line(&mut told, &desk.shown(ATTRIBUTES_FILE), &state);
    let state = if changed {
        "merge.po, in this clone"
    } else {
        "merge.po, there already"
    };
    line(&mut told, "git config", state);
    if args.hooks {
        for hook in repository.write_hooks(&hook_folder(&desk, repository)?)? {
            tell_hook(context, &mut told, &hook);
        }
    }
    context.out.result(&told)?;
    desk.warn_other_driver(desk.store.names().into_iter().map(|(_, path)| path));
    Ok(Outcome::Clean)
}

fn remove(context: &Context, hooks_alone: bool) -> CommandResult {
    let desk = context.open()?;
    let repository = repository(&desk)?;
    let mut told = String::new();
    if !hooks_alone {
        remove_driver(&desk, repository, &mut told)?;
    }
    let hooks = repository.remove_hooks(&hook_folder(&desk, repository)?)?;
    let removed: Vec<_> = hooks
        .iter()
        .filter(|hook| hook.done == HookDone::Removed)
        .collect();
    if hooks_alone {
        told.push_str(match removed.is_empty() {
            true => "No hooks of ours\n",
            false => "Took the hooks out\n",
        });
    }
    for hook in removed {
        tell_hook(context, &mut told, hook);
    }
    context.out.result(&told)?;
    Ok(Outcome::Clean)
}

fn remove_driver(desk: &Desk<'_>, repository: &Repository, told: &mut String) -> CommandResult<()> {
    _ = writeln!(told, "Took the setup for {} out", shown_root(desk));
    let (applied, ()) = desk
        .store
        .apply("git setup --remove", Mode::Write, |store| {
            let change = attributes_removal(store, &desk.prefix)?;
            Ok::<_, Failure>((change.into_iter().collect(), ()))
        })?;
    let state = if applied.files.is_empty() {
        "no line of ours"
    } else {
        "our lines are gone"
    };
    line(told, &desk.shown(ATTRIBUTES_FILE), state);
    let state = match repository.remove_driver()? {
        DriverRemoved::Removed => "merge.po is gone".to_owned(),
        DriverRemoved::Absent => "no merge.po".to_owned(),
        DriverRemoved::Changed => "merge.po is not as po wrote it, so it stays".to_owned(),
        DriverRemoved::Needed(path) => {
            format!("merge.po stays: {} names it", escape_terminal(&path))
        }
    };
    line(told, "git config", &state);
    Ok(())
}

/// The change that says how stories and figures of metrics merge, and the lines that it adds; none where lines say that already.
/// For `po init` too; `prefix` goes before the file's name where it is told.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn attributes_change(
    store: &Store,
    prefix: &str,
) -> CommandResult<Option<(Change, Vec<&'static str>)>> {
    let old = attributes(store, prefix)?;
    let with = with_lines(old.as_deref().unwrap_or_default());
    Ok(with.map(|(text, added)| match old {
        None => (Change::create(ATTRIBUTES_FILE, text), added),
        Some(old) => (replaced(old, text), added),
    }))
}

fn replaced(old: String, new: String) -> Change {
    Change {
        path: ATTRIBUTES_FILE.to_owned(),
        kind: ChangeKind::Replace {
            old: old.into_bytes(),
            new: new.into_bytes(),
        },
    }
}

fn attributes_removal(store: &Store, prefix: &str) -> CommandResult<Option<Change>> {
    let Some(old) = attributes(store, prefix)? else {
        return Ok(None);
    };
    Ok(without_lines(&old).map(|text| {
        if text.is_empty() {
            Change {
                path: ATTRIBUTES_FILE.to_owned(),
                kind: ChangeKind::Remove,
            }
        } else {
            replaced(old, text)
        }
    }))
}

/// The text of `.gitattributes`; none where there is no such file.
fn attributes(store: &Store, prefix: &str) -> CommandResult<Option<String>> {
    let bytes = match store.read(ATTRIBUTES_FILE) {
        Ok(bytes) => bytes,
        Err(StoreError::Missing(_)) => return Ok(None),
        Err(error) => return Err(error.under(prefix).into()),
    };
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::new(
            ErrorKind::Refused,
            format!("`{prefix}{ATTRIBUTES_FILE}` is no UTF-8 text"),
        )
        .hint(format!(
            "add the lines yourself: {}",
            ATTRIBUTES_LINES.join(", ")
        ))
    })?;
    Ok(Some(text))
}

fn check_message(context: &Context, args: &MessageArgs) -> CommandResult {
    let desk = context.open_quietly()?;
    let file = context.env.current_dir.join(&args.file);
    let named = ids_in_message(&file, &desk.config().prefixes)?;
    if named.is_empty() {
        return Ok(Outcome::Clean);
    }
    let backlog = desk.load(Depth::Header)?.backlog;
    for id in named {
        let name = id.to_string();
        if backlog.find(&name).is_some() {
            continue;
        }
        context.out.warn(&format!(
            "the message names {id}, which is no item of this backlog"
        ));
        let pattern = IdPattern::new(&name, &desk.config().prefixes);
        let near = near_ids(&pattern, backlog.stories());
        if !near.is_empty() {
            context.out.hint(&format!(
                "did you mean {}? git commit --amend changes the message",
                near.join(" or ")
            ));
        }
    }
    Ok(Outcome::Clean)
}

/// The backlog's folder as a hook names it.
fn hook_folder(desk: &Desk<'_>, repository: &Repository) -> CommandResult<String> {
    repository.path_from_top(desk.store.root()).ok_or_else(|| {
        Failure::new(ErrorKind::Git, "the backlog's path cannot stand in a hook")
            .hint("a hook names it in UTF-8, from the top of the repository")
    })
}

fn repository<'d>(desk: &'d Desk<'_>) -> CommandResult<&'d Repository> {
    let words = "there is no git repository around this backlog";
    let repository = desk.repository.as_ref();
    repository.ok_or_else(|| desk.context.no_repository(words))
}

fn shown_root(desk: &Desk<'_>) -> String {
    let prefix = desk.shown("");
    if prefix.is_empty() {
        "./".to_owned()
    } else {
        prefix
    }
}

fn line(told: &mut String, what: &str, state: &str) {
    let _ = writeln!(told, "  {:<24} {state}", escape_terminal(what));
}

fn tell_hook(context: &Context, told: &mut String, hook: &Hook) {
    let path = shown_path(context, &hook.path);
    let (state, block) = match &hook.done {
        HookDone::Written => ("written", None),
        HookDone::There => ("there already", None),
        HookDone::Removed => ("ours is gone", None),
        HookDone::Absent => ("none of ours", None),
        HookDone::Kept(block) => ("yours stays; to have it do this too, put in:", Some(block)),
        HookDone::Elsewhere(block) => (
            "core.hooksPath points here, so nothing is written; to have it, put in:",
            Some(block),
        ),
    };
    line(told, &path, state);
    for text in block.iter().flat_map(|block| block.lines()) {
        let _ = writeln!(told, "    {}", escape_terminal(text));
    }
}

fn shown_path(context: &Context, path: &Path) -> String {
    let path = path.strip_prefix(&context.env.current_dir).unwrap_or(path);
    path.display().to_string().replace('\\', "/")
}
