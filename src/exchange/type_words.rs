//! What the types of items are called where a tool speaks another language.

use crate::exchange::assembly::fold_name;

/// The usual types, and what Jira calls them in Spanish, Portuguese, Polish, German, French, Dutch, Italian and Russian.
const WORDS: &[(&str, &[&str])] = &[
    (
        "story",
        &[
            "historia",
            "historia de usuario",
            "história",
            "história de usuário",
            "história do usuário",
            "historyjka",
            "historyjka użytkownika",
            "historia użytkownika",
            "récit",
            "récit utilisateur",
            "verhaal",
            "gebruikersverhaal",
            "storia",
            "история",
        ],
    ),
    (
        "bug",
        &[
            "error",
            "erro",
            "błąd",
            "błąd w programie",
            "fehler",
            "bogue",
            "fout",
            "баг",
            "ошибка",
        ],
    ),
    (
        "task",
        &[
            "tarea",
            "tarefa",
            "zadanie",
            "aufgabe",
            "tâche",
            "taak",
            "attività",
            "задача",
        ],
    ),
    (
        "epic",
        &[
            "épica", "epica", "épico", "epopeya", "epik", "epos", "épopée", "эпик",
        ],
    ),
];

/// What parts of items are called, without spaces and hyphens.
const SUB_TASKS: &[&str] = &[
    "subtask",
    "subtarea",
    "subtarefa",
    "podzadanie",
    "unteraufgabe",
    "teilaufgabe",
    "soustâche",
    "subtaak",
    "sottoattività",
    "подзадача",
];

/// Whether a type is that of a part of an item, which never stands right below an epic.
#[must_use]
pub fn is_sub_task(name: &str) -> bool {
    let folded = fold_name(name);
    SUB_TASKS.iter().any(|word| folded.contains(word))
}

/// The usual type that a name stands for in another language.
#[must_use]
pub fn usual_type(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    WORDS
        .iter()
        .find(|(_, words)| words.contains(&name.as_str()))
        .map(|(usual, _)| *usual)
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_sub_task, usual_type};

    #[test]
    fn types_are_known_in_other_languages() {
        assert_eq!(usual_type("Épica"), Some("epic"));
        assert_eq!(usual_type(" Błąd w programie"), Some("bug"));
        assert_eq!(usual_type("Historia"), Some("story"));
        assert_eq!(usual_type("Subtarea"), None);
        assert!(is_sub_task("Sub-task") && is_sub_task("Sous-tâche") && !is_sub_task("Task"));
        assert_eq!(usual_type("Incident"), None);
    }

    #[test]
    fn each_word_is_lower_case_and_means_one_type() {
        let mut seen = std::collections::HashSet::new();
        for word in WORDS.iter().flat_map(|(_, words)| *words) {
            assert_eq!(word.to_lowercase(), **word);
            assert!(seen.insert(word), "{word}");
        }
    }
}
