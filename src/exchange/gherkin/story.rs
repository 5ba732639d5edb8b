//! The text of a story that a feature becomes.

use crate::exchange::gherkin::feature::{Feature, FeatureFile, Part, unescaped};
use crate::exchange::gherkin::words::Heading;
use crate::text::one_line;

/// The text: what the feature says, its background, and each scenario as an acceptance criterion.
#[must_use]
pub fn body(file: &FeatureFile, feature: &Feature) -> String {
    let mut out = String::new();
    let mut description = feature.description.clone();
    if file.unknown_language && !description.is_empty() {
        description = fenced("text", &description);
    }
    paragraph(&mut out, &description);
    for comment in &feature.comments {
        paragraph(
            &mut out,
            &format!("<!-- {} -->", comment.replace("--", "- -")),
        );
    }
    let first_scenario = feature
        .parts
        .iter()
        .position(|part| matches!(part.kind, Heading::Scenario | Heading::Rule))
        .unwrap_or(feature.parts.len());
    let (before, rest) = feature.parts.split_at(first_scenario);
    for part in before {
        paragraph(&mut out, &fenced("gherkin", &part.text));
    }
    if !rest.is_empty() {
        paragraph(&mut out, "## Acceptance criteria");
    }
    for (number, part) in rest.iter().enumerate() {
        let is_last = rest
            .get(number + 1)
            .is_none_or(|next| next.kind == Heading::Rule);
        let text = match part.kind {
            // A rule without examples is a criterion itself.
            Heading::Rule if is_last && !part.name.is_empty() => rule_alone(part),
            Heading::Scenario if file.english => fenced("gherkin", &part.text),
            Heading::Scenario => item(part),
            Heading::Rule => rule(part),
            // In this section only scenarios are criteria.
            _ => fenced("text", &part.text),
        };
        paragraph(&mut out, &text);
    }
    out
}

fn paragraph(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push('\n');
        out.push_str(text);
        out.push('\n');
    }
}

/// A code block whose fence is longer than any in the text.
fn fenced(info: &str, text: &str) -> String {
    let mut longest = 2;
    let mut run = 0;
    for letter in text.chars() {
        run = if letter == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence}{info}\n{text}\n{fence}")
}

/// A scenario of another language as an item of a list: its words are its heading.
fn item(part: &Part) -> String {
    let heading = part
        .text
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with(['@', '#']));
    let name = if part.name.is_empty() {
        heading.unwrap_or_default()
    } else {
        &part.name
    };
    let block = fenced("gherkin", &part.text);
    let lines: Vec<String> = block
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("  {line}")
            }
        })
        .collect();
    format!("- {}\n\n{}", one_line(name), lines.join("\n"))
}

/// A rule that has no examples as an item of a list, with what it says as a quotation.
fn rule_alone(part: &Part) -> String {
    let quoted = rule(part);
    let item = format!("- [ ] {}", one_line(&part.name));
    match quoted.split_once("\n\n") {
        Some((_, words)) => format!("{item}\n\n  {}", words.replace('\n', "\n  ")),
        None => item,
    }
}

/// A rule as a heading within the criteria, with what it says as a quotation.
fn rule(part: &Part) -> String {
    let mut tags = Vec::new();
    let mut heading = String::new();
    let mut words: Vec<String> = Vec::new();
    for line in part.text.lines() {
        let trimmed = line.trim();
        if heading.is_empty() && trimmed.starts_with(['@', '#']) {
            tags.push(trimmed);
        } else if heading.is_empty() {
            heading = one_line(trimmed);
        } else {
            words.push(unescaped(line));
        }
    }
    let quoted: Vec<String> = tags
        .into_iter()
        .map(str::to_owned)
        .chain(words)
        .map(|line| format!("> {line}"))
        .collect();
    let quoted = quoted.join("\n");
    let quoted = quoted.trim_matches(['\n', '>', ' ']);
    if quoted.is_empty() {
        format!("### {heading}")
    } else {
        format!("### {heading}\n\n> {quoted}")
    }
}

#[cfg(test)]
mod tests {
    use super::body;
    use crate::exchange::gherkin::feature::read_features;
    use crate::text::{criteria, criteria_headings};

    fn told(text: &str) -> (String, Vec<String>) {
        let file = read_features(text);
        let body = body(&file, &file.features[0]);
        let found = criteria(&body, &criteria_headings("en"));
        (body, found.into_iter().map(|one| one.text).collect())
    }

    #[test]
    fn each_scenario_is_a_criterion() {
        let (body, found) = told(
            "Feature: F\n  - As a b\n  Background:\n    Given x\n  @d\n  Scenario: Two\n    Given y\n      ```\n      Scenario: no\n      \
             ```\n  @t\n  Rule: R\n    - says\n    Background:\n      Given q\n    Example: Three\n      Then z\n    Scenario Outline:\n      \
             When <a>\n      Examples:\n        | a |\n",
        );
        assert_eq!(found, ["Two", "Three", "When <a>"], "{body}");
        for part in [
            "- As a b",
            "Given x",
            "@d",
            "> @t",
            "says",
            "Given q",
            "| a |",
            "### Rule: R",
        ] {
            assert!(body.contains(part), "{part}\n{body}");
        }
    }

    #[test]
    fn a_rule_without_examples_is_a_criterion() {
        let (body, found) = told(
            "Feature: F\n  \\## Design\n  Rule: One\n    says\n    so\n  Rule: Two\n    Example: Three\n      Then z\n  Rule: Four\n",
        );
        assert_eq!(found, ["One", "Three", "Four"], "{body}");
        assert!(body.contains("- [ ] One\n\n  > says"), "{body}");
        assert!(body.contains("\n## Design\n"), "{body}");
    }

    #[test]
    fn other_languages_keep_their_words() {
        let (body, found) = told(
            "# language: de\nFunktionalität: F\n  Szenario: Eins\n    Angenommen a\n\n    Dann b\n  Szenario:\n    Dann c\n",
        );
        assert_eq!(found, ["Eins", "Szenario:"], "{body}");
        assert!(
            body.contains("  Szenario: Eins\n    Angenommen a\n\n    Dann b"),
            "{body}"
        );
    }
}
