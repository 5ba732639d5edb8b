//! The clauses of a user story in plain prose: role, want, benefit.

use std::ops::Range;

use super::story_phrases::{ADVERBS, BENEFITS, NO_ROLE_STARTS, NO_ROLES, WANTS, WISHES};
use super::story_words::{
    find_phrase, floor, sentence_end, skip_spaces, starts_ignoring_case, starts_with_any, tidy,
};

/// The longest story, and the longest role, in bytes: bounds for hostile text.
const LONGEST_STORY: usize = 1500;
const LONGEST_ROLE: usize = 240;

/// A story that was found.
pub(crate) struct Parsed {
    /// Who, without article; empty where nobody is named.
    pub(crate) role: String,
    /// What.
    pub(crate) want: String,
    /// Why.
    pub(crate) benefit: Option<String>,
    /// The bytes of the sentence in the prose.
    pub(crate) range: Range<usize>,
}

/// Reads the story that may begin at `start` of some prose.
pub(crate) fn parse(text: &str, start: usize) -> Option<Parsed> {
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
    if article.is_none()
        && NO_ROLE_STARTS
            .iter()
            .any(|words| starts_ignoring_case(rest, words))
    {
        return None;
    }
    let marker = (role_start..limit).find(|at| {
        if !text.is_char_boundary(*at) {
            return false;
        }
        // After a comma the role may go on, "who can log in", so only a sure wish ends it there.
        let at_comma = text[*at..].starts_with(',');
        let at_word =
            text[..*at].ends_with([' ', '\n', ',', ';', ':', ')', '-', '\u{2013}', '\u{2026}']);
        (at_comma || at_word)
            && wish_at(text, *at).is_some_and(|wish| wish.sure || !at_comma && article.is_some())
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
