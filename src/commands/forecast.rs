//! `po forecast`: when, and how sure.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use super::field_values::day;
use crate::cli::{
    AtArgs, CommandResult, Context, Desk, Failure, Outcome, complete, decode_text, read_bytes,
};
use crate::exchange::past_sprints;
use crate::model::{Backlog, Hundredths, StateKind};
use crate::report::{BacktestReport, ForecastReport, markdown};
use crate::scrum::{
    BACK_TRIALS, Goal, HORIZONS, Hits, Outlook, Run, SEED, TRIALS, Wanted, backtest,
    releases_in_order,
};
use crate::store::Depth;

/// More trials than these only take time.
const MOST_TRIALS: u32 = 10_000_000;
/// Boards are shared out to as many threads.
const THREADS: usize = 8;

/// How a forecast is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ForecastFormat {
    /// For people.
    #[default]
    Text,
    /// Markdown, to paste.
    Md,
    /// JSON with a stable shape.
    Json,
    /// A picture.
    Svg,
}

/// Flags of `po forecast`.
#[derive(Debug, Args)]
#[command(
    after_help = "From what the last 8 closed Sprints came to, as their files say it; without Sprints, from whole
weeks. What was added to the work ahead meanwhile is included. Under 5 there is no forecast. See docs/forecasting.md.

Examples:
  po forecast                              the releases to come, and the whole order
  po forecast 12                           when is US-12 done?
  po forecast --release 1.2 --until 2026-12-31
  po forecast 12 --assume 15..25           a young team: a range, and no forecast
  po forecast --backtest                   how often would forecasts have come true?
  po forecast --backtest sprints.csv --format json"
)]
pub struct ForecastArgs {
    #[command(flatten)]
    at: AtArgs,
    /// The item
    #[arg(value_name = "ID", group = "goal", add = complete::ids())]
    id: Option<String>,
    /// A release, with all its open items
    #[arg(long, group = "goal", value_name = "NAME", add = complete::releases())]
    release: Option<String>,
    /// An epic, with all its open items
    #[arg(long, group = "goal", value_name = "ID", add = complete::ids())]
    epic: Option<String>,
    /// How much is done by this day, and how likely is it done by then?
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// Assume so many points a Sprint instead, from least to most: 15..25
    #[arg(long, value_name = "LOW..HIGH", allow_hyphen_values = true)]
    assume: Option<String>,
    /// Where randomness begins: the same seed gives the same forecast
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
    /// How many futures are drawn: 100,000, and 2,000 at each moment of a look back
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(100..=i64::from(MOST_TRIALS)))]
    trials: Option<u32>,
    /// How often would forecasts have come true? Of this backlog, or of a CSV file of past Sprints: board, sprint, start,
    /// end, committed, done
    #[arg(long, value_name = "FILE", num_args = 0..=1, conflicts_with_all = ["goal", "until", "assume"], value_hint = ValueHint::FilePath)]
    backtest: Option<Option<PathBuf>>,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ForecastFormat,
}

/// Shows forecasts, or how often they would have come true.
///
/// # Errors
/// When there is no such item, release, epic or day, or a file of past Sprints cannot be read.
pub fn run(context: &Context, args: &ForecastArgs) -> CommandResult {
    if let Some(Some(file)) = &args.backtest {
        return look_back(context, args, file);
    }
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let backlog = desk.load(Depth::Body)?.backlog;
    let run = Run {
        seed: args.seed,
        trials: args.trials.unwrap_or(TRIALS),
    };
    let today = desk.today();
    if args.backtest.is_some() {
        let outlook = Outlook::new(&backlog, None, today).with(run);
        let sprints = outlook.pace.all.len();
        show_back(
            context,
            args,
            BacktestReport::new(outlook.backtest(args.trials), 1, sprints, args.seed),
        )?;
    } else {
        let until = args.until.as_deref().map(|text| day(&desk, "until", text));
        let until = until.transpose()?;
        let assume = args.assume.as_deref().map(range).transpose()?;
        let wanted = wanted(&desk, &backlog, args, until)?;
        let timeline = desk.timeline(&backlog);
        let outlook = Outlook::new(&backlog, Some(&timeline), today).with(run);
        let report = ForecastReport::new(&outlook, &wanted, until, assume);
        show(context, args, &report, &outlook)?;
    }
    desk.warn_unreadable(&backlog);
    Ok(Outcome::findings_if(!backlog.unreadable.is_empty()))
}

fn show(
    context: &Context,
    args: &ForecastArgs,
    report: &ForecastReport,
    outlook: &Outlook<'_>,
) -> CommandResult<()> {
    let out = &context.out;
    match args.format {
        ForecastFormat::Text => out.document(&report.document())?,
        ForecastFormat::Md => out.result(&markdown(&report.document()))?,
        ForecastFormat::Json => out.json(report)?,
        ForecastFormat::Svg => match report.svg(outlook) {
            Some(picture) => out.result(&picture)?,
            None => {
                return Err(Failure::invalid("there is no forecast to draw")
                    .hint("po forecast: what is missing"));
            }
        },
    }
    Ok(())
}

/// What was asked about; without anything, the releases to come and the whole order.
fn wanted<'b>(
    desk: &Desk<'_>,
    backlog: &'b Backlog,
    args: &ForecastArgs,
    until: Option<jiff::civil::Date>,
) -> CommandResult<Vec<Wanted<'b>>> {
    let about = |goal, due| Wanted { goal, due, until };
    if let Some(name) = &args.release {
        let release = desk.pick_release(backlog, name)?;
        return Ok(vec![about(Goal::Release(release), release.due)]);
    }
    if let Some(id) = args.id.as_ref().or(args.epic.as_ref()) {
        let story = desk.pick(backlog, id)?;
        if backlog.kind(story) == StateKind::Declined {
            return Err(Failure::invalid(format!("{} is declined", story.id)));
        }
        let is_epic = backlog.has_children(story);
        if args.epic.is_some() && !is_epic {
            return Err(
                Failure::invalid(format!("no item has {} as its epic", story.id))
                    .hint(format!("po forecast {}", story.id.number())),
            );
        }
        // An item is due with its release.
        let release = story.release.as_deref().map(str::trim);
        let release = backlog
            .releases
            .iter()
            .find(|other| Some(other.name.trim()) == release);
        let due = release
            .filter(|release| release.shipped.is_none())
            .and_then(|release| release.due);
        let goal = if is_epic {
            Goal::Epic(story)
        } else {
            Goal::Item(story)
        };
        return Ok(vec![about(goal, due)]);
    }
    let mut all: Vec<Wanted<'_>> = releases_in_order(&backlog.releases)
        .into_iter()
        .filter(|release| release.shipped.is_none())
        .map(|release| about(Goal::Release(release), release.due))
        .collect();
    all.push(about(Goal::All, None));
    Ok(all)
}

/// `15..25`, or one number for both.
fn range(text: &str) -> CommandResult<(Hundredths, Hundredths)> {
    let wrong =
        |why: String| Failure::usage(format!("`--assume {text}`: {why}")).hint("--assume 15..25");
    let number = |part: &str| {
        part.trim()
            .parse::<Hundredths>()
            .map_err(|error| wrong(error.to_string()))
    };
    let (low, high) = match text.split_once("..") {
        Some((low, high)) => (number(low)?, number(high.trim_start_matches('='))?),
        None => (number(text)?, number(text)?),
    };
    if low > high {
        return Err(wrong(format!("{low} is more than {high}")));
    }
    if high == Hundredths::ZERO {
        return Err(wrong("nothing would ever be done".to_owned()));
    }
    Ok((low, high))
}

/// Looks back over the boards of a file.
fn look_back(context: &Context, args: &ForecastArgs, file: &std::path::Path) -> CommandResult {
    let text = decode_text(&read_bytes(file)?);
    let past = past_sprints(&text)
        .map_err(|error| Failure::invalid(format!("`{}`: {error}", file.display())))?;
    for problem in &past.problems {
        context.out.warn(problem);
    }
    let told = past.problems.len();
    if past.left_out > told {
        let more = past.left_out - told;
        context.out.warn(&format!("{more} more rows are left out"));
    }
    let run = Run {
        seed: args.seed,
        trials: args.trials.unwrap_or(BACK_TRIALS),
    };
    let share = past.boards.len().div_ceil(THREADS).max(1);
    let all = std::thread::scope(|scope| {
        let workers: Vec<_> = past
            .boards
            .chunks(share)
            .map(|boards| {
                scope.spawn(move || {
                    let hits = boards.iter().map(|board| backtest(&board.done, run));
                    hits.fold([Hits::default(); HORIZONS.len()], add)
                })
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| {
                worker
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            })
            .fold([Hits::default(); HORIZONS.len()], add)
    });
    let sprints = past.boards.iter().map(|board| board.done.len()).sum();
    show_back(
        context,
        args,
        BacktestReport::new(all, past.boards.len(), sprints, args.seed),
    )?;
    Ok(Outcome::Clean)
}

fn add(a: [Hits; HORIZONS.len()], b: [Hits; HORIZONS.len()]) -> [Hits; HORIZONS.len()] {
    std::array::from_fn(|at| a[at].and(&b[at]))
}

fn show_back(context: &Context, args: &ForecastArgs, report: BacktestReport) -> CommandResult<()> {
    let out = &context.out;
    match args.format {
        ForecastFormat::Text => out.document(&report.document())?,
        ForecastFormat::Md => out.result(&markdown(&report.document()))?,
        ForecastFormat::Json => out.json(&report)?,
        ForecastFormat::Svg => {
            return Err(
                Failure::usage("`--backtest` has no picture").hint("--format text, md or json")
            );
        }
    }
    Ok(())
}
