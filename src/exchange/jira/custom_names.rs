//! The names of Jira's usual custom fields, in the languages it speaks.

use crate::exchange::assembly::Take;

/// Folded names of custom fields; those of acceptance criteria are the same in every tool.
pub(super) const CUSTOM: &[(Take, &str)] = &[
    (
        Take::Points,
        "storypoints storypointestimate ストーリーポイント 故事点 故事點 스토리포인트 puntosdehistoria estimacióndepuntosdehistoria estimacióndestorypoints \
         pontosdahistória pontosdehistória estimativadepontosdahistória estimativadestorypoints punktyhistorii \
         szacowaniepunktówhistorii storypointschätzung estimationdesstorypoints pointsdestory storypointschatting \
         storypointsschätzung",
    ),
    (
        Take::Rank,
        "rank rango clasificación classificação ranga ranking rang rangschikking classement",
    ),
    (
        // `Parent Link` is that of an epic, with Advanced Roadmaps.
        Take::Epic,
        "epiclink enlacedeépica enlaceépico linkdoepic linkdoépico linkepiki epikverknüpfung epicverknüpfung \
         lienépique lienepic epickoppeling epiclinkkey parentlink",
    ),
    (
        Take::Epic,
        "ссылканаэпик эпик エピックリンク 史诗链接 에픽링크",
    ),
    (Take::Rank, "ранг ランク 排名 순위"),
    (Take::Sprint, "sprint спринт スプリント 冲刺 衝刺 스프린트"),
    (
        Take::Started,
        "startdate actualstart fechadeinicio datadeinício datarozpoczęcia startdatum datededébut begindatum",
    ),
    (Take::Value, "businessvalue"),
    (Take::EpicTitle, "epiclinksummary"),
    (
        Take::Drop("a colour of Jira's"),
        "issuecolor epiccolor epiccolour",
    ),
];
