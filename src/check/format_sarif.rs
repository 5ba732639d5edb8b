//! Findings as SARIF 2.1.0, which code scanning and many editors read.
//!
//! The shape is that of the OASIS standard "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".

use serde::Serialize;

use crate::check::explain::rule;
use crate::check::fingerprint::fingerprints;
use crate::check::located::Located;
use crate::check::report::Report;
use crate::check::rule::Rule;
use crate::model::Level;
use crate::text;

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// What paths are relative to, by the name that GitHub knows.
const TOP: &str = "%SRCROOT%";

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    version: &'a str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    original_uri_base_ids: BaseIds<'a>,
    column_kind: &'a str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct BaseIds<'a> {
    #[serde(rename = "%SRCROOT%")]
    top: Described<'a>,
}

#[derive(Serialize)]
struct Described<'a> {
    description: Message<'a>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver<'a> {
    name: &'a str,
    version: &'a str,
    semantic_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'a str>,
    rules: Vec<Descriptor<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor<'a> {
    id: &'a str,
    short_description: Message<'a>,
    full_description: Message<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
    help: Help<'a>,
    default_configuration: Configuration<'a>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: std::borrow::Cow<'a, str>,
}

#[derive(Serialize)]
struct Help<'a> {
    text: &'a str,
    markdown: &'a str,
}

#[derive(Serialize)]
struct Configuration<'a> {
    level: &'a str,
}

#[derive(Serialize)]
struct Properties<'a> {
    tags: [&'a str; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule_index: Option<usize>,
    level: &'a str,
    message: Message<'a>,
    locations: [Place<'a>; 1],
    partial_fingerprints: Fingerprints,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Place<'a> {
    physical_location: Physical<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical<'a> {
    artifact_location: Artifact<'a>,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact<'a> {
    uri: String,
    uri_base_id: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Fingerprints {
    #[serde(rename = "poFinding/v1")]
    own: String,
    /// The only one that GitHub reads; without it, GitHub would make one from the line that is there.
    #[serde(rename = "primaryLocationLineHash")]
    github: String,
}

/// Returns the report as SARIF, ended by a line feed. Errors are `error`, advice is `note`; columns count characters from 1.
///
/// `prefix` stands before each path, which must lead from the top of the repository. `home` is the address of the repository of
/// `po`, for links to its documentation; without one they are left out.
#[must_use]
pub fn sarif(report: &Report, findings: &[Located<'_>], prefix: &str, home: &str) -> String {
    let home = Some(home.trim_end_matches('/')).filter(|home| !home.is_empty());
    let rules: Vec<(&Rule, Level)> = report
        .rules
        .iter()
        .filter_map(|(name, level)| Some((rule(name).ok()?, *level)))
        .collect();
    let index_of = |name: &str| rules.iter().position(|(rule, _)| rule.name == name);
    let results = findings
        .iter()
        .zip(fingerprints(findings))
        .map(|(item, fingerprint)| result(item, prefix, index_of(item.finding.rule), fingerprint))
        .collect();
    let version = env!("CARGO_PKG_VERSION");
    let document = Document {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool {
                driver: Driver {
                    name: "po",
                    version,
                    semantic_version: version,
                    information_uri: home,
                    rules: rules
                        .iter()
                        .map(|(rule, level)| descriptor(rule, *level, home))
                        .collect(),
                },
            },
            original_uri_base_ids: BaseIds {
                top: Described {
                    description: message("The top of the repository."),
                },
            },
            column_kind: "unicodeCodePoints",
            results,
        }],
    };
    let mut text = serde_json::to_string_pretty(&document).unwrap_or_default();
    text.push('\n');
    text::escape_json(&text).into_owned()
}

fn message<'a>(text: impl Into<std::borrow::Cow<'a, str>>) -> Message<'a> {
    Message { text: text.into() }
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Advice => "note",
    }
}

fn descriptor<'a>(rule: &'a Rule, level: Level, home: Option<&str>) -> Descriptor<'a> {
    let about = text::one_line(rule.section("What it does"));
    let first = match about.find(". ") {
        Some(end) => about[..=end].to_owned(),
        None => about.clone(),
    };
    Descriptor {
        id: rule.name,
        short_description: message(first),
        full_description: message(format!(
            "{about} {}",
            text::one_line(rule.section("Why it matters"))
        )),
        // Hosts lead `HEAD` to the default branch, whatever it is called.
        help_uri: home.map(|home| format!("{home}/blob/HEAD/docs/rules.md#{}", rule.name)),
        help: Help {
            text: rule.docs,
            markdown: rule.docs,
        },
        default_configuration: Configuration {
            level: level_name(level),
        },
        properties: Properties {
            tags: [rule.group.name()],
        },
    }
}

fn result<'a>(
    item: &Located<'a>,
    prefix: &str,
    rule_index: Option<usize>,
    fingerprint: String,
) -> Finding<'a> {
    let Located {
        finding, location, ..
    } = item;
    Finding {
        rule_id: finding.rule,
        rule_index,
        level: level_name(finding.level),
        message: message(item.sentence()),
        locations: [Place {
            physical_location: Physical {
                artifact_location: Artifact {
                    uri: uri(&item.path(prefix)),
                    uri_base_id: TOP,
                },
                region: Region {
                    start_line: location.line,
                    start_column: location.column,
                    end_line: location.end_line,
                    end_column: location.end_column,
                },
            },
        }],
        partial_fingerprints: Fingerprints {
            github: format!("{fingerprint}:1"),
            own: fingerprint,
        },
    }
}

/// A path as a relative reference of RFC 3986: all but unreserved characters and `/` in percents.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::{sarif, uri};
    use crate::check::{RULES, Report};
    use crate::model::Level;

    #[test]
    fn paths_are_percent_encoded() {
        assert_eq!(uri("backlog/US-1-a_b.~c.md"), "backlog/US-1-a_b.~c.md");
        assert_eq!(uri("a b/%é:#?[c].md"), "a%20b/%25%C3%A9%3A%23%3F%5Bc%5D.md");
    }

    fn rules(home: &str) -> Vec<Value> {
        let report = Report {
            rules: RULES.iter().map(|rule| (rule.name, Level::Error)).collect(),
            ..Report::default()
        };
        let mut document: Value = serde_json::from_str(&sarif(&report, &[], "", home)).unwrap();
        match document["runs"][0]["tool"]["driver"]["rules"].take() {
            Value::Array(rules) => rules,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn every_rule_describes_itself_in_a_sentence() {
        for rule in rules("") {
            let short = rule["shortDescription"]["text"].as_str().unwrap();
            assert!(short.ends_with('.') && short.len() < 300, "{short}");
            assert!(!short.contains(['\n', '#']), "{short}");
            let full = rule["fullDescription"]["text"].as_str().unwrap();
            assert!(
                full.starts_with(short) && full.len() > short.len() + 20,
                "{full}"
            );
            assert!(rule.get("helpUri").is_none());
        }
    }

    #[test]
    fn links_lead_to_the_documentation_where_there_is_an_address() {
        let rules = rules("https://example.org/po/");
        assert_eq!(
            rules[0]["helpUri"],
            format!(
                "https://example.org/po/blob/HEAD/docs/rules.md#{}",
                RULES[0].name
            )
        );
    }
}
