//! People of an item for tools that assign one person.

use crate::exchange::export::report::ExportNote;
use crate::model::Story;

/// The first of the people who work on an item; empty where nobody does. The others are noted by name.
#[must_use]
pub fn first_person(story: &Story, notes: &mut Vec<ExportNote>) -> String {
    let Some((first, others)) = story.assignee.split_first() else {
        return String::new();
    };
    if !others.is_empty() {
        let names: Vec<String> = others.iter().map(|name| format!("`{name}`")).collect();
        let reason = format!(
            "`assignee`: one person can be assigned there; left out: {}",
            names.join(", ")
        );
        notes.push(ExportNote::of(&story.id, reason));
    }
    first.clone()
}

#[cfg(test)]
mod tests {
    use super::first_person;
    use crate::model::Story;

    #[test]
    fn who_is_left_out_is_said() {
        let mut story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        let mut notes = Vec::new();
        assert_eq!(first_person(&story, &mut notes), "");
        story.assignee = vec!["ann".into()];
        assert_eq!(first_person(&story, &mut notes), "ann");
        assert!(notes.is_empty());
        story.assignee.extend(["bob".into(), "Carl".into()]);
        assert_eq!(first_person(&story, &mut notes), "ann");
        assert!(notes[0].reason.ends_with("left out: `bob`, `Carl`"));
    }
}
