//! `invalid-config-value`: a value in `po.yaml` that makes no sense.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the reader of `po.yaml`.
pub const RULE: Rule = Rule {
    name: "invalid-config-value",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a value in `po.yaml` that its key cannot hold: an unknown time zone, a state of no known kind, a workflow
without a state of each kind, a prefix that cannot begin an id.

## Why it matters

`po` goes on with the default instead, which is not what the team agreed.

## Example

Bad:

```yaml
time_zone: Europe/Pariss
```

Good:

```yaml
time_zone: Europe/Paris
```

## How to fix

Write a value that the key can hold; `docs/file-format.md` lists them.

## Options

None.
";
