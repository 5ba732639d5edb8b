//! `ordered-before-its-dependency`: the order asks for an item before what it waits for.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::planned::late;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::rules::planned_before_its_dependency;
use crate::check::subject::Subject;
use crate::model::{Place, StateKind, Story};

/// Said once an item, at the nearest of what it waits for.
pub const RULE: Rule = Rule {
    name: "ordered-before-its-dependency",
    group: Group::Files,
    weights: Weights::Advice,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item that stands, in the order of the backlog, before an open item that it waits for. Epics with items of
their own have no position and are left out, and so is what is already in progress. Where a Sprint is planned too early,
`planned-before-its-dependency` says so instead.

## Why it matters

Who takes items from the top of the order takes one that cannot be finished.

## Example

Bad: US-22 has position 5, US-31 has position 7, and US-22 says

```yaml
depends_on: [US-31]
```

Good: after `po rank 31 --before 22` US-31 stands before US-22, which still says

```yaml
depends_on: [US-31]
```

## How to fix

Move what it waits for up: `po rank 31 --before 22`. Or move the item down: `po rank 22 --after 31`.

## Options

None.
";

/// How many items one command moves.
const MOVED: usize = 5;

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let backlog = context.backlog;
    if story.depends_on.is_empty() || !subject.kind.is_open() || backlog.has_children(story) {
        return;
    }
    let key = |story: &Story| (story.rank_key(), story.path.clone());
    let own = key(story);
    let mut later: Vec<(usize, &Story)> = Vec::new();
    for (index, reference) in story.depends_on.iter().enumerate() {
        let Some(other) = backlog.find(reference) else {
            continue;
        };
        let waits = matches!(context.kind(other), StateKind::New | StateKind::Ready)
            && !backlog.has_children(other)
            && !waits_for(context, other, story);
        let is_known = later.iter().any(|(_, known)| known.path == other.path);
        if waits && !is_known && key(other) > own && !is_said(context, story, other) {
            later.push((index, other));
        }
    }
    later.sort_by_cached_key(|(_, other)| key(other));
    let Some((index, nearest)) = later.first() else {
        return;
    };
    let what = match later.len() - 1 {
        0 => format!("{}, which it waits for", nearest.id),
        1 => format!("{} and 1 more item that it waits for", nearest.id),
        more => format!("{} and {more} more items that it waits for", nearest.id),
    };
    let moved: Vec<String> = later
        .iter()
        .take(MOVED)
        .map(|(_, other)| context.typed(&other.id))
        .collect();
    found.push(
        RULE.finding(
            Place::item(&story.path, "depends_on", *index),
            format!("{} stands before {what}", story.id),
            "further down in the order",
        )
        .why("taken from the top, it cannot be finished")
        .fix(format!(
            "po rank {} --before {}",
            moved.join(" "),
            context.typed(&story.id)
        ))
        .story(&story.id),
    );
}

/// Whether an item names another one as what it waits for: then no order is right, and `dependency-cycle` says so.
fn waits_for(context: &Context, story: &Story, other: &Story) -> bool {
    let mut waits_for = story.depends_on.iter();
    waits_for.any(|reference| {
        let found = context.backlog.find(reference);
        found.is_some_and(|found| found.path == other.path)
    })
}

/// Whether the other rule says already that `other` comes too late for the item's Sprint.
fn is_said<'a>(context: &Context<'a>, story: &Story, other: &'a Story) -> bool {
    let sprint = context.coming_sprint(story);
    sprint.is_some_and(|sprint| late(context, sprint, other).is_some())
        && context.looks_at(&planned_before_its_dependency::RULE, story)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, report, sprint, story};
    use crate::model::Story;

    fn waiting(id: &str, depends_on: &[&str]) -> Story {
        story(id, "", |s| {
            s.depends_on = depends_on.iter().map(|&d| d.to_owned()).collect();
        })
    }

    #[test]
    fn flags_an_item_once_at_the_nearest_of_what_it_waits_for() {
        let backlog = backlog([
            waiting("US-22", &["US-1", "40", "US-31"]),
            waiting("US-23", &["US-31"]),
            waiting("US-1", &[]),
            waiting("US-31", &[]),
            waiting("US-40", &[]),
        ]);
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-22.md depends_on[2]: advice US-22 stands before US-31 and 1 more item that it waits for \
                 | further down in the order | why taken from the top, it cannot be finished \
                 | fix po rank 31 40 --before 22",
                "US-23.md depends_on[0]: advice US-23 stands before US-31, which it waits for \
                 | further down in the order | why taken from the top, it cannot be finished \
                 | fix po rank 31 --before 23",
            ]
        );
    }

    #[test]
    fn accepts_what_is_over_under_way_without_position_or_in_a_circle() {
        let backlog = backlog([
            waiting("US-1", &["US-2", "US-3", "US-4", "US-5", "US-1", "US-99"]),
            story("US-2", "", |s| s.status = "done".into()),
            story("US-3", "", |s| s.status = "in-progress".into()),
            story("US-4", "", |s| s.item_type = "epic".into()),
            waiting("US-5", &["US-1"]),
            story("US-6", "", |s| s.epic = Some("US-4".into())),
            story("US-7", "", |s| {
                s.depends_on = vec!["US-8".into()];
                s.status = "done".into();
            }),
            waiting("US-8", &["US-7"]),
        ]);
        assert_eq!(lines(&RULE, &backlog), [] as [&str; 0]);
    }

    #[test]
    fn accepts_what_the_plan_of_sprints_puts_right_or_the_other_rule_says() {
        let planned = |id: &str, sprint: &str, depends_on: &[&str]| {
            let mut story = waiting(id, depends_on);
            story.sprint = Some(sprint.into());
            story
        };
        let stories = || [planned("US-1", "8", &["US-2"]), planned("US-2", "9", &[])];
        let mut backlog = backlog(stories());
        backlog.sprints = vec![sprint("8", |_| {}), sprint("9", |_| {})];
        // Selected alone, it speaks itself: nobody else does.
        assert_eq!(lines(&RULE, &backlog).len(), 1);
        let report = report(&backlog);
        let rules: Vec<&str> = report.findings.iter().map(|f| f.rule).collect();
        assert!(
            rules.contains(&"planned-before-its-dependency"),
            "{rules:?}"
        );
        assert!(!rules.contains(&RULE.name), "{rules:?}");
    }
}
