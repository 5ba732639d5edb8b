//! What is wrong with a backlog: one file a rule, and one file a machine format of findings.

mod accuracy;
mod circle;
mod context;
mod empty_items;
mod explain;
mod findings;
mod format_concise;
mod format_json;
mod lines;
mod located;
mod near_id;
mod placeholders;
mod process;
mod process_phrases;
mod process_words;
mod repair;
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
mod vague_words;
mod words;

pub use accuracy::{Accuracy, LabelError, Labels, accuracy_table};
pub use context::Context;
pub use explain::{UnknownRuleError, explain, explain_all};
pub use format_concise::concise;
pub use format_json::json;
pub use lines::{LineKind, Lines};
pub use located::{Located, located};
pub use repair::{Repair, Step, is_repairable, repairs};
pub use report::Report;
pub use rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
pub use rules::RULES;
pub use run::{Check, Part};
pub use sentence::Sentence;
pub use settings::{Choice, Settings};
pub use subject::Subject;
pub use summary::summary;
pub use words::{Phrases, Setting, Word, Words};
