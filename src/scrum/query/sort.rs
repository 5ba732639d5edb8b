//! In which order a list is shown.

use std::cmp::Ordering;

use crate::model::{Backlog, Sprint, Story};

use super::error::QueryError;

/// What items are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortKey {
    /// The order of the backlog.
    #[default]
    Rank,
    /// The number of the id.
    Id,
    /// The title, from a to z.
    Title,
    /// The state, as the workflow goes.
    Status,
    /// The type, as `po.yaml` lists them.
    Type,
    /// The size, the largest first.
    Points,
    /// The value, the highest first.
    Value,
    /// The day it was added, the newest first.
    Created,
    /// The Sprint, by its number or name.
    Sprint,
}

/// A sort key and its direction. Each key has the direction a person expects of it: numbers from the highest, dates from
/// the newest, all else upwards; a `-` before it turns that round. Items without the field come last either way, and
/// where two are equal the order of the backlog decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sort {
    /// What items are sorted by.
    pub key: SortKey,
    /// Whether the expected direction is turned round.
    pub reversed: bool,
}

impl SortKey {
    /// Every key by its name.
    pub const NAMES: [(&'static str, Self); 9] = [
        ("rank", Self::Rank),
        ("id", Self::Id),
        ("title", Self::Title),
        ("status", Self::Status),
        ("type", Self::Type),
        ("points", Self::Points),
        ("value", Self::Value),
        ("created", Self::Created),
        ("sprint", Self::Sprint),
    ];
}

impl Sort {
    /// Reads a sort key such as `value` or `-value`.
    ///
    /// # Errors
    /// [`QueryError`] for an unknown key.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        let trimmed = text.trim();
        let (name, reversed) = trimmed
            .strip_prefix('-')
            .map_or((trimmed, false), |name| (name, true));
        let names = SortKey::NAMES.map(|(name, _)| name);
        SortKey::NAMES
            .into_iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, key)| Self { key, reversed })
            .ok_or_else(|| {
                let error =
                    QueryError::new(0..text.len(), format!("there is no sort key `{name}`"));
                error.known("known keys", name, &names)
            })
    }

    /// Puts items of a backlog in that order.
    pub fn apply(self, backlog: &Backlog, stories: &mut [&Story]) {
        stories.sort_by_cached_key(|story| (story.rank_key(), story.path.clone()));
        let places = match self.key {
            SortKey::Rank => {
                if self.reversed {
                    stories.reverse();
                }
                return;
            }
            SortKey::Id => sorted(stories, |story| Some(story.id.clone())),
            SortKey::Title => sorted(stories, |story| {
                let title = story.title.trim().to_lowercase();
                (!title.is_empty()).then_some(title)
            }),
            SortKey::Status => sorted(stories, |story| {
                let states = &backlog.config.states;
                states
                    .iter()
                    .position(|state| state.is_named(&story.status))
            }),
            SortKey::Type => sorted(stories, |story| {
                let types = &backlog.config.types;
                types
                    .iter()
                    .position(|name| name.eq_ignore_ascii_case(&story.item_type))
            }),
            SortKey::Points => sorted(stories, |story| story.points.map(std::cmp::Reverse)),
            SortKey::Value => sorted(stories, |story| story.value.map(std::cmp::Reverse)),
            SortKey::Created => sorted(stories, |story| story.created.map(std::cmp::Reverse)),
            SortKey::Sprint => sorted(stories, sprint),
        };
        let mut keyed: Vec<(Option<usize>, &Story)> =
            places.into_iter().zip(stories.iter().copied()).collect();
        keyed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if self.reversed => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
        for (place, (_, story)) in stories.iter_mut().zip(keyed) {
            *place = story;
        }
    }
}

/// For each item the place of its key among all keys, equal keys having the same place.
fn sorted<K: Ord + Clone>(
    stories: &[&Story],
    key: impl Fn(&Story) -> Option<K>,
) -> Vec<Option<usize>> {
    let keys: Vec<Option<K>> = stories.iter().map(|story| key(story)).collect();
    let mut known: Vec<K> = keys.iter().flatten().cloned().collect();
    known.sort();
    known.dedup();
    keys.into_iter()
        .map(|key| key.and_then(|key| known.binary_search(&key).ok()))
        .collect()
}

/// Numbered Sprints by number, before those with a name.
fn sprint(story: &Story) -> Option<(u64, String)> {
    let name = story.sprint.as_deref()?.trim().to_lowercase();
    if name.is_empty() {
        return None;
    }
    let digits = name.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number = digits.parse().ok().filter(|&number: &u64| {
        let named = Sprint {
            name: number.to_string(),
            ..Sprint::default()
        };
        named.is_named(&name)
    });
    Some(number.map_or((u64::MAX, name), |number| (number, String::new())))
}
