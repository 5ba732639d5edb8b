//! Findings for editors and `grep`: one line each.

use crate::check::located::Located;
use crate::text;

/// Returns a line a finding, `path:line:column: error[rule]: message; what to do`. `prefix` stands before each path, as in `backlog/`.
///
/// What a story says is escaped, so that neither a terminal nor a reader of lines can be misled.
#[must_use]
pub fn concise(findings: &[Located<'_>], prefix: &str) -> String {
    findings.iter().map(|item| line(item, prefix)).collect()
}

/// The line of a finding, with its line feed.
pub(super) fn line(item: &Located<'_>, prefix: &str) -> String {
    let Located {
        finding, location, ..
    } = item;
    format!(
        "{}:{}:{}: {}[{}]: {}\n",
        text::escape_terminal(&item.path(prefix)),
        location.line,
        location.column,
        finding.level.name(),
        finding.rule,
        text::escape_terminal(&item.sentence()),
    )
}

#[cfg(test)]
mod tests {
    use super::concise;
    use crate::check::Located;
    use crate::model::{Diagnostic, Location, Place};

    #[test]
    fn one_line_a_finding_whatever_it_holds() {
        let findings = [
            Diagnostic::error(
                "dangling-reference",
                Place::item("stories/US-22.md", "depends_on", 0),
                "US-22 waits for an item that does not exist",
                "did you mean `US-31`?",
            ),
            Diagnostic::advice(
                "vague-criterion",
                Place::file("stories/\u{1b}[2J.md"),
                "two\nlines",
                "",
            ),
        ];
        let location = Location {
            line: 13,
            column: 14,
            ..Location::START
        };
        let located = findings.each_ref().map(|finding| Located {
            finding,
            location,
            text: String::new(),
        });
        let text = concise(&located, "backlog/");
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines[0],
            "backlog/stories/US-22.md:13:14: error[dangling-reference]: US-22 waits for an item that does not exist; did you mean `US-31`?"
        );
        assert_eq!(lines.len(), 2);
        assert!(!text.contains('\u{1b}') && text.ends_with('\n'));
        assert_eq!(concise(&[], ""), "");
    }
}
