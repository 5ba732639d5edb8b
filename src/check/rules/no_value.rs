//! `no-value`: nobody said what the item is worth.

use crate::check::context::Context;
use crate::check::definition_of_ready::is_valued;
use crate::check::due::{Due, is_time_boxed};
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;

/// Silent where no item of the backlog has a value: such a team orders by other means.
pub const RULE: Rule = Rule {
    name: "no-value",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is ready or in progress, or that is in a Sprint, and has neither a `value` nor a `cost_of_delay`, and
no epic above it has one. Spikes, tasks, epics and items with children are left out. Where no item of the whole backlog has
a value, the rule says nothing: the team orders by other means.

## Why it matters

Nobody can say why it comes before another item, and an order by cost of delay cannot place it.

## Example

Bad:

```yaml
status: ready
value:
```

Good:

```yaml
status: ready
value: 8
```

## How to fix

Compare it with an item whose value is known: `po set 15 value=8`. Or give the value to its epic.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let is_left_out = is_time_boxed(story) || story.item_type.eq_ignore_ascii_case("task");
    if !subject.kind.is_open() || is_left_out || !context.facts().has_value {
        return;
    }
    let Some(due) = Due::of(context, story) else {
        return;
    };
    if is_valued(context, story) || due.is_demanded(context, story, "value") {
        return;
    }
    let label = if story.epic.is_some() {
        "no value here, and none on its epic"
    } else {
        "no value"
    };
    found.push(
        RULE.finding(
            due.place(story),
            format!("{} but nobody said what it is worth", due.words(story)),
            label,
        )
        .why("nobody can say why it comes before another item")
        .fix(format!("po set {} value=…", context.typed(&story.id)))
        .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, ready_word, story};
    use crate::model::{Hundredths, Story};

    fn item(id: &str, status: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, "", |s| {
            s.status = status.into();
            change(s);
        })
    }

    fn worth(story: &mut Story) {
        story.value = Some(Hundredths::whole(8));
    }

    #[test]
    fn flags_what_is_ready_without_any_value() {
        let items = [
            item("US-1", "ready", |_| {}),
            item("US-2", "in-progress", |s| s.epic = Some("US-3".into())),
            item("US-3", "new", |s| s.item_type = "epic".into()),
            item("US-4", "done", worth),
        ];
        let line = |id: u64, what: &str, label: &str| {
            format!(
                "US-{id}.md status:: advice US-{id} is {what} but nobody said what it is worth | {label} \
                 | why nobody can say why it comes before another item | fix po set {id} value=…"
            )
        };
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                line(1, "ready", "no value"),
                line(2, "in-progress", "no value here, and none on its epic"),
            ]
        );
    }

    #[test]
    fn accepts_backlogs_without_values_and_values_from_above() {
        let bare = [item("US-1", "ready", |_| {}), item("US-2", "ready", |_| {})];
        assert_eq!(lines(&RULE, &backlog(bare)), [] as [&str; 0]);
        let mut backlog = backlog([
            item("US-1", "ready", |s| s.epic = Some("US-2".into())),
            item("US-2", "new", |s| s.epic = Some("US-3".into())),
            item("US-3", "new", worth),
            item("US-4", "ready", |s| {
                s.cost_of_delay = Some(Hundredths::whole(900))
            }),
            item("US-5", "ready", |s| s.item_type = "spike".into()),
            item("US-6", "ready", |s| s.item_type = "Task".into()),
            item("US-7", "new", |_| {}),
            item("US-8", "done", |_| {}),
            item("US-9", "declined", |_| {}),
        ]);
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
        backlog.config.definition_of_ready = vec![ready_word("value")];
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }
}
