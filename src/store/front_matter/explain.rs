//! Says to a person what is wrong with front matter, where, and what to type instead.

use std::ops::Range;

use crate::model::{Diagnostic, Place};
use crate::store::decode::UNREADABLE;

use super::conflict::{CONFLICT, CONFLICT_FIX};
use super::problem::{Problem, Syntax};
use super::repair::{Line, has_closing_quote, in_quotes, line};

/// Returns the finding for a problem of the file at `path` with that text.
#[must_use]
pub fn explain(path: &str, text: &str, problem: &Problem) -> Diagnostic {
    let error = |at: &Range<usize>, label: &str| {
        Diagnostic::error(
            UNREADABLE,
            Place::bytes(path, at.clone()),
            problem.to_string(),
            label,
        )
    };
    match problem {
        Problem::EmptyFile => Diagnostic::error(
            UNREADABLE,
            Place::file(path),
            problem.to_string(),
            "nothing here",
        )
        .fix("delete the file, or write `---`, `title: …`, `id: …` and `---` into it"),
        Problem::NoFrontMatter { later: None } => Diagnostic::error(
            UNREADABLE,
            Place::file(path),
            problem.to_string(),
            "`---` is expected here",
        )
        .fix("begin the file with the lines `---`, `title: …`, `id: …` and `---`"),
        Problem::NoFrontMatter { later: Some(at) } => {
            error(at, "this is not the first line, or it is indented")
                .fix("take away all that stands before this `---`")
        }
        Problem::Unclosed { opening } => error(opening, "front matter begins here")
            .fix("put a line `---` after the last `key: value` line"),
        Problem::TooLarge { opening, .. } => {
            error(opening, "too much front matter").fix("move long texts into the body of the file")
        }
        Problem::TooDeep { at, .. } => {
            error(at, "too deep").fix("keep values flat: a text or a list of texts")
        }
        Problem::Conflict { at, .. } => Diagnostic {
            rule: CONFLICT,
            ..error(at, "left behind by a merge")
        }
        .fix(CONFLICT_FIX),
        Problem::DuplicateKey { key, first, second } => {
            let first = line_number(text, first.start);
            let message = format!(
                "the key `{key}` stands twice: on line {first} and on line {}",
                line_number(text, second.start)
            );
            Diagnostic {
                message,
                ..error(second, "again here")
            }
            .fix(format!("keep one of the two `{key}:` lines"))
        }
        Problem::NotAMapping { at } => error(&first_line(text, at), "not `key: value`")
            .fix("write one `key: value` on each line"),
        Problem::KeyNotText { at } => {
            error(&first_line(text, at), "not a plain word").fix("write the key as a plain word")
        }
        Problem::Aliases { at } => error(at, "this alias").fix("write the value out in full"),
        Problem::Syntax { kind, at } => syntax(path, text, kind, at),
    }
}

/// The finding for text that is not YAML.
fn syntax(path: &str, text: &str, kind: &Syntax, at: &Range<usize>) -> Diagnostic {
    let culprit = culprit(text, kind, at);
    let source = &text[culprit.clone()];
    let parts = line(source);
    let name = parts
        .key
        .map_or("this line".to_owned(), |key| format!("`{key}`"));
    let at = if culprit.contains(&at.start) || culprit.end == at.start {
        at.clone()
    } else {
        culprit.start + parts.lead.len()..culprit.start + parts.lead.len() + parts.value.len()
    };
    let quote = || {
        in_quotes(source).map_or_else(
            || "put the text in quotes".to_owned(),
            |line| format!("put it in quotes: `{}`", line.trim_start()),
        )
    };
    let (message, label, fix) = match kind {
        Syntax::Character(c @ ('@' | '`' | '%')) => (
            format!(
                "{name} cannot be read: YAML keeps `{c}` for itself, so a text that begins with it needs quotes"
            ),
            format!("YAML keeps `{c}` for itself"),
            quote(),
        ),
        Syntax::Character(c) => (
            format!(
                "{name} cannot be read: the character U+{:04X} may not stand here",
                u32::from(*c)
            ),
            "not allowed here".to_owned(),
            "take the character out".to_owned(),
        ),
        Syntax::Colon => return colon(path, text, &parts, &culprit, at),
        Syntax::Tab => (
            "a tab stands where YAML allows only spaces".to_owned(),
            "a tab".to_owned(),
            "put spaces in the place of the tab".to_owned(),
        ),
        Syntax::Quote => (
            format!("{name} cannot be read: its quote is not closed"),
            "not closed".to_owned(),
            in_quotes(source).map_or_else(
                || "close the quote".to_owned(),
                |line| format!("close the quote: `{}`", line.trim_start()),
            ),
        ),
        Syntax::AfterQuote => (
            format!("{name} cannot be read: text follows the closing quote"),
            "YAML expects the line to end here".to_owned(),
            quote(),
        ),
        Syntax::Bracket => (
            format!("{name} cannot be read: a bracket is not closed, or closed twice"),
            "this bracket".to_owned(),
            "close each `[` with one `]` and each `{` with one `}`, or put the text in quotes"
                .to_owned(),
        ),
        Syntax::Alias => (
            format!(
                "{name} cannot be read: YAML takes a text that begins with `*` for an alias, and nothing has that name"
            ),
            "an alias to nothing".to_owned(),
            quote(),
        ),
        Syntax::Dash => (
            format!(
                "{name} cannot be read: YAML takes `- ` for a list item, which cannot stand on the line of its key"
            ),
            "a list item".to_owned(),
            format!("write a list as `[…]`, or {}", quote()),
        ),
        Syntax::Escape => (
            format!(
                "{name} cannot be read: a backslash in double quotes begins an escape, and this is none"
            ),
            "an unknown escape".to_owned(),
            "write the backslash twice, or use single quotes".to_owned(),
        ),
        Syntax::Key => (
            "a line `key: value` is expected here".to_owned(),
            "not `key: value`".to_owned(),
            "write one `key: value` on each line, and a list as `key: [a, b]`".to_owned(),
        ),
        Syntax::Other(words) => (
            format!("this is not valid YAML: {words}"),
            "YAML stops here".to_owned(),
            "correct the line, or put its text in quotes".to_owned(),
        ),
    };
    Diagnostic::error(UNREADABLE, Place::bytes(path, at), message, label).fix(fix)
}

/// The finding for a colon where YAML expects none: mostly a text with a colon in it, sometimes the line before.
fn colon(
    path: &str,
    text: &str,
    parts: &Line<'_>,
    culprit: &Range<usize>,
    at: Range<usize>,
) -> Diagnostic {
    let finding = |at: Range<usize>, message: String, label: &str, fix: String| {
        Diagnostic::error(UNREADABLE, Place::bytes(path, at), message, label).fix(fix)
    };
    let source = &text[culprit.clone()];
    let name = parts.key.unwrap_or("this line");
    let value = parts.value;
    if value.contains(": ") || value.ends_with(':') {
        let fix = in_quotes(source).unwrap_or_else(|| source.to_owned());
        return finding(
            at,
            format!("`{name}` cannot be read: YAML takes `{value}` for a key and its value"),
            "YAML takes this colon for the end of a key",
            format!("put it in quotes: `{}`", fix.trim_start()),
        );
    }
    let before = text[..culprit.start].trim_end();
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let last = &text[begin..before.len()];
    let last_at = begin..before.len();
    if let Some((key, rest)) = last.split_once(':').filter(|(key, rest)| {
        !rest.is_empty() && !rest.starts_with(' ') && !key.contains(' ') && !rest.contains(": ")
    }) {
        return finding(
            last_at,
            format!("`{key}` cannot be read: a blank must follow the colon"),
            "no blank after the colon",
            format!("write `{key}: {rest}`"),
        );
    }
    if source.starts_with([' ', '\t']) && line(last).key.is_some() {
        return finding(
            at,
            format!("`{name}` cannot be read: it is indented under a key that has a value already"),
            "indented too far",
            format!("write `{}` at the beginning of its line", source.trim()),
        );
    }
    if last.trim() != "---" && line(last).key.is_none() {
        return finding(
            last_at,
            "a line `key: value` is expected here".to_owned(),
            "not `key: value`",
            "write one `key: value` on each line".to_owned(),
        );
    }
    finding(
        at,
        format!("`{name}` cannot be read: YAML expects no colon here"),
        "an unexpected colon",
        "close the quote or bracket on the line before, or put the text in quotes".to_owned(),
    )
}

/// The line to blame: for an open quote the line where it opens, else the line where the parser stopped.
fn culprit(text: &str, kind: &Syntax, at: &Range<usize>) -> Range<usize> {
    let mut found = line_of(text, at.start);
    if *kind != Syntax::Quote {
        return found;
    }
    for _ in 0..1000 {
        let value = line(&text[found.clone()]).value;
        if value.starts_with(['"', '\'']) && !has_closing_quote(value) {
            return found;
        }
        if found.start == 0 {
            break;
        }
        found = line_of(text, found.start - 1);
    }
    line_of(text, at.start)
}

/// The line that holds a byte, without its ending.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let bytes = &text.as_bytes()[..at.min(text.len())];
    let start = bytes
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |end| end + 1);
    let length = text[start..].lines().next().map_or(0, str::len);
    start..start + length
}

/// A range cut to its first line.
fn first_line(text: &str, range: &Range<usize>) -> Range<usize> {
    let line = line_of(text, range.start);
    range.start..range.end.min(line.end).max(range.start)
}

/// The line number of a byte, from 1.
fn line_number(text: &str, at: usize) -> usize {
    1 + text.as_bytes()[..at.min(text.len())]
        .iter()
        .filter(|&&byte| byte == b'\n')
        .count()
}
