//! `missing-benefit`: nothing says why it is wanted.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::opening::{Opening, opening};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;

/// Asked of open user stories that say anything, and of those that are ready.
pub const RULE: Rule = Rule {
    name: "missing-benefit",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story that does not say why: no \"so that\", \"in order to\", \"because\" or its like in French,
German, Spanish, Dutch, Portuguese, Italian or Polish. A purpose within the want, \"a form to upload files\", does not
count. An item that was only captured, new and with nothing but a title, is left alone; so are bugs, spikes, tasks and
epics.

## Why it matters

The reason lets the team find a cheaper way to the same end, and the Product Owner weigh the story. It is optional in
the Quality User Story framework (Lucassen et al. 2016), so this is advice in every profile.

## Example

Bad:

```markdown
As a returning customer, I want to pay with a saved card.
```

Good:

```markdown
As a returning customer, I want to pay with a saved card so that I am done sooner.
```

## How to fix

Ask why, and end the sentence with \"so that …\": `po edit ID`. Where nobody knows a reason, ask whether it is worth doing.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let is_missing =
        |opening: &Opening| !opening.benefit && !opening.is_one_finding(context, subject);
    let Some(opening) = opening(context, subject).filter(is_missing) else {
        return;
    };
    let id = &subject.story.id;
    found.push(
        RULE.finding(
            opening.place,
            format!("{id} does not say why it is wanted"),
            "no \"so that …\"",
        )
        .why("the team cannot look for a simpler way to the same end")
        .fix("end with \"so that …\"")
        .story(id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_a_story_without_a_reason() {
        let items = [
            story(
                "US-1",
                "As a guest, I want a form to pay.\n\nWords.\n",
                |_| {},
            ),
            story("US-2", "The list is long.\n", |_| {}),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «As a guest, I want a form to pay.»: advice US-1 does not say why it is wanted | no \"so that …\" \
                 | why the team cannot look for a simpler way to the same end | fix end with \"so that …\"",
                "US-2.md «The list is long.»: advice US-2 does not say why it is wanted | no \"so that …\" \
                 | why the team cannot look for a simpler way to the same end | fix end with \"so that …\"",
            ]
        );
    }

    #[test]
    fn accepts_reasons_ideas_and_what_is_no_user_story() {
        let items = [
            story("US-1", "As a guest, I want to pay so I am done.\n", |_| {}),
            story(
                "US-2",
                "En tant que client, je veux payer afin de partir.\n",
                |_| {},
            ),
            story("US-3", "The list is short so that all read it.\n", |_| {}),
            story("US-4", "", |s| s.title = "As a guest, I want to pay".into()),
            story("US-5", "It breaks.\n", |s| s.item_type = "spike".into()),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
