//! What a file's name says about what it holds.

use memchr::{memchr, memrchr2};

use crate::model::StoryId;

/// Returns the id that a story file's name begins with: `US-12` for `stories/US-12-pay-with-a-card.md`.
#[must_use]
pub fn id_in_name(path: &str) -> Option<StoryId> {
    let (prefix, number) = parts_of_id(path)?;
    StoryId::new(prefix, number).ok()
}

/// Returns the number of the id that a story file's name begins with, where that id has that prefix. Nothing is
/// allocated to tell.
#[must_use]
pub fn number_in_name(path: &str, prefix: &str) -> Option<u64> {
    let (own, number) = parts_of_id(path)?;
    let is_id = own.eq_ignore_ascii_case(prefix) && (1..=StoryId::LARGEST).contains(&number);
    is_id.then_some(number)
}

/// What may be prefix and number of the id that a file's name begins with.
fn parts_of_id(path: &str) -> Option<(&str, u64)> {
    let name = stem(path);
    let (prefix, rest) = name.split_at_checked(memchr(b'-', name.as_bytes())?)?;
    let rest = &rest[1..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(
        rest.as_bytes().get(digits),
        None | Some(b'-' | b'.' | b'_' | b' ')
    ) {
        return None;
    }
    Some((prefix, rest[..digits].parse().ok()?))
}

/// Returns the name of a file without folder and `.md`.
#[must_use]
pub fn stem(path: &str) -> &str {
    let start = memrchr2(b'/', b'\\', path.as_bytes());
    let name = start.map_or(path, |at| &path[at + 1..]);
    name.strip_suffix(".md").unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{id_in_name, number_in_name, stem};

    #[test]
    fn the_id_stands_first() {
        let id = |path| id_in_name(path).map(|id| id.to_string());
        assert_eq!(id("stories/a/us-012-pay.md").as_deref(), Some("US-12"));
        assert_eq!(id("US-5.md").as_deref(), Some("US-5"));
        for path in [
            "stories/pay.md",
            "US-.md",
            "US-1a.md",
            "-3.md",
            "",
            "US-99999999999999999999.md",
            "é-1.md",
        ] {
            assert_eq!(id(path), None, "{path}");
        }
    }

    #[test]
    fn a_number_counts_under_its_prefix_only() {
        assert_eq!(number_in_name("stories/us-012-pay.md", "US"), Some(12));
        assert_eq!(number_in_name("US-5.MD", "US"), Some(5));
        assert_eq!(number_in_name("US-12.md", "PAY"), None);
        assert_eq!(number_in_name("US-0.md", "US"), None);
        assert_eq!(number_in_name("US-78364164096.md", "US"), None);
    }

    #[test]
    fn the_stem_is_the_name() {
        assert_eq!(stem("releases/1.2.md"), "1.2");
    }
}
