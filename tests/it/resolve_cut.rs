//! `po resolve` after one that was cut off between the files and git's index.

use crate::shop::Shop;

#[test]
fn the_next_one_does_the_rest() {
    let shop = Shop::new();
    shop.branches(&["set", "1", "points=8"], &["set", "1", "points=5"]);
    shop.stops(&["merge", "side"]);
    let index = shop.path("../.git/index");
    let in_conflict = std::fs::read(&index).expect("an index");
    let unmerged = shop.git(&["ls-files", "-s"]);
    shop.ok(&["resolve", "--ours", "points"]);
    let resolved = std::fs::read(&index).expect("an index");
    let staged = shop.git(&["ls-files", "-s"]);
    // The files were written, the index was not.
    std::fs::write(&index, &in_conflict).expect("written");
    let run = shop.run(&["resolve"]);
    assert_eq!(run.code, 0, "{}{}", run.stdout, run.stderr);
    assert!(
        run.stderr
            .contains("an interrupted change was finished: staged: backlog/stories/US-1-"),
        "{}",
        run.stderr
    );
    assert_eq!(shop.git(&["ls-files", "-s"]), staged);
    // The same of what takes it back.
    shop.ok(&["undo"]);
    assert_eq!(shop.git(&["ls-files", "-s"]), unmerged);
    std::fs::write(&index, &resolved).expect("written");
    let run = shop.run(&["resolve"]);
    assert!(
        run.stderr
            .contains("an interrupted change was finished: in conflict again: backlog/"),
        "{}",
        run.stderr
    );
    assert_eq!(shop.git(&["ls-files", "-s"]), unmerged);
    // Nothing else is touched: a conflict that git brought back stays one.
    shop.ok(&["resolve", "--theirs", "points"]);
    shop.git(&["checkout", "-q", "-m", "--", "backlog/stories"]);
    let run = shop.run(&["resolve"]);
    assert!(run.stdout.contains("to decide"), "{}", run.stdout);
}

#[test]
fn the_lock_that_one_left_is_known_and_no_other() {
    let shop = Shop::new();
    shop.branches(&["set", "1", "points=8"], &["set", "1", "points=5"]);
    shop.stops(&["merge", "side"]);
    let (lock, own) = (shop.path("../.git/index.lock"), shop.path("../.git/po"));
    let mark = own.join("index.mark");
    // Killed in the very last step: all that one writes there stands.
    let left = || {
        std::fs::write(&mark, "").expect("written");
        std::fs::hard_link(&mark, &lock).expect("a link");
        for name in ["index.next", "index.next.lock"] {
            std::fs::write(own.join(name), "half").expect("written");
        }
    };
    left();
    shop.ok(&["resolve", "--ours", "points"]);
    left();
    shop.ok(&["undo"]);
    for path in [
        &lock,
        &mark,
        &own.join("index.next"),
        &own.join("index.next.lock"),
    ] {
        assert!(!path.exists(), "{}", path.display());
    }
    // The lock of another git stays its own.
    std::fs::write(&mark, "").expect("written");
    std::fs::write(&lock, "").expect("written");
    let run = shop.run(&["resolve", "--ours", "points"]);
    assert!(
        run.code == 2 && run.stderr.contains("index.lock"),
        "{}",
        run.stderr
    );
    assert!(lock.exists());
    // And one that is still at work, too.
    std::fs::remove_file(&lock).expect("removed");
    let at_work = std::fs::File::create(&mark).expect("written");
    at_work.lock().expect("locked");
    std::fs::hard_link(&mark, &lock).expect("a link");
    let run = shop.run(&["resolve", "--ours", "points"]);
    assert!(run.code == 2 && lock.exists(), "{}", run.stderr);
    drop(at_work);
    shop.ok(&["resolve", "--ours", "points"]);
    assert!(!lock.exists());
}
