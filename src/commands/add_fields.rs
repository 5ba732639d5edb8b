//! A flag for each field that a new item may have.

use clap::Args;

use crate::cli::complete;
use crate::commands::add_scores::ScoreArgs;

/// A flag a field.
#[derive(Debug, Args)]
#[command(next_help_heading = "Fields")]
pub struct FieldArgs {
    /// Its type [default: the first of po.yaml]
    #[arg(long = "type", short = 't', value_name = "TYPE", add = complete::types())]
    item_type: Option<String>,
    /// Its state [default: the first new one]
    #[arg(long, short = 's', value_name = "STATE", add = complete::states())]
    status: Option<String>,
    /// A label; may stand several times
    #[arg(long, short = 'l', value_name = "LABEL", add = complete::labels())]
    label: Vec<String>,
    /// Its size
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    points: Option<String>,
    /// User and business value
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    value: Option<String>,
    /// Time criticality
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    urgency: Option<String>,
    /// Risk reduced or opportunity opened
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    risk_reduction: Option<String>,
    /// Money a week that waiting costs
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    cost_of_delay: Option<String>,
    /// Its Sprint
    #[arg(long, value_name = "SPRINT", add = complete::sprints())]
    sprint: Option<String>,
    /// Its release
    #[arg(long, value_name = "RELEASE", add = complete::releases())]
    release: Option<String>,
    /// Its epic
    #[arg(long, value_name = "ID", add = complete::ids())]
    epic: Option<String>,
    /// The objective it serves
    #[arg(long, value_name = "NAME")]
    objective: Option<String>,
    /// Who asked for it
    #[arg(long, value_name = "WHO")]
    requested_by: Option<String>,
    /// What must be done before it; may stand several times
    #[arg(long, value_name = "ID", add = complete::ids())]
    depends_on: Vec<String>,
    /// What it waits for, in words
    #[arg(long, value_name = "WHY")]
    blocked: Option<String>,
    /// Who works on it; may stand several times
    #[arg(long, value_name = "WHO")]
    assignee: Vec<String>,
    /// An address; may stand several times
    #[arg(long, value_name = "URL")]
    link: Vec<String>,
    /// Another name; may stand several times
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
    /// What happened after delivery
    #[arg(long, value_name = "WORDS")]
    outcome: Option<String>,
    /// The day on which work began
    #[arg(long, value_name = "DATE")]
    started: Option<String>,
    /// The day on which it was Done
    #[arg(long, value_name = "DATE")]
    done: Option<String>,
    /// The day on which it was accepted
    #[arg(long, value_name = "DATE")]
    accepted: Option<String>,
    #[command(flatten)]
    scores: ScoreArgs,
}

impl FieldArgs {
    /// What was typed, by field.
    pub(super) fn typed(&self) -> Vec<(&'static str, String)> {
        let one =
            |name: &'static str, typed: &Option<String>| typed.clone().map(|text| (name, text));
        let many = |name: &'static str, typed: &[String]| {
            (!typed.is_empty()).then(|| (name, typed.join(",")))
        };
        [
            one("type", &self.item_type),
            one("status", &self.status),
            many("labels", &self.label),
            one("points", &self.points),
            one("value", &self.value),
            one("urgency", &self.urgency),
            one("risk_reduction", &self.risk_reduction),
            one("cost_of_delay", &self.cost_of_delay),
            one("sprint", &self.sprint),
            one("release", &self.release),
            one("epic", &self.epic),
            one("objective", &self.objective),
            one("requested_by", &self.requested_by),
            many("depends_on", &self.depends_on),
            one("blocked", &self.blocked),
            many("assignee", &self.assignee),
            many("links", &self.link),
            many("aliases", &self.alias),
            one("outcome", &self.outcome),
            one("started", &self.started),
            one("done", &self.done),
            one("accepted", &self.accepted),
        ]
        .into_iter()
        .flatten()
        .chain(self.scores.typed())
        .collect()
    }
}
