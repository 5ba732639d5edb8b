//! Boxes of Notion, in the languages of its interface.

/// Whether a box is ticked; none where the text is no box.
#[must_use]
pub fn ticked(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "checked" | "ja" | "oui" | "sí" | "sim" | "はい" | "예" | "是" => {
            Some(true)
        }
        "no" | "false" | "unchecked" | "nein" | "non" | "não" | "nee" | "いいえ" | "아니요"
        | "否" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::ticked;

    #[test]
    fn boxes_are_ticked_in_any_language() {
        assert_eq!(
            (ticked("Yes"), ticked("Nein"), ticked("soon")),
            (Some(true), Some(false), None)
        );
    }
}
