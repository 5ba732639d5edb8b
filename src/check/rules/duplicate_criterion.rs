//! `duplicate-criterion`: the same criterion twice.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{At, Edit, StateKind};
use crate::text;

/// Compares items of one list: the same words under two different criteria are two criteria.
pub const RULE: Rule = Rule {
    name: "duplicate-criterion",
    group: Group::Criteria,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an acceptance criterion that says the same as an earlier one of the same list. Case, spaces and punctuation at
the end do not matter. Nested items are compared with those under the same parent.

## Why it matters

One of the two was probably meant to say something else, and that is now forgotten. Ticking one leaves the other open.

## Example

Bad:

```markdown
- [ ] An expired card is refused
- [ ] an expired card is refused.
```

Good:

```markdown
- [ ] An expired card is refused
- [ ] A blocked card is refused
```

## How to fix

Remove one, or write what was meant: `po ac 12 remove 2`, `po ac 12 edit 2 \"…\"`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let criteria = subject.criteria();
    if criteria.len() < 2 || subject.kind == StateKind::Declined {
        return;
    }
    let story = subject.story;
    let mut seen: HashMap<(Option<usize>, String), usize> = HashMap::new();
    let mut parents: Vec<usize> = Vec::new();
    for (index, criterion) in criteria.iter().enumerate() {
        parents.truncate(criterion.depth);
        let parent = parents.last().copied();
        parents.push(index);
        let words = fold(&criterion.text);
        if words.is_empty() {
            continue;
        }
        let first = *seen.entry((parent, words)).or_insert(index);
        if first == index {
            continue;
        }
        found.push(
            RULE.finding(
                subject.first_line_of(criterion),
                format!(
                    "criterion {} of {} says the same as criterion {}",
                    index + 1,
                    story.id,
                    first + 1
                ),
                format!("the same as criterion {}", first + 1),
            )
            .fix(format!(
                "po ac {} remove {}",
                context.typed(&story.id),
                index + 1
            ))
            .story(&story.id),
        );
    }
}

/// The words in lower case, parted by single spaces, without punctuation at the end.
fn fold(text: &str) -> String {
    let text =
        text.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ';' | ',' | '!'));
    // White space of ASCII is single spaces already: a criterion stands on one line.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    folded
}

/// The later one goes, if both are ticked alike and nothing is nested under it.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let (_, body) = broken.body()?;
    let At::Body(place) = broken.finding.place.at else {
        return None;
    };
    let criteria = text::criteria(body, &broken.backlog.config.criteria.headings);
    let index = criteria.iter().position(|c| c.range.start == place.start)?;
    let later = &criteria[index];
    let words = fold(&later.text);
    let first = criteria[..index]
        .iter()
        .rposition(|c| c.depth == later.depth && fold(&c.text) == words)?;
    let nests = criteria
        .get(index + 1)
        .is_some_and(|next| next.depth > later.depth);
    if nests || criteria[first].done != later.done {
        return None;
    }
    let said = format!(
        "take away criterion {}, the same as criterion {}",
        index + 1,
        first + 1
    );
    let splice = text::remove_criterion(body, later);
    broken.lossless(said, Step::Edit(vec![Edit::Body(splice)]))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixed_bodies, lines, story};

    #[test]
    fn flags_the_later_of_two() {
        let body = "## Acceptance criteria\n\n- [ ] An expired  card is refused\n- [x] other\n- an expired card IS refused.\n";
        assert_eq!(
            lines(&RULE, &backlog([story("US-1", body, |_| {})])),
            [
                "US-1.md «- an expired card IS refused.»: error criterion 3 of US-1 says the same as criterion 1 \
                 | the same as criterion 1 | fix po ac 1 remove 3"
            ]
        );
    }

    #[test]
    fn accepts_the_same_words_under_different_parents() {
        let body = "## Acceptance criteria\n\n- [ ] Card\n  - [ ] It is refused\n- [ ] Voucher\n  - [ ] It is refused\n- [ ]\n- [ ]\n";
        assert!(lines(&RULE, &backlog([story("US-1", body, |_| {})])).is_empty());
    }

    #[test]
    fn flags_the_same_words_under_one_parent() {
        let body = "## Acceptance criteria\n\n- [ ] Card\n  - [ ] a\n    - [ ] b\n  - [ ] a\n";
        assert_eq!(
            lines(&RULE, &backlog([story("US-1", body, |_| {})])).len(),
            1
        );
    }

    #[test]
    fn fix_takes_the_later_one_away() {
        let body = "## Acceptance criteria\n\n- [ ] one\n- [ ] two\n- [ ] One.\n- [x] two\n";
        let items = [story("US-1", body, |_| {})];
        let fixed = fixed_bodies(&RULE, &backlog(items));
        assert_eq!(
            fixed,
            ["## Acceptance criteria\n\n- [ ] one\n- [ ] two\n- [x] two\n"]
        );
    }
}
