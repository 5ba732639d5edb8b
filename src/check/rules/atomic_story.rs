//! `atomic-story`: a story that wants two things.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::sentence::Sentence;
use crate::check::subject::Subject;
use crate::model::StateKind;
use crate::text::primary_actions;

/// English only: [`primary_actions`] knows no other language.
pub const RULE: Rule = Rule {
    name: "atomic-story",
    group: Group::Story,
    weights: Weights::AdviceThenError,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open story whose want holds two or more actions, each a verb with its object: `view and edit a record`,
`upload a file, tag it and share it`. Helpers such as `be able to`, verbs that only describe an object (`the users who
logged in and left`), purposes and the benefit are not counted, nor is `and` between nouns. English only.

## Why it matters

A story that wants two things is sized as one, ordered as one and Done only when both are. Usually one of the two is
worth more, and could be delivered first.

## Example

Bad:

```markdown
As a returning customer, I want to save my card and see my orders so that checkout takes seconds.
```

Good: two stories

```markdown
As a returning customer, I want to save my card so that checkout takes seconds.
```

```markdown
As a returning customer, I want to see my orders so that I know when they arrive.
```

## How to fix

Write one story for each action, with the benefit that is its own. Where the actions make sense only together, name
what they amount to: `manage my cards`.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    if matches!(subject.kind, StateKind::Done | StateKind::Declined) {
        return;
    }
    let Some(sentence) = subject.sentence() else {
        return;
    };
    let want = &sentence.parts.want;
    let actions = primary_actions(want);
    let [_, second, ..] = actions.as_slice() else {
        return;
    };
    let verbs: Vec<&str> = actions
        .iter()
        .filter_map(|action| want.get(action.verb.clone()))
        .collect();
    let place = match bytes_of(sentence, second.verb.clone()) {
        Some(range) => sentence.place(range),
        None => sentence.whole(),
    };
    let number = match actions.len() {
        2 => "two".to_owned(),
        3 => "three".to_owned(),
        more => more.to_string(),
    };
    found.push(
        RULE.finding(
            place,
            format!("{number} actions in one story: {}", listed(&verbs)),
            "a second action",
        )
        .why("they are sized and ordered as one, and Done only together")
        .fix(format!(
            "make it {number} stories, each with its own benefit"
        ))
        .story(&subject.story.id),
    );
}

/// The bytes of the sentence's text where some bytes of the want stand: between its words there may be markup and line breaks.
fn bytes_of(sentence: &Sentence, part: Range<usize>) -> Option<Range<usize>> {
    let source = sentence.source();
    let want = &sentence.parts.want;
    let role = source.find(&sentence.parts.role).unwrap_or(0) + sentence.parts.role.len();
    let mut at = role;
    // The want says "to" where the sentence may say "I can".
    let before = want.get(..part.start)?;
    let before = before.strip_prefix("to ").unwrap_or(before);
    for word in before.split(|c: char| !c.is_alphanumeric()) {
        at += source.get(at..)?.find(word)? + word.len();
    }
    let words = want.get(part)?;
    let start = source
        .get(at..)?
        .match_indices(words)
        .map(|(found, _)| at + found)
        .find(|start| is_whole(source, *start..start + words.len()))?;
    let start = sentence.parts.range.start + start;
    Some(start..start + words.len())
}

/// Whether no letter stands beside these bytes.
fn is_whole(source: &str, range: Range<usize>) -> bool {
    !source[..range.start].ends_with(char::is_alphanumeric)
        && !source[range.end..].starts_with(char::is_alphanumeric)
}

/// `view`, `edit` and `share`, in ticks.
fn listed(verbs: &[&str]) -> String {
    let mut text = String::new();
    for (index, verb) in verbs.iter().enumerate() {
        text.push_str(match index {
            0 => "",
            _ if index + 1 == verbs.len() => " and ",
            _ => ", ",
        });
        text.push('`');
        text.push_str(verb);
        text.push('`');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    fn found(body: &str) -> Vec<String> {
        lines(&RULE, &backlog([story("US-1", body, |_| {})]))
    }

    #[test]
    fn flags_the_second_action() {
        assert_eq!(
            found("As an editor, I want to view and edit a record so that it is right.\n"),
            [
                "US-1.md «edit»: advice two actions in one story: `view` and `edit` | a second action | why they are sized and \
                 ordered as one, and Done only together | fix make it two stories, each with its own benefit"
            ]
        );
    }

    #[test]
    fn flags_across_lines_and_markup() {
        let body =
            "# Edit\n\n**As an** edit editor\n**I can** *view*, copy\nand **edit** a record\n";
        let found = found(body);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with(
                "US-1.md «copy»: advice three actions in one story: `view`, `copy` and `edit` |"
            ),
            "{found:?}"
        );
    }

    #[test]
    fn the_place_is_the_verb_and_not_a_word_before_it() {
        let body = "As a user who can share, I want the shared list of users to share to be sorted and share it.";
        let item = story("US-1", body, |_| {});
        let sentence = crate::check::sentence::Sentence::of(&item).unwrap();
        let want = &sentence.parts.want;
        let last = want.rfind("share").unwrap();
        let range = super::bytes_of(&sentence, last..last + 5).unwrap();
        assert_eq!(range, body.rfind("share").unwrap()..body.len() - 4);
    }

    #[test]
    fn flags_a_title() {
        let titled = |s: &mut crate::model::Story| {
            s.title = "As a guest, I want to save my card and see my orders".to_owned();
        };
        let found = lines(&RULE, &backlog([story("US-1", "", titled)]));
        assert!(
            found[0]
                .starts_with("US-1.md title: advice two actions in one story: `save` and `see` |"),
            "{found:?}"
        );
    }

    #[test]
    fn accepts_one_action() {
        for body in [
            "As an editor, I want to see the users who logged in and left so that I can call and greet them.",
            "As an editor, I want to change names and addresses.",
            "As an editor, I want a list.",
            "View and edit a record",
        ] {
            assert_eq!(found(body), Vec::<String>::new(), "{body}");
        }
    }

    #[test]
    fn accepts_what_is_over() {
        let body = "As an editor, I want to view and edit a record.";
        for state in ["done", "declined"] {
            let item = story("US-1", body, |s| s.status = state.to_owned());
            assert!(lines(&RULE, &backlog([item])).is_empty(), "{state}");
        }
    }
}
