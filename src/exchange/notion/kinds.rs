//! What Notion's states mean, in the languages of its interface.

use crate::exchange::state_words::usual_kind;
use crate::model::StateKind;

/// States of Notion's own templates that other tools do not have, in lower case.
const WORDS: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &[
            "not started",
            "planning",
            "later",
            "someday",
            "nicht begonnen",
            "nicht gestartet",
            "zu erledigen",
            "offen",
            "pas commencé",
            "non commencé",
            "à faire",
            "sin empezar",
            "sin iniciar",
            "por hacer",
            "pendiente",
            "não iniciada",
            "não iniciado",
            "a fazer",
            "niet begonnen",
            "te doen",
            "未着手",
            "未開始",
            "未开始",
            "시작 전",
            "할 일",
            "da iniziare",
            "da fare",
            "nie rozpoczęto",
            "do zrobienia",
        ],
    ),
    (
        StateKind::Ready,
        &[
            "next up",
            "next",
            "planned",
            "this week",
            "bereit",
            "geplant",
            "listo para empezar",
            "prêt",
        ],
    ),
    (
        StateKind::Started,
        &[
            "paused",
            "working on it",
            "in arbeit",
            "in bearbeitung",
            "en cours",
            "en curso",
            "en progreso",
            "em andamento",
            "em progresso",
            "bezig",
            "進行中",
            "进行中",
            "진행 중",
            "in corso",
            "w toku",
            "code review",
            "qa",
        ],
    ),
    (
        StateKind::Done,
        &[
            "done!",
            "live",
            "erledigt",
            "fertig",
            "abgeschlossen",
            "terminé",
            "fait",
            "hecho",
            "completado",
            "terminado",
            "concluído",
            "concluída",
            "feito",
            "gereed",
            "voltooid",
            "klaar",
            "完了",
            "完成",
            "已完成",
            "완료",
            "completato",
            "fatto",
            "gotowe",
            "zakończone",
        ],
    ),
    (
        StateKind::Declined,
        &[
            "won’t do",
            "dropped",
            "abgebrochen",
            "abgelehnt",
            "annulé",
            "cancelado",
            "cancelada",
            "geannuleerd",
            "中止",
            "已取消",
            "취소됨",
        ],
    ),
];

/// What a state of that name means, if that is known; signs before and after the words do not count.
#[must_use]
pub fn kind_of_state(name: &str) -> Option<StateKind> {
    let words = name
        .trim_matches(|c: char| !c.is_alphanumeric() && c != '!')
        .to_lowercase();
    let known = WORDS
        .iter()
        .find(|(_, names)| names.contains(&words.as_str()))
        .map(|(kind, _)| *kind);
    known
        .or_else(|| usual_kind(name))
        .or_else(|| usual_kind(&words))
}

/// Whether a box is ticked; none where the text is no box.
#[must_use]
pub fn ticked(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "checked" | "ja" | "oui" | "sí" | "sim" | "はい" | "예" | "是" => {
            Some(true)
        }
        "no" | "false" | "unchecked" | "nein" | "non" | "não" | "nee" | "いいえ" | "아니요"
        | "否" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{kind_of_state, ticked};
    use crate::model::StateKind;

    #[test]
    fn states_are_known_with_and_without_signs() {
        for (name, kind) in [
            ("Not Started", Some(StateKind::New)),
            ("🚧 In progress", Some(StateKind::Started)),
            ("Done ✅", Some(StateKind::Done)),
            ("Nicht begonnen", Some(StateKind::New)),
            ("完了", Some(StateKind::Done)),
            ("Canceled", Some(StateKind::Declined)),
            ("Limbo", None),
            ("", None),
        ] {
            assert_eq!(kind_of_state(name), kind, "{name}");
        }
        assert_eq!(
            (ticked("Yes"), ticked("Nein"), ticked("soon")),
            (Some(true), Some(false), None)
        );
    }
}
