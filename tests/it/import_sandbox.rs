//! What tests of imports share: an import's report, an item's text, and the figures of a real export.

use std::path::Path;

use serde_json::Value;

use crate::sandbox::Sandbox;

/// The report of an import of a text under a file name.
pub fn import(sandbox: &Sandbox, name: &str, text: impl AsRef<[u8]>, flags: &[&str]) -> Value {
    std::fs::write(sandbox.dir().join(name), text).unwrap();
    let mut args = vec!["import", name, "--format", "json"];
    args.extend(flags);
    serde_json::from_str(&sandbox.ok(&args)).unwrap()
}

/// The texts of all items.
pub fn stories(sandbox: &Sandbox) -> Vec<String> {
    sandbox
        .files()
        .into_iter()
        .filter(|(path, _)| {
            path.to_string_lossy()
                .replace('\\', "/")
                .contains("stories/")
        })
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap())
        .collect()
}

/// The text of the one item whose id or title is that.
pub fn story(sandbox: &Sandbox, name: &str) -> String {
    let is = |line: &str| line == format!("id: {name}") || line == format!("title: {name}");
    let found: Vec<String> = stories(sandbox)
        .into_iter()
        .filter(|text| text.lines().any(is))
        .collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].clone()
}

/// The reasons in a list of a report.
pub fn reasons(report: &Value, key: &str) -> Vec<String> {
    let list = report[key].as_array().unwrap();
    list.iter()
        .map(|one| one["reason"].as_str().unwrap().to_owned())
        .collect()
}

/// The value of a field in the header of an item, where it has one.
pub fn value(text: &str, key: &str) -> Option<String> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(key))
        .unwrap_or("")
        .trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// The figures of a real export, in words; none where there are no samples. It is detected as `format`, and twice is once.
pub fn ledger(file: &str, format: &str) -> Option<String> {
    let samples = std::env::var_os("PO_SAMPLES")?;
    let path = Path::new(&samples).join(file).display().to_string();
    let sandbox = Sandbox::empty();
    let told = sandbox.ok(&["import", &path, "--format", "json"]);
    let report: Value = serde_json::from_str(&told).unwrap();
    assert!(reasons(&report, "reported").is_empty(), "{file}");
    let before = sandbox.files();
    let again = sandbox.ok(&["import", &path]);
    assert!(again.contains(&format!("({format})")), "{file}: {again}");
    assert_eq!(sandbox.files(), before, "{file}");
    let texts = stories(&sandbox);
    let count = |key: &str, wanted: Option<&str>| {
        let has = |text: &&String| {
            value(text, key).is_some_and(|value| wanted.is_none_or(|wanted| value == wanted))
        };
        texts.iter().filter(has).count()
    };
    let points: u64 = texts
        .iter()
        .filter_map(|text| value(text, "points:"))
        .map(|points| points.parse::<u64>().unwrap())
        .sum();
    Some(format!(
        "items {}, done {}, declined {}, points {points}, parents {}, sprints {}",
        texts.len(),
        count("status:", Some("done")),
        count("status:", Some("declined")) + count("status:", Some("Canceled")),
        count("epic:", None),
        count("sprint:", None),
    ))
}
