//! What columns are usually called, in any tool.

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
const NAMES: &[(Take, &[&str])] = &[
    (
        Take::Title,
        &[
            "title",
            "summary",
            "subject",
            "headline",
            "name",
            "story",
            "userstory",
            "storytitle",
            "issuetitle",
            "taskname",
            "task",
            "issue",
            "item",
            "titel",
            "betreff",
            "zusammenfassung",
            "título",
            "titulo",
            "resumen",
            "resumo",
            "titre",
            "résumé",
            "tytuł",
            "podsumowanie",
            "samenvatting",
            "onderwerp",
            "titolo",
            "anforderung",
            "requirement",
        ],
    ),
    (
        Take::Key,
        &[
            "key",
            "issuekey",
            "id",
            "storyid",
            "referenceid",
            "externalid",
            "ticket",
            "ticketid",
            "issueid",
            "taskid",
            "itemid",
            "number",
            "no",
            "nr",
            "ref",
            "reference",
            "formattedid",
            "workitemid",
            "iid",
        ],
    ),
    (
        Take::Url,
        &["url", "link", "externalurl", "webaddress", "issueurl"],
    ),
    (
        Take::Type,
        &[
            "type",
            "issuetype",
            "workitemtype",
            "itemtype",
            "kind",
            "tracker",
            "typ",
            "tipo",
        ],
    ),
    (
        Take::Status,
        &[
            "status",
            "state",
            "schedulestate",
            "estado",
            "statut",
            "stan",
            "zustand",
            "stage",
            "column",
            "list",
        ],
    ),
    (
        Take::Points,
        &[
            "storypoints",
            "storypoint",
            "points",
            "estimate",
            "finalestimate",
            "storypointestimate",
            "effort",
            "size",
            "planestimate",
            "weight",
            "punkte",
            "sp",
            "estimation",
            "storypointspunkte",
        ],
    ),
    (
        Take::Created,
        &[
            "created",
            "createdat",
            "createddate",
            "creationdate",
            "datecreated",
            "createdon",
            "opened",
            "erstellt",
            "creado",
            "criado",
            "créé",
        ],
    ),
    (
        Take::Started,
        &[
            "started",
            "startedat",
            "startdate",
            "activateddate",
            "actualstart",
        ],
    ),
    (
        Take::Done,
        &[
            "done",
            "resolved",
            "completed",
            "completedat",
            "closed",
            "closedat",
            "closeddate",
            "donedate",
            "finished",
            "finishedat",
            "resolveddate",
            "accepteddate",
            "erledigt",
        ],
    ),
    (
        Take::Criteria,
        &[
            "acceptancecriteria",
            "acceptancecriterias",
            "acceptancecriterion",
            "acceptance",
            "ac",
            "akzeptanzkriterien",
            "criteriosdeaceptación",
            "critèresdacceptation",
            "acceptatiecriteria",
            "kryteriaakceptacji",
            "critériosdeaceitação",
        ],
    ),
    (
        Take::Description,
        &[
            "description",
            "body",
            "details",
            "text",
            "content",
            "notes",
            "beschreibung",
            "descripción",
            "descrição",
            "opis",
            "beschrijving",
            "issuedescription",
        ],
    ),
    (
        Take::Comment,
        &["comment", "comments", "kommentar", "comentario"],
    ),
    (
        Take::Labels(LIST),
        &[
            "labels",
            "label",
            "tags",
            "tag",
            "components",
            "component",
            "keywords",
        ],
    ),
    (
        Take::Assignee,
        &[
            "assignee",
            "assignees",
            "assignedto",
            "owner",
            "bearbeiter",
            "responsible",
        ],
    ),
    (
        Take::RequestedBy,
        &[
            "reporter",
            "requestedby",
            "author",
            "requester",
            "createdby",
            "stakeholder",
        ],
    ),
    (Take::Value, &["value", "businessvalue", "nutzen"]),
    (
        Take::Parent(1),
        &[
            "parentkey",
            "parentid",
            "parentissue",
            "parent",
            "epickey",
            "epiclink",
            "epic",
            "feature",
        ],
    ),
    (
        Take::DependsOn,
        &[
            "dependson",
            "dependencies",
            "blockedby",
            "predecessors",
            "predecessor",
            "dependency",
        ],
    ),
    (Take::Blocks, &["blocks", "blocking", "successors"]),
    (
        Take::Sprint,
        &[
            "sprint",
            "iteration",
            "iterationpath",
            "cycle",
            "cyclename",
            "cyclenumber",
        ],
    ),
    (
        Take::Release,
        &[
            "release",
            "fixversion",
            "fixversions",
            "milestone",
            "version",
            "targetrelease",
        ],
    ),
    (Take::Link, &["links"]),
    (Take::Field("accepted"), &["accepted"]),
    (Take::Field("urgency"), &["urgency"]),
    (Take::Field("risk_reduction"), &["riskreduction"]),
    (Take::Field("cost_of_delay"), &["costofdelay"]),
    (Take::Field("moscow"), &["moscow"]),
    (Take::Field("reach"), &["reach"]),
    (Take::Field("impact"), &["impact"]),
    (Take::Field("confidence"), &["confidence"]),
    // `Effort` alone is the size in most tools.
    (Take::Field("effort"), &["effortrice"]),
    (Take::Field("ease"), &["ease"]),
    (Take::Field("benefit"), &["benefit"]),
    (Take::Field("penalty"), &["penalty"]),
    (Take::Field("risk"), &["risk"]),
    (Take::Field("objective"), &["objective"]),
    // `Blocked` alone is a yes or no in most tools.
    (Take::Field("blocked"), &["waitsfor"]),
    (
        Take::Position,
        &["rank", "order", "position", "backlogpriority", "stackrank"],
    ),
];

/// What a column of that name usually means, and how good the name is for it: smaller is better.
#[must_use]
pub fn take_of_name(name: &str) -> Option<(Take, usize)> {
    let name = fold_name(name);
    NAMES.iter().find_map(|(take, names)| {
        let place = names.iter().position(|other| *other == name)?;
        Some((*take, place))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{NAMES, Take, fold_name, take_of_name};

    #[test]
    fn names_are_folded_and_mean_one_thing() {
        let mut seen = HashSet::new();
        for name in NAMES.iter().flat_map(|(_, names)| *names) {
            assert_eq!(fold_name(name), **name);
            assert!(seen.insert(name), "{name}");
        }
        assert_eq!(take_of_name("Story Points").unwrap().0, Take::Points);
        assert_eq!(take_of_name("issue_key").unwrap().0, Take::Key);
        assert_eq!(take_of_name("Colour"), None);
    }
}
