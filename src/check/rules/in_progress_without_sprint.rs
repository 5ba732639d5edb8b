//! `in-progress-without-sprint`: work that no Sprint shows.

use crate::check::context::Context;
use crate::check::facts::sprint_of;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Place, StateKind};

/// Silent where the team works without Sprints.
pub const RULE: Rule = Rule {
    name: "in-progress-without-sprint",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is in progress and in no Sprint, where the team works in Sprints: the backlog has the file of a Sprint,
or some item names one. Epics and items with children are left out.

## Why it matters

The work takes from the Sprint what the team planned for its goal, and neither burndown nor Sprint Review shows it.

## Example

Sprint 8 is running. Bad:

```yaml
status: in-progress
sprint:
```

Good:

```yaml
status: in-progress
sprint: 8
```

## How to fix

Take it into the Sprint, openly: `po set 12 sprint=8`. Or put it back: `po set 12 status=ready`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    if subject.kind != StateKind::Started
        || sprint_of(story).is_some()
        || context.gathers_others(story)
        || !context.facts().uses_sprints
    {
        return;
    }
    let running = context.backlog.running_sprint();
    let id = context.typed(&story.id);
    let fix = match running.and_then(|sprint| Context::pasteable(&sprint.name)) {
        Some(name) => format!("po set {id} sprint={name}"),
        None => format!("po set {id} sprint=…"),
    };
    found.push(
        RULE.finding(
            Place::key(&story.path, "status"),
            format!("{} is {} but in no Sprint", story.id, story.status),
            "in no Sprint",
        )
        .why("neither the burndown nor the Sprint Review shows the work")
        .fix(fix)
        .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::RULE;
    use crate::check::sample::{backlog, lines, sprint, story};
    use crate::model::Story;

    fn started(id: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, "", |s| {
            s.status = "in-progress".into();
            change(s);
        })
    }

    #[test]
    fn flags_work_outside_of_sprints() {
        let mut backlog = backlog([started("US-1", |s| s.sprint = Some(" ".into()))]);
        let line = |fix: &str| {
            format!(
                "US-1.md status:: advice US-1 is in-progress but in no Sprint | in no Sprint \
                 | why neither the burndown nor the Sprint Review shows the work | fix po set 1 sprint={fix}"
            )
        };
        backlog.sprints = vec![sprint("8", |_| {})];
        assert_eq!(lines(&RULE, &backlog), [line("…")]);
        backlog.sprints[0].started = Some(date(2026, 11, 16));
        assert_eq!(lines(&RULE, &backlog), [line("8")]);
    }

    #[test]
    fn flags_where_only_items_name_sprints() {
        let items = [
            started("US-1", |_| {}),
            story("US-2", "", |s| s.sprint = Some("8".into())),
        ];
        assert_eq!(lines(&RULE, &backlog(items)).len(), 1);
    }

    #[test]
    fn accepts_teams_without_sprints_epics_and_other_states() {
        let alone = [started("US-1", |_| {}), started("US-2", |_| {})];
        assert_eq!(lines(&RULE, &backlog(alone)), [] as [&str; 0]);
        let mut backlog = backlog([
            started("US-1", |s| s.item_type = "epic".into()),
            started("US-2", |_| {}),
            started("US-3", |s| {
                s.epic = Some("US-2".into());
                s.sprint = Some("8".into());
            }),
            story("US-4", "", |s| s.status = "ready".into()),
        ]);
        backlog.sprints = vec![sprint("8", |_| {})];
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }
}
