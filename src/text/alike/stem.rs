//! What is left of a word without its ending: `users` and `user`, `organised` and `organizing` come to the same.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::light_words::{Weight, weight};
use super::spelling::same;
use super::split::each_word;

/// Returns the words of `text` that say something, each once and in order, as numbers that words share when they differ in case,
/// ending or spelling only.
#[must_use]
pub fn stems(text: &str) -> Vec<u64> {
    let mut stems = Vec::with_capacity(8);
    each_word(text, |word| add(&mut stems, number(word)));
    stems
}

/// Tells the words of many texts as [`stems`] does, and each word's stem is looked for once.
#[derive(Debug)]
pub struct Stemmer {
    known: HashMap<Box<str>, Option<u64>>,
    /// Words that came lately, each at one place: most words come again, and a place is found faster than what is known.
    lately: Box<[(Short, Option<u64>); LATELY]>,
}

/// A word of no more than 15 bytes, and how many; the rest is zero.
type Short = [u8; 16];

/// So many words are held that came lately: two to the tenth.
const LATELY: usize = 1 << 10;

impl Default for Stemmer {
    fn default() -> Self {
        Self {
            known: HashMap::new(),
            lately: Box::new([(Short::default(), None); LATELY]),
        }
    }
}

impl Stemmer {
    /// Puts the words of `text` into `stems`, in the place of what was there.
    pub fn read(&mut self, text: &str, stems: &mut Vec<u64>) {
        stems.clear();
        each_word(text, |word| {
            add(stems, self.stem(word));
        });
    }

    fn stem(&mut self, word: &str) -> Option<u64> {
        let Some(short) = short(word) else {
            return known(&mut self.known, word);
        };
        let place = &mut self.lately[place(short)];
        if place.0 != short {
            *place = (short, known(&mut self.known, word));
        }
        place.1
    }
}

fn known(known: &mut HashMap<Box<str>, Option<u64>>, word: &str) -> Option<u64> {
    match known.get(word) {
        Some(stem) => *stem,
        None => *known.entry(word.into()).or_insert_with(|| number(word)),
    }
}

/// A word as it is held where it came lately; none where it is too long for that.
fn short(word: &str) -> Option<Short> {
    let mut short = Short::default();
    short[..15]
        .get_mut(..word.len())?
        .copy_from_slice(word.as_bytes());
    short[15] = u8::try_from(word.len()).ok()?;
    Some(short)
}

/// Where a word is held that came lately.
fn place(short: Short) -> usize {
    let word = u128::from_le_bytes(short);
    let mixed = (word as u64 ^ (word >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (64 - LATELY.trailing_zeros())) as usize
}

fn add(stems: &mut Vec<u64>, stem: Option<u64>) {
    if let Some(stem) = stem
        && !stems.contains(&stem)
    {
        stems.push(stem);
    }
}

/// The number of a word's stem; none for a word that says little.
fn number(word: &str) -> Option<u64> {
    if weight(word) == Weight::Light {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    stem(word).hash(&mut hasher);
    Some(hasher.finish())
}

/// The stem of an English word in lower case; any other word is its own.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let stem = spelled_alike(without_ending(singular(word)));
    match same(&stem) {
        Some(other) => Cow::Borrowed(other),
        None => stem,
    }
}

/// `queries` is `query`, `boxes` is `box`, `users` is `user`; `access`, `status` and `analysis` stay.
fn singular(word: &str) -> Cow<'_, str> {
    let is_plural = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if !is_plural {
        return Cow::Borrowed(word);
    }
    if word.len() > 4 && word.ends_with("ies") {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    let hisses = ["sses", "shes", "ches", "xes", "zzes"];
    let cut = if hisses.iter().any(|end| word.ends_with(end)) {
        2
    } else {
        1
    };
    Cow::Borrowed(&word[..word.len() - cut])
}

/// Without `-ing`, `-ed` and a silent `e`, a doubled last letter once.
fn without_ending(word: Cow<'_, str>) -> Cow<'_, str> {
    if word.len() > 4 && word.ends_with("ied") {
        return Cow::Owned(format!("{}y", &word[..word.len() - 3]));
    }
    let has_vowel = |rest: &str| rest.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    let mut end = word.len();
    for ending in ["ing", "ed"] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.len() >= 2
            && has_vowel(rest)
            && !word.ends_with("eed")
        {
            end = rest.len();
            break;
        }
    }
    if end == word.len() && end > 2 && word.ends_with('e') {
        end -= 1;
    }
    let bytes = &word.as_bytes()[..end];
    if let [.., before, last] = bytes
        && before == last
        && !matches!(last, b'a' | b'e' | b'i' | b'o' | b'u')
        && end > 3
    {
        end -= 1;
    }
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..end]),
        Cow::Owned(mut word) => {
            word.truncate(end);
            Cow::Owned(word)
        }
    }
}

/// British endings as American ones.
fn spelled_alike(stem: Cow<'_, str>) -> Cow<'_, str> {
    if stem.len() < 5 {
        return stem;
    }
    if stem.len() >= 6 && stem.ends_with("is") {
        return Cow::Owned(format!("{}iz", &stem[..stem.len() - 2]));
    }
    for (british, american) in [("isation", "ization"), ("our", "or"), ("lys", "lyz")] {
        if let Some(rest) = stem.strip_suffix(british) {
            return Cow::Owned(format!("{rest}{american}"));
        }
    }
    stem
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Stemmer, stem, stems};

    #[test]
    fn endings_and_spellings_do_not_matter() {
        for words in [
            &["user", "users"][..],
            &["query", "queries"],
            &["box", "boxes"],
            &["access", "accesses", "accessed", "accessing"],
            &["create", "creates", "created", "creating"],
            &["use", "uses", "used", "using"],
            &["apply", "applies", "applied", "applying"],
            &["label", "labels", "labeled", "labelled", "labelling"],
            &["organise", "organize", "organised", "organizing"],
            &["organisation", "organizations"],
            &["behaviour", "behaviors"],
            &["analyse", "analyze", "analyzed"],
            &["install", "installing"],
            &["remove", "deleted"],
            &["see", "viewing", "sees"],
        ] {
            for word in words {
                assert_eq!(stem(word), stem(words[0]), "{word}");
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for [a, b] in [
            ["import", "export"],
            ["feed", "fee"],
            ["string", "str"],
            ["status", "statute"],
            ["thing", "th"],
            ["bus", "bu"],
            ["hour", "hor"],
            ["h\u{e9}s", "h\u{e9}"],
            ["r", "rs"],
        ] {
            assert_ne!(stem(a), stem(b));
        }
    }

    proptest! {
        #[test]
        fn stands_any_text(text in any::<String>(), word in "[a-z]{0,9}(s|es|ed|ing|ies|is)") {
            prop_assert!(stem(&word).len() <= word.len() + 1);
            prop_assert!(stems(&text).len() <= text.len());
            let (mut stemmer, mut own) = (Stemmer::default(), vec![1]);
            for text in [text.as_str(), &word, "Users and a user", &text] {
                stemmer.read(text, &mut own);
                prop_assert_eq!(&own, &stems(text));
            }
        }
    }
}
