//! Items into lists and out of them, in the style that stands there.

use std::ops::Range;

use crate::model::Value;
use crate::store::front_matter::{Content, Entry, Node, Style, text_value};

use super::lines::{Patch, insert_line, line_end, line_start, next_line};
use super::set::set;

/// Whether a node is that item; case and blanks around it do not count.
pub(super) fn matches_item(node: &Node<'_>, item: &str) -> bool {
    let Content::Scalar { text, .. } = &node.content else {
        return false;
    };
    text.trim().to_lowercase() == item.trim().to_lowercase()
}

/// The patches that add an item; none where that is not safe.
pub(super) fn add(text: &str, entry: &Entry<'_>, item: &str, newline: &str) -> Option<Vec<Patch>> {
    match &entry.value.content {
        Content::List { items, flow: true } => Some(add_flow(
            text,
            &entry.value,
            items,
            &text_value(item, true),
            newline,
        )),
        Content::List { items, flow: false } => {
            let (indent, spacing) = dash_of(text, items.last()?)?;
            let line = format!("{indent}-{spacing}{}", text_value(item, false));
            let at = next_line(text, entry.value.range.end);
            Some(vec![insert_line(text, at, &line, newline)])
        }
        Content::Scalar { text: old, style } if !entry.value.is_empty() => {
            let source = &text[entry.value.range.clone()];
            let whole = matches!(style, Style::Single | Style::Double) && !source.contains('\n');
            match style {
                Style::Literal | Style::Folded => set(
                    text,
                    entry,
                    &Value::List(vec![old.clone().into_owned(), item.to_owned()]),
                    newline,
                ),
                _ => {
                    let old = if whole {
                        source.to_owned()
                    } else {
                        text_value(old, true)
                    };
                    let list = format!("[{old}, {}]", text_value(item, true));
                    Some(vec![Patch::replace(entry.value.range.clone(), list)])
                }
            }
        }
        Content::Map { .. } => None,
        _ => set(text, entry, &Value::List(vec![item.to_owned()]), newline),
    }
}

/// The patches that take an item out; none where that is not safe.
pub(super) fn remove(
    text: &str,
    entry: &Entry<'_>,
    item: &str,
    newline: &str,
) -> Option<Vec<Patch>> {
    let Content::List { items, flow } = &entry.value.content else {
        return set(text, entry, &Value::Empty, newline);
    };
    let found: Vec<usize> = (0..items.len())
        .filter(|&index| matches_item(&items[index], item))
        .collect();
    if *flow {
        return match found.as_slice() {
            [one] => Some(vec![remove_flow(text, &entry.value, items, *one)]),
            _ => {
                let kept: Option<Vec<String>> = items
                    .iter()
                    .filter(|node| !matches_item(node, item))
                    .map(|node| node.text().map(str::to_owned))
                    .collect();
                Some(rewrite_flow(text, &entry.value, &kept?))
            }
        };
    }
    if found.len() == items.len() {
        return set(text, entry, &Value::Empty, newline);
    }
    found
        .into_iter()
        .map(|index| {
            dash_of(text, &items[index])?;
            let range = &items[index].range;
            Some(Patch::delete(
                line_start(text, range.start)..next_line(text, range.end),
            ))
        })
        .collect()
}

/// The blanks before and after the dash of an item that begins its line.
pub(super) fn dash_of<'t>(text: &'t str, item: &Node<'_>) -> Option<(&'t str, &'t str)> {
    let start = line_start(text, item.range.start);
    let lead = &text[start..item.range.start];
    let dash = lead.find('-')?;
    let (indent, rest) = (&lead[..dash], &lead[dash + 1..]);
    let spacing = &rest[..rest.len() - rest.trim_start_matches(' ').len()];
    if !indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    Some((indent, if spacing.is_empty() { " " } else { spacing }))
}

/// A list in `[]`, written again on one line with `wanted` in it; blanks inside the brackets stay.
pub(super) fn rewrite_flow(text: &str, node: &Node<'_>, wanted: &[String]) -> Vec<Patch> {
    let source = &text[node.range.clone()];
    let pad = if source.starts_with("[ ") && !wanted.is_empty() {
        " "
    } else {
        ""
    };
    let items: Vec<String> = wanted.iter().map(|item| text_value(item, true)).collect();
    let list = format!("[{pad}{}{pad}]", items.join(", "));
    vec![Patch::replace(node.range.clone(), list)]
}

/// Adds an item to a list in `[]`.
fn add_flow(
    text: &str,
    list: &Node<'_>,
    items: &[Node<'_>],
    item: &str,
    newline: &str,
) -> Vec<Patch> {
    let inner = list.range.start + 1..list.range.end - 1;
    let Some(last) = items.last() else {
        let blank = text[inner.clone()].trim().is_empty();
        let range = if blank {
            inner
        } else {
            inner.start..inner.start
        };
        return vec![Patch::replace(range, item)];
    };
    let end = last.range.end;
    let tail = &text[end..inner.end];
    let comma = comma_in(tail).map(|at| end + at);
    let lead = &text[line_start(text, last.range.start)..last.range.start];
    if lead.bytes().all(|byte| byte == b' ') {
        let line = format!("{newline}{lead}{item}");
        let below = tail
            .contains('\n')
            .then(|| line_end(text, comma.unwrap_or(end)));
        return match (comma, below) {
            (Some(_), Some(at)) if at < inner.end => vec![Patch::insert(at, format!("{line},"))],
            (None, Some(at)) if at > end => vec![Patch::insert(end, ","), Patch::insert(at, line)],
            (Some(comma), _) => vec![Patch::insert(comma + 1, line)],
            (None, _) => vec![Patch::insert(end, format!(",{line}"))],
        };
    }
    let between = match items {
        [.., before, _] => &text[before.range.end..last.range.start],
        _ => ", ",
    };
    let blanks = between
        .strip_prefix(',')
        .filter(|blanks| blanks.bytes().all(|byte| byte == b' '))
        .unwrap_or(" ");
    match comma {
        Some(comma) => vec![Patch::insert(comma + 1, format!("{blanks}{item},"))],
        None => vec![Patch::insert(end, format!(",{blanks}{item}"))],
    }
}

/// Where a comma stands in what follows the last item, comments aside.
fn comma_in(tail: &str) -> Option<usize> {
    let mut at = 0;
    for line in tail.split_inclusive('\n') {
        let code = line.find('#').map_or(line, |comment| &line[..comment]);
        if let Some(comma) = code.find(',') {
            return Some(at + comma);
        }
        at += line.len();
    }
    None
}

/// Takes the item at `index` out of a list in `[]`, with one comma.
fn remove_flow(text: &str, list: &Node<'_>, items: &[Node<'_>], index: usize) -> Patch {
    let item = &items[index].range;
    let inner = list.range.start + 1..list.range.end - 1;
    if items.len() == 1 && !text[inner.clone()].contains('#') {
        return Patch::delete(inner);
    }
    if let Some(lines) = own_lines(text, item, inner.end) {
        return Patch::delete(lines);
    }
    if let Some(next) = items.get(index + 1) {
        return Patch::delete(item.start..next.range.start);
    }
    match index.checked_sub(1).map(|before| items[before].range.end) {
        Some(before) if !text[before..item.start].contains('#') => Patch::delete(before..item.end),
        _ => Patch::delete(item.clone()),
    }
}

/// The lines of an item that shares them with nothing but its comma and a comment.
fn own_lines(text: &str, item: &Range<usize>, list_end: usize) -> Option<Range<usize>> {
    let start = line_start(text, item.start);
    let next = next_line(text, item.end);
    if next > list_end || !text[start..item.start].trim().is_empty() {
        return None;
    }
    let rest = text[item.end..next].trim();
    let rest = rest.strip_prefix(',').unwrap_or(rest).trim_start();
    (rest.is_empty() || rest.starts_with('#')).then_some(start..next)
}
