//! `vague-criterion`: two people could disagree whether it is met.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::subject::Subject;
use crate::check::vague::vague_word;

/// The option that holds vague words of the team's own.
const WORDS: &str = "words";

/// Words alone are weak evidence, so what stands beside them decides, and it is never more than advice.
pub const RULE: Rule = Rule {
    name: "vague-criterion",
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

Reports an acceptance criterion of an open item with a vague word (`correctly`, `quickly`, `user-friendly`, `as
expected`, `where applicable`, `etc.`) and nothing that says what it means: no number, quotation, code, example or named
result. The first such word is pointed at. A criterion with items below it is explained by those, and an example in
Given/When/Then is concrete as it is.

## Why it matters

Whoever builds it and whoever accepts it may each think of something else, and find out when the work is done.

## Example

Bad:

```markdown
- [ ] The invoice arrives quickly
```

Good:

```markdown
- [ ] The invoice arrives within 5 minutes
```

## How to fix

Say it with a number, an example or the words on the screen: `po edit 17`.

## Options

`words`: more words that are vague in your team, for example `modern`.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    if !subject.kind.is_open() {
        return;
    }
    let own = context.settings.words(&RULE, WORDS);
    let own: Vec<String> = own.iter().map(|word| word.to_lowercase()).collect();
    let criteria = subject.criteria();
    for (index, (criterion, words)) in criteria.iter().zip(subject.words()).enumerate() {
        let Some(vague) = vague_word(words, &own) else {
            continue;
        };
        let explained = criteria
            .get(index + 1)
            .is_some_and(|next| next.depth > criterion.depth);
        if explained || criterion.text.ends_with(':') || is_example(words.get(0)) {
            continue;
        }
        let word = &criterion.text[words.bytes(vague.words.clone())];
        found.push(
            RULE.finding(
                subject.place_of(criterion, words, vague.words),
                format!("\"{word}\" cannot be tested"),
                vague.lack.advice(),
            )
            .story(&subject.story.id),
        );
    }
}

fn is_example(first: &str) -> bool {
    matches!(first, "given" | "scenario")
}

#[cfg(test)]
mod tests {
    use super::{RULE, WORDS};
    use crate::check::sample::{backlog, backlog_with, lines, story};

    #[test]
    fn flags_the_word_and_says_what_to_say() {
        let body = "## Acceptance criteria\n\n- [ ] The invoice arrives **quickly**\n- [ ] Works as\n  expected\n";
        assert_eq!(
            lines(&RULE, &backlog([story("US-17", body, |_| {})])),
            [
                "US-17.md «quickly»: advice \"quickly\" cannot be tested | say how fast: \"within 5 minutes\"",
                "US-17.md «as\n  expected»: advice \"as expected\" cannot be tested \
                 | say what one sees when it is right: \"the total is 12.50\"",
            ]
        );
    }

    #[test]
    fn accepts_what_is_made_concrete_and_what_is_over() {
        let body = "## Acceptance criteria\n\n- [ ] Arrives quickly (5 min)\n- [ ] The form is easy\n  - [ ] Two fields\n\
            - [ ] Given a slow line, when I pay, then it is handled gracefully\n";
        let vague = "## Acceptance criteria\n\n- [ ] It is fast\n";
        let items = [
            story("US-1", body, |_| {}),
            story("US-2", vague, |s| s.status = "done".into()),
            story("US-3", vague, |s| s.status = "declined".into()),
            story("US-4", "It is fast\n\n- It is fast\n", |_| {}),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn option_words_adds_words_of_the_team() {
        let body = "## Acceptance criteria\n\n- It looks state of the art\n";
        let items = || [story("US-1", body, |_| {})];
        assert!(lines(&RULE, &backlog(items())).is_empty());
        let found = lines(
            &RULE,
            &backlog_with(&RULE, (WORDS, &["State of the art"]), items()),
        );
        assert!(found[0].contains("«state of the art»: advice"), "{found:?}");
    }
}
