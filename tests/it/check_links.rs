//! What stands among the files of a commit and is no file that can be read: told wherever `po check` looks.
#![cfg(unix)]

use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use crate::sandbox::Sandbox;
use crate::two_clones::Team;

const STORY: &str = "---\ntitle: Pay\nid: US-1\ncreated: 2026-11-01T10:00:00Z\nstatus: new\n---\n";

/// Puts links and a file whose name is no text into the stories.
fn spoil(stories: &std::path::Path) {
    symlink("/etc/passwd", stories.join("US-9-out.md")).unwrap();
    symlink("nowhere.md", stories.join("US-8-gone.md")).unwrap();
    symlink("../..", stories.join("sub")).unwrap();
    symlink("US-1-pay.md", stories.join("US-1-again.md")).unwrap();
    symlink("../pay.png", stories.join("pay.png")).unwrap();
    let name = std::ffi::OsStr::from_bytes(b"US-7-\xff.md");
    std::fs::write(stories.join(name), STORY.replace("US-1", "US-7")).unwrap();
}

/// The lines about files that cannot be read, of a check of these arguments.
fn unreadable(sandbox: &Sandbox, args: &[&str]) -> Vec<String> {
    let run = sandbox.run(&[&["check", "--format", "concise"], args].concat());
    assert_eq!(run.code, 1, "{args:?}\n{}{}", run.stdout, run.stderr);
    let lines = run.stdout.lines();
    let about = lines.filter(|line| line.contains("unreadable-file"));
    about.map(str::to_owned).collect()
}

#[test]
fn links_and_names_that_are_no_text_are_told_from_disk_index_commit_and_merge() {
    let sandbox = Sandbox::new();
    sandbox.write("stories/US-1-pay.md", STORY);
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    sandbox.git(&["checkout", "-q", "-b", "links"]);
    spoil(&sandbox.path("stories"));
    let disk = unreadable(&sandbox, &[]);
    assert_eq!(disk.len(), 4, "{disk:#?}");
    sandbox.git(&["add", "."]);
    assert_eq!(unreadable(&sandbox, &["--staged"]), disk);
    sandbox.git(&["commit", "-q", "-m", "links"]);
    assert_eq!(unreadable(&sandbox, &["--at", "HEAD"]), disk);
    sandbox.git(&["checkout", "-q", "main"]);
    // Each side alone says them already: what the merge adds is nothing.
    let run = sandbox.run(&["check", "--merged-with", "links"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    let run = sandbox.run(&["list", "--at", "links"]);
    assert!(
        run.stderr.contains("US-9-out.md"),
        "{}{}",
        run.stdout,
        run.stderr
    );
}

/// The codes of a check on disk, of what is staged, and of the commit of it.
fn codes(sandbox: &Sandbox) -> [i32; 3] {
    sandbox.git(&["add", "."]);
    let code = |args: &[&str]| sandbox.run(&[&["check"], args].concat()).code;
    let (disk, staged) = (code(&[]), code(&["--staged"]));
    sandbox.git(&["commit", "-q", "-m", "a link"]);
    let codes = [disk, staged, code(&["--at", "HEAD"])];
    sandbox.git(&["reset", "-q", "--hard", "HEAD~1"]);
    codes
}

#[test]
fn links_lead_to_the_same_on_disk_and_in_a_commit() {
    let sandbox = Sandbox::new();
    sandbox.write("stories/US-1-pay.md", STORY);
    sandbox.write("drafts/x.csv", "bad");
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    let top = sandbox.path("").canonicalize().unwrap();
    let name = top.file_name().unwrap().to_str().unwrap();
    let bytes = std::ffi::OsStr::from_bytes(b"stories/US-6-\xff.md");
    for (link, target, code) in [
        (
            "stories/US-6-a.md",
            format!("../../{name}/stories/US-1-pay.md"),
            0,
        ),
        ("stories/US-6-a.md", "US-1-pay.md/".to_owned(), 1),
        (
            "stories/US-6-a.md",
            "US-1-pay.md/../US-1-pay.md".to_owned(),
            1,
        ),
        ("stories/US-6-a.md", "none/../US-1-pay.md".to_owned(), 1),
        (
            bytes.to_str().unwrap_or("bytes"),
            "US-1-pay.md".to_owned(),
            1,
        ),
        ("metrics", "drafts".to_owned(), 1),
        ("releases", "nowhere".to_owned(), 1),
        ("check-baseline.yaml", "/etc/passwd".to_owned(), 2),
    ] {
        let link = match link {
            "bytes" => std::path::Path::new(bytes),
            link => std::path::Path::new(link),
        };
        // The sandbox may have it as an empty folder.
        let _ = std::fs::remove_dir(top.join(link));
        symlink(&target, top.join(link)).unwrap();
        assert_eq!(codes(&sandbox), [code; 3], "{link:?} -> {target}");
    }
    // What leads into the backlog here only, or by way of a link that a commit of the backlog does not tell.
    let there = |path: &str| top.join(path).to_str().unwrap().to_owned();
    symlink(&top, sandbox.dir().join("beside")).unwrap();
    for target in [
        there("stories/US-1-pay.md"),
        "../../beside/stories/US-1-pay.md".to_owned(),
    ] {
        symlink(&target, top.join("stories/US-6-a.md")).unwrap();
        assert_eq!(codes(&sandbox), [1; 3], "{target}");
    }
    std::fs::rename(top.join("po.yaml"), top.join("agreed.yaml")).unwrap();
    symlink(there("agreed.yaml"), top.join("po.yaml")).unwrap();
    sandbox.git(&["add", "."]);
    for args in [&["check"][..], &["check", "--staged"]] {
        let said = sandbox.fails(2, args);
        let says = "cannot read `po.yaml`: it is a link that leaves the backlog";
        assert!(said.contains(says), "{args:?}: {said}");
    }
    assert_eq!(codes(&sandbox), [2; 3]);
    // By way of another link, and what the team agreed too.
    symlink("US-1-pay.md", top.join("stories/US-6-a.md")).unwrap();
    symlink("US-6-a.md", top.join("stories/US-7-b.md")).unwrap();
    std::fs::rename(top.join("po.yaml"), top.join("agreed.yaml")).unwrap();
    symlink("agreed.yaml", top.join("po.yaml")).unwrap();
    assert_eq!(codes(&sandbox), [0; 3]);
}

#[test]
fn a_link_answers_for_the_file_that_it_leads_to() {
    let sandbox = Sandbox::new();
    sandbox.write("drafts/pay.md", STORY);
    std::fs::create_dir_all(sandbox.path("stories")).unwrap();
    symlink("../drafts/pay.md", sandbox.path("stories/US-1-pay.md")).unwrap();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    sandbox.write("drafts/pay.md", STORY.replace("Pay", "Pay by card"));
    sandbox.git(&["add", "."]);
    let said = sandbox.ok(&["check", "--staged"]);
    assert!(said.starts_with("1 staged item: nothing wrong"), "{said}");
    std::fs::remove_file(sandbox.path("drafts/pay.md")).unwrap();
    let since = unreadable(&sandbox, &["--since", "HEAD"]);
    assert_eq!(since.len(), 1, "{since:?}");
    assert!(
        since[0].contains("it is a link that leads nowhere"),
        "{since:?}"
    );
    sandbox.git(&["add", "."]);
    assert_eq!(unreadable(&sandbox, &["--staged"]), since);
}

#[test]
fn a_link_to_a_file_of_the_backlog_is_that_file() {
    let sandbox = Sandbox::new();
    sandbox.write("drafts/pay.md", STORY);
    std::fs::create_dir_all(sandbox.path("stories")).unwrap();
    symlink("../drafts/pay.md", sandbox.path("stories/US-1-pay.md")).unwrap();
    // Another file of the same words is another file; a second name of one is none.
    sandbox.write("drafts/copy.md", STORY);
    symlink("../drafts/copy.md", sandbox.path("stories/US-2-copy.md")).unwrap();
    symlink("../drafts/copy.md", sandbox.path("stories/US-3-copy.md")).unwrap();
    sandbox.git(&["init", "-q", "-b", "main"]);
    sandbox.git(&["add", "."]);
    sandbox.git(&["commit", "-q", "-m", "the backlog"]);
    let there = sandbox.ok(&["list", "--at", "HEAD"]);
    assert!(there.contains("Pay"), "{there}");
    assert_eq!(there, sandbox.ok(&["list"]));
}

#[test]
fn sync_does_not_push_them() {
    let team = Team::new();
    spoil(&team.dir("a").join("backlog/stories"));
    team.git("a", &["add", "."]);
    team.git("a", &["commit", "-q", "-m", "links"]);
    let run = team.run("a", &["sync"]);
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stdout.contains("US-9-out.md"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    // What is shared already is no reason to keep the rest back.
    team.git("a", &["push", "-q", "--no-verify"]);
    team.ok("a", &["note", "3", "later", "--commit"]);
    let said = team.ok("a", &["sync"]);
    assert!(said.contains("pushed to origin/main"), "{said}");
}
