//! `missing-id`: an item without an id.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "missing-id",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports an item whose front matter has no `id`, or none of the form `US-12`.

## Why it matters

Other items, commits and people refer to an item by its id. A file name can be changed by accident; the id in the file
stays with the item.

## Example

Bad:

```yaml
title: Pay with a saved card
```

Good:

```yaml
title: Pay with a saved card
id: US-12
```

## How to fix

Write the id with which the file name begins. For a file without one, `po add` gives the next free number.

## Options

`prefix` in `po.yaml`: with what ids begin.
";
