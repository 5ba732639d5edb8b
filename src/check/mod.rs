//! What is wrong with a backlog: one file a rule, and one file a machine format of findings.

mod baseline;
mod circle;
mod context;
mod empty_items;
mod explain;
mod findings;
mod fingerprint;
mod format_concise;
mod format_github;
mod format_gitlab;
mod format_json;
mod format_junit;
mod format_sarif;
mod located;
mod near_id;
mod report;
mod rule;
mod rules;
mod run;
#[cfg(test)]
mod sample;
mod sentence;
mod settings;
mod subject;
mod summary;
mod suppression;

pub use baseline::{Acceptance, accept, without_accepted};
pub use context::Context;
pub use explain::{UnknownRuleError, explain, explain_all};
pub use fingerprint::{fingerprints, source_text};
pub use format_concise::concise;
pub use format_github::github;
pub use format_gitlab::gitlab;
pub use format_json::json;
pub use format_junit::junit;
pub use format_sarif::sarif;
pub use located::{Located, located};
pub use report::Report;
pub use rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
pub use rules::RULES;
pub use run::{Check, Part};
pub use sentence::Sentence;
pub use settings::{Choice, Settings};
pub use subject::Subject;
pub use summary::summary;
