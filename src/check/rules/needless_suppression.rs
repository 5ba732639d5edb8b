//! `needless-suppression`: a comment that asks to ignore what is not there.

use crate::check::repair::{Broken, Repair, Step, take_lines};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{At, Edit};
use crate::text::directives;

/// Found where findings are put together: only then is it known what was ignored.
pub const RULE: Rule = Rule {
    name: "needless-suppression",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Reader,
};

const DOCS: &str = "\
## What it does

Reports a comment `<!-- po: ignore RULE because … -->` that ignores nothing: the rule finds nothing in this story (any
more), or there is no such rule. It also reports one that does not say why. A comment holds for its whole file; several
rules are parted by commas.

## Why it matters

A comment that stays after its reason is gone hides the next real finding. Without a reason nobody dares to take it out.

## Example

Bad:

```markdown
- [ ] The invoice arrives within 5 minutes

<!-- po: ignore vague-criterion -->
```

Good:

```markdown
- [ ] The invoice arrives quickly

<!-- po: ignore vague-criterion because the contract sets the time in US-40 -->
```

## How to fix

Take the comment out, correct the rule's name, or add `because …`.

## Options

None.
";

/// The comment goes, if what is needless is all it says.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let (_, body) = broken.body()?;
    let At::Body(place) = broken.finding.place.at else {
        return None;
    };
    let comment = directives(body)
        .into_iter()
        .find(|d| d.words.start <= place.start && place.end <= d.words.end)?;
    let listed = body[comment.words].strip_prefix("ignore")?;
    let mut names = listed
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .take_while(|word| !word.eq_ignore_ascii_case("because"));
    let name = body.get(place.start..place.end)?;
    if names.next() != Some(name) || names.next().is_some() || broken.finding.label != LABEL {
        return None;
    }
    let splice = take_lines(body, &comment.range);
    let words = format!("take out the comment that ignores `{name}`");
    broken.lossless(words, Step::Edit(vec![Edit::Body(splice)]))
}

/// The words beside a rule that finds nothing here.
pub(in crate::check) const LABEL: &str = "not needed";

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixed_bodies, story};

    #[test]
    fn fix_takes_out_a_comment_that_only_says_what_is_needless() {
        let body = "A.\n\n<!-- po: ignore self-dependency because so -->\nB. <!-- po: ignore self-dependency, duplicate-id because x -->\n";
        let items = [story("US-1", body, |_| {})];
        let choice = ["needless-suppression", "self-dependency", "duplicate-id"];
        assert_eq!(
            crate::check::sample::fixed_under(&choice, &backlog(items)),
            ["A.\n\nB. <!-- po: ignore self-dependency, duplicate-id because x -->\n"]
        );
        let items = [story(
            "US-1",
            "<!-- po: ignore no-rule because x -->\n",
            |_| {},
        )];
        assert!(fixed_bodies(&RULE, &backlog(items)).is_empty());
    }
}
