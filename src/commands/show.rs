//! `po show`: items, whole.

use std::rc::Rc;

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, Desk, Outcome, ShowFormat, complete};
use crate::model::{Backlog, Story, Unreadable};
use crate::report::{HistoryReport, ShowReport, markdown, meant};
use crate::store::{Depth, Search};

/// Flags of `po show`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po show 12              as 12, us-12 or an alias
  po show 12 13
  po show 12 --format md  the file as it is
  po show 12 --history    its life: what changed when, from git")]
pub struct ShowArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Items: `12`, `US-12`, an alias
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// Their lives instead: what changed when and in which commit, renames followed; deleted items too
    #[arg(long, conflicts_with = "at")]
    history: bool,
    /// How to write them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ShowFormat,
}

/// Shows items; of those in files that cannot be read, why not.
///
/// # Errors
/// When an id leads nowhere or to several files.
pub fn run(context: &Context, args: &ShowArgs) -> CommandResult {
    let mut desk = context.open()?;
    if args.history {
        return history(&desk, args);
    }
    if args.format == ShowFormat::Json {
        desk.look_at(&args.at)?;
        // Positions and what an item waits for are part of the JSON, so the whole backlog is read.
        let backlog = desk.load(Depth::Body)?.backlog;
        let (stories, _) = desk.pick_readable(&backlog, &args.ids)?;
        context.out.json(&ShowReport::new(
            &backlog,
            &stories,
            desk.unreadable(&backlog),
            &desk.prefix,
        ))?;
        return Ok(Outcome::findings_if(!backlog.unreadable.is_empty()));
    }
    if args.at.at.is_some() {
        let past = Rc::new(past(&mut desk, args)?);
        let (stories, unreadable) = desk.pick_readable(&past, &args.ids)?;
        return draw(&desk, args.format, stories, &unreadable, |_| {
            Rc::clone(&past)
        });
    }
    let mut search = desk.store.search();
    let (stories, unreadable) = desk.find_readable(&mut search, &args.ids)?;
    draw(&desk, args.format, &stories, &unreadable, |story| {
        let referred = referred(&desk, &mut search, story);
        Rc::new(Backlog::new(desk.config().clone(), referred, Vec::new()))
    })
}

/// Writes items for people, each with what it names `around` it.
fn draw<'s>(
    desk: &Desk<'_>,
    format: ShowFormat,
    stories: impl IntoIterator<Item = &'s Story>,
    unreadable: &[Unreadable],
    mut around: impl FnMut(&Story) -> Rc<Backlog>,
) -> CommandResult {
    let out = &desk.context.out;
    for (index, story) in stories.into_iter().enumerate() {
        if format == ShowFormat::Md {
            let bytes = desk.read(&story.path)?;
            let text = String::from_utf8_lossy(&bytes);
            out.result(&crate::text::escape_terminal_lines(&text))?;
            continue;
        }
        if index > 0 {
            out.result("\n")?;
        }
        out.document(&ShowReport::document(&around(story), story, &desk.prefix))?;
    }
    desk.draw_unreadable(unreadable);
    Ok(Outcome::findings_if(!unreadable.is_empty()))
}

/// The past of items and of those they name, found by their file names; the whole past where that finds not all.
fn past(desk: &mut Desk<'_>, args: &ShowArgs) -> CommandResult<Backlog> {
    let asked = desk.patterns(&args.ids);
    desk.look_at_items(&args.at, asked)?;
    let named = desk.load(Depth::Body)?.backlog;
    if let Ok((stories, unreadable)) = desk.pick_readable(&named, &args.ids)
        && unreadable.is_empty()
    {
        let references = stories
            .iter()
            .flat_map(|story| story.epic.iter().chain(&story.depends_on));
        let references: Vec<String> = references.cloned().collect();
        if references.is_empty() {
            return Ok(named);
        }
        desk.look_at_more(Some(desk.patterns(&references)));
    } else {
        desk.look_at_more(None);
    }
    Ok(desk.load(Depth::Body)?.backlog)
}

/// Shows the lives of items.
fn history(desk: &Desk<'_>, args: &ShowArgs) -> CommandResult {
    let backlog = desk.load(Depth::Body)?.backlog;
    let timeline = desk.timeline(&backlog);
    let mut items = Vec::new();
    for (pattern, id) in desk.patterns(&args.ids).iter().zip(&args.ids) {
        let mut found = Vec::new();
        for id in &pattern.candidates {
            if found.is_empty() {
                found = meant(&timeline, |name| name.parse().as_ref() == Ok(id));
            }
        }
        if found.is_empty() {
            found = meant(&timeline, |name| name.eq_ignore_ascii_case(&pattern.text));
        }
        if found.is_empty() {
            // The usual words for what is not there or cannot be read.
            desk.pick(&backlog, id)?;
        }
        found.retain(|item| !items.contains(item));
        items.append(&mut found);
    }
    let report = HistoryReport::new(&timeline, &items, &desk.prefix);
    let out = &desk.context.out;
    match args.format {
        ShowFormat::Text => out.document(&report.document())?,
        ShowFormat::Md => out.result(&markdown(&report.document()))?,
        ShowFormat::Json => out.json(&report)?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

/// The items that a story names, found by their file names; what cannot be found is named by its id alone.
fn referred(desk: &Desk<'_>, search: &mut Search<'_>, story: &Story) -> Vec<Story> {
    let references = story
        .epic
        .iter()
        .chain(&story.depends_on)
        .cloned()
        .collect::<Vec<_>>();
    search.open_by_name(&desk.patterns(&references))
}
