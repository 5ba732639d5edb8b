//! Sprints that start and close: what is written, and what is refused.

use jiff::civil::{Date, date};

use crate::model::{
    Backlog, ChangeKind, Config, Edit, FieldEdit, Hundredths, Sprint, Story, Value,
};

use super::sprint_facts::{Verdict, close_sprint, start_sprint};
use super::sprint_refusal::SprintRefusal;

const MONDAY: Date = date(2026, 11, 23);
const FRIDAY: Date = date(2026, 12, 4);

fn sprint(name: &str, started: Option<Date>, closed: Option<Date>) -> Sprint {
    Sprint {
        name: name.into(),
        goal: Some("Guests can pay".into()),
        started,
        closed,
        path: format!("sprints/sprint-{name}.md"),
        ..Sprint::default()
    }
}

fn backlog(sprints: Vec<Sprint>) -> Backlog {
    let story = |id: &str, status: &str, points: Option<i64>| {
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        story.status = status.into();
        story.sprint = Some("8".into());
        story.points = points.map(Hundredths::whole);
        story
    };
    let stories = vec![
        story("US-1", "done", Some(5)),
        story("US-2", "in-progress", Some(8)),
        story("US-3", "ready", None),
        story("US-4", "declined", Some(3)),
    ];
    let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
    backlog.sprints = sprints;
    backlog
}

/// `key: value` of each edit of a file.
fn written(kind: &ChangeKind) -> Vec<String> {
    let ChangeKind::Edit(edits) = kind else {
        return Vec::new();
    };
    edits
        .iter()
        .map(|edit| match edit {
            Edit::Field(FieldEdit::Set { key, value }) => match value {
                Value::Text(text) | Value::Plain(text) => format!("{key}: {text}"),
                Value::List(items) => format!("{key}: [{}]", items.join(", ")),
                Value::Map(parts) => format!("{key}: {} {}", parts[0].1, parts[1].1),
                Value::Empty => format!("{key}:"),
            },
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn a_start_writes_the_day_and_what_was_planned() {
    let backlog = backlog(vec![
        sprint("8", None, None),
        sprint("7", Some(MONDAY), Some(MONDAY)),
    ]);
    let found = start_sprint(&backlog, &backlog.sprints[0], None, MONDAY, FRIDAY).unwrap();
    assert_eq!(
        written(&found.change.kind),
        ["started: 2026-11-23", "planned: 13 3"]
    );
    let named = start_sprint(&backlog, &backlog.sprints[0], Some(" Pay "), MONDAY, MONDAY).unwrap();
    assert_eq!(written(&named.change.kind)[0], "goal: Pay");
}

#[test]
fn a_start_is_refused() {
    let refused = |sprints: Vec<Sprint>, on: Date| {
        let backlog = backlog(sprints);
        start_sprint(&backlog, &backlog.sprints[0], None, on, MONDAY).unwrap_err()
    };
    let mut aimless = sprint("8", None, None);
    aimless.goal = Some("  ".into());
    assert!(matches!(
        refused(vec![aimless], MONDAY),
        SprintRefusal::NoGoal { .. }
    ));
    assert!(matches!(
        refused(vec![sprint("8", Some(MONDAY), None)], MONDAY),
        SprintRefusal::Started { .. }
    ));
    assert!(matches!(
        refused(vec![sprint("8", Some(MONDAY), Some(FRIDAY))], MONDAY),
        SprintRefusal::Closed { .. }
    ));
    assert!(matches!(
        refused(vec![sprint("8", None, None), sprint("7", Some(MONDAY), None)], MONDAY),
        SprintRefusal::Another { other, .. } if other == "7"
    ));
    assert!(matches!(
        refused(vec![sprint("8", None, None)], FRIDAY),
        SprintRefusal::Future { .. }
    ));
}

#[test]
fn a_close_writes_facts_and_returns_what_is_not_done() {
    let backlog = backlog(vec![
        sprint("8", Some(MONDAY), None),
        sprint("9", None, None),
    ]);
    let close = |carry: Option<&Sprint>| {
        let verdict = (Verdict::Partly, Some("one is late"));
        close_sprint(
            &backlog,
            &backlog.sprints[0],
            verdict.0,
            verdict.1,
            carry,
            (FRIDAY, FRIDAY),
        )
        .unwrap()
    };
    let closed = close(None);
    assert_eq!(
        written(&closed.changes[0].kind),
        [
            "closed: 2026-12-04",
            "goal_met: partly",
            "because: one is late",
            "done: 5 1",
            "returned: [US-2, US-3]"
        ]
    );
    let paths: Vec<&str> = closed.changes[1..]
        .iter()
        .map(|change| change.path.as_str())
        .collect();
    assert_eq!(paths, ["stories/US-2.md", "stories/US-3.md"]);
    assert_eq!(written(&closed.changes[1].kind), ["sprint:"]);
    assert_eq!(
        written(&close(Some(&backlog.sprints[1])).changes[1].kind),
        ["sprint: 9"]
    );
}

#[test]
fn a_close_is_refused() {
    let refused = |first: Sprint, carry: Option<usize>, on: Date| {
        let backlog = backlog(vec![first, sprint("6", Some(MONDAY), Some(MONDAY))]);
        let carry = carry.map(|at| &backlog.sprints[at]);
        close_sprint(
            &backlog,
            &backlog.sprints[0],
            Verdict::Yes,
            None,
            carry,
            (on, FRIDAY),
        )
        .unwrap_err()
    };
    let running = || sprint("8", Some(MONDAY), None);
    let day = |days: i32| FRIDAY.saturating_add(jiff::Span::new().days(days));
    assert!(matches!(
        refused(sprint("8", None, None), None, FRIDAY),
        SprintRefusal::NotStarted { .. }
    ));
    assert!(matches!(
        refused(sprint("8", Some(MONDAY), Some(MONDAY)), None, FRIDAY),
        SprintRefusal::Closed { .. }
    ));
    assert!(matches!(
        refused(running(), None, day(1)),
        SprintRefusal::Future { .. }
    ));
    assert!(matches!(
        refused(running(), None, day(-30)),
        SprintRefusal::ClosedBeforeStart { .. }
    ));
    for carry in [0, 1] {
        assert!(matches!(
            refused(running(), Some(carry), FRIDAY),
            SprintRefusal::CarryOver { .. }
        ));
    }
}

#[test]
fn a_sprint_starts_after_the_one_before_was_closed() {
    let day = |days: i32| MONDAY.saturating_add(jiff::Span::new().days(days));
    let later = sprint("6", Some(day(-14)), Some(day(30)));
    let backlog = backlog(vec![
        sprint("8", None, None),
        sprint("7", Some(day(-14)), Some(day(-3))),
        later,
    ]);
    let start = |on| start_sprint(&backlog, &backlog.sprints[0], None, on, MONDAY);
    assert!(matches!(
        start(day(-4)).unwrap_err(),
        SprintRefusal::StartedBeforeClose { other, closed, .. } if other == "7" && closed == day(-3)
    ));
    for on in [day(-3), MONDAY] {
        assert!(start(on).is_ok(), "{on}");
    }
}

#[test]
fn what_was_done_later_than_a_close_is_not_counted_in_it() {
    let mut stories = backlog(Vec::new()).into_stories();
    let day = |days: i32| MONDAY.saturating_add(jiff::Span::new().days(days));
    let close = |stories: &[Story], on: Date| {
        let mut backlog = Backlog::new(Config::default(), stories.to_vec(), Vec::new());
        backlog.sprints = vec![sprint("8", Some(MONDAY), None)];
        let closed = close_sprint(
            &backlog,
            &backlog.sprints[0],
            Verdict::Yes,
            None,
            None,
            (on, FRIDAY),
        );
        closed.map(|closed| closed.done.items)
    };
    stories[0].done = Some(day(3));
    // Declined later: not in its figures.
    stories[3].done = Some(day(5));
    assert!(matches!(
        close(&stories, day(2)).unwrap_err(),
        SprintRefusal::DoneAfterClose { id, done, ahead: false, .. }
            if id.number() == 1 && done == day(3)
    ));
    assert_eq!(close(&stories, day(3)), Ok(1));
    stories[0].done = Some(day(1000));
    assert!(matches!(
        close(&stories, FRIDAY).unwrap_err(),
        SprintRefusal::DoneAfterClose { ahead: true, .. }
    ));
}

#[test]
fn a_verdict_is_one_of_three_words() {
    for (word, verdict) in [
        ("yes", Verdict::Yes),
        ("N", Verdict::No),
        (" Partly", Verdict::Partly),
    ] {
        assert_eq!(Verdict::parse(word), Some(verdict));
    }
    assert_eq!(Verdict::parse("mostly"), None);
}
