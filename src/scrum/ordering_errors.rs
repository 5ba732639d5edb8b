//! What cannot be moved, what need not be, and what is told of a move.

use super::chance::Chance;
use super::destination::{Destination, MoveError};
use super::moves::{Moves, Neighbour};
use super::ordering::move_stories;
use crate::model::{Backlog, ChangeKind, Config, Edit, Story, StoryId, Value};

fn id(number: u64) -> StoryId {
    StoryId::new("US", number).unwrap()
}

fn story(number: u64, change: impl FnOnce(&mut Story)) -> Story {
    let mut story = Story::new(id(number), format!("stories/US-{number}.md"));
    change(&mut story);
    story
}

/// US-1 done; US-2 an epic over 3 and 4; 5, 6 and 7 open; 8 declined; 9 twice. All unranked.
fn backlog() -> Backlog {
    let mut stories = vec![
        story(1, |s| s.status = "Done".into()),
        story(2, |s| s.item_type = "epic".into()),
        story(3, |s| s.epic = Some("US-2".into())),
        story(4, |s| s.epic = Some("US-2".into())),
        story(8, |s| s.status = "declined".into()),
        story(9, |_| ()),
        story(9, |s| s.path = "stories/US-9-again.md".into()),
    ];
    stories.extend([5, 6, 7].map(|number| story(number, |_| ())));
    Backlog::new(Config::default(), stories, Vec::new())
}

fn attempt(ids: &[u64], to: &Destination) -> Result<Moves, MoveError> {
    let ids: Vec<StoryId> = ids.iter().map(|&number| id(number)).collect();
    move_stories(&backlog(), &ids, to, &mut Chance::new(1).below())
}

fn refused(ids: &[u64], to: &Destination) -> String {
    attempt(ids, to).unwrap_err().to_string()
}

#[test]
fn refuses_with_the_reason() {
    assert_eq!(refused(&[], &Destination::Top), "no item was named to move");
    assert_eq!(
        refused(&[6], &Destination::Before(id(6))),
        "`US-6` cannot be moved next to itself"
    );
    assert_eq!(
        refused(&[5, 6], &Destination::After(id(5))),
        "`US-5` cannot be moved next to itself"
    );
    assert_eq!(
        refused(&[70], &Destination::Top),
        "there is no item `US-70`; did you mean `US-7`?"
    );
    assert_eq!(
        refused(&[5], &Destination::Before(id(4444))),
        "there is no item `US-4444`"
    );
    assert_eq!(
        refused(&[1], &Destination::Top),
        "`US-1` is Done, and only open items have a position"
    );
    assert_eq!(
        refused(&[5], &Destination::After(id(8))),
        "`US-8` is declined, and only open items have a position"
    );
    assert_eq!(
        refused(&[2], &Destination::Top),
        "`US-2` has no position of its own: its children have (US-3, US-4)"
    );
    assert!(refused(&[9], &Destination::Top).contains("stories/US-9-again.md and stories/US-9.md"));
    // 3, 4, 5, 6, 7, 9 and 9 have positions.
    assert_eq!(
        refused(&[5], &Destination::Position(0)),
        "there is no position 0; it can be 1 to 7"
    );
    assert_eq!(
        refused(&[5], &Destination::Position(8)),
        "there is no position 8; it can be 1 to 7"
    );
    assert_eq!(
        refused(&[5, 6], &Destination::Position(7)),
        "there is no position 7; it can be 1 to 6"
    );
}

#[test]
fn tells_old_and_new_positions_and_the_neighbour() {
    let moves = attempt(&[6, 3, 6], &Destination::Position(2)).unwrap();
    let told: Vec<(u64, usize, usize)> = moves
        .moved
        .iter()
        .map(|m| (m.id.number(), m.from, m.to))
        .collect();
    assert_eq!(told, [(6, 4, 2), (3, 1, 3)]);
    assert_eq!(moves.moved[0].neighbour, Neighbour::Before(id(3)));
    assert_eq!(moves.moved[1].neighbour, Neighbour::Before(id(5)));
    assert_eq!((moves.ranks.len(), moves.rekeyed().count()), (2, 0));
    let last = attempt(&[5], &Destination::Bottom).unwrap();
    assert_eq!(last.moved[0].neighbour, Neighbour::After(id(9)));
    let edit = Edit::set("rank", Value::Plain(last.ranks[0].rank.to_string()));
    assert_eq!(last.changes()[0].kind, ChangeKind::Edit(vec![edit]));
}

#[test]
fn a_move_that_changes_nothing_writes_nothing() {
    let same = [
        attempt(&[3], &Destination::Top),
        attempt(&[3, 4], &Destination::Before(id(5))),
        attempt(&[7, 7], &Destination::Position(5)),
        attempt(&[6], &Destination::After(id(5))),
        attempt(&[4, 5, 6], &Destination::Position(2)),
    ];
    for moves in same {
        let moves = moves.unwrap();
        assert!(moves.ranks.is_empty() && moves.moved.iter().all(|m| m.from == m.to));
    }
    assert!(
        !attempt(&[4, 3], &Destination::Top)
            .unwrap()
            .ranks
            .is_empty()
    );
}

#[test]
fn unranked_items_that_come_later_come_after_the_bottom() {
    for status in ["", "done"] {
        let mut stories: Vec<Story> = (1..=300).map(|number| story(number, |_| ())).collect();
        stories[299].status = status.into();
        let backlog = Backlog::new(Config::default(), stories.clone(), Vec::new());
        let mut chance = Chance::new(3);
        let moves = move_stories(
            &backlog,
            &[id(4)],
            &Destination::Bottom,
            &mut chance.below(),
        )
        .unwrap();
        stories[3].rank = Some(moves.ranks[0].rank.clone());
        stories.push(story(301, |_| ()));
        let backlog = Backlog::new(Config::default(), stories, Vec::new());
        let last: Vec<u64> = backlog.positioned().map(|s| s.id.number()).collect();
        assert_eq!(last[last.len() - 2..], [4, 301]);
    }
}

#[test]
fn equal_keys_change_in_the_smaller_part_of_the_run() {
    let ranked = |number, rank: &str| story(number, |s| s.rank = Some(rank.parse().unwrap()));
    let mut stories = vec![ranked(1, "i1"), ranked(9, "i9")];
    stories.extend((2..8).map(|number| ranked(number, "i5")));
    let backlog = Backlog::new(Config::default(), stories, Vec::new());
    for (anchor, rekeyed) in [(3, vec![2, 3]), (5, vec![6, 7]), (7, vec![])] {
        let to = Destination::After(id(anchor));
        let moves = move_stories(&backlog, &[id(1)], &to, &mut Chance::new(5).below()).unwrap();
        let others: Vec<u64> = moves.rekeyed().map(|new| new.id.number()).collect();
        assert_eq!(others, rekeyed, "after {anchor}");
        assert_eq!(moves.ranks[0].id, id(1));
    }
}
