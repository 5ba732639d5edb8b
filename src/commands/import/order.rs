//! The place of an item in the order there, where a person asks for it.

use crate::commands::import::merge::{Contested, FieldChange, MergedItem};
use crate::exchange::{ToldItem, texts_of};
use crate::model::Edit;
use crate::store::{decode, edit_bytes, header};

/// Gives a merged item the rank that it is told; without one it stays where it is.
pub fn put_in_place(merged: &mut MergedItem, told: &ToldItem) {
    let Some(rank) = told.story.value("rank") else {
        return;
    };
    let path = told.story.path.as_str();
    let read = decode(path, &merged.bytes).ok();
    let head = read.and_then(|text| header(text).ok());
    let from = head.and_then(|(_, head)| head.entry("rank")?.value.text().map(str::to_owned));
    let edit = Edit::set("rank", rank.clone());
    match edit_bytes(path, &merged.bytes, &[edit]) {
        Ok(bytes) => {
            merged.bytes = bytes;
            merged.changes.push(FieldChange {
                field: "rank".to_owned(),
                from: Some(from.unwrap_or_default()),
                to: Some(texts_of(rank).concat()),
            });
        }
        // A file that cannot be read was told of already.
        Err(error) if merged.conflicts.is_empty() => {
            let reason = error.to_string();
            merged
                .conflicts
                .push(Contested::cannot_change("file", reason));
        }
        Err(_) => {}
    }
}
