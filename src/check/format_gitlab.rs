//! Findings as GitLab's Code Quality report, which a merge request shows beside its changes.
//!
//! The fields are those that GitLab documents under "Code Quality report format".

use serde::Serialize;

use crate::check::fingerprint::fingerprints;
use crate::check::located::Located;
use crate::model::Level;
use crate::text;

#[derive(Serialize)]
struct Violation<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'a str,
    location: Place,
}

#[derive(Serialize)]
struct Place {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

/// Returns the findings as a JSON list, ended by a line feed: errors are `major`, advice is `info`. No two fingerprints are the
/// same, because GitLab shows the first finding of each only.
///
/// `prefix` stands before each path, which must lead from the top of the repository.
#[must_use]
pub fn gitlab(findings: &[Located<'_>], prefix: &str) -> String {
    let violations: Vec<Violation<'_>> = findings
        .iter()
        .zip(fingerprints(findings))
        .map(|(item, fingerprint)| Violation {
            description: item.sentence(),
            check_name: item.finding.rule,
            fingerprint,
            severity: match item.finding.level {
                Level::Error => "major",
                Level::Advice => "info",
            },
            location: Place {
                path: item.path(prefix),
                lines: Lines {
                    begin: item.location.line,
                },
            },
        })
        .collect();
    let mut text = serde_json::to_string_pretty(&violations).unwrap_or_default();
    text.push('\n');
    text::escape_json(&text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::gitlab;

    #[test]
    fn nothing_found_is_an_empty_list() {
        assert_eq!(gitlab(&[], ""), "[]\n");
    }
}
