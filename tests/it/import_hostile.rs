//! Hostile files: whatever they hold, each format refuses them or makes items and reported rows of them, in bounded time and memory.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::{Duration, Instant};

use backlog::exchange::{
    FORMATS, Format, PlanOptions, Planner, ReadError, ReadOptions, Source, SourceEntry,
    SourceError, detect, extra_yaml, fit,
};
use backlog::model::{Backlog, Config};

use crate::import_fixtures::ledger;
use crate::import_sandbox::{import, reasons, stories};
use crate::sandbox::Sandbox;

/// Files in memory.
#[derive(Debug, Clone, Default)]
struct Files(BTreeMap<String, Vec<u8>>);

impl Files {
    fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self(BTreeMap::from([(name.to_owned(), bytes.into())]))
    }

    /// A file or folder of the fixtures.
    fn at(path: &Path) -> Self {
        let mut files = BTreeMap::new();
        for entry in walkdir::WalkDir::new(path).into_iter().map(Result::unwrap) {
            if entry.file_type().is_file() {
                let name = match entry.path().strip_prefix(path).unwrap().to_str().unwrap() {
                    "" => entry.file_name().to_str().unwrap().to_owned(),
                    inner => inner.replace('\\', "/"),
                };
                files.insert(name, std::fs::read(entry.path()).unwrap());
            }
        }
        Self(files)
    }
}

impl Source for Files {
    fn list(&self, folder: &str) -> Result<Vec<SourceEntry>, SourceError> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let inner = self.0.keys().filter_map(|path| path.strip_prefix(&start));
        let found: BTreeSet<SourceEntry> = inner
            .map(|rest| match rest.split_once('/') {
                Some((name, _)) => SourceEntry {
                    name: name.to_owned(),
                    folder: true,
                },
                None => SourceEntry {
                    name: rest.to_owned(),
                    folder: false,
                },
            })
            .collect();
        if found.is_empty() && !folder.is_empty() {
            return Err(SourceError::Missing(folder.to_owned()));
        }
        Ok(found.into_iter().collect())
    }

    fn open(&self, path: &str) -> Result<Box<dyn Read + '_>, SourceError> {
        let bytes = self
            .0
            .get(path)
            .ok_or_else(|| SourceError::Missing(path.to_owned()))?;
        Ok(Box::new(Cursor::new(bytes.as_slice())))
    }
}

/// Reads a source twice, as an import does, decides, and makes the text of each item. Returns the items' titles.
fn read(format: &Format, source: &Files) -> Result<Vec<String>, ReadError> {
    let options = ReadOptions::default();
    let mut planner = Planner::default();
    let mut first = Vec::new();
    let report = (format.read)(source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            planner.add(&draft);
            first.push(draft.title);
        }
    })?;
    let backlog = Backlog::new(Config::default(), Vec::new(), Vec::new());
    let mut options_of_plan = PlanOptions {
        first_number: 1,
        ranks: &mut |_| Vec::new(),
        folder: "",
        update: None,
    };
    let decisions = planner.decide(&report, &backlog, &mut options_of_plan);
    let mut second = Vec::new();
    (format.read)(source, &options, &mut |mut draft| {
        if fit(&mut draft).is_ok() {
            second.push(draft.title.clone());
            if let Some(story) = decisions.story(second.len() - 1, draft) {
                assert!(
                    !story.path.contains("..") && !story.path.contains('\\'),
                    "{}",
                    story.path
                );
                let _ = extra_yaml(&story.extra);
            }
        }
    })
    .expect("what was read once is read again");
    assert_eq!(first, second, "{}: twice is the same", format.name);
    Ok(first)
}

/// Reads a source by every format, and tells which knows it.
fn read_by_all(source: &Files) -> Option<&'static str> {
    for format in FORMATS {
        let _ = read(format, source);
    }
    detect(FORMATS, source).map(|format| format.name)
}

/// The exports of the fixtures, by format.
fn exports() -> Vec<(&'static Format, Files)> {
    let all = FORMATS.iter().flat_map(|format| {
        let exports = ledger(format.name).into_iter();
        exports.map(move |(path, _)| (format, Files::at(&path)))
    });
    all.collect()
}

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
                // What breaks off holds no more than the whole.
                let found = read(format, &files).map_or(0, |found| found.len());
                assert!(
                    found <= items,
                    "{} at {part}/64: {found} of {items}",
                    format.name
                );
            }
        }
    }
}

#[test]
fn deep_nesting_ends() {
    for piece in [
        "[",
        "{\"a\":",
        "{\"issues\":[",
        "[{\"fields\":{\"description\":",
        "<a>",
        "<item>",
        "- ",
        "> ",
        "\"",
        "*",
        "{",
        "&",
    ] {
        let deep = piece.repeat(50_000);
        let _ = read_by_all(&Files::one("f.json", deep.clone()));
        let rss = format!(
            "<rss><channel><item><title>x</title><key>A-1</key><description>{deep}</description></item></channel></rss>"
        );
        let _ = read_by_all(&Files::one("f.xml", rss));
        let _ = read_by_all(&Files::one(
            "f.csv",
            format!("Issue key,Summary,Description\nA-1,x,{deep}\n"),
        ));
    }
}

fn refusal(name: &str, bytes: impl Into<Vec<u8>>, format: &str) -> String {
    let format = FORMATS.iter().find(|one| one.name == format).unwrap();
    read(format, &Files::one(name, bytes))
        .unwrap_err()
        .to_string()
}

#[test]
fn entities_of_a_files_own_are_refused() {
    let item = "<item><title>x</title><key id=\"1\">A-1</key><summary>&a;</summary></item>";
    let laughs: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for kind in [
        format!("<!DOCTYPE rss [<!ENTITY l0 \"lol\">{laughs}<!ENTITY a \"&l9;\">]>"),
        "<!DOCTYPE rss [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>".to_owned(),
        "<!DOCTYPE rss [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/x\">%p;]>".to_owned(),
        "<!DOCTYPE rss SYSTEM \"http://127.0.0.1:9/x.dtd\">".to_owned(),
    ] {
        let text = format!("<?xml version=\"1.0\"?>{kind}<rss><channel>{item}</channel></rss>");
        let why = refusal("f.xml", text, "jira");
        assert!(why.contains("document type"), "{why}");
    }
    // Without a type the entity is nobody's.
    let why = refusal(
        "f.xml",
        format!("<rss><channel>{item}</channel></rss>"),
        "jira",
    );
    assert!(why.contains("entity"), "{why}");
}

#[test]
fn a_quote_that_never_closes_takes_no_memory() {
    let text = format!("Issue key,Summary\nA-1,\"{}", "word \n".repeat(6_000_000));
    let why = refusal("f.csv", text, "jira");
    assert!(
        why.contains("row 2") && why.contains("opened and not closed"),
        "{why}"
    );
    let long = format!(
        "[{{\"key\":\"A-1\",\"fields\":{{\"summary\":\"{}",
        "x".repeat(40_000_000)
    );
    let why = refusal("f.json", long, "jira");
    assert!(why.contains("16 MiB"), "{why}");
}

/// A table of 100,000 columns is read in time that grows with its size, and what is too much for the front matter is in the text.
#[test]
fn a_very_wide_table_is_read() {
    let header: Vec<String> = (0..100_000).map(|n| format!("Column {n}")).collect();
    let cells: Vec<String> = (0..100_000).map(|n| format!("value {n}")).collect();
    let text = format!(
        "Title,{}\nOne,{}\nTwo,\n",
        header.join(","),
        cells.join(",")
    );
    let begin = Instant::now();
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "wide.csv", text, &[]);
    assert_eq!(report["items"], 2);
    assert!(
        begin.elapsed() < Duration::from_secs(60),
        "{:?}",
        begin.elapsed()
    );
    let texts = stories(&sandbox);
    assert!(
        texts
            .iter()
            .any(|text| text.contains("Column 99999: value 99999")),
        "it is kept"
    );
    // What was written can be read again.
    assert_eq!(sandbox.run(&["list"]).code, 0);
}

#[test]
fn odd_cells_are_items_or_reported() {
    let sandbox = Sandbox::empty();
    let huge = "x".repeat(5 << 20);
    let long = "y".repeat(100_000);
    let text = format!(
        "Title,Description,Note\nzero,a\0b,c\0d\nhuge,{huge},\n{long},text,\nlong,text,{long}\n"
    );
    let report = import(&sandbox, "odd.csv", text, &[]);
    assert_eq!(report["items"], 2, "{report}");
    let said = reasons(&report, "reported");
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("texts") && said[1].contains("fields"),
        "{said:?}"
    );
    let texts = stories(&sandbox);
    assert!(texts.iter().any(|text| text.contains("a\u{fffd}b")));
    assert!(texts.iter().any(|text| text.contains(&long)));
    let listed = sandbox.run(&["list", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
}

/// Whatever a file is called and its items are named, nothing is written but below the backlog.
#[test]
fn names_of_items_never_leave_the_backlog() {
    let sandbox = Sandbox::empty();
    let names = [
        "../../../etc/x",
        "..\\..\\x",
        "C:\\x",
        "/abs",
        "CON",
        "a/b",
        "nul\0",
        ".",
        "..",
        " ",
        "~/x",
        "\u{202e}x",
    ];
    let rows: String = names
        .iter()
        .map(|name| format!("\"{name}\",\"{name}\"\n"))
        .collect();
    let report = import(&sandbox, "names.csv", format!("ID,Title\n{rows}"), &[]);
    let items = report["items"].as_u64().unwrap();
    assert_eq!(
        items as usize + reasons(&report, "reported").len(),
        names.len(),
        "{report}"
    );
    // Everything that lies around, but for the home of the test.
    let top = sandbox.dir().parent().unwrap().to_owned();
    let mut stories = 0;
    for entry in walkdir::WalkDir::new(&top).into_iter().map(Result::unwrap) {
        let path = entry
            .path()
            .strip_prefix(&top)
            .unwrap()
            .to_str()
            .unwrap()
            .replace('\\', "/");
        if entry.file_type().is_file() {
            stories += u64::from(path.starts_with("shop/backlog/stories/"));
            let known = path.starts_with("shop/backlog/") || path == "shop/names.csv";
            assert!(known, "{path}");
        }
    }
    assert_eq!(stories, items);
}

/// Secrets that real exports hold are not stored, and that is said.
#[test]
fn secrets_are_never_stored() {
    let sandbox = Sandbox::empty();
    let csv = "Title,API key,Password,Colour\nOne,abc123def456,hunter2,red\n";
    let report = import(&sandbox, "secret.csv", csv, &[]);
    let all = format!("{:?}{report}", stories(&sandbox));
    assert!(
        !all.contains("abc123def456") && !all.contains("hunter2"),
        "{all}"
    );
    assert!(all.contains("red"));
    assert_eq!(
        reasons(&report, "notes")
            .iter()
            .filter(|note| note.contains("secret"))
            .count(),
        2
    );
    // The mailbox of a card, wherever a board tells it.
    let (board, _) = ledger("trello").remove(0);
    let text = std::fs::read_to_string(board).unwrap();
    assert!(text.contains("secretsecret"), "the fixture holds one");
    let sandbox = Sandbox::empty();
    let report = import(&sandbox, "board.json", text, &[]);
    let written = stories(&sandbox).concat();
    assert!(written.contains("Pay with a saved card"));
    assert!(!format!("{written}{report}").contains("secretsecret"));
}
