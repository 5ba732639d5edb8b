//! Which story id a file name says: `US-12-pay-with-a-saved-card.md` says US-12.

use crate::model::StoryId;

/// Returns the id with which the name of a Markdown file starts, whatever follows the number.
///
/// `name` may carry folders before it, parted by `/`. Letters may have any case: some file systems do not tell.
#[must_use]
pub fn id_of_name(name: &str) -> Option<StoryId> {
    let (prefix, number) = parts_of_name(name.rsplit('/').next()?)?;
    StoryId::new(prefix, number).ok()
}

/// Returns what may be the prefix and the number of an id in a file name without folders; the prefix is unchecked.
/// It allocates nothing: a history holds the same names thousands of times.
pub(super) fn parts_of_name(name: &str) -> Option<(&str, u64)> {
    let stem_end = name.len().checked_sub(3)?;
    if !name
        .get(stem_end..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".md"))
    {
        return None;
    }
    let (prefix, rest) = name[..stem_end].split_once('-')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, slug) = rest.split_at(digits);
    if slug.starts_with(char::is_alphanumeric) {
        return None;
    }
    let number = number.parse().ok()?;
    (1..=StoryId::LARGEST)
        .contains(&number)
        .then_some((prefix, number))
}

#[cfg(test)]
mod tests {
    use super::id_of_name;

    #[test]
    fn the_name_starts_with_the_id() {
        let says = |name: &str| id_of_name(name).map(|id| id.to_string());
        for name in [
            "US-12-pay.md",
            "US-12.md",
            "us-012 pay.MD",
            "stories/old/US-12_pay.md",
            "US-12-支払い.md",
        ] {
            assert_eq!(says(name).as_deref(), Some("US-12"), "{name}");
        }
    }

    #[test]
    fn other_names_say_none() {
        for name in [
            "",
            "md",
            ".md",
            "é.md",
            "README.md",
            "US-12-pay.txt",
            "US-12pay.md",
            "US-.md",
            "US-0.md",
            "US-99999999999999999999999.md",
            "1-2.md",
            "US-12.md/other",
        ] {
            assert_eq!(id_of_name(name), None, "{name}");
        }
    }
}
