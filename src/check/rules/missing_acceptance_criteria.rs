//! `missing-acceptance-criteria`: nobody can tell when the item is done.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::Place;

/// Asked of every item in a state from `criteria.required_from` on, except what gathers other items.
pub const RULE: Rule = Rule {
    name: "missing-acceptance-criteria",
    group: Group::Criteria,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is ready, or further, and has no acceptance criterion: no list item under a heading that means
acceptance criteria, no Given/When/Then there. Declined items, epics and items with children are left out. New items
are only counted: they may still be ideas.

## Why it matters

Nobody can tell when it is done. The team and the Product Owner find out at the Sprint Review that they meant
different things.

## Example

Bad:

```markdown
---
title: Guest checkout
id: US-15
status: ready
---

As a guest, I want to pay without an account so that I am done sooner.
```

Good:

```markdown
---
title: Guest checkout
id: US-15
status: ready
---

As a guest, I want to pay without an account so that I am done sooner.

## Acceptance criteria

- [ ] Given a filled basket, when I choose \"as a guest\", then only the address is asked for
```

## How to fix

Write at least one: `po ac 15 add \"Given …, when …, then …\"`. If nobody knows one yet, the item is not ready:
`po set 15 status=new`.

## Options

In `po.yaml`: `criteria.headings`, the headings that mean acceptance criteria, and `criteria.required_from`, the kind
of state from which on criteria are asked for (`ready` unless set).
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let config = &context.backlog.config.criteria;
    let story = subject.story;
    if !Context::is_due(subject.kind, context.criteria_from())
        || subject.body().is_none()
        || !subject.criteria().is_empty()
        || context.gathers_others(story)
    {
        return;
    }
    let heading = config.headings.first().map_or("", String::as_str);
    let item = if subject.empty_items().is_empty() {
        "no item"
    } else {
        "only empty items"
    };
    let state = if story.status.is_empty() {
        "new"
    } else {
        &story.status
    };
    found.push(
        RULE.finding(
            Place::key(&story.path, "status"),
            format!("{} is {state} but has no acceptance criteria", story.id),
            format!("{item} under \"{heading}\""),
        )
        .why("nobody can tell when it is done")
        .fix(format!(
            "po ac {} add \"Given …, when …, then …\"",
            context.typed(&story.id)
        ))
        .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::StateKind;

    const CRITERIA: &str = "## Acceptance criteria\n\n- [ ] The order is placed\n";

    #[test]
    fn flags_an_item_that_is_ready_or_further() {
        let items = [
            story("US-15", "Text\n", |s| s.status = "ready".into()),
            story("PAY-3", "## Acceptance criteria\n\n- [ ]\n- [x] \n", |s| {
                s.status = "In Progress".into();
                s.item_type = "bug".into();
            }),
            story("US-4", "## Notes\n\n- one\n", |s| s.status = "done".into()),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "PAY-3.md status:: error PAY-3 is In Progress but has no acceptance criteria \
                 | only empty items under \"Acceptance criteria\" | why nobody can tell when it is done \
                 | fix po ac PAY-3 add \"Given …, when …, then …\"",
                "US-15.md status:: error US-15 is ready but has no acceptance criteria \
                 | no item under \"Acceptance criteria\" | why nobody can tell when it is done \
                 | fix po ac 15 add \"Given …, when …, then …\"",
                "US-4.md status:: error US-4 is done but has no acceptance criteria \
                 | no item under \"Acceptance criteria\" | why nobody can tell when it is done \
                 | fix po ac 4 add \"Given …, when …, then …\"",
            ]
        );
    }

    #[test]
    fn accepts_ideas_refusals_and_what_gathers_others() {
        let items = [
            story("US-1", "", |s| s.status = "new".into()),
            story("US-2", CRITERIA, |s| s.status = "ready".into()),
            story("US-3", "", |s| s.status = "declined".into()),
            story("US-4", "", |s| {
                s.status = "ready".into();
                s.item_type = "Epic".into();
            }),
            story("US-5", "", |s| s.status = "ready".into()),
            story("US-6", "", |s| s.epic = Some("US-5".into())),
            story("US-7", "", |s| {
                s.status = "ready".into();
                s.body = None;
            }),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn the_team_says_from_when_on_and_under_which_heading() {
        let mut backlog = backlog([
            story("US-1", "## Abnahme\n\n- Ja\n", |_| {}),
            story("US-2", CRITERIA, |s| s.status = String::new()),
        ]);
        backlog.config.criteria.headings = vec!["Abnahme".into()];
        backlog.config.criteria.required_from = StateKind::New;
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-2.md status:: error US-2 is new but has no acceptance criteria | no item under \"Abnahme\" \
                 | why nobody can tell when it is done | fix po ac 2 add \"Given …, when …, then …\""
            ]
        );
        backlog.config.criteria.required_from = StateKind::Declined;
        assert!(lines(&RULE, &backlog).is_empty());
    }
}
