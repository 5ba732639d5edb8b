//! Where the words stand that begin role, want and benefit in a user story sentence, twice where somebody wrote them twice.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::story_foreign::{sure_reasons, wishes};
use super::story_index::PhraseIndex;
use super::story_phrases::BENEFITS;
use super::story_reason::plain_so;
use super::story_words::{after_any, skip_spaces};

/// What introduces a wish of its own: "I want …, and I would like …".
const ENGLISH_WISHES: [&str; 9] = [
    "i want ",
    "i also want ",
    "i would like ",
    "i would also like ",
    "i'd like ",
    "i'd also like ",
    "i also need ",
    "i wish ",
    "we want ",
];

/// The same in every language.
static WISHES: LazyLock<PhraseIndex> =
    LazyLock::new(|| PhraseIndex::new(ENGLISH_WISHES.into_iter().chain(wishes())));

/// What always begins a reason, in every language.
static REASONS: LazyLock<PhraseIndex> = LazyLock::new(|| {
    let english = BENEFITS.iter().filter(|phrase| phrase.rank < 2);
    PhraseIndex::new(english.map(|phrase| phrase.words).chain(sure_reasons()))
});

/// Words that join a second wish to the first.
const JOINING: [&str; 14] = [
    "and", "or", "but", "then", "und", "oder", "et", "ou", "y", "e", "en", "of", "i", "oraz",
];

/// The places of a sentence's indicators, in bytes of the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StoryIndicators {
    /// Each "As a".
    pub roles: Vec<Range<usize>>,
    /// Each "I want".
    pub wants: Vec<Range<usize>>,
    /// Each "so that", "so I" or "in order to"; "because" is none, for a reason may have a reason.
    pub benefits: Vec<Range<usize>>,
}

/// Returns the indicators of a user story sentence. The wish that ends the role counts as one although no comma stands before it.
#[must_use]
pub fn story_indicators(sentence: &str) -> StoryIndicators {
    let mut found = StoryIndicators::default();
    let mut last = ' ';
    for (at, c) in sentence.char_indices() {
        let begins = c.is_alphabetic() && !last.is_alphanumeric() && last != '\'';
        last = c;
        if !begins {
            continue;
        }
        let rest = &sentence[at..];
        let before = sentence[..at].trim_end();
        let length = |length: usize| at..at + rest[..length].trim_end().len();
        if let Some(role) = after_any(rest, &["as a ", "as an "])
            && (c == 'A' || before.is_empty() || before.ends_with(',') && found.wants.is_empty())
        {
            found.roles.push(length(role));
        }
        if let Some(wish) = WISHES.after(rest)
            && (found.wants.is_empty() || is_joined(before))
        {
            found.wants.push(length(wish));
        }
    }
    found.benefits = benefits(sentence);
    found
}

/// Whether a clause of the sentence's own begins after these words.
fn is_joined(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    before.ends_with([',', ';', '.']) || JOINING.iter().any(|own| own.eq_ignore_ascii_case(word))
}

fn benefits(sentence: &str) -> Vec<Range<usize>> {
    let mut found = BTreeMap::new();
    REASONS.each_place(sentence, |_, at, end| {
        found.insert(at, at + sentence[at..end].trim_end().len());
    });
    let mut from = 0;
    while let Some((at, end, _)) = plain_so(&sentence[from..]) {
        found.entry(from + at).or_insert(from + at + "so".len());
        from = skip_spaces(sentence, from + end);
    }
    found.into_iter().map(|(start, end)| start..end).collect()
}

#[cfg(test)]
mod tests {
    use super::story_indicators;

    fn texts(sentence: &str) -> [Vec<&str>; 3] {
        let found = story_indicators(sentence);
        [found.roles, found.wants, found.benefits]
            .map(|ranges| ranges.into_iter().map(|range| &sentence[range]).collect())
    }

    #[test]
    fn finds_each_indicator_once() {
        assert_eq!(
            texts(
                "As a guest, I want to do so as a test, so that I know what I want to be because I can"
            ),
            [vec!["As a"], vec!["I want"], vec!["so that"]]
        );
        assert_eq!(
            texts("Als Kunde möchte ich zahlen, sodass ich gehe"),
            [vec![], vec!["möchte ich"], vec!["sodass"]]
        );
    }

    #[test]
    fn finds_what_is_repeated() {
        assert_eq!(
            texts(
                "As a guest, as an admin, I want x and I want y, so that so they z in order to go"
            ),
            [
                vec!["As a", "as an"],
                vec!["I want", "I want"],
                vec!["so that", "so they", "in order to"]
            ]
        );
        assert_eq!(texts("I want x so users know, so all go")[2], ["so", "so"]);
    }
}
