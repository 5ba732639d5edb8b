//! A formula of a team's own over the numbers of an item: `(value + urgency) / points`, read once and kept as steps.

use std::ops::Range;

/// What is looked up for one name of a formula: the first of these keys that the item has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Keys of the front matter, at least one.
    pub keys: Vec<String>,
    /// Whether its share of the sum over all items is meant, in percent.
    pub is_share: bool,
    /// The bytes of each key in the formula.
    pub places: Vec<Range<usize>>,
}

/// What combines two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// One step of working a formula out, on a stack of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Puts a number on it: numerator and denominator.
    Number(i64, i64),
    /// Puts what an item has on it.
    Term(Term),
    /// Turns the sign of the last one.
    Negate,
    /// Takes two and puts one on it.
    Combine(Operation),
}

/// A formula that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    text: String,
    steps: Vec<Step>,
}

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{words} (column {})", column)]
pub struct FormulaError {
    /// The byte at which it stops to be one.
    pub at: usize,
    /// The same in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub words: String,
}

/// Long enough for every formula that somebody can explain.
const LONGEST: usize = 1_000;

impl Formula {
    /// Reads a formula: numbers, keys, `+ - * /`, brackets, `first(effort, points)` for the first key that an item has, and
    /// `share(value)` for the item's percentage of the sum over all. A key with dashes stands in backticks.
    ///
    /// # Errors
    /// Where it stops to be one, and what is wrong there.
    pub fn read(text: &str) -> Result<Self, FormulaError> {
        let steps = Reader { text, at: 0 }.steps()?;
        let text = text.trim().to_owned();
        Ok(Self { text, steps })
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How it is worked out.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The names in it, in the order of the formula; one that stands twice is there twice.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.steps.iter().filter_map(|step| match step {
            Step::Term(term) => Some(term),
            _ => None,
        })
    }

    /// Whether it asks for a key.
    #[must_use]
    pub fn uses(&self, key: &str) -> bool {
        self.terms()
            .any(|term| term.keys.iter().any(|own| own == key))
    }
}

/// What waits until its right side is read.
enum Waiting {
    Open(usize),
    Negate,
    Combine(Operation),
}

impl Waiting {
    /// How strongly it binds.
    fn strength(&self) -> u8 {
        match self {
            Self::Open(_) => 0,
            Self::Combine(Operation::Add | Operation::Subtract) => 1,
            Self::Combine(Operation::Multiply | Operation::Divide) => 2,
            Self::Negate => 3,
        }
    }

    fn step(self) -> Option<Step> {
        match self {
            Self::Open(_) => None,
            Self::Negate => Some(Step::Negate),
            Self::Combine(operation) => Some(Step::Combine(operation)),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    /// Dijkstra's railway yard: operators wait on a stack until one comes that binds no stronger.
    fn steps(mut self) -> Result<Vec<Step>, FormulaError> {
        if self.text.len() > LONGEST {
            return Err(self.error(LONGEST, "the formula is too long"));
        }
        let mut steps = Vec::new();
        let mut waiting: Vec<Waiting> = Vec::new();
        let mut wants_number = true;
        while let Some(c) = self.next() {
            let start = self.at;
            self.at += c.len_utf8();
            if wants_number {
                match c {
                    '(' => waiting.push(Waiting::Open(start)),
                    '-' | '−' => waiting.push(Waiting::Negate),
                    _ => {
                        self.at = start;
                        steps.push(self.number_or_term(c)?);
                        wants_number = false;
                    }
                }
                continue;
            }
            let operation = match c {
                '+' => Operation::Add,
                '-' | '−' => Operation::Subtract,
                '*' | '×' => Operation::Multiply,
                '/' | '÷' => Operation::Divide,
                ')' => {
                    loop {
                        match waiting.pop() {
                            None => return Err(self.error(start, "`)` closes nothing")),
                            Some(Waiting::Open(_)) => break,
                            Some(other) => steps.extend(other.step()),
                        }
                    }
                    continue;
                }
                _ => {
                    let words = format!("`+`, `-`, `*`, `/` or `)` is expected before `{c}`");
                    return Err(self.error(start, &words));
                }
            };
            let operation = Waiting::Combine(operation);
            while let Some(before) = waiting.pop() {
                if before.strength() < operation.strength() {
                    waiting.push(before);
                    break;
                }
                steps.extend(before.step());
            }
            waiting.push(operation);
            wants_number = true;
        }
        if wants_number {
            return Err(self.error(self.text.len(), "a number or a key is expected at the end"));
        }
        while let Some(before) = waiting.pop() {
            if let Waiting::Open(at) = before {
                return Err(self.error(at, "`(` is never closed"));
            }
            steps.extend(before.step());
        }
        Ok(steps)
    }

    /// The next character that is no blank.
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn number_or_term(&mut self, c: char) -> Result<Step, FormulaError> {
        if c.is_ascii_digit() || c == '.' {
            return self.number();
        }
        let start = self.at;
        let name = self.name()?;
        let mut term = Term {
            keys: Vec::new(),
            is_share: false,
            places: Vec::new(),
        };
        if self.next() != Some('(') {
            term.places.push(start..self.at);
            term.keys.push(name);
            return Ok(Step::Term(term));
        }
        match name.as_str() {
            "first" => self.first(&mut term)?,
            "share" => {
                term.is_share = true;
                self.at += 1;
                let _ = self.next();
                let inner = self.at;
                let name = self.name()?;
                if name == "first" && self.next() == Some('(') {
                    self.first(&mut term)?;
                } else {
                    term.places.push(inner..self.at);
                    term.keys.push(name);
                }
                self.expect(')')?;
            }
            _ => {
                let words = format!("there is no `{name}(…)`: only `first(…)` and `share(…)`");
                return Err(self.error(start, &words));
            }
        }
        Ok(Step::Term(term))
    }

    /// `(effort, points)`, behind `first`.
    fn first(&mut self, term: &mut Term) -> Result<(), FormulaError> {
        self.expect('(')?;
        loop {
            let _ = self.next();
            let start = self.at;
            term.keys.push(self.name()?);
            term.places.push(start..self.at);
            if self.next() != Some(',') {
                return self.expect(')');
            }
            self.at += 1;
        }
    }

    fn expect(&mut self, wanted: char) -> Result<(), FormulaError> {
        if self.next() != Some(wanted) {
            return Err(self.error(self.at, &format!("`{wanted}` is expected")));
        }
        self.at += wanted.len_utf8();
        Ok(())
    }

    /// A key: letters, digits and `_`, or anything between backticks.
    fn name(&mut self) -> Result<String, FormulaError> {
        let start = self.at;
        let rest = &self.text[start..];
        if let Some(quoted) = rest.strip_prefix('`') {
            let Some(end) = quoted.find('`').filter(|end| *end > 0) else {
                return Err(self.error(start, "a key between backticks is expected"));
            };
            self.at += end + 2;
            return Ok(quoted[..end].to_owned());
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        if end == 0 {
            let found = rest.chars().next();
            let found = found.map_or(String::new(), |c| format!(", not `{c}`"));
            return Err(self.error(start, &format!("a number or a key is expected{found}")));
        }
        self.at += end;
        Ok(rest[..end].to_owned())
    }

    fn number(&mut self) -> Result<Step, FormulaError> {
        let start = self.at;
        let rest = &self.text[start..];
        let end = rest
            .find(|c: char| !c.is_alphanumeric() && c != '.' && c != '_')
            .unwrap_or(rest.len());
        let written = &rest[..end];
        let (whole, decimals) = written.split_once('.').unwrap_or((written, ""));
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(decimals) || written.ends_with('.') {
            return Err(self.error(start, &format!("`{written}` is not a number")));
        }
        if whole.len() > 12 || decimals.len() > 6 {
            let words = format!("`{written}` has more than 12 digits or 6 decimals");
            return Err(self.error(start, &words));
        }
        self.at += end;
        let scale = 10_i64.pow(u32::try_from(decimals.len()).unwrap_or(0));
        let part = |text: &str| text.parse::<i64>().unwrap_or(0);
        Ok(Step::Number(part(whole) * scale + part(decimals), scale))
    }

    fn error(&self, at: usize, words: &str) -> FormulaError {
        FormulaError {
            at,
            column: self
                .text
                .get(..at)
                .map_or(at, |before| before.chars().count())
                + 1,
            words: words.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Formula, Operation, Step};

    fn steps(text: &str) -> String {
        let formula = Formula::read(text).unwrap();
        let word = |step: &Step| match step {
            Step::Number(number, 1) => number.to_string(),
            Step::Number(number, scale) => format!("{number}/{scale}"),
            Step::Term(term) => {
                let keys = term.keys.join("|");
                if term.is_share {
                    format!("%{keys}")
                } else {
                    keys
                }
            }
            Step::Negate => "neg".to_owned(),
            Step::Combine(Operation::Add) => "+".to_owned(),
            Step::Combine(Operation::Subtract) => "-".to_owned(),
            Step::Combine(Operation::Multiply) => "*".to_owned(),
            Step::Combine(Operation::Divide) => "/".to_owned(),
        };
        formula
            .steps()
            .iter()
            .map(word)
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn operators_bind_as_at_school() {
        assert_eq!(steps("value + urgency * 2"), "value urgency 2 * +");
        assert_eq!(
            steps("(value + urgency) / points"),
            "value urgency + points /"
        );
        assert_eq!(steps("a - b - c"), "a b - c -");
        assert_eq!(steps("-a * -0.25"), "a neg 25/100 neg *");
        assert_eq!(steps("value/first(effort,points)"), "value effort|points /");
        assert_eq!(
            steps("share( benefit )+share(first(a, b))"),
            "%benefit %a|b +"
        );
        assert_eq!(steps("`strategic-fit` × 2"), "strategic-fit 2 *");
    }

    #[test]
    fn says_where_it_stops_to_be_a_formula() {
        for (text, words) in [
            ("", "a number or a key is expected at the end (column 1)"),
            (
                "value *",
                "a number or a key is expected at the end (column 8)",
            ),
            (
                "value ** 2",
                "a number or a key is expected, not `*` (column 8)",
            ),
            (
                "value urgency",
                "`+`, `-`, `*`, `/` or `)` is expected before `u` (column 7)",
            ),
            ("(value", "`(` is never closed (column 1)"),
            ("value)", "`)` closes nothing (column 6)"),
            (
                "sum(value)",
                "there is no `sum(…)`: only `first(…)` and `share(…)` (column 1)",
            ),
            ("first(a", "`)` is expected (column 8)"),
            ("2x + 1", "`2x` is not a number (column 1)"),
            ("1 + 1.2.3", "`1.2.3` is not a number (column 5)"),
            ("é + $", "a number or a key is expected, not `$` (column 5)"),
            ("``", "a key between backticks is expected (column 1)"),
        ] {
            let error = Formula::read(text).unwrap_err();
            assert_eq!(error.to_string(), words, "{text}");
        }
        let long = "1+".repeat(600);
        assert!(Formula::read(&long).is_err());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}|[a-c0-9.()+*/, `-]{0,60}") {
            if let Ok(formula) = Formula::read(&text) {
                // Every step finds its numbers, and one is left.
                let mut stack = 0i32;
                for step in formula.steps() {
                    match step {
                        Step::Number(..) | Step::Term(_) => stack += 1,
                        Step::Negate => assert!(stack >= 1),
                        Step::Combine(_) => { assert!(stack >= 2); stack -= 1; }
                    }
                }
                assert_eq!(stack, 1);
            }
        }
    }
}
