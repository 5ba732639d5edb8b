//! A key that is not there yet goes where the order of keys wants it.

use crate::model::FIELDS;
use crate::store::config_file::{CONFIG_FILE, CONFIG_KEYS};
use crate::store::front_matter::{Entry, Header, Parts};
use crate::store::release_file::RELEASE_KEYS;
use crate::store::sprint_file::SPRINT_KEYS;

use super::lines::{Patch, insert_line, line_start, next_line};

/// Where `key` stands in the order of the keys of such a file.
fn position(path: &str, key: &str) -> Option<usize> {
    let keys = match path.split('/').next() {
        Some("sprints") => SPRINT_KEYS,
        Some("releases") => RELEASE_KEYS,
        _ if path == CONFIG_FILE => CONFIG_KEYS,
        _ => return FIELDS.iter().position(|field| field.name == key),
    };
    keys.iter().position(|known| *known == key)
}

/// Puts `key: rendered` after the nearest key that comes before it in the order, else before the nearest that comes
/// after it, else at the end.
pub(super) fn insert(
    path: &str,
    text: &str,
    parts: &Parts,
    header: &Header<'_>,
    key: &str,
    rendered: &str,
) -> Option<Vec<Patch>> {
    let indent = match header.entries.first() {
        Some(first) => &text[line_start(text, first.key_range.start)..first.key_range.start],
        None => "",
    };
    let indent = indent.trim_start_matches('\u{feff}');
    if !indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let blank = if rendered.is_empty() { "" } else { " " };
    let line = format!("{indent}{key}:{blank}{rendered}");
    let placed: Vec<(usize, &Entry<'_>)> = header
        .entries
        .iter()
        .filter_map(|entry| Some((position(path, &entry.key)?, entry)))
        .collect();
    let wanted = position(path, key);
    let before = placed
        .iter()
        .filter(|(position, _)| Some(*position) < wanted)
        .max_by_key(|(position, _)| *position);
    let after = placed
        .iter()
        .filter(|(position, _)| wanted.is_some_and(|wanted| *position > wanted))
        .min_by_key(|(position, _)| *position);
    let at = match (before, after) {
        (Some((_, entry)), _) => {
            let end = entry.colon?.max(entry.value.range.end);
            next_line(text, end).min(parts.yaml.end)
        }
        (None, Some((_, entry))) => above(text, parts.yaml.start, entry),
        (None, None) => parts.yaml.end,
    };
    Some(vec![insert_line(text, at, &line, parts.newline)])
}

/// Where a line goes that is to stand above an entry and the comment lines that belong to it.
fn above(text: &str, first: usize, entry: &Entry<'_>) -> usize {
    let mut at = line_start(text, entry.key_range.start).max(first);
    while at > first {
        let start = line_start(text, at - 1).max(first);
        if !text[start..at].starts_with('#') {
            break;
        }
        at = start;
    }
    at
}
