//! Line endings as Markdown has them.

/// The text with LF at the end of each line.
#[must_use]
pub fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}
