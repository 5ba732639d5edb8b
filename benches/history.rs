//! The budget of the history, held against `git log`, on whole processes: `cargo bench --bench history`.
//!
//! Rounds are interleaved, so that a busy moment hits all rows alike; figures are medians, those of ratios too.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures files, processes and time"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{ChildStdin, ExitCode};

use backlog::demo::generate;

use crate::process::{median, run};

#[path = "shared/process.rs"]
mod process;

/// The seed of the measured backlog.
const SEED: u64 = 42;
/// The first commit's second: 2020-01-01.
const BEGIN: u64 = 1_577_836_800;

/// How many commits and stories, and how often each row runs.
struct Size {
    commits: u64,
    stories: u64,
    rounds: usize,
}

fn number(name: &str, usual: u64) -> u64 {
    let text = std::env::var(name).unwrap_or_default();
    text.parse().unwrap_or(usual)
}

fn main() -> ExitCode {
    let size = Size {
        commits: number("PO_BENCH_COMMITS", 20_000),
        stories: number("PO_BENCH_STORIES", 1_000),
        rounds: 7,
    };
    let dir = tempfile::tempdir().expect("a folder");
    let top = dir.path().join("shop");
    make(&top, &size);
    let log = ["log", "--first-parent", "--raw", "--", "backlog"];
    let show = ["show", "7", "--history"];
    let po = env!("CARGO_BIN_EXE_po");
    let mut times: [Vec<f64>; 3] = [const { Vec::new() }; 3];
    for round in 0..=size.rounds {
        forget(&top);
        let row = [
            run(&top, "git", &log, 100),
            run(&top, po, &show, 100),
            run(&top, po, &show, 100),
        ];
        // The first round warms the disk's cache.
        if round > 0 {
            for (times, time) in times.iter_mut().zip(row) {
                times.push(time);
            }
        }
    }
    let [log, first, again] = &times;
    let ratio = median(first.iter().zip(log).map(|(own, other)| own / other));
    let again = median(again.iter().copied());
    let kept = [ratio <= 1.5, again <= 100.0];
    let verdict = |kept: bool| if kept { "yes" } else { "**no**" };
    let (commits, stories) = (size.commits, size.stories);
    println!(
        "\n### {commits} commits, {stories} stories, {} rounds\n",
        size.rounds
    );
    println!("| work | median ms | × git log | budget | kept |\n|---|---|---|---|---|");
    let middle = |times: &[f64]| median(times.iter().copied());
    println!(
        "| `git log --first-parent --raw -- backlog` | {:.0} | 1.00 | | |",
        middle(log)
    );
    println!(
        "| `po show 7 --history`, nothing kept | {:.0} | {ratio:.2} | ≤ 1.5 × | {} |",
        middle(first),
        verdict(kept[0])
    );
    println!(
        "| the second time | {again:.0} | {:.2} | ≤ 100 ms | {} |",
        again / middle(log),
        verdict(kept[1])
    );
    if kept.iter().all(|kept| *kept) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Removes what was kept of the history.
fn forget(top: &Path) {
    let kept: Vec<PathBuf> = std::fs::read_dir(top.join(".git/po"))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    for file in kept {
        std::fs::remove_file(file).expect("a file of ours");
    }
}

/// Makes a repository: all stories in the first commit, then one or two of them changed in each; packed as git does it.
fn make(top: &Path, size: &Size) {
    process::imported(top, |pipe| write(pipe, size));
}

fn write(mut stream: ChildStdin, size: &Size) {
    let mut files: Vec<(String, String)> = generate(size.stories, SEED).collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    let all: Vec<usize> = (0..files.len()).collect();
    stream
        .write_all(commit(0, &all, &files).as_bytes())
        .expect("a pipe");
    let stories: Vec<usize> = all
        .into_iter()
        .filter(|&at| files[at].0.starts_with("stories/"))
        .collect();
    for number in 1..size.commits {
        let mut changed: Vec<usize> = (0..random.usize(1..=2))
            .map(|_| stories[random.usize(..stories.len())])
            .collect();
        changed.dedup();
        for &at in &changed {
            change(&mut files[at].1, number, &mut random);
        }
        stream
            .write_all(commit(number, &changed, &files).as_bytes())
            .expect("a pipe");
    }
}

/// Changes a line of a story: its state, its size, its order, or a tick.
fn change(text: &mut String, number: u64, random: &mut fastrand::Rng) {
    let states = ["new", "ready", "in-progress", "done"];
    let choice = random.usize(..8);
    let (key, value) = match choice {
        0..=3 => ("status: ", states[random.usize(..4)].to_owned()),
        4 | 5 => (
            "points: ",
            [1, 2, 3, 5, 8, 13][random.usize(..6)].to_string(),
        ),
        6 => ("rank: ", format!("i{}", random.u32(1_000..9_999))),
        _ => {
            if text.contains("- [ ]") {
                *text = text.replacen("- [ ]", "- [x]", 1);
            } else {
                let _ = write!(text, "\nNote {number}\n");
            }
            return;
        }
    };
    let line = text.lines().find(|line| line.starts_with(key.trim_end()));
    match line.map(str::to_owned) {
        Some(line) => *text = text.replacen(&line, &format!("{key}{value}"), 1),
        None => *text = text.replacen("\nid: ", &format!("\n{key}{value}\nid: "), 1),
    }
}

fn commit(number: u64, changed: &[usize], files: &[(String, String)]) -> String {
    let date = BEGIN + number * 9_000;
    let mut text = format!(
        "commit refs/heads/main\ncommitter Ada Example <ada@example.org> {date} +0000\ndata 5\nWork\n\n"
    );
    for &at in changed {
        let (path, content) = &files[at];
        let _ = writeln!(
            text,
            "M 100644 inline backlog/{path}\ndata {}\n{content}",
            content.len()
        );
    }
    text
}
