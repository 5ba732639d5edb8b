//! `po report outcomes`: what was hoped of items against what was measured since.

use clap::Args;

use crate::cli::{AtArgs, ChartFormat, CommandResult, Context, Failure, Outcome, complete};
use crate::report::OutcomesReport;
use crate::store::Depth;

use super::shown::{can_explain, show};

/// Flags of `po report outcomes`.
#[derive(Debug, Args)]
#[command(
    after_help = "What is hoped for stands in the item, figures come from analytics:
  po set 12 outcome.metric=signup_conversion outcome.baseline=3.1% outcome.target=4% outcome.by=2026-12-31
  po import ga4.csv --metric signup_conversion

Examples:
  po report outcomes                       every item that names a metric
  po report outcomes 12 --explain          one, with its chart and the figures behind the means
  po report outcomes 12 --format svg > outcome.svg
  po report outcomes --at 2026-11-01       as it was known that day"
)]
pub struct OutcomesArgs {
    /// One item
    #[arg(value_name = "ID", add = complete::ids())]
    id: Option<String>,
    /// Name the figures behind each mean
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    at: AtArgs,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ChartFormat,
}

/// Shows outcomes.
///
/// # Errors
/// When there is no such item, or a picture of several is asked for.
pub fn run(context: &Context, args: &OutcomesArgs) -> CommandResult {
    can_explain(args.explain, args.format, false)?;
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let one = match &args.id {
        Some(id) => Some(desk.pick(&backlog, id)?),
        None => None,
    };
    let report = OutcomesReport::new(&backlog, one, desk.today(), args.explain);
    let is_picture = matches!(args.format, ChartFormat::Svg | ChartFormat::Png);
    if is_picture && !report.is_one_picture() {
        return Err(match (args.id.is_some(), report.outcomes.first()) {
            (false, Some(first)) => Failure::usage("a picture shows one item")
                .hint(format!("po report outcomes {} --format svg", first.id)),
            _ => Failure::invalid("there is no outcome to draw").hint("po report outcomes"),
        });
    }
    show(context, args.format, &report)?;
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}
