//! `estimate-off-the-deck`: a size that no card of the team shows.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{Deck, Hundredths, Place, Story};

/// A team that plainly uses other cards, and has not said so in `po.yaml`, is told once.
pub const RULE: Rule = Rule {
    name: "estimate-off-the-deck",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an open item whose points are on no card of the deck. The deck is that of `deck` in `po.yaml`, else the usual one:
0, ½, 1, 2, 3, 5, 8, 13, 20, 40, 100. Epics and items with children are left out. Where `deck` is not set, and a quarter
of the estimates and more than three of them are off the usual one, the rule says once that the team seems to have another
deck.

## Why it matters

The gaps between the cards are there on purpose: nobody can tell a 6 from a 7. A size in between is mostly a slip, hours, or
an average of votes that nobody talked about.

## Example

Bad:

```yaml
points: 6
```

Good:

```yaml
points: 8
```

## How to fix

Take the card that the team can agree on; in doubt the higher one: `po set 12 points=8`. If the team has other cards, say so
in `po.yaml`: `deck: fibonacci`, or `deck: [1, 2, 4, 6]`.

## Options

`deck` in `po.yaml`: `modified-fibonacci`, `fibonacci`, `powers-of-two`, `t-shirts`, or a list of the team's own numbers.
";

/// So many estimates off the usual deck are slips; more may be another deck.
const SLIPS: usize = 3;
/// One estimate in so many must be off the usual deck before another one is guessed at.
const SHARE: usize = 4;

fn check(context: &Context, found: &mut Findings) {
    let deck = &context.backlog.config.deck;
    let mut estimates = 0;
    let mut off: Vec<(&Story, Hundredths)> = Vec::new();
    for story in context.backlog.stories() {
        let Some(points) = story.points else {
            continue;
        };
        if !context.kind(story).is_open()
            || context.gathers_others(story)
            || !context.looks_at(&RULE, story)
        {
            continue;
        }
        estimates += 1;
        if !deck.holds(points) {
            off.push((story, points));
        }
    }
    if !deck.is_chosen && off.len() > SLIPS && off.len() * SHARE >= estimates {
        report_once(&off, estimates, found);
        return;
    }
    for (story, points) in off {
        report(context, story, points, found);
    }
}

fn report(context: &Context, story: &Story, points: Hundredths, found: &mut Findings) {
    let id = context.typed(&story.id);
    let (label, fix) = match context.backlog.config.deck.around(points) {
        (Some(lower), Some(higher)) => (
            format!("between the cards {lower} and {higher}"),
            format!("po set {id} points={higher}, or points={lower}"),
        ),
        (Some(highest), None) => (
            format!("the highest card is {highest}"),
            format!("split it, or: po set {id} points={highest}"),
        ),
        (None, Some(lowest)) => (
            format!("the lowest card is {lowest}"),
            format!("po set {id} points={lowest}"),
        ),
        (None, None) => return,
    };
    found.push(
        RULE.finding(
            Place::value(&story.path, "points"),
            format!(
                "{} has {}, and no card shows that",
                story.id,
                points.points()
            ),
            label,
        )
        .why("the gaps between the cards are meant: finer sizes only look exact")
        .fix(fix)
        .story(&story.id),
    );
}

/// Says at the first of them that the team seems to have another deck.
fn report_once(off: &[(&Story, Hundredths)], estimates: usize, found: &mut Findings) {
    let Some(&(first, points)) = off.first() else {
        return;
    };
    let fits = |deck: &Deck| off.iter().all(|(_, points)| deck.holds(*points));
    let named = Deck::all().into_iter().find(|(_, deck)| fits(deck));
    let fix = match named {
        Some((name, _)) => format!("in po.yaml: deck: {name}"),
        None => "say in po.yaml which cards you have, such as: deck: [1, 2, 4, 6, 10]".to_owned(),
    };
    found.push(
        RULE.finding(
            Place::value(&first.path, "points"),
            format!(
                "{} of {estimates} estimates are on no card of the usual deck; {} has {}",
                off.len(),
                first.id,
                points.points()
            ),
            "your deck seems to be another one",
        )
        .fix(fix)
        .story(&first.id),
    );
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Deck, Hundredths, Story};

    fn sized(points: &[&str]) -> Backlog {
        backlog(points.iter().enumerate().map(|(index, points)| {
            story(&format!("US-{}", index + 1), "", |s| {
                s.points = Some(points.parse().unwrap());
            })
        }))
    }

    #[test]
    fn flags_sizes_between_and_beyond_the_cards() {
        let mut backlog = sized(&["6", "200", "5", "½", "8", "13", "20", "40"]);
        let line = |id: u64, points: &str, label: &str, fix: &str| {
            format!(
                "US-{id}.md points: advice US-{id} has {points} points, and no card shows that | {label} \
                 | why the gaps between the cards are meant: finer sizes only look exact | fix {fix}"
            )
        };
        assert_eq!(
            lines(&RULE, &backlog),
            [
                line(
                    1,
                    "6",
                    "between the cards 5 and 8",
                    "po set 1 points=8, or points=5"
                ),
                line(
                    2,
                    "200",
                    "the highest card is 100",
                    "split it, or: po set 2 points=100"
                ),
            ]
        );
        backlog.config.deck = Deck::of([2, 6, 5, 8, 13, 20, 40, 200].map(Hundredths::whole));
        assert_eq!(
            lines(&RULE, &backlog),
            [line(4, "0.5", "the lowest card is 2", "po set 4 points=2")]
        );
    }

    #[test]
    fn flags_another_deck_once() {
        let mut backlog = sized(&["4", "16", "32", "4", "8", "2"]);
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-1.md points: advice 4 of 6 estimates are on no card of the usual deck; US-1 has 4 points \
                 | your deck seems to be another one | fix in po.yaml: deck: powers-of-two"
            ]
        );
        assert!(
            lines(&RULE, &sized(&["4", "6", "7", "9"]))[0]
                .ends_with("such as: deck: [1, 2, 4, 6, 10]")
        );
        backlog.config.deck = Deck::named("fibonacci").unwrap();
        assert_eq!(lines(&RULE, &backlog).len(), 4, "a chosen deck is meant");
    }

    #[test]
    fn accepts_cards_epics_and_what_is_over() {
        let off = |id: &str, change: fn(&mut Story)| {
            story(id, "", |s| {
                s.points = Some(Hundredths::whole(7));
                change(s);
            })
        };
        let items = [
            off("US-1", |s| s.item_type = "epic".into()),
            off("US-2", |s| s.status = "done".into()),
            off("US-3", |s| s.status = "declined".into()),
            off("US-4", |_| {}),
            story("US-5", "", |s| s.epic = Some("US-4".into())),
        ];
        assert_eq!(lines(&RULE, &backlog(items)), [] as [&str; 0]);
        assert_eq!(lines(&RULE, &sized(&["0", "½", "100"])), [] as [&str; 0]);
    }
}
