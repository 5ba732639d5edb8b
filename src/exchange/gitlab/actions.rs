//! Quick actions: what GitLab's importer has no column for, a line each at the end of a description.

use crate::exchange::export::{ExportNote, is_whole};
use crate::exchange::state_kind::known_kind;
use crate::model::{Hundredths, StateKind, Story, StoryId};

/// What the lines at the end of a description do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actions {
    /// `/label ~"a"`.
    pub labels: Vec<String>,
    /// `/weight 5`.
    pub weight: Option<String>,
    /// `/assign @a`.
    pub people: Vec<String>,
    /// `/iteration *iteration:"Sprint 7"`.
    pub iteration: Option<String>,
    /// `/milestone %"1.0"`.
    pub milestone: Option<String>,
    /// `/status "Won't do"`.
    pub status: Option<String>,
    /// `/close`.
    pub close: bool,
}

/// What GitLab calls the state of what was declined.
const DECLINED: &str = "Won't do";

/// Returns the text with the actions of an item below it, and notes what no action can say.
pub fn with_actions(
    text: &str,
    story: &Story,
    kind: StateKind,
    notes: &mut Vec<ExportNote>,
) -> String {
    let mut lines: Vec<String> = Vec::new();
    let labels: Vec<String> = story
        .labels
        .iter()
        .filter_map(|label| named(label, "labels", &story.id, notes))
        .map(|label| format!("~{label}"))
        .collect();
    if !labels.is_empty() {
        lines.push(format!("/label {}", labels.join(" ")));
    }
    lines.extend(weight(story, notes).map(|weight| format!("/weight {weight}")));
    let people: Vec<String> = story
        .assignee
        .iter()
        .filter(|name| {
            let fits = is_user(name);
            if !fits {
                let reason = format!("`assignee`: `{name}` is no user name of GitLab's; left out");
                notes.push(ExportNote::of(&story.id, reason));
            }
            fits
        })
        .map(|name| format!("@{name}"))
        .collect();
    if !people.is_empty() {
        lines.push(format!("/assign {}", people.join(" ")));
    }
    if let Some(sprint) = &story.sprint {
        let sprint = named(sprint, "sprint", &story.id, notes);
        lines.extend(sprint.map(|name| format!("/iteration *iteration:{name}")));
    }
    if kind == StateKind::Declined {
        lines.push(format!("/status \"{DECLINED}\""));
    }
    if matches!(kind, StateKind::Done | StateKind::Declined) {
        lines.push("/close".to_owned());
    }
    let text = guarded(text);
    match (text.is_empty(), lines.is_empty()) {
        (_, true) => text,
        (true, false) => lines.join("\n"),
        (false, false) => format!("{text}\n\n{}", lines.join("\n")),
    }
}

/// A name in quotation marks; none where it holds one, which no action can say.
fn named(name: &str, field: &str, id: &StoryId, notes: &mut Vec<ExportNote>) -> Option<String> {
    if name.contains(['"', '\n']) {
        let reason = format!(
            "`{field}`: `{name}` holds a quotation mark, which no quick action can name; left out"
        );
        notes.push(ExportNote::of(id, reason));
        return None;
    }
    Some(format!("\"{name}\""))
}

/// Weights are whole numbers.
fn weight(story: &Story, notes: &mut Vec<ExportNote>) -> Option<Hundredths> {
    let points = story.points?;
    let whole = is_whole(points);
    if !whole {
        let reason = format!("`points`: {points} is no whole number, as weights are; left out");
        notes.push(ExportNote::of(&story.id, reason));
    }
    whole.then_some(points)
}

/// Whether a name is one that GitLab gives to users.
#[must_use]
pub fn is_user(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    !name.is_empty() && name.chars().all(fits)
}

/// The text with a `\` before each line that would be taken for an action.
fn guarded(text: &str) -> String {
    let lines =
        text.split('\n').map(
            |line| match line.trim_start_matches('\\').strip_prefix('/') {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                    format!("\\{line}")
                }
                _ => line.to_owned(),
            },
        );
    lines.collect::<Vec<_>>().join("\n")
}

/// Parts a description from the actions at its end.
#[must_use]
pub fn part_actions(description: &str) -> (String, Actions) {
    let mut actions = Actions::default();
    let lines: Vec<&str> = description.lines().collect();
    let mut end = lines.len();
    while let Some(line) = end.checked_sub(1).map(|last| lines[last].trim_end()) {
        if !line.is_empty() && !actions.take(line) {
            break;
        }
        end -= 1;
    }
    let text = lines[..end].iter().map(|line| {
        let slashed = line.trim_start_matches('\\').strip_prefix('/');
        let guarded =
            slashed.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        line.strip_prefix('\\').filter(|_| guarded).unwrap_or(line)
    });
    (text.collect::<Vec<_>>().join("\n"), actions)
}

impl Actions {
    /// Whether the item is over: `done` or `declined`, as its actions say; or the state that they name.
    #[must_use]
    pub fn state(&self) -> Option<String> {
        let kind = self.status.as_deref().and_then(known_kind);
        match (kind, &self.status, self.close) {
            (Some(StateKind::Declined), ..) => Some(StateKind::Declined.name().to_owned()),
            (_, _, true) => Some(StateKind::Done.name().to_owned()),
            (_, status, false) => status.clone(),
        }
    }

    /// Takes a line, from the last to the first; false where it is no action that is known.
    fn take(&mut self, line: &str) -> bool {
        let (command, said) = line.split_once(' ').unwrap_or((line, ""));
        match command {
            "/label" | "/labels" => self.labels.splice(0..0, names(said, '~')).for_each(drop),
            "/assign" => self.people.splice(0..0, names(said, '@')).for_each(drop),
            "/weight" => self.weight = Some(said.trim().to_owned()),
            "/iteration" => {
                let name = said.trim().trim_start_matches("*iteration:");
                self.iteration = Some(name.trim_matches('"').to_owned());
            }
            "/milestone" => {
                let name = said.trim().trim_start_matches('%');
                self.milestone = Some(name.trim_matches('"').to_owned());
            }
            "/status" => self.status = Some(said.trim().trim_matches('"').to_owned()),
            "/close" => self.close = true,
            _ => return false,
        }
        true
    }
}

/// Names that each begin with a mark: `~"two words" ~one`.
fn names(said: &str, mark: char) -> Vec<String> {
    let mut names = Vec::new();
    let mut rest = said.trim();
    while let Some(after) = rest.strip_prefix(mark) {
        let (name, more) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        names.push(name.to_owned());
        rest = more.trim_start();
    }
    names.retain(|name| !name.is_empty());
    names
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{part_actions, with_actions};
    use crate::model::{StateKind, Story};

    fn story() -> Story {
        Story::new("US-1".parse().unwrap(), "stories/US-1.md")
    }

    #[test]
    fn actions_stand_below_the_text() {
        let mut story = story();
        story.labels = vec!["two words".into(), "b".into(), "a\"c".into()];
        story.points = "5".parse().ok();
        story.assignee = vec!["ann".into(), "Bob Lee".into()];
        story.sprint = Some("Sprint 7".into());
        let mut notes = Vec::new();
        let text = with_actions("Why\n/close it\n\\/x", &story, StateKind::Done, &mut notes);
        assert_eq!(
            text,
            "Why\n\\/close it\n\\\\/x\n\n/label ~\"two words\" ~\"b\"\n/weight 5\n/assign @ann\n/iteration *iteration:\"Sprint 7\"\n/close"
        );
        assert_eq!(notes.len(), 2, "{notes:?}");
        let (text, actions) = part_actions(&text);
        assert_eq!(text, "Why\n/close it\n\\/x");
        assert_eq!(actions.labels, ["two words", "b"]);
        assert_eq!(
            (actions.people.as_slice(), actions.close),
            (["ann".to_owned()].as_slice(), true)
        );
        assert_eq!(
            (actions.weight.as_deref(), actions.iteration.as_deref()),
            (Some("5"), Some("Sprint 7"))
        );
        assert_eq!(actions.state().as_deref(), Some("done"));
        let declined = with_actions("", &story, StateKind::Declined, &mut Vec::new());
        assert!(
            declined.ends_with("/status \"Won't do\"\n/close"),
            "{declined}"
        );
        let (_, actions) = part_actions(&declined);
        assert_eq!(actions.state().as_deref(), Some("declined"));
        let (text, actions) = part_actions("/status \"In progress\"\n/milestone %\"1.0\"");
        assert_eq!(actions.state().as_deref(), Some("In progress"));
        assert_eq!((&*text, actions.milestone.as_deref()), ("", Some("1.0")));
        story.points = "0.5".parse().ok();
        let mut notes = Vec::new();
        with_actions("", &story, StateKind::New, &mut notes);
        assert!(
            notes
                .iter()
                .any(|note| note.reason.contains("no whole number"))
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[a/\\\\ \n~]{0,20}", any_text in any::<String>()) {
            let text = text.trim();
            let written = with_actions(text, &story(), StateKind::Done, &mut Vec::new());
            let (back, _) = part_actions(&written);
            prop_assert_eq!(back.trim(), text);
            let _ = part_actions(&any_text);
        }
    }
}
