//! Short words for the tests of edits: values, edits, and the front matter after an edit.

use crate::model::{Edit, FieldEdit, Value};
use crate::store::{EditError, edit_bytes};

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn plain(text: &str) -> Value {
    Value::Plain(text.to_owned())
}

pub(super) fn list(items: &[&str]) -> Value {
    Value::List(items.iter().map(|item| (*item).to_owned()).collect())
}

pub(super) fn add(key: &str, item: &str) -> Edit {
    let (key, item) = (key.to_owned(), item.to_owned());
    Edit::Field(FieldEdit::Add { key, item })
}

pub(super) fn remove(key: &str, item: &str) -> Edit {
    let (key, item) = (key.to_owned(), item.to_owned());
    Edit::Field(FieldEdit::Remove { key, item })
}

/// The front matter after an edit of a file that holds `yaml` between its fences.
pub(super) fn edited(yaml: &str, edit: &Edit) -> Result<String, EditError> {
    let file = format!("---\n{yaml}---\nBody\n");
    let bytes = edit_bytes(
        "stories/US-1.md",
        file.as_bytes(),
        std::slice::from_ref(edit),
    )?;
    let result = String::from_utf8(bytes).unwrap();
    let yaml = result
        .strip_prefix("---\n")
        .unwrap()
        .strip_suffix("---\nBody\n")
        .unwrap();
    Ok(yaml.to_owned())
}

pub(super) fn assert_edits(cases: &[(&str, Edit, &str)]) {
    for (before, edit, after) in cases {
        assert_eq!(
            edited(before, edit).as_deref(),
            Ok(*after),
            "{before:?} {edit:?}"
        );
    }
}
