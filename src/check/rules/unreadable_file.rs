//! `unreadable-file`: a file of the backlog that cannot be read.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "unreadable-file",
    group: Group::Files,
    weights: Weights::Always,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a file of the backlog that cannot be read: front matter that is not valid YAML or has no end, another encoding
than UTF-8 (the encoding is named where it can be told), more than 4 MiB, or a link that leads out of the backlog.

## Why it matters

The item is missing from the order, from every report and from the Sprint, and nobody sees that it is missing. `po`
lists the file as unreadable and never writes to it.

## Example

Bad: `: ` within a value and a leading `@` mean something else in YAML.

```yaml
title: Checkout: guests
assignee: @ada
```

Good:

```yaml
title: \"Checkout: guests\"
assignee: \"@ada\"
```

## How to fix

Correct the line that is shown. Text in another encoding has to be saved as UTF-8.

## Options

None.
";
