//! A value in the place of another one, in the style that stands there.

use crate::model::Value;
use crate::store::front_matter::{Content, Entry, Style, quoted_like, text_value, value_text};

use super::lines::{Patch, line_end, line_start, next_line};
use super::list::{dash_of, rewrite_flow};

/// The patches that put `value` in the place of an entry's value; none where that is not safe.
pub(super) fn set(
    text: &str,
    entry: &Entry<'_>,
    value: &Value,
    newline: &str,
) -> Option<Vec<Patch>> {
    let colon = entry.colon?;
    let node = &entry.value;
    let rendered = rendered(entry, value);
    match &node.content {
        Content::Null => {
            let rendered = rendered?;
            Some(vec![after_colon(text, node.range.start, &rendered)])
        }
        Content::Scalar {
            style: Style::Literal | Style::Folded,
            ..
        } => block_scalar(text, entry, colon, rendered.as_deref()),
        Content::List { items, flow: false } => {
            if let Value::List(wanted) = value
                && !wanted.is_empty()
                && !items.is_empty()
            {
                return block_list(text, entry, wanted, newline);
            }
            block(text, entry, colon, rendered.as_deref())
        }
        Content::Map { flow: false, .. } => block(text, entry, colon, rendered.as_deref()),
        Content::List { flow: true, .. } => match value {
            Value::List(wanted) => Some(rewrite_flow(text, node, wanted)),
            _ => in_place(text, entry, colon, rendered),
        },
        Content::Scalar { .. } | Content::Map { .. } => in_place(text, entry, colon, rendered),
    }
}

/// The value as it is written: in the quotes of the old one, where it has some.
fn rendered(entry: &Entry<'_>, value: &Value) -> Option<String> {
    let style = match (&entry.value.content, value) {
        (Content::Scalar { style, .. }, Value::Text(_) | Value::Plain(_)) => Some(*style),
        _ => None,
    };
    match (value, style) {
        (Value::Text(text) | Value::Plain(text), Some(style)) => {
            quoted_like(text, style).or_else(|| value_text(value))
        }
        _ => value_text(value),
    }
}

/// Replaces a value that is written in one piece, or takes it away.
fn in_place(
    text: &str,
    entry: &Entry<'_>,
    colon: usize,
    rendered: Option<String>,
) -> Option<Vec<Patch>> {
    let range = entry.value.range.clone();
    match rendered {
        Some(rendered) => Some(vec![Patch::replace(range, rendered)]),
        None if text[colon..range.start].contains('\n') => block(text, entry, colon, None),
        None => Some(vec![Patch::delete(colon..range.end)]),
    }
}

/// Puts a value on the line of its key, where nothing stands so far; blanks and a comment there stay.
pub(super) fn after_colon(text: &str, at: usize, rendered: &str) -> Patch {
    let line = &text[at..line_end(text, at)];
    let blanks = line.len() - line.trim_start_matches(' ').len();
    let reuse = match line.as_bytes().get(blanks) {
        None => blanks > 0,
        Some(_) => blanks > 1,
    };
    if reuse {
        Patch::insert(at + 1, rendered)
    } else {
        Patch::insert(at, format!(" {rendered}"))
    }
}

/// Replaces `|` or `>` and takes the lines under it away.
fn block_scalar(
    text: &str,
    entry: &Entry<'_>,
    colon: usize,
    rendered: Option<&str>,
) -> Option<Vec<Patch>> {
    let range = &entry.value.range;
    let rest = &text[range.clone()];
    let header = rest
        .find(|c: char| !matches!(c, '|' | '>' | '+' | '-' | '0'..='9'))
        .unwrap_or(rest.len());
    let header_end = range.start + header;
    let own_line = text[colon..range.start].contains('\n');
    let Some(rendered) = rendered else {
        if own_line {
            return block(text, entry, colon, None);
        }
        let mut patches = vec![Patch::delete(colon..header_end)];
        patches.extend(lines_below(text, header_end, range.end));
        return Some(patches);
    };
    let mut patches = vec![Patch::replace(range.start..header_end, rendered)];
    patches.extend(lines_below(text, header_end, range.end));
    Some(patches)
}

/// Takes the lines after that of `from` away, down to that of `to`.
fn lines_below(text: &str, from: usize, to: usize) -> Option<Patch> {
    let first = next_line(text, from);
    (first < to).then(|| Patch::delete(first..next_line(text, to)))
}

/// Takes a value that stands on lines of its own away, and puts the new one on the line of its key.
fn block(
    text: &str,
    entry: &Entry<'_>,
    colon: usize,
    rendered: Option<&str>,
) -> Option<Vec<Patch>> {
    let range = &entry.value.range;
    let first = line_start(text, range.start);
    if first < colon {
        return None;
    }
    let mut patches = vec![Patch::delete(first..next_line(text, range.end))];
    if let Some(rendered) = rendered {
        patches.push(after_colon(text, colon, rendered));
    }
    Some(patches)
}

/// Writes a list again that stands one item a line: lines whose item stays are not touched.
fn block_list(
    text: &str,
    entry: &Entry<'_>,
    wanted: &[String],
    newline: &str,
) -> Option<Vec<Patch>> {
    let Content::List { items, .. } = &entry.value.content else {
        return None;
    };
    let (indent, spacing) = dash_of(text, items.first()?)?;
    let line = |item: &String| format!("{indent}-{spacing}{}{newline}", text_value(item, false));
    let mut patches = Vec::new();
    let mut next = 0;
    for item in items {
        dash_of(text, item)?;
        let range = line_start(text, item.range.start)..next_line(text, item.range.end);
        let found = match &item.content {
            Content::Scalar { text, .. } => wanted[next..].iter().position(|wanted| wanted == text),
            _ => None,
        };
        match found {
            Some(skipped) => {
                let new: String = wanted[next..next + skipped].iter().map(line).collect();
                if !new.is_empty() {
                    patches.push(Patch::insert(range.start, new));
                }
                next += skipped + 1;
            }
            None => patches.push(Patch::delete(range)),
        }
    }
    let new: String = wanted[next..].iter().map(line).collect();
    if !new.is_empty() {
        patches.push(Patch::insert(next_line(text, entry.value.range.end), new));
    }
    Some(patches)
}
