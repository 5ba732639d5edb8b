//! `invalid-value`: a value that its field cannot hold.

use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{At, Edit, Value, nearest};

/// Found by the readers.
pub const RULE: Rule = Rule {
    name: "invalid-value",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a value that its field cannot hold: a state or type that `po.yaml` does not list, points that are no number or
below zero, a date that is not in the calendar, a list where one value is expected.

## Why it matters

A value that cannot be read counts as not set. An item in an unknown state counts as new.

## Example

Bad:

```yaml
status: raedy
points: five
```

Good:

```yaml
status: ready
points: 5
```

## How to fix

Write a value that the field can hold. `po set` refuses wrong ones.

## Options

`states` and `types` in `po.yaml`: the states and types of your own.
";

/// The state or type that was probably meant.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let At::Value(key) = &broken.finding.place.at else {
        return None;
    };
    let config = &broken.backlog.config;
    let story = broken.story?;
    let (word, meant) = match key.as_str() {
        "status" => {
            let names = config.states.iter().map(|state| state.name.as_str());
            (&story.status, nearest(&story.status, names)?)
        }
        "type" => {
            let names = config.types.iter().map(String::as_str);
            (&story.item_type, nearest(&story.item_type, names)?)
        }
        _ => return None,
    };
    let value = Value::Text(meant.to_owned());
    let words = format!("write `{key}: {meant}` for `{word}`");
    broken.choosing(words, Step::Edit(vec![Edit::set(key, value)]))
}

#[cfg(test)]
mod tests {
    use crate::check::repairs;
    use crate::check::sample::{backlog, story};
    use crate::model::{Diagnostic, Place};

    #[test]
    fn fix_writes_the_state_or_type_that_is_near() {
        let fix = |key: &str, word: &str| {
            let place = Place::value("stories/US-1.md", key);
            let problem = Diagnostic::error("invalid-value", place, "", "");
            let backlog = backlog([story("US-1", "", |s| {
                s.status = word.to_owned();
                s.item_type = word.to_owned();
            })]);
            let found = repairs(&backlog, &[problem]);
            found.first().map(|repair| repair.words.clone())
        };
        assert_eq!(
            fix("status", "redy").as_deref(),
            Some("write `status: ready` for `redy`")
        );
        assert_eq!(
            fix("type", "storie").as_deref(),
            Some("write `type: story` for `storie`")
        );
        assert_eq!(fix("status", "far from all"), None);
        assert_eq!(fix("points", "redy"), None);
    }
}
