//! An import that is interrupted, by Ctrl-C or a kill, at any moment: all of it is there or nothing, and nothing is left lying about.
#![cfg(unix)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::sandbox::Sandbox;

/// Enough that files are synced together, and that there is time to die in.
const ROWS: usize = 200;

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let text = "A long text that says what is wanted. ".repeat(60);
    let rows: String = (1..=ROWS)
        .map(|n| format!("US-{n},Item {n},{text}\n"))
        .collect();
    std::fs::write(
        sandbox.dir().join("big.csv"),
        format!("ID,Title,Description\n{rows}"),
    )
    .unwrap();
    sandbox
}

/// Starts an import, lets it go on for a while, ends it by a signal, and returns whether that came in time.
fn interrupted(sandbox: &Sandbox, signal: &str, after: Duration) -> bool {
    let mut import = sandbox
        .command(env!("CARGO_BIN_EXE_po"))
        .args(["import", "big.csv"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(after);
    let pid = import.id().to_string();
    let _ = Command::new("kill").args([signal, &pid]).status().unwrap();
    !import.wait().unwrap().success()
}

fn items(sandbox: &Sandbox) -> usize {
    let listed = sandbox.run(&["list", "--all", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    let list: Value = serde_json::from_str(&listed.stdout).unwrap();
    list["stories"].as_array().unwrap().len()
}

#[test]
fn an_interrupted_import_is_whole_or_nothing() {
    let whole = sandbox();
    let begin = Instant::now();
    whole.ok(&["import", "big.csv"]);
    let mut time = begin.elapsed();
    assert_eq!(items(&whole), ROWS);
    let rounds = 10;
    let mut in_time = 0;
    for round in 0..rounds {
        let sandbox = sandbox();
        let signal = ["-INT", "-KILL"][round % 2];
        let after = time * u32::try_from(round).unwrap() / (rounds as u32);
        match interrupted(&sandbox, signal, after) {
            true => in_time += 1,
            // The machine had more to do before.
            false => time = time * 2 / 3,
        }
        // Whoever looks next sees one or the other, and no file that is half written.
        assert_eq!(sandbox.run(&["status"]).code, 0);
        let seen = items(&sandbox);
        assert!(
            seen == 0 || seen == ROWS,
            "{signal} after {after:?}: {seen} items"
        );
        // Whoever writes next tidies up.
        sandbox.ok(&["add", "One more"]);
        assert_eq!(items(&sandbox), seen + 1);
        let left = |folder: &str| {
            let files = walkdir::WalkDir::new(sandbox.dir().join(folder)).into_iter();
            let names = files.map(|file| file.unwrap().file_name().to_string_lossy().into_owned());
            names
                .filter(|name| name.ends_with(".tmp"))
                .collect::<Vec<_>>()
        };
        assert_eq!(left("."), Vec::<String>::new(), "{signal} after {after:?}");
        // And the import can be made again.
        sandbox.ok(&["import", "big.csv"]);
        assert!(items(&sandbox) >= ROWS, "{signal} after {after:?}");
    }
    assert!(
        in_time > rounds / 3,
        "{in_time} of {rounds} were ended in time"
    );
}
