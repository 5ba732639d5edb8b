//! Commits that name an item, in the Sprint Review.

use crate::review::{commit, with_history};
use crate::sandbox::Sandbox;

#[test]
fn commits_of_a_merged_branch_stand_under_their_item() {
    let mut sandbox = with_history();
    commit(&sandbox, "Notes");
    sandbox.git(&["checkout", "-q", "-b", "us-3-refund"]);
    let work = |sandbox: &Sandbox, message: &str| {
        std::fs::write(sandbox.dir().join("refund.rs"), message).unwrap();
        commit(sandbox, message);
    };
    for (day, message) in [
        (1, "Refund an order\n\nStory: US-3"),
        (2, "Refund: the button (US-3) <script>"),
        (2, "Refund: nobody named"),
        (3, "us-3 mails"),
    ] {
        sandbox.at(&format!("2026-12-0{day}T12:00:00Z"));
        work(&sandbox, message);
    }
    // What only says it in the backlog is no work, nor is a merge that brings what is named already.
    sandbox.at("2026-12-03T13:00:00Z");
    sandbox.ok(&["set", "3", "value=8", "--commit"]);
    sandbox.git(&["checkout", "-q", "-b", "us-6-safari", "main"]);
    std::fs::write(sandbox.dir().join("safari.rs"), "").unwrap();
    commit(&sandbox, "Works there too");
    sandbox.git(&["checkout", "-q", "main"]);
    sandbox.at("2026-12-03T14:00:00Z");
    for branch in ["us-3-refund", "us-6-safari"] {
        sandbox.git(&["merge", "-q", "--no-ff", "--no-edit", branch]);
    }
    sandbox.ok(&["sprint", "add", "8", "6"]);
    let notes = sandbox.ok(&["review"]);
    let below = |notes: &str, item: &str| -> Vec<String> {
        let lines = notes
            .lines()
            .skip_while(|line| !line.contains(item))
            .skip(1);
        let lines = lines.take_while(|line| line.starts_with("  - "));
        lines.map(|line| line.trim().to_owned()).collect()
    };
    assert_eq!(
        below(&notes, "US-3 Tokenise"),
        [
            "- 1 Dec Refund an order",
            "- 2 Dec Refund: the button (US-3) &lt;script&gt;",
            "- 3 Dec us-3 mails"
        ],
        "{notes}"
    );
    assert_eq!(below(&notes, "US-2 Pay"), ["- 25 Nov US-2: pay"]);
    // Only the merge names it.
    let safari = below(&notes, "US-6 Checkout");
    assert_eq!(safari, ["- 3 Dec Merge branch 'us-6-safari'"], "{notes}");
    let html = sandbox.ok(&["review", "--format", "html"]);
    let list = "\n<ul>\n<li>1 Dec Refund an order</li>\n<li>2 Dec Refund: the button (US-3) &lt;script&gt;</li>\n<li>3 Dec us-3 mails</li>\n</ul>\n</li>\n";
    assert!(html.contains(list), "{html}");
    let slack = sandbox.ok(&["review", "--format", "slack"]);
    assert!(
        slack.contains("3 commits") && !slack.contains("mails"),
        "{slack}"
    );
    // Many are cut for people, and whole for programs.
    for n in 1..=7 {
        work(&sandbox, &format!("US-3 again {n}"));
    }
    let refund = below(&sandbox.ok(&["review"]), "US-3 Tokenise");
    assert_eq!((refund.len(), refund[5].as_str()), (6, "- and 5 more"));
    let text = sandbox.ok(&["review", "--format", "json"]);
    let review: serde_json::Value = serde_json::from_str(&text).unwrap();
    let refund = &review["done"][0];
    let commits = refund["commit_list"].as_array().unwrap();
    assert_eq!((refund["commits"].as_u64(), commits.len()), (Some(10), 10));
    let head = sandbox.git(&["rev-parse", "HEAD"]);
    assert_eq!(
        commits[9],
        serde_json::json!({"commit": head.trim(), "date": "2026-12-03", "subject": "US-3 again 7"})
    );
}
