//! What makes a finding the same one tomorrow: its rule, whom it is about, and the words it is about, but no line number.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::located::Located;
use crate::model::{At, Location};
use crate::text;

/// Of a longer line only the underlined words count, and of those no more than this many bytes.
const LONGEST: usize = 1_000;

/// Returns the words of a file that a finding is about, on one line, escaped as for a terminal.
///
/// Left out is what changes while the problem stays: the value of a key that only shows where something is missing, bullets
/// and boxes of list items, and how a paragraph is broken into lines.
#[must_use]
pub fn source_text(source: &[u8], at: &At, location: &Location) -> String {
    let start = location.start.min(source.len());
    let span = start..location.end.clamp(start, source.len());
    let words = match at {
        At::File => String::new(),
        At::Key(key) => key.clone(),
        At::Value(key) | At::Item(key, _) => {
            let value = folded(source, &span);
            // A key without a value is underlined itself; without the key, the first line is.
            if value.is_empty() || value == "---" || value.trim_end_matches(':') == key {
                key.clone()
            } else {
                format!("{key}: {value}")
            }
        }
        At::Bytes(_) | At::Body(_) => {
            let line = whole_line(source, &span).map(|line| folded(source, &line));
            without_bullet(&line.unwrap_or_else(|| folded(source, &span))).to_owned()
        }
    };
    text::escape_terminal(&words).into_owned()
}

/// The line around a span, where the span is within one line that is not long.
fn whole_line(source: &[u8], span: &Range<usize>) -> Option<Range<usize>> {
    let is_end = |byte: &u8| *byte == b'\n';
    if span.len() > LONGEST || source[span.clone()].iter().any(is_end) {
        return None;
    }
    let before = &source[span.start.saturating_sub(LONGEST)..span.start];
    let after = &source[span.end..source.len().min(span.end + LONGEST)];
    let start = match before.iter().rposition(is_end) {
        Some(end) => span.start - before.len() + end + 1,
        None if before.len() == span.start => 0,
        None => return None,
    };
    let end = match after.iter().position(is_end) {
        Some(length) => span.end + length,
        None if span.end + after.len() == source.len() => source.len(),
        None => return None,
    };
    Some(start..end)
}

/// The words of some bytes with single spaces between them.
fn folded(source: &[u8], range: &Range<usize>) -> String {
    let end = range.end.min(range.start + LONGEST);
    text::one_line(&String::from_utf8_lossy(&source[range.start..end]))
}

/// A line without the bullet or number of a list item, and without its box.
fn without_bullet(line: &str) -> &str {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match line.len() - digits.len() {
        0 => line.strip_prefix(['-', '*', '+']),
        1..=9 => digits.strip_prefix(['.', ')']),
        _ => None,
    };
    let Some(item) = rest.and_then(|rest| rest.strip_prefix(' ')) else {
        return line;
    };
    ["[ ] ", "[x] ", "[X] "]
        .iter()
        .find_map(|tick| item.strip_prefix(tick))
        .unwrap_or(item)
}

/// Returns a fingerprint a finding, in their order: 32 hexadecimal digits, no two the same.
///
/// Of findings that are alike in all that counts, each has its number in the order of the list.
#[must_use]
pub fn fingerprints(findings: &[Located<'_>]) -> Vec<String> {
    let mut seen: HashMap<[&str; 3], usize> = HashMap::new();
    findings
        .iter()
        .map(|item| {
            let identity = [item.finding.rule, item.owner(), item.text.as_str()];
            let index = seen.entry(identity).or_default();
            let number = index.to_string();
            *index += 1;
            let [rule, owner, text] = identity;
            format!("{:032x}", hash([rule, owner, text, &number]))
        })
        .collect()
}

/// The FNV-1a hash of 128 bits (Fowler, Noll and Vo; RFC 9923) of some texts, each ended by a byte that no text holds.
pub(super) fn hash<'t>(texts: impl IntoIterator<Item = &'t str>) -> u128 {
    let bytes = texts
        .into_iter()
        .flat_map(|text| text.bytes().chain([0xff]));
    fnv(bytes)
}

fn fnv(bytes: impl Iterator<Item = u8>) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.fold(BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{LONGEST, fingerprints, fnv, source_text};
    use crate::check::Located;
    use crate::model::{At, Diagnostic, Location, Place};

    /// The words of the place where `needle` first stands.
    fn words(source: &str, needle: &str, at: &At) -> String {
        let start = source.find(needle).unwrap();
        let location = Location {
            start,
            end: start + needle.len(),
            ..Location::START
        };
        source_text(source.as_bytes(), at, &location)
    }

    fn body() -> At {
        At::Body((0..0).into())
    }

    #[test]
    fn is_the_published_hash() {
        for (text, hash) in [
            ("", "6c62272e07bb014262b821756295c58d"),
            ("a", "d228cb696f1a8caf78912b704e4a8964"),
            ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
        ] {
            assert_eq!(format!("{:032x}", fnv(text.bytes())), hash);
        }
    }

    #[test]
    fn the_line_counts_without_bullet_and_box() {
        for line in [
            "- [ ] It arrives  quickly\r",
            "* [x] It arrives quickly",
            "  12. It arrives quickly",
            "It arrives\tquickly",
        ] {
            let source = format!("one\n{line}\nthree");
            assert_eq!(words(&source, "quickly", &body()), "It arrives quickly");
        }
        assert_eq!(
            words("a\nAs a,\nI want b\nc", "As a,\nI want b", &body()),
            "As a, I want b"
        );
        assert_eq!(words("-x 12 1.5 y", "y", &body()), "-x 12 1.5 y");
        assert_eq!(words("a \u{1b}[2J", "a", &body()), "a \\u{1b}[2J");
    }

    #[test]
    fn keys_count_by_name_and_values_with_it() {
        let key = |name: &str| At::Key(name.to_owned());
        let value = |name: &str| At::Value(name.to_owned());
        assert_eq!(
            words("status: ready", "status: ready", &key("status")),
            "status"
        );
        assert_eq!(words("points: x", "x", &value("points")), "points: x");
        assert_eq!(words("points:\n", "points:", &value("points")), "points");
        assert_eq!(words("---\n", "---", &value("points")), "points");
        let item = At::Item("depends_on".to_owned(), 1);
        assert_eq!(words("[US-1, US-9]", "US-9", &item), "depends_on: US-9");
        assert_eq!(words("---\n", "---", &At::File), "");
    }

    #[test]
    fn a_long_line_counts_by_its_underlined_words() {
        let source = format!("{}NEEDLE{}", "a ".repeat(LONGEST), " b".repeat(LONGEST));
        assert_eq!(words(&source, "NEEDLE", &body()), "NEEDLE");
        assert!(words(&source, &source, &body()).len() <= LONGEST);
    }

    fn of(findings: &[(&'static str, &str, usize, &str)]) -> Vec<String> {
        let diagnostics: Vec<Diagnostic> = findings
            .iter()
            .map(|(rule, story, _, _)| {
                Diagnostic::error(rule, Place::file("a.md"), "words", "").story(story)
            })
            .collect();
        let located: Vec<Located<'_>> = diagnostics
            .iter()
            .zip(findings)
            .map(|(finding, (_, _, line, text))| Located {
                finding,
                location: Location {
                    line: *line,
                    ..Location::START
                },
                text: (*text).to_owned(),
            })
            .collect();
        fingerprints(&located)
    }

    #[test]
    fn survive_a_move_and_differ_by_all_that_counts() {
        let one = of(&[("r", "US-1", 3, "x")]);
        assert_eq!(one, of(&[("r", "US-1", 90, "x")]));
        assert_eq!(
            one,
            ["0c9a21212a2553e45307a553ead4de95"],
            "fingerprints are kept elsewhere: they must not change"
        );
        let many = of(&[
            ("r", "US-1", 3, "x"),
            ("r", "US-1", 4, "x"),
            ("r", "US-1", 4, "xx"),
            ("r", "US-1x", 4, "x"),
            ("rU", "S-1", 4, "x"),
        ]);
        assert_eq!(many[0], one[0]);
        let mut unique = many.clone();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), many.len());
    }

    proptest! {
        #[test]
        fn any_bytes_and_place_give_one_short_line(
            bytes in proptest::collection::vec(any::<u8>(), 0..200),
            start in 0usize..300,
            end in 0usize..300,
        ) {
            let location = Location { start, end, ..Location::START };
            for at in [body(), At::Value("a".into()), At::Item("a".into(), 3), At::File] {
                let text = source_text(&bytes, &at, &location);
                prop_assert!(!text.contains(|c: char| c.is_control()));
                prop_assert_eq!(text.trim_matches(' '), &text);
            }
        }
    }
}
