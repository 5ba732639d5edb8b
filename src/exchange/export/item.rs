//! An item with its text, taken apart as other tools keep it: what it says, its criteria, its notes.

use std::ops::Range;

use jiff::civil::Date;

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
    /// The texts and lists of texts under `extra`, by their keys.
    pub extra: Vec<(String, Vec<String>)>,
    /// Sections that hold nothing but criteria or notes.
    apart: Vec<Apart>,
}

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    Criteria,
    Notes,
}

/// A section that holds nothing but lines of one kind, so that a tool can have them in a field of their own.
#[derive(Debug, Clone)]
struct Apart {
    holds: Held,
    /// Its bytes, heading included.
    whole: Range<usize>,
    /// Those below the heading.
    content: Range<usize>,
}

/// A note as other tools have it: a comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportComment {
    /// Its day, where it has one.
    pub date: Option<Date>,
    /// All it says, as Markdown with LF line ends.
    pub text: String,
}

impl<'a> ExportItem<'a> {
    /// Takes a body apart; `headings` are those of acceptance criteria.
    #[must_use]
    pub fn new(story: &'a Story, body: String, position: usize, headings: &HeadingKeys) -> Self {
        let criteria = criteria_under(&body, headings);
        let notes = dated_lines(&body, NOTES);
        let notes_heading = HeadingKeys::new(&[NOTES.to_owned()]);
        let mut apart: Vec<Apart> = Vec::new();
        if !criteria.is_empty() || !notes.is_empty() {
            for section in sections(&body) {
                let whole = section.heading.start..section.content.end;
                let is_inside = |last: &Apart| whole.start < last.whole.end;
                let (holds, lists): (Held, Vec<&Range<usize>>) =
                    if apart.last().is_some_and(is_inside) {
                        continue;
                    } else if headings.has(&section.title) {
                        let lists = criteria.iter().map(|one| &one.range);
                        (Held::Criteria, lists.collect())
                    } else if notes_heading.has(&section.title) {
                        // A comment has no box.
                        let plain = notes.iter().filter(|one| one.done.is_none());
                        (Held::Notes, plain.map(|one| &one.range).collect())
                    } else {
                        continue;
                    };
                if is_covered(&body, section.content.clone(), &lists) {
                    apart.push(Apart {
                        holds,
                        whole,
                        content: section.content,
                    });
                }
            }
        }
        Self {
            story,
            position,
            body,
            criteria,
            notes,
            extra: Vec::new(),
            apart,
        }
    }

    /// What stands under a key of `extra`.
    #[must_use]
    pub fn extra_texts(&self, key: &str) -> &[String] {
        let kept = self.extra.iter().find(|(name, _)| name == key);
        kept.map_or(&[], |(_, texts)| texts)
    }

    /// What a column is to hold that `po` keeps under `extra` by its name; `usual` where this item has none.
    #[must_use]
    pub fn extra_or(&self, key: &str, usual: &str) -> String {
        let kept = self.extra_texts(key).first();
        kept.map_or(usual, String::as_str).to_owned()
    }

    /// The text without the sections that hold nothing but acceptance criteria or notes, trimmed, with LF line ends. What is
    /// left out is what [`Self::criteria_apart`] and [`Self::comments`] return, so that nothing stands twice or nowhere.
    #[must_use]
    pub fn text(&self) -> String {
        self.without(&[Held::Criteria, Held::Notes])
    }

    /// The same with the criteria, where they stand: for tools that have notes as comments, and no field for criteria.
    #[must_use]
    pub fn text_and_criteria(&self) -> String {
        self.without(&[Held::Notes])
    }

    /// The same with the notes, where they stand: for tools that have a field for criteria, and take no comments.
    #[must_use]
    pub fn text_and_notes(&self) -> String {
        self.without(&[Held::Criteria])
    }

    /// The lists of the sections that hold nothing but acceptance criteria, as they stand there, with LF line ends.
    #[must_use]
    pub fn criteria_apart(&self) -> String {
        let lists: Vec<String> = self
            .sections_of(Held::Criteria)
            .map(|section| self.body[section.content.clone()].replace("\r\n", "\n"))
            .map(|list| list.trim_matches('\n').trim_end().to_owned())
            .collect();
        lists.join("\n")
    }

    /// The notes of the sections that hold nothing else.
    #[must_use]
    pub fn comments(&self) -> Vec<ExportComment> {
        let notes = self.notes.iter();
        let notes = notes.filter(|note| self.is_apart(Held::Notes, note.range.start));
        let comment = |note: &DatedLine| ExportComment {
            date: note.date,
            text: note.markdown(&self.body),
        };
        notes.map(comment).collect()
    }

    /// Whether the criteria stand in sections that hold nothing else.
    #[must_use]
    pub fn has_criteria_apart(&self) -> bool {
        let mut criteria = self.criteria.iter();
        criteria.all(|one| self.is_apart(Held::Criteria, one.range.start))
    }

    fn is_apart(&self, holds: Held, at: usize) -> bool {
        let mut apart = self.sections_of(holds);
        apart.any(|section| section.content.contains(&at))
    }

    fn sections_of(&self, holds: Held) -> impl Iterator<Item = &Apart> {
        let apart = self.apart.iter();
        apart.filter(move |section| section.holds == holds)
    }

    fn without(&self, left_out: &[Held]) -> String {
        let mut text = String::new();
        let mut at = 0;
        let apart = self.apart.iter();
        for section in apart.filter(|section| left_out.contains(&section.holds)) {
            let kept = self.body[at..section.whole.start].trim_end();
            if !kept.is_empty() {
                text.push_str(kept);
                text.push_str("\n\n");
            }
            at = section.whole.end;
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
    fn what_is_taken_out_is_in_its_field_whole() {
        let story = Story::new("US-1".parse().unwrap(), "stories/US-1.md");
        let headings = HeadingKeys::new(&["Acceptance criteria".to_owned()]);
        let list = "- [ ] one\n\n  Second.\n- [x] two";
        let body = format!(
            "Text.\n\n## Notes\n\nProse.\n\n- 2026-01-02 stays\n\n## Notes\n\n- 2026-01-03 goes\n\n  ```\n  a\n  ```\n\n\
             ## Acceptance criteria\n\n{list}\n\n## Acceptance criteria\n\n- stays\n\nToo.\n\n## Notes\n\n- [ ] 2026-01-04 boxed\n"
        );
        let item = ExportItem::new(&story, body, 1, &headings);
        let comments = item.comments();
        let comments: Vec<&str> = comments.iter().map(|one| one.text.as_str()).collect();
        assert_eq!(comments, ["goes\n\n```\na\n```"]);
        assert_eq!(item.criteria_apart(), list);
        assert!(!item.has_criteria_apart());
        assert_eq!(
            item.text(),
            "Text.\n\n## Notes\n\nProse.\n\n- 2026-01-02 stays\n\n\
             ## Acceptance criteria\n\n- stays\n\nToo.\n\n## Notes\n\n- [ ] 2026-01-04 boxed"
        );
        assert!(item.text_and_notes().contains("goes") && !item.text_and_notes().contains("one"));
        assert!(
            item.text_and_criteria().contains("one") && !item.text_and_criteria().contains("goes")
        );
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
