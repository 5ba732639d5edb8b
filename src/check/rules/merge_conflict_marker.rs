//! `merge-conflict-marker`: a merge that nobody finished.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found by the readers, in front matter and body.
pub const RULE: Rule = Rule {
    name: "merge-conflict-marker",
    group: Group::Files,
    weights: Weights::Always,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports the lines that git leaves in a file where two branches changed the same place: `<<<<<<<`, and later `>>>>>>>`.

## Why it matters

The file holds two versions of one item. Nobody can tell which one was agreed.

## Example

Bad:

```markdown
<<<<<<< HEAD
- [ ] An order above 50 € ships free
=======
- [ ] An order above 40 € ships free
>>>>>>> pricing
```

Good:

```markdown
- [ ] An order above 40 € ships free
```

## How to fix

Keep the version that holds, or both, and remove the three marker lines.

## Options

None.
";
