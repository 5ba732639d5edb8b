//! Exports that break off or are spoilt: each format refuses them, or makes items and reported rows of them.

use std::time::{Duration, Instant};

use backlog::exchange::{FORMATS, detect};

use crate::import_memory::{exports, read};

/// SplitMix64.
struct Draw(u64);

impl Draw {
    fn below(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % below.max(1) as u64).unwrap()
    }

    fn of<'a, T: ?Sized>(&mut self, some: &[&'a T]) -> &'a T {
        some[self.below(some.len())]
    }
}

/// What breaks readers.
const PIECES: [&[u8]; 40] = [
    b"\"",
    b"'",
    b",",
    b";",
    b"\t",
    b"\r\n",
    b"\n",
    b"\0",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b"null",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"<item>",
    b"</item>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"&amp;",
    b"&#0;",
    b"---\n",
    b"*a\n",
    b"&a ",
    b"# ",
    b"- [ ] ",
    b"```\n",
    b"Scenario: ",
    b"@",
    b"\"\"",
    b"\\u0000",
    b"\xc3",
    b"31/02/2026",
    b"A-1",
    b"../",
];

/// Changes bytes here and there.
fn spoil(draw: &mut Draw, bytes: &mut Vec<u8>) {
    for _ in 0..=draw.below(6) {
        let at = draw.below(bytes.len() + 1);
        match draw.below(5) {
            0 if at < bytes.len() => bytes[at] ^= 1 << draw.below(8),
            1 => {
                let end = (at + draw.below(40)).min(bytes.len());
                bytes.drain(at..end);
            }
            2 => {
                let end = (at + draw.below(200)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                let to = draw.below(bytes.len() + 1);
                bytes.splice(to..to, piece);
            }
            _ => {
                let piece = draw.of(&PIECES.map(|piece| piece));
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
}

/// Spoils exports until told to stop.
fn spoil_exports(seed: u64, go_on: &mut dyn FnMut(usize) -> bool) {
    let exports = exports();
    let mut draw = Draw(seed);
    let mut round = 0;
    while go_on(round) {
        let (own, whole) = &exports[round % exports.len()];
        round += 1;
        let mut files = whole.clone();
        let names: Vec<String> = files.0.keys().cloned().collect();
        let name = &names[draw.below(names.len())];
        if let Some(bytes) = files.0.get_mut(name) {
            if draw.below(10) == 0 {
                *bytes = (0..draw.below(300))
                    .map(|_| u8::try_from(draw.below(256)).unwrap())
                    .collect();
            } else {
                spoil(&mut draw, bytes);
            }
        }
        let begin = Instant::now();
        let _ = read(own, &files);
        // Now and then a file is taken for another tool's.
        if draw.below(4) == 0 {
            let _ = read(&FORMATS[draw.below(FORMATS.len())], &files);
            let _ = detect(FORMATS, &files);
        }
        assert!(
            begin.elapsed() < Duration::from_secs(20),
            "{}: {files:?}",
            own.name
        );
    }
}

#[test]
fn every_format_reads_spoilt_exports() {
    spoil_exports(42, &mut |round| round < 600);
}

/// `PO_HOSTILE_SECONDS=600 cargo test --release --test it -- --ignored spoilt_exports_for_long`
#[test]
#[ignore = "as long as PO_HOSTILE_SECONDS says"]
fn spoilt_exports_for_long() {
    let seconds = std::env::var("PO_HOSTILE_SECONDS").ok();
    let seconds = seconds
        .and_then(|seconds| seconds.parse().ok())
        .unwrap_or(60);
    let seed = std::env::var("PO_HOSTILE_SEED").ok();
    let seed = seed.and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let end = Instant::now() + Duration::from_secs(seconds);
    let mut rounds = 0;
    spoil_exports(seed, &mut |round| {
        rounds = round;
        Instant::now() < end
    });
    println!("{rounds} rounds");
}

#[test]
fn every_format_reads_exports_that_break_off() {
    for (format, whole) in exports() {
        let items = read(format, &whole).unwrap().len();
        assert!(items > 0, "{}", format.name);
        for name in whole.0.keys() {
            let mut files = whole.clone();
            let bytes = &whole.0[name];
            for part in 0..64 {
                files
                    .0
                    .insert(name.clone(), bytes[..bytes.len() * part / 64].to_vec());
                // What breaks off holds no more than the whole; only of several files one may stand for itself that was a
                // part, and the name of an epic that is cut short is that of another one.
                let cut_names = usize::from(format.name == "csv");
                let most = items + whole.0.len() - 1 + cut_names;
                let found = read(format, &files).map_or(0, |found| found.len());
                assert!(
                    found <= most,
                    "{} at {part}/64: {found} of {items}",
                    format.name
                );
            }
        }
    }
}
