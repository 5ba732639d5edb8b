//! The keys of front matter, each with the source lines it was written in.

use std::collections::BTreeMap;

use serde_yaml::{Mapping, Value};

use crate::exchange::backlog_md::repair::{Repair, repair};
use crate::exchange::yaml_lines::yaml_lines;

/// The longest front matter that is read, in bytes: what is kept of it is indented, and must fit into a story's 64 KiB.
const LARGEST_HEADER: usize = 32 * 1024;

/// How deep brackets may be nested: the parser's time grows with the square of it.
const DEEPEST: usize = 64;

/// How many aliases (`*name`) may stand beside anchors: each can stand for the whole rest, and for each other.
const MOST_ALIASES: usize = 8;

/// The most that may be kept of one file, in bytes, with room left for the fields of a story.
const LARGEST_KEPT: usize = 60 * 1024;

/// One key of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// Its lines as they stand in the file, each ended by LF; they can be read on their own.
    pub yaml: String,
    /// The line in the front matter, from 1; the opening fence is line 0.
    pub line: usize,
    /// Comment lines right above it, each ended by LF.
    pub comments: String,
}

/// Front matter that could be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Header {
    /// Its keys, in order.
    pub entries: Vec<Entry>,
    /// Comment lines after the last key.
    pub comments: String,
    /// What had to be mended first.
    pub repairs: Vec<Repair>,
}

/// Why front matter cannot be read, with line (in the front matter, from 1) and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderError {
    /// What is wrong.
    pub reason: String,
    /// The line in the front matter, from 1; 0 is the opening fence.
    pub line: usize,
    /// The column, from 1.
    pub column: Option<usize>,
}

impl Entry {
    /// Its value as the text it was written with (`1.10` stays `1.10`), unquoted; `None` where it is empty.
    ///
    /// # Errors
    /// `()` when it is a list or a mapping.
    pub fn text(&self) -> Result<Option<String>, ()> {
        serde_yaml::from_str::<BTreeMap<String, Option<String>>>(&self.yaml)
            .map(|map| {
                map.into_values()
                    .next()
                    .flatten()
                    .filter(|text| !text.trim().is_empty())
            })
            .map_err(|_| ())
    }

    /// Its values as texts: a list, or one text alone; empty items are left out.
    ///
    /// # Errors
    /// `()` when it is a mapping or holds something else than texts.
    pub fn list(&self) -> Result<Vec<String>, ()> {
        match serde_yaml::from_str::<BTreeMap<String, Option<Vec<Option<String>>>>>(&self.yaml) {
            Ok(map) => Ok(map
                .into_values()
                .flatten()
                .flatten()
                .flatten()
                .filter(|text| !text.trim().is_empty())
                .collect()),
            Err(_) => self.text().map(|text| text.into_iter().collect()),
        }
    }
}

/// Reads front matter, mending what is certain to be meant otherwise.
///
/// # Errors
/// [`HeaderError`] when it is not YAML, not a list of keys, or beyond the limits.
pub fn read_header(yaml: &str) -> Result<Header, HeaderError> {
    let at = |line, reason: String| HeaderError {
        reason,
        line,
        column: None,
    };
    if yaml.len() > LARGEST_HEADER {
        let reason = format!(
            "the front matter has more than {} KiB",
            LARGEST_HEADER / 1024
        );
        return Err(at(0, reason));
    }
    if let Some(line) = too_deep(yaml) {
        let reason = format!("brackets are nested more than {DEEPEST} deep");
        return Err(at(line, reason));
    }
    if has_many_aliases(yaml) {
        let reason = format!("the front matter has more than {MOST_ALIASES} YAML aliases");
        return Err(at(0, reason));
    }
    let yaml = yaml.replace("\r\n", "\n");
    let (yaml, value, repairs) = match serde_yaml::from_str::<Value>(&yaml) {
        Ok(value) => (yaml, value, Vec::new()),
        Err(error) => match repair(&yaml) {
            Some((mended, value, repairs)) => (mended, value, repairs),
            None => return Err(yaml_error(&error)),
        },
    };
    let mapping = match value {
        Value::Mapping(mapping) => mapping,
        Value::Null => Mapping::new(),
        _ => return Err(at(1, "the front matter is not a list of keys".into())),
    };
    let (mut entries, comments) = by_lines(&yaml);
    let same_keys = entries.len() == mapping.len()
        && entries.iter().zip(mapping.keys()).all(|(entry, key)| {
            serde_yaml::from_str::<Value>(&entry.key).is_ok_and(|read| read == *key)
        });
    if same_keys {
        for (entry, (key, value)) in entries.iter_mut().zip(&mapping) {
            let alone = serde_yaml::from_str::<Mapping>(&entry.yaml);
            // Lines that mean something else on their own (an alias of another key) are written anew.
            if !alone.is_ok_and(|map| map.len() == 1 && map.get(key) == Some(value)) {
                entry.yaml = written_anew(key, value);
            }
            entry.key = key_text(key);
        }
    } else {
        entries = mapping
            .iter()
            .map(|(key, value)| Entry {
                key: key_text(key),
                yaml: written_anew(key, value),
                line: 1,
                comments: String::new(),
            })
            .collect();
    }
    let kept: usize = entries
        .iter()
        .map(|entry| entry.yaml.len() + 2 * entry.yaml.lines().count())
        .sum();
    if kept > LARGEST_KEPT {
        let reason = format!(
            "the front matter spelled out has more than {} KiB",
            LARGEST_KEPT / 1024
        );
        return Err(at(0, reason));
    }
    Ok(Header {
        entries,
        comments,
        repairs,
    })
}

/// Parts YAML into its top-level keys; keys are as written, comments and blank lines between them apart.
fn by_lines(yaml: &str) -> (Vec<Entry>, String) {
    let mut entries: Vec<Entry> = Vec::new();
    let mut comments = String::new();
    for (index, line) in yaml.split_inclusive('\n').enumerate() {
        let line = line.strip_suffix('\n').unwrap_or(line);
        if line.starts_with('#') {
            comments.push_str(line.trim_end());
            comments.push('\n');
        } else if let Some(key) = key_of(line) {
            entries.push(Entry {
                key: key.to_owned(),
                yaml: format!("{line}\n"),
                line: index + 1,
                comments: std::mem::take(&mut comments),
            });
        } else if let Some(last) = entries.last_mut() {
            last.yaml.push_str(line);
            last.yaml.push('\n');
        }
    }
    for entry in &mut entries {
        let length = entry.yaml.trim_end_matches('\n').len();
        entry.yaml.truncate(length + 1);
    }
    (entries, comments)
}

/// The key of a line that starts a top-level entry, as written.
pub(super) fn key_of(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    if first.is_whitespace()
        || matches!(
            first,
            '#' | '?' | '{' | '[' | ']' | '}' | ',' | '&' | '*' | '!' | '|' | '>'
        )
    {
        return None;
    }
    if line == "-" || line.starts_with("- ") {
        return None;
    }
    if matches!(first, '"' | '\'') {
        let end = line[1..].find(first)? + 2;
        return line[end..]
            .trim_start()
            .starts_with(':')
            .then(|| &line[..end]);
    }
    line.match_indices(':')
        .find(|(at, _)| line[at + 1..].is_empty() || line[at + 1..].starts_with([' ', '\t']))
        .map(|(at, _)| line[..at].trim_end())
}

fn key_text(key: &Value) -> String {
    match key {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other)
            .unwrap_or_default()
            .trim()
            .to_owned(),
    }
}

fn written_anew(key: &Value, value: &Value) -> String {
    let map = Mapping::from_iter([(key.clone(), value.clone())]);
    yaml_lines(&map)
}

fn too_deep(yaml: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut line = 1;
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b'\n' => line += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(line);
        }
    }
    // The same with blocks: a line of dashes nests as deep as it is long.
    yaml.lines()
        .position(|text| {
            text.matches("- ").count() + text.matches("? ").count() > DEEPEST
                && text.trim_start().starts_with(['-', '?'])
        })
        .map(|index| index + 1)
}

fn has_many_aliases(yaml: &str) -> bool {
    let marks = |mark: char| {
        yaml.match_indices(mark).filter(|(at, _)| {
            let before = yaml[..*at].chars().next_back();
            let after = yaml[at + 1..].chars().next();
            before.is_none_or(|c| c.is_whitespace() || "[{,:".contains(c))
                && after.is_some_and(|c| !c.is_whitespace())
        })
    };
    marks('&').next().is_some() && marks('*').count() > MOST_ALIASES
}

fn yaml_error(error: &serde_yaml::Error) -> HeaderError {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or(&message);
    let place = error.location();
    HeaderError {
        reason: format!("the front matter is not YAML: {reason}"),
        line: place.as_ref().map_or(1, serde_yaml::Location::line),
        column: place.map(|place| place.column()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Entry, read_header};

    fn entry(yaml: &str, key: &str) -> Entry {
        let header = read_header(yaml).unwrap();
        header.entries.into_iter().find(|e| e.key == key).unwrap()
    }

    #[test]
    fn keys_keep_their_lines() {
        let yaml = "# top\nid: BACK-1\n\nlabels:\n- a\n  # why b\n- b\nnotes: |\n  # no comment\n\n  end\n# last\n";
        let header = read_header(yaml).unwrap();
        let keys: Vec<&str> = header.entries.iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["id", "labels", "notes"]);
        assert_eq!(header.entries[0].comments, "# top\n");
        assert_eq!(header.entries[1].line, 4);
        assert_eq!(header.entries[1].yaml, "labels:\n- a\n  # why b\n- b\n");
        assert_eq!(
            header.entries[2].yaml,
            "notes: |\n  # no comment\n\n  end\n"
        );
        assert_eq!(header.comments, "# last\n");
    }

    #[test]
    fn texts_stay_as_written() {
        let yaml = "a: 1.10\nb: [no, 007, 1.10, '@x', null]\nc: >-\n  two\n  lines\nd: ~\ne: {x: 1}\nf: alone\n\"g\": 'it''s'\n";
        assert_eq!(entry(yaml, "a").text(), Ok(Some("1.10".into())));
        assert_eq!(
            entry(yaml, "b").list().unwrap(),
            ["no", "007", "1.10", "@x"]
        );
        assert_eq!(entry(yaml, "c").text(), Ok(Some("two lines".into())));
        assert_eq!(entry(yaml, "d").text(), Ok(None));
        assert_eq!(entry(yaml, "e").list(), Err(()));
        assert_eq!(entry(yaml, "f").list().unwrap(), ["alone"]);
        assert_eq!(entry(yaml, "g").text(), Ok(Some("it's".into())));
    }

    #[test]
    fn odd_yaml_is_written_anew() {
        let aliased = entry("labels: &l [a, b]\nother: *l\n", "other");
        assert_eq!(aliased.yaml, "other:\n- a\n- b\n");
        let flow = entry("{id: BACK-1, title: T}\n", "title");
        assert_eq!(flow.text(), Ok(Some("T".into())));
        let wrapped = entry("note: \"one\n\n# two: x\nthree: y\"\nid: 1\n", "note");
        assert_eq!(wrapped.text().unwrap().unwrap(), "one\n# two: x three: y");
    }

    #[test]
    fn says_where_it_is_broken() {
        let error = read_header("id: 1\ntitle: \"open\n").unwrap_err();
        assert!(
            error.reason.starts_with("the front matter is not YAML: "),
            "{error:?}"
        );
        assert!(error.line >= 2 && error.column.is_some(), "{error:?}");
        let reason = |yaml: &str| read_header(yaml).unwrap_err().reason;
        assert!(reason("a: 1\na: 2\n").contains("duplicate"));
        assert!(reason("- a\n").contains("not a list of keys"));
        assert!(reason(&"[".repeat(30_000)).contains("nested"));
        assert!(reason(&"- ".repeat(15_000)).contains("nested"));
        assert!(reason(&"a".repeat(70_000)).contains("32 KiB"));
        let aliases = format!("a: &x 1\nb: [{}]\n", "*x, ".repeat(9));
        assert!(reason(&aliases).contains("8 YAML aliases"));
        let long = format!("a: &x \"{}\"\nb: *x\nc: *x\n", "t".repeat(25_000));
        assert!(reason(&long).contains("60 KiB"));
        assert!(read_header("").unwrap().entries.is_empty());
    }
}
