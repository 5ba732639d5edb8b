//! `needless-suppression`: a comment that asks to ignore what is not there.

use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};

/// Found where findings are put together: only then is it known what was ignored.
pub const RULE: Rule = Rule {
    name: "needless-suppression",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a comment `<!-- po: ignore RULE because … -->` that ignores nothing: the rule finds nothing in this story (any
more), or there is no such rule. It also reports one that does not say why. A comment holds for its whole file; several
rules are parted by commas.

## Why it matters

A comment that stays after its reason is gone hides the next real finding. Without a reason nobody dares to take it out.

## Example

Bad:

```markdown
- [ ] The invoice arrives within 5 minutes

<!-- po: ignore vague-criterion -->
```

Good:

```markdown
- [ ] The invoice arrives quickly

<!-- po: ignore vague-criterion because the contract sets the time in US-40 -->
```

## How to fix

Take the comment out, correct the rule's name, or add `because …`.

## Options

None.
";
