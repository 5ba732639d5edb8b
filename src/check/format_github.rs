//! Findings as workflow commands, which GitHub shows beside the lines of a pull request.
//!
//! The form is that of "Workflow commands for GitHub Actions"; the escapes are those of its toolkit.

use crate::check::located::Located;
use crate::check::report::Report;
use crate::check::summary::summary;
use crate::model::Level;
use crate::text;

/// Returns a command a finding and the closing lines of the report. Errors come first: GitHub shows the first ten of each kind a
/// step. Advice is a notice, because a warning looks as if it had to go away.
///
/// `prefix` stands before each path, which must lead from the top of the repository.
#[must_use]
pub fn github(report: &Report, findings: &[Located<'_>], prefix: &str) -> String {
    let mut lines = String::new();
    for level in [Level::Error, Level::Advice] {
        for item in findings.iter().filter(|item| item.finding.level == level) {
            lines.push_str(&command(item, prefix));
        }
    }
    for line in summary(report) {
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

fn command(item: &Located<'_>, prefix: &str) -> String {
    let Located {
        finding, location, ..
    } = item;
    let word = match finding.level {
        Level::Error => "error",
        Level::Advice => "notice",
    };
    let mut command = format!(
        "::{word} file={},line={},endLine={}",
        property(&item.path(prefix)),
        location.line,
        location.end_line
    );
    // Columns are for places within one line only.
    if location.line == location.end_line {
        command.push_str(&format!(
            ",col={},endColumn={}",
            location.column, location.end_column
        ));
    }
    let mut message = vec![text::escape_terminal(&finding.message)];
    if let Some(why) = &finding.why {
        message.push(format!("why: {}", text::escape_terminal(why)).into());
    }
    if let Some(help) = item.help() {
        let word = if finding.fix.is_some() { "fix: " } else { "" };
        message.push(format!("{word}{}", text::escape_terminal(help)).into());
    }
    format!(
        "{command},title={}::{}\n",
        property(finding.rule),
        data(&message.join("\n"))
    )
}

/// Text as the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Text as a property of a command.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::github;
    use crate::check::{Located, Report};
    use crate::model::{Diagnostic, Location, Place};

    fn shown(findings: Vec<Diagnostic>, location: Location) -> String {
        let report = Report {
            findings,
            ..Report::default()
        };
        let located: Vec<Located<'_>> = report
            .findings
            .iter()
            .map(|finding| Located {
                finding,
                location,
                text: String::new(),
            })
            .collect();
        github(&report, &located, "shop/backlog/")
    }

    #[test]
    fn is_written_as_documented_errors_first() {
        let location = Location {
            line: 5,
            column: 1,
            end_line: 5,
            end_column: 14,
            ..Location::START
        };
        let findings = vec![
            Diagnostic::advice(
                "vague-criterion",
                Place::file("a.md"),
                "vague",
                "say how fast",
            ),
            Diagnostic::error(
                "self-dependency",
                Place::file("b,c:d%.md"),
                "100 % wrong\n::x",
                "here",
            )
            .why("it waits: for ever")
            .fix("po set 1 depends_on-=1"),
        ];
        let text = shown(findings, location);
        assert_eq!(
            text.lines().take(2).collect::<Vec<_>>(),
            [
                "::error file=shop/backlog/b%2Cc%3Ad%25.md,line=5,endLine=5,col=1,endColumn=14,title=self-dependency::100 %25 wrong\\u{a}::x%0Awhy: it waits: for ever%0Afix: po set 1 depends_on-=1",
                "::notice file=shop/backlog/a.md,line=5,endLine=5,col=1,endColumn=14,title=vague-criterion::vague%0Asay how fast",
            ]
        );
        assert!(text.ends_with("1 error, 1 advice (advice never fails a build)\nmore: po check --explain self-dependency\n"));
    }

    #[test]
    fn no_columns_for_several_lines() {
        let location = Location {
            line: 2,
            end_line: 4,
            ..Location::START
        };
        let text = shown(
            vec![Diagnostic::error("r", Place::file("a.md"), "m", "")],
            location,
        );
        assert!(text.starts_with("::error file=shop/backlog/a.md,line=2,endLine=4,title=r::m\n"));
    }

    proptest! {
        #[test]
        fn nothing_that_a_story_says_becomes_a_command_or_a_property(
            path: String, message: String, fix: String
        ) {
            let finding = Diagnostic::error("r", Place::file(path), message, "").fix(fix);
            let text = shown(vec![finding], Location::START);
            let commands = text.lines().filter(|line| line.starts_with("::")).count();
            prop_assert_eq!(commands, 1);
            let line = text.lines().next().unwrap();
            let (properties, _) = line[2..].split_once("::").unwrap();
            let names: Vec<&str> = properties
                .split_once(' ')
                .unwrap()
                .1
                .split(',')
                .map(|property| property.split('=').next().unwrap())
                .collect();
            prop_assert_eq!(names, ["file", "line", "endLine", "col", "endColumn", "title"]);
            prop_assert!(!text.contains('\r'));
        }
    }
}
