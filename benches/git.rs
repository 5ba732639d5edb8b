//! Minting among a thousand branches, and reading the past without a checkout, on whole processes: `cargo bench --bench git`.
//!
//! Rounds are interleaved, so that a busy moment hits all rows alike; figures are medians, those of ratios too.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures files, processes and time"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use backlog::demo::generate;

use crate::process::{git, median};

#[path = "shared/process.rs"]
mod process;

/// The seed of the measured backlog.
const SEED: u64 = 42;
/// The first commit's second: 2020-01-01.
const BEGIN: u64 = 1_577_836_800;
/// So many commits change stories after all of them are there.
const CHANGES: usize = 1_000;
/// So many stories come in a commit.
const TOGETHER: usize = 100;
/// Reading the past is at the speed of the working tree where it takes no longer than so many times as long.
const PAST: f64 = 1.2;
/// How often each row runs.
const ROUNDS: usize = 7;

fn number(name: &str, usual: usize) -> usize {
    let text = std::env::var(name).unwrap_or_default();
    text.parse().unwrap_or(usual)
}

fn main() -> ExitCode {
    let stories = number("PO_BENCH_STORIES", 10_000);
    let branches = number("PO_BENCH_BRANCHES", 1_000);
    let dir = tempfile::tempdir().expect("a folder");
    let top = dir.path().join("shop");
    make(&top, stories, branches);
    println!("\n### {stories} stories, {branches} branches, {ROUNDS} rounds\n");
    let minted = mint(&top);
    let past = look_back(&top);
    if minted && past {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Minting: without a mark, with one, and with one where the branches lie in a file each, as after a fetch.
fn mint(top: &Path) -> bool {
    let po = env!("CARGO_BIN_EXE_po");
    let log = ["log", "--all", "--diff-filter=A", "--name-only"];
    let mut times: [Vec<f64>; 4] = [const { Vec::new() }; 4];
    let loose = std::env::var_os("PO_BENCH_LOOSE").is_some();
    for round in 0..=ROUNDS {
        let _ = std::fs::remove_file(top.join(".git/po/ids"));
        let add = ["add", &format!("Measured in round {round}")];
        let row = [
            run(top, "git", &log),
            run(top, po, &add),
            run(top, po, &add),
            {
                if loose {
                    unpack(top);
                }
                run(top, po, &add)
            },
        ];
        if loose {
            git(top, &["pack-refs", "--all"]);
        }
        // The first round warms the disk's cache.
        if round > 0 {
            for (times, time) in times.iter_mut().zip(row) {
                times.push(time);
            }
        }
    }
    let [log, cold, warm, unpacked] = &times;
    let ratio = median(cold.iter().zip(log).map(|(own, other)| own / other));
    let warm = median(warm.iter().copied());
    let unpacked = median(unpacked.iter().copied());
    let verdict = |kept: bool| if kept { "yes" } else { "**no**" };
    println!("| work | median ms | × git log | budget | kept |\n|---|---|---|---|---|");
    let log = median(log.iter().copied());
    let cold = median(cold.iter().copied());
    println!("| `git log --all --diff-filter=A --name-only` | {log:.0} | 1.00 | | |");
    let kept = verdict(ratio <= 1.5);
    println!("| `po add`, no mark | {cold:.0} | {ratio:.2} | ≤ 1.5 × | {kept} |");
    let kept = verdict(warm <= 25.0);
    println!("| `po add`, with the mark | {warm:.1} | | ≤ 25 ms | {kept} |");
    if loose {
        let kept = verdict(unpacked <= 25.0);
        println!(
            "| the same, each branch in a file of its own | {unpacked:.1} | | ≤ 25 ms | {kept} |"
        );
    }
    ratio <= 1.5 && warm <= 25.0
}

/// `--at HEAD` beside the files at hand.
fn look_back(top: &Path) -> bool {
    let po = env!("CARGO_BIN_EXE_po");
    // What was added to be measured is not in HEAD.
    git(top, &["clean", "-qfd"]);
    let rows: [&[&str]; 11] = [
        &["list"],
        &["list", "--all", "--format", "json"],
        &["rank", "--by", "wsjf"],
        &["show", "77"],
        &["why", "77"],
        &["check"],
        &["roadmap"],
        &["report", "deps"],
        &["report", "velocity"],
        &["report", "cycle-time"],
        &["report", "flow"],
    ];
    println!("\n| work | files at hand, ms | `--at HEAD`, ms | × |\n|---|---|---|---|");
    let mut worst: f64 = 0.0;
    for row in rows {
        let (mut here, mut past) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let now = run(top, po, row);
            let then = run(top, po, &[row, &["--at", "HEAD"]].concat());
            if round > 0 {
                here.push(now);
                past.push(then);
            }
        }
        let ratio = median(past.iter().zip(&here).map(|(then, now)| then / now));
        worst = worst.max(ratio);
        println!(
            "| `po {}` | {:.0} | {:.0} | {ratio:.2} |",
            row.join(" "),
            median(here.into_iter()),
            median(past.into_iter())
        );
    }
    worst <= PAST
}

/// As [`process::run`], of what says little.
fn run(top: &Path, program: &str, arguments: &[&str]) -> f64 {
    process::run(top, program, arguments, 20)
}

/// Puts each branch into a file of its own.
fn unpack(top: &Path) {
    let packed = std::fs::read_to_string(top.join(".git/packed-refs")).expect("packed refs");
    for line in packed.lines() {
        if let Some((hash, name)) = line.split_once(" refs/remotes/") {
            let file = top.join(".git/refs/remotes").join(name);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, format!("{hash}\n")).expect("a reference");
        }
    }
    let rest: Vec<&str> = packed
        .lines()
        .filter(|line| !line.contains(" refs/remotes/"))
        .collect();
    std::fs::write(
        top.join(".git/packed-refs"),
        format!("{}\n", rest.join("\n")),
    )
    .expect("refs");
}

/// A stream for `git fast-import`.
struct Stream {
    pipe: std::process::ChildStdin,
    marks: usize,
}

impl Stream {
    /// Writes a commit on a branch, after another one, and returns its mark.
    fn commit(&mut self, branch: &str, from: usize, files: &[(&str, &str)]) -> usize {
        self.marks += 1;
        let date = BEGIN + self.marks as u64 * 9_000;
        let mut text = format!(
            "commit {branch}\nmark :{}\ncommitter Ada Example <ada@example.org> {date} +0000\ndata 5\nWork\n\n",
            self.marks
        );
        if from > 0 {
            let _ = writeln!(text, "from :{from}");
        }
        for (path, content) in files {
            let length = content.len();
            let _ = writeln!(
                text,
                "M 100644 inline backlog/{path}\ndata {length}\n{content}"
            );
        }
        self.pipe.write_all(text.as_bytes()).expect("a pipe");
        self.marks
    }
}

/// Makes a repository: the stories a hundred at a time, a thousand changes, and branches from anywhere among them, each
/// with a new story and a change; packed as git does it.
fn make(top: &Path, stories: usize, branches: usize) {
    process::imported(top, |pipe| {
        write(Stream { pipe, marks: 0 }, stories, branches)
    });
}

fn write(mut stream: Stream, stories: usize, branches: usize) {
    let mut files: Vec<(String, String)> = generate(stories as u64, SEED).collect();
    let mut random = fastrand::Rng::with_seed(SEED);
    let mut line: Vec<usize> = vec![0];
    for some in files.chunks(TOGETHER) {
        let some: Vec<(&str, &str)> = some.iter().map(|(path, text)| (&**path, &**text)).collect();
        let from = line.last().copied().unwrap_or(0);
        line.push(stream.commit("refs/heads/main", from, &some));
    }
    for change in 0..CHANGES {
        let at = random.usize(files.len() / 2..files.len());
        let _ = write!(files[at].1, "\nChanged {change}\n");
        let (path, text) = &files[at];
        let from = line.last().copied().unwrap_or(0);
        line.push(stream.commit("refs/heads/main", from, &[(path, text)]));
    }
    for branch in 0..branches {
        let name = format!("refs/remotes/origin/topic-{branch}");
        let from = line[random.usize(line.len() / 2..line.len())];
        let id = stories + 1 + branch;
        let path = format!("stories/US-{id}-branch.md");
        let text = format!("---\ntitle: Branch {branch}\nid: US-{id}\nstatus: new\n---\n");
        let first = stream.commit(&name, from, &[(&path, &text)]);
        let (path, text) = &files[random.usize(files.len() / 2..files.len())];
        let text = format!("{text}\nOn branch {branch}\n");
        stream.commit(&name, first, &[(path, &text)]);
    }
}
