//! Where an invented story lies.

/// Returns `stories/US-12-pay-with-a-saved-card.md`. Titles in this room are plain ASCII and short.
pub(super) fn file_name(id: u64, title: &str) -> String {
    let mut name = format!("stories/US-{id}");
    for word in title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        name.push('-');
        name.push_str(&word.to_ascii_lowercase());
    }
    name.push_str(".md");
    name
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn says_id_and_title() {
        assert_eq!(
            file_name(17, "Invoice by e-mail"),
            "stories/US-17-invoice-by-e-mail.md"
        );
    }
}
