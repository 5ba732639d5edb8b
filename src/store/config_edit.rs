//! What an import adds to `po.yaml`, in place: comments and all else stay.

use std::fmt;

use crate::model::{Edit, FieldEdit, State, Value};
use crate::store::config_file::{CONFIG_FILE, read_config};
use crate::store::edit::{EditError, edit_bytes};

/// Something that `po.yaml` is to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigEdit {
    /// A further id prefix; the first goes on minting.
    AddPrefix(String),
    /// A further state, after the others.
    AddState(State),
    /// A further item type.
    AddType(String),
}

impl fmt::Display for ConfigEdit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AddPrefix(prefix) => write!(f, "prefix `{prefix}`"),
            Self::AddState(state) => write!(f, "state `{}: {}`", state.name, state.kind),
            Self::AddType(name) => write!(f, "type `{name}`"),
        }
    }
}

/// Returns `po.yaml` with the additions made, in order. Keys that it leaves to their defaults are written out first.
///
/// # Errors
/// [`EditError`] where a key is written in a way that cannot be edited in place.
pub fn edit_config(bytes: &[u8], additions: &[ConfigEdit]) -> Result<Vec<u8>, EditError> {
    let mut bytes = bytes.to_vec();
    for addition in additions {
        let (config, _) =
            read_config(&bytes).map_err(|problem| EditError::Unreadable(Box::new(problem)))?;
        let edit = match addition {
            ConfigEdit::AddPrefix(prefix) => {
                let prefixes = config.prefixes.iter().chain([prefix]).cloned().collect();
                set("prefix", Value::List(prefixes))
            }
            ConfigEdit::AddType(name) => {
                let types = config.types.iter().chain([name]).cloned().collect();
                set("types", Value::List(types))
            }
            ConfigEdit::AddState(state) => {
                let entry = |state: &State| (state.name.clone(), state.kind.name().to_owned());
                let states = config.states.iter().chain([state]);
                set("states", Value::Map(states.map(entry).collect()))
            }
        };
        bytes = edit_bytes(CONFIG_FILE, &bytes, &[Edit::Field(edit)])?;
    }
    Ok(bytes)
}

fn set(key: &str, value: Value) -> FieldEdit {
    FieldEdit::Set {
        key: key.to_owned(),
        value,
    }
}

#[cfg(test)]
mod tests {
    use super::{ConfigEdit, edit_config};
    use crate::model::{Config, State, StateKind};
    use crate::store::{default_config_text, read_config};

    #[test]
    fn adds_in_place_and_keeps_comments() {
        let before = default_config_text(&Config::default());
        let state = State {
            name: "Won't Do".into(),
            kind: StateKind::Declined,
        };
        let additions = [
            ConfigEdit::AddPrefix("BACK".into()),
            ConfigEdit::AddState(state.clone()),
            ConfigEdit::AddType("enhancement".into()),
        ];
        let after = edit_config(before.as_bytes(), &additions).unwrap();
        let (config, problems) = read_config(&after).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(config.prefixes, ["US", "BACK"]);
        assert_eq!(config.states.last(), Some(&state));
        assert_eq!(config.types.last().map(String::as_str), Some("enhancement"));
        let text = String::from_utf8(after).unwrap();
        assert_eq!(text.matches('#').count(), before.matches('#').count());
        let changed = before
            .lines()
            .zip(text.lines())
            .filter(|(a, b)| a != b)
            .count();
        assert_eq!(
            (before.lines().count(), changed),
            (text.lines().count(), 3),
            "{text}"
        );
    }

    #[test]
    fn writes_out_what_was_left_to_defaults() {
        let after = edit_config(b"format: 1", &[ConfigEdit::AddType("chore".into())]).unwrap();
        let (config, _) = read_config(&after).unwrap();
        assert_eq!(
            config.types,
            ["story", "bug", "spike", "task", "epic", "chore"]
        );
    }
}
