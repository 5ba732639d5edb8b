//! Tells a criterion about how the team works from one about the product, by its words.

use std::ops::Range;

use crate::check::process_phrases::PHRASES;
use crate::check::process_words::{
    AFTER_DOCUMENT, AFTER_TEST, BARRIERS, BETWEEN, HEADS, LEADS, MAKE, OUTCOMES, Part, TITLE,
    TOOL_DOES, TOOLS, says_of,
};
use crate::check::words::{Phrases, Setting, Words};

static HEAD_TABLE: Phrases<Part> = Phrases::new(HEADS);
static PHRASE_TABLE: Phrases<Part> = Phrases::new(PHRASES);
static TITLE_TABLE: Phrases<Part> = Phrases::new(TITLE);

/// How far into a criterion the thing may stand that it is about.
const REACH: usize = 12;

/// The parts of the team's work that an item's title is about: there they are the product.
pub(super) fn parts_of_title(title: &str) -> Vec<Part> {
    let words = Words::new(title);
    (0..words.len())
        .filter_map(|index| Some(TITLE_TABLE.at(&words, index)?.0))
        .collect()
}

/// Returns the words that say how the team works, and of which part; nothing for a criterion about the product.
pub(super) fn process_words(words: &Words) -> Option<(Range<usize>, Part)> {
    let start = (0..words.len())
        .find(|&index| !LEADS.contains(words.get(index)))
        .unwrap_or(0);
    said_of_a_thing(words, start)
        .or_else(|| order(words, start))
        .or_else(|| tool(words))
        .or_else(|| phrase(words))
        .or_else(|| recorded(words, start))
}

/// "Focused regression tests cover …", "TypeScript, lint and unit tests pass", "Unit tests for …", "README: …".
fn said_of_a_thing(words: &Words, start: usize) -> Option<(Range<usize>, Part)> {
    for index in start..words.len().min(start + REACH) {
        let word = words.get(index);
        if ends_sentence(words, index) && index > start {
            return None;
        }
        if let Some((part, count)) = head_at(words, index) {
            let after = index + count;
            if part == Part::Tests && index > 0 && is_a_certain_one(words, index) {
                return None;
            }
            if let Some(end) = what_is_said(words, index, after, part) {
                return Some((start..end, part));
            }
            let alone = index < start + 4 && is_tests(part, words.get(after - 1));
            let closes = after == words.len() || matches!(words.get(after), "for" | "at");
            if alone && closes && (index > start || is_plural(words.get(after - 1))) {
                return Some((start..after, part));
            }
        }
        if BARRIERS.contains(word) {
            return None;
        }
    }
    None
}

fn head_at(words: &Words, index: usize) -> Option<(Part, usize)> {
    words
        .is_plain(index)
        .then(|| HEAD_TABLE.at(words, index))
        .flatten()
}

/// "**The** test still proves …" speaks of one that is the item's own subject.
fn is_a_certain_one(words: &Words, index: usize) -> bool {
    words.get(index) == "test" && (0..index).any(|at| words.get(at) == "the")
}

fn is_tests(part: Part, word: &str) -> bool {
    part == Part::Tests && !matches!(word, "test" | "qa" | "e2e")
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') || word == "coverage"
}

/// Where what is said of the thing at `head` ends; a complement may stand between: "tests for the parser **pass**".
fn what_is_said(words: &Words, head: usize, after: usize, part: Part) -> Option<usize> {
    let name = if after == head + 1 {
        words.get(head)
    } else {
        ""
    };
    let mut at = after;
    let complement = matches!(words.get(at), "for" | "in" | "on" | "of" | "or");
    let reach = if complement { 9 } else { 7 };
    while at < words.len().min(after + reach) {
        let word = words.get(at);
        if ends_sentence(words, at) || matches!(words.gap(at).trim(), ";" | ":") {
            return None;
        }
        if says_of(name, part, word) && (at > after || !complement) {
            return Some(at + 1);
        }
        if word == "without"
            && part == Part::Build
            && matches!(words.get(at + 1), "error" | "errors" | "warnings")
        {
            return Some(at + 2);
        }
        let coordinated = head_at(words, at).is_some()
            || matches!(word, "and" | "or")
            || words.gap(at).trim() == ","
            || matches!(words.get(at.wrapping_sub(1)), "and" | "or")
            || at > after && matches!(words.get(at.wrapping_sub(2)), "and" | "or")
            || matches!(words.gap(at), "/");
        let before_head = head_at(words, at + 1).is_some() || head_at(words, at + 2).is_some();
        let modifies = coordinated || before_head && !BARRIERS.contains(word);
        if !(complement || BETWEEN.contains(word) || modifies || words.gap(at).contains('(')) {
            return None;
        }
        at += 1;
    }
    None
}

fn ends_sentence(words: &Words, index: usize) -> bool {
    let gap = words.gap(index);
    index > 0 && gap.len() > 1 && gap.starts_with(['.', '!', '?'])
}

/// "Add unit tests for …", "Document the endpoint", "Test on a tablet".
fn order(words: &Words, start: usize) -> Option<(Range<usize>, Part)> {
    let start = if words.get(start) == "manually" {
        start + 1
    } else {
        start
    };
    let next = words.get(start + 1);
    let ends = start + 2 >= words.len();
    match words.get(start) {
        "document" if AFTER_DOCUMENT.contains(&next) => Some((start..start + 2, Part::Docs)),
        "document" | "documented" if ends && start > 0 => None,
        "test" | "tested" | "verified" if AFTER_TEST.contains(&next) => {
            let outcome =
                (start + 2..words.len()).any(|index| OUTCOMES.contains(&words.get(index)));
            (!outcome).then_some((start..start + 2, Part::Tests))
        }
        "test" => test_of(words, start),
        verb if MAKE.contains(&verb) => made(words, start),
        _ => None,
    }
}

/// "Test editor performance with large files": no plural or verb before the preposition, which would make it a noun.
fn test_of(words: &Words, start: usize) -> Option<(Range<usize>, Part)> {
    let with = (start + 2..words.len().min(start + 6)).find(|&index| {
        matches!(
            words.get(index),
            "with" | "on" | "across" | "via" | "under" | "against"
        )
    })?;
    let bare = (start + 1..with).all(|index| {
        let word = words.get(index);
        words.joins(index)
            && !BARRIERS.contains(word)
            && (!word.ends_with('s') || word.ends_with("ss"))
    });
    let outcome = (with..words.len()).any(|index| OUTCOMES.contains(&words.get(index)));
    (bare && !outcome).then_some((start..with, Part::Tests))
}

/// "Write integration **tests**": the thing ends the phrase, so "Add a tests tab" is none.
fn made(words: &Words, start: usize) -> Option<(Range<usize>, Part)> {
    for index in start + 1..words.len().min(start + 8) {
        if let Some((part, count)) = head_at(words, index) {
            let after = index + count;
            let next = words.get(after);
            let closes = after >= words.len()
                || !words.joins(after)
                || BARRIERS.contains(next)
                || matches!(next, "and" | "or" | "about" | "covering" | "around" | "so");
            let is_thing = match part {
                Part::Tests => is_plural(words.get(after - 1)),
                Part::Docs => true,
                Part::Build | Part::Review => words.get(start) == "run",
            };
            if closes && is_thing {
                return Some((start..after, part));
            }
        }
        if BARRIERS.contains(words.get(index)) || words.gap(index).contains([';', ':', '.']) {
            return None;
        }
    }
    None
}

/// "`cargo test` passes".
fn tool(words: &Words) -> Option<(Range<usize>, Part)> {
    let is_code = |index: usize| {
        words
            .list
            .get(index)
            .is_some_and(|word| word.setting == Setting::Code)
    };
    let first = (0..words.len().min(3)).find(|&index| is_code(index))?;
    if !TOOLS.contains(&words.get(first)) {
        return None;
    }
    let after = (first..words.len()).find(|&index| !is_code(index))?;
    let end =
        (after..words.len().min(after + 7)).find(|&index| TOOL_DOES.contains(&words.get(index)))?;
    let said = (after..end).all(|index| {
        let word = words.get(index);
        BETWEEN.contains(word)
            || is_code(index)
            || matches!(word, "and" | "both")
            || TOOLS.contains(&word)
    });
    said.then_some((first..end + 1, Part::Build))
}

/// Phrases that mean nothing else, "no lint errors", "90 % coverage", "is documented", "has unit tests".
fn phrase(words: &Words) -> Option<(Range<usize>, Part)> {
    for index in (0..words.len()).filter(|&index| words.is_plain(index)) {
        if let Some((part, count)) = PHRASE_TABLE.at(words, index) {
            return Some((index..index + count, part));
        }
        let word = words.get(index);
        let found = match word {
            "no" | "zero" | "without" => faults(words, index),
            "coverage" => coverage(words, index),
            "documented" => documented(words, index),
            "tested" => tested(words, index),
            "has" | "have" | "with" => has_tests(words, index),
            "covered" if words.get(index + 1) == "by" => has_tests(words, index + 1),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

/// "no new TypeScript errors".
fn faults(words: &Words, index: usize) -> Option<(Range<usize>, Part)> {
    let end = (index + 1..index + 6)
        .find(|&at| matches!(words.get(at), "errors" | "warnings" | "error" | "warning"))?;
    let kind = (index + 1..end).find_map(|at| {
        let (part, _) = head_at(words, at)?;
        (part == Part::Build && !matches!(words.get(at), "code" | "project" | "pipeline"))
            .then_some(part)
    });
    let compiler =
        (index + 1..end).any(|at| matches!(words.get(at), "compiler" | "compile" | "type" | "tsc"));
    (kind.is_some() || compiler).then_some((index..end + 1, Part::Build))
}

/// "coverage ≥ 80 %", "80% coverage".
fn coverage(words: &Words, index: usize) -> Option<(Range<usize>, Part)> {
    let percent = |at: usize| {
        words.get(at).starts_with(|c: char| c.is_ascii_digit())
            && words.gap(at + 1).trim_start().starts_with('%')
    };
    let near = index.saturating_sub(3)..index + 5;
    let at = near.clone().find(|&at| percent(at))?;
    Some((at.min(index)..at.max(index) + 1, Part::Tests))
}

/// "The option is documented", not "as documented", nor in a help text, which is the product.
fn documented(words: &Words, index: usize) -> Option<(Range<usize>, Part)> {
    let product = (0..words.len()).any(|at| {
        matches!(
            words.get(at),
            "help"
                | "tooltip"
                | "tooltips"
                | "ui"
                | "screen"
                | "swagger"
                | "openapi"
                | "if"
                | "when"
        )
    });
    let before = words.get(index.wrapping_sub(1));
    let is_said = matches!(
        before,
        "is" | "are" | "be" | "clearly" | "fully" | "properly"
    ) || index + 1 == words.len() && before != "as" && before != "not";
    let goes_on = matches!(
        words.get(index + 1),
        "as" | "precedence" | "behavior" | "behaviour"
    );
    (is_said && !product && !goes_on).then_some((index.saturating_sub(1)..index + 1, Part::Docs))
}

/// "is tested on a tablet", "Login flow tested".
fn tested(words: &Words, index: usize) -> Option<(Range<usize>, Part)> {
    let before = words.get(index.wrapping_sub(1));
    let is_said = matches!(
        before,
        "is" | "are" | "be" | "been" | "fully" | "thoroughly" | "unit" | "manually"
    ) || index > 0 && index + 1 == words.len() && before != "and";
    is_said.then_some((index.saturating_sub(1)..index + 1, Part::Tests))
}

/// "Each endpoint has unit tests", "with test coverage".
fn has_tests(words: &Words, index: usize) -> Option<(Range<usize>, Part)> {
    for at in index + 1..words.len().min(index + 5) {
        if let Some((part, count)) = head_at(words, at) {
            let last = words.get(at + count - 1);
            let closes = at + count == words.len()
                || !words.joins(at + count)
                || BARRIERS.contains(words.get(at + count))
                || words.get(at + count) == "and";
            if part == Part::Tests && closes && is_tests(part, last) && is_plural(last) {
                return Some((index..at + count, part));
            }
        }
        if BARRIERS.contains(words.get(at)) || matches!(words.get(at), "all" | "any" | "no") {
            return None;
        }
    }
    None
}

/// "Benchmark evidence is recorded on the task".
fn recorded(words: &Words, start: usize) -> Option<(Range<usize>, Part)> {
    let evidence = (start..words.len().min(start + 6)).find(|&index| {
        matches!(
            words.get(index),
            "evidence" | "findings" | "benchmark" | "benchmarks" | "rationale" | "decision"
        )
    })?;
    let verb = (evidence + 1..words.len()).find(|&index| {
        matches!(
            words.get(index),
            "recorded" | "records" | "captured" | "attached" | "documented" | "noted"
        )
    })?;
    let on = (verb + 1..words.len()).find(|&index| {
        matches!(
            words.get(index),
            "task" | "ticket" | "issue" | "pr" | "story" | "notes"
        )
    });
    let is_evidence = (evidence..verb).any(|index| words.get(index) == "evidence");
    (is_evidence || on.is_some()).then_some((evidence..verb + 1, Part::Review))
}

#[cfg(test)]
mod tests {
    use super::{HEAD_TABLE, PHRASE_TABLE, TITLE_TABLE, process_words};
    use crate::check::words::Words;

    #[test]
    fn tables_are_sorted() {
        assert!(HEAD_TABLE.is_sorted() && PHRASE_TABLE.is_sorted() && TITLE_TABLE.is_sorted());
    }

    #[test]
    fn the_teams_work_is_told_by_what_is_said_of_it() {
        for text in [
            "All tests pass",
            "All existing tests continue to pass",
            "Unit and integration tests added",
            "Unit tests for the parser",
            "Integration tests for the webhook are written",
            "TypeScript, Biome and focused tests pass",
            "Typecheck passes",
            "TypeScript compiles without errors",
            "No lint errors",
            "Documentation updated",
            "README is updated with examples",
            "CI green",
            "CI pipeline is green",
            "`npm run lint` passes",
            "`cargo test` and `cargo clippy` pass",
            "Code reviewed",
            "Code review completed",
            "PR merged",
            "No regressions in the cart",
            "Test coverage is at least 80 %",
            "Coverage ≥ 80 %",
            "Add unit tests for the parser",
            "Update the README",
            "Document the new endpoint",
            "Test on a tablet",
            "The option is documented",
            "Each endpoint has integration tests",
            "The cart is covered by unit tests",
            "Project builds without errors",
            "Dokumentation ist aktualisiert",
            "Evidence of the run is recorded on the task",
        ] {
            assert!(process_words(&Words::new(text)).is_some(), "{text}");
        }
    }

    #[test]
    fn the_product_may_be_about_such_things() {
        for text in [
            "The CLI help documents `--json`",
            "The flag is documented in `--help`",
            "Verify that the total is shown",
            "The user can run tests from the menu",
            "A list of failed tests is shown",
            "Show a badge when all tests pass",
            "Documents are listed by name",
            "Document view opens on click",
            "Test results are shown in a table",
            "The build number is shown in the footer",
            "Insurance coverage starts at once",
            "Code is accepted once",
            "The docs list updates without a reload",
            "Errors are reported as documented",
            "Pull requests are listed by age",
            "The review page shows the stars",
            "Update the address of the customer",
            "Project files are loaded",
            "A voucher code passes the check",
        ] {
            assert_eq!(process_words(&Words::new(text)), None, "{text}");
        }
    }
}
