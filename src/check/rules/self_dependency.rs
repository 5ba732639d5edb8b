//! `self-dependency`: an item that waits for itself.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{At, Edit, FieldEdit, Place};

/// The shortest circle, with a rule of its own because its message is plainer.
pub const RULE: Rule = Rule {
    name: "self-dependency",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that names itself in `depends_on`, by id or by alias.

## Why it matters

It can never begin: it would have to be done before.

## Example

Bad:

```yaml
id: US-12
depends_on: [US-9, US-12]
```

Good:

```yaml
id: US-12
depends_on: [US-9]
```

## How to fix

Drop the reference: `po set 12 dependency-=US-12`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    for (index, reference) in story.depends_on.iter().enumerate() {
        let leads_back = context
            .backlog
            .find(reference)
            .is_some_and(|other| other.id == story.id);
        if leads_back {
            found.push(
                RULE.finding(
                    Place::item(&story.path, "depends_on", index),
                    format!("{} waits for itself", story.id),
                    "the item itself",
                )
                .fix(match Context::pasteable(reference) {
                    Some(reference) => {
                        format!(
                            "po set {} dependency-={reference}",
                            context.typed(&story.id)
                        )
                    }
                    None => "drop this reference".to_owned(),
                })
                .story(&story.id),
            );
        }
    }
}

/// The reference goes: nothing can wait for itself, so nothing that was meant is lost.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let At::Item(key, index) = &broken.finding.place.at else {
        return None;
    };
    let item = broken.story?.depends_on.get(*index)?.clone();
    let words = format!("take `{item}` out of `{key}`");
    let key = key.clone();
    broken.lossless(
        words,
        Step::Edit(vec![Edit::Field(FieldEdit::Remove { key, item })]),
    )
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixes, lines, story};

    #[test]
    fn flags_its_own_id_and_alias() {
        let own = story("US-12", "", |s| {
            s.depends_on = ["US-9", "12", "old", "$(reboot)"]
                .map(str::to_owned)
                .to_vec();
            s.aliases = vec!["OLD".into(), "$(reboot)".into()];
        });
        assert_eq!(
            lines(&RULE, &backlog([own, story("US-9", "", |_| {})])),
            [
                "US-12.md depends_on[1]: error US-12 waits for itself | the item itself | fix po set 12 dependency-=12",
                "US-12.md depends_on[2]: error US-12 waits for itself | the item itself | fix po set 12 dependency-=old",
                "US-12.md depends_on[3]: error US-12 waits for itself | the item itself | fix drop this reference",
            ]
        );
    }

    #[test]
    fn accepts_other_items() {
        let item = story("US-12", "", |s| {
            s.depends_on = vec!["US-9".into(), "US-99".into()]
        });
        assert!(lines(&RULE, &backlog([item, story("US-9", "", |_| {})])).is_empty());
    }

    #[test]
    fn fix_takes_the_reference_out() {
        let items = [story("US-1", "", |s| {
            s.depends_on = vec!["US-9".into(), "us-1".into()]
        })];
        assert_eq!(
            fixes(&RULE, &backlog(items)),
            [
                r#"lossless: take `us-1` out of `depends_on`: Edit([Field(Remove { key: "depends_on", item: "us-1" })])"#
            ]
        );
    }
}
