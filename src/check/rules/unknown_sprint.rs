//! `unknown-sprint`: an item is planned for a Sprint that nobody has planned.

use crate::check::context::Context;
use crate::check::facts::sprint_of;
use crate::check::findings::Findings;
use crate::check::near_name::near_name;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::subject::Subject;
use crate::check::unknown_name::{UnknownName, made_by};
use crate::model::sprint_key;

/// Speaks only where Sprints are declared: without a file of any, names are free.
pub const RULE: Rule = Rule {
    name: "unknown-sprint",
    group: Group::Files,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an open item whose `sprint` is the name of no file in `sprints/`, once there is at least one such file. `8`, `08`
and `sprint-8` are the same name. Items that are over may name Sprints whose files are gone.

## Why it matters

No plan and no burndown shows the item, and it counts towards no capacity.

## Example

`sprints/` holds `sprint-7.md` and `sprint-8.md`. Bad:

```yaml
sprint: 88
```

Good:

```yaml
sprint: 8
```

## How to fix

Correct the name: `po set 12 sprint=8`. If the Sprint is new, make it: `po sprint new 9`. If the item is
not planned, unset it: `po set 12 sprint=`.

## Options

None.
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let story = subject.story;
    let Some(name) = sprint_of(story) else {
        return;
    };
    let sprints = &context.backlog.sprints;
    if sprints.is_empty() || !subject.kind.is_open() || context.facts().knows_sprint(name) {
        return;
    }
    let keys: Vec<String> = sprints.iter().map(|s| sprint_key(&s.name)).collect();
    let near = near_name(&sprint_key(name), keys.iter().map(String::as_str));
    let unknown = UnknownName {
        key: "sprint",
        what: "is planned for a Sprint that does not exist",
        label: "no Sprint in `sprints/` is called so",
        make: made_by("po sprint new", name),
        near,
    };
    found.push(unknown.finding(&RULE, context, story));
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, sprint, story};
    use crate::model::{Backlog, Diagnostic, Place, Unreadable};

    fn planned(names: &[(&str, &str)]) -> Backlog {
        let stories = names.iter().enumerate().map(|(index, (name, status))| {
            story(&format!("US-{}", index + 1), "", |s| {
                s.sprint = Some((*name).into());
                s.status = (*status).into();
            })
        });
        backlog(stories)
    }

    #[test]
    fn flags_a_name_without_a_file_and_offers_what_is_near() {
        let mut backlog = planned(&[
            ("88", "ready"),
            ("9", "new"),
            ("77", "in-progress"),
            ("$(x)", "new"),
        ]);
        backlog.sprints = vec![sprint("7", |_| {}), sprint("8", |_| {})];
        assert_eq!(
            lines(&RULE, &backlog),
            [
                "US-1.md sprint: error US-1 is planned for a Sprint that does not exist | did you mean `8`? \
                 | fix po set 1 sprint=8",
                "US-2.md sprint: error US-2 is planned for a Sprint that does not exist | no Sprint in `sprints/` is called so \
                 | fix po sprint new 9, or unset it: po set 2 sprint=",
                "US-3.md sprint: error US-3 is planned for a Sprint that does not exist | did you mean `7`? \
                 | fix po set 3 sprint=7",
                "US-4.md sprint: error US-4 is planned for a Sprint that does not exist | no Sprint in `sprints/` is called so \
                 | fix po sprint new …, or unset it: po set 4 sprint=",
            ]
        );
    }

    #[test]
    fn accepts_every_spelling_old_sprints_and_files_that_cannot_be_read() {
        let mut backlog = planned(&[
            ("08", "ready"),
            ("Sprint 8", "new"),
            ("3", "done"),
            ("x", "declined"),
            (" ", "new"),
            ("9", "new"),
        ]);
        assert!(lines(&RULE, &backlog).is_empty(), "no Sprint is declared");
        backlog.sprints = vec![sprint("8", |_| {})];
        backlog.unreadable.push(Unreadable {
            path: "sprints/2026/sprint-9.md".into(),
            id: None,
            problem: Diagnostic::error(
                "unreadable-file",
                Place::file("sprints/2026/sprint-9.md"),
                "",
                "",
            ),
        });
        let found = lines(&RULE, &backlog);
        assert_eq!(found.len(), 1, "only the unreadable file itself: {found:?}");
    }
}
