//! `planned-before-its-dependency`: a Sprint takes an item before what it waits for.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::planned::{Late, late};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::Place;

/// Compares Sprints that have a file: by day, else by number.
pub const RULE: Rule = Rule {
    name: "planned-before-its-dependency",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item in a planned or running Sprint that waits for an open item in a later Sprint, in a closed one, or in
none. Both may be in the same Sprint. Epics with items of their own are left out. Sprints follow each other by `started`
or `from`, else by their numbers.

## Why it matters

The Sprint cannot finish the item, whatever the team does.

## Example

Bad: US-31 is in Sprint 9, and US-22 says

```yaml
sprint: 8
depends_on: [US-31]
```

Good: US-31 is in Sprint 8 or an earlier one, and US-22 says

```yaml
sprint: 8
depends_on: [US-31]
```

## How to fix

Take what it waits for into the same Sprint: `po set 31 sprint=8`. Or take the item out: `po set 22 sprint=`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    if story.depends_on.is_empty() || !subject.kind.is_open() {
        return;
    }
    let Some(sprint) = context.coming_sprint(story) else {
        return;
    };
    for (index, reference) in story.depends_on.iter().enumerate() {
        let other = context.backlog.find(reference);
        let Some(other) = other.filter(|other| other.path != story.path) else {
            continue;
        };
        let Some(late) = late(context, sprint, other) else {
            continue;
        };
        let label = match late {
            Late::Unplanned => "in no Sprint".to_owned(),
            Late::LeftOver(own) => format!("not done in Sprint {}, which is closed", own.name),
            Late::Later(own) => format!("in Sprint {}", own.name),
        };
        let (id, other_id) = (context.typed(&story.id), context.typed(&other.id));
        let take_out = format!("po set {id} sprint=");
        let fix = match Context::pasteable(&sprint.name) {
            Some(name) => format!("po set {other_id} sprint={name}, or else: {take_out}"),
            None => take_out,
        };
        found.push(
            RULE.finding(
                Place::item(&story.path, "depends_on", index),
                format!(
                    "{} is in Sprint {} before {}, which it waits for",
                    story.id, sprint.name, other.id
                ),
                label,
            )
            .why("the Sprint cannot finish it")
            .fix(fix)
            .story(&story.id),
        );
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::RULE;
    use crate::check::sample::{backlog, lines, sprint, story};
    use crate::model::{Backlog, Sprint, Story};

    fn planned(id: &str, sprint: &str, depends_on: &[&str]) -> Story {
        story(id, "", |s| {
            s.sprint = Some(sprint.into()).filter(|name: &String| !name.is_empty());
            s.depends_on = depends_on.iter().map(|&d| d.to_owned()).collect();
        })
    }

    fn sprints() -> Vec<Sprint> {
        let day = |day| Some(date(2026, 11, day));
        vec![
            sprint("7", |s| {
                s.from = day(2);
                s.closed = day(13);
            }),
            sprint("8", |s| s.started = day(16)),
            sprint("9", |s| s.from = day(30)),
        ]
    }

    fn of(stories: Vec<Story>) -> Backlog {
        let mut backlog = backlog(stories);
        backlog.sprints = sprints();
        backlog
    }

    #[test]
    fn flags_what_is_later_left_over_or_unplanned() {
        let backlog = of(vec![
            planned("US-22", "8", &["US-31", "US-32", "US-33"]),
            planned("US-31", "sprint-09", &[]),
            planned("US-32", "7", &[]),
            planned("US-33", "", &[]),
        ]);
        let line = |index: usize, other: &str, label: &str| {
            format!(
                "US-22.md depends_on[{index}]: error US-22 is in Sprint 8 before US-{other}, which it waits for | {label} \
                 | why the Sprint cannot finish it | fix po set {other} sprint=8, or else: po set 22 sprint="
            )
        };
        assert_eq!(
            lines(&RULE, &backlog),
            [
                line(0, "31", "in Sprint 9"),
                line(1, "32", "not done in Sprint 7, which is closed"),
                line(2, "33", "in no Sprint"),
            ]
        );
    }

    #[test]
    fn accepts_the_same_or_an_earlier_sprint_and_what_is_over() {
        let mut epic = planned("US-5", "", &[]);
        epic.item_type = "epic".into();
        let mut child = planned("US-6", "", &[]);
        child.epic = Some("US-5".into());
        let mut done = planned("US-7", "", &[]);
        done.status = "done".into();
        let backlog = of(vec![
            planned(
                "US-1",
                "9",
                &["US-2", "US-3", "US-5", "US-7", "US-1", "US-99"],
            ),
            planned("US-2", "8", &[]),
            planned("US-3", "9", &["US-2"]),
            planned("US-4", "", &["US-6"]),
            epic,
            child,
            done,
            planned("US-8", "7", &["US-4"]),
            planned("US-9", "8", &["US-10"]),
            planned("US-10", "unknown", &[]),
        ]);
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }
}
