//! One change to one key: finds its bytes, makes the patches, and lets the guard look at the result.

use crate::model::{FieldEdit, Value};
use crate::store::config_file::CONFIG_FILE;
use crate::store::front_matter::{
    Content, Entry, Header, Node, Parts, explain, header, header_of_whole, text_value, value_text,
};

use super::error::EditError;
use super::guard::{Wanted, check};
use super::insert::insert;
use super::lines::{Patch, line_end, line_start, next_line, patched};
use super::list::{add, matches_item, remove};
use super::part;
use super::set::set;

/// What a file's keys are, and where.
pub(super) fn outline<'t>(path: &str, text: &'t str) -> Result<(Parts, Header<'t>), EditError> {
    let read = if path == CONFIG_FILE {
        header_of_whole(text)
    } else {
        header(text)
    };
    read.map_err(|problem| EditError::Unreadable(Box::new(explain(path, text, &problem))))
}

/// Returns the text with the edit made; none where it changes nothing.
pub(super) fn edit_field(
    path: &str,
    text: &str,
    edit: &FieldEdit,
) -> Result<Option<String>, EditError> {
    let (parts, header) = outline(path, text)?;
    if let FieldEdit::SetPart { key, part, value } = edit {
        let holds = header.entry(key).map(|entry| &entry.value);
        if !holds.is_some_and(|node| matches!(node.content, Content::Map { .. })) {
            let Some(value) = value else {
                return Ok(None);
            };
            if holds.is_some_and(|node| !node.is_empty()) {
                return Err(EditError::NoMapping { key: key.clone() });
            }
            let value = Value::Map(vec![(part.clone(), value.clone())]);
            let key = key.clone();
            return edit_field(path, text, &FieldEdit::Set { key, value });
        }
    }
    let key = match edit {
        FieldEdit::Set { key, .. }
        | FieldEdit::Add { key, .. }
        | FieldEdit::Remove { key, .. }
        | FieldEdit::SetPart { key, .. }
        | FieldEdit::Drop { key } => key,
    };
    let entry = header.entry(key);
    if entry.is_none() && !is_key(key) {
        return Err(EditError::Key { key: key.clone() });
    }
    let (patches, wanted) = match (edit, entry) {
        (FieldEdit::Drop { .. } | FieldEdit::Remove { .. }, None)
        | (
            FieldEdit::Set {
                value: Value::Empty,
                ..
            }
            | FieldEdit::SetPart { .. },
            None,
        ) => return Ok(None),
        (FieldEdit::Set { value, .. }, None) => {
            let rendered = value_text(value).unwrap_or_default();
            (
                insert(path, text, &parts, &header, key, &rendered),
                Wanted::of(value),
            )
        }
        (FieldEdit::Add { item, .. }, None) => {
            let rendered = format!("[{}]", text_value(item, true));
            let wanted = Wanted::Items(Vec::new(), Some(item.as_str()));
            (insert(path, text, &parts, &header, key, &rendered), wanted)
        }
        (FieldEdit::Set { value, .. }, Some(entry)) => {
            if Wanted::of(value).is_met(&entry.value) {
                return Ok(None);
            }
            (set(text, entry, value, parts.newline), Wanted::of(value))
        }
        (FieldEdit::Add { item, .. }, Some(entry)) => {
            let old = items_of(entry)?;
            if old.iter().any(|node| matches_item(node, item)) {
                return Ok(None);
            }
            let kept = old.iter().map(|node| &node.content).collect();
            let wanted = Wanted::Items(kept, Some(item.as_str()));
            (add(text, entry, item, parts.newline), wanted)
        }
        (FieldEdit::Remove { item, .. }, Some(entry)) => {
            let old = items_of(entry)?;
            let kept: Vec<&Content<'_>> = old
                .iter()
                .filter(|node| !matches_item(node, item))
                .map(|node| &node.content)
                .collect();
            if kept.len() == old.len() {
                return Ok(None);
            }
            let patches = remove(text, entry, item, parts.newline);
            (patches, Wanted::Items(kept, None))
        }
        (FieldEdit::SetPart { part, value, .. }, Some(entry)) => {
            let wanted = part::wanted(entry, part, value.as_deref());
            if wanted.is_met(&entry.value) {
                return Ok(None);
            }
            let patches = part::set_part(text, entry, part, value.as_deref(), parts.newline);
            (patches, wanted)
        }
        (FieldEdit::Drop { .. }, Some(entry)) => (drop_lines(text, &parts, entry), Wanted::Absent),
    };
    if let Some(entry) = entry {
        let dropped = matches!(edit, FieldEdit::Drop { .. });
        refuse_risks(&header, entry, dropped)?;
    }
    if header.flow {
        return Err(EditError::OneMapping { key: key.clone() });
    }
    patches
        .and_then(|patches| patched(text, patches))
        .filter(|edited| check(path, text, (&parts, &header), edited, key, &wanted))
        .map(Some)
        .ok_or_else(|| EditError::Unsafe { key: key.clone() })
}

/// The items of a list; nothing counts as none, one text as one.
fn items_of<'n, 'a>(entry: &'n Entry<'a>) -> Result<&'n [Node<'a>], EditError> {
    match &entry.value.content {
        Content::List { items, .. } => Ok(items),
        _ if entry.value.is_empty() => Ok(&[]),
        Content::Map { .. } => Err(EditError::NotAList {
            key: entry.key.clone().into_owned(),
        }),
        Content::Null | Content::Scalar { .. } => Ok(std::slice::from_ref(&entry.value)),
    }
}

/// The lines of an entry, away.
fn drop_lines(text: &str, parts: &Parts, entry: &Entry<'_>) -> Option<Vec<Patch>> {
    let start = line_start(text, entry.key_range.start).max(parts.yaml.start);
    let end = entry.colon?.max(entry.value.range.end);
    let next = next_line(text, end);
    // The last line of a file without a final line ending takes the ending before it along.
    let start = if next == text.len() && line_end(text, end) == text.len() {
        text[..start]
            .trim_end_matches(['\n', '\r'])
            .len()
            .max(parts.yaml.start)
    } else {
        start
    };
    Some(vec![Patch::delete(start..next)])
}

/// Refuses what would change more than the value: aliases, anchors in use, tags.
fn refuse_risks(header: &Header<'_>, entry: &Entry<'_>, dropped: bool) -> Result<(), EditError> {
    let key = || entry.key.clone().into_owned();
    if entry.value.marks.alias && !dropped {
        return Err(EditError::Alias { key: key() });
    }
    if entry.value.marks.tagged && !dropped {
        return Err(EditError::Tag { key: key() });
    }
    if any_node(&entry.value, &|node| {
        header.used_anchors.contains(&node.marks.anchor)
    }) {
        return Err(EditError::Anchor { key: key() });
    }
    Ok(())
}

/// Whether a node or one inside it is such. The depth is bounded by the reader.
fn any_node(node: &Node<'_>, is: &impl Fn(&Node<'_>) -> bool) -> bool {
    is(node)
        || match &node.content {
            Content::Null | Content::Scalar { .. } => false,
            Content::List { items, .. } => items.iter().any(|item| any_node(item, is)),
            Content::Map { entries, .. } => entries.iter().any(|entry| any_node(&entry.value, is)),
        }
}

/// Whether a text can be written as a key.
fn is_key(key: &str) -> bool {
    key.starts_with(|first: char| first.is_alphanumeric() || first == '_')
        && key.len() <= 128
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
