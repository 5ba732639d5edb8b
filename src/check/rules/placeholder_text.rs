//! `placeholder-text`: somebody meant to write something here.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::placeholders::{Place, placeholder};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model;

/// Looks at the title, the user story sentence and the criteria; notes may hold what they like.
pub const RULE: Rule = Rule {
    name: "placeholder-text",
    group: Group::Criteria,
    weights: Weights::AdviceThenError,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports text that stands for words nobody has written yet, in the title, the user story sentence and the acceptance
criteria of an open item: `TBD`, `TODO:`, `???`, lorem ipsum, `[role]`, `<describe the result>`, a lone `…`. Code spans,
links, boxes and names such as \"the TODO column\" are left alone.

## Why it matters

It looks as if something were agreed, and nothing is. The question comes up again when the work is under way.

## Example

Bad:

```markdown
As a [role], I want to pay by card so that I get my order today.

- [ ] The limit is TBD
```

Good:

```markdown
As a guest, I want to pay by card so that I get my order today.

- [ ] The limit is 500 EUR
```

## How to fix

Write what was meant (`po edit 12`), or ask: `po note 12 \"Which limit?\"`.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    if !subject.kind.is_open() {
        return;
    }
    let story = subject.story;
    let mut report = |place: model::Place, words: &str| {
        let words = model_words(words);
        found.push(
            RULE.finding(
                place,
                format!("`{words}` stands for words that nobody has written yet"),
                "write what was meant",
            )
            .story(&story.id),
        );
    };
    if let Some(range) = placeholder(&story.title, Place::Story) {
        report(
            model::Place::value(&story.path, "title"),
            &story.title[range],
        );
    }
    if let Some(sentence) = subject.sentence().filter(|sentence| !sentence.in_title)
        && let Some(range) = placeholder(sentence.source(), Place::Story)
    {
        let start = sentence.parts.range.start;
        report(
            sentence.place(start + range.start..start + range.end),
            &sentence.source()[range],
        );
    }
    let Some(body) = subject.body() else {
        return;
    };
    for criterion in subject.criteria() {
        if let Some(range) = placeholder(&criterion.text, Place::Criterion) {
            let words = &criterion.text[range];
            let source = &body[criterion.range.clone()];
            let place = match source.find(words) {
                Some(at) => {
                    let start = criterion.range.start + at;
                    model::Place::body(&story.path, start..start + words.len())
                }
                None => subject.first_line_of(criterion),
            };
            report(place, words);
        }
    }
}

/// The words as they are named in a message.
fn model_words(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};

    #[test]
    fn flags_title_sentence_and_criteria() {
        let body = "As a [role], I want to pay so that I am done.\n\n## Acceptance criteria\n\n- [ ] The limit is **TBD**\n- [ ] \u{2026}\n";
        let items = [story("US-1", body, |s| s.title = "TODO".into())];
        let says = |words: &str| {
            format!(
                "advice `{words}` stands for words that nobody has written yet | write what was meant"
            )
        };
        let mut found = lines(&RULE, &backlog(items));
        found.sort();
        assert_eq!(
            found,
            [
                format!("US-1.md title: {}", says("TODO")),
                format!("US-1.md «TBD»: {}", says("TBD")),
                format!("US-1.md «[role]»: {}", says("[role]")),
                format!("US-1.md «\u{2026}»: {}", says("\u{2026}")),
            ]
        );
    }

    #[test]
    fn accepts_names_code_links_notes_and_what_is_over() {
        let body = "As a guest, I want a [link](x) so that I pay.\n\nTBD\n\n## Acceptance criteria\n\n- [ ] `TBD` is kept\n- [x] The TODO column\n";
        let gap = "## Acceptance criteria\n\n- [ ] TBD\n";
        let items = [
            story("US-1", body, |s| s.title = "Todo list".into()),
            story("US-2", gap, |s| s.status = "done".into()),
            story("US-3", gap, |s| s.status = "declined".into()),
        ];
        let found = lines(&RULE, &backlog(items));
        assert!(found.is_empty(), "{found:?}");
    }
}
