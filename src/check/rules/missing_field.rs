//! `missing-field`: a field that the team asks for is not set.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Backlog, Place, StateKind, Story, field_or_singular};
use crate::scrum::is_set;

/// Asks for what `po.yaml` lists under `required`, from ready on.
pub const RULE: Rule = Rule {
    name: "missing-field",
    group: Group::Readiness,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is ready, or further, and lacks a field that `po.yaml` lists under `required`. Declined items and
items with children are left out.

## Why it matters

The team agreed that an item is not ready without it. A Sprint that is planned with such items is planned on guesses.

## Example

`po.yaml` says `required: [points]`. Bad:

```yaml
title: Guest checkout
id: US-15
status: ready
points:
```

Good:

```yaml
title: Guest checkout
id: US-15
status: ready
points: 5
```

## How to fix

Set the field: `po set 15 points=5`. If nobody can say yet, the item is not ready: `po set 15 status=new`.

## Options

`required` in `po.yaml`: the fields that every item must have from ready on. Without it the rule asks for nothing.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let required = &context.backlog.config.required;
    let story = subject.story;
    if required.is_empty()
        || !Context::is_due(subject.kind, StateKind::Ready)
        || context.backlog.has_children(story)
    {
        return;
    }
    let missing: Vec<&str> = required
        .iter()
        .map(|name| field_or_singular(name).map_or(name.as_str(), |field| field.name))
        .filter(|name| match *name {
            "objective" => !inherits_objective(context.backlog, story),
            name => !is_set(story, name, &|_| subject.criteria().len()),
        })
        .collect();
    if missing.is_empty() {
        return;
    }
    let named: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let command: Vec<String> = missing
        .iter()
        .filter_map(|name| Context::pasteable(name))
        .map(|name| format!("{name}=…"))
        .collect();
    found.push(
        RULE.finding(
            Place::key(&story.path, "status"),
            format!(
                "{} is {} but has no {}",
                story.id,
                story.status,
                named.join(", ")
            ),
            format!("{} not set", named.join(", ")),
        )
        .why("`required` in po.yaml asks for it from ready on")
        .fix(format!(
            "po set {} {}",
            context.typed(&story.id),
            command.join(" ")
        ))
        .story(&story.id),
    );
}

/// How many epics above an item may be asked for what it inherits.
const HEIGHT: usize = 50;

/// Whether an item or an epic above it names an objective.
fn inherits_objective(backlog: &Backlog, story: &Story) -> bool {
    std::iter::successors(Some(story), |item| backlog.find(item.epic.as_deref()?))
        .take(HEIGHT)
        .any(|item| item.objective.is_some())
}

#[cfg(test)]
mod tests {
    use super::{RULE, inherits_objective};
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_all_that_is_missing_at_once() {
        let mut backlog = backlog([story("US-15", "", |s| s.status = "ready".into())]);
        backlog.config.required = vec!["points".into(), "label".into(), "team".into()];
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-15.md status:: error US-15 is ready but has no `points`, `labels`, `team` \
                 | `points`, `labels`, `team` not set | why `required` in po.yaml asks for it from ready on \
                 | fix po set 15 points=… labels=… team=…"
            ]
        );
    }

    #[test]
    fn accepts_what_is_set_inherited_or_not_due() {
        let mut backlog = backlog([
            story("US-1", "", |s| {
                s.status = "ready".into();
                s.objective = Some("O1".into());
                s.unknown_keys = vec!["team".into()];
            }),
            story("US-2", "", |s| {
                s.status = "done".into();
                s.epic = Some("US-1".into());
                s.unknown_keys = vec!["team".into()];
            }),
            story("US-3", "", |_| {}),
            story("US-4", "", |s| s.status = "declined".into()),
        ]);
        assert!(lines(&RULE, &backlog).is_empty(), "nothing is required");
        backlog.config.required = vec!["objective".into(), "team".into()];
        assert!(lines(&RULE, &backlog).is_empty());
    }

    #[test]
    fn a_circle_of_epics_ends() {
        let mut backlog = backlog([
            story("US-1", "", |s| s.epic = Some("US-2".into())),
            story("US-2", "", |s| s.epic = Some("US-1".into())),
        ]);
        backlog.config.required = vec!["objective".into()];
        assert!(!inherits_objective(&backlog, &backlog.stories()[0]));
    }
}
