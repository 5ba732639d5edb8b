//! The part of a file name that says what a story is about.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest slug, in bytes.
const LONGEST: usize = 60;

/// Names that Windows keeps for devices, with any extension.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin", "conout"];

/// Returns the slug of a title: lower case, NFC, letters and digits of any script with `-` between words, at most 60 bytes cut at a word.
///
/// Empty where the title has no letter or digit, or is the name of a Windows device.
#[must_use]
pub fn slug(title: &str) -> String {
    let mut slug = String::new();
    let mut parted = false;
    let joined = title.chars().filter(|c| !is_joiner(*c));
    for c in joined.flat_map(char::to_lowercase).nfc() {
        if c.is_alphanumeric() && !is_filler(c) {
            if parted && !slug.is_empty() {
                slug.push('-');
            }
            parted = false;
            slug.push(c);
        } else if is_mark(c) && !parted && !slug.is_empty() {
            slug.push(c);
        } else {
            parted = true;
        }
        // Enough to know where to cut; a mark may still follow.
        if slug.len() > 2 * LONGEST {
            break;
        }
    }
    let slug = cut(&slug);
    if is_device(slug) {
        return String::new();
    }
    slug.to_owned()
}

/// The longest start of `slug` that fits: whole words, or of one long word whole letters.
fn cut(slug: &str) -> &str {
    if slug.len() <= LONGEST {
        return slug;
    }
    let word_end = slug
        .char_indices()
        .rfind(|(at, c)| *c == '-' && *at <= LONGEST);
    if let Some((at, _)) = word_end {
        return &slug[..at];
    }
    let letters = slug
        .char_indices()
        .rfind(|(at, c)| *at <= LONGEST && !is_mark(*c));
    &slug[..letters.map_or(0, |(at, _)| at)]
}

/// What joins the letters on both sides. Without it they may be marks in another order, or one letter.
fn is_joiner(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{200c}' | '\u{200d}')
}

/// A mark that changes how the letter before it looks.
fn is_mark(c: char) -> bool {
    is_combining_mark(c)
        && !matches!(c, '\u{34f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Letters to Unicode that show nothing.
fn is_filler(c: char) -> bool {
    matches!(c, '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

fn is_device(slug: &str) -> bool {
    let numbered = |name: &str| {
        slug.strip_prefix(name).is_some_and(|number| {
            matches!(number, "\u{b9}" | "\u{b2}" | "\u{b3}")
                || number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit())
        })
    };
    DEVICES.contains(&slug) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::slug;

    #[test]
    fn keeps_letters_of_any_script() {
        assert_eq!(slug("Pay with a saved card!"), "pay-with-a-saved-card");
        assert_eq!(
            slug("Don\u{2019}t  lose: 1/2 of U.S. data"),
            "dont-lose-1-2-of-u-s-data"
        );
        assert_eq!(
            slug("\u{c9}te\u{301} \u{2013} \u{65e5}\u{672c}"),
            "\u{e9}t\u{e9}-\u{65e5}\u{672c}"
        );
        assert_eq!(
            slug("\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}"),
            "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940}"
        );
        assert_eq!(slug("\u{1f680}\u{fe0f} ../..\\"), "");
        assert_eq!(
            slug("0\u{11370}'\u{a3c}"),
            "0\u{a3c}\u{11370}",
            "in NFC without the apostrophe, too"
        );
    }

    #[test]
    fn is_never_a_device() {
        for title in ["CON", "nul", "Com1", "lpt\u{b9}", "aux."] {
            assert_eq!(slug(title), "", "{title}");
        }
        assert_eq!(slug("con artist"), "con-artist");
    }

    #[test]
    fn is_cut_at_a_word() {
        assert_eq!(
            slug(&"word ".repeat(60)),
            "word-word-word-word-word-word-word-word-word-word-word-word"
        );
        assert_eq!(slug(&"\u{65e5}".repeat(300)).len(), 60);
        assert_eq!(
            slug(&format!("{}\u{323}\u{307}", "x".repeat(59))),
            "x".repeat(58)
        );
    }

    proptest! {
        #[test]
        fn is_safe_and_stable(title in any::<String>()) {
            let slug_of_title = slug(&title);
            prop_assert!(slug_of_title.len() <= 60);
            prop_assert!(!slug_of_title.starts_with('-') && !slug_of_title.ends_with('-'));
            prop_assert!(!slug_of_title.contains("--"));
            prop_assert!(slug_of_title.chars().all(|c| c == '-' || !c.is_ascii() || c.is_ascii_lowercase() || c.is_ascii_digit()));
            prop_assert_eq!(slug(&slug_of_title), slug_of_title);
        }
    }
}
