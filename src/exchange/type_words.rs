//! What the types of items are called where a tool speaks another language.

use crate::exchange::assembly::fold_name;

/// The usual types, and what Jira calls them in Spanish, Portuguese, Polish, German, French, Dutch, Italian and Russian, in Norwegian,
/// Danish and Swedish, Turkish, Chinese (both), Japanese and Korean.
const WORDS: &[(&str, &[&str])] = &[
    (
        "story",
        &[
            "user story",
            "userstory",
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
            "historie",
            "brukerhistorie",
            "brugerhistorie",
            "användarberättelse",
            "berättelse",
            "användarhistoria",
            "пользовательская история",
            "hikaye",
            "kullanıcı hikayesi",
            "故事",
            "用户故事",
            "使用者故事",
            "ストーリー",
            "ユーザーストーリー",
            "스토리",
            "사용자 스토리",
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
            "feil",
            "fejl",
            "fel",
            "bugg",
            "дефект",
            "hata",
            "缺陷",
            "故障",
            "错误",
            "錯誤",
            "バグ",
            "不具合",
            "버그",
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
            "oppgave",
            "opgave",
            "uppgift",
            "görev",
            "任务",
            "任務",
            "タスク",
            "작업",
        ],
    ),
    (
        "epic",
        &[
            "épica",
            "epica",
            "épico",
            "epopeya",
            "epik",
            "epos",
            "épopée",
            "эпик",
            "史诗",
            "長篇故事",
            "エピック",
            "에픽",
        ],
    ),
];

/// What Jira calls parts of items in English.
pub const SUB_TASK: &str = "Sub-task";

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
    "підзадача",
    "підзавдання",
    "deeltaak",
    "deluppgift",
    "underuppgift",
    "deloppgave",
    "underoppgave",
    "delopgave",
    "underopgave",
    "altgörev",
    "子任务",
    "子任務",
    "サブタスク",
    "子タスク",
    "하위작업",
];

/// Whether a type is that of a part of an item, which never stands right below an epic.
#[must_use]
pub fn is_sub_task(name: &str) -> bool {
    let folded = fold_name(name);
    SUB_TASKS.iter().any(|word| folded.contains(word))
}

/// Whether a type is that of a part of an item and says nothing else: `Subtarea`, but not `Technical sub-task`.
#[must_use]
pub fn is_plain_sub_task(name: &str) -> bool {
    SUB_TASKS.contains(&&*fold_name(name))
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
    use super::{WORDS, is_plain_sub_task, is_sub_task, usual_type};

    #[test]
    fn types_are_known_in_other_languages() {
        assert_eq!(usual_type("Épica"), Some("epic"));
        assert_eq!(usual_type(" Błąd w programie"), Some("bug"));
        assert_eq!(usual_type("Historia"), Some("story"));
        assert_eq!(usual_type("Subtarea"), None);
        assert!(is_sub_task("Sub-task") && is_sub_task("Sous-tâche") && !is_sub_task("Task"));
        assert_eq!(usual_type("Incident"), None);
        for (story, bug, task) in [
            ("Brukerhistorie", "Feil", "Oppgave"),
            ("Brugerhistorie", "Fejl", "Opgave"),
            ("Användarberättelse", "Fel", "Uppgift"),
            ("Kullanıcı hikayesi", "Hata", "Görev"),
            ("用户故事", "缺陷", "任务"),
            ("ストーリー", "バグ", "タスク"),
            ("User Story", "버그", "작업"),
        ] {
            let found = [story, bug, task].map(usual_type);
            assert_eq!(found, [Some("story"), Some("bug"), Some("task")], "{story}");
        }
    }

    #[test]
    fn parts_are_known_in_other_languages() {
        for name in [
            "Sub-task",
            "Unteraufgabe",
            "Teilaufgabe",
            "Sous-tâche",
            "Subtarea",
            "Subtarefa",
            "Subtaak",
            "Deeltaak",
            "Podzadanie",
            "Sottoattività",
            "Deluppgift",
            "Underuppgift",
            "Deloppgave",
            "Underoppgave",
            "Delopgave",
            "Underopgave",
            "Подзадача",
            "Alt görev",
            "子任务",
            "子任務",
            "サブタスク",
            "子タスク",
        ] {
            assert!(is_sub_task(name) && is_plain_sub_task(name), "{name}");
        }
        assert!(is_sub_task("Technical Sub-task") && !is_plain_sub_task("Technical Sub-task"));
        assert!(
            ["Oppgave", "Opgave", "Uppgift", "Görev", "任务", "タスク"]
                .iter()
                .all(|name| !is_sub_task(name))
        );
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
