//! `epic-cycle`: epics that belong to each other.

use crate::check::circle::printed;
use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::Place;
use crate::scrum::{Relation, cycles};

/// Reported once a circle, at its smallest id.
pub const RULE: Rule = Rule {
    name: "epic-cycle",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports items that are, over one or several steps, their own epic. The circle is printed, at the smallest id in it.

## Why it matters

None of them has a place in the tree: sums over an epic would count forever, so `po` counts them nowhere.

## Example

Bad: US-3 says

```yaml
epic: US-7
```

and US-7 says

```yaml
epic: US-3
```

Good: US-7 says

```yaml
epic:
```

## How to fix

Take the epic away from the item that stands at the top: `po set 7 epic=`.

## Options

None.
";

fn check(context: &Context, found: &mut Findings) {
    for circle in cycles(context.backlog, Relation::Epic) {
        let Some(first) = circle.first() else {
            continue;
        };
        let label = match circle.as_slice() {
            [_] => "the item itself".to_owned(),
            _ => format!("leads back to {}", first.id),
        };
        found.push(
            RULE.finding(
                Place::value(&first.path, "epic"),
                format!("{} is its own epic: {}", first.id, printed(&circle)),
                label,
            )
            .fix(format!("po set {} epic=", context.typed(&first.id)))
            .story(&first.id),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_each_circle_once_at_its_smallest_id() {
        let pairs = [
            ("US-7", "US-3"),
            ("US-3", "US-5"),
            ("US-5", "us-7"),
            ("US-9", "US-7"),
            ("US-1", "1"),
            ("US-2", "US-1"),
        ];
        let items = pairs.map(|(id, epic)| story(id, "", |s| s.epic = Some(epic.into())));
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md epic: error US-1 is its own epic: US-1 → US-1 | the item itself | fix po set 1 epic=",
                "US-3.md epic: error US-3 is its own epic: US-3 → US-5 → US-7 → US-3 | leads back to US-3 \
                 | fix po set 3 epic=",
            ]
        );
    }

    #[test]
    fn accepts_a_tree() {
        let pairs = [
            ("US-1", ""),
            ("US-2", "US-1"),
            ("US-3", "US-2"),
            ("US-4", "US-2"),
            ("US-5", "US-99"),
        ];
        let items = pairs.map(|(id, epic)| {
            story(id, "", |s| {
                s.epic = Some(epic.to_owned()).filter(|e| !e.is_empty())
            })
        });
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn a_hundred_thousand_steps_are_no_trouble() {
        let count = 100_000;
        let items = (1..=count).map(|n| {
            story(&format!("US-{n}"), "", |s| {
                s.epic = Some(format!("US-{}", n % count + 1))
            })
        });
        let found = lines(&RULE, &backlog(items));
        assert_eq!(found.len(), 1);
        assert!(found[0].contains("US-1 → US-2 → US-3 → US-4 → 99992 more → US-99997 → US-99998 → US-99999 → US-100000 → US-1 "));
    }
}
