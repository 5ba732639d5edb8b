//! The baseline: what the team accepted is left out, what is new counts, and what is gone is said.

use std::collections::HashMap;

use crate::check::explain::rule;
use crate::check::fingerprint::hash;
use crate::check::located::Located;
use crate::check::report::Report;
use crate::check::rule::Weights;
use crate::check::rules::stale_baseline_entry;
use crate::check::run::in_order;
use crate::model::{Accepted, BASELINE_FILE, Diagnostic, Level, Place, StoryId};

/// Longer words are shortened; in characters.
const LONGEST: usize = 80;
/// How many characters of longer words stay. The digits of a hash follow, so that no other words look like them.
const KEPT: usize = 60;

/// Rule, owner and words: what makes a finding one that was accepted.
type Identity<'a> = (&'a str, &'a str, &'a str);

/// How many findings of one identity were accepted, and how many of these are there.
#[derive(Debug, Default)]
struct Tally {
    accepted: usize,
    found: usize,
}

/// Returns the report without the findings that were accepted, and with a finding a stale entry.
///
/// Of findings that look alike as many are left out as were accepted, from the top of the files. An entry is stale only where
/// its rule looked at the whole backlog.
#[must_use]
pub fn without_accepted(
    report: &Report,
    findings: &[Located<'_>],
    baseline: &[Accepted],
) -> Report {
    let words: Vec<String> = findings.iter().map(|item| shortened(&item.text)).collect();
    let mut tallies: HashMap<Identity<'_>, Tally> = HashMap::new();
    for entry in baseline {
        let tally = tallies.entry(identity(entry)).or_default();
        tally.accepted = tally.accepted.saturating_add(entry.count);
    }
    let mut kept: Vec<Diagnostic> = Vec::new();
    for (item, words) in findings.iter().zip(&words) {
        let rule = item.finding.rule;
        match tallies.get_mut(&(rule, item.owner(), words.as_str())) {
            Some(tally) if tally.found < tally.accepted && can_be_accepted(rule) => {
                tally.found += 1;
            }
            _ => kept.push(item.finding.clone()),
        }
    }
    let left_out = findings.len() - kept.len();
    let level = report.level_of(stale_baseline_entry::RULE.name);
    if let (Some(level), None) = (level, report.asked_for) {
        for entry in baseline {
            let Some(tally) = tallies.get_mut(&identity(entry)) else {
                continue;
            };
            let here = tally.found.min(entry.count);
            tally.found -= here;
            if here < entry.count && is_judged(report, &entry.rule) {
                kept.push(stale(entry, here, level));
            }
        }
    }
    in_order(&mut kept);
    Report {
        findings: kept,
        baseline: left_out,
        ..report.clone()
    }
}

/// What there is to accept.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acceptance {
    /// The new baseline, in its order.
    pub entries: Vec<Accepted>,
    /// How many errors it accepts now.
    pub errors: usize,
    /// How many pieces of advice it accepts now.
    pub advice: usize,
    /// How many findings of the old baseline are gone.
    pub gone: usize,
    /// How many findings nobody can accept.
    pub refused: usize,
}

/// Returns the baseline of today's findings. Entries of rules that did not look stay as they are.
#[must_use]
pub fn accept(report: &Report, findings: &[Located<'_>], old: &[Accepted]) -> Acceptance {
    let mut acceptance = Acceptance::default();
    let mut entries: HashMap<(String, String, String), usize> = HashMap::new();
    for item in findings {
        let rule = item.finding.rule;
        if !can_be_accepted(rule) {
            acceptance.refused += 1;
            continue;
        }
        match item.finding.level {
            Level::Error => acceptance.errors += 1,
            Level::Advice => acceptance.advice += 1,
        }
        let identity = (
            rule.to_owned(),
            item.owner().to_owned(),
            shortened(&item.text),
        );
        *entries.entry(identity).or_default() += 1;
    }
    for entry in old {
        let identity = (entry.rule.clone(), entry.owner.clone(), entry.text.clone());
        if is_judged(report, &entry.rule) {
            let now = entries.get(&identity).copied().unwrap_or(0);
            acceptance.gone += entry.count.saturating_sub(now);
        } else {
            let count = entries.entry(identity).or_default();
            *count = count.saturating_add(entry.count);
        }
    }
    acceptance.entries = entries
        .into_iter()
        .map(|((rule, owner, text), count)| Accepted {
            rule,
            owner,
            text,
            count,
            range: 0..0,
        })
        .collect();
    acceptance.entries.sort_by(|a, b| a.order().cmp(&b.order()));
    acceptance
}

fn identity(entry: &Accepted) -> Identity<'_> {
    (&entry.rule, &entry.owner, &entry.text)
}

/// What cannot be read is never accepted: nobody would see what else becomes wrong in it.
fn can_be_accepted(name: &str) -> bool {
    rule(name).is_ok_and(|rule| rule.weights != Weights::Always)
}

/// Whether a missing finding of that rule means that it is gone: the rule looked, or there is no such rule, or none to accept.
fn is_judged(report: &Report, name: &str) -> bool {
    let is_known = rule(name).is_ok_and(|rule| rule.name == name);
    report.level_of(name).is_some() || !is_known
}

/// Words as the baseline holds them, at most [`LONGEST`] characters.
fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let kept: String = text.chars().take(KEPT).collect();
    let digits = format!("{:032x}", hash([text]));
    format!("{kept}… {}", &digits[..16])
}

fn stale(entry: &Accepted, here: usize, level: Level) -> Diagnostic {
    let (name, owner) = (&entry.rule, &entry.owner);
    let message = match rule(name) {
        Ok(known) if known.name != name => format!("there is no rule `{name}` to accept"),
        Err(_) => format!("there is no rule `{name}` to accept"),
        Ok(known) if known.weights == Weights::Always => {
            format!("`{name}` is never accepted")
        }
        Ok(_) if here > 0 => format!(
            "{here} of {} accepted findings of `{name}` in {owner} are still there",
            entry.count
        ),
        Ok(_) => format!("the accepted finding of `{name}` in {owner} is gone"),
    };
    let place = Place::bytes(BASELINE_FILE, entry.range.clone());
    let finding = Diagnostic {
        level,
        ..stale_baseline_entry::RULE.finding(place, message, "accepts nothing any more")
    };
    let finding = finding.fix("po check --add-baseline");
    match owner.parse::<StoryId>() {
        Ok(_) => finding.story(owner),
        Err(_) => finding,
    }
}

#[cfg(test)]
mod tests {
    use super::{accept, shortened, without_accepted};
    use crate::check::{Located, Report};
    use crate::model::{Accepted, Diagnostic, Level, Location, Place};

    fn finding(rule: &'static str, story: &str) -> Diagnostic {
        let path = format!("stories/{story}.md");
        Diagnostic::error(rule, Place::file(path), "words", "").story(story)
    }

    fn report(findings: Vec<Diagnostic>) -> Report {
        let rules = [
            "self-dependency",
            "duplicate-criterion",
            "stale-baseline-entry",
            "unreadable-file",
        ];
        Report {
            findings,
            rules: rules.map(|rule| (rule, Level::Advice)).to_vec(),
            ..Report::default()
        }
    }

    fn located<'a>(report: &'a Report, text: &str) -> Vec<Located<'a>> {
        let locate = |finding| Located {
            finding,
            location: Location::START,
            text: text.to_owned(),
        };
        report.findings.iter().map(locate).collect()
    }

    fn entry(rule: &str, owner: &str, text: &str, count: usize) -> Accepted {
        Accepted {
            rule: rule.to_owned(),
            owner: owner.to_owned(),
            text: text.to_owned(),
            count,
            range: 0..0,
        }
    }

    fn said(report: &Report) -> Vec<&str> {
        report.findings.iter().map(|f| f.message.as_str()).collect()
    }

    #[test]
    fn what_was_accepted_is_left_out_and_only_the_surplus_counts() {
        let three = || vec![finding("duplicate-criterion", "US-1"); 3];
        let before = report(three());
        let accepted = accept(&before, &located(&before, "x"), &[]);
        assert_eq!(
            accepted.entries,
            [entry("duplicate-criterion", "US-1", "x", 3)]
        );
        assert_eq!((accepted.errors, accepted.advice), (3, 0));
        let now = without_accepted(&before, &located(&before, "x"), &accepted.entries);
        assert_eq!((now.findings.len(), now.baseline), (0, 3));

        let more = report([three(), three()].concat());
        let now = without_accepted(&more, &located(&more, "x"), &accepted.entries);
        assert_eq!((now.findings.len(), now.baseline), (3, 3));
        let other = without_accepted(&before, &located(&before, "y"), &accepted.entries);
        assert_eq!((other.findings.len(), other.baseline), (4, 0));
    }

    #[test]
    fn what_is_gone_is_said_where_its_rule_looked_at_everything() {
        let old = [
            entry("self-dependency", "US-2", "", 1),
            entry("duplicate-criterion", "US-1", "x", 3),
            entry("duplicate-criterion", "US-1", "x", 1),
            entry("missing-acceptance-criteria", "US-2", "", 1),
            entry("self_dependency", "po.yaml", "", 1),
            entry("unreadable-file", "US-3", "x", 1),
        ];
        let mut now = report(vec![
            finding("duplicate-criterion", "US-1"),
            finding("unreadable-file", "US-3"),
        ]);
        let judged = without_accepted(&now, &located(&now, "x"), &old);
        let mut words = said(&judged);
        words.sort_unstable();
        assert_eq!(
            words,
            [
                "1 of 3 accepted findings of `duplicate-criterion` in US-1 are still there",
                "`unreadable-file` is never accepted",
                "the accepted finding of `duplicate-criterion` in US-1 is gone",
                "the accepted finding of `self-dependency` in US-2 is gone",
                "there is no rule `self_dependency` to accept",
                "words",
            ]
        );
        now.asked_for = Some(1);
        assert_eq!(
            said(&without_accepted(&now, &located(&now, "x"), &old)),
            ["words"]
        );
        now.asked_for = None;
        now.rules
            .retain(|(rule, _)| *rule != "stale-baseline-entry");
        assert_eq!(
            said(&without_accepted(&now, &located(&now, "x"), &old)),
            ["words"]
        );
    }

    #[test]
    fn accepting_again_drops_what_is_gone_and_keeps_what_was_not_looked_for() {
        let old = [
            entry("self-dependency", "US-2", "", 2),
            entry("missing-acceptance-criteria", "US-2", "status", 1),
            entry("vanished-rule", "US-2", "status", 1),
        ];
        let now = report(vec![
            finding("unreadable-file", "US-3"),
            finding("self-dependency", "US-10"),
            finding("self-dependency", "US-9"),
        ]);
        let accepted = accept(&now, &located(&now, ""), &old);
        assert_eq!(
            accepted.entries,
            [
                entry("missing-acceptance-criteria", "US-2", "status", 1),
                entry("self-dependency", "US-9", "", 1),
                entry("self-dependency", "US-10", "", 1),
            ]
        );
        assert_eq!((accepted.gone, accepted.refused), (3, 1));
    }

    #[test]
    fn long_words_are_shortened_and_still_differ() {
        let long = |end: &str| format!("{}{end}", "é".repeat(80));
        assert_eq!(shortened(&long("")), long(""));
        let (one, two) = (shortened(&long("a")), shortened(&long("b")));
        assert_ne!(one, two);
        assert_eq!(one.chars().count(), 78);
    }
}
