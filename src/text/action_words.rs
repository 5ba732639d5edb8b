//! The words of a want and what each can be in its sentence, as far as its form tells.

use std::ops::Range;

use super::verbs::{is_adjective, verb_share};

/// A word of a want.
#[derive(Debug)]
pub(crate) struct Word<'a> {
    /// In lower case.
    pub(crate) text: &'a str,
    /// Its bytes.
    pub(crate) range: Range<usize>,
    /// What parts it from the word before it.
    pub(crate) gap: Gap,
    /// Its part in the sentence.
    pub(crate) class: Class,
}

/// What stands between two words, the strongest of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// White space, a bracket.
    Space,
    /// A slash.
    Slash,
    /// A comma or semicolon.
    Comma,
    /// A colon or a dash: what follows explains.
    Break,
}

/// What a word can be: the closed classes by name, all others open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// `the`, `my`, `all`, numbers: an object begins.
    Determiner,
    /// `it`, `them`: an object.
    Object,
    /// `I`, `they`: a clause begins.
    Subject,
    /// `of`, `with`, `up`.
    Preposition,
    /// `that`, `which`, `when`, `how`: a clause begins.
    Subordinator,
    /// `can`, `must`: a base form follows.
    Modal,
    /// `be`.
    Be,
    /// `is`, `has`: a finite verb that no base form follows.
    Finite,
    /// `to`.
    To,
    /// `and`, `or`, `then`.
    Coordinator,
    /// `also`, `easily`.
    Adverb,
    /// Words in quotation marks or code: a name.
    Name,
    /// Any other word.
    Open,
}

/// The longest want that is read, in words: bounds for hostile text.
const MOST_WORDS: usize = 512;

/// The longest name in quotation marks, in bytes.
const LONGEST_NAME: usize = 200;

/// Returns the words of `lower`, a want in lower case; what stands in brackets is left out.
pub(crate) fn words(lower: &str) -> Vec<Word<'_>> {
    let bytes = lower.as_bytes();
    let mut words = Vec::new();
    let mut gap = Gap::Space;
    let mut depth = 0_usize;
    let mut at = 0;
    while at < bytes.len() && words.len() < MOST_WORDS {
        let start = at;
        if is_word(bytes, at) {
            while at < bytes.len() {
                if is_word(bytes, at) {
                    at += 1;
                } else if let Some(length) = inside(bytes, at) {
                    at += length;
                } else {
                    break;
                }
            }
            if depth == 0 {
                let text = &lower[start..at];
                words.push(Word {
                    text,
                    range: start..at,
                    gap,
                    class: class(text),
                });
                gap = Gap::Space;
            }
            continue;
        }
        at += 1;
        match bytes[start] {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            b'"' | b'`' => at = name(lower, start, &mut words, &mut gap),
            b',' | b';' => gap = gap.max(Gap::Comma),
            b'/' => gap = gap.max(Gap::Slash),
            b':' => gap = Gap::Break,
            b'-' if matches!(bytes.get(at), Some(b' ' | b'-')) => gap = Gap::Break,
            // Curly quotes and dashes: E2 80 and one more.
            0xe2 => match bytes.get(at + 1) {
                Some(0x9c) => at = name(lower, start, &mut words, &mut gap),
                Some(0x93 | 0x94) => gap = Gap::Break,
                _ => {}
            },
            b'&' => {
                words.push(Word {
                    text: "and",
                    range: start..at,
                    gap,
                    class: Class::Coordinator,
                });
                gap = Gap::Space;
            }
            b'.' | b'!' | b'?' if bytes.get(at).is_some_and(u8::is_ascii_whitespace) => {
                gap = Gap::Break;
            }
            _ => {}
        }
    }
    words
}

/// Puts what is quoted from `start` on as one name; returns where it ends. A lone mark is left out.
fn name<'a>(lower: &'a str, start: usize, words: &mut Vec<Word<'a>>, gap: &mut Gap) -> usize {
    let bytes = lower.as_bytes();
    let (mark, close): (usize, &[u8]) = match bytes[start] {
        b'"' => (1, b"\""),
        b'`' => (1, b"`"),
        _ => (3, "\u{201d}".as_bytes()),
    };
    let inner = &bytes[start + mark..bytes.len().min(start + mark + LONGEST_NAME)];
    let Some(length) = inner.windows(mark).position(|bytes| bytes == close) else {
        return start + mark;
    };
    let end = start + mark + length + mark;
    words.push(Word {
        text: &lower[start..end],
        range: start..end,
        gap: *gap,
        class: Class::Name,
    });
    *gap = Gap::Space;
    end
}

/// Whether a letter or digit stands at `at`; every byte beyond ASCII is one, but for those of curly quotes and dashes.
fn is_word(bytes: &[u8], at: usize) -> bool {
    if bytes[at].is_ascii() {
        return bytes[at].is_ascii_alphanumeric();
    }
    // U+2000 to U+203F are three bytes, E2 80 and one more; E2 only ever leads.
    !(0..3).any(|back| {
        let lead = at.checked_sub(back);
        lead.is_some_and(|lead| bytes[lead] == 0xe2 && bytes.get(lead + 1) == Some(&0x80))
    })
}

/// The length of the mark at `at` that stands inside of a word: `re-estimate`, `user's`, `cloud.gov`.
fn inside(bytes: &[u8], at: usize) -> Option<usize> {
    let length = match bytes[at] {
        b'-' | b'\'' | b'.' | b'_' | b'@' | b'+' => 1,
        0xe2 if bytes[at..].starts_with("\u{2019}".as_bytes()) => 3,
        _ => return None,
    };
    let next = bytes.get(at + length)?;
    next.is_ascii_alphanumeric().then_some(length)
}

/// Whether a word is an adverb by its ending: `easily`, neither `reply` nor `weekly`.
fn is_adverb(word: &str) -> bool {
    let is_time = matches!(
        word,
        "hourly" | "nightly" | "weekly" | "monthly" | "quarterly" | "yearly"
    );
    let ends = word.len() > 4 && word.ends_with("ly") && !is_time;
    ends && verb_share(word).is_none() && !is_adjective(word)
}

/// The class of a word by itself.
fn class(word: &str) -> Class {
    match word {
        "a" | "an" | "the" | "this" | "these" | "those" | "my" | "our" | "their" | "his"
        | "its" | "your" | "all" | "any" | "each" | "every" | "both" | "some" | "no"
        | "another" | "several" | "her" | "multiple" | "many" | "more" => Class::Determiner,
        "it" | "them" | "him" | "me" | "us" | "myself" | "themselves" | "itself" | "ourselves"
        | "everything" | "anything" | "something" | "others" => Class::Object,
        "i" | "we" | "they" | "he" | "she" | "you" | "i'm" | "i've" | "i'd" | "they're"
        | "they've" | "we're" | "we've" => Class::Subject,
        "of" | "in" | "on" | "at" | "for" | "from" | "with" | "without" | "within" | "into"
        | "onto" | "by" | "via" | "about" | "across" | "between" | "among" | "through"
        | "during" | "per" | "under" | "over" | "up" | "out" | "off" | "down" | "back" | "away"
        | "around" | "along" | "together" | "against" | "upon" | "using" | "including"
        | "based" | "such" | "like" | "than" | "towards" | "toward" | "near" | "beyond"
        | "behind" | "above" | "below" | "inside" | "outside" | "except" | "despite"
        | "alongside" | "amongst" | "beside" | "besides" | "past" | "forward" | "forwards"
        | "according" | "due" | "prior" | "regarding" | "concerning" | "throughout" | "as" => {
            Class::Preposition
        }
        "that" | "which" | "who" | "whom" | "whose" | "what" | "when" | "where" | "why" | "how"
        | "whether" | "if" | "until" | "till" | "because" | "while" | "whilst" | "unless"
        | "although" | "though" | "since" | "once" | "after" | "before" | "whenever"
        | "wherever" | "whatever" | "whichever" | "so" => Class::Subordinator,
        "can" | "could" | "will" | "would" | "may" | "might" | "must" | "should" | "shall"
        | "cannot" | "can't" | "won't" | "shouldn't" | "don't" => Class::Modal,
        "be" => Class::Be,
        "is" | "are" | "was" | "were" | "has" | "had" | "does" | "did" | "been" | "being"
        | "isn't" | "aren't" | "am" => Class::Finite,
        "to" => Class::To,
        "and" | "or" | "then" | "plus" | "but" | "nor" => Class::Coordinator,
        "not" | "also" | "only" | "just" | "even" | "still" | "again" | "later" | "now"
        | "first" | "never" | "always" | "perhaps" | "maybe" | "either" | "instead"
        | "afterwards" | "otherwise" | "subsequently" | "too" | "yet" | "else" => Class::Adverb,
        _ if is_adverb(word) => Class::Adverb,
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => Class::Determiner,
        _ => Class::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::{Class, Gap, words};

    #[test]
    fn parts_words_and_what_stands_between() {
        let text = "view/edit \"a and b\", then (or not) re-do it. more";
        let read: Vec<_> = words(text)
            .iter()
            .map(|w| (w.text, w.gap, w.class))
            .collect();
        assert_eq!(
            read,
            [
                ("view", Gap::Space, Class::Open),
                ("edit", Gap::Slash, Class::Open),
                ("\"a and b\"", Gap::Space, Class::Name),
                ("then", Gap::Comma, Class::Coordinator),
                ("re-do", Gap::Space, Class::Open),
                ("it", Gap::Space, Class::Object),
                ("more", Gap::Break, Class::Determiner),
            ]
        );
    }

    #[test]
    fn letters_beyond_ascii_make_words() {
        let read: Vec<_> = words("user\u{2019}s \u{201c}ça\u{201d} – été")
            .iter()
            .map(|w| w.text)
            .collect();
        assert_eq!(read, ["user\u{2019}s", "\u{201c}ça\u{201d}", "été"]);
    }
}
