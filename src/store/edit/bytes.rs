//! The way in: bytes of a file and edits, and the bytes with all of them made.

use crate::model::{Edit, Splice};
use crate::store::decode::decode;
use crate::store::front_matter::{explain, split_front_matter};

use super::error::EditError;
use super::field::{edit_field, outline};

/// Returns the bytes of the file at `path` (relative to the backlog directory) with all edits made, in order.
///
/// Every byte outside the edited values stays. An edit that changes nothing leaves the bytes as they are. Lines that a
/// splice puts into a body of CRLF lines end as those do.
///
/// # Errors
/// [`EditError`], which names the key and says what to do by hand. None of the edits is made then.
pub fn edit_bytes(path: &str, bytes: &[u8], edits: &[Edit]) -> Result<Vec<u8>, EditError> {
    let unreadable = |problem| EditError::Unreadable(Box::new(problem));
    let mut text = decode(path, bytes).map_err(unreadable)?.to_owned();
    let (parts, _) = outline(path, &text)?;
    let body = &text[parts.body.clone()];
    let crlf = if body.contains('\n') {
        body.matches('\n').count() == body.matches("\r\n").count()
    } else {
        parts.newline == "\r\n"
    };
    let mut spliced = false;
    for edit in edits {
        match edit {
            Edit::Field(edit) => {
                if let Some(edited) = edit_field(path, &text, edit)? {
                    text = edited;
                }
            }
            Edit::Body(splice) => {
                splice_body(path, &mut text, splice)?;
                spliced = true;
            }
        }
    }
    if spliced && crlf {
        let start = body_start(path, &text)?;
        let body = text[start..].replace("\r\n", "\n").replace('\n', "\r\n");
        text.replace_range(start.., &body);
    }
    Ok(text.into_bytes())
}

/// Puts a splice into the body; a file that ends with its closing `---` gets the missing line ending first.
fn splice_body(path: &str, text: &mut String, splice: &Splice) -> Result<(), EditError> {
    let start = body_start(path, text)?;
    let length = text.len() - start;
    let range = &splice.range;
    let fits = range.start <= range.end
        && range.end <= length
        && text.is_char_boundary(start + range.start)
        && text.is_char_boundary(start + range.end);
    if !fits {
        return Err(EditError::Body {
            start: range.start,
            end: range.end,
            length,
        });
    }
    if length == 0 && !splice.text.is_empty() && !text.ends_with('\n') {
        text.push_str(if text.contains("\r\n") { "\r\n" } else { "\n" });
        text.push_str(&splice.text);
    } else {
        text.replace_range(start + range.start..start + range.end, &splice.text);
    }
    Ok(())
}

/// Where the body begins.
fn body_start(path: &str, text: &str) -> Result<usize, EditError> {
    split_front_matter(text)
        .map(|parts| parts.body.start)
        .map_err(|problem| EditError::Unreadable(Box::new(explain(path, text, &problem))))
}
