//! The last lines of a check, for people.

use crate::check::report::Report;
use crate::model::Level;

/// Returns the lines that close a report: what was counted, what may wait, where to read more.
#[must_use]
pub fn summary(report: &Report) -> Vec<String> {
    let changed = report.changed.as_ref();
    let word = changed.map(|changed| format!("{} ", changed.word));
    let word = word.unwrap_or_default();
    let items = match (report.asked_for, report.open_items) {
        (Some(1), _) => format!("1 {word}item"),
        (Some(count), _) => format!("{count} {word}items"),
        (None, 1) => "1 open item".to_owned(),
        (None, count) => format!("{count} open items"),
    };
    let errors = match report.count(Level::Error) {
        0 => None,
        1 => Some("1 error".to_owned()),
        count => Some(format!("{count} errors")),
    };
    let advice = match report.count(Level::Advice) {
        0 => None,
        count => Some(format!("{count} advice (advice never fails a build)")),
    };
    let ignored = match report.ignored {
        0 => None,
        count => Some(format!("{count} ignored as stories ask")),
    };
    let found: Vec<String> = errors.into_iter().chain(advice).chain(ignored).collect();
    let mut lines = vec![if found.is_empty() {
        format!("{items}: nothing wrong")
    } else {
        format!("{items}: {}", found.join(", "))
    }];
    lines.extend(match report.new_without_criteria {
        _ if report.asked_for.is_some() => None,
        0 => None,
        1 => Some("1 new item has no criteria yet; that is fine until it is ready".to_owned()),
        count => Some(format!(
            "{count} new items have no criteria yet; that is fine until they are ready"
        )),
    });
    lines.extend(changed.and_then(|changed| {
        let word = changed.word;
        match changed.elsewhere {
            0 => None,
            1 => Some(format!(
                "1 finding stands in a file that is not {word}: what is {word} causes it"
            )),
            count => Some(format!(
                "{count} findings stand in files that are not {word}: what is {word} causes them"
            )),
        }
    }));
    if changed.is_some_and(|changed| changed.config) {
        lines.push(
            "po.yaml is among them: po check without flags says what that means for all items"
                .to_owned(),
        );
    }
    lines.extend(
        report
            .findings
            .last()
            .map(|finding| format!("more: po check --explain {}", finding.rule)),
    );
    lines
}

#[cfg(test)]
mod tests {
    use super::summary;
    use crate::check::{ChangedReport, Report};
    use crate::model::{Diagnostic, Place};

    #[test]
    fn counts_in_the_singular_and_the_plural() {
        let error = Diagnostic::error("self-dependency", Place::file("a.md"), "", "");
        let advice = Diagnostic::advice("vague-criterion", Place::file("a.md"), "", "");
        let report = Report {
            findings: vec![error.clone(), error.clone(), advice],
            open_items: 16,
            new_without_criteria: 2,
            ignored: 0,
            asked_for: None,
            changed: None,
        };
        assert_eq!(
            summary(&report),
            [
                "16 open items: 2 errors, 1 advice (advice never fails a build)",
                "2 new items have no criteria yet; that is fine until they are ready",
                "more: po check --explain vague-criterion",
            ]
        );
        let report = Report {
            findings: vec![error],
            open_items: 1,
            new_without_criteria: 1,
            ignored: 0,
            asked_for: None,
            changed: None,
        };
        assert_eq!(
            summary(&report),
            [
                "1 open item: 1 error",
                "1 new item has no criteria yet; that is fine until it is ready",
                "more: po check --explain self-dependency",
            ]
        );
        let report = Report {
            asked_for: Some(2),
            ..Report::default()
        };
        assert_eq!(summary(&report), ["2 items: nothing wrong"]);
        let changed = |elsewhere, config| Report {
            asked_for: Some(3),
            changed: Some(ChangedReport {
                word: "staged",
                elsewhere,
                config,
            }),
            ..Report::default()
        };
        assert_eq!(
            summary(&changed(0, false)),
            ["3 staged items: nothing wrong"]
        );
        let lines = summary(&changed(2, true));
        assert!(lines[1].starts_with("2 findings stand in files that are not staged"));
        assert!(lines[2].starts_with("po.yaml is among them"));
        assert_eq!(summary(&Report::default()), ["0 open items: nothing wrong"]);
    }
}
