//! `po help`: page one, one command, or everything.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Args, CommandFactory as _};

use crate::cli::{CommandResult, Context, Failure, Outcome};
use crate::commands::Cli;
use crate::model::nearest;

/// Flags of `po help`.
#[derive(Debug, Args)]
pub struct HelpArgs {
    /// A command
    command: Option<String>,
    /// List every command
    #[arg(long, conflicts_with = "command")]
    all: bool,
}

/// A command, what it is for, an example.
type Entry = (&'static str, &'static str, &'static str);

/// Page one: groups, and what stands in each: the command, what it is for, an example. An empty purpose joins it to the next.
const PAGE: &[(&str, &[Entry])] = &[
    (
        "Capture",
        &[
            (
                "add",
                "a new item",
                "po add \"Pay with a saved card\" --as customer",
            ),
            ("show", "", ""),
            ("edit", "", ""),
            ("list", "find and change them", "po list --status ready"),
        ],
    ),
    (
        "Order",
        &[
            ("rank", "see or change it", "po rank 12 --top"),
            ("why", "why it is there, or why not", "po why 12"),
        ],
    ),
    (
        "Refine",
        &[
            (
                "ac",
                "acceptance criteria",
                "po ac 12 add \"Given …, when …, then …\"",
            ),
            (
                "note",
                "questions and notes",
                "po note 12 --question \"Do we need the CVC?\"",
            ),
            ("check", "what is wrong, with file and line", "po check"),
        ],
    ),
    (
        "Deliver",
        &[
            ("status", "today on one screen", "po"),
            ("start", "", ""),
            ("done", "", ""),
            ("accept", "as the work goes on", "po done 12"),
        ],
    ),
];

/// Returns page one.
#[must_use]
pub fn help_page() -> String {
    let bold = anstyle::Style::new().bold();
    let mut out = String::from("po: a Product Backlog in Markdown, under git\n\n");
    let mut shown = 0;
    for (group, rows) in PAGE {
        let mut title = *group;
        let mut names: Vec<&str> = Vec::new();
        for (name, purpose, example) in *rows {
            shown += 1;
            names.push(name);
            if purpose.is_empty() {
                continue;
            }
            let words = names.join(", ");
            let space = " ".repeat(21usize.saturating_sub(words.len()));
            let _ = writeln!(
                out,
                "{bold}{title:<9}{bold:#}{words}{space} {purpose:<34}{example}"
            );
            title = "";
            names.clear();
        }
    }
    let rest = Cli::command()
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .count()
        - shown;
    let _ = writeln!(
        out,
        "\n{rest} more: po help --all      one in detail: po help rank"
    );
    out
}

/// Returns what bare `po` says where there is no backlog.
#[must_use]
pub fn first_run(current: &Path) -> String {
    let here = crate::text::escape_terminal(&current.display().to_string()).into_owned();
    format!(
        "po: a Product Backlog in Markdown, under git\n\n\
         No backlog in {here} or above.\n  \
         po init           start one here\n  \
         po demo           look around in a sample\n  \
         po import DIR     bring one from Backlog.md\n"
    )
}

/// Shows help.
///
/// # Errors
/// When there is no such command.
pub fn run(context: &Context, args: &HelpArgs) -> CommandResult {
    let mut root = Cli::command();
    root.build();
    let text = match &args.command {
        None if args.all => every_command(&root),
        None => help_page(),
        Some(name) => match root.find_subcommand_mut(name) {
            Some(command) => command.render_long_help().ansi().to_string(),
            None => {
                let known: Vec<&str> = root
                    .get_subcommands()
                    .map(clap::Command::get_name)
                    .collect();
                let failure = Failure::usage(format!("no command `{name}`"));
                return Err(match nearest(name, known) {
                    Some(near) => failure.hint(format!("did you mean `po {near}`?")),
                    None => failure.hint("po help --all: every command"),
                });
            }
        },
    };
    context.out.result(&text)?;
    Ok(Outcome::Clean)
}

fn every_command(root: &clap::Command) -> String {
    let bold = anstyle::Style::new().bold();
    let mut out = String::from("po: a Product Backlog in Markdown, under git\n\n");
    for command in root
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        let about = command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default();
        let _ = writeln!(out, "  {bold}{:<12}{bold:#} {about}", command.get_name());
    }
    out.push_str("\none in detail: po help rank\n");
    out
}
