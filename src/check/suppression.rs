//! Findings that a story asks to pass over: `<!-- po: ignore RULE because … -->`.

use std::collections::HashMap;
use std::ops::Range;

use crate::check::explain::rule;
use crate::check::rule::{Rule, Weights};
use crate::check::rules::needless_suppression;
use crate::model::{Diagnostic, Place, Story};
use crate::text::directives;

/// The rules that one comment passes over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Suppression {
    /// The file.
    path: String,
    /// The id of the story, as text.
    story: String,
    /// The names, with their bytes in the body.
    rules: Vec<(String, Range<usize>)>,
    /// The comment's bytes in the body.
    comment: Range<usize>,
    has_reason: bool,
}

/// Returns what the body of a story asks to pass over.
pub(super) fn suppressions(story: &Story, body: &str) -> Vec<Suppression> {
    directives(body)
        .into_iter()
        .filter_map(|directive| {
            let words = &body[directive.words.clone()];
            let rest = words.strip_prefix("ignore")?;
            if rest.starts_with(|c: char| !c.is_whitespace()) {
                return None;
            }
            let names = directive.words.start + "ignore".len();
            let (listed, reason) = split_reason(rest);
            Some(Suppression {
                path: story.path.clone(),
                story: story.id.to_string(),
                rules: rules(listed, names),
                comment: directive.range,
                has_reason: reason.is_some_and(|reason| !reason.trim().is_empty()),
            })
        })
        .collect()
}

/// The names, and the words after `because`.
fn split_reason(text: &str) -> (&str, Option<&str>) {
    let mut at = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        if word.trim().eq_ignore_ascii_case("because") {
            return (&text[..at], Some(&text[at + word.len()..]));
        }
        at += word.len();
    }
    (text, None)
}

/// Names parted by commas or blanks.
fn rules(listed: &str, start: usize) -> Vec<(String, Range<usize>)> {
    let mut rules = Vec::new();
    let mut at = start;
    for word in listed.split_inclusive(|c: char| c == ',' || c.is_whitespace()) {
        let name = word.trim_matches(|c: char| c == ',' || c.is_whitespace());
        if !name.is_empty() {
            rules.push((name.to_owned(), at..at + name.len()));
        }
        at += word.len();
    }
    rules
}

/// Takes out what was asked to be passed over. Returns how many findings that were, and what is wrong with the comments.
///
/// `runs` says whether a rule looked at all: a comment is needless only where it did.
pub(super) fn pass_over(
    asked: &[Suppression],
    findings: &mut Vec<Diagnostic>,
    runs: impl Fn(&Rule) -> bool,
) -> (usize, Vec<Diagnostic>) {
    let mut used: Vec<Vec<bool>> = asked.iter().map(|a| vec![false; a.rules.len()]).collect();
    let before = findings.len();
    if !asked.is_empty() {
        let mut by_path: HashMap<&str, Vec<usize>> = HashMap::new();
        for (index, suppression) in asked.iter().enumerate() {
            by_path.entry(&suppression.path).or_default().push(index);
        }
        findings.retain(|finding| {
            let here = by_path.get(finding.place.path.as_str());
            !here.is_some_and(|here| is_passed_over(asked, here, finding, &mut used))
        });
    }
    let mut found = Vec::new();
    for (suppression, used) in asked.iter().zip(used) {
        judge(suppression, &used, &runs, &mut found);
    }
    (before - findings.len(), found)
}

/// Whether one of the comments of its file, given by their places among all, passes over a finding.
fn is_passed_over(
    asked: &[Suppression],
    here: &[usize],
    finding: &Diagnostic,
    used: &mut [Vec<bool>],
) -> bool {
    let always = |rule: &Rule| rule.weights == Weights::Always;
    if rule(finding.rule).is_ok_and(always) {
        return false;
    }
    let mut found = false;
    for &index in here {
        for ((name, _), used) in asked[index].rules.iter().zip(&mut used[index]) {
            if name == finding.rule {
                *used = true;
                found = true;
            }
        }
    }
    found
}

fn judge(
    suppression: &Suppression,
    used: &[bool],
    runs: &impl Fn(&Rule) -> bool,
    found: &mut Vec<Diagnostic>,
) {
    let mut report = |range: &Range<usize>, message: String, label: &str, fix: String| {
        let place = Place::body(&suppression.path, range.clone());
        found.push(
            needless_suppression::RULE
                .finding(place, message, label)
                .fix(fix)
                .story(&suppression.story),
        );
    };
    let take_out = "take the comment out";
    if suppression.rules.is_empty() {
        report(
            &suppression.comment,
            "a comment names no rule to ignore".to_owned(),
            "names no rule",
            "write `<!-- po: ignore RULE because … -->`".to_owned(),
        );
        return;
    }
    for ((name, range), used) in suppression.rules.iter().zip(used) {
        match rule(name) {
            Ok(known) if known.name == name => {
                if !used && runs(known) {
                    report(
                        range,
                        format!("`{name}` finds nothing here that a comment would need to ignore"),
                        needless_suppression::LABEL,
                        take_out.to_owned(),
                    );
                }
            }
            other => {
                let meant = match other {
                    Ok(known) => Some(known.name),
                    Err(error) => error.nearest,
                };
                report(
                    range,
                    format!("there is no rule `{name}` to ignore"),
                    "not a rule",
                    meant.map_or_else(|| take_out.to_owned(), |meant| format!("write `{meant}`")),
                );
            }
        }
    }
    if !suppression.has_reason {
        report(
            &suppression.comment,
            "the comment does not say why".to_owned(),
            "add `because …`",
            "write `<!-- po: ignore RULE because … -->`, so that the next reader can judge it"
                .to_owned(),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::sample::{backlog, default_settings, story};
    use crate::check::{Check, Report};
    use crate::model::{Backlog, Place};

    fn run(backlog: &Backlog) -> Report {
        let check = Check::new(backlog, default_settings());
        let parts = [check.stories(0..backlog.stories().len()), check.whole()];
        check.finish(Vec::new(), parts)
    }

    fn of(body: &str) -> (usize, Vec<String>) {
        // A spike, of which nobody asks for a user story or an estimate.
        let backlog = backlog([story("US-1", body, |s| {
            s.status = "ready".into();
            s.item_type = "spike".into();
        })]);
        let report = run(&backlog);
        let said = report.findings.iter().map(|finding| {
            let at = match &finding.place {
                place if *place == Place::key("stories/US-1.md", "status") => "status".to_owned(),
                place => match place.at {
                    crate::model::At::Body(range) => body[range.start..range.end].to_owned(),
                    _ => panic!("{place:?}"),
                },
            };
            format!("{} {at}: {}", finding.rule, finding.message)
        });
        (report.ignored, said.collect())
    }

    #[test]
    fn a_comment_passes_over_what_it_names() {
        let body = "Text.\n\n<!-- po: ignore missing-acceptance-criteria because they stand in the contract -->\n";
        assert_eq!(of(body), (1, Vec::new()));
    }

    #[test]
    fn a_comment_that_helps_nobody_is_advice() {
        let body = "<!-- po: ignore missing-acceptance-criteria, self-dependency -->\n\n\
                    x <!-- po: ignore self_dependency dupplicate-id because so --> <!-- po: ignore -->\n";
        assert_eq!(
            of(body),
            (
                1,
                [
                    "needless-suppression <!-- po: ignore missing-acceptance-criteria, self-dependency -->: the comment does not say why",
                    "needless-suppression self-dependency: `self-dependency` finds nothing here that a comment would need to ignore",
                    "needless-suppression self_dependency: there is no rule `self_dependency` to ignore",
                    "needless-suppression dupplicate-id: there is no rule `dupplicate-id` to ignore",
                    "needless-suppression <!-- po: ignore -->: a comment names no rule to ignore",
                ]
                .map(str::to_owned)
                .to_vec()
            )
        );
    }

    #[test]
    fn other_words_to_po_are_not_for_this() {
        let (ignored, said) = of("<!-- po: ignored by x -->\n<!-- po:begin summary -->\n");
        assert_eq!((ignored, said.len()), (0, 1));
    }
}
