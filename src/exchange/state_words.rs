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

/// States and their categories as Jira calls them in Spanish, Portuguese, Polish, German, French, Dutch, Italian and Russian.
const ELSEWHERE: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &[
            "undefined",
            "no category",
            "por hacer",
            "tareas por hacer",
            "abierta",
            "abierto",
            "pendiente",
            "a fazer",
            "itens pendentes",
            "tarefas pendentes",
            "pendente",
            "aberto",
            "do zrobienia",
            "otwarte",
            "zu erledigen",
            "offen",
            "à faire",
            "a faire",
            "ouvert",
            "te doen",
            "nog te doen",
            "da fare",
            "da completare",
            "к выполнению",
            "сделать",
        ],
    ),
    (
        StateKind::Started,
        &[
            "indeterminate",
            "en curso",
            "en progreso",
            "en revisión",
            "em andamento",
            "em progresso",
            "em revisão",
            "w toku",
            "w trakcie",
            "in arbeit",
            "in bearbeitung",
            "en cours",
            "en revue",
            "bezig",
            "in behandeling",
            "in corso",
            "в работе",
            "в процессе",
        ],
    ),
    (
        StateKind::Done,
        &[
            "listo",
            "hecho",
            "finalizado",
            "finalizada",
            "completado",
            "completada",
            "terminado",
            "terminada",
            "cerrado",
            "cerrada",
            "resuelta",
            "resuelto",
            "concluído",
            "concluido",
            "concluída",
            "itens concluídos",
            "feito",
            "fechado",
            "gotowe",
            "zrobione",
            "zamknięte",
            "ukończone",
            "fertig",
            "erledigt",
            "abgeschlossen",
            "geschlossen",
            "terminé",
            "terminé(e)",
            "terminée",
            "fini",
            "fermé",
            "gereed",
            "klaar",
            "voltooid",
            "gesloten",
            "fatto",
            "completato",
            "готово",
            "выполнено",
            "закрыт",
        ],
    ),
    (
        StateKind::Declined,
        &[
            "cancelado",
            "cancelada",
            "rechazado",
            "rechazada",
            "descartado",
            "rejeitado",
            "anulowane",
            "odrzucone",
            "abgebrochen",
            "abgelehnt",
            "annulé",
            "annulée",
            "rejeté",
            "geannuleerd",
            "afgewezen",
            "annullato",
            "отменено",
        ],
    ),
];

/// Words of states in which somebody is at work: the parts that a team cuts its work into.
const AT_WORK: &[&str] = &[
    "building",
    "coding",
    "deploy",
    "deploying",
    "deployment",
    "developing",
    "development",
    "implementation",
    "implementing",
    "pilot",
    "progress",
    "qa",
    "review",
    "reviewing",
    "sit",
    "staging",
    "test",
    "testing",
    "uat",
    "validation",
    "verification",
    "verifying",
];

/// The kind that a category of states, or a state, has in another language.
#[must_use]
pub fn foreign_kind(name: &str) -> Option<StateKind> {
    let name = name.trim().to_lowercase();
    ELSEWHERE
        .iter()
        .find(|(_, words)| words.contains(&name.as_str()))
        .map(|(kind, _)| *kind)
}

/// The kind that a state most likely has, where neither its usual name nor a category says it: `3_In Progress`, `Finalizada`,
/// `QA`, `Ready for dev`.
#[must_use]
pub fn likely_kind(name: &str) -> Option<StateKind> {
    let bare = name.trim_start_matches(|c: char| !c.is_alphabetic()).trim();
    if let Some(kind) = usual_kind(bare).or_else(|| foreign_kind(bare)) {
        return Some(kind);
    }
    let lower = bare.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    if let Some(what) = lower.strip_prefix("ready for ") {
        let before = [
            "dev",
            "development",
            "grooming",
            "refinement",
            "sprint",
            "work",
        ];
        return Some(match before.contains(&what) {
            true => StateKind::Ready,
            false => StateKind::Started,
        });
    }
    (lower.starts_with("in ") || words.any(|word| AT_WORK.contains(&word)))
        .then_some(StateKind::Started)
}

#[cfg(test)]
mod tests {
    use super::{foreign_kind, likely_kind, usual_kind};
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

    #[test]
    fn guesses_what_no_category_says() {
        assert_eq!(likely_kind("5_Done"), Some(StateKind::Done));
        assert_eq!(likely_kind("2.5_BLOCKED"), Some(StateKind::Started));
        assert_eq!(likely_kind("Finalizada"), Some(StateKind::Done));
        assert_eq!(likely_kind("Tareas por hacer"), Some(StateKind::New));
        assert_eq!(likely_kind("Abgeschlossen"), Some(StateKind::Done));
        assert_eq!(likely_kind("UAT"), Some(StateKind::Started));
        assert_eq!(likely_kind("Test in UAT"), Some(StateKind::Started));
        assert_eq!(likely_kind("Ready for Dev"), Some(StateKind::Ready));
        assert_eq!(likely_kind("Ready for QA"), Some(StateKind::Started));
        assert_eq!(likely_kind("In Dev"), Some(StateKind::Started));
        assert_eq!(likely_kind("Inspiration"), None);
        assert_eq!(likely_kind("Waiting for Godot"), None);
        assert_eq!(foreign_kind("Erledigt "), Some(StateKind::Done));
    }

    #[test]
    fn each_word_means_one_kind() {
        let mut seen = std::collections::HashSet::new();
        for word in super::ELSEWHERE.iter().flat_map(|(_, words)| *words) {
            assert_eq!(word.to_lowercase(), **word);
            assert!(seen.insert(word), "{word}");
        }
    }
}
