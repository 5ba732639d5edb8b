//! What docs/git.md and docs/collaboration.md show is real: each `console` block is replayed and compared. `PO_BLESS=1` writes
//! what came out.

use std::path::Path;

use crate::readme::{is_equal, replayed};
use crate::two_clones::Team;

/// Runs a command of a page in the clone that it is about, after what others did before it.
fn run(team: &Team, words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ["po", args @ ..] = words.as_slice() else {
        panic!("the pages run only po: {words:?}");
    };
    let clone = match args {
        ["git", "setup"] => "b",
        ["diff", ..] => {
            team.git("b", &["checkout", "-q", "-b", "feature"]);
            team.ok("b", &["ac", "1", "add", "An expired card is refused"]);
            team.ok("b", &["rank", "3", "--top", "--commit"]);
            team.ok("b", &["decline", "2", "--because", "no demand", "--commit"]);
            team.git("b", &["commit", "-q", "-a", "-m", "refined"]);
            "b"
        }
        ["check", ..] => {
            team.ok("a", &["set", "1", "points=8"]);
            team.ok("a", &["sync"]);
            team.ok("b", &["set", "1", "points=5", "--commit"]);
            team.git("b", &["fetch", "-q"]);
            "b"
        }
        ["sync"] => {
            team.git("a", &["checkout", "-q", "main"]);
            team.ok("a", &["rank", "3", "--top"]);
            team.ok("a", &["set", "1", "points=13"]);
            "a"
        }
        ["resolve"] => {
            team.git("b", &["checkout", "-q", "main"]);
            team.ok("b", &["set", "1", "points=5", "title=Pay later"]);
            team.ok("a", &["set", "1", "title=Pay now"]);
            team.ok("a", &["sync"]);
            assert_eq!(team.run("b", &["sync"]).code, 2);
            "b"
        }
        _ => "b",
    };
    let run = team.run(clone, args);
    run.stdout + &run.stderr
}

#[test]
fn the_pages_show_what_po_says() {
    for (page, commands) in [("git.md", 5), ("collaboration.md", 1)] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs")
            .join(page);
        let text = std::fs::read_to_string(&path).expect("a page");
        let text = text.replace("\r\n", "\n");
        let team = Team::new();
        let (real, count) = replayed(&text, &mut |words| run(&team, words));
        assert_eq!(count, commands, "{page}");
        if std::env::var_os("PO_BLESS").is_some() {
            std::fs::write(&path, &real).expect("a page");
        } else {
            is_equal(page, &text, &real);
        }
    }
}
