//! A rule's page of documentation, for `po check --explain` and `docs/rules.md`.

use crate::check::measured::measured;
use crate::check::repair::is_repairable;
use crate::check::rule::{Group, Rule, Weights};
use crate::check::rules::RULES;
use crate::model::nearest;

/// A name that no rule has.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no rule `{name}`")]
pub struct UnknownRuleError {
    /// What was asked for.
    pub name: String,
    /// The rule whose name is near it.
    pub nearest: Option<&'static str>,
}

/// Returns the rule of that name; case and underscores for dashes do not matter.
///
/// # Errors
/// [`UnknownRuleError`] with the nearest name.
pub fn rule(name: &str) -> Result<&'static Rule, UnknownRuleError> {
    let folded = name.trim().to_lowercase().replace('_', "-");
    RULES
        .iter()
        .find(|rule| rule.name == folded)
        .ok_or_else(|| UnknownRuleError {
            name: name.to_owned(),
            nearest: nearest(&folded, RULES.iter().map(|rule| rule.name)),
        })
}

/// Returns the page of the rule of that name, as Markdown.
///
/// # Errors
/// [`UnknownRuleError`] with the nearest name.
pub fn explain(name: &str) -> Result<String, UnknownRuleError> {
    rule(name).map(|rule| page(rule, "#"))
}

/// Returns the pages of all rules by group, as one Markdown document.
#[must_use]
pub fn explain_all() -> String {
    let mut text = "# Rules of `po check`\n".to_owned();
    for group in Group::ALL {
        let mut rules = RULES.iter().filter(|rule| rule.group == group).peekable();
        if rules.peek().is_none() {
            continue;
        }
        text.push_str(&format!("\n## {}\n", group.name()));
        for rule in rules {
            text.push('\n');
            text.push_str(&page(rule, "###"));
        }
    }
    text
}

/// The level under `recommended`, and where the profiles differ.
fn usual_level(rule: &Rule) -> &'static str {
    match rule.weights {
        Weights::Always => "error, whatever is selected",
        Weights::Error => "error",
        Weights::Advice => "advice (off in `minimal`)",
        Weights::AdviceThenError => "advice (off in `minimal`, error in `strict`)",
        Weights::OnRequest => "off until asked for",
    }
}

/// A page whose headings stand below `level`; lines of examples that look like headings stay.
fn page(rule: &Rule, level: &str) -> String {
    let repaired = if is_repairable(rule.name) {
        " · repaired by `po check --fix`"
    } else {
        ""
    };
    let mut text = format!(
        "{level} {}\n\nLevel: {} · group: {}{repaired}\n\n",
        rule.name,
        usual_level(rule),
        rule.group.name()
    );
    let mut in_example = false;
    for line in rule.docs.lines() {
        in_example ^= line.starts_with("```");
        match line.strip_prefix("## ") {
            Some(title) if !in_example => text.push_str(&format!("{level}# {title}")),
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    let measured = measured(rule.name);
    if !measured.is_empty() {
        text.push_str(&format!("\n{level}# Measured\n\n{measured}"));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{explain, explain_all, rule};
    use crate::check::{Group, RULES};

    #[test]
    fn finds_a_rule_however_it_is_typed() {
        assert_eq!(
            rule(" Missing_Acceptance_Criteria ").unwrap().name,
            "missing-acceptance-criteria"
        );
        let error = rule("dupplicate-id").unwrap_err();
        assert_eq!(error.nearest, Some("duplicate-id"));
        assert_eq!(error.to_string(), "there is no rule `dupplicate-id`");
        assert_eq!(rule("nonsense").unwrap_err().nearest, None);
    }

    #[test]
    fn a_page_says_name_level_and_all_sections() {
        let page = explain("self-dependency").unwrap();
        assert!(
            page.starts_with(
                "# self-dependency\n\nLevel: error · group: files · repaired by `po check --fix`\n\n## What it does\n"
            )
        );
        assert!(page.contains("## How to fix\n") && page.ends_with("None.\n"));
    }

    #[test]
    fn all_pages_make_one_document() {
        let text = explain_all();
        for rule in RULES {
            assert!(
                text.contains(&format!("\n### {}\n", rule.name)),
                "{}",
                rule.name
            );
        }
        assert_eq!(text.matches("\n#### What it does\n").count(), RULES.len());
        assert!(
            text.contains("\n## Acceptance criteria\n"),
            "headings inside examples stay"
        );
        for group in Group::ALL {
            let has_rules = RULES.iter().any(|rule| rule.group == group);
            let heading = format!("\n## {}\n", group.name());
            assert_eq!(text.contains(&heading), has_rules, "{}", group.name());
        }
    }
}
