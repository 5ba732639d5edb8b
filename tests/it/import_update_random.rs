//! Updates after random edits here and there: nothing that only one side changed is lost.

use std::collections::HashSet;
use std::fmt::Write as _;

use proptest::prelude::{ProptestConfig, any, proptest};

use crate::import_sandbox::story;
use crate::sandbox::Sandbox;

const COLUMNS: [&str; 10] = [
    "Summary",
    "Issue key",
    "Status",
    "Labels",
    "Custom field (Story Points)",
    "Assignee",
    "Fix versions",
    "Description",
    "Comment",
    "Priority",
];

/// Whether an edit was made; each bit of a number is one.
fn has(edits: u16, bit: u32) -> bool {
    edits & (1 << bit) != 0
}

/// The export after edits there, without some columns.
fn export(edits: &[(u16, u16)], absent: u16, changed: bool) -> String {
    let kept = |at: usize| at < 3 || !changed || absent & (1 << at) == 0;
    let mut text = String::new();
    let row = |cells: Vec<String>| {
        let cells = cells.into_iter().enumerate().filter(|(at, _)| kept(*at));
        let cells: Vec<String> = cells.map(|(_, cell)| format!("\"{cell}\"")).collect();
        format!("{}\n", cells.join(","))
    };
    text.push_str(&row(COLUMNS.map(str::to_owned).to_vec()));
    for (number, (_, there)) in edits.iter().enumerate() {
        let there = |bit| changed && has(*there, bit);
        let pick = |bit, yes: &str, no: &str| {
            if there(bit) {
                yes.to_owned()
            } else {
                no.to_owned()
            }
        };
        let mut description = pick(5, "There first", "Text first");
        description.push_str("\n\nText second");
        if there(6) {
            description.push_str("\n\nThere added");
        }
        description.push_str("\n\n*Acceptance Criteria:*\n* crit one\n* crit two");
        if there(7) {
            description.push_str("\n* There crit");
        }
        let mut comment = String::from("02/Jan/26 9:00 AM;ada;Base note");
        if there(8) {
            comment = "02/Jan/26 9:00 AM;ada;There note".to_owned();
        }
        text.push_str(&row(vec![
            pick(0, "There title", "Base title"),
            format!("SHOP-{}", number + 1),
            pick(1, "In Progress", "To Do"),
            pick(2, "there", "base"),
            pick(3, "8", "3"),
            pick(4, "", "ada"),
            pick(9, "2.0", ""),
            description,
            comment,
            pick(10, "Low", "High"),
        ]));
    }
    text
}

/// The file after edits here.
fn edited(text: &str, here: u16) -> String {
    let mut text = text.to_owned();
    let mut put = |bit, from: &str, to: &str| {
        if has(here, bit) {
            assert!(text.contains(from), "{from} in\n{text}");
            text = text.replacen(from, to, 1);
        }
    };
    put(0, "title: Base title", "title: 'Here title'");
    put(1, "status: To Do", "status: ready");
    put(2, "labels: [base]", "labels: [base, here]");
    put(3, "points: 3", "points: 5   # ours");
    put(
        4,
        "requested_by:",
        "own: {a: [1, 2]} # ours\n# a comment\nrequested_by:",
    );
    put(5, "Text first", "Text first\n\nHere added");
    put(6, "Text second", "Here second");
    put(7, "- crit one", "- [x] crit one");
    put(8, "- crit two", "- crit two\n- Here crit");
    put(9, "release:", "release: here");
    put(10, "Priority: High", "Priority: High\n  Mine: 1");
    put(11, "Base note", "Base note\n- 2026-03-03 Here note");
    put(12, "assignee: [ada]", "assignee: [ada, bob]");
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 20, ..ProptestConfig::default() })]

    #[test]
    fn nothing_uncontested_is_lost(
        edits in proptest::collection::vec((any::<u16>(), any::<u16>()), 16),
        absent in any::<u16>(),
    ) {
        let sandbox = Sandbox::new();
        let write = |text: &str| std::fs::write(sandbox.dir().join("jira.csv"), text).unwrap();
        write(&export(&edits, 0, false));
        sandbox.ok(&["import", "jira.csv"]);
        for (path, bytes) in sandbox.files() {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let number = name.strip_prefix("SHOP-").and_then(|rest| rest.split('-').next());
            if let Some(number) = number.and_then(|number| number.parse::<usize>().ok()) {
                // The export names no release, so the key is put there by hand.
                let text = String::from_utf8(bytes).unwrap().replacen("value:\n", "value:\nrelease:\n", 1);
                std::fs::write(&path, edited(&text, edits[number - 1].0)).unwrap();
            }
        }
        let before: Vec<String> = (1..=edits.len()).map(|number| story(&sandbox, &format!("SHOP-{number}"))).collect();
        write(&export(&edits, absent, true));
        let told = sandbox.ok(&["import", "jira.csv", "--update", "--format", "json"]);
        let files = sandbox.files();
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let contested: HashSet<(String, String)> = told["update"]["conflicts"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| {
                let text = |key: &str| one[key].as_str().unwrap().to_owned();
                (text("id"), text("field"))
            })
            .collect();
        for (number, (here, there)) in edits.iter().enumerate() {
            let id = format!("SHOP-{}", number + 1);
            let text = story(&sandbox, &id);
            let open = |field: &str| contested.iter().any(|(other, name)| *other == id && name == field);
            let open_text = contested.iter().any(|(other, name)| {
                *other == id && ["criterion", "note", "text", "file"].iter().any(|word| name.starts_with(word))
            });
            let mut seen = String::new();
            let _ = write!(seen, "{id} here {here:013b} there {there:011b} absent {absent:010b}\n{contested:?}\n{}\n=>\n{text}", before[number]);
            let there = |bit, column: usize| has(*there, bit) && absent & (1 << column) == 0;
            // Each: what stands there after an edit here, after one there, and after none.
            for (bit_here, bit_there, column, field, ours, theirs, base) in [
                (0, 0, 0, "title", "title: 'Here title'", "title: There title", "title: Base title"),
                (1, 1, 2, "status", "status: ready", "status: in-progress", "status: To Do"),
                (3, 3, 4, "points", "points: 5   # ours", "points: 8", "points: 3"),
                (9, 9, 6, "release", "release: here", "release: \"2.0\"", "release:\n"),
            ] {
                // The first three columns are always there.
                let theirs_changed = has(edits[number].1, bit_there) && (column < 3 || absent & (1 << column) == 0);
                let wanted = match (has(*here, bit_here), theirs_changed) {
                    (true, true) => {
                        assert!(open(field), "{field}\n{seen}");
                        ours
                    }
                    (true, false) => ours,
                    (false, true) => theirs,
                    (false, false) => base,
                };
                assert!(text.contains(wanted), "{wanted}\n{seen}");
            }
            // Lists are sets.
            let labels = match (has(*here, 2), there(2, 3)) {
                (true, true) => "labels: [here, there]",
                (true, false) => "labels: [base, here]",
                (false, true) => "labels: [there]",
                (false, false) => "labels: [base]",
            };
            assert!(text.contains(labels), "{labels}\n{seen}");
            let assignee = match (has(*here, 12), there(4, 5)) {
                (true, true) => "assignee: [bob]",
                (true, false) => "assignee: [ada, bob]",
                (false, true) => "assignee:",
                (false, false) => "assignee: [ada]",
            };
            assert!(text.contains(assignee), "{assignee}\n{seen}");
            for (bit, line) in [
                (4, "own: {a: [1, 2]} # ours\n# a comment\n"),
                (5, "Here added"),
                (6, "Here second"),
                (7, "- [x] crit one"),
                (8, "- Here crit"),
                (10, "  Mine: 1"),
                (11, "- 2026-03-03 Here note"),
            ] {
                assert!(!has(*here, bit) || text.contains(line), "{line}\n{seen}");
            }
            for (bit, column, line) in [
                (5, 7, "There first"),
                (6, 7, "There added"),
                (7, 7, "There crit"),
                (8, 8, "There note"),
            ] {
                assert!(!there(bit, column) || open_text || text.contains(line), "{line}\n{seen}");
            }
            assert_eq!(text.contains("Priority: Low"), there(10, 9), "{seen}");
            // What no column tells of is as it was.
            if absent & (1 << 8) != 0 {
                assert!(text.contains("Base note"), "{seen}");
            }
            if absent & (1 << 7) != 0 {
                let (old, new) = (before[number].split_once("\n\n").unwrap().1, text.split_once("\n\n").unwrap().1);
                let upto = |text: &str| text.split("## Notes").next().unwrap().to_owned();
                assert_eq!(upto(old), upto(new), "{seen}");
            }
            assert!(!text.contains("po:") && !text.contains("<<<<"), "{seen}");
        }
        sandbox.ok(&["import", "jira.csv", "--update"]);
        assert!(sandbox.files() == files, "the second update changed files");
        sandbox.ok(&["import", "jira.csv"]);
        assert!(sandbox.files() == files, "a plain import changed files");
    }
}
