//! What a list means, guessed from its name: people write emojis, limits and Sprints into it.

use crate::exchange::state_words::{foreign_kind, usual_kind};
use crate::model::StateKind;

/// Words in the order in which they decide: `Ready for review` is under work, and `Not done` is not Done.
const WORDS: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &["not done", "not started", "to be done", "undone"],
    ),
    (
        StateKind::Declined,
        &[
            "won't",
            "wont",
            "declined",
            "rejected",
            "cancelled",
            "canceled",
            "abandoned",
        ],
    ),
    (
        StateKind::Started,
        &[
            "doing", "progress", "wip", "review", "testing", "qa", "verify", "in test", "blocked",
            "waiting",
        ],
    ),
    (
        StateKind::Done,
        &[
            "done",
            "complete",
            "completed",
            "finished",
            "shipped",
            "released",
            "closed",
            "deployed",
            "resolved",
            "live",
            "erledigt",
            "fertig",
            "hecho",
            "terminé",
            "fait",
            "feito",
            "concluído",
        ],
    ),
    (
        StateKind::Ready,
        &["ready", "next", "up next", "this sprint", "sprint backlog"],
    ),
    (
        StateKind::New,
        &[
            "to do",
            "todo",
            "backlog",
            "idea",
            "ideas",
            "inbox",
            "icebox",
            "later",
            "someday",
            "new",
            "requests",
            "offen",
            "por hacer",
            "à faire",
            "a fazer",
        ],
    ),
];

/// The kind that a list of that name has; none where its name says nothing.
#[must_use]
pub fn list_kind(name: &str) -> Option<StateKind> {
    let words: Vec<String> = name
        .to_lowercase()
        .replace('’', "'")
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let plain = words.join(" ");
    let padded = format!(" {plain} ");
    let usual = usual_kind(name).or_else(|| usual_kind(&plain));
    usual.or_else(|| foreign_kind(&plain)).or_else(|| {
        let has = |word: &&str| padded.contains(&format!(" {word} "));
        WORDS
            .iter()
            .find_map(|(kind, words)| words.iter().any(has).then_some(*kind))
    })
}

#[cfg(test)]
mod tests {
    use super::list_kind;
    use crate::model::StateKind;

    #[test]
    fn names_are_guessed() {
        for (name, kind) in [
            ("✅ Done!", Some(StateKind::Done)),
            ("Done (Sprint 12)", Some(StateKind::Done)),
            ("Not done", Some(StateKind::New)),
            ("Doing [3]", Some(StateKind::Started)),
            ("Ready for review", Some(StateKind::Started)),
            ("Next up", Some(StateKind::Ready)),
            ("📋 To-Do", Some(StateKind::New)),
            ("Abandoned", Some(StateKind::Declined)),
            ("Product Backlog", Some(StateKind::New)),
            ("Personal", None),
            ("作業中", Some(StateKind::Started)),
            ("✅ Concluído", Some(StateKind::Done)),
            ("", None),
        ] {
            assert_eq!(list_kind(name), kind, "{name}");
        }
    }
}
