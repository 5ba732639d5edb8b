//! The order in which waiting costs least, for large backlogs: `cargo bench --bench value_order`.
//!
//! Prints milliseconds, the cost, and how far above the proved bound it lies.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::process::ExitCode;
use std::time::Instant;

use backlog::model::Hundredths;
use backlog::scrum::{Job, value_order};

/// Seconds that 10,000 items with 10,000 dependencies may take.
const BUDGET: f64 = 1.0;

/// Hundredths of a percent that may be left to win there.
const MOST_LEFT: u64 = 5;

/// A generator of numbers that is the same everywhere (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap_or(0)
    }
}

/// Items with costs of delay of 0 to 59 and sizes of the deck, and dependencies between random ones.
fn random(seed: u64, count: usize, edges: usize) -> (Vec<Job>, Vec<Vec<usize>>) {
    let mut numbers = Numbers(seed);
    let deck = [1, 2, 3, 5, 8, 13];
    let whole = |number: usize| Hundredths::whole(i64::try_from(number).unwrap_or(0));
    let jobs = (0..count)
        .map(|_| Job {
            weight: whole(numbers.below(60)),
            size: whole(deck[numbers.below(6)]),
        })
        .collect();
    let mut place: Vec<usize> = (0..count).collect();
    for at in (1..count).rev() {
        place.swap(at, numbers.below(at + 1));
    }
    let mut needs = vec![Vec::new(); count];
    for _ in 0..edges {
        let (a, b) = (numbers.below(count), numbers.below(count));
        if place[a] < place[b] {
            needs[b].push(a);
        } else if place[a] > place[b] {
            needs[a].push(b);
        }
    }
    (jobs, needs)
}

fn main() -> ExitCode {
    println!("| items | dependencies | ms | left to win at most, % | proved optimal |");
    println!("|---|---|---|---|---|");
    let mut kept = true;
    for (count, edges) in [
        (1_000, 1_000),
        (10_000, 3_000),
        (10_000, 10_000),
        (10_000, 20_000),
        (100_000, 100_000),
    ] {
        let mut times = Vec::new();
        let mut left = Vec::new();
        let mut optimal = 0;
        let rounds = if count > 10_000 { 1 } else { 5 };
        for seed in 1..=rounds {
            let (jobs, needs) = random(seed, count, edges);
            let start = Instant::now();
            let found = value_order(&jobs, &needs).expect("no circles");
            times.push(start.elapsed().as_secs_f64());
            left.push(found.cost.gap(found.lower_bound).expect("a bound"));
            optimal += usize::from(found.is_optimal());
        }
        let slowest = times.iter().copied().fold(0.0, f64::max);
        let most = left.into_iter().max().unwrap_or(0);
        println!(
            "| {count} | {edges} | {:.0} | {}.{:02} | {optimal} of {rounds} |",
            slowest * 1_000.0,
            most / 100,
            most % 100,
        );
        if (count, edges) == (10_000, 10_000) {
            kept = slowest < BUDGET && most <= MOST_LEFT;
        }
    }
    if kept {
        ExitCode::SUCCESS
    } else {
        println!("the budget was not kept: {BUDGET} s and 0.0{MOST_LEFT} %");
        ExitCode::FAILURE
    }
}
