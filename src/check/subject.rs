//! One story under check: what several rules ask about it is worked out once.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::context::Context;
use crate::check::empty_items::empty_items;
use crate::check::sentence::Sentence;
use crate::check::words::Words;
use crate::model::{Criterion, Place, StateKind, Story};
use crate::text;

/// A story, the kind of its state, and its criteria, parsed when the first rule asks.
#[derive(Debug)]
pub struct Subject<'c, 'a> {
    /// The story.
    pub story: &'a Story,
    /// The kind of its state.
    pub kind: StateKind,
    context: &'c Context<'a>,
    index: usize,
    criteria: OnceCell<Vec<Criterion>>,
    words: OnceCell<Vec<Words>>,
    empty_items: OnceCell<Vec<Range<usize>>>,
}

impl<'c, 'a> Subject<'c, 'a> {
    /// Returns the story at that place of the backlog as a subject of that check; nothing where there is none.
    #[must_use]
    pub fn new(context: &'c Context<'a>, index: usize) -> Option<Self> {
        let story = context.backlog.stories().get(index)?;
        Some(Self {
            story,
            kind: context.kind(story),
            context,
            index,
            criteria: OnceCell::new(),
            words: OnceCell::new(),
            empty_items: OnceCell::new(),
        })
    }

    /// Its body; nothing where only its header was read, and then no rule may speak about the body.
    #[must_use]
    pub fn body(&self) -> Option<&'a str> {
        self.story.body.as_deref()
    }

    /// Its acceptance criteria in the order of the file, nested ones included; none where the body was not read.
    #[must_use]
    pub fn criteria(&self) -> &[Criterion] {
        self.criteria.get_or_init(|| {
            self.body()
                .map(|body| text::criteria_under(body, &self.context.criteria_headings))
                .unwrap_or_default()
        })
    }

    /// The words of each of its criteria.
    #[must_use]
    pub fn words(&self) -> &[Words] {
        self.words.get_or_init(|| {
            let criteria = self.criteria().iter();
            criteria.map(|one| Words::new(&one.text)).collect()
        })
    }

    /// The place of some words of a criterion; its first line where they do not stand so in the body.
    #[must_use]
    pub fn place_of(&self, criterion: &Criterion, words: &Words, found: Range<usize>) -> Place {
        let source = self
            .body()
            .and_then(|body| body.get(criterion.range.clone()));
        match source.and_then(|source| words.in_source(found, source)) {
            Some(at) => {
                let start = criterion.range.start;
                Place::body(&self.story.path, start + at.start..start + at.end)
            }
            None => self.first_line_of(criterion),
        }
    }

    /// Its user story sentence, from the body or else the title.
    #[must_use]
    pub fn sentence(&self) -> Option<&'c Sentence<'a>> {
        self.context.sentence(self.index)
    }

    /// The lines that would be criteria if they said something, as bytes of the body.
    #[must_use]
    pub fn empty_items(&self) -> &[Range<usize>] {
        self.empty_items.get_or_init(|| {
            self.body()
                .map(|body| empty_items(body, &self.context.criteria_headings))
                .unwrap_or_default()
        })
    }

    /// The place of a criterion: its first line, because nested ones are criteria themselves.
    #[must_use]
    pub fn first_line_of(&self, criterion: &Criterion) -> Place {
        Place::body(&self.story.path, first_line(self.body(), &criterion.range))
    }
}

/// The bytes of the first line of a range, without the space at its end.
fn first_line(body: Option<&str>, range: &Range<usize>) -> Range<usize> {
    let text = body.and_then(|body| body.get(range.clone())).unwrap_or("");
    let line = text.lines().next().unwrap_or("").trim_end();
    range.start..range.start + line.len()
}

#[cfg(test)]
mod tests {
    use super::first_line;

    #[test]
    fn the_first_line_ends_before_its_line_ending() {
        let body = "é\n- [ ] one \r\n  - two\n";
        assert_eq!(first_line(Some(body), &(3..body.len())), 3..12);
        assert_eq!(first_line(Some(body), &(1..900)), 1..1);
        assert_eq!(first_line(None, &(3..9)), 3..3);
    }
}
