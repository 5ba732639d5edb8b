//! `unknown-config-key`: a key of `po.yaml` that `po` does not know.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the reader of `po.yaml`.
pub const RULE: Rule = Rule {
    name: "unknown-config-key",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a key in `po.yaml` that `po` does not know.

## Why it matters

The setting has no effect, and the team believes that it has. Commands warn about it; a check fails.

## Example

Bad:

```yaml
requierd: [points]
```

Good:

```yaml
required: [points]
```

## How to fix

Correct the key, or remove it. A key of a newer version needs that version of `po`.

## Options

None.
";
