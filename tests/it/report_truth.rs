//! `po report`: burndown, burnup and flow say what an invented team knows of its past, whatever happened to the commits.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::sandbox::Sandbox;
use crate::team::{Item, Team};

const SPRINT: &str =
    "---\nsprint: 8\ngoal: g\nfrom: 2026-11-16\nto: 2026-11-27\nstarted: 2026-11-16\n---\n";
const RELEASE: &str = "---\nrelease: \"1.2\"\ndue: 2026-12-11\n---\n";

/// A repository with nothing in it, and the files that nobody changes.
fn repository() -> (Sandbox, BTreeMap<String, String>) {
    let mut sandbox = Sandbox::new();
    sandbox.at("2026-11-27T23:30:00Z");
    sandbox.git(&["init", "--quiet", "--initial-branch", "main"]);
    let mut fixed: BTreeMap<String, String> = ["po.yaml", "product.md"]
        .into_iter()
        .map(|path| (path.to_owned(), sandbox.read(path)))
        .collect();
    fixed.insert("sprints/sprint-8.md".to_owned(), SPRINT.to_owned());
    fixed.insert("releases/1.2.md".to_owned(), RELEASE.to_owned());
    (sandbox, fixed)
}

fn sum(items: &[&Item], in_points: bool, kinds: &[&str]) -> f64 {
    let counted = items.iter().filter(|item| kinds.contains(&item.status));
    let size = |item: &&&Item| {
        if in_points {
            item.points.unwrap_or(0)
        } else {
            1
        }
    };
    f64::from(counted.map(|item| size(&item)).sum::<u32>())
}

const OPEN: [&str; 3] = ["new", "ready", "in-progress"];
const ALL: [&str; 4] = ["new", "ready", "in-progress", "done"];

/// What a report must say of a day's items, by the names of its figures.
type Figures = Vec<(&'static str, f64)>;

/// A report, which items it is of, and what it must say of them.
struct Asked {
    args: &'static [&'static str],
    is_in: fn(&Item) -> bool,
    figures: fn(&[&Item]) -> Figures,
}

fn flow(items: &[&Item], in_points: bool) -> Figures {
    let of = |kind| sum(items, in_points, &[kind]);
    vec![
        ("new", of("new")),
        ("ready", of("ready")),
        ("started", of("in-progress")),
        ("done", of("done")),
    ]
}

fn burnup(items: &[&Item], in_points: bool) -> Figures {
    vec![
        ("done", sum(items, in_points, &["done"])),
        ("scope", sum(items, in_points, &ALL)),
    ]
}

const ASKED: [Asked; 7] = [
    Asked {
        args: &["burndown", "8"],
        is_in: |item| item.in_sprint,
        figures: |items| {
            let mut figures = burnup(items, true);
            figures.push(("remaining", sum(items, true, &OPEN)));
            figures
        },
    },
    Asked {
        args: &["burnup", "8"],
        is_in: |item| item.in_sprint,
        figures: |items| burnup(items, true),
    },
    Asked {
        args: &["burnup", "8", "--unit", "items"],
        is_in: |item| item.in_sprint,
        figures: |items| burnup(items, false),
    },
    Asked {
        args: &["burnup", "--release", "1.2"],
        is_in: |item| item.in_release,
        figures: |items| burnup(items, true),
    },
    Asked {
        args: &["flow"],
        is_in: |_| true,
        figures: |items| flow(items, false),
    },
    Asked {
        args: &["flow", "--unit", "points", "--since", "2026-11-09"],
        is_in: |_| true,
        figures: |items| flow(items, true),
    },
    Asked {
        args: &["flow", "--sprint", "8"],
        is_in: |item| item.in_sprint,
        figures: |items| flow(items, false),
    },
];

/// Every report on every day says what is true, or that it is not known; returns how many days were not known.
#[track_caller]
fn assert_true(sandbox: &Sandbox, team: &Team, more: &[&str]) -> usize {
    let mut unknown = 0;
    for asked in &ASKED {
        let args = [&["report"], asked.args, &["--format", "json"], more].concat();
        let report: Value = serde_json::from_str(&sandbox.ok(&args)).expect("JSON");
        let days = report["days"].as_array().expect("days");
        assert!(days.len() >= 5, "{:?}: {} days", asked.args, days.len());
        assert_eq!(
            days.last().map(|day| &day["date"]),
            Some(&"2026-11-27".into())
        );
        let mut is_known = false;
        for day in days {
            let date = day["date"].as_str().expect("a date");
            let truth = date
                .strip_prefix("2026-11-")
                .and_then(|day| team.at_end_of(day.parse().ok()?));
            let items: Vec<&Item> = truth
                .iter()
                .flat_map(|truth| &truth.items)
                .filter(|item| (asked.is_in)(item))
                .collect();
            for (name, figure) in (asked.figures)(&items) {
                if day[name].is_null() {
                    assert!(
                        !is_known,
                        "{:?} {date}: known before, and not now",
                        asked.args
                    );
                    unknown += 1;
                    continue;
                }
                is_known = true;
                assert_eq!(
                    day[name].as_f64(),
                    Some(figure),
                    "{:?} {date}: {name}",
                    asked.args
                );
            }
        }
        assert!(is_known, "{:?}", asked.args);
    }
    unknown
}

#[test]
fn every_day_is_what_the_team_knows() {
    for seed in 1..4 {
        let (sandbox, fixed) = repository();
        let mut team = Team::new(seed, fixed);
        team.work(300);
        team.import(&sandbox, "main");
        assert_eq!(assert_true(&sandbox, &team, &[]), 0, "all is known");
    }
}

#[test]
fn thousands_of_commits() {
    let (sandbox, fixed) = repository();
    let mut team = Team::new(42, fixed);
    team.work(3_000);
    team.import(&sandbox, "main");
    assert_eq!(assert_true(&sandbox, &team, &[]), 0);
}

#[test]
fn a_rewritten_history_and_a_damaged_cache_change_nothing_that_is_true() {
    let (sandbox, fixed) = repository();
    let mut team = Team::new(7, fixed);
    team.work(200);
    team.import(&sandbox, "main");
    assert_true(&sandbox, &team, &[]);
    // Half of it is written anew, and what was kept of the old half must not show.
    team.rewrite_from(90, 8);
    team.work(110);
    team.import(&sandbox, "rewritten");
    assert_true(&sandbox, &team, &[]);
    let caches: Vec<_> = std::fs::read_dir(sandbox.dir().join(".git/po"))
        .expect("something was kept")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with("history-"))
        })
        .collect();
    assert!(!caches.is_empty());
    for damage in [0, 1, 2] {
        for path in &caches {
            let mut bytes = std::fs::read(path).expect("it is there");
            let middle = bytes.len() / 2;
            match damage {
                0 => bytes.truncate(middle),
                1 => bytes[middle] ^= 0x10,
                _ => bytes.clear(),
            }
            std::fs::write(path, bytes).expect("it can be written");
        }
        assert_true(&sandbox, &team, &[]);
    }
}

#[test]
fn a_shallow_clone_knows_less_and_says_nothing_false() {
    let (sandbox, fixed) = repository();
    let mut team = Team::new(9, fixed);
    team.work(300);
    team.import(&sandbox, "main");
    let url = format!("file://{}/.git", sandbox.dir().display());
    sandbox.git(&["clone", "--quiet", "--depth", "60", &url, "clone"]);
    let clone = sandbox.dir().join("clone/backlog").display().to_string();
    let unknown = assert_true(&sandbox, &team, &["--backlog", &clone]);
    assert!(unknown > 0, "some days are before its edge");
    for report in [
        &["burnup", "8"][..],
        &["burnup", "--release", "1.2"],
        &["flow"],
    ] {
        let args = [&["report"], report, &["--backlog", &clone]].concat();
        let text = sandbox.ok(&args);
        assert!(text.contains("this clone is shallow"), "{text}");
    }
}
