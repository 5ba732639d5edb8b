//! Runs the rules and brings their findings into one order.

use std::ops::Range;

use crate::check::context::Context;
use crate::check::explain::rule;
use crate::check::findings::Findings;
use crate::check::report::Report;
use crate::check::rule::{Rule, RuleCheck};
use crate::check::rules::RULES;
use crate::check::settings::{Settings, is_user_story};
use crate::check::subject::Subject;
use crate::check::suppression::{Suppression, pass_over, suppressions};
use crate::model::{At, Backlog, Diagnostic, Level, field_position};

type Look = fn(&Context, &Subject, &mut Findings);
type LookAtAll = fn(&Context, &mut Findings);

/// A check under way: its parts may be worked out in any order and on any thread.
#[derive(Debug)]
pub struct Check<'a> {
    context: Context<'a>,
    per_story: Vec<(usize, Look)>,
    whole: Vec<LookAtAll>,
}

/// What a share of the work came to.
#[derive(Debug, Default)]
pub struct Part {
    findings: Vec<Diagnostic>,
    suppressions: Vec<Suppression>,
    open_items: usize,
    new_without_criteria: usize,
}

impl<'a> Check<'a> {
    /// Returns a check of that backlog, read with bodies, by the rules that are on.
    #[must_use]
    pub fn new(backlog: &'a Backlog, settings: Settings) -> Self {
        let mut check = Self {
            context: Context::new(backlog, settings),
            per_story: Vec::new(),
            whole: Vec::new(),
        };
        for (index, rule) in RULES.iter().enumerate() {
            match rule.check {
                _ if !check.context.settings.runs(rule) => {}
                RuleCheck::PerStory(look) => check.per_story.push((index, look)),
                RuleCheck::Whole(look) => check.whole.push(look),
                RuleCheck::Reader => {}
            }
        }
        check
    }

    /// Looks at some stories of the backlog, given by their places in it, one after the other.
    #[must_use]
    pub fn stories(&self, places: Range<usize>) -> Part {
        let config = &self.context.backlog.config;
        let mut findings = Findings::default();
        let mut part = Part::default();
        for subject in places.map_while(|place| Subject::new(&self.context, place)) {
            let story = subject.story;
            let is_user_story = is_user_story(config, story);
            let settings = &self.context.settings;
            for (index, look) in &self.per_story {
                if let Some(level) = settings.weight_at(*index, config, story, is_user_story) {
                    findings.weigh(level);
                    look(&self.context, &subject, &mut findings);
                }
            }
            if let Some(body) = subject.body() {
                let asked = suppressions(story, body);
                part.suppressions.extend(asked);
            }
            part.open_items += usize::from(subject.kind.is_open());
            part.new_without_criteria += usize::from(self.waits_for_criteria(&subject));
        }
        part.findings = findings.into_list();
        part
    }

    /// Looks at the backlog as a whole.
    #[must_use]
    pub fn whole(&self) -> Part {
        let mut findings = Findings::default();
        for look in &self.whole {
            look(&self.context, &mut findings);
        }
        Part {
            findings: self.weighed(findings.into_list()),
            ..Part::default()
        }
    }

    /// Puts the parts together with what the readers found. What a reader and a rule both found stands once.
    #[must_use]
    pub fn finish(self, read: Vec<Diagnostic>, parts: impl IntoIterator<Item = Part>) -> Report {
        let settings = &self.context.settings;
        let unreadable = self.context.backlog.unreadable.iter();
        let read: Vec<Diagnostic> = read
            .into_iter()
            .chain(unreadable.map(|file| file.problem.clone()))
            .chain(settings.problems.iter().cloned())
            .collect();
        let looked = RULES.iter().filter(|rule| settings.runs(rule));
        let level = |rule: &Rule| {
            settings
                .weight(rule)
                .unwrap_or(rule.weights.when_selected())
        };
        let mut report = Report {
            findings: self.weighed(read),
            rules: looked.map(|rule| (rule.name, level(rule))).collect(),
            ..Report::default()
        };
        let mut asked = Vec::new();
        for part in parts {
            report.findings.extend(part.findings);
            report.open_items += part.open_items;
            report.new_without_criteria += part.new_without_criteria;
            asked.extend(part.suppressions);
        }
        let (ignored, needless) =
            pass_over(&asked, &mut report.findings, |rule| settings.runs(rule));
        report.ignored = ignored;
        report.findings.extend(self.weighed(needless));
        in_order(&mut report.findings);
        report
            .findings
            .dedup_by(|a, b| a.rule == b.rule && a.place == b.place);
        report
    }

    /// Findings of rules that did not know what they weigh, with the team's levels; those of rules that are off are left out.
    fn weighed(&self, findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let backlog = self.context.backlog;
        let settings = &self.context.settings;
        if findings.is_empty() {
            return findings;
        }
        let by_path = backlog.by_path();
        let weighed = |mut finding: Diagnostic| {
            let Ok(rule) = rule(finding.rule) else {
                return Some(finding);
            };
            let weight = match by_path.get(finding.place.path.as_str()) {
                Some(story) => {
                    finding.story.get_or_insert_with(|| story.id.to_string());
                    settings.weight_on(rule, &backlog.config, story)
                }
                None => settings.weight(rule),
            };
            finding.level = milder(finding.level, rule, weight?);
            Some(finding)
        };
        findings.into_iter().filter_map(weighed).collect()
    }

    /// Whether an open item has no criteria yet in a state that asks for none.
    fn waits_for_criteria(&self, subject: &Subject) -> bool {
        let from = self.context.criteria_from();
        subject.kind.is_open()
            && !Context::is_due(subject.kind, from)
            && subject.body().is_some()
            && !self.context.gathers_others(subject.story)
            && subject.criteria().is_empty()
    }
}

/// The level of a finding: the team's, but a reader that gave advice under a rule of errors keeps to it unless the team says more.
fn milder(own: Level, rule: &Rule, weight: Level) -> Level {
    let is_usual = weight == rule.weights.when_selected();
    if own == Level::Advice && is_usual {
        own
    } else {
        weight
    }
}

/// Brings findings into the order of a report.
pub(super) fn in_order(findings: &mut [Diagnostic]) {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
}

/// Path, place and rule: the front matter before the body, its keys in the order in which `po` writes them.
fn order(finding: &Diagnostic) -> (&str, (u8, usize), &At, &str) {
    let key = |key: &str| (2, field_position(key).unwrap_or(usize::MAX));
    let place = match &finding.place.at {
        At::File => (0, 0),
        At::Bytes(range) => (1, range.start),
        At::Key(name) | At::Value(name) | At::Item(name, _) => key(name),
        At::Body(range) => (3, range.start),
    };
    (&finding.place.path, place, &finding.place.at, finding.rule)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};

    use super::{Check, Report};
    use crate::check::RULES;
    use crate::check::sample::{backlog, default_settings, story};
    use crate::model::{At, Backlog, Config, Diagnostic, Place, Story, StoryId, Unreadable};

    /// Checks a backlog, read with bodies, on this thread. `read` is what the readers found.
    fn run(backlog: &Backlog, read: Vec<Diagnostic>) -> Report {
        let check = Check::new(backlog, default_settings());
        let parts = [check.stories(0..backlog.stories().len()), check.whole()];
        check.finish(read, parts)
    }

    fn rules(report: &Report) -> Vec<&str> {
        report.findings.iter().map(|f| f.rule).collect()
    }

    #[test]
    fn findings_of_readers_and_rules_stand_in_one_order_and_once() {
        let backlog = backlog([
            story("US-2", "", |s| s.depends_on = vec!["US-2".into()]),
            story("US-1", "", |s| {
                s.status = "ready".into();
                s.item_type = "spike".into();
            }),
        ]);
        let read = || {
            let first = Place::bytes("stories/US-2.md", 4..9);
            Diagnostic::error("invalid-value", first, "`points` is not a number", "")
        };
        let report = run(&backlog, vec![read(), read()]);
        assert_eq!(
            rules(&report),
            [
                "missing-acceptance-criteria",
                "invalid-value",
                "self-dependency"
            ]
        );
        assert!(report.has_errors());
    }

    #[test]
    fn an_unreadable_file_is_said_even_when_nobody_passed_it_on() {
        let problem = Diagnostic::error(
            "unreadable-file",
            Place::file("stories/US-9.md"),
            "not text",
            "",
        );
        let unreadable = Unreadable {
            path: "stories/US-9.md".into(),
            id: "US-9".parse::<StoryId>().ok(),
            problem: problem.clone(),
        };
        let backlog = Backlog::new(Config::default(), Vec::new(), vec![unreadable]);
        assert_eq!(rules(&run(&backlog, Vec::new())), ["unreadable-file"]);
        assert_eq!(rules(&run(&backlog, vec![problem])), ["unreadable-file"]);
    }

    #[test]
    fn counts_open_items_and_those_that_wait_for_criteria() {
        let criteria = "## Acceptance criteria\n\n- [ ] It works\n";
        let backlog = backlog([
            story("US-1", "", |s| s.status = "new".into()),
            story("US-2", criteria, |s| s.status = "new".into()),
            story("US-3", "", |s| s.item_type = "epic".into()),
            story("US-4", criteria, |s| s.status = "ready".into()),
            story("US-5", "", |s| s.status = "declined".into()),
            story("US-6", "", |_| {}),
        ]);
        let report = run(&backlog, Vec::new());
        assert_eq!((report.open_items, report.new_without_criteria), (5, 2));
        assert!(!report.has_errors(), "{:?}", report.findings);
    }

    #[test]
    fn shares_of_the_work_come_to_the_same_report() {
        let backlog = backlog((1..=20).map(|n| {
            story(&format!("US-{n}"), "", |s| {
                s.status = "ready".into();
                s.depends_on = vec![format!("US-{}", n + 5)];
            })
        }));
        let check = Check::new(&backlog, default_settings());
        let parts: Vec<_> = std::thread::scope(|scope| {
            let shares = [0..7, 7..14, 14..99];
            let check = &check;
            let work: Vec<_> = shares
                .into_iter()
                .map(|share| scope.spawn(move || check.stories(share)))
                .collect();
            work.into_iter().map(|part| part.join().unwrap()).collect()
        });
        let whole = check.whole();
        let report = check.finish(Vec::new(), parts.into_iter().rev().chain([whole]));
        assert_eq!(report, run(&backlog, Vec::new()));
        assert!(report.findings.len() >= 20);
    }

    fn reference() -> impl Strategy<Value = String> {
        prop_oneof![
            (1..12u64).prop_map(|n| format!("US-{n}")),
            (0..12u64).prop_map(|n| n.to_string()),
            "\\PC{0,8}",
        ]
    }

    fn item() -> impl Strategy<Value = Story> {
        let body = prop_oneof![
            "(## Acceptance criteria\n|- \\[[ x]\\] ?|[a-c ]{0,3}\n|  - |\\PC{0,5}|```\n){0,12}",
            Just("## Acceptance criteria\n\n- [x] a\n".to_owned()),
        ];
        let status = prop_oneof![
            Just("new"),
            Just("ready"),
            Just("Done"),
            Just("declined"),
            Just("?")
        ];
        (
            1..12u64,
            body,
            status,
            proptest::collection::vec(reference(), 0..4),
            proptest::option::of(reference()),
            "(US-[0-9]{1,2})?\\PC{0,4}",
        )
            .prop_map(|(number, body, status, depends_on, epic, name)| {
                story(&format!("US-{number}"), &body, |s| {
                    s.status = status.to_owned();
                    s.depends_on = depends_on;
                    s.epic = epic;
                    s.path = format!("stories/{name}.md");
                })
            })
    }

    proptest! {
        #[test]
        fn any_backlog_is_checked_and_every_finding_makes_sense(
            items in proptest::collection::vec(item(), 0..12)
        ) {
            let backlog = backlog(items);
            let report = run(&backlog, Vec::new());
            prop_assert!(report.findings.is_sorted_by_key(|f| (&f.place.path, ())));
            prop_assert!(report.new_without_criteria <= report.open_items);
            for finding in &report.findings {
                let known = RULES.iter().any(|rule| rule.name == finding.rule);
                prop_assert!(known, "{}", finding.rule);
                prop_assert!(!finding.message.is_empty() && !finding.message.ends_with('.'));
                let mut places = backlog.stories().iter().filter(|s| s.path == finding.place.path);
                prop_assert!(places.any(|story| match &finding.place.at {
                    At::Body(range) => story.body.as_deref().unwrap().get(range.start..range.end).is_some(),
                    At::Item(_, index) => *index < story.depends_on.len(),
                    _ => true,
                }), "{finding:?}");
            }
        }
    }
}
