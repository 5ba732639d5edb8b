//! The clauses of a user story in plain English prose: role, want, benefit.

use std::ops::Range;

use super::story_languages::Phrase;
use super::story_phrases::{
    ADVERBS, BARE_WANTS, BENEFITS, NO_ROLE_STARTS, NO_ROLES, RELATIVES, SUBJECTS, WANTS, WISHES,
};
use super::story_reason::{late_reason, split_benefit};
use super::story_words::{
    after_any, after_phrase, find_phrase, floor, sentence_end, skip_spaces, starts_ignoring_case,
    tidy,
};

/// The longest story, and the longest role, in bytes: bounds for hostile text.
pub(crate) const LONGEST_STORY: usize = 1500;
pub(crate) const LONGEST_ROLE: usize = 240;

/// What a role is followed by.
const AFTER_ROLE: [char; 11] = [
    ' ', '\n', ',', ';', ':', ')', '-', '\u{2013}', '\u{2014}', '\u{2026}', '.',
];

/// A story that was found.
pub(crate) struct Parsed {
    /// Who, without article; empty where nobody is named.
    pub(crate) role: String,
    /// What.
    pub(crate) want: String,
    /// Why.
    pub(crate) benefit: Option<String>,
    /// The words that say that something is wanted, in lower case; empty where none do.
    pub(crate) wish: String,
    /// The bytes of the sentence in the prose.
    pub(crate) range: Range<usize>,
}

/// Reads the story that may begin at `start` of some prose.
pub(crate) fn parse(text: &str, start: usize) -> Option<Parsed> {
    let text = &text[..floor(text, start + LONGEST_STORY)];
    let rest = &text[start..];
    if let Some(lead) = after_any(rest, &["in order to ", "so that "]) {
        return parse_benefit_first(text, start, start + lead);
    }
    let (mut role, wish) = if starts_ignoring_case(rest, "as ") {
        parse_role(text, start)?
    } else {
        (String::new(), wish_at(text, start)?)
    };
    let mut end = sentence_end(text, wish.end, &BENEFITS);
    let clause = &text[wish.end..end];
    let (want, mut benefit) = split_benefit(clause);
    // "I want" alone is no story: every mail may say it.
    if role.is_empty() && benefit.is_none() {
        return None;
    }
    let want = tidy(want);
    if want.is_empty() {
        return None;
    }
    // "As a user, in order to save time, I want …".
    if let Some((at, why)) = reason_in_role(&role) {
        benefit = benefit.or(why);
        role.truncate(at);
    }
    if benefit.is_none()
        && let Some((why, to)) = late_reason(text, end)
    {
        benefit = Some(why);
        end = to;
    }
    Some(Parsed {
        role,
        want: format!("{}{want}", wish.before),
        benefit,
        wish: wish.words,
        range: start..start + text[start..end].trim_end().len(),
    })
}

/// "In order to see results, as a tester, I want …", as Behat's features have it.
fn parse_benefit_first(text: &str, start: usize, words: usize) -> Option<Parsed> {
    let limit = floor(text, start + 400);
    let as_at = (words..limit).find(|at| {
        text.is_char_boundary(*at)
            && after_any(&text[*at..], &["as a ", "as an ", "as the "]).is_some()
            && text[..*at].ends_with([' ', '\n'])
    })?;
    let mut parsed = parse(text, as_at)?;
    if parsed.benefit.is_none() {
        let to = ["", "to "][usize::from(starts_ignoring_case(&text[start..], "in "))];
        let words = tidy(text[words..as_at].trim());
        parsed.benefit = (!words.is_empty()).then(|| format!("{to}{words}"));
    }
    parsed.range.start = start;
    Some(parsed)
}

/// Where a role goes on with the reason, and the reason.
fn reason_in_role(role: &str) -> Option<(usize, Option<String>)> {
    let (at, _) = find_phrase(role, "in order to ")
        .or_else(|| find_phrase(role, "so that "))
        .or_else(|| role.find(", to ").map(|at| (at, at)))?;
    let head = tidy(&role[..at]).len();
    let why = role[at..].trim_start_matches([',', ' ']);
    let why = [("in order ", 9), ("so that ", 8)]
        .iter()
        .find(|(words, _)| starts_ignoring_case(why, words))
        .map_or(why, |(_, length)| &why[*length..]);
    (head > 0).then(|| (head, Some(tidy(why)).filter(|why| !why.is_empty())))
}

/// The role after "As", and the wish after it.
fn parse_role(text: &str, start: usize) -> Option<(String, Wish)> {
    let after_as = skip_spaces(text, start + 3);
    let mut role_start = after_as;
    while let Some(length) = after_any(&text[role_start..], &["a ", "an ", "the "]) {
        role_start = skip_spaces(text, role_start + length);
    }
    let has_article = role_start > after_as;
    let limit = floor(text, role_start + LONGEST_ROLE);
    if !has_article && after_any(&text[after_as..], &NO_ROLE_STARTS).is_some() {
        return None;
    }
    let marker = (role_start..limit).find_map(|at| {
        if !text.is_char_boundary(at) {
            return None;
        }
        // After a comma the role may go on, "who can log in", so only a sure wish ends it there.
        let at_comma = text[at..].starts_with(',');
        if !at_comma && !text[..at].ends_with(AFTER_ROLE) {
            return None;
        }
        let is_one = |wish: &Wish| wish.sure || wish.by_person && !at_comma && has_article;
        let wish = wish_at(text, at).filter(is_one)?;
        (!follows_relative(&text[role_start..at])).then_some((at, wish))
    });
    let is_marked = marker.is_some();
    let (end, wish) = match marker {
        Some(found) => found,
        // "As a developer, the API must …": the system is made the subject.
        None if has_article => {
            let comma = text[role_start..limit].find(',').map(|at| role_start + at);
            let at = comma
                .filter(|comma| wish_at(text, *comma).is_some())
                .or_else(|| bare_wish(text, role_start..limit))?;
            (at, wish_at(text, at)?)
        }
        None => return None,
    };
    let role = tidy(&text[role_start..end]);
    if role.is_empty() || !is_marked && NO_ROLES.contains(&role.to_lowercase().as_str()) {
        return None;
    }
    // A sentence that ends within is no role.
    if sentence_end(text, role_start, &BENEFITS) < end {
        return None;
    }
    Some((role, wish))
}

/// Whether words end with "who" and the like, so that the clause after them describes somebody.
fn follows_relative(text: &str) -> bool {
    let word = text.trim_end().rsplit([' ', '\n']).next();
    word.is_some_and(|word| RELATIVES.iter().any(|r| r.eq_ignore_ascii_case(word)))
}

/// Where in `range` "want to" and the like stands without "I".
fn bare_wish(text: &str, range: Range<usize>) -> Option<usize> {
    range.clone().find(|at| {
        text.is_char_boundary(*at)
            && *at > range.start
            && text[..*at].ends_with([' ', '\n'])
            && bare_phrase(&text[*at..]).is_some()
            && !follows_relative(&text[range.start..*at])
    })
}

fn bare_phrase(text: &str) -> Option<(usize, &'static Phrase)> {
    BARE_WANTS
        .iter()
        .find_map(|phrase| Some((after_phrase(text, phrase.words)?, phrase)))
}

/// A wish that was found.
struct Wish {
    /// Where what is wanted begins.
    end: usize,
    /// What makes an infinitive of it: `to `.
    before: &'static str,
    /// How it is said: `i want`; only the person before any other verb: `i`.
    words: String,
    /// Whether it is one whatever stands before it.
    sure: bool,
    /// Whether a person is its subject.
    by_person: bool,
}

/// The wish that begins at `at`, after commas: "I want", "I would like", "I can", or "the system must".
fn wish_at(text: &str, at: usize) -> Option<Wish> {
    let start = at + text[at..].len()
        - text[at..]
            .trim_start_matches([
                ',', ' ', '\n', ':', ';', '.', '\u{2026}', '-', '\u{2013}', '\u{2014}',
            ])
            .len();
    let rest = &text[start..];
    let subject = SUBJECTS
        .iter()
        .find_map(|(words, any)| Some((after_phrase(rest, words)?, *any)));
    if let Some((length, any)) = subject {
        let mut verb = skip_spaces(text, start + length);
        while let Some(length) = after_any(&text[verb..], &ADVERBS) {
            verb = skip_spaces(text, verb + length);
        }
        let person = tidy(&rest[..length]).to_lowercase();
        return wish_with(text, verb, any).map(|mut wish| {
            wish.words = format!("{} {}", person.replace('\u{2019}', "'"), wish.words)
                .trim_end()
                .to_owned();
            wish
        });
    }
    // Without "I": what follows the comma, when it says what must be.
    if !text[at..].starts_with(',') {
        let (length, phrase) = bare_phrase(rest)?;
        return (start == at).then_some(Wish {
            end: start + length,
            before: phrase.before,
            words: phrase.words.trim_end().to_owned(),
            sure: false,
            by_person: false,
        });
    }
    // "As a guest, would like …".
    if let Some(wish) = wish_with(text, start, None) {
        return Some(wish);
    }
    let clause = &text[start..sentence_end(text, start, &BENEFITS)];
    let is_demand = starts_ignoring_case(clause, "to ")
        || WISHES.iter().any(|word| {
            clause
                .split(|c: char| !c.is_alphanumeric())
                .any(|other| other.eq_ignore_ascii_case(word))
        });
    is_demand.then_some(Wish {
        end: start,
        before: "",
        words: String::new(),
        sure: false,
        by_person: false,
    })
}

/// The wish whose verb is at `verb`; any verb will do where `any` says what to put before it: "I see a list".
fn wish_with(text: &str, verb: usize, any: Option<&'static str>) -> Option<Wish> {
    let rest = &text[verb..];
    // Without "I", "like" compares: "As a user, like everybody else, I want …".
    let known = WANTS
        .iter()
        .filter(|phrase| any.is_some() || phrase.words != "like ")
        .find_map(|phrase| Some((after_phrase(rest, phrase.words)?, phrase)));
    if let Some((length, phrase)) = known {
        return Some(Wish {
            end: verb + length,
            before: phrase.before,
            words: phrase.words.trim_end().to_owned(),
            sure: true,
            by_person: true,
        });
    }
    let before = any.filter(|_| rest.starts_with(char::is_alphabetic))?;
    Some(Wish {
        end: verb,
        before,
        words: String::new(),
        sure: false,
        by_person: true,
    })
}
