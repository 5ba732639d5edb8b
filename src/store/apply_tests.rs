//! What a change may do, what it refuses, and that it can be taken back.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::model::{Change, ChangeKind, Edit, Value};
use crate::store::applied::{Applied, AppliedFile};
use crate::store::apply::Mode;
use crate::store::error::StoreError;
use crate::store::layout::private_dir;
use crate::store::store::Store;

fn lines_changed(applied: &Applied) -> usize {
    applied.files.iter().map(AppliedFile::lines_changed).sum()
}

/// A backlog in a folder of its own.
struct Bench(tempfile::TempDir);

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        std::fs::create_dir(bench.0.path().join("stories")).unwrap();
        bench.put("po.yaml", "format: 1\n");
        bench.put("stories/US-1-pay.md", "one\n");
        bench.put("stories/US-2.md", "two\n");
        bench
    }

    fn put(&self, path: &str, content: &str) {
        std::fs::write(self.0.path().join(path), content).unwrap();
    }

    fn get(&self, path: &str) -> Option<String> {
        std::fs::read_to_string(self.0.path().join(path)).ok()
    }

    fn store(&self) -> Store {
        Store::open(self.0.path(), self.0.path().join(".po")).unwrap()
    }

    fn apply(&self, changes: Vec<Change>) -> Result<Applied, StoreError> {
        self.store()
            .apply("a change", Mode::Write, |_| Ok((changes, ())))
            .map(|(applied, ())| applied)
    }

    fn all(&self) -> BTreeMap<String, Vec<u8>> {
        walkdir::WalkDir::new(self.0.path())
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| {
                entry.file_type().is_file() && !entry.path().to_string_lossy().contains("/.po/")
            })
            .map(|entry| {
                (
                    entry.path().display().to_string(),
                    std::fs::read(entry.path()).unwrap(),
                )
            })
            .collect()
    }
}

fn replace(path: &str, old: &str, new: &str) -> Change {
    Change {
        path: path.into(),
        kind: ChangeKind::Replace {
            old: old.into(),
            new: new.into(),
        },
    }
}

fn remove(path: &str) -> Change {
    Change {
        path: path.into(),
        kind: ChangeKind::Remove,
    }
}

#[test]
fn a_refused_change_changes_nothing() {
    let bench = Bench::new();
    let before = bench.all();
    let good = || replace("stories/US-1-pay.md", "one\n", "ONE\n");
    let refused = |bad: Change| bench.apply(vec![good(), bad]).unwrap_err();
    assert!(matches!(
        refused(Change::create("stories/US-2.md", "x")),
        StoreError::Exists { .. }
    ));
    assert!(matches!(
        refused(replace("stories/US-2.md", "other", "x")),
        StoreError::Changed(_)
    ));
    assert!(matches!(
        refused(replace("stories/US-3.md", "", "x")),
        StoreError::Missing(_)
    ));
    assert!(matches!(
        refused(remove("stories/US-3.md")),
        StoreError::Missing(_)
    ));
    assert!(matches!(
        refused(Change::create("../US-3.md", "x")),
        StoreError::Refused { .. }
    ));
    assert!(matches!(
        refused(Change::create("stories/US-1-pay.md/x.md", "x")),
        StoreError::Refused { .. }
    ));
    let large = Change::create("stories/US-3.md", vec![b'x'; (4 << 20) + 1]);
    assert!(matches!(refused(large), StoreError::TooLarge(_)));
    assert_eq!(bench.all(), before);
}

#[test]
fn a_name_that_some_systems_take_for_another_is_not_made() {
    let bench = Bench::new();
    bench.put("stories/US-3-café.md", "three\n");
    std::fs::create_dir_all(bench.0.path().join("stories/old/US-4.MD")).unwrap();
    for name in [
        "stories/us-1-PAY.md",
        "stories/US-3-cafe\u{301}.md",
        "stories/us-3-CAFÉ.md",
        "stories/old/us-4.md",
    ] {
        let error = bench.apply(vec![Change::create(name, "x")]).unwrap_err();
        assert!(
            matches!(error, StoreError::Exists { .. }),
            "{name}: {error}"
        );
        // The same where the folder was listed before, and need not be again.
        let change = || vec![Change::create(name, "x")];
        let listed = |store: &Store| (store.names().len() == 3).then(|| (change(), ()));
        let store = bench.store();
        let result = store.apply("a change", Mode::Write, |store| {
            listed(store).ok_or(StoreError::Missing("names".into()))
        });
        assert!(matches!(result, Err(StoreError::Exists { .. })), "{name}");
    }
    let both = vec![
        Change::create("stories/a.md", "x"),
        Change::create("stories/A.md", "y"),
    ];
    assert!(matches!(bench.apply(both), Err(StoreError::Exists { .. })));
    assert!(
        bench
            .apply(vec![Change::create("stories/sub/us-1-pay.md", "x")])
            .is_ok()
    );
}

#[test]
fn several_changes_to_one_file_follow_each_other() {
    let bench = Bench::new();
    let applied = bench
        .apply(vec![
            replace("stories/US-1-pay.md", "one\n", "ONE\n"),
            replace("stories/US-1-pay.md", "ONE\n", "ONE!\n"),
            Change::create("stories/US-3.md", "three\n"),
            replace("stories/US-3.md", "three\n", "3\n"),
            replace("stories/US-2.md", "two\n", "two\n"),
        ])
        .unwrap();
    assert_eq!(bench.get("stories/US-1-pay.md").as_deref(), Some("ONE!\n"));
    assert_eq!(bench.get("stories/US-3.md").as_deref(), Some("3\n"));
    let paths: Vec<&str> = applied
        .files
        .iter()
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(paths, ["stories/US-1-pay.md", "stories/US-3.md"]);
    assert_eq!(lines_changed(&applied), 2);
}

#[test]
fn edits_of_several_files_are_made_together_or_not_at_all() {
    let bench = Bench::new();
    let story =
        |points: &str| format!("---\r\ntitle: Pay\r\nid: US-5\r\npoints: {points}\r\n---\r\n");
    bench.put("stories/US-5.md", &story("3"));
    bench.put("stories/US-6.md", "---\ntitle: [\nid: US-6\n---\n");
    let edit = |path: &str| Change::edit(path, vec![Edit::set("points", Value::Plain("8".into()))]);
    let error = bench
        .apply(vec![edit("stories/US-5.md"), edit("stories/US-6.md")])
        .unwrap_err();
    assert!(matches!(&error, StoreError::Edit { path, .. } if path == "stories/US-6.md"));
    assert_eq!(bench.get("stories/US-5.md"), Some(story("3")));
    let applied = bench.apply(vec![edit("stories/US-5.md")]).unwrap();
    assert_eq!(lines_changed(&applied), 1);
    assert_eq!(bench.get("stories/US-5.md"), Some(story("8")));
}

#[test]
fn a_dry_run_tells_and_writes_nothing() {
    let bench = Bench::new();
    let change = vec![replace("stories/US-2.md", "two\n", "2\n")];
    let (applied, value) = bench
        .store()
        .apply("x", Mode::DryRun, |_| Ok::<_, StoreError>((change, 7)))
        .unwrap();
    assert_eq!(
        (applied.files.len(), lines_changed(&applied), value),
        (1, 1, 7)
    );
    assert_eq!(bench.get("stories/US-2.md").as_deref(), Some("two\n"));
    assert!(!bench.0.path().join(".po").exists());
}

#[test]
fn undo_takes_back_and_undo_again_makes_again() {
    let bench = Bench::new();
    assert!(matches!(
        bench.store().undo(Mode::Write),
        Err(StoreError::NothingToUndo)
    ));
    let before = bench.all();
    bench
        .apply(vec![
            replace("stories/US-1-pay.md", "one\n", "ONE\n"),
            Change::create("stories/US-3.md", "three\n"),
            remove("stories/US-2.md"),
        ])
        .unwrap();
    let after = bench.all();
    // A change of nothing is not a change: it leaves the last one to be taken back.
    assert!(bench.apply(Vec::new()).unwrap().files.is_empty());
    // With a note it is one, even of no file.
    let note = |note: &[u8]| {
        let noted = |_: &Store| Ok::<_, StoreError>((Vec::new(), note.to_vec(), ()));
        bench.store().apply_noted("noted", Mode::Write, noted)
    };
    note(b"").unwrap();
    let undone = bench.store().undo(Mode::DryRun).unwrap();
    assert_eq!((&undone.what[..], &undone.note[..]), ("a change", &b""[..]));
    let undone = bench.store().undo(Mode::Write).unwrap();
    assert_eq!(
        (undone.what.as_str(), undone.redone, undone.applied.count()),
        ("a change", false, 3)
    );
    assert_eq!(bench.all(), before);
    assert!(bench.store().undo(Mode::Write).unwrap().redone);
    assert_eq!(bench.all(), after);
    bench.put("stories/US-3.md", "by hand\n");
    let touched = bench.all();
    let error = bench.store().undo(Mode::Write).unwrap_err();
    assert!(matches!(&error, StoreError::TouchedSince { path, .. } if path == "stories/US-3.md"));
    note(b"staged").unwrap();
    for redone in [false, true] {
        let undone = bench.store().undo(Mode::Write).unwrap();
        let found = (&undone.what[..], undone.redone, &undone.note[..]);
        assert_eq!(found, ("noted", redone, &b"staged"[..]));
    }
    assert_eq!(bench.all(), touched);
}

#[test]
fn a_newer_format_is_read_and_not_written() {
    let bench = Bench::new();
    let mut store = bench.store();
    store.config.format = 2;
    let create = |mode| {
        store.apply("x", mode, |_| {
            Ok::<_, StoreError>((vec![Change::create("stories/a.md", "x")], ()))
        })
    };
    assert!(matches!(
        create(Mode::Write),
        Err(StoreError::NewerFormat(2))
    ));
    assert!(matches!(
        create(Mode::DryRun),
        Err(StoreError::NewerFormat(2))
    ));
    assert!(matches!(
        store.undo(Mode::Write),
        Err(StoreError::NewerFormat(2))
    ));
    assert!(store.read("stories/US-2.md").is_ok());
}

#[test]
fn eight_writers_at_once_lose_no_change() {
    let bench = Bench::new();
    bench.put("stories/US-9.md", "0");
    let waits = Arc::new(AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let waits = Arc::clone(&waits);
            let store = bench.store().on_wait(move |_| {
                waits.fetch_add(1, Ordering::Relaxed);
            });
            scope.spawn(move || {
                for _ in 0..25 {
                    let result = store.apply("count", Mode::Write, |store| {
                        let old = store.read("stories/US-9.md")?;
                        let count: u32 = String::from_utf8_lossy(&old).parse().unwrap();
                        let new = (count + 1).to_string().into_bytes();
                        let path = format!("stories/US-{}.md", 100 + count);
                        let counter = Change {
                            path: "stories/US-9.md".into(),
                            kind: ChangeKind::Replace { old, new },
                        };
                        Ok::<_, StoreError>((vec![counter, Change::create(path, "x")], ()))
                    });
                    assert!(result.is_ok(), "{result:?}");
                }
            });
        }
    });
    assert_eq!(bench.get("stories/US-9.md").as_deref(), Some("200"));
    assert_eq!(bench.store().names().len(), 203);
    assert!(waits.load(Ordering::Relaxed) > 0);
}

#[test]
fn a_failing_plan_lets_go_of_the_lock() {
    let bench = Bench::new();
    let failed = bench.store().apply("x", Mode::Write, |_| {
        Err::<(Vec<Change>, ()), _>(StoreError::Missing("nothing".into()))
    });
    assert!(failed.is_err());
    assert!(bench.apply(vec![remove("stories/US-2.md")]).is_ok());
}

#[cfg(unix)]
#[test]
fn a_link_within_is_changed_at_its_target_and_one_that_leaves_is_not() {
    use std::os::unix::fs::symlink;
    let bench = Bench::new();
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), "outside\n").unwrap();
    std::fs::create_dir(bench.0.path().join("kept")).unwrap();
    bench.put("kept/US-7.md", "seven\n");
    symlink("../kept/US-7.md", bench.0.path().join("stories/US-7.md")).unwrap();
    symlink(outside.path(), bench.0.path().join("stories/US-8.md")).unwrap();
    let applied = bench
        .apply(vec![replace("stories/US-7.md", "seven\n", "7\n")])
        .unwrap();
    assert_eq!(applied.files[0].path, "kept/US-7.md");
    assert_eq!(bench.get("kept/US-7.md").as_deref(), Some("7\n"));
    assert!(bench.0.path().join("stories/US-7.md").is_symlink());
    for change in [
        replace("stories/US-8.md", "outside\n", "x"),
        remove("stories/US-8.md"),
    ] {
        assert!(matches!(
            bench.apply(vec![change]),
            Err(StoreError::Refused { .. })
        ));
    }
    assert_eq!(
        std::fs::read_to_string(outside.path()).unwrap(),
        "outside\n"
    );
}

#[cfg(unix)]
#[test]
fn a_read_only_file_or_folder_is_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let bench = Bench::new();
    let mode = |path: &str, mode: u32| {
        std::fs::set_permissions(bench.0.path().join(path), PermissionsExt::from_mode(mode))
            .unwrap();
    };
    mode("stories/US-2.md", 0o444);
    let error = bench
        .apply(vec![replace("stories/US-2.md", "two\n", "2\n")])
        .unwrap_err();
    assert!(error.to_string().contains("it is read-only"), "{error}");
    mode("stories/US-2.md", 0o644);
    mode("stories", 0o555);
    let result = bench.apply(vec![replace("stories/US-2.md", "two\n", "2\n")]);
    mode("stories", 0o755);
    // The superuser may write everywhere.
    if let Err(error) = result {
        assert!(error.to_string().contains("permission denied"), "{error}");
        assert_eq!(bench.get("stories/US-2.md").as_deref(), Some("two\n"));
        assert_eq!(bench.store().recover().unwrap(), None);
    }
}

#[test]
fn working_trees_of_one_repository_keep_their_own_last_change() {
    let dir = tempfile::tempdir().unwrap();
    let git = dir.path().join("main/.git");
    std::fs::create_dir_all(&git).unwrap();
    let trees = ["main/backlog", "other/backlog"].map(|name| {
        let root = dir.path().join(name);
        std::fs::create_dir_all(&root).unwrap();
        std::fs::write(root.join("po.yaml"), "format: 1\n").unwrap();
        let store = Store::open(&root, private_dir(&root, Some(&git))).unwrap();
        assert_eq!(store.private(), git.canonicalize().unwrap().join("po"));
        let create = vec![Change::create("stories/US-1.md", name)];
        store
            .apply(name, Mode::Write, |_| Ok::<_, StoreError>((create, ())))
            .unwrap();
        store
    });
    assert_eq!(trees[0].undo(Mode::Write).unwrap().what, "main/backlog");
    assert!(trees[1].read("stories/US-1.md").is_ok());
    assert!(!dir.path().join("main/backlog/.po").exists());
}
