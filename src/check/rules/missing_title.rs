//! `missing-title`: an item without a title.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "missing-title",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports an item whose front matter has no `title`, or an empty one.

## Why it matters

The title is how people know the item in every list. `title` and `id` are the only keys that an item must have.

## Example

Bad:

```yaml
id: US-12
title:
```

Good:

```yaml
id: US-12
title: Pay with a saved card
```

## How to fix

Give it a title: `po set 12 title=\"Pay with a saved card\"`.

## Options

None.
";
