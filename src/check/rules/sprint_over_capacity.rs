//! `sprint-over-capacity`: more is planned than the team means to take.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{Hundredths, Place, Sprint, SprintState, StateKind, Story};

/// Advice: how much a team takes is its own decision.
pub const RULE: Rule = Rule {
    name: "sprint-over-capacity",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports a planned or running Sprint whose items have more points than its `capacity`. Items that are done in it count,
declined ones and items with children do not. Items without points count nothing, and are named.

## Why it matters

Something will not be done, and nobody has chosen what. Which items those are is better decided now than found out at the
Sprint Review.

## Example

The items of Sprint 8 have 24 points. Bad:

```yaml
sprint: 8
capacity: 21
```

Good: after `po set 17 sprint=` took an item of 3 points out

```yaml
sprint: 8
capacity: 21
```

## How to fix

Take out what can wait, from the end of the order: `po set 17 sprint=`. If the team means to take more, say so in the
Sprint's file: `capacity: 24`.

## Options

None.
";

/// What a Sprint holds.
#[derive(Default)]
struct Load<'a> {
    points: Hundredths,
    unestimated: usize,
    /// The last item in the order that nobody has begun, of those with points.
    last: Option<&'a Story>,
}

fn check(context: &Context, found: &mut Findings) {
    let sprints = context.backlog.sprints.iter();
    let limited: Vec<(&Sprint, Hundredths)> = sprints
        .filter(|sprint| sprint.state() != SprintState::Closed)
        .filter_map(|sprint| Some((sprint, sprint.capacity?)))
        .collect();
    if limited.is_empty() {
        return;
    }
    let mut loads: HashMap<&str, Load> = HashMap::new();
    for story in context.backlog.stories() {
        let Some(sprint) = context.coming_sprint(story) else {
            continue;
        };
        let kind = context.kind(story);
        if kind == StateKind::Declined || context.backlog.has_children(story) {
            continue;
        }
        let load = loads.entry(&sprint.path).or_default();
        load.points = load.points + story.points.unwrap_or_default();
        load.unestimated += usize::from(story.points.is_none());
        if kind < StateKind::Started && story.points > Some(Hundredths::ZERO) {
            load.last = Some(story);
        }
    }
    for (sprint, capacity) in limited {
        if let Some(load) = loads.get(sprint.path.as_str())
            && load.points > capacity
        {
            report(context, sprint, capacity, load, found);
        }
    }
}

fn report(
    context: &Context,
    sprint: &Sprint,
    capacity: Hundredths,
    load: &Load,
    found: &mut Findings,
) {
    let unestimated = match load.unestimated {
        0 => String::new(),
        1 => ", and 1 item has no points".to_owned(),
        several => format!(", and {several} items have no points"),
    };
    let fix = match load.last {
        Some(last) => format!(
            "take out what can wait, such as {}: po set {} sprint=",
            last.id,
            context.typed(&last.id)
        ),
        None => format!(
            "take out what can wait, or write `capacity: {}`",
            load.points
        ),
    };
    found.push(
        RULE.finding(
            Place::value(&sprint.path, "capacity"),
            format!(
                "Sprint {} holds {}, {} over its capacity of {capacity}{unestimated}",
                sprint.name,
                load.points.points(),
                load.points - capacity
            ),
            format!("{} over", load.points - capacity),
        )
        .why("something will not be done, and nobody has chosen what")
        .fix(fix),
    );
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::RULE;
    use crate::check::sample::{backlog, lines, sprint, story};
    use crate::model::{Hundredths, Sprint, Story};

    fn item(id: &str, status: &str, sprint: &str, points: i64) -> Story {
        story(id, "", |s| {
            s.status = status.into();
            s.sprint = Some(sprint.into());
            s.points = Some(Hundredths::whole(points)).filter(|_| points >= 0);
        })
    }

    fn eight(change: impl FnOnce(&mut Sprint)) -> Sprint {
        sprint("8", |s| {
            s.capacity = Some(Hundredths::whole(21));
            change(s);
        })
    }

    #[test]
    fn flags_the_capacity_and_names_what_could_wait() {
        let mut backlog = backlog([
            item("US-1", "done", "8", 8),
            item("US-2", "ready", "sprint-08", 13),
            item("US-3", "new", "8", 3),
            item("US-4", "in-progress", "8", 1),
            item("US-5", "ready", "8", -1),
        ]);
        backlog.sprints = vec![eight(|s| s.started = Some(date(2026, 11, 16)))];
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "sprints/sprint-8.md capacity: advice Sprint 8 holds 25 points, 4 over its capacity of 21, \
                 and 1 item has no points | 4 over \
                 | why something will not be done, and nobody has chosen what \
                 | fix take out what can wait, such as US-3: po set 3 sprint="
            ]
        );
    }

    #[test]
    fn accepts_a_full_sprint_closed_ones_and_what_does_not_count() {
        let mut parent = item("US-2", "ready", "8", 40);
        parent.item_type = "epic".into();
        let mut child = item("US-3", "ready", "8", 13);
        child.epic = Some("US-2".into());
        let items = || {
            [
                item("US-1", "done", "8", 8),
                parent.clone(),
                child.clone(),
                item("US-4", "declined", "8", 40),
                item("US-5", "ready", "9", 40),
                item("US-6", "done", "7", 40),
            ]
        };
        let mut full = backlog(items());
        let closed = sprint("7", |s| {
            s.capacity = Some(Hundredths::whole(1));
            s.closed = Some(date(2026, 11, 13));
        });
        full.sprints = vec![closed, eight(|_| {}), sprint("9", |_| {})];
        assert_eq!(lines(&RULE, &full), [] as [&str; 0]);
    }
}
