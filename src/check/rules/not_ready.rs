//! `not-ready`: the item does not meet the team's own Definition of Ready.

use crate::check::context::Context;
use crate::check::definition_of_ready::{Lack, Remedy};
use crate::check::due::Due;
use crate::check::findings::Findings;
use crate::check::rule::{Group, Items, Rule, RuleCheck, Weights};
use crate::check::rules::missing_acceptance_criteria;
use crate::check::subject::Subject;
use crate::model::Story;

/// An error: it speaks only where a team wrote a definition, and then the team meant it.
pub const RULE: Rule = Rule {
    name: "not-ready",
    group: Group::Readiness,
    weights: Weights::Error,
    items: Items::All,
    options: &[],
    docs: DOCS,
    check: RuleCheck::PerStory(check),
};

const DOCS: &str = "\
## What it does

Reports an item that is ready or in progress, or that is in a Sprint, and does not meet the `definition_of_ready` of
`po.yaml`. All that is missing is named at once. Without that key the rule asks for nothing. Epics and items with children
are left out.

## Why it matters

The Scrum Guide knows no Definition of Ready; a team that agreed on one did so because work on items without these things
went wrong. A Sprint that is planned with them is planned on guesses.

## Example

`po.yaml` says `definition_of_ready: [criteria, points<=8, no-questions]`. Bad:

```yaml
title: Guest checkout
status: ready
points: 13
```

Good: the item was split, its questions are answered, and each part says

```yaml
title: Pay as a guest
status: ready
points: 5
```

## How to fix

Fill in what is named. If nobody can yet, the item is not ready: `po set 15 status=new`.

## Options

`definition_of_ready` in `po.yaml` is a list of these:

- `criteria`: at least one acceptance criterion
- `points`, `epic`, `release`: the field is set
- `value`: it or an epic above it has a `value` or a `cost_of_delay`
- `role`, `want`, `benefit`: the user story says who, what and why; asked of user stories only
- `no-questions`: every question under `## Questions` is ticked or answered
- `dependencies`: all it waits for is done, or planned for the same Sprint or an earlier one
- any other field, or a key that `keys` lists: it is set; `objective` may be set on an epic above
- a query as for `po list -q`, which the item must meet: `points<=8`, `-is:blocked`, `label:web,api` in quotes
";

fn check(context: &Context, subject: &Subject, found: &mut Findings) {
    let demands = &context.settings.ready;
    let story = subject.story;
    if demands.is_empty() || subject.body().is_none() {
        return;
    }
    let Some(due) = Due::of(context, story) else {
        return;
    };
    let lacks: Vec<Lack> = demands
        .iter()
        .filter_map(|demand| demand.lack(context, subject))
        .collect();
    if lacks.is_empty() || is_said(context, story, due, &lacks) {
        return;
    }
    let words: Vec<&str> = lacks.iter().map(|lack| lack.words.as_str()).collect();
    let count = demands.len();
    found.push(
        RULE.finding(
            due.place(story),
            format!(
                "{} but does not meet the Definition of Ready: {}",
                due.words(story),
                words.join(", ")
            ),
            format!("{} of {count} met", count - lacks.len()),
        )
        .why("`definition_of_ready` in po.yaml asks for it")
        .fix(fix(context, story, due, &lacks))
        .story(&story.id),
    );
}

/// Whether all that is missing are criteria, and the rule on these says so already.
fn is_said(context: &Context, story: &Story, due: Due, lacks: &[Lack]) -> bool {
    let kind = context.kind(story);
    lacks.iter().all(|lack| lack.remedy == Remedy::Criteria)
        && due == Due::State
        && Context::is_due(kind, context.criteria_from())
        && context.looks_at(&missing_acceptance_criteria::RULE, story)
}

/// The commands that fill in what is missing, or else the one that makes the item wait.
fn fix(context: &Context, story: &Story, due: Due, lacks: &[Lack]) -> String {
    let id = context.typed(&story.id);
    let fields: Vec<String> = lacks
        .iter()
        .filter_map(|lack| match &lack.remedy {
            Remedy::Set(name) => Some(format!("{}=…", Context::pasteable(name)?)),
            _ => None,
        })
        .collect();
    let mut commands = Vec::new();
    if !fields.is_empty() {
        commands.push(format!("po set {id} {}", fields.join(" ")));
    }
    for lack in lacks {
        match lack.remedy {
            Remedy::Criteria => {
                commands.push(format!("po ac {id} add \"Given …, when …, then …\""));
            }
            Remedy::Answer(number) => {
                commands.push(format!("po note {id} --answer {number} \"…\""));
            }
            Remedy::Set(_) | Remedy::Other => {}
        }
    }
    if commands.is_empty() {
        return format!("if it has to wait: {}", due.undo(context, story));
    }
    commands.join("; ")
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::check::sample::{backlog, lines, ready_word, report, sprint, story};
    use crate::model::{Backlog, Hundredths, Story};

    const BODY: &str = "As a guest, I want to pay.\n\n## Questions\n\n- [x] 2026-11-19 When?\n- [ ] 2026-11-19 Which card?\n- 2026-11-20 Why?\n";
    const COMPLETE: &str = "As a guest, I want to pay so that I am done.\n\n## Acceptance criteria\n\n- [ ] It works\n";

    fn defined(words: &[&str], stories: Vec<Story>) -> Backlog {
        let mut backlog = backlog(stories);
        backlog.config.keys = vec!["team".into()];
        backlog.config.definition_of_ready = words.iter().map(|word| ready_word(word)).collect();
        backlog.sprints = vec![sprint("8", |_| {}), sprint("9", |_| {})];
        backlog
    }

    fn ready(id: &str, body: &str, change: impl FnOnce(&mut Story)) -> Story {
        story(id, body, |s| {
            s.status = "ready".into();
            change(s);
        })
    }

    const WORDS: [&str; 13] = [
        "Criteria",
        "points",
        "value",
        "role",
        "want",
        "benefit",
        "epic",
        "release",
        "no-questions",
        "dependencies",
        "team",
        "points<=8",
        "-is:blocked",
    ];

    #[test]
    fn flags_all_that_is_missing_at_once() {
        let item = ready("US-1", BODY, |s| {
            s.depends_on = vec!["US-2".into(), "US-99".into()];
            s.blocked = Some("the contract".into());
        });
        let other = story("US-2", "", |_| {});
        assert_eq!(
            lines(&RULE, &defined(&WORDS, vec![item, other])),
            [
                "US-1.md status:: error US-1 is ready but does not meet the Definition of Ready: no acceptance criteria, \
                 no points, no value, no benefit, no epic, no release, 2 open questions, waits for US-2, no `team`, \
                 not `points<=8`, not `-is:blocked` | 2 of 13 met \
                 | why `definition_of_ready` in po.yaml asks for it \
                 | fix po set 1 points=… value=… epic=… release=… team=…; po ac 1 add \"Given …, when …, then …\"; \
                 po note 1 --answer 2 \"…\""
            ]
        );
    }

    #[test]
    fn flags_what_a_sprint_took_too_early() {
        let items = vec![
            story("US-1", "", |s| {
                s.sprint = Some("8".into());
                s.depends_on = vec!["US-2".into(), "US-3".into(), "US-4".into()];
            }),
            ready("US-2", "", |s| s.sprint = Some("9".into())),
            ready("US-3", "", |s| s.status = "declined".into()),
            ready("US-4", "", |s| s.sprint = Some("8".into())),
        ];
        assert_eq!(
            lines(&RULE, &defined(&["dependencies"], items)),
            [
                "US-1.md sprint:: error US-1 is in Sprint 8 but does not meet the Definition of Ready: waits for US-2 and US-3 \
                 | 0 of 1 met | why `definition_of_ready` in po.yaml asks for it | fix if it has to wait: po set 1 sprint="
            ]
        );
    }

    #[test]
    fn accepts_what_is_complete_not_due_or_not_asked() {
        let lacking = |status: &str, item_type: &str| {
            story("US-5", "", |s| {
                s.status = status.into();
                s.item_type = item_type.into();
            })
        };
        let complete = ready("US-1", COMPLETE, |s| {
            s.points = Some(Hundredths::whole(8));
            s.epic = Some("US-2".into());
            s.release = Some("1.2".into());
            s.unknown_keys = vec!["team".into()];
            s.depends_on = vec!["US-3".into(), "US-4".into(), "US-1".into()];
        });
        let items = vec![
            complete,
            story("US-2", "", |s| s.value = Some(Hundredths::whole(5))),
            story("US-3", "", |s| s.status = "done".into()),
            story("US-4", "", |s| s.sprint = Some("8".into())),
            lacking("new", "story"),
            lacking("done", "story"),
            lacking("declined", "story"),
            lacking("ready", "epic"),
        ];
        let mut backlog = defined(&WORDS, items);
        backlog.sprints[0].closed = None;
        let found = lines(&RULE, &backlog);
        assert!(
            found.iter().all(|line| line.starts_with("US-4.md sprint:")),
            "{found:?}"
        );
        let sentence = ["role", "want", "benefit"];
        let bug = ready("US-1", "", |s| s.item_type = "bug".into());
        assert!(lines(&RULE, &defined(&sentence, vec![bug])).is_empty());
        let undefined = vec![ready("US-1", "", |_| {})];
        assert!(lines(&RULE, &defined(&[], undefined)).is_empty());
    }

    #[test]
    fn accepts_missing_criteria_where_their_own_rule_speaks() {
        let rules = |words: &[&str]| -> Vec<&str> {
            let found = report(&defined(words, vec![ready("US-1", "", |_| {})])).findings;
            let errors = found.iter().map(|finding| finding.rule);
            let own = [RULE.name, "missing-acceptance-criteria"];
            errors.filter(|rule| own.contains(rule)).collect()
        };
        assert_eq!(rules(&["criteria"]), ["missing-acceptance-criteria"]);
        assert_eq!(
            rules(&["criteria", "points"]),
            ["missing-acceptance-criteria", "not-ready"]
        );
    }

    #[test]
    fn words_that_mean_nothing_are_said() {
        let backlog = defined(
            &[
                "critera",
                "teem",
                "points<=much",
                "is:redy",
                "card",
                "points",
            ],
            Vec::new(),
        );
        let found = report(&backlog).findings;
        let said: Vec<String> = found
            .iter()
            .map(|f| format!("{} {} | {}", f.rule, f.message, f.label))
            .collect();
        assert_eq!(said.len(), 5, "{said:#?}");
        assert!(
            said.iter()
                .all(|line| line.starts_with("invalid-config-value"))
        );
        for words in [
            "`definition_of_ready`: `critera` is not known | did you mean `criteria`?",
            "`definition_of_ready`: `teem` is not known | did you mean `team`?",
            "`definition_of_ready`: there is no `is:redy` | did you mean `ready`?",
            "`card` is not known | neither a word, a field nor a query",
        ] {
            assert!(
                said.iter().any(|line| line.contains(words)),
                "{words}: {said:#?}"
            );
        }
    }
}
