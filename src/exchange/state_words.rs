//! What states are called in the tools that people come from, in the languages these speak: one table for all formats.

use crate::model::StateKind;

/// Names of states by what they mean, parted by commas. Case, spaces and signs do not count. English first, then Spanish,
/// Portuguese, Polish, German, French, Dutch, Italian, Swedish and Norwegian, Czech, Russian and Ukrainian, Turkish, Japanese, Chinese,
/// Korean. Categories of states stand here too, as Jira calls them.
pub(super) const WORDS: &[(StateKind, &[&str])] = &[
    (
        StateKind::New,
        &[
            "backlog, draft, icebox, idea, ideas, inbox, later, new, not done, not started, open, planning, proposed, reopened",
            "requests, someday, to be done, to do, triage, undone, unscheduled, unstarted, no category, undefined",
            "abierta, abierto, pendiente, por hacer, sin empezar, sin iniciar, tareas por hacer",
            "a fazer, aberto, itens pendentes, não iniciada, não iniciado, pendente, tarefas pendentes",
            "do zrobienia, nie rozpoczęto, otwarte",
            "nicht begonnen, nicht gestartet, offen, zu erledigen",
            "a faire, à faire, non commencé, ouvert, pas commencé",
            "niet begonnen, nog te doen, te doen",
            "da completare, da fare, da iniziare",
            "att göra, å gjøre",
            "к выполнению, новая, новый, сделать, до виконання, не розпочато, нова, нове, новий",
            "yapılacak",
            "やること, 未着手, 未開始, 待办, 待辦, 未开始, 시작 전, 할 일",
        ],
    ),
    (
        StateKind::Ready,
        &[
            "approved, next, next up, planned, ready, ready for development, refined, selected for development, sprint backlog",
            "this sprint, this week, up next",
            "listo para empezar",
            "bereit, geplant",
            "prêt",
        ],
    ),
    (
        StateKind::Started,
        &[
            "active, blocked, code review, committed, doing, in development, in progress, in review, in test, on hold, paused",
            "peer review, pr review, progress, review, reviewing, started, stuck, under review, waiting, wip, work in progress",
            "working on it, indeterminate",
            "building, coding, deploy, deploying, deployment, developing, development, implementation, implementing, pilot, qa, sit",
            "staging, test, testing, uat, validation, verification, verify, verifying",
            "bloqueada, bloqueado, en curso, en desarrollo, en espera, en progreso, en pruebas, en revisión, pausada, pausado",
            "em andamento, em desenvolvimento, em espera, em progresso, em revisão, em teste, em testes",
            "w realizacji, w testach, w toku, w trakcie, wstrzymane, zablokowane",
            "blockiert, im test, in arbeit, in bearbeitung, in entwicklung, in prüfung, pausiert, wartend",
            "bloqué, en attente, en cours, en développement, en pause, en revue, en test",
            "bezig, geblokkeerd, in behandeling, in ontwikkeling, in uitvoering",
            "bloccato, in attesa, in corso, in revisione, in sviluppo",
            "pågår, pågående",
            "в процессе, в работе, в разработке, на проверке, в процесі, в роботі, в розробці",
            "devam ediyor",
            "作業中, 進行中, 进行中, 處理中, 진행 중",
        ],
    ),
    (
        StateKind::Done,
        &[
            "accepted, archive, closed, complete, completed, delivered, deployed, done, finished, fixed, implemented, live, merged, released",
            "resolved, shipped, verified",
            "acabada, acabado, cerrada, cerrado, completada, completado, finalizada, finalizado, hecho, listo, resuelta, resuelto",
            "terminada, terminado",
            "concluida, concluido, concluída, concluído, fechado, feito, itens concluídos",
            "gotowe, ukończone, zakończone, zamknięte, zrobione",
            "abgeschlossen, erledigt, fertig, geschlossen",
            "clos, fait, fermé, fini, terminé, terminé(e)",
            "afgerond, gereed, gesloten, klaar, voltooid",
            "completato, fatto",
            "avslutad, ferdig, färdig, klar, klart, lukket, stängd",
            "dokončeno, hotovo",
            "выполнено, готово, закрыт, закрыта, виконано, завершено",
            "tamamlandı",
            "クローズ, 完了, 完成, 已完成, 완료",
        ],
    ),
    (
        StateKind::Declined,
        &[
            "abandoned, canceled, cancelled, declined, discarded, dropped, duplicate, invalid, obsolete, rejected, removed",
            "by design, can't reproduce, cannot reproduce, no longer needed, not a bug, not an issue, not reproducible",
            "will not do, won't be done, won't do, won't fix, works as designed",
            "cancelada, cancelado, descartado, rechazada, rechazado",
            "rejeitado",
            "anulowane, odrzucone",
            "abgebrochen, abgelehnt",
            "annulé, annulée, rejeté",
            "afgewezen, geannuleerd",
            "annullato",
            "отклонено, отменено, скасовано",
            "中止, 却下, 已取消, 취소됨",
        ],
    ),
];

/// Names that say it alone and not among other words: a `CAB Review` may come before the work or after it, what is `approved by`
/// somebody is at any stage, and `listo para revisión` is not Done.
pub(super) const ALONE: &[&str] = &[
    "accepted",
    "active",
    "approved",
    "bereit",
    "bydesign",
    "clos",
    "committed",
    "delivered",
    "fini",
    "fixed",
    "gereed",
    "implemented",
    "klaar",
    "klar",
    "klart",
    "listo",
    "live",
    "merged",
    "open",
    "pilot",
    "prêt",
    "review",
    "sit",
    "verified",
];

/// Words that turn the meaning of the rest.
pub(super) const NEGATIONS: &[&str] = &[
    "not", "no", "nicht", "non", "pas", "nie", "niet", "não", "не", "inte", "ikke",
];

/// What an item is ready for whose work has not begun.
pub(super) const BEFORE_WORK: &[&str] = &[
    "dev",
    "development",
    "estimation",
    "grooming",
    "planning",
    "refinement",
    "sprint",
    "start",
    "work",
];
