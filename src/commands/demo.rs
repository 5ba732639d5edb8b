//! `po demo`: a sample backlog to look around in, or any number of generated stories to measure with.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use crate::check::{Choice, Settings};
use crate::cli::{
    CommandResult, Context, Desk, ErrorKind, Failure, Outcome, Progress, make_folder,
    write_new_files,
};
use crate::commands::check_threads::checked;
use crate::demo::{BACKLOG, generate, sample};
use crate::git::{HistoryCommit, write_history};
use crate::report::OrderReport;
use crate::store::{Depth, backlog_in};

/// Flags of `po demo`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po demo                               a small shop, twelve weeks old, in ./po-demo
  po demo big --stories 10000           many stories, to measure with")]
pub struct DemoArgs {
    /// Where to make it
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath, default_value = "po-demo")]
    folder: PathBuf,
    /// Generate so many stories instead, to measure with; no git history
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    stories: Option<u32>,
    /// What the generated stories follow from
    #[arg(long, value_name = "N", default_value_t = 42, requires = "stories")]
    seed: u64,
}

/// Makes a sample and shows it.
///
/// # Errors
/// When the folder holds something, or cannot be written.
pub fn run(context: &Context, args: &DemoArgs) -> CommandResult {
    let folder = context.env.current_dir.join(&args.folder);
    let shown = args.folder.display().to_string();
    let taken = |_| {
        Failure::new(
            ErrorKind::Conflict,
            format!("`{shown}` is there already and not empty"),
        )
        .hint(format!(
            "cd {shown} and look around, or name another folder: po demo DIR"
        ))
    };
    if let Some(count) = args.stories {
        make_folder(&folder)?;
        let root = backlog_in(&folder)?;
        let progress = Progress::begin("making up stories");
        let files: Vec<(String, Vec<u8>)> = generate(count.into(), args.seed)
            .inspect(|_| progress.step())
            .map(|(path, text)| (path, text.into_bytes()))
            .collect();
        drop(progress);
        write_new_files(&root, &files).map_err(|failure| {
            if failure.kind == ErrorKind::Conflict {
                taken(())
            } else {
                failure
            }
        })?;
        context.out.result(&format!(
            "{count} generated stories in {shown}/backlog, seed {}\n",
            args.seed
        ))?;
        context.out.hint(&format!("cd {shown}, then po list"));
        return Ok(Outcome::Clean);
    }
    write_history(&folder, history(context)).map_err(|error| match error {
        crate::git::GitError::NotEmpty(_) => taken(()),
        error => error.into(),
    })?;
    show(context, &folder, &shown)
}

/// The sample's life as commits.
fn history(context: &Context) -> Vec<HistoryCommit> {
    sample(context.env.now)
        .commits
        .into_iter()
        .map(|commit| HistoryCommit {
            files: commit
                .files
                .into_iter()
                .map(|(path, text)| (path, text.map(String::into_bytes)))
                .collect(),
            author: commit.author.to_owned(),
            email: commit.email.to_owned(),
            time: commit.time,
            message: commit.message,
        })
        .collect()
}

/// Its order, a check, and what to try next.
fn show(context: &Context, folder: &Path, shown: &str) -> CommandResult {
    let desk = Desk::open(context, &folder.join(BACKLOG))?;
    let loaded = desk.load(Depth::Body)?;
    let out = &context.out;
    out.result(&format!(
        "A sample backlog with twelve weeks of history: {shown}\n\n$ po rank\n"
    ))?;
    out.document(&OrderReport::document(&loaded.backlog, Some(12)))?;
    out.result("\n$ po check\n")?;
    let settings = Settings::new(&loaded.backlog.config, &Choice::default())?;
    let report = checked(&loaded.backlog, settings, loaded.diagnostics);
    crate::commands::check_output::text(&desk, &report)?;
    out.result(&format!(
        "\nTry, after cd {shown}:\n  \
         po                                     today on one screen\n  \
         po rank 31 --before 22                 the hint above; then git diff: one line\n  \
         po why 12                              why it stands there\n  \
         po add \"Dark mode\" --as customer       what was said of it before\n  \
         po undo                                the last change, taken back\n"
    ))?;
    Ok(Outcome::Clean)
}
