//! Which story id a file name says: `US-12-pay-with-a-saved-card.md` says US-12.

use crate::model::StoryId;

/// Returns the id with which the name of a Markdown file starts, whatever follows the number.
///
/// `name` may carry folders before it, parted by `/`. Letters may have any case: some file systems do not tell.
#[must_use]
pub fn id_of_name(name: &str) -> Option<StoryId> {
    let name = name.rsplit('/').next()?;
    let stem_end = name.len().checked_sub(3)?;
    if !name
        .get(stem_end..)
        .is_some_and(|end| end.eq_ignore_ascii_case(".md"))
    {
        return None;
    }
    let stem = &name[..stem_end];
    let (prefix, rest) = stem.split_once('-')?;
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, slug) = rest.split_at(digits);
    if slug.starts_with(char::is_alphanumeric) {
        return None;
    }
    StoryId::new(prefix, number.parse().ok()?).ok()
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
