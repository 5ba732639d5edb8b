//! `not-estimated`: nobody knows whether the item fits into a Sprint.

use crate::check::context::Context;
use crate::check::due::{Due, is_time_boxed};
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::Story;

/// A team that estimates nothing is told once, and not at every item.
pub const RULE: Rule = Rule {
    name: "not-estimated",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is ready or in progress, or that is in a Sprint, and has no points. Spikes, epics and items with
children are left out. Where no item of the whole backlog has points, it says so once. Where the team demands points
itself, by `required` or `definition_of_ready` in `po.yaml`, those rules speak instead.

## Why it matters

Nobody can tell whether it fits into a Sprint, and a forecast has to count it as something.

## Example

Bad:

```yaml
status: ready
points:
```

Good:

```yaml
status: ready
points: 5
```

## How to fix

Estimate it with the people who will do it: `po set 15 points=5`. A team that counts items instead of points turns the
rule off: `check: {rules: {not-estimated: off}}`.

## Options

None. `types` says which items are looked at, as for every rule: `not-estimated: {types: {task: off}}`.
";

fn check(context: &Context, found: &mut Findings) {
    let stories = context.backlog.stories().iter();
    let mut open = stories.filter_map(|story| Some((story, lacks_points(context, story)?)));
    if context.facts().has_points {
        for (story, due) in open {
            report(context, story, due, found);
        }
        return;
    }
    let Some((first, due)) = open.next() else {
        return;
    };
    let more = open.count();
    let more = match more {
        0 => {
            report(context, first, due, found);
            return;
        }
        1 => "1 more item is".to_owned(),
        more => format!("{more} more items are"),
    };
    found.push(
        RULE.finding(
            due.place(first),
            format!(
                "{} but has no points, and {more} like that: nothing in this backlog is estimated",
                due.words(first)
            ),
            "not estimated",
        )
        .why("nobody can tell what fits into a Sprint")
        .fix(format!(
            "po set {} points=…, or, if you count items instead, in po.yaml: check: {{rules: {{not-estimated: off}}}}",
            context.typed(&first.id)
        ))
        .story(&first.id),
    );
}

fn report(context: &Context, story: &Story, due: Due, found: &mut Findings) {
    found.push(
        RULE.finding(
            due.place(story),
            format!("{} but has no points", due.words(story)),
            "not estimated",
        )
        .why("nobody can tell whether it fits into a Sprint")
        .fix(format!("po set {} points=…", context.typed(&story.id)))
        .story(&story.id),
    );
}

/// Why an item should have points, where it has none and the rule looks at it.
fn lacks_points<'a>(context: &Context<'a>, story: &Story) -> Option<Due<'a>> {
    if story.points.is_some() || is_time_boxed(story) {
        return None;
    }
    let due = Due::of(context, story)?;
    (context.looks_at(&RULE, story) && !due.is_demanded(context, story, "points")).then_some(due)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, ready_word, report, sprint, story};
    use crate::model::{Hundredths, Story};

    fn item(id: &str, status: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, "", |s| {
            s.status = status.into();
            change(s);
        })
    }

    fn points(story: &mut Story) {
        story.points = Some(Hundredths::whole(5));
    }

    #[test]
    fn flags_what_is_ready_under_way_or_in_a_sprint() {
        let mut backlog = backlog([
            item("US-1", "ready", |_| {}),
            item("US-2", "in-progress", |s| s.item_type = "bug".into()),
            item("US-3", "new", |s| s.sprint = Some("8".into())),
            item("US-4", "done", points),
        ]);
        backlog.sprints = vec![sprint("8", |_| {})];
        let line = |at: &str, what: &str, id: u64| {
            format!(
                "US-{id}.md {at}:: advice US-{id} is {what} but has no points | not estimated \
                 | why nobody can tell whether it fits into a Sprint | fix po set {id} points=…"
            )
        };
        assert_eq!(
            lines(&RULE, &backlog),
            [
                line("status", "ready", 1),
                line("status", "in-progress", 2),
                line("sprint", "in Sprint 8", 3)
            ]
        );
    }

    #[test]
    fn flags_once_where_nobody_estimates() {
        let alone = backlog([item("US-1", "ready", |_| {}), item("US-2", "new", |_| {})]);
        assert!(lines(&RULE, &alone)[0].contains("US-1 is ready but has no points"));
        let none = backlog((1..=40).map(|n| item(&format!("US-{n}"), "ready", |_| {})));
        assert_eq!(
            lines(&RULE, &none),
            [
                "US-1.md status:: advice US-1 is ready but has no points, and 39 more items are like that: nothing in this backlog is estimated \
                 | not estimated | why nobody can tell what fits into a Sprint \
                 | fix po set 1 points=…, or, if you count items instead, in po.yaml: check: {rules: {not-estimated: off}}"
            ]
        );
    }

    #[test]
    fn accepts_ideas_what_is_over_spikes_epics_and_estimates() {
        let zero = |s: &mut Story| s.points = Some(Hundredths::ZERO);
        let backlog = backlog([
            item("US-1", "new", |_| {}),
            item("US-2", "done", |_| {}),
            item("US-3", "declined", |_| {}),
            item("US-4", "ready", |s| s.item_type = "Spike".into()),
            item("US-5", "ready", |s| s.item_type = "epic".into()),
            item("US-6", "ready", |_| {}),
            item("US-7", "ready", |s| {
                points(s);
                s.epic = Some("US-6".into());
            }),
            item("US-8", "ready", zero),
        ]);
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }

    #[test]
    fn accepts_what_another_rule_demands() {
        let mut required = backlog([item("US-1", "ready", |_| {})]);
        required.config.required = vec!["points".into()];
        let mut defined = backlog([item("US-1", "ready", |_| {})]);
        defined.config.definition_of_ready = vec![ready_word("points")];
        let rules = |backlog| -> Vec<&str> {
            let found = report(backlog).findings;
            let readiness = ["missing-field", "not-estimated", "not-ready"];
            let rules = found.iter().map(|finding| finding.rule);
            rules.filter(|rule| readiness.contains(rule)).collect()
        };
        assert_eq!(rules(&required), ["missing-field"]);
        assert_eq!(rules(&defined), ["not-ready"]);
    }
}
