//! When two files of different moments hold the same item.

use super::facts::{Facts, ItemKind};
use crate::model::same_sprint;

/// Whether both are the same item: `created` and any of id and aliases for stories, the id alone where one of them has
/// no `created`; the name for Sprints and releases.
pub(super) fn is_same(kind: ItemKind, a: &Facts, b: &Facts) -> bool {
    match kind {
        ItemKind::Story => match (a.text("created"), b.text("created")) {
            (Some(one), Some(other)) => {
                one == other && names(kind, a).any(|own| names(kind, b).any(|name| name == own))
            }
            _ => a.text("id").is_some() && a.text("id") == b.text("id"),
        },
        ItemKind::Sprint => {
            let (a, b) = (a.text("sprint"), b.text("sprint"));
            same_sprint(a.unwrap_or_default(), b.unwrap_or_default())
        }
        ItemKind::Release => a.text("release") == b.text("release"),
    }
}

/// The names under which an item is looked for, in lower case.
pub(super) fn names(kind: ItemKind, facts: &Facts) -> impl Iterator<Item = String> {
    let (first, others) = match kind {
        ItemKind::Story => (facts.text("id"), facts.text("aliases")),
        ItemKind::Sprint => (facts.text("sprint"), None),
        ItemKind::Release => (facts.text("release"), None),
    };
    let all = first
        .into_iter()
        .chain(others.into_iter().flat_map(str::lines));
    all.map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::{Facts, ItemKind, is_same};

    fn story(id: &str, created: &str, aliases: &str) -> Facts {
        let mut facts = Facts::default();
        for (name, text) in [("id", id), ("created", created), ("aliases", aliases)] {
            facts.set(name, Some(text.into()));
        }
        facts
    }

    #[test]
    fn created_and_a_name_or_the_id_alone() {
        let same = |a: &Facts, b: &Facts| {
            assert_eq!(
                is_same(ItemKind::Story, a, b),
                is_same(ItemKind::Story, b, a)
            );
            is_same(ItemKind::Story, a, b)
        };
        let one = story("US-1", "monday", "");
        assert!(same(&one, &story("US-1", "monday", "OLD-1")));
        assert!(same(&one, &story("US-9", "monday", "us-1")));
        assert!(same(&one, &story("US-1", "", "")));
        assert!(!same(&one, &story("US-9", "", "US-1")));
        assert!(!same(&one, &story("US-1", "tuesday", "")));
        assert!(!same(&one, &story("US-2", "monday", "")));
        assert!(!same(&story("", "", ""), &story("", "", "")));
    }
}
