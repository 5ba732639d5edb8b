//! Jira's CSV, all fields or the current ones.

use crate::exchange::assembly::{Sheet, Take};
use crate::exchange::jira::headers::take;
use crate::exchange::jira::wiki::markdown;

/// How Jira writes tables.
pub const SHEET: Sheet = Sheet {
    system: "jira",
    takes: |headers| {
        headers
            .iter()
            .map(|header| take(header))
            .collect::<Vec<Take>>()
    },
    markdown,
    comment,
    last: |_, _| (),
    keys_are_unique: true,
};

/// `22/Aug/25 9:18 AM;account;text`, where the text may hold semicolons; anything else is text alone.
fn comment(cell: &str) -> (Option<&str>, &str) {
    let parts = cell
        .split_once(';')
        .and_then(|(when, rest)| Some((when, rest.split_once(';')?.1)));
    match parts {
        Some((when, text))
            if when.len() <= 40
                && when.starts_with(|c: char| c.is_alphanumeric())
                && when.contains(|c: char| c.is_ascii_digit()) =>
        {
            (Some(when), text)
        }
        _ => (None, cell),
    }
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn a_comment_has_a_date_an_account_and_a_text() {
        assert_eq!(
            comment("22/Aug/25 9:18 AM;5f;a; b"),
            (Some("22/Aug/25 9:18 AM"), "a; b")
        );
        assert_eq!(comment("no; date; here"), (None, "no; date; here"));
        assert_eq!(comment("text"), (None, "text"));
    }
}
