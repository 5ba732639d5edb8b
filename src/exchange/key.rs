//! How keys of other tools are compared.

use crate::exchange::digits::{Comma, is_group, plain};

/// A key for comparing: lower case, and numbers without leading zeros, so that `BACK-007.02` is `back-7.2`.
#[must_use]
pub fn fold_key(key: &str) -> String {
    let key = key.trim().to_lowercase();
    let mut folded = String::with_capacity(key.len());
    let mut zeros = 0;
    let mut in_number = false;
    for c in key.chars() {
        if c == '0' && !in_number {
            zeros += 1;
            continue;
        }
        if c.is_ascii_digit() {
            in_number = true;
        } else {
            if zeros > 0 && !in_number {
                folded.push('0');
            }
            // Digits right after a letter belong to a word: only numbers that stand alone are padded.
            in_number = c.is_alphanumeric() || c == '_';
        }
        zeros = 0;
        folded.push(c);
    }
    if zeros > 0 && !in_number {
        folded.push('0');
    }
    folded
}

/// A key that is a whole number, without the marks that spreadsheets put into it: `1.0` and `1,235` are `1` and `1235`.
#[must_use]
pub fn whole_number(key: &str) -> Option<String> {
    let key = key.trim();
    let is_number = key.starts_with(|c: char| c.is_ascii_digit());
    // A lone point may part thousands or begin decimals.
    let may_be_either = |at: usize| !key.contains(',') && is_group(key, at);
    if !is_number || key.find('.').is_some_and(may_be_either) {
        return None;
    }
    let plain = plain(key, Comma::Thousands).ok()?;
    let (whole, decimals) = plain.split_once('.').unwrap_or((&plain, ""));
    let is_whole = whole.bytes().all(|byte| byte.is_ascii_digit());
    (is_whole && decimals.bytes().all(|byte| byte == b'0')).then(|| whole.to_owned())
}

/// Whether a spreadsheet wrote the number instead of the key, of which it kept the first digits only: `1.20123E+15`.
#[must_use]
pub fn is_rounded(key: &str) -> bool {
    let Some((digits, power)) = key.trim().split_once("E+") else {
        return false;
    };
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(power) && is_digits(&digits.replacen(['.', ','], "", 1))
}

/// What a key begins with that is a title.
const TITLE: &str = "title: ";

/// A title as a key, for tables whose rows name each other by title.
#[must_use]
pub fn title_key(title: &str) -> String {
    format!("{TITLE}{}", title.trim())
}

/// Whether a key is a title. Several items may have it, and then it names none of them.
#[must_use]
pub fn is_title_key(key: &str) -> bool {
    key.starts_with(TITLE)
}

/// What a key begins with that was made of a title, because there was none.
const MADE: &str = "title ";

/// A number for a title: the same where only blanks around it and the case of its letters differ.
#[must_use]
pub fn title_number(title: &str) -> u64 {
    number_of_text(&title.trim().to_ascii_lowercase())
}

/// A key for an item that has none where it comes from: by its title it is known when it comes again.
#[must_use]
pub fn made_key(title: &str) -> String {
    format!("{MADE}{:016x}", title_number(title))
}

/// Whether a key is what [`made_key`] makes.
#[must_use]
pub fn is_made_key(key: &str) -> bool {
    key.strip_prefix(MADE).is_some_and(|number| {
        number.len() == 16 && number.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

/// A number made of a text (FNV-1a), the same on every machine.
#[must_use]
pub fn number_of_text(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Where a file name says an id at its start, `back-24.02 - Title.md`, returns its prefix, number and what follows.
#[must_use]
pub fn leading_key(name: &str) -> Option<(&str, &str, &str)> {
    let letters = name
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|&end| end > 0 && name.as_bytes()[0].is_ascii_alphabetic())?;
    let rest = name[letters..].strip_prefix('-')?;
    let digits = rest
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(rest.len());
    let number = rest[..digits].trim_end_matches('.');
    let right = number
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    right.then(|| (&name[..letters], number, &rest[number.len()..]))
}

#[cfg(test)]
mod tests {
    use super::{
        fold_key, is_made_key, is_rounded, leading_key, made_key, number_of_text, title_key,
        whole_number,
    };

    #[test]
    fn spreadsheets_write_whole_numbers_in_many_ways() {
        for (key, whole) in [
            ("1", "1"),
            ("1.0", "1"),
            (" 1235.00", "1235"),
            ("1,235", "1235"),
            ("1,235.0", "1235"),
            ("1,234,567", "1234567"),
        ] {
            assert_eq!(whole_number(key).as_deref(), Some(whole), "{key}");
        }
        for key in [
            "", "1.1", "1.10", "1.000", "1.235", "1,5", "A-1", "1.0.0", "-1", "1.0a",
        ] {
            assert_eq!(whole_number(key), None, "{key}");
        }
        assert!(is_rounded("1.20123E+15") && is_rounded("1,00E+05") && is_rounded("1E+15"));
        assert!(!is_rounded("E+1") && !is_rounded("1.2.3E+4") && !is_rounded("PRE+5"));
    }

    #[test]
    fn padding_and_case_do_not_count() {
        assert_eq!(fold_key("BACK-007.02"), fold_key("back-7.2"));
        assert_eq!(fold_key("TASK-10"), "task-10");
        assert_eq!(fold_key("TASK-0"), "task-0");
        assert_eq!(fold_key("T-00.0"), "t-0.0");
        assert_ne!(fold_key("m0-1"), fold_key("m-1"));
        assert_ne!(fold_key("a01-1"), fold_key("a1-1"));
        assert_eq!(fold_key("x-100"), "x-100");
        assert_eq!(fold_key(" 007 "), "7");
    }

    #[test]
    fn a_text_has_one_number() {
        assert_eq!(number_of_text(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(number_of_text("a"), 0xaf63_dc4c_8601_ec8c);
    }

    #[test]
    fn a_title_makes_one_key() {
        let key = made_key("Pay by card");
        assert_eq!(key, made_key(" pay BY card\n"));
        assert_ne!(key, made_key("Pay by card "[..7].trim()));
        assert!(is_made_key(&key));
        assert!(!is_made_key("title 7") && !is_made_key(&title_key("0123456789abcdef")));
    }

    #[test]
    fn a_file_name_says_its_key() {
        assert_eq!(
            leading_key("back-24.02 - A title.md"),
            Some(("back", "24.02", " - A title.md"))
        );
        assert_eq!(leading_key("task-1.md"), Some(("task", "1", ".md")));
        assert_eq!(leading_key("readme.md"), None);
        assert_eq!(leading_key("1-2.md"), None);
        assert_eq!(leading_key("a-b.md"), None);
        assert_eq!(leading_key("a-1..2.md"), None);
    }
}
