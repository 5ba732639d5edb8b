//! Whether an example in Given/When/Then is whole: every step there, in order, its table and its placeholders.

use std::ops::Range;

use super::gherkin_words::{DIALECTS, Dialect, Step, keyword_length, step_at};

/// What an example lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing says what comes of it.
    NoThen,
    /// The result stands before what happens.
    ThenBeforeWhen,
    /// What is so at first stands behind what happens.
    GivenAfterWhen,
    /// An outline without a table of examples.
    NoExamples,
    /// A placeholder, with its brackets, that no column of the examples fills.
    Undefined(String),
}

/// A flaw and the bytes of the text that show it.
pub type Flawed = (Flaw, Range<usize>);

/// A keyword in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) step: Step,
    pub(super) range: Range<usize>,
    /// Begins a line, is bold or in capitals: no word of a sentence.
    strict: bool,
}

/// Returns the flaw of a criterion in prose, and nothing for a sentence that is no Given/When/Then.
#[must_use]
pub fn prose_flaw(text: &str) -> Option<Flawed> {
    let marks = marks(text);
    let first = marks.first()?;
    // "WHEN … THE SYSTEM SHALL …" is another form, whole without Then.
    if first.step == Step::And || text.contains("SHALL") || text.contains(" shall ") {
        return None;
    }
    let has = |step: Step| marks.iter().any(|mark| mark.step == step);
    let whole = |flaw| Some((flaw, first.range.start..text.trim_end().len()));
    if has(Step::Then) {
        let formal = first.step == Step::Given || marks.iter().any(|mark| mark.strict);
        return order_flaw(&marks).filter(|_| formal);
    }
    if mentions_then(text) {
        return None;
    }
    let last = marks.iter().rfind(|mark| mark.step != Step::And)?;
    let goes_on = text[last.range.end..].contains([',', ':', '\u{2192}', ';', '.'])
        && !ends_there(&text[last.range.end..]);
    let written_so = marks.iter().skip(1).any(|mark| mark.strict);
    match (has(Step::Given), has(Step::When)) {
        (true, true) if last.strict || !goes_on => whole(Flaw::NoThen),
        (true, false) if written_so || !goes_on && is_given_of(text, first) => whole(Flaw::NoThen),
        (false, true) if !goes_on && (first.strict || written_so) => whole(Flaw::NoThen),
        _ => None,
    }
}

/// Whether a sentence has the word without the marks of a step: "given a card when I pay then it is taken".
fn mentions_then(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .any(|word| {
            let mut then = DIALECTS.iter().flat_map(Dialect::thens);
            then.any(|keyword| keyword_length(word, keyword) == Some(word.len()))
        })
}

/// Whether what follows is closed by its only full stop.
fn ends_there(rest: &str) -> bool {
    let rest = rest.trim_end();
    rest.ends_with('.') && !rest[..rest.len() - 1].contains([',', ':', '\u{2192}', ';', '.'])
}

/// "Given **a** card", not "Given names are shown".
fn is_given_of(text: &str, first: &Mark) -> bool {
    const AFTER: [&str; 14] = [
        "a", "an", "the", "that", "i", "i'm", "no", "my", "there", "we", "user", "two", "one",
        "this",
    ];
    let next = text[first.range.end..]
        .split_whitespace()
        .next()
        .unwrap_or("");
    first.strict || AFTER.iter().any(|word| next.eq_ignore_ascii_case(word))
}

/// The steps that stand out of order. A second When after a Then is a second act of the same example.
pub(super) fn order_flaw(marks: &[Mark]) -> Option<Flawed> {
    let mut seen_when = false;
    let mut seen_then: Option<&Mark> = None;
    for mark in marks {
        match mark.step {
            Step::Given if seen_when && seen_then.is_none() && mark.strict => {
                return Some((Flaw::GivenAfterWhen, mark.range.clone()));
            }
            // A Given after a Then begins a further example.
            Step::Given if seen_then.is_some() => {
                seen_then = None;
                seen_when = false;
            }
            Step::When => {
                if let Some(then) = seen_then.filter(|_| !seen_when) {
                    return Some((Flaw::ThenBeforeWhen, then.range.clone()));
                }
                seen_when = true;
            }
            Step::Then => {
                seen_then.get_or_insert(mark);
            }
            _ => {}
        }
    }
    None
}

/// Returns the flaw of steps that stand one a list item.
#[must_use]
pub fn steps_flaw(steps: &[Step]) -> Option<(Flaw, usize)> {
    let kinds = [Step::Given, Step::When, Step::Then, Step::And];
    let distinct = kinds.iter().filter(|kind| steps.contains(kind)).count();
    if distinct < 2 || steps.first() == Some(&Step::And) {
        return None;
    }
    let marks: Vec<Mark> = steps
        .iter()
        .enumerate()
        .map(|(index, step)| Mark {
            step: *step,
            range: index..index + 1,
            strict: true,
        })
        .collect();
    if !steps.contains(&Step::Then) {
        return Some((Flaw::NoThen, 0));
    }
    order_flaw(&marks).map(|(flaw, range)| (flaw, range.start))
}

/// Returns the step that a list item is, if it is one and no more.
#[must_use]
pub fn step_of(text: &str) -> Option<Step> {
    let marks = marks(text);
    let first = marks.first()?;
    let single = marks
        .iter()
        .all(|mark| mark.step == first.step || mark.step == Step::And);
    let follows = text[first.range.end..].starts_with([' ', ':', '*', ',', '_']);
    (single && follows).then_some(first.step)
}

/// The keywords of a text that begins with one, in the language that has most of them.
fn marks(text: &str) -> Vec<Mark> {
    let body = text.trim_start_matches(['*', '_', ' ', '\n', '\r', '\t']);
    DIALECTS
        .iter()
        // Most texts begin with no keyword.
        .filter(|dialect| step_at(body, dialect).is_some())
        .map(|dialect| marks_in(text, dialect))
        .max_by(|a, b| a.len().cmp(&b.len()).then(std::cmp::Ordering::Greater))
        .unwrap_or_default()
}

pub(super) fn marks_in(text: &str, dialect: &Dialect) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let mut in_code = false;
    let mut at = 0;
    let mut word_before = false;
    let bytes = text.as_bytes();
    loop {
        // A word that is no keyword is passed over in one go.
        while word_before && bytes.get(at).is_some_and(u8::is_ascii_alphanumeric) {
            at += 1;
        }
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        in_code ^= c == '`';
        if c.is_alphanumeric()
            && !word_before
            && !in_code
            && let Some((step, length)) = step_at(&text[at..], dialect)
        {
            let before = text[..at].trim_end_matches(['*', '_', '-', '+', ' ', '\t']);
            let stripped = &text[before.len()..at];
            let opens_line = before.is_empty() || before.ends_with(['\n', '\r']);
            let word = &text[at..at + length];
            let capitals = word.len() > 1 && word.chars().all(|c| !c.is_lowercase());
            let capital =
                c.is_uppercase() && !before.is_empty() && !before.ends_with(['.', '!', '?']);
            let bold = stripped.contains(['*', '_']) && text[at + length..].starts_with(['*', '_']);
            let strict = !before.is_empty() && opens_line || bold || capitals || capital;
            let joins = before.ends_with([',', ';', '.', ':', '\u{2014}'])
                || found.last().is_some_and(|last| {
                    last.step == Step::And && text[last.range.end..at].trim().is_empty()
                });
            // "and" within a sentence joins words, not steps.
            let is_step = before.is_empty() || strict || joins && (step != Step::And || opens_line);
            if is_step {
                found.push(Mark {
                    step,
                    range: at..at + length,
                    strict,
                });
            } else if step == Step::And && joins {
                found.push(Mark {
                    step,
                    range: at..at + length,
                    strict: false,
                });
            }
            at += length;
            word_before = false;
            if before.is_empty() || !found.is_empty() {
                continue;
            }
            return found;
        }
        if c.is_alphanumeric() && found.is_empty() {
            return found;
        }
        word_before = c.is_alphanumeric();
        at += c.len_utf8();
    }
    found
}

/// What a line of a scenario is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Scenario,
    Outline,
    Examples,
    Step(Step),
    Row,
    Other,
}

/// Returns the flaw of a scenario written line by line; nothing for a text without steps.
#[must_use]
pub fn scenario_flaw(text: &str) -> Option<Flawed> {
    let lines = lines(text);
    let dialect = DIALECTS
        .iter()
        .map(|dialect| {
            let known = |(_, line): &&(usize, &str)| line_of(line, dialect) != Line::Other;
            (dialect, lines.iter().filter(known).count())
        })
        .max_by(|a, b| a.1.cmp(&b.1).then(std::cmp::Ordering::Greater))
        .map(|(dialect, _)| dialect)?;
    let mut marks: Vec<Mark> = Vec::new();
    let mut outline: Option<Range<usize>> = None;
    let mut columns: Option<Vec<&str>> = None;
    let mut awaits_header = false;
    let mut used: Vec<Range<usize>> = Vec::new();
    for (start, line) in &lines {
        let range = *start..start + line.len();
        match line_of(line, dialect) {
            Line::Outline => outline = Some(range.clone()),
            Line::Examples => {
                columns.get_or_insert_with(Vec::new);
                awaits_header = true;
                continue;
            }
            Line::Step(step) => marks.push(Mark {
                step,
                range: range.clone(),
                strict: true,
            }),
            Line::Row if awaits_header => {
                if let Some(columns) = columns.as_mut() {
                    columns.extend(line.trim_matches('|').split('|').map(str::trim));
                }
                awaits_header = false;
                continue;
            }
            Line::Row if columns.is_some() => continue,
            _ => {}
        }
        if columns.is_none() {
            used.extend(placeholders(line).map(|at| start + at.start..start + at.end));
        }
    }
    let first = marks.first()?;
    let has = |step: Step| marks.iter().any(|mark| mark.step == step);
    if !has(Step::Then) && (has(Step::Given) || has(Step::When)) {
        return Some((Flaw::NoThen, first.range.clone()));
    }
    if let Some(flawed) = order_flaw(&marks) {
        return Some(flawed);
    }
    match (outline, columns) {
        (Some(outline), None) => Some((Flaw::NoExamples, outline)),
        (_, Some(columns)) if !columns.is_empty() => used.into_iter().find_map(|range| {
            let name = &text[range.start + 1..range.end - 1];
            (!columns.contains(&name.trim()))
                .then(|| (Flaw::Undefined(text[range.clone()].to_owned()), range))
        }),
        _ => None,
    }
}

/// The lines of a scenario without the white space around them; doc strings, comments and fences left out.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut quoted: Option<&str> = None;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let mark = ["\"\"\"", "```", "~~~"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        match (quoted, mark) {
            (Some(open), Some(mark)) if open == mark => quoted = None,
            (Some(_), _) => {}
            // The fence of the block itself is no doc string.
            (None, Some(_)) if found.is_empty() => {}
            (None, Some(mark)) => quoted = Some(mark),
            (None, None) if !trimmed.is_empty() && !trimmed.starts_with('#') => {
                found.push((start, trimmed))
            }
            (None, None) => {}
        }
    }
    found
}

fn line_of(line: &str, dialect: &Dialect) -> Line {
    let heading = |list: &[&str]| {
        list.iter().any(|keyword| {
            keyword_length(line, keyword).is_some_and(|length| line[length..].starts_with(':'))
        })
    };
    if line.starts_with('|') {
        Line::Row
    } else if heading(dialect.outline) {
        Line::Outline
    } else if heading(dialect.scenario) {
        Line::Scenario
    } else if heading(dialect.examples) {
        Line::Examples
    } else {
        let bare = line.trim_start_matches(['*', '_', '-', ' ']);
        step_at(bare, dialect)
            .filter(|(_, length)| bare[*length..].starts_with([' ', '*', '_', '\t', '\'']))
            .map_or(Line::Other, |(step, _)| Line::Step(step))
    }
}

/// The `<placeholders>` of a line, brackets included.
fn placeholders(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let open = at + line[at..].find('<')?;
        let close = open + line[open..].find('>')?;
        at = close + 1;
        Some(open..close + 1)
    })
    .filter(move |range| {
        let name = &line[range.start + 1..range.end - 1];
        !name.is_empty() && !name.contains(['<', '/', '=', '"']) && name.trim() == name
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Flaw, prose_flaw, scenario_flaw, step_of, steps_flaw};
    use crate::text::gherkin_words::Step;

    #[test]
    fn sentences_that_follow_the_form_must_be_whole() {
        for (text, flaw) in [
            ("Given a card When I pay", Flaw::NoThen),
            ("**Given** a card **when** I pay", Flaw::NoThen),
            ("Given a card that has expired", Flaw::NoThen),
            ("GIVEN a card WHEN I pay", Flaw::NoThen),
            ("Given a card\nWhen I pay\nAnd I wait", Flaw::NoThen),
            (
                "Given a card, then I am told, when I pay",
                Flaw::ThenBeforeWhen,
            ),
            (
                "When I pay\nGiven a card\nThen it is taken",
                Flaw::GivenAfterWhen,
            ),
            ("Gegeben sei eine Karte, wenn ich zahle", Flaw::NoThen),
            ("Étant donné une carte Quand je paie", Flaw::NoThen),
        ] {
            assert_eq!(prose_flaw(text).map(|(flaw, _)| flaw), Some(flaw), "{text}");
        }
    }

    #[test]
    fn whole_examples_and_other_sentences_are_fine() {
        for text in [
            "Given a card, when I pay, then the order is placed",
            "Given a card When I pay Then it is taken And I am told",
            "When the list is empty, a hint is shown",
            "When the list is empty a hint is shown and nothing else",
            "Given an empty list, a hint is shown",
            "Given a guest, when they pay, the order is placed",
            "Given names are shown",
            "When I pay, then the order is placed",
            "WHEN a card expires THE SYSTEM SHALL refuse it",
            "Then it is closed",
            "Given a card when I pay then it is taken when I confirm",
            "The card is given when I pay",
            "Wenn die Liste leer ist, wird ein Hinweis gezeigt",
            "Date and time are shown",
            "",
        ] {
            assert_eq!(prose_flaw(text), None, "{text}");
        }
    }

    #[test]
    fn scenarios_are_read_line_by_line() {
        let flaw =
            |text: &str| scenario_flaw(text).map(|(flaw, range)| (flaw, text[range].to_owned()));
        assert_eq!(
            flaw("Scenario: a\n  Given b\n  When c\n"),
            Some((Flaw::NoThen, "Given b".to_owned()))
        );
        assert_eq!(
            flaw("Scenario: a\n  Given b\n  Then c\n  When d"),
            Some((Flaw::ThenBeforeWhen, "Then c".to_owned()))
        );
        assert_eq!(
            flaw("Scenario Outline: a\n  When <b>\n  Then c"),
            Some((Flaw::NoExamples, "Scenario Outline: a".to_owned()))
        );
        let outline =
            "Szenariogrundriss: a\n  Wenn <b>\n  Dann <c>\n\n  Beispiele:\n  | b |\n  | <x> |";
        assert_eq!(
            flaw(outline),
            Some((Flaw::Undefined("<c>".to_owned()), "<c>".to_owned()))
        );
        for text in [
            "Scenario: a\n  When b\n  Then c\n  When d\n  Then e",
            "Scenario: a\n  Given b\n    \"\"\"\n    When\n    \"\"\"\n  Then <p>",
            "Scenario Outline: <b>\n  When <b>\n  Then c\n  Examples: of b\n  # why\n  | b |\n  | 1 |",
            "Scenario: only a name",
        ] {
            assert_eq!(flaw(text), None, "{text}");
        }
    }

    #[test]
    fn items_of_a_list_are_steps() {
        assert_eq!(step_of("**Given** a card"), Some(Step::Given));
        assert_eq!(step_of("And the mail is sent"), Some(Step::And));
        assert_eq!(step_of("Given a card, when I pay, then it is taken"), None);
        assert_eq!(step_of("The card"), None);
        assert_eq!(
            steps_flaw(&[Step::Given, Step::When]),
            Some((Flaw::NoThen, 0))
        );
        assert_eq!(
            steps_flaw(&[Step::Given, Step::When, Step::Then, Step::And]),
            None
        );
        assert_eq!(steps_flaw(&[Step::When, Step::When]), None);
    }

    proptest! {
        #[test]
        fn any_text_is_stood(text in any::<String>(), steps in "((Given|When|Then|And|Wenn|`|\\*\\*|,|<a>|\\||Examples:|Scenario:|É| |\n){0,30})") {
            for text in [&text, &steps] {
                for (_, range) in prose_flaw(text).into_iter().chain(scenario_flaw(text)) {
                    prop_assert!(text.get(range).is_some());
                }
                prop_assert!(step_of(text).is_none_or(|step| step <= Step::And));
            }
        }
    }
}
