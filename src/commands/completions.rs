//! `po completions`: the script that makes a shell ask `po` for candidates.

use clap::Args;

use crate::cli::{CommandResult, Context, Failure, Outcome, complete};

/// Flags of `po completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  source <(po completions bash)         in ~/.bashrc
  source <(po completions zsh)          in ~/.zshrc, after compinit
  po completions fish > ~/.config/fish/completions/po.fish")]
pub struct CompletionsArgs {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_name = "SHELL")]
    shell: String,
}

/// Prints the script.
///
/// # Errors
/// When the shell is not known.
pub fn run(context: &Context, args: &CompletionsArgs) -> CommandResult {
    let script = complete::script(&args.shell).ok_or_else(|| {
        Failure::usage(format!("no completions for `{}`", args.shell))
            .hint(format!("known shells: {}", complete::shells().join(", ")))
    })?;
    context.out.result(&script)?;
    Ok(Outcome::Clean)
}
