//! `po import`.

use crate::sandbox::Sandbox;

const TASK: &str = "---\nid: BACK-7\ntitle: 'Show a list: all of it'\nstatus: To Do\nassignee:\n  - @ada\ncreated_date: '2026-01-02 10:00'\nlabels: [web]\ndependencies: [task-3]\npriority: high\ncompleted_date: 2026-02-02\n---\n\n## Description\n\nText.\n\n## Acceptance Criteria\n<!-- AC:BEGIN -->\n- [ ] #1 first\n- [x] #2 second\n<!-- AC:END -->\n";

fn project() -> Sandbox {
    let sandbox = Sandbox::empty();
    let write = |path: &str, text: &str| {
        let path = sandbox.dir().join("old").join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write(
        "backlog/config.yml",
        "project_name: Old\nstatuses: [\"To Do\", \"In Progress\", \"Done\"]\ntask_prefix: back\n",
    );
    write("backlog/tasks/back-7 - Show-a-list.md", TASK);
    write(
        "backlog/tasks/back-3 - First.md",
        "---\nid: BACK-3\ntitle: First\nstatus: Done\ncreated_date: '2026-01-01'\n---\nbody\n",
    );
    sandbox
}

#[test]
fn a_backlog_md_project_becomes_a_backlog() {
    let sandbox = project();
    let told = sandbox.ok(&["import", "old", "--from", "backlog-md"]);
    assert!(told.contains("imported 2 items"), "{told}");
    let list = sandbox.ok(&["list", "--all", "--format", "csv"]);
    assert!(list.contains("BACK-7") && list.contains("BACK-3"), "{list}");
    let text = sandbox.read("stories/BACK-7-show-a-list-all-of-it.md");
    assert!(
        text.ends_with(TASK.split_once("---\n\n").unwrap().1),
        "{text}"
    );
    assert!(
        text.contains("depends_on: [BACK-3]") && text.contains("priority: high"),
        "{text}"
    );
    let before = sandbox.files();
    let again = sandbox.ok(&["import", "old"]);
    assert!(
        again.contains("imported 0 items, 2 were here already"),
        "{again}"
    );
    assert_eq!(sandbox.files(), before);
    assert!(sandbox.ok(&["add", "New one"]).starts_with("BACK-8"));
}

#[test]
fn a_dry_run_writes_nothing_at_all() {
    let sandbox = project();
    let told = sandbox.ok(&["import", "old", "--dry-run"]);
    assert!(
        told.contains("would import 2 items") && told.contains("nothing was written"),
        "{told}"
    );
    assert!(!sandbox.path("po.yaml").exists());
}

#[test]
fn types_that_no_item_has_are_told_with_those_there_are() {
    let sandbox = Sandbox::new();
    sandbox.write("../x.csv", "title,type\nPay,Story\nFix,Bug\nAsk,Bug\n");
    let said = sandbox.fails(2, &["import", "x.csv", "--types", "nosuch"]);
    for words in [
        "no item is of the type `nosuch`",
        "types there are: Bug (2), Story (1)",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let said = sandbox.fails(2, &["import", "x.csv", "--types", "bgu", "--dry-run"]);
    assert!(said.contains("did you mean `Bug`?"), "{said}");
    assert!(crate::import_sandbox::stories(&sandbox).is_empty());
    let run = sandbox.run(&["import", "x.csv", "--types", "bug,nosuch"]);
    let says = run.stderr.contains("no item is of the type `nosuch`");
    assert!(run.code == 0 && says, "{}", run.stderr);
    assert!(run.stdout.contains("imported 2 items"), "{}", run.stdout);
    let why = "`Pay`: `--types` leaves out the type `Story`";
    assert!(run.stdout.contains(why), "{}", run.stdout);
}

#[test]
fn an_import_of_which_nothing_comes_is_no_success() {
    let sandbox = Sandbox::empty();
    std::fs::write(sandbox.dir().join("x.json"), "[5, 6]").unwrap();
    for more in [&[][..], &["--dry-run"], &["--format", "json"]] {
        let own = ["import", "x.json", "--from", "taskwarrior"];
        let run = sandbox.run(&[&own, more].concat());
        assert_eq!(run.code, 2, "{}", run.stdout);
        assert!(run.stdout.contains("it is no task"), "{}", run.stdout);
        assert!(
            run.stderr.contains("nothing was imported"),
            "{}",
            run.stderr
        );
    }
    assert!(!sandbox.dir().join("backlog").exists());
}

#[test]
fn what_is_no_backlog_is_said() {
    let sandbox = project();
    assert!(
        sandbox
            .fails(2, &["import", "nowhere"])
            .contains("no file and no folder")
    );
    std::fs::write(sandbox.dir().join("items.csv"), "title\nPay\n").unwrap();
    for (name, step) in [
        ("itmes.csv", "did you mean `items.csv`?"),
        ("nowhere", "po import --list"),
    ] {
        let said = sandbox.fails(2, &["import", name]);
        assert!(said.contains(step), "{said}");
    }
    std::fs::remove_file(sandbox.dir().join("items.csv")).unwrap();
    assert!(
        sandbox
            .fails(2, &["import", ".", "--from", "jria"])
            .contains("no format")
    );
    assert!(!sandbox.path("po.yaml").exists());
    std::fs::write(
        sandbox.dir().join("figures.csv"),
        "Date,Users\n2026-01-01,5\n2026-01-02,6\n",
    )
    .unwrap();
    std::fs::write(sandbox.dir().join("picture.png"), [0x89, 0, 0xff]).unwrap();
    for (name, step) in [
        ("figures.csv", "po import figures.csv --metric NAME"),
        ("picture.png", "po import picture.png --from FORMAT"),
    ] {
        let said = sandbox.fails(2, &["import", name]);
        assert!(said.contains(step), "{said}");
    }
}

/// The real corpus: nothing is lost, and a second import changes nothing.
#[test]
fn the_real_corpus() {
    let Some(samples) = std::env::var_os("PO_SAMPLES") else {
        return;
    };
    let source = std::path::Path::new(&samples).join("backlog-md");
    let sandbox = Sandbox::empty();
    let told = sandbox.ok(&["import", &source.display().to_string(), "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&told).unwrap();
    let items = json["items"].as_u64().unwrap();
    let listed = sandbox.run(&["list", "--all", "--format", "json"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    let list: serde_json::Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(list["stories"].as_array().unwrap().len() as u64, items);
    assert!(items > 150, "{items}");
    let before = sandbox.files();
    sandbox.ok(&["import", &source.display().to_string()]);
    assert_eq!(sandbox.files(), before);
    // The bodies are there byte for byte.
    let bodies: Vec<String> = before
        .iter()
        .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
        .collect();
    for folder in ["tasks", "archive/tasks", "drafts"] {
        for entry in std::fs::read_dir(source.join("backlog").join(folder))
            .unwrap()
            .flatten()
        {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let Some(body) = text
                .strip_prefix("---\n")
                .and_then(|rest| rest.split_once("\n---\n"))
                .map(|(_, body)| body)
            else {
                continue;
            };
            assert!(
                bodies.iter().any(|file| file.ends_with(body)),
                "{:?}",
                entry.path()
            );
        }
    }
}
