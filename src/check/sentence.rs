//! The user story sentence of an item, wherever it stands.

use std::ops::Range;

use crate::model::{Place, Story};
use crate::text::{UserStory, user_story};

/// A user story sentence and the text that holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence<'a> {
    /// Role, want and benefit; its range is bytes of [`Self::text`].
    pub parts: UserStory,
    /// The body, or the title.
    pub text: &'a str,
    /// Whether it is the title that holds it.
    pub in_title: bool,
    path: &'a str,
}

impl<'a> Sentence<'a> {
    /// Returns the sentence of an item: that of its body, else that of its title.
    #[must_use]
    pub fn of(story: &'a Story) -> Option<Self> {
        let find = |text: &'a str, in_title| {
            user_story(text).map(|parts| Self {
                parts,
                text,
                in_title,
                path: &story.path,
            })
        };
        story
            .body
            .as_deref()
            .and_then(|body| find(body, false))
            .or_else(|| find(&story.title, true))
    }

    /// The words of the sentence as they stand in the text, markup included.
    #[must_use]
    pub fn source(&self) -> &'a str {
        &self.text[self.parts.range.clone()]
    }

    /// The place of some bytes of [`Self::text`]; a title is shown as a whole.
    #[must_use]
    pub fn place(&self, range: Range<usize>) -> Place {
        if self.in_title {
            Place::value(self.path, "title")
        } else {
            Place::body(self.path, range)
        }
    }

    /// The place of the whole sentence: its first line, without the space at its end.
    #[must_use]
    pub fn whole(&self) -> Place {
        let start = self.parts.range.start;
        let line = self.source().lines().next().unwrap_or("").trim_end();
        self.place(start..start + line.len())
    }

    /// The place of `words` at or after byte `from` of the sentence; the whole sentence where they do not stand so.
    #[must_use]
    pub fn place_of(&self, words: &str, from: usize) -> Place {
        let start = self.parts.range.start;
        let found = self
            .source()
            .get(from..)
            .and_then(|rest| rest.find(words))
            .filter(|_| !words.is_empty());
        match found {
            Some(at) => self.place(start + from + at..start + from + at + words.len()),
            None => self.whole(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Sentence;
    use crate::check::sample::story;
    use crate::model::Place;

    #[test]
    fn the_body_comes_before_the_title() {
        let titled = |s: &mut crate::model::Story| s.title = "As a guest, I want to pay".to_owned();
        let item = story(
            "US-1",
            "Intro.\n\nAs a *clerk*, I want to see\nall orders.\n",
            titled,
        );
        let sentence = Sentence::of(&item).unwrap();
        assert_eq!(sentence.parts.role, "clerk");
        assert_eq!(sentence.whole(), Place::body(&item.path, 8..35));
        let orders = sentence.text.find("orders").unwrap();
        assert_eq!(
            sentence.place_of("orders", 0),
            Place::body(&item.path, orders..orders + 6)
        );
        assert_eq!(sentence.place_of("nothing", 3), sentence.whole());
        let item = story("US-1", "No story here.\n", titled);
        let sentence = Sentence::of(&item).unwrap();
        assert_eq!(
            sentence.place_of("pay", 0),
            Place::value(&item.path, "title")
        );
        assert!(Sentence::of(&story("US-1", "", |_| {})).is_none());
    }
}
