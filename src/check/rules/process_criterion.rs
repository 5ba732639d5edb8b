//! `process-criterion`: how the team works, said of one item.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::process::{parts_of_title, process_words};
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::subject::Subject;
use crate::check::words::Words;

/// The option that holds phrases of the team's own.
const WORDS: &str = "words";

/// Told by what a criterion is about and what is said of it: a product may well show tests or documents.
pub const RULE: Rule = Rule {
    name: "process-criterion",
    group: Group::Criteria,
    weights: Weights::Advice,
    items: Items::All,
    options: &[RuleOption {
        name: WORDS,
        default: OptionDefault::Words(&[]),
    }],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an acceptance criterion of an open item that says how the team works and not what the product does: tests
that pass, documentation, review, a green pipeline, coverage, no regressions. An item whose title speaks of tests or
documentation is about them, so there such criteria stay.

## Why it matters

What every item must meet is the Definition of Done. Repeated in each item it is read by nobody, forgotten in some, and
hides the few lines that say what is special about this one.

## Example

Bad:

```markdown
## Acceptance criteria

- [ ] An expired card is refused
- [ ] Unit tests added
- [ ] Documentation updated
```

Good: in the item

```markdown
## Acceptance criteria

- [ ] An expired card is refused
```

and once in `product.md`

```markdown
## Definition of Done

- Unit tests cover what is new
- The documentation says what changed
```

## How to fix

Take the line out of the item (`po ac 12 remove 2`) and say it once under Definition of Done in `product.md`.

## Options

`words`: more phrases that mean the team's work, for example `demo recorded`.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    if !subject.kind.is_open() {
        return;
    }
    let own = context.settings.words(&RULE, WORDS);
    let story = subject.story;
    let mut title = None;
    for (index, (criterion, words)) in subject.criteria().iter().zip(subject.words()).enumerate() {
        let team = || phrase_of_team(words, own);
        let here = match process_words(words) {
            Some((range, part)) => {
                let parts = title.get_or_insert_with(|| parts_of_title(&story.title));
                if parts.contains(&part) {
                    team()
                } else {
                    Some(range)
                }
            }
            None => team(),
        };
        let Some(range) = here else {
            continue;
        };
        found.push(
            RULE.finding(
                subject.place_of(criterion, words, range),
                format!(
                    "criterion {} of {} is about how the team works",
                    index + 1,
                    story.id
                ),
                "not what the product does",
            )
            .why("what every item must meet is the Definition of Done")
            .fix(format!(
                "po ac {} remove {}, and say it once under Definition of Done in product.md",
                context.typed(&story.id),
                index + 1
            ))
            .story(&story.id),
        );
    }
}

fn phrase_of_team(words: &Words, own: &[String]) -> Option<std::ops::Range<usize>> {
    own.iter()
        .find_map(|phrase| words.find(&phrase.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::{RULE, WORDS};
    use crate::check::sample::{backlog, backlog_with, lines, story};

    const BODY: &str =
        "## Acceptance criteria\n\n- [ ] It works offline\n- [ ] All unit\n  tests pass\n";

    #[test]
    fn flags_the_words_about_the_teams_work() {
        assert_eq!(
            lines(&RULE, &backlog([story("US-1", BODY, |_| {})])),
            [
                "US-1.md «All unit\n  tests pass»: advice criterion 2 of US-1 is about how the team works | not what the product does \
                 | why what every item must meet is the Definition of Done \
                 | fix po ac 1 remove 2, and say it once under Definition of Done in product.md"
            ]
        );
    }

    #[test]
    fn accepts_it_where_it_is_the_product_and_what_is_over() {
        let items = [
            story("US-1", BODY, |s| s.title = "Speed up the test suite".into()),
            story("US-2", BODY, |s| s.status = "done".into()),
            story("US-3", "- All tests pass\n", |_| {}),
            story(
                "US-4",
                "## Acceptance criteria\n\n- The CLI help documents `--json`\n",
                |_| {},
            ),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn option_words_adds_phrases_of_the_team() {
        let body = "## Acceptance criteria\n\n- A **Demo recorded** for sales\n";
        let items = || [story("US-1", body, |_| {})];
        assert!(lines(&RULE, &backlog(items())).is_empty());
        let found = lines(
            &RULE,
            &backlog_with(&RULE, (WORDS, &["demo recorded"]), items()),
        );
        assert!(
            found[0].starts_with("US-1.md «Demo recorded»: advice"),
            "{found:?}"
        );
    }
}
