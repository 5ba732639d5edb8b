//! The settings of a Backlog.md project that matter to an import.

use serde_yaml::Value;

use crate::exchange::backlog_md::entries::{Entry, HeaderError, read_header};
use crate::exchange::state_kind::known_kind;
use crate::model::{State, StateKind};

/// What `config.yml` says; everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The states, in order.
    pub statuses: Vec<String>,
    /// The prefix of new ids.
    pub task_prefix: Option<String>,
    /// Where the tasks lie, in a `backlog.config.yml` beside the folder.
    pub backlog_directory: Option<String>,
    /// How many lines the Definition of Done has.
    pub definition_of_done: usize,
}

impl Settings {
    /// Reads the settings.
    ///
    /// # Errors
    /// [`HeaderError`] when the text is not YAML.
    pub fn read(text: &str) -> Result<Self, HeaderError> {
        // A document marker is allowed in a YAML file.
        let text = text.strip_prefix("---\n").unwrap_or(text);
        let header = read_header(text)?;
        let entry = |names: &[&str]| {
            header
                .entries
                .iter()
                .find(|entry| names.contains(&entry.key.as_str()))
        };
        let text = |names: &[&str]| entry(names).and_then(|entry| entry.text().ok().flatten());
        Ok(Self {
            statuses: entry(&["statuses"])
                .and_then(|entry| entry.list().ok())
                .unwrap_or_default(),
            task_prefix: text(&["task_prefix", "taskPrefix"]),
            backlog_directory: text(&["backlog_directory", "backlogDirectory"]),
            definition_of_done: entry(&["definition_of_done", "definitionOfDone"]).map_or(0, items),
        })
    }

    /// The state's name as the settings spell it.
    #[must_use]
    pub fn spelling(&self, status: &str) -> String {
        self.position(status)
            .and_then(|at| self.statuses.get(at))
            .map_or(status, String::as_str)
            .trim()
            .to_owned()
    }

    /// What a state means: by its name where that is a usual one, else by its place, as Backlog.md itself takes the
    /// first state for new tasks and the last for done ones.
    #[must_use]
    pub fn kind(&self, status: &str) -> Option<StateKind> {
        known_kind(status).or_else(|| {
            let at = self.position(status)?;
            Some(if at == 0 {
                StateKind::New
            } else if at + 1 == self.statuses.len() {
                StateKind::Done
            } else {
                StateKind::Started
            })
        })
    }

    fn position(&self, status: &str) -> Option<usize> {
        self.statuses.iter().position(|name| {
            let state = State {
                name: name.clone(),
                kind: StateKind::New,
            };
            state.is_named(status)
        })
    }
}

fn items(entry: &Entry) -> usize {
    serde_yaml::from_str::<Value>(&entry.yaml)
        .ok()
        .and_then(|value| value.get(entry.key.as_str())?.as_sequence().map(Vec::len))
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::Settings;
    use crate::model::StateKind;

    #[test]
    fn reads_what_matters() {
        let text = "project_name: \"X\"\nstatuses: [\"Someday\", \"Doing it\", \"Live\"]\ntask_prefix: \"shop\"\ndefinition_of_done: [a, b: c]\n";
        let settings = Settings::read(text).unwrap();
        assert_eq!(settings.task_prefix.as_deref(), Some("shop"));
        assert_eq!(settings.definition_of_done, 2);
        assert_eq!(settings.spelling("doing_it"), "Doing it");
        assert_eq!(settings.spelling("Elsewhere"), "Elsewhere");
        assert_eq!(settings.kind("someday"), Some(StateKind::New));
        assert_eq!(settings.kind("Doing it"), Some(StateKind::Started));
        assert_eq!(settings.kind("Live"), Some(StateKind::Done));
        assert_eq!(settings.kind("Won't Do"), Some(StateKind::Declined));
        assert_eq!(settings.kind("Elsewhere"), None);
        assert_eq!(Settings::read("").unwrap(), Settings::default());
        assert!(Settings::read("a: [").is_err());
    }
}
