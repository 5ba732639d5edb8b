//! The words of a criterion or title, split once for every rule that looks words up, and tables of phrases to look up.

use std::ops::Range;

/// How a word stands in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    /// In the running text.
    Plain,
    /// In a code span.
    Code,
    /// Between quotes.
    Quoted,
}

/// A word: letters and digits, with the hyphens, dots and apostrophes within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    start: usize,
    end: usize,
    /// How it stands in its text.
    pub setting: Setting,
}

/// A text as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The text in lower case, byte for byte as long as the text.
    lower: String,
    /// Its words, in order.
    pub list: Vec<Word>,
}

impl Words {
    /// Splits a text.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lower = lower(text);
        let mut list = Vec::with_capacity(lower.len() / 6 + 1);
        let mut marks = Marks::default();
        let mut at = 0;
        while let Some(c) = lower[at..].chars().next() {
            if c.is_alphanumeric() {
                let end = word_end(&lower, at);
                list.push(Word {
                    start: at,
                    end,
                    setting: marks.setting(),
                });
                at = end;
            } else {
                at = marks.step(&lower, at, c);
            }
        }
        Self { lower, list }
    }

    /// How many words there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The word at `index` in lower case; nothing beyond the last.
    #[must_use]
    pub fn get(&self, index: usize) -> &str {
        self.list
            .get(index)
            .map_or("", |word| &self.lower[word.start..word.end])
    }

    /// Whether the word at `index` stands in the running text.
    #[must_use]
    pub fn is_plain(&self, index: usize) -> bool {
        self.list
            .get(index)
            .is_some_and(|word| word.setting == Setting::Plain)
    }

    /// What stands between the word before `index` and the one there: at 0 what begins the text, at the end what closes it.
    #[must_use]
    pub fn gap(&self, index: usize) -> &str {
        let start = index
            .checked_sub(1)
            .and_then(|before| self.list.get(before))
            .map_or(0, |word| word.end);
        if index > self.list.len() {
            return "";
        }
        let end = self
            .list
            .get(index)
            .map_or(self.lower.len(), |word| word.start);
        &self.lower[start..end]
    }

    /// Whether the words from `index` on are one phrase with the next: only a space or hyphen between.
    #[must_use]
    pub fn joins(&self, index: usize) -> bool {
        self.gap(index)
            .bytes()
            .all(|byte| matches!(byte, b' ' | b'*' | b'_' | b'\n'))
    }

    /// How many words the phrase at `index` takes, if `phrase` (lower case, parted by spaces) stands there.
    #[must_use]
    pub fn phrase_at(&self, index: usize, phrase: &str) -> Option<usize> {
        let mut rest = phrase;
        for count in 1.. {
            // No word holds a space.
            rest = rest.strip_prefix(self.get(index + count - 1))?;
            if rest.is_empty() {
                return Some(count);
            }
            rest = rest.strip_prefix(' ')?;
            if !self.joins(index + count) {
                return None;
            }
        }
        None
    }

    /// Whether the phrase stands anywhere in the running text.
    #[must_use]
    pub fn find(&self, phrase: &str) -> Option<Range<usize>> {
        (0..self.len())
            .filter(|&index| self.is_plain(index))
            .find_map(|index| Some(index..index + self.phrase_at(index, phrase)?))
    }

    /// The bytes of some words in the text.
    #[must_use]
    pub fn bytes(&self, words: Range<usize>) -> Range<usize> {
        match (
            self.list.get(words.start),
            self.list.get(words.end.saturating_sub(1)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end => first.start..last.end,
            _ => 0..self.lower.len(),
        }
    }

    /// Where the same words stand in `source`, the Markdown that the text was read from: bytes of `source`.
    #[must_use]
    pub fn in_source(&self, words: Range<usize>, source: &str) -> Option<Range<usize>> {
        let first = self.get(words.start);
        let nth = (0..words.start).filter(|&i| self.get(i) == first).count();
        let other = Self::new(source);
        let mut places = (0..other.len()).filter(|&index| other.get(index) == first);
        // A list number in front of the words is a word of the source only.
        let here = places.nth(nth)?;
        let same = words
            .clone()
            .enumerate()
            .all(|(offset, index)| other.get(here + offset) == self.get(index));
        same.then(|| other.bytes(here..here + words.len()))
    }
}

/// Lower case where it takes as many bytes, so that places stay.
fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(text.len());
    for c in text.chars() {
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => lower.push(one),
            _ => lower.push(c),
        }
    }
    lower
}

/// Where the word that begins at `at` ends.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    let mut chars = text[at..].char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let goes_on = c.is_alphanumeric()
            || matches!(c, '-' | '.' | '\'' | '\u{2019}' | '_')
                && chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
        if !goes_on {
            break;
        }
        end = at + offset + c.len_utf8();
    }
    end
}

/// The open code span or quote, by where it ends.
#[derive(Default)]
struct Marks {
    code_until: usize,
    /// How many backticks close the code span.
    fence: usize,
    quote_until: usize,
    at: usize,
}

impl Marks {
    fn setting(&self) -> Setting {
        if self.at < self.code_until {
            Setting::Code
        } else if self.at < self.quote_until {
            Setting::Quoted
        } else {
            Setting::Plain
        }
    }

    /// Passes one character that is in no word; returns where the next one begins.
    fn step(&mut self, text: &str, at: usize, c: char) -> usize {
        self.at = at;
        let next = at + c.len_utf8();
        if at == self.code_until && self.fence > 0 {
            let fence = std::mem::take(&mut self.fence);
            self.at = at + fence;
            return at + fence;
        }
        if at >= self.code_until && c == '`' {
            let run = text[at..].bytes().take_while(|byte| *byte == b'`').count();
            let fence = &text[at..at + run];
            if let Some(length) = text[at + run..].find(fence) {
                self.code_until = at + run + length;
                self.fence = run;
            }
            self.at = at + run;
            return at + run;
        }
        let marked = self.quote_until.max(self.code_until);
        if (at > marked || marked == 0)
            && let Some(close) = closing(c)
        {
            let starts = c != '\'' || text[..at].ends_with([' ', '(']) || at == 0;
            let mut near = text[next..].char_indices();
            let end = near.find(|(length, c)| *c == close || *length > QUOTE);
            if let Some((length, _)) = end.filter(|(_, c)| starts && *c == close) {
                self.quote_until = next + length;
            }
            self.at = next;
            return next;
        }
        self.at = next;
        next
    }
}

/// How many bytes a quotation may hold: a stray quote does not turn a paragraph into one.
const QUOTE: usize = 120;

fn closing(open: char) -> Option<char> {
    match open {
        '"' => Some('"'),
        '\'' => Some('\''),
        '\u{201c}' | '\u{201e}' => Some('\u{201d}'),
        '\u{2018}' => Some('\u{2019}'),
        '\u{ab}' => Some('\u{bb}'),
        _ => None,
    }
}

/// Phrases in alphabetical order of their first words, each with what it means.
#[derive(Debug)]
pub struct Phrases<T: 'static> {
    list: &'static [(&'static str, T)],
    /// For each first letter, which lengths first words have.
    lengths: [u32; 26],
    /// For each first letter, where its phrases end in the list; those of the next begin there.
    ends: [usize; 26],
}

impl<T: Copy> Phrases<T> {
    /// Takes a table; first words begin with a letter from a to z.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, T)]) -> Self {
        let mut lengths = [0; 26];
        let mut ends = [0; 26];
        let mut index = 0;
        while index < list.len() {
            let bytes = list[index].0.as_bytes();
            let mut length = 0;
            while length < bytes.len() && bytes[length] != b' ' {
                length += 1;
            }
            let letter = (bytes[0] - b'a') as usize;
            lengths[letter] |= 1 << (length as u32 % 32);
            index += 1;
            ends[letter] = index;
        }
        let mut letter = 1;
        while letter < 26 {
            if ends[letter] == 0 {
                ends[letter] = ends[letter - 1];
            }
            letter += 1;
        }
        Self {
            list,
            lengths,
            ends,
        }
    }

    /// The longest phrase at a word: what it means, and how many words it takes.
    #[must_use]
    pub fn at(&self, words: &Words, index: usize) -> Option<(T, usize)> {
        let word = words.get(index);
        let letter = usize::from(word.bytes().next()?.wrapping_sub(b'a'));
        let lengths = *self.lengths.get(letter)?;
        if lengths & (1 << (word.len() as u32 % 32)) == 0 {
            return None;
        }
        let begin = letter.checked_sub(1).map_or(0, |before| self.ends[before]);
        // Where the first word ends tells most phrases apart.
        let begins = |phrase: &str| {
            let next = phrase.as_bytes().get(word.len());
            matches!(next, None | Some(b' ')) && phrase.starts_with(word)
        };
        self.list[begin..self.ends[letter]]
            .iter()
            .skip_while(|(phrase, _)| !begins(phrase))
            .take_while(|(phrase, _)| begins(phrase))
            .filter_map(|(phrase, means)| Some((*means, words.phrase_at(index, phrase)?)))
            .max_by_key(|(_, count)| *count)
    }

    /// Whether the first words are in order, as looking up needs.
    #[cfg(test)]
    pub(super) fn is_sorted(&self) -> bool {
        let first = |phrase: &'static str| phrase.split(' ').next();
        self.list.is_sorted_by_key(|(phrase, _)| first(phrase))
    }
}

/// Words to look up.
#[derive(Debug)]
pub struct WordSet {
    list: &'static [&'static str],
    /// For each first letter, which lengths words have.
    lengths: [u32; 26],
}

impl WordSet {
    /// Takes a list; words begin with a letter from a to z.
    #[must_use]
    pub const fn new(list: &'static [&'static str]) -> Self {
        let mut lengths = [0; 26];
        let mut index = 0;
        while index < list.len() {
            let bytes = list[index].as_bytes();
            lengths[(bytes[0] - b'a') as usize] |= 1 << (bytes.len() as u32 % 32);
            index += 1;
        }
        Self { list, lengths }
    }

    /// Whether a word (in lower case) is one of them.
    #[must_use]
    pub fn contains(&self, word: &str) -> bool {
        let letter = word.bytes().next().map(|first| first.wrapping_sub(b'a'));
        let lengths = letter.and_then(|letter| self.lengths.get(usize::from(letter)));
        lengths.is_some_and(|lengths| lengths & (1 << (word.len() as u32 % 32)) != 0)
            && self.list.contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Phrases, Setting, WordSet, Words};

    fn list(text: &str) -> Vec<String> {
        let words = Words::new(text);
        (0..words.len()).map(|i| words.get(i).to_owned()).collect()
    }

    #[test]
    fn words_keep_their_hyphens_and_dots() {
        assert_eq!(
            list("User-friendly, e.g. package.json: don't É 2.5s."),
            ["user-friendly", "e.g", "package.json", "don't", "é", "2.5s"]
        );
    }

    #[test]
    fn knows_code_and_quotes() {
        let words = Words::new("the `a b` says \"c d\" it's 'e' ``f`g`` \u{201c}h\u{201d} i");
        let settings: String = words
            .list
            .iter()
            .map(|word| match word.setting {
                Setting::Plain => '.',
                Setting::Code => 'c',
                Setting::Quoted => 'q',
            })
            .collect();
        assert_eq!(settings, ".cc.qq.qccq.");
    }

    #[test]
    fn finds_phrases_and_their_place_in_markdown() {
        const TABLE: Phrases<u8> =
            Phrases::new(&[("as expected", 1), ("as needed", 2), ("fast", 3)]);
        assert!(TABLE.is_sorted());
        let words = Words::new("Works as expected, as needed and fast");
        let found: Vec<_> = (0..words.len())
            .filter_map(|i| TABLE.at(&words, i))
            .collect();
        assert_eq!(found, [(1, 2), (2, 2), (3, 1)]);
        let source = "- [ ] Works **as\n  expected**, as needed\n  and fast";
        let range = words.in_source(1..3, source).unwrap();
        assert_eq!(&source[range], "as\n  expected");
        assert!(words.find("expected as").is_none());
    }

    #[test]
    fn a_set_has_its_words_and_no_other() {
        static SET: WordSet = WordSet::new(&["by", "in", "into"]);
        assert!(["by", "in", "into"].iter().all(|word| SET.contains(word)));
        let others = ["", "b", "is", "inte", "é", "In", "9"];
        assert!(!others.iter().any(|word| SET.contains(word)));
    }

    proptest! {
        #[test]
        fn a_phrase_is_its_words_one_after_the_other(
            text in "(as|needed|is|a| |, |-|é){0,8}",
            phrase in "(as|needed|is|a|é)( (as|needed|is|a|é)){0,2}",
            index in 0..4_usize,
        ) {
            let words = Words::new(&text);
            let parts: Vec<&str> = phrase.split(' ').collect();
            let stands = parts.iter().enumerate().all(|(count, part)| {
                words.get(index + count) == *part && (count == 0 || words.joins(index + count))
            });
            prop_assert_eq!(words.phrase_at(index, &phrase), stands.then_some(parts.len()));
        }

        #[test]
        fn any_text_is_split(text in any::<String>()) {
            let words = Words::new(&text);
            for index in 0..words.len() {
                prop_assert!(!words.get(index).is_empty());
                prop_assert!(text.get(words.bytes(index..index + 1)).is_some());
                prop_assert!(words.gap(index).len() <= text.len());
            }
            let whole = 0..words.len();
            prop_assert!(text.get(words.bytes(whole)).is_some());
        }
    }
}
