//! `duplicate-alias`: one name leads to two items.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{At, Edit, FieldEdit, Place, Story, StoryId};

/// An id that is an alias elsewhere is fine: the id wins, and an item that was given a fresh number keeps its old name so.
pub const RULE: Rule = Rule {
    name: "duplicate-alias",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an alias that two items have. Case does not matter. An alias that is also the id of another item is fine: the id
wins, and an item that was given a fresh number keeps its old name that way.

## Why it matters

A reference by that name leads to the first of the two, and nobody can see that the second was meant.

## Example

Bad: US-9 and US-14 both say

```yaml
aliases: [SHOP-311]
```

Good: US-9 alone says

```yaml
aliases: [SHOP-311]
```

## How to fix

Take the alias from the item that is not meant: `po set 14 alias-=SHOP-311`. If both are the same request, decline one of
them: `po decline 14 --because \"the same as US-9\"`, and take the alias from it. `po check --fix` takes it, after asking, from all but the first,
to which it leads now.

## Options

None.
";

fn check(context: &Context, found: &mut Findings) {
    let mut owners: HashMap<String, &Story> = HashMap::new();
    for story in context.backlog.stories() {
        for (index, alias) in story.aliases.iter().enumerate() {
            let id = alias.parse::<StoryId>().ok();
            if id.is_some_and(|id| context.backlog.with_id(&id).next().is_some()) {
                continue;
            }
            let first = *owners.entry(alias.trim().to_lowercase()).or_insert(story);
            if first.id == story.id || alias.trim().is_empty() {
                continue;
            }
            let id = context.typed(&story.id);
            found.push(
                RULE.finding(
                    Place::item(&story.path, "aliases", index),
                    format!(
                        "`{}` is an alias of {} and of {}",
                        alias.trim(),
                        first.id,
                        story.id
                    ),
                    format!("leads to {}", first.id),
                )
                .why("a reference by this name never leads here")
                .fix(match Context::pasteable(alias.trim()) {
                    Some(alias) => format!("po set {id} alias-={alias}"),
                    None => format!("take it out of the `aliases` of {}", story.id),
                })
                .story(&story.id),
            );
        }
    }
}

/// The alias goes where it leads nowhere. Which item was meant only a person knows, so one must agree.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let At::Item(key, index) = &broken.finding.place.at else {
        return None;
    };
    let item = broken.story?.aliases.get(*index)?.clone();
    let words = format!(
        "take `{}` out of `{key}`, for it {}",
        item.trim(),
        broken.finding.label
    );
    let key = key.clone();
    broken.choosing(
        words,
        Step::Edit(vec![Edit::Field(FieldEdit::Remove { key, item })]),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Story};

    fn of(items: &[(&str, &[&str])]) -> Backlog {
        backlog(items.iter().map(|(id, aliases)| {
            story(id, "", |s: &mut Story| {
                s.aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
            })
        }))
    }

    #[test]
    fn flags_every_item_but_the_first() {
        let backlog = of(&[
            ("US-14", &["old", "shop-311"]),
            ("US-9", &["SHOP-311"]),
            ("US-15", &["a b", "SHOP-311"]),
            ("US-16", &["A B"]),
        ]);
        let line = |at: &str, alias: &str, ids: &str, first: &str, fix: &str| {
            format!(
                "{at}: error `{alias}` is an alias of {ids} | leads to {first} | why a reference by this name never leads here | fix {fix}"
            )
        };
        assert_eq!(
            lines(&RULE, &backlog),
            [
                line(
                    "US-14.md aliases[1]",
                    "shop-311",
                    "US-9 and of US-14",
                    "US-9",
                    "po set 14 alias-=shop-311"
                ),
                line(
                    "US-15.md aliases[1]",
                    "SHOP-311",
                    "US-9 and of US-15",
                    "US-9",
                    "po set 15 alias-=SHOP-311"
                ),
                line(
                    "US-16.md aliases[0]",
                    "A B",
                    "US-15 and of US-16",
                    "US-15",
                    "take it out of the `aliases` of US-16"
                ),
            ]
        );
    }

    #[test]
    fn accepts_ids_of_others_and_the_same_name_twice_in_one_item() {
        let backlog = of(&[("US-1", &["x", "X", ""]), ("US-2", &["US-1", "1", ""])]);
        assert!(lines(&RULE, &backlog).is_empty());
    }
}
