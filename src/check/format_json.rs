//! Findings for scripts: the JSON contract, version 1.

use serde::Serialize;

use crate::check::located::Located;
use crate::check::report::Report;
use crate::model::Level;
use crate::text;

/// The version of the shape below; it rises when a field changes its meaning or goes away.
const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    findings: Vec<Finding<'a>>,
    summary: Summary,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    level: &'a str,
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    story: Option<&'a str>,
    message: &'a str,
    /// The fix; where a finding has none, the words beside its source line.
    help: Option<&'a str>,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    advice: usize,
    ignored: usize,
    open_items: usize,
    new_without_criteria: usize,
}

/// Returns the report as JSON, ended by a line feed. Lines and columns count from 1, columns in characters; `prefix` stands
/// before each path, as in `backlog/`.
#[must_use]
pub fn json(report: &Report, findings: &[Located<'_>], prefix: &str) -> String {
    let findings = findings
        .iter()
        .map(|Located { finding, location }| Finding {
            rule: finding.rule,
            level: finding.level.name(),
            path: format!("{prefix}{}", finding.place.path),
            line: location.line,
            column: location.column,
            end_line: location.end_line,
            end_column: location.end_column,
            story: finding.story.as_deref(),
            message: &finding.message,
            help: finding
                .fix
                .as_deref()
                .or(Some(finding.label.as_str()).filter(|label| !label.is_empty())),
        })
        .collect();
    let document = Document {
        schema_version: SCHEMA_VERSION,
        findings,
        summary: Summary {
            errors: report.count(Level::Error),
            advice: report.count(Level::Advice),
            ignored: report.ignored,
            open_items: report.open_items,
            new_without_criteria: report.new_without_criteria,
        },
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text::escape_json(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::json;
    use crate::check::{Located, Report};
    use crate::model::{Diagnostic, Location, Place};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Document {
        schema_version: u32,
        findings: Vec<Finding>,
        summary: Summary,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Finding {
        rule: String,
        level: String,
        path: String,
        line: u64,
        column: u64,
        end_line: u64,
        end_column: u64,
        story: Option<String>,
        message: String,
        help: Option<String>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields)]
    struct Summary {
        errors: u64,
        advice: u64,
        ignored: u64,
        open_items: u64,
        new_without_criteria: u64,
    }

    #[test]
    fn is_what_the_contract_says() {
        let report = Report {
            findings: vec![
                Diagnostic::error("self-dependency", Place::file("a.md"), "one", "label")
                    .fix("po set")
                    .story("US-1"),
                Diagnostic::advice("vague-criterion", Place::file("b.md"), "\u{1b}", ""),
                Diagnostic::error("dangling-reference", Place::file("c.md"), "three", "label"),
            ],
            open_items: 16,
            new_without_criteria: 2,
            ignored: 0,
            asked_for: None,
            changed: None,
        };
        let location = Location {
            line: 5,
            column: 1,
            end_line: 6,
            end_column: 14,
            start: 40,
            end: 60,
        };
        let located: Vec<Located<'_>> = report
            .findings
            .iter()
            .map(|finding| Located { finding, location })
            .collect();
        let text = json(&report, &located, "backlog/");
        let document: Document = serde_json::from_str(&text).unwrap();
        assert_eq!(document.schema_version, 1);
        assert_eq!(
            document.findings[0],
            Finding {
                rule: "self-dependency".into(),
                level: "error".into(),
                path: "backlog/a.md".into(),
                line: 5,
                column: 1,
                end_line: 6,
                end_column: 14,
                story: Some("US-1".into()),
                message: "one".into(),
                help: Some("po set".into()),
            }
        );
        let help: Vec<Option<&str>> = document
            .findings
            .iter()
            .map(|f| f.help.as_deref())
            .collect();
        assert_eq!(help, [Some("po set"), None, Some("label")]);
        assert!(text.contains("\"story\": null") && text.contains("\"help\": null"));
        assert_eq!(
            document.summary,
            Summary {
                errors: 2,
                advice: 1,
                ignored: 0,
                open_items: 16,
                new_without_criteria: 2
            }
        );
        assert!(!text.contains('\u{1b}') && text.ends_with("}\n"));
    }
}
