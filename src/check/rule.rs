//! What a rule is: a name that states the problem, its weight, its page of documentation, and how it looks.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::subject::Subject;
use crate::model::{Diagnostic, Hundredths, Level, Place, Profile, Weight};

/// What rules are about; a group can be selected as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Files, their keys, ids and references.
    Files,
    /// Acceptance criteria.
    Criteria,
    /// The words of a user story.
    Story,
    /// What an item needs before a Sprint takes it.
    Readiness,
}

impl Group {
    /// Every group, in the order of the documentation.
    pub const ALL: [Self; 4] = [Self::Files, Self::Criteria, Self::Story, Self::Readiness];

    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Files => "files",
            Self::Criteria => "criteria",
            Self::Story => "story",
            Self::Readiness => "readiness",
        }
    }
}

/// How a rule looks at a backlog.
#[derive(Debug, Clone, Copy)]
pub enum RuleCheck {
    /// One story at a time, so that several threads can share the stories.
    PerStory(fn(&Context, &Subject, &mut Findings)),
    /// The backlog as a whole, once.
    Whole(fn(&Context, &mut Findings)),
    /// Not at all: whoever reads the files finds it and says so under this rule's name.
    Reader,
}

/// How much a rule's findings weigh in each profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// An error whatever is selected: what cannot be read is never hidden.
    Always,
    /// An error in every profile.
    Error,
    /// Advice, and off under `minimal`.
    Advice,
    /// Advice that `strict` makes an error; off under `minimal`.
    AdviceThenError,
    /// Off until a team asks for it; advice then.
    OnRequest,
}

impl Weights {
    /// The weight under a profile.
    #[must_use]
    pub const fn under(self, profile: Profile) -> Weight {
        match (self, profile) {
            (Self::Always | Self::Error, _) => Some(Level::Error),
            (Self::OnRequest, _) | (Self::Advice | Self::AdviceThenError, Profile::Minimal) => None,
            (Self::AdviceThenError, Profile::Strict) => Some(Level::Error),
            (Self::Advice | Self::AdviceThenError, _) => Some(Level::Advice),
        }
    }

    /// The weight of a rule that was asked for by name, under `recommended` or else as mildly as it goes.
    #[must_use]
    pub const fn when_selected(self) -> Level {
        match self.under(Profile::Recommended) {
            Some(level) => level,
            None => Level::Advice,
        }
    }
}

/// Which items a rule looks at unless `types` in `po.yaml` says otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Items {
    /// Every item.
    All,
    /// User stories; bugs, spikes, tasks and epics are not held to the template.
    Stories,
}

/// What an option of a rule holds where nobody sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionDefault {
    /// A whole number.
    Number(u32),
    /// Points.
    Points(Hundredths),
    /// Words that are looked for; a team's own come on top.
    Words(&'static [&'static str]),
}

/// An option of a rule, set under `check.rules.NAME` in `po.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleOption {
    /// Its name, in snake case.
    pub name: &'static str,
    /// What holds where nobody sets it.
    pub default: OptionDefault,
}

/// A rule of `po check`.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Its name in kebab case: it states the problem and reads well after "allow".
    pub name: &'static str,
    /// What it is about.
    pub group: Group,
    /// How much a finding weighs unless the team says otherwise.
    pub weights: Weights,
    /// Which items it looks at.
    pub items: Items,
    /// What a team can set.
    pub options: &'static [RuleOption],
    /// Markdown under the headings of [`Rule::HEADINGS`].
    pub docs: &'static str,
    /// How it looks.
    pub check: RuleCheck,
}

impl Rule {
    /// The headings of every rule's documentation, in order.
    pub const HEADINGS: [&'static str; 5] = [
        "What it does",
        "Why it matters",
        "Example",
        "How to fix",
        "Options",
    ];

    /// Returns a finding of this rule; `label` is the words beside the underlined source. Its level is that of the profile
    /// `recommended`: whoever runs the rules puts the team's in its place.
    #[must_use]
    pub fn finding(
        &self,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            level: self.weights.when_selected(),
            ..Diagnostic::error(self.name, place, message, label)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Rule};
    use crate::check::rules::RULES;

    #[test]
    fn rules_are_sorted_and_named_once() {
        assert!(RULES.is_sorted_by(|a, b| a.name < b.name));
    }

    #[test]
    fn names_are_kebab_case() {
        for rule in RULES {
            assert!(
                rule.name
                    .split('-')
                    .all(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase())),
                "{}",
                rule.name
            );
        }
    }

    #[test]
    fn every_rule_documents_itself_under_the_same_headings() {
        for rule in RULES {
            let mut in_example = false;
            let headings: Vec<&str> = rule
                .docs
                .lines()
                .filter(|line| {
                    in_example ^= line.starts_with("```");
                    !in_example
                })
                .filter_map(|line| line.strip_prefix("## "))
                .collect();
            assert_eq!(headings, Rule::HEADINGS, "{}", rule.name);
            let fences = rule.docs.lines().filter(|l| l.starts_with("```")).count();
            assert!(
                fences >= 4 && fences % 2 == 0,
                "{} needs a bad and a good example",
                rule.name
            );
            for word in ["Bad:", "Good:"] {
                assert!(rule.docs.contains(word), "{}: {word}", rule.name);
            }
        }
    }

    #[test]
    fn groups_have_names_of_their_own() {
        let mut names = Group::ALL.map(Group::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Group::ALL.len());
    }
}
