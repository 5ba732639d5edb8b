//! `brackets`: a remark within the user story sentence.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;

/// "Minimal" in the Quality User Story framework: notes belong elsewhere.
pub const RULE: Rule = Rule {
    name: "brackets",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports words in parentheses or square brackets within the user story sentence. A plural, \"file(s)\", an abbreviation
that is explained, \"a data management plan (DMP)\", a number, a link, an image and code are not reported.

## Why it matters

A remark in brackets says something important without saying whether it counts: is it an example, a criterion, or
another story? (\"Minimal\" in the Quality User Story framework, Lucassen et al. 2016.)

## Example

Bad:

```markdown
As a guest, I want to pay by card (Visa first, others later) so that I am done sooner.
```

Good:

```markdown
As a guest, I want to pay by card so that I am done sooner.

## Acceptance criteria

- [ ] Visa is accepted
```

## How to fix

Make a criterion of what counts, `po ac ID add \"…\"`, and a note of what does not.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let Some(sentence) = subject.sentence().filter(|_| subject.kind.is_open()) else {
        return;
    };
    let start = sentence.parts.range.start;
    let source = sentence.source();
    let Some(range) = remarks(source).into_iter().next() else {
        return;
    };
    let id = &subject.story.id;
    found.push(
        RULE.finding(
            sentence.place(start + range.start..start + range.end),
            format!("{id} has a remark in brackets"),
            "a remark within the sentence",
        )
        .why("nobody can tell whether it counts")
        .fix(format!("po ac {} add \"…\"", context.typed(id)))
        .story(id),
    );
}

/// The brackets that hold a remark, with what they hold.
fn remarks(source: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut in_code = false;
    for (at, c) in source.char_indices() {
        match c {
            '`' => in_code = !in_code,
            _ if in_code => {}
            '(' | '[' if open.is_none() => open = Some((at, if c == '(' { ')' } else { ']' })),
            c => {
                if let Some((start, _)) = open.filter(|(_, close)| *close == c) {
                    open = None;
                    let range = start..at + c.len_utf8();
                    if is_remark(source, &range) {
                        found.push(range);
                    }
                }
            }
        }
    }
    found
}

fn is_remark(source: &str, range: &Range<usize>) -> bool {
    let before = &source[..range.start];
    let inside = source[range.start + 1..range.end - 1].trim();
    let after = &source[range.end..];
    // A plural, a link's address, a call: brackets that are part of a word.
    if before.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '*' | '_' | '"')) {
        return false;
    }
    // A link's words, a tick box.
    if source[range.clone()].starts_with('[')
        && (after.starts_with(['(', '[', ':']) || inside.chars().count() < 2)
    {
        return false;
    }
    inside.contains(char::is_alphabetic)
        && !is_abbreviation(inside)
        && !explains_abbreviation(before, inside)
}

/// Whether all of it is an abbreviation: `DMP`, `APIs`.
fn is_abbreviation(inside: &str) -> bool {
    let capitals = inside.chars().filter(|c| c.is_uppercase()).count();
    let small = inside.chars().filter(|c| c.is_lowercase()).count();
    inside.chars().count() <= 12
        && !inside.contains(char::is_whitespace)
        && capitals >= 2
        && capitals > small
}

/// Whether the words in brackets are what the abbreviation before them is short for: `DMP (data management plan)`.
fn explains_abbreviation(before: &str, inside: &str) -> bool {
    let word = before.trim_end().rsplit([' ', '\n']).next().unwrap_or("");
    let initials: String = inside
        .split([' ', '-'])
        .filter_map(|word| word.chars().next())
        .flat_map(char::to_uppercase)
        .collect();
    word.chars().count() >= 2 && word == initials
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_the_first_remark() {
        let body = "As a guest, I want to pay (e.g. by card) and *more* [later] so that I go.\n";
        let odd = "As a guest (or clerk), I want to pay.\n";
        let items = [story("US-1", body, |_| {}), story("US-2", odd, |_| {})];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md «(e.g. by card)»: advice US-1 has a remark in brackets | a remark within the sentence \
                 | why nobody can tell whether it counts | fix po ac 1 add \"…\"",
                "US-2.md «(or clerk)»: advice US-2 has a remark in brackets | a remark within the sentence \
                 | why nobody can tell whether it counts | fix po ac 2 add \"…\"",
            ]
        );
    }

    #[test]
    fn accepts_plurals_abbreviations_links_numbers_and_code() {
        let texts = [
            "file(s) and process(es)",
            "a data management plan (DMP) by APIs (REST)",
            "a DMP (data management plan)",
            "[a plan](https://a.b/c_(d))",
            "a plan (2) of f(x) and `g (no remark)`",
            "an open ( bracket",
        ];
        for text in texts {
            let body = format!("As a guest, I want {text} so that I go.\n\nMore (words).\n");
            let items = [story("US-1", &body, |_| {})];
            assert!(lines(&RULE, &backlog(items)).is_empty(), "{text}");
        }
        let done = story("US-1", "As a guest, I want to pay (now).", |s| {
            s.status = "declined".into();
        });
        assert!(lines(&RULE, &backlog([done])).is_empty());
    }
}
