//! What changed in what `product.md` says.

use std::collections::HashMap;

use crate::model::{Objective, Product};
use crate::report::diff::body::only_in_one;
use crate::report::diff::words::exchange;

/// What changed, a sentence each.
pub(super) fn product_words(before: &Product, after: &Product) -> Vec<String> {
    let mut words = Vec::new();
    let lines = [
        ("Product Goal", &before.goal, &after.goal),
        ("Vision", &before.vision, &after.vision),
    ];
    for (name, was, is) in lines {
        words.extend(match (was.as_deref(), is.as_deref()) {
            (was, is) if was == is => None,
            (Some(was), Some(is)) => Some(format!("{name}: {}", exchange(was, is))),
            (None, Some(is)) => Some(format!("{name} written: {is}")),
            (_, None) => Some(format!("{name} taken away")),
        });
    }
    let (known_old, known_new) = (by_name(before), by_name(after));
    for objective in &after.objectives {
        words.extend(match known_old.get(objective.name.as_str()) {
            None => Some(format!("objective added: {}", named(objective))),
            Some(was) if was.text == objective.text => None,
            Some(was) => Some(format!(
                "objective {}: {}",
                objective.name,
                exchange(&was.text, &objective.text)
            )),
        });
    }
    let gone = before.objectives.iter();
    let gone = gone.filter(|o| !known_new.contains_key(o.name.as_str()));
    words.extend(gone.map(|o| format!("objective taken away: {}", named(o))));
    let (gone, added) = only_in_one(
        before.definition_of_done.clone(),
        after.definition_of_done.clone(),
    );
    let added = added.into_iter();
    words.extend(added.map(|line| format!("Definition of Done, added: {line}")));
    let gone = gone.into_iter();
    words.extend(gone.map(|line| format!("Definition of Done, taken away: {line}")));
    words
}

fn by_name(product: &Product) -> HashMap<&str, &Objective> {
    let objectives = product.objectives.iter();
    objectives.map(|o| (o.name.as_str(), o)).collect()
}

fn named(objective: &Objective) -> String {
    if objective.name == objective.text {
        return objective.name.clone();
    }
    format!("{} {}", objective.name, objective.text)
}
