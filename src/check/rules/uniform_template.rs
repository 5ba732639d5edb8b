//! `uniform-template`: a user story in another form than the others.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::sentence::Sentence;
use crate::model::StateKind;
use crate::text::UserStory;

/// The option that holds what share of the stories, in percent, makes their form the usual one.
const MAJORITY: &str = "majority";

/// Below this many stories there is no usual form.
const FEW: usize = 5;

/// "Uniform" in the Quality User Story framework.
pub const RULE: Rule = Rule {
    name: "uniform-template",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[RuleOption {
        name: MAJORITY,
        default: OptionDefault::Number(70),
    }],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story whose sentence has another form than most: \"I can\" or \"the system must\" where the others say
\"I want\", or the reason first where the others begin with the role. It speaks up once there are five user story
sentences and seven in ten have one form. How a story gives its reason, and whether it does, makes no difference here;
nor does \"I don't want\". Stories without a role are left to `missing-role`.

## Why it matters

Stories that read alike are compared at a glance, and what differs then means something (\"uniform\" in the Quality User
Story framework, Lucassen et al. 2016).

## Example

Bad: one of ten

```markdown
As a guest, the system must send me a receipt so that I can prove that I paid.
```

Good:

```markdown
As a guest, I want a receipt so that I can prove that I paid.
```

## How to fix

Write it as the others are: `po edit ID`. If a few stories are meant to differ, put `<!-- po: ignore uniform-template because … -->` there.

## Options

`majority`: the share of the stories, in percent, that makes their form the usual one (70).
";

fn check(context: &Context, found: &mut Findings) {
    let majority = context.settings.number(&RULE, MAJORITY) as usize;
    let stories = context.backlog.stories().iter().enumerate();
    let stories: Vec<_> = stories
        .filter(|(_, story)| context.looks_at(&RULE, story))
        .filter(|(_, story)| context.kind(story) != StateKind::Declined)
        .filter_map(|(place, story)| {
            let sentence = context.sentence(place)?;
            (!sentence.parts.role.is_empty()).then(|| (story, form(sentence), sentence))
        })
        .collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (_, form, _) in &stories {
        *counts.entry(form).or_default() += 1;
    }
    let most = counts
        .iter()
        .max_by_key(|(form, count)| (**count, std::cmp::Reverse(**form)));
    let Some((usual, count)) = most else {
        return;
    };
    if stories.len() < FEW || count * 100 < stories.len() * majority {
        return;
    }
    for (story, form, sentence) in &stories {
        if form == usual || !context.kind(story).is_open() {
            continue;
        }
        let total = stories.len();
        found.push(
            RULE.finding(
                sentence.whole(),
                format!("{} has another form than most user stories", story.id),
                format!("{form}; {count} of {total}: {usual}"),
            )
            .why("stories that read alike are compared at a glance")
            .fix("write it as the others are")
            .story(&story.id),
        );
    }
}

/// The form of a sentence, as it is shown.
fn form(sentence: &Sentence) -> String {
    let wish = wish(&sentence.parts);
    let first = sentence
        .source()
        .trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |words: &str| {
        first
            .get(..words.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(words))
    };
    let reason = ["In order to", "So that"]
        .into_iter()
        .find(|words| begins(words))
        .map(|words| format!("{words} …, "))
        .unwrap_or_default();
    match wish.as_str() {
        "" => format!("`{reason}…` without \"I want\""),
        wish => format!("`{reason}{wish} …`"),
    }
}

/// How the wish is said, without what makes no other form of it.
fn wish(story: &UserStory) -> String {
    let wish = story.wish.as_str();
    let usual = match wish {
        "i don't want" | "i dont want" | "i do not want" | "i never want" | "i wants"
        | "ii want" => "i want",
        "i don't need" | "i do not need" | "i needs" => "i need",
        "i cannot" | "i can't" | "i can not" | "i am able to" | "i'm able to" => "i can",
        "i'd like" | "i would also like" | "i would really like" | "i would love" => "i would like",
        other => other
            .trim_end_matches(" gerne")
            .trim_end_matches(" gern")
            .trim_end_matches(" graag"),
    };
    match usual.strip_prefix("i ") {
        Some(rest) => format!("I {rest}"),
        None if usual == "i" => "I".to_owned(),
        None => usual.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAJORITY, RULE};
    use crate::check::sample::{backlog, backlog_with, lines, story};
    use crate::model::Story;

    fn stories(bodies: &[&str]) -> Vec<Story> {
        bodies
            .iter()
            .enumerate()
            .map(|(index, body)| story(&format!("US-{}", index + 1), body, |_| {}))
            .collect()
    }

    const USUAL: [&str; 6] = [
        "As a guest, I want a.",
        "As an admin, I don't want b so that c.",
        "As guest I only want to d because e.",
        "As a guest,\nI want to f",
        "As a guest, I want g, in order to h.",
        "As a guest, I want i.",
    ];

    #[test]
    fn flags_the_odd_one_out() {
        let odd = [
            "As a guest, the list must be short.\nIt is long.",
            "In order to j, as a guest, I want k.",
        ];
        let bodies: Vec<&str> = USUAL.into_iter().chain(odd).collect();
        assert_eq!(
            lines(&RULE, &backlog(stories(&bodies))),
            [
                "US-7.md «As a guest, the list must be short.»: advice US-7 has another form than most user stories \
                 | `…` without \"I want\"; 6 of 8: `I want …` | why stories that read alike are compared at a glance \
                 | fix write it as the others are",
                "US-8.md «In order to j, as a guest, I want k.»: advice US-8 has another form than most user stories \
                 | `In order to …, I want …`; 6 of 8: `I want …` | why stories that read alike are compared at a glance \
                 | fix write it as the others are",
            ]
        );
    }

    #[test]
    fn accepts_few_stories_and_mixed_ones() {
        let few = [
            "As a guest, I want a.",
            "As a guest, I want b.",
            "As a guest, I want c.",
            "As a guest, I can d.",
        ];
        assert!(lines(&RULE, &backlog(stories(&few))).is_empty());
        let mixed: Vec<&str> = USUAL[..3]
            .iter()
            .copied()
            .chain(["As a guest, I can x.", "As a guest, I can y."])
            .collect();
        assert!(lines(&RULE, &backlog(stories(&mixed))).is_empty());
        let mut items = stories(&USUAL);
        items.push(story("US-7", "As a guest, I can x.", |s| {
            s.status = "done".into()
        }));
        items.push(story("US-8", "I want x so that y.", |_| {}));
        items.push(story("US-9", "As a guest, I can x.", |s| {
            s.item_type = "bug".into()
        }));
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn option_majority_says_when_a_form_is_usual() {
        let bodies = [
            "As a guest, I want a.",
            "As a guest, I want b.",
            "As a guest, I want c.",
            "As a guest, I can d.",
            "As a guest, I can e.",
        ];
        let flagged = |share: &str| {
            lines(
                &RULE,
                &backlog_with(&RULE, (MAJORITY, &[share]), stories(&bodies)),
            )
            .len()
        };
        assert_eq!((flagged("60"), flagged("61")), (2, 0));
    }
}
