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
}

impl Bench {
    fn new(count: usize) -> Self {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("stories")).unwrap();
        std::fs::write(dir.path().join("po.yaml"), "format: 1\n").unwrap();
        let bench = Self { dir, count };
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
        let result = store.apply("a change", Mode::Write, |_| {
            let mut changes: Vec<Change> = (0..self.count)
                .map(|n| Change {
                    path: name(n),
                    kind: ChangeKind::Replace {
                        old: b"old\n".to_vec(),
                        new: format!("new {n}\n").into_bytes(),
                    },
                })
                .collect();
            changes.push(Change::create("stories/deep/er/made.md", "made\n"));
            changes.push(Change {
                path: "stories/gone.md".into(),
                kind: ChangeKind::Remove,
            });
            Ok::<_, StoreError>((changes, ()))
        });
        (result.map(|_| ()), store.faults.taken())
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
    // Of a large change every third step will do: its files are all alike.
    for (count, stride) in [(0, 1), (1, 1), (9, 1), (50, 3)] {
        let (whole, steps) = Bench::new(count).change(None);
        assert!(whole.is_ok());
        assert!(steps > count * 3, "{steps} steps");
        let (mut were_old, mut were_new) = (0, 0);
        for at in (0..steps).step_by(stride) {
            let bench = Bench::new(count);
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
    let steps = Bench::new(12).change(None).1;
    for at in 0..steps {
        let bench = Bench::new(12);
        let error = bench.change(Some(Fault::Once(at))).0.unwrap_err();
        assert!(error.to_string().contains("disk is full"), "{error}");
        assert_eq!(bench.files(), bench.old(), "step {at}");
        assert_eq!(bench.store().recover().unwrap(), None, "step {at}");
        assert!(bench.change(None).0.is_ok());
        assert_eq!(bench.files(), bench.new_state());
    }
}

#[test]
fn a_disk_that_stays_full_loses_nothing() {
    let steps = Bench::new(12).change(None).1;
    for at in 0..steps {
        let bench = Bench::new(12);
        match bench.change(Some(Fault::Full(at))).0.unwrap_err() {
            StoreError::HalfWay { .. } => {
                assert_eq!(
                    bench.store().recover().unwrap().as_deref(),
                    Some("a change")
                );
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
        let finished = bench.store().recover().unwrap();
        assert!(first_try.is_ok() || finished.is_some());
        assert_eq!(bench.files(), bench.new_state(), "step {at}");
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
