//! `missing-want`: nothing is said to be wanted.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::opening::{Opening, opening};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;

/// Asked of open user stories that say anything, and of those that are ready.
pub const RULE: Rule = Rule {
    name: "missing-want",
    group: Group::Story,
    weights: Weights::AdviceThenError,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story that does not say what somebody wants: no \"I want …\", \"I can …\" or its like in French,
German, Spanish, Dutch, Portuguese, Italian or Polish. An item that was only captured, new and with nothing but a title,
is left alone; so are bugs, spikes, tasks and epics.

## Why it matters

What is wanted is the one part no story can do without: everybody reads something else into what is left.

## Example

Bad:

```markdown
As a returning customer, the checkout is slow.
```

Good:

```markdown
As a returning customer, I want to pay with a saved card so that I am done sooner.
```

## How to fix

Say what the person wants to do or to have: `po edit ID`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let is_missing = |opening: &Opening| !opening.want && !opening.is_one_finding(context, subject);
    let Some(opening) = opening(context, subject).filter(is_missing) else {
        return;
    };
    let id = &subject.story.id;
    found.push(
        RULE.finding(
            opening.place,
            format!("{id} does not say what is wanted"),
            "no \"I want …\"",
        )
        .why("everybody reads another wish into it")
        .fix("add \"I want …\"")
        .story(id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_prose_without_a_wish() {
        let items = [
            story("US-1", "As a guest, the list is long.\nMore.\n", |_| {}),
            story("US-2", "", |s| s.status = "ready".into()),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «As a guest, the list is long.»: advice US-1 does not say what is wanted | no \"I want …\" \
                 | why everybody reads another wish into it | fix add \"I want …\"",
                "US-2.md title: advice US-2 does not say what is wanted | no \"I want …\" \
                 | why everybody reads another wish into it | fix add \"I want …\"",
            ]
        );
    }

    #[test]
    fn accepts_wishes_ideas_and_what_is_no_user_story() {
        let items = [
            story("US-1", "As a guest, I can pay.\n", |_| {}),
            story("US-2", "Ik wil betalen.\n", |_| {}),
            story("US-3", "", |_| {}),
            story("US-4", "The list is long.\n", |s| {
                s.item_type = "task".into()
            }),
            story("US-5", "The list is long.\n", |s| {
                s.status = "declined".into()
            }),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
