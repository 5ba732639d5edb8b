//! `po check --merged-with` merges what is no story as attributes say, as `git merge` does then.

use crate::sandbox::Sandbox;

const DAYS: &str = "date,value\n2026-11-01,1\n";

/// A backlog with figures on `main`, checked out, its repository set up by `po git setup`.
pub fn shop(attributes: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["git", "setup"]);
    let all = sandbox.read(".gitattributes") + attributes;
    sandbox.write(".gitattributes", all);
    sandbox.write("metrics/orders.csv", DAYS);
    sandbox.write("product.md", "# Web shop\n\nSells.\n");
    commit(&sandbox);
    sandbox
}

pub fn commit(sandbox: &Sandbox) {
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-q", "-m", "by hand"]);
}

/// What both sides did, tried by `po`, then merged by git: both agree on whether that is a conflict.
#[track_caller]
pub fn tried(sandbox: &Sandbox, ours: impl Fn(), theirs: impl Fn()) -> i32 {
    sandbox.git(&["checkout", "-q", "-b", "there"]);
    theirs();
    commit(sandbox);
    sandbox.git(&["checkout", "-q", "main"]);
    ours();
    commit(sandbox);
    let run = sandbox.run(&["check", "--merged-with", "there"]);
    let merge =
        sandbox.run_command(
            sandbox
                .command("git")
                .args(["merge", "-q", "--no-edit", "there"]),
        );
    assert_eq!(
        run.code == 0,
        merge.code == 0,
        "{}{}",
        run.stdout,
        merge.stdout
    );
    run.code
}

#[test]
fn days_that_both_sides_imported_are_no_conflict() {
    let sandbox = shop("");
    let import = |day: &str| {
        sandbox.write("metrics/orders.csv", format!("{DAYS}2026-11-{day},2\n"));
        sandbox.write(
            "metrics/visits.csv",
            format!("date,value\n2026-11-{day},7\n"),
        );
    };
    assert_eq!(tried(&sandbox, || import("02"), || import("03")), 0);
    let both = ["2026-11-02,2", "2026-11-03,2"];
    assert!(
        both.iter()
            .all(|day| sandbox.read("metrics/orders.csv").contains(day))
    );
}

#[test]
fn figures_of_few_days_that_one_side_renamed_are_no_conflict() {
    for (before, is_one_file) in [("date,value\n2026-11-01,4\n", true), ("date\n", false)] {
        for is_ours in [true, false] {
            let sandbox = shop("");
            sandbox.write("metrics/orders.csv", before);
            commit(&sandbox);
            let append = |name: &str, day: &str| {
                sandbox.write(name, format!("{before}2026-11-{day},2\n"));
            };
            let rename = || {
                let names = ["backlog/metrics/orders.csv", "backlog/metrics/sales.csv"];
                sandbox.git(&["mv", names[0], names[1]]);
                append("metrics/sales.csv", "02");
            };
            let edit = || append("metrics/orders.csv", "03");
            let code = match is_ours {
                true => tried(&sandbox, rename, edit),
                false => tried(&sandbox, edit, rename),
            };
            // Of what has little in common, nobody knows that it was one file.
            assert_eq!(code == 0, is_one_file, "{before}");
            if is_one_file {
                let all = sandbox.read("metrics/sales.csv");
                assert!(all.contains("11-02") && all.contains("11-03"), "{all}");
            }
        }
    }
}

#[test]
fn figures_of_few_days_that_both_sides_did_something_to_are_told_as_git_does() {
    const FILE: &str = "backlog/metrics/orders.csv";
    type Change = fn(&Sandbox);
    let delete: Change = |sandbox| drop(sandbox.git(&["rm", "-q", FILE]));
    let rename: Change = |sandbox| {
        sandbox.git(&["mv", FILE, "backlog/metrics/sales.csv"]);
    };
    let rename_and_edit: Change = |sandbox| {
        sandbox.git(&["mv", FILE, "backlog/metrics/sales.csv"]);
        sandbox.write("metrics/sales.csv", format!("{DAYS}2026-11-03,2\n"));
    };
    let otherwise: Change = |sandbox| {
        sandbox.git(&["mv", FILE, "backlog/metrics/sold.csv"]);
        sandbox.write("metrics/sold.csv", format!("{DAYS}2026-11-02,2\n"));
    };
    for (ours, theirs, code) in [
        (delete, rename_and_edit, 1),
        (rename_and_edit, delete, 1),
        (rename, delete, 1),
        (rename_and_edit, otherwise, 1),
        (rename_and_edit, rename, 0),
        (rename, rename_and_edit, 0),
    ] {
        let sandbox = shop("");
        assert_eq!(
            tried(&sandbox, || ours(&sandbox), || theirs(&sandbox)),
            code
        );
    }
}

#[test]
fn figures_of_few_days_that_one_side_renamed_to_where_something_else_stands_are_a_conflict() {
    const FILE: &str = "backlog/metrics/orders.csv";
    let day = |sandbox: &Sandbox, name: &str, day: &str| {
        sandbox.write(name, format!("{DAYS}2026-11-{day},2\n"));
    };
    // A file, where the other side needs a folder.
    let sandbox = shop("");
    let ours = || {
        sandbox.write("metrics/old/x.csv", "of ours\n");
        sandbox.git(&["mv", FILE, "backlog/metrics/old/orders.csv"]);
        day(&sandbox, "metrics/old/orders.csv", "02");
    };
    let theirs = || {
        day(&sandbox, "metrics/orders.csv", "03");
        sandbox.write("metrics/old", "of theirs\n");
    };
    assert_eq!(tried(&sandbox, ours, theirs), 1);
    // A folder, where the other side needs a file.
    let sandbox = shop("");
    sandbox.write("metrics/old/x.csv", "a,b,c,d,e,f,g\n");
    commit(&sandbox);
    let ours = || {
        sandbox.git(&["rm", "-q", "backlog/metrics/old/x.csv"]);
        sandbox.git(&["mv", FILE, "backlog/metrics/old"]);
        day(&sandbox, "metrics/old", "02");
    };
    let theirs = || {
        day(&sandbox, "metrics/orders.csv", "03");
        sandbox.write("metrics/old/x.csv", "h,i,j,k,l,m,n\n");
    };
    assert_eq!(tried(&sandbox, ours, theirs), 1);
}

#[test]
fn days_of_figures_that_one_side_renamed_are_no_conflict() {
    let sandbox = shop("");
    let days: String = (10..30).map(|day| format!("2026-10-{day},5\n")).collect();
    sandbox.write("metrics/orders.csv", format!("date,value\n{days}"));
    commit(&sandbox);
    let append = |file: &str, day: &str| {
        sandbox.write(file, format!("date,value\n{days}2026-11-{day},2\n"));
    };
    let ours = || {
        sandbox.git(&[
            "mv",
            "backlog/metrics/orders.csv",
            "backlog/metrics/sales.csv",
        ]);
        append("metrics/sales.csv", "02");
    };
    assert_eq!(
        tried(&sandbox, ours, || append("metrics/orders.csv", "03")),
        0
    );
}

#[test]
fn a_line_of_the_teams_own_holds() {
    let say = |sandbox: &Sandbox, word: &str| {
        sandbox.write("product.md", format!("# Web shop\n\nSells {word}.\n"));
    };
    let sandbox = shop("product.md merge=union\n");
    let (ours, theirs) = (|| say(&sandbox, "shoes"), || say(&sandbox, "hats"));
    assert_eq!(tried(&sandbox, ours, theirs), 0);
    // Nobody's lines touch, and yet git is told not to merge the file.
    let sandbox = shop("product.md -merge\n");
    let ours = || sandbox.write("product.md", "# Web shop\n\nSells.\n\nA\n\nB\n\nC\n");
    ours();
    commit(&sandbox);
    let ours = || {
        sandbox.write(
            "product.md",
            "# Web shop of ours\n\nSells.\n\nA\n\nB\n\nC\n",
        )
    };
    let theirs = || {
        sandbox.write(
            "product.md",
            "# Web shop\n\nSells.\n\nA\n\nB\n\nC of theirs\n",
        )
    };
    assert_eq!(tried(&sandbox, ours, theirs), 1);
}

#[test]
fn figures_that_git_was_not_told_to_unite_are_a_conflict() {
    let sandbox = shop("metrics/*.csv merge\n");
    let import = |day: &str| {
        sandbox.write("metrics/orders.csv", format!("{DAYS}2026-11-{day},2\n"));
    };
    assert_eq!(tried(&sandbox, || import("02"), || import("03")), 1);
}
