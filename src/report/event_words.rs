//! What happened to an item, in the words of the backlog.

use std::collections::HashSet;

use crate::model::{CriterionChange, Facts, What, criteria_changes};

/// What one event says: a sentence each. Most say one; several criteria may change at once. `is_birth` tells whether
/// an item that appears was new then, and not only seen for the first time.
#[must_use]
pub fn event_words(what: &What, is_birth: bool) -> Vec<String> {
    let one = |words: &str| vec![words.to_owned()];
    match what {
        What::Appeared(facts) => vec![appeared(facts, is_birth)],
        What::Deleted => one("deleted"),
        What::Reappeared => one("came back"),
        What::Unreadable => one("its file could not be read any more"),
        What::Readable => one("its file could be read again"),
        What::Set("criteria", from, to) => {
            let (from, to) = (from.as_deref(), to.as_deref());
            criteria_changes(from.unwrap_or_default(), to.unwrap_or_default())
                .iter()
                .map(criterion)
                .collect()
        }
        What::Set(name, from, to) => vec![set(name, from.as_deref(), to.as_deref())],
    }
}

fn appeared(facts: &Facts, is_birth: bool) -> String {
    let word = if is_birth { "added" } else { "was there" };
    let status = facts.text("status").map(|status| format!("as {status}"));
    let points = facts.points().map(|points| points.points());
    let parts = [
        status,
        points,
        facts
            .text("sprint")
            .map(|sprint| format!("Sprint {sprint}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let space = if parts.is_empty() { "" } else { " " };
    format!("{word}{space}{}: {}", parts.join(", "), facts.title())
}

/// What happened to a criterion.
pub(super) fn criterion(change: &CriterionChange) -> String {
    match change {
        CriterionChange::Added(number, text) => format!("criterion {number} added: {text}"),
        CriterionChange::Removed(number, text) => format!("criterion {number} removed: {text}"),
        CriterionChange::Ticked(number, text) => format!("criterion {number} ticked: {text}"),
        CriterionChange::Unticked(number, text) => {
            format!("criterion {number} no longer ticked: {text}")
        }
        CriterionChange::Reworded(number, from, to) => {
            format!("criterion {number} reworded: {from} → {to}")
        }
    }
}

/// A fact that changed; an empty text is none.
fn set(name: &str, from: Option<&str>, to: Option<&str>) -> String {
    match name {
        "rank" => "moved in the order".to_owned(),
        "path" => path(from.unwrap_or_default(), to.unwrap_or_default()),
        "sprint" => place("Sprint", from, to),
        "release" => place("release", from, to),
        "epic" => place("epic", from, to),
        "blocked" => match to {
            Some(why) => format!("blocked: {why}"),
            None => "no longer blocked".to_owned(),
        },
        "id" => format!(
            "renumbered {} → {}",
            from.unwrap_or_default(),
            to.unwrap_or_default()
        ),
        "started" | "done" | "accepted" => match (from, to) {
            (_, Some(day)) => format!("{name} on {day}"),
            (from, None) => format!("no longer {name} on {}", from.unwrap_or_default()),
        },
        "labels" | "assignee" | "depends_on" | "links" | "aliases" | "returned" => list(
            &words_of(name),
            from.unwrap_or_default(),
            to.unwrap_or_default(),
        ),
        _ => {
            let name = words_of(name);
            let line = |text: &str| text.replace('\n', " ");
            match (from, to) {
                (Some(from), Some(to)) => format!("{name} {} → {}", line(from), line(to)),
                (None, Some(to)) => format!("{name} {}", line(to)),
                (Some(from), None) => format!("{name} taken away, was {}", line(from)),
                (None, None) => name,
            }
        }
    }
}

/// A key of the front matter as people say it.
fn words_of(name: &str) -> String {
    name.replace('_', " ")
}

/// Where an item is put.
fn place(what: &str, from: Option<&str>, to: Option<&str>) -> String {
    match (from, to) {
        (None, Some(to)) => format!("moved to {what} {to}"),
        (Some(from), Some(to)) => format!("moved from {what} {from} to {what} {to}"),
        (from, None) => format!("taken out of {what} {}", from.unwrap_or_default()),
    }
}

fn path(from: &str, to: &str) -> String {
    let parts = |path: &str| {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        (folder.to_owned(), name.to_owned())
    };
    let ((old_folder, old_name), (new_folder, new_name)) = (parts(from), parts(to));
    if old_folder == new_folder {
        format!("file renamed to {new_name}")
    } else if old_name == new_name {
        format!("file moved to {new_folder}")
    } else {
        format!("file moved to {to}")
    }
}

/// What came into a list and what went.
fn list(name: &str, from: &str, to: &str) -> String {
    let old: HashSet<&str> = from.lines().collect();
    let new: HashSet<&str> = to.lines().collect();
    let added = to.lines().filter(|line| !old.contains(line));
    let gone = from.lines().filter(|line| !new.contains(line));
    let mut parts: Vec<String> = added.map(|line| format!("+{line}")).collect();
    parts.extend(gone.map(|line| format!("-{line}")));
    if parts.is_empty() {
        return format!("{name} in another order");
    }
    format!("{name} {}", parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::event_words;
    use crate::model::What;

    #[test]
    fn says_it_as_people_do() {
        let said = |name, from: &str, to: &str| {
            let text = |text: &str| (!text.is_empty()).then(|| text.into());
            event_words(&What::Set(name, text(from), text(to)), true).join("; ")
        };
        for (name, from, to, words) in [
            ("points", "5", "8", "points 5 → 8"),
            ("points", "", "8", "points 8"),
            ("points", "8", "", "points taken away, was 8"),
            ("sprint", "", "8", "moved to Sprint 8"),
            ("sprint", "7", "8", "moved from Sprint 7 to Sprint 8"),
            ("sprint", "7", "", "taken out of Sprint 7"),
            ("rank", "i1", "i2", "moved in the order"),
            ("done", "", "2026-11-21", "done on 2026-11-21"),
            ("done", "2026-11-21", "", "no longer done on 2026-11-21"),
            ("blocked", "", "the contract", "blocked: the contract"),
            ("blocked", "x", "", "no longer blocked"),
            ("labels", "a\nb", "b\nc", "labels +c -a"),
            ("labels", "a\nb", "b\na", "labels in another order"),
            ("depends_on", "", "US-9", "depends on +US-9"),
            (
                "path",
                "stories/a.md",
                "stories/b.md",
                "file renamed to b.md",
            ),
            (
                "path",
                "stories/a.md",
                "stories/x/a.md",
                "file moved to stories/x",
            ),
            ("id", "US-1", "US-2", "renumbered US-1 → US-2"),
            ("risk_reduction", "1", "2", "risk reduction 1 → 2"),
            (
                "criteria",
                "[ ] a b c\n[ ] z",
                "[ ] a b d\n[x] z",
                "criterion 1 reworded: a b c → a b d; criterion 2 ticked: z",
            ),
        ] {
            assert_eq!(said(name, from, to), words);
        }
    }
}
