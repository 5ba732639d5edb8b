//! `unknown-release`: an item is planned for a release that has no file.

use crate::check::context::Context;
use crate::check::facts::unread;
use crate::check::findings::Findings;
use crate::check::near_name::near_name;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::check::unknown_name::{UnknownName, made_by};

/// Speaks only where releases are declared: without a file of any, names are free.
pub const RULE: Rule = Rule {
    name: "unknown-release",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item whose `release` is the name of no file in `releases/`, once there is at least one such file. Case
does not matter. Items that are over may name releases whose files are gone.

## Why it matters

The item is in no scope, no forecast and no release notes: nobody misses it before the release is out.

## Example

`releases/` holds `1.2.md`. Bad:

```yaml
release: 1.22
```

Good:

```yaml
release: 1.2
```

## How to fix

Correct the name: `po set 12 release=1.2`. If the release is new, make it: `po release new 1.3`. If the
item waits for no release, unset it: `po set 12 release=`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let name = story.release.as_deref().map_or("", str::trim);
    let releases = &context.backlog.releases;
    if name.is_empty() || releases.is_empty() || !subject.kind.is_open() {
        return;
    }
    let is_same = |known: &str| known.trim().to_lowercase() == name.to_lowercase();
    let names = || releases.iter().map(|release| release.name.as_str());
    if names().any(is_same) || unread(context.backlog, "releases/").any(is_same) {
        return;
    }
    let near = near_name(name, names());
    let unknown = UnknownName {
        key: "release",
        what: "is planned for a release that does not exist",
        label: "no release in `releases/` is called so",
        make: made_by("po release new", name),
        near,
    };
    found.push(unknown.finding(&RULE, context, story));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, story};
    use crate::model::{Backlog, Diagnostic, Place, Release, Unreadable};

    fn planned(names: &[(&str, &str)]) -> Backlog {
        let stories = names.iter().enumerate().map(|(index, (name, status))| {
            story(&format!("US-{}", index + 1), "", |s| {
                s.release = Some((*name).into());
                s.status = (*status).into();
            })
        });
        backlog(stories)
    }

    fn release(name: &str) -> Release {
        Release {
            name: name.into(),
            ..Release::default()
        }
    }

    #[test]
    fn flags_a_name_without_a_file_and_offers_what_is_near() {
        let mut backlog = planned(&[("1.22", "ready"), ("1.3", "new"), ("Sping", "new")]);
        backlog.releases = vec![release("1.2"), release("spring")];
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-1.md release: error US-1 is planned for a release that does not exist | did you mean `1.2`? \
                 | fix po set 1 release=1.2",
                "US-2.md release: error US-2 is planned for a release that does not exist \
                 | no release in `releases/` is called so \
                 | fix po release new 1.3, or unset it: po set 2 release=",
                "US-3.md release: error US-3 is planned for a release that does not exist | did you mean `spring`? \
                 | fix po set 3 release=spring",
            ]
        );
    }

    #[test]
    fn accepts_known_and_old_ones_and_files_that_cannot_be_read() {
        let mut backlog = planned(&[
            ("Spring ", "new"),
            ("0.9", "done"),
            ("x", "declined"),
            ("", "new"),
            ("1.3", "ready"),
        ]);
        assert!(lines(&RULE, &backlog).is_empty(), "no release is declared");
        backlog.releases = vec![release("spring")];
        backlog.unreadable.push(Unreadable {
            path: "releases/1.3.md".into(),
            id: None,
            problem: Diagnostic::error("unreadable-file", Place::file("releases/1.3.md"), "", ""),
        });
        let found = lines(&RULE, &backlog);
        assert_eq!(found.len(), 1, "only the unreadable file itself: {found:?}");
    }
}
