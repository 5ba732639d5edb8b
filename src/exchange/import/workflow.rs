//! Maps states and types of the source onto the configuration, and says what it lacks.

use crate::exchange::draft::DraftStatus;
use crate::exchange::import::new_files::ConfigAddition;
use crate::exchange::state_words::usual_kind;
use crate::model::{Config, State, StateKind};

/// The workflow and types as they will be after the import.
#[derive(Debug)]
pub struct Workflow {
    states: Vec<State>,
    types: Vec<String>,
    known_states: usize,
    known_types: usize,
}

impl Workflow {
    /// Starts with what the configuration has.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            states: config.states.clone(),
            types: config.types.clone(),
            known_states: config.states.len(),
            known_types: config.types.len(),
        }
    }

    /// The state of an item, and what to note where it had to be added.
    pub fn state(&mut self, status: Option<&DraftStatus>) -> (String, Option<String>) {
        let Some(status) = status else {
            let first = self
                .states
                .iter()
                .find(|state| state.kind == StateKind::New);
            return (
                first.map_or_else(String::new, |state| state.name.clone()),
                None,
            );
        };
        if let Some(state) = self
            .states
            .iter()
            .find(|state| state.is_named(&status.name))
        {
            return (state.name.clone(), None);
        }
        let kind = status.kind.or_else(|| usual_kind(&status.name));
        let state = State {
            name: status.name.trim().to_owned(),
            kind: kind.unwrap_or(StateKind::New),
        };
        let note = match kind {
            Some(kind) => format!(
                "the state `{}` is added to the workflow, as `{kind}`",
                state.name
            ),
            None => format!(
                "the state `{}` is added to the workflow; what it means is not known, so it counts as `new`: \
                 correct it in `po.yaml`",
                state.name
            ),
        };
        let name = state.name.clone();
        self.states.push(state);
        (name, Some(note))
    }

    /// The type of an item, and what to note where it had to be added.
    pub fn item_type(&mut self, name: &str) -> (String, Option<String>) {
        let name = name.trim();
        if let Some(known) = self
            .types
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))
        {
            return (known.clone(), None);
        }
        self.types.push(name.to_owned());
        let note = format!("the type `{name}` is added to the types");
        (name.to_owned(), Some(note))
    }

    /// What the configuration lacks.
    pub fn additions(self) -> impl Iterator<Item = ConfigAddition> {
        let states = self.states.into_iter().skip(self.known_states);
        let types = self.types.into_iter().skip(self.known_types);
        states
            .map(ConfigAddition::State)
            .chain(types.map(ConfigAddition::Type))
    }
}

#[cfg(test)]
mod tests {
    use super::Workflow;
    use crate::exchange::draft::DraftStatus;
    use crate::exchange::import::new_files::ConfigAddition;
    use crate::model::{Config, State, StateKind};

    #[test]
    fn known_names_map_and_others_are_added_once() {
        let mut workflow = Workflow::new(&Config::default());
        let mut state = |name: &str, kind| {
            let status = DraftStatus {
                name: name.into(),
                kind,
            };
            workflow.state(Some(&status))
        };
        assert_eq!(state("In Progress", None), ("in-progress".into(), None));
        let (name, note) = state("To Do", Some(StateKind::New));
        assert!(name == "To Do" && note.unwrap().contains("as `new`"));
        assert_eq!(state("to_do", None), ("To Do".into(), None));
        assert!(state("Limbo", None).1.unwrap().contains("not known"));
        assert_eq!(state("Won't Do", None).0, "Won't Do");
        assert_eq!(workflow.state(None), ("new".into(), None));
        assert_eq!(workflow.item_type("Bug"), ("bug".into(), None));
        assert!(workflow.item_type("chore").1.is_some());
        let state = |name: &str, kind| {
            ConfigAddition::State(State {
                name: name.into(),
                kind,
            })
        };
        assert_eq!(
            workflow.additions().collect::<Vec<_>>(),
            [
                state("To Do", StateKind::New),
                state("Limbo", StateKind::New),
                state("Won't Do", StateKind::Declined),
                ConfigAddition::Type("chore".into()),
            ]
        );
    }
}
