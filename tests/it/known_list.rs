//! Random versions of a list of which each item is known by its number, however it is edited.

use std::collections::BTreeMap;

use proptest::test_runner::TestCaseError;

/// An edit: of what kind, where, and to where.
pub type Edit = (u8, u8, u8);

/// A criterion, known by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// What it is known by.
    pub number: usize,
    /// How often each of its words was written anew, by which side.
    words: [String; 2],
    done: bool,
    /// A second line.
    is_long: bool,
    depth: usize,
}

/// A version of the list, in the order of the file.
#[derive(Debug, Clone, Default)]
pub struct Criteria(pub Vec<Criterion>);

/// What a side says of a criterion: words and tick, what it is nested in.
pub type Said = (String, Option<usize>);

/// Whether some others of two orders are in one order without a number, and as many as can be.
pub fn may_be_moved(number: usize, before: &[usize], now: &[usize]) -> bool {
    let place = |number: &usize| before.iter().position(|other| other == number);
    let places: Vec<usize> = now.iter().filter_map(place).collect();
    let own = place(&number);
    let in_order = (0u32..1 << places.len()).filter_map(|chosen| {
        let chosen = (0..places.len()).filter(|at| chosen >> at & 1 == 1);
        let chosen: Vec<usize> = chosen.map(|at| places[at]).collect();
        chosen.is_sorted().then_some(chosen)
    });
    let in_order: Vec<Vec<usize>> = in_order.collect();
    let most = in_order.iter().map(Vec::len).max();
    let mut longest = in_order.iter().filter(|row| Some(row.len()) == most);
    longest.any(|row| own.is_some_and(|own| !row.contains(&own)))
}

impl Criteria {
    /// Some criteria, of which each shares hardly a word with another one.
    pub fn new(depths: &[u8]) -> Self {
        let mut list = Self::default();
        for (number, depth) in depths.iter().enumerate() {
            list.insert(list.0.len(), number, usize::from(*depth));
        }
        list
    }

    fn insert(&mut self, at: usize, number: usize, depth: usize) {
        let most = at.checked_sub(1).map_or(0, |at| self.0[at].depth + 1);
        let new = Criterion {
            number,
            words: [String::new(), String::new()],
            done: number % 4 == 3,
            is_long: number % 5 == 4,
            depth: depth.min(most).min(2),
        };
        self.0.insert(at, new);
    }

    /// The file.
    pub fn text(&self) -> String {
        let head = "---\ntitle: a\nid: US-1\n---\n\n## Acceptance criteria\n\n";
        let items = self.0.iter().map(|item| {
            let (indent, line) = ("  ".repeat(item.depth), item.line());
            match item.is_long {
                true => format!("{indent}{line}\n{indent}  more{}\n", item.number),
                false => format!("{indent}{line}\n"),
            }
        });
        head.to_owned() + &items.collect::<String>()
    }

    /// Where an item ends with all that is nested in it.
    fn end(&self, at: usize) -> usize {
        let nested = self.0[at + 1..].iter();
        at + 1
            + nested
                .take_while(|item| item.depth > self.0[at].depth)
                .count()
    }

    pub fn edit(&mut self, (kind, at, to): Edit, side: &str, new: usize) {
        if self.0.is_empty() {
            return self.insert(0, new, 0);
        }
        let (at, to) = (usize::from(at) % self.0.len(), usize::from(to));
        match kind {
            0 | 1 => self.0[at].done = !self.0[at].done,
            2 | 3 => self.0[at].words[to % 2] = format!("{side}{}", to / 2 % 3),
            4 | 5 => {
                let depth = self.0[at].depth + to % 2;
                let at = self.end(at);
                self.insert(at, new, depth);
            }
            6 => drop(self.0.drain(at..self.end(at))),
            7 => self.take_out(at),
            8 | 9 => self.carry(at, to),
            // Moved in other words.
            10 => {
                self.0[at].words[0] = format!("{side}{}", to % 3);
                self.carry(at, to);
            }
            _ => self.0[at].is_long = !self.0[at].is_long,
        }
    }

    /// Takes an item out; what was nested in it stays, where that was in.
    pub fn take_out(&mut self, at: usize) {
        for at in at + 1..self.end(at) {
            self.0[at].depth -= 1;
        }
        self.0.remove(at);
    }

    /// Moves an item with all that is nested in it, into another one, or out of one, or to another place there.
    fn carry(&mut self, at: usize, to: usize) {
        let end = self.end(at);
        let mut moved: Vec<Criterion> = self.0.drain(at..end).collect();
        let to_place = to / 4 % (self.0.len() + 1);
        let above = to_place.checked_sub(1).map(|at| self.0[at].depth);
        // As deep as what then follows, else that would be nested in it.
        let least = self.0.get(to_place).map_or(0, |item| item.depth);
        let most = above.map_or(0, |depth| depth + 1);
        let depth = (least + to % 4).min(most).min(3).max(least);
        let was = moved[0].depth;
        for item in &mut moved {
            item.depth = item.depth - was + depth;
        }
        self.0.splice(to_place..to_place, moved);
    }

    pub fn parent(&self, at: usize) -> Option<usize> {
        let above = self.0[..at].iter().rev();
        let mut above = above.filter(|item| item.depth < self.0[at].depth);
        above.next().map(|item| item.number)
    }

    pub fn said(&self) -> BTreeMap<usize, Said> {
        let all = (0..self.0.len()).map(|at| {
            let item = &self.0[at];
            let line = format!("{} {}", item.line(), item.is_long);
            (item.number, (line, self.parent(at)))
        });
        all.collect()
    }

    /// The items that are nested in one, in order.
    pub fn nested(&self, parent: Option<usize>) -> Vec<usize> {
        let nested = (0..self.0.len()).filter(|at| self.parent(*at) == parent);
        nested.map(|at| self.0[at].number).collect()
    }

    /// Whether some others of those that stand with it in both versions are in order without it, and as many as can be.
    pub fn is_moved(&self, number: usize, base: &Self) -> bool {
        let Some(at) = base.0.iter().position(|item| item.number == number) else {
            return false;
        };
        let before = base.nested(base.parent(at));
        may_be_moved(number, &before, &self.nested(base.parent(at)))
    }

    /// All that one is nested in.
    pub fn above(&self, number: usize) -> Vec<usize> {
        let parent = |number: &usize| {
            let at = self.0.iter().position(|item| item.number == *number)?;
            self.parent(at)
        };
        std::iter::successors(parent(&number), parent).collect()
    }

    /// Reads a file, line by line.
    pub fn read(text: &str) -> Result<Self, TestCaseError> {
        let fail = |line: &str| TestCaseError::fail(format!("{line:?} in\n{text}"));
        let mut list = Self::default();
        let (_, body) = text
            .split_once("criteria\n")
            .ok_or_else(|| fail("no list"))?;
        for line in body.lines().filter(|line| !line.is_empty()) {
            let words = line.trim_start();
            if let Some(number) = words.strip_prefix("more") {
                let last = list.0.last_mut().ok_or_else(|| fail(line))?;
                let is_its = number == last.number.to_string() && !last.is_long;
                let indent = line.len() - words.len();
                if !is_its || indent != 2 * last.depth + 2 {
                    return Err(fail(line));
                }
                last.is_long = true;
                continue;
            }
            let words: Vec<&str> = words.split(' ').filter(|word| *word != "[").collect();
            let (mark, named) = match words[..] {
                ["-", "[x]", _, named, ..] => (true, named),
                ["-", "]", _, named, ..] => (false, named),
                _ => return Err(fail(line)),
            };
            let number = named.trim_start_matches('b').parse();
            let mut rest = words[words.len() - 2..]
                .iter()
                .map(|word| (*word).to_owned());
            let mut word = || match rest.next() {
                Some(word) if word.starts_with("as") => String::new(),
                word => word.unwrap_or_default(),
            };
            list.0.push(Criterion {
                number: number.map_err(|_| fail(line))?,
                words: [word(), word()],
                done: mark,
                is_long: false,
                depth: (line.len() - line.trim_start().len()) / 2,
            });
        }
        Ok(list)
    }
}

impl Criterion {
    fn line(&self) -> String {
        let number = self.number;
        let mark = if self.done { 'x' } else { ' ' };
        let word = |at: usize| match self.words[at].as_str() {
            "" => format!("as{at}{number}"),
            word => word.to_owned(),
        };
        let known = ["a", "b", "c", "d", "e"].map(|word| format!("{word}{number}"));
        format!("- [{mark}] {} {} {}", known.join(" "), word(0), word(1))
    }
}
