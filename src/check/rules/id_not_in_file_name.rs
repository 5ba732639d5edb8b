//! `id-not-in-file-name`: a file whose name does not begin with the id it holds.

use crate::check::context::Context;
use crate::check::findings::Findings;
use crate::check::repair::{Broken, Repair, Step};
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::model::{Place, Story, StoryId};

/// `po` finds an item by its file name and reads nothing else.
pub const RULE: Rule = Rule {
    name: "id-not-in-file-name",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item whose file name does not begin with its id. Case and leading zeros do not matter; what follows the id
is yours.

## Why it matters

`po show 12` looks for a file named `US-12…` and reads nothing else, and a new number is one more than the largest in
the file names: under another name the item is not found, and its number may be given again.

## Example

Bad: `stories/guest-checkout.md` holds

```yaml
id: US-15
```

Good: `stories/US-15-guest-checkout.md` holds

```yaml
id: US-15
```

## How to fix

Rename the file, or correct the id if that is the wrong one of the two.

## Options

None.
";

fn check(_: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let name = story.path.rsplit('/').next().unwrap_or(&story.path);
    let (in_name, rest) = split(name);
    if in_name.as_ref() == Some(&story.id) {
        return;
    }
    let label = in_name.map_or_else(
        || "the file name begins with no id".to_owned(),
        |id| format!("the file name begins with {id}"),
    );
    let dash = if rest.starts_with('.') { "" } else { "-" };
    found.push(
        RULE.finding(
            Place::value(&story.path, "id"),
            format!("{} stands in a file that is not named after it", story.id),
            label,
        )
        .why("`po` finds an item by its file name")
        .fix(format!("rename the file to `{}{dash}{rest}`", story.id))
        .story(&story.id),
    );
}

/// The id with which a file name begins, and what follows it, without a dash between them.
fn split(name: &str) -> (Option<StoryId>, &str) {
    let digits = name.find('-').map_or(name.len(), |dash| dash + 1);
    let end = name[digits..]
        .find(|c: char| !c.is_ascii_digit())
        .map_or(name.len(), |length| digits + length);
    let rest = &name[end..];
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return (None, name);
    }
    match name[..end].parse() {
        Ok(id) => (Some(id), rest.strip_prefix('-').unwrap_or(rest)),
        Err(_) => (None, name),
    }
}

/// The file gets the name that its id asks for, if nothing stands there.
pub(in crate::check) fn repair(broken: &Broken) -> Option<Repair> {
    let story = broken.story?;
    let to = renamed(story);
    let backlog = broken.backlog;
    let is_taken = backlog.stories().iter().any(|other| other.path == to)
        || backlog.unreadable.iter().any(|file| file.path == to);
    if is_taken {
        return None;
    }
    broken.choosing(format!("rename the file to `{to}`"), Step::RenameFile(to))
}

/// The path of a file that is named after its item's id.
fn renamed(story: &Story) -> String {
    let (folder, name) = match story.path.rsplit_once('/') {
        Some((folder, name)) => (format!("{folder}/"), name),
        None => (String::new(), story.path.as_str()),
    };
    let (_, rest) = split(name);
    let dash = if rest.starts_with('.') { "" } else { "-" };
    format!("{folder}{}{dash}{rest}", story.id)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, fixes, lines, story};

    fn of(path: &str) -> Vec<String> {
        let path = format!("stories/{path}");
        lines(&RULE, &backlog([story("US-15", "", |s| s.path = path)]))
    }

    #[test]
    fn flags_another_id_and_none_at_all() {
        assert_eq!(
            of("guest-checkout.md"),
            [
                "guest-checkout.md id: error US-15 stands in a file that is not named after it \
                 | the file name begins with no id | why `po` finds an item by its file name \
                 | fix rename the file to `US-15-guest-checkout.md`"
            ]
        );
        for (name, fix) in [
            ("US-51-guest.md", "US-15-guest.md"),
            ("PAY-15.md", "US-15.md"),
            ("US-15b-guest.md", "US-15-US-15b-guest.md"),
            ("US-155.md", "US-15.md"),
        ] {
            let found = of(name);
            assert_eq!(found.len(), 1, "{name}");
            assert!(found[0].ends_with(&format!("`{fix}`")), "{found:?}");
        }
    }

    #[test]
    fn accepts_any_case_padding_slug_and_folder() {
        for path in [
            "US-15.md",
            "us-15-guest.md",
            "US-0015-guest.md",
            "old/2025/US-15-x.md",
            "US-15 guest.md",
            "US-15-é.md",
        ] {
            assert!(of(path).is_empty(), "{path}");
        }
    }

    #[test]
    fn fix_renames_the_file_unless_the_name_is_taken() {
        let at = |id: &str, path: &str| story(id, "", |s| s.path = path.to_owned());
        let items = [
            at("US-1", "stories/sub/US-2-pay.md"),
            at("US-3", "stories/US-4.md"),
            at("US-5", "stories/US-6-x.md"),
            at("US-5", "stories/US-5-x.md"),
        ];
        assert_eq!(
            fixes(&RULE, &backlog(items)),
            [
                r#"choosing: rename the file to `stories/US-3.md`: RenameFile("stories/US-3.md")"#,
                r#"choosing: rename the file to `stories/sub/US-1-pay.md`: RenameFile("stories/sub/US-1-pay.md")"#,
            ]
        );
    }
}
