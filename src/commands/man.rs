//! `po man`: man pages, for those who package `po`.

use std::path::PathBuf;

use clap::{Args, CommandFactory as _};

use crate::cli::{CommandResult, Context, Outcome, write_new_files};
use crate::commands::Cli;

/// Flags of `po man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  po man /usr/local/share/man/man1")]
pub struct ManArgs {
    /// The folder to write to
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes a page for `po` and one for each command.
///
/// # Errors
/// When the folder cannot be written.
pub fn run(context: &Context, args: &ManArgs) -> CommandResult {
    let mut root = Cli::command().version(None::<&str>);
    root.build();
    let mut pages = vec![("po.1".to_owned(), page(&root)?)];
    for command in root
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
    {
        let name = format!("po-{}", command.get_name());
        let command = command
            .clone()
            .name(name.clone())
            .disable_help_subcommand(true);
        pages.push((format!("{name}.1"), page(&command)?));
    }
    let written = write_new_files(&context.env.current_dir.join(&args.folder), &pages)?;
    context
        .out
        .result(&format!("{written} pages in {}\n", args.folder.display()))?;
    Ok(Outcome::Clean)
}

fn page(command: &clap::Command) -> CommandResult<Vec<u8>> {
    let mut bytes = Vec::new();
    // No date: a page must be the same whenever it is made.
    clap_mangen::Man::new(command.clone())
        .date("")
        .render(&mut bytes)?;
    Ok(bytes)
}
