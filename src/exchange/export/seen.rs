//! The text of an item for a tool that would show what Markdown hides.

use std::borrow::Cow;

use crate::exchange::export::report::ExportNote;
use crate::model::StoryId;
use crate::text::without_html_comments;

/// Returns the text without its comments of HTML, and notes once an item that they stay here.
pub fn seen(text: String, id: &StoryId, notes: &mut Vec<ExportNote>) -> String {
    let Cow::Owned(seen) = without_html_comments(&text) else {
        return text;
    };
    let note = ExportNote::of(
        id,
        "comments of HTML in its text stay here: they would be seen",
    );
    let mut of_item = notes.iter().rev().take_while(|said| said.item == note.item);
    if !of_item.any(|said| *said == note) {
        notes.push(note);
    }
    seen
}
