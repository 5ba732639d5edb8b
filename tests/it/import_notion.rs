//! The import of Notion's exports: as they are sent, unpacked, and a real one.

use std::io::{Cursor, Write};
use std::path::Path;

use serde_json::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::import_sandbox::{import, reasons, stories, story, value};
use crate::sandbox::Sandbox;

const TASKS: &str = "76aaf8a4637542ed8175259692ca08bb";
const ONE: &str = "a1aaf8a4637542ed8175259692ca0001";
const TWO: &str = "a2aaf8a4637542ed8175259692ca0002";

fn files() -> Vec<(String, Vec<u8>)> {
    let one = format!("One, and more (Tasks%20{TASKS}/One,%20and%20more%20{ONE}.md)");
    let table = format!(
        "\u{feff}Name,Status,Parent item,Blocked by,Tags,ID,Attachments\r\n\
         \"One, and more\",In progress,,,\"a, b\",SHOP-3,Tasks%20{TASKS}/x.png\r\n\
         Two,Done,\"{one}\",\"{one}\",,SHOP-4,\r\n"
    );
    let one = "# One, and more\n\nStatus: In progress\nTags: a, b\n\nWhy\n\n- [ ]  first\n- [x]  second\n";
    vec![
        (format!("Tasks {TASKS}.csv"), table.clone().into_bytes()),
        (format!("Tasks {TASKS}_all.csv"), table.into_bytes()),
        (
            format!("Tasks {TASKS}/One, and more {ONE}.md"),
            one.as_bytes().to_vec(),
        ),
        (
            format!("Tasks {TASKS}/Two {TWO}.md"),
            b"# Two\n\nStatus: Done\n".to_vec(),
        ),
        (format!("Tasks {TASKS}/x.png"), vec![0x89, b'P', b'N', b'G']),
    ]
}

fn zipped(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_archive_in_an_archive_becomes_linked_items() {
    let sandbox = Sandbox::empty();
    let inner = zipped(&files());
    let outer = zipped(&[("ExportBlock-b5af-Part-1.zip".to_owned(), inner)]);
    let report = import(&sandbox, "export.zip", outer, &[]);
    assert_eq!(report["items"], Value::from(2));
    let reported = reasons(&report, "reported");
    assert_eq!(reported.len(), 2, "{reported:?}");
    let one = story(&sandbox, "SHOP-3");
    for part in [
        "title: One, and more\n",
        "labels: [a, b]\n",
        &format!("key: {ONE}"),
        "## Acceptance criteria\n\n- [ ]  first\n- [x]  second\n",
        "\nWhy\n",
        "Attachments:",
    ] {
        assert!(one.contains(part), "{part}\n{one}");
    }
    let two = story(&sandbox, "SHOP-4");
    for part in ["epic: SHOP-3\n", "depends_on: [SHOP-3]\n", "status: done\n"] {
        assert!(two.contains(part), "{part}\n{two}");
    }
    let before = sandbox.files();
    let again = sandbox.ok(&["import", "export.zip"]);
    assert!(
        again.contains("(notion)") && again.contains("imported 0 items"),
        "{again}"
    );
    assert_eq!(sandbox.files(), before);
}

#[test]
fn an_unpacked_folder_is_the_same() {
    let sandbox = Sandbox::empty();
    for (path, bytes) in files() {
        let path = sandbox.dir().join("out").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    sandbox.ok(&["import", "out"]);
    assert!(story(&sandbox, "SHOP-4").contains("epic: SHOP-3\n"));
    assert_eq!(stories(&sandbox).len(), 2);
}

#[test]
fn an_export_as_html_is_refused_with_the_way_out() {
    let sandbox = Sandbox::empty();
    let path = sandbox.dir().join(format!("Home {ONE}.html"));
    std::fs::write(&path, "<p>x").unwrap();
    let run = sandbox.run(&["import", &path.display().to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Markdown & CSV"), "{}", run.stderr);
    assert!(!sandbox.dir().join("backlog").exists());
}

/// Figures counted by a script that knows CSV and nothing of the importer.
#[test]
fn a_real_export() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    let sandbox = Sandbox::empty();
    let path = Path::new(&samples)
        .join("notion/habit-tracker")
        .display()
        .to_string();
    let told = sandbox.ok(&["import", &path, "--format", "json"]);
    let report: Value = serde_json::from_str(&told).unwrap();
    // 269 rows in `_all.csv`; eight files: that one and the page of a row are read, a view and five pages are not.
    assert_eq!(report["items"], Value::from(269));
    assert_eq!(reasons(&report, "reported").len(), 6);
    let texts = stories(&sandbox);
    let count = |part: &str| texts.iter().filter(|text| text.contains(part)).count();
    assert_eq!(texts.len(), 269);
    assert_eq!(count("status: new\n"), 269);
    assert_eq!(count("  Ran today: 'No'\n"), 269);
    assert_eq!(count("  Full date: December "), 51);
    assert_eq!(
        count("https://www.notion.so/152bb52ee2b5811d92b1e629b25d0c0a"),
        1
    );
    let titles: std::collections::HashSet<String> = texts
        .iter()
        .filter_map(|text| value(text, "title:"))
        .collect();
    assert_eq!(titles.len(), 269);
    let before = sandbox.files();
    sandbox.ok(&["import", &path]);
    assert_eq!(sandbox.files(), before);
}
