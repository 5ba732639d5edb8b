//! `po edit`: an item, the product, a Sprint or a release in the person's own editor.

use clap::Args;

use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Told, WriteArgs, complete_words, edit_text,
    keep,
};
use crate::cli::{Prompt, draw};
use crate::model::{Backlog, Change, ChangeKind, Diagnostic, same_sprint};
use crate::store::{Depth, PRODUCT, STORIES, Store, locate, read_release, read_sprint, read_story};

/// Flags of `po edit`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po edit 12
  po edit product           Product Goal, Vision, Objectives, Definition of Done
  po edit sprint current
  po edit release 1.2
  po edit config")]
pub struct EditArgs {
    /// `12`, `US-12`, `product`, `sprint 8`, `release 1.2` or `config`
    #[arg(required = true, num_args = 1..=2, value_name = "WHAT", add = complete_words::editable())]
    what: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

/// Opens a file in the editor and takes over what was saved.
///
/// # Errors
/// When there is no such thing, no editor, or what was saved cannot be read: it is kept then.
pub fn run(context: &Context, args: &EditArgs) -> CommandResult {
    // A broken po.yaml must not keep people from mending it.
    let desk = if args.what == ["config"] {
        context.open_to_mend()?
    } else {
        context.open()?
    };
    let path = path(&desk, &args.what)?;
    let old = desk.store.read(&path)?;
    let name = path.rsplit('/').next().unwrap_or(&path).to_owned();
    let text = String::from_utf8(old.clone()).map_err(|_| {
        Failure::new(
            ErrorKind::UnreadableFile,
            format!("`{}` is not UTF-8", desk.shown(&path)),
        )
    })?;
    let new = edited(&desk, &name, &path, text)?;
    let what = format!("edit {}", args.what.join(" "));
    let kept = new.clone();
    let result = desk.change(&what, &args.write, |_| {
        let mut told = Told::default();
        if new.as_bytes() == old {
            told.lines
                .push(format!("{}: saved as it was", args.what.join(" ")));
            return Ok((Vec::new(), told));
        }
        told.lines
            .push(format!("{}: edited", named(&desk, &path, &new, &args.what)));
        let kind = ChangeKind::Replace {
            old: old.clone(),
            new: new.clone().into_bytes(),
        };
        Ok((
            vec![Change {
                path: path.clone(),
                kind,
            }],
            told,
        ))
    });
    result.map_err(|failure| match keep(kept.as_bytes(), &name) {
        Some(at) => failure.hint(format!("your text is kept in {at}")),
        None => failure,
    })
}

/// The text as the person wants it: opened again as long as it cannot be read and they wish to mend it.
pub(super) fn edited(
    desk: &Desk<'_>,
    name: &str,
    path: &str,
    mut text: String,
) -> CommandResult<String> {
    loop {
        text = edit_text(desk.context, name, &text)?;
        let Some(problem) = problem(desk, path, text.as_bytes()) else {
            return Ok(text);
        };
        let drawn = draw(
            &problem,
            Some(text.as_bytes()),
            &locate(text.as_bytes(), &problem.place.at),
            &desk.prefix,
            desk.context.out.stdout_colored(),
        );
        if !again(desk, &drawn) {
            return Err(kept(
                desk.failure_in(&problem, text.as_bytes()),
                &text,
                name,
            ));
        }
    }
}

/// Shows what is wrong in a text that was saved, and asks whether to open it again; nobody can be asked elsewhere than
/// on a terminal, and who leaves the question does not want to.
pub(super) fn again(desk: &Desk<'_>, wrong: &str) -> bool {
    let Some(prompt) = Prompt::available() else {
        return false;
    };
    desk.context.out.note(wrong);
    prompt.yes("Open it again?", true).unwrap_or(false)
}

/// The failure, with where the text that could not be used is kept.
pub(super) fn kept(failure: Failure, text: &str, name: &str) -> Failure {
    match keep(text.as_bytes(), name) {
        Some(at) => failure.hint(format!("nothing was changed; your text is kept in {at}")),
        None => failure,
    }
}

/// What makes an edited file unreadable, or an error in it.
fn problem(desk: &Desk<'_>, path: &str, bytes: &[u8]) -> Option<Diagnostic> {
    let first = |found: Vec<Diagnostic>| {
        found
            .into_iter()
            .find(|problem| matches!(problem.rule, "invalid-value" | "missing-title"))
    };
    match path.split('/').next() {
        Some("stories") => match read_story(path, bytes, desk.config(), Depth::Header) {
            Ok((_, found)) => first(found),
            Err(problem) => Some(problem),
        },
        Some("sprints") => read_sprint(path, bytes).map_or_else(Some, |(_, found)| first(found)),
        Some("releases") => read_release(path, bytes).map_or_else(Some, |(_, found)| first(found)),
        Some("po.yaml") => crate::store::read_config(bytes)
            .map_or_else(Some, |(_, found)| found.into_iter().next()),
        _ => None,
    }
}

/// The file that words name.
fn path(desk: &Desk<'_>, words: &[String]) -> CommandResult<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["product"] => Ok(PRODUCT.to_owned()),
        ["config"] => Ok(crate::store::CONFIG_FILE.to_owned()),
        ["sprint", name] => {
            let backlog = desk.store.surroundings();
            let known = || backlog.sprints.iter().map(|sprint| sprint.name.as_str());
            backlog
                .sprint(name)
                .map(|sprint| sprint.path.clone())
                .or_else(|| broken(&backlog, "sprints/", |stem| same_sprint(stem, name)))
                .ok_or_else(|| missing("Sprint", name, known()))
        }
        ["release", name] => {
            let backlog = desk.store.surroundings();
            let known = || backlog.releases.iter().map(|release| release.name.as_str());
            let found = backlog
                .releases
                .iter()
                .find(|release| release.name == *name);
            found
                .map(|release| release.path.clone())
                .or_else(|| broken(&backlog, "releases/", |stem| stem == *name))
                .ok_or_else(|| missing("release", name, known()))
        }
        [id] => Ok(story(desk, &desk.store, id)?),
        _ => Err(Failure::usage("one thing at a time")
            .hint("po edit 12, po edit product, po edit sprint 8, po edit release 1.2")),
    }
}

/// What was edited: an item by its id and title, all else as it was asked for.
fn named(desk: &Desk<'_>, path: &str, text: &str, asked: &[String]) -> String {
    match read_story(path, text.as_bytes(), desk.config(), Depth::Header) {
        Ok((story, _)) if path.starts_with(STORIES) => format!("{} {}", story.id, story.title),
        _ => asked.join(" "),
    }
}

/// The file below `folder` that cannot be read and whose name, without `.md`, is the one: an editor is how it is mended.
fn broken(backlog: &Backlog, folder: &str, is_it: impl Fn(&str) -> bool) -> Option<String> {
    let paths = backlog.unreadable.iter().map(|file| file.path.as_str());
    paths
        .filter_map(|path| Some((path, path.strip_prefix(folder)?.strip_suffix(".md")?)))
        .find(|(_, stem)| is_it(stem))
        .map(|(path, _)| path.to_owned())
}

/// The file of an item, readable or not: an editor is how a broken file is mended.
fn story(desk: &Desk<'_>, store: &Store, id: &str) -> CommandResult<String> {
    let pattern = crate::model::IdPattern::new(id, &desk.config().prefixes);
    let named: Vec<String> = store
        .names()
        .into_iter()
        .filter(|(id, _)| {
            id.as_ref()
                .is_some_and(|id| pattern.candidates.contains(id))
        })
        .map(|(_, path)| path)
        .collect();
    match named.as_slice() {
        [path] => Ok(path.clone()),
        [] => Ok(desk.open_stories(store, &[id.to_owned()])?.remove(0).path),
        [first, second, ..] => Err(crate::cli::several(
            id,
            [desk.shown(first), desk.shown(second)],
        )),
    }
}

fn missing<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> Failure {
    let known: Vec<&str> = known.collect();
    let failure = Failure::not_found(format!("there is no {what} `{name}`"));
    if known.is_empty() {
        return failure;
    }
    failure.hint(format!("known {what}s: {}", known.join(", ")))
}
