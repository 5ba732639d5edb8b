//! Large imports: speed on one core and largest memory of `po import`, whole processes: `cargo bench --bench import`.
//!
//! `PO_BENCH_ISSUES=100000` makes exports of 300 to 400 MB; the seed is fixed, so every machine measures the same bytes.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures files, processes and time"
)]

use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::jira::Kind;

#[path = "shared/jira.rs"]
mod jira;

const SEED: u64 = 42;

/// What GNU time says of a process.
struct Cost {
    seconds: f64,
    processor: f64,
    mebibytes: f64,
}

fn main() {
    let issues = std::env::var("PO_BENCH_ISSUES").ok();
    let issues = issues.and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    println!("### {issues} issues\n");
    println!("| work | MB | s | processor s | MB a processor second | peak MiB |");
    println!("|---|---|---|---|---|---|");
    for (kind, name) in [
        (Kind::Csv, "jira.csv"),
        (Kind::Json, "jira.json"),
        (Kind::Xml, "jira.xml"),
    ] {
        let path = folder.path().join(name);
        let mut out = BufWriter::new(File::create(&path).expect("a file"));
        jira::write(&mut out, kind, issues, SEED).expect("an export");
        drop(out);
        let size = path.metadata().expect("its size").len() as f64 / 1e6;
        if kind == Kind::Csv {
            let begin = Instant::now();
            let rows = read_by_csv(&path);
            let seconds = begin.elapsed().as_secs_f64();
            println!(
                "| the csv crate alone, {rows} rows | {size:.0} | {seconds:.2} | {seconds:.2} | {:.0} | – |",
                size / seconds
            );
        }
        let dir = folder.path().join("work");
        std::fs::create_dir(&dir).expect("a folder");
        // Each finds what the one before it left.
        for (what, flags) in [
            ("--dry-run", &["--dry-run"][..]),
            ("", &[]),
            ("again", &[]),
            ("--update", &["--update"]),
        ] {
            let cost = import(&dir, &path, flags);
            println!(
                "| po import {name} {what} | {size:.0} | {:.2} | {:.2} | {:.0} | {:.0} |",
                cost.seconds,
                cost.processor,
                size / cost.processor,
                cost.mebibytes
            );
        }
        std::fs::remove_dir_all(&dir).expect("it goes away");
        std::fs::remove_file(&path).expect("it goes away");
    }
}

/// The least that a reader of such a table must do: its records, as texts.
fn read_by_csv(path: &Path) -> usize {
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_path(path)
        .expect("a table");
    let mut record = csv::StringRecord::new();
    let mut rows = 0;
    while reader.read_record(&mut record).expect("a row") {
        rows += 1;
    }
    rows
}

/// Runs `po import` in a folder, on one core where that can be said.
fn import(dir: &Path, file: &Path, flags: &[&str]) -> Cost {
    let report = dir.join("cost");
    let pinned = Command::new("taskset").arg("-V").output().is_ok();
    let mut command = Command::new("/usr/bin/time");
    command.args(["-f", "%e %U %S %M", "-o"]).arg(&report);
    if pinned {
        command.args(["taskset", "-c", "0"]);
    }
    let status = command
        .arg(env!("CARGO_BIN_EXE_po"))
        .arg("import")
        .arg(file)
        .args(flags)
        .current_dir(dir)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", dir)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()
        .expect("GNU time is there");
    assert!(status.success(), "{status}");
    let text = std::fs::read_to_string(&report).expect("what it cost");
    let figures: Vec<f64> = text
        .split_whitespace()
        .filter_map(|figure| figure.parse().ok())
        .collect();
    let [seconds, user, system, kibibytes] = figures[..] else {
        panic!("GNU time says `{text}`");
    };
    Cost {
        seconds,
        processor: user + system,
        mebibytes: kibibytes / 1024.0,
    }
}
