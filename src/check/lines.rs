//! One story or one criterion a line: a backlog of them, to measure the rules on sets of stories.

use std::ops::Range;

use crate::model::{At, Backlog, Config, Diagnostic, Place, Story, StoryId};

/// What a line of a set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// A user story.
    Story,
    /// An acceptance criterion.
    Criterion,
}

/// Stands before a criterion, so that it is one.
const CRITERION: &str = "## Acceptance criteria\n\n- [ ] ";

/// A set of lines as a backlog.
#[derive(Debug)]
pub struct Lines {
    /// An item a line that is not blank; its number is the line's.
    pub backlog: Backlog,
    kind: LineKind,
    /// The bytes of each line in the text, without the blanks around it; the first one is line 1.
    lines: Vec<Range<usize>>,
}

impl Lines {
    /// Returns the backlog of a text.
    #[must_use]
    pub fn new(text: &str, kind: LineKind) -> Self {
        let mut lines = Vec::new();
        let mut stories = Vec::new();
        let mut at = 0;
        for (index, line) in text.split_inclusive('\n').enumerate() {
            let words = line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let start = at + line.find(words).unwrap_or(0);
            at += line.len();
            lines.push(start..start + words.len());
            let number = index as u64 + 1;
            let Ok(id) = StoryId::new("US", number) else {
                continue;
            };
            if words.is_empty() {
                continue;
            }
            let mut story = Story::new(id.clone(), format!("stories/{id}.md"));
            story.body = Some(match kind {
                LineKind::Story => words.to_owned(),
                LineKind::Criterion => format!("{CRITERION}{words}\n"),
            });
            stories.push(story);
        }
        Self {
            backlog: Backlog::new(Config::default(), stories, Vec::new()),
            kind,
            lines,
        }
    }

    /// Returns a finding about an item as one about its line in the file at `path`; nothing where it is about no line.
    #[must_use]
    pub fn in_file(&self, mut finding: Diagnostic, path: &str) -> Option<Diagnostic> {
        let name = finding.place.path.strip_prefix("stories/")?;
        let id: StoryId = name.strip_suffix(".md")?.parse().ok()?;
        let index = usize::try_from(id.number()).ok()?.checked_sub(1)?;
        let line = self.lines.get(index)?.clone();
        let before = match self.kind {
            LineKind::Story => 0,
            LineKind::Criterion => CRITERION.len(),
        };
        let within = |at: usize| (line.start + at.saturating_sub(before)).min(line.end);
        let range = match finding.place.at {
            At::Body(range) => within(range.start)..within(range.end),
            _ => line.clone(),
        };
        finding.place = Place::bytes(path, range);
        Some(finding)
    }
}

#[cfg(test)]
mod tests {
    use super::{LineKind, Lines};
    use crate::model::{Diagnostic, Place};

    #[test]
    fn a_finding_goes_back_to_its_line() {
        let text = "\u{feff}As a guest, I pay\r\n\n  As a clerk, I see\n";
        let lines = Lines::new(text, LineKind::Story);
        let items: Vec<_> = lines.backlog.stories().iter().collect();
        assert_eq!(items.len(), 2);
        assert_eq!(items[1].body.as_deref(), Some("As a clerk, I see"));
        let at = |place: Place| {
            let finding = Diagnostic::error("x", place, "", "");
            match lines.in_file(finding, "set.txt")?.place.at {
                crate::model::At::Bytes(range) => Some(&text[range.start..range.end]),
                _ => None,
            }
        };
        assert_eq!(at(Place::body("stories/US-3.md", 5..10)), Some("clerk"));
        assert_eq!(
            at(Place::key("stories/US-1.md", "status")),
            Some("As a guest, I pay")
        );
        assert_eq!(at(Place::file("po.yaml")), None);
    }

    #[test]
    fn a_criterion_stands_under_its_heading() {
        let text = "It is fast\n";
        let lines = Lines::new(text, LineKind::Criterion);
        let body = lines.backlog.stories()[0].body.clone().unwrap();
        let start = body.find("fast").unwrap();
        let finding = Diagnostic::error(
            "x",
            Place::body("stories/US-1.md", start..start + 4),
            "",
            "",
        );
        let place = lines.in_file(finding, "set.txt").unwrap().place;
        assert_eq!(place, Place::bytes("set.txt", 6..10));
    }
}
