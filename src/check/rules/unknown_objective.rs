//! `unknown-objective`: an item serves an objective that the product does not have.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::near_name::near_name;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::check::unknown_name::UnknownName;
use crate::model::Objective;

/// Speaks only where `product.md` has objectives.
pub const RULE: Rule = Rule {
    name: "unknown-objective",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item whose `objective` stands under no heading of the Objectives in `product.md`, once that has at least
one. An objective is named by its short name (`O1`) or its words; case does not matter.

## Why it matters

The work counts towards nothing that was agreed. Often the objective was achieved or dropped, and the item is a
left-over of it.

## Example

`product.md` has `### O1 Checkout under 30 s`. Bad:

```yaml
objective: O11
```

Good:

```yaml
objective: O1
```

## How to fix

Correct the name: `po set 12 objective=O1`. If the objective is over, ask whether the item is still wanted.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let name = story.objective.as_deref().map_or("", str::trim);
    let objectives = &context.backlog.product.objectives;
    if name.is_empty() || !subject.kind.is_open() || objectives.is_empty() {
        return;
    }
    if objectives.iter().any(|objective| objective.is_named(name)) {
        return;
    }
    let names = objectives.iter().map(label);
    let near = near_name(name, names);
    let unknown = UnknownName {
        key: "objective",
        what: "serves an objective that does not exist",
        label: "not among the Objectives in `product.md`",
        make: "add it to `product.md`".to_owned(),
        near,
    };
    found.push(unknown.finding(&RULE, context, story));
}

/// The short name of an objective, or its words where it has none.
fn label(objective: &Objective) -> &str {
    if objective.name.is_empty() {
        &objective.text
    } else {
        &objective.name
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Objective};

    fn serving(names: &[&str]) -> Backlog {
        let stories = names.iter().enumerate().map(|(index, name)| {
            story(&format!("US-{}", index + 1), "", |s| {
                s.objective = Some((*name).into());
            })
        });
        let mut backlog = backlog(stories);
        let objective = |name: &str, text: &str| Objective {
            name: name.into(),
            text: text.into(),
        };
        backlog.product.objectives = vec![
            objective("O1", "Checkout under 30 s"),
            objective("", "Fewer calls"),
        ];
        backlog
    }

    #[test]
    fn flags_a_name_that_is_no_objective() {
        assert_eq!(
            lines(&RULE, &serving(&["O11", "O3", "fewer cals"])),
            [
                "US-1.md objective: error US-1 serves an objective that does not exist | did you mean `O1`? \
                 | fix po set 1 objective=O1",
                "US-2.md objective: error US-2 serves an objective that does not exist \
                 | not among the Objectives in `product.md` \
                 | fix add it to `product.md`, or unset it: po set 2 objective=",
                "US-3.md objective: error US-3 serves an objective that does not exist | did you mean `Fewer calls`? \
                 | fix add it to `product.md`, or unset it: po set 3 objective=",
            ]
        );
    }

    #[test]
    fn accepts_short_names_words_and_what_is_over() {
        let mut backlog = serving(&["o1", "O1 Checkout under 30 s", "FEWER CALLS", " "]);
        assert!(lines(&RULE, &backlog).is_empty());
        backlog.product.objectives.clear();
        assert!(lines(&RULE, &backlog).is_empty());
        let done = ["done", "declined"].map(|status| {
            story("US-9", "", |s| {
                s.status = status.into();
                s.objective = Some("O7".into());
            })
        });
        let mut backlog = crate::check::sample::backlog(done);
        backlog.product.objectives = serving(&[]).product.objectives;
        assert!(lines(&RULE, &backlog).is_empty());
    }
}
