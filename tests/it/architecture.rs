//! Holds the house to its plan: who may name whom, which crates each room may use, where the outside world is let in.

mod code;
mod laws;
mod laws_can_fail;
mod paths;
pub(crate) mod plan;
mod source;

use std::path::Path;

use laws::Complaint;
use plan::{CRATES, PLAN, WALLS};
use source::Source;

/// Every Rust file under a folder of the package.
fn read(folder: &str) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    source::read_all(root, folder)
}

fn none(complaints: Vec<Complaint>) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

fn each(sources: &[Source], law: impl Fn(&Source) -> Vec<Complaint>) {
    none(sources.iter().flat_map(law).collect());
}

#[test]
fn the_plan_has_no_circle() {
    none(laws::circles_in_plan(PLAN));
}

#[test]
fn rooms_name_only_rooms_below_them() {
    let sources = read("src");
    assert!(sources.len() > 10, "the house was found");
    each(&sources, |source| laws::arrows(source, PLAN));
}

#[test]
fn crates_stay_in_their_rooms() {
    let sources = read("src");
    each(&sources, |source| laws::crates(source, CRATES));
    none(laws::crates_in_one_file(&sources, CRATES));
}

#[test]
fn every_dependency_has_a_place() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).unwrap();
    none(laws::unplaced_dependencies(&manifest, CRATES));
}

#[test]
fn the_outside_world_stays_at_the_walls() {
    each(&read("src"), |source| laws::walls(source, WALLS));
}

#[test]
fn imports_hide_nothing() {
    for folder in ["src", "tests", "benches"] {
        each(&read(folder), laws::imports);
    }
}

#[test]
fn files_have_one_purpose_and_say_it() {
    for folder in ["src", "tests", "benches"] {
        each(&read(folder), laws::opening);
        each(&read(folder), laws::length);
    }
}

#[test]
fn a_mod_file_only_lists() {
    each(&read("src"), laws::mod_file);
}
