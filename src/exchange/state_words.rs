//! What the names of states mean in the tools that people come from.

use crate::model::{State, StateKind};

/// Names by kind, as [`State::is_named`] compares them: case, spaces, dashes and underscores do not matter.
const WORDS: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &[
            "backlog", "draft", "icebox", "idea", "ideas", "inbox", "new", "open", "proposed",
            "to do", "todo", "triage", "reopened",
        ],
    ),
    (
        StateKind::Ready,
        &[
            "approved",
            "ready",
            "ready for development",
            "refined",
            "selected for development",
            "up next",
        ],
    ),
    (
        StateKind::Started,
        &[
            "active",
            "blocked",
            "committed",
            "doing",
            "in development",
            "in progress",
            "in review",
            "in test",
            "on hold",
            "progress",
            "review",
            "started",
            "testing",
            "wip",
            "work in progress",
        ],
    ),
    (
        StateKind::Done,
        &[
            "closed",
            "complete",
            "completed",
            "deployed",
            "done",
            "finished",
            "released",
            "resolved",
            "shipped",
        ],
    ),
    (
        StateKind::Declined,
        &[
            "abandoned",
            "canceled",
            "cancelled",
            "declined",
            "discarded",
            "duplicate",
            "invalid",
            "obsolete",
            "rejected",
            "removed",
            "won't do",
            "won't fix",
            "wont do",
            "wontfix",
            "will not do",
        ],
    ),
];

/// The kind that a state of that name has in most tools, if the name is a usual one.
#[must_use]
pub fn usual_kind(name: &str) -> Option<StateKind> {
    WORDS.iter().find_map(|&(kind, words)| {
        words
            .iter()
            .any(|&word| {
                let state = State {
                    name: word.to_owned(),
                    kind,
                };
                state.is_named(&name.trim().replace('’', "'"))
            })
            .then_some(kind)
    })
}

#[cfg(test)]
mod tests {
    use super::usual_kind;
    use crate::model::StateKind;

    #[test]
    fn knows_the_usual_names() {
        assert_eq!(usual_kind("To Do"), Some(StateKind::New));
        assert_eq!(usual_kind("TODO"), Some(StateKind::New));
        assert_eq!(usual_kind("in-progress"), Some(StateKind::Started));
        assert_eq!(usual_kind("Won’t Do"), Some(StateKind::Declined));
        assert_eq!(usual_kind("Done"), Some(StateKind::Done));
        assert_eq!(usual_kind("Waiting for Godot"), None);
    }
}
