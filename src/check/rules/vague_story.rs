//! `vague-story`: a want that nobody can test.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, OptionDefault, Rule, RuleCheck, RuleOption, Weights};
use crate::check::subject::Subject;

/// The option that holds a team's own words.
const WORDS: &str = "words";

/// Words in the sense of ISO/IEC/IEEE 29148, 5.2.7: subjective, ambiguous, open-ended, and loopholes.
const VAGUE: &[&str] = &[
    "a better",
    "a range of",
    "a variety of",
    "adequate",
    "adequately",
    "and many other",
    "and so on",
    "appropriate",
    "appropriately",
    "as applicable",
    "as far as possible",
    "as much as possible",
    "as possible",
    "attractive",
    "convenient",
    "conveniently",
    "easily",
    "easy",
    "effective",
    "effectively",
    "efficient",
    "efficiently",
    "etc",
    "fast",
    "flexible",
    "flexibly",
    "hassle-free",
    "if possible",
    "in some way",
    "intuitive",
    "intuitively",
    "modern",
    "nice",
    "pleasant",
    "properly",
    "quick",
    "quickly",
    "reasonable",
    "robust",
    "seamless",
    "seamlessly",
    "sensible",
    "simple way",
    "smooth",
    "smoothly",
    "somehow",
    "state-of-the-art",
    "sufficient",
    "sufficiently",
    "the best way",
    "user friendly",
    "user-friendly",
    "various",
    "very",
    "when needed",
];

/// Measured elsewhere, lists of vague words are right in 22 to 41 of 100 cases: advice, and strict about what surrounds the word.
pub const RULE: Rule = Rule {
    name: "vague-story",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[RuleOption {
        name: WORDS,
        default: OptionDefault::Words(VAGUE),
    }],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open user story whose want rests on a word that everybody understands otherwise: \"user-friendly\", \"flexible\",
\"properly\", \"in an easy way\", \"various\". Role and reason are not looked at. It keeps quiet where a number or an example
follows, \"fast (under 2 s)\"; where the word only stands before a verb, \"to easily find a book\"; and for \"etc.\" after
several examples.

## Why it matters

Nobody can test it, so at the Sprint Review everybody has another opinion of whether it is done (ISO/IEC/IEEE 29148
calls such words unverifiable).

## Example

Bad:

```markdown
As a guest, I want a flexible checkout so that I am done sooner.
```

Good:

```markdown
As a guest, I want to change the delivery date until I pay so that I am done sooner.
```

## How to fix

Say what a person would see: a number, a limit, an example. Or keep the word, and make a criterion of what it means:
`po ac ID add \"…\"`.

## Options

`words`: words and phrases to look for, beside those that `po` brings along.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let Some(sentence) = subject.sentence().filter(|_| subject.kind.is_open()) else {
        return;
    };
    let want = &sentence.parts.want;
    let words = context.settings.words(&RULE, WORDS);
    let Some((at, word)) = first_vague(want, words) else {
        return;
    };
    let word = &want[at..at + word.len()];
    let id = &subject.story.id;
    // The role may hold the same word.
    let role = &sentence.parts.role;
    let from = sentence.source().find(role).map_or(0, |at| at + role.len());
    found.push(
        RULE.finding(
            sentence.place_of(word, from),
            format!("{id} wants something that nobody can test"),
            format!("how would one see that it is \"{word}\"?"),
        )
        .why("everybody understands it otherwise")
        .fix(format!("po ac {} add \"…\"", context.typed(id)))
        .story(id),
    );
}

/// The first of `words` in `want` that nothing makes clear.
fn first_vague<'w>(want: &str, words: &'w [String]) -> Option<(usize, &'w str)> {
    // ASCII only, so that the offsets stay.
    let lower = want.to_ascii_lowercase();
    let mut last = ' ';
    lower.char_indices().find_map(|(at, c)| {
        if is_part(std::mem::replace(&mut last, c)) {
            return None;
        }
        let rest = &lower.as_bytes()[at..];
        let stands_here = |word: &&String| {
            let word = word.as_bytes();
            let first = word.first().map(u8::to_ascii_lowercase);
            first == Some(rest[0])
                && rest
                    .get(..word.len())
                    .is_some_and(|own| own.eq_ignore_ascii_case(word))
        };
        let vague = words.iter().filter(stands_here);
        let vague = vague.filter(|word| is_vague(&lower, at..at + word.len()));
        let longest = vague.min_by_key(|word| std::cmp::Reverse(word.len()))?;
        Some((at, longest.as_str()))
    })
}

/// What makes one word of what stands on both sides of it.
fn is_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '-' | '/' | '_')
}

/// Whether a word at the start of one of a want in small letters ends there and says something without being made clear.
fn is_vague(want: &str, place: Range<usize>) -> bool {
    let (before, word, after) = (
        &want[..place.start],
        &want[place.clone()],
        &want[place.end..],
    );
    if after.starts_with(is_part) {
        return false;
    }
    // "etc." after two examples is a list that shows what it goes on with.
    if word == "etc" && before.matches(',').count() > 1 {
        return false;
    }
    let is_manner = word.ends_with("ly") && stands_before_verb(before);
    !is_manner && !is_made_clear(after)
}

/// Whether an adverb after these words stands before its verb: "to easily find".
fn stands_before_verb(before: &str) -> bool {
    let before = before.trim_end();
    let last = before.rsplit(' ').next().unwrap_or_default();
    before.is_empty()
        || matches!(
            last,
            "to" | "and" | "can" | "or" | "be" | "more" | "not" | "is" | "are"
        )
}

/// Whether a number or an example follows in the same clause.
fn is_made_clear(after: &str) -> bool {
    const EXAMPLES: [&str; 9] = [
        "such as",
        "e.g",
        "i.e",
        "for example",
        "for instance",
        "including",
        "namely",
        "less than",
        "within",
    ];
    let clause: String = after.chars().take(80).collect();
    let ends = clause
        .find([';', '.'])
        .filter(|at| !clause[*at..].starts_with(".g") && !clause[*at..].starts_with(".e"));
    let near = &clause[..ends.unwrap_or(clause.len())];
    near.contains(|c: char| c.is_ascii_digit())
        || EXAMPLES.iter().any(|words| clause.contains(words))
}

#[cfg(test)]
mod tests {
    use super::{RULE, WORDS};
    use crate::check::sample::{backlog, backlog_with, lines, story};

    fn flags(want: &str) -> bool {
        let body = format!("As a flexible guest, I want {want} so that it is nice.\n");
        !lines(&RULE, &backlog([story("US-1", &body, |_| {})])).is_empty()
    }

    #[test]
    fn flags_a_word_that_nothing_makes_clear() {
        let body = "As a flexible guest, I want a *Flexible* list so that I go.\n";
        assert_eq!(
            lines(&RULE, &backlog([story("US-1", body, |_| {})])),
            [
                "US-1.md «Flexible»: advice US-1 wants something that nobody can test \
                 | how would one see that it is \"Flexible\"? | why everybody understands it otherwise | fix po ac 1 add \"…\""
            ]
        );
        for want in [
            "to pay in an easy way",
            "the page to respond quickly to me",
            "to be asked properly",
            "a very, very short list",
            "to see names, etc.",
        ] {
            assert!(flags(want), "{want}");
        }
    }

    #[test]
    fn accepts_what_is_made_clear() {
        for want in [
            "a list",
            "a fast page (under 2 s)",
            "various cards, such as Visa",
            "to easily find a book",
            "a fail-fast test and a fastener",
            "to see names, dates, places, etc.",
        ] {
            assert!(!flags(want), "{want}");
        }
        let done = story("US-1", "As a guest, I want a nice list.", |s| {
            s.status = "done".into()
        });
        assert!(lines(&RULE, &backlog([done])).is_empty());
    }

    #[test]
    fn option_words_adds_a_teams_own() {
        let flagged = |words: &[&str]| {
            let body = "As a guest, I want a Snappy list.\n";
            lines(
                &RULE,
                &backlog_with(&RULE, (WORDS, words), [story("US-1", body, |_| {})]),
            )
            .len()
        };
        assert_eq!((flagged(&["snappy"]), flagged(&["other", ""])), (1, 0));
    }
}
