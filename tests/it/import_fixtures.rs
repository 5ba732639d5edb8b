//! Each format has a folder of invented exports and a ledger, counted by hand, of what comes of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use backlog::exchange::{FORMATS, METRIC_FORMATS};
use serde_json::Value;

use crate::import_sandbox::{reasons, stories};
use crate::sandbox::Sandbox;

/// Where the folders lie, one a format.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/exchange")
}

/// The exports of a format, with what its ledger says of each.
pub fn ledger(format: &str) -> Vec<(PathBuf, String)> {
    let folder = folder().join(format);
    let path = folder.join("LEDGER");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|_| panic!("`{format}` has no `{}`", path.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| {
            let (name, figures) = line.split_once(": ").expect("`name: figures`");
            (folder.join(name), figures.to_owned())
        })
        .collect()
}

/// What stands in a backlog, in the words of a ledger; figures that are 0 are left out.
fn figures(sandbox: &Sandbox) -> String {
    let listed = sandbox.ok(&["list", "--all", "--format", "json"]);
    let list: Value = serde_json::from_str(&listed).unwrap();
    let items = list["stories"].as_array().unwrap();
    let sum = |count: &dyn Fn(&Value) -> u64| items.iter().map(count).sum::<u64>();
    let has = |key: &'static str| sum(&move |item| u64::from(!item[key].is_null()));
    let length = |key: &'static str| {
        sum(&move |item| item[key].as_array().map_or(0, |list| list.len() as u64))
    };
    let notes = |text: &String| {
        let after = text
            .split_once("\n## Notes\n")
            .map_or("", |(_, after)| after);
        after.lines().filter(|line| line.starts_with("- ")).count() as u64
    };
    let figures = [
        ("items", items.len() as u64),
        ("criteria", length("acceptance_criteria")),
        ("parents", has("epic")),
        ("depends_on", length("depends_on")),
        ("points", sum(&|item| item["points"].as_u64().unwrap_or(0))),
        ("labels", length("labels")),
        ("done", has("done")),
        ("sprints", has("sprint")),
        ("releases", has("release")),
        ("notes", stories(sandbox).iter().map(notes).sum()),
        ("ranks", has("rank")),
    ];
    let told = figures.iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = told
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    told.join(", ")
}

#[test]
fn each_format_has_exports_and_a_ledger_that_is_right() {
    let mut wrong = Vec::new();
    for format in FORMATS {
        let exports = ledger(format.name);
        assert!(!exports.is_empty(), "{}", format.name);
        for (path, expected) in exports {
            let sandbox = Sandbox::empty();
            let shown = path.display().to_string();
            let told = sandbox.ok(&["import", &shown, "--format", "json"]);
            let report: Value = serde_json::from_str(&told).unwrap();
            let found = match reasons(&report, "reported").len() {
                0 => figures(&sandbox),
                count => format!("{}, reported {count}", figures(&sandbox)),
            };
            if found != expected {
                wrong.push(format!("{shown}\n  ledger: {expected}\n  found:  {found}"));
            }
            // It is known for what it is, and twice is once.
            let before = sandbox.files();
            let again = sandbox.ok(&["import", &shown]);
            assert!(
                again.contains(&format!("({})", format.name)),
                "{shown}: {again}"
            );
            assert_eq!(sandbox.files(), before, "{shown}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_folder_is_of_a_format_and_each_file_in_its_ledger() {
    for entry in std::fs::read_dir(folder()).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        let known = FORMATS.iter().any(|format| format.name == name);
        assert!(known, "`{name}` is no format");
        let told: BTreeMap<PathBuf, String> = ledger(&name).into_iter().collect();
        for file in std::fs::read_dir(entry.path()).unwrap().map(Result::unwrap) {
            let path = file.path();
            assert!(
                path.ends_with("LEDGER") || told.contains_key(&path),
                "`{}` is not in the ledger",
                path.display()
            );
        }
    }
}

/// The path of the largest file of an export, from its top: what a format looks at.
pub fn path_in(export: &Path) -> String {
    let files = walkdir::WalkDir::new(export)
        .sort_by_file_name()
        .into_iter()
        .map(Result::unwrap);
    let largest = files
        .filter(|entry| entry.file_type().is_file())
        .max_by_key(|entry| entry.metadata().unwrap().len())
        .unwrap();
    match largest
        .path()
        .strip_prefix(export)
        .unwrap()
        .to_str()
        .unwrap()
    {
        "" => largest.file_name().to_str().unwrap().to_owned(),
        inner => inner.replace('\\', "/"),
    }
}

/// Each format of items and of figures has a fuzz target of its own; `PO_BLESS=1` writes them.
#[test]
fn fuzz_targets_are_generated() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let bless = std::env::var_os("PO_BLESS").is_some();
    let mut bins = String::new();
    let mut expected = BTreeMap::new();
    let bin = |target: &str| {
        format!(
            "[[bin]]\nname = \"{target}\"\npath = \"fuzz_targets/{target}.rs\"\ntest = false\ndoc = false\nbench = false\n\n"
        )
    };
    for format in FORMATS {
        let target = format!("import_{}", format.name.replace('-', "_"));
        let (export, _) = ledger(format.name).remove(0);
        let name = format.name;
        let path = path_in(&export);
        bins += &bin(&target);
        let text = format!(
            "//! Any bytes as an export of the format `{name}`.\n#![no_main]\n\nuse libfuzzer_sys::fuzz_target;\n\n\
             #[path = \"shared/importing.rs\"]\nmod importing;\n\n\
             fuzz_target!(|bytes: &[u8]| importing::import({name:?}, {path:?}, bytes));\n"
        );
        expected.insert(fuzz.join(format!("fuzz_targets/{target}.rs")), text);
    }
    for format in METRIC_FORMATS {
        let name = format.name;
        let target = format!("metric_{name}");
        bins += &bin(&target);
        let text = format!(
            "//! Any bytes as figures of a metric from `{name}`.\n#![no_main]\n\nuse libfuzzer_sys::fuzz_target;\n\n\
             #[path = \"shared/measuring.rs\"]\nmod measuring;\n\n\
             fuzz_target!(|bytes: &[u8]| measuring::measure({name:?}, bytes));\n"
        );
        expected.insert(fuzz.join(format!("fuzz_targets/{target}.rs")), text);
    }
    let manifest = fuzz.join("Cargo.toml");
    let old = std::fs::read_to_string(&manifest)
        .unwrap()
        .replace("\r\n", "\n");
    let begin = "generated by the test `fuzz_targets_are_generated`.\n";
    let end = "# End of what is generated.";
    let (before, rest) = old.split_once(begin).expect("where targets begin");
    let (_, after) = rest.split_once(end).expect("where targets end");
    expected.insert(manifest, format!("{before}{begin}{bins}{end}{after}"));
    for (path, text) in expected {
        if bless {
            std::fs::write(&path, text).unwrap();
        } else {
            let found = std::fs::read_to_string(&path)
                .unwrap_or_default()
                .replace("\r\n", "\n");
            assert_eq!(found, text, "PO_BLESS=1 writes `{}`", path.display());
        }
    }
}
