//! Puts the value of a line that YAML cannot read in quotes, so that a person can paste it.

use super::quote::{quoted, text_value};

/// A line of front matter as a person sees it: `  - key: value # comment`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// All that stands before the value.
    pub lead: &'a str,
    /// The key, where there is one.
    pub key: Option<&'a str>,
    /// The value, perhaps empty.
    pub value: &'a str,
    /// Blanks and comment after it.
    pub tail: &'a str,
}

/// Takes a line apart without YAML.
pub(super) fn line(text: &str) -> Line<'_> {
    let mut start = text.len() - text.trim_start().len();
    while text[start..].starts_with("- ") {
        start += 2;
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let key_end = text[start..]
        .find(": ")
        .or_else(|| text[start..].trim_end().strip_suffix(':').map(str::len));
    let key = key_end
        .map(|end| text[start..start + end].trim())
        .filter(|key| {
            !key.is_empty()
                && !key.contains(char::is_whitespace)
                && !key.starts_with(['"', '\'', '[', '{', '@', '`', '%', '#'])
        });
    if let (Some(_), Some(end)) = (key, key_end) {
        start += end + 1;
        start += text[start..].len() - text[start..].trim_start().len();
    }
    let rest = &text[start..];
    let value = match rest.find(" #") {
        Some(comment) => rest[..comment].trim_end(),
        None if rest.starts_with('#') => "",
        None => rest.trim_end(),
    };
    Line {
        lead: &text[..start],
        key,
        value,
        tail: &text[start + value.len()..],
    }
}

/// The line with its value in quotes; in a list on one line, the items that need it.
pub(super) fn in_quotes(text: &str) -> Option<String> {
    let line = line(text);
    let value = match line.value.as_bytes() {
        [] => return None,
        [b'[', .., b']'] => {
            let items: Vec<String> = line.value[1..line.value.len() - 1]
                .split(',')
                .map(|item| match item.trim() {
                    done if is_quoted(done) => done.to_owned(),
                    text => text_value(text.trim_matches(['"', '\'']), true),
                })
                .collect();
            format!("[{}]", items.join(", "))
        }
        [b'"' | b'\'', ..] if !has_closing_quote(line.value) => quoted(&line.value[1..]),
        _ => quoted(line.value),
    };
    Some(format!("{}{value}{}", line.lead, line.tail.trim_end()))
}

/// Whether a text stands in a pair of quotes.
fn is_quoted(text: &str) -> bool {
    text.len() > 1
        && text.starts_with(['"', '\''])
        && text.as_bytes().first() == text.as_bytes().last()
}

/// Whether the quote that a text begins with stands in it again.
pub(super) fn has_closing_quote(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|quote| text[quote.len_utf8()..].contains(quote))
}

#[cfg(test)]
mod tests {
    use super::in_quotes;

    #[test]
    fn quotes_what_needs_it() {
        for (line, repaired) in [
            ("assignee: @name", "assignee: \"@name\""),
            ("title: a: b # c", "title: \"a: b\" # c"),
            ("  - @name", "  - \"@name\""),
            ("assignee: [@a, b, '@c']", "assignee: [\"@a\", b, '@c']"),
            ("title: \"x\" y", "title: '\"x\" y'"),
            ("title: \"x", "title: \"x\""),
            ("title: `x`", "title: \"`x`\""),
        ] {
            assert_eq!(in_quotes(line).as_deref(), Some(repaired));
        }
        assert_eq!(in_quotes("title:"), None);
    }
}
