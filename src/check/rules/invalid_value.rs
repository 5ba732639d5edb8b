//! `invalid-value`: a value that its field cannot hold.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "invalid-value",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a value that its field cannot hold: a state or type that `po.yaml` does not list, points that are no number or
below zero, a date that is not in the calendar, a list where one value is expected.

## Why it matters

A value that cannot be read counts as not set. An item in an unknown state counts as new.

## Example

Bad:

```yaml
status: raedy
points: five
```

Good:

```yaml
status: ready
points: 5
```

## How to fix

Write a value that the field can hold. `po set` refuses wrong ones.

## Options

`states` and `types` in `po.yaml`: the states and types of your own.
";
