//! Why an item must be complete by now: its state, or the Sprint that takes it.

use crate::check::context::Context;
use crate::check::rule::Rule;
use crate::check::rules::{missing_field, not_ready};
use crate::model::{Place, Sprint, StateKind, Story};

/// What makes an item due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Due<'a> {
    /// It is ready or under way.
    State,
    /// It is in a Sprint that is planned or runs.
    Sprint(&'a Sprint),
}

impl<'a> Due<'a> {
    /// Why an item must be complete; nothing where it may still be an idea, is over, or gathers others, of which it is asked then.
    pub(super) fn of(context: &Context<'a>, story: &Story) -> Option<Self> {
        let due = match context.kind(story) {
            StateKind::Ready | StateKind::Started => Self::State,
            StateKind::New => Self::Sprint(context.coming_sprint(story)?),
            StateKind::Done | StateKind::Declined => return None,
        };
        (!context.gathers_others(story)).then_some(due)
    }

    /// `US-15 is ready`, `US-22 is in Sprint 8`.
    pub(super) fn words(self, story: &Story) -> String {
        match self {
            Self::State => format!("{} is {}", story.id, story.status),
            Self::Sprint(sprint) => format!("{} is in Sprint {}", story.id, sprint.name),
        }
    }

    /// The line that says so.
    pub(super) fn place(self, story: &Story) -> Place {
        let key = match self {
            Self::State => "status",
            Self::Sprint(_) => "sprint",
        };
        Place::key(&story.path, key)
    }

    /// The command that makes the item wait, for when nobody can complete it yet.
    pub(super) fn undo(self, context: &Context, story: &Story) -> String {
        let id = context.typed(&story.id);
        match self {
            Self::State => {
                let new = &context.backlog.config.first_of(StateKind::New).name;
                format!(
                    "po set {id} status={}",
                    Context::pasteable(new).unwrap_or("…")
                )
            }
            Self::Sprint(_) => format!("po set {id} sprint="),
        }
    }

    /// Whether the team itself demands a field of the item, so that another rule says that it is missing.
    pub(super) fn is_demanded(self, context: &Context, story: &Story, field: &str) -> bool {
        let says = |rule: &Rule| context.looks_at(rule, story);
        let is_required = self == Self::State
            && context
                .backlog
                .config
                .required
                .iter()
                .any(|name| name == field)
            && says(&missing_field::RULE);
        let demands = &context.settings.ready;
        is_required
            || (demands
                .iter()
                .any(|demand| demand.text.eq_ignore_ascii_case(field))
                && says(&not_ready::RULE))
    }
}

/// Whether work of a type is kept short by a limit of time, and is neither sized nor valued.
pub(super) fn is_time_boxed(story: &Story) -> bool {
    story.item_type.eq_ignore_ascii_case("spike")
}
