//! What the name of a state means: known where the whole name is a usual one, supposed where only words in it are.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exchange::state_words::{
    AFTER_WORK, AHEAD, ALONE, BEFORE_WORK, BEGUN, NEGATIONS, READY, WORDS,
};
use crate::model::StateKind;
use crate::text::without_accents;

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
    let mut kinds: HashMap<String, StateKind> =
        names.map(|(kind, name)| (folded(name), kind)).collect();
    // People and spreadsheets leave accents out.
    let plain: Vec<(String, StateKind)> = kinds
        .iter()
        .map(|(name, kind)| (without_accents(name), *kind))
        .collect();
    let mut said: HashMap<String, Option<StateKind>> = HashMap::new();
    for (name, kind) in plain {
        said.entry(name)
            .and_modify(|known| *known = known.filter(|known| *known == kind))
            .or_insert(Some(kind));
    }
    for (name, kind) in said {
        if let Some(kind) = kind {
            kinds.entry(name).or_insert(kind);
        }
    }
    kinds
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
    if let Some(kind) = ready_for(&words) {
        return Some(kind);
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
        .or_else(|| still_ahead(&words))
        .or_else(|| says(StateKind::Started))
        .or_else(|| says(StateKind::Done))
        .or_else(|| says(StateKind::Ready))
        .or_else(|| says(StateKind::New))
        .or((words.len() > 1 && words[0] == "in").then_some(StateKind::Started))
}

/// What a state means in which something is ready for what comes next.
fn ready_for(words: &[&str]) -> Option<StateKind> {
    let [ready, before, what, ..] = words else {
        return None;
    };
    let is_ready =
        |(first, second): &&(&[&str], &[&str])| first.contains(ready) && second.contains(before);
    READY.iter().find(is_ready)?;
    Some(match BEFORE_WORK.contains(what) {
        true => StateKind::Ready,
        false => StateKind::Started,
    })
}

/// What a state means that names what is still to come, however finished that sounds: `To be completed`, `Waiting for release`.
fn still_ahead(words: &[&str]) -> Option<StateKind> {
    let first = words.first()?;
    let is_begun = BEGUN.contains(first) || words.get(1).is_some_and(|word| BEGUN.contains(word));
    let is_to_be = words.windows(2).any(|two| two == ["to", "be"]);
    if !is_begun && !is_to_be && (words.len() == 1 || !AHEAD.contains(first)) {
        return None;
    }
    let is_after = |word: &&str| AFTER_WORK.iter().any(|begin| word.starts_with(begin));
    let waits_for_work = || words.iter().skip(1).any(|word| BEFORE_WORK.contains(word));
    Some(if words.iter().any(is_after) {
        StateKind::Started
    } else if is_begun {
        match waits_for_work() {
            true => StateKind::Ready,
            false => StateKind::Started,
        }
    } else {
        StateKind::New
    })
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
            ("Bugs in production", None),
        ] {
            assert_eq!(supposed_kind(name), kind, "{name}");
        }
    }

    #[test]
    fn what_is_still_to_be_done_is_not_done() {
        for (name, kind) in [
            ("To be done", New),
            ("To be completed by PO", New),
            ("Needs to be finished", New),
            ("Should be done", New),
            ("Zu erledigen (Sprint 3)", New),
            ("Muss abgeschlossen werden", New),
            ("Por terminar esta semana", New),
            ("Pendiente de cerrar", New),
            ("À terminer vite", New),
            ("Da chiudere", New),
            ("Do zakończenia", New),
            ("Nog niet afgerond", New),
            ("완료 예정", New),
            ("未完成", New),
            ("To be tested", Started),
            ("To be tested and closed", Started),
            ("Zu testen", Started),
            ("A validar por QA", Started),
            ("Waiting for release", Started),
            ("Done, awaiting deployment", Started),
            ("Wartet auf erledigt", Started),
            ("En attente de clôture", Started),
            ("Aguardando entregue", Started),
            ("Almost done", Started),
            ("Waiting for development", Ready),
            ("Fertig zum Testen", Started),
            ("Gotowe do testów", Started),
            ("Готово к тестированию", Started),
            ("Listo para desarrollo web", Ready),
        ] {
            assert_eq!(supposed_kind(name), Some(kind), "{name}");
        }
    }

    #[test]
    fn ends_are_known_in_the_languages_of_the_headers() {
        for name in [
            "Hecha",
            "Entregue",
            "Zamknięty",
            "Umgesetzt",
            "Clôturé",
            "Opgelost",
            "Chiuso",
            "Сделано",
            "Bitti",
            "対応済み",
            "已关闭",
            "해결됨",
            "Avsluttet",
            "Vyřešeno",
        ] {
            assert_eq!(known_kind(name), Some(Done), "{name}");
        }
        for name in [
            "Descartada",
            "Recusado",
            "Odrzucony",
            "Verworfen",
            "Abandonné",
            "Vervallen",
            "Rifiutato",
            "Отменена",
            "İptal",
            "キャンセル",
            "已拒绝",
            "취소",
            "Out of scope",
        ] {
            assert_eq!(known_kind(name), Some(Declined), "{name}");
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
