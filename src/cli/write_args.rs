//! The flags of every command that changes files.

use clap::{Args, ValueEnum};

use crate::store::Mode;

/// How a changing command reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum WriteFormat {
    /// In the backlog's words, for people.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// Flags of every command that changes files.
#[derive(Debug, Clone, Default, Args)]
pub struct WriteArgs {
    /// Show the diff and the effect, and write nothing
    #[arg(long, help_heading = "Writing")]
    pub dry_run: bool,
    /// Commit exactly the files that change
    #[arg(long, help_heading = "Writing")]
    pub commit: bool,
    /// How to report
    #[arg(
        long,
        value_enum,
        default_value_t,
        value_name = "FORMAT",
        help_heading = "Writing"
    )]
    pub format: WriteFormat,
}

impl WriteArgs {
    /// Whether the change is made or only shown.
    #[must_use]
    pub fn mode(&self) -> Mode {
        if self.dry_run {
            Mode::DryRun
        } else {
            Mode::Write
        }
    }
}
