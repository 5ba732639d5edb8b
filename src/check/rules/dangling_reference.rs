//! `dangling-reference`: a reference to an item that does not exist.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::near_id::near_id;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Diagnostic, Place, Story, StoryId};

/// Looks at `depends_on` and `epic`; an item whose file cannot be read does exist.
pub const RULE: Rule = Rule {
    name: "dangling-reference",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports a reference in `depends_on` or `epic` that leads to no item, neither by id nor by alias. An id that is one slip
away is offered.

## Why it matters

The item waits for something that will never be done, or is missing from the epic it belongs to.

## Example

No item is called US-311. Bad:

```yaml
depends_on: [US-311]
```

Good:

```yaml
depends_on: [US-31]
```

## How to fix

Correct the id: `po set 22 dependency-=US-311 dependency+=US-31`. If the item was removed on purpose, drop the
reference. To keep an old name alive, add it to the `aliases` of the item that replaced it.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    for (index, reference) in story.depends_on.iter().enumerate() {
        if leads_nowhere(context, reference) {
            let near = near_id(context, story, reference, |_| true);
            found.push(finding(
                story,
                Place::item(&story.path, "depends_on", index),
                "waits for an item that does not exist",
                near,
            ));
        }
    }
    if let Some(reference) = story.epic.as_deref()
        && leads_nowhere(context, reference)
    {
        let near = near_id(context, story, reference, |other| {
            context.gathers_others(other)
        });
        found.push(finding(
            story,
            Place::value(&story.path, "epic"),
            "belongs to an epic that does not exist",
            near,
        ));
    }
}

fn leads_nowhere(context: &Context, reference: &str) -> bool {
    !reference.trim().is_empty() && !context.is_known(reference)
}

fn finding(story: &Story, place: Place, what: &str, near: Option<&StoryId>) -> Diagnostic {
    let label = near.map_or_else(
        || "no item has this id".to_owned(),
        |id| format!("did you mean `{id}`?"),
    );
    RULE.finding(place, format!("{} {what}", story.id), label)
        .story(&story.id)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Config, Diagnostic, LeftOut, Place, Unreadable};

    #[test]
    fn flags_the_reference_and_offers_what_is_near() {
        let items = [
            story("US-22", "", |s| {
                s.depends_on = vec!["US-31".into(), "US-311".into(), "TASK-9".into()];
                s.epic = Some("US-1300".into());
            }),
            story("US-31", "", |_| {}),
            story("US-130", "", |s| s.item_type = "epic".into()),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            [
                "US-22.md epic: error US-22 belongs to an epic that does not exist | did you mean `US-130`?",
                "US-22.md depends_on[1]: error US-22 waits for an item that does not exist | did you mean `US-31`?",
                "US-22.md depends_on[2]: error US-22 waits for an item that does not exist | no item has this id",
            ]
        );
    }

    #[test]
    fn accepts_ids_numbers_aliases_and_files_that_are_not_read() {
        let items = vec![
            story("US-1", "", |s| {
                s.depends_on = ["2", "us-2", "BACK-24.02", "US-9", "9", "US-8", "8", ""]
                    .map(str::to_owned)
                    .to_vec();
                s.epic = Some("US-2".into());
            }),
            story("US-2", "", |s| s.aliases = vec!["back-24.02".into()]),
        ];
        let unreadable = Unreadable {
            path: "stories/US-9.md".into(),
            id: Some("US-9".parse().unwrap()),
            problem: Diagnostic::error("unreadable-file", Place::file("stories/US-9.md"), "", ""),
        };
        let mut backlog = Backlog::new(Config::default(), items, vec![unreadable]);
        backlog.left_out.push(LeftOut {
            path: "stories/US-8.md".into(),
            id: Some("US-8".parse().unwrap()),
        });
        let found = lines(&RULE, &backlog);
        assert_eq!(found.len(), 1, "only the unreadable file itself: {found:?}");
    }
}
