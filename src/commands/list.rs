//! `po list`: items, filtered and sorted.

use clap::Args;

use crate::cli::{AtArgs, CommandResult, Context, FilterArgs, ListFormat, Outcome, leave};
use crate::model::{Story, Unreadable};
use crate::report::{ListReport, markdown};
use crate::scrum::{Query, Sort};
use crate::store::Depth;

/// Flags of `po list`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po list                                  open items in their order
  po list --status ready --sprint next
  po list -q 'points>3 label:checkout -is:blocked text:\"saved card\"'
  po list -q 'missing:points' --sort -value
  po list --all --format csv > backlog.csv")]
pub struct ListArgs {
    #[command(flatten)]
    at: AtArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// Sort by rank, id, title, status, type, points, value, created or sprint; `-` before it turns it round
    #[arg(long, value_name = "FIELD", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Show at most so many
    #[arg(long, short = 'n', value_name = "N")]
    limit: Option<usize>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ListFormat,
}

/// Lists items.
///
/// # Errors
/// When a filter names a state, type or key that does not exist.
pub fn run(context: &Context, args: &ListArgs) -> CommandResult {
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let query: Query = args.filter.query(desk.config())?;
    let sort = Sort::parse(args.sort.as_deref().unwrap_or("rank"))?;
    let full = matches!(args.format, ListFormat::Json | ListFormat::Csv) || query.needs_body();
    let backlog = desk
        .load(if full { Depth::Body } else { Depth::Header })?
        .backlog;
    args.filter.find_epics(&desk, &backlog)?;
    let mut stories: Vec<&Story> = FilterArgs::select(&query, &backlog);
    sort.apply(&backlog, &mut stories);
    let found = stories.len();
    stories.truncate(args.limit.unwrap_or(usize::MAX));
    let unreadable: &[Unreadable] = &backlog.unreadable;
    match args.format {
        ListFormat::Json => {
            context.out.json(&ListReport::new(
                &backlog,
                &stories,
                desk.unreadable(&backlog),
                &desk.prefix,
            ))?;
        }
        ListFormat::Csv => {
            context
                .out
                .result(&ListReport::new(&backlog, &stories, Vec::new(), &desk.prefix).csv())?;
        }
        ListFormat::Md => context.out.result(&markdown(&ListReport::document(
            &backlog, &stories, unreadable,
        )))?,
        ListFormat::Text => {
            context
                .out
                .document(&ListReport::document(&backlog, &stories, unreadable))?;
            if stories.len() < found {
                context
                    .out
                    .note(&format!("  {} more\n", found - stories.len()));
            } else if stories.is_empty() && unreadable.is_empty() {
                let everything = backlog.stories().is_empty();
                if everything {
                    context.out.note("no items yet\n");
                    context.out.hint("po add \"…\"");
                } else {
                    context.out.note("no items match\n");
                    if !query.shows_all() {
                        context
                            .out
                            .hint("done and declined ones too: po list --all");
                    }
                }
            }
        }
    }
    desk.warn_unreadable(&backlog);
    let outcome = Outcome::findings_if(!unreadable.is_empty());
    leave(backlog);
    Ok(outcome)
}
