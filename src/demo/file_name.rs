//! Where an invented story lies.

use crate::text::slug;

/// Returns `stories/US-12-pay-with-a-saved-card.md`.
pub(super) fn file_name(id: u64, title: &str) -> String {
    format!("stories/US-{id}-{}.md", slug(title))
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
