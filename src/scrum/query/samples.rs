//! Queries on a small backlog: what they find, and what is said of those that cannot be understood.

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::proptest;

use super::filter::Filter;
use super::parse::Query;
use super::sort::Sort;
use crate::model::{Backlog, Config, Hundredths, Sprint, State, StateKind, Story};

fn story(number: u64, title: &str, change: impl FnOnce(&mut Story)) -> Story {
    let id = format!("US-{number}");
    let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
    story.title = title.into();
    change(&mut story);
    story
}

fn config() -> Config {
    let mut config = Config {
        keys: vec!["team".into()],
        time_zone: TimeZone::fixed(jiff::tz::offset(2)),
        ..Config::default()
    };
    let name = "In review".to_owned();
    let kind = StateKind::Started;
    config.states.insert(3, State { name, kind });
    config
}

fn backlog() -> Backlog {
    let texts = |texts: &[&str]| texts.iter().map(ToString::to_string).collect::<Vec<_>>();
    let stories = vec![
        story(1, "Checkout", |s| {
            s.item_type = "epic".into();
            s.status = "ready".into();
            s.created = Some("2026-01-31T22:30:00Z".parse().unwrap());
        }),
        story(2, "Pay with a saved card", |s| {
            s.epic = Some("1".into());
            s.status = "in-progress".into();
            s.points = Some(Hundredths::whole(5));
            s.value = Some(Hundredths::whole(8));
            s.labels = texts(&["Checkout", "mobile"]);
            s.sprint = Some("sprint-08".into());
            s.requested_by = Some("Sales (ACME)".into());
            s.assignee = texts(&["@Ada"]);
            s.rank = Some("i1".parse().unwrap());
            s.started = Some(date(2026, 2, 3));
            s.body = Some("The CVC is Ärgerlich\n".into());
        }),
        story(3, "Gift cards", |s| {
            s.epic = Some("US-2".into());
            s.depends_on = texts(&["us-2", "US-4"]);
            s.points = Some("0.5".parse().unwrap());
            s.labels = texts(&["web"]);
            s.release = Some("1.10".into());
            s.blocked = Some("waits for the contract".into());
            s.unknown_keys = texts(&["team"]);
        }),
        story(4, "Invoice", |s| {
            s.status = "done".into();
            s.item_type = "bug".into();
            s.sprint = Some("7".into());
            s.done = Some(date(2026, 3, 1));
            s.accepted = Some(date(2026, 3, 2));
            s.value = Some(Hundredths::whole(3));
            s.aliases = texts(&["BACK-24.02"]);
        }),
        story(5, "Dark mode", |s| s.status = "declined".into()),
        story(6, "Vouchers", |s| {
            s.status = "in review".into();
            s.sprint = Some("10".into());
            s.epic = Some("US-99".into());
            s.points = Some(Hundredths::whole(8));
        }),
    ];
    let mut backlog = Backlog::new(config(), stories, Vec::new());
    backlog.sprints = vec![Sprint {
        name: "8".into(),
        started: Some(date(2026, 2, 2)),
        ..Sprint::default()
    }];
    backlog
}

/// The items with criteria in these samples.
fn criteria(story: &Story) -> usize {
    usize::from(story.id.number() == 2)
}

fn found(text: &str) -> Vec<u64> {
    let backlog = backlog();
    let query = Query::parse(text, &backlog.config).unwrap_or_else(|e| panic!("{text}: {e}"));
    let mut found: Vec<u64> = backlog
        .stories()
        .iter()
        .filter(|story| query.matches(&backlog, story, &criteria))
        .map(|story| story.id.number())
        .collect();
    found.sort_unstable();
    found
}

#[test]
fn finds_what_is_asked_for() {
    let cases: &[(&str, &[u64])] = &[
        ("", &[1, 2, 3, 4, 5, 6]),
        ("is:open", &[1, 2, 3, 6]),
        ("is:blocked", &[3]),
        ("is:waiting", &[3]),
        ("is:new", &[3]),
        ("is:ready", &[1]),
        ("is:started", &[2, 6]),
        ("is:done,declined", &[4, 5]),
        ("is:accepted", &[4]),
        ("is:epic", &[1, 2]),
        ("IS:Ranked", &[2]),
        ("missing:points is:open", &[1]),
        ("has:points", &[2, 3, 6]),
        ("missing:criteria is:started", &[6]),
        ("has:acceptance-criteria", &[2]),
        ("has:team", &[3]),
        ("points>3", &[2, 6]),
        ("points>=5", &[2, 6]),
        ("points:>5", &[6]),
        ("points=5", &[2]),
        ("points:½", &[3]),
        ("points<5", &[3]),
        ("points<=5", &[2, 3]),
        ("points!=5", &[1, 3, 4, 5, 6]),
        ("points:5,8", &[2, 6]),
        ("value>3", &[2]),
        ("label:CHECKOUT", &[2]),
        ("label:web,mobile", &[2, 3]),
        ("-label:web is:open", &[1, 2, 6]),
        ("not label:web is:open", &[1, 2, 6]),
        ("label:nothing", &[]),
        ("status:ready,new", &[1, 3]),
        ("status:In-Review", &[6]),
        ("status!=done", &[1, 2, 3, 5, 6]),
        ("type:bug", &[4]),
        ("type:story is:open", &[2, 3, 6]),
        ("sprint:8", &[2]),
        ("sprint:current", &[2]),
        ("sprint:@", &[2]),
        ("sprint:next", &[]),
        ("sprint:7,10", &[4, 6]),
        ("epic:US-1", &[2, 3]),
        ("epic:2", &[3]),
        ("epic:us-99", &[6]),
        ("release:1.10", &[3]),
        ("release:1.1", &[]),
        ("assignee:ada", &[2]),
        ("requested-by:sales", &[2]),
        ("id:2", &[2]),
        ("id:us-02,back-24.02", &[2, 4]),
        ("depends_on:4", &[3]),
        ("created>2026-01-31", &[1]),
        ("created=2026-02-01", &[1]),
        ("started<2026-12-01", &[2]),
        ("done>=2026-03-01", &[4]),
        ("text:\"saved card\"", &[2]),
        ("'saved card'", &[2]),
        ("saved card", &[2]),
        ("ärgerlich", &[2]),
        ("us-3", &[3]),
        ("mobile", &[2]),
        ("title:card", &[2, 3]),
        ("blocked:contract", &[3]),
        ("label:web or type:bug", &[3, 4]),
        ("label:web | type:bug is:open", &[3]),
        ("(label:web | type:bug) is:done", &[4]),
        ("-(label:web or label:mobile) is:open", &[1, 6]),
        ("not not label:web", &[3]),
        ("label:web and is:open", &[3]),
        ("((((label:web))))", &[3]),
    ];
    for (query, expected) in cases {
        assert_eq!(found(query), *expected, "{query}");
    }
}

#[test]
fn says_what_cannot_be_understood() {
    let cases = [
        (
            "is:open pionts>3",
            8..14,
            "there is no key `pionts`",
            "did you mean `points`?",
        ),
        (
            "status:redy",
            7..11,
            "there is no state `redy`",
            "did you mean `ready`?",
        ),
        (
            "status:ready,nope",
            13..17,
            "there is no state `nope`",
            "known states: new, ready, in-progress, In review, done, declined",
        ),
        (
            "type:bgu",
            5..8,
            "there is no type `bgu`",
            "did you mean `bug`?",
        ),
        (
            "is:blokced",
            3..10,
            "there is no `is:blokced`",
            "did you mean `blocked`?",
        ),
        (
            "is:bug",
            3..6,
            "there is no `is:bug`",
            "did you mean `type:bug`?",
        ),
        (
            "is:in-progress",
            3..14,
            "there is no `is:in-progress`",
            "did you mean `status:in-progress`?",
        ),
        (
            "missing:pionts",
            8..14,
            "there is no field `pionts`",
            "did you mean `points`?",
        ),
        (
            "created>tomorrow",
            8..16,
            "`tomorrow` is not a date",
            "write it like `2026-01-31`",
        ),
        (
            "label>web",
            0..9,
            "`label` cannot be compared with `>`",
            "write `label:web`",
        ),
        (
            "sprint: x",
            7..7,
            "a value is missing after `sprint:`",
            "`missing:sprint` finds items without one",
        ),
        (
            "a \"b",
            2..4,
            "a quotation is not closed",
            "put a `\"` at its end",
        ),
        (
            "a or",
            2..4,
            "a term is missing beside `or`",
            "to look for the word itself, write `\"or\"`",
        ),
    ];
    for (text, at, message, hint) in cases {
        let error = Query::parse(text, &config()).unwrap_err();
        assert_eq!(
            (error.at, error.message.as_str(), error.hints[0].as_str()),
            (at, message, hint),
            "{text}"
        );
    }
    let deep = format!("{}a{}", "(".repeat(40), ")".repeat(40));
    let long = "a ".repeat(10_000);
    let texts = [
        "(a",
        "a)",
        "()",
        "| a",
        "a not",
        "points>x",
        "points>-1",
        "(a or ) b",
        &deep,
        &long,
    ];
    for text in texts {
        let error = Query::parse(text, &config()).unwrap_err();
        assert!(error.at.end <= text.len(), "{text}");
    }
}

#[test]
fn tells_what_it_names_and_needs() {
    let told = |text: &str| {
        let query = Query::parse(text, &config()).unwrap();
        (
            query.names_state(),
            query.names_sprint(),
            query.names_id(),
            query.needs_body(),
        )
    };
    assert_eq!(told("points>3 label:x"), (false, false, false, false));
    assert_eq!(told("-status:done"), (true, false, false, false));
    assert_eq!(told("label:x or is:declined"), (true, false, false, false));
    assert_eq!(told("done>2026-01-01"), (true, false, false, false));
    assert_eq!(told("is:blocked is:epic"), (false, false, false, false));
    assert_eq!(told("sprint:8 -id:3"), (false, true, false, false));
    assert_eq!(told("-sprint:8 id:3"), (false, false, true, false));
    assert_eq!(told("card"), (false, false, false, true));
    assert_eq!(told("-missing:criteria"), (false, false, false, true));
}

#[test]
fn flags_build_the_same_query() {
    let backlog = backlog();
    let shown = |filter: Filter, text: &str| {
        let query = filter
            .query(&backlog.config)
            .unwrap()
            .and(Query::parse(text, &backlog.config).unwrap());
        query
            .select(&backlog, &criteria)
            .map(|s| s.id.number())
            .collect::<Vec<_>>()
    };
    let flag = |values: &[&str]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(shown(Filter::default(), ""), [2, 1, 3, 6]);
    assert_eq!(
        shown(
            Filter {
                all: true,
                ..Filter::default()
            },
            ""
        ),
        [2, 1, 3, 4, 5, 6]
    );
    let filter = Filter {
        status: flag(&["done,new", "READY"]),
        ..Filter::default()
    };
    assert_eq!(shown(filter.clone(), ""), [1, 3, 4]);
    assert_eq!(shown(filter, "type:bug"), [4]);
    let filter = Filter {
        sprint: flag(&["7"]),
        ..Filter::default()
    };
    assert_eq!(shown(filter, ""), [4], "a Sprint shows what is done in it");
    let filter = Filter {
        requested_by: flag(&["acme)"]),
        label: flag(&["web", "mobile"]),
        ..Filter::default()
    };
    assert_eq!(shown(filter, ""), [2]);
    let filter = Filter {
        text: flag(&["saved card", "gift, "]),
        ..Filter::default()
    };
    assert_eq!(shown(filter, ""), [2]);

    let wrong = Filter {
        status: flag(&["ready,Nope"]),
        ..Filter::default()
    };
    let error = wrong.query(&backlog.config).unwrap_err();
    assert_eq!(
        (error.at.clone(), error.to_string()),
        (6..10, "there is no state `Nope`".into())
    );
    let empty = Filter {
        sprint: flag(&[""]),
        ..Filter::default()
    };
    assert_eq!(
        empty.query(&backlog.config).unwrap_err().to_string(),
        "`--sprint` needs a value"
    );
}

#[test]
fn sorts_as_a_person_expects() {
    let backlog = backlog();
    let sorted = |key: &str| {
        let mut stories: Vec<&Story> = backlog.stories().iter().rev().collect();
        Sort::parse(key).unwrap().apply(&backlog, &mut stories);
        stories.iter().map(|s| s.id.number()).collect::<Vec<_>>()
    };
    assert_eq!(sorted("rank"), [2, 1, 3, 4, 5, 6]);
    assert_eq!(sorted("-rank"), [6, 5, 4, 3, 1, 2]);
    assert_eq!(sorted("ID"), [1, 2, 3, 4, 5, 6]);
    assert_eq!(
        sorted("value"),
        [2, 4, 1, 3, 5, 6],
        "highest first, missing last"
    );
    assert_eq!(
        sorted("-value"),
        [4, 2, 1, 3, 5, 6],
        "missing last either way"
    );
    assert_eq!(sorted("points"), [6, 2, 3, 1, 4, 5]);
    assert_eq!(sorted("title"), [1, 5, 3, 4, 2, 6]);
    assert_eq!(sorted("status"), [1, 2, 6, 4, 5, 3], "as the workflow goes");
    assert_eq!(sorted("type"), [4, 1, 2, 3, 5, 6]);
    assert_eq!(sorted("created")[0], 1);
    assert_eq!(sorted("sprint"), [4, 2, 6, 1, 3, 5], "by number");
    let error = Sort::parse("-valeu").unwrap_err();
    assert_eq!(error.hints[0], "did you mean `value`?");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in r#"([ ()|:,<>=!"'\\-]|is|or|not|text|points|label|é|[a-z0-9]){0,30}"#) {
        let backlog = backlog();
        match Query::parse(&text, &backlog.config) {
            Ok(query) => {
                query.select(&backlog, &criteria).count();
            }
            Err(error) => {
                assert!(text.get(error.at.clone()).is_some(), "{text} {:?}", error.at);
                assert!(!error.message.is_empty());
            }
        }
    }
}
