//! Line endings as Markdown has them.

/// The text with LF at the end of each line.
#[must_use]
pub fn line_feeds(text: &str) -> String {
    match text.contains('\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    }
}
