//! What reports of one Sprint are asked.

use clap::{Args, ValueEnum};

use crate::cli::{AtArgs, ChartFormat, CommandResult, Desk, Failure, complete};
use crate::model::{Backlog, Sprint, Timeline};
use crate::scrum::{SprintDaysError, SprintPast, Unit};

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum UnitArg {
    /// Points; an item without an estimate has none.
    #[default]
    Points,
    /// Items, each as one.
    Items,
}

impl From<UnitArg> for Unit {
    fn from(unit: UnitArg) -> Self {
        match unit {
            UnitArg::Points => Self::Points,
            UnitArg::Items => Self::Items,
        }
    }
}

/// What is counted in a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FlowUnitArg {
    /// Items, each as one.
    #[default]
    Items,
    /// Points; an item without an estimate has none.
    Points,
}

impl From<FlowUnitArg> for Unit {
    fn from(unit: FlowUnitArg) -> Self {
        match unit {
            FlowUnitArg::Points => Self::Points,
            FlowUnitArg::Items => Self::Items,
        }
    }
}

/// Flags of the reports of a Sprint's days.
#[derive(Debug, Args)]
pub struct SprintReportArgs {
    #[command(flatten)]
    pub(super) at: AtArgs,
    /// The Sprint [default: the running one, else the last that was closed]
    #[arg(value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// The same
    #[arg(long = "sprint", value_name = "SPRINT", conflicts_with = "sprint", add = complete::sprints())]
    named: Option<String>,
    /// What to count
    #[arg(long, value_enum, default_value_t, value_name = "UNIT")]
    pub(super) unit: UnitArg,
    /// Name the items behind each figure
    #[arg(long)]
    pub(super) explain: bool,
    /// How to write it
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub(super) format: ChartFormat,
}

impl SprintReportArgs {
    /// The Sprint that is meant.
    ///
    /// # Errors
    /// When there is none.
    pub(super) fn pick<'b>(
        &self,
        desk: &Desk<'_>,
        backlog: &'b Backlog,
    ) -> CommandResult<&'b Sprint> {
        match self.sprint.as_deref().or(self.named.as_deref()) {
            Some(text) => desk.pick_sprint(backlog, text),
            None => {
                let last = || backlog.sprint("last");
                let found = backlog.sprint("current").or_else(last);
                found.map_or_else(|| desk.pick_sprint(backlog, "current"), Ok)
            }
        }
    }
}

/// The days of a Sprint.
///
/// # Errors
/// When its file names no days that make sense.
pub(super) fn days_of(
    desk: &Desk<'_>,
    timeline: &Timeline,
    sprint: &Sprint,
) -> CommandResult<SprintPast> {
    SprintPast::new(timeline, desk.config(), sprint).map_err(|error| {
        let hint = match error {
            SprintDaysError::NoDays(_) => {
                "write its first and last day: `from: 2026-11-23`, `to: 2026-12-04`"
            }
            SprintDaysError::Length { .. } => "correct `from:` and `to:`",
        };
        Failure::invalid(error.to_string())
            .hint(format!("{hint} in `{}`", desk.shown(&sprint.path)))
    })
}
