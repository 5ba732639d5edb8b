//! Finds the user story sentence: who wants what, and why.

use std::ops::Range;

use super::prose::{Prose, prose};
use super::story_clauses::parse;
use super::story_foreign::{goes_on, may_begin, parse_foreign};
use super::story_phrases::BENEFITS;
use super::story_window::head;
use super::story_words::{after_any, floor, starts_ignoring_case};

/// The parts of "As a returning customer, I want to pay with a saved card so that checkout takes seconds".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserStory {
    /// Who: `returning customer`, without article. Empty in "I want … so that …".
    pub role: String,
    /// What: `to pay with a saved card`. An ability is written as a wish: "I can pay" is `to pay`.
    pub want: String,
    /// Why: `checkout takes seconds`; `to save time` for "in order to save time".
    pub benefit: Option<String>,
    /// The words that say that something is wanted, in lower case: `i want`, `je veux`; `i` before any other verb, and empty where
    /// something else is the subject.
    pub wish: String,
    /// The bytes of the body from `As` to the end of the sentence.
    pub range: Range<usize>,
}

/// How many paragraphs, headings and list lines are looked at.
const PARTS: usize = 16;

/// Returns the first user story sentence in the first paragraphs of `body`, across line breaks, markup, and paragraphs or list lines
/// that begin with its next part.
#[must_use]
pub fn user_story(body: &str) -> Option<UserStory> {
    if let Some(head) = head(body)
        && let Ok(Some(story)) = story_in(&prose(head, PARTS), true)
    {
        return Some(within(body, story));
    }
    user_story_of_text(body)
}

/// The same by parsing all of `body`: what [`user_story`] must equal.
pub(crate) fn user_story_of_text(body: &str) -> Option<UserStory> {
    let story = story_in(&prose(body, PARTS), false).ok()??;
    Some(within(body, story))
}

/// The story, its range brought between characters of the body.
fn within(body: &str, mut story: UserStory) -> UserStory {
    // An entity such as `&ouml;` is longer than the letter it stands for.
    story.range.start = floor(body, story.range.start);
    story.range.end = story.range.end.min(body.len());
    while !body.is_char_boundary(story.range.end) {
        story.range.end += 1;
    }
    story
}

/// More parts are needed to tell.
struct Unsure;

/// The first story in some prose; where the prose `is_cut`, a story must not reach its end.
fn story_in(prose: &Prose, is_cut: bool) -> Result<Option<UserStory>, Unsure> {
    for part in 0..prose.parts.len() {
        if let Some(story) = story_from(prose, part, is_cut)? {
            return Ok(Some(story));
        }
    }
    Ok(None)
}

/// The story that begins in a part, with the parts after it that go on.
fn story_from(prose: &Prose, part: usize, is_cut: bool) -> Result<Option<UserStory>, Unsure> {
    let mut flow = Flow::new(prose, part);
    let starts = story_starts(&flow.text);
    if starts.is_empty() {
        return Ok(None);
    }
    // Only a list or paragraphs of clauses go on in the next part; four clauses are enough.
    for next in part + 1..part + 5 {
        match prose.parts.get(next) {
            Some(text) if begins_clause(text) => flow.push(next, text),
            Some(_) => break,
            None if is_cut => return Err(Unsure),
            None => break,
        }
    }
    let story = starts
        .into_iter()
        .find_map(|start| parse(&flow.text, start).or_else(|| parse_foreign(&flow.text, start)))
        .map(|found| UserStory {
            role: found.role,
            want: found.want,
            benefit: found.benefit,
            wish: found.wish,
            range: flow.source(found.range.start)..flow.source_end(found.range.end),
        });
    Ok(story)
}

/// Parts of the prose one after another, white space folded: one space for any run of it, a line break where there is one.
struct Flow<'a> {
    prose: &'a Prose,
    text: String,
    /// Where pieces of it stand: offset, part, and offset in the part.
    pieces: Vec<(usize, usize, usize)>,
}

impl<'a> Flow<'a> {
    fn new(prose: &'a Prose, part: usize) -> Self {
        let mut flow = Self {
            prose,
            text: String::new(),
            pieces: Vec::new(),
        };
        flow.push(part, &prose.parts[part]);
        flow
    }

    fn push(&mut self, part: usize, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.pieces.push((self.text.len(), part, 0));
        if is_folded(text) {
            self.text.push_str(text);
            return;
        }
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let length = c.len_utf8();
            if !is_space(c) {
                self.text.push(c);
                continue;
            }
            let mut end = at + length;
            let mut breaks = c == '\n';
            while let Some((at, next)) = chars.next_if(|(_, next)| is_space(*next)) {
                end = at + next.len_utf8();
                breaks |= next == '\n';
            }
            // A zero-width space alone parts no words.
            let is_seen = text[at..end].contains(char::is_whitespace);
            if is_seen {
                self.text.push(if breaks { '\n' } else { ' ' });
            }
            if end - at != usize::from(is_seen) {
                self.pieces.push((self.text.len(), part, end));
            }
        }
    }

    fn source(&self, at: usize) -> usize {
        let index = self.pieces.partition_point(|(start, _, _)| *start <= at);
        let (start, part, own) = self.pieces[index.saturating_sub(1)];
        self.prose.source(part, own + at.saturating_sub(start))
    }

    fn source_end(&self, end: usize) -> usize {
        let last = self.text[..end].chars().next_back();
        let length = last.map_or(0, char::len_utf8);
        self.source(end - length) + length
    }
}

/// Whether folding would change nothing, as for most text; not asked of text beyond ASCII.
fn is_folded(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_space = |byte: u8| matches!(byte, b' ' | b'\n');
    bytes.iter().all(|byte| matches!(byte, b' '..=b'~' | b'\n'))
        && !bytes
            .windows(2)
            .any(|pair| is_space(pair[0]) && is_space(pair[1]))
}

/// White space, and what is not seen at all.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')
}

/// Whether a paragraph or list line begins with the next part of a story.
fn begins_clause(text: &str) -> bool {
    let text = text.trim_start();
    after_any(text, &["i ", "i'd ", "i'm ", "we want "]).is_some()
        || BENEFITS
            .iter()
            .any(|phrase| starts_ignoring_case(text, phrase.words))
        || goes_on(text)
}

/// Where a story may begin: at "As a" and the like after a sentence, at "In order to" or "I want" at the start.
fn story_starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut fresh = true;
    for (at, c) in text.char_indices() {
        if fresh && c.is_alphanumeric() {
            let rest = &text[at..];
            let is_start = after_any(
                rest,
                &[
                    "as ",
                    "in order to ",
                    "so that ",
                    "i want",
                    "i need",
                    "i would like",
                    "i'd like",
                ],
            )
            .is_some();
            if is_start || may_begin(rest) {
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
                | '\u{201e}'
                | '\u{ab}'
                | '('
                | '['
                | ']'
                | '-'
                | '\u{2013}'
                | '\u{2014}'
                | '*'
                | '|'
        );
        // A capital in the middle of a line begins a story too: "US-12 As a guest, …".
        fresh |= c == ' '
            && text.as_bytes()[at..]
                .get(1)
                .is_some_and(u8::is_ascii_uppercase)
            && MIDDLE.iter().any(|words| text[at + 1..].starts_with(words));
        if starts.len() == 8 {
            break;
        }
    }
    starts
}

/// What begins a story even in the middle of a line.
const MIDDLE: [&str; 6] = [
    "As a",
    "En tant qu",
    "Als ",
    "Jako ",
    "Como ",
    "In qualit\u{e0} di ",
];

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
    fn reads_sloppy_forms() {
        for (body, role, want, benefit) in [
            ("As an a user, I want x", "user", "x", ""),
            ("As user I want x", "user", "x", ""),
            ("as a user,I want x,so that y", "user", "x", "y"),
            ("As a user I'd want x", "user", "x", ""),
            ("As a user I\u{2019}d like x", "user", "x", ""),
            ("As a user, I\u{2019}m able to x", "user", "to x", ""),
            ("As a user, I must be able to x", "user", "to x", ""),
            ("As a user I should x", "user", "to x", ""),
            (
                "As a user, we need x so users can y",
                "user",
                "x",
                "users can y",
            ),
            (
                "As the site owner, users should be able to x",
                "site owner",
                "users should be able to x",
                "",
            ),
            ("As a user I do not want x", "user", "not x", ""),
            ("As a user, I don\u{2019}t want x", "user", "not x", ""),
            ("As a user, I cannot x", "user", "not to x", ""),
            (
                "As a user want to be able to x",
                "user",
                "to be able to x",
                "",
            ),
            (
                "As a user who wants to log in, I want x",
                "user who wants to log in",
                "x",
                "",
            ),
            (
                "As a colleague whom I trust, I want x",
                "colleague whom I trust",
                "x",
                "",
            ),
            (
                "As a user (admin, or editor), I want x",
                "user (admin, or editor)",
                "x",
                "",
            ),
            (
                "As a buyer, seller and/or agent I want x",
                "buyer, seller and/or agent",
                "x",
                "",
            ),
            (
                "As a user, like everybody else, I want x",
                "user, like everybody else",
                "x",
                "",
            ),
            (
                "As a\u{a0}user,\u{a0} I  want\tto x so\u{a0}that \u{201c}y\u{201d}",
                "user",
                "to x",
                "\u{201c}y\u{201d}",
            ),
            ("US-12: As a user, I want x", "user", "x", ""),
            ("[12] As a user, I want x", "user", "x", ""),
            ("#12 - As a user, I want x", "user", "x", ""),
            ("As a user, in order to y, I want x", "user", "x", "to y"),
            ("So that I y, as a user, I want x", "user", "x", "I y"),
            ("As a user, I want x, so that so y.", "user", "x", "y"),
            (
                "As a user, I want x. It must be short, so that I y. More.",
                "user",
                "x",
                "I y",
            ),
            (
                "As a user, I want x and do so when I y",
                "user",
                "x and do so when I y",
                "",
            ),
            (
                "As a user, I want a to z, and so on",
                "user",
                "a to z, and so on",
                "",
            ),
            (
                "As a user, I want to be able to x for y",
                "user",
                "to be able to x for y",
                "",
            ),
            (
                "As a user, I want x (so it is in both)",
                "user",
                "x (so it is in both)",
                "",
            ),
        ] {
            expect(body, role, want, benefit);
        }
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
            "As mentioned above, I want more.",
            "As a precaution, the page should be saved.",
            "As a user, the page is slow.",
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
