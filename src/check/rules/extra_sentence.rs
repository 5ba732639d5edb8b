//! `extra-sentence`: something else stands in the story's own paragraph.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::sentence::Sentence;
use crate::check::subject::Subject;
use crate::text::next_sentence_end;

/// "Minimal" in the Quality User Story framework: a story is role, want and benefit, and nothing else.
pub const RULE: Rule = Rule {
    name: "extra-sentence",
    group: Group::Story,
    weights: Weights::Advice,
    items: Items::Stories,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports a second sentence in the paragraph, the list line or the title that holds the user story sentence. Paragraphs
below the story are not looked at. A stop in \"e.g.\", in a number, in an address or in an ellipsis ends no sentence, and
\"So that …\" as a sentence of its own still belongs to the story.

## Why it matters

What stands beside the sentence is a criterion that nobody ticks off, or a solution that nobody asked for
(\"minimal\" in the Quality User Story framework, Lucassen et al. 2016).

## Example

Bad:

```markdown
As a guest, I want to pay by card so that I am done sooner. Visa and Mastercard must be accepted.
```

Good:

```markdown
As a guest, I want to pay by card so that I am done sooner.

## Acceptance criteria

- [ ] Visa and Mastercard are accepted
```

## How to fix

Make a criterion of it, `po ac ID add \"…\"`, or a paragraph below the story.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let Some(sentence) = subject.sentence().filter(|_| subject.kind.is_open()) else {
        return;
    };
    let Some(range) = extra(sentence) else {
        return;
    };
    let id = &subject.story.id;
    found.push(
        RULE.finding(
            sentence.place(range),
            format!("{id} says more than its user story in the same paragraph"),
            "another sentence",
        )
        .why("what stands here is not ticked off, and not tested")
        .fix(format!("po ac {} add \"…\"", context.typed(id)))
        .story(id),
    );
}

/// The bytes of what stands beside the story in its paragraph.
fn extra(sentence: &Sentence) -> Option<Range<usize>> {
    let text = sentence.text;
    let own = sentence.parts.range.clone();
    let source = sentence.source();
    // A reason in a later sentence: what stands between belongs to no part of the story.
    if let Some(end) = next_sentence_end(source, 0) {
        let rest = source[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
        let reason = rest.to_lowercase().find("so that ");
        if reason.is_some_and(|at| at > 0) {
            return Some(first_line(text, own.end - rest.len()..own.end));
        }
    }
    let head_start = paragraph_start(text, own.start);
    let head = &text[head_start..own.start];
    if next_sentence_end(head.trim_end(), 0).is_some() && words(head) > 1 {
        let start = own.start - head.trim_start().len();
        return Some(first_line(text, start..own.start));
    }
    // A sentence that is cut or goes on without a stop has nothing after it.
    if !source
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '!' | '?'))
        .ends_with(['.', '!', '?'])
    {
        return None;
    }
    let tail_end = paragraph_end(text, own.end);
    let tail = &text[own.end..tail_end];
    let begin = tail.len()
        - tail
            .trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '<' | '['))
            .len();
    let rest = &tail[begin..];
    if rest.starts_with(['(', '<', '[']) || words(rest) < 2 {
        return None;
    }
    Some(first_line(text, own.end + begin..tail_end))
}

/// How many words with letters there are.
fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.contains(char::is_alphabetic))
        .count()
}

/// The range up to the end of its first line, without the space there.
fn first_line(text: &str, range: Range<usize>) -> Range<usize> {
    let line = text[range.clone()].lines().next().unwrap_or("");
    range.start..range.start + line.trim_end().len()
}

/// Where the paragraph begins that the byte at `at` stands in.
fn paragraph_start(text: &str, at: usize) -> usize {
    let mut start = line_start(text, at);
    while start > 0 && !begins_block(&text[start..]) {
        let before = line_start(text, start - 1);
        let line = &text[before..start];
        if line.trim().is_empty() || line.starts_with(['#', '<', '`', '~', '|']) {
            break;
        }
        start = before;
    }
    start
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |at| at + 1)
}

/// Where the paragraph ends that the byte at `at` stands in.
fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text[at..].split_inclusive('\n') {
        if end > at && (line.trim().is_empty() || begins_block(line)) {
            break;
        }
        end += line.len();
    }
    end
}

/// Whether a line begins a block of its own, or a part with its own name: `**Notes**`.
fn begins_block(line: &str) -> bool {
    let line = line.trim_start();
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.starts_with(['#', '>', '|', '<', '`', '~', '='])
        || ["- ", "* ", "+ ", "**", "__", "---", "***"]
            .iter()
            .any(|mark| line.starts_with(mark))
        || number.len() < line.len() && number.starts_with(['.', ')'])
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    fn flagged(body: &str) -> Vec<String> {
        lines(&RULE, &backlog([story("US-1", body, |_| {})]))
            .iter()
            .filter_map(|line| {
                Some(
                    line.split_once('\u{ab}')?
                        .1
                        .split_once('\u{bb}')?
                        .0
                        .to_owned(),
                )
            })
            .collect()
    }

    #[test]
    fn flags_what_stands_beside_the_story() {
        let body = "As a guest, I want to pay so that I go. It must\nbe fast.\n\nMore.\n";
        assert_eq!(
            lines(&RULE, &backlog([story("US-1", body, |_| {})])),
            [
                "US-1.md «It must»: advice US-1 says more than its user story in the same paragraph | another sentence \
                 | why what stands here is not ticked off, and not tested | fix po ac 1 add \"…\""
            ]
        );
        for (body, words) in [
            ("We met. As a guest, I want to pay.", "We met."),
            (
                "- As a guest, I want to pay! It is slow now.\n- b",
                "It is slow now.",
            ),
            (
                "As a guest, I want to pay.\nIt is slow.\n**Notes**\nx",
                "It is slow.",
            ),
            (
                "As a guest, I want to pay. It is short, so that I go.",
                "It is short, so that I go.",
            ),
            ("Als Gast möchte ich zahlen. Das dauert.", "Das dauert."),
        ] {
            assert_eq!(flagged(body), [words], "{body}");
        }
        let titled = story("US-1", "", |s| {
            s.title = "As a guest, I want to pay. Soon, please.".into()
        });
        assert!(lines(&RULE, &backlog([titled]))[0].starts_with("US-1.md title: advice"));
    }

    #[test]
    fn accepts_one_sentence_whatever_its_stops() {
        for body in [
            "As a guest, I want to pay, e.g. By card, in 1.5 s at https://a.b/c?d=e … or later.\n\nIt is slow. Very.\n",
            "As a guest, I want to pay. So that I go.\n",
            "US-4. As a guest, I want to pay.\n- More words here.\n",
            "As a guest, I want to pay. (See the mockup.)\n",
            "As a guest, I want to pay. Thanks!\n",
            "> **As a** guest\n> **I want** to pay.\n\n## Notes\n\nTwo words.",
            "- As a guest\n- I want to pay.\n- So that I go.\n\nMore words.",
            "# Pay\nAs a guest, I want to pay.\n",
            "Two words. Three.\n",
        ] {
            assert_eq!(flagged(body), [""; 0], "{body}");
        }
        let done = story("US-1", "As a guest, I want to pay. It is slow.", |s| {
            s.status = "done".into()
        });
        assert!(lines(&RULE, &backlog([done])).is_empty());
    }
}
