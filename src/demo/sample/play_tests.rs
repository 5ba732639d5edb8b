//! The sample is believable: its facts agree, its people rest at weekends, and what should be wrong with it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Sample, sample};

fn now() -> Timestamp {
    "2026-11-27T09:00:00Z".parse().unwrap()
}

/// The keys of a story's front matter.
fn keys(text: &str) -> BTreeMap<&str, &str> {
    let front = text.split("---\n").nth(1).unwrap();
    front
        .lines()
        .map(|line| line.split_once(':').unwrap())
        .map(|(key, value)| (key, value.trim()))
        .collect()
}

fn stories(sample: &Sample) -> Vec<(BTreeMap<&str, &str>, &str)> {
    let files = sample.files();
    let stories = files
        .iter()
        .filter(|(path, _)| path.starts_with("backlog/stories/"));
    stories.map(|(_, text)| (keys(text), *text)).collect()
}

#[test]
fn the_same_time_gives_the_same_bytes() {
    assert_eq!(sample(now()), sample(now()));
}

#[test]
fn twelve_weeks_of_work_days_whatever_the_day() {
    for hours in (0..14).map(|half_days| half_days * 12) {
        let now = now() + hours.hours();
        let commits = sample(now).commits;
        assert!((60..=120).contains(&commits.len()), "{}", commits.len());
        let weeks = now.duration_since(commits[0].time).as_hours() / (24 * 7);
        assert!(matches!(weeks, 12 | 13), "{weeks}");
        for pair in commits.windows(2) {
            assert!(pair[0].time < pair[1].time, "{}", pair[1].message);
        }
        for commit in &commits {
            assert!(
                commit.time < now && !commit.files.is_empty(),
                "{}",
                commit.message
            );
            let day = commit.time.to_zoned(TimeZone::UTC).weekday();
            assert!(
                !matches!(day, Weekday::Saturday | Weekday::Sunday),
                "{}",
                commit.message
            );
        }
    }
}

#[test]
fn ids_are_unique_and_rise_with_time() {
    let sample = sample(now());
    let mut seen = BTreeSet::new();
    let mut highest = 0;
    for commit in &sample.commits {
        let mut new = BTreeSet::new();
        for (path, text) in &commit.files {
            let Some(name) = path.strip_prefix("backlog/stories/US-") else {
                continue;
            };
            let id: u64 = name.split('-').next().unwrap().parse().unwrap();
            assert!(
                text.as_ref()
                    .is_none_or(|t| t.contains(&format!("\nid: US-{id}\n")))
            );
            if seen.insert(id) {
                new.insert(id);
            }
        }
        assert!(
            new.first().is_none_or(|id| *id > highest),
            "{}",
            commit.message
        );
        highest = new.last().copied().unwrap_or(highest);
    }
    assert_eq!(highest, 50);
    let stories = stories(&sample);
    assert!((35..=45).contains(&stories.len()), "{}", stories.len());
}

#[test]
fn the_order_is_that_of_the_screens() {
    let sample = sample(now());
    let stories = stories(&sample);
    let mut open: Vec<_> = stories
        .iter()
        .map(|(keys, _)| keys)
        .filter(|keys| !matches!(keys["status"], "done" | "declined") && keys["type"] != "epic")
        .map(|keys| (keys.get("rank").copied().unwrap_or("z"), keys["id"]))
        .collect();
    open.sort_unstable();
    let ids: Vec<&str> = open.iter().map(|(_, id)| *id).collect();
    assert_eq!(
        ids,
        [
            "US-40", "US-12", "US-13", "US-15", "US-22", "US-17", "US-31", "US-28", "US-46",
            "US-35", "US-50", "US-44", "US-48", "US-49"
        ]
    );
    let ranks: BTreeSet<_> = stories
        .iter()
        .filter_map(|(keys, _)| keys.get("rank"))
        .collect();
    let ranked = stories
        .iter()
        .filter(|(keys, _)| keys.contains_key("rank"))
        .count();
    assert_eq!(ranks.len(), ranked);
}

#[test]
fn the_facts_of_the_sprints_agree() {
    let sample = sample(now());
    let files = sample.files();
    let fact = |sprint: u64, key: &str| {
        let text = files[format!("backlog/sprints/sprint-{sprint}.md").as_str()];
        keys(text).get(key).map_or("", |value| *value).to_owned()
    };
    let done = [3, 4, 5, 6, 7].map(|sprint| fact(sprint, "done"));
    let points = |n: u64, items: u64| format!("{{points: {n}, items: {items}}}");
    assert_eq!(
        done,
        [
            points(17, 4),
            points(19, 3),
            points(21, 3),
            points(24, 4),
            points(22, 4)
        ]
    );
    let planned = [3, 4, 5, 6, 7, 8].map(|sprint| fact(sprint, "planned"));
    assert_eq!(
        planned,
        [
            points(20, 5),
            points(19, 3),
            points(24, 4),
            points(21, 4),
            points(24, 5),
            points(21, 5)
        ]
    );
    assert_eq!(
        (fact(7, "returned"), fact(8, "closed")),
        ("[US-38]".into(), String::new())
    );
    assert_eq!(
        (fact(8, "from"), fact(8, "to")),
        ("2026-11-23".into(), "2026-12-04".into())
    );

    let stories = stories(&sample);
    let eighth = stories.iter().filter(|(keys, _)| keys["sprint"] == "8");
    let (mut all, mut finished) = (0, 0);
    for (keys, _) in eighth {
        let points: u64 = keys["points"].parse().unwrap();
        all += points;
        finished += if keys["status"] == "done" { points } else { 0 };
    }
    assert_eq!((all, finished), (23, 8));
}

#[test]
fn what_is_wrong_is_meant_to_be() {
    let sample = sample(now());
    let stories = stories(&sample);
    let ids: BTreeSet<&str> = stories.iter().map(|(keys, _)| keys["id"]).collect();
    let mut found = Vec::new();
    for (keys, text) in &stories {
        let id = keys["id"];
        let references = keys.get("depends_on").copied().unwrap_or_default();
        let references = references.trim_matches(['[', ']']).split(", ");
        for reference in references.chain([keys["epic"]]).filter(|r| !r.is_empty()) {
            if !ids.contains(reference) {
                found.push(format!("{id} {reference}"));
            }
        }
        let refined = matches!(keys["status"], "ready" | "in-progress" | "done");
        if refined && keys["type"] != "epic" && !text.contains("\n- [") {
            found.push(format!("{id} has no criteria"));
        }
        if keys["status"] == "done" {
            assert!(!text.contains("- [ ]"), "{id}");
            assert!(keys["started"] <= keys["done"], "{id}");
        }
    }
    assert_eq!(found, ["US-15 has no criteria", "US-46 US-311"]);
    let text = |id: &str| stories.iter().find(|(keys, _)| keys["id"] == id).unwrap().1;
    assert!(text("US-17").contains("quickly"));
    assert!(text("US-22").contains("depends_on: [US-31]"));
}

#[test]
fn a_story_looks_as_po_writes_it() {
    let sample = sample(now());
    let text = sample.files()["backlog/stories/US-12-pay-with-a-saved-card.md"];
    insta::assert_snapshot!(text);
}
