//! `missing-role`: nobody is named who wants it.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::opening::opening;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;

/// Asked of open user stories that say anything, and of those that are ready.
pub const RULE: Rule = Rule {
    name: "missing-role",
    group: Group::Story,
    weights: Weights::AdviceThenError,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story that names nobody: no \"As a …\" or its like in French, German, Spanish, Dutch, Portuguese,
Italian or Polish. An item that was only captured, new and with nothing but a title, is left alone; so are bugs, spikes,
tasks and epics. Where no part of the sentence is there at all, this is the one finding that says so, and `missing-want`
and `missing-benefit` are silent, unless the profile is `strict`.

## Why it matters

Without a role nobody can say whose need it is, whom to ask, or whether it is worth more to many guests or to one
clerk. With the want, the role is what makes a story well-formed (Quality User Story framework, Lucassen et al. 2016).

## Example

Bad:

```markdown
I want to pay with a saved card so that I am done sooner.
```

Good:

```markdown
As a returning customer, I want to pay with a saved card so that I am done sooner.
```

## How to fix

Begin the sentence with whoever has the need, a group of users rather than \"a user\": `po edit ID`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let Some(opening) = opening(context, subject).filter(|opening| !opening.role) else {
        return;
    };
    let id = &subject.story.id;
    let (message, label, fix) = if opening.is_one_finding(context, subject) {
        (
            format!(
                "{id} is a story without its sentence: nobody is named who wants it, and no reason"
            ),
            "no \"As a …, I want … so that …\"",
            "write \"As a …, I want … so that …\"",
        )
    } else {
        (
            format!("{id} names nobody who wants it"),
            "no \"As a …\"",
            "begin with \"As a …\"",
        )
    };
    found.push(
        RULE.finding(opening.place, message, label)
            .why("nobody can tell whose need it is")
            .fix(fix)
            .story(id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_a_story_without_a_role() {
        let items = [
            story(
                "US-1",
                "Intro.\n\nI want to pay so that I am done.\n",
                |_| {},
            ),
            story("US-2", "The list is too long.\n", |_| {}),
            story("US-3", "", |s| s.status = "ready".into()),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «I want to pay so that I am done.»: advice US-1 names nobody who wants it | no \"As a …\" \
                 | why nobody can tell whose need it is | fix begin with \"As a …\"",
                "US-2.md «The list is too long.»: advice US-2 is a story without its sentence: nobody is named who wants it, and no reason | no \"As a …, I want … so that …\" \
                 | why nobody can tell whose need it is | fix write \"As a …, I want … so that …\"",
                "US-3.md title: advice US-3 is a story without its sentence: nobody is named who wants it, and no reason | no \"As a …, I want … so that …\" \
                 | why nobody can tell whose need it is | fix write \"As a …, I want … so that …\"",
            ]
        );
    }

    #[test]
    fn accepts_roles_ideas_and_what_is_no_user_story() {
        let items = [
            story("US-1", "As a guest, I want to pay.\n", |_| {}),
            story("US-2", "Als Gast möchte ich zahlen.\n", |_| {}),
            story("US-3", "As a guest, the list is long.\n", |_| {}),
            story(
                "US-4",
                "<!-- hint -->\n\n## Acceptance criteria\n\n- a\n",
                |_| {},
            ),
            story("US-5", "It breaks.\n", |s| s.item_type = "bug".into()),
            story("US-6", "It is done.\n", |s| s.status = "done".into()),
            story("US-7", "", |s| {
                s.title = "As a guest, I want to pay".into();
                s.status = "ready".into();
            }),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
