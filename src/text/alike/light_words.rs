//! What a word weighs when two texts are compared: little, as usual, or so much that without it the text says something else.

/// What a word weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    /// Grammar and empty verbs: any text may have it or not.
    Light,
    /// What a text is about.
    Content,
    /// A negation, a number, one of two opposites.
    Decisive,
}

/// Sorted, for a search.
const LIGHT: [&str; 127] = [
    "a",
    "able",
    "about",
    "actually",
    "all",
    "also",
    "always",
    "am",
    "an",
    "and",
    "any",
    "are",
    "as",
    "at",
    "be",
    "because",
    "been",
    "being",
    "both",
    "but",
    "by",
    "can",
    "could",
    "currently",
    "d",
    "did",
    "directly",
    "do",
    "does",
    "during",
    "each",
    "easily",
    "easy",
    "every",
    "everything",
    "for",
    "get",
    "gets",
    "getting",
    "given",
    "got",
    "had",
    "has",
    "have",
    "having",
    "he",
    "her",
    "here",
    "his",
    "how",
    "i",
    "if",
    "in",
    "into",
    "is",
    "it",
    "its",
    "just",
    "like",
    "ll",
    "m",
    "may",
    "me",
    "might",
    "must",
    "my",
    "need",
    "needs",
    "new",
    "now",
    "of",
    "on",
    "one",
    "or",
    "our",
    "ours",
    "own",
    "particular",
    "possible",
    "possibly",
    "properly",
    "quickly",
    "re",
    "really",
    "s",
    "shall",
    "she",
    "should",
    "simply",
    "so",
    "some",
    "specific",
    "such",
    "than",
    "that",
    "the",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "through",
    "to",
    "up",
    "us",
    "using",
    "various",
    "ve",
    "via",
    "want",
    "wants",
    "was",
    "way",
    "we",
    "well",
    "were",
    "what",
    "when",
    "where",
    "which",
    "while",
    "who",
    "will",
    "with",
];

/// Sorted, for a search.
const DECISIVE: [&str; 41] = [
    "above", "after", "before", "below", "cannot", "down", "earlier", "except", "fewer", "first",
    "from", "instead", "last", "later", "less", "more", "neither", "never", "next", "no", "non",
    "none", "nor", "not", "off", "old", "only", "other", "others", "out", "outside", "over",
    "previous", "second", "t", "third", "under", "unless", "until", "versus", "without",
];

/// What that word, in lower case, weighs.
pub(super) fn weight(word: &str) -> Weight {
    if word.bytes().any(|byte| byte.is_ascii_digit())
        || word.bytes().all(|byte| byte.is_ascii_punctuation())
        || DECISIVE.binary_search(&word).is_ok()
    {
        return Weight::Decisive;
    }
    if LIGHT.binary_search(&word).is_ok() {
        return Weight::Light;
    }
    Weight::Content
}

#[cfg(test)]
mod tests {
    use super::{DECISIVE, LIGHT, Weight, weight};

    #[test]
    fn lists_are_sorted_and_apart() {
        assert!(LIGHT.is_sorted_by(|a, b| a < b));
        assert!(DECISIVE.is_sorted_by(|a, b| a < b));
        assert!(LIGHT.iter().all(|word| !DECISIVE.contains(word)));
    }

    #[test]
    fn weighs_words() {
        for (word, expected) in [
            ("the", Weight::Light),
            ("invoice", Weight::Content),
            ("without", Weight::Decisive),
            ("2fa", Weight::Decisive),
            ("<", Weight::Decisive),
            ("\u{e9}t\u{e9}", Weight::Content),
        ] {
            assert_eq!(weight(word), expected, "{word}");
        }
    }
}
