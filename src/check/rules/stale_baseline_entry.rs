//! `stale-baseline-entry`: an accepted finding that is gone.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found where findings are compared with the baseline, in a check of the whole backlog only.
pub const RULE: Rule = Rule {
    name: "stale-baseline-entry",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a line of `check-baseline.yaml` that accepts what no rule finds any more: the story was put right, its words
changed, or there is no such rule. It looks only in a check of the whole backlog, and only at rules that were on.

## Why it matters

A line that stays after its finding is gone accepts the same mistake when somebody makes it again.

## Example

Bad: US-17 has acceptance criteria by now.

```yaml
accepted:
- {rule: missing-acceptance-criteria, story: US-17, text: status}
```

Good:

```yaml
accepted: []
```

## How to fix

`po check --add-baseline` takes such lines out, and accepts what else it finds. Or delete the line.

## Options

None.
";
