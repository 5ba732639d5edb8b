//! `missing-id`: an item without an id.

use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{Edit, Value};

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

/// The id that the file name says, if no other file has it.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let path = &broken.finding.place.path;
    let file = broken.backlog.unreadable.iter().find(|f| f.path == *path)?;
    let id = file.id.as_ref()?;
    if broken.backlog.with_id(id).next().is_some() {
        return None;
    }
    let value = Value::Plain(id.to_string());
    let words = format!("write `id: {id}`, as the file name says");
    broken.lossless(words, Step::Edit(vec![Edit::set("id", value)]))
}

#[cfg(test)]
mod tests {
    use crate::check::repairs;
    use crate::model::{Backlog, Config, Diagnostic, Place, StoryId, Unreadable};

    #[test]
    fn fix_writes_the_id_of_the_file_name_unless_it_is_taken() {
        let path = "stories/US-7-pay.md";
        let problem = Diagnostic::error("missing-id", Place::file(path), "the story has no id", "");
        let fixes = |id: Option<StoryId>, others: Vec<crate::model::Story>| {
            let unreadable = Unreadable {
                path: path.into(),
                id,
                problem: problem.clone(),
            };
            let backlog = Backlog::new(Config::default(), others, vec![unreadable]);
            repairs(&backlog, std::slice::from_ref(&problem))
        };
        let id: StoryId = "US-7".parse().unwrap();
        let found = fixes(Some(id.clone()), Vec::new());
        assert_eq!(found[0].words, "write `id: US-7`, as the file name says");
        assert!(found[0].lossless);
        assert!(fixes(None, Vec::new()).is_empty());
        let taken = crate::model::Story::new(id.clone(), "stories/US-7.md");
        assert!(fixes(Some(id), vec![taken]).is_empty());
    }
}
