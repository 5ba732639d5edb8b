//! Words and sentences in plain prose: where a phrase stands, where a sentence ends.

use unicode_normalization::char::decompose_canonical;

use super::story_languages::Phrase;
use super::story_phrases::ABBREVIATIONS;
use super::words::one_line;

/// Where `words` (lower case, ending with a space) stand in `text` as words of their own: their first byte and the one after them.
pub(crate) fn find_phrase(text: &str, words: &str) -> Option<(usize, usize)> {
    find_phrase_from(text, 0, words)
}

/// The same from the byte at `from` on.
pub(crate) fn find_phrase_from(text: &str, from: usize, words: &str) -> Option<(usize, usize)> {
    // In plain letters only the places of the first one are looked at.
    let first = words.chars().find_map(folded).unwrap_or(' ');
    if text.is_ascii() && first.is_ascii_alphabetic() {
        let (bytes, first) = (text.as_bytes(), first as u8);
        return (from..bytes.len())
            .filter(|at| bytes[*at].eq_ignore_ascii_case(&first))
            .filter(|at| *at == 0 || !bytes[at - 1].is_ascii_alphanumeric())
            .find_map(|at| Some((at, at + after_phrase(&text[at..], words)?)));
    }
    let mut last = text[..from].chars().next_back();
    for (at, c) in text[from..].char_indices() {
        let begins = !last.is_some_and(char::is_alphanumeric);
        last = Some(c);
        if begins && let Some(length) = after_phrase(&text[from + at..], words) {
            return Some((from + at, from + at + length));
        }
    }
    None
}

/// The length of `words` at the start of `text`, if they stand there: whatever the case and accents, a straight or a curly apostrophe,
/// any white space or a comma for a space.
#[inline]
pub(crate) fn after_phrase(text: &str, words: &str) -> Option<usize> {
    // Most texts differ in the first letter, and this is asked at every word.
    if let (Some(own), Some(wanted)) = (text.as_bytes().first(), words.as_bytes().first())
        && own.is_ascii()
        && wanted.is_ascii_alphabetic()
        && own.to_ascii_lowercase() != *wanted
    {
        return None;
    }
    after_whole_phrase(text, words)
}

fn after_whole_phrase(text: &str, words: &str) -> Option<usize> {
    let own = text.as_bytes();
    let mut at = 0;
    for wanted in words.bytes() {
        let next = own.get(at).copied().unwrap_or_default();
        // An accent that stands alone may follow, and what is no plain letter compares with other letters.
        if !wanted.is_ascii() || !next.is_ascii() {
            return after_folded(text, words);
        }
        at += 1;
        if wanted != b' ' {
            if next.to_ascii_lowercase() != wanted {
                return None;
            }
        } else if next == b',' {
            match own.get(at) {
                Some(b'\t'..=b'\r' | b' ') => at += 1,
                Some(other) if !other.is_ascii() => return after_folded(text, words),
                _ => {}
            }
        } else if !matches!(next, b'\t'..=b'\r' | b' ') {
            return None;
        }
    }
    Some(at)
}

/// The same for any letters.
fn after_folded(text: &str, words: &str) -> Option<usize> {
    // An accent begins no word. Looking behind it at each of a million accents would take hours.
    if text.chars().next().is_some_and(|c| folded(c).is_none()) {
        return None;
    }
    let mut own = text.char_indices().peekable();
    for next in words.chars().filter_map(folded) {
        while own.next_if(|(_, c)| folded(*c).is_none()).is_some() {}
        if next == ' ' {
            let comma = own.next_if(|(_, c)| *c == ',').is_some();
            let space = own.next_if(|(_, c)| c.is_whitespace()).is_some();
            if !comma && !space {
                return None;
            }
        } else if own.next_if(|(_, c)| folded(*c) == Some(next)).is_none() {
            return None;
        }
    }
    Some(own.peek().map_or(text.len(), |(at, _)| *at))
}

/// A letter as it is compared; none for an accent that stands alone.
pub(crate) fn folded(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    match c {
        '\u{300}'..='\u{36f}' => None,
        '\u{2018}' | '\u{2019}' | '\u{2bc}' => Some('\''),
        '\u{141}' | '\u{142}' => Some('l'),
        c if c.is_whitespace() => Some(' '),
        c => {
            let mut base = c;
            let mut is_first = true;
            decompose_canonical(c, |part| {
                if is_first {
                    base = part;
                    is_first = false;
                }
            });
            base.to_lowercase().next()
        }
    }
}

/// Whether `text` begins with `words` (lower case), in whatever case.
pub(crate) fn starts_ignoring_case(text: &str, words: &str) -> bool {
    after_phrase(text, words).is_some()
}

/// The length of the first of `starts` that `text` begins with.
pub(crate) fn after_any(text: &str, starts: &[&str]) -> Option<usize> {
    starts.iter().find_map(|start| after_phrase(text, start))
}

/// The end of the sentence that goes on at `from`; a sentence that gives the reason still belongs to it.
pub(crate) fn sentence_end(text: &str, from: usize, reasons: &[Phrase]) -> usize {
    let mut at = from;
    while let Some(end) = next_stop(text, at) {
        let next = skip_spaces(text, end);
        let goes_on = reasons
            .iter()
            .any(|phrase| phrase.rank < 3 && starts_ignoring_case(&text[next..], phrase.words));
        if !goes_on {
            return end;
        }
        at = end;
    }
    text.len()
}

/// Returns the end of the sentence that the byte at `from` stands in, if the text has a full stop and the like from there on.
///
/// The stops of abbreviations, numbers, addresses and ellipses end none, nor does one before a small letter.
#[must_use]
pub fn next_sentence_end(text: &str, from: usize) -> Option<usize> {
    next_stop(text, floor(text, from))
}

/// The end of the sentence that `from` stands in, without white space, if another sentence follows or the text ends with a stop.
///
/// The stops of abbreviations, numbers, addresses and ellipses end none, nor does one before a small letter.
pub(crate) fn next_stop(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let is_stop = matches!(bytes[at], b'.' | b'!' | b'?');
        at += 1;
        if !is_stop || at >= from + 2 && bytes[at - 2] == b'.' {
            continue;
        }
        let closers = text[at..].len()
            - text[at..]
                .trim_start_matches(['"', ')', ']', '\'', '\u{201d}', '\u{2019}', '*', '_'])
                .len();
        let end = at + closers;
        if !text[end..].chars().next().is_none_or(char::is_whitespace)
            || is_abbreviation(&text[from..at])
        {
            continue;
        }
        let next = skip_spaces(text, end);
        if text[next..].starts_with(|c: char| c.is_lowercase()) {
            continue;
        }
        return Some(end);
    }
    None
}

/// Whether `text` ends with a word whose full stop ends no sentence.
pub(crate) fn is_abbreviation(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ','))
        .next()
        .unwrap_or_default();
    ABBREVIATIONS
        .iter()
        .any(|short| word.eq_ignore_ascii_case(short))
}

/// Words on one line, without punctuation that joins them to what was around them.
pub(crate) fn tidy(text: &str) -> String {
    const JOINING: [char; 7] = [',', ';', ':', ' ', '\u{2026}', '\u{2013}', '\u{2014}'];
    let text = one_line(text);
    let text = text
        .trim_matches(JOINING)
        .trim_start_matches(['.', '-', ' '])
        .trim_end_matches(" -");
    let text = without_lone_quote(text);
    let text = match text.strip_suffix('.') {
        Some(rest) if !is_abbreviation(text) => rest,
        _ => text,
    };
    without_lone_quote(text.trim_end_matches(JOINING)).to_owned()
}

/// Without a quotation mark at the end whose other half stands elsewhere.
fn without_lone_quote(text: &str) -> &str {
    let is_lone = |close: char, opens: [char; 2]| {
        text.ends_with(close) && text.matches(opens).count() % 2 == 1
    };
    if is_lone('"', ['"', '"']) || is_lone('\u{201d}', ['\u{201d}', '\u{201c}']) {
        &text[..text.char_indices().next_back().map_or(0, |(at, _)| at)]
    } else {
        text
    }
}

/// Returns the offset of the first byte from `at` on that is no white space.
pub(crate) fn skip_spaces(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let at = floor(text, at);
    at + text[at..].len() - text[at..].trim_start().len()
}

/// Returns the greatest character boundary up to `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{after_phrase, find_phrase, sentence_end, tidy};
    use crate::text::story_phrases::BENEFITS;

    #[test]
    fn a_sentence_ends_before_a_capital() {
        let end = |text: &str| text[..sentence_end(text, 0, &BENEFITS)].to_owned();
        assert_eq!(end("See e.g. Mail. Then more."), "See e.g. Mail.");
        assert_eq!(
            end("A list. So that I know. More"),
            "A list. So that I know."
        );
        assert_eq!(end("version 1.2 works"), "version 1.2 works");
        assert_eq!(end("(see the \"list.\") More"), "(see the \"list.\")");
        assert_eq!(end("z. B. Karten zahlen. Mehr"), "z. B. Karten zahlen.");
    }

    #[test]
    fn finds_phrases_as_words() {
        assert_eq!(
            find_phrase("also that, so\nthat I", "so that "),
            Some((11, 19))
        );
        assert_eq!(find_phrase("also that", "so that "), None);
        assert_eq!(tidy(" ,a\nlist.\u{201d},"), "a list");
        assert_eq!(tidy("a \"list\"."), "a \"list\"");
        assert_eq!(tidy("a list, etc."), "a list, etc.");
    }

    #[test]
    fn compares_without_case_accents_and_kinds_of_apostrophes() {
        for text in ["MÖCHTE ICH x", "mo\u{308}chte\u{a0}ich x", "mochte\tich x"] {
            let length = after_phrase(text, "möchte ich ").unwrap_or_default();
            assert_eq!(&text[length..], "x", "{text}");
        }
        assert_eq!(after_phrase("I\u{2019}d like", "i'd "), Some(6));
        assert_eq!(after_phrase("Żeby x", "żeby "), Some(6));
        assert_eq!(after_phrase("want,to", "want "), Some(5));
        assert_eq!(after_phrase("wants", "want "), None);
        assert_eq!(after_phrase("", "want "), None);
    }
}
