//! Flags that choose the rules of a check.

use clap::{Args, ValueEnum};
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};

use crate::check::{Choice, Group, RULES, Settings};
use crate::cli::{CommandResult, Failure};
use crate::model::{Config, Profile};

/// Flags that choose rules; they win over `check` in `po.yaml`.
#[derive(Debug, Clone, Default, Args)]
pub(super) struct RuleArgs {
    /// Only these rules or groups (files, criteria, story, readiness)
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = rules())]
    select: Vec<String>,
    /// Not these rules or groups
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = rules())]
    ignore: Vec<String>,
    /// Findings of these rules or groups are errors
    #[arg(long, value_name = "RULE", value_delimiter = ',', add = rules())]
    deny: Vec<String>,
    /// How much is asked, in the place of the team's own profile
    #[arg(long, value_enum, value_name = "PROFILE")]
    profile: Option<ProfileName>,
}

/// Completes the names of rules and groups.
pub(super) fn rules() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        let names = RULES.iter().map(|rule| rule.name);
        names
            .chain(Group::ALL.map(Group::name))
            .map(CompletionCandidate::new)
            .collect()
    })
}

/// A profile as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ProfileName {
    /// Errors only.
    Minimal,
    /// Errors, and advice on the words.
    Recommended,
    /// Criteria for every story; role and want are errors.
    Strict,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Minimal => Self::Minimal,
            ProfileName::Recommended => Self::Recommended,
            ProfileName::Strict => Self::Strict,
        }
    }
}

impl RuleArgs {
    /// The same flags, by which every rule runs unless some are selected.
    pub(super) fn all_unless_selected(&self) -> Self {
        let mut all = self.clone();
        if all.select.is_empty() {
            all.select.push("all".to_owned());
        }
        all
    }

    /// What the flags and `po.yaml` come to.
    ///
    /// # Errors
    /// A rule or group that does not exist.
    pub(super) fn settings(&self, config: &Config) -> CommandResult<Settings> {
        let choice = Choice {
            profile: self.profile.map(Profile::from),
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            deny: self.deny.clone(),
        };
        Settings::new(config, &choice).map_err(Failure::from)
    }
}
