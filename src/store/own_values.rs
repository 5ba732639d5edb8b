//! The front-matter keys of an item that `po` gives no meaning, with their values as they are written.

use crate::model::FIELDS;
use crate::store::decode::decode;
use crate::store::front_matter::header;
use crate::text::one_line;

/// Returns the keys of the file at `path` that are in no list of fields, with the source of their values on one line; nothing
/// where the file cannot be read.
#[must_use]
pub fn own_values(path: &str, bytes: &[u8]) -> Vec<(String, String)> {
    let Some(text) = decode(path, bytes).ok() else {
        return Vec::new();
    };
    let Ok((_, header)) = header(text) else {
        return Vec::new();
    };
    let is_own = |key: &str| {
        let mut fields = FIELDS.iter();
        !fields.any(|field| field.name == key || field.singular == Some(key))
    };
    let own = header.entries.iter().filter(|entry| is_own(&entry.key));
    own.map(|entry| {
        let value = text.get(entry.value.range.clone()).unwrap_or_default();
        (entry.key.clone().into_owned(), one_line(value))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::own_values;

    #[test]
    fn only_what_has_no_meaning_here() {
        let text = b"---\ntitle: Pay\nid: US-1\ncolour: red\nteam:\n  - a\n  - b\nlabel: x\n---\n";
        assert_eq!(
            own_values("stories/US-1.md", text),
            [
                ("colour".to_owned(), "red".to_owned()),
                ("team".to_owned(), "- a - b".to_owned())
            ]
        );
        assert!(own_values("stories/US-1.md", b"---\na: b: c\n---\n").is_empty());
        assert!(own_values("stories/US-1.md", b"\xff").is_empty());
    }
}
