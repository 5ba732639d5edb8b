//! What the names of states mean in the tools that people come from.

use crate::model::{State, StateKind};

/// Names by kind, as [`State::is_named`] compares them: case, spaces, dashes and underscores do not matter.
const WORDS: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &[
            "backlog",
            "draft",
            "icebox",
            "idea",
            "ideas",
            "inbox",
            "new",
            "open",
            "proposed",
            "to do",
            "todo",
            "triage",
            "reopened",
            "abierto",
            "a faire",
            "à faire",
            "a fazer",
            "aberto",
            "aperto",
            "att göra",
            "da fare",
            "do zrobienia",
            "neu",
            "nieuw",
            "nowe",
            "nuevo",
            "nuovo",
            "novo",
            "offen",
            "ouvert",
            "otwarte",
            "pendente",
            "pendiente",
            "por hacer",
            "te doen",
            "zu erledigen",
            "å gjøre",
            "до виконання",
            "к выполнению",
            "новая",
            "новый",
            "нове",
            "未着手",
            "待办",
            "待辦",
            "할 일",
            "やること",
            "not started",
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
            "bereit",
            "prêt",
            "ready to start",
            "ready for dev",
            "listo para desarrollo",
            "pronto para desenvolvimento",
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
            "bezig",
            "devam ediyor",
            "em andamento",
            "em desenvolvimento",
            "em progresso",
            "em revisão",
            "en cours",
            "en curso",
            "en desarrollo",
            "en proceso",
            "en progreso",
            "en revisión",
            "fazendo",
            "haciendo",
            "in arbeit",
            "in bearbeitung",
            "in corso",
            "in entwicklung",
            "in uitvoering",
            "pågår",
            "pågående",
            "w toku",
            "w trakcie",
            "в процесі",
            "в процессе",
            "в работе",
            "в роботі",
            "作業中",
            "進行中",
            "进行中",
            "處理中",
            "진행 중",
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
            "abgeschlossen",
            "afgerond",
            "cerrado",
            "chiuso",
            "completada",
            "completado",
            "completato",
            "concluída",
            "concluído",
            "concluido",
            "erledigt",
            "fait",
            "fatto",
            "fechado",
            "feito",
            "fermé",
            "ferdig",
            "fertig",
            "finalizada",
            "finalizado",
            "fini",
            "finito",
            "färdig",
            "gereed",
            "geschlossen",
            "gesloten",
            "gotowe",
            "hecho",
            "klaar",
            "klart",
            "listo",
            "resuelto",
            "résolu",
            "tamamlandı",
            "terminada",
            "terminado",
            "terminé",
            "terminée",
            "voltooid",
            "zakończone",
            "zamknięte",
            "zrobione",
            "виконано",
            "выполнено",
            "готово",
            "завершено",
            "закрыт",
            "закрыта",
            "完了",
            "クローズ",
            "完成",
            "已完成",
            "완료",
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
            "abandonné",
            "abgelehnt",
            "afgewezen",
            "annullato",
            "annulé",
            "anulowane",
            "cancelada",
            "cancelado",
            "descartado",
            "geannuleerd",
            "odrzucone",
            "rechazado",
            "rejeitado",
            "rejeté",
            "rifiutato",
            "verworfen",
            "отклонено",
            "отменено",
            "скасовано",
            "已取消",
            "却下",
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
        assert_eq!(usual_kind("Em Andamento"), Some(StateKind::Started));
        assert_eq!(usual_kind("TERMINÉ"), Some(StateKind::Done));
        assert_eq!(usual_kind("Waiting for Godot"), None);
    }

    #[test]
    fn a_word_means_one_kind() {
        let all: Vec<&str> = super::WORDS
            .iter()
            .flat_map(|(_, words)| *words)
            .copied()
            .collect();
        for (kind, words) in super::WORDS {
            for word in *words {
                assert_eq!(usual_kind(word), Some(*kind), "{word}");
                assert_eq!(
                    all.iter().filter(|other| other == &word).count(),
                    1,
                    "{word}"
                );
            }
        }
    }
}
