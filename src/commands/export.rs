//! `po export`: the backlog for another tool.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::cli::{
    AtArgs, CommandResult, Context, ErrorKind, ExportSink, Failure, FilterArgs, Outcome, Progress,
    leave,
};
use crate::commands::export_output::{formats, json, lines};
use crate::exchange::{ExportBacklog, ExportError, FORMATS, Format, Writer, export};
use crate::model::{Story, nearest};
use crate::scrum::Query;
use crate::store::{Depth, output_place};

/// Flags of `po export`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po export --to csv > backlog.csv          open items, in their order
  po export --to csv --all --output backlog.csv
  po export --to jira --all --output jira.csv     and jira-configuration.txt, for Jira's importer
  po export --to csv -q 'label:checkout points>3' --output checkout.csv --force
  po export --list                          what can be written, and what becomes of each field")]
pub struct ExportArgs {
    /// The tool that will import it
    #[arg(long, value_name = "FORMAT", required_unless_present = "list", add = format_names())]
    to: Option<String>,
    /// The file, folder or zip archive to write [default: stdout]
    #[arg(long, short = 'o', value_name = "FILE", value_hint = ValueHint::AnyPath)]
    output: Option<PathBuf>,
    /// Replace files that are there with other content
    #[arg(long)]
    force: bool,
    /// List the formats, and what becomes of each field
    #[arg(long, conflicts_with_all = ["to", "output"])]
    list: bool,
    #[command(flatten)]
    at: AtArgs,
    #[command(flatten)]
    filter: FilterArgs,
    /// How to say what became of each field
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: ReportFormat,
}

/// How an export reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum ReportFormat {
    /// For people, on stderr.
    #[default]
    Text,
    /// One JSON object, on stdout.
    Json,
}

/// Writes the backlog for another tool.
///
/// # Errors
/// When there is no such format, or a file is in the way; nothing is written then.
pub fn run(context: &Context, args: &ExportArgs) -> CommandResult {
    let Some(name) = &args.to else {
        context.out.result(&formats())?;
        return Ok(Outcome::Clean);
    };
    let (format, writer) = named(name)?;
    if args.format == ReportFormat::Json && args.output.is_none() {
        return Err(
            Failure::usage("stdout takes the export or the report on it, and not both")
                .hint("--output FILE: the export goes there"),
        );
    }
    let mut desk = context.open()?;
    desk.look_at(&args.at)?;
    let here = &context.env.current_dir;
    if let Some(typed) = &args.output
        && output_place(&here.join(typed)).starts_with(output_place(desk.store.root()))
    {
        return Err(Failure::usage(format!(
            "`{}` lies in the backlog, which an export must not overwrite",
            typed.display()
        )));
    }
    let query: Query = args.filter.query(desk.config())?;
    let depth = if query.needs_body() {
        Depth::Body
    } else {
        Depth::Header
    };
    let backlog = desk.load(depth).backlog;
    args.filter.find_epics(&desk, &backlog)?;
    let stories = FilterArgs::select(&query, &backlog);
    let others = backlog.stories().len() - stories.len();
    let progress = Progress::begin("writing items");
    let whole = |story: &Story| {
        progress.step();
        let read = desk.story_at(&story.path);
        read.map_err(|failure| ExportError::Unreadable {
            path: desk.shown(&story.path),
            reason: failure.message(),
        })
    };
    let view = ExportBacklog::new(&backlog, stories, &whole);
    let mut sink = ExportSink::new(writer.layout, here, args.output.as_deref())?;
    let report = export(&writer, &view, &mut sink).map_err(failure)?;
    let exported = sink.finish(args.force)?;
    drop(progress);
    match args.format {
        ReportFormat::Json => {
            let unreadable = desk.unreadable(&backlog);
            context
                .out
                .json(&json(format, &report, &exported, others, unreadable))?;
        }
        ReportFormat::Text => {
            let lines = lines(format, &report, &exported, others);
            context.out.note(&format!("{}\n", lines.join("\n")));
        }
    }
    if report.items == 0 && others > 0 && !query.shows_all() {
        context
            .out
            .hint("done and declined ones too: po export --all");
    }
    desk.warn_unreadable(&backlog);
    let outcome = Outcome::findings_if(!backlog.unreadable.is_empty());
    leave(backlog);
    Ok(outcome)
}

fn failure(error: ExportError) -> Failure {
    let kind = match &error {
        ExportError::Io(_) => ErrorKind::Io,
        ExportError::Unreadable { .. } => ErrorKind::UnreadableFile,
    };
    Failure::from_error(kind, error)
}

/// The formats that can be written.
fn writable() -> impl Iterator<Item = (&'static Format, Writer)> {
    FORMATS
        .iter()
        .filter_map(|format| Some((format, format.write?)))
}

fn format_names() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let named = |(format, _): (&Format, Writer)| {
            CompletionCandidate::new(format.name).help(Some(format.title.into()))
        };
        writable().map(named).collect()
    })
}

fn named(name: &str) -> CommandResult<(&'static Format, Writer)> {
    if let Some(found) = writable().find(|(format, _)| format.name == name) {
        return Ok(found);
    }
    let names = || writable().map(|(format, _)| format.name);
    if FORMATS.iter().any(|format| format.name == name) {
        return Err(
            Failure::usage(format!("`{name}` can be imported, and not exported")).hint(format!(
                "po export --to {}",
                names().collect::<Vec<_>>().join("|")
            )),
        );
    }
    let failure = Failure::usage(format!("there is no format `{name}`"));
    Err(match nearest(name, names()) {
        Some(near) => failure.hint(format!("did you mean `{near}`?")),
        None => failure.hint("po export --list: what can be written"),
    })
}
