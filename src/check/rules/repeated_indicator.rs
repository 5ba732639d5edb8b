//! `repeated-indicator`: a user story that is begun twice.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::text::story_indicators;

/// AQUSA's `minimal.indicator_repetition`.
pub const RULE: Rule = Rule {
    name: "repeated-indicator",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports a user story sentence in which \"As a\", \"I want\" or \"so that\" (also \"so I\", \"in order to\") stands twice, or its like in
another language. \"Because\" after \"so that\" is fine: a reason may have a reason.

## Why it matters

Two wishes are two stories, to be ordered each on its own. Two reasons are often a slip of the pen, or the second is the
real one.

## Example

Bad:

```markdown
As a guest, I want to pay by card and I want a receipt so that I am done sooner.
```

Good:

```markdown
As a guest, I want to pay by card so that I am done sooner.
```

## How to fix

Make two stories of two wishes, and keep the reason that matters more: `po edit ID`.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    let Some(sentence) = subject.sentence().filter(|_| subject.kind.is_open()) else {
        return;
    };
    let source = sentence.source();
    let indicators = story_indicators(source);
    let parts: [(&[Range<usize>], &str, &str); 3] = [
        (
            &indicators.wants,
            "a second wish",
            "make a second story of it",
        ),
        (
            &indicators.roles,
            "a second role",
            "make a second story for it, or one role of both",
        ),
        (
            &indicators.benefits,
            "a second reason",
            "keep the reason that matters more",
        ),
    ];
    let start = sentence.parts.range.start;
    let id = &subject.story.id;
    for (ranges, label, fix) in parts {
        if let [first, second, ..] = ranges {
            let (first, words) = (&source[first.clone()], &source[second.clone()]);
            found.push(
                RULE.finding(
                    sentence.place(start + second.start..start + second.end),
                    format!("{id} says `{words}` after `{first}`"),
                    label,
                )
                .why("one story has one role, one wish and one reason")
                .fix(fix)
                .story(id),
            );
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_a_second_role_wish_or_reason() {
        let items = [
            story(
                "US-1",
                "As a guest, I want to pay and I want a receipt.\n",
                |_| {},
            ),
            story(
                "US-2",
                "# A\n\nAs a guest, as an admin, I want to pay.\n",
                |_| {},
            ),
            story(
                "US-3",
                "As a guest, I want to pay so I go, so that I eat.\n",
                |_| {},
            ),
            story(
                "US-4",
                "Als Gast möchte ich zahlen, und ich möchte essen.\n",
                |_| {},
            ),
        ];
        let tail = "why one story has one role, one wish and one reason | fix";
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                format!(
                    "US-1.md «I want»: advice US-1 says `I want` after `I want` | a second wish | {tail} make a second story of it"
                ),
                format!(
                    "US-2.md «as an»: advice US-2 says `as an` after `As a` | a second role | {tail} make a second story for it, or one role of both"
                ),
                format!(
                    "US-3.md «so that»: advice US-3 says `so that` after `so I` | a second reason | {tail} keep the reason that matters more"
                ),
                format!(
                    "US-4.md «ich möchte»: advice US-4 says `ich möchte` after `möchte ich` | a second wish | {tail} make a second story of it"
                ),
            ]
        );
    }

    #[test]
    fn accepts_one_of_each() {
        let items = [
            story(
                "US-1",
                "As a guest, I want to be seen as a person, so that I get what I want because I can.\n",
                |_| {},
            ),
            story(
                "US-2",
                "As a guest, I want to pay or to do so when I leave.\n\nI want this and I want that.\n",
                |_| {},
            ),
            story("US-3", "I want this and I want that.\n", |_| {}),
            story("US-4", "As a guest, I want a and I want b.\n", |s| {
                s.status = "done".into()
            }),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
