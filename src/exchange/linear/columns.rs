//! The columns of Linear's CSV, in each of the shapes that it had.

use std::borrow::Cow;

use crate::exchange::assembly::{Comment, Sheet, Take, fold_name};
use crate::exchange::line_ends::line_feeds;
use crate::text::unguard_formula;

/// Folded names and what they are taken as; any other column is kept.
const COLUMNS: &[(&str, Take)] = &[
    ("id", Take::Key),
    (
        "uuid",
        Take::Drop("a number of Linear's; the key names the item"),
    ),
    ("title", Take::Title),
    ("description", Take::Description),
    ("issuedescription", Take::Description),
    ("status", Take::Status),
    ("statekind", Take::Kind),
    ("estimate", Take::Points),
    ("creator", Take::RequestedBy),
    ("assignee", Take::Assignee),
    ("labels", Take::Labels(&[','])),
    ("cyclename", Take::Sprint),
    (
        "cyclestart",
        Take::Drop("the Sprint of the cycle has its days"),
    ),
    (
        "cycleend",
        Take::Drop("the Sprint of the cycle has its days"),
    ),
    ("created", Take::Created),
    ("updated", Take::Drop("git knows when a file changed")),
    ("started", Take::Started),
    ("completed", Take::Done),
    ("parentissue", Take::Parent(0)),
    ("projectmilestone", Take::Release),
    ("milestone", Take::Release),
    ("blockedby", Take::DependsOn),
];

/// How Linear writes tables.
pub const SHEET: Sheet = Sheet {
    system: "linear",
    takes: |headers| headers.iter().map(|header| take(header)).collect(),
    markdown: line_feeds,
    comment: Comment::plain,
    keys_are_unique: true,
};

fn take(header: &str) -> Take {
    Take::named(COLUMNS, &fold_name(header)).unwrap_or(Take::Keep)
}

/// Whether only Linear, or who writes for it, has such columns.
#[must_use]
pub fn are_of_linear(headers: &[String]) -> bool {
    let names: Vec<String> = headers.iter().map(|header| fold_name(header)).collect();
    ["title", "status", "priority", "cyclestart", "cycleend"]
        .iter()
        .all(|name| names.iter().any(|other| other == name))
}

/// A text without the quote that keeps a spreadsheet from taking it for a formula.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if rest.trim_start_matches('\'').starts_with(GUARDED) => rest,
        _ => unguard_formula(text),
    }
}

/// A text with a quote where only Linear puts one: every cell gets the usual ones when it is written. So that
/// [`unguarded`] gives back what was there, a text that looks guarded gets one more.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(GUARDED) && !bare.starts_with(['+', '-', '=', '@']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// What Linear puts a quote before.
const GUARDED: [char; 18] = [
    '+', '-', '=', '@', '∑', '√', '∏', '<', '>', '＜', '＞', '≤', '≥', '＝', '≠', '±', '÷', '×',
];

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{are_of_linear, guarded, unguarded};
    use crate::text::guard_formula;

    proptest! {
        #[test]
        fn a_guard_is_undone(text in "['=+@√≤\\-\\ta1.]{0,6}") {
            let there = guarded(&text).into_owned();
            let there = guard_formula(&there).into_owned();
            prop_assert_eq!(unguarded(&there), text.as_str());
        }
    }

    #[test]
    fn guards_are_taken_off_once() {
        for (text, plain) in [
            ("'- [ ] a", "- [ ] a"),
            ("'=1+1", "=1+1"),
            ("''- a", "'- a"),
            ("'tis", "'tis"),
            ("'√2", "√2"),
            ("'", "'"),
            ("- a", "- a"),
        ] {
            assert_eq!(unguarded(text), plain);
        }
    }

    #[test]
    fn other_tables_are_not_of_linear() {
        let headers = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        assert!(are_of_linear(&headers(
            "ID,Title,Status,Priority,Cycle Start,Cycle End"
        )));
        assert!(!are_of_linear(&headers(
            "ID,Title,Status,Priority,Cycle,Labels"
        )));
    }
}
