//! How a circle of items is told: from one item around to it again.

use crate::model::Story;

/// How many items of a long circle are named at each end.
const ENDS: usize = 4;

/// `US-1 → US-2 → US-1`; the middle of a long circle is counted.
pub(super) fn printed(circle: &[&Story]) -> String {
    let id = |story: &&Story| story.id.to_string();
    let mut names: Vec<String> = if circle.len() > 2 * ENDS + 1 {
        let (head, tail) = (&circle[..ENDS], &circle[circle.len() - ENDS..]);
        let middle = format!("{} more", circle.len() - 2 * ENDS);
        let ids = head.iter().map(id);
        ids.chain([middle]).chain(tail.iter().map(id)).collect()
    } else {
        circle.iter().map(id).collect()
    };
    names.extend(names.first().cloned());
    names.join(" → ")
}
