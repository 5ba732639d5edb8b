//! `po merge-driver`: what git calls to merge a story file.

use std::path::PathBuf;

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Outcome};
use crate::git::{Markers, MergeFiles, merge_files, rules_around};
use crate::text;

/// Flags of `po merge-driver`.
#[derive(Debug, Args)]
#[command(
    after_help = "git calls it; `po git setup` tells git so. By hand, to try it:
  po merge-driver base.md ours.md theirs.md backlog/stories/US-12.md"
)]
pub struct MergeDriverArgs {
    /// The common version (%O)
    #[arg(value_name = "BASE")]
    base: PathBuf,
    /// Our version (%A), which the merged one replaces
    #[arg(value_name = "OURS")]
    ours: PathBuf,
    /// Their version (%B)
    #[arg(value_name = "THEIRS")]
    theirs: PathBuf,
    /// Where the file is in the repository (%P)
    #[arg(value_name = "PATH", allow_hyphen_values = true)]
    path: PathBuf,
    /// Say `merged` or `contested` on stdout, so that git knows who merged
    #[arg(long)]
    tell: bool,
    /// How many characters a conflict marker has (%L)
    #[arg(long, value_name = "NUMBER", default_value_t = 7, value_parser = clap::value_parser!(u16).range(1..=1000))]
    marker_size: u16,
    /// What stands at the common version's marker (%S)
    #[arg(
        long,
        value_name = "LABEL",
        default_value = "base",
        allow_hyphen_values = true
    )]
    base_label: String,
    /// What stands at our version's marker (%X)
    #[arg(
        long,
        value_name = "LABEL",
        default_value = "ours",
        allow_hyphen_values = true
    )]
    ours_label: String,
    /// What stands at their version's marker (%Y)
    #[arg(
        long,
        value_name = "LABEL",
        default_value = "theirs",
        allow_hyphen_values = true
    )]
    theirs_label: String,
}

/// Merges three versions of a file into the second one. Takes no lock, and needs no backlog around.
///
/// # Errors
/// When a file cannot be read or written; git then merges by lines, as `po git setup` tells it.
pub fn run(context: &Context, args: &MergeDriverArgs) -> CommandResult {
    let label = |given: &str, usual: &str| {
        // A git that does not know a placeholder leaves it as it is.
        let known = !given.starts_with('%') && !given.is_empty();
        if known { given } else { usual }.to_owned()
    };
    let markers = Markers {
        size: args.marker_size,
        base: label(&args.base_label, "base"),
        ours: label(&args.ours_label, "ours"),
        theirs: label(&args.theirs_label, "theirs"),
        with_base: false,
    };
    let top = &context.env.current_dir;
    let mut rules = rules_around(top, &args.path, markers);
    // Git calls the two common versions so that it puts together first; markers in the result would be text of the base.
    rules.is_inner = args.ours_label.starts_with("Temporary merge branch");
    let files = MergeFiles {
        base: top.join(&args.base),
        ours: top.join(&args.ours),
        theirs: top.join(&args.theirs),
    };
    let merged = merge_files(&files, &rules).map_err(|error| {
        Failure::from(error).hint("git calls this by itself in a merge; po git setup: tells git so")
    })?;
    let is_clean = merged.conflicts.is_empty();
    if args.tell {
        let told = if is_clean { "merged" } else { "contested" };
        context.out.result(&format!("{told}\n"))?;
    }
    if is_clean {
        return Ok(Outcome::Clean);
    }
    let path = text::escape_terminal(&args.path.display().to_string()).replace('\\', "/");
    let words = match merged.unsure {
        Some(why) => format!("{path}: merged by lines, because {why}"),
        None => {
            let names: Vec<&str> = merged.conflicts.iter().map(|c| c.name.as_str()).collect();
            let names = text::escape_terminal(&names.join(", ")).to_string();
            format!("{path}: both sides changed {names}")
        }
    };
    context.out.warn(&words);
    Ok(Outcome::Findings)
}
