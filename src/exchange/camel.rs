//! Names that programs write in one word, as people write them.

/// `ValueArea` as `Value Area`; a name with spaces stays as it is.
#[must_use]
pub fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut low = false;
    for letter in name.chars() {
        if letter.is_uppercase() && low {
            out.push(' ');
        }
        low = letter.is_lowercase();
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::spaced;

    #[test]
    fn words_are_parted_where_they_begin() {
        for (name, words) in [
            ("ValueArea", "Value Area"),
            ("Value Area", "Value Area"),
            ("FormattedID", "Formatted ID"),
            ("c_Team", "c_Team"),
            ("", ""),
        ] {
            assert_eq!(spaced(name), words);
        }
    }
}
