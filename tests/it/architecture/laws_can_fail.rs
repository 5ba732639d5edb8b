//! Shows each law a small house that breaks it: a test that cannot fail holds nothing.

use super::laws;
use super::plan::{Places, Room, Wall};
use super::source::Source;

const PLAN: &[Room] = &[
    room("model", &[]),
    room("store", &["model"]),
    Room {
        name: "cli",
        names: &["store"],
        errors_of: &["model"],
    },
    room("main", &["cli"]),
];

const fn room(name: &'static str, names: &'static [&'static str]) -> Room {
    Room {
        name,
        names,
        errors_of: &[],
    }
}

fn of(path: &str, text: &str) -> Source {
    Source::new(path, text)
}

#[test]
fn an_arrow_up_is_seen() {
    let arrows = |path, text| laws::arrows(&of(path, text), PLAN);
    assert_eq!(
        arrows("src/model/a.rs", "fn f() {\n  crate::store::open();\n}"),
        ["src/model/a.rs:2: `model` must not name `store`"]
    );
    assert_eq!(
        arrows("src/model/a.rs", "use crate::{store::Store};").len(),
        1
    );
    assert_eq!(
        arrows(
            "src/model/a.rs",
            "#[cfg(test)]\nmod tests { use crate::store::Store; }"
        )
        .len(),
        1
    );
    assert_eq!(arrows("src/main.rs", "use backlog::store::Store;").len(), 1);
    assert_eq!(
        arrows(
            "src/store/a.rs",
            "use crate::model::Story; use crate::store::b;"
        ),
        [""; 0]
    );
    assert_eq!(
        arrows(
            "src/model/a.rs",
            "// crate::store\n/// [`crate::store`]\nconst X: &str = \"crate::store::\";"
        ),
        [""; 0]
    );
    assert_eq!(arrows("src/main.rs", "backlog::cli::run()"), [""; 0]);
}

#[test]
fn only_errors_means_only_errors() {
    let arrows = |text| laws::arrows(&of("src/cli/a.rs", text), PLAN);
    assert_eq!(
        arrows("use crate::model::{RankError, story::StoryIdError};"),
        [""; 0]
    );
    assert_eq!(
        arrows("use crate::model::{RankError, Story};"),
        ["src/cli/a.rs:1: `cli` may name only error types of `model`, not `Story`"]
    );
}

#[test]
fn a_room_without_a_plan_is_seen() {
    let complaints = laws::arrows(&of("src/attic/a.rs", ""), PLAN);
    assert_eq!(
        complaints,
        ["src/attic/a.rs:1: the plan has no room `attic`"]
    );
    assert_eq!(
        laws::arrows(&of("src/store/a.rs", "use crate::attic::A;"), PLAN).len(),
        1
    );
}

#[test]
fn a_circle_in_the_plan_is_seen() {
    assert_eq!(laws::circles_in_plan(PLAN), [""; 0]);
    let circle = [
        room("a", &["b"]),
        room("b", &["c"]),
        room("c", &["a"]),
        room("d", &[]),
    ];
    assert_eq!(
        laws::circles_in_plan(&circle),
        ["the plan goes in a circle among: a, b, c"]
    );
    let by_errors = [
        room("a", &["b"]),
        Room {
            errors_of: &["a"],
            ..room("b", &[])
        },
    ];
    assert_eq!(laws::circles_in_plan(&by_errors).len(), 1);
    assert_eq!(
        laws::circles_in_plan(&[room("a", &["x"])]),
        ["`a` may name `x`, which the plan lacks"]
    );
    assert_eq!(
        laws::circles_in_plan(&[room("a", &[]), room("a", &[])]),
        ["the plan has `a` twice"]
    );
}

#[test]
fn imports_that_hide_are_seen() {
    for text in [
        "use crate::{model::Story};",
        "use crate::model::*;",
        "mod tests { use super::*; }",
        "use a::{b, c::*};",
        "use super::super::x;",
        "use super::{super::x};",
        "use crate as house;",
        "include!(\"other.rs\");",
    ] {
        assert_eq!(laws::imports(&of("src/a/b.rs", text)).len(), 1, "{text}");
    }
    for text in [
        "use crate::model::{Story, StoryId};",
        "use super::{a, b::c};",
        "let x = a::b * c::d; let y = &**z; let w = a::B * 2;",
        "pub use self::x as y;",
    ] {
        assert_eq!(laws::imports(&of("src/a/b.rs", text)), [""; 0], "{text}");
    }
}

#[test]
fn a_crate_out_of_its_place_is_seen() {
    const CRATES: &[(&str, Places)] = &[
        ("git2", Places::In(&["git"])),
        ("granit_parser", Places::OneFile(&["store"])),
        ("comfy_table", Places::In(&["report/render"])),
        ("serde", Places::Any),
    ];
    let crates = |path, text| laws::crates(&of(path, text), CRATES);
    assert_eq!(
        crates("src/store/a.rs", "use serde::Serialize;\nuse git2::Oid;"),
        ["src/store/a.rs:2: `git2` may be used only in git"]
    );
    assert_eq!(
        crates("src/report/a.rs", "comfy_table::Table::new()").len(),
        1
    );
    assert_eq!(
        crates("src/report/render/a.rs", "comfy_table::Table::new()"),
        [""; 0]
    );
    assert_eq!(
        crates(
            "src/store/a.rs",
            "crate::git2::x(); #[cfg(test)] mod tests { use git2::Oid; }"
        ),
        [""; 0]
    );
    let both =
        ["src/store/a.rs", "src/store/b.rs"].map(|path| of(path, "use granit_parser::Parser;"));
    assert_eq!(laws::crates_in_one_file(&both, CRATES).len(), 1);
    assert_eq!(laws::crates_in_one_file(&both[..1], CRATES), [""; 0]);
    let manifest = "[package]\nname = \"po\"\n[dependencies]\ngit2 = \"1\"\ngranit-parser = { version = \"2\" }\n# why\ncomfy-table.version = \"8\"\nrayon = \"1\"\n[dev-dependencies]\ninsta = \"1\"\n";
    assert_eq!(
        laws::unplaced_dependencies(manifest, CRATES),
        [
            "Cargo.toml: say in CRATES where `rayon` may be used",
            "CRATES: `serde` is no dependency any more"
        ]
    );
}

#[test]
fn a_hole_in_a_wall_is_seen() {
    const WALLS: &[Wall] = &[
        Wall {
            paths: &["std::fs", "Timestamp::now", "println!"],
            harmless: &["std::fs::Metadata"],
            places: &["store"],
        },
        Wall {
            paths: &["std::process::Command"],
            harmless: &[],
            places: &["git/command"],
        },
    ];
    let walls = |path, text| laws::walls(&of(path, text), WALLS);
    for text in [
        "std::fs::read(p)",
        "use std::fs;",
        "use std::{fs::File, io};",
        "let t = jiff::Timestamp::now();",
        "println!(\"x\")",
        "use std::process::{Command, Stdio};",
    ] {
        assert_eq!(walls("src/check/a.rs", text).len(), 1, "{text}");
    }
    assert_eq!(
        walls("src/check/a.rs", "\nstd::fs::read(p)"),
        ["src/check/a.rs:2: `std::fs::read` may be used only in store"]
    );
    for text in [
        "use std::fs::Metadata;",
        "use std::process::ExitCode; clap::Command::new(1)",
        "writeln!(f, \"println!\")",
        "#[cfg(test)]\nmod tests { fn f() { std::fs::read(p) } }",
    ] {
        assert_eq!(walls("src/check/a.rs", text), [""; 0], "{text}");
    }
    assert_eq!(walls("src/store/a.rs", "std::fs::read(p)"), [""; 0]);
    assert_eq!(
        walls("src/git/command.rs", "std::process::Command::new(p)"),
        [""; 0]
    );
}

#[test]
fn a_file_that_says_nothing_or_too_much_is_seen() {
    for text in [
        "",
        "use a;",
        "// A comment.\n",
        "//! no sentence\n",
        "//!\n//! Late.\n",
    ] {
        assert_eq!(laws::opening(&of("src/a.rs", text)).len(), 1, "{text}");
    }
    for text in [
        "//! Says what it is for.\nuse a;",
        "//! Says it over\n//! two lines.\n//!\n//! And more\n",
    ] {
        assert_eq!(laws::opening(&of("src/a.rs", text)), [""; 0], "{text}");
    }
    assert_eq!(laws::length(&of("src/a.rs", &"\n".repeat(501))).len(), 1);
    assert_eq!(laws::length(&of("src/a.rs", &"\n".repeat(500))), [""; 0]);
}

#[test]
fn a_mod_file_that_does_something_is_seen() {
    let text = "//! Lists.\nmod a;\npub use a::A;\npub const ALL: &[A] = &[a::A];\n";
    assert_eq!(laws::mod_file(&of("src/a/mod.rs", text)), [""; 0]);
    for item in ["fn f() {}", "pub fn f() {}", "impl A {}", "pub trait T {}"] {
        let text = format!("{text}{item}\n");
        assert_eq!(
            laws::mod_file(&of("src/a/mod.rs", &text)).len(),
            1,
            "{item}"
        );
        assert_eq!(laws::mod_file(&of("src/a/b.rs", &text)), [""; 0]);
    }
}
