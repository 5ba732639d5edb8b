//! Acceptance criteria through time: which were added, ticked, reworded or removed.

use std::collections::HashSet;

use super::facts::Text;
use crate::model::Criterion;

/// A criterion at some moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CriterionFact {
    /// Its words, on one line.
    pub text: Text,
    /// Whether it was ticked.
    pub done: bool,
}

/// What happened to a criterion; numbers count from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CriterionChange {
    /// It came in, with the number it has now.
    Added(usize, Text),
    /// It was ticked.
    Ticked(usize, Text),
    /// Its tick was taken away.
    Unticked(usize, Text),
    /// Its words changed: number, before, after.
    Reworded(usize, Text, Text),
    /// It went away, with the number it had.
    Removed(usize, Text),
}

/// How much of the words of both must be shared for a criterion to count as reworded and not as another one.
const SAME: f64 = 1.0 / 3.0;

/// Beyond so many criteria nothing is counted as reworded: the search would take too long.
const MOST: usize = 500;

/// What happened between two lists of criteria, as [`super::Facts`] hold them: removed ones first, then by number.
#[must_use]
pub fn criteria_changes(from: &str, to: &str) -> Vec<CriterionChange> {
    let (old, new) = (criterion_facts(from), criterion_facts(to));
    // Where each new criterion was before.
    let mut origin: Vec<Option<usize>> = vec![None; new.len()];
    let mut open: Vec<usize> = (0..old.len()).collect();
    let mut by_text = std::collections::HashMap::<&str, Vec<usize>>::new();
    for (index, criterion) in old.iter().enumerate().rev() {
        by_text.entry(&criterion.text).or_default().push(index);
    }
    for (index, criterion) in new.iter().enumerate() {
        origin[index] = by_text.get_mut(&*criterion.text).and_then(Vec::pop);
    }
    let taken: HashSet<usize> = origin.iter().flatten().copied().collect();
    open.retain(|index| !taken.contains(index));
    if old.len().max(new.len()) <= MOST {
        pair_reworded(&old, &new, &mut open, &mut origin);
    }
    let mut found: Vec<CriterionChange> = open
        .iter()
        .map(|&index| CriterionChange::Removed(index + 1, old[index].text.clone()))
        .collect();
    for (index, (criterion, origin)) in new.iter().zip(origin).enumerate() {
        let (number, text) = (index + 1, &criterion.text);
        let Some(before) = origin.map(|origin| &old[origin]) else {
            found.push(CriterionChange::Added(number, text.clone()));
            continue;
        };
        if before.text != *text {
            let change = CriterionChange::Reworded(number, before.text.clone(), text.clone());
            found.push(change);
        }
        match (before.done, criterion.done) {
            (false, true) => found.push(CriterionChange::Ticked(number, text.clone())),
            (true, false) => found.push(CriterionChange::Unticked(number, text.clone())),
            _ => {}
        }
    }
    found
}

/// Pairs criteria without an equal: those that share most words first, at the same place before elsewhere.
fn pair_reworded(
    old: &[CriterionFact],
    new: &[CriterionFact],
    open: &mut Vec<usize>,
    origin: &mut [Option<usize>],
) {
    let mut pairs: Vec<(bool, f64, usize, usize)> = Vec::new();
    let words: Vec<HashSet<&str>> = old.iter().map(|criterion| words(&criterion.text)).collect();
    for (at, criterion) in new.iter().enumerate() {
        if origin[at].is_some() {
            continue;
        }
        let own = self::words(&criterion.text);
        for &before in open.iter() {
            let share = share(&words[before], &own);
            if share >= SAME {
                pairs.push((before == at, share, before, at));
            }
        }
    }
    pairs.sort_by(|a, b| {
        let nearer = b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
        nearer.then((a.2, a.3).cmp(&(b.2, b.3)))
    });
    for (_, _, before, at) in pairs {
        if origin[at].is_none()
            && let Some(place) = open.iter().position(|&index| index == before)
        {
            open.remove(place);
            origin[at] = Some(before);
        }
    }
}

fn words(text: &str) -> HashSet<&str> {
    text.split_whitespace().collect()
}

/// The share of common words (Jaccard), 0 to 1.
fn share(a: &HashSet<&str>, b: &HashSet<&str>) -> f64 {
    let common = a.intersection(b).count();
    let all = a.len() + b.len() - common;
    #[expect(clippy::cast_precision_loss, reason = "counts of words")]
    let share = common as f64 / all.max(1) as f64;
    share
}

/// The criteria as one text, a line each: `[x] words` or `[ ] words`.
#[must_use]
pub fn criteria_text(criteria: &[Criterion]) -> String {
    let mut text = String::new();
    for criterion in criteria {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(if criterion.done { "[x] " } else { "[ ] " });
        text.push_str(&criterion.text);
    }
    text
}

/// The criteria of such a text.
pub(super) fn criterion_facts(text: &str) -> Vec<CriterionFact> {
    text.split('\n')
        .filter_map(|line| {
            let (mark, words) = line.split_at_checked(4)?;
            Some(CriterionFact {
                text: words.into(),
                done: mark == "[x] ",
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{CriterionChange, criteria_changes, criterion_facts};
    use proptest::prelude::{any, prop, proptest};

    fn told(from: &str, to: &str) -> Vec<String> {
        let tell = |change: CriterionChange| match change {
            CriterionChange::Added(n, text) => format!("+{n} {text}"),
            CriterionChange::Removed(n, text) => format!("-{n} {text}"),
            CriterionChange::Ticked(n, _) => format!("x{n}"),
            CriterionChange::Unticked(n, _) => format!("o{n}"),
            CriterionChange::Reworded(n, from, to) => format!("~{n} {from} > {to}"),
        };
        criteria_changes(from, to).into_iter().map(tell).collect()
    }

    #[test]
    fn tells_what_happened() {
        assert_eq!(told("[ ] a\n[ ] b", "[x] a\n[ ] b\n[ ] c"), ["x1", "+3 c"]);
        assert_eq!(told("[x] a\n[ ] b", "[ ] b\n[ ] a"), ["o2"]);
        assert_eq!(told("[ ] a\n[ ] b", "[ ] b"), ["-1 a"]);
        assert_eq!(
            told("[ ] a card works\n[ ] b", "[x] a new card works\n[ ] b"),
            ["~1 a card works > a new card works", "x1"]
        );
        assert_eq!(told("[ ] a", "[ ] zzz"), ["-1 a", "+1 zzz"]);
        assert_eq!(told("[ ] a\n[ ] a", "[ ] a"), ["-2 a"]);
        assert!(told("", "").is_empty());
    }

    proptest! {
        #[test]
        fn numbers_add_up(old in prop::collection::vec(("[abc]( [de]){0,2}", any::<bool>()), 0..6), new in prop::collection::vec(("[abc]( [de]){0,2}", any::<bool>()), 0..6)) {
            let text = |list: &[(String, bool)]| {
                let lines = list.iter().map(|(text, done)| format!("[{}] {text}", if *done { 'x' } else { ' ' }));
                lines.collect::<Vec<_>>().join("\n")
            };
            let (from, to) = (text(&old), text(&new));
            assert_eq!(criterion_facts(&from).len(), old.len());
            let changes = criteria_changes(&from, &to);
            let added = changes.iter().filter(|c| matches!(c, CriterionChange::Added(..))).count();
            let removed = changes.iter().filter(|c| matches!(c, CriterionChange::Removed(..))).count();
            assert_eq!(old.len() + added, new.len() + removed);
            assert!(criteria_changes(&from, &from).is_empty());
        }
    }
}
