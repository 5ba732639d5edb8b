//! How long a million futures take, and how often forecasts come true on invented boards: `cargo bench --bench forecast`.
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::hint::black_box;
use std::time::Instant;

use backlog::scrum::{
    BACK_TRIALS, Begun, HORIZONS, Hits, Moment, Run, Step, amounts, backtest, finish,
};

/// How many invented boards there are of a kind, and how many Sprints each has.
const BOARDS: u64 = 150;
const SPRINTS: usize = 30;
/// How the look back is run.
const RUN: Run = Run {
    seed: 42,
    trials: BACK_TRIALS,
};

/// What the Sprints of a board are like.
struct Kind {
    name: &'static str,
    /// How much of one Sprint's luck goes on in the next.
    memory: f64,
    /// How far the pace wanders a Sprint.
    wander: f64,
    /// How many in a hundred Sprints come to nothing.
    empty: f64,
    /// How many in a hundred come to two and a half times as much.
    huge: f64,
    /// Figures are whole multiples of these points.
    grain: f64,
}

const KINDS: [Kind; 6] = [
    Kind {
        name: "chance alone",
        memory: 0.0,
        wander: 0.0,
        empty: 0.0,
        huge: 0.0,
        grain: 1.0,
    },
    Kind {
        name: "luck goes on",
        memory: 0.5,
        wander: 0.0,
        empty: 0.0,
        huge: 0.0,
        grain: 1.0,
    },
    Kind {
        name: "the pace wanders",
        memory: 0.0,
        wander: 0.12,
        empty: 0.0,
        huge: 0.0,
        grain: 1.0,
    },
    Kind {
        name: "heavy tails",
        memory: 0.2,
        wander: 0.0,
        empty: 0.02,
        huge: 0.08,
        grain: 1.0,
    },
    Kind {
        name: "many empty",
        memory: 0.2,
        wander: 0.05,
        empty: 0.12,
        huge: 0.02,
        grain: 1.0,
    },
    Kind {
        name: "few figures",
        memory: 0.3,
        wander: 0.05,
        empty: 0.03,
        huge: 0.0,
        grain: 5.0,
    },
];

/// SplitMix64, and what is made of it.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let unit = ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64;
        unit
    }

    /// A bell about 0 (Box and Muller).
    fn bell(&mut self) -> f64 {
        let far = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        far * (std::f64::consts::TAU * self.unit()).cos()
    }
}

fn board(kind: &Kind, seed: u64) -> Vec<i64> {
    let mut random = Random(seed * 7919 + 17);
    let pace = (3.0 + 0.6 * random.bell()).exp();
    let width = 0.25 + 0.4 * random.unit();
    let (mut luck, mut level) = (0.0, 0.0);
    (0..SPRINTS)
        .map(|_| {
            luck = kind.memory * luck + (1.0 - kind.memory * kind.memory).sqrt() * random.bell();
            level += kind.wander * random.bell();
            let mut points = pace * f64::exp(level + width * luck);
            if random.unit() < kind.huge {
                points *= 2.5;
            }
            if random.unit() < kind.empty {
                points = 0.0;
            }
            #[expect(clippy::cast_possible_truncation, reason = "far below")]
            let hundredths = ((points / kind.grain).round() * kind.grain * 100.0) as i64;
            hundredths
        })
        .collect()
}

fn main() {
    let past: Vec<Step> = [18, 21, 24, 14, 26, 20, 22, 17]
        .map(|points| Step {
            done: points * 100,
            added: 200,
        })
        .to_vec();
    let run = Run {
        seed: 42,
        trials: 1_000_000,
    };
    println!("a million futures, one thread");
    for (name, work) in [
        ("3 Sprints ahead", 5_400),
        ("10 Sprints ahead", 18_000),
        ("50 Sprints ahead", 90_000),
    ] {
        let began = Instant::now();
        black_box(finish(
            &past,
            work,
            Begun::default(),
            130,
            &[Moment::end_of(4)],
            run,
        ));
        println!(
            "  when, {name:18} {:7.1} ms",
            began.elapsed().as_secs_f64() * 1e3
        );
    }
    let began = Instant::now();
    black_box(amounts(
        &past,
        Begun::default(),
        &HORIZONS.map(Moment::end_of),
        run,
    ));
    println!(
        "  how much, 1 3 6 Sprints  {:7.1} ms",
        began.elapsed().as_secs_f64() * 1e3
    );

    println!("how often forecasts come true, {BOARDS} invented boards of {SPRINTS} Sprints each");
    println!("  {:18} {:>7}   50 %   85 %   95 %", "", "Sprints");
    for kind in &KINDS {
        let began = Instant::now();
        let boards = (0..BOARDS).map(|seed| backtest(&board(kind, seed), RUN));
        let all = boards.fold([Hits::default(); HORIZONS.len()], |a, b| {
            std::array::from_fn(|at| a[at].and(&b[at]))
        });
        for (hits, sprints) in all.iter().zip(HORIZONS) {
            #[expect(clippy::cast_precision_loss, reason = "shown")]
            let rates = hits.hit.map(|hit| 100.0 * hit as f64 / hits.n as f64);
            println!(
                "  {:18} {sprints:>7}  {:5.1}  {:5.1}  {:5.1}   of {}",
                kind.name, rates[0], rates[1], rates[2], hits.n
            );
        }
        let forecasts: u64 = all[0].n;
        println!(
            "  {forecasts} moments looked back at in {:.0} ms",
            began.elapsed().as_secs_f64() * 1e3
        );
    }
}
