//! What a timeline answers, on small lives written by hand.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{CommitId, Completeness, Follower, Landing, Moment, Timeline, What, Written};
use crate::model::{Backlog, Config, Criterion, Facts, ItemKind, Sprint, Story};

fn story(number: u64, status: &str) -> Story {
    let id = format!("US-{number}").parse().unwrap();
    let mut story = Story::new(id, format!("stories/US-{number}.md"));
    story.title = format!("Story {number}");
    story.status = status.to_owned();
    story.created = Some("2026-11-01T10:00:00Z".parse().unwrap());
    story
}

fn written(story: &Story) -> Written {
    Written {
        path: story.path.clone(),
        kind: ItemKind::Story,
        facts: Some(Facts::of_story(story, &[])),
    }
}

/// A timeline of landings, each at an hour of November 2026.
fn timeline(landings: Vec<(&str, Landing)>) -> Timeline {
    let mut follower = Follower::default();
    let mut moments = Vec::new();
    for (moment, (hour, landing)) in landings.into_iter().enumerate() {
        let when: Timestamp = format!("2026-11-{hour}:00:00Z").parse().unwrap();
        moments.push(Moment {
            commit: Some(CommitId([0; 20])),
            when,
            day: day(&hour[..2]),
            author: "Ada".into(),
        });
        follower.land(moment, landing);
    }
    let (items, events) = follower.into_parts();
    Timeline {
        moments,
        items,
        events,
        completeness: Completeness::Full,
        ..Timeline::default()
    }
}

fn day(number: &str) -> Date {
    format!("2026-11-{number}").parse().unwrap()
}

fn lands(stories: &[Story]) -> Landing {
    Landing {
        removed: Vec::new(),
        written: stories.iter().map(written).collect(),
    }
}

fn status_at(timeline: &Timeline, number: &str) -> Option<String> {
    let snapshot = timeline.state_at_end_of(day(number))?;
    let (_, facts) = snapshot.stories().next()?;
    Some(facts.status().to_owned())
}

/// Ready on the 2nd, twice changed on the 4th, done on Tuesday the 10th and merged on Friday the 13th.
fn lived() -> Timeline {
    let mut done = story(1, "done");
    done.done = Some(day("10"));
    timeline(vec![
        ("02T09", lands(&[story(1, "ready")])),
        ("04T09", lands(&[story(1, "in-progress")])),
        ("04T17", lands(&[story(1, "ready")])),
        ("05T09", lands(&[story(1, "in-progress")])),
        ("13T09", lands(&[done])),
    ])
}

#[test]
fn a_day_is_as_its_end_was() {
    let timeline = lived();
    let told = ["01", "02", "03", "04", "05", "12", "13", "30"];
    let told = told.map(|day| status_at(&timeline, day).unwrap_or_default());
    let working = "in-progress";
    assert_eq!(
        told,
        [
            "", "ready", "ready", "ready", working, working, "done", "done"
        ]
    );
    let last = timeline.last_snapshot();
    assert_eq!(last.facts(0).unwrap().date("done"), Some(day("10")));
    let mut replay = timeline.replay();
    for number in ["02", "04", "05", "13"] {
        let slow = timeline.state_at_end_of(day(number));
        assert_eq!(replay.to_end_of(day(number)), slow.as_ref());
    }
    assert_eq!(timeline.life(0).count(), 6);
    assert_eq!(timeline.appeared(0), Some(day("02")));
    assert!(timeline.not_landed().is_empty());
}

#[test]
fn what_is_missing_is_unknown_and_never_nothing() {
    let mut timeline = lived();
    timeline.completeness = Completeness::Shallow;
    assert!(timeline.state_at_end_of(day("01")).is_none());
    assert!(timeline.state_at_end_of(day("02")).is_some());
    assert_eq!(timeline.appeared(0), None);
    let nothing = Timeline::default();
    assert!(nothing.state_at_end_of(day("01")).is_none());
    assert_eq!((nothing.first_day(), nothing.last_day()), (None, None));
}

#[test]
fn the_files_at_hand_are_the_last_moment() {
    let now: Timestamp = "2026-11-14T10:00:00Z".parse().unwrap();
    let mut at_hand = story(1, "done");
    at_hand.done = Some(day("10"));
    at_hand.path = "stories/later/US-1.md".to_owned();
    let mut backlog = Backlog::new(
        Config::default(),
        vec![at_hand, story(2, "new")],
        Vec::new(),
    );
    backlog.sprints.push(Sprint {
        name: "8".to_owned(),
        path: "sprints/sprint-8.md".to_owned(),
        ..Sprint::default()
    });
    let criterion = Criterion {
        text: "It works".to_owned(),
        done: false,
        has_box: true,
        depth: 0,
        range: 0..0,
    };
    let criteria = |story: &Story| match story.id.number() {
        1 => vec![criterion.clone()],
        _ => Vec::new(),
    };
    let timeline = lived().with_working_tree(&backlog, criteria, now);
    let fresh: Vec<String> = timeline
        .not_landed()
        .iter()
        .map(|event| match &event.what {
            What::Set(name, _, _) => format!("{} {name}", event.item),
            What::Appeared(facts) => format!("{} {}", event.item, facts.path()),
            other => format!("{} {other:?}", event.item),
        })
        .collect();
    assert_eq!(
        fresh,
        [
            "1 sprints/sprint-8.md",
            "2 stories/US-2.md",
            "0 criteria",
            "0 path"
        ]
    );
    let last = timeline.moments.last().unwrap();
    assert_eq!((last.commit, last.when, last.day), (None, now, day("14")));
    assert_eq!(timeline.last_snapshot().sprints().count(), 1);
    // Nothing differs: today is known all the same.
    let again = lived().with_working_tree(
        &Backlog::new(Config::default(), Vec::new(), Vec::new()),
        criteria,
        "2026-11-01T00:00:00Z".parse().unwrap(),
    );
    assert!(matches!(again.not_landed()[0].what, What::Deleted));
    assert_eq!(
        again.last_day(),
        Some(day("13")),
        "a clock that goes back is not believed"
    );
    // Without git there is only today.
    let alone = Timeline::default().with_working_tree(&backlog, criteria, now);
    assert_eq!(alone.completeness, Completeness::NoGit);
    assert_eq!(
        (alone.is_known(day("13")), alone.is_known(day("14"))),
        (false, true)
    );
    assert_eq!(alone.last_snapshot().stories().count(), 2);
}

#[test]
fn a_path_taken_over_by_another_story_is_another_life() {
    let mut other = story(1, "new");
    other.created = Some("2026-11-03T10:00:00Z".parse().unwrap());
    let mut moved = story(1, "ready");
    moved.id = "US-7".parse().unwrap();
    moved.aliases = vec!["US-1".to_owned()];
    moved.path = "stories/US-7.md".to_owned();
    let timeline = timeline(vec![
        ("02T09", lands(&[story(1, "ready")])),
        ("03T09", lands(&[other.clone(), moved])),
        (
            "04T09",
            Landing {
                removed: vec![other.path.clone()],
                written: Vec::new(),
            },
        ),
        ("05T09", lands(&[other])),
    ]);
    let last = timeline.last_snapshot();
    assert_eq!(timeline.items.len(), 2);
    assert_eq!(last.facts(0).unwrap().text("id"), Some("US-7"));
    let life: Vec<&What> = timeline.life(1).map(|event| &event.what).collect();
    assert!(matches!(
        life[..],
        [What::Appeared(_), What::Deleted, What::Reappeared]
    ));
}

#[test]
fn two_of_one_second_that_get_other_numbers_at_once_stay_themselves() {
    let called = |number: u64, words: &str, alias: Option<&str>| {
        let mut story = story(number, "new");
        story.path = format!("stories/US-{number}-{words}.md");
        story.title = words.to_owned();
        story.aliases.extend(alias.map(str::to_owned));
        story
    };
    let (bo, cy) = (called(4, "bo", None), called(4, "cy", None));
    let after = [called(7, "bo", Some("US-4")), called(8, "cy", Some("US-4"))];
    let renumbered = Landing {
        removed: vec![bo.path.clone(), cy.path.clone()],
        ..lands(&after)
    };
    let timeline = timeline(vec![("02T10", lands(&[bo, cy])), ("03T10", renumbered)]);
    let state = timeline.last_snapshot();
    for (story, number) in after.iter().zip(["bo", "cy"]) {
        let item = Timeline::item_at(&state, &story.path).unwrap();
        let title = timeline.life(item).find_map(|event| match &event.what {
            What::Appeared(facts) => facts.text("title").map(str::to_owned),
            _ => None,
        });
        assert_eq!(title.as_deref(), Some(number));
    }
}
