//! A light scanner of Gherkin: the scenarios of a feature, and paragraphs of Given, When and Then.

use std::ops::Range;

use super::lines::next_line;

/// A scenario within a Gherkin text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Scenario {
    /// From its tags to its last line, without the line break.
    pub(crate) range: Range<usize>,
    /// Its name; an empty range where the name would stand.
    pub(crate) name: Range<usize>,
    /// Its steps, a range a line.
    pub(crate) steps: Vec<Range<usize>>,
}

/// What a line of Gherkin is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// Nothing, or a comment.
    Blank,
    Tag,
    /// `Scenario:`, with the length of the keyword and its colon.
    Scenario(usize),
    /// `Feature:`, `Rule:`, `Background:`: what ends a scenario without beginning one.
    Other,
    Step,
    /// `Examples:`, a table row, a description.
    Text,
    /// The fence of a doc string.
    Fence,
}

const SCENARIOS: [&str; 4] = [
    "Scenario Outline:",
    "Scenario Template:",
    "Scenario:",
    "Example:",
];
const OTHERS: [&str; 6] = [
    "Feature:",
    "Rule:",
    "Background:",
    "Ability:",
    "Business Need:",
    "Narrative:",
];
const STEPS: [&str; 6] = ["Given ", "When ", "Then ", "And ", "But ", "* "];

/// Returns the scenarios of `text`, in its order; what stands outside of them is left out.
pub(crate) fn scenarios(text: &str) -> Vec<Scenario> {
    let mut found: Vec<Scenario> = Vec::new();
    let mut open = false;
    let mut tags: Option<usize> = None;
    let mut doc_string: Option<&str> = None;
    for_each_line(text, |range| {
        let line = &text[range.clone()];
        if let Some(fence) = doc_string {
            if line.starts_with(fence) {
                doc_string = None;
            }
            grow(&mut found, open, range.end);
            return;
        }
        match kind_of(line) {
            Line::Blank => return,
            Line::Tag => {
                tags.get_or_insert(range.start);
                return;
            }
            Line::Scenario(length) => {
                let name = &line[length..];
                let blank = name.len() - name.trim_start().len();
                let name = range.start + length + blank;
                found.push(Scenario {
                    range: tags.unwrap_or(range.start)..range.end,
                    name: name..range.end,
                    steps: Vec::new(),
                });
                open = true;
            }
            Line::Other => open = false,
            Line::Step => {
                if let Some(scenario) = found.last_mut().filter(|_| open) {
                    scenario.steps.push(range.clone());
                }
            }
            Line::Fence => doc_string = Some(&line[..3]),
            Line::Text => {}
        }
        tags = None;
        grow(&mut found, open, range.end);
    });
    found
}

fn grow(found: &mut [Scenario], open: bool, end: usize) {
    if let Some(scenario) = found.last_mut().filter(|_| open) {
        scenario.range.end = end;
    }
}

/// Calls `each` with the range of each line, white space at its ends left out.
fn for_each_line(text: &str, mut each: impl FnMut(Range<usize>)) {
    let mut at = 0;
    while at < text.len() {
        let next = next_line(text, at);
        let line = &text[at..next];
        let start = at + line.len() - line.trim_ascii_start().len();
        let end = start + line.trim_ascii().len();
        each(start..end);
        at = next;
    }
}

fn kind_of(line: &str) -> Line {
    if line.is_empty() || line.starts_with('#') {
        return Line::Blank;
    }
    if line.starts_with('@') {
        return Line::Tag;
    }
    if line.starts_with("\"\"\"") || line.starts_with("```") {
        return Line::Fence;
    }
    if let Some(keyword) = SCENARIOS.iter().find(|keyword| starts(line, keyword)) {
        return Line::Scenario(keyword.len());
    }
    if OTHERS.iter().any(|keyword| starts(line, keyword)) {
        return Line::Other;
    }
    if STEPS.iter().any(|keyword| starts(line, keyword)) {
        return Line::Step;
    }
    Line::Text
}

/// Whether `line` begins with `keyword`, in whatever case.
fn starts(line: &str, keyword: &str) -> bool {
    line.as_bytes()
        .get(..keyword.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(keyword.as_bytes()))
}

/// The words that a paragraph of steps begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// `Given` or `Scenario:`: always a criterion of its own.
    Given,
    When,
    Then,
    /// `And` or `But`: never one of its own.
    And,
}

/// Which of Given, When and Then a paragraph has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Steps {
    given: bool,
    when: bool,
    then: bool,
}

/// Returns how a paragraph of steps begins, and what it has; nothing for other prose.
pub(crate) fn steps(paragraph: &str) -> Option<(Opening, Steps)> {
    let mut words = paragraph
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.clone().next()?;
    let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
    // A link, quote or number before the word makes it prose.
    if !paragraph
        .trim_start_matches(['*', '_', '`', ' '])
        .starts_with(first)
    {
        return None;
    }
    let opening = match () {
        () if is(first, "given") || is(first, "scenario") => Opening::Given,
        () if is(first, "when") => Opening::When,
        () if is(first, "then") => Opening::Then,
        () if is(first, "and") || is(first, "but") => Opening::And,
        () => return None,
    };
    let mut steps = Steps::default();
    words.by_ref().for_each(|word| {
        steps.given |= is(word, "given");
        steps.when |= is(word, "when");
        steps.then |= is(word, "then");
    });
    Some((opening, steps))
}

impl Steps {
    /// Whether a paragraph that begins so is a criterion by itself, and not a sentence like "When in doubt, ask".
    pub(crate) fn stand_alone(self, opening: Opening) -> bool {
        match opening {
            Opening::Given => true,
            Opening::When | Opening::Then => {
                u8::from(self.given) + u8::from(self.when) + u8::from(self.then) >= 2
            }
            Opening::And => false,
        }
    }

    /// Whether a paragraph that begins with `opening` goes on with these steps rather than with new ones.
    pub(crate) fn go_on_with(self, opening: Opening) -> bool {
        match opening {
            Opening::Given => false,
            Opening::When => !self.when && !self.then,
            Opening::Then => !self.then,
            Opening::And => true,
        }
    }

    /// Adds the steps of a further paragraph.
    pub(crate) fn add(&mut self, other: Self) {
        self.given |= other.given;
        self.when |= other.when;
        self.then |= other.then;
    }
}

#[cfg(test)]
mod tests {
    use super::{Opening, scenarios, steps};

    #[test]
    fn finds_scenarios_with_their_steps() {
        let text = "Feature: F\n  Background:\n    Given x\n\n  @slow\n  # why\n  Scenario: One \n    Given a\n    \"\"\"\n    Scenario: no\n    \"\"\"\n    Then b\n\n  scenario outline:\n    When <c>\n    Examples:\n      | c |\n";
        let found = scenarios(text);
        let names: Vec<_> = found.iter().map(|s| &text[s.name.clone()]).collect();
        assert_eq!(names, ["One", ""]);
        assert_eq!(found[0].steps.len(), 2);
        assert!(text[found[0].range.clone()].starts_with("@slow"));
        assert!(text[found[0].range.clone()].ends_with("Then b"));
        assert!(text[found[1].range.clone()].ends_with("| c |"));
    }

    #[test]
    fn tells_steps_from_prose() {
        let alone = |text: &str| steps(text).is_some_and(|(opening, s)| s.stand_alone(opening));
        assert!(alone("**Given** a card"));
        assert!(alone("When I pay\nthen it is placed"));
        assert!(alone("Scenario: pay"));
        assert!(!alone("When in doubt, ask the Product Owner."));
        assert!(!alone("[Given] a"));
        assert!(!alone("A card is given."));
        assert_eq!(
            steps("And b").map(|(opening, _)| opening),
            Some(Opening::And)
        );
    }
}
