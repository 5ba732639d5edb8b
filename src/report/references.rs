//! Items of similar text that have an estimate: what a team compares a new one with.

use std::collections::HashMap;

use crate::model::{Backlog, Hundredths, StateKind, Story};
use crate::text;

/// An item to compare with.
#[derive(Debug, Clone)]
pub struct Reference<'b> {
    /// The item.
    pub story: &'b Story,
    /// Its size.
    pub points: Hundredths,
    /// Whether it is Done, so that its size is no guess any more.
    pub is_done: bool,
}

/// More words of an item are not looked at.
const LONGEST: usize = 4_000;

/// Returns at most `count` items with an estimate whose titles and texts share most with those of `story`, rare words
/// counting more; Done ones first among equals. Bodies should have been read.
#[must_use]
pub fn references<'b>(backlog: &'b Backlog, story: &Story, count: usize) -> Vec<Reference<'b>> {
    let candidates: Vec<&Story> = backlog
        .stories()
        .iter()
        .filter(|other| other.path != story.path && other.points.is_some())
        .filter(|other| backlog.kind(other) != StateKind::Declined && !backlog.has_children(other))
        .collect();
    let stems: Vec<Vec<u64>> = candidates.iter().map(|other| words(other)).collect();
    let mut met: HashMap<u64, usize> = HashMap::new();
    for stem in stems.iter().flatten() {
        *met.entry(*stem).or_default() += 1;
    }
    let asked = words(story);
    // A word that few items have says more; whole numbers, so that equal means equal.
    let weight = |stem: &u64| match met.get(stem) {
        Some(met) => 1 + 1_000 / u64::try_from(*met).unwrap_or(1_000),
        None => 1_001,
    };
    let sum = |words: &[u64]| words.iter().map(weight).sum::<u64>();
    let all = sum(&asked);
    let mut near: Vec<(u64, Reference<'b>)> = candidates
        .iter()
        .zip(&stems)
        .filter_map(|(other, stems)| {
            let is_asked = |stem: &&u64| asked.binary_search(stem).is_ok();
            let common: Vec<u64> = stems.iter().filter(is_asked).copied().collect();
            let shared = sum(&common);
            let share = (shared * 10_000).checked_div(all + sum(stems) - shared)?;
            let reference = Reference {
                story: other,
                points: other.points?,
                is_done: backlog.kind(other) == StateKind::Done,
            };
            (!common.is_empty()).then_some((share, reference))
        })
        .collect();
    near.sort_by_key(|(share, near)| {
        (
            std::cmp::Reverse((*share, near.is_done)),
            near.story.id.clone(),
        )
    });
    near.truncate(count);
    near.into_iter().map(|(_, reference)| reference).collect()
}

/// The stems of an item's title and text, each once; what was decided and noted about it later is no part of what it asks.
fn words(story: &Story) -> Vec<u64> {
    let body = story.body.as_deref().unwrap_or_default();
    let mut end = body.len();
    for section in text::sections(body) {
        let is_later = ["notes", "estimation", "decisions", "questions"]
            .contains(&section.title.to_lowercase().as_str());
        if is_later {
            end = end.min(section.heading.start);
        }
    }
    let mut end = end.min(LONGEST);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let mut stems = text::stems(&format!("{} {}", story.title, &body[..end]));
    stems.sort_unstable();
    stems.dedup();
    stems
}

#[cfg(test)]
mod tests {
    use super::references;
    use crate::model::{Backlog, Config, Hundredths, Story};

    #[test]
    fn the_nearest_with_an_estimate() {
        let story = |number: u64, title: &str, points: i64, status: &str| {
            let id = format!("US-{number}");
            let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
            story.title = title.into();
            story.status = status.into();
            story.points = (points > 0).then(|| Hundredths::whole(points));
            story.body = Some("## Notes\n\n- saved card\n".into());
            story
        };
        let stories = vec![
            story(1, "Pay with a saved card", 0, "new"),
            story(2, "Pay with a new card", 5, "new"),
            story(3, "Pay with a new card", 3, "done"),
            story(4, "Dark mode", 2, "done"),
            story(5, "Save cards to pay", 0, "done"),
            story(6, "Saved card: pay", 8, "declined"),
        ];
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let near = references(&backlog, backlog.find("1").unwrap(), 5);
        let ids: Vec<u64> = near.iter().map(|near| near.story.id.number()).collect();
        assert_eq!(ids, [3, 2]);
        assert!(near[0].is_done && !near[1].is_done);
    }
}
