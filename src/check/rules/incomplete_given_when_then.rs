//! `incomplete-given-when-then`: an example that stops before it says what comes of it.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Criterion, Place};
use crate::text::{Flaw, Step, prose_flaw, scenario_flaw, step_of, steps_flaw};

/// Asks nothing of criteria in other words: "When the list is empty, a hint is shown" is fine.
pub const RULE: Rule = Rule {
    name: "incomplete-given-when-then",
    group: Group::Criteria,
    weights: Weights::AdviceThenError,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an acceptance criterion of an open item that is written in Given/When/Then and is not whole: no Then, a Then
before its When, a Given behind the When, a Scenario Outline without Examples, a `<placeholder>` that no column of the
Examples fills. It reads a sentence, a list of steps, lines of a paragraph and a Gherkin block, in English, German,
Spanish, French, Italian, Dutch, Polish and Portuguese. Criteria in other words are left alone.

## Why it matters

Without Then nobody can tell whether it is met, and an example out of order is read in two ways.

## Example

Bad:

```markdown
- [ ] Given an expired card When the guest pays
```

Good:

```markdown
- [ ] Given an expired card When the guest pays Then `card expired` is shown
```

## How to fix

Say what comes of it, in the order Given, When, Then: `po edit 12`.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    let Some(body) = subject.body().filter(|_| subject.kind.is_open()) else {
        return;
    };
    let criteria = subject.criteria();
    let mut index = 0;
    while index < criteria.len() {
        let steps = steps_from(&criteria[index..]);
        if steps.len() > 1 {
            let mut start = 0;
            for example in examples(&steps) {
                if let Some((flaw, at)) = steps_flaw(example) {
                    let criterion = &criteria[index + start + at];
                    report(subject, subject.first_line_of(criterion), &flaw, found);
                }
                start += example.len();
            }
            index += steps.len();
            continue;
        }
        let own = own_source(body, criteria, index);
        let source = &body[own.clone()];
        let flawed = if is_item(source) {
            // From its first word on: bullets, boxes and numbers belong to the list.
            let text = criteria[index].text.as_str();
            let word = text.split(' ').next().unwrap_or(text);
            let at = source.find(word).unwrap_or(0);
            prose_flaw(&source[at..]).map(|(flaw, range)| (flaw, at + range.start..at + range.end))
        } else if is_lines(source) {
            scenario_flaw(source)
        } else {
            prose_flaw(source)
        };
        if let Some((flaw, range)) = flawed {
            let first = source[range.clone()]
                .lines()
                .next()
                .unwrap_or("")
                .trim_end();
            let start = own.start + range.start;
            let place = Place::body(&subject.story.path, start..start + first.len());
            report(subject, place, &flaw, found);
        }
        index += 1;
    }
}

/// The steps that the criteria begin with, one an item.
fn steps_from(criteria: &[Criterion]) -> Vec<Step> {
    criteria
        .iter()
        .map_while(|criterion| step_of(&criterion.text))
        .collect()
}

/// The examples of a list of steps: a Given behind a Then begins the next.
fn examples(steps: &[Step]) -> Vec<&[Step]> {
    let mut found = Vec::new();
    let mut start = 0;
    for index in 1..steps.len() {
        if steps[index] == Step::Given && steps[start..index].contains(&Step::Then) {
            found.push(&steps[start..index]);
            start = index;
        }
    }
    found.push(&steps[start..]);
    found
}

/// The bytes of a criterion without the criteria nested in it.
fn own_source(body: &str, criteria: &[Criterion], index: usize) -> Range<usize> {
    let range = criteria[index].range.clone();
    let end = match criteria.get(index + 1) {
        Some(next) if next.range.start < range.end => next.range.start,
        _ => range.end,
    };
    let end = range.start + body[range.start..end].trim_end().len();
    range.start..end
}

fn is_item(source: &str) -> bool {
    source.starts_with(['-', '+', ')'])
        || source.starts_with("* ")
        || source.starts_with(|c: char| c.is_ascii_digit())
}

/// A Gherkin block, or lines of one.
fn is_lines(source: &str) -> bool {
    let first = source.lines().next().unwrap_or("");
    source.starts_with(['`', '~', '@', '#'])
        || first
            .split_once(':')
            .is_some_and(|(head, _)| head.split(' ').count() <= 3)
}

fn report(subject: &Subject, place: Place, flaw: &Flaw, found: &mut Findings) {
    let id = &subject.story.id;
    let (message, label) = match flaw {
        Flaw::NoThen => (
            format!("an example of {id} has no Then"),
            "say what comes of it: \"Then …\"".to_owned(),
        ),
        Flaw::ThenBeforeWhen => (
            format!("an example of {id} has a Then before its When"),
            "first When, then Then".to_owned(),
        ),
        Flaw::GivenAfterWhen => (
            format!("an example of {id} has a Given behind its When"),
            "what is so at first stands first".to_owned(),
        ),
        Flaw::NoExamples => (
            format!("an outline of {id} has no Examples"),
            "add `Examples:` and a table".to_owned(),
        ),
        Flaw::Undefined(name) => (
            format!("`{name}` in an outline of {id} is in no column of the Examples"),
            "not in the table".to_owned(),
        ),
    };
    found.push(RULE.finding(place, message, label).story(id));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    fn found(criteria: &str) -> Vec<String> {
        let body = format!("## Acceptance criteria\n\n{criteria}");
        lines(&RULE, &backlog([story("US-1", &body, |_| {})]))
    }

    #[test]
    fn flags_examples_in_every_form() {
        let no_then = "advice an example of US-1 has no Then | say what comes of it: \"Then …\"";
        for (criteria, place) in [
            ("- [ ] Given a card When I pay\n", "Given a card When I pay"),
            (
                "1. [ ] #1 **Given** a card **when** I pay\n",
                "Given** a card **when** I pay",
            ),
            (
                "- Given a card\n- When I pay\n- And I wait\n",
                "- Given a card",
            ),
            ("- Given a card\n  - When I pay\n", "- Given a card"),
            ("Given a card\nWhen I pay\n", "Given a card"),
            (
                "```gherkin\nScenario: Pay\n  Given a card\n  When I pay\n```\n",
                "Given a card",
            ),
        ] {
            assert_eq!(
                found(criteria),
                [format!("US-1.md «{place}»: {no_then}")],
                "{criteria}"
            );
        }
        assert_eq!(
            found(
                "```gherkin\nScenario Outline: Pay\n  When I pay <sum>\n  Then I get <this>\n  Examples:\n    | sum |\n    | 1 |\n```\n"
            ),
            [
                "US-1.md «<this>»: advice `<this>` in an outline of US-1 is in no column of the Examples | not in the table"
            ]
        );
        let two = found("- Given a\n- When b\n- Then c\n- Given d\n- Then e\n- When f\n");
        assert_eq!(
            two,
            [
                "US-1.md «- Then e»: advice an example of US-1 has a Then before its When | first When, then Then"
            ]
        );
    }

    #[test]
    fn accepts_whole_examples_and_other_words() {
        for criteria in [
            "- [ ] When the list is empty, a hint is shown\n- [ ] When I pay, a mail is sent\n",
            "- [ ] Given a card, when I pay, then it is taken\n- [ ] And nothing else\n",
            "- Given a\n- When b\n- Then c\n",
            "- Scenario: pay\n  - Given a\n  - When b\n  - Then c\n",
            "Given a\n\nWhen b\n\nThen c\n",
            "```gherkin\nScenario: a\n  Given b\n  When c\n  Then d\n```\n",
            "```gherkin\nGiven b\nThen d\n```\n",
        ] {
            assert_eq!(found(criteria), Vec::<String>::new(), "{criteria}");
        }
        let over = "## Acceptance criteria\n\n- Given a card When I pay\n";
        let items = [story("US-1", over, |s| s.status = "done".into())];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }
}
