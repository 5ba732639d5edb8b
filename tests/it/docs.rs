//! The documentation is true where a machine can tell: links lead to files, and commands that it names exist.

use std::path::{Path, PathBuf};

use crate::architecture::plan::PLAN;
use crate::sandbox::Sandbox;

/// README.md and the pages of docs/, from the top of the project.
fn pages() -> Vec<(PathBuf, String)> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages: Vec<PathBuf> = std::fs::read_dir(top.join("docs"))
        .expect("docs")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    pages.extend(["README.md", "CHANGELOG.md"].map(|name| top.join(name)));
    pages.sort();
    pages
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).expect("a page");
            (path, text.replace("\r\n", "\n"))
        })
        .collect()
}

/// The text without fenced blocks.
fn prose(text: &str) -> String {
    let mut fenced = false;
    text.lines()
        .filter(|line| {
            let fence = line.trim_start().starts_with("```");
            fenced ^= fence;
            !fence && !fenced
        })
        .map(|line| format!("{line}\n"))
        .collect()
}

/// The anchor that a page gives a heading.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter_map(|c| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        })
        .collect()
}

fn anchors(text: &str) -> Vec<String> {
    prose(text)
        .lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

#[test]
fn links_lead_somewhere() {
    let mut wrong = Vec::new();
    let mut links = 0;
    for (page, text) in pages() {
        let prose = prose(&text);
        for target in prose.split("](").skip(1) {
            let target = target.split(')').next().unwrap_or_default();
            if target.contains("://") || target.starts_with("mailto:") {
                continue;
            }
            links += 1;
            let (path, part) = target.split_once('#').unwrap_or((target, ""));
            let file = if path.is_empty() {
                page.clone()
            } else {
                page.parent().expect("a folder").join(path)
            };
            let leads = file.exists()
                && (part.is_empty()
                    || std::fs::read_to_string(&file)
                        .is_ok_and(|text| anchors(&text).iter().any(|anchor| anchor == part)));
            if !leads {
                wrong.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(links > 15, "only {links} links were found");
}

#[test]
fn commands_that_are_named_exist() {
    let sandbox = Sandbox::empty();
    let all = sandbox.ok(&["help", "--all"]);
    let mut known: Vec<&str> = all
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.split_whitespace().next())
        .collect();
    known.push("man");
    let mut wrong = Vec::new();
    let mut seen = Vec::new();
    for (page, text) in pages() {
        for command in code(&text) {
            let Some(verb) = command.strip_prefix("po ") else {
                continue;
            };
            let verb = verb.split_whitespace().next().unwrap_or_default();
            if !verb.bytes().all(|byte| byte.is_ascii_lowercase()) || verb.is_empty() {
                continue;
            }
            seen.push(verb.to_owned());
            if !known.contains(&verb) {
                wrong.push(format!("{}: {command}", page.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let guide = pages()
        .into_iter()
        .find(|(path, _)| path.ends_with("guide.md"));
    let (_, guide) = guide.expect("docs/guide.md");
    for verb in known.iter().filter(|verb| **verb != "man") {
        assert!(
            code(&guide)
                .iter()
                .any(|span| *span == format!("po {verb}")
                    || span.starts_with(&format!("po {verb} "))),
            "docs/guide.md says nothing of `po {verb}`"
        );
    }
}

/// Code spans, and the lines of fenced blocks without a prompt.
fn code(text: &str) -> Vec<String> {
    let mut found: Vec<String> = prose(text)
        .lines()
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .map(str::to_owned)
        .collect();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            found.push(line.trim().trim_start_matches("$ ").to_owned());
        }
    }
    found
}

#[test]
fn keys_of_queries_are_in_the_guide() {
    let guide =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md"))
            .expect("docs/guide.md");
    for key in backlog::scrum::KEYS {
        assert!(
            guide.contains(&format!("| `{}` |", key.name)) && guide.contains(key.example),
            "docs/guide.md says nothing of the query key `{}`",
            key.name
        );
    }
}

/// The picture in docs/architecture.md shows each room, draws only arrows that the plan allows, and all ways there are.
#[test]
fn the_picture_of_the_house_follows_the_plan() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/architecture.md");
    let text = std::fs::read_to_string(path).expect("docs/architecture.md");
    let picture = text.split("```").nth(1).expect("the picture");
    let word = |side: &str| {
        let side = side.trim();
        side.split('[').next().unwrap_or(side).to_owned()
    };
    let arrows: Vec<(String, String)> = picture
        .lines()
        .filter_map(|line| line.split_once(" --> "))
        .map(|(from, to)| (word(from), word(to)))
        .collect();
    for room in PLAN.iter().filter(|room| room.name != "lib") {
        let mut reached = vec![room.name.to_owned()];
        let mut at = 0;
        while at < reached.len() {
            for (from, to) in &arrows {
                if *from == reached[at] && !reached.contains(to) {
                    reached.push(to.clone());
                }
            }
            at += 1;
        }
        for (from, to) in arrows.iter().filter(|(from, _)| from == room.name) {
            assert!(
                room.names.contains(&to.as_str()),
                "{from} may not name {to}"
            );
        }
        for below in room.names {
            assert!(
                reached.iter().any(|name| name == below),
                "no way from {} to {below} is drawn",
                room.name
            );
        }
        assert!(
            arrows.iter().any(|(a, b)| a == room.name || b == room.name),
            "{} is not drawn",
            room.name
        );
    }
}

/// What the page on the architecture shows of a file stands in that file.
#[test]
fn code_that_is_shown_stands_where_it_is_said() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(top.join("docs/architecture.md")).expect("the page");
    let page = page.replace("\r\n", "\n");
    let mut shown = 0;
    for block in page.split("```rust\n// ").skip(1) {
        let (path, code) = block.split_once('\n').expect("a path, then code");
        let code = code.split("```").next().expect("code");
        let file = std::fs::read_to_string(top.join(path)).expect("the file is there");
        assert!(
            file.replace("\r\n", "\n").contains(code),
            "{path} has no such lines:\n{code}"
        );
        shown += 1;
    }
    assert!(shown >= 5, "{shown}");
}

/// Files and folders that the page on the architecture names are there.
#[test]
fn files_of_the_architecture_are_there() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(top.join("docs/architecture.md")).expect("the page");
    let page = prose(&page.replace("\r\n", "\n"));
    let named = page.split('`').skip(1).step_by(2).filter(|word| {
        let start = ["src/", "tests/", "benches/", "docs/"];
        start.iter().any(|folder| word.starts_with(folder)) && !word.contains("NAME")
    });
    let mut count = 0;
    for word in named {
        assert!(top.join(word).exists(), "`{word}` is not there");
        count += 1;
    }
    assert!(count > 10, "{count}");
}
