//! Boxes of tables, in the languages of the tools and spreadsheets that write them.

/// Whether a box is ticked, in a word; none where the text is no box.
#[must_use]
pub fn ticked(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "checked" | "ja" | "wahr" | "oui" | "vrai" | "sí" | "verdadero"
        | "sim" | "verdadeiro" | "vero" | "waar" | "tak" | "prawda" | "да" | "истина" | "はい"
        | "예" | "是" => Some(true),
        "no" | "false" | "unchecked" | "nein" | "falsch" | "non" | "faux" | "falso" | "não"
        | "nee" | "onwaar" | "nie" | "fałsz" | "нет" | "ложь" | "いいえ" | "아니요" | "否" => {
            Some(false)
        }
        _ => None,
    }
}

/// The same where a sign or a letter may stand for the word.
#[must_use]
pub fn marked(text: &str) -> Option<bool> {
    match text.trim() {
        "x" | "X" | "y" | "Y" | "1" | "✓" | "✔" | "✔️" | "☑" | "☑️" | "✅" | "[x]" => {
            Some(true)
        }
        "n" | "N" | "0" | "-" | "☐" | "✗" | "❌" | "[ ]" => Some(false),
        word => ticked(word),
    }
}

#[cfg(test)]
mod tests {
    use super::{marked, ticked};

    #[test]
    fn boxes_are_ticked_in_any_language() {
        assert_eq!(
            (ticked("Yes"), ticked("Nein"), ticked("soon")),
            (Some(true), Some(false), None)
        );
        assert_eq!(
            (ticked("x"), marked("x"), marked("0")),
            (None, Some(true), Some(false))
        );
        assert_eq!((marked("WAHR"), marked("2026-01-02")), (Some(true), None));
    }
}
