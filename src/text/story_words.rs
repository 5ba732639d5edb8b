//! Words and sentences in plain prose: where a phrase stands, where a sentence ends.

use super::story_phrases::{ABBREVIATIONS, BENEFITS};
use super::words::one_line;

/// Where `words` (lower case, ending with a space) stand in `text` as words of their own.
pub(crate) fn find_phrase(text: &str, words: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let phrase = words.as_bytes();
    (0..bytes.len().saturating_sub(phrase.len())).find(|at| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric())
            && matches_words(&bytes[*at..], phrase)
    })
}

/// Whether `text` begins with `words`, in whatever case, any white space for a space.
fn matches_words(text: &[u8], words: &[u8]) -> bool {
    text.len() >= words.len()
        && text.iter().zip(words).all(|(byte, word)| {
            byte.eq_ignore_ascii_case(word) || *word == b' ' && matches!(byte, b'\n' | b'\t' | b',')
        })
}

/// Whether `text` begins with `words` (lower case), in whatever case.
pub(crate) fn starts_ignoring_case(text: &str, words: &str) -> bool {
    matches_words(text.as_bytes(), words.as_bytes())
}

/// Returns which of `starts` the text begins with.
pub(crate) fn starts_with_any<'a>(text: &str, starts: &[&'a str]) -> Option<&'a str> {
    starts.iter().copied().find(|start| text.starts_with(start))
}

/// The end of the sentence that goes on at `from`; a sentence that gives the reason still belongs to it.
pub(crate) fn sentence_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let is_stop = matches!(bytes[at], b'.' | b'!' | b'?')
            && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        at += 1;
        if !is_stop || is_abbreviation(&text[from..at]) {
            continue;
        }
        let next = skip_spaces(text, at);
        let goes_on = text[next..].starts_with(|c: char| c.is_lowercase())
            || BENEFITS
                .iter()
                .any(|phrase| starts_ignoring_case(&text[next..], phrase.words));
        if !goes_on {
            return at;
        }
    }
    text.len()
}

fn is_abbreviation(text: &str) -> bool {
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
    use super::{find_phrase, sentence_end, tidy};

    #[test]
    fn a_sentence_ends_before_a_capital() {
        let end = |text: &str| text[..sentence_end(text, 0)].to_owned();
        assert_eq!(end("See e.g. Mail. Then more."), "See e.g. Mail.");
        assert_eq!(
            end("A list. So that I know. More"),
            "A list. So that I know."
        );
        assert_eq!(end("version 1.2 works"), "version 1.2 works");
    }

    #[test]
    fn finds_phrases_as_words() {
        assert_eq!(find_phrase("also that, so\nthat I", "so that "), Some(11));
        assert_eq!(find_phrase("also that", "so that "), None);
        assert_eq!(tidy(" ,a\nlist.\u{201d},"), "a list");
        assert_eq!(tidy("a \"list\"."), "a \"list\"");
        assert_eq!(tidy("a list, etc."), "a list, etc.");
    }
}
