//! Many phrases at once, by the letter that they begin with: at most words of a text, few are left to compare.

use super::story_words::{after_phrase, folded};

/// Phrases as `after_phrase` takes them, their letters as it compares them.
pub(crate) struct PhraseIndex {
    /// Those that begin with each letter from a to z, and last the others; in each list in the order in which they were given.
    lists: [Vec<(usize, String)>; 27],
    count: usize,
}

impl PhraseIndex {
    /// Returns the index of those phrases.
    pub(crate) fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut index = Self {
            lists: Default::default(),
            count: 0,
        };
        for words in phrases {
            let folded = words.chars().filter_map(folded).collect();
            index.lists[list_of(words)].push((index.count, folded));
            index.count += 1;
        }
        index
    }

    /// The length of the first of the phrases that `text` begins with.
    pub(crate) fn after(&self, text: &str) -> Option<usize> {
        let mut list = self.lists[list_of(text)].iter();
        list.find_map(|(_, words)| after(text, words))
    }

    /// Hands over where each phrase stands in `text` as words of its own, in the order of the text: which phrase, its first byte and
    /// the one after it.
    pub(crate) fn each_place(&self, text: &str, mut take: impl FnMut(usize, usize, usize)) {
        // Where each phrase ended last: none stands within itself.
        let mut ends = vec![0; self.count];
        let mut last = ' ';
        for (at, c) in text.char_indices() {
            let begins = !last.is_alphanumeric();
            last = c;
            if !begins {
                continue;
            }
            for (phrase, words) in &self.lists[list_of(&text[at..])] {
                if ends[*phrase] <= at
                    && let Some(length) = after(&text[at..], words)
                {
                    ends[*phrase] = at + length;
                    take(*phrase, at, at + length);
                }
            }
        }
    }
}

/// The length of a phrase at the start of `text`. The first letter is the same; most phrases differ in the second one.
fn after(text: &str, words: &str) -> Option<usize> {
    match (text.as_bytes().get(1), words.as_bytes().get(1)) {
        (Some(own), Some(wanted @ b'a'..=b'z'))
            if own.is_ascii() && own.to_ascii_lowercase() != *wanted =>
        {
            None
        }
        _ => after_phrase(text, words),
    }
}

/// The list for the first letter of a text, compared as `after_phrase` does: whatever its case and accent. An accent that stands
/// alone begins no phrase.
fn list_of(text: &str) -> usize {
    match text.chars().next().and_then(folded) {
        Some(letter @ 'a'..='z') => letter as usize - 'a' as usize,
        _ => 26,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::PhraseIndex;
    use crate::text::story_foreign::sure_reasons;
    use crate::text::story_phrases::BENEFITS;
    use crate::text::story_words::{after_any, find_phrase_from};

    fn phrases() -> Vec<&'static str> {
        let english = BENEFITS.iter().map(|phrase| phrase.words);
        english.chain(sure_reasons()).collect()
    }

    /// The places of each phrase, sought one after the other.
    fn places_one_by_one(text: &str) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        for words in phrases() {
            let mut from = 0;
            while let Some((at, end)) = find_phrase_from(text, from, words) {
                places.push((at, end));
                from = end;
            }
        }
        places.sort_unstable();
        places
    }

    proptest! {
        #[test]
        fn finds_what_a_look_for_each_phrase_finds(
            words in "(so |that |in |ORDER |to |żeby |zeby,|tak |aby\n|DAMIT |sodass |por |qué |para |que |\u{308}|\u{301}|’|é|x){0,12}",
            other in any::<String>(),
        ) {
            let index = PhraseIndex::new(phrases());
            for text in [&words, &other] {
                prop_assert_eq!(index.after(text), after_any(text, &phrases()));
                let mut places = Vec::new();
                index.each_place(text, |_, at, end| places.push((at, end)));
                places.sort_unstable();
                prop_assert_eq!(places, places_one_by_one(text));
            }
        }
    }
}
