//! Splits text into words whose case, spacing and punctuation no longer matter.

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Signs that change what a text says, wherever they stand: `$5` is not `€5`.
const SIGNS: [char; 9] = [
    '%', '$', '\u{20ac}', '\u{a3}', '\u{a5}', '\u{2264}', '\u{2265}', '\u{2260}', '\u{b1}',
];

/// Which bytes of ASCII words are made of.
const IS_WORD: [bool; 256] = {
    let mut is_word = [false; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        is_word[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    is_word
};

/// Hands over the words of `text` in lower case and NFC. Punctuation, markup and spaces part words and are left out, except for
/// the signs that make another word or number: `c++`, `c#`, `-1`, `<`, `%`.
pub(super) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let folded = fold(text);
    let text: &str = &folded;
    let is_ascii = text.is_ascii();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        let mut length = match is_ascii {
            true => run(&bytes[at..], |&byte| IS_WORD[usize::from(byte)]),
            false => text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at),
        };
        if length > 0 {
            // "C++", "C#": the sign belongs to the name.
            if matches!(bytes.get(at + length), Some(b'+' | b'#')) {
                for sign in [b'+', b'#'] {
                    length += run(&bytes[at + length..], |&byte| byte == sign);
                }
            }
            take(&text[at..at + length]);
        } else {
            length = match is_ascii {
                true => run(&bytes[at..], |&byte| !IS_WORD[usize::from(byte)]),
                false => text[at..].find(is_word).unwrap_or(text.len() - at),
            };
            if (at..at + length).any(|at| may_count(bytes, at)) {
                each_sign(text, at..at + length, &mut take);
            }
        }
        at += length;
    }
}

/// How many bytes in a row, from the first one on, are so.
fn run(bytes: &[u8], is_so: impl Fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| is_so(byte)).count()
}

/// Whether a byte between words may belong to a sign that counts.
fn may_count(text: &[u8], at: usize) -> bool {
    match text[at] {
        // The sign of a number; most others are hyphens.
        b'-' => text.get(at + 1).is_some_and(u8::is_ascii_digit),
        byte => !byte.is_ascii() || matches!(byte, b'<' | b'>' | b'=' | b'%' | b'$'),
    }
}

/// Hands over the signs that count among those between two words.
fn each_sign(text: &str, gap: Range<usize>, take: &mut impl FnMut(&str)) {
    for (offset, c) in text[gap.clone()].char_indices() {
        let (start, end) = (gap.start + offset, gap.start + offset + c.len_utf8());
        let rest = &text[end..];
        let before_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let counts = match c {
            // Not the sign of a quote, which begins a line.
            '<' | '>' | '=' => {
                before_number(rest.trim_start_matches(['=', ' '])) && !text[..start].ends_with('\n')
            }
            '-' => before_number(rest) && text[..start].ends_with([' ', '(', '\n']),
            _ => SIGNS.contains(&c),
        };
        if counts {
            take(&text[start..end]);
        }
    }
}

/// Returns a text that two texts share exactly when they are the same but for case, spacing and punctuation; empty where there is
/// no word.
#[must_use]
pub fn same_words_key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    each_word(text, |word| {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(word);
    });
    key
}

fn fold(text: &str) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Owned(text.nfc().flat_map(char::to_lowercase).nfc().collect());
    }
    // Looking at all of them is faster than stopping at the first.
    if text.bytes().filter(u8::is_ascii_uppercase).count() > 0 {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Borrowed(text)
}

/// Letters and digits of any script with their marks: in some scripts a vowel is a mark.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::same_words_key;

    #[test]
    fn case_space_punctuation_and_markup_do_not_matter() {
        let key = "as a guest i want to pay by card e g so that it s done";
        for text in [
            "As a guest, I want to pay by card (e.g.), so that it's done.",
            "as a  guest I want\nto pay by card \u{2013} e.g. \u{2013} so that it\u{2019}s done",
            "> **As a** guest\n> **I want** to *pay* by `card` e.g.\n> so that it's done!",
        ] {
            assert_eq!(same_words_key(text), key, "{text}");
        }
        assert_eq!(
            same_words_key("E\u{301}T\u{c9}"),
            same_words_key("\u{e9}t\u{e9}")
        );
        assert_eq!(same_words_key(" \u{2026} -- !"), "");
    }

    #[test]
    fn signs_that_make_another_name_or_number_do_matter() {
        for [a, b] in [
            ["export to C", "export to C++"],
            ["export to C", "export to C#"],
            ["pay $5", "pay \u{20ac}5"],
            ["more than 5", "more than 5%"],
            ["if it is < 5", "if it is > 5"],
            ["down to -1", "down to 1"],
            ["version 1.2", "version 12"],
            ["\u{915}\u{93f}", "\u{915}\u{940}"],
        ] {
            assert_ne!(same_words_key(a), same_words_key(b));
        }
        assert_eq!(
            same_words_key("a->b, #12, x = y, 2020-10"),
            "a b 12 x y 2020 10"
        );
    }

    proptest! {
        #[test]
        fn stands_any_text_in_any_case_and_spacing(text in any::<String>(), signs in "[a<>=+#%$ 1\n-]{0,20}") {
            for text in [text, signs] {
                let shouted = text.to_ascii_uppercase().replace(' ', "  ");
                prop_assert_eq!(same_words_key(&text), same_words_key(&shouted));
            }
        }
    }
}
