//! What always holds of a plan, over backlogs made up by chance.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

use crate::model::{Backlog, Config, Hundredths, Sprint, SprintState, StateKind, Story};

use super::sprint_plan::{WhyNot, plan_sprint};

/// State, points in halves, Sprint, what it waits for, rank.
type Item = (
    &'static str,
    Option<i64>,
    &'static str,
    Vec<u64>,
    Option<String>,
);

fn item() -> impl Strategy<Value = Item> {
    (
        select(vec![
            "ready",
            "ready",
            "ready",
            "in-progress",
            "new",
            "done",
            "declined",
        ]),
        option::weighted(0.9, 0..20i64),
        select(vec!["", "", "", "", "7", "8", "9"]),
        vec(1..16u64, 0..3),
        option::of("[a-z]{1,2}"),
    )
}

fn backlog(items: Vec<Item>) -> Backlog {
    let story = |(at, (status, points, sprint, waits, rank)): (usize, Item)| {
        let id = format!("US-{}", at + 1);
        let mut story = Story::new(id.parse().unwrap(), format!("stories/{id}.md"));
        story.status = status.into();
        story.points = points.map(|halves| Hundredths::from_hundredths(halves * 50));
        story.sprint = Some(sprint.to_owned()).filter(|name| !name.is_empty());
        story.depends_on = waits.iter().map(|number| format!("US-{number}")).collect();
        story.rank = rank.and_then(|rank| rank.parse().ok());
        story
    };
    let stories = items.into_iter().enumerate().map(story).collect();
    let mut backlog = Backlog::new(Config::default(), stories, Vec::new());
    let sprint = |name: &str, from: &str, started: Option<&str>| Sprint {
        name: name.into(),
        from: from.parse().ok(),
        started: started.and_then(|day| day.parse().ok()),
        ..Sprint::default()
    };
    backlog.sprints = vec![
        sprint("7", "2026-11-09", Some("2026-11-09")),
        sprint("8", "2026-11-23", None),
        sprint("9", "2026-12-07", None),
    ];
    backlog
}

proptest! {
    #[test]
    fn a_plan_keeps_its_promises(items in vec(item(), 0..16), capacity in 0..40i64) {
        let backlog = backlog(items);
        let sprint = &backlog.sprints[1];
        let capacity = Hundredths::whole(capacity);
        let plan = plan_sprint(&backlog, sprint, capacity);
        prop_assert_eq!(&plan, &plan_sprint(&backlog, sprint, capacity), "the same each time");
        prop_assert!(plan.taken.is_empty() || plan.points() <= capacity, "never over the capacity");
        let in_running = |story: &Story| {
            story.sprint.as_deref().is_some_and(|name| {
                backlog.sprints.iter().any(|s| s.is_named(name) && s.state() == SprintState::Running)
            })
        };
        let mut met: Vec<&str> = plan.already.iter().map(|story| story.path.as_str()).collect();
        for taken in &plan.taken {
            let story = taken.story;
            let kind = backlog.kind(story);
            prop_assert!(matches!(kind, StateKind::Ready | StateKind::Started) && story.points.is_some());
            prop_assert!(story.sprint.is_none(), "what is planned stays where it is");
            for reference in backlog.waits_for(story) {
                let awaited = backlog.find(reference);
                let is_met = awaited.is_some_and(|other| {
                    met.contains(&other.path.as_str())
                        || (backlog.is_open(other) && in_running(other))
                });
                prop_assert!(is_met, "{} is taken before {}", story.id, reference);
            }
            prop_assert!(!met.contains(&story.path.as_str()), "each once");
            met.push(&story.path);
        }
        // What was passed over because it did not fit would still not fit: nothing was given away.
        let left = capacity - plan.points();
        for out in &plan.left_out {
            prop_assert!(!met.contains(&out.story.path.as_str()));
            if let WhyNot::DoesNotFit { points, with_others: false, .. } = out.why {
                prop_assert!(points > left);
            }
        }
    }
}
