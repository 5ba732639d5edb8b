//! Holds the rules of `po check` to their form: one file, one line to register, tests for what they flag and accept.

use std::collections::BTreeSet;
use std::path::Path;

use backlog::check::{RULES, RuleCheck};

/// The rule files of the check room: name in kebab case, and text.
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/rules");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().is_some_and(|name| name != "mod.rs"))
        .map(|path| {
            let name = path
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .replace('_', "-");
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn every_file_is_a_registered_rule_and_every_rule_a_file() {
    let files: BTreeSet<String> = files().into_iter().map(|(name, _)| name).collect();
    let rules: BTreeSet<String> = RULES.iter().map(|rule| rule.name.to_owned()).collect();
    assert_eq!(files, rules);
}

#[test]
fn every_rule_that_looks_has_tests_for_what_it_flags_and_accepts() {
    let looks: Vec<&str> = RULES
        .iter()
        .filter(|rule| !matches!(rule.check, RuleCheck::Reader))
        .map(|rule| rule.name)
        .collect();
    assert!(looks.len() >= 10);
    for (name, text) in files() {
        if looks.contains(&name.as_str()) {
            for test in ["fn flags_", "fn accepts_"] {
                assert!(
                    text.contains(test),
                    "{name} has no test that begins with `{test}`"
                );
            }
        }
    }
}

#[test]
fn every_option_is_documented_and_tested() {
    let files = files();
    for rule in RULES {
        let options = rule.docs.rsplit("## Options").next().unwrap();
        let (_, text) = files.iter().find(|(name, _)| name == rule.name).unwrap();
        for option in rule.options {
            assert!(
                options.contains(&format!("`{}`", option.name)),
                "{}: option `{}` is not documented",
                rule.name,
                option.name
            );
            assert!(
                text.contains(&format!("fn option_{}", option.name)),
                "{}: no test begins with `fn option_{}`",
                rule.name,
                option.name
            );
        }
    }
}
