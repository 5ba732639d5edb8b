//! `done-without-date`: it is Done, and nobody wrote down when.

use crate::check::context::Context;
use crate::check::facts::sprint_of;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Place, StateKind};

/// What came from another tool without dates is left alone: nobody can know them any more.
pub const RULE: Rule = Rule {
    name: "done-without-date",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item in a done state without the date `done`. Items with children are left out, and so is what came from
another tool, unless it has the date `started` or `accepted` or a Sprint.

## Why it matters

How long work takes, what the Sprint Review shows and what the release notes list follow from that date.

## Example

Bad:

```yaml
status: done
started: 2026-11-16
```

Good:

```yaml
status: done
started: 2026-11-16
done: 2026-11-20
```

## How to fix

Write the day: `po set 9 done=2026-11-20`. Next time `po done 9` writes it by itself.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    if subject.kind != StateKind::Done
        || story.done.is_some()
        || context.backlog.has_children(story)
    {
        return;
    }
    let sprint = sprint_of(story);
    let was_worked_on = story.started.is_some() || story.accepted.is_some() || sprint.is_some();
    if story.external.is_some() && !was_worked_on {
        return;
    }
    let closed = sprint
        .and_then(|name| context.sprint(name))
        .and_then(|sprint| sprint.closed);
    let id = context.typed(&story.id);
    let fix = match (story.accepted, closed) {
        (Some(day), _) => {
            format!("po set {id} done={day}, the day on which it was accepted, or earlier")
        }
        (None, Some(day)) => {
            format!("po set {id} done={day}, the day on which its Sprint was closed, or earlier")
        }
        (None, None) => format!("po set {id} done=…"),
    };
    found.push(
        RULE.finding(
            Place::key(&story.path, "status"),
            format!("{} is {} but has no date `done`", story.id, story.status),
            "since when?",
        )
        .why("cycle time, Sprint Review and release notes follow from it")
        .fix(fix)
        .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::RULE;
    use crate::check::sample::{backlog, lines, sprint, story};
    use crate::model::{External, Story};

    fn done(id: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, "", |s| {
            s.status = "done".into();
            change(s);
        })
    }

    fn imported(story: &mut Story) {
        story.external = Some(External::default());
    }

    #[test]
    fn flags_the_state_and_offers_a_day_that_is_known() {
        let mut backlog = backlog([
            done("US-1", |_| {}),
            done("US-2", |s| s.accepted = Some(date(2026, 11, 20))),
            done("US-3", |s| {
                imported(s);
                s.sprint = Some("7".into());
            }),
        ]);
        backlog.sprints = vec![sprint("7", |s| s.closed = Some(date(2026, 11, 13)))];
        let line = |id: u64, fix: &str| {
            format!(
                "US-{id}.md status:: advice US-{id} is done but has no date `done` | since when? \
                 | why cycle time, Sprint Review and release notes follow from it | fix po set {id} done={fix}"
            )
        };
        assert_eq!(
            lines(&RULE, &backlog),
            [
                line(1, "…"),
                line(
                    2,
                    "2026-11-20, the day on which it was accepted, or earlier"
                ),
                line(
                    3,
                    "2026-11-13, the day on which its Sprint was closed, or earlier"
                ),
            ]
        );
    }

    #[test]
    fn accepts_dated_open_gathering_and_imported_items() {
        let backlog = backlog([
            done("US-1", |s| s.done = Some(date(2026, 11, 20))),
            done("US-2", imported),
            done("US-3", |_| {}),
            story("US-4", "", |s| s.epic = Some("US-3".into())),
            story("US-5", "", |s| s.status = "declined".into()),
        ]);
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }
}
