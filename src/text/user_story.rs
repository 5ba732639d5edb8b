//! Finds the user story sentence: who wants what, and why.

use std::ops::Range;

use super::prose::{Prose, prose};
use super::story_clauses::parse;
use super::story_phrases::BENEFITS;
use super::story_words::{starts_ignoring_case, starts_with_any};

/// The parts of "As a returning customer, I want to pay with a saved card so that checkout takes seconds".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserStory {
    /// Who: `returning customer`, without article. Empty in "I want … so that …".
    pub role: String,
    /// What: `to pay with a saved card`. An ability is written as a wish: "I can pay" is `to pay`.
    pub want: String,
    /// Why: `checkout takes seconds`; `to save time` for "in order to save time".
    pub benefit: Option<String>,
    /// The bytes of the body from `As` to the end of the sentence.
    pub range: Range<usize>,
}

/// How many paragraphs, headings and list lines are looked at.
const PARTS: usize = 16;

/// Returns the first user story sentence in the first paragraphs of `body`, across line breaks, markup, and paragraphs or list lines
/// that begin with its next part.
#[must_use]
pub fn user_story(body: &str) -> Option<UserStory> {
    if !may_hold_story(body) {
        return None;
    }
    let prose = prose(body, PARTS);
    (0..prose.parts.len()).find_map(|part| story_from(&prose, part))
}

/// A quick look, so that most bodies without a story cost nothing more.
fn may_hold_story(body: &str) -> bool {
    let bytes = body.as_bytes();
    let has = |word: &[u8]| {
        bytes
            .windows(word.len())
            .any(|window| window.eq_ignore_ascii_case(word))
    };
    has(b"as") || has(b"want")
}

/// The story that begins in a part, with the parts after it that go on.
fn story_from(prose: &Prose, part: usize) -> Option<UserStory> {
    let mut flow = Flow::new(prose, part);
    let starts = story_starts(&flow.text);
    // Only a list or paragraphs of clauses go on in the next part; four clauses are enough.
    for next in part + 1..prose.parts.len().min(part + 5) {
        if !begins_clause(&prose.parts[next]) {
            break;
        }
        flow.push(next, &prose.parts[next]);
    }
    starts
        .into_iter()
        .find_map(|start| parse(&flow.text, start))
        .map(|found| UserStory {
            role: found.role,
            want: found.want,
            benefit: found.benefit,
            range: flow.source(found.range.start)..flow.source_end(found.range.end),
        })
}

/// Parts of the prose one after another.
struct Flow<'a> {
    prose: &'a Prose,
    text: String,
    /// The offset at which each part begins.
    parts: Vec<(usize, usize)>,
}

impl<'a> Flow<'a> {
    fn new(prose: &'a Prose, part: usize) -> Self {
        let mut flow = Self {
            prose,
            text: String::new(),
            parts: Vec::new(),
        };
        flow.push(part, &prose.parts[part]);
        flow
    }

    fn push(&mut self, part: usize, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.parts.push((self.text.len(), part));
        self.text.push_str(text);
    }

    fn source(&self, at: usize) -> usize {
        let index = self.parts.partition_point(|(start, _)| *start <= at);
        let (start, part) = self.parts[index.saturating_sub(1)];
        self.prose.source(part, at.saturating_sub(start))
    }

    fn source_end(&self, end: usize) -> usize {
        let last = self.text[..end].chars().next_back();
        let length = last.map_or(0, char::len_utf8);
        self.source(end - length) + length
    }
}

/// Whether a paragraph or list line begins with the next part of a story.
fn begins_clause(text: &str) -> bool {
    let text = text.trim_start();
    starts_with_any(text, &["I ", "I'd ", "I\u{2019}d ", "We want "]).is_some()
        || BENEFITS
            .iter()
            .any(|phrase| starts_ignoring_case(text, phrase.words))
}

/// Where a story may begin: at "As a" and the like after a sentence, at "In order to" or "I want" at the start.
fn story_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut fresh = true;
    for (at, c) in text.char_indices() {
        if fresh && c.is_alphanumeric() {
            let rest = &text[at..];
            let is_start = [
                "as ",
                "in order to ",
                "i want",
                "i need",
                "i would like",
                "i'd like",
            ]
            .iter()
            .any(|words| starts_ignoring_case(rest, words));
            if is_start {
                starts.push(at);
            }
            fresh = false;
        }
        fresh |= matches!(
            c,
            '.' | '!'
                | '?'
                | ':'
                | ';'
                | '\n'
                | '"'
                | '\u{201c}'
                | '('
                | '['
                | ']'
                | '-'
                | '\u{2013}'
                | '\u{2014}'
                | '*'
        );
        // A capital in the middle of a line begins a story too: "US-12 As a guest, …".
        fresh |= c == ' ' && text[at + 1..].starts_with("As a");
        if starts.len() == 8 {
            break;
        }
    }
    starts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::user_story;

    fn parts(body: &str) -> Option<(String, String, Option<String>)> {
        let story = user_story(body)?;
        assert!(
            body.get(story.range.clone())
                .is_some_and(|text| !text.is_empty())
        );
        Some((story.role, story.want, story.benefit))
    }

    fn expect(body: &str, role: &str, want: &str, benefit: &str) {
        let benefit = (!benefit.is_empty()).then(|| benefit.to_owned());
        assert_eq!(
            parts(body),
            Some((role.to_owned(), want.to_owned(), benefit)),
            "{body}"
        );
    }

    #[test]
    fn reads_the_usual_forms() {
        let pay = "to pay by card";
        for body in [
            "\nAs a guest, I want to pay by card so that it takes seconds.\n",
            "Intro words.\n\n> **As a** guest\n> **I want** to pay by card,\n> **so that** it takes seconds",
            "- As the guest\n- I would like to pay\n  by card\n- So that it takes seconds.\n",
            "## Description\n\nas a guest,\n\nI can pay by card\n\nso that it takes seconds\n\n## Notes\nI see",
            "*Story:* As a guest I'd like to pay by card. So that it takes seconds. More (e.g. words).",
            "US-12 As a guest, I also need to pay by card, because it takes seconds",
        ] {
            expect(body, "guest", pay, "it takes seconds");
        }
        expect(
            "As a guest, who can pay, I see a list.",
            "guest, who can pay",
            "to see a list",
            "",
        );
        expect(
            "As a guest, would like a list, so that I see.",
            "guest",
            "a list",
            "I see",
        );
        expect("As guest, I want a list.", "guest", "a list", "");
        expect(
            "As an admin I see all, e.g. users.",
            "admin",
            "to see all, e.g. users",
            "",
        );
        expect(
            "In order to save time, as a guest, I want a list",
            "guest",
            "a list",
            "to save time",
        );
        expect("I want to pay so I save time", "", "to pay", "I save time");
        expect(
            "As a developer, the API must be fast in order to help.",
            "developer",
            "the API must be fast",
            "to help",
        );
    }

    #[test]
    fn leaves_other_prose_alone() {
        for body in [
            "",
            "As a result, the page should be faster.",
            "As we said, I want more. As soon as I can.",
            "I want to thank you.",
            "```\nAs a guest, I want code\n```",
            "<!-- As a guest, I want a hint -->",
            "Such as a list.",
        ] {
            assert_eq!(parts(body), None, "{body}");
        }
    }

    #[test]
    fn knows_where_the_sentence_stands() {
        let body = "# T\n\nFirst. As a *b*, I want c. Last.\n";
        let range = user_story(body).map(|story| story.range);
        assert_eq!(range.map(|range| &body[range]), Some("As a *b*, I want c."));
    }

    proptest! {
        #[test]
        fn stands_any_text(body in any::<String>(), tail in "[aAsI ,.*wnt\n]{0,60}") {
            for body in [&body, &format!("As a {body}, I want {tail}"), &format!("As a {tail}")] {
                if let Some(story) = user_story(body) {
                    prop_assert!(body.get(story.range).is_some());
                    prop_assert!(!story.want.is_empty());
                }
            }
        }
    }
}
