//! Something that is wrong with a backlog: what, where, why and what to do.

use super::place::Place;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Fails a check.
    Error,
    /// Worth a look; never fails a check.
    Advice,
}

impl Level {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }
}

/// A finding. It carries its rule's name and no enum of all rules, so that the model knows of none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that found it, in kebab case; it names the problem.
    pub rule: &'static str,
    /// How much it weighs.
    pub level: Level,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// Where it is.
    pub place: Place,
    /// The words beside the underlined source: short.
    pub label: String,
    /// Why it matters, where the message does not say.
    pub why: Option<String>,
    /// What to do, with a command to paste where there is one.
    pub fix: Option<String>,
    /// The story it is about, as its id's text.
    pub story: Option<String>,
}

impl Diagnostic {
    /// Returns an error without why, fix or story.
    #[must_use]
    pub fn error(
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            rule,
            level: Level::Error,
            message: message.into(),
            place,
            label: label.into(),
            why: None,
            fix: None,
            story: None,
        }
    }

    /// Returns advice without why, fix or story.
    #[must_use]
    pub fn advice(
        rule: &'static str,
        place: Place,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            level: Level::Advice,
            ..Self::error(rule, place, message, label)
        }
    }

    /// Adds why it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn fix(mut self, fix: impl Into<String>) -> Self {
        self.fix = Some(fix.into());
        self
    }

    /// Adds the story it is about.
    #[must_use]
    pub fn story(mut self, id: impl ToString) -> Self {
        self.story = Some(id.to_string());
        self
    }
}
