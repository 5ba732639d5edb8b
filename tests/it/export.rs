//! `po export`.

use crate::sandbox::Sandbox;

fn shop() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay with a saved card", "--points", "5"]);
    sandbox.ok(&["add", "=1+1", "--label", "odd"]);
    sandbox.ok(&["set", "2", "urgency=3", "aliases=OLD-2", "depends_on=US-1"]);
    sandbox.ok(&["add", "Over", "--status", "done"]);
    sandbox
}

#[test]
fn open_items_go_to_stdout_and_the_report_to_stderr() {
    let sandbox = shop();
    let run = sandbox.run(&["export", "--to", "csv"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let rows: Vec<&str> = run.stdout.lines().collect();
    assert!(
        rows[0].starts_with("key,title,type,status,"),
        "{}",
        run.stdout
    );
    assert!(rows[1].starts_with("US-1,Pay with a saved card,story,new,new,1,5,"));
    assert!(run.stdout.contains("\nUS-2,'=1+1,") && !run.stdout.contains("Over"));
    assert!(
        run.stderr.contains("  aliases      1 ×  not carried:"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("exported 2 items for csv; 1 left out"));
    let all = sandbox.ok(&["export", "--to", "csv", "--all"]);
    assert!(all.contains("Over"));
    let filtered = sandbox.ok(&["export", "--to", "csv", "-q", "label:odd"]);
    assert_eq!(filtered.matches("\nUS-").count(), 1);
}

#[test]
fn a_file_is_written_whole_and_never_overwritten_unasked() {
    let sandbox = shop();
    let args = ["export", "--to", "csv", "--output", "out/shop.csv"];
    sandbox.ok(&args);
    let path = sandbox.dir().join("out/shop.csv");
    let first = std::fs::read_to_string(&path).unwrap();
    sandbox.ok(&args);
    sandbox.ok(&["add", "One more"]);
    let told = sandbox.fails(2, &args);
    assert!(
        told.contains("`out/shop.csv` is there already") && told.contains("--force"),
        "{told}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), first);
    sandbox.ok(&[&args[..], &["--force"]].concat());
    assert!(std::fs::read_to_string(&path).unwrap().contains("One more"));
    sandbox.ok(&["export", "--to", "csv", "--output", "folder/"]);
    assert!(sandbox.dir().join("folder/backlog.csv").is_file());
    let left = std::fs::read_dir(sandbox.dir().join("out"))
        .unwrap()
        .count();
    assert_eq!(left, 1, "nothing stays beside");
    let told = sandbox.fails(
        2,
        &[
            "export",
            "--to",
            "csv",
            "--output",
            "backlog/po.yaml",
            "--force",
        ],
    );
    assert!(told.contains("lies in the backlog"), "{told}");
}

#[test]
fn the_report_as_json() {
    let sandbox = shop();
    let told = sandbox.fails(2, &["export", "--to", "csv", "--format", "json"]);
    assert!(
        told.contains("stdout takes the export or the report"),
        "{told}"
    );
    let text = sandbox.ok(&[
        "export", "--to", "csv", "--all", "--output", "a.csv", "--format", "json",
    ]);
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["items"], 3);
    assert_eq!(report["files"], serde_json::json!(["a.csv"]));
    let field = |name: &str| {
        let fields = report["fields"].as_array().unwrap();
        fields
            .iter()
            .find(|field| field["name"] == name)
            .cloned()
            .unwrap()
    };
    assert_eq!(field("points")["column"], "points");
    assert_eq!(field("urgency")["column"], "urgency");
    assert_eq!(field("aliases")["carried"], "not");
}

#[test]
fn an_export_comes_back_by_import() {
    let sandbox = shop();
    sandbox.ok(&["export", "--to", "csv", "--all", "--output", "shop.csv"]);
    let list = sandbox.ok(&["list", "--all", "--format", "csv"]);
    let other = Sandbox::empty();
    let text = std::fs::read(sandbox.dir().join("shop.csv")).unwrap();
    std::fs::write(other.dir().join("shop.csv"), text).unwrap();
    other.ok(&["import", "shop.csv"]);
    let ids = |list: &str| -> Vec<String> {
        let cells = list
            .lines()
            .map(|line| line.split(',').take(3).collect::<Vec<_>>().join(","));
        cells.collect()
    };
    assert_eq!(
        ids(&other.ok(&["list", "--all", "--format", "csv"])),
        ids(&list)
    );
    assert!(other.ok(&["show", "2"]).contains("=1+1"));
}

#[test]
fn what_cannot_be_written_is_refused_with_a_hint() {
    let sandbox = shop();
    assert!(
        sandbox
            .fails(2, &["export", "--to", "cvs"])
            .contains("did you mean `csv`?")
    );
    assert!(
        sandbox
            .fails(2, &["export", "--to", "lines"])
            .contains("not exported")
    );
    assert!(sandbox.fails(2, &["export"]).contains("--to"));
    assert!(
        sandbox
            .ok(&["export", "--list"])
            .contains("  points               goes to `points`")
    );
}

#[test]
fn jira_gets_a_configuration_beside_its_csv() {
    let sandbox = shop();
    let run = sandbox.run(&["export", "--to", "jira"]);
    assert!(run.stdout.starts_with("Summary,Issue key,Issue id,Parent,"));
    let told = "`…-configuration.txt`, has no place on stdout";
    assert!(run.stderr.contains(told), "{}", run.stderr);
    let told = sandbox.run(&["export", "--to", "jira", "--output", "for-jira.csv"]);
    let files = "to `for-jira.csv`, `for-jira-configuration.txt`";
    assert!(told.stderr.contains(files), "{}", told.stderr);
    let path = sandbox.dir().join("for-jira-configuration.txt");
    let text = std::fs::read_to_string(path).unwrap();
    let configuration: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(configuration["config.project"]["project.name"], "Web shop");
    assert_eq!(
        configuration["config.field.mappings"]["Outward issue link (Blocks)"]["link.type"],
        "10000"
    );
}

/// What was exported for each tool is known by that tool's reader, and imported twice it changes nothing.
#[test]
fn every_export_is_recognised_and_imported_once() {
    let sandbox = shop();
    let list = sandbox.ok(&["export", "--list"]);
    let formats: Vec<&str> = list
        .lines()
        .filter_map(|line| line.split_once(": "))
        .map(|(name, _)| name)
        .filter(|name| !name.contains(' '))
        .collect();
    assert!(formats.len() >= 4, "{formats:?}");
    for format in formats {
        let folder = format!("out-{format}/");
        sandbox.ok(&["export", "--to", format, "--all", "--output", &folder]);
        let other = Sandbox::empty();
        let from = sandbox.dir().join(&folder).display().to_string();
        let told = other.ok(&["import", &from, "--dry-run"]);
        assert!(told.contains(&format!("({format})\n")), "{format}: {told}");
        let told = other.ok(&["import", &from]);
        assert!(told.contains("imported 3 items"), "{format}: {told}");
        let told = other.ok(&["import", &from]);
        assert!(told.contains("imported 0 items"), "{format}: {told}");
        let list = other.ok(&["list", "--all"]);
        assert!(
            list.contains("=1+1") && list.contains("Over"),
            "{format}: {list}"
        );
    }
}

#[test]
fn an_unreadable_file_is_said() {
    let sandbox = shop();
    let file = sandbox.dir().join("backlog/stories/US-9.md");
    std::fs::write(file, "---\ntitle: [\n---\n").unwrap();
    let run = sandbox.run(&["export", "--to", "csv"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert!(
        run.stdout.contains("US-1,") && run.stderr.contains("unreadable: "),
        "{}",
        run.stderr
    );
}

#[test]
fn a_day_is_the_same_day_in_every_zone_and_format() {
    for zone in ["America/Los_Angeles", "Pacific/Auckland"] {
        let init = ["init", "--yes", "--product", "Shop", "--time-zone", zone];
        let from = Sandbox::empty();
        from.ok(&init);
        from.ok(&["add", "Pay", "--status", "done"]);
        from.ok(&["set", "1", "started=2026-02-28", "done=2026-03-04"]);
        for format in ["jira", "linear", "github", "trello", "notion", "csv"] {
            let file = match format {
                "github" => "x.jsonl",
                "trello" => "x.json",
                _ => "x.csv",
            };
            let to = Sandbox::empty();
            to.ok(&init);
            let export = from.ok(&["export", "--to", format, "--all"]);
            std::fs::write(to.dir().join(file), export).unwrap();
            to.ok(&["import", file, "--from", format]);
            let json = to.ok(&["show", "1", "--format", "json"]);
            for day in ["\"started\": \"2026-02-28\"", "\"done\": \"2026-03-04\""] {
                assert!(json.contains(day), "{format} in {zone}: {day}: {json}");
            }
        }
    }
}

#[test]
fn a_zip_archive_holds_the_file_and_what_was_declined_stays_so() {
    let from = Sandbox::new();
    from.ok(&["add", "Pay"]);
    from.ok(&["add", "Pay by fax"]);
    from.ok(&["decline", "2", "--because", "Nobody has one"]);
    for format in ["trello", "notion", "csv"] {
        let archive = from.dir().join(format!("{format}.zip"));
        let output = archive.display().to_string();
        from.ok(&["export", "--to", format, "--all", "--output", &output]);
        let to = Sandbox::new();
        std::fs::copy(&archive, to.dir().join("in.zip")).unwrap();
        to.ok(&["import", "in.zip", "--from", format]);
        let listed = to.ok(&["list", "--all", "--format", "csv"]);
        assert_eq!(listed.lines().count(), 3, "{format}: {listed}");
        let fax = to.ok(&["show", "2", "--format", "json"]);
        assert!(fax.contains("\"status\": \"declined\""), "{format}: {fax}");
    }
}

#[test]
fn an_export_without_items_says_so() {
    let sandbox = Sandbox::new();
    for (format, output, words) in [
        (
            "gherkin",
            "features/",
            "exported no items for gherkin: nothing was written",
        ),
        (
            "gherkin",
            "features.zip",
            "exported no items for gherkin to `features.zip`",
        ),
        ("csv", "out.csv", "exported no items for csv to `out.csv`"),
    ] {
        let run = sandbox.run(&["export", "--to", format, "--output", output]);
        assert_eq!(run.code, 0);
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
        assert!(!run.stderr.contains("0 items"), "{}", run.stderr);
    }
    assert!(!sandbox.dir().join("features").exists());
}
