//! `po show`: items, whole.

use clap::Args;

use crate::cli::{CommandResult, Context, Desk, Outcome, ShowFormat, complete};
use crate::model::{Backlog, Story};
use crate::report::ShowReport;
use crate::store::{Depth, Search};

/// Flags of `po show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Items: `12`, `US-12`, an alias
    #[arg(required = true, value_name = "ID", add = complete::ids())]
    ids: Vec<String>,
    /// How to write them
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ShowFormat,
}

/// Shows items.
///
/// # Errors
/// When an id leads nowhere, to several files or to a file that cannot be read.
pub fn run(context: &Context, args: &ShowArgs) -> CommandResult {
    let desk = context.open()?;
    if args.format == ShowFormat::Json {
        // Positions and what an item waits for are part of the JSON, so the whole backlog is read.
        let backlog = desk.load(Depth::Body).backlog;
        let stories = desk.pick_all(&backlog, &args.ids)?;
        context
            .out
            .json(&ShowReport::new(&backlog, &stories, &desk.prefix))?;
        return Ok(Outcome::findings_if(!backlog.unreadable.is_empty()));
    }
    let mut search = desk.store.search();
    let stories = desk.find_stories(&mut search, &args.ids)?;
    for (index, story) in stories.iter().enumerate() {
        if args.format == ShowFormat::Md {
            let bytes = desk.store.read(&story.path)?;
            context.out.result(&crate::text::escape_terminal_lines(
                &String::from_utf8_lossy(&bytes),
            ))?;
            continue;
        }
        if index > 0 {
            context.out.result("\n")?;
        }
        let referred = referred(&desk, &mut search, story);
        let backlog = Backlog::new(desk.config().clone(), referred, Vec::new());
        context
            .out
            .document(&ShowReport::document(&backlog, story, &desk.prefix))?;
    }
    Ok(Outcome::Clean)
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
