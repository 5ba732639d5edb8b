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
