//! One key inside of a value that is a mapping, in one line or several.

use crate::model::Value;
use crate::store::front_matter::{Content, Entry, plain_or_quoted, says_nothing, text_value};

use super::guard::Wanted;
use super::lines::{Patch, insert_line, line_start, next_line};
use super::set::set;

/// The patches that give `part` of a mapping a value; none where that is not safe. No value leaves the key there, empty.
pub(super) fn set_part(
    text: &str,
    entry: &Entry<'_>,
    part: &str,
    value: Option<&str>,
    newline: &str,
) -> Option<Vec<Patch>> {
    let Content::Map { entries, flow } = &entry.value.content else {
        return None;
    };
    // A text that would be read as nothing is quoted; all else stands plain, as words, numbers and dates do.
    let is_nothing = value.is_some_and(says_nothing);
    let rendered = value.map(|value| match is_nothing {
        true => text_value(value, *flow),
        false => plain_or_quoted(value, *flow),
    });
    if let Some(own) = entries.iter().find(|own| own.key == part) {
        return match (&own.value.content, rendered) {
            // A value in one piece; what is written otherwise is left to whoever sets keys.
            (Content::Scalar { .. }, Some(rendered)) if is_in_one_line(text, own) => {
                Some(vec![Patch::replace(own.value.range.clone(), rendered)])
            }
            // In braces, a colon without a blank after it is none.
            (Content::Scalar { .. }, None) if *flow && is_in_one_line(text, own) => {
                Some(vec![Patch::delete(own.value.range.clone())])
            }
            _ => {
                let value = match value.map(str::to_owned) {
                    None => Value::Empty,
                    Some(value) if is_nothing => Value::Text(value),
                    Some(value) => Value::Plain(value),
                };
                set(text, own, &value, newline)
            }
        };
    }
    let Some(rendered) = rendered else {
        return Some(Vec::new());
    };
    let last = entries.last();
    if *flow {
        let range = &entry.value.range;
        return Some(match last {
            Some(last) => {
                let end = last.value.range.end.max(last.colon?);
                vec![Patch::insert(end, format!(", {part}: {rendered}"))]
            }
            None => vec![Patch::replace(
                range.clone(),
                format!("{{{part}: {rendered}}}"),
            )],
        });
    }
    let last = last?;
    let indent = &text[line_start(text, last.key_range.start)..last.key_range.start];
    if !indent.bytes().all(|byte| byte == b' ') {
        return None;
    }
    let at = next_line(text, last.value.range.end.max(last.colon?));
    Some(vec![insert_line(
        text,
        at,
        &format!("{indent}{part}: {rendered}"),
        newline,
    )])
}

fn is_in_one_line(text: &str, own: &Entry<'_>) -> bool {
    !text[own.key_range.start..own.value.range.end].contains('\n')
}

/// What the key must hold after the edit.
pub(super) fn wanted<'a>(
    entry: &'a Entry<'_>,
    part: &'a str,
    value: Option<&'a str>,
) -> Wanted<'a> {
    let entries: &[Entry<'_>] = match &entry.value.content {
        Content::Map { entries, .. } => entries,
        _ => &[],
    };
    let others = entries.iter().filter(|own| own.key != part);
    Wanted::Part {
        others: others
            .map(|own| (own.key.as_ref(), &own.value.content))
            .collect(),
        part,
        value,
    }
}
