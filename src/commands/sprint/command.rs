//! The verbs of `po sprint`.

use clap::{Args, Subcommand};

use crate::cli::{CommandResult, Context};

use super::{add, close, list, new, plan, remove, start};

/// Flags of `po sprint`.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "A Sprint is named by its name or number, or by current (@), next, last.

Examples:
  po sprint                                every Sprint
  po sprint plan                           propose what the next Sprint takes, and why not the rest
  po sprint plan --goal \"Guests can pay\" --capacity 21 --yes
  po sprint add 8 12 14
  po sprint start
  po sprint close 8 --goal-met partly --because \"refunds wait for the provider\"
in detail: po help sprint plan"
)]
pub struct SprintArgs {
    /// What to do; without, the Sprints are listed
    #[command(subcommand)]
    action: Option<Action>,
    #[command(flatten)]
    list: list::ListArgs,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Put items into a Sprint
    Add(add::AddArgs),
    /// Close a Sprint: a person's verdict, what was Done, what goes back
    Close(close::CloseArgs),
    /// List the Sprints
    List(list::ListArgs),
    /// Make a Sprint
    New(new::NewArgs),
    /// Sprint Planning: propose what a Sprint takes from the top of the order
    Plan(plan::PlanArgs),
    /// Take items out of a Sprint
    Remove(remove::RemoveArgs),
    /// Start a Sprint: its goal, the day, what was planned
    Start(start::StartArgs),
}

/// Does what was asked with Sprints.
///
/// # Errors
/// What the verb says.
pub fn run(context: &Context, args: &SprintArgs) -> CommandResult {
    match &args.action {
        None => list::run(context, &args.list),
        Some(Action::Add(args)) => add::run(context, args),
        Some(Action::Close(args)) => close::run(context, args),
        Some(Action::List(args)) => list::run(context, args),
        Some(Action::New(args)) => new::run(context, args),
        Some(Action::Plan(args)) => plan::run(context, args),
        Some(Action::Remove(args)) => remove::run(context, args),
        Some(Action::Start(args)) => start::run(context, args),
    }
}
