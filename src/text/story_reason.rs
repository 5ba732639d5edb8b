//! Parts what is wanted from why.

use std::sync::LazyLock;

use memchr::memchr_iter;

use super::story_index::PhraseIndex;
use super::story_languages::{Phrase, When};
use super::story_phrases::{BEFORE_NO_REASON, BENEFITS, NO_REASONS, SO_SUBJECTS};
use super::story_words::{
    after_phrase, find_phrase_from, next_stop, sentence_end, skip_spaces, tidy,
};

/// Parts what is wanted from why in English.
pub(crate) fn split_benefit(clause: &str) -> (&str, Option<String>) {
    static INDEX: LazyLock<PhraseIndex> =
        LazyLock::new(|| PhraseIndex::new(BENEFITS.iter().map(|phrase| phrase.words)));
    let mut places = Vec::new();
    INDEX.each_place(clause, |phrase, at, end| {
        places.push((at, end, &BENEFITS[phrase]));
    });
    for rank in 0..=2 {
        let found = places
            .iter()
            .find(|(at, _, phrase)| phrase.rank == rank && !is_in_remark(clause, *at))
            .map(|(at, end, phrase)| (*at, *end, phrase.before))
            .into_iter()
            .chain((rank == 0).then(|| plain_so(clause)).flatten())
            .min_by_key(|(at, _, _)| *at);
        if let Some((at, end, before)) = found {
            let words = tidy(without_lead(&clause[end..]));
            let benefit = (!words.is_empty()).then(|| format!("{before}{words}"));
            return (&clause[..at], benefit);
        }
    }
    (clause, None)
}

/// Whether `at` is within parentheses: "from one to another (so it appears in both)".
fn is_in_remark(clause: &str, at: usize) -> bool {
    let count = |sign| memchr_iter(sign, &clause.as_bytes()[..at]).count();
    let open = count(b'(');
    open > 0 && open > count(b')') && clause[at..].contains(')')
}

/// Without a second "so that" or "so": "so that so they can".
fn without_lead(text: &str) -> &str {
    let mut text = text.trim_start_matches([' ', '\n']);
    while let Some(length) = after_phrase(text, "so that ").or_else(|| after_phrase(text, "so ")) {
        text = text[length..].trim_start();
    }
    text
}

/// A "so" that begins a clause: ", so customers know", "so the list is short".
pub(crate) fn plain_so(clause: &str) -> Option<(usize, usize, &'static str)> {
    let mut from = 0;
    while let Some((at, end)) = find_phrase_from(clause, from, "so ") {
        from = end;
        let last = |text: &str| {
            text.trim_end()
                .rsplit(|c: char| !c.is_alphanumeric())
                .next()
                .unwrap_or_default()
                .to_lowercase()
        };
        let next = clause[skip_spaces(clause, end)..]
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let before = clause[..at].trim_end();
        let begins_clause = before.ends_with([',', ';']) || SO_SUBJECTS.contains(&next.as_str());
        let is_other = is_in_remark(clause, at)
            || NO_REASONS.contains(&next.as_str())
            || !before.ends_with(',') && BEFORE_NO_REASON.contains(&last(before).as_str());
        if begins_clause && !is_other && !next.is_empty() && !before.is_empty() {
            return Some((at, end, ""));
        }
    }
    None
}

/// The reason that a later sentence of the line gives, "It should be short, so that I …", and where that sentence ends.
pub(crate) fn late_reason(text: &str, from: usize) -> Option<(String, usize)> {
    let line = text[from..].find('\n').map_or(text.len(), |at| from + at);
    for words in ["so that i ", "so that we "] {
        if let Some((at, _)) = find_phrase_from(&text[..line], from, words) {
            let end = next_stop(&text[..line], at).unwrap_or(line);
            let (_, benefit) = split_benefit(&text[at..end]);
            return Some((benefit?, end));
        }
    }
    None
}

/// Parts what is wanted from why by the phrases of a language, with its infinitives.
pub(crate) fn split_by<'a>(
    clause: &'a str,
    phrases: &[Phrase],
    is_infinitive: &dyn Fn(&str) -> bool,
    begins_clause: &dyn Fn(&str) -> bool,
    no_purpose: &[&str],
) -> (&'a str, Option<String>) {
    for rank in 0..=3 {
        let found = phrases
            .iter()
            .filter(|phrase| phrase.rank == rank)
            .filter_map(|phrase| {
                let mut from = 0;
                while let Some((at, end)) = find_phrase_from(clause, from, phrase.words) {
                    from = end;
                    let head = tidy(&clause[..at]);
                    let last = head.rsplit(' ').next().unwrap_or_default().to_lowercase();
                    let rest = &clause[end..];
                    let fits = match phrase.when {
                        When::Always => true,
                        When::Infinitive => {
                            !no_purpose.contains(&last.as_str()) && is_infinitive(rest)
                        }
                        When::With(word) => {
                            !no_purpose.contains(&last.as_str()) && infinitive_with(rest, word)
                        }
                        When::Clause => {
                            clause[..at]
                                .trim_end()
                                .ends_with([',', ';', '\u{2013}', '-'])
                                || begins_clause(rest)
                        }
                    };
                    if fits && !head.is_empty() {
                        return Some((at, end, phrase.before));
                    }
                }
                None
            })
            .min_by_key(|(at, _, _)| *at);
        if let Some((at, end, before)) = found {
            let words = tidy(&clause[end..]);
            let benefit = (!words.is_empty()).then(|| format!("{before}{words}"));
            return (&clause[..at], benefit);
        }
    }
    (clause, None)
}

/// Whether an infinitive with `word` follows: `Zeit zu sparen`, `mich anzumelden`, `te betalen`.
fn infinitive_with(text: &str, word: &str) -> bool {
    let end = sentence_end(text, 0, &[]);
    text[..end]
        .split(|c: char| c.is_whitespace() || c == ',')
        .take(16)
        .any(|own| {
            let own = own.trim_matches(|c: char| !c.is_alphanumeric());
            own == word || word == "zu" && own.ends_with('n') && own.find(word) >= Some(2)
        })
}
