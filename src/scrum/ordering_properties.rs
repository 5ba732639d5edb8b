//! Whatever keys a backlog has, moves give the order that a plain list gives.

use proptest::prelude::{Just, Strategy, prop_oneof};
use proptest::{collection, option, proptest};

use super::chance::Chance;
use super::destination::Destination;
use super::ordering::move_stories;
use super::rank_keys::reads_as_text;
use super::rebalance::rebalance;
use crate::model::{Backlog, Config, Story, StoryId};

/// Keys as `po` and people write them, many of them equal or without room between.
fn key() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9a-z]{1,3}",
        "[iz][05]{1,4}",
        "z[12][0-9a-z]{1,4}",
        "i[0-9a-z]{4}",
        "[0-9]{1,2}",
        "[0-9a-z]{15,20}",
        Just("i5".to_owned()),
    ]
}

#[derive(Debug, Clone)]
struct Step {
    items: Vec<usize>,
    place: usize,
    anchor: usize,
}

fn step() -> impl Strategy<Value = Step> {
    (collection::vec(0..40usize, 1..4), 0..6usize, 0..40usize).prop_map(|(items, place, anchor)| {
        Step {
            items,
            place,
            anchor,
        }
    })
}

fn story(number: usize, key: Option<String>, status: &str) -> Story {
    let id = StoryId::new("US", number as u64).unwrap();
    let mut story = Story::new(id, format!("stories/US-{number}.md"));
    story.rank = key.map(|key| key.parse().unwrap());
    story.status = status.to_owned();
    story
}

fn open_ids(backlog: &Backlog) -> Vec<StoryId> {
    backlog.positioned().map(|story| story.id.clone()).collect()
}

/// Whether all keys differ in value and something can come before the first.
fn has_room(backlog: &Backlog) -> bool {
    let mut keys: Vec<String> = std::iter::once(String::new())
        .chain(backlog.stories().iter().map(|story| {
            let key = story.rank_key();
            key.key().trim_end_matches('0').to_owned()
        }))
        .collect();
    let all = keys.len();
    keys.dedup();
    keys.len() == all
}

proptest! {
    #[test]
    fn moves_give_the_order_of_a_plain_list(
        keys in collection::vec((option::weighted(0.7, key()), 0..8usize), 2..30),
        steps in collection::vec(step(), 1..12),
        seed in 0..u64::MAX,
    ) {
        let mut chance = Chance::new(seed);
        let stories = keys.into_iter().enumerate().map(|(index, (key, state))| {
            story(index + 1, key, if state == 0 { "done" } else { "new" })
        });
        let mut backlog = Backlog::new(Config::default(), stories.collect(), Vec::new());
        for step in steps {
            let before = open_ids(&backlog);
            if before.is_empty() {
                break;
            }
            let pick = |at: &usize| before[at % before.len()].clone();
            let mut moved: Vec<StoryId> = Vec::new();
            for id in step.items.iter().map(pick) {
                if !moved.contains(&id) {
                    moved.push(id);
                }
            }
            let mut expected: Vec<StoryId> = before.iter().filter(|id| !moved.contains(id)).cloned().collect();
            let anchor = expected.get(step.anchor % expected.len().max(1)).cloned();
            let (to, at) = match (step.place, anchor) {
                (0, _) => (Destination::Top, 0),
                (1, _) => (Destination::Bottom, expected.len()),
                (2, _) | (_, None) => {
                    let at = step.anchor % (expected.len() + 1);
                    (Destination::Position(at + 1), at)
                }
                (place, Some(anchor)) => {
                    let at = expected.iter().position(|id| *id == anchor).unwrap();
                    if place % 2 == 0 {
                        (Destination::Before(anchor), at)
                    } else {
                        (Destination::After(anchor), at + 1)
                    }
                }
            };
            expected.splice(at..at, moved.iter().cloned());

            let moves = move_stories(&backlog, &step.items.iter().map(pick).collect::<Vec<_>>(), &to, &mut chance.below()).unwrap();
            for new in &moves.ranks {
                assert!(reads_as_text(new.rank.as_str()) && !new.rank.as_str().ends_with('0'));
            }
            if expected == before {
                assert!(moves.ranks.is_empty());
            } else if has_room(&backlog) {
                assert_eq!(moves.ranks.len(), moved.len());
            }
            for told in &moves.moved {
                assert_eq!(before[told.from - 1], told.id);
                assert_eq!(expected[told.to - 1], told.id);
            }
            let untouched: Vec<StoryId> = backlog.stories().iter().map(|s| s.id.clone()).filter(|id| !moved.contains(id)).collect();
            backlog = written(backlog, &moves.ranks);
            assert_eq!(open_ids(&backlog), expected);
            let after: Vec<StoryId> = backlog.stories().iter().map(|s| s.id.clone()).filter(|id| !moved.contains(id)).collect();
            assert_eq!(after, untouched, "the others stay as they were, done ones too");
        }

        let before: Vec<StoryId> = backlog.stories().iter().map(|s| s.id.clone()).collect();
        let short = rebalance(&backlog, &mut chance.below());
        let backlog = written(backlog, &short.ranks);
        let after: Vec<StoryId> = backlog.stories().iter().map(|s| s.id.clone()).collect();
        assert_eq!(after, before);
        assert!(backlog.stories().iter().all(|story| story.rank_key().key().len() <= 16));
    }
}

fn written(backlog: Backlog, ranks: &[super::moves::NewRank]) -> Backlog {
    let mut stories = backlog.into_stories();
    for new in ranks {
        let story = stories
            .iter_mut()
            .find(|story| story.path == new.path)
            .unwrap();
        story.rank = Some(new.rank.clone());
    }
    Backlog::new(Config::default(), stories, Vec::new())
}
