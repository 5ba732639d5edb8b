//! What goes out to another tool and comes back is what it was: notes with tasks, comments, names with underscores, what was declined.

use std::path::Path;

use crate::import_sandbox::{import, story, value};
use crate::sandbox::Sandbox;

/// An empty backlog into which an export of the other one came.
fn there_and_back(from: &Sandbox, format: &str) -> Sandbox {
    let to = Sandbox::empty();
    let out = to.dir().join("out");
    let out = out.display().to_string();
    from.ok(&["export", "--to", format, "--all", "--output", &out]);
    assert!(Path::new(&out).exists());
    to.ok(&["import", "out"]);
    to
}

/// A backlog of one item with that text.
fn backlog(body: &str) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.ok(&["add", "Pay"]);
    let path = "stories/US-1-pay.md";
    let text = sandbox.read(path);
    let head = text.split("\n## ").next().unwrap().trim_end();
    sandbox.write(path, format!("{head}\n\n{body}"));
    sandbox
}

#[test]
fn a_task_list_inside_of_a_note_stays_there() {
    let body = "Why\n\n## Notes\n\n- 2026-01-05 alex: Linear: https://x.example/GIF-26\n\n  ### Bug: submit\n\n  - [ ] Fix the button\n";
    let from = backlog(body);
    for format in ["gitlab", "github", "linear"] {
        let to = there_and_back(&from, format);
        let item = story(&to, "Pay");
        assert!(!item.contains("## Acceptance criteria"), "{format}\n{item}");
        assert!(
            item.contains("## Notes\n") && item.contains("  - [ ] Fix the button\n"),
            "{format}\n{item}"
        );
    }
}

#[test]
fn comments_do_not_go_out_as_words() {
    let body = "Why <!-- hidden -->\n\n## Acceptance criteria\n<!-- AC:BEGIN -->\n- [ ] #1 It pays\n- [ ] #2 A receipt comes\n<!-- AC:END -->\n\n\
                ## Notes\n\n- 2026-01-05 ann: said <!-- hidden -->\n";
    let from = backlog(body);
    from.ok(&["set", "1", "type=story"]);
    for format in ["jira", "azure-devops"] {
        let to = there_and_back(&from, format);
        let item = story(&to, "Pay");
        assert!(
            !item.contains("AC:") && !item.contains("hidden"),
            "{format}\n{item}"
        );
        assert!(item.contains("A receipt comes\n"), "{format}\n{item}");
        assert!(item.contains("ann: said"), "{format}\n{item}");
        let out = to.dir().join("more").display().to_string();
        let said = from.run(&["export", "--to", format, "--all", "--output", &out]);
        let said = format!("{}{}", said.stdout, said.stderr);
        assert_eq!(said.matches("comments of HTML").count(), 1, "{said}");
    }
}

#[test]
fn names_with_underscores_come_back() {
    let text = "ID,Title,Description,Acceptance criteria\n1,Pay,Look at __main__ first,Add __init__.py files\n";
    let from = Sandbox::empty();
    import(&from, "t.csv", text, &[]);
    let words = |sandbox: &Sandbox| story(sandbox, "Pay").replace('\\', "");
    for format in ["azure-devops", "jira", "csv", "gitlab", "trello"] {
        let to = there_and_back(&from, format);
        let told = words(&to);
        for name in ["Look at __main__ first", "Add __init__.py files"] {
            assert!(told.contains(name), "{format}\n{told}");
        }
    }
    // What `po` exported is Markdown, and stays as it is.
    let from = backlog("A __bold__ word\n");
    let item = story(&there_and_back(&from, "csv"), "Pay");
    assert!(item.contains("A __bold__ word\n"), "{item}");
}

#[test]
fn what_was_declined_comes_back_from_gitlab_as_declined() {
    let from = backlog("Why\n");
    from.ok(&["add", "Ship"]);
    from.ok(&["decline", "1", "--because", "nobody asks"]);
    let to = there_and_back(&from, "gitlab");
    assert_eq!(
        value(&story(&to, "Pay"), "status:").as_deref(),
        Some("declined")
    );
    assert_eq!(
        value(&story(&to, "Ship"), "status:").as_deref(),
        Some("new")
    );
}

#[test]
fn a_table_for_gitlabs_importer_is_known_by_its_quick_actions() {
    let sandbox = Sandbox::empty();
    let text = "Title,Description,Labels\nPay,\"Do it\n\n/label ~setup ~azure\",\nShip,\"Do that\n\n/weight 3\n/close\",web\n";
    import(&sandbox, "gitlab_issues.csv", text, &[]);
    let pay = story(&sandbox, "Pay");
    assert!(pay.contains("labels: [setup, azure]\n"), "{pay}");
    assert!(
        pay.contains("system: gitlab") && !pay.contains("/label"),
        "{pay}"
    );
    let ship = story(&sandbox, "Ship");
    assert_eq!(value(&ship, "points:").as_deref(), Some("3"));
    assert_eq!(value(&ship, "status:").as_deref(), Some("done"));
    // A path is no quick action, nor is one that somebody tells of.
    for said in ["\"Look at\n/usr/share\"", "see /label ~setup"] {
        let sandbox = Sandbox::empty();
        let text = format!("Title,Description,Labels\nPay,{said},\n");
        import(&sandbox, "t.csv", text, &[]);
        assert!(story(&sandbox, "Pay").contains("system: csv"), "{said}");
    }
}
