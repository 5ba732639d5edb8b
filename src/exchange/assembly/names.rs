//! What columns are usually called, in any tool.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exchange::assembly::take::Take;

/// A name for comparing: lower case, letters and digits only.
#[must_use]
pub fn fold_name(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

const LIST: &[char] = &[',', ';'];

/// Folded names and what they mean; where several columns mean the same, the earlier entry counts.
const NAMES: &[(Take, &str)] = &[
    (
        Take::Title,
        "title summary subject headline name storytitle issuetitle taskname titel betreff zusammenfassung título \
         titulo resumen resumo titre résumé tytuł podsumowanie samenvatting onderwerp titolo userstorytitle storyname \
         tasktitle itemname featurename tarea tarefa tâche aufgabe taak attività zadanie назва назвазадачі название \
         задача задание titelpåbrugerhistorie görev başlık タイトル 件名 标题 標題 任务 제목 workitemtitle cardname story userstory task \
         issue item requirement anforderung backlogitem productbacklogitem historia história historiadeusuario \
         históriadeusuário históriadousuário historiadeusuário récitutilisateur brukerhistorie workitem todo todoitem",
    ),
    (
        Take::Key,
        "key issuekey id storyid referenceid externalid ticket ticketid issueid taskid itemid number no nr ref \
         reference formattedid workitemid iid identifier storynumber userstoryid usid backlogid backlogitemid pbi \
         pbiid cardid featureid requirementid reqid nº código codigo clave chave clé nummer numer номер",
    ),
    (
        Take::Url,
        "url link externalurl webaddress issueurl cardurl",
    ),
    (
        Take::Type,
        "type issuetype workitemtype itemtype kind tracker typ tipo tipodehistoria typzgłoszenia тип 種別 类型",
    ),
    (
        Take::Status,
        "status state schedulestate estado statut stan zustand stage column currentstate workflowstate sectioncolumn list listname situação situacao stato \
         statusindikator статус стан estatus état etat durum ステータス 状態 状态 상태 progress",
    ),
    (Take::Category, "statuscategory"),
    (Take::Kind, "statekind"),
    (
        Take::Points,
        "storypoints storypoint points estimate finalestimate storypointestimate effort size planestimate weight \
         punkte sp estimation storypointspunkte totalpoints estimates estimatedpoints estimatedstorypoints estimatesp \
         pointestimate pts puntos puntosdehistoria puntoshistoria pontos pontosdehistória storypunkte pointsdestory \
         storypunten pointsdeffort pointsdhistoire puntistoria punti punkty estimación estimativa schätzung оцінка \
         оценка",
    ),
    (
        Take::Created,
        "created createdat createddate creationdate datecreated createdon cardcreateddate opened erstellt creado criado créé \
         fechadecreación fechadecreacion datadecriação datadecriacao datedecréation création creato créée aangemaakt \
         gemaakt utworzono erstelltam datautworzenia 作成日",
    ),
    (
        Take::Started,
        "started startedat startedon startdate activateddate actualstart",
    ),
    (
        Take::Done,
        "done resolved completed completedat closed closedat closeddate donedate datedone finished finishedat resolveddate \
         accepteddate erledigt resolvedat resolvedon completedon completeddate completiondate closedon dateclosed \
         datecompleted finishedon finishdate doneat doneon",
    ),
    (Take::Accepted, "acceptedat acceptedon"),
    (
        Take::Criteria,
        "acceptancecriteria acceptancecriterias acceptancecriterion acceptance ac akzeptanzkriterien \
         criteriosdeaceptación critèresdacceptation acceptatiecriteria kryteriaakceptacji critériosdeaceitação \
         criteriosdeaceptacion criteriosdeaceitacao critériosdeaceite criteriosdeaceite criteriosaceptacion \
         criteridiaccettazione akseptansekriterier критеріїприйняття критерииприемки критерииприёмки 受け入れ条件 受入条件 验收标准",
    ),
    (
        Take::Description,
        "description body details text content notes beschreibung descripción descrição opis beschrijving \
         issuedescription userstorydescription taskdescription taskcontent carddescription storydescription descripcion descricao descrizione desc detalle \
         detalhes omschrijving опис описание açıklama 説明 描述 설명",
    ),
    (
        Take::Comment,
        "comment comments kommentar comentario comentarios comentários commentaire commentaires kommentare \
         opmerkingen uwagi коментар комментарий",
    ),
    (
        Take::Labels(LIST),
        "labels label tags tag components component keywords etiquetas etiketten étiquettes etichette schlagwörter \
         schlagworte trefwoorden etykiety мітки метки ラベル 标签",
    ),
    (
        Take::Assignee,
        "assignee assignees assignedto members owner bearbeiter responsible responsable responsável responsavel asignadoa \
         atribuídoa zugewiesenan verantwortlich assigné toegewezenaan assegnatario assegnatoa toegewezen zugewiesen \
         przypisany виконавець исполнитель 担当者 担当 负责人 ownedby owners",
    ),
    (
        Take::RequestedBy,
        "reporter requestedby author requester createdby rapporteur demandeur solicitante melder richiedente \
         zgłaszający auftraggeber stakeholder creator",
    ),
    (
        Take::Value,
        "value businessvalue nutzen valordenegocio valordenegócio geschäftswert valeurmétier bedrijfswaarde",
    ),
    (
        Take::Parent(1),
        "parentkey parentid parentissue parent parenttask parenttaskid parentitem parentstory partof feature epickey epiclink epic épica epica épico epico epik epopeja \
         епік эпик épopée epopée epopeya",
    ),
    (
        Take::Level,
        "outlinelevel indent indentlevel hierarchylevel gliederungsebene niveldeesquema niveauhiérarchique livellostruttura",
    ),
    (
        Take::Outline,
        "outlinenumber wbs wbscode wbsnumber gliederungsnummer pspcode númerodeesquema numérohiérarchique",
    ),
    (
        Take::DependsOn,
        "dependson dependencies blockedby predecessors predecessor dependency predecessorid dependsonid dependencias \
         dependências dépendances abhängigkeiten abhängigvon afhankelijkvan afhankelijkheden dipendenze dipendeda \
         dépendde dependede zależności zależyod",
    ),
    (
        Take::Blocks,
        "blocks blocking successors successorid successor",
    ),
    (
        Take::Sprint,
        "sprint iteration iterationpath cycle cyclename cyclenumber sprintnumber sprintname sprintno спринт スプリント \
         iteración iteração",
    ),
    (
        Take::Release,
        "release fixversion fixversions milestone version targetrelease versión versão meilenstein hito marco targetversion",
    ),
    (Take::Link, "links"),
    (Take::Field("accepted"), "accepted"),
    (Take::Field("urgency"), "urgency"),
    (Take::Field("risk_reduction"), "riskreduction"),
    (Take::Field("cost_of_delay"), "costofdelay"),
    (
        Take::Field("moscow"),
        "moscow moscowpriority prioritymoscow moscowprioritization",
    ),
    (Take::Field("reach"), "reach"),
    (Take::Field("impact"), "impact"),
    (Take::Field("confidence"), "confidence"),
    // `Effort` alone is the size in most tools.
    (Take::Field("effort"), "effortrice"),
    (Take::Field("ease"), "ease"),
    (Take::Field("benefit"), "benefit"),
    (Take::Field("penalty"), "penalty"),
    (Take::Field("risk"), "risk"),
    (Take::Field("objective"), "objective"),
    // `Blocked` alone is a yes or no in most tools.
    (Take::Field("blocked"), "waitsfor"),
    (
        Take::Position,
        "rank order position backlogpriority stackrank",
    ),
];

/// Units of time: an estimate in them is no size.
const UNITS: &[&str] = &[
    "h",
    "hr",
    "hrs",
    "hour",
    "hours",
    "d",
    "day",
    "days",
    "md",
    "pd",
    "pt",
    "mandays",
    "persondays",
    "min",
    "minutes",
    "w",
    "week",
    "weeks",
    "month",
    "months",
    "std",
    "stunden",
    "tage",
    "personentage",
    "hora",
    "horas",
    "dia",
    "dias",
    "día",
    "días",
    "heures",
    "jours",
    "jh",
    "ore",
    "giorni",
    "uren",
    "dagen",
    "godziny",
    "dni",
    "годин",
    "часы",
];

/// What a column of that name usually means, and how good the name is for it: smaller is better.
///
/// What stands in parentheses may be left out (`Estimate (SP)`), or be the known part (`Aufwand (Story Points)`).
#[must_use]
pub fn take_of_name(name: &str) -> Option<(Take, usize)> {
    const WORSE: usize = 1000;
    // How much of something is not when it was, nor how large.
    if name.contains('%') {
        return None;
    }
    if matches!(name.trim(), "#" | "№") {
        return Some((Take::Key, WORSE));
    }
    let folded = fold_name(name);
    let worse = |(take, place)| (take, place + WORSE);
    exactly(&folded).or_else(|| {
        let parts = unqualified(name);
        let known = parts.and_then(|(outer, inner)| {
            let (outer, inner) = (fold_name(&outer), fold_name(&inner));
            exactly(&outer)
                .filter(|(take, _)| *take != Take::Points || !UNITS.contains(&&*inner))
                .or_else(|| exactly(&inner).filter(|(take, _)| is_telling(*take)))
        });
        known.map(worse).or_else(|| {
            let begins = |(take, names): &(Take, &str)| {
                let long = |known: &str| known.len() > 14 && folded.starts_with(known);
                let found = *take == Take::Criteria && names.split(' ').any(long);
                found.then_some((*take, 2 * WORSE))
            };
            NAMES.iter().find_map(begins)
        })
    })
}

/// What may be taken from a word in parentheses: what no everyday word means.
fn is_telling(take: Take) -> bool {
    matches!(
        take,
        Take::Points
            | Take::Labels(_)
            | Take::Criteria
            | Take::Description
            | Take::Status
            | Take::Sprint
            | Take::Field("moscow")
    )
}

/// What each name means, and where it stands among those that mean the same: a table may have very many columns.
static MEANINGS: LazyLock<HashMap<&str, (Take, usize)>> = LazyLock::new(|| {
    let names = NAMES.iter().flat_map(|(take, names)| {
        let places = names.split(' ').enumerate();
        places.map(|(place, name)| (name, (*take, place)))
    });
    names.collect()
});

fn exactly(folded: &str) -> Option<(Take, usize)> {
    MEANINGS.get(folded).copied()
}

/// A name without what stands in its parentheses, and that; none where it has none.
#[must_use]
pub(super) fn unqualified(name: &str) -> Option<(String, String)> {
    let (before, rest) = name.split_once(['(', '['])?;
    let (inner, after) = rest.split_once([')', ']']).unwrap_or((rest, ""));
    Some((format!("{before} {after}"), inner.to_owned()))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{NAMES, Take, fold_name, take_of_name};

    #[test]
    fn names_are_folded_and_mean_one_thing() {
        let mut seen = HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| names.split(' ')) {
            assert_eq!(fold_name(name), name);
            assert!(seen.insert(name), "{name}");
        }
        assert_eq!(take_of_name("Story Points").unwrap().0, Take::Points);
        assert_eq!(take_of_name("issue_key").unwrap().0, Take::Key);
        assert_eq!(take_of_name("Colour"), None);
        assert_eq!(take_of_name("% Done"), None);
    }

    #[test]
    fn parentheses_say_more() {
        let take = |name| take_of_name(name).map(|(take, _)| take);
        assert_eq!(take("Estimate (SP)"), Some(Take::Points));
        assert_eq!(take("Estimate (hours)"), None);
        assert_eq!(
            take("Estimación del esfuerzo (story points)"),
            Some(Take::Points)
        );
        assert_eq!(take("Priority (MoSCoW)"), Some(Take::Field("moscow")));
        assert_eq!(take("Acceptance Criteria (Критерії)"), Some(Take::Criteria));
        assert_eq!(
            take("Criterios de aceptación en formato de pruebas"),
            Some(Take::Criteria)
        );
        assert_eq!(take("Ready (no)"), None);
        assert_eq!(take("#"), Some(Take::Key));
        // The better name counts: a story is a title only where there is none.
        assert!(take_of_name("User Story Title").unwrap().1 < take_of_name("Story").unwrap().1);
        assert!(take_of_name("Title").unwrap().1 < take_of_name("Name (Title)").unwrap().1);
    }
}
