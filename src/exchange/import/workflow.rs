//! Maps states and types of the source onto the configuration, and says what it lacks.

use std::collections::{BTreeSet, HashMap};

use crate::exchange::assembly::fold_name;
use crate::exchange::draft::DraftStatus;
use crate::exchange::import::new_files::ConfigAddition;
use crate::exchange::report::MappedState;
use crate::exchange::state_kind::{known_kind, supposed_kind};
use crate::exchange::type_words::{SUB_TASK, is_plain_sub_task, usual_type};
use crate::model::{Config, State, StateKind};

/// The workflow and types as they will be after the import.
#[derive(Debug)]
pub struct Workflow {
    states: Vec<State>,
    types: Vec<String>,
    /// Types of the source in another language, and the type of the configuration that each is.
    translated: Vec<(String, String)>,
    known_states: usize,
    known_types: usize,
    mapped: Vec<MappedState>,
    /// What states mean that the source says of some of their items only.
    told: HashMap<String, Told>,
}

/// What a source says of a state, not the same of all of its items.
#[derive(Debug)]
struct Told {
    kind: Option<StateKind>,
    /// Whether it says several things.
    is_disputed: bool,
}

impl Workflow {
    /// Starts with what the configuration has.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        Self {
            states: config.states.clone(),
            types: config.types.clone(),
            translated: Vec::new(),
            known_states: config.states.len(),
            known_types: config.types.len(),
            mapped: Vec::new(),
            told: HashMap::new(),
        }
    }

    /// Looks through the states of all items: where the source says of some what they mean, as by the day of their end, it
    /// counts for all where these are at least half of them. Where it says several things of one state, its name counts, else
    /// what is furthest from Done: work that is open must not vanish from the list.
    pub fn learn<'d>(&mut self, all: impl Iterator<Item = &'d DraftStatus>) {
        let mut counts: HashMap<&str, (usize, usize, BTreeSet<StateKind>)> = HashMap::new();
        for status in all {
            let (told, silent, kinds) = counts.entry(&status.name).or_default();
            *(if status.kind.is_some() { told } else { silent }) += 1;
            kinds.extend(status.kind);
        }
        for (name, (told, silent, kinds)) in counts {
            let first = kinds.first().copied();
            let is_disputed = kinds.len() > 1;
            let kind = match is_disputed {
                true => known_kind(name).or(first),
                false if told > 0 && silent > 0 => first.filter(|_| told >= silent),
                false => continue,
            };
            self.told
                .insert(name.to_owned(), Told { kind, is_disputed });
        }
    }

    /// The state of an item, and its kind.
    pub fn state(&mut self, status: Option<&DraftStatus>) -> (String, StateKind) {
        let Some(status) = status else {
            let first = self
                .states
                .iter()
                .find(|state| state.kind == StateKind::New);
            return (
                first.map_or_else(String::new, |state| state.name.clone()),
                StateKind::New,
            );
        };
        if let Some(mapped) = self
            .mapped
            .iter_mut()
            .find(|mapped| mapped.name == status.name)
        {
            mapped.items += 1;
            return (mapped.state.name.clone(), mapped.state.kind);
        }
        let told = self.told.get(&status.name);
        let is_disputed = told.is_some_and(|told| told.is_disputed);
        let known = match told {
            Some(told) => told.kind.or_else(|| known_kind(&status.name)),
            None => known_meaning(status),
        };
        let here = self
            .states
            .iter()
            .find(|state| state.is_named(&status.name));
        let added = here.is_none();
        let state = here.cloned().unwrap_or_else(|| {
            let state = State {
                name: status.name.trim().to_owned(),
                kind: known.unwrap_or_else(|| supposed_meaning(status)),
            };
            self.states.push(state.clone());
            state
        });
        let (name, of) = (state.name.clone(), state.kind);
        self.mapped.push(MappedState {
            name: status.name.clone(),
            state,
            items: 1,
            known: !added || known.is_some() && !is_disputed,
            added,
        });
        (name, of)
    }

    /// The state of an item that was here before and is to stay as it is: nothing is added for it.
    pub fn state_as_it_is(&self, status: Option<&DraftStatus>) -> (String, StateKind) {
        let known = match status {
            Some(status) => self
                .states
                .iter()
                .find(|state| state.is_named(&status.name)),
            None => self
                .states
                .iter()
                .find(|state| state.kind == StateKind::New),
        };
        let written = || {
            let status = status?;
            let kind = known_meaning(status).unwrap_or_else(|| supposed_meaning(status));
            Some((status.name.trim().to_owned(), kind))
        };
        known
            .map(|state| (state.name.clone(), state.kind))
            .or_else(written)
            .unwrap_or((String::new(), StateKind::New))
    }

    /// The type of an item, and what to note where it had to be added, or has another name here.
    pub fn item_type(&mut self, name: &str) -> (String, Option<String>) {
        let name = name.trim();
        if let Some(known) = self
            .types
            .iter()
            .find(|known| known.eq_ignore_ascii_case(name))
        {
            return (known.clone(), None);
        }
        if let Some((_, known)) = self.translated.iter().find(|(other, _)| other == name) {
            return (known.clone(), None);
        }
        let usual = usual_type(name).filter(|usual| self.types.iter().any(|known| known == usual));
        let usual = usual.map(str::to_owned).or_else(|| {
            let mut types = self.types.iter().filter(|_| is_plain_sub_task(name));
            types.find(|known| is_plain_sub_task(known)).cloned()
        });
        // Without one here, it is called so in whatever language it is written.
        let is_part = is_plain_sub_task(name) && fold_name(name) != fold_name(SUB_TASK);
        let (usual, added) = match usual {
            None if is_part => {
                self.types.push(SUB_TASK.to_owned());
                (Some(SUB_TASK.to_owned()), ", which is added to the types")
            }
            usual => (usual, ""),
        };
        if let Some(usual) = usual {
            self.translated.push((name.to_owned(), usual.clone()));
            let note = format!("the type `{name}` is `{usual}` here{added}");
            return (usual, Some(note));
        }
        self.types.push(name.to_owned());
        let note = format!("the type `{name}` is added to the types");
        (name.to_owned(), Some(note))
    }

    /// What became of each state of the source, and what the configuration lacks.
    pub fn finish(self) -> (Vec<MappedState>, Vec<ConfigAddition>) {
        let states = self.states.into_iter().skip(self.known_states);
        let types = self.types.into_iter().skip(self.known_types);
        let additions = states
            .map(ConfigAddition::State)
            .chain(types.map(ConfigAddition::Type));
        (self.mapped, additions.collect())
    }
}

/// What a state means, where the source or its name says so.
fn known_meaning(status: &DraftStatus) -> Option<StateKind> {
    status.kind.or_else(|| known_kind(&status.name))
}

/// What a state may mean, where nobody says so: a state of which nothing is known is one before all work.
fn supposed_meaning(status: &DraftStatus) -> StateKind {
    supposed_kind(&status.name).unwrap_or(StateKind::New)
}

#[cfg(test)]
mod tests {
    use super::Workflow;
    use crate::exchange::draft::DraftStatus;
    use crate::exchange::import::new_files::ConfigAddition;
    use crate::model::{Config, State, StateKind};

    #[test]
    fn of_several_categories_the_name_decides_else_the_one_that_is_open() {
        let status = |name: &str, kind| DraftStatus {
            name: name.into(),
            kind: Some(kind),
        };
        let all = [
            status("To Do", StateKind::Done),
            status("To Do", StateKind::New),
            status("Limbo", StateKind::Done),
            status("Limbo", StateKind::Started),
            status("Shelf", StateKind::Done),
        ];
        let mut workflow = Workflow::new(&Config::default());
        workflow.learn(all.iter());
        let kinds: Vec<_> = all.iter().map(|it| workflow.state(Some(it)).1).collect();
        let (open, begun) = (StateKind::New, StateKind::Started);
        assert_eq!(kinds, [open, open, begun, begun, StateKind::Done]);
        let known: Vec<bool> = workflow
            .finish()
            .0
            .iter()
            .map(|state| state.known)
            .collect();
        assert_eq!(known, [false, false, true]);
    }

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
        let named = |name: &str, kind| (name.to_owned(), kind);
        assert_eq!(
            state("In Progress", None),
            named("in-progress", StateKind::Started)
        );
        assert_eq!(
            state("To Do", Some(StateKind::New)),
            named("To Do", StateKind::New)
        );
        assert_eq!(state("to_do", None), named("To Do", StateKind::New));
        assert_eq!(state("Limbo", None), named("Limbo", StateKind::New));
        assert_eq!(state("Won't Do", None).0, "Won't Do");
        assert_eq!(state("Limbo", None).0, "Limbo");
        assert_eq!(
            state("Test in UAT", None),
            named("Test in UAT", StateKind::Started)
        );
        assert_eq!(workflow.state(None), named("new", StateKind::New));
        assert_eq!(workflow.item_type("Bug"), ("bug".into(), None));
        assert!(workflow.item_type("chore").1.is_some());
        assert_eq!(
            workflow.item_type("Épica"),
            (
                "epic".into(),
                Some("the type `Épica` is `epic` here".into())
            )
        );
        assert_eq!(workflow.item_type("Épica"), ("epic".into(), None));
        let mut other = Workflow::new(&Config::default());
        assert_eq!(other.item_type("Sub-task").0, "Sub-task");
        let mut other = Workflow::new(&Config::default());
        let (name, note) = other.item_type("Subtarea");
        assert_eq!(name, "Sub-task");
        assert!(note.unwrap().ends_with("which is added to the types"));
        assert_eq!(other.item_type("Subtarefa").0, "Sub-task");
        assert_eq!(other.finish().1, [ConfigAddition::Type("Sub-task".into())]);
        assert_eq!(workflow.item_type("User Story").0, "story");
        workflow.types.push("sub-task".into());
        workflow.known_types += 1;
        workflow.types.swap(5, 6);
        let part = (
            "sub-task".to_owned(),
            Some("the type `Subtarea` is `sub-task` here".to_owned()),
        );
        assert_eq!(workflow.item_type("Subtarea"), part);
        assert!(workflow.item_type("Подзадача").0 == "sub-task");
        let state = |name: &str, kind| {
            ConfigAddition::State(State {
                name: name.into(),
                kind,
            })
        };
        let (mapped, additions) = workflow.finish();
        let limbo = mapped.iter().find(|state| state.name == "Limbo").unwrap();
        assert!(limbo.items == 2 && limbo.added && !limbo.known);
        let uat = mapped.iter().find(|state| state.name == "Test in UAT");
        assert!(!uat.unwrap().known);
        assert_eq!(
            additions,
            [
                state("To Do", StateKind::New),
                state("Limbo", StateKind::New),
                state("Won't Do", StateKind::Declined),
                state("Test in UAT", StateKind::Started),
                ConfigAddition::Type("chore".into()),
            ]
        );
    }
}
