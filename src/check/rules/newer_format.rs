//! `newer-format`: files of a newer `po`.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the reader of `po.yaml`.
pub const RULE: Rule = Rule {
    name: "newer-format",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Says that `format` in `po.yaml` is higher than the one that this `po` writes.

## Why it matters

The files can still be read, but this `po` may not understand all of them, and refuses to change any.

## Example

This `po` writes format 1. Bad:

```yaml
format: 2
```

Good:

```yaml
format: 1
```

## How to fix

Install a newer `po`. Do not lower the number by hand: it rises only when older versions would do harm.

## Options

None.
";
