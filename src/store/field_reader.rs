//! Reads values by the type of their field, from their source text, and reports those that are none.

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::model::{Diagnostic, Hundredths, Place, nearest};
use crate::store::front_matter::{Content, Entry, Node};

/// The rule for a value that is not what its field holds.
pub const INVALID_VALUE: &str = "invalid-value";

/// The rule for a key that is nearly a known one.
pub const UNKNOWN_KEY: &str = "unknown-key";

/// Reads the values of one file and collects what is wrong with them.
#[derive(Debug)]
pub struct FieldReader<'p> {
    path: &'p str,
    rule: &'static str,
    /// What was wrong, in the order of reading.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'p> FieldReader<'p> {
    /// Returns a reader for the file at `path` that reports wrong values under `rule`.
    #[must_use]
    pub fn new(path: &'p str, rule: &'static str) -> Self {
        Self {
            path,
            rule,
            diagnostics: Vec::new(),
        }
    }

    /// The file, as it was named.
    #[must_use]
    pub fn path(&self) -> &'p str {
        self.path
    }

    /// Reports a value, with what to write instead.
    pub fn invalid(&mut self, key: &str, message: impl Into<String>, label: &str, fix: String) {
        let place = Place::value(self.path, key);
        self.report(place, message.into(), label, fix);
    }

    /// Reports a value that stands inside another one.
    pub fn invalid_node(&mut self, node: &Node<'_>, message: impl Into<String>, fix: String) {
        let place = Place::bytes(self.path, node.range.clone());
        self.report(place, message.into(), "not valid", fix);
    }

    /// Reports a part of a text, as bytes of it; the whole text where it is written with escapes.
    pub fn invalid_part(
        &mut self,
        node: &Node<'_>,
        part: Range<usize>,
        message: impl Into<String>,
        fix: String,
    ) {
        let text = node.text().unwrap_or_default();
        let quotes = node.range.len().saturating_sub(text.len());
        let range = match quotes {
            0 | 2 => {
                let start = node.range.start + quotes / 2;
                start + part.start..start + part.end.max(part.start)
            }
            _ => node.range.clone(),
        };
        let place = Place::bytes(self.path, range);
        self.report(place, message.into(), "not valid", fix);
    }

    fn report(&mut self, place: Place, message: String, label: &str, fix: String) {
        let finding = Diagnostic::error(self.rule, place, message, label).fix(fix);
        self.diagnostics.push(finding);
    }

    /// One text, as written; none where nothing is set.
    pub fn text(&mut self, entry: &Entry<'_>) -> Option<String> {
        self.scalar(entry).map(|text| text.trim_end().to_owned())
    }

    /// One text, borrowed.
    pub fn scalar<'n>(&mut self, entry: &'n Entry<'_>) -> Option<&'n str> {
        let is_one =
            matches!(entry.value.content, Content::Scalar { .. }) || entry.value.is_empty();
        if !is_one {
            let key = &entry.key;
            self.invalid(
                key,
                format!("`{key}` holds several values; one text is expected"),
                "one text is expected",
                format!(
                    "write `{key}: …` on one line, in quotes where the text holds `: ` or ` #`"
                ),
            );
        }
        entry.value.text()
    }

    /// Several texts: a list, or one text, which counts as a list of one.
    pub fn list(&mut self, entry: &Entry<'_>) -> Vec<String> {
        let key = &entry.key;
        match &entry.value.content {
            Content::Null => Vec::new(),
            Content::Scalar { .. } => entry
                .value
                .text()
                .map(|text| text.trim().to_owned())
                .into_iter()
                .collect(),
            Content::List { items, .. } => {
                let mut texts = Vec::with_capacity(items.len());
                for (index, item) in items.iter().enumerate() {
                    match &item.content {
                        Content::Scalar { text, .. } if !text.trim().is_empty() => {
                            texts.push(text.trim().to_owned())
                        }
                        Content::Scalar { .. } | Content::Null => {}
                        Content::List { .. } | Content::Map { .. } => self.report(
                            Place::item(self.path, key, index),
                            format!(
                                "item {} of `{key}` holds several values; one text is expected",
                                index + 1
                            ),
                            "one text is expected",
                            "put the text in quotes, or write one item for each text".to_owned(),
                        ),
                    }
                }
                texts
            }
            Content::Map { .. } => {
                self.invalid(
                    key,
                    format!("`{key}` holds keys and values; a list is expected"),
                    "a list is expected",
                    format!("write `{key}: [a, b]`"),
                );
                Vec::new()
            }
        }
    }

    /// A number of 0 or more.
    pub fn amount(&mut self, entry: &Entry<'_>) -> Option<Hundredths> {
        let text = self.scalar(entry)?;
        match text.parse() {
            Ok(amount) => Some(amount),
            Err(error) => {
                let key = &entry.key;
                self.invalid(
                    key,
                    format!("`{key}`: {error}"),
                    "a number of 0 or more is expected",
                    format!("write a number such as `{key}: 5`, or leave `{key}:` empty"),
                );
                None
            }
        }
    }

    /// A calendar date.
    pub fn date(&mut self, entry: &Entry<'_>) -> Option<Date> {
        let text = self.scalar(entry)?.trim();
        let date = date(text);
        if date.is_none() {
            let key = &entry.key;
            self.invalid(
                key,
                format!("`{key}`: `{}` is not a date", short(text)),
                "not a date of the calendar",
                format!("write year, month and day: `{key}: 2026-11-21`"),
            );
        }
        date
    }

    /// A moment: RFC 3339, or a date, which counts as its first moment in UTC.
    pub fn timestamp(&mut self, entry: &Entry<'_>) -> Option<Timestamp> {
        let text = self.scalar(entry)?.trim();
        let time = text.parse::<Timestamp>().ok().or_else(|| {
            let midnight = date(text)?.to_zoned(TimeZone::UTC).ok()?;
            Some(midnight.timestamp())
        });
        if time.is_none() {
            let key = &entry.key;
            self.invalid(
                key,
                format!("`{key}`: `{}` is not a date and time", short(text)),
                "not a date and time",
                format!("write it as in `{key}: 2026-11-21T20:31:07Z`"),
            );
        }
        time
    }

    /// Reports a key that is nearly one of `known`: at most two letters away.
    pub fn near_key<'k>(&mut self, key: &str, known: impl IntoIterator<Item = &'k str>) {
        if key.starts_with("x-") {
            return;
        }
        // `nearest` allows a third letter in long words, where `created_at` would count as a slip of `created`; and it
        // is slow, where most keys are far from all others.
        let letters = letters(key);
        let known = known
            .into_iter()
            .filter(|known| letters_apart(&letters, known) <= 2);
        let Some(meant) = nearest(key, known) else {
            return;
        };
        self.diagnostics.push(
            Diagnostic::error(
                UNKNOWN_KEY,
                Place::key(self.path, key),
                format!("unknown key `{}`", short(key)),
                format!("did you mean `{meant}`?"),
            )
            .fix(format!(
                "write `{meant}:`; if the key is your own, list it under `keys` in `po.yaml`"
            )),
        );
    }
}

/// How often each letter stands in a word; all that is no letter counts as one.
fn letters(word: &str) -> [i16; 27] {
    let mut counts = [0; 27];
    for byte in word.bytes().take(1000) {
        let letter = byte.to_ascii_lowercase().wrapping_sub(b'a');
        counts[usize::from(letter.min(26))] += 1;
    }
    counts
}

/// The least number of edits that could turn the one word into the other, going by their letters alone.
fn letters_apart(word: &[i16; 27], other: &str) -> i16 {
    let differences = word.iter().zip(letters(other)).map(|(a, b)| a - b);
    let (more, less) = differences.fold((0, 0), |(more, less), difference| {
        (more + difference.max(0), less - difference.min(0))
    });
    more.max(less)
}

/// A calendar date, written `2026-11-21`.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes[range].iter().try_fold(0i16, |number, byte| {
            byte.is_ascii_digit()
                .then(|| number * 10 + i16::from(byte - b'0'))
        })
    };
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(0..4)?, digits(5..7)?, digits(8..10)?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The beginning of a text, for a message.
#[must_use]
pub fn short(text: &str) -> String {
    text.chars().take(60).collect()
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_of_the_calendar() {
        assert_eq!(
            date("2028-02-29").map(|d| d.to_string()).as_deref(),
            Some("2028-02-29")
        );
        for text in [
            "2026-13-45",
            "2026-02-29",
            "2026-1-1",
            "21.11.2026",
            "",
            "2026-11-2x",
            "２０２６-11",
            "0000-00-00",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
