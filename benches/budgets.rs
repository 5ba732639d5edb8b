//! The budgets of the design, measured on whole processes beside the floor: `cargo bench --bench budgets`.
//!
//! Rounds are interleaved, so that a busy moment hits all rows alike. Figures are medians, those of ratios too: each
//! round's time is held against the other row's time in the same round.
#![expect(
    clippy::disallowed_methods,
    reason = "a benchmark measures files, processes and time"
)]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use crate::shared::floor;
use crate::shared::made::Made;

mod shared;

/// What a row is held against.
enum Budget {
    /// Nothing: others are held against it.
    Reference,
    /// So many times the time of another row.
    Times(f64, &'static str),
    /// So many milliseconds more than another row.
    Over(f64, &'static str),
    /// So many milliseconds.
    Within(f64),
}

/// A program that is run and timed.
struct Row {
    name: &'static str,
    /// The arguments in a round; `po` runs in the backlog's folder.
    arguments: fn(round: u64, size: u64) -> Vec<String>,
    /// Whether this benchmark itself is run, with the floor's arguments.
    own: bool,
    budget: Budget,
    /// Its largest memory, in MiB.
    memory: Option<f64>,
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

fn rows() -> Vec<Row> {
    let own = |name, arguments| Row {
        name,
        arguments,
        own: true,
        budget: Budget::Reference,
        memory: None,
    };
    let po = |name, budget, arguments| Row {
        name,
        arguments,
        own: false,
        budget,
        memory: None,
    };
    vec![
        own("bare process", |_, _| words(&["own:nothing"])),
        own("floor", |_, _| words(&["own:floor"])),
        own("list the names", |_, _| words(&["own:names"])),
        po("po --version", Budget::Over(3.0, "bare process"), |_, _| {
            words(&["--version"])
        }),
        Row {
            memory: Some(32.0),
            ..po("po list", Budget::Times(2.0, "floor"), |_, _| {
                words(&["list"])
            })
        },
        Row {
            memory: Some(32.0),
            ..po(
                "po rank ID --to 3",
                Budget::Times(2.0, "floor"),
                |round, size| words(&["rank", &open_story(round, size), "--to", "3"]),
            )
        },
        po(
            "po show ID",
            Budget::Times(2.0, "list the names"),
            |round, size| words(&["show", &open_story(round, size)]),
        ),
        po("po add", Budget::Within(25.0), |round, _| {
            words(&["add", &format!("Measured in round {round}")])
        }),
        po("po", Budget::Over(150.0, "po list"), |_, _| Vec::new()),
        po("po check", Budget::Times(4.0, "floor"), |_, _| {
            words(&["check"])
        }),
    ]
}

/// An open story that is no epic, another one each round.
fn open_story(round: u64, size: u64) -> String {
    let files = backlog::demo::generate(size, shared::made::SEED).skip(2);
    let mut open = files.filter(|(_, text)| text.contains("\nstatus: new\ntype: story\n"));
    let nth = usize::try_from(round).unwrap_or(0) * 3;
    let (path, _) = open.nth(nth).expect("an open story");
    let name = path.trim_start_matches("stories/");
    name.split('-').take(2).collect::<Vec<_>>().join("-")
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("own:nothing") => return ExitCode::SUCCESS,
        Some("own:floor") => {
            std::hint::black_box(floor::read_all(Path::new("stories")));
            return ExitCode::SUCCESS;
        }
        Some("own:names") => {
            std::hint::black_box(floor::names(Path::new("stories")));
            return ExitCode::SUCCESS;
        }
        _ => {}
    }
    let sizes = std::env::var("PO_BENCH_SIZES").unwrap_or_else(|_| "1000,10000".to_owned());
    let sizes: Vec<u64> = sizes
        .split(',')
        .filter_map(|size| size.trim().parse().ok())
        .collect();
    let mut all = BTreeMap::new();
    let mut kept = true;
    for &size in &sizes {
        let (medians, within) = measure(size);
        kept &= within;
        all.insert(size, medians);
    }
    kept &= linear(&all);
    if kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Measures one size, prints its table, and returns the medians in milliseconds and whether all budgets were kept.
fn measure(size: u64) -> (BTreeMap<&'static str, f64>, bool) {
    let rounds = if size > 10_000 { 7 } else { 11 };
    let made = Made::new(size);
    let mut rows = rows();
    let wanted = rows.len();
    // The first round fills caches and writes the high-water mark; a row that fails in it, or says nothing, is not
    // measured: doing nothing is always fast.
    rows.retain(|row| match run(row, &made, 0, size, Watch::Output) {
        Ok(_) => true,
        Err(why) => {
            println!("not measured: {}: {why}", row.name);
            false
        }
    });
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for round in 1..=rounds {
        for row in &rows {
            let (time, _) = run(row, &made, round, size, Watch::Time).expect("it ran before");
            times.entry(row.name).or_default().push(time);
        }
    }
    let medians: BTreeMap<&str, f64> = times
        .iter()
        .map(|(&name, times)| (name, median(times.iter().copied())))
        .collect();
    let ratio = |name: &str, other: &str| {
        let pairs = times.get(name).zip(times.get(other));
        pairs.map_or(f64::NAN, |(own, others)| {
            median(own.iter().zip(others).map(|(own, other)| own / other))
        })
    };

    println!("\n### {size} stories, {rounds} rounds\n");
    println!("| work | median ms | × floor | peak MiB | budget | kept |");
    println!("|---|---|---|---|---|---|");
    let mut all_kept = rows.len() == wanted;
    for row in &rows {
        let time = medians[row.name];
        let peak = run(row, &made, rounds + 1, size, Watch::Memory)
            .ok()
            .and_then(|(_, peak)| peak);
        let of = |name: &str| medians.get(name).copied().unwrap_or(f64::NAN);
        let (budget, fits) = match row.budget {
            Budget::Reference => (String::new(), true),
            Budget::Times(times, other) => {
                let ratio = ratio(row.name, other);
                let of = match other {
                    "floor" => String::new(),
                    _ => format!(" (is {ratio:.2})"),
                };
                (format!("≤ {times} × {other}{of}"), ratio <= times)
            }
            Budget::Over(more, other) => {
                let fits = time <= of(other) + more;
                (format!("≤ {other} + {more} ms"), fits)
            }
            Budget::Within(most) => (format!("≤ {most} ms"), time <= most),
        };
        // The budgets speak of 10,000 stories; with fewer the start of a process weighs most.
        let fits_memory = row.memory.zip(peak).is_none_or(|(most, peak)| peak < most);
        let within = (size == 10_000).then_some(fits && fits_memory);
        all_kept &= within != Some(false);
        println!(
            "| {} | {time:.1} | {:.2} | {} | {budget}{} | {} |",
            row.name,
            ratio(row.name, "floor"),
            peak.map_or("–".to_owned(), |peak| format!("{peak:.0}")),
            row.memory
                .map_or(String::new(), |most| format!(", < {most} MiB")),
            within.map_or("–", verdict),
        );
    }
    (medians, all_kept)
}

fn median(figures: impl Iterator<Item = f64>) -> f64 {
    let mut figures: Vec<f64> = figures.collect();
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Prints how rows grow from 10,000 to 100,000 stories, and returns whether none grows more than twelvefold.
fn linear(all: &BTreeMap<u64, BTreeMap<&str, f64>>) -> bool {
    let (Some(small), Some(large)) = (all.get(&10_000), all.get(&100_000)) else {
        return true;
    };
    println!("\n### From 10,000 to 100,000\n\n| work | grows × | ≤ 12 |\n|---|---|---|");
    let mut kept = true;
    for (name, time) in large {
        let growth = time / small.get(name).copied().unwrap_or(f64::NAN);
        let fits = growth <= 12.0;
        kept &= fits;
        println!("| {name} | {growth:.1} | {} |", verdict(fits));
    }
    kept
}

fn verdict(kept: bool) -> &'static str {
    if kept { "yes" } else { "**no**" }
}

/// What a run is watched for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Watch {
    Output,
    Time,
    Memory,
}

/// Runs a row once and returns milliseconds, and MiB where they are asked for and can be told.
fn run(
    row: &Row,
    made: &Made,
    round: u64,
    size: u64,
    watch: Watch,
) -> Result<(f64, Option<f64>), String> {
    let program = if row.own {
        std::env::current_exe().expect("this program")
    } else {
        env!("CARGO_BIN_EXE_po").into()
    };
    let timer = Path::new("/usr/bin/time");
    let report = made.dir.path().join("memory");
    let timed = watch == Watch::Memory && timer.exists();
    let mut command = if timed {
        let mut command = Command::new(timer);
        command.args(["-f", "%M", "-o"]).arg(&report).arg(program);
        command
    } else {
        Command::new(program)
    };
    command
        .args((row.arguments)(round, size))
        .current_dir(made.backlog())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", made.dir.path())
        .stdin(Stdio::null())
        .stdout(if watch == Watch::Output {
            Stdio::piped()
        } else {
            Stdio::null()
        })
        .stderr(Stdio::piped());
    let begin = Instant::now();
    let output = command.output().map_err(|error| error.to_string())?;
    let time = begin.elapsed().as_secs_f64() * 1_000.0;
    // 1 is a finding, and generated stories may have some.
    if !matches!(output.status.code(), Some(0 | 1)) {
        let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
        return Err(format!("{}: {said}", output.status));
    }
    if watch == Watch::Output && !row.own && output.stdout.is_empty() {
        return Err("it prints nothing".to_owned());
    }
    let peak = timed
        .then(|| std::fs::read_to_string(&report).ok())
        .flatten();
    let peak = peak.and_then(|text| text.lines().last()?.trim().parse::<f64>().ok());
    Ok((time, peak.map(|kib| kib / 1_024.0)))
}
