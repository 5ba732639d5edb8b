//! What stands at another place in a text of which the words may be the same.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::model::{Config, Criterion};
use crate::text::{HeadingKeys, criteria_under, one_line, sections};

/// Which of the criteria and sections that both texts have stand elsewhere, a sentence each.
pub(super) fn place_words(before: &str, after: &str, config: &Config) -> Vec<String> {
    let keys = HeadingKeys::new(&config.criteria.headings);
    let (old, new) = (criteria_under(before, &keys), criteria_under(after, &keys));
    let texts = |criteria: &[Criterion]| -> Vec<String> {
        let criteria = criteria.iter();
        criteria.map(|one| one_line(&one.text)).collect()
    };
    let titles = |body: &str| -> Vec<String> {
        let sections = sections(body).into_iter();
        sections.map(|section| section.title).collect()
    };
    let mut words = Vec::new();
    if is_other_order(texts(&old), texts(&new)) {
        words.push("criteria in another order".to_owned());
    }
    words.extend(nested_otherwise(&old, &new));
    if is_other_order(titles(before), titles(after)) {
        words.push("sections in another order".to_owned());
    }
    words
}

/// Whether what both lists have stands in another order; of equals the first ones count.
fn is_other_order<T: Eq + Hash + Clone>(old: Vec<T>, new: Vec<T>) -> bool {
    let of = |list: &[T]| list.iter().cloned().collect::<HashSet<T>>();
    let (in_old, in_new) = (of(&old), of(&new));
    let common = |list: Vec<T>, other: &HashSet<T>| -> Vec<T> {
        let mut seen = HashSet::new();
        let mut list = list;
        list.retain(|one| other.contains(one) && seen.insert(one.clone()));
        list
    };
    common(old, &in_new) != common(new, &in_old)
}

/// Criteria that went below another one, or out from below it.
fn nested_otherwise(old: &[Criterion], new: &[Criterion]) -> Vec<String> {
    let depths: HashMap<&str, usize> = old
        .iter()
        .map(|one| (one.text.as_str(), one.depth))
        .collect();
    let numbered = new.iter().enumerate();
    numbered
        .filter_map(|(at, one)| {
            let was = *depths.get(one.text.as_str())?;
            let how = match (was, one.depth) {
                (was, is) if was == is => return None,
                (_, 0) => "stands by itself",
                (was, is) if was < is => "is nested deeper",
                _ => "is nested less deep",
            };
            Some(format!("criterion {} {how}: {}", at + 1, one.text))
        })
        .collect()
}
