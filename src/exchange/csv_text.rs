//! Texts of sheets that nobody wrote as Markdown: names between underscores, as programs have them, keep these.

use crate::exchange::csv_write;
use crate::exchange::line_ends::line_feeds;
use crate::exchange::markdown_table::is_called_markdown;
use crate::text::Fences;

/// How texts of a table become Markdown: what `po` exported and a table of Markdown hold it already.
pub(super) fn texts_of(path: &str, headers: &[String]) -> fn(&str) -> String {
    match is_called_markdown(path) || csv_write::is_own(headers) {
        true => line_feeds,
        false => text_of_sheet,
    }
}

/// A text of a sheet as Markdown. `__init__` would be bold there.
fn text_of_sheet(text: &str) -> String {
    let text = line_feeds(text);
    if !text.contains("__") {
        return text;
    }
    let mut fences = Fences::default();
    let lines = text.split('\n').map(|line| {
        if fences.hold(line.trim()) {
            return line.to_owned();
        }
        // Every second part stands between backticks.
        let parts = line.split('`').enumerate();
        let parts = parts.map(|(at, part)| match at % 2 {
            0 => words_of(part),
            _ => part.to_owned(),
        });
        parts.collect::<Vec<_>>().join("`")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn words_of(part: &str) -> String {
    let words = part.split(' ').map(|word| {
        // An address stays what it is.
        match word.contains("://") || word.contains("](") {
            true => word.to_owned(),
            false => escaped(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A word with a backslash before each underscore around a name in it.
fn escaped(word: &str) -> String {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(word.len() + 4);
    let mut rest = word;
    let mut last = None;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        if end == 0 {
            out.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            let name = &rest[..end];
            match inner(name).filter(|_| last != Some('\\')) {
                Some(inner) => out.push_str(&format!("\\_\\_{inner}\\_\\_")),
                None => out.push_str(name),
            }
            rest = &rest[end..];
        }
        last = Some(first);
    }
    out
}

/// What stands between the underscores of a name such as `__init__`; bold words that people write so have capitals or spaces.
fn inner(name: &str) -> Option<&str> {
    let inner = name.strip_prefix("__")?.strip_suffix("__")?;
    let is_name = inner
        .bytes()
        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let is_bare = inner.starts_with('_') || inner.ends_with('_') || inner.is_empty();
    (is_name && !is_bare).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::text_of_sheet;

    #[test]
    fn names_keep_their_underscores() {
        for (cell, text) in [
            ("Add __init__.py files", "Add \\_\\_init\\_\\_.py files"),
            (
                "src/__tests__/a, (__main__)",
                "src/\\_\\_tests\\_\\_/a, (\\_\\_main\\_\\_)",
            ),
            ("`__init__` and __all__", "`__init__` and \\_\\_all\\_\\_"),
            ("```\n__init__\n```", "```\n__init__\n```"),
            (
                "__Note__ that __all of it__ counts",
                "__Note__ that __all of it__ counts",
            ),
            ("https://a.example/__x__", "https://a.example/__x__"),
            (
                "\\__init__ ____ __a snake_case",
                "\\__init__ ____ __a snake_case",
            ),
            ("a\r\nb", "a\nb"),
        ] {
            assert_eq!(text_of_sheet(cell), text, "{cell}");
        }
    }
}
