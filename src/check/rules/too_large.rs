//! `too-large`: an item that no Sprint can take whole.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::subject::Subject;
use crate::model::{Hundredths, Place};

/// The option that holds how many points are fine.
const MAX: &str = "max";

/// Looks at open items; an epic may be as large as it likes.
pub const RULE: Rule = Rule {
    name: "too-large",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[RuleOption {
        name: MAX,
        default: OptionDefault::Points(Hundredths::whole(13)),
    }],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item with more than thirteen points. Epics and items with children are left out: they are there to be
large.

## Why it matters

Large items hide what nobody has thought about yet. They fill a Sprint and are often not Done at its end, and then their
points count for nothing.

## Example

Bad:

```yaml
title: Customers can pay
points: 40
```

Good: an item a way of paying, and each of them small

```yaml
title: Pay with a saved card
points: 5
```

## How to fix

Split it by rule, by path or by kind of data, so that each part is useful alone. To keep it together as one aim, make it
an epic: `po set 12 type=epic`, and give each part `epic=12`.

## Options

`max`: how many points are fine (13).
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let Some(points) = story.points.filter(|_| subject.kind.is_open()) else {
        return;
    };
    let max = context.settings.points(&RULE, MAX);
    if points <= max || context.gathers_others(story) {
        return;
    }
    found.push(
        RULE.finding(
            Place::value(&story.path, "points"),
            format!("{} has {}, more than {max}", story.id, points.points()),
            "too large for one Sprint",
        )
        .why("large items are seldom Done in one Sprint, and hide what nobody has thought about")
        .fix(format!(
            "split it, or make it an epic of smaller items: po set {} type=epic",
            context.typed(&story.id)
        ))
        .story(&story.id),
    );
}

#[cfg(test)]
mod tests {
    use super::{MAX, RULE};
    use crate::check::sample::{backlog, backlog_with, lines, story};
    use crate::model::Story;

    fn sized(id: &str, points: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, "", |s| {
            s.points = Some(points.parse().unwrap());
            change(s);
        })
    }

    #[test]
    fn flags_more_than_thirteen() {
        assert_eq!(
            lines(&RULE, &backlog([sized("US-1", "13.5", |_| {})])),
            [
                "US-1.md points: advice US-1 has 13.5 points, more than 13 | too large for one Sprint \
                 | why large items are seldom Done in one Sprint, and hide what nobody has thought about \
                 | fix split it, or make it an epic of smaller items: po set 1 type=epic"
            ]
        );
    }

    #[test]
    fn accepts_thirteen_epics_and_what_is_over() {
        let items = [
            sized("US-1", "13", |_| {}),
            sized("US-2", "40", |s| s.item_type = "epic".into()),
            sized("US-3", "40", |_| {}),
            sized("US-4", "8", |s| s.epic = Some("US-3".into())),
            sized("US-5", "40", |s| s.status = "done".into()),
            sized("US-6", "40", |s| s.status = "declined".into()),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn option_max_says_how_many_points_are_fine() {
        let flagged = |max: &str, points: &str| {
            let items = [sized("US-1", points, |_| {})];
            !lines(&RULE, &backlog_with(&RULE, (MAX, &[max]), items)).is_empty()
        };
        assert!(flagged("½", "1") && flagged("8", "13"));
        assert!(!flagged("20", "20") && !flagged("0.5", "½"));
    }
}
