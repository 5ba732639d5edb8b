//! `unknown-key`: a front-matter key that looks like a slip of a known one.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "unknown-key",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a key in the front matter that `po` does not know and that is at most two letters away from one it knows. Keys
that begin with `x-`, keys listed under `keys` in `po.yaml`, and keys unlike any other are left alone.

## Why it matters

A misspelt key is not read: the item has no points although somebody wrote them down.

## Example

Bad:

```yaml
pionts: 5
```

Good:

```yaml
points: 5
```

## How to fix

Correct the key, or list it under `keys` in `po.yaml` if it is one of your own.

## Options

`keys` in `po.yaml`: keys of your own.
";
