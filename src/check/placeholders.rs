//! Finds text that stands for words nobody has written yet: `TBD`, `???`, `[role]`, `<describe …>`, a lone ellipsis.

use std::ops::Range;

/// How freely a text uses brackets: in a user story sentence a word in brackets is a gap, elsewhere it may be a notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A title or a user story sentence.
    Story,
    /// A criterion.
    Criterion,
}

/// Words in brackets that are gaps of a story template.
const STORY_GAPS: &[&str] = &[
    "action",
    "actor",
    "benefit",
    "capability",
    "desired outcome",
    "feature",
    "functionality",
    "goal",
    "outcome",
    "persona",
    "reason",
    "role",
    "some goal",
    "some reason",
    "someone",
    "something",
    "type of user",
    "user role",
    "user type",
    "value",
    "want",
    "who",
    "why",
    "what",
    "business value",
    "user",
    "target user",
    "stakeholder",
    "fonction",
    "rolle",
    "rol",
    "ruolo",
    "papel",
    "ziel",
    "nutzen",
    "objectif",
    "objetivo",
];

/// Words in brackets that are gaps wherever they stand.
const GAPS: &[&str] = &[
    "benefit",
    "persona",
    "role",
    "tbd",
    "todo",
    "type of user",
    "user role",
    "user type",
    "criterion",
    "criteria",
];

/// How a text in brackets begins that asks for words.
const ASKS: &[&str] = &[
    "add ",
    "describe ",
    "enter ",
    "explain ",
    "fill in",
    "fill out",
    "insert ",
    "list the ",
    "placeholder",
    "replace ",
    "specify ",
    "state the ",
    "type of user",
    "your ",
    "write ",
];

/// Words that say that something is not written yet, in capitals.
const MARKS: [&str; 5] = ["TBD", "TBC", "TBA", "TODO", "FIXME"];

/// How a text ends that puts the decision off.
const LATER: [&str; 7] = [
    "to be confirmed",
    "to be decided",
    "to be defined",
    "to be determined",
    "to be discussed",
    "to be specified",
    "to be clarified",
];

/// Returns the bytes of the first placeholder in Markdown prose.
pub(super) fn placeholder(text: &str, place: Place) -> Option<Range<usize>> {
    let whole = trimmed(text, 0..text.len());
    if whole.is_empty() {
        return None;
    }
    if is_filler(&text[whole.clone()])
        || place == Place::Criterion && is_numbered_sample(&text[whole.clone()])
    {
        return Some(whole);
    }
    // Most texts have neither marks nor brackets, and one look tells.
    let quick = |(index, byte): (usize, u8)| {
        matches!(byte, b'[' | b'<' | b'{' | b'?')
            || byte.is_ascii_uppercase() && (index > 0 || byte == b'T')
    };
    if !text.bytes().enumerate().any(quick) && !text.contains("to be ") {
        return lorem(text).or_else(|| todo_at_start(text));
    }
    let mut at = 0;
    while at < text.len() {
        let byte = text.as_bytes()[at];
        match byte {
            b'`' => {
                let run = text[at..].bytes().take_while(|b| *b == b'`').count();
                let fence = &text[at..at + run];
                at += text[at + run..]
                    .find(fence)
                    .map_or(run, |length| length + 2 * run);
                continue;
            }
            b'[' | b'<' | b'{' => {
                if let Some(found) = gap_at(text, at, place) {
                    return Some(found);
                }
            }
            b'?' if text[at..].starts_with("???") => {
                let run = text[at..].bytes().take_while(|b| *b == b'?').count();
                return Some(at..at + run);
            }
            _ if byte.is_ascii_uppercase() => {
                let length = text[at..]
                    .bytes()
                    .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_' || *b == b'-')
                    .count();
                if is_mark(text, at, length) {
                    return Some(at..at + length);
                }
                at += length;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    lorem(text)
        .or_else(|| todo_at_start(text))
        .or_else(|| later(text))
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    start..start + part.trim().len()
}

/// Nothing but dots, dashes and underscores, or Given, When and Then around them.
fn is_filler(text: &str) -> bool {
    const STEPS: [&str; 5] = ["given", "when", "then", "and", "but"];
    let is_dots = |c: char| {
        matches!(
            c,
            '.' | '\u{2026}' | '_' | '-' | '?' | ',' | ';' | ' ' | '*'
        )
    };
    let rest = text.trim_matches(is_dots);
    if rest.is_empty() {
        return text.contains(['.', '\u{2026}', '_', '?', '-']);
    }
    let dotted = text.contains('\u{2026}') || text.contains("...");
    dotted
        && text
            .split(|c: char| is_dots(c) || c == '\n')
            .filter(|word| !word.is_empty())
            .all(|word| STEPS.contains(&word.to_ascii_lowercase().as_str()))
}

/// "Criterion 1", "Acceptance criterion 2": what a template numbers.
fn is_numbered_sample(text: &str) -> bool {
    let mut words = text.rsplit([' ', '#']).filter(|word| !word.is_empty());
    let number = words
        .next()
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let noun = words.next().is_some_and(|word| {
        word.eq_ignore_ascii_case("criterion") || word.eq_ignore_ascii_case("criteria")
    });
    number && noun && words.count() <= 2
}

/// A mark in capitals: `TBD` anywhere, `TODO` and `FIXME` only where they are no name ("the TODO column").
fn is_mark(text: &str, at: usize, length: usize) -> bool {
    let word = &text[at..at + length];
    if !MARKS.contains(&word) {
        return false;
    }
    let before = text[..at].trim_end_matches(['*', '_']);
    let after = text[at + length..].trim_start_matches(['*', '_']);
    let joined = before.ends_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '"' | '\'' | '\u{201c}' | '/' | '.' | '-')
    }) || after.starts_with(['"', '\'', '\u{201d}', '/']);
    if joined {
        return false;
    }
    let opens = before.trim().is_empty()
        || before
            .trim_end()
            .ends_with(['(', ':', '-', '\u{2014}', '\u{2013}', '.', ';', ',']);
    let closes = after.trim_matches(['.', ')', ' ', '!']).is_empty()
        || after.starts_with([':', ')', ',', ';'])
        || after.starts_with(" -");
    if word.starts_with("TB") {
        return !before.trim_end().ends_with("the") || closes && opens;
    }
    // "(TODO)" and "TODO: …" are both opened and closed.
    opens && closes
}

/// `todo: …` at the start, in small letters.
fn todo_at_start(text: &str) -> Option<Range<usize>> {
    let start = text.len() - text.trim_start().len();
    let rest = &text[start..];
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next()?;
    let is_todo = ["todo", "tbd", "fixme"]
        .iter()
        .any(|mark| word.eq_ignore_ascii_case(mark));
    let after = &rest[word.len()..];
    (is_todo && (after.trim().is_empty() || after.starts_with(':')))
        .then_some(start..start + word.len())
}

fn lorem(text: &str) -> Option<Range<usize>> {
    const LOREM: &[u8] = b"lorem ipsum";
    let begins = |bytes: &[u8]| bytes[0].eq_ignore_ascii_case(&LOREM[0]);
    let at = text
        .as_bytes()
        .windows(LOREM.len())
        .position(|part| begins(part) && part.eq_ignore_ascii_case(LOREM))?;
    Some(at..at + LOREM.len())
}

fn later(text: &str) -> Option<Range<usize>> {
    LATER.iter().find_map(|phrase| {
        let end = text.trim_end_matches(['.', ' ', ')', '\n']);
        ends_like(end, phrase).then(|| end.len() - phrase.len()..end.len())
    })
}

fn ends_like(text: &str, end: &str) -> bool {
    text.len() >= end.len()
        && text.as_bytes()[text.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes())
}

/// A gap in brackets that begins at `at`: no link, box, type or HTML.
fn gap_at(text: &str, at: usize, place: Place) -> Option<Range<usize>> {
    let close = match text.as_bytes()[at] {
        b'[' => b']',
        b'<' => b'>',
        _ => b'}',
    };
    let length = text.as_bytes()[at + 1..]
        .iter()
        .take(120)
        .position(|byte| *byte == close)?;
    let end = at + 1 + length;
    let inner = text
        .get(at + 1..end)?
        .trim_matches(['{', ' ', '*', '_'])
        .to_lowercase();
    let before = text[..at].chars().next_back();
    let after = text[end + 1..].chars().next();
    let linked = close == b']' && matches!(after, Some('(' | '[' | ':'));
    if linked
        || before
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '!' | ']' | '\\' | '"' | '=' | '/'))
    {
        return None;
    }
    let asks =
        ASKS.iter().any(|ask| inner.starts_with(ask)) && (close != b'}' || inner.contains(' '));
    let gap = match place {
        Place::Story => STORY_GAPS.contains(&inner.as_str()) || GAPS.contains(&inner.as_str()),
        Place::Criterion => GAPS.contains(&inner.as_str()) && close != b'}',
    };
    let dots = matches!(inner.as_str(), "\u{2026}" | "..." | "??" | "xxx" | "blank");
    (asks || gap || dots).then_some(at..end + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Place, placeholder};

    fn found(text: &str, place: Place) -> Option<&str> {
        placeholder(text, place).map(|range| &text[range])
    }

    #[test]
    fn finds_what_stands_for_words() {
        for (text, part) in [
            ("TBD", "TBD"),
            ("The limit is TBD", "TBD"),
            ("TODO: write this", "TODO"),
            ("todo: write this", "todo"),
            ("Cards (TODO)", "TODO"),
            ("**FIXME**", "FIXME"),
            ("The fee is ???", "???"),
            ("Lorem ipsum dolor", "Lorem ipsum"),
            ("\u{2026}", "\u{2026}"),
            ("...", "..."),
            (
                "Given \u{2026}, when \u{2026}, then \u{2026}",
                "Given \u{2026}, when \u{2026}, then \u{2026}",
            ),
            ("<describe what happens>", "<describe what happens>"),
            ("[Insert criterion here]", "[Insert criterion here]"),
            ("The [role] sees it", "[role]"),
            ("Criterion 1", "Criterion 1"),
            ("Limits to be defined.", "to be defined"),
        ] {
            assert_eq!(found(text, Place::Criterion), Some(part), "{text}");
        }
        let story = "As a [type of user], I want <goal> so that {benefit}";
        assert_eq!(found(story, Place::Story), Some("[type of user]"));
        assert_eq!(
            found("As a guest, I want <goal>", Place::Story),
            Some("<goal>")
        );
    }

    #[test]
    fn passes_over_what_only_looks_like_it() {
        for text in [
            "The TODO column is empty",
            "TODO comments are counted",
            "A todo list is shown",
            "Todo app",
            "The status \"TBD\" is shown",
            "`TBD` and `[role]` are kept",
            "See [the role](https://example.org/role)",
            "[role]: https://example.org",
            "Returns `Some<T>` or Option<role>",
            "Is it open?",
            "po set <id> --to <state>",
            "{role} is a variable",
            "As a [x] box",
            "The criterion 1 of US-2 is met by a card",
            "The owner to be confirmed gets a mail",
            "Wait... then pay",
            "",
        ] {
            assert_eq!(found(text, Place::Criterion), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_stood(text in any::<String>()) {
            for place in [Place::Story, Place::Criterion] {
                if let Some(range) = placeholder(&text, place) {
                    prop_assert!(text.get(range).is_some_and(|part| !part.is_empty()));
                }
            }
        }

        #[test]
        fn any_brackets_are_stood(text in "[\\[\\]<>{}`?TBDO.é…roleadd ]{0,40}") {
            if let Some(range) = placeholder(&text, Place::Story) {
                prop_assert!(text.get(range).is_some());
            }
        }
    }
}
