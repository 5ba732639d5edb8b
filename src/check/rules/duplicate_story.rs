//! `duplicate-story`: two items that ask for the same in the same words.

use std::collections::{HashMap, HashSet};

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::same::{by_id, named, reported, what_became_of};
use crate::model::{Diagnostic, Place, Story};
use crate::text::same_words_key;

/// "Unique" in the Quality User Story framework (Lucassen et al., Requirements Engineering 21, 2016): no story is a full duplicate.
pub const RULE: Rule = Rule {
    name: "duplicate-story",
    group: Group::Story,
    weights: Weights::AdviceThenError,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an open item whose user story sentence stands in an earlier item too, or in one that was declined or is Done. Case,
spaces, markup and punctuation do not matter; signs that make another number or name do (`$5` and `€5`, `C` and `C++`).
Without a user story sentence, two items are the same when title and text are, and an earlier one that is Done does not
count: chores come back.

## Why it matters

The same request is estimated, discussed and perhaps built twice. Where it was declined before, whoever asks again should
know the reason.

## Example

Bad: US-3 and US-12 hold

```markdown
As a guest, I want to pay by card so that checkout takes seconds.
```

Good: US-12 says what it adds

```markdown
As a guest, I want to pay with two cards so that a gift card can be used up.
```

## How to fix

Keep the older item, move what the newer one adds into it, and decline the newer one: `po decline 12 --because \"the same as
US-3\"`. `po why 3` shows what was decided.

## Options

None.
";

fn check(context: &Context, found: &mut Findings) {
    let stories = context.backlog.stories();
    let mut by_sentence: HashMap<String, usize> = HashMap::new();
    let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
    let mut done_with: HashSet<usize> = HashSet::new();
    for place in by_id(context, &RULE) {
        let first = match sentence_key(context, place) {
            Some(key) => *by_sentence.entry(key).or_insert(place),
            None => {
                let same_title = by_title.entry(same_words_key(&stories[place].title));
                same_text(context, same_title.or_default(), place)
            }
        };
        if first == place {
            continue;
        }
        let Some((item, other)) = reported(context, first, place) else {
            continue;
        };
        // One that is reported for a later one is so once.
        if done_with.insert(item) {
            found.push(finding(context, item, other));
        }
    }
}

/// What two items with the same user story sentence share; words that follow it on its line belong to it.
fn sentence_key(context: &Context, place: usize) -> Option<String> {
    let sentence = context.sentence(place)?;
    let range = &sentence.parts.range;
    let rest = sentence.text.get(range.end..).unwrap_or_default();
    let rest = rest.lines().next().unwrap_or_default();
    let key = same_words_key(&sentence.text[range.start..range.end + rest.len()]);
    (!key.is_empty()).then_some(key)
}

/// The first of the items of one title that has the same text as the one at `place` and is not Done; else that one itself.
fn same_text(context: &Context, same_title: &mut Vec<usize>, place: usize) -> usize {
    /// More items of one title than these are not compared: their titles say nothing.
    const MOST: usize = 16;
    let stories = context.backlog.stories();
    let story = &stories[place];
    let is_open = |story: &Story| context.kind(story) != crate::model::StateKind::Done;
    if story.body.is_none() || same_words_key(&story.title).is_empty() || !is_open(story) {
        return place;
    }
    let text = |story: &Story| same_words_key(story.body.as_deref().unwrap_or_default());
    let own = (!same_title.is_empty()).then(|| text(story));
    let first = same_title
        .iter()
        .copied()
        .find(|other| own.as_ref() == Some(&text(&stories[*other])));
    if first.is_none() && same_title.len() < MOST {
        same_title.push(place);
    }
    first.unwrap_or(place)
}

fn finding(context: &Context, item: usize, other: usize) -> Diagnostic {
    let stories = context.backlog.stories();
    let (story, other) = (&stories[item], &stories[other]);
    let place = match context.sentence(item) {
        Some(sentence) => sentence.whole(),
        None => Place::value(&story.path, "title"),
    };
    let finding = RULE.finding(
        place,
        format!("{} asks for the same as {}", story.id, named(other)),
        format!("the same as {}", other.id),
    );
    let why = what_became_of(context, other);
    finding
        .why(why.unwrap_or_else(|| "the same would be discussed, estimated and built twice".into()))
        .fix(format!(
            "po decline {} --because \"the same as {}\"",
            context.typed(&story.id),
            other.id
        ))
        .story(&story.id)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::Story;

    const PAY: &str = "As a guest, I want to pay by card so that checkout takes seconds.\n";

    fn names(items: impl IntoIterator<Item = Story>) -> Vec<String> {
        let found = lines(&RULE, &backlog(items));
        found
            .iter()
            .map(|line| line.split(':').next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn flags_the_sentence_of_the_later_one() {
        let items = [
            story(
                "US-12",
                &format!("Intro.\n\n{PAY}\n## Notes\n\n- more\n"),
                |_| {},
            ),
            story(
                "US-3",
                "> **As a guest**, I want to pay\n> by card, so that checkout takes seconds!\n",
                |_| {},
            ),
            story("US-4", PAY, |s| s.title = "Other".into()),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-12.md «As a guest, I want to pay by card so that checkout takes seconds.»: advice \
                 US-12 asks for the same as US-3 \"Title of US-3\" | the same as US-3 \
                 | why the same would be discussed, estimated and built twice \
                 | fix po decline 12 --because \"the same as US-3\"",
                "US-4.md «As a guest, I want to pay by card so that checkout takes seconds.»: advice \
                 US-4 asks for the same as US-3 \"Title of US-3\" | the same as US-3 \
                 | why the same would be discussed, estimated and built twice \
                 | fix po decline 4 --because \"the same as US-3\"",
            ]
        );
    }

    #[test]
    fn flags_what_was_declined_before_with_its_reason() {
        let declined = "\n## Decisions\n\n- 2026-11-21 declined: no demand outside one customer\n";
        let items = [
            story("US-3", &format!("{PAY}{declined}"), |s| {
                s.status = "declined".into()
            }),
            story("US-12", PAY, |_| {}),
        ];
        assert!(
            lines(&RULE, &backlog(items))[0].contains(
                "| why US-3 was declined on 2026-11-21: no demand outside one customer |"
            )
        );
        let items = [
            story("US-3", PAY, |_| {}),
            story("US-12", PAY, |s| s.status = "done".into()),
        ];
        assert!(lines(&RULE, &backlog(items))[0].starts_with("US-3.md «As a"));
    }

    #[test]
    fn flags_the_same_title_and_text_without_a_sentence() {
        let bug = |id: &str, title: &str, body: &str, status: &str| {
            story(id, body, |s| {
                s.item_type = "bug".into();
                s.title = title.into();
                s.status = status.into();
            })
        };
        assert_eq!(
            names([
                bug("US-1", "Crash on save", "Steps: save.\n", "new"),
                bug("US-2", "crash on save!", "Steps: save\n", "ready"),
            ]),
            ["US-2.md title"]
        );
        // Chores come back, and other words make another bug.
        assert!(
            names([
                bug("US-1", "Fix typo", "", "done"),
                bug("US-2", "Fix typo", "", "new"),
                bug("US-3", "Fix typo", "On the start page.\n", "new"),
                bug("US-4", "Fix typo", "At the till.\n", "new"),
            ])
            .is_empty()
        );
    }

    #[test]
    fn accepts_other_words_and_what_is_over() {
        let items = [
            story("US-1", PAY, |s| s.status = "done".into()),
            story("US-2", PAY, |s| s.status = "declined".into()),
            story("US-3", "As a guest, I want to export to C.\n", |_| {}),
            story("US-4", "As a guest, I want to export to C++.\n", |_| {}),
            story("US-5", "As a guest, I want to import. CSV only.\n", |_| {}),
            story("US-6", "As a guest, I want to import. XML only.\n", |_| {}),
            story("US-7", "", |s| s.title = "!".into()),
            story("US-8", "", |s| s.title = "?".into()),
        ];
        assert!(names(items).is_empty());
    }
}
