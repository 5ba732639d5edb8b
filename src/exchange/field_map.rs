//! A person's map: which columns of a source hold which field, and what its states mean.

use serde_yaml::{Mapping, Value as Yaml};

use crate::model::{StateKind, nearest};

/// The words that a map may name, besides `states`: what a column can be taken as.
pub const MAP_WORDS: &[&str] = &[
    "assignee",
    "blocks",
    "comments",
    "created",
    "criteria",
    "depends_on",
    "description",
    "done",
    "id",
    "keep",
    "labels",
    "links",
    "parent",
    "points",
    "rank",
    "release",
    "requested_by",
    "skip",
    "sprint",
    "started",
    "status",
    "title",
    "type",
    "value",
];

/// Why a map cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MapError {
    /// It is no YAML mapping: why, and the line and column (from 1) where that shows.
    #[error("the map is no YAML mapping: {0}")]
    NoMapping(String, Option<(usize, usize)>),
    /// A key means nothing.
    #[error("the map names `{word}`, which is no field{}", near.as_ref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    UnknownWord {
        /// The key.
        word: String,
        /// What may be meant.
        near: Option<&'static str>,
    },
    /// A value is no column.
    #[error("the map's `{0}` is no column name and no list of them")]
    NoColumns(String),
    /// A state's kind is none.
    #[error(
        "the map says that the state `{0}` is of a kind that is none of new, ready, started, done and declined"
    )]
    NoKind(String),
}

/// What a person says about columns and states. Empty where nobody said anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FieldMap {
    columns: Vec<(&'static str, Vec<String>)>,
    states: Vec<(String, StateKind)>,
}

impl FieldMap {
    /// Reads `title: Summary`, `points: [Effort, Size]`, `states: {Doing: started}`.
    ///
    /// # Errors
    /// [`MapError`] says what is wrong.
    pub fn read(yaml: &str) -> Result<Self, MapError> {
        let yaml = yaml.trim_start_matches('\u{feff}');
        // The parser is quadratic on nested brackets, and a map is short.
        if yaml.len() > 64 * 1024 {
            return Err(MapError::NoMapping("it is larger than 64 KiB".into(), None));
        }
        let read: Mapping = serde_yaml::from_str(yaml).map_err(|error| {
            let place = error.location();
            let place = place.map(|place| (place.line(), place.column()));
            MapError::NoMapping(error.to_string(), place)
        })?;
        let mut map = Self::default();
        for (key, value) in &read {
            let word = text(key).unwrap_or_default();
            if word == "states" {
                map.read_states(value)?;
                continue;
            }
            let Some(known) = MAP_WORDS.iter().find(|known| **known == word) else {
                let near = nearest(&word, MAP_WORDS.iter().copied());
                return Err(MapError::UnknownWord { word, near });
            };
            let names = match value {
                Yaml::Sequence(items) => items.iter().map(text).collect(),
                other => text(other).map(|name| vec![name]),
            };
            let names = names.ok_or(MapError::NoColumns(word))?;
            map.columns.push((known, names));
        }
        Ok(map)
    }

    fn read_states(&mut self, value: &Yaml) -> Result<(), MapError> {
        let Yaml::Mapping(states) = value else {
            return Err(MapError::NoKind("states".into()));
        };
        for (name, kind) in states {
            let name = text(name).unwrap_or_default();
            let kind = text(kind).and_then(|kind| kind.parse().ok());
            self.states
                .push((name.clone(), kind.ok_or(MapError::NoKind(name))?));
        }
        Ok(())
    }

    /// What a column is to be taken as: one of `MAP_WORDS`. `number` is its place, from 1.
    #[must_use]
    pub fn word(&self, column: &str, number: usize) -> Option<&'static str> {
        let same = |name: &String| {
            name.trim().to_lowercase() == column.trim().to_lowercase()
                || name
                    .strip_prefix('#')
                    .is_some_and(|place| place.parse() == Ok(number))
        };
        self.columns
            .iter()
            .find(|(_, names)| names.iter().any(same))
            .map(|(word, _)| *word)
    }

    /// Whether it says which columns hold that.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.columns.iter().any(|(known, _)| *known == word)
    }

    /// What a state means, where the map says so.
    #[must_use]
    pub fn state(&self, name: &str) -> Option<StateKind> {
        let name = name.trim().to_lowercase();
        self.states
            .iter()
            .find(|(other, _)| other.trim().to_lowercase() == name)
            .map(|(_, kind)| *kind)
    }
}

fn text(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(text) => Some(text.clone()),
        Yaml::Number(number) => Some(number.to_string()),
        Yaml::Bool(bool) => Some(bool.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldMap, MAP_WORDS, MapError};
    use crate::model::StateKind;

    #[test]
    fn reads_columns_and_states() {
        assert!(MAP_WORDS.is_sorted());
        let map = FieldMap::read(
            "title: Betreff\npoints: [Effort, '#3']\nstates:\n  Doing: started\n  No: declined\n",
        )
        .unwrap();
        assert_eq!(map.word(" betreff ", 1), Some("title"));
        assert_eq!(map.word("Effort", 1), Some("points"));
        assert_eq!(map.word("Anything", 3), Some("points"));
        assert_eq!(map.word("Anything", 2), None);
        assert_eq!(map.state("doing"), Some(StateKind::Started));
        assert_eq!(map.state("Done"), None);
    }

    #[test]
    fn says_what_is_wrong() {
        let error = |yaml: &str| FieldMap::read(yaml).unwrap_err();
        assert!(matches!(
            error("titel: A"),
            MapError::UnknownWord {
                near: Some("title"),
                ..
            }
        ),);
        assert!(matches!(error("title: {a: b}"), MapError::NoColumns(_)));
        assert!(matches!(error("- a"), MapError::NoMapping(..)));
        assert!(matches!(error("states: {A: b}"), MapError::NoKind(_)));
        assert!(matches!(
            error(&"[".repeat(70_000)),
            MapError::NoMapping(..)
        ));
    }
}
