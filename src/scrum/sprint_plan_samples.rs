//! Plans of small backlogs, worked out by hand.

use jiff::civil::date;

use crate::model::{Backlog, Config, Hundredths, Sprint, Story};

use super::sprint_plan::plan_sprint;

fn story(number: u64, change: impl FnOnce(&mut Story)) -> Story {
    let id = format!("US-{number}");
    let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
    story.status = "ready".into();
    story.points = Some(Hundredths::whole(3));
    change(&mut story);
    story
}

fn waits(number: u64, points: i64, ids: &[&str]) -> Story {
    story(number, |story| {
        story.points = Some(Hundredths::whole(points));
        story.depends_on = ids.iter().map(|id| (*id).to_owned()).collect();
    })
}

fn next() -> Sprint {
    Sprint {
        name: "8".into(),
        from: Some(date(2026, 11, 23)),
        ..Sprint::default()
    }
}

/// The plan in words: what is taken, and why the others are not.
fn plan(stories: Vec<Story>, sprints: Vec<Sprint>, capacity: i64) -> String {
    let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
    backlog.sprints = sprints;
    let plan = plan_sprint(&backlog, &next(), Hundredths::whole(capacity));
    let mut words: Vec<String> = Vec::new();
    for taken in &plan.taken {
        let mut word = format!("+{}", taken.story.id.number());
        if let Some(id) = &taken.needed_by {
            word += &format!(" for {}", id.number());
        }
        for id in &taken.after {
            word += &format!(" after {}", id.number());
        }
        words.push(word);
    }
    for left in &plan.left_out {
        words.push(format!("-{} {}", left.story.id.number(), left.why));
    }
    words.push(format!("= {}", plan.points()));
    words.join("; ")
}

#[test]
fn takes_from_the_top_and_passes_over_what_does_not_fit() {
    let points = |number, points| waits(number, points, &[]);
    assert_eq!(
        plan(
            vec![points(1, 5), points(2, 8), points(3, 3), points(4, 1)],
            vec![],
            8
        ),
        "+1; +3; -2 does not fit: 8 points, 3 left; = 8",
        "the fourth is not looked at any more"
    );
    assert_eq!(plan(vec![points(1, 5)], vec![], 0), "= 0");
}

#[test]
fn says_why_an_item_is_left_out() {
    let stories = vec![
        story(1, |s| s.status = "new".into()),
        story(2, |s| s.points = None),
        story(3, |s| s.item_type = "Epic".into()),
        story(4, |s| s.blocked = Some("the contract".into())),
        waits(5, 3, &["US-1"]),
        waits(6, 3, &["US-5"]),
        waits(7, 3, &["US-99"]),
        story(8, |s| s.status = "declined".into()),
        waits(9, 3, &["US-8"]),
        waits(10, 3, &["US-11"]),
        waits(11, 3, &["US-10"]),
        story(12, |s| s.sprint = Some("9".into())),
        waits(13, 3, &["US-12"]),
        story(14, |s| s.status = "done".into()),
        waits(15, 3, &["US-14"]),
    ];
    assert_eq!(
        plan(stories, vec![], 20),
        "+15; -1 not ready; -2 no estimate; -3 an epic: split it; -4 blocked: the contract; \
         -5 waits for US-1 (not ready); -6 waits for US-1 (not ready); -7 waits for US-99 (no such item); \
         -9 waits for US-8 (declined); -10 waits for US-11 (in a circle); -11 waits for US-10 (in a circle); \
         -13 waits for US-12 (in Sprint 9); = 3"
    );
}

#[test]
fn in_a_circle_each_names_the_next() {
    let stories = vec![
        waits(1, 1, &["US-2"]),
        waits(2, 1, &["US-3"]),
        waits(3, 1, &["US-4"]),
        waits(4, 1, &["US-2"]),
        waits(5, 1, &["US-4"]),
        waits(6, 1, &["US-6"]),
    ];
    assert_eq!(
        plan(stories, vec![], 20),
        "-1 waits for US-2 (in a circle); -2 waits for US-3 (in a circle); -3 waits for US-4 (in a circle); \
         -4 waits for US-2 (in a circle); -5 waits for US-4 (in a circle); -6 waits for US-6 (in a circle); = 0"
    );
}

#[test]
fn what_an_item_waits_for_is_said_before_the_room_that_is_left() {
    let stories = vec![
        waits(1, 8, &[]),
        story(2, |s| s.status = "new".into()),
        waits(3, 3, &["US-2"]),
        waits(4, 3, &["US-99"]),
        // Neither it nor what it waits for fits; what that one waits for is what to do something about.
        waits(5, 3, &["US-6"]),
        waits(6, 5, &["US-2"]),
        waits(7, 1, &["US-8"]),
        waits(8, 3, &[]),
    ];
    assert_eq!(
        plan(stories, vec![], 10),
        "+1; -2 not ready; -3 waits for US-2 (not ready); -4 waits for US-99 (no such item); \
         -5 waits for US-2 (not ready); -6 waits for US-2 (not ready); \
         -7 waits for US-8 (does not fit: 3 points, 2 left); -8 does not fit: 3 points, 2 left; = 8"
    );
}

#[test]
fn dependencies_come_first_wherever_they_stand() {
    let stories = vec![
        waits(1, 2, &["US-3", "US-2"]),
        waits(2, 2, &["US-3"]),
        waits(3, 2, &[]),
        waits(4, 2, &["US-1"]),
    ];
    assert_eq!(
        plan(stories.clone(), vec![], 8),
        "+3 for 1; +2 for 1; +1; +4; = 8"
    );
    // The first three do not fit together; two of them do, without the one that needs both.
    assert_eq!(
        plan(stories, vec![], 5),
        "+3 for 2; +2; -1 does not fit with what it waits for: 5 left; \
         -4 does not fit: 2 points, 1 left; = 4"
    );
}

#[test]
fn what_is_in_an_earlier_sprint_counts_as_done_by_then() {
    let sprint = |name: &str, from, started| Sprint {
        name: name.into(),
        from: Some(from),
        started,
        ..Sprint::default()
    };
    let sprints = vec![
        sprint("7", date(2026, 11, 9), Some(date(2026, 11, 9))),
        sprint("9", date(2026, 12, 7), None),
        Sprint {
            closed: Some(date(2026, 11, 6)),
            ..sprint("6", date(2026, 10, 26), Some(date(2026, 10, 26)))
        },
    ];
    let stories = vec![
        story(1, |s| s.sprint = Some("7".into())),
        waits(2, 3, &["US-1"]),
        story(3, |s| s.sprint = Some("9".into())),
        waits(4, 3, &["US-3"]),
        story(5, |s| {
            s.sprint = Some("6".into());
            s.status = "in-progress".into();
        }),
        story(6, |s| s.sprint = Some("8".into())),
        waits(7, 3, &["US-6"]),
    ];
    assert_eq!(
        plan(stories, sprints, 13),
        "+2 after 1; +5; +7; -4 waits for US-3 (in Sprint 9); = 12",
        "US-6 is in it already; US-5 came back begun"
    );
}

#[test]
fn a_long_chain_is_walked_without_recursion() {
    let count = 3_000;
    let stories = (1..=count)
        .map(|n| {
            let awaited = format!("US-{}", n + 1);
            story(n, |s| {
                s.points = Some(Hundredths::from_hundredths(1));
                if n < count {
                    s.depends_on = vec![awaited];
                }
            })
        })
        .collect();
    let backlog = Backlog::new(Config::default(), stories, Vec::new());
    let found = plan_sprint(&backlog, &next(), Hundredths::whole(100));
    assert_eq!(found.taken.len(), 3_000);
    assert_eq!(found.taken[0].story.id.number(), count);
}
