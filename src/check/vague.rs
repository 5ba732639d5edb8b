//! Finds vague words that nothing in their criterion makes concrete.

use std::ops::Range;

use crate::check::vague_words::{
    EMPTY_VERBS, ENDS_CLAUSE, HARMLESS, Lack, NAMES, NAMING, SAYS, Use, WORDS,
};
use crate::check::words::{Phrases, Setting, Words};

static TABLE: Phrases<Use> = Phrases::new(WORDS);

/// A vague word of a criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vague {
    /// Which words.
    pub(super) words: Range<usize>,
    /// What they leave open.
    pub(super) lack: Lack,
}

/// Returns the first vague word that nothing in the criterion makes concrete. `own` are the team's, in lower case.
pub(super) fn vague_word(words: &Words, own: &[String]) -> Option<Vague> {
    (0..words.len()).find_map(|index| {
        if !words.is_plain(index) {
            return None;
        }
        let (meant, count) = TABLE.at(words, index).or_else(|| {
            let count = own
                .iter()
                .find_map(|phrase| words.phrase_at(index, phrase))?;
            Some((Use::Always(Lack::Measure), count))
        })?;
        let end = index + count;
        let lack = match meant {
            Use::Always(lack) => Some(lack),
            Use::Manner(lack) => is_bare_manner(words, index, end).then_some(lack),
            Use::Said(lack) => is_said(words, index, end).then_some(lack),
            Use::AfterVerb(lack) => is_after_verb(words, index, end).then_some(lack),
        }?;
        (!is_harmless(words, index, end) && !is_concrete(words, index, end, lack)).then_some(
            Vague {
                words: index..end,
                lack,
            },
        )
    })
}

fn before(words: &Words, index: usize) -> &str {
    index.checked_sub(1).map_or("", |at| words.get(at))
}

/// Whether a clause ends before the word at `at`.
fn clause_ends(words: &Words, at: usize) -> bool {
    at >= words.len()
        || !words.joins(at) && !words.gap(at).contains('/')
        || ENDS_CLAUSE.contains(&words.get(at))
}

/// An adverb that closes its clause behind its verb, or stands before a participle that closes it.
fn is_bare_manner(words: &Words, index: usize, end: usize) -> bool {
    if clause_ends(words, end) {
        let rest = words.len() - end.min(words.len());
        let verb = before(words, index);
        let preposition = matches!(
            words.get(end),
            "to" | "from" | "as" | "under" | "between" | "through"
        );
        return rest == 0
            || !words.joins(end)
            || EMPTY_VERBS.contains(&verb) && !preposition
            || rest <= 3 && !preposition;
    }
    // "is properly handled", "correctly formatted": one participle and no more.
    let next = words.get(end);
    let participle = next.ends_with("ed") || next.ends_with("ing");
    let closes = end + 1 >= words.len()
        || !words.joins(end + 1)
        || matches!(words.get(end + 1), "and" | "or");
    participle && closes
}

/// "search is fast", "responds fast": said of something, and nothing follows that it belongs to.
fn is_said(words: &Words, index: usize, end: usize) -> bool {
    let said = SAYS.contains(&before(words, index))
        || matches!(before(words, index), "and" | "visually")
            && (0..index).any(|at| SAYS.contains(&words.get(at)));
    // "consistent with the list" says with what.
    said && clause_ends(words, end) && words.get(end) != "with"
}

/// "works well", "shows the groups clearly": at the end of its clause.
fn is_after_verb(words: &Words, index: usize, end: usize) -> bool {
    let closes = end >= words.len() || !words.joins(end) && !words.gap(end).contains('(');
    match words.get(index) {
        "well" => EMPTY_VERBS.contains(&before(words, index)) && clause_ends(words, end),
        _ => index > 1 && closes,
    }
}

fn is_harmless(words: &Words, index: usize, end: usize) -> bool {
    let word = words.get(index);
    let previous = before(words, index);
    let next = words.get(end);
    let gap = words.gap(end);
    HARMLESS
        .iter()
        .any(|(first, second)| *first == previous && *second == word)
        || NAMES
            .iter()
            .any(|(name, list)| *name == word && list.contains(&next))
        || gap.starts_with(['<', '_', '='])
        || previous == "not" && word != "easy"
}

/// Whether something in the criterion says what the word means.
fn is_concrete(words: &Words, index: usize, end: usize, lack: Lack) -> bool {
    if lack == Lack::Which {
        return has_examples(words, index);
    }
    if lack == Lack::When {
        return false;
    }
    let is_number = |at: usize| words.get(at).bytes().any(|byte| byte.is_ascii_digit());
    if matches!(lack, Lack::Speed | Lack::Measure) && (0..index).any(is_number) {
        return true;
    }
    for at in end..=words.len() {
        let gap = words.gap(at);
        let gap_says = gap.contains(['(', ':', '\u{2014}', '\u{2013}', '\u{2192}', '='])
            || gap.contains(" - ");
        if gap_says && (at < words.len() || gap.contains('(')) {
            return true;
        }
        if at > index && gap.len() > 1 && gap.trim_start_matches('*').starts_with(['.', '!', '?'])
            || at == words.len()
        {
            return false;
        }
        let word = words.list[at];
        let with_result =
            lack == Lack::Failure && matches!(words.get(at), "with" | "and" | "without" | "to");
        if word.setting != Setting::Plain
            || is_number(at)
            || NAMING.contains(&words.get(at))
            || with_result
        {
            return true;
        }
    }
    false
}

/// "such as CSV, JSON, etc.", or examples in parentheses: open, but one sees what is meant.
fn has_examples(words: &Words, index: usize) -> bool {
    let word = words.get(index);
    if word == "various" || word == "some" {
        return is_concrete(words, index, index + 1, Lack::Measure);
    }
    let open = (0..=index).rev().find_map(|at| {
        let gap = words.gap(at);
        if gap.contains(')') {
            return Some(false);
        }
        gap.contains(['(', ':']).then_some(true)
    });
    let named = (0..index).any(|at| {
        matches!(
            words.get(at),
            "such" | "e.g" | "like" | "including" | "include" | "example"
        )
    });
    open == Some(true) || named
}

#[cfg(test)]
mod tests {
    use super::{TABLE, vague_word};
    use crate::check::words::Words;

    fn found(text: &str) -> Option<String> {
        let words = Words::new(text);
        let vague = vague_word(&words, &[])?;
        Some(text[words.bytes(vague.words)].to_owned())
    }

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.is_sorted());
    }

    #[test]
    fn vague_words_without_anything_concrete_are_found() {
        for (text, word) in [
            ("The invoice arrives quickly", "quickly"),
            ("The page works correctly on all platforms", "correctly"),
            ("The form is validated properly", "properly"),
            ("The path is absolute and correctly formatted", "correctly"),
            ("Errors are handled gracefully", "gracefully"),
            ("Search is fast", "fast"),
            ("The menu is user-friendly", "user-friendly"),
            ("It behaves as expected", "as expected"),
            ("Works well on a phone", "well"),
            ("Shows a helpful message", "helpful"),
            ("Accepts CSV, JSON, etc.", "etc"),
            ("A note is shown where applicable", "where applicable"),
            ("The list stays usable", "usable"),
            ("Die Seite ist benutzerfreundlich", "benutzerfreundlich"),
        ] {
            assert_eq!(found(text).as_deref(), Some(word), "{text}");
        }
    }

    #[test]
    fn something_concrete_makes_up_for_them() {
        for text in [
            "Bad input is rejected fail-fast",
            "The import fails fast",
            "Returns `Some<T>`",
            "The import is fast (<5 min)",
            "The text is correctly converted to Markdown",
            "Shows a helpful error naming the key",
            "The page loads quickly: within 2 seconds",
            "Search answers within 200 ms, so it is fast",
            "Missing files are handled gracefully with a message",
            "Fast track orders are marked",
            "The order and the invoice as well",
            "The application correctly enforces the limit",
            "Accepts tables (CSV, JSON, etc.)",
            "Orders need sufficient stock",
            "The button says \"Good\"",
            "The total is 5 % better than before",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
