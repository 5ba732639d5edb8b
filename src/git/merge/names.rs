//! What the contested places of a file are called, each by a name of its own.

use std::collections::HashMap;

use super::body::name_of;
use super::piece::{Contested, Name, Piece};
use crate::text::{HeadingKeys, ListKind, criteria_under};

/// Gives the contested places of a file their names, from the top down.
///
/// A criterion has the number that `po ac` gives it, where each contested place stands once; other places of the body are
/// counted by their kind.
pub(super) struct Names {
    counts: HashMap<&'static str, usize>,
    criteria: std::vec::IntoIter<usize>,
}

impl Names {
    /// For a file of this body.
    pub fn new(body: &[Piece], headings: &HeadingKeys) -> Self {
        Self {
            counts: HashMap::new(),
            criteria: criterion_numbers(body, headings).into_iter(),
        }
    }

    /// The name of the next contested place.
    pub fn next(&mut self, contested: &Contested) -> String {
        let kind = match &contested.name {
            Name::One(name) => return name.clone(),
            Name::Numbered(kind) => *kind,
        };
        let next = self.counts.get(kind).map_or(1, |last| last + 1);
        let number = match is_criterion(contested) {
            true => self.criteria.next().unwrap_or(next),
            false => next,
        };
        self.counts.insert(kind, number);
        format!("{kind} {number}")
    }
}

fn is_criterion(contested: &Contested) -> bool {
    contested.name == Name::Numbered(name_of(ListKind::Criteria))
}

/// The numbers of the contested criteria: each the first of its place, in a body that has every place as the first side that
/// has it at all.
fn criterion_numbers(body: &[Piece], headings: &HeadingKeys) -> Vec<usize> {
    let mut text = String::new();
    let mut starts = Vec::new();
    for piece in body {
        match piece {
            Piece::Text(lines) => text.push_str(lines),
            Piece::Contested(contested) => {
                if is_criterion(contested) {
                    starts.push(text.len());
                }
                let lines = &contested.lines;
                let said = [&lines.ours, &lines.theirs, &lines.base].into_iter();
                text.extend(said.map(String::as_str).find(|lines| !lines.is_empty()));
            }
        }
    }
    if starts.is_empty() {
        return Vec::new();
    }
    let criteria = criteria_under(&text, headings);
    let mut last = 0;
    let number = |start: usize| {
        let above = criteria.partition_point(|criterion| criterion.range.start < start);
        // What no longer reads as a criterion has a name of its own nonetheless.
        last = (above + 1).max(last + 1);
        last
    };
    starts.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::{Name, Names, Piece};
    use crate::git::merge::three::Three;
    use crate::text::HeadingKeys;

    fn text(lines: &str) -> Piece {
        Piece::Text(lines.to_owned())
    }

    fn place(kind: &'static str, ours: &str, theirs: &str) -> Piece {
        let base = String::new();
        Piece::contested(
            Name::Numbered(kind),
            Three {
                base,
                ours: ours.to_owned(),
                theirs: theirs.to_owned(),
            },
        )
    }

    fn names_of(body: &[Piece], headings: &[&str]) -> Vec<String> {
        let headings: Vec<String> = headings.iter().copied().map(str::to_owned).collect();
        let mut names = Names::new(body, &HeadingKeys::new(&headings));
        let name = |piece: &Piece| match piece {
            Piece::Text(_) => None,
            Piece::Contested(contested) => Some(names.next(contested)),
        };
        body.iter().filter_map(name).collect()
    }

    #[test]
    fn a_criterion_has_the_number_that_po_ac_gives_it() {
        let body = [
            text("## Acceptance criteria\n\n- [ ] one\n  - [ ] below one\n"),
            place("criterion", "", "- [ ] three\n"),
            text("- [ ] four\n"),
            place("criterion", "- [ ] five\n- [ ] six\n", "- [x] five\n"),
            place("order of criteria", "- [ ] seven\n", "- [ ] seven\n"),
            text("\nWords.\n\n"),
            place("text", "one way\n", "other way\n"),
            place("text", "one way\n", "other way\n"),
            text("\n### Errors\n\n"),
            place("criterion", "- [ ] eight\n", "- [x] eight\n"),
        ];
        assert_eq!(
            names_of(&body, &["Acceptance criteria"]),
            [
                "criterion 3",
                "criterion 5",
                "order of criteria 1",
                "text 1",
                "text 2",
                "criterion 8",
            ]
        );
    }

    #[test]
    fn what_is_no_criterion_any_more_keeps_a_name_of_its_own() {
        let place = || place("criterion", "- [ ] one\n", "- [x] one\n");
        let body = [text("Nothing here.\n\n"), place(), place()];
        assert_eq!(names_of(&body, &[]), ["criterion 1", "criterion 2"]);
    }
}
