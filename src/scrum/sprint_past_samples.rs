//! Sprints followed through small lives written by hand.

use jiff::Timestamp;
use jiff::civil::{Date, date};

use super::past_items::Unit;
use super::sprint_change::ChangeInSprint;
use super::sprint_past::{SprintDaysError, SprintPast};
use crate::model::{
    Backlog, CommitId, Completeness, Config, Facts, Follower, Hundredths, ItemKind, Landing,
    Moment, Sprint, SprintTally, Story, Timeline, Written,
};

fn story(number: u64, status: &str, points: i64, sprint: &str) -> Story {
    let id = format!("US-{number}").parse().unwrap();
    let mut story = Story::new(id, format!("stories/US-{number}.md"));
    story.title = format!("Story {number}");
    story.status = status.to_owned();
    story.created = Some("2026-11-01T10:00:00Z".parse().unwrap());
    story.points = Some(Hundredths::whole(points));
    story.sprint = Some(sprint.to_owned());
    story
}

/// From Monday the 16th to Friday the 27th.
fn sprint() -> Sprint {
    Sprint {
        name: "8".to_owned(),
        from: Some(date(2026, 11, 16)),
        to: Some(date(2026, 11, 27)),
        path: "sprints/sprint-8.md".to_owned(),
        ..Sprint::default()
    }
}

fn started() -> Sprint {
    Sprint {
        started: Some(date(2026, 11, 16)),
        ..sprint()
    }
}

enum File {
    Story(Box<Story>),
    Sprint(Box<Sprint>),
    Gone(&'static str),
}

/// What landed when: `16T09` is an hour of November 2026.
fn timeline(landings: Vec<(&str, Vec<File>)>, completeness: Completeness) -> Timeline {
    let mut follower = Follower::default();
    let mut moments = Vec::new();
    for (at, (hour, files)) in landings.into_iter().enumerate() {
        let when: Timestamp = format!("2026-11-{hour}:00:00Z").parse().unwrap();
        moments.push(Moment {
            commit: Some(CommitId([0; 20])),
            when,
            day: format!("2026-11-{}", &hour[..2]).parse().unwrap(),
            author: "Ada".into(),
        });
        let mut landing = Landing::default();
        for file in files {
            let (path, kind, facts) = match file {
                File::Story(story) => {
                    let facts = Facts::of_story(&story, &[]);
                    (story.path, ItemKind::Story, facts)
                }
                File::Sprint(sprint) => {
                    let facts = Facts::of_sprint(&sprint);
                    (sprint.path, ItemKind::Sprint, facts)
                }
                File::Gone(path) => {
                    landing.removed.push(path.to_owned());
                    continue;
                }
            };
            let facts = Some(facts);
            landing.written.push(Written { path, kind, facts });
        }
        follower.land(at, landing);
    }
    let (items, events) = follower.into_parts();
    Timeline {
        moments,
        items,
        events,
        completeness,
        ..Timeline::default()
    }
}

fn past(timeline: &Timeline, sprint: &Sprint) -> SprintPast {
    SprintPast::new(timeline, &Config::default(), sprint).unwrap()
}

/// `remaining/done` of each day.
fn told(past: &SprintPast, unit: Unit) -> Vec<String> {
    let day = |figures: Option<super::DayFigures>| match figures {
        Some(figures) => format!("{}/{}", figures.remaining, figures.done),
        None => "?".to_owned(),
    };
    let days = past.days.iter();
    days.map(|each| day(each.figures(unit))).collect()
}

fn changed(past: &SprintPast) -> Vec<String> {
    let word = |what: &ChangeInSprint| match what {
        ChangeInSprint::Added(_) => "added",
        ChangeInSprint::Removed(_) => "removed",
        ChangeInSprint::Estimated(..) => "estimated",
        ChangeInSprint::Done(..) => "done",
        ChangeInSprint::Undone(..) => "undone",
        ChangeInSprint::Moved(..) => "moved",
    };
    let changes = past.changes.iter();
    changes
        .map(|change| format!("{} {} {}", change.date.day(), change.id, word(&change.what)))
        .collect()
}

fn lived() -> Timeline {
    let mut late = story(1, "done", 5, "8");
    // Done on Tuesday, merged on Friday.
    late.done = Some(date(2026, 11, 17));
    timeline(
        vec![
            (
                "13T09",
                vec![File::Story(Box::new(story(1, "ready", 5, "8")))],
            ),
            (
                "16T10",
                vec![
                    File::Sprint(Box::new(started())),
                    File::Story(Box::new(story(2, "ready", 3, "8"))),
                ],
            ),
            (
                "18T10",
                vec![File::Story(Box::new(story(2, "ready", 8, "8")))],
            ),
            (
                "19T10",
                vec![File::Story(Box::new(story(3, "new", 2, "Sprint 08")))],
            ),
            ("20T10", vec![File::Story(Box::new(late))]),
            (
                "23T10",
                vec![File::Story(Box::new(story(3, "done", 2, "8")))],
            ),
            (
                "23T15",
                vec![File::Story(Box::new(story(3, "in-progress", 2, "8")))],
            ),
            (
                "24T10",
                vec![File::Story(Box::new(story(2, "declined", 8, "8")))],
            ),
            ("25T10", vec![File::Gone("stories/US-3.md")]),
        ],
        Completeness::Full,
    )
}

#[test]
fn each_day_is_as_its_end_was() {
    let timeline = lived();
    let past = past(&timeline, &started());
    assert_eq!(
        told(&past, Unit::Points),
        [
            "8/0", "8/0", "13/0", "15/0", "10/5", "10/5", "10/5", "10/5", "2/5", "0/5"
        ]
    );
    assert_eq!(
        told(&past, Unit::Items),
        [
            "2/0", "2/0", "2/0", "3/0", "2/1", "2/1", "2/1", "2/1", "1/1", "0/1"
        ]
    );
    assert_eq!(
        changed(&past),
        [
            "18 US-2 estimated",
            "19 US-3 added",
            "20 US-1 done",
            "23 US-3 done",
            "23 US-3 undone",
            "24 US-2 removed",
            "25 US-3 removed"
        ]
    );
    assert_eq!(past.calendar.len(), 12);
    assert_eq!(
        past.planned(&started(), Unit::Points),
        Some(Hundredths::whole(8))
    );
    let mut planned = started();
    planned.planned = Some(SprintTally {
        points: Hundredths::whole(21),
        items: 6,
    });
    assert_eq!(
        past.planned(&planned, Unit::Items),
        Some(Hundredths::whole(6))
    );
    assert_eq!(
        past.ideal(&planned, Unit::Points)[0],
        "18.9".parse().unwrap()
    );
}

#[test]
fn what_happens_later_changes_no_past_day() {
    let mut longer = lived();
    let whole = past(&longer, &started());
    let cut = longer.moments.len() - 2;
    longer.events.retain(|event| event.moment < cut);
    longer.moments.truncate(cut);
    let shorter = past(&longer, &started());
    assert_eq!(shorter.days[..], whole.days[..shorter.days.len()]);
}

#[test]
fn what_a_close_sends_back_was_not_done() {
    let closed = Sprint {
        closed: Some(date(2026, 11, 27)),
        returned: vec!["US-2".to_owned()],
        ..started()
    };
    let timeline = timeline(
        vec![
            (
                "16T09",
                vec![
                    File::Sprint(Box::new(started())),
                    File::Story(Box::new(story(1, "ready", 5, "8"))),
                    File::Story(Box::new(story(2, "ready", 3, "8"))),
                ],
            ),
            (
                "20T09",
                vec![File::Story(Box::new(story(1, "done", 5, "8")))],
            ),
            (
                "27T15",
                vec![
                    File::Sprint(Box::new(closed.clone())),
                    File::Story(Box::new(story(2, "ready", 3, ""))),
                ],
            ),
            (
                "27T16",
                vec![File::Story(Box::new(story(2, "done", 3, "9")))],
            ),
        ],
        Completeness::Full,
    );
    let past = past(&timeline, &closed);
    assert_eq!(told(&past, Unit::Points).last().unwrap(), "3/5");
    assert_eq!(changed(&past), ["20 US-1 done"]);
}

#[test]
fn an_epic_counts_in_its_children() {
    let mut child = story(2, "ready", 3, "8");
    child.epic = Some("1".to_owned());
    let mut own = story(3, "ready", 2, "8");
    own.epic = Some("US-3".to_owned());
    let timeline = timeline(
        vec![
            (
                "16T09",
                vec![
                    File::Story(Box::new(story(1, "ready", 8, "8"))),
                    File::Story(Box::new(own)),
                ],
            ),
            ("18T09", vec![File::Story(Box::new(child))]),
        ],
        Completeness::Full,
    );
    assert_eq!(
        told(&past(&timeline, &sprint()), Unit::Points),
        ["10/0", "10/0", "5/0"]
    );
}

#[test]
fn what_is_missing_is_unknown_and_never_nothing() {
    let landings = || {
        vec![(
            "18T09",
            vec![File::Story(Box::new(story(1, "ready", 5, "8")))],
        )]
    };
    for completeness in [Completeness::Shallow, Completeness::Full] {
        let past = past(&timeline(landings(), completeness), &sprint());
        assert_eq!(told(&past, Unit::Points), ["?", "?", "5/0"]);
        assert!(changed(&past).is_empty());
    }
}

#[test]
fn the_files_at_hand_are_today() {
    let now: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
    let stories = vec![story(1, "done", 5, "8")];
    let at_hand = Backlog::new(Config::default(), stories, Vec::new());
    let timeline = lived().with_working_tree(&at_hand, |_| Vec::new(), now);
    assert_eq!(past(&timeline, &started()).landed_today, None);
    let stories = vec![story(1, "done", 5, "8"), story(9, "ready", 1, "8")];
    let at_hand = Backlog::new(Config::default(), stories, Vec::new());
    let timeline = lived().with_working_tree(&at_hand, |_| Vec::new(), now);
    let past = past(&timeline, &started());
    assert_eq!(told(&past, Unit::Points).last().unwrap(), "1/5");
    let landed = past.landed_today.as_ref().unwrap();
    assert_eq!(landed.len(), 1);
    let last = past.changes.last().unwrap();
    assert_eq!((last.id.as_str(), last.landed), ("US-9", false));
}

#[test]
fn without_history_dates_carry_it() {
    let now: Timestamp = "2026-11-19T10:00:00Z".parse().unwrap();
    let mut done = story(1, "done", 5, "8");
    done.done = Some(date(2026, 11, 17));
    let mut new = story(2, "ready", 3, "8");
    new.created = Some("2026-11-18T10:00:00Z".parse().unwrap());
    let backlog = Backlog::new(Config::default(), vec![done, new], Vec::new());
    let timeline = Timeline::default().with_working_tree(&backlog, |_| Vec::new(), now);
    let past = past(&timeline, &started());
    assert!(past.is_carried);
    assert_eq!(told(&past, Unit::Points), ["5/0", "0/5", "3/5", "3/5"]);
    assert_eq!(changed(&past), ["17 US-1 done"]);
}

/// `first..last, so many with an ideal`.
fn days_of(timeline: &Timeline, sprint: &Sprint) -> String {
    let past = past(timeline, sprint);
    let ideal = past.ideal(sprint, Unit::Points);
    let ends = |days: &[Date]| Some(format!("{}..{}", days.first()?, days.last()?));
    assert!(ideal.last().is_none_or(|left| *left == Hundredths::ZERO));
    format!("{}, {}", ends(&past.calendar).unwrap(), ideal.len())
}

#[test]
fn a_sprint_shows_the_days_that_it_really_took() {
    let timeline = lived();
    let on = |day: i8| Some(date(2026, 11, day));
    let took = |started: Option<Date>, closed: Option<Date>| {
        let sprint = Sprint {
            started,
            closed,
            to: on(20),
            ..sprint()
        };
        days_of(&timeline, &sprint)
    };
    let late = "2026-11-16..2026-11-24, 5";
    assert_eq!(took(on(16), on(24)), late, "closed late");
    assert_eq!(took(on(16), on(18)), "2026-11-16..2026-11-18, 3", "early");
    assert_eq!(
        took(on(13), on(20)),
        "2026-11-13..2026-11-20, 8",
        "begun early"
    );
    assert_eq!(took(None, None), "2026-11-16..2026-11-20, 5", "planned");
    // What happened after the end that was meant is told, too.
    let now: Timestamp = "2026-11-26T10:00:00Z".parse().unwrap();
    let done = Backlog::new(
        Config::default(),
        vec![story(1, "done", 5, "8")],
        Vec::new(),
    );
    let timeline = lived().with_working_tree(&done, |_| Vec::new(), now);
    let sprint = Sprint {
        to: on(20),
        ..started()
    };
    let still = "2026-11-16..2026-11-26, 5";
    assert_eq!(days_of(&timeline, &sprint), still, "still running");
    // A slip of the year makes no chart of centuries.
    let slip = Sprint {
        started: Some(Date::MIN),
        closed: Some(Date::MAX),
        ..sprint
    };
    assert_eq!(
        past(&timeline, &slip).calendar.len(),
        super::sprint_past::MOST_DAYS
    );
}

#[test]
fn days_that_make_no_sense_are_refused() {
    let days = |from: Option<Date>, to: Option<Date>| {
        let sprint = Sprint {
            from,
            to,
            ..sprint()
        };
        SprintPast::new(&Timeline::default(), &Config::default(), &sprint)
    };
    assert!(matches!(days(None, None), Err(SprintDaysError::NoDays(_))));
    let (early, late) = (Some(Date::MIN), Some(Date::MAX));
    for (from, to) in [(early, late), (late, early)] {
        assert!(matches!(
            days(from, to),
            Err(SprintDaysError::Length { .. })
        ));
    }
    let usual = days(Some(date(2026, 11, 16)), None).unwrap();
    assert_eq!(usual.calendar.last(), Some(&date(2026, 11, 27)));
}
