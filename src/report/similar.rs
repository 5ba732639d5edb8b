//! Items whose names come close: a request is often made twice.

use crate::text;

/// How much of the words of both must be shared.
const NEAR: f64 = 0.5;
/// More than these nobody reads.
const SHOWN: usize = 3;

/// One item that comes close.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Where it stands in the names that were given.
    pub index: usize,
    /// The share of common words (Jaccard), 0 to 1.
    pub share: f64,
}

/// Returns the at most three names nearest to `words`, best first: those which share at least half of their words with it,
/// and at least two words unless it is the same altogether. Case and the endings of words do not matter.
#[must_use]
pub fn similar<'a>(words: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<Similar> {
    let asked = text::stems(words);
    if asked.is_empty() {
        return Vec::new();
    }
    let mut stemmer = text::Stemmer::default();
    let mut name = Vec::new();
    let mut found: Vec<Similar> = names
        .into_iter()
        .enumerate()
        .filter_map(|(index, words)| {
            stemmer.read(words, &mut name);
            let common = name.iter().filter(|word| asked.contains(word)).count();
            let all = asked.len() + name.len() - common;
            #[expect(clippy::cast_precision_loss, reason = "counts of words")]
            let share = common as f64 / all as f64;
            (share >= NEAR && (common >= 2 || common == all)).then_some(Similar { index, share })
        })
        .collect();
    found.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.index.cmp(&b.index)));
    found.truncate(SHOWN);
    found
}

#[cfg(test)]
mod tests {
    use super::similar;

    #[test]
    fn finds_what_was_asked_for_before() {
        let names = [
            "dark-mode",
            "pay-with-saved-cards",
            "export-invoices",
            "cards",
        ];
        let near = |words: &str| {
            similar(words, names)
                .iter()
                .map(|s| s.index)
                .collect::<Vec<_>>()
        };
        assert_eq!(near("A dark mode"), [0]);
        assert_eq!(near("Pay with a saved card"), [1]);
        assert_eq!(near("Cards"), [3]);
        assert!(near("Import invoices from the bank").is_empty());
        assert!(near("the").is_empty());
    }
}
