//! Prefix and number of a story's file name in a tree object, read without allocating.

use crate::model::StoryId;

/// Returns what may be the prefix and the number of the id with which the name of a Markdown file starts; the prefix is
/// unchecked, and of an id that [`crate::store::id_in_name`] reads both are those of that id.
///
/// A history holds the same names thousands of times, so nothing is allocated here.
pub(super) fn parts_of_name(name: &str) -> Option<(&str, u64)> {
    let (prefix, rest) = name.strip_suffix(".md")?.split_once('-')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(
        rest.as_bytes().get(digits),
        None | Some(b'-' | b'.' | b'_' | b' ')
    ) {
        return None;
    }
    let number = rest[..digits].parse().ok()?;
    (1..=StoryId::LARGEST)
        .contains(&number)
        .then_some((prefix, number))
}

#[cfg(test)]
mod tests {
    use super::parts_of_name;
    use crate::model::StoryId;
    use crate::store::id_in_name;
    use proptest::prelude::proptest;

    #[test]
    fn only_markdown_and_only_numbers_that_ids_have() {
        assert_eq!(parts_of_name("us-012-pay.md"), Some(("us", 12)));
        for name in [
            "",
            ".md",
            "README.md",
            "US-12.txt",
            "US-0.md",
            "US-78364164096.md",
        ] {
            assert_eq!(parts_of_name(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn it_reads_what_the_store_reads(name in "([A-Za-z0-9_]{0,3}-?[0-9]{0,12}[-._ a-z\u{e9}]{0,4})") {
            let name = format!("{name}.md");
            let id = parts_of_name(&name).and_then(|(prefix, number)| StoryId::new(prefix, number).ok());
            assert_eq!(id, id_in_name(&name));
        }
    }
}
