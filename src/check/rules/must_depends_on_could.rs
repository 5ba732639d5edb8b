//! `must-depends-on-could`: what has to be there waits for what may be left out.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Moscow, Place, Story};
use crate::scrum::weaker_needs;

/// MoSCoW (Clegg 1994, DSDM) as teams write it: a label.
pub const RULE: Rule = Rule {
    name: "must-depends-on-could",
    group: Group::Readiness,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item of the class `must` that waits for an open item of the class `could` or `wont`. The class of MoSCoW
is what the key `moscow` says, else a label, in the forms that people use: `must`, `Must have`, `must-have`,
`moscow:must`, `won't`.

## Why it matters

Who leaves out what could wait leaves out what must be there, and finds out when it is late.

## Example

Bad: US-31 has the label `could`, and US-22 says

```yaml
labels: [must]
depends_on: [US-31]
```

Good: US-31 has the label `must` as well, and US-22 still says

```yaml
labels: [must]
depends_on: [US-31]
```

## How to fix

Give what it waits for the same weight: `po set 31 label-=could label+=must`. Or find a way without it, and drop the
dependency.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    if story.depends_on.is_empty() || !subject.kind.is_open() {
        return;
    }
    let Some((Moscow::Must, must)) = story.moscow_class() else {
        return;
    };
    for (index, other, _, less) in weaker_needs(context.backlog, story) {
        let labels = Context::pasteable(less).zip(Context::pasteable(must));
        let fix = match labels {
            _ if other.moscow.is_some() => {
                format!("po set {} moscow=must", context.typed(&other.id))
            }
            Some((less, must)) => format!(
                "po set {} label-={less} label+={must}",
                context.typed(&other.id)
            ),
            None => format!("give {} the label `{must}` too", other.id),
        };
        found.push(
            RULE.finding(
                Place::item(&story.path, "depends_on", index),
                format!(
                    "{} {} `{must}` and waits for {}, which {} `{less}`",
                    story.id,
                    is(story),
                    other.id,
                    is(other)
                ),
                format!("{} `{less}`", is(other).trim_start_matches("is ")),
            )
            .why("who leaves that out leaves this out too")
            .fix(fix)
            .story(&story.id),
        );
    }
}

/// How an item says its class.
fn is(story: &Story) -> &'static str {
    if story.moscow.is_some() {
        "is"
    } else {
        "is labelled"
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Moscow, Story};

    fn labelled(id: &str, label: &str, depends_on: &[&str]) -> Story {
        story(id, "", |s| {
            s.labels = vec!["web".into(), label.into()];
            s.depends_on = depends_on.iter().map(|&d| d.to_owned()).collect();
        })
    }

    #[test]
    fn flags_each_dependency_that_may_be_left_out() {
        let items = [
            labelled("US-1", "must", &["US-9", "US-2", "US-3"]),
            labelled("US-2", "could", &[]),
            labelled("US-3", "Won't have", &[]),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md depends_on[1]: advice US-1 is labelled `must` and waits for US-2, which is labelled `could` \
                 | labelled `could` | why who leaves that out leaves this out too \
                 | fix po set 2 label-=could label+=must",
                "US-1.md depends_on[2]: advice US-1 is labelled `must` and waits for US-3, which is labelled `Won't have` \
                 | labelled `Won't have` | why who leaves that out leaves this out too \
                 | fix give US-3 the label `must` too",
            ]
        );
    }

    #[test]
    fn flags_what_the_key_says_over_labels() {
        let classed = |id: &str, class: Moscow, depends_on: &[&str]| {
            let mut story = labelled(id, "should", depends_on);
            story.moscow = Some(class);
            story
        };
        let items = [
            classed("US-1", Moscow::Must, &["US-2"]),
            classed("US-2", Moscow::Could, &[]),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-1.md depends_on[0]: advice US-1 is `must` and waits for US-2, which is `could` \
                 | is `could` | why who leaves that out leaves this out too | fix po set 2 moscow=must",
            ]
        );
    }

    #[test]
    fn accepts_equal_weights_what_is_over_and_other_labels() {
        let mut over = labelled("US-5", "could", &[]);
        over.status = "done".into();
        let mut done = labelled("US-7", "must", &["US-4"]);
        done.status = "done".into();
        let mut both = labelled("US-8", "could", &[]);
        both.labels.push("must-have".into());
        let items = [
            labelled("US-1", "must", &["US-2", "US-3", "US-5", "US-6", "US-8"]),
            labelled("US-2", "must", &[]),
            labelled("US-3", "should", &["US-4"]),
            labelled("US-4", "could", &[]),
            over,
            labelled("US-6", "mustard", &[]),
            done,
            both,
        ];
        assert_eq!(lines(&RULE, &backlog(items)), [] as [&str; 0]);
    }
}
