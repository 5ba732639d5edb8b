//! Findings as JUnit XML, which GitLab, Jenkins and others show as tests.
//!
//! GitLab names the suite of a test after its `classname`, and shows the first test of a name only. So each rule is a class, and
//! each file in which it found something is a test of it. A rule without findings is a test that passes, because Jenkins takes a
//! report without tests for a mistake.

use crate::check::format_concise::line;
use crate::check::located::Located;
use crate::check::report::Report;
use crate::model::Level;
use crate::text;

/// The test of a rule that found nothing.
const NOTHING: &str = "nothing found";

/// Returns the report as XML. A file with errors of a rule is a test that fails; advice is said in a test that passes.
///
/// `prefix` stands before each path, which should lead from the top of the repository.
#[must_use]
pub fn junit(report: &Report, findings: &[Located<'_>], prefix: &str) -> String {
    let mut rules: Vec<&str> = report.rules.iter().map(|(name, _)| *name).collect();
    rules.extend(findings.iter().map(|item| item.finding.rule));
    rules.sort_unstable();
    rules.dedup();
    let suites: Vec<Suite> = rules
        .iter()
        .map(|rule| suite(rule, findings, prefix))
        .collect();
    let total = |count: fn(&Suite) -> usize| suites.iter().map(count).sum::<usize>();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"po check\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n",
        total(|suite| suite.tests),
        total(|suite| suite.failures),
    );
    for suite in &suites {
        xml.push_str(&suite.xml);
    }
    xml.push_str("</testsuites>\n");
    xml
}

/// A rule as a suite of tests.
struct Suite {
    tests: usize,
    failures: usize,
    xml: String,
}

fn suite(rule: &str, findings: &[Located<'_>], prefix: &str) -> Suite {
    let own: Vec<&Located<'_>> = findings
        .iter()
        .filter(|item| item.finding.rule == rule)
        .collect();
    let mut cases = String::new();
    let (mut tests, mut failures) = (0, 0);
    for file in own.chunk_by(|a, b| a.finding.place.path == b.finding.place.path) {
        tests += 1;
        failures += usize::from(case(rule, file, prefix, &mut cases));
    }
    if own.is_empty() {
        tests = 1;
        cases = format!(
            "    <testcase name=\"{NOTHING}\" classname=\"{}\"/>\n",
            escaped(rule)
        );
    }
    let name = escaped(rule);
    Suite {
        tests,
        failures,
        xml: format!(
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\">\n{cases}  </testsuite>\n"
        ),
    }
}

/// Adds the test of a file; returns whether it fails.
fn case(rule: &str, findings: &[&Located<'_>], prefix: &str, xml: &mut String) -> bool {
    let of = |level: Level| {
        let lines = findings.iter().filter(|item| item.finding.level == level);
        lines.map(|item| line(item, prefix)).collect::<String>()
    };
    let (errors, advice) = (of(Level::Error), of(Level::Advice));
    xml.push_str(&format!(
        "    <testcase name=\"{}\" classname=\"{}\" file=\"{}\">\n",
        escaped(&findings[0].finding.place.path),
        escaped(rule),
        escaped(&findings[0].path(prefix)),
    ));
    let error = findings
        .iter()
        .find(|item| item.finding.level == Level::Error);
    if let Some(error) = error {
        xml.push_str(&format!(
            "      <failure message=\"{}\" type=\"error\">{}</failure>\n",
            escaped(&error.finding.message),
            escaped_lines(&errors)
        ));
    }
    if !advice.is_empty() {
        xml.push_str(&format!(
            "      <system-out>{}</system-out>\n",
            escaped_lines(&advice)
        ));
    }
    xml.push_str("    </testcase>\n");
    error.is_some()
}

/// Text as XML 1.0 may hold it, in an attribute or between tags. What XML cannot hold is shown as a terminal would be shown it.
fn escaped(text: &str) -> String {
    marked(&text::escape_terminal(text))
}

/// Text of several lines between tags.
fn escaped_lines(text: &str) -> String {
    marked(&text::escape_terminal_lines(text))
}

fn marked(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\'' => xml.push_str("&apos;"),
            _ => xml.push(c),
        }
    }
    xml
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};
    use roxmltree::{Document, Node};

    use super::junit;
    use crate::check::{Located, Report};
    use crate::model::{Diagnostic, Level, Location, Place};

    fn of(findings: Vec<Diagnostic>) -> String {
        let report = Report {
            findings,
            rules: vec![
                ("duplicate-id", Level::Error),
                ("self-dependency", Level::Error),
            ],
            ..Report::default()
        };
        let located: Vec<Located<'_>> = report
            .findings
            .iter()
            .map(|finding| Located {
                finding,
                location: Location::START,
                text: String::new(),
            })
            .collect();
        junit(&report, &located, "backlog/")
    }

    fn tags<'a>(node: Node<'a, 'a>, name: &str) -> Vec<Node<'a, 'a>> {
        let found = node.descendants();
        found.filter(|node| node.has_tag_name(name)).collect()
    }

    #[test]
    fn a_test_a_rule_and_file_and_advice_is_no_failure() {
        let error = |path: &str, words: &str| {
            Diagnostic::error("self-dependency", Place::file(path), words, "here")
        };
        let advice = Diagnostic::advice("vague-criterion", Place::file("a.md"), "\"quick\"", "");
        let xml = of(vec![
            error("a.md", "<one> & 'two'"),
            error("a.md", "three"),
            advice,
            error("b.md", "four"),
        ]);
        let document = Document::parse(&xml).unwrap();
        let suites = tags(document.root(), "testsuite");
        let names: Vec<_> = suites
            .iter()
            .map(|suite| suite.attribute("name").unwrap())
            .collect();
        assert_eq!(
            names,
            ["duplicate-id", "self-dependency", "vague-criterion"]
        );
        let root = document.root_element();
        assert_eq!(
            (root.attribute("tests"), root.attribute("failures")),
            (Some("4"), Some("2"))
        );
        let cases = tags(suites[1], "testcase");
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].attribute("classname"), Some("self-dependency"));
        assert_eq!(cases[0].attribute("name"), Some("a.md"));
        assert_eq!(cases[0].attribute("file"), Some("backlog/a.md"));
        let failure = tags(cases[0], "failure")[0];
        assert_eq!(failure.attribute("message"), Some("<one> & 'two'"));
        assert_eq!(
            failure.text(),
            Some(
                "backlog/a.md:1:1: error[self-dependency]: <one> & 'two'; here\nbacklog/a.md:1:1: error[self-dependency]: three; here\n"
            )
        );
        assert!(tags(suites[2], "failure").is_empty());
        assert_eq!(tags(suites[2], "system-out").len(), 1);
        assert_eq!(
            tags(suites[0], "testcase")[0].attribute("name"),
            Some("nothing found")
        );
    }

    proptest! {
        #[test]
        fn any_words_are_well_formed_xml(path: String, message: String, fix: String) {
            let finding = Diagnostic::error("self-dependency", Place::file(path), message, "").fix(fix);
            let xml = of(vec![finding]);
            let document = Document::parse(&xml).unwrap();
            prop_assert_eq!(tags(document.root(), "failure").len(), 1);
        }

        #[test]
        fn every_character_is_one_that_xml_may_hold(c: char) {
            let finding = Diagnostic::error("self-dependency", Place::file("a.md"), format!("a{c}b"), "");
            let xml = of(vec![finding]);
            // The characters of XML 1.0, section 2.2.
            let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            prop_assert_eq!(xml.chars().find(|c| !is_legal(*c)), None);
        }
    }
}
