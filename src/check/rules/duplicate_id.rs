//! `duplicate-id`: one id in two files, or one item under two ids.

use std::collections::HashMap;

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::model::{At, Backlog, Place, Story, StoryId};

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
file name). Reports an item that stands in two files under two ids, too: the same `created`, the same title, and a name in
common. Two people who each give it a fresh number, and then merge, make such a pair.

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
other line that names the id is listed for you. Of an item under two ids it takes one file away, where both say the same.

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
    for story in context.backlog.stories() {
        if let Some(twin) = twin(context.backlog, story) {
            found.push(
                RULE.finding(
                    Place::file(&story.path),
                    format!("{} is {} once more: `{}`", story.id, twin.id, twin.path),
                    format!("the same item as {}", twin.id),
                )
                .why("what is written into one is missing in the other")
                .fix("po check --fix takes this file away where both say the same; else bring the two together and remove it")
                .story(&story.id),
            );
        }
    }
}

/// The file in which an item stands too, under another id, where that one is to be kept: the one whose id no other item has,
/// then the one with the smaller id.
fn twin<'b>(backlog: &'b Backlog, story: &Story) -> Option<&'b Story> {
    story.created?;
    // Only an item that had another name before can stand under two ids.
    if story.aliases.is_empty() {
        return None;
    }
    let names = |story: &Story| {
        let aliases = story
            .aliases
            .iter()
            .map(|alias| alias.trim().to_lowercase());
        let names = aliases.chain([story.id.to_string().to_lowercase()]);
        names.collect::<Vec<_>>()
    };
    let own = names(story);
    let is_contested = |story: &Story| backlog.with_id(&story.id).count() > 1;
    let order = |story: &Story| (is_contested(story), story.id.number(), story.id.to_string());
    let twins = backlog.stories().iter().filter(|other| {
        other.created == story.created
            && other.id != story.id
            && other.title == story.title
            && names(other).iter().any(|name| own.contains(name))
    });
    let first = twins.min_by_key(|other| order(other))?;
    (order(first) < order(story)).then_some(first)
}

/// Whether two items say the same, but for their names.
fn say_the_same(one: &Story, other: &Story) -> bool {
    let bare = |story: &Story| Story {
        id: one.id.clone(),
        path: String::new(),
        aliases: Vec::new(),
        ..story.clone()
    };
    one.body.is_some() && bare(one) == bare(other)
}

/// The later item gets a fresh number, and the one that came first keeps the id; a second file of one item goes away.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let story = broken.story?;
    let id = &story.id;
    if broken.finding.place.at == At::File {
        let twin = twin(broken.backlog, story).filter(|twin| say_the_same(story, twin))?;
        return broken.choosing(
            format!("take this {id} away, it is {} once more", twin.id),
            Step::Unite(twin.path.clone()),
        );
    }
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

    #[test]
    fn flags_an_item_under_two_ids_and_takes_the_contested_one_away() {
        let once = |id: &str, title: &str, body: &str| {
            story(id, body, |s| {
                s.title = title.into();
                s.path = format!("stories/{id}-{title}.md");
                s.aliases = vec!["US-2".into()];
                s.created = "2026-01-01T00:00:00Z".parse().ok();
            })
        };
        let items = || [once("US-3", "Gift", "Paper"), once("US-4", "Gift", "Paper")];
        assert_eq!(
            lines(&RULE, &backlog(items())),
            [
                "US-4-Gift.md file: error US-4 is US-3 once more: `stories/US-3-Gift.md` | the same item as US-3 | why what is \
              written into one is missing in the other | fix po check --fix takes this file away where both say the same; \
              else bring the two together and remove it"
            ]
        );
        assert_eq!(
            fixes(&RULE, &backlog(items())),
            [
                "choosing: take this US-4 away, it is US-3 once more: Unite(\"stories/US-3-Gift.md\")"
            ]
        );
        let [first, second] = items();
        let stranger = story("US-3", "", |s| s.path = "stories/US-3-new.md".into());
        assert_eq!(
            fixes(&RULE, &backlog([first, second, stranger])),
            [
                "choosing: take this US-3 away, it is US-4 once more: Unite(\"stories/US-4-Gift.md\")",
                "choosing: give this US-3 a fresh number: Renumber"
            ]
        );
        // Somebody has written on: only people can bring them together.
        let other = [once("US-3", "Gift", "Paper"), once("US-4", "Gift", "Silk")];
        assert_eq!(lines(&RULE, &backlog(other.clone())).len(), 1);
        assert!(fixes(&RULE, &backlog(other)).is_empty());
        let apart = [once("US-3", "Gift", "Paper"), once("US-4", "Card", "Paper")];
        assert!(lines(&RULE, &backlog(apart)).is_empty());
    }
}
