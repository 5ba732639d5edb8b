//! What a team says in `po.yaml` about the rules of `po check`.

use std::ops::Range;

use super::diagnostic::Level;

/// How much is asked of a backlog unless a rule is set by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Errors only: what cannot be read, leads nowhere, or was agreed and is missing.
    Minimal,
    /// Errors, and advice on the words.
    #[default]
    Recommended,
    /// What is advice on form under `recommended` is an error; every story needs criteria.
    Strict,
}

impl Profile {
    /// Every profile, the mildest first.
    pub const ALL: [Self; 3] = [Self::Minimal, Self::Recommended, Self::Strict];

    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Minimal => "minimal",
            Self::Recommended => "recommended",
            Self::Strict => "strict",
        }
    }

    /// The profile of that name.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

/// The weight of a rule's findings; nothing means that it is off.
pub type Weight = Option<Level>;

/// An option of a rule as it stands in `po.yaml`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSetting {
    /// Its name.
    pub name: String,
    /// One text, or the texts of a list.
    pub values: Vec<String>,
    /// Its value's bytes in `po.yaml`.
    pub range: Range<usize>,
}

/// What `po.yaml` says about a rule, or about a group of rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleSetting {
    /// The name of the rule or the group, as written.
    pub name: String,
    /// The name's bytes in `po.yaml`.
    pub range: Range<usize>,
    /// Its weight, where it is set.
    pub level: Option<Weight>,
    /// Weights by item type, as written.
    pub types: Vec<(String, Weight)>,
    /// Weights by state or kind of state, as written.
    pub states: Vec<(String, Weight)>,
    /// Everything else that is set: the options of the rule.
    pub options: Vec<OptionSetting>,
}

/// The `check` part of `po.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckConfig {
    /// The profile.
    pub profile: Profile,
    /// Settings of rules and groups, in the order of the file.
    pub rules: Vec<RuleSetting>,
}
