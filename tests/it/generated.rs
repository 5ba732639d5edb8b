//! Files that are made from the binary: `PO_BLESS=1 cargo test generated` writes them anew, and a test that finds one stale says so.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::sandbox::Sandbox;

fn project() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn is_current(path: &str, text: &str) {
    let file = project().join(path);
    if std::env::var_os("PO_BLESS").is_some() {
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("folders");
        std::fs::write(&file, text).expect("a file");
    }
    let there = std::fs::read_to_string(&file)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    assert!(
        there == text,
        "{path} is stale: PO_BLESS=1 cargo test generated"
    );
}

#[test]
fn completions() {
    let sandbox = Sandbox::empty();
    for (shell, file) in [
        ("bash", "po.bash"),
        ("elvish", "po.elv"),
        ("fish", "po.fish"),
        ("powershell", "_po.ps1"),
        ("zsh", "_po"),
    ] {
        is_current(
            &format!("completions/{file}"),
            &sandbox.ok(&["completions", shell]),
        );
    }
}

#[test]
fn command_reference() {
    let sandbox = Sandbox::empty();
    let mut out = String::from(
        "# Commands\n\nGenerated from the binary; `po help COMMAND` says the same. Flags of every command: `--backlog DIR`, `--color WHEN`.\n",
    );
    let all = sandbox.ok(&["help", "--all"]);
    for line in all.lines() {
        let Some(name) = line
            .strip_prefix("  ")
            .and_then(|line| line.split_whitespace().next())
        else {
            continue;
        };
        let _ = write!(
            out,
            "\n## po {name}\n\n```text\n{}```\n",
            sandbox.ok(&["help", name])
        );
        for verb in verbs(&sandbox.ok(&["help", name])) {
            let _ = write!(
                out,
                "\n### po {name} {verb}\n\n```text\n{}```\n",
                sandbox.ok(&["help", name, verb])
            );
        }
    }
    is_current("docs/cli.md", &out);
}

/// The verbs that the help of a command lists.
fn verbs(help: &str) -> Vec<&str> {
    let lines = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    lines
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect()
}

#[test]
fn rule_reference() {
    is_current("docs/rules.md", &backlog::check::explain_all());
}

#[test]
fn format_reference() {
    let sandbox = Sandbox::empty();
    is_current(
        "docs/exchange.md",
        &format!(
            "# What can be imported and exported\n\nGenerated; `po import --list` and `po export --list` say the same.\n\n\
             ## Import\n\n```text\n{}```\n\n## Export\n\n```text\n{}```\n",
            sandbox.ok(&["import", "--list"]),
            sandbox.ok(&["export", "--list"])
        ),
    );
}

/// The table of keys in `docs/file-format.md` stands between two marks.
#[test]
fn field_table() {
    let path = "docs/file-format.md";
    let text = std::fs::read_to_string(project().join(path)).expect("docs/file-format.md");
    let (before, rest) = text
        .split_once("<!-- generated: fields -->\n")
        .expect("the first mark");
    let (_, after) = rest.split_once("<!-- end -->").expect("the second mark");
    let mut table = String::from(
        "| key | holds | written by `po add` when empty | what it means |\n|---|---|---|---|\n",
    );
    for field in backlog::model::FIELDS {
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} |",
            field.name,
            field.kind.words(),
            if field.scaffold { "yes" } else { "" },
            field.doc
        );
    }
    is_current(
        path,
        &format!("{before}<!-- generated: fields -->\n{table}<!-- end -->{after}"),
    );
}

#[test]
fn man_pages() {
    let sandbox = Sandbox::empty();
    sandbox.ok(&["man", "man"]);
    let made = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let names = made(&sandbox.dir().join("man"));
    for name in &names {
        is_current(
            &format!("docs/man/{name}"),
            &std::fs::read_to_string(sandbox.dir().join("man").join(name)).expect("a page"),
        );
    }
    assert_eq!(
        made(&project().join("docs/man")),
        names,
        "a page is left over"
    );
}
