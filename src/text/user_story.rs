//! Finds the user story sentence: who wants what, and why.

use std::ops::Range;

use super::prose::{Prose, prose};
use super::story_phrases::{
    ABBREVIATIONS, ADVERBS, BENEFITS, NO_ROLE_STARTS, NO_ROLES, WANTS, WISHES,
};
use super::words::one_line;

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

/// The longest story, and the longest role, in bytes: bounds for hostile text.
const LONGEST_STORY: usize = 1500;
const LONGEST_ROLE: usize = 240;

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

struct Parsed {
    role: String,
    want: String,
    benefit: Option<String>,
    range: Range<usize>,
}

fn parse(text: &str, start: usize) -> Option<Parsed> {
    let text = &text[..floor(text, start + LONGEST_STORY)];
    let rest = &text[start..];
    if starts_ignoring_case(rest, "in order to ") {
        return parse_benefit_first(text, start);
    }
    let (role, after_role) = if starts_ignoring_case(rest, "as ") {
        parse_role(text, start)?
    } else {
        (String::new(), start)
    };
    let wish = wish_at(text, after_role)?;
    let end = sentence_end(text, wish.end);
    let clause = &text[wish.end..end];
    let (want, benefit) = split_benefit(clause);
    // "I want" alone is no story: every mail may say it.
    if role.is_empty() && benefit.is_none() {
        return None;
    }
    let want = tidy(want);
    if want.is_empty() {
        return None;
    }
    Some(Parsed {
        role,
        want: format!("{}{want}", wish.before),
        benefit,
        range: start..start + text[start..end].trim_end().len(),
    })
}

/// "In order to see results, as a tester, I want …", as Behat's features have it.
fn parse_benefit_first(text: &str, start: usize) -> Option<Parsed> {
    let limit = floor(text, start + 400);
    let as_at = (start..limit).find(|at| {
        text.is_char_boundary(*at)
            && starts_with_any(&text[*at..], &["As a", "as a", "As the ", "as the "]).is_some()
            && text[..*at].ends_with([' ', '\n'])
    })?;
    let mut parsed = parse(text, as_at)?;
    if parsed.benefit.is_none() {
        let words = text[start + "in order".len()..as_at].trim();
        parsed.benefit = Some(tidy(words)).filter(|words| words != "to");
    }
    parsed.range.start = start;
    Some(parsed)
}

/// The role after "As", and where the rest begins.
fn parse_role(text: &str, start: usize) -> Option<(String, usize)> {
    let after_as = skip_spaces(text, start + 3);
    let rest = &text[after_as..];
    let article = ["a ", "an ", "a\n", "an\n", "the ", "the\n"]
        .iter()
        .find(|article| starts_ignoring_case(rest, article));
    let role_start = skip_spaces(text, after_as + article.map_or(0, |article| article.len()));
    let limit = floor(text, role_start + LONGEST_ROLE);
    if article.is_none() && starts_ignoring_case_any(rest, &NO_ROLE_STARTS) {
        return None;
    }
    let marker = (role_start..limit).find(|at| {
        text.is_char_boundary(*at)
            && text[..*at].ends_with([' ', '\n', ',', ';', ':', ')', '-', '\u{2013}', '\u{2026}'])
            && wish_at(text, *at).is_some_and(|wish| article.is_some() || wish.sure)
    });
    let (end, next) = match marker {
        Some(at) => (at, at),
        None => {
            // "As a developer, the API must …": the system is made the subject.
            article?;
            let comma = role_start + text[role_start..limit].find(',')?;
            (comma, comma)
        }
    };
    let role = tidy(&text[role_start..end]);
    if role.is_empty() || marker.is_none() && NO_ROLES.contains(&role.to_lowercase().as_str()) {
        return None;
    }
    // A sentence that ends within is no role.
    if sentence_end(text, role_start) < end {
        return None;
    }
    Some((role, next))
}

/// A wish that was found.
struct Wish {
    /// Where what is wanted begins.
    end: usize,
    /// What makes an infinitive of it: `to `.
    before: &'static str,
    /// Whether it is one whatever stands before it.
    sure: bool,
}

/// The wish that begins at `at`, after commas: "I want", "I would like", "I can", or "the system must".
fn wish_at(text: &str, at: usize) -> Option<Wish> {
    let start = at + text[at..].len()
        - text[at..]
            .trim_start_matches([',', ' ', '\n', ':', ';', '.', '\u{2026}', '-', '\u{2013}'])
            .len();
    let rest = &text[start..];
    if let Some(subject) = starts_with_any(rest, &["I ", "I\n", "i ", "II ", "We ", "we "]) {
        let mut verb = skip_spaces(text, start + subject.len());
        while let Some(adverb) = ADVERBS
            .iter()
            .find(|adverb| starts_ignoring_case(&text[verb..], adverb))
        {
            verb = skip_spaces(text, verb + adverb.len());
        }
        return wish_with(
            text,
            verb,
            subject.trim_end() == "I" || subject.trim_end() == "II",
        );
    }
    if let Some(subject) = starts_with_any(rest, &["I'd ", "I\u{2019}d ", "i'd "]) {
        let verb = skip_spaces(text, start + subject.len());
        return wish_with(text, verb, true);
    }
    // Without "I": what follows the comma, when it says what must be.
    if !text[at..].starts_with(',') {
        return None;
    }
    // "As a guest, would like …".
    if let Some(wish) = wish_with(text, start, false) {
        return Some(wish);
    }
    let clause = &text[start..sentence_end(text, start)];
    let is_demand = WISHES.iter().any(|word| {
        clause
            .split(|c: char| !c.is_alphanumeric())
            .any(|other| other.eq_ignore_ascii_case(word))
    });
    is_demand.then_some(Wish {
        end: start,
        before: "",
        sure: false,
    })
}

/// The wish whose verb is at `verb`; any verb will do where `any`: "I see a list".
fn wish_with(text: &str, verb: usize, any: bool) -> Option<Wish> {
    let rest = &text[verb..];
    let known = WANTS
        .iter()
        .find(|phrase| starts_ignoring_case(rest, phrase.words));
    match known {
        Some(phrase) => Some(Wish {
            end: verb + phrase.words.len(),
            before: phrase.before,
            sure: true,
        }),
        None if any && rest.starts_with(char::is_alphabetic) => Some(Wish {
            end: verb,
            before: "to ",
            sure: false,
        }),
        None => None,
    }
}

/// Parts what is wanted from why.
fn split_benefit(clause: &str) -> (&str, Option<String>) {
    for rank in 0..=2 {
        let found = BENEFITS
            .iter()
            .filter(|phrase| phrase.rank == rank)
            .filter_map(|phrase| Some((find_phrase(clause, phrase.words)?, phrase)))
            .min_by_key(|(at, _)| *at);
        if let Some((at, phrase)) = found {
            let words = tidy(&clause[at + phrase.words.len()..]);
            let benefit = (!words.is_empty()).then(|| format!("{}{words}", phrase.before));
            return (&clause[..at], benefit);
        }
    }
    (clause, None)
}

/// Where `words` (lower case, ending with a space) stand in `text` as words of their own.
fn find_phrase(text: &str, words: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let phrase = words.as_bytes();
    (0..bytes.len().saturating_sub(phrase.len())).find(|at| {
        let before = at.checked_sub(1).map(|at| bytes[at]);
        before.is_none_or(|byte| !byte.is_ascii_alphanumeric() && byte < 0x80 || byte >= 0x80)
            && matches_words(&bytes[*at..], phrase)
    })
}

/// Whether `text` begins with `words`, in whatever case, any white space for a space.
fn matches_words(text: &[u8], words: &[u8]) -> bool {
    text.len() >= words.len()
        && text.iter().zip(words).all(|(byte, word)| {
            byte.eq_ignore_ascii_case(word) || *word == b' ' && matches!(byte, b'\n' | b'\t' | b',')
        })
}

fn starts_ignoring_case(text: &str, words: &str) -> bool {
    matches_words(text.as_bytes(), words.as_bytes())
}

fn starts_ignoring_case_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|words| starts_ignoring_case(text, words))
}

fn starts_with_any<'a>(text: &str, starts: &[&'a str]) -> Option<&'a str> {
    starts.iter().copied().find(|start| text.starts_with(start))
}

/// The end of the sentence that goes on at `from`; a sentence that gives the reason still belongs to it.
fn sentence_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let is_stop = matches!(bytes[at], b'.' | b'!' | b'?')
            && bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
        at += 1;
        if !is_stop || is_abbreviation(&text[from..at]) {
            continue;
        }
        let next = skip_spaces(text, at);
        let goes_on = text[next..].starts_with(|c: char| c.is_lowercase())
            || BENEFITS
                .iter()
                .any(|phrase| starts_ignoring_case(&text[next..], phrase.words));
        if !goes_on {
            return at;
        }
    }
    text.len()
}

fn is_abbreviation(text: &str) -> bool {
    let word = text
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | ','))
        .next()
        .unwrap_or_default();
    ABBREVIATIONS
        .iter()
        .any(|short| word.eq_ignore_ascii_case(short))
}

/// Words on one line, without punctuation that joins them to what was around them.
fn tidy(text: &str) -> String {
    let text = one_line(text);
    let text = text
        .trim_matches([
            ',', ';', ':', ' ', '\u{2026}', '\u{2013}', '\u{2014}', '"', '\u{201c}', '\u{201d}',
        ])
        .trim_start_matches(['.', '-', ' '])
        .trim_end_matches(" -");
    let is_short = text.ends_with("etc.") || is_abbreviation(text);
    let text = match text.strip_suffix('.') {
        Some(rest) if !is_short => rest,
        _ => text,
    };
    text.trim_end_matches([',', ';', ' ']).to_owned()
}

fn skip_spaces(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let at = floor(text, at);
    at + text[at..].len() - text[at..].trim_start().len()
}

fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
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
