//! What Jira calls its columns, in the languages it speaks.

use crate::exchange::assembly::{Take, fold_name};

const PERSON_NUMBER: Take = Take::Drop("a number of an account");
const PROJECT: Take = Take::Drop("about the project, not the item");
const SUM: Take = Take::Drop("worked out from other columns");
/// Labels hold no spaces.
const LABELS: Take = Take::Labels(&[' ', ',', ';']);

/// Folded names of columns: English first, then Spanish, Portuguese, Polish, German, French, Dutch.
const COLUMNS: &[(Take, &[&str])] = &[
    (
        Take::Title,
        &[
            "summary",
            "resumen",
            "resumo",
            "podsumowanie",
            "zusammenfassung",
            "résumé",
            "resume",
            "samenvatting",
            "titel",
        ],
    ),
    (
        Take::Key,
        &[
            "issuekey",
            "key",
            "workkey",
            "workitemkey",
            "clavedeincidencia",
            "clavedelaincidencia",
            "clavedeactividad",
            "clave",
            "chavedaitem",
            "chavedoitem",
            "chavedapendência",
            "chave",
            "kluczzgłoszenia",
            "klucz",
            "vorgangsschlüssel",
            "schlüssel",
            "clédeticket",
            "cléduticket",
            "clédedemande",
            "clé",
            "itemcode",
            "issuecode",
            "issuesleutel",
            "itemsleutel",
            "sleutel",
        ],
    ),
    (
        Take::OtherKey,
        &[
            "issueid",
            "workitemid",
            "iddeincidencia",
            "iddelaincidencia",
            "iddelaactividad",
            "iddaitem",
            "iddoitem",
            "iddapendência",
            "idzgłoszenia",
            "identyfikatorzgłoszenia",
            "vorgangsid",
            "iddeticket",
            "iduticket",
            "idduticket",
            "iddedemande",
            "itemid",
        ],
    ),
    (
        Take::Type,
        &[
            "issuetype",
            "worktype",
            "workitemtype",
            "tipodeincidencia",
            "tipodeactividad",
            "tipodeitem",
            "tipodoitem",
            "tipodependência",
            "tipodeproblema",
            "typzgłoszenia",
            "vorgangstyp",
            "typedeticket",
            "typededemande",
            "itemtype",
            "issuesoort",
            "type",
        ],
    ),
    (
        Take::Status,
        &["status", "estado", "stan", "état", "etat", "statut"],
    ),
    (
        Take::Category,
        &[
            "statuscategory",
            "categoríadeestado",
            "categoríadelestado",
            "categoriadeestado",
            "categoriadostatus",
            "categoriadestatus",
            "kategoriastatusu",
            "kategoriastanu",
            "statuskategorie",
            "catégoriedétat",
            "catégoriedestatut",
            "statuscategorie",
        ],
    ),
    (
        Take::Changed,
        &[
            "statuscategorychanged",
            "categoríadeestadocambiada",
            "cambiodecategoríadeestado",
            "categoríadeestadomodificada",
            "categoriadostatusalterada",
            "zmianakategoriistatusu",
            "zmienionokategorięstatusu",
            "statuskategoriegeändert",
            "catégoriedétatmodifiée",
            "statuscategoriegewijzigd",
        ],
    ),
    (
        Take::Resolution,
        &[
            "resolution",
            "resolución",
            "resolução",
            "rozwiązanie",
            "lösung",
            "résolution",
            "oplossing",
        ],
    ),
    (
        Take::Assignee,
        &[
            "assignee",
            "personaasignada",
            "responsable",
            "responsável",
            "osobaprzypisana",
            "przypisany",
            "zugewieseneperson",
            "zugewiesenerbenutzer",
            "bearbeiter",
            "personneassignée",
            "attribuéà",
            "toegewezenpersoon",
            "uitvoerder",
            "behandelaar",
        ],
    ),
    (
        Take::RequestedBy,
        &[
            "reporter",
            "informador",
            "informante",
            "relator",
            "zgłaszający",
            "osobazgłaszająca",
            "autor",
            "rapporteur",
            "melder",
        ],
    ),
    (
        Take::Created,
        &[
            "created",
            "creada",
            "creado",
            "criado",
            "criada",
            "utworzono",
            "utworzone",
            "erstellt",
            "création",
            "créé",
            "créée",
            "gemaakt",
            "aangemaakt",
            "gecreëerd",
        ],
    ),
    (
        Take::Done,
        &[
            "resolved",
            "resuelta",
            "resuelto",
            "resolvido",
            "resolvida",
            "rozwiązano",
            "rozwiązane",
            "erledigt",
            "gelöst",
            "résolu",
            "résolue",
            "opgelost",
        ],
    ),
    (
        Take::Description,
        &[
            "description",
            "descripción",
            "descrição",
            "opis",
            "beschreibung",
            "beschrijving",
        ],
    ),
    (
        LABELS,
        &[
            "labels",
            "label",
            "etiquetas",
            "rótulos",
            "etykiety",
            "stichwörter",
            "étiquettes",
        ],
    ),
    (
        Take::Labels(&[]),
        &[
            "components",
            "component",
            "componentes",
            "componente",
            "komponenty",
            "składniki",
            "komponenten",
            "composants",
            "composant",
            "componenten",
            "onderdelen",
        ],
    ),
    (
        Take::Release,
        &[
            "fixversions",
            "fixversion",
            "versionescorregidas",
            "versióncorregida",
            "corregirversiones",
            "corregirversión",
            "versõescorrigidas",
            "versãocorrigida",
            "corrigirversões",
            "wersjenaprawy",
            "naprawionewersje",
            "wersjadocelowa",
            "lösungsversionen",
            "lösungsversion",
            "versionscorrigées",
            "versioncorrigée",
            "oplossingsversies",
            "opgelostinversies",
        ],
    ),
    (Take::Sprint, &["sprint", "sprints"]),
    (
        Take::Comment,
        &[
            "comment",
            "comments",
            "comentario",
            "comentarios",
            "comentário",
            "comentários",
            "komentarz",
            "kommentar",
            "commentaire",
            "opmerking",
            "reactie",
        ],
    ),
    (
        Take::Parent(0),
        &[
            "parentkey",
            "claveprincipal",
            "clavedelprincipal",
            "chaveprincipal",
            "chavepai",
            "chavedopai",
            "kluczelementunadrzędnego",
            "kluczrodzica",
            "übergeordneterschlüssel",
            "cléparent",
            "cléparente",
            "cléduparent",
            "bovenliggendesleutel",
        ],
    ),
    (
        Take::Parent(1),
        &[
            "parent",
            "principal",
            "pai",
            "elementnadrzędny",
            "nadrzędny",
            "rodzic",
            "übergeordnet",
            "übergeordnetesvorgang",
            "bovenliggend",
            "bovenliggenditem",
        ],
    ),
    (
        Take::Parent(2),
        &["parentid", "parentissueid", "iddeprincipal", "idpai"],
    ),
    (
        Take::Keep,
        &[
            "priority",
            "environment",
            "duedate",
            "affectsversions",
            "affectsversion",
            "attachment",
            "logwork",
            "securitylevel",
        ],
    ),
    (
        Take::Keep,
        &[
            "originalestimate",
            "remainingestimate",
            "timespent",
            "epicname",
        ],
    ),
    (
        Take::Count,
        &["votes", "votos", "głosy", "stimmen", "stemmen"],
    ),
    (
        Take::Drop("who watches it"),
        &[
            "watchers",
            "observadores",
            "obserwatorzy",
            "beobachter",
            "volgers",
        ],
    ),
    (
        PERSON_NUMBER,
        &[
            "assigneeid",
            "reporterid",
            "creatorid",
            "watchersid",
            "projectleadid",
            "idderesponsable",
            "iddepersonaasignada",
        ],
    ),
    (
        Take::Drop("who typed it in; the reporter is taken"),
        &[
            "creator",
            "creador",
            "criador",
            "autorzgłoszenia",
            "ersteller",
        ],
    ),
    (
        PROJECT,
        &[
            "projectkey",
            "projectname",
            "projecttype",
            "projectlead",
            "projectdescription",
            "projecturl",
        ],
    ),
    (
        Take::Drop("git knows when a file changed"),
        &[
            "updated",
            "actualizada",
            "actualizado",
            "atualizado",
            "zaktualizowano",
            "aktualisiert",
            "bijgewerkt",
        ],
    ),
    (
        Take::Drop("who looked at it when says nothing about the item"),
        &["lastviewed"],
    ),
    (
        SUM,
        &[
            "workratio",
            "σoriginalestimate",
            "σremainingestimate",
            "σtimespent",
        ],
    ),
    (
        Take::Drop("the title of the parent, which is taken itself"),
        &["parentsummary"],
    ),
];

/// Folded names of custom fields.
const CUSTOM: &[(Take, &[&str])] = &[
    (
        Take::Points,
        &[
            "storypoints",
            "storypointestimate",
            "puntosdehistoria",
            "estimacióndepuntosdehistoria",
            "estimacióndestorypoints",
            "pontosdahistória",
            "pontosdehistória",
            "estimativadepontosdahistória",
            "estimativadestorypoints",
            "punktyhistorii",
            "szacowaniepunktówhistorii",
            "storypointschätzung",
            "estimationdesstorypoints",
            "pointsdestory",
            "storypointschatting",
            "storypointsschätzung",
        ],
    ),
    (
        Take::Rank,
        &[
            "rank",
            "rango",
            "clasificación",
            "classificação",
            "ranga",
            "ranking",
            "rang",
            "rangschikking",
            "classement",
        ],
    ),
    (
        Take::Epic,
        &[
            "epiclink",
            "enlacedeépica",
            "enlaceépico",
            "linkdoepic",
            "linkdoépico",
            "linkepiki",
            "epikverknüpfung",
            "epicverknüpfung",
            "lienépique",
            "lienepic",
            "epickoppeling",
            "epiclinkkey",
        ],
    ),
    (Take::Sprint, &["sprint"]),
    (
        Take::Criteria,
        &[
            "acceptancecriteria",
            "acceptancecriterion",
            "acceptancecriterias",
            "criteriosdeaceptación",
            "critériosdeaceitação",
            "critériosdeaceite",
            "kryteriaakceptacji",
            "akzeptanzkriterien",
            "critèresdacceptation",
            "acceptatiecriteria",
        ],
    ),
    (
        Take::Started,
        &[
            "startdate",
            "actualstart",
            "fechadeinicio",
            "datadeinício",
            "datarozpoczęcia",
            "startdatum",
            "datededébut",
            "begindatum",
        ],
    ),
    (Take::Value, &["businessvalue"]),
    (
        Take::Drop("the title of the epic, which is taken itself"),
        &["epiclinksummary"],
    ),
    (
        Take::Drop("a colour of Jira's"),
        &["issuecolor", "epiccolor", "epiccolour"],
    ),
];

/// What a header means in Jira.
#[must_use]
pub fn take(header: &str) -> Take {
    let folded = fold_name(header);
    if let Some(take) = find(COLUMNS, &folded) {
        return take;
    }
    if let Some((before, inner)) = header
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
    {
        return in_brackets(&before.to_lowercase(), inner);
    }
    // Some exports leave `Custom field` out.
    find(CUSTOM, &folded).unwrap_or(Take::Keep)
}

/// `Custom field (Story Points)`, `Outward issue link (Blocks)`.
fn in_brackets(before: &str, inner: &str) -> Take {
    let folded = fold_name(inner);
    let has = |words: &[&str]| words.iter().any(|word| before.contains(word));
    let blocks =
        folded.starts_with("block") || folded.starts_with("bloqu") || folded.starts_with("blok");
    if has(&[
        "outward",
        "salida",
        "saliente",
        "extern",
        "saída",
        "sortant",
        "wychodz",
        "zewnętrzn",
        "ausgehend",
        "uitgaand",
        "uitwaarts",
    ]) {
        return if blocks { Take::Blocks } else { Take::Keep };
    }
    if has(&[
        "inward",
        "entrada",
        "entrante",
        "interno",
        "entrant",
        "przychodz",
        "wewnętrzn",
        "eingehend",
        "inkomend",
        "binnenkomend",
        "inwaarts",
    ]) {
        return if blocks { Take::DependsOn } else { Take::Keep };
    }
    find(CUSTOM, &folded).unwrap_or(Take::Keep)
}

fn find(table: &[(Take, &[&str])], folded: &str) -> Option<Take> {
    table
        .iter()
        .find(|(_, names)| names.contains(&folded))
        .map(|(take, _)| *take)
}

/// Whether these are the headers of an export of Jira's.
#[must_use]
pub fn are_of_jira(headers: &[String]) -> bool {
    let has = |wanted: Take| headers.iter().any(|header| take(header) == wanted);
    let only_jira = headers.iter().any(|header| {
        let folded = fold_name(header);
        find(COLUMNS, &folded) == Some(Take::Key) && folded != "key" && folded != "clave"
            || find(COLUMNS, &folded) == Some(Take::OtherKey)
            || folded.starts_with("customfield")
    });
    let folded: Vec<String> = headers.iter().map(|header| fold_name(header)).collect();
    // `key` and `titel` alone are anybody's words.
    has(Take::Key)
        && has(Take::Title)
        && (only_jira
            || (folded.iter().any(|name| name == "summary")
                && (has(Take::Status) || has(Take::Type))))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{COLUMNS, CUSTOM, Take, are_of_jira, take};
    use crate::exchange::assembly::fold_name;

    #[test]
    fn each_name_means_one_thing() {
        for table in [COLUMNS, CUSTOM] {
            let mut seen = HashSet::new();
            for name in table.iter().flat_map(|(_, names)| *names) {
                assert_eq!(fold_name(name), **name);
                assert!(seen.insert(name), "{name}");
            }
        }
    }

    #[test]
    fn headers_of_every_language_are_known() {
        for (header, expected) in [
            ("Summary", Take::Title),
            ("Clave de incidencia", Take::Key),
            ("Chave da item", Take::Key),
            ("Klucz zgłoszenia", Take::Key),
            ("Vorgangsschlüssel", Take::Key),
            ("Campo personalizado (Story point estimate)", Take::Points),
            ("Pole niestandardowe (Story Points)", Take::Points),
            ("Custom field (Epic Link)", Take::Epic),
            ("Fix Version/s", Take::Release),
            ("Component/s", Take::Labels(&[])),
            ("Outward issue link (Blocks)", Take::Blocks),
            ("Inward issue link (Blocks)", Take::DependsOn),
            ("Outward issue link (Cloners)", Take::Keep),
            ("Enlace de incidencia saliente (Blocks)", Take::Blocks),
            ("Clave principal", Take::Parent(0)),
            ("Custom field (T-Shirt (new))", Take::Keep),
            ("Σ Time Spent", Take::Drop("worked out from other columns")),
        ] {
            assert_eq!(take(header), expected, "{header}");
        }
    }

    #[test]
    fn tables_of_others_are_not_taken() {
        let of = |names: &[&str]| {
            let headers: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            are_of_jira(&headers)
        };
        assert!(of(&["Issue key", "Summary"]) && of(&["Key", "Summary", "Status"]));
        assert!(of(&["Resumen", "Clave de incidencia", "Estado"]));
        assert!(!of(&["ID", "Team", "Title", "Status"]));
        assert!(!of(&["issuekey", "title", "description", "storypoint"]));
        assert!(!of(&["Key", "Title", "Status"]));
    }
}
