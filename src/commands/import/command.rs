//! The arguments of `po import`, and what is read, decided and written in which order.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use crate::cli::{
    CommandResult, Context, Desk, Failure, Made, Outcome, Progress, Told, WriteArgs, WriteFormat,
    open_source,
};
use crate::commands::import::base::{read_base, write_base};
use crate::commands::import::handed_out::handed_out;
use crate::commands::import::map::ChosenMap;
use crate::commands::import::metric::{self, MetricArgs};
use crate::commands::import::no_export::{detected, holds_an_export};
use crate::commands::import::output::{around, formats, json, lines};
use crate::commands::import::passes::Import;
use crate::commands::import::take::{Take, TakeChoice};
use crate::commands::import::types::SeenTypes;
use crate::commands::import::update::UpdateOutcome;
use crate::commands::import::update_output::{is_contested, update_lines};
use crate::commands::init;
use crate::exchange::{
    Base, DateOrder, FORMATS, Format, ImportReport, KnownBacklog, MetricFormat, Planner,
    ReadOptions, ReadReport, fold_name,
};
use crate::model::{Backlog, Config, nearest};
use crate::store::Depth;

/// Flags of `po import`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po import Jira.csv --dry-run          what would come of it: states, columns, what is left out
  po import Jira.csv
  po import stories.txt --from lines
  po import export.zip --into legacy
  po import table.csv --map map.yaml    which column is what: `title: Betreff`
  po import ga4.csv --from ga4 --metric signup_conversion --column \"Key event rate\"
  po import Jira.csv --update           again, later: what changed there comes here
  po import --list                      what can be imported")]
pub struct ImportArgs {
    /// The file, folder or zip archive to bring in; `-` reads stdin
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath, required_unless_present = "list")]
    source: Option<PathBuf>,
    /// The tool it comes from [default: found out]
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// A YAML file that says which columns hold what, and what states mean
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    map: Option<PathBuf>,
    /// How dates in numbers are written: `dd/MM/yyyy`, `MM/dd/yyyy`, `yy-MM-dd` [default: found out]
    #[arg(long, value_name = "PATTERN")]
    date_format: Option<String>,
    /// Only items of these types
    #[arg(long, value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// A folder below `stories/` for the new files
    #[arg(long, value_name = "FOLDER")]
    into: Option<String>,
    /// Bring items that are here already up to date: what changed there and not here
    #[arg(long)]
    update: bool,
    /// With `--update`, the side that counts where both changed: `there`, `here`, or for one field `points=there`; `rank=there` for the order
    #[arg(long, value_name = "SIDE", value_delimiter = ',', requires = "update")]
    take: Vec<TakeChoice>,
    /// List the formats, and what becomes of each of their fields
    #[arg(long, conflicts_with_all = ["source", "from"])]
    list: bool,
    #[command(flatten)]
    metric: MetricArgs,
    #[command(flatten)]
    write: WriteArgs,
}

/// Brings a backlog in; makes one first where there is none.
///
/// # Errors
/// When the source is not what it should be; nothing is written then.
pub fn run(context: &Context, args: &ImportArgs) -> CommandResult {
    let Some(path) = &args.source else {
        context.out.result(&formats())?;
        return Ok(Outcome::Clean);
    };
    if args.metric.metric.is_some() {
        let how = (args.from.as_deref(), date_order(args)?);
        return metric::run(context, path, how, &args.metric, &args.write);
    }
    let found = context.find()?;
    let source = open_source(&context.env.current_dir, path)?;
    holds_an_export(path, &*source)?;
    let format = match &args.from {
        Some(name) => named(name)?,
        None => detected(context, path, &*source)?,
    };
    let chosen = ChosenMap::new(args.map.as_deref(), found.as_ref(), format, args.update)?;
    let import = Import {
        source: &*source,
        format,
        options: options(context, args, found.as_ref(), &chosen)?,
        types: args.types.iter().map(|name| fold_name(name)).collect(),
        folder: folder(args.into.as_deref())?,
        update: args.update.then(|| Take::new(&args.take)),
    };
    let mut planner = Planner::default();
    if import.update.as_ref().is_some_and(Take::takes_order) {
        planner.take_order();
    }
    if import.update.as_ref().is_some_and(Take::takes_titles) {
        planner.count_keys_only();
    }
    let progress = Progress::begin("reading items");
    let mut types = SeenTypes::default();
    let mut read = import.read(&mut |draft, wanted| {
        types.see(draft.item_type.as_deref(), wanted);
        if wanted {
            planner.add(&draft);
        } else {
            planner.pass_over(&draft);
        }
        progress.step();
    })?;
    drop(progress);
    read.notes.extend(chosen.note.clone());
    types.must_hold(&args.types)?;
    let is_around = !read.sprints.is_empty() || !read.releases.is_empty();
    if types.is_none_wanted() && !read.reported.is_empty() && !is_around {
        rehearse(context, args, &import, planner, read)?;
        return Err(Failure::invalid("nothing was imported: no row is an item"));
    }
    let desk = match found {
        Some(desk) => desk,
        None if args.write.dry_run => return rehearse(context, args, &import, planner, read),
        None => {
            let root = context.new_root()?;
            let made = init::start(context, &root, planner.usual_prefix().as_deref())?;
            match args.write.format {
                WriteFormat::Text => context.out.result(&made)?,
                WriteFormat::Json => context.out.note(&made),
            }
            Desk::open(context, &root)?
        }
    };
    let what = format!("import from {}", import.format.name);
    let progress = Progress::begin("writing items");
    let (made, (report, outcome)) = desk.apply_each(&what, &args.write, |store, take| {
        let mut backlog = KnownBacklog::default();
        let around = store.load_each(Depth::Header, |story| backlog.add(&story));
        backlog.surround(&around.backlog);
        let first_number = desk.mint(store, 1, false)?[0].number();
        let system = planner.system().unwrap_or(import.format.name);
        let mut base = read_base(store, system)?;
        // What was exported there says best what is new in it.
        if import.update.is_some() {
            let exported = handed_out(context, store, import.format, path).text();
            base.take_over(&exported.unwrap_or_default(), planner.keys());
        }
        let decisions = import.decide(context, &backlog, first_number, planner, &read, &base);
        drop(backlog);
        if let (false, Some(last)) = (args.write.dry_run, decisions.last_id()) {
            desk.remember(store, &last);
        }
        let outcome = import.changes(store, (&decisions, &read), &mut base, &progress, take)?;
        // A dry run is about the items.
        if !args.write.dry_run && (import.update.is_some() || decisions.items() > 0) {
            write_base(store, system, &base, take)?;
            if let Some(change) = chosen.keep(store, format)? {
                take(change)?;
            }
        }
        Ok((decisions.report(read), outcome))
    })?;
    if import.update.is_some() && !args.write.dry_run {
        handed_out(context, &desk.store, import.format, path).forget();
    }
    drop(progress);
    tell(&desk, args, import.format, &made, &report, outcome.as_ref())?;
    for hint in types.not_there(&args.types) {
        context.out.hint(&hint);
    }
    Ok(Outcome::Clean)
}

/// What a person says about the source.
fn options(
    context: &Context,
    args: &ImportArgs,
    desk: Option<&Desk<'_>>,
    chosen: &ChosenMap,
) -> CommandResult<ReadOptions> {
    let mut options = ReadOptions::default();
    if let Some(desk) = desk {
        options.time_zone = desk.config().time_zone.clone();
    }
    options.today = Some(context.today(&options.time_zone));
    options.map = chosen.map.clone();
    options.is_update = args.update;
    options.date_order = date_order(args)?;
    Ok(options)
}

/// How a person says that days and months are written.
fn date_order(args: &ImportArgs) -> CommandResult<Option<DateOrder>> {
    let read = |pattern: &String| {
        DateOrder::parse(pattern).ok_or_else(|| {
            Failure::usage(format!(
                "`{pattern}` does not say where day and month stand"
            ))
            .hint("--date-format dd/MM/yyyy or --date-format MM/dd/yyyy")
        })
    };
    args.date_format.as_ref().map(read).transpose()
}

/// The folder below `stories/`, ended by `/`; empty for none.
fn folder(into: Option<&str>) -> CommandResult<String> {
    let Some(into) = into else {
        return Ok(String::new());
    };
    let plain = into.replace('\\', "/");
    let parts: Vec<&str> = plain
        .trim_end_matches('/')
        .trim_start_matches("stories/")
        .split('/')
        .collect();
    let bad = |part: &&str| {
        part.is_empty()
            || part.starts_with('.')
            || part.contains(|c: char| c.is_control() || ":*?\"<>|".contains(c))
    };
    if parts.iter().any(bad) || Path::new(&plain).is_absolute() {
        return Err(
            Failure::usage(format!("`{into}` is no folder below `stories/`"))
                .hint("--into legacy or --into legacy/2024"),
        );
    }
    Ok(format!("{}/", parts.join("/")))
}

/// Shows what an import into a new backlog would do, or one of which nothing comes.
fn rehearse(
    context: &Context,
    args: &ImportArgs,
    import: &Import<'_>,
    planner: Planner,
    read: ReadReport,
) -> CommandResult {
    let prefixes = planner.usual_prefix().map(|prefix| vec![prefix]);
    let config = Config {
        prefixes: prefixes.unwrap_or_else(|| Config::default().prefixes),
        ..Config::default()
    };
    let backlog = KnownBacklog::of(&Backlog::new(config, Vec::new(), Vec::new()));
    let report = import
        .decide(context, &backlog, 1, planner, &read, &Base::default())
        .report(read);
    if args.write.format == WriteFormat::Json {
        context.out.json(&json(&report, None))?;
    } else {
        let mut lines = lines(import.format, &report, args.write.dry_run);
        if args.write.dry_run {
            lines.push("nothing was written (--dry-run)".to_owned());
        }
        context.out.result(&format!("{}\n", lines.join("\n")))?;
    }
    Ok(Outcome::Clean)
}

fn named(name: &str) -> CommandResult<&'static Format> {
    FORMATS
        .iter()
        .find(|format| format.name == name)
        .ok_or_else(|| {
            let failure = Failure::usage(format!("there is no format `{name}`"));
            if MetricFormat::named(name).is_some() {
                return failure.hint(format!(
                    "{name} gives figures: po import FILE --from {name} --metric NAME"
                ));
            }
            match nearest(name, FORMATS.iter().map(|format| format.name)) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => failure.hint("po import --list: what can be imported"),
            }
        })
}

fn tell(
    desk: &Desk<'_>,
    args: &ImportArgs,
    format: &Format,
    made: &Made,
    report: &ImportReport,
    outcome: Option<&UpdateOutcome>,
) -> CommandResult<()> {
    if args.write.format == WriteFormat::Json {
        desk.context.out.json(&json(report, outcome))?;
        return Ok(());
    }
    let mut report = report.clone();
    if outcome.is_some() {
        // What becomes of each column was said when it was imported.
        report.columns.clear();
    }
    let mut told = Told {
        lines: lines(format, &report, args.write.dry_run),
        ..Told::default()
    };
    if let Some(outcome) = outcome {
        // The last line of a report counts what a plain import does.
        told.lines.pop();
        told.lines.extend(update_lines(outcome));
        let around = around(&report);
        if !around.is_empty() {
            told.lines.push(format!("added {}", around.join(" and ")));
        }
        if is_contested(outcome) {
            let hint = "--take there: the export counts, --take here: the backlog, --take points=there: for one field";
            told.hints.push(hint.to_owned());
        }
    }
    desk.tell(&args.write, made, &told)?;
    if report.items > 0 && !args.write.dry_run {
        desk.context
            .out
            .hint("po rank: the order, po check: what is wrong");
    }
    Ok(())
}
