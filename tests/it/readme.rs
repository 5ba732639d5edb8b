//! The transcript in README.md is real: each `console` block is replayed and compared. `PO_BLESS=1` writes what came out.

use std::fmt::Write as _;
use std::path::Path;

use crate::sandbox::Sandbox;

#[test]
fn the_transcript_is_what_po_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path)
        .expect("README.md")
        .replace("\r\n", "\n");
    let replayed = replay(&readme);
    if std::env::var_os("PO_BLESS").is_some() {
        std::fs::write(&path, &replayed).expect("README.md");
    } else {
        is_equal("README.md", &readme, &replayed);
    }
}

/// The text with every `console` block as it really goes; all blocks are one session.
fn replay(text: &str) -> String {
    let sandbox = Sandbox::empty();
    let (out, commands) = replayed(text, &mut |words| run(&sandbox, words));
    assert!(commands >= 8, "{commands} commands in the transcript");
    out
}

/// The text with what `run` gives for each command in its `console` blocks, and how many commands there are.
pub fn replayed(text: &str, run: &mut dyn FnMut(&[String]) -> String) -> (String, usize) {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        let _ = writeln!(out, "{line}");
        if line != "```console" {
            continue;
        }
        while let Some(line) = lines.next_if(|line| *line != "```") {
            let Some(command) = line.strip_prefix("$ ") else {
                continue;
            };
            let _ = writeln!(out, "{line}");
            let mut command = command.to_owned();
            while command.ends_with('\\') {
                let more = lines.next().expect("a line that goes on");
                let _ = writeln!(out, "{more}");
                command.pop();
                command.push_str(more.strip_prefix("> ").expect("`> ` goes on"));
            }
            // Blanks at the end of a line are nothing that a person sees, and editors take them away.
            for line in run(&words(&command)).lines() {
                let _ = writeln!(out, "{}", line.trim_end());
            }
            commands += 1;
        }
    }
    (out, commands)
}

fn run(sandbox: &Sandbox, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["po", args @ ..] => {
            let run = sandbox.run(args);
            run.stdout + &run.stderr
        }
        ["git", args @ ..] => sandbox.git(args),
        other => panic!("the transcript runs only po and git: {other:?}"),
    }
}

/// The words of a command line, with quotation marks as a shell takes them.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote: Option<char> = None;
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    assert!(quote.is_none(), "a quotation is not closed: {line}");
    words.extend(word);
    words
}

/// Fails where a page (from the top of the project) does not show what came out.
#[track_caller]
pub fn is_equal(page: &str, there: &str, real: &str) {
    let differs = there.lines().zip(real.lines()).position(|(a, b)| a != b);
    if let Some(at) = differs {
        let line = |text: &str| text.lines().nth(at).unwrap_or_default().to_owned();
        panic!(
            "{page}:{}: the transcript says\n  {}\nand po says\n  {}\nPO_BLESS=1 cargo test readme git_samples",
            at + 1,
            line(there),
            line(real)
        );
    }
    assert_eq!(
        there.lines().count(),
        real.lines().count(),
        "lines are missing"
    );
}
