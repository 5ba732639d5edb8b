//! The command line: global flags and the list of subcommands.

use std::path::PathBuf;

use anstream::ColorChoice;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use crate::cli::{CommandResult, Context};
use crate::commands::{
    ac, add, check, completions, decide, demo, diff, edit, estimate, export, forecast, git, help,
    import, init, list, man, merge_driver, note, rank, refine, release, report, resolve, review,
    roadmap, set, show, split, sprint, status, sync, undo, why, work,
};

/// A Product Backlog in Markdown, under git
#[derive(Debug, Parser)]
#[command(
    name = "po",
    version,
    disable_help_subcommand = true,
    infer_long_args = true,
    max_term_width = 100
)]
pub struct Cli {
    /// Flags of every command.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do; without one, the status.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags of every command.
#[derive(Debug, Clone, Args)]
pub struct GlobalArgs {
    /// Where the backlog is [default: found here or above] [env: PO_BACKLOG]
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help_heading = "Everywhere")]
    pub backlog: Option<PathBuf>,
    /// When to use colour
    #[arg(
        long,
        global = true,
        value_enum,
        default_value_t,
        value_name = "WHEN",
        help_heading = "Everywhere"
    )]
    pub color: When,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl GlobalArgs {
    /// What was asked about colour.
    #[must_use]
    pub fn color(&self) -> ColorChoice {
        match self.color {
            When::Auto => ColorChoice::Auto,
            When::Always => ColorChoice::Always,
            When::Never => ColorChoice::Never,
        }
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show or change the acceptance criteria of an item
    Ac(ac::AcArgs),
    /// Accept what is Done: a dated decision, never a gate
    Accept(decide::AcceptArgs),
    /// Add an item
    Add(Box<add::AddArgs>),
    /// Find what is wrong, with file, line and column
    Check(check::CheckArgs),
    /// Print the completion script of a shell
    Completions(completions::CompletionsArgs),
    /// Say no to an idea, with a reason that stays findable
    Decline(decide::DeclineArgs),
    /// Make a sample backlog with real git history in ./po-demo
    Demo(demo::DemoArgs),
    /// Say what changed in the backlog's words: not committed, since a day, between branches
    Diff(diff::DiffArgs),
    /// Say that items are done, and when
    Done(work::DoneArgs),
    /// Open an item, the product, a Sprint or a release in your editor
    Edit(edit::EditArgs),
    /// Estimate items: planning poker, votes of a chat, a tool's table
    Estimate(estimate::EstimateArgs),
    /// Give the backlog to another tool, in a file that it imports
    Export(Box<export::ExportArgs>),
    /// Tell git how stories merge: po git setup
    Git(git::GitArgs),
    /// Say when, and how sure that is
    Forecast(forecast::ForecastArgs),
    /// Show help: page one, one command, or everything
    Help(help::HelpArgs),
    /// Bring a backlog from another tool
    Import(import::ImportArgs),
    /// Start a backlog here
    Init(init::InitArgs),
    /// List items, filtered and sorted
    List(list::ListArgs),
    /// Write man pages
    #[command(hide = true)]
    Man(man::ManArgs),
    /// Merge three versions of a story file: what git calls
    #[command(name = "merge-driver", hide = true)]
    MergeDriver(merge_driver::MergeDriverArgs),
    /// Add a dated note, question, answer or feedback to an item
    Note(note::NoteArgs),
    /// See the order, or change it
    Rank(rank::RankArgs),
    /// Say that items are ready for a Sprint; names what is missing
    Ready(work::ReadyArgs),
    /// See what keeps items from ready, and walk through them with the team
    Refine(refine::RefineArgs),
    /// Put Done items back to work, with a reason
    Reject(decide::RejectArgs),
    /// List, make and ship releases, and write their notes
    Release(Box<release::ReleaseArgs>),
    /// Show figures: velocity, cycle time
    Report(report::ReportArgs),
    /// Resolve the conflicts of a merge, field by field
    Resolve(resolve::ResolveArgs),
    /// Write Sprint Review notes: what is Done, what is not, what changed, what is next
    Review(review::ReviewArgs),
    /// Show where the product is going: objectives, releases, epics as Now, Next and Later
    Roadmap(roadmap::RoadmapArgs),
    /// Change fields: set, add to, take from, unset
    Set(set::SetArgs),
    /// Show items with all their text
    Show(show::ShowArgs),
    /// Split an item into parts, which take its criteria and references
    Split(split::SplitArgs),
    /// List, plan, start and close Sprints
    Sprint(Box<sprint::SprintArgs>),
    /// Say that work on items has begun, and when
    Start(work::StartArgs),
    /// Today on one screen
    Status(status::StatusArgs),
    /// Share the backlog: show, commit, fetch, merge, check, push
    Sync(sync::SyncArgs),
    /// Take back the last change that po made
    Undo(undo::UndoArgs),
    /// Say where an item stands and why, or why not
    Why(why::WhyArgs),
}

/// Runs a command.
///
/// # Errors
/// What the command says.
pub fn dispatch(context: &Context, command: Option<Command>) -> CommandResult {
    match command {
        None => status::bare(context),
        Some(Command::Ac(args)) => ac::run(context, &args),
        Some(Command::Accept(args)) => decide::accept(context, &args),
        Some(Command::Add(args)) => add::run(context, &args),
        Some(Command::Check(args)) => check::run(context, &args),
        Some(Command::Completions(args)) => completions::run(context, &args),
        Some(Command::Decline(args)) => decide::decline(context, &args),
        Some(Command::Demo(args)) => demo::run(context, &args),
        Some(Command::Diff(args)) => diff::run(context, &args),
        Some(Command::Done(args)) => work::done(context, &args),
        Some(Command::Edit(args)) => edit::run(context, &args),
        Some(Command::Estimate(args)) => estimate::run(context, &args),
        Some(Command::Export(args)) => export::run(context, &args),
        Some(Command::Git(args)) => git::run(context, &args),
        Some(Command::Forecast(args)) => forecast::run(context, &args),
        Some(Command::Help(args)) => help::run(context, &args),
        Some(Command::Import(args)) => import::run(context, &args),
        Some(Command::Init(args)) => init::run(context, &args),
        Some(Command::List(args)) => list::run(context, &args),
        Some(Command::Man(args)) => man::run(context, &args),
        Some(Command::MergeDriver(args)) => merge_driver::run(context, &args),
        Some(Command::Note(args)) => note::run(context, &args),
        Some(Command::Rank(args)) => rank::run(context, &args),
        Some(Command::Ready(args)) => work::ready(context, &args),
        Some(Command::Refine(args)) => refine::run(context, &args),
        Some(Command::Reject(args)) => decide::reject(context, &args),
        Some(Command::Release(args)) => release::run(context, &args),
        Some(Command::Report(args)) => report::run(context, &args),
        Some(Command::Resolve(args)) => resolve::run(context, &args),
        Some(Command::Review(args)) => review::run(context, &args),
        Some(Command::Roadmap(args)) => roadmap::run(context, &args),
        Some(Command::Set(args)) => set::run(context, &args),
        Some(Command::Show(args)) => show::run(context, &args),
        Some(Command::Split(args)) => split::run(context, &args),
        Some(Command::Sprint(args)) => sprint::run(context, &args),
        Some(Command::Start(args)) => work::start(context, &args),
        Some(Command::Status(args)) => status::run(context, &args),
        Some(Command::Sync(args)) => sync::run(context, &args),
        Some(Command::Undo(args)) => undo::run(context, &args),
        Some(Command::Why(args)) => why::run(context, &args),
    }
}
