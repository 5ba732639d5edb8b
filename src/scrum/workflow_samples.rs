//! The verbs of the workflow on items in each state.

use jiff::civil::{Date, date};

use super::refusal::{Missing, Refusal};
use super::workflow::{accept, decline, done, in_running_sprint, ready, reject, start};
use crate::model::{Backlog, Config, Criterion, Edit, Sprint, State, StateKind, Story, Value};

const TODAY: Date = date(2026, 11, 27);

fn story(status: &str) -> Story {
    let mut story = Story::new("US-12".parse().unwrap(), "stories/US-12.md");
    story.status = status.into();
    story
}

fn criterion(text: &str, has_box: bool, done: bool) -> Criterion {
    Criterion {
        text: text.into(),
        done,
        has_box,
        depth: 0,
        range: 0..0,
    }
}

fn status(name: &str) -> Edit {
    Edit::set("status", Value::Text(name.into()))
}

fn day(key: &str) -> Edit {
    Edit::set(key, Value::Plain("2026-11-27".into()))
}

#[test]
fn ready_names_what_is_missing() {
    let config = Config {
        required: vec!["points".into(), "criteria".into(), "Labels".into()],
        ..Config::default()
    };
    let refusal = ready(&story("new"), &config, &[], false).unwrap_err();
    let field = |name: &str| Missing::Field(name.into());
    let missing = vec![Missing::Criteria, field("points"), field("labels")];
    let id = "US-12".parse().unwrap();
    assert_eq!(refusal, Refusal::NotReady { id, missing });
    assert!(refusal.can_be_forced());
    assert_eq!(
        refusal.to_string(),
        "`US-12` is not ready: an acceptance criterion, `points` and `labels` are missing"
    );

    let forced = ready(&story("new"), &config, &[], true).unwrap();
    assert_eq!(
        (forced.edits, forced.notes.len()),
        (vec![status("ready")], 3)
    );
    let criteria = [criterion("it works", false, false)];
    let plain = ready(&story(""), &Config::default(), &criteria, false).unwrap();
    assert_eq!((plain.from.as_str(), plain.to.as_str()), ("new", "ready"));
}

#[test]
fn a_verb_to_the_state_it_has_changes_nothing() {
    let mut config = Config::default();
    config.states.insert(
        3,
        State {
            name: "In review".into(),
            kind: StateKind::Started,
        },
    );
    let said = [
        ready(&story("Ready"), &config, &[], false),
        start(&story("in review"), &config, TODAY),
        done(&story("DONE"), &config, &[], TODAY, false),
        decline(&story("declined"), &config, "no"),
    ]
    .map(|transition| {
        let transition = transition.unwrap();
        assert!(transition.is_nothing() && transition.from == transition.to);
        transition.notes.join("\n")
    });
    assert_eq!(
        said,
        [
            "US-12 is already ready",
            "US-12 is already In review",
            "US-12 is already done",
            "US-12 is already declined"
        ]
    );
}

#[test]
fn dates_are_written_once() {
    let config = Config::default();
    let first = start(&story("ready"), &config, TODAY).unwrap();
    assert_eq!(first.edits, [status("in-progress"), day("started")]);
    let mut again = story("ready");
    again.started = Some(date(2026, 11, 20));
    assert_eq!(
        start(&again, &config, TODAY).unwrap().edits,
        [status("in-progress")]
    );
    let finished = done(&again, &config, &[], TODAY, false).unwrap();
    assert_eq!(finished.edits, [status("done"), day("done")]);
}

#[test]
fn done_shows_open_criteria() {
    let config = Config::default();
    let criteria = [
        criterion("paid", true, true),
        criterion("refused", true, false),
        criterion("a plain item has nothing to tick", false, false),
    ];
    let refusal = done(&story("in-progress"), &config, &criteria, TODAY, false).unwrap_err();
    assert!(refusal.can_be_forced());
    assert_eq!(
        refusal.to_string(),
        "`US-12` has 1 open of 3 acceptance criteria"
    );
    let forced = done(&story("in-progress"), &config, &criteria, TODAY, true).unwrap();
    assert_eq!(forced.notes, ["1 of 3 acceptance criteria are open"]);
    assert!(done(&story("in-progress"), &config, &criteria[..1], TODAY, false).is_ok());
}

#[test]
fn accepting_is_a_date_and_no_state() {
    let config = Config::default();
    let mut item = story("done");
    let silent = accept(&item, &config, TODAY, None).unwrap();
    assert_eq!(
        (silent.edits, silent.decision),
        (vec![day("accepted")], None)
    );
    let told = accept(&item, &config, TODAY, Some("shown to Sales")).unwrap();
    assert_eq!(told.decision.as_deref(), Some("accepted: shown to Sales"));
    assert_eq!((told.from, told.to), ("done".to_owned(), "done".to_owned()));
    item.accepted = Some(date(2026, 12, 2));
    let again = accept(&item, &config, TODAY, None).unwrap();
    assert_eq!(again.notes, ["US-12 was accepted on 2026-12-02"]);
    assert!(again.is_nothing());
    let refusal = accept(&story("in-progress"), &config, TODAY, None).unwrap_err();
    assert!(!refusal.can_be_forced());
    assert_eq!(
        refusal.to_string(),
        "`US-12` is in-progress; only a done item can be accepted"
    );
}

#[test]
fn rejecting_puts_back_where_work_goes_on() {
    let mut item = story("done");
    item.sprint = Some("8".into());
    item.done = Some(TODAY);
    item.accepted = Some(TODAY);
    item.started = Some(TODAY);
    let mut backlog = Backlog::new(Config::default(), vec![item.clone()], Vec::new());
    assert!(!in_running_sprint(&backlog, &item));
    backlog.sprints = vec![Sprint {
        name: "sprint-8".into(),
        started: Some(TODAY),
        ..Sprint::default()
    }];
    assert!(in_running_sprint(&backlog, &item));

    let dropped = [Edit::drop_key("done"), Edit::drop_key("accepted")];
    let during = reject(&item, &backlog.config, true, " slow ").unwrap();
    assert_eq!(
        during.edits,
        [&[status("in-progress")], &dropped[..]].concat()
    );
    assert_eq!(during.decision.as_deref(), Some("rejected: slow"));
    let after = reject(&item, &backlog.config, false, "").unwrap();
    assert_eq!(
        (after.to.as_str(), after.decision.as_deref()),
        ("ready", Some("rejected"))
    );
    assert!(reject(&story("ready"), &backlog.config, true, "").is_err());
}

#[test]
fn declining_and_coming_back() {
    let config = Config::default();
    let mut item = story("in-progress");
    item.sprint = Some("8".into());
    let declined = decline(&item, &config, "no demand").unwrap();
    assert_eq!(declined.decision.as_deref(), Some("declined: no demand"));
    assert_eq!(declined.notes, ["US-12 is still planned for Sprint 8"]);
    let refusal = decline(&story("done"), &config, "no").unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "`US-12` is done; `po reject` puts a done item back"
    );
    assert!(ready(&story("done"), &config, &[], true).is_err());
    assert!(start(&story("done"), &config, TODAY).is_err());
    assert!(done(&story("declined"), &config, &[], TODAY, true).is_err());
    let back = ready(&story("declined"), &config, &[], true).unwrap();
    assert!(back.notes.iter().any(|note| note.contains("was declined")));
}
