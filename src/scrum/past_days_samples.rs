//! Days of invented backlogs, held against what a slow look at each day's end says.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use proptest::prelude::{prop_assert_eq, proptest};
use std::collections::BTreeMap;

use super::past_days::{PastDays, PastScope, release_window};
use super::past_items::{Parents, PastItem, Unit};
use crate::model::{
    Backlog, CommitId, Completeness, Config, Facts, Follower, Hundredths, ItemKind, Landing,
    Moment, Release, StateKind, Story, Timeline, Written,
};

const STATES: [&str; 5] = ["new", "ready", "in-progress", "done", "declined"];
const KINDS: [StateKind; 4] = [
    StateKind::New,
    StateKind::Ready,
    StateKind::Started,
    StateKind::Done,
];

fn day(n: i64) -> Date {
    date(2026, 11, 2).saturating_add(jiff::Span::new().days(n))
}

/// What lands in a commit: hours since the one before, a story, its state, points, release and epic; none deletes it.
type Step = (u8, u8, Option<(usize, u8, bool, Option<u8>)>);

fn timeline(steps: &[Step], completeness: Completeness) -> Timeline {
    let mut follower = Follower::default();
    let mut moments = Vec::new();
    let mut when: Timestamp = "2026-11-02T08:00:00Z".parse().unwrap();
    for (at, (hours, number, what)) in steps.iter().enumerate() {
        when = when
            .checked_add(jiff::Span::new().hours(i64::from(*hours)))
            .unwrap();
        moments.push(Moment {
            commit: Some(CommitId([0; 20])),
            when,
            day: when.to_zoned(jiff::tz::TimeZone::UTC).date(),
            author: "Ada".into(),
        });
        let path = format!("stories/US-{number}.md");
        let mut landing = Landing::default();
        match what {
            None => landing.removed.push(path),
            Some((state, points, is_released, epic)) => {
                let mut story = Story::new(format!("US-{number}").parse().unwrap(), path.clone());
                story.status = STATES[*state].to_owned();
                story.points = (*points > 0).then(|| Hundredths::whole(i64::from(*points)));
                story.release = is_released.then(|| " 1.2".to_owned());
                story.epic = epic.map(|epic| format!("US-{epic}"));
                let facts = Some(Facts::of_story(&story, &[]));
                landing.written.push(Written {
                    path,
                    kind: ItemKind::Story,
                    facts,
                });
            }
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

/// The items of a scope at the end of a day, looked up one by one.
fn slowly(timeline: &Timeline, scope: PastScope<'_>, day: Date) -> Vec<PastItem> {
    let config = Config::default();
    let snapshot = timeline.state_at_end_of(day).unwrap();
    let parents = Parents::new(&snapshot, &config);
    snapshot
        .stories()
        .filter(|(_, facts)| match scope {
            PastScope::Backlog => true,
            PastScope::Release(name) => facts.text("release").map(str::trim) == Some(name),
        })
        .filter(|(_, facts)| !parents.has(facts))
        .filter_map(|(item, facts)| PastItem::new(item, facts, &config))
        .collect()
}

proptest! {
    #[test]
    fn every_day_is_what_a_slow_look_finds(
        steps in proptest::collection::vec(
            (0..30u8, 1..7u8, proptest::option::weighted(
                0.9, (0..5usize, 0..9u8, proptest::bool::ANY, proptest::option::weighted(0.3, 1..7u8))
            )),
            1..40,
        ),
        from in 0..20i64,
    ) {
        let timeline = timeline(&steps, Completeness::Full);
        let last = timeline.last_day().unwrap();
        for scope in [PastScope::Backlog, PastScope::Release("1.2")] {
            let asked = (day(from), last.max(day(from + 3)));
            let past = PastDays::new(&timeline, &Config::default(), scope, asked);
            let begin = timeline.first_day().unwrap();
            for found in &past.days {
                prop_assert_eq!(found.items.is_some(), found.date >= begin);
                if found.items.is_none() {
                    continue;
                }
                let items: Vec<PastItem> =
                    found.items.iter().flatten().map(|item| PastItem::clone(item)).collect();
                prop_assert_eq!(&items, &slowly(&timeline, scope, found.date), "{}", found.date);
            }
            prop_assert_eq!(past.days.iter().filter(|d| d.date <= last).count(), past.days.len());
            // What changed explains the difference between the first and the last day.
            let (Some(first), Some(end)) = (past.days.iter().find(|d| d.items.is_some()), past.days.last()) else { continue };
            let sum = |of: &super::PastDay| of.sum(Unit::Items, &KINDS).unwrap();
            let count = |added: bool| {
                let changes = past.changes.iter().filter(|change| change.date > first.date);
                let is = |what: &super::ChangeInSprint| match what {
                    super::ChangeInSprint::Added(_) => added,
                    super::ChangeInSprint::Removed(_) => !added,
                    _ => false,
                };
                i64::try_from(changes.filter(|change| is(&change.what)).count()).unwrap()
            };
            let by = Hundredths::whole(count(true)) - Hundredths::whole(count(false));
            prop_assert_eq!(sum(end) - sum(first), by);
        }
    }
}

#[test]
fn what_is_before_the_first_moment_is_unknown() {
    let one = |n: u8| (24, n, Some((1, 5, true, None)));
    let timeline = timeline(&[(0, 1, None), one(1), one(2)], Completeness::Shallow);
    let asked = (date(2026, 10, 31), date(2026, 11, 4));
    let past = PastDays::new(&timeline, &Config::default(), PastScope::Backlog, asked);
    let told: Vec<Option<usize>> = past
        .days
        .iter()
        .map(|day| day.items.as_ref().map(Vec::len))
        .collect();
    assert_eq!(told, [None, None, Some(0), Some(1), Some(2)]);
    assert_eq!(past.changes.len(), 2);
    // So many days that nobody can read them are cut at their beginning.
    let asked = (Date::MIN, date(2026, 11, 4));
    let past = PastDays::new(&timeline, &Config::default(), PastScope::Backlog, asked);
    assert_eq!(past.calendar.len(), super::MOST_DAYS);
    assert_eq!(past.calendar.last(), Some(&date(2026, 11, 4)));
}

#[test]
fn a_release_goes_from_its_first_item_to_its_day() {
    let steps = [
        (0, 1, Some((0, 5, false, None))),
        (30, 2, Some((0, 3, true, None))),
        (30, 1, Some((3, 5, true, None))),
    ];
    let timeline = timeline(&steps, Completeness::Full);
    let mut release = Release {
        name: "1.2".to_owned(),
        ..Release::default()
    };
    let window = |release: &Release| {
        let (from, to) = release_window(&timeline, &Config::default(), release).unwrap();
        format!("{from}..{to}")
    };
    assert_eq!(window(&release), "2026-11-03..2026-11-04");
    release.due = Some(date(2026, 11, 20));
    assert_eq!(window(&release), "2026-11-03..2026-11-20");
    release.due = Some(date(2027, 12, 20));
    assert_eq!(
        window(&release),
        "2026-11-03..2026-11-04",
        "too far to draw"
    );
    release.shipped = Some(date(2026, 11, 3));
    assert_eq!(window(&release), "2026-11-03..2026-11-03");
    release.shipped = Some(date(2026, 11, 1));
    assert_eq!(window(&release), "2026-11-01..2026-11-01");
}

#[test]
fn without_history_dates_carry_it_and_ready_is_not_guessed() {
    let story = |number: u8, status: &str, days: [Option<i64>; 3]| {
        let mut story = Story::new(
            format!("US-{number}").parse().unwrap(),
            format!("stories/US-{number}.md"),
        );
        story.status = status.to_owned();
        story.release = Some("1.2".to_owned());
        let [created, started, done] = days.map(|n| n.map(day));
        story.created = created.map(|day| format!("{day}T10:00:00Z").parse().unwrap());
        (story.started, story.done) = (started, done);
        story
    };
    let stories = vec![
        story(1, "done", [Some(0), Some(1), Some(2)]),
        story(2, "in-progress", [Some(0), Some(2), None]),
        story(3, "ready", [Some(1), None, None]),
        story(4, "done", [Some(0), None, None]),
    ];
    let backlog = Backlog::new(Config::default(), stories, Vec::new());
    let now: Timestamp = "2026-11-05T10:00:00Z".parse().unwrap();
    let timeline = Timeline::default().with_working_tree(&backlog, |_| Vec::new(), now);
    let asked = (day(0), day(5));
    let past = PastDays::new(
        &timeline,
        &Config::default(),
        PastScope::Release("1.2"),
        asked,
    );
    let told: Vec<BTreeMap<&str, String>> = past
        .days
        .iter()
        .map(|day| {
            let sum = |kind| day.sum(Unit::Items, &[kind]);
            let sums = KINDS.map(|kind| (kind.name(), sum(kind)));
            let known = sums
                .into_iter()
                .filter_map(|(name, n)| Some((name, n?.to_string())));
            known.collect()
        })
        .collect();
    let row = |new: &str, ready: &str, started: &str, done: &str| {
        let all = [
            ("new", new),
            ("ready", ready),
            ("started", started),
            ("done", done),
        ];
        all.into_iter()
            .filter(|(_, n)| *n != "?")
            .map(|(name, n)| (name, n.to_owned()))
            .collect::<BTreeMap<_, _>>()
    };
    assert_eq!(
        told,
        [
            row("?", "?", "0", "0"),
            row("?", "?", "1", "0"),
            row("?", "?", "1", "1"),
            row("0", "1", "1", "2"),
        ]
    );
    assert!(past.is_carried);
    // All that is not Done is known together.
    let open = past.days[0].sum(Unit::Items, &KINDS);
    assert_eq!(open, Some(Hundredths::whole(3)));
}
