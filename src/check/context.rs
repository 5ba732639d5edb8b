//! What every rule may look at: the backlog, and what is worth working out once.

use std::collections::HashSet;
use std::sync::OnceLock;

use crate::check::facts::{Facts, sprint_of};
use crate::check::rule::Rule;
use crate::check::sentence::Sentence;
use crate::check::settings::Settings;
use crate::model::{Backlog, IdPattern, Profile, Sprint, SprintState, StateKind, Story, StoryId};
use crate::text::HeadingKeys;

/// The backlog under check.
#[derive(Debug, Clone)]
pub struct Context<'a> {
    /// Everything that was read, bodies included.
    pub backlog: &'a Backlog,
    /// What the team and the command line make of the rules.
    pub settings: Settings,
    /// The headings that mean acceptance criteria.
    pub criteria_headings: HeadingKeys,
    /// The ids of items that are there and that nothing is known of.
    not_read: HashSet<&'a StoryId>,
    /// The user story sentences, in the order of the backlog, found when the first rule asks: on whatever thread that is.
    sentences: Vec<OnceLock<Option<Sentence<'a>>>>,
    facts: OnceLock<Facts>,
}

impl<'a> Context<'a> {
    /// Returns the context of checking that backlog under those settings.
    #[must_use]
    pub fn new(backlog: &'a Backlog, settings: Settings) -> Self {
        let unreadable = backlog.unreadable.iter().map(|file| &file.id);
        let left_out = backlog.left_out.iter().map(|file| &file.id);
        Self {
            backlog,
            settings,
            criteria_headings: HeadingKeys::new(&backlog.config.criteria.headings),
            not_read: unreadable.chain(left_out).flatten().collect(),
            sentences: vec![OnceLock::new(); backlog.stories().len()],
            facts: OnceLock::new(),
        }
    }

    /// The user story sentence of the item at that place of the backlog.
    #[must_use]
    pub fn sentence(&self, index: usize) -> Option<&Sentence<'a>> {
        let story = self.backlog.stories().get(index)?;
        self.sentences
            .get(index)?
            .get_or_init(|| Sentence::of(story))
            .as_ref()
    }

    /// What rules ask about the backlog around an item; worked out when the first of them asks.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        self.facts.get_or_init(|| Facts::new(self.backlog))
    }

    /// The Sprint of that name, where it has a file that can be read.
    #[must_use]
    pub fn sprint(&self, name: &str) -> Option<&'a Sprint> {
        self.facts().sprint(self.backlog, name)
    }

    /// The Sprint that an item is planned for and that is not over.
    #[must_use]
    pub fn coming_sprint(&self, story: &Story) -> Option<&'a Sprint> {
        self.sprint(sprint_of(story)?)
            .filter(|sprint| sprint.state() != SprintState::Closed)
    }

    /// The kind of a story's state. Most stories spell their state as `po.yaml` does, and that is quick to see.
    #[must_use]
    pub fn kind(&self, story: &Story) -> StateKind {
        let config = &self.backlog.config;
        config
            .states
            .iter()
            .find(|state| state.name == story.status)
            .map_or_else(|| config.kind_of(&story.status), |state| state.kind)
    }

    /// An id as a person would type it: the number alone under the prefix that mints, else the whole id.
    #[must_use]
    pub fn typed(&self, id: &StoryId) -> String {
        if id.prefix() == self.backlog.config.minting_prefix() {
            id.number().to_string()
        } else {
            id.to_string()
        }
    }

    /// Text of a file where it may stand in a command that a person pastes: only what no shell gives a meaning to.
    #[must_use]
    pub fn pasteable(text: &str) -> Option<&str> {
        let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        (!text.is_empty() && text.len() <= 80 && text.bytes().all(is_safe)).then_some(text)
    }

    /// Whether an item gathers others, so that what it must have is asked of those: an epic, or whatever has children.
    #[must_use]
    pub fn gathers_others(&self, story: &Story) -> bool {
        story.item_type.eq_ignore_ascii_case("epic") || self.backlog.has_children(story)
    }

    /// Whether a reference leads somewhere: to an item, or to a file that is there and cannot be read, or was left out of the
    /// checkout.
    #[must_use]
    pub fn is_known(&self, reference: &str) -> bool {
        self.backlog.index_of(reference).is_some()
            || IdPattern::new(reference, &self.backlog.config.prefixes)
                .candidates
                .iter()
                .any(|id| self.not_read.contains(id))
    }

    /// Whether a rule looks at an item: what it is asked before it counts or compares items itself.
    #[must_use]
    pub fn looks_at(&self, rule: &Rule, story: &Story) -> bool {
        let weight = self.settings.weight_on(rule, &self.backlog.config, story);
        weight.is_some()
    }

    /// From which kind of state on an item must have criteria: under `strict` every item must.
    #[must_use]
    pub fn criteria_from(&self) -> StateKind {
        match self.settings.profile {
            Profile::Strict => StateKind::New,
            _ => self.backlog.config.criteria.required_from,
        }
    }

    /// Whether a state is one in which `po.yaml` asks for complete items: `from` or later, and not declined.
    #[must_use]
    pub fn is_due(kind: StateKind, from: StateKind) -> bool {
        kind >= from && kind != StateKind::Declined
    }
}

#[cfg(test)]
mod tests {
    use crate::check::Context;
    use crate::check::sample::{backlog, default_settings, story};
    use crate::model::StateKind;

    #[test]
    fn only_what_no_shell_minds_is_offered_for_pasting() {
        assert_eq!(Context::pasteable("BACK-24.02"), Some("BACK-24.02"));
        for text in ["", "$(reboot)", "a b", "`x`", "a;b", "é", "US-1\n"] {
            assert_eq!(Context::pasteable(text), None, "{text}");
        }
    }

    #[test]
    fn ids_are_typed_short_under_the_prefix_that_mints() {
        let backlog = backlog([]);
        let context = Context::new(&backlog, default_settings());
        assert_eq!(context.typed(&"US-12".parse().unwrap()), "12");
        assert_eq!(context.typed(&"PAY-12".parse().unwrap()), "PAY-12");
    }

    #[test]
    fn a_state_is_known_in_any_spelling() {
        let backlog = backlog([]);
        let context = Context::new(&backlog, default_settings());
        for (status, kind) in [
            ("ready", StateKind::Ready),
            ("In Progress", StateKind::Started),
            ("", StateKind::New),
            ("nonsense", StateKind::New),
        ] {
            let story = story("US-1", "", |s| s.status = status.to_owned());
            assert_eq!(context.kind(&story), kind, "{status}");
        }
        assert!(Context::is_due(StateKind::Done, StateKind::Ready));
        assert!(!Context::is_due(StateKind::Declined, StateKind::Ready));
        assert!(!Context::is_due(StateKind::New, StateKind::Ready));
    }
}
