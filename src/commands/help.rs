//! `po help`: page one, one command, or everything.

use std::fmt::Write as _;
use std::path::Path;

use clap::{Args, CommandFactory as _};

use crate::cli::{CommandResult, Context, Failure, Outcome};
use crate::commands::Cli;
use crate::model::nearest;

/// Flags of `po help`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po help rank              one command
  po help sprint plan       a verb of one
  po help --all             every command")]
pub struct HelpArgs {
    /// A command, and a verb of it
    #[arg(num_args = 0..=2)]
    command: Vec<String>,
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
            ("add", "a new item", "po add \"Pay with a saved card\""),
            ("show", "", ""),
            ("edit", "read it, write it", "po show 12"),
            ("list", "find items", "po list --status ready"),
            ("set", "change fields", "po set 12 points=5 label+=web"),
        ],
    ),
    (
        "Order",
        &[
            ("rank", "see or change it", "po rank 12 --top"),
            ("why", "why it stands there, or not", "po why 12"),
            (
                "decline",
                "say no, with a reason",
                "po decline 44 --because \"…\"",
            ),
        ],
    ),
    (
        "Refine",
        &[
            ("ac", "acceptance criteria", "po ac 12 add \"Given …\""),
            (
                "note",
                "questions and notes",
                "po note 12 --question \"…?\"",
            ),
            ("check", "what is wrong, and where", "po check"),
        ],
    ),
    (
        "Plan",
        &[
            ("sprint", "plan, start, close", "po sprint plan"),
            ("forecast", "when, and how sure", "po forecast 12"),
        ],
    ),
    (
        "Deliver",
        &[
            ("status", "today on one screen", "po"),
            ("start", "", ""),
            ("done", "as the work goes on", "po done 12"),
            ("accept", "decide on what is done", "po accept 9"),
            ("review", "Sprint Review notes", "po review --save"),
        ],
    ),
];

/// Every command by what it is for; one that stands nowhere here is listed at the end.
const GROUPS: &[(&str, &[&str])] = &[
    ("Begin", &["init", "demo", "import", "export"]),
    ("Capture", &["add", "show", "edit", "list", "set"]),
    ("Order", &["rank", "why", "decline"]),
    ("Refine", &["ac", "note", "ready", "check"]),
    (
        "Plan",
        &["sprint", "forecast", "release", "roadmap", "report"],
    ),
    (
        "Deliver",
        &["status", "start", "done", "accept", "reject", "review"],
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
            let _ = writeln!(
                out,
                "{bold}{title:<9}{bold:#}{words:<12}{purpose:<28}{example}"
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
        "\n{rest} more: po help --all      one in detail: po help rank      a slip: po undo"
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
    let text = match args.command.as_slice() {
        [] if args.all => every_command(&root),
        [] => help_page(),
        [name, verbs @ ..] => {
            let mut command = root
                .find_subcommand_mut(name)
                .ok_or_else(|| no_command(name))?;
            for verb in verbs {
                let known: Vec<String> = command
                    .get_subcommands()
                    .map(|verb| verb.get_name().to_owned())
                    .collect();
                command = command
                    .find_subcommand_mut(verb)
                    .ok_or_else(|| no_verb(name, verb, &known))?;
            }
            command.render_long_help().ansi().to_string()
        }
    };
    context.out.result(&text)?;
    Ok(Outcome::Clean)
}

/// No such command, with the nearest one.
#[must_use]
pub fn no_command(name: &str) -> Failure {
    let root = Cli::command();
    let known = root.get_subcommands().map(clap::Command::get_name);
    let failure = Failure::usage(format!("there is no command `{name}`"));
    match nearest(name, known) {
        Some(near) => failure.hint(format!("did you mean `po {near}`?")),
        None => failure.hint("po help --all: every command"),
    }
}

/// No such verb of a command, with the known ones.
fn no_verb(name: &str, verb: &str, known: &[String]) -> Failure {
    let failure = Failure::usage(format!("`po {name}` has no verb `{verb}`"));
    match nearest(verb, known.iter().map(String::as_str)) {
        Some(near) => failure.hint(format!("did you mean `po help {name} {near}`?")),
        None => failure.hint(format!("po help {name}")),
    }
}

fn every_command(root: &clap::Command) -> String {
    let bold = anstyle::Style::new().bold();
    let mut out = String::from("po: a Product Backlog in Markdown, under git\n");
    let all: Vec<&clap::Command> = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .collect();
    let grouped = |name: &str| GROUPS.iter().any(|(_, names)| names.contains(&name));
    let rest: Vec<&str> = all
        .iter()
        .map(|command| command.get_name())
        .filter(|name| !grouped(name))
        .collect();
    for (title, names) in GROUPS.iter().copied().chain([("More", rest.as_slice())]) {
        let _ = writeln!(out, "\n{bold}{title}{bold:#}");
        for name in names {
            let about = all
                .iter()
                .find(|command| command.get_name() == *name)
                .and_then(|command| command.get_about())
                .map(ToString::to_string)
                .unwrap_or_default();
            let _ = writeln!(out, "  {name:<12} {about}");
        }
    }
    out.push_str("\none in detail: po help rank\n");
    out
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::{GROUPS, help_page};
    use crate::commands::Cli;

    #[test]
    fn page_one_fits_a_small_terminal() {
        let page = anstream::adapter::strip_str(&help_page()).to_string();
        assert!(page.lines().count() < 24);
        for line in page.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
    }

    #[test]
    fn groups_name_commands_that_exist() {
        let root = Cli::command();
        for name in GROUPS.iter().flat_map(|(_, names)| *names) {
            assert!(root.find_subcommand(name).is_some(), "{name}");
        }
    }
}
