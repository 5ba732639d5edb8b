//! `po check --merged-with` tells what git asks of files that went to other folders, or away, while the other side worked on them.

use crate::check_merged_attributes::{commit, shop, tried};
use crate::sandbox::Sandbox;

/// Six items in a folder of `stories`.
fn items(attributes: &str) -> Sandbox {
    let sandbox = shop(attributes);
    for id in 1..7 {
        item(&sandbox, "shop", id, "new");
    }
    commit(&sandbox);
    sandbox
}

fn item(sandbox: &Sandbox, folder: &str, id: u32, status: &str) {
    let text = format!(
        "---\ntitle: Item {id}\nid: US-{id}\nstatus: {status}\n---\n\nAs a guest, I want to pay by card.\n\nIt is what most shops of this size offer.\n"
    );
    sandbox.write(&format!("stories/{folder}/US-{id}-x.md"), text);
}

fn mv(sandbox: &Sandbox, from: &str, to: &str) {
    let [from, to] = [from, to].map(|path| format!("backlog/stories/{path}"));
    let folder = std::path::Path::new(&to).parent().expect("a folder");
    std::fs::create_dir_all(sandbox.dir().join(folder)).expect("folders");
    sandbox.git(&["mv", &from, &to]);
}

fn take_out(sandbox: &Sandbox, path: &str) {
    sandbox.git(&["rm", "-q", &format!("backlog/stories/{path}")]);
}

#[test]
fn new_items_in_a_folder_that_the_other_side_renamed() {
    let add = |sandbox: &Sandbox| item(sandbox, "shop", 9, "new");
    let rename = |sandbox: &Sandbox| mv(sandbox, "shop", "store");
    let sandbox = items("");
    assert_eq!(tried(&sandbox, || add(&sandbox), || rename(&sandbox)), 1);
    let sandbox = items("");
    assert_eq!(tried(&sandbox, || rename(&sandbox), || add(&sandbox)), 1);
    // Whoever lets git move them is not asked.
    for setting in ["true", "false"] {
        let sandbox = items("");
        sandbox.git(&["config", "merge.directoryRenames", setting]);
        assert_eq!(tried(&sandbox, || add(&sandbox), || rename(&sandbox)), 0);
    }
}

#[test]
fn new_items_below_or_beside_a_folder_that_the_other_side_renamed() {
    for folder in ["shop/deep", "other"] {
        let sandbox = items("");
        let add = || item(&sandbox, folder, 9, "new");
        assert_eq!(tried(&sandbox, add, || mv(&sandbox, "shop", "store")), 0);
    }
    // Only a part of it went elsewhere: the folder is still there.
    let sandbox = items("");
    let add = || item(&sandbox, "shop", 9, "new");
    let part = || mv(&sandbox, "shop/US-1-x.md", "store/US-1-x.md");
    assert_eq!(tried(&sandbox, add, part), 0);
    // It is gone, and what was in it, too.
    let sandbox = items("");
    let add = || item(&sandbox, "shop", 9, "new");
    let all = || {
        for id in 1..7 {
            take_out(&sandbox, &format!("shop/US-{id}-x.md"));
        }
    };
    assert_eq!(tried(&sandbox, add, all), 0);
}

#[test]
fn an_item_that_was_moved_into_a_folder_that_the_other_side_renamed() {
    let sandbox = items("");
    item(&sandbox, "later", 8, "new");
    commit(&sandbox);
    let into = || mv(&sandbox, "later/US-8-x.md", "shop/US-8-x.md");
    assert_eq!(tried(&sandbox, into, || mv(&sandbox, "shop", "store")), 1);
}

#[test]
fn a_deleted_item_that_the_other_side_edits_where_a_like_one_is_new() {
    for ours in [true, false] {
        let sandbox = items("");
        let replace = || {
            take_out(&sandbox, "shop/US-1-x.md");
            item(&sandbox, "shop", 9, "new");
        };
        let edit = || item(&sandbox, "shop", 1, "ready");
        let code = match ours {
            true => tried(&sandbox, replace, edit),
            false => tried(&sandbox, edit, replace),
        };
        assert_eq!(code, 1);
    }
}

#[cfg(unix)]
#[test]
fn a_deleted_item_that_the_other_side_only_made_runnable() {
    let sandbox = items("");
    let chmod = || {
        let path = "backlog/stories/shop/US-1-x.md";
        sandbox.git(&["update-index", "--chmod=+x", path]);
        sandbox.git(&["commit", "-q", "-m", "runnable"]);
        sandbox.git(&["checkout", "-q", "--", path]);
        // For there is something to commit.
        item(&sandbox, "other", 9, "new");
    };
    assert_eq!(
        tried(&sandbox, || take_out(&sandbox, "shop/US-1-x.md"), chmod),
        1
    );
}

#[cfg(unix)]
#[test]
fn what_was_added_or_taken_out_where_the_other_side_moved_the_backlog_behind_a_link() {
    let moved = |sandbox: &Sandbox| {
        sandbox.git(&["mv", "backlog", "docs"]);
        std::os::unix::fs::symlink("docs", sandbox.dir().join("backlog")).expect("a link");
    };
    let asks = |change: &dyn Fn(&Sandbox)| {
        let sandbox = items("");
        tried(&sandbox, || change(&sandbox), || moved(&sandbox)) == 1
    };
    assert!(asks(&|sandbox| item(sandbox, "other", 9, "new")));
    assert!(asks(&|sandbox| item(sandbox, "shop", 9, "new")));
    assert!(asks(&|sandbox| take_out(sandbox, "shop/US-1-x.md")));
    assert!(!asks(&|sandbox| item(sandbox, "shop", 1, "ready")));
}
