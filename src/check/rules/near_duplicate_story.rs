//! `near-duplicate-story`: two items that ask for nearly the same.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::same::{by_id, named, reported, what_became_of};
use crate::model::{Diagnostic, Place};
use crate::text::{Difference, Exchange, Part, Wordings, same_words_key, truncate};

/// The option that holds the least share of common words, in percent.
const THRESHOLD: &str = "threshold";

/// Jaccard's coefficient over the stems that say something, and "unique" in the Quality User Story framework: the same means for
/// another end or role. Words that are exchanged make parallel stories: of 78 pairs that share 85 % of their words 12 ask the same.
pub const RULE: Rule = Rule {
    name: "near-duplicate-story",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[RuleOption {
        name: THRESHOLD,
        default: OptionDefault::Number(85),
    }],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story that asks for nearly the same as another one, and shows the words that differ. That is so when
the words of one are those of the other and at most a few more, or when the want is the same and either another role or
another benefit stands beside it, not both. Small words, the endings of words, spelling (`e-mail`, `email`) and a few verbs
of one meaning (`see`, `view`) do not count as different.

Stories in which something is exchanged are parallel and not reported: an export to R and one to Julia. Nor are those that
differ in a negation, a number or one of two opposites (`before`, `after`). Where a thousand stories and more share their
rarest words, one is compared with the first thousand.

It knows the small words and endings of English; in other languages it finds less.

## Why it matters

Two items for one request are discussed and estimated twice, and each is built without what the other one knew.

## Example

Bad: US-3 and US-12 hold

```markdown
As a guest, I want to see all of my open orders so that I know when they arrive.
As a guest, I want to view my open order so that I know when it arrives at home.
```

Good:

```markdown
As a guest, I want to see all of my open orders so that I know when they arrive.
As a guest, I want to cancel an open order so that I pay only what I need.
```

## How to fix

Put what differs into one of the two, as a criterion perhaps, and decline the other one. Where both are meant, say in the
sentence what sets them apart.

## Options

`threshold`: the least share of words that say something that both must have, in percent (85).
";

fn check(context: &Context, found: &mut Findings) {
    let places = by_id(context, &RULE);
    let mut wordings = Wordings::with_capacity(places.len());
    for place in &places {
        match context.sentence(*place) {
            Some(sentence) => {
                let parts = &sentence.parts;
                let benefit = parts.benefit.as_deref().unwrap_or_default();
                wordings.add(&parts.role, &parts.want, benefit);
            }
            None => wordings.add("", &title_and_opening(context, *place), ""),
        }
    }
    for near in wordings.near(context.settings.number(&RULE, THRESHOLD)) {
        let (first, later) = (places[near.first], places[near.second]);
        let is_duplicate = near.difference.exchanges.is_empty()
            && source_key(context, first) == source_key(context, later);
        if is_duplicate {
            continue;
        }
        if let Some((item, other)) = reported(context, first, later) {
            let difference = if item == later {
                near.difference
            } else {
                turned(near.difference)
            };
            found.push(finding(context, item, other, &difference));
        }
    }
}

/// What an item without a user story sentence begins with: its title and the lines up to the first blank one or heading.
fn title_and_opening(context: &Context, place: usize) -> String {
    let story = &context.backlog.stories()[place];
    let mut words = story.title.clone();
    let body = story.body.as_deref().unwrap_or_default().trim_start();
    let is_prose = |line: &&str| !line.trim().is_empty() && !line.starts_with('#');
    for line in body.lines().take_while(is_prose) {
        words.push('\n');
        words.push_str(line);
    }
    words
}

/// What identical items share.
fn source_key(context: &Context, place: usize) -> String {
    match context.sentence(place) {
        Some(sentence) => same_words_key(sentence.source()),
        None => same_words_key(&title_and_opening(context, place)),
    }
}

/// The same difference seen from the other side.
fn turned(difference: Difference) -> Difference {
    let turn = |exchange: Exchange| Exchange {
        first: exchange.second,
        second: exchange.first,
    };
    Difference {
        exchanges: difference.exchanges.into_iter().map(turn).collect(),
        ..difference
    }
}

/// What differs, in words: "`orders` for `order`, `all` added".
fn shown(difference: &Difference) -> String {
    /// More differences and longer ones nobody reads in a line.
    const MOST: usize = 3;
    const WIDEST: usize = 48;
    let cut = |words: &str| format!("`{}`", truncate(words, WIDEST));
    let mut said: Vec<String> = difference
        .exchanges
        .iter()
        .take(MOST)
        .map(
            |exchange| match (exchange.first.as_str(), exchange.second.as_str()) {
                ("", second) => format!("{} added", cut(second)),
                (first, "") => format!("{} left out", cut(first)),
                (first, second) => format!("{} for {}", cut(second), cut(first)),
            },
        )
        .collect();
    if difference.exchanges.len() > MOST {
        said.push(format!("{} more", difference.exchanges.len() - MOST));
    }
    if said.is_empty() {
        said.push("only the form of the sentence differs".to_owned());
    }
    said.join(", ")
}

fn finding(context: &Context, item: usize, other: usize, difference: &Difference) -> Diagnostic {
    let stories = context.backlog.stories();
    let (story, other) = (&stories[item], &stories[other]);
    let place = match context.sentence(item) {
        Some(sentence) => sentence.whole(),
        None => Place::value(&story.path, "title"),
    };
    let what = match difference.other {
        Part::Role => "wants the same for another role as",
        Part::Benefit => "wants the same for another benefit as",
        Part::Words => "asks for nearly the same as",
    };
    let finding = RULE.finding(
        place,
        format!(
            "{} {what} {}: {}",
            story.id,
            named(other),
            shown(difference)
        ),
        format!("nearly the same as {}", other.id),
    );
    let why = what_became_of(context, other);
    finding
        .why(why.unwrap_or_else(|| "the same may be discussed, estimated and built twice".into()))
        .fix(format!(
            "put what differs into one of {} and {} and decline the other, or say what sets them apart",
            story.id.clone().min(other.id.clone()),
            story.id.clone().max(other.id.clone())
        ))
        .story(&story.id)
}

#[cfg(test)]
mod tests {
    use super::{RULE, THRESHOLD};
    use crate::check::sample::{backlog, backlog_with, lines, story};

    const SEE: &str =
        "As a guest, I want to see all of my open orders so that I know when they arrive.";

    /// The message of what is found in the second of two stories.
    fn message(first: &str, second: &str) -> Option<String> {
        let items = [story("US-3", first, |_| {}), story("US-12", second, |_| {})];
        let found = lines(&RULE, &backlog(items));
        let line = found.first()?;
        assert!(line.starts_with("US-12.md «As a"), "{line}");
        let message = line.split("\"Title of US-3\": ").nth(1)?;
        Some(message.split(" | ").next().unwrap().to_owned())
    }

    #[test]
    fn flags_the_sentence_and_shows_what_differs() {
        let items = [
            story("US-3", &format!("{SEE}\n"), |_| {}),
            story(
                "US-12",
                "Intro.\n\nAs a guest I want to view my open order so that I know\nwhen it arrives.\n",
                |_| {},
            ),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-12.md «As a guest I want to view my open order so that I know»: advice US-12 asks for nearly the same as \
                 US-3 \"Title of US-3\": `view` for `see all of`, `order` for `orders`, `it arrives` for `they arrive` \
                 | nearly the same as US-3 | why the same may be discussed, estimated and built twice \
                 | fix put what differs into one of US-3 and US-12 and decline the other, or say what sets them apart"
            ]
        );
    }

    #[test]
    fn flags_what_says_the_same_in_other_words() {
        for (second, differs) in [
            (
                "As a guest, I can see all of my open orders so that I know when they arrive.",
                "only the form of the sentence differs",
            ),
            (
                "As a guest, I want to see all of my open orders so that I know when they arrive today.",
                "`today` added",
            ),
            (
                "As a clerk, I want to see all of my open orders so that I know when they arrive.",
                "`clerk` for `guest`",
            ),
            (
                "As a guest, I want to see all of my open orders so that nothing gets lost.",
                "`nothing gets lost` for `i know when they arrive`",
            ),
            (
                "As a guest, I want to see all of my open orders.",
                "`i know when they arrive` left out",
            ),
        ] {
            assert_eq!(message(SEE, second).as_deref(), Some(differs), "{second}");
        }
        let [a, b] = ["create and edit", "edit and create"]
            .map(|verbs| format!("As a guest, I want to {verbs} my own wish lists in the app."));
        assert!(message(&a, &b).is_some());
    }

    #[test]
    fn flags_the_open_one_when_the_other_was_declined() {
        let declined = format!("{SEE}\n\n## Decisions\n\n- 2026-11-21 declined: too dear\n");
        let items = [
            story(
                "US-3",
                "As a guest, I want to see my open orders so that I know when they arrive.\n",
                |_| {},
            ),
            story("US-12", &declined, |s| s.status = "declined".into()),
        ];
        let found = lines(&RULE, &backlog(items));
        assert!(found[0].starts_with("US-3.md «As a guest"), "{found:?}");
        assert!(found[0].contains("`all of` left out"), "{found:?}");
        assert!(found[0].contains("| why US-12 was declined on 2026-11-21: too dear |"));
    }

    #[test]
    fn accepts_parallel_stories() {
        let parallel = |from: &str, to: &str| {
            let export = "As an analyst, I want to export the monthly sales figures of the shop into R from the report page within seconds.";
            assert!(export.contains(from));
            assert_eq!(message(export, &export.replace(from, to)), None, "{to}");
        };
        parallel("into R", "into Julia");
        parallel("the monthly", "no monthly");
        parallel("the shop", "the 2 shops");
        parallel("from the report page within", "within");
        parallel("sales figures of the shop", "shop figures of the sales");
        parallel("monthly sales", "non-monthly sales");
        // Another role with another reason.
        let clerk = "As a clerk, I want to see all of my open orders so that nothing gets lost.";
        assert_eq!(message(SEE, clerk), None);
        // Identical ones are for another rule, and short ones say too little.
        assert_eq!(message(SEE, &SEE.to_uppercase()), None);
        assert_eq!(
            message("As a guest, I want help.", "As a guest, I want the help."),
            None
        );
    }

    #[test]
    fn accepts_bugs_and_what_is_over() {
        let near = "As a guest, I want to see my open order so that I know when it arrives.\n";
        for (item_type, status) in [("bug", "new"), ("story", "done")] {
            let items = ["US-3", "US-12"].map(|id| {
                let body = if id == "US-3" { SEE } else { near };
                story(id, body, |s| {
                    s.item_type = item_type.into();
                    s.status = status.into();
                })
            });
            assert!(lines(&RULE, &backlog(items)).is_empty(), "{item_type}");
        }
    }

    #[test]
    fn option_threshold_says_how_much_must_be_shared() {
        let added = "As a guest, I want to see all of my open orders on a big map so that I know when they arrive.";
        let count = |threshold: &str| {
            let items = [story("US-3", SEE, |_| {}), story("US-12", added, |_| {})];
            lines(
                &RULE,
                &backlog_with(&RULE, (THRESHOLD, &[threshold]), items),
            )
            .len()
        };
        assert_eq!(["60", "85"].map(count), [1, 0]);
    }

    #[test]
    fn compares_titles_where_there_is_no_sentence() {
        let titled = |id: &str, title: &str| {
            story(id, "## Acceptance criteria\n", |s| s.title = title.into())
        };
        let items = [
            titled("US-3", "Export of invoices for business customers"),
            titled("US-12", "Exporting invoices for a business customer"),
            titled("US-13", "Export of invoices for private customers"),
            titled("US-14", "Fix typo"),
            titled("US-15", "Fix typos"),
        ];
        let found = lines(&RULE, &backlog(items));
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("US-12.md title: advice"), "{found:?}");
    }
}
