//! What `po demo` writes is what `po` itself would have written: read back without a finding, under a clean history.

use std::path::Path;
use std::process::Command;

use backlog::demo::{BACKLOG, generate, sample};
use backlog::git::{Discovered, HistoryCommit, Ids, Repository, write_history};
use backlog::store::{Depth, Loaded, Store};

fn load(root: &Path) -> Loaded {
    Store::open(root, root.join(".po"))
        .unwrap()
        .load(Depth::Body)
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

#[test]
fn generated_stories_are_read_without_a_finding() {
    let dir = tempfile::tempdir().unwrap();
    for (path, text) in generate(600, 5) {
        write(dir.path(), &path, &text);
    }
    let loaded = load(dir.path());
    assert_eq!(loaded.backlog.stories().len(), 600);
    assert_eq!(loaded.backlog.unreadable, []);
    assert_eq!(loaded.diagnostics, []);
    let quoted = loaded.backlog.stories().iter();
    assert!(
        quoted
            .filter(|story| story.title.ends_with(": part 2"))
            .count()
            > 5
    );
}

#[test]
fn the_sample_is_a_repository_with_nothing_left_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let top = dir.path().join("po-demo");
    let sample = sample("2026-11-27T09:00:00Z".parse().unwrap());
    let commits = sample.commits.iter().map(|commit| HistoryCommit {
        files: commit
            .files
            .iter()
            .map(|(path, text)| (path.clone(), text.clone().map(String::into_bytes)))
            .collect(),
        author: commit.author.to_owned(),
        email: commit.email.to_owned(),
        time: commit.time,
        message: commit.message.clone(),
    });
    write_history(&top, commits).unwrap();
    let git = |arguments: &[&str]| {
        let output = Command::new("git")
            .current_dir(&top)
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(git(&["status", "--porcelain"]), "");
    let commits = git(&["rev-list", "--count", "--first-parent", "main"]);
    assert_eq!(commits.trim(), sample.commits.len().to_string());

    let root = top.join(BACKLOG);
    let loaded = load(&root);
    assert_eq!(loaded.backlog.unreadable, []);
    assert_eq!(loaded.diagnostics, []);
    assert_eq!(loaded.backlog.running_sprint().unwrap().name, "8");
    assert_eq!(loaded.backlog.releases.len(), 2);
    let order: Vec<String> = loaded
        .backlog
        .positioned()
        .map(|s| s.id.to_string())
        .collect();
    assert_eq!(
        order[..7],
        [
            "US-40", "US-12", "US-13", "US-15", "US-22", "US-17", "US-31"
        ]
    );

    let Ok(Discovered::Repository(repository)) = Repository::discover(&root) else {
        panic!("no repository");
    };
    let private = repository.private_dir();
    let ids = Ids::new(Some(&repository), &root, &private);
    assert_eq!(ids.highest("US", []).unwrap(), 50);
}
