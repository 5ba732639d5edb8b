//! Figures of metrics: imported, imported again, watched.

use crate::sandbox::Sandbox;

const GA4: &str = "\
# ----------------------------------------
# Shop - GA4
# Start date: 20261101
# End date: 20261114
# ----------------------------------------
Date,Active users,Key event rate
,\"14,000\",0.04
20261101,\"1,000\",0.040
20261102,\"1,010\",0.0412345678901234
20261103,(not set),(not set)
";

/// Writes a file beside the backlog.
fn write(sandbox: &Sandbox, name: &str, text: &str) {
    std::fs::write(sandbox.dir().join(name), text).unwrap();
}

fn read(sandbox: &Sandbox, name: &str) -> String {
    std::fs::read_to_string(sandbox.dir().join(name)).unwrap_or_default()
}

const FILE: &str = "backlog/metrics/signup_conversion.csv";

fn import(sandbox: &Sandbox, more: &[&str]) -> String {
    let own = ["import", "x.csv", "--metric", "signup_conversion"];
    sandbox.ok(&[&own, more].concat())
}

#[test]
fn figures_come_in_and_again_and_only_what_is_new_is_written() {
    let sandbox = Sandbox::new();
    write(&sandbox, "x.csv", GA4);
    let column = ["--from", "ga4", "--column", "Key event rate"];
    let dry = import(&sandbox, &[&column[..], &["--dry-run"]].concat());
    assert!(dry.contains("+2026-11-01,0.040"), "{dry}");
    assert_eq!(read(&sandbox, FILE), "");
    let told = import(&sandbox, &column);
    assert!(
        told.starts_with(
            "signup_conversion: 2 days new, 0 changed, 0 as they were, from `Key event rate`\n\
             not taken: 2 of 4 rows\n  x.csv:7: no day: ``\n  x.csv:10: 2026-11-03 has no figure\n"
        ),
        "{told}"
    );
    let first = "date,value\n2026-11-01,0.040\n2026-11-02,0.0412345678901234\n";
    assert_eq!(read(&sandbox, FILE), first);
    let again = import(&sandbox, &column);
    assert!(
        again.contains("0 days new, 0 changed, 2 as they were"),
        "{again}"
    );
    assert!(again.contains("no file changed"), "{again}");

    write(
        &sandbox,
        "x.csv",
        "date,value\n2026-10-31,0.03\n2026-11-01,0.04\n2026-11-02,0.05\n",
    );
    let told = import(&sandbox, &[]);
    assert!(
        told.contains("1 day new, 1 changed, 1 as they were"),
        "{told}"
    );
    assert!(
        told.contains("  2026-11-02: 0.0412345678901234 → 0.05\n"),
        "{told}"
    );
    assert_eq!(
        read(&sandbox, FILE),
        "date,value\n2026-10-31,0.03\n2026-11-01,0.040\n2026-11-02,0.05\n"
    );
    sandbox.ok(&["undo"]);
    assert_eq!(read(&sandbox, FILE), first);
    write(&sandbox, "x.csv", "date,value\n2026-11-04,5%\n");
    let run = sandbox.run(&["import", "x.csv", "--metric", "signup_conversion"]);
    assert!(
        run.code == 2 && run.stderr.contains("per cent"),
        "{}",
        run.stderr
    );
    assert_eq!(read(&sandbox, FILE), first);
}

#[test]
fn every_row_is_taken_or_reported_in_json() {
    let sandbox = Sandbox::new();
    write(&sandbox, "x.csv", GA4);
    let told = import(&sandbox, &["--column", "active users", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(json["added"], 2);
    assert_eq!(json["rows"], 4);
    assert_eq!(json["reported"].as_array().unwrap().len(), 2);
    assert_eq!(json["column"], "Active users");
    assert_eq!(
        read(&sandbox, FILE),
        "date,value\n2026-11-01,1000\n2026-11-02,1010\n"
    );
}

#[test]
fn names_columns_and_tools_that_do_not_exist_are_said() {
    let sandbox = Sandbox::new();
    write(&sandbox, "x.csv", GA4);
    for (args, words) in [
        (vec!["--metric", "../evil"], "cannot name a metric"),
        (vec!["--metric", "Sign-ups"], "did you mean `sign_ups`?"),
        (
            vec!["--metric", "a"],
            "name one with --column: `Active users`, `Key event rate`",
        ),
        (
            vec!["--metric", "a", "--column", "Activ users"],
            "did you mean `Active users`?",
        ),
        (
            vec!["--metric", "a", "--from", "mixpanal"],
            "did you mean `mixpanel`?",
        ),
        (
            vec!["--metric", "a", "--types", "bug"],
            "cannot be used with",
        ),
        (vec!["--metric", "a", "--update"], "cannot be used with"),
        (
            vec!["--from", "ga4"],
            "ga4 gives figures: po import FILE --from ga4 --metric NAME",
        ),
        (vec!["--column", "a"], "--metric"),
    ] {
        let run = sandbox.run(&[&["import", "x.csv"], &args[..]].concat());
        assert!(
            run.code == 2 && run.stderr.contains(words),
            "{args:?}: {}",
            run.stderr
        );
    }
    write(&sandbox, "two.csv", "Date,Users,Users\n2026-11-01,1,2\n");
    let run = sandbox.run(&["import", "two.csv", "--metric", "a"]);
    let says = run.stderr.contains("2 columns are called `Users`")
        && run.stderr.contains("name one with --column: `#2`, `#3`");
    assert!(run.code == 2 && says, "{}", run.stderr);
    assert!(!sandbox.dir().join("backlog/metrics").exists());
    write(&sandbox, "x.csv", "date,value\n2026-11-01,=cmd\n");
    let run = sandbox.run(&["import", "x.csv", "--metric", "a", "--column", "value"]);
    assert!(run.stderr.contains("no figure: `=cmd`"), "{}", run.stderr);
    write(&sandbox, "x.csv", "Segment,Nov 18,Nov 19\nAll,1,2\n");
    let run = sandbox.run(&["import", "x.csv", "--metric", "a"]);
    assert!(
        run.stderr.contains("`Nov 18` has no year"),
        "{}",
        run.stderr
    );
}

#[test]
fn two_branches_that_were_merged_line_by_line_are_one_metric() {
    let sandbox = Sandbox::new();
    write(&sandbox, "x.csv", "date,value\n2026-11-01,1\n");
    import(&sandbox, &[]);
    write(
        &sandbox,
        FILE,
        "date,value\n2026-11-01,1\n2026-11-03,3\ndate,value\n2026-11-01,1\n2026-11-02,2\n",
    );
    sandbox.ok(&["check"]);
    write(
        &sandbox,
        FILE,
        "date,value\n2026-11-01,1\n2026-11-01,2\nnonsense\n",
    );
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 1);
    for words in [
        "2026-11-01 stands twice",
        "`nonsense` is no day and figure",
        "signup_conversion.csv:4",
    ] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
}

#[test]
fn two_branches_that_import_days_merge_and_a_day_with_two_figures_is_told() {
    let sandbox = Sandbox::empty();
    sandbox.git(&["init", "-q", "-b", "main"]);
    let init = ["init", "--yes", "--product", "Shop", "--time-zone", "UTC"];
    sandbox.ok(&init);
    let commit = |days: &str| {
        write(&sandbox, "x.csv", &format!("date,value\n{days}"));
        import(&sandbox, &[]);
        sandbox.git(&["add", "backlog"]);
        sandbox.git(&["commit", "-qm", "figures"]);
    };
    commit("2026-11-01,1\n");
    sandbox.git(&["checkout", "-q", "-b", "side"]);
    commit("2026-11-03,3\n2026-11-04,4\n");
    sandbox.git(&["checkout", "-q", "main"]);
    commit("2026-11-02,2\n2026-11-04,5\n");
    sandbox.git(&["merge", "-q", "--no-edit", "side"]);
    let merged = read(&sandbox, FILE);
    for day in ["2026-11-01,1", "2026-11-02,2", "2026-11-03,3"] {
        assert!(merged.contains(day) && !merged.contains("<<<"), "{merged}");
    }
    let run = sandbox.run(&["check"]);
    assert_eq!(run.code, 1, "{}", run.stdout);
    for words in [
        "2026-11-04 stands twice, with two figures",
        "signup_conversion.csv:",
        "keep one line of 2026-11-04",
    ] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
}

#[test]
fn a_file_that_is_too_large_says_what_to_do() {
    let sandbox = Sandbox::new();
    let rows = "2026-11-01,1\n".repeat(200_001);
    write(&sandbox, "x.csv", &format!("date,value\n{rows}"));
    let run = sandbox.run(&["import", "x.csv", "--metric", "nps"]);
    let says =
        run.stderr.contains("more than 200000 rows") && run.stderr.contains("one year at a time");
    assert!(run.code == 2 && says, "{}", run.stderr);
}

#[test]
fn a_change_that_takes_figures_away_is_told_of_the_items_that_hope_for_them() {
    let sandbox = Sandbox::new();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.ok(&["add", "Pay"]);
    write(&sandbox, "x.csv", "date,value\n2026-11-01,1\n");
    import(&sandbox, &[]);
    let told = |sandbox: &Sandbox| sandbox.run(&["check", "--since", "HEAD"]).stdout;
    sandbox.ok(&["set", "1", "outcome.metric=signup_conversion"]);
    sandbox.ok(&["add", "Refund"]);
    sandbox.git(&["add", "-A"]);
    sandbox.git(&["commit", "-qm", "all"]);
    sandbox.ok(&["set", "2", "points=3"]);
    assert!(!told(&sandbox).contains("unknown-metric"));
    std::fs::remove_file(sandbox.dir().join(FILE)).unwrap();
    assert!(
        told(&sandbox).contains("unknown-metric"),
        "{}",
        told(&sandbox)
    );
}

#[test]
fn a_watched_metric_that_moves_is_told_with_the_days_compared() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    let config = read(&sandbox, "backlog/po.yaml");
    let watched = "metrics: {signup_conversion: {title: sign-up conversion, alert: 10%, over: 7 days, good: up}}\n";
    write(&sandbox, "backlog/po.yaml", &format!("{config}{watched}"));
    let day = |n: u32| {
        format!(
            "2026-11-{n:02},{}\n",
            if n < 14 { "4.00%" } else { "3.52%" }
        )
    };
    let rows: String = (7..=21).map(day).collect();
    write(&sandbox, "x.csv", &format!("date,value\n{rows}"));
    import(&sandbox, &[]);
    let status = sandbox.ok(&["status"]);
    assert!(
        status.contains("sign-up conversion fell 12 %: 3.52 % (14–20 Nov), 4 % the 7 days before"),
        "{status}"
    );
    assert!(
        status.contains("po add --type spike \"Why did sign-up conversion fall?\""),
        "{status}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&sandbox.ok(&["status", "--format", "json"])).unwrap();
    assert_eq!(json["alerts"][0]["change_percent"], -12.0);
    sandbox.ok(&["add", "--type", "spike", "Why did sign-up conversion fall?"]);
    write(&sandbox, FILE, "date,value\n2026-11-20,1%\n2026-11-19,4%\n");
    assert!(
        !sandbox.ok(&["status"]).contains("fell"),
        "too few days say nothing"
    );
}

#[test]
fn the_sample_of_mixpanel_comes_in() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    let sandbox = Sandbox::new();
    let file = std::path::Path::new(&samples).join("mixpanel/telemed-segmented.csv");
    let file = file.to_string_lossy();
    let told = sandbox.ok(&[
        "import", &file, "--from", "mixpanel", "--metric", "calls", "--sum", "--format", "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!((&json["rows"], &json["added"]), (&6.into(), &4.into()));
    // Counted by hand: 3 + 2 + 1 on the 4th, then 1, 2 and 1.
    assert_eq!(
        read(&sandbox, "backlog/metrics/calls.csv"),
        "date,value\n2020-08-04,6\n2020-08-06,1\n2020-08-07,2\n2020-08-08,1\n"
    );
}

#[test]
fn a_file_with_two_sides_is_not_written_to() {
    let sandbox = Sandbox::new();
    write(&sandbox, "x.csv", "date,value\n2026-11-01,5\n");
    import(&sandbox, &[]);
    let sides = "date,value\n<<<<<<< ours\n2026-11-01,5\n=======\n2026-11-01,6\n>>>>>>> theirs\n";
    write(&sandbox, FILE, sides);
    write(&sandbox, "x.csv", "date,value\n2026-11-01,7\n");
    let run = sandbox.run(&["import", "x.csv", "--metric", "signup_conversion"]);
    assert!(
        run.code == 2 && run.stderr.contains("signup_conversion.csv:2"),
        "{}",
        run.stderr
    );
    assert_eq!(read(&sandbox, FILE), sides);
    write(&sandbox, "y.csv", "date,value\n11/1/2026,7\n11/2/2026,8\n");
    let run = sandbox.run(&["import", "y.csv", "--metric", "nps"]);
    let asks = run.stderr.contains("order of day and month unclear")
        && run
            .stderr
            .contains("--date-format dd/MM/yyyy or MM/dd/yyyy");
    assert!(run.code == 2 && asks, "{}", run.stderr);
}
