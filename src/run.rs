//! Parses the command line, dispatches, prints the error, chooses the exit code.

use std::ffi::OsString;
use std::process::ExitCode;

use anstream::ColorChoice;
use clap::error::{ContextKind, ContextValue, ErrorKind as ClapKind};
use clap::{CommandFactory as _, FromArgMatches as _};

use crate::cli::{CommandResult, Context, ErrorKind, Failure, Outcome, complete};
use crate::commands::{Cli, dispatch, help_page, no_command};

/// Done, or clean.
const DONE: u8 = 0;
/// A finding at error level, or a file that could not be read while the rest was shown.
const FINDINGS: u8 = 1;
/// A wrong command line, or a failure.
const FAILURE: u8 = 2;

/// Runs the process's command line.
#[must_use]
pub fn run() -> ExitCode {
    let args: Vec<OsString> = arguments();
    if complete::answer(&args, Cli::command) {
        return ExitCode::from(DONE);
    }
    ExitCode::from(match attempt(&args) {
        Ok(Outcome::Clean) => DONE,
        Ok(Outcome::Findings) => FINDINGS,
        Err(failure) if is_closed_pipe(&failure) => DONE,
        Err(failure) => {
            failure.print(wants_json(&args));
            FAILURE
        }
    })
}

fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

fn attempt(args: &[OsString]) -> CommandResult {
    let matches = match Cli::command()
        .override_help(help_page())
        .try_get_matches_from(args)
    {
        Ok(matches) => matches,
        Err(error) => return told_by_clap(&error),
    };
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(error) => return told_by_clap(&error),
    };
    let context = Context::new(cli.global.backlog.clone(), cli.global.color())?;
    dispatch(&context, cli.command)
}

/// Help and version are results; all else is a wrong command line, in our own shape.
fn told_by_clap(error: &clap::Error) -> CommandResult {
    use std::io::Write as _;
    match error.kind() {
        ClapKind::DisplayHelp
        | ClapKind::DisplayVersion
        | ClapKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let mut stream = anstream::AutoStream::new(std::io::stdout().lock(), ColorChoice::Auto);
            write!(stream, "{}", error.render().ansi())?;
            Ok(Outcome::Clean)
        }
        ClapKind::InvalidSubcommand => match error.get(ContextKind::InvalidSubcommand) {
            Some(ContextValue::String(name)) => Err(no_command(name)),
            _ => Err(Failure::usage(error)),
        },
        _ => {
            let text = error.render().to_string();
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            let (message, rest) = text.split_once("\n\n").unwrap_or((text, ""));
            let message = message
                .trim()
                .lines()
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" ")
                .replace(
                    "the following required arguments were not provided:",
                    "something is missing:",
                );
            let mut failure = Failure::new(ErrorKind::Usage, message);
            if error.kind() == ClapKind::UnknownArgument
                && matches!(error.get(ContextKind::InvalidArg), Some(ContextValue::String(flag)) if flag == "--at")
            {
                failure = failure.hint(
                    "the past cannot be changed: `--at` goes with commands that only show, as in po list --at REF",
                );
            }
            for part in rest
                .split("\n\n")
                .map(str::trim)
                .filter(|part| !part.is_empty())
            {
                let hint = part.strip_prefix("tip: ").map(str::to_owned);
                let usage = part
                    .strip_prefix("Usage: ")
                    .map(|usage| format!("usage: {}", usage.trim()));
                if let Some(hint) = hint.or(usage) {
                    failure = failure.hint(hint);
                }
            }
            Err(failure)
        }
    }
}

fn is_closed_pipe(failure: &Failure) -> bool {
    failure
        .error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<std::io::Error>())
        .any(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Whether the command line asks for JSON: known even when it could not be parsed.
fn wants_json(args: &[OsString]) -> bool {
    args.windows(2)
        .any(|pair| pair[0] == "--format" && pair[1] == "json")
        || args.iter().any(|arg| arg == "--format=json")
}
