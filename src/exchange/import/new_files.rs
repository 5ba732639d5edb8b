//! What an import wants written: told in fields, so that the store writes the bytes.

use serde_yaml::{Mapping, Value as Yaml};

use crate::exchange::draft::Extra;
use crate::exchange::report::ImportReport;
use crate::exchange::yaml_lines::yaml_lines;
use crate::model::{State, StoryId, Value};

/// A story file to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewStory {
    /// Its id.
    pub id: StoryId,
    /// The file, relative to the backlog directory.
    pub path: String,
    /// Its keys and values in the order of [`crate::model::FIELDS`], the empty ones that every file has included.
    pub fields: Vec<(&'static str, Value)>,
    /// What goes under `extra`, the last key.
    pub extra: Vec<Extra>,
    /// What follows the front matter, byte for byte.
    pub body: String,
    /// Whether the front matter's lines should end in CRLF, as the body's do.
    pub crlf: bool,
}

/// A release file to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRelease {
    /// Its name, as stories refer to it.
    pub name: String,
    /// The file, relative to the backlog directory.
    pub path: String,
    /// Its keys and values, in order.
    pub fields: Vec<(&'static str, Value)>,
    /// What goes under `extra`, the last key.
    pub extra: Vec<Extra>,
    /// What follows the front matter, byte for byte.
    pub body: String,
    /// Whether the front matter's lines should end in CRLF.
    pub crlf: bool,
}

/// A Sprint file to create.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewSprint {
    /// Its name, as stories refer to it.
    pub name: String,
    /// The file, relative to the backlog directory.
    pub path: String,
    /// Its keys and values, in order.
    pub fields: Vec<(&'static str, Value)>,
}

/// What the source says of a Sprint or a release that is here already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFile {
    /// Its file, relative to the backlog directory.
    pub path: String,
    /// What it is called: `Sprint 7`.
    pub called: String,
    /// Its keys and values as they would stand in a new file.
    pub fields: Vec<(&'static str, Value)>,
}

/// Something that `po.yaml` must know before the new files make sense.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConfigAddition {
    /// A further id prefix, in upper case.
    Prefix(String),
    /// A further state.
    State(State),
    /// A further item type.
    Type(String),
}

/// Everything an import wants.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// Story files to create.
    pub stories: Vec<NewStory>,
    /// Release files to create.
    pub releases: Vec<NewRelease>,
    /// Sprint files to create.
    pub sprints: Vec<NewSprint>,
    /// What `po.yaml` must know first.
    pub config: Vec<ConfigAddition>,
    /// What was done with what was given.
    pub report: ImportReport,
}

/// Adds a value that is kept under the same key: both become a list, in which none stands twice.
fn add(first: &mut Yaml, more: Yaml) {
    if *first == more {
        return;
    }
    let list = |value: Yaml| match value {
        Yaml::Sequence(list) => list,
        one => vec![one],
    };
    let mut all = list(std::mem::replace(first, Yaml::Null));
    for value in list(more) {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    *first = Yaml::Sequence(all);
}

/// What is kept under `extra`, key by key, as the lines that would say it alone; several values of one key are one list.
#[must_use]
pub fn extra_by_key(extra: &[Extra]) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for item in extra.iter().filter(|item| !item.key.is_empty()) {
        let Some((_, yaml)) = all.iter_mut().find(|(key, _)| *key == item.key) else {
            all.push((item.key.clone(), item.yaml.clone()));
            continue;
        };
        let read = |yaml: &str| match serde_yaml::from_str(yaml) {
            Ok(Yaml::Mapping(map)) => map.into_iter().next(),
            _ => None,
        };
        if let (Some((key, mut first)), Some((_, more))) = (read(yaml), read(&item.yaml)) {
            add(&mut first, more);
            let map = Mapping::from_iter([(key, first)]);
            *yaml = yaml_lines(&map);
        }
    }
    all
}

/// Keeps a value under a key, beside what is there already.
fn keep(all: &mut Mapping, key: Yaml, value: Yaml) {
    match all.get_mut(&key) {
        Some(first) => add(first, value),
        None => {
            all.insert(key, value);
        }
    }
}

/// Returns the lines of the `extra` key, ended by LF, or nothing where there is none. What is kept twice under one key stands
/// there as a list.
#[must_use]
pub fn extra_yaml(extra: &[Extra]) -> String {
    if extra.is_empty() {
        return String::new();
    }
    let mut block = "extra:\n".to_owned();
    let mut expected = Mapping::new();
    for item in extra {
        match serde_yaml::from_str(&item.yaml) {
            Ok(Yaml::Mapping(read)) => {
                for (key, value) in read {
                    keep(&mut expected, key, value);
                }
            }
            // A comment.
            Ok(Yaml::Null) => {}
            // Lines that are no YAML by themselves, one with a key that stands twice for instance, are kept as a text.
            _ => keep(
                &mut expected,
                Yaml::from(item.key.as_str()),
                Yaml::from(item.yaml.trim_end()),
            ),
        }
        for line in item.yaml.lines() {
            if !line.is_empty() {
                block.push_str("  ");
                block.push_str(line);
            }
            block.push('\n');
        }
    }
    let reads_back =
        serde_yaml::from_str::<Mapping>(&block).is_ok_and(|read| match read.get("extra") {
            Some(Yaml::Mapping(inner)) => *inner == expected,
            Some(Yaml::Null) => expected.is_empty(),
            _ => false,
        });
    if reads_back {
        return block;
    }
    // Lines whose meaning depends on where they stand are written anew.
    let whole = Mapping::from_iter([(Yaml::from("extra"), Yaml::Mapping(expected))]);
    yaml_lines(&whole)
}

impl NewStory {
    /// The value of a key.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.fields
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, value)| value)
    }

    /// The lines of the `extra` key, ended by LF, or nothing: they follow the other fields.
    #[must_use]
    pub fn extra_yaml(&self) -> String {
        extra_yaml(&self.extra)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_oneof, proptest};
    use proptest::{collection, sample::select};

    use super::{extra_by_key, extra_yaml};
    use crate::exchange::draft::Extra;

    fn extra(key: &str, yaml: &str) -> Extra {
        Extra {
            key: key.into(),
            yaml: yaml.into(),
        }
    }

    #[test]
    fn two_values_of_one_key_are_both_kept() {
        let kept = |items: &[(&str, &str)]| {
            let items: Vec<Extra> = items.iter().map(|(key, yaml)| extra(key, yaml)).collect();
            extra_yaml(&items)
        };
        assert_eq!(
            kept(&[("a", "a: 1\n"), ("b", "b: x\n"), ("a", "a:\n- 2\n- 3\n")]),
            "extra:\n  a:\n  - 1\n  - 2\n  - 3\n  b: x\n"
        );
        let several = [
            extra("a", "a: 1\n"),
            extra("", "# x\n"),
            extra("a", "a: 2\n"),
        ];
        assert_eq!(
            extra_by_key(&several),
            [("a".to_owned(), "a:\n- 1\n- 2\n".to_owned())]
        );
        assert_eq!(
            kept(&[("a", "a: 1\n"), ("a", "a: 1\n")]),
            "extra:\n  a: 1\n"
        );
    }

    #[test]
    fn lines_are_indented_and_mean_the_same() {
        let items = [
            extra("", "# seen\n"),
            extra("files", "files:\n- a # why\n- b\n"),
            extra("note", "note: |2\n  one\n\n    two\n"),
        ];
        assert_eq!(
            extra_yaml(&items),
            "extra:\n  # seen\n  files:\n  - a # why\n  - b\n  note: |2\n    one\n\n      two\n"
        );
        assert_eq!(extra_yaml(&[]), "");
        assert_eq!(extra_yaml(&items[..1]), "extra:\n  # seen\n");
    }

    #[test]
    fn lines_that_are_no_yaml_are_kept_as_text() {
        let lines = ["a: 1\na: 2\n", "a: [\n", "- x\n", "a: *b\n"];
        for yaml in lines {
            let text = extra_yaml(&[extra("k", yaml), extra("b", "b: 1\n"), extra("k", "k: 3\n")]);
            let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            assert_eq!(read["extra"]["k"][0], yaml.trim_end(), "{text}");
            assert_eq!(read["extra"]["k"][1], 3, "{text}");
            assert_eq!(read["extra"]["b"], 1, "{text}");
        }
    }

    proptest! {
        /// Whatever columns are called and hold, each value can be found again.
        #[test]
        fn no_value_is_lost(
            columns in collection::vec(
                (
                    prop_oneof![
                        select(vec!["a", "A", "a ", "", "~", "# a", "- a", "a: b", "1", "true", "<<", "? a", "\t", "a\nb", "é"])
                            .prop_map(str::to_owned),
                        any::<String>(),
                        "[a-c ]{100,300}",
                    ],
                    collection::vec(any::<String>(), 1..3),
                ),
                0..6,
            )
        ) {
            let kept: Vec<Extra> = columns.iter().map(|(key, texts)| Extra::texts(key, texts)).collect();
            let text = extra_yaml(&kept);
            let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            for (key, texts) in &columns {
                let value = &read["extra"][key.as_str()];
                for text in texts {
                    let here = value.as_str() == Some(text)
                        || value.as_sequence().is_some_and(|list| list.iter().any(|one| one.as_str() == Some(text)));
                    prop_assert!(here, "{key:?}: {text:?} is not in {value:?}");
                }
            }
        }
    }

    #[test]
    fn odd_lines_are_written_anew() {
        let text = extra_yaml(&[extra("a", "a: \"x\n\ty\"\n"), extra("b", "b: 1\n...\n")]);
        let read: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        assert_eq!(read["extra"]["a"], "x y");
        assert_eq!(read["extra"]["b"], 1);
    }
}
