//! What is wrong with a backlog: one file a rule, and one file a machine format of findings.

mod circle;
mod context;
mod empty_items;
mod explain;
mod findings;
mod format_concise;
mod format_json;
mod located;
mod near_id;
mod report;
mod rule;
mod rules;
mod run;
#[cfg(test)]
mod sample;
mod subject;
mod summary;

pub use context::Context;
pub use explain::{UnknownRuleError, explain, explain_all};
pub use format_concise::concise;
pub use format_json::json;
pub use located::{Located, located};
pub use report::{ChangedReport, Report};
pub use rule::{Rule, RuleCheck};
pub use rules::RULES;
pub use run::{Check, Part};
pub use summary::summary;
