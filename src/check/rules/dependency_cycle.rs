//! `dependency-cycle`: items that wait for each other.

use crate::check::circle::printed;
use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::Place;
use crate::scrum::{Relation, cycles};

/// Reported once a knot of items, at its smallest id, with a shortest circle through it.
pub const RULE: Rule = Rule {
    name: "dependency-cycle",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports items that wait for each other through `depends_on`. Where several circles hang together, a shortest one
through the smallest id is printed; when it is gone, the next one shows.

## Why it matters

None of them can be the first to be done, and no order of the backlog can be right.

## Example

Bad: US-1 says

```yaml
depends_on: [US-2]
```

and US-2 says

```yaml
depends_on: [US-1]
```

Good: the part of US-2 that US-1 waits for has become an item of its own, and US-1 says

```yaml
depends_on: [US-3]
```

## How to fix

Drop the weakest of the dependencies: `po set 1 dependency-=US-2`. Often one of the items is really two.

## Options

None.
";

fn check(context: &Context, found: &mut Findings) {
    let backlog = context.backlog;
    for circle in cycles(backlog, Relation::DependsOn) {
        // An item that waits for itself is what `self-dependency` reports.
        let [first, next, ..] = circle.as_slice() else {
            continue;
        };
        let leads_on = |reference: &String| {
            backlog
                .find(reference)
                .is_some_and(|other| other.path == next.path)
        };
        let item = first.depends_on.iter().position(leads_on).unwrap_or(0);
        found.push(
            RULE.finding(
                Place::item(&first.path, "depends_on", item),
                format!("items wait for each other: {}", printed(&circle)),
                format!("leads back to {}", first.id),
            )
            .why("none of them can be the first to be done")
            .fix(
                match first
                    .depends_on
                    .get(item)
                    .and_then(|r| Context::pasteable(r))
                {
                    Some(reference) => format!(
                        "drop one of them, such as: po set {} dependency-={reference}",
                        context.typed(&first.id)
                    ),
                    None => "drop one of these dependencies".to_owned(),
                },
            )
            .story(&first.id),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::Backlog;

    fn of(items: &[(&str, &[&str])]) -> Backlog {
        backlog(items.iter().map(|(id, depends_on)| {
            story(id, "", |s| {
                s.depends_on = depends_on.iter().map(|&d| d.to_owned()).collect();
            })
        }))
    }

    #[test]
    fn flags_each_knot_once_at_its_smallest_id() {
        let backlog = of(&[
            ("US-2", &["US-9", "us-1"]),
            ("US-1", &["US-99", "2"]),
            ("US-9", &[]),
            ("US-30", &["US-10"]),
            ("US-10", &["US-20", "US-2"]),
            ("US-20", &["US-30"]),
        ]);
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-1.md depends_on[1]: error items wait for each other: US-1 → US-2 → US-1 | leads back to US-1 \
                 | why none of them can be the first to be done | fix drop one of them, such as: po set 1 dependency-=2",
                "US-10.md depends_on[0]: error items wait for each other: US-10 → US-20 → US-30 → US-10 | leads back to US-10 \
                 | why none of them can be the first to be done | fix drop one of them, such as: po set 10 dependency-=US-20",
            ]
        );
    }

    #[test]
    fn accepts_chains_diamonds_and_what_waits_for_itself() {
        let backlog = of(&[
            ("US-1", &["US-2", "US-3"]),
            ("US-2", &["US-4"]),
            ("US-3", &["US-4", "US-3"]),
            ("US-4", &[]),
        ]);
        assert!(lines(&RULE, &backlog).is_empty());
    }
}
