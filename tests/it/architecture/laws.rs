//! The laws of the house, each a function from a file to what is wrong with it.

use super::paths::{NamedPath, paths};
use super::plan::{Places, Room, Wall};
use super::source::Source;

/// `path:line: what is wrong`.
pub(crate) type Complaint = String;

/// How the names of error types end.
const ERRORS: [&str; 2] = ["Error", "Refusal"];

/// The longest a file may be, in lines.
const LONGEST: usize = 500;

fn complain(source: &Source, line: usize, words: &str) -> Complaint {
    format!("{}:{line}: {words}", source.path)
}

/// The plan itself: each room it names is in it, once, and no way leads back.
pub(crate) fn circles_in_plan(plan: &[Room]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    // Rooms that name only rooms taken away before are taken away, until none is left or each names another.
    let mut left: Vec<&Room> = plan.iter().collect();
    loop {
        let count = left.len();
        let names: Vec<&str> = left.iter().map(|room| room.name).collect();
        left.retain(|room| below(room).any(|name| names.contains(&name)));
        if left.len() == count {
            break;
        }
    }
    if !left.is_empty() {
        let names: Vec<&str> = left.iter().map(|room| room.name).collect();
        complaints.push(format!(
            "the plan goes in a circle among: {}",
            names.join(", ")
        ));
    }
    for (index, room) in plan.iter().enumerate() {
        if plan[..index].iter().any(|other| other.name == room.name) {
            complaints.push(format!("the plan has `{}` twice", room.name));
        }
        for name in below(room) {
            if !plan.iter().any(|other| other.name == name) {
                complaints.push(format!(
                    "`{}` may name `{name}`, which the plan lacks",
                    room.name
                ));
            }
        }
    }
    complaints
}

fn below(room: &Room) -> impl Iterator<Item = &str> {
    room.names.iter().chain(room.errors_of).copied()
}

/// Each room is in the plan and names only what the plan lets it.
pub(crate) fn arrows(source: &Source, plan: &[Room]) -> Vec<Complaint> {
    let Some(room) = plan.iter().find(|room| room.name == source.room()) else {
        let words = format!("the plan has no room `{}`", source.room());
        return vec![complain(source, 1, &words)];
    };
    // The library's own name is another word for `crate` only outside it.
    let house = if room.name == "main" {
        "backlog"
    } else {
        "crate"
    };
    let mut complaints = Vec::new();
    for path in paths(&source.code) {
        let mut names = path.names();
        if names.next() != Some(house) {
            continue;
        }
        let Some(named) = names.next() else { continue };
        let last = path.names().last().unwrap_or(named);
        let is_error = ERRORS.iter().any(|end| last.ends_with(end));
        let is_free = named == room.name
            || room.names.contains(&named)
            || (room.errors_of.contains(&named) && is_error);
        if !is_free {
            let words = if room.errors_of.contains(&named) {
                format!(
                    "`{}` may name only error types of `{named}`, not `{last}`",
                    room.name
                )
            } else {
                format!("`{}` must not name `{named}`", room.name)
            };
            complaints.push(complain(source, path.line, &words));
        }
    }
    complaints
}

/// Nothing hides from the other laws: no group after `crate`, no glob, no `super::super`.
pub(crate) fn imports(source: &Source) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for path in paths(&source.code) {
        if path.in_crate_group {
            complaints.push(complain(
                source,
                path.line,
                "`use crate::{…}` hides rooms: one line a room",
            ));
        }
        if path.ends_with("*") {
            complaints.push(complain(
                source,
                path.line,
                &format!("`{}` is a glob import", path.text),
            ));
        }
        if path.begins_with("super::super") {
            complaints.push(complain(
                source,
                path.line,
                "`super::super`: write the path from `crate`",
            ));
        }
    }
    for (index, line) in source.code.lines().enumerate() {
        let words: Vec<&str> = line.split([' ', ';', '(']).collect();
        if words.windows(2).any(|pair| pair == ["crate", "as"]) || words.contains(&"include!") {
            complaints.push(complain(
                source,
                index + 1,
                "a second name for the crate, or `include!`, hides rooms",
            ));
        }
    }
    complaints
}

/// Each external crate stays where the table puts it.
pub(crate) fn crates(source: &Source, table: &[(&str, Places)]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for path in paths(&source.shipped) {
        let Some((name, places)) = place_of(&path, table) else {
            continue;
        };
        if let Places::In(places) | Places::OneFile(places) = places
            && !source.is_in(places)
        {
            let words = format!("`{name}` may be used only in {}", places.join(", "));
            complaints.push(complain(source, path.line, &words));
        }
    }
    complaints
}

/// What is to be wrapped in one file is used in one file.
pub(crate) fn crates_in_one_file(sources: &[Source], table: &[(&str, Places)]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (name, places) in table {
        if !matches!(places, Places::OneFile(_)) {
            continue;
        }
        let files: Vec<&str> = sources
            .iter()
            .filter(|source| {
                paths(&source.shipped)
                    .iter()
                    .any(|path| path.begins_with(name))
            })
            .map(|source| source.path.as_str())
            .collect();
        if files.len() > 1 {
            complaints.push(format!(
                "`{name}` belongs in one file and is in {}",
                files.join(", ")
            ));
        }
    }
    complaints
}

fn place_of<'a>(path: &NamedPath, table: &'a [(&'a str, Places)]) -> Option<&'a (&'a str, Places)> {
    table.iter().find(|(name, _)| path.begins_with(name))
}

/// Each dependency of the manifest has a line in the table, and each line a dependency.
pub(crate) fn unplaced_dependencies(manifest: &str, table: &[(&str, Places)]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let mut found = Vec::new();
    let mut inside = false;
    for line in manifest.lines() {
        if let Some(section) = line.strip_prefix('[') {
            inside = section.starts_with("dependencies]")
                || (section.starts_with("target.") && section.ends_with(".dependencies]"));
        } else if inside && line.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            let name = line.split([' ', '=', '.']).next().unwrap_or("");
            found.push(name.replace('-', "_"));
        }
    }
    for name in &found {
        if !table.iter().any(|(known, _)| known == name) {
            complaints.push(format!(
                "Cargo.toml: say in CRATES where `{name}` may be used"
            ));
        }
    }
    for (name, _) in table {
        if !found.iter().any(|known| known == name) {
            complaints.push(format!("CRATES: `{name}` is no dependency any more"));
        }
    }
    complaints
}

/// Files, clock, environment and processes stay at the walls.
pub(crate) fn walls(source: &Source, walls: &[Wall]) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for path in paths(&source.shipped) {
        for wall in walls.iter().filter(|wall| !source.is_in(wall.places)) {
            let leads_out = |to: &&str| path.begins_with(to) || path.ends_with(to);
            let is_harmless = wall.harmless.iter().any(|to| path.begins_with(to));
            if wall.paths.iter().any(leads_out) && !is_harmless {
                let places = match wall.places {
                    [] => "nowhere".to_owned(),
                    places => format!("only in {}", places.join(", ")),
                };
                let words = format!("`{}` may be used {places}", path.text);
                complaints.push(complain(source, path.line, &words));
            }
        }
    }
    complaints
}

/// A file opens with a sentence of purpose.
pub(crate) fn opening(source: &Source) -> Vec<Complaint> {
    let lines = source
        .text
        .lines()
        .map_while(|line| line.strip_prefix("//!"));
    let sentence: Vec<&str> = lines
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let sentence = sentence.join(" ");
    if sentence.len() > 10 && sentence.ends_with(['.', '?']) {
        return Vec::new();
    }
    vec![complain(
        source,
        1,
        "a file opens with a `//!` sentence that says its purpose",
    )]
}

/// A file stays short.
pub(crate) fn length(source: &Source) -> Vec<Complaint> {
    let count = source.text.lines().count();
    if count <= LONGEST {
        return Vec::new();
    }
    vec![complain(
        source,
        count,
        &format!("no file has more than {LONGEST} lines"),
    )]
}

/// `mod.rs` lists and re-exports.
pub(crate) fn mod_file(source: &Source) -> Vec<Complaint> {
    if !source.path.ends_with("/mod.rs") {
        return Vec::new();
    }
    let mut complaints = Vec::new();
    for (index, line) in source.code.lines().enumerate() {
        let is_item =
            |word: &str| matches!(word, "fn" | "impl" | "impl<" | "trait" | "macro_rules!");
        if line.split_whitespace().any(is_item) {
            complaints.push(complain(
                source,
                index + 1,
                "`mod.rs` only lists and re-exports",
            ));
        }
    }
    complaints
}
