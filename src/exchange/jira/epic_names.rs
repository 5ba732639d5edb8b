//! Epic links that hold the name of an epic and not its key, as scripts and older exports write them.

use crate::exchange::assembly::{Assembly, Cells, Known, RowHook, fold_name};
use crate::exchange::draft::Draft;
use crate::exchange::key::title_key;

/// How Jira calls the short name of an epic, folded.
const NAMES: [&str; 12] = [
    "epicname",
    "epikname",
    "epicnaam",
    "nombredeépica",
    "nombredelaépica",
    "nomedoépico",
    "nomedoepic",
    "nomdelépique",
    "nomdelepic",
    "nazwaepiki",
    "названиеэпика",
    "エピック名",
];

/// Lets an epic be named by its name, or by its title where it has none; the key comes first.
#[derive(Default)]
pub struct EpicNames {
    /// The name of the epic that the row is.
    name: String,
}

impl RowHook for EpicNames {
    fn row(&mut self, _assembly: &mut Assembly, cells: &Cells, _known: &Known<'_>) {
        let mut names = cells.iter().filter(|(header, _)| is_name(header));
        let name = names.find_map(|(_, values)| values.first());
        self.name = name.cloned().unwrap_or_default();
    }

    fn item(&mut self, draft: &mut Draft) {
        let name = std::mem::take(&mut self.name);
        let is_epic = draft
            .item_type
            .as_ref()
            .is_some_and(|name| name.eq_ignore_ascii_case("epic"));
        if !name.trim().is_empty() {
            draft.other_keys.push(title_key(&name));
        } else if is_epic {
            draft.other_keys.push(title_key(&draft.title));
        }
        for reference in draft.parent.iter_mut().chain(&mut draft.epic) {
            reference.keys.push(title_key(&reference.written));
        }
    }
}

/// `Epic Name`, `Custom field (Epic Name)`.
fn is_name(header: &str) -> bool {
    let inner = header
        .strip_suffix(')')
        .and_then(|rest| rest.split_once('('))
        .map_or(header, |(_, inner)| inner);
    NAMES.contains(&fold_name(inner).as_str())
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_of_epics_are_known() {
        for header in [
            "Epic Name",
            "Custom field (Epic Name)",
            "Benutzerdefiniertes Feld (Epik-Name)",
        ] {
            assert!(is_name(header), "{header}");
        }
        assert!(!is_name("Epic Link") && !is_name("Name (Epic)"));
    }
}
