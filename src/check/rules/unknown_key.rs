//! `unknown-key`: a front-matter key that looks like a slip of a known one.

use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{At, FIELDS, nearest};
use crate::scrum::is_set;

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

/// The key that was probably meant, if it holds nothing yet.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let At::Key(from) = &broken.finding.place.at else {
        return None;
    };
    let to = nearest(from, FIELDS.iter().map(|field| field.name))?;
    if !broken.finding.label.contains(&format!("`{to}`")) || is_set(broken.story?, to, &|_| 0) {
        return None;
    }
    let step = Step::RenameKey {
        from: from.clone(),
        to,
    };
    broken.choosing(format!("write `{from}` as `{to}`"), step)
}

#[cfg(test)]
mod tests {
    use crate::check::repairs;
    use crate::check::sample::{backlog, story};
    use crate::model::{Diagnostic, Hundredths, Place};

    #[test]
    fn fix_renames_the_key_unless_the_other_holds_something() {
        let place = Place::key("stories/US-1.md", "pionts");
        let problem = Diagnostic::error("unknown-key", place, "", "did you mean `points`?");
        let fixes = |points: Option<Hundredths>| {
            let backlog = backlog([story("US-1", "", |s| s.points = points)]);
            repairs(&backlog, std::slice::from_ref(&problem))
        };
        assert_eq!(fixes(None)[0].words, "write `pionts` as `points`");
        assert!(!fixes(None)[0].lossless);
        assert!(fixes(Some(Hundredths::whole(5))).is_empty());
    }
}
