//! The plan of the house, as tables. `docs/architecture.md` draws it.

/// A room: a folder of `src/`, or a file beside them.
pub(crate) struct Room {
    /// Its name.
    pub(crate) name: &'static str,
    /// The rooms below that it may name.
    pub(crate) names: &'static [&'static str],
    /// Rooms of which it may name error types only.
    pub(crate) errors_of: &'static [&'static str],
}

const fn room(name: &'static str, names: &'static [&'static str]) -> Room {
    Room {
        name,
        names,
        errors_of: &[],
    }
}

/// Who may name whom: nouns on the ground, verbs above them, the outside world at the walls, commands on the roof.
pub(crate) const PLAN: &[Room] = &[
    room("lib", &[]),
    room("model", &[]),
    room("text", &["model"]),
    room("scrum", &["model"]),
    room("store", &["model", "text"]),
    room("exchange", &["model", "text"]),
    room("demo", &["model", "text"]),
    room("git", &["model", "text", "store"]),
    room("check", &["model", "text", "scrum"]),
    room("report", &["model", "text", "scrum"]),
    Room {
        name: "cli",
        // The desk stands right below the commands: it draws documents, builds queries and hands sources to imports.
        names: &[
            "model", "store", "git", "text", "report", "scrum", "exchange",
        ],
        errors_of: &["demo", "check"],
    },
    room(
        "commands",
        &[
            "model", "text", "scrum", "store", "exchange", "demo", "git", "check", "report", "cli",
        ],
    ),
    room("run", &["cli", "commands"]),
    room("main", &["run"]),
];

/// Where an external crate may be used in shipped code.
pub(crate) enum Places {
    /// Anywhere.
    Any,
    /// In these rooms, folders or files: the beginning of a path below `src/`, whole names only.
    In(&'static [&'static str]),
    /// In these, and in one file only.
    OneFile(&'static [&'static str]),
}

use Places::{Any, In, OneFile};

/// The rooms that talk with a person.
const DESK: Places = In(&["cli", "commands", "run", "main"]);

/// Every dependency and its place, by name. A new dependency needs a line here.
pub(crate) const CRATES: &[(&str, Places)] = &[
    ("annotate_snippets", DESK),
    ("anstream", DESK),
    ("anstyle", In(&["cli", "commands", "run", "report/render"])),
    ("anyhow", DESK),
    ("chardetng", In(&["exchange"])),
    ("clap", DESK),
    ("clap_complete", DESK),
    ("clap_mangen", DESK),
    ("comfy_table", In(&["report/render"])),
    ("csv", In(&["exchange", "report"])),
    ("encoding_rs", In(&["cli", "exchange"])),
    ("fastrand", In(&["cli", "demo"])),
    ("flate2", OneFile(&["git"])),
    ("git2", In(&["git"])),
    ("granit_parser", OneFile(&["store"])),
    ("htmd", In(&["exchange"])),
    ("inquire", DESK),
    ("jiff", Any),
    ("memchr", In(&["exchange", "git", "store", "text"])),
    ("minijinja", In(&["report"])),
    ("pulldown_cmark", In(&["text"])),
    ("resvg", In(&["report/render", "cli"])),
    ("roxmltree", In(&["exchange"])),
    ("rustix", In(&["git", "store"])),
    ("same_file", OneFile(&["git"])),
    ("serde", Any),
    ("serde_json", Any),
    ("serde_yaml", In(&["store", "exchange"])),
    ("sha1", OneFile(&["git"])),
    (
        "similar",
        In(&["store", "git", "report", "cli", "commands"]),
    ),
    // Git keeps its mark of used numbers beside the store's journal, and looks into sibling worktrees.
    (
        "tempfile",
        In(&[
            "store",
            "git",
            "cli/editor",
            "cli/export_sink",
            "cli/import_source",
        ]),
    ),
    ("terminal_size", In(&["cli"])),
    ("thiserror", Any),
    ("unicode_normalization", In(&["text", "store"])),
    ("unicode_width", In(&["text"])),
    ("ureq", In(&["cli"])),
    ("walkdir", In(&["store", "git"])),
    ("zip", In(&["cli"])),
];

/// A part of the outside world.
pub(crate) struct Wall {
    /// Paths that lead there, as their beginning or end: `std::fs`, `Timestamp::now`.
    pub(crate) paths: &'static [&'static str],
    /// Paths among them that lead nowhere dangerous.
    pub(crate) harmless: &'static [&'static str],
    /// Where they may be used in shipped code, as in [`Places::In`].
    pub(crate) places: &'static [&'static str],
}

/// Where the outside world is let in.
pub(crate) const WALLS: &[Wall] = &[
    Wall {
        paths: &["std::fs"],
        harmless: &[],
        places: &["store", "git", "cli"],
    },
    Wall {
        paths: &["std::env"],
        harmless: &["std::env::args", "std::env::args_os", "std::env::consts"],
        places: &["cli/env"],
    },
    Wall {
        paths: &["std::process::Command"],
        harmless: &[],
        places: &["git/command", "cli"],
    },
    Wall {
        paths: &["std::process::exit", "std::process::abort"],
        harmless: &[],
        places: &[],
    },
    Wall {
        paths: &[
            "std::time::SystemTime",
            "SystemTime::now",
            "Timestamp::now",
            "Zoned::now",
        ],
        harmless: &[],
        places: &["cli/env"],
    },
    Wall {
        paths: &["std::time::Instant", "Instant::now"],
        harmless: &[],
        places: &["cli"],
    },
    Wall {
        paths: &["std::io::stdin", "std::io::stdout", "std::io::stderr"],
        harmless: &[],
        places: &["cli", "run", "main"],
    },
    Wall {
        paths: &["std::net"],
        harmless: &[],
        places: &[],
    },
    Wall {
        paths: &["print!", "println!", "eprint!", "eprintln!"],
        harmless: &[],
        places: &["cli", "commands", "run", "main"],
    },
];
