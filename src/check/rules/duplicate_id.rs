//! `duplicate-id`: one id, two files.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{Place, Story, StoryId};

/// Reported at each file but the one that was there first.
pub const RULE: Rule = Rule {
    name: "duplicate-id",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::Whole(check),
};

const DOCS: &str = "\
## What it does

Reports an id that stands in several files, at each of them but the one that was added first (by `created`, then by
file name).

## Why it matters

\"US-12\" in a meeting, a commit or `depends_on` means two things. It happens when two people add items without seeing
each other's, or when a file is copied.

## Example

Bad: two files hold

```yaml
id: US-12
```

Good: the newer one has a number of its own, and is still found by the old one in places where that was meant.

```yaml
id: US-57
aliases: [US-12]
```

## How to fix

`po check --fix` gives a fresh number to the one that reached the default branch later, by the first-parent history of that
branch; where neither is there yet, or nothing is known, to the one that was created later. The old id stays as an alias.
`depends_on`, `epic` and `returned` follow where the history shows that only that item was there when they were written. Every
other line that names the id is listed for you.

## Options

None.
";

fn check(context: &Context, found: &mut Findings) {
    let mut by_id: HashMap<&StoryId, Vec<&Story>> = HashMap::new();
    for story in context.backlog.stories() {
        by_id.entry(&story.id).or_default().push(story);
    }
    for (id, mut files) in by_id {
        if files.len() < 2 {
            continue;
        }
        files.sort_by_key(|story| (story.created.is_none(), story.created, &story.path));
        let first = files[0];
        for later in &files[1..] {
            found.push(
                RULE.finding(
                    Place::value(&later.path, "id"),
                    format!(
                        "{id} stands in two files: `{}` and `{}`",
                        first.path, later.path
                    ),
                    format!("also in {}", first.path),
                )
                .why("nobody can tell which one is meant")
                .fix("po check --fix gives a fresh number to the one that reached the default branch later")
                .story(id),
            );
        }
    }
}

/// The later item gets a fresh number; the one that came first keeps the id.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let id = &broken.story?.id;
    broken.choosing(format!("give this {id} a fresh number"), Step::Renumber)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixes, found, lines, story};

    #[test]
    fn flags_every_later_file() {
        let copy = |path: &str, created: Option<&str>| {
            story("US-12", "", |s| {
                s.path = path.into();
                s.created = created.map(|time| time.parse().unwrap());
            })
        };
        let items = [
            copy("stories/US-12-a.md", None),
            copy("stories/US-12-b.md", Some("2026-11-22T08:00:00Z")),
            copy("stories/US-12-c.md", Some("2026-11-21T08:00:00Z")),
        ];
        assert_eq!(
            lines(&RULE, &backlog(items)),
            ["a", "b"].map(|name| format!(
                "US-12-{name}.md id: error US-12 stands in two files: `stories/US-12-c.md` and `stories/US-12-{name}.md` \
                 | also in stories/US-12-c.md | why nobody can tell which one is meant \
                 | fix po check --fix gives a fresh number to the one that reached the default branch later"
            ))
        );
    }

    #[test]
    fn accepts_an_id_that_is_only_an_alias_elsewhere() {
        let items = [
            story("US-1", "", |_| {}),
            story("US-2", "", |s| s.aliases = vec!["US-1".into()]),
            story("PAY-1", "", |_| {}),
        ];
        assert!(lines(&RULE, &backlog(items)).is_empty());
    }

    #[test]
    fn fix_gives_the_later_one_a_fresh_number() {
        let at = |path: &str, created: &str| {
            story("US-1", "", |s| {
                s.path = path.to_owned();
                s.created = created.parse().ok();
            })
        };
        let items = [
            at("stories/US-1-a.md", "2026-02-01T00:00:00Z"),
            at("stories/US-1-b.md", "2026-01-01T00:00:00Z"),
        ];
        let backlog = backlog(items);
        assert_eq!(
            fixes(&RULE, &backlog),
            ["choosing: give this US-1 a fresh number: Renumber"]
        );
        assert_eq!(found(&RULE, &backlog)[0].place.path, "stories/US-1-a.md");
    }
}
