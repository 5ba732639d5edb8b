//! Merges a list or a mapping that is none of `po`'s own lists by its lines, as git does it.

use std::collections::BTreeMap;

use super::add_up::wanted;
use super::front::{Unit, front};
use super::text_block::agreed_text;
use super::three::Three;
use crate::store::{Content, Node};

/// Returns the merged lines of a key; none where both sides changed a line, where a line would be gone or doubled that neither side
/// took out or added, and where the lines are not read as a value of that key. A text is one value, however many lines it has.
pub(super) fn merged_lines(key: &str, units: &Three<Option<&Unit<'_>>>) -> Option<String> {
    let units = units.try_map(|unit| unit.ok_or(())).ok()?;
    if units.any(|unit| matches!(unit.value.content, Content::Null | Content::Scalar { .. })) {
        return None;
    }
    let texts = units.map(|unit| unit.text);
    let text = agreed_text(&texts)?;
    let file = format!("---\n{text}---\n");
    let merged = front(&file).ok()?;
    let is_this = match merged.units.as_slice() {
        [unit] => unit.key == key && unit.text == text && has_each_key_once(&unit.value),
        _ => false,
    };
    (is_this && lines_add_up(&texts, &text)).then_some(text)
}

/// Whether each line stands as often as both sides have it: what each side carried elsewhere would stand twice.
fn lines_add_up(texts: &Three<&str>, merged: &str) -> bool {
    let was = texts.map(|text| counts(text));
    let merged = counts(merged);
    let of = |counts: &BTreeMap<&str, usize>, line| counts.get(line).copied().unwrap_or_default();
    let all = [&was.base, &was.ours, &was.theirs, &merged];
    let mut lines = all.into_iter().flat_map(|counts| counts.keys());
    lines.all(|line| {
        let count = was.map(|counts| of(counts, line));
        wanted(&count).contains(&of(&merged, line))
    })
}

/// How often each line stands in a text, without its indentation.
fn counts(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        *counts.entry(line.trim()).or_default() += 1;
    }
    counts
}

/// Whether no mapping in a value has a key twice.
fn has_each_key_once(value: &Node<'_>) -> bool {
    match &value.content {
        Content::Null | Content::Scalar { .. } => true,
        Content::List { items, .. } => items.iter().all(has_each_key_once),
        Content::Map { entries, .. } => {
            let mut keys: Vec<&str> = entries.iter().map(|entry| entry.key.as_ref()).collect();
            keys.sort_unstable();
            keys.windows(2).all(|pair| pair[0] != pair[1])
                && entries.iter().all(|entry| has_each_key_once(&entry.value))
        }
    }
}
