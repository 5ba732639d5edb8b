//! What a column of Jira's is, by its header.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::exchange::assembly::{Take, fold_name, take_of_name};
use crate::exchange::jira::column_names::{COLUMNS, SUM};
use crate::exchange::jira::custom_names::CUSTOM;

/// What a header means in Jira.
#[must_use]
pub fn take(header: &str) -> Take {
    let header = bare(header);
    let folded = fold_name(header);
    if let Some(take) = find(&OWN, &folded) {
        return take;
    }
    // In any language it is a sum over the sub-tasks.
    if folded.starts_with('σ') {
        return SUM;
    }
    if let Some((before, inner)) = header
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
    {
        return in_brackets(&before.to_lowercase(), inner);
    }
    // Some exports leave `Custom field` out.
    custom(header)
}

/// What a custom field of that name means.
fn custom(name: &str) -> Take {
    let criteria = || take_of_name(name).map(|(take, _)| take);
    let criteria = || criteria().filter(|take| *take == Take::Criteria);
    let known = find(&CUSTOMS, &fold_name(name));
    known.or_else(criteria).unwrap_or(Take::Keep)
}

/// The name of a column whose header is the path to a value in the JSON of the interfaces: `fields.status.name`.
fn bare(header: &str) -> &str {
    let Some(path) = header.strip_prefix("fields.") else {
        return header;
    };
    let inner = [".name", ".displayName", ".value"];
    let named = inner.iter().find_map(|end| path.strip_suffix(end));
    named.filter(|name| !name.is_empty()).unwrap_or(path)
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
        "uscita",
        "utgående",
        "odchozí",
        "dışa doğru",
        "исходящ",
        "外向",
        "向外",
        "외부",
    ]) {
        return if blocks { Take::Blocks } else { Take::Keep };
    }
    if has(&[
        "inward",
        "entrada",
        "entrante",
        "intern",
        "entrant",
        "przychodz",
        "wewnętrzn",
        "eingehend",
        "inkomend",
        "binnenkomend",
        "inwaarts",
        "entrata",
        "inkommande",
        "příchozí",
        "çe doğru",
        "входящ",
        "内向",
        "向內",
        "내부",
    ]) {
        return if blocks { Take::DependsOn } else { Take::Keep };
    }
    custom(inner)
}

/// The names of a table with what they mean: a file may have very many columns.
type Meanings = HashMap<&'static str, Take>;

static OWN: LazyLock<Meanings> = LazyLock::new(|| meanings(COLUMNS));
static CUSTOMS: LazyLock<Meanings> = LazyLock::new(|| meanings(CUSTOM));

fn meanings(table: &[(Take, &'static str)]) -> Meanings {
    let names = table.iter().flat_map(|(take, names)| {
        let names = names.split(' ');
        names.map(|name| (name, *take))
    });
    names.collect()
}

fn find(meanings: &Meanings, folded: &str) -> Option<Take> {
    meanings.get(folded).copied()
}

/// Whether these are the headers of an export of Jira's.
#[must_use]
pub fn are_of_jira(headers: &[String]) -> bool {
    let has = |wanted: Take| headers.iter().any(|header| take(header) == wanted);
    let only_jira = headers.iter().any(|header| {
        let folded = fold_name(header);
        find(&OWN, &folded) == Some(Take::Key) && folded != "key" && folded != "clave"
            || find(&OWN, &folded) == Some(Take::Number)
            || folded.starts_with("customfield")
    });
    let folded = headers.iter().map(|header| fold_name(bare(header)));
    let folded: Vec<String> = folded.collect();
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

    use super::{COLUMNS, CUSTOM, SUM, Take, are_of_jira, take};
    use crate::exchange::assembly::fold_name;

    #[test]
    fn each_name_means_one_thing() {
        for table in [COLUMNS, CUSTOM] {
            let mut seen = HashSet::new();
            for name in table.iter().flat_map(|(_, names)| names.split(' ')) {
                assert_eq!(fold_name(name), name);
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
            ("Enlace a la incidencia interna (Blocks)", Take::DependsOn),
            ("Wewnętrzne łącze zgłoszenia (Blocks)", Take::DependsOn),
            ("Zewnętrzne łącze do zgłoszenia (Blocks)", Take::Blocks),
            (
                "ID de la persona asignada",
                Take::Drop("a number of an account"),
            ),
            ("Atualizado(a)", Take::Drop("git knows when a file changed")),
            ("Clave principal", Take::Parent(0)),
            ("Ключ проблемы", Take::Key),
            ("Пользовательское поле (Ссылка на эпик)", Take::Epic),
            ("Входящая связь задачи (Blocks)", Take::DependsOn),
            ("外向き課題リンク (Blocks)", Take::Blocks),
            ("自定义字段(Story Points)", Take::Points),
            ("Özel alan (Rank)", Take::Rank),
            ("İçe doğru sorun bağlantısı (Blocks)", Take::DependsOn),
            ("Chiave ticket", Take::Key),
            ("fields.status.name", Take::Status),
            ("fields.status.statusCategory.name", Take::Keep),
            ("fields.parent.key", Take::Parent(0)),
            ("fields.parent.fields.summary", Take::Keep),
            ("Saknøkkel", Take::Key),
            ("Sagstype", Take::Type),
            ("Yhteenveto", Take::Title),
            ("Custom field (T-Shirt (new))", Take::Keep),
            ("Custom field (Acceptance Criteria)", Take::Criteria),
            ("Custom field (Acceptance Criteria (AC))", Take::Criteria),
            ("Custom field (AC)", Take::Criteria),
            ("Acceptance Criteria", Take::Criteria),
            (
                "Campo personalizado (Criterios de aceptacion)",
                Take::Criteria,
            ),
            (
                "Champ personnalisé (Criteres d acceptation)",
                Take::Criteria,
            ),
            ("カスタムフィールド (受け入れ基準)", Take::Criteria),
            ("Custom field (Acceptance Criteria Met)", Take::Keep),
            ("Σ Temps consacré", SUM),
            (
                "Dernier affichage",
                Take::Drop("who looked at it when says nothing about the item"),
            ),
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
        assert!(of(&["key", "fields.summary", "fields.status.name"]));
        assert!(of(&["Resumen", "Clave de incidencia", "Estado"]));
        assert!(of(&["Тема", "Ключ проблемы"]) && of(&["要約", "課題キー"]));
        assert!(of(&["Sammendrag", "Saknøkkel", "Sakstype"]));
        assert!(!of(&["ID", "Team", "Title", "Status"]));
        assert!(!of(&["issuekey", "title", "description", "storypoint"]));
        assert!(!of(&["Key", "Title", "Status"]));
    }
}
