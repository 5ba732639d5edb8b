//! An item with its text, taken apart as other tools keep it: what it says, its criteria, its notes.

use std::ops::Range;

use crate::model::{Criterion, Story};
use crate::text::{DatedLine, HeadingKeys, criteria_under, dated_lines, sections};

/// The heading of notes.
pub const NOTES: &str = "Notes";

/// An item on its way out.
#[derive(Debug, Clone)]
pub struct ExportItem<'a> {
    /// Its front matter.
    pub story: &'a Story,
    /// Its place among the exported items, from 1.
    pub position: usize,
    /// What follows the front matter, as it stands in the file.
    pub body: String,
    /// Its acceptance criteria.
    pub criteria: Vec<Criterion>,
    /// The lines under `## Notes`.
    pub notes: Vec<DatedLine>,
    /// Sections that hold nothing but criteria (true) or notes (false).
    apart: Vec<(bool, Range<usize>)>,
}

impl<'a> ExportItem<'a> {
    /// Takes a body apart; `headings` are those of acceptance criteria.
    #[must_use]
    pub fn new(story: &'a Story, body: String, position: usize, headings: &HeadingKeys) -> Self {
        let criteria = criteria_under(&body, headings);
        let notes = dated_lines(&body, NOTES);
        let notes_heading = HeadingKeys::new(&[NOTES.to_owned()]);
        let mut apart: Vec<(bool, Range<usize>)> = Vec::new();
        if !criteria.is_empty() || !notes.is_empty() {
            for section in sections(&body) {
                let whole = section.heading.start..section.content.end;
                let is_criteria = headings.has(&section.title);
                let inside = apart.last().is_some_and(|last| whole.start < last.1.end);
                let lists: Vec<&Range<usize>> = if inside {
                    continue;
                } else if is_criteria {
                    criteria.iter().map(|one| &one.range).collect()
                } else if notes_heading.has(&section.title) {
                    notes.iter().map(|one| &one.range).collect()
                } else {
                    continue;
                };
                if is_covered(&body, section.content, &lists) {
                    apart.push((is_criteria, whole));
                }
            }
        }
        Self {
            story,
            position,
            body,
            criteria,
            notes,
            apart,
        }
    }

    /// The text without the sections that hold nothing but acceptance criteria or notes, trimmed, with LF line ends.
    #[must_use]
    pub fn text(&self) -> String {
        self.without(|_| true)
    }

    /// The same with the criteria, where they stand: for tools that have notes as comments, and no field for criteria.
    #[must_use]
    pub fn text_and_criteria(&self) -> String {
        self.without(|is_criteria| !is_criteria)
    }

    /// Whether the criteria stand in sections that hold nothing else.
    #[must_use]
    pub fn has_criteria_apart(&self) -> bool {
        let within = |one: &Criterion| self.is_apart(true, one.range.start);
        self.criteria.iter().all(within)
    }

    /// The notes that stand in sections that hold nothing else: what a tool with comments takes besides `text_and_criteria`.
    pub fn comments(&self) -> impl Iterator<Item = &DatedLine> {
        self.notes
            .iter()
            .filter(|note| self.is_apart(false, note.range.start))
    }

    /// Whether a place lies in a section of criteria (true) or notes (false) that holds nothing else.
    fn is_apart(&self, is_criteria: bool, at: usize) -> bool {
        let mut apart = self.apart.iter();
        apart.any(|(of_criteria, part)| *of_criteria == is_criteria && part.contains(&at))
    }

    fn without(&self, leave_out: fn(bool) -> bool) -> String {
        let mut text = String::new();
        let mut at = 0;
        for (_, part) in self.apart.iter().filter(|(is, _)| leave_out(*is)) {
            text.push_str(self.body[at..part.start].trim_end());
            text.push_str("\n\n");
            at = part.end;
        }
        text.push_str(&self.body[at..]);
        text.trim().replace("\r\n", "\n")
    }

    /// The whole body, trimmed, with LF line ends.
    #[must_use]
    pub fn whole(&self) -> String {
        self.body.trim().replace("\r\n", "\n")
    }
}

/// Whether nothing but white space stands outside of the lists.
fn is_covered(body: &str, part: Range<usize>, lists: &[&Range<usize>]) -> bool {
    let mut at = part.start;
    for list in lists.iter().filter(|list| part.contains(&list.start)) {
        if !body[at..list.start.max(at)].trim().is_empty() {
            return false;
        }
        at = at.max(list.end);
    }
    body[at.min(part.end)..part.end].trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::ExportItem;
    use crate::model::Story;
    use crate::text::HeadingKeys;

    fn parts(body: &str) -> (String, usize, usize) {
        let story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        let headings = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
        let item = ExportItem::new(&story, body.to_owned(), 1, &headings);
        (item.text(), item.criteria.len(), item.notes.len())
    }

    #[test]
    fn a_body_is_taken_apart() {
        let body = "\nAs a b\r\nI want c\n\n## Acceptance criteria\n\n- [ ] one\n  - two\n\n## Design\n\nd\n\n## Notes\n\n- 2026-01-02 n\n";
        assert_eq!(
            parts(body),
            ("As a b\nI want c\n\n## Design\n\nd".to_owned(), 2, 1)
        );
        let (text, criteria, _) = parts("## Acceptance criteria\n\nAll of it:\n\n- one\n");
        assert_eq!((text.contains("All of it"), criteria), (true, 1));
        assert_eq!(parts(""), (String::new(), 0, 0));
    }
}
