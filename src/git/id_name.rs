//! Prefix and number of a story's file name in a tree object, read without allocating.

use crate::model::StoryId;

/// Returns what may be the prefix and the number of the id with which the name of a Markdown file starts; the prefix is
/// unchecked, and of an id that [`crate::store::id_in_name`] reads both are those of that id.
///
/// A history holds the same names thousands of times, so nothing is allocated here.
pub(super) fn parts_of_name(name: &[u8]) -> Option<(&str, u64)> {
    let name = name.strip_suffix(b".md")?;
    let dash = name.iter().position(|&byte| byte == b'-')?;
    let (prefix, rest) = (&name[..dash], &name[dash + 1..]);
    let mut number: u64 = 0;
    let mut digits = 0;
    for digit in rest.iter().take_while(|byte| byte.is_ascii_digit()) {
        number = number
            .checked_mul(10)?
            .checked_add(u64::from(digit - b'0'))?;
        digits += 1;
    }
    let ends = matches!(rest.get(digits), None | Some(b'-' | b'.' | b'_' | b' '));
    let is_one = ends && (1..=StoryId::LARGEST).contains(&number);
    let prefix = is_one.then(|| std::str::from_utf8(prefix).ok()).flatten()?;
    Some((prefix, number))
}

#[cfg(test)]
mod tests {
    use super::parts_of_name;
    use crate::model::StoryId;
    use crate::store::id_in_name;
    use proptest::prelude::proptest;

    #[test]
    fn only_markdown_and_only_numbers_that_ids_have() {
        assert_eq!(parts_of_name(b"us-012-pay.md"), Some(("us", 12)));
        for name in [
            "",
            ".md",
            "README.md",
            "US-12.txt",
            "US-0.md",
            "US-78364164096.md",
        ] {
            assert_eq!(parts_of_name(name.as_bytes()), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn it_reads_what_the_store_reads(name in "([A-Za-z0-9_]{0,3}-?[0-9]{0,12}[-._ a-z\u{e9}]{0,4})") {
            let name = format!("{name}.md");
            let id = parts_of_name(name.as_bytes()).and_then(|(prefix, number)| StoryId::new(prefix, number).ok());
            assert_eq!(id, id_in_name(&name));
        }
    }
}
