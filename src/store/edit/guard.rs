//! Looks at an edited text with two YAML parsers, and passes it only when exactly the asked value changed.

use serde_yaml::Value as Yaml;

use crate::model::Value;
use crate::store::config_file::CONFIG_FILE;
use crate::store::front_matter::{Content, Header, Node, Parts, parse_yaml, split_front_matter};

/// What a key must hold after an edit.
#[derive(Debug)]
pub(super) enum Wanted<'a> {
    /// The key is gone.
    Absent,
    /// Nothing.
    Nothing,
    /// One text; `true` where every YAML reader must take it for a text.
    Text(&'a str, bool),
    /// A list of texts.
    Texts(&'a [String]),
    /// Items that were there, and one more text.
    Items(Vec<&'a Content<'a>>, Option<&'a str>),
    /// Keys and values that were there, and a part beside or among them.
    Part {
        /// Those that were there, the part left out.
        others: Vec<(&'a str, &'a Content<'a>)>,
        /// The key of the part.
        part: &'a str,
        /// What it holds; none for nothing.
        value: Option<&'a str>,
    },
    /// Keys and values.
    Map(&'a [(String, String)]),
}

impl<'a> Wanted<'a> {
    /// What setting a value asks for.
    pub fn of(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text, true),
            Value::Plain(text) => Self::Text(text, false),
            Value::List(items) => Self::Texts(items),
            Value::Map(entries) => Self::Map(entries),
            Value::Empty => Self::Nothing,
        }
    }

    /// Whether a value is what is wanted.
    pub fn is_met(&self, node: &Node<'_>) -> bool {
        match (self, &node.content) {
            (Self::Nothing, Content::Null) => true,
            (Self::Text(wanted, _), Content::Scalar { text, .. }) => text == wanted,
            (Self::Texts(wanted), Content::List { items, .. }) => {
                wanted.len() == items.len()
                    && items
                        .iter()
                        .zip(*wanted)
                        .all(|(item, text)| is_text(&item.content, text))
            }
            (Self::Texts(wanted), Content::Null) => wanted.is_empty(),
            (Self::Items(kept, added), Content::List { items, .. }) => {
                let (old, new) = items.split_at(kept.len().min(items.len()));
                old.len() == kept.len()
                    && old
                        .iter()
                        .zip(kept)
                        .all(|(item, kept)| is_same(&item.content, kept))
                    && new.len() == usize::from(added.is_some())
                    && new
                        .iter()
                        .zip(added)
                        .all(|(item, text)| is_text(&item.content, text))
            }
            (Self::Items(kept, None), Content::Null) => kept.is_empty(),
            (Self::Map(wanted), Content::Map { entries, .. }) => {
                wanted.len() == entries.len()
                    && entries.iter().zip(*wanted).all(|(entry, (key, text))| {
                        entry.key == *key && is_text(&entry.value.content, text)
                    })
            }
            (
                Self::Part {
                    others,
                    part,
                    value,
                },
                Content::Map { entries, .. },
            ) => {
                let (own, rest): (Vec<_>, Vec<_>) =
                    entries.iter().partition(|entry| entry.key == *part);
                let is_own = match (own.as_slice(), value) {
                    ([own], Some(value)) => {
                        is_text(&own.value.content, value)
                            && (own.value.text().is_some() || value.trim().is_empty())
                    }
                    ([own], None) => matches!(own.value.content, Content::Null),
                    ([], None) => true,
                    _ => false,
                };
                is_own
                    && rest.len() == others.len()
                    && rest.iter().zip(others).all(|(entry, (key, content))| {
                        entry.key == *key && is_same(&entry.value.content, content)
                    })
            }
            _ => false,
        }
    }

    /// Whether the second parser agrees about what must be text.
    fn is_text_in(&self, yaml: Option<&Yaml>) -> bool {
        let text = |yaml: &Yaml, wanted: &str| yaml.as_str() == Some(wanted);
        match (self, yaml) {
            (Self::Absent, found) => found.is_none(),
            (Self::Text(wanted, true), Some(found)) => text(found, wanted),
            (Self::Texts(wanted), Some(Yaml::Sequence(found))) => {
                found.len() == wanted.len()
                    && found
                        .iter()
                        .zip(*wanted)
                        .all(|(found, wanted)| text(found, wanted))
            }
            (Self::Items(_, Some(added)), Some(Yaml::Sequence(found))) => {
                found.last().is_some_and(|found| text(found, added))
            }
            (_, found) => found.is_some(),
        }
    }
}

/// Whether an edited text says what is wanted of `key`, and about all else the same as before.
pub(super) fn check(
    path: &str,
    old: &str,
    (parts, header): (&Parts, &Header<'_>),
    edited: &str,
    key: &str,
    wanted: &Wanted<'_>,
) -> bool {
    let (yaml, body) = if path == CONFIG_FILE {
        (parts.yaml.start..edited.len(), edited.len()..edited.len())
    } else {
        match split_front_matter(edited) {
            Ok(parts) => (parts.yaml, parts.body),
            Err(_) => return false,
        }
    };
    let Ok(after) = parse_yaml(edited, yaml.clone()) else {
        return false;
    };
    let met = match (after.entry(key), wanted) {
        (None, Wanted::Absent) => true,
        (Some(entry), wanted) => wanted.is_met(&entry.value),
        (None, _) => false,
    };
    met && edited[body] == old[parts.body.clone()]
        && others_are_equal(header, &after, key)
        && second_opinion(&old[parts.yaml.clone()], &edited[yaml], key, wanted)
}

/// Whether all keys but one hold the same, in the same order.
fn others_are_equal(before: &Header<'_>, after: &Header<'_>, key: &str) -> bool {
    let others =
        |header: &'_ Header<'_>| header.entries.len() - usize::from(header.entry(key).is_some());
    let old = before.entries.iter().filter(|entry| entry.key != key);
    let new = after.entries.iter().filter(|entry| entry.key != key);
    others(before) == others(after)
        && old.zip(new).all(|(old, new)| {
            old.key == new.key
                && old.value.content.says_the_same(&new.value.content)
                && old.value.marks.alias == new.value.marks.alias
                && old.value.marks.tagged == new.value.marks.tagged
        })
}

/// What another YAML parser says: it may know no more than the first, but its faults are others.
fn second_opinion(old: &str, edited: &str, key: &str, wanted: &Wanted<'_>) -> bool {
    let read = |text: &str| match serde_yaml::from_str::<Yaml>(text) {
        Ok(Yaml::Mapping(mapping)) => Some(mapping),
        Ok(Yaml::Null) => Some(serde_yaml::Mapping::new()),
        _ => None,
    };
    let Some(mut before) = read(old) else {
        // It could not read the file before either.
        return true;
    };
    let Some(mut after) = read(edited) else {
        return false;
    };
    before.remove(key);
    let found = after.remove(key);
    wanted.is_text_in(found.as_ref()) && before == after
}

/// Whether a value is that text.
fn is_text(content: &Content<'_>, wanted: &str) -> bool {
    matches!(content, Content::Scalar { text, .. } if text == wanted)
}

/// Whether two values say the same; of texts only the text counts.
fn is_same(a: &Content<'_>, b: &Content<'_>) -> bool {
    match (a, b) {
        (Content::Scalar { text: a, .. }, Content::Scalar { text: b, .. }) => a == b,
        _ => a.says_the_same(b),
    }
}
