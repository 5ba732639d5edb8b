//! What else to know about a proposed order.

use crate::model::{Backlog, Hundredths, Moscow, Story};

use super::model::ScoreModel;
use super::moscow::moscow_notes;
use super::proposal::Proposed;

/// How many items a note names.
const NAMED: usize = 5;

/// Returns the notes of a proposal: `meant` are all items that were asked for.
pub(super) fn notes(
    backlog: &Backlog,
    model: &ScoreModel,
    items: &[Proposed<'_>],
    meant: &[&Story],
) -> Vec<String> {
    match model {
        ScoreModel::Wsjf => units(items).into_iter().collect(),
        ScoreModel::Moscow => moscow_notes(backlog, meant),
        ScoreModel::Weighted { formula, .. } if formula.terms().any(|term| term.is_share) => {
            vec!["shares move when items are added or change".to_owned()]
        }
        ScoreModel::Rice | ScoreModel::Weighted { .. } => Vec::new(),
    }
}

/// Money and relative numbers cannot be compared; nothing is nothing in both.
fn units(items: &[Proposed<'_>]) -> Option<String> {
    let of = |is_money: bool| -> Vec<&Story> {
        let stories = items.iter().map(|item| item.story);
        stories
            .filter(|story| match story.cost_of_delay {
                Some(money) => is_money && money > Hundredths::ZERO,
                None => !is_money,
            })
            .collect()
    };
    let (money, relative) = (of(true), of(false));
    if money.is_empty() || relative.is_empty() {
        return None;
    }
    let (few, what, many) = if money.len() <= relative.len() {
        (money, "money a week", "relative values")
    } else {
        (relative, "relative values", "money a week")
    };
    Some(format!(
        "{} {} {what}, the others {many}: these cannot be compared",
        named(&few),
        if few.len() == 1 { "has" } else { "have" },
    ))
}

/// `US-1, US-2 and 3 more`.
pub(super) fn named(stories: &[&Story]) -> String {
    let mut text = stories
        .iter()
        .take(NAMED)
        .map(|story| story.id.to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if stories.len() > NAMED {
        text.push_str(&format!(" and {} more", stories.len() - NAMED));
    }
    text
}

/// Whether an item is of a class.
pub(super) fn is_class(story: &Story, class: Moscow) -> bool {
    story.moscow_class().is_some_and(|(own, _)| own == class)
}
