//! What the name of a state means: known where the whole name is a usual one, supposed where only words in it are.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exchange::state_words::{ALONE, BEFORE_WORK, NEGATIONS, WORDS};
use crate::model::StateKind;

/// A name is looked through for so many words.
const MOST_WORDS: usize = 16;

/// A name of the table has so many words at most.
const LONGEST: usize = 4;

/// The table by [`folded`] names.
static KINDS: LazyLock<HashMap<String, StateKind>> = LazyLock::new(|| {
    let lists = WORDS
        .iter()
        .flat_map(|(kind, lists)| lists.iter().map(move |list| (*kind, list)));
    let names = lists.flat_map(|(kind, list)| list.split(',').map(move |name| (kind, name)));
    names.map(|(kind, name)| (folded(name), kind)).collect()
});

/// A name without case, spaces and signs, and without numbers around it: `✅ Done!`, `5_Done` and `Done (3)` are `done`.
fn folded(name: &str) -> String {
    let name = name.trim_matches(|c: char| !c.is_alphabetic());
    name.to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect()
}

/// What a state or a category of states means by its whole name, in any language of the table.
#[must_use]
pub fn known_kind(name: &str) -> Option<StateKind> {
    KINDS.get(&folded(name)).copied()
}

/// What a state most likely means, by its whole name or else by words in it: `Finalizada`, `Done (Sprint 12)`, `Test in UAT`,
/// `Ready for dev`. None where no word tells it: `Limbo`, `CAB Review`.
#[must_use]
pub fn supposed_kind(name: &str) -> Option<StateKind> {
    if let Some(kind) = known_kind(name) {
        return Some(kind);
    }
    let lower = name.to_lowercase().replace(['\'', '’'], "");
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .collect();
    if let ["ready", "for" | "to", what, ..] = words[..] {
        return Some(match BEFORE_WORK.contains(&what) {
            true => StateKind::Ready,
            false => StateKind::Started,
        });
    }
    let said: Vec<StateKind> = (0..words.len())
        .flat_map(|from| (1..=LONGEST).map(move |length| (from, from + length)))
        .filter_map(|(from, to)| Some(words.get(from..to)?.concat()))
        .filter(|phrase| !ALONE.contains(&phrase.as_str()))
        .filter_map(|phrase| KINDS.get(&phrase).copied())
        .collect();
    let says = |kind| said.contains(&kind).then_some(kind);
    let turned = words.iter().any(|word| NEGATIONS.contains(word));
    // `Testing done` is at work still, and what is not done is not Done.
    says(StateKind::Declined)
        .or(turned.then_some(StateKind::New))
        .or_else(|| says(StateKind::Started))
        .or_else(|| says(StateKind::Done))
        .or_else(|| says(StateKind::Ready))
        .or_else(|| says(StateKind::New))
        .or((words.len() > 1 && words[0] == "in").then_some(StateKind::Started))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::{any, proptest};

    use super::{folded, known_kind, supposed_kind};
    use crate::exchange::FORMATS;
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::options::ReadOptions;
    use crate::exchange::state_words::{ALONE, WORDS};
    use crate::model::StateKind::{self, Declined, Done, New, Ready, Started};

    #[test]
    fn each_word_means_one_kind() {
        let mut seen: HashMap<String, StateKind> = HashMap::new();
        for (kind, lists) in WORDS {
            for name in lists.iter().flat_map(|list| list.split(", ")) {
                let other = seen.insert(folded(name), *kind);
                assert!(
                    !name.is_empty() && other.is_none_or(|other| other == *kind),
                    "{name}"
                );
            }
        }
        for name in ALONE {
            assert!(seen.contains_key(*name), "{name}");
        }
    }

    #[test]
    fn a_whole_name_is_known() {
        for (name, kind) in [
            ("To Do", Some(New)),
            ("TODO", Some(New)),
            ("📋 To-Do", Some(New)),
            ("Not Started", Some(New)),
            ("Tareas por hacer", Some(New)),
            ("in-progress", Some(Started)),
            ("🚧 In progress", Some(Started)),
            ("Doing [3]", Some(Started)),
            ("2.5_BLOCKED", Some(Started)),
            ("作業中", Some(Started)),
            ("Review", Some(Started)),
            ("Erledigt ", Some(Done)),
            ("✅ Concluído", Some(Done)),
            ("5_Done", Some(Done)),
            ("Terminé(e)", Some(Done)),
            ("Won’t Do", Some(Declined)),
            ("Done in part", None),
            ("Limbo", None),
            ("7", None),
            ("", None),
        ] {
            assert_eq!(known_kind(name), kind, "{name}");
        }
    }

    #[test]
    fn words_in_a_name_let_suppose() {
        for (name, kind) in [
            ("Done (Sprint 12)", Some(Done)),
            ("Not done", Some(New)),
            ("Noch nicht erledigt", Some(New)),
            ("Testing done", Some(Started)),
            ("Test in UAT", Some(Started)),
            ("Ready for Dev", Some(Ready)),
            ("Ready for review", Some(Started)),
            ("Ready to merge", Some(Started)),
            ("In Dev", Some(Started)),
            ("Closed, won't fix", Some(Declined)),
            ("Product Backlog", Some(New)),
            ("Next Sprint", Some(Ready)),
            // Nobody says whether it comes before the work or after it.
            ("CAB Review", None),
            ("Design Review", None),
            ("Inspiration", None),
            ("Personal", None),
        ] {
            assert_eq!(supposed_kind(name), kind, "{name}");
        }
    }

    /// One item in a state of that name, as each tool with states of a team's own tells it.
    const FILES: [(&str, &str, &str); 10] = [
        (
            "azure-devops",
            "a.csv",
            "ID,Work Item Type,Title,State\n1,Task,A,{}\n",
        ),
        (
            "backlog-md",
            "backlog/tasks/task-1 - A.md",
            "---\nid: task-1\ntitle: A\nstatus: {}\n---\n",
        ),
        ("csv", "a.csv", "Title,Status\nA,{}\n"),
        (
            "github",
            "a.json",
            r#"{"items":[{"id":"x","title":"A","content":{"type":"Issue","number":1,"title":"A"},"status":"{}"}],"totalCount":1}"#,
        ),
        ("jira", "a.csv", "Summary,Issue key,Status\nA,SHOP-1,{}\n"),
        (
            "jira",
            "a.json",
            r#"{"issues":[{"id":"1","key":"SHOP-1","fields":{"summary":"A","status":{"name":"{}"}}}],"total":1}"#,
        ),
        (
            "linear",
            "a.csv",
            "ID,Team,Title,Description,Status,Estimate,Priority\nA-1,T,A,,{},,\n",
        ),
        ("notion", "a.csv", "Name,Status\nA,{}\n"),
        (
            "rally",
            "a.csv",
            "Formatted ID,Name,Schedule State\nUS1,A,{}\n",
        ),
        (
            "trello",
            "a.json",
            r#"{"lists":[{"id":"l","name":"{}"}],"cards":[{"id":"c","shortLink":"c","name":"A","idList":"l"}],"labels":[]}"#,
        ),
    ];

    #[test]
    fn every_format_knows_the_one_table() {
        for (format, path, text) in FILES {
            let format = FORMATS.iter().find(|one| one.name == format).unwrap();
            for (state, kind) in [
                ("Zu erledigen", Some(New)),
                ("En curso", Some(Started)),
                ("Zakończone", Some(Done)),
                ("Rechazada", Some(Declined)),
                ("CAB Review", None),
            ] {
                let text = text.replace("{}", state);
                let source = MemorySource::new([(path, text.as_str())]);
                let mut found = Vec::new();
                let mut each = |draft: crate::exchange::Draft| found.push(draft.status);
                (format.read)(&source, &ReadOptions::default(), &mut each).unwrap();
                let status = found[0].clone().unwrap();
                assert_eq!(found.len(), 1, "{}", format.name);
                assert_eq!(
                    (status.name.as_str(), status.kind),
                    (state, kind),
                    "{} {path}",
                    format.name
                );
            }
        }
    }

    proptest! {
        #[test]
        fn any_name_is_looked_at(name in any::<String>()) {
            let known = known_kind(&name);
            assert!(known.is_none() || supposed_kind(&name) == known);
        }
    }
}
