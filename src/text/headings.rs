//! When a heading means a thing: `## **Acceptance Criteria** (3/5):` is the heading `Acceptance criteria`.

use unicode_normalization::UnicodeNormalization;

use super::words::one_line;

/// Returns what is compared of a heading's source: lower case, NFC, without emphasis, numbering before it, and colon,
/// closing `#`s, attributes, count or other brackets after it. Empty for a heading without letters or of several lines.
pub(crate) fn heading_key(source: &str) -> String {
    if source.contains(['\n', '\r']) {
        return String::new();
    }
    let text: String = source
        .nfc()
        .filter(|c| !matches!(c, '*' | '_' | '`' | '~'))
        .map(|c| if c == '\u{2019}' { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
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

/// Returns the keys of some headings, without the empty ones.
pub(crate) fn heading_keys<S: AsRef<str>>(headings: &[S]) -> Vec<String> {
    headings
        .iter()
        .map(|heading| heading_key(heading.as_ref()))
        .filter(|key| !key.is_empty())
        .collect()
}

/// Whether the heading with this source is one of those that `keys` were made of.
pub(crate) fn is_meant(source: &str, keys: &[String]) -> bool {
    // Most lines differ in the first letter: that costs no allocation.
    let mut rest = source.chars().skip_while(|c| !c.is_alphabetic());
    let Some(first) = rest.next() else {
        return false;
    };
    // A letter may be composed with what follows it.
    if first.is_ascii() && rest.next().is_none_or(|c| c.is_ascii()) {
        let first = first.to_ascii_lowercase();
        if !keys.iter().any(|key| key.starts_with(first)) {
            return false;
        }
    }
    let key = heading_key(source);
    !key.is_empty() && keys.contains(&key)
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
    use super::{heading_key, heading_keys, is_meant};

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

    #[test]
    fn compares_any_script() {
        let keys = heading_keys(&["Crite\u{300}res d\u{2019}acceptation", "\u{9a8c}\u{6536}"]);
        assert!(is_meant("Crit\u{e8}res d'acceptation :", &keys));
        assert!(is_meant("\u{9a8c}\u{6536} (2)", &keys));
        assert!(!is_meant("Notes", &keys));
        assert!(!is_meant("", &keys));
    }
}
