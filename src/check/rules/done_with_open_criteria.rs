//! `done-with-open-criteria`: done, and yet not all that was agreed.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::StateKind;

/// Looks at boxes only: a plain list item cannot be ticked.
pub const RULE: Rule = Rule {
    name: "done-with-open-criteria",
    group: Group::Criteria,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item in a done state with an acceptance criterion whose box is not ticked. Criteria without a box are not
looked at.

## Why it matters

Either the work is not done, and then velocity and forecasts count points that nobody has, or somebody forgot to tick
the box, and then the next reader cannot trust any.

## Example

Bad:

```markdown
---
title: Tokenise cards
id: US-9
status: done
---

## Acceptance criteria

- [x] The number never reaches our server
- [ ] A token can be deleted
```

Good:

```markdown
---
title: Tokenise cards
id: US-9
status: done
---

## Acceptance criteria

- [x] The number never reaches our server
- [x] A token can be deleted
```

## How to fix

Tick what is met: `po ac 9 check 2`. If it is not met, put the item back: `po reject 9 --because \"…\"`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    if subject.kind != StateKind::Done {
        return;
    }
    let criteria = subject.criteria();
    let mut open = criteria
        .iter()
        .enumerate()
        .filter(|(_, criterion)| criterion.has_box && !criterion.done);
    let Some((index, first)) = open.next() else {
        return;
    };
    let boxes = criteria
        .iter()
        .filter(|criterion| criterion.has_box)
        .count();
    let story = subject.story;
    let (count, verb) = match open.count() + 1 {
        1 => (1, "is"),
        several => (several, "are"),
    };
    let message = if boxes == 1 {
        format!("{} is {} but its criterion is open", story.id, story.status)
    } else {
        format!(
            "{} is {} but {count} of its {boxes} criteria {verb} open",
            story.id, story.status
        )
    };
    found.push(
        RULE.finding(subject.first_line_of(first), message, "not ticked")
            .why("an item is done when every criterion is met")
            .fix(format!(
                "po ac {} check {}",
                context.typed(&story.id),
                index + 1
            ))
            .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_the_first_open_box_and_counts_all() {
        let body = "## Acceptance criteria\n\n- [x] one\n- plain\n- [ ] two  \n  - [ ] three\n";
        let items = [
            story("US-9", body, |s| s.status = "done".into()),
            story("US-10", "## Acceptance criteria\n\n1. [ ] one\n", |s| {
                s.status = "done".into();
            }),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-10.md «1. [ ] one»: error US-10 is done but its criterion is open | not ticked \
                 | why an item is done when every criterion is met | fix po ac 10 check 1",
                "US-9.md «- [ ] two»: error US-9 is done but 2 of its 3 criteria are open | not ticked \
                 | why an item is done when every criterion is met | fix po ac 9 check 3",
            ]
        );
    }

    #[test]
    fn accepts_ticked_and_plain_ones_and_work_under_way() {
        let open = "## Acceptance criteria\n\n- [ ] one\n";
        let met = "## Acceptance criteria\n\n- [x] one\n- [X] two\n- plain\n";
        let items = [
            story("US-1", open, |s| s.status = "in-progress".into()),
            story("US-2", open, |s| s.status = "declined".into()),
            story("US-3", met, |s| s.status = "done".into()),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
