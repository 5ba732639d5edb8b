//! What properties are usually called in Notion's templates, in the languages of its interface.

use crate::exchange::assembly::{Take, fold_name, take_of_name};

/// What the values of a property mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// The same as in any table.
    Plain(Take),
    /// People, parted by commas.
    People(Take),
    /// The number that Notion counts up, with or without a prefix.
    Number,
    /// The item it is a part of; of several columns the one with the smallest number counts, from [`EPIC`] on it is an epic.
    Part(u8),
    /// Its parts.
    Children,
    /// What must be done before.
    DependsOn,
    /// What waits for it.
    Blocks,
    /// Its Sprint.
    Sprint,
    /// Its release.
    Release,
    /// A box that is ticked when it is done.
    Tick,
    /// Days from and to.
    Period,
}

impl Meaning {
    /// What becomes of it, as other tables say it.
    #[must_use]
    pub fn take(self) -> Take {
        match self {
            Self::Plain(take) | Self::People(take) => take,
            Self::Number => Take::Key,
            Self::Part(_) | Self::Children => Take::Parent(0),
            Self::DependsOn => Take::DependsOn,
            Self::Blocks => Take::Blocks,
            Self::Sprint => Take::Sprint,
            Self::Release => Take::Release,
            Self::Tick => Take::Status,
            Self::Period => Take::Keep,
        }
    }
}

/// From this number on what an item is a part of is an epic or a project.
pub const EPIC: u8 = 2;

const ASSIGNEE: Meaning = Meaning::People(Take::Assignee);

/// Folded names, parted by spaces.
const NAMES: &[(Meaning, &str)] = &[
    (
        Meaning::Part(0),
        "parent parentitem parentitems parenttask parenttasks parentstory parentissue \
         übergeordneteaufgabe übergeordneteselement übergeordnetereintrag elternaufgabe tâcheparente \
         élémentparent tareaprincipal tareapadre elementoprincipal elementopadre tarefaprincipal tarefapai \
         itempai itemprincipal bovenliggendetaak bovenliggenditem hoofdtaak attivitàprincipale zadanienadrzędne \
         親アイテム 親タスク 上位アイテム 父任务 父级任务 父项 父級任務 상위항목 상위작업",
    ),
    (Meaning::Part(1), "story userstory"),
    (
        Meaning::Part(EPIC),
        "epic epics epiclink feature features epik épica epopée エピック",
    ),
    (
        Meaning::Part(EPIC + 1),
        "project projects initiative initiatives projekt projekte projet projets proyecto proyectos projeto \
         projetos progetto プロジェクト 项目 프로젝트",
    ),
    (
        Meaning::Children,
        "subitem subitems subtask subtasks children childitems substories unteraufgabe unteraufgaben \
         untergeordneteelemente unterelement sousélément souséléments soustâche soustâches subtarea subtareas \
         subelemento subelementos subtarefa subtarefas subitens subtaak subtaken sottoattività podzadania サブアイテム \
         サブタスク 子任务 子项 하위항목 하위작업",
    ),
    (
        Meaning::DependsOn,
        "blockedby isblockedby dependson dependencies dependency predecessors predecessor waitingon waitingfor \
         prerequisites prerequisite blockiertdurch blockiertvon wirdblockiertvon wirdblockiertdurch hängtabvon \
         abhängigvon bloquépar bloquéepar estbloquépar dépendde bloqueadopor bloqueadapor dependede \
         geblokkeerddoor bloccatoda zablokowaneprzez ブロック元 先行タスク 被阻止 被阻塞 차단됨",
    ),
    (
        Meaning::Blocks,
        "blocks blocking isblocking successors blockiert bloque estbloquant bloquant bloquea bloqueando bloqueia \
         blokkeert blocca blokuje ブロック中 後続タスク 正在阻止 阻塞 차단중",
    ),
    (
        Meaning::Sprint,
        "sprint sprints iteration iterations cycle cycles スプリント 冲刺 스프린트",
    ),
    (
        Meaning::Release,
        "release releases version versions fixversion targetrelease milestone milestones meilenstein jalon hito \
         marco マイルストーン 里程碑",
    ),
    (
        Meaning::Number,
        "id taskid issueid ticketid storyid itemid ticket key",
    ),
    (
        ASSIGNEE,
        "assignee assignees assign assigned assignedto owner owners person people responsible engineer developer \
         developers projectlead lead dri zugewiesen zugewiesenan zuständig verantwortlich verantwortliche \
         personen attribuéà assignéà responsable asignado asignadoa persona responsável atribuídoa toegewezenaan \
         toegewezen assegnatario przypisany 担当者 負責人 负责人 담당자",
    ),
    (
        Meaning::Plain(Take::RequestedBy),
        "createdby reporter requestedby requester requestor stakeholder author erstelltvon crééepar créépar \
         creadopor criadopor 作成者 创建人 생성자",
    ),
    (
        Meaning::Plain(Take::Status),
        "status state stage taskstatus projectstatus storystatus kanban kanbanstatus kanbanstate progressstatus \
         zustand statut état estado situação stato stan ステータス 状态 狀態 상태",
    ),
    (Meaning::Plain(Take::Kind), "statekind"),
    (
        Meaning::Plain(Take::Created),
        "createdtime created createdat datecreated createddate creationdate createdon erstelltam erstellt \
         erstellungsdatum datedecréation crééle créé fechadecreación creado criadoem datadecriação aangemaakt \
         作成日時 创建时间 생성일시",
    ),
    (
        Meaning::Plain(Take::Drop("git knows when a file changed")),
        "lasteditedtime lastedited updated updatedat lastupdated modified zuletztbearbeitet zuletztbearbeitetam \
         dernièremodification últimaedición últimaedição 最終更新日時 最后编辑时间",
    ),
    (
        Meaning::Plain(Take::Done),
        "done complete donedate doneon completed completedon completedat completiondate datecompleted closed closedon \
         closedat finished finishedon resolved shippedon erledigt erledigtam abgeschlossenam terminéle \
         completadoel concluídoem 完了日",
    ),
    (
        Meaning::Plain(Take::Started),
        "started startedon startedat startdate datestarted startdatum datededébut fechadeinicio datadeinício 開始日 \
         开始日期",
    ),
    (
        Meaning::Period,
        "dates date sprintdates timeline period duration timeframe daterange zeitraum datum daten période fechas \
         fecha datas data 日付 日期 날짜",
    ),
    (
        Meaning::Plain(Take::Labels(&[','])),
        "tags tag labels label components component keywords schlagwörter étiquettes étiquette etiquetas etiqueta \
         タグ 标签 標籤 태그",
    ),
    (Meaning::Plain(Take::Link), "links urls"),
    (
        Meaning::Plain(Take::Type),
        "type tasktype issuetype itemtype worktype storytype workitemtype kind typ tipo 種類 类型 유형",
    ),
    (
        Meaning::Plain(Take::Description),
        "summary aisummary userstorytext usecase",
    ),
];

/// What a property of that name usually means.
#[must_use]
pub fn meaning_of_name(name: &str) -> Option<Meaning> {
    let folded = fold_name(name);
    let own = NAMES
        .iter()
        .find(|(_, names)| names.split(' ').any(|name| name == folded))
        .map(|(meaning, _)| *meaning);
    own.or_else(|| match take_of_name(name)?.0 {
        Take::Points => Some(Meaning::Plain(Take::Points)),
        take @ (Take::Value
        | Take::Criteria
        | Take::Description
        | Take::Comment
        | Take::Position
        | Take::Link) => Some(Meaning::Plain(take)),
        Take::Url => Some(Meaning::Plain(Take::Link)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{Meaning, NAMES, meaning_of_name};
    use crate::exchange::assembly::{Take, fold_name};

    #[test]
    fn names_are_folded() {
        let mut seen = HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| names.split(' ')) {
            assert_eq!(fold_name(name), name);
            assert!(seen.insert(name), "{name}");
        }
    }

    #[test]
    fn names_of_templates_are_known() {
        for (name, meaning) in [
            ("Parent-task", Some(Meaning::Part(0))),
            ("⛔ Blocked by", Some(Meaning::DependsOn)),
            ("Is Blocking", Some(Meaning::Blocks)),
            ("Sub-items", Some(Meaning::Children)),
            ("Übergeordnete Aufgabe", Some(Meaning::Part(0))),
            ("Story Points", Some(Meaning::Plain(Take::Points))),
            ("Acceptance Criteria", Some(Meaning::Plain(Take::Criteria))),
            ("URL", Some(Meaning::Plain(Take::Link))),
            ("Priority", None),
        ] {
            assert_eq!(meaning_of_name(name), meaning, "{name}");
        }
    }
}
