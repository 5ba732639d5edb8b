//! `po report deps`: what blocks what, the critical chain, circles.

use clap::{Args, ValueEnum};

use crate::cli::{AtArgs, CommandResult, Context, Desk, Outcome, complete};
use crate::model::{At, Backlog, Location, Story};
use crate::report::{CirclePlace, DepsReport};
use crate::store::{Depth, locate};

/// For people, and for whatever draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DepsFormat {
    /// For people: a tree, what blocks above what waits for it.
    #[default]
    Text,
    /// A Mermaid flowchart, which many forges and wikis draw.
    Mermaid,
    /// For Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// JSON with a stable shape.
    Json,
}

/// Flags of `po report deps`.
#[derive(Debug, Args)]
#[command(
    after_help = "Only open items count: what is Done blocks nothing any more. The critical chain is the one with the most points
that must be done one after another; items without an estimate count as nothing, and are told.

Examples:
  po report deps
  po report deps 12                        what 12 waits for, and what waits for it
  po report deps --format svg > deps.svg
  po report deps --format dot | dot -Tpng > deps.png"
)]
pub struct DepsArgs {
    #[command(flatten)]
    at: AtArgs,
    /// Only what this item waits for, and what waits for it
    #[arg(value_name = "ID", add = complete::ids())]
    id: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: DepsFormat,
}

/// Shows what blocks what.
///
/// # Errors
/// When the item does not exist.
pub fn run(context: &Context, args: &DepsArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Header)?.backlog;
    let around = match &args.id {
        Some(id) => Some(desk.pick(&backlog, id)?),
        None => None,
    };
    let place = |from: &Story, to: &Story| place(&desk, &backlog, from, to);
    let report = DepsReport::new(&backlog, around, &place);
    let out = &context.out;
    match args.format {
        DepsFormat::Text => out.document(&report.document())?,
        DepsFormat::Mermaid => out.result(&report.mermaid())?,
        DepsFormat::Dot => out.result(&report.dot())?,
        DepsFormat::Svg => out.result(&report.svg())?,
        DepsFormat::Json => out.json(&report)?,
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

/// Where a file says that an item waits for another.
fn place(desk: &Desk<'_>, backlog: &Backlog, from: &Story, to: &Story) -> CirclePlace {
    let is_it = |reference: &String| {
        backlog
            .find(reference)
            .is_some_and(|found| found.path == to.path)
    };
    let at = from
        .depends_on
        .iter()
        .position(is_it)
        .map_or(At::File, |nth| At::Item("depends_on".to_owned(), nth));
    let found = desk
        .read(&from.path)
        .map_or(Location::START, |bytes| locate(&bytes, &at));
    CirclePlace {
        id: from.id.to_string(),
        waits_for: to.id.to_string(),
        path: desk.shown(&from.path),
        line: found.line,
        column: found.column,
    }
}
