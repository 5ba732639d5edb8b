//! `empty-criterion`: a list item that says nothing.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step, take_lines};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{At, Edit, Place, StateKind};

/// Not asked of declined items.
pub const RULE: Rule = Rule {
    name: "empty-criterion",
    group: Group::Criteria,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports a list item among the acceptance criteria that has no words. Declined items are left out.

## Why it matters

It cannot be met or tested. Somebody meant to write something there, and the next reader does not know what.

## Example

Bad:

```markdown
- [ ] The order is placed
- [ ]
```

Good:

```markdown
- [ ] The order is placed
```

## How to fix

Write what was meant, or take the line away: `po edit 12`.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    if subject.kind == StateKind::Declined {
        return;
    }
    let story = subject.story;
    for line in subject.empty_items() {
        found.push(
            RULE.finding(
                Place::body(&story.path, line.clone()),
                format!("a criterion of {} is empty", story.id),
                "no words",
            )
            .fix("write it, or take the line away")
            .story(&story.id),
        );
    }
}

/// The line goes, if nothing hangs below it.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let (_, body) = broken.body()?;
    let At::Body(place) = broken.finding.place.at else {
        return None;
    };
    let range = place.start..place.end;
    let indent = |line: &str| line.len() - line.trim_start().len();
    let line = body[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let next = body[range.end..]
        .lines()
        .skip(1)
        .find(|line| !line.trim().is_empty());
    let own = range.start - line;
    if next.is_some_and(|next| indent(next) > own) {
        return None;
    }
    let splice = take_lines(body, &range);
    broken.lossless(
        "take away a criterion without words",
        Step::Edit(vec![Edit::Body(splice)]),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixed_bodies, lines, story};

    const BODY: &str = "## Acceptance criteria\n\n- [ ] one\n- [ ]\n- \n";
    const ONE: &str = "## Acceptance criteria\n\n- [ ]\n";

    #[test]
    fn flags_each_item_without_words() {
        let items = [story("US-1", BODY, |_| {}), story("US-2", ONE, |_| {})];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «- [ ]»: error a criterion of US-1 is empty | no words | fix write it, or take the line away",
                "US-1.md «-»: error a criterion of US-1 is empty | no words | fix write it, or take the line away",
                "US-2.md «- [ ]»: error a criterion of US-2 is empty | no words | fix write it, or take the line away",
            ]
        );
    }

    #[test]
    fn accepts_words_and_what_is_declined() {
        let items = [
            story(
                "US-1",
                "## Acceptance criteria\n\n- [ ] one\n- two\n",
                |_| {},
            ),
            story("US-2", "- [ ]\n\n## Notes\n\n-\n", |_| {}),
            story("US-3", BODY, |s| s.status = "declined".into()),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn fix_takes_the_line_away_unless_something_hangs_below() {
        let body = "## Acceptance criteria\n\n- [ ] one\n- [ ]\n- [ ]\n  - [ ] nested\n";
        let items = [story("US-1", body, |_| {})];
        let fixed = fixed_bodies(&RULE, &backlog(items));
        assert_eq!(
            fixed,
            ["## Acceptance criteria\n\n- [ ] one\n- [ ]\n  - [ ] nested\n"]
        );
    }
}
