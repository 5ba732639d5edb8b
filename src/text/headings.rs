//! When a heading means a thing: `## **Acceptance Criteria** (3/5):` is the heading `Acceptance criteria`.

use unicode_normalization::UnicodeNormalization;

use super::words::one_line;

/// Returns what is compared of a heading's source: lower case, NFC, without emphasis, numbering before it, and colon,
/// closing `#`s, attributes, count or other brackets after it. Empty for a heading without letters or of several lines.
pub(crate) fn heading_key(source: &str) -> String {
    if source.contains(['\n', '\r']) {
        return String::new();
    }
    let is_kept = |c: &char| !matches!(c, '*' | '_' | '`' | '~');
    let text: String = if source.is_ascii() {
        let letters = source.chars().filter(is_kept);
        letters.map(|c| c.to_ascii_lowercase()).collect()
    } else {
        let letters = source.nfc().filter(is_kept);
        letters
            .map(|c| if c == '\u{2019}' { '\'' } else { c })
            .flat_map(char::to_lowercase)
            .collect()
    };
    let mut key = text.trim_start_matches(|c: char| !c.is_alphabetic());
    loop {
        key = key.trim_end_matches(|c: char| !c.is_alphanumeric() && !is_closing(c));
        let shorter = match key.chars().next_back() {
            Some(close) if is_closing(close) => before_bracket(key, close),
            Some(digit) if digit.is_ascii_digit() => match before_count(key) {
                Some(shorter) => shorter,
                None => break,
            },
            _ => break,
        };
        key = shorter;
    }
    one_line(key)
}

/// Headings that mean acceptance criteria, as they are compared: worked out once for many bodies.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HeadingKeys(pub(crate) Vec<String>);

impl HeadingKeys {
    /// Returns the keys of those headings.
    #[must_use]
    pub fn new(headings: &[String]) -> Self {
        Self(heading_keys(headings))
    }

    /// Whether a heading with those words is one of them.
    #[must_use]
    pub fn has(&self, title: &str) -> bool {
        is_meant(title, &self.0)
    }
}

/// Returns the keys of some headings, without the empty ones.
pub(crate) fn heading_keys<S: AsRef<str>>(headings: &[S]) -> Vec<String> {
    headings
        .iter()
        .map(|heading| heading_key(heading.as_ref()))
        .filter(|key| !key.is_empty())
        .collect()
}

/// With which letters headings begin, for a first look at many lines.
pub(crate) struct FirstLetters {
    /// A bit for each letter from a to z.
    letters: u32,
    /// Whether any letter will do: accents compose and fold.
    any: bool,
}

impl FirstLetters {
    /// Returns the first letters of some keys.
    pub(crate) fn of(keys: &[String]) -> Self {
        let firsts = || keys.iter().filter_map(|key| key.bytes().next());
        let small = firsts().filter(u8::is_ascii_lowercase);
        Self {
            letters: small.fold(0, |letters, letter| letters | 1 << (letter - b'a')),
            any: !firsts().all(|first| first.is_ascii_lowercase()),
        }
    }

    /// Whether [`is_meant`] may say so of a heading with this source.
    pub(crate) fn may_begin(&self, source: &str) -> bool {
        match first_letter(source) {
            Some(letter @ b'a'..=b'z') => self.any || self.letters & (1 << (letter - b'a')) != 0,
            first => first.is_some(),
        }
    }
}

/// The first letter of a heading in lower case, of any other script its first byte.
fn first_letter(source: &str) -> Option<u8> {
    let mut letters = source
        .bytes()
        .filter(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
    letters.next().map(|byte| byte.to_ascii_lowercase())
}

/// Whether the heading with this source is one of those that `keys` were made of.
pub(crate) fn is_meant(source: &str, keys: &[String]) -> bool {
    // The first letter alone sorts most keys out, of which there is one a language.
    let first = first_letter(source);
    let begins_alike = |key: &String| match (first, key.bytes().next()) {
        (Some(own), Some(wanted)) => own == wanted || !own.is_ascii() || !wanted.is_ascii(),
        (own, _) => own.is_some(),
    };
    if !keys
        .iter()
        .any(|key| begins_alike(key) && may_begin_with(source, key))
    {
        return false;
    }
    // Most headings are written as their key is, capitals aside.
    let words = source.trim_start_matches(['#', ' ']);
    if keys.iter().any(|key| key.eq_ignore_ascii_case(words)) {
        return true;
    }
    let key = heading_key(source);
    !key.is_empty() && keys.contains(&key)
}

/// Whether the key of `source` may begin with `key`: most lines differ in the first letter, which costs no allocation.
fn may_begin_with(source: &str, key: &str) -> bool {
    let is_skipped = |byte: &u8| matches!(byte, b'*' | b'_' | b'`' | b'~' | b' ' | b'\t');
    let mut key = key.bytes().filter(|byte| !is_skipped(byte)).peekable();
    let mut begun = false;
    for byte in source.bytes() {
        let Some(next) = key.peek() else {
            return true;
        };
        // Letters that are not ASCII may compose or fold into others.
        if !byte.is_ascii() || !next.is_ascii() {
            return true;
        }
        if is_skipped(&byte) || !begun && !byte.is_ascii_alphabetic() {
            continue;
        }
        begun = true;
        if byte.to_ascii_lowercase() != *next {
            return false;
        }
        key.next();
    }
    key.peek().is_none()
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}')
}

fn before_bracket(key: &str, close: char) -> &str {
    let open = match close {
        ')' => '(',
        ']' => '[',
        _ => '{',
    };
    match key.rfind(open) {
        Some(at) => &key[..at],
        None => &key[..key.len() - 1],
    }
}

/// What stands before a count such as `: 3/5`; a number without a colon or dash before it belongs to the heading.
fn before_count(key: &str) -> Option<&str> {
    let rest = key.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | ' '));
    rest.ends_with([':', '-', '\u{2013}', '\u{2014}'])
        .then_some(rest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{FirstLetters, heading_key, heading_keys, is_meant};

    #[test]
    fn ignores_decoration() {
        for source in [
            "Acceptance criteria",
            "**Acceptance Criteria:**",
            "__Acceptance criteria__:",
            "ACCEPTANCE  CRITERIA (3/5)",
            "Acceptance criteria [2] ##",
            "3. Acceptance criteria: 2/7",
            "\u{2705} *Acceptance* `criteria` {#ac}",
        ] {
            assert_eq!(heading_key(source), "acceptance criteria", "{source}");
        }
        assert_eq!(heading_key("Phase 2"), "phase 2");
        assert_eq!(heading_key("(1)"), "");
    }

    proptest! {
        #[test]
        fn a_heading_is_meant_when_its_key_is_one(
            source in "(#| |[*]|Acceptance|acceptance |CRITERIA|criteria|:|[(]3/5[)]|2|\\P{C}){0,6}"
        ) {
            let keys = heading_keys(&["Acceptance criteria", "acceptance 2", "criteria"]);
            prop_assert_eq!(is_meant(&source, &keys), keys.contains(&heading_key(&source)));
            prop_assert!(FirstLetters::of(&keys).may_begin(&source) || !is_meant(&source, &keys));
        }
    }

    #[test]
    fn compares_any_script() {
        let keys = heading_keys(&["Crite\u{300}res d\u{2019}acceptation", "\u{9a8c}\u{6536}"]);
        assert!(is_meant("Crit\u{e8}res d'acceptation :", &keys));
        assert!(is_meant("\u{9a8c}\u{6536} (2)", &keys));
        assert!(!is_meant("Notes", &keys));
        assert!(!is_meant("", &keys));
    }
}
