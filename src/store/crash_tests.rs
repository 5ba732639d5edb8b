//! A change that is cut short at each of its steps leaves everything old or everything new.

use std::collections::BTreeMap;
use std::path::Path;

use crate::model::{Change, ChangeKind};
use crate::store::apply::Mode;
use crate::store::error::StoreError;
use crate::store::faults::{Fault, Faults};
use crate::store::store::Store;

/// A backlog of `count` files, and the change that gives each other content, adds one and takes one away.
struct Bench {
    dir: tempfile::TempDir,
    count: usize,
    way: Way,
}

/// How the changes are handed over.
#[derive(Debug, Clone, Copy)]
enum Way {
    Together,
    OneByOne,
}

impl Bench {
    fn new(count: usize) -> Self {
        Self::of(count, Way::Together)
    }

    fn of(count: usize, way: Way) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("stories")).unwrap();
        std::fs::write(dir.path().join("po.yaml"), "format: 1\n").unwrap();
        let bench = Self { dir, count, way };
        for n in 0..count {
            std::fs::write(bench.dir.path().join(name(n)), "old\n").unwrap();
        }
        std::fs::write(bench.dir.path().join("stories/gone.md"), "gone\n").unwrap();
        bench
    }

    fn store(&self) -> Store {
        Store::open(self.dir.path(), self.dir.path().join(".po")).unwrap()
    }

    fn change(&self, fault: Option<Fault>) -> (Result<(), StoreError>, usize) {
        let mut store = self.store();
        store.faults = Faults::of(fault);
        let what = "a change";
        let result = match self.way {
            Way::Together => store
                .apply(what, Mode::Write, |_| Ok((self.changes().collect(), ())))
                .map(|_| ()),
            Way::OneByOne => store
                .apply_each(what, Mode::Write, |_, intake| {
                    self.changes().try_for_each(|change| intake.take(change))
                })
                .map(|_| ()),
        };
        (result, store.faults.taken())
    }

    /// What an interrupted change was called that is finished now. The lock is free; but a process that another test starts has it
    /// too, from when it is forked to when it begins.
    fn recovered(&self) -> Option<String> {
        let store = self.store();
        loop {
            let finished = store.recover().unwrap();
            if finished.is_some() || !store.journals.pending.exists() {
                return finished;
            }
            std::thread::yield_now();
        }
    }

    fn changes(&self) -> impl Iterator<Item = Change> {
        let replaced = (0..self.count).map(|n| Change {
            path: name(n),
            kind: ChangeKind::Replace {
                old: b"old\n".to_vec(),
                new: format!("new {n}\n").into_bytes(),
            },
        });
        replaced.chain([
            Change::create("stories/deep/er/made.md", "made\n"),
            Change {
                path: "stories/gone.md".into(),
                kind: ChangeKind::Remove,
            },
        ])
    }

    fn old(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, String> = (0..self.count)
            .map(|n| (name(n), "old\n".to_owned()))
            .collect();
        files.insert("stories/gone.md".into(), "gone\n".into());
        files
    }

    fn new_state(&self) -> BTreeMap<String, String> {
        let mut files: BTreeMap<String, String> = (0..self.count)
            .map(|n| (name(n), format!("new {n}\n")))
            .collect();
        files.insert("stories/deep/er/made.md".into(), "made\n".into());
        files
    }

    /// Every file below stories, temporary ones too.
    fn files(&self) -> BTreeMap<String, String> {
        walkdir::WalkDir::new(self.dir.path().join("stories"))
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                let path = entry.path().strip_prefix(self.dir.path()).unwrap();
                let content = std::fs::read_to_string(entry.path()).unwrap();
                (path.to_str().unwrap().replace('\\', "/"), content)
            })
            .collect()
    }
}

fn name(n: usize) -> String {
    format!("stories/US-{}.md", n + 1)
}

fn leavings(dir: &Path) -> Vec<String> {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".tmp"))
        .collect()
}

#[test]
fn killed_at_any_step_all_is_old_or_all_is_new() {
    // Of a large change every third step will do: its files are all alike. From 64 files on they are synced together.
    for (count, stride, way) in [
        (0, 1, Way::Together),
        (1, 1, Way::Together),
        (9, 1, Way::Together),
        (50, 3, Way::Together),
        (70, 7, Way::Together),
        (9, 1, Way::OneByOne),
        (70, 3, Way::OneByOne),
    ] {
        let (whole, steps) = Bench::of(count, way).change(None);
        assert!(whole.is_ok());
        assert!(steps > count * 3, "{steps} steps");
        let (mut were_old, mut were_new) = (0, 0);
        for at in (0..steps).step_by(stride) {
            let bench = Bench::of(count, way);
            assert!(bench.change(Some(Fault::Crash(at))).0.is_err(), "step {at}");
            for (path, content) in bench.files() {
                let whole = !content.is_empty() || path.contains(".po-");
                assert!(whole, "step {at}: `{path}` is empty");
            }
            // The next writer is not blocked, and sees a whole state.
            let (seen, _) = bench
                .store()
                .apply("next", Mode::Write, |_| {
                    Ok::<_, StoreError>((Vec::new(), ()))
                })
                .unwrap();
            let files = bench.files();
            if files == bench.old() {
                were_old += 1;
                assert_eq!(seen.finished, None);
            } else {
                assert_eq!(files, bench.new_state(), "step {at} of {steps}");
                were_new += 1;
                assert_eq!(seen.finished.as_deref(), Some("a change"));
            }
            assert!(leavings(&bench.dir.path().join(".po")).is_empty());
        }
        assert!(
            were_old > 0 && were_new > 0,
            "{were_old} old, {were_new} new"
        );
    }
}

#[test]
fn one_failed_step_takes_everything_back_at_once() {
    for (count, stride, way) in [
        (12, 1, Way::Together),
        (12, 1, Way::OneByOne),
        (70, 5, Way::OneByOne),
    ] {
        let steps = Bench::of(count, way).change(None).1;
        for at in (0..steps).step_by(stride) {
            let bench = Bench::of(count, way);
            let error = bench.change(Some(Fault::Once(at))).0.unwrap_err();
            assert!(error.to_string().contains("disk is full"), "{error}");
            assert_eq!(bench.files(), bench.old(), "step {at}");
            assert_eq!(bench.store().recover().unwrap(), None, "step {at}");
            assert!(leavings(&bench.dir.path().join(".po")).is_empty());
            assert!(bench.change(None).0.is_ok());
            assert_eq!(bench.files(), bench.new_state());
        }
    }
}

#[test]
fn a_disk_that_stays_full_loses_nothing() {
    let steps = Bench::new(12).change(None).1;
    for at in 0..steps {
        let bench = Bench::new(12);
        match bench.change(Some(Fault::Full(at))).0.unwrap_err() {
            StoreError::HalfWay { .. } => {
                assert_eq!(bench.recovered().as_deref(), Some("a change"));
                assert_eq!(bench.files(), bench.new_state(), "step {at}");
            }
            _ => assert_eq!(bench.files(), bench.old(), "step {at}"),
        }
    }
}

#[test]
fn a_recovery_that_is_killed_is_finished_by_the_next() {
    let crash_in_the_middle = Bench::new(20).change(None).1 - 10;
    for at in (0..80).step_by(3) {
        let bench = Bench::new(20);
        assert!(
            bench
                .change(Some(Fault::Crash(crash_in_the_middle)))
                .0
                .is_err()
        );
        let mut second = bench.store();
        second.faults = Faults::of(Some(Fault::Crash(at)));
        let first_try = second.recover();
        let finished = bench.recovered();
        assert!(first_try.is_ok() || finished.is_some());
        assert_eq!(bench.files(), bench.new_state(), "step {at}");
    }
}

/// A plan that ends early, as one does whose source breaks off, has changed nothing, however much it handed over.
#[test]
fn a_stream_that_breaks_off_changes_nothing() {
    let bench = Bench::of(70, Way::OneByOne);
    let broken = bench
        .store()
        .apply_each("a change", Mode::Write, |_, intake| {
            bench.changes().try_for_each(|change| intake.take(change))?;
            Err::<(), _>(StoreError::Missing("the rest".into()))
        });
    assert!(matches!(broken, Err(StoreError::Missing(_))));
    assert_eq!(bench.files(), bench.old());
    assert!(leavings(&bench.dir.path().join(".po")).is_empty());
    assert_eq!(bench.store().recover().unwrap(), None);
}

/// A large change is held by the names of its files, and can be taken back like any other.
#[test]
fn a_stream_of_any_size_is_counted_and_taken_back() {
    let bench = Bench::new(3);
    let before = bench.files();
    let large = "x".repeat(100_000);
    let stream = |mode| {
        bench
            .store()
            .apply_each("many", mode, |_, intake| {
                (0..30).try_for_each(|n| {
                    intake.take(Change::create(format!("stories/L-{n}.md"), large.clone()))
                })
            })
            .unwrap()
            .0
    };
    let shown = stream(Mode::DryRun);
    assert_eq!(bench.files(), before);
    assert!(!bench.dir.path().join(".po").exists());
    let made = stream(Mode::Write);
    assert_eq!(made, shown);
    assert_eq!((made.files.len(), made.count()), (10, 30));
    assert_eq!(made.paths().last(), Some("stories/L-29.md"));
    assert_eq!((made.more[0].lines, bench.files().len()), (1, 34));
    let undone = bench.store().undo(Mode::Write).unwrap();
    assert_eq!(undone.applied.count(), 30);
    assert_eq!(bench.files(), before);
    assert!(bench.store().undo(Mode::Write).unwrap().redone);
    assert_eq!(bench.files().len(), 34);
}

#[test]
fn in_a_stream_each_file_is_changed_once() {
    let bench = Bench::new(2);
    let refused = |changes: [Change; 2]| {
        let result = bench.store().apply_each("x", Mode::Write, |_, intake| {
            changes
                .into_iter()
                .try_for_each(|change| intake.take(change))
        });
        assert_eq!(bench.files(), bench.old());
        result.unwrap_err()
    };
    let change = || bench.changes().next().unwrap();
    let create = |path: &str| Change::create(path, "x\n");
    assert!(matches!(
        refused([change(), change()]),
        StoreError::Refused { .. }
    ));
    for twin in ["stories/a.md", "stories/A.md"] {
        assert!(matches!(
            refused([create("stories/a.md"), create(twin)]),
            StoreError::Exists { .. }
        ));
    }
}

#[test]
fn a_file_that_is_neither_old_nor_new_stops_the_next_writer() {
    let bench = Bench::new(3);
    let steps = bench.change(None).1;
    let bench = Bench::new(3);
    assert!(bench.change(Some(Fault::Crash(steps - 4))).0.is_err());
    std::fs::write(bench.dir.path().join(name(1)), "by hand\n").unwrap();
    let before = bench.files();
    let error = bench.change(None).0.unwrap_err();
    let StoreError::Stuck { path, journal, .. } = &error else {
        panic!("{error}");
    };
    assert_eq!(path, &name(1));
    assert!(error.to_string().contains(&journal.display().to_string()));
    assert_eq!(bench.files(), before);
    // The way out that the message names.
    std::fs::remove_file(journal).unwrap();
    assert!(bench.store().recover().unwrap().is_none());
    assert!(
        bench
            .store()
            .apply("next", Mode::Write, |_| Ok::<_, StoreError>((
                Vec::new(),
                ()
            )))
            .is_ok()
    );
}
