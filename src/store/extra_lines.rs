//! The keys under `extra`, which importers keep and nobody reads: taken apart and changed by their lines.

use std::ops::Range;

use serde_yaml::{Mapping, Value as Yaml};

use super::front_matter::{Content, header};

/// A key under `extra` in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraKey {
    /// The key.
    pub key: String,
    lines: Range<usize>,
    /// Its lines as they would stand alone.
    pub yaml: String,
}

/// Where `extra` stands in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraLines {
    keys: Vec<ExtraKey>,
    indent: String,
    /// Where a further key goes.
    end: usize,
    /// Whether the key `extra` is there.
    has_key: bool,
    newline: &'static str,
}

impl ExtraLines {
    /// Takes `extra` in the text of a file apart; none where it is not written a key a line.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        outline(text)
    }

    /// The keys in order.
    #[must_use]
    pub fn keys(&self) -> &[ExtraKey] {
        &self.keys
    }

    /// One key.
    #[must_use]
    pub fn key(&self, key: &str) -> Option<&ExtraKey> {
        self.keys.iter().find(|known| known.key == key)
    }

    /// The text of the file with some keys as they are wanted: lines as they would stand alone, none for a key that goes.
    /// None where that would not change these keys and nothing else.
    #[must_use]
    pub fn with(&self, text: &str, wanted: &[(String, Option<String>)]) -> Option<String> {
        spliced(text, self, wanted)
    }
}

/// Whether the lines of two keys under `extra` say the same.
#[must_use]
pub fn same_extra(one: &str, other: &str) -> bool {
    matches!((value(one), value(other)), (Some(one), Some(other)) if one == other)
}

fn outline(text: &str) -> Option<ExtraLines> {
    let (parts, head) = header(text).ok()?;
    let mut outline = ExtraLines {
        keys: Vec::new(),
        indent: "  ".to_owned(),
        end: parts.yaml.end,
        has_key: false,
        newline: parts.newline,
    };
    let Some(entry) = head.entry("extra") else {
        return Some(outline);
    };
    let next = |at: usize| text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    outline.has_key = true;
    let entries = match &entry.value.content {
        Content::Null => {
            outline.end = next(entry.colon?);
            return Some(outline);
        }
        Content::Map {
            entries,
            flow: false,
        } => entries,
        _ => return None,
    };
    let starts: Vec<usize> = entries
        .iter()
        .map(|entry| {
            let start = entry.key_range.start;
            text[..start].rfind('\n').map_or(0, |end| end + 1)
        })
        .collect();
    outline.indent = text[*starts.first()?..entries[0].key_range.start].to_owned();
    if outline.indent.is_empty() || !outline.indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    for (at, one) in entries.iter().enumerate() {
        let last = one.value.range.end.max(one.colon?);
        let end = match starts.get(at + 1) {
            Some(&next_start) => next_start,
            None => next(last),
        };
        let lines = starts[at]..end;
        let alone: String = text[lines.clone()]
            .lines()
            .map(|line| {
                let line = line.strip_prefix(outline.indent.as_str()).unwrap_or(line);
                format!("{}\n", line.trim_end_matches('\r'))
            })
            .collect();
        outline.keys.push(ExtraKey {
            key: one.key.clone().into_owned(),
            lines,
            yaml: alone,
        });
    }
    outline.end = outline.keys.last()?.lines.end;
    Some(outline)
}

fn spliced(
    text: &str,
    outline: &ExtraLines,
    wanted: &[(String, Option<String>)],
) -> Option<String> {
    let block = |yaml: &str| -> String {
        yaml.lines()
            .map(|line| match line.is_empty() {
                true => outline.newline.to_owned(),
                false => format!("{}{line}{}", outline.indent, outline.newline),
            })
            .collect()
    };
    let mut patches: Vec<(Range<usize>, String)> = Vec::new();
    let mut new = String::new();
    let mut expected = mapping(text)?;
    let mut extra = match expected.get("extra") {
        Some(Yaml::Mapping(extra)) => extra.clone(),
        _ => Mapping::new(),
    };
    for (key, yaml) in wanted {
        let kept = outline.keys.iter().find(|kept| kept.key == *key);
        let name = Yaml::from(key.as_str());
        match yaml {
            Some(yaml) => {
                extra.insert(name, value(yaml)?);
            }
            None => {
                extra.remove(&name);
            }
        }
        match (kept, yaml) {
            (Some(kept), yaml) => {
                let lines = yaml.as_deref().map(block).unwrap_or_default();
                patches.push((kept.lines.clone(), lines));
            }
            (None, Some(yaml)) => new.push_str(&block(yaml)),
            (None, None) => {}
        }
    }
    if !outline.has_key && !new.is_empty() {
        new.insert_str(0, &format!("extra:{}", outline.newline));
    }
    patches.push((outline.end..outline.end, new));
    patches.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = text.to_owned();
    for (range, lines) in patches.into_iter().rev() {
        edited.replace_range(range, &lines);
    }
    let is_empty = extra.is_empty();
    expected.insert(Yaml::from("extra"), Yaml::Mapping(extra));
    let mut found = mapping(&edited)?;
    if is_empty && found.get("extra").is_none_or(Yaml::is_null) {
        found.insert(Yaml::from("extra"), Yaml::Mapping(Mapping::new()));
    }
    let body_of = |text: &str| {
        header(text)
            .ok()
            .map(|(parts, _)| text[parts.body].to_owned())
    };
    (found == expected && body_of(text) == body_of(&edited)).then_some(edited)
}

fn mapping(text: &str) -> Option<Mapping> {
    let (parts, _) = header(text).ok()?;
    serde_yaml::from_str(&text[parts.yaml]).ok()
}

/// The value of lines that hold one key.
fn value(yaml: &str) -> Option<Yaml> {
    let map: Mapping = serde_yaml::from_str(yaml).ok()?;
    map.into_iter().next().map(|(_, value)| value)
}

/// The value of a key under `extra`, on one line.
#[must_use]
pub fn one_line_of_extra(yaml: &str) -> String {
    let text = match value(yaml) {
        Some(Yaml::String(text)) => text,
        Some(other) => serde_yaml::to_string(&other).unwrap_or_default(),
        None => yaml.to_owned(),
    };
    crate::text::one_line(&text)
}

#[cfg(test)]
mod tests {
    use super::{ExtraLines, one_line_of_extra, same_extra};

    const FILE: &str = "---\ntitle: a\nextra:\n  # seen\n  Due: 'soon' # ours\n  List:\n  - a\n  - b\n  Text: |\n    one\n\n    two\n# end\n---\nBody\n";

    fn with(text: &str, wanted: &[(&str, Option<&str>)]) -> Option<String> {
        let wanted: Vec<_> = wanted
            .iter()
            .map(|(key, yaml)| ((*key).to_owned(), yaml.map(str::to_owned)))
            .collect();
        ExtraLines::read(text)?.with(text, &wanted)
    }

    #[test]
    fn lines_of_one_key_change_and_no_other_byte() {
        let lines = ExtraLines::read(FILE).unwrap();
        let keys: Vec<(&str, &str)> = lines
            .keys()
            .iter()
            .map(|key| (key.key.as_str(), key.yaml.as_str()))
            .collect();
        assert_eq!(
            keys,
            [
                ("Due", "Due: 'soon' # ours\n"),
                ("List", "List:\n- a\n- b\n"),
                ("Text", "Text: |\n  one\n\n  two\n")
            ]
        );
        assert_eq!(
            with(
                FILE,
                &[("List", Some("List: c\n")), ("New", Some("New: 1\n"))]
            )
            .unwrap(),
            FILE.replace("List:\n  - a\n  - b\n", "List: c\n")
                .replace("two\n# end", "two\n  New: 1\n# end")
        );
        assert_eq!(
            with(FILE, &[("Text", None)]).unwrap(),
            FILE.replace("  Text: |\n    one\n\n    two\n", "")
        );
        let crlf = FILE.replace('\n', "\r\n");
        assert_eq!(
            with(&crlf, &[("Due", Some("Due: now\n"))]).unwrap(),
            crlf.replace("Due: 'soon' # ours", "Due: now")
        );
    }

    #[test]
    fn the_key_comes_when_it_is_needed() {
        let file = "---\ntitle: a\n---\n";
        let wanted = "---\ntitle: a\nextra:\n  A: 1\n---\n";
        assert_eq!(with(file, &[("A", Some("A: 1\n"))]).unwrap(), wanted);
        assert_eq!(
            with(wanted, &[("A", None)]).unwrap(),
            "---\ntitle: a\nextra:\n---\n"
        );
        let empty = "---\ntitle: a\nextra:\n---\n";
        assert_eq!(with(empty, &[("A", Some("A: 1\n"))]).unwrap(), wanted);
        assert_eq!(with(file, &[("A", Some("no yaml: [\n"))]), None);
        assert!(ExtraLines::read("---\ntitle: a\nextra: {A: 1}\n---\n").is_none());
    }

    #[test]
    fn values_are_compared_as_they_are_meant() {
        assert!(same_extra("A: x\n", "A: 'x'\n") && !same_extra("A: x\n", "A: y\n"));
        assert_eq!(one_line_of_extra("A: |\n  one\n  two\n"), "one two");
    }
}
