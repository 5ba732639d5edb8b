//! Whether a file is another list than the one that is here: sheets number their rows alike, whatever they are about.

use std::collections::HashMap;
use std::sync::Arc;

use crate::exchange::import::head::Head;

/// Shorter words say nothing.
const SHORTEST: usize = 3;

/// Words that begin with so many letters in common are of one kin: `refund`, `refunding`.
const KIN: usize = 5;

/// The files of an import, by how much their rows agree with the items that have their keys.
pub(super) struct OtherLists<'a> {
    heads: &'a [Head],
    files: HashMap<&'a Arc<str>, (usize, usize)>,
    /// In how many titles each word stands; counted when it is needed, which is seldom.
    counts: HashMap<String, usize>,
}

impl<'a> OtherLists<'a> {
    /// Of the rows of all files.
    pub(super) fn new(heads: &'a [Head]) -> Self {
        Self {
            heads,
            files: HashMap::new(),
            counts: HashMap::new(),
        }
    }

    /// Counts a row that is the item of its key for certain.
    pub(super) fn agrees(&mut self, head: &'a Head) {
        self.files.entry(&head.file).or_default().0 += 1;
    }

    /// Counts a row of which only the key says so, beside the title of the item.
    pub(super) fn see(&mut self, head: &'a Head, title: &str) {
        if self.counts.is_empty() {
            for word in self.heads.iter().flat_map(|head| words(&head.title)) {
                *self.counts.entry(word).or_default() += 1;
            }
        }
        let is_like = self.are_alike(&head.title, title);
        let (alike, unlike) = self.files.entry(&head.file).or_default();
        *(if is_like { alike } else { unlike }) += 1;
    }

    /// Whether a row has nothing in common with the item of its key, as most rows of its file.
    pub(super) fn is_other(&self, head: &Head, title: &str) -> bool {
        let (alike, unlike) = self.files.get(&head.file).copied().unwrap_or_default();
        unlike > alike && !self.are_alike(&head.title, title)
    }

    /// Whether two titles share a word that does not stand in every other title.
    fn are_alike(&self, one: &str, other: &str) -> bool {
        let others = words(other);
        let is_usual = |word: &String| {
            let count = self.counts.get(word).copied().unwrap_or_default();
            count > 1 && count * 4 > self.heads.len()
        };
        let mut own = words(one).into_iter().filter(|word| !is_usual(word));
        own.any(|word| others.iter().any(|other| are_kin(&word, other)))
    }
}

/// The words of a title, each once.
fn words(title: &str) -> Vec<String> {
    let lower = title.to_lowercase();
    let all = lower.split(|c: char| !c.is_alphanumeric());
    let mut words: Vec<String> = all
        .filter(|word| word.chars().count() >= SHORTEST)
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn are_kin(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars());
    let same = same.take_while(|(a, b)| a == b).count();
    same >= KIN || one.starts_with(other) || other.starts_with(one)
}

#[cfg(test)]
mod tests {
    use super::OtherLists;
    use crate::exchange::draft::Draft;
    use crate::exchange::import::head::Heads;
    use crate::exchange::report::Origin;

    /// Whether the first row of a file with these titles is of another list than the items here.
    fn is_other(pairs: &[(&str, &str)]) -> bool {
        let mut heads = Heads::default();
        for (number, (title, _)) in pairs.iter().enumerate() {
            let mut draft = Draft::new(Origin::file("t.csv"), "csv", number.to_string());
            (*title).clone_into(&mut draft.title);
            heads.add(&draft);
        }
        let mut lists = OtherLists::new(&heads.all);
        for (head, (title, here)) in heads.all.iter().zip(pairs) {
            match title == here {
                true => lists.agrees(head),
                false => lists.see(head, here),
            }
        }
        lists.is_other(&heads.all[0], pairs[0].1)
    }

    #[test]
    fn a_list_is_another_one_where_most_rows_have_nothing_in_common() {
        assert!(is_other(&[("Zebra", "Pay"), ("Lion", "Ship")]));
        assert!(is_other(&[("Zebra", "Pay")]));
        assert!(!is_other(&[("Payment", "Pay by card")]));
        assert!(!is_other(&[("Zebra", "Pay"), ("Ship", "Ship")]));
        assert!(is_other(&[
            ("Zebra", "Pay"),
            ("Lion", "Ship"),
            ("Login", "Login")
        ]));
        // What all titles begin with is no likeness.
        let told = |what: &str| format!("As a user I want to {what}");
        let (a, b, c, d) = (told("pay"), told("ship"), told("feed"), told("ride"));
        assert!(is_other(&[(&a, &b), (&c, &d)]));
    }
}
