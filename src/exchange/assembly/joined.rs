//! Rows that tell more of the item of another row: one row a label, or one a criterion below merged cells.

use std::collections::{HashMap, HashSet};

use crate::exchange::assembly::column::Column;
use crate::exchange::assembly::take::Take;
use crate::exchange::key::number_of_text;
use crate::exchange::table::Row;
use crate::exchange::table_head::Names;
use crate::text::{Step, step_of};

/// What a row is that is no item of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Further {
    /// It is the row of that number once more, cell for cell.
    Again(usize),
    /// It says more of the item in the row of that number.
    More(usize),
}

/// Which rows of a file tell of one item.
#[derive(Debug, Default)]
pub(super) struct Joined {
    /// The further rows of an item, by the number of its first one.
    more: HashMap<usize, Vec<Row>>,
    /// What each of them is, by its number.
    further: HashMap<usize, Further>,
}

impl Joined {
    /// Gives away the further rows of the item of a row.
    pub(super) fn take_rows(&mut self, number: usize) -> Vec<Row> {
        self.more.remove(&number).unwrap_or_default()
    }

    /// What a row is that is no item of its own.
    pub(super) fn further(&self, number: usize) -> Option<Further> {
        self.further.get(&number).copied()
    }
}

/// Looks through the rows of a file, in order.
#[derive(Debug, Default)]
pub(super) struct JoinFinder {
    joined: Joined,
    /// The first row of each key and title.
    first: HashMap<(String, String), usize>,
    /// The rows of items of several rows, cell for cell: a fingerprint each.
    seen: HashSet<(usize, u64)>,
    /// The key and the first row of the item above, where none but its own rows stand between.
    above: Option<(String, usize)>,
    /// Whether rows are those of a table within the table.
    is_within: bool,
    /// Whether rows are those of another table below.
    is_below: bool,
}

impl JoinFinder {
    /// Looks at the next row; `names` is what its cells are.
    pub(super) fn see(&mut self, row: &Row, columns: &[Column], names: Names) {
        self.is_below |= names == Names::Others;
        if self.is_below {
            return;
        }
        if names != Names::None {
            self.is_within = names == Names::Most;
            self.above = None;
            return;
        }
        if row.is_empty() {
            self.above = None;
            return;
        }
        if self.is_within && row.cell(0).is_empty() {
            return;
        }
        self.is_within = false;
        let key = text(row, columns, |take| take == Take::Key);
        let title = text(row, columns, Take::names_items);
        let above = self.above.take();
        if title.is_empty() {
            let goes_on = above.filter(|(above, _)| match key.is_empty() {
                true => holds_criteria_only(row, columns),
                false => *above == key,
            });
            if let Some((_, first)) = &goes_on {
                self.add(*first, row);
            }
            self.above = goes_on.or((!key.is_empty()).then_some((key, row.number)));
            return;
        }
        let first = match key.is_empty() {
            true => row.number,
            false => *self.first.entry((key.clone(), title)).or_insert(row.number),
        };
        if first == row.number {
            self.seen.insert((first, print(row)));
        } else {
            self.add(first, row);
        }
        self.above = Some((key, first));
    }

    /// What was found.
    pub(super) fn joined(self) -> Joined {
        self.joined
    }

    fn add(&mut self, first: usize, row: &Row) {
        let further = match self.seen.insert((first, print(row))) {
            true => Further::More(first),
            false => Further::Again(first),
        };
        if let Further::More(_) = further {
            self.joined.more.entry(first).or_default().push(row.clone());
        }
        self.joined.further.insert(row.number, further);
    }
}

/// What stands in the columns of a meaning.
fn text(row: &Row, columns: &[Column], is_meant: fn(Take) -> bool) -> String {
    let columns = columns.iter().filter(|column| is_meant(column.take));
    let cells = columns.flat_map(|column| column.cells.iter().map(|&cell| row.cell(cell)));
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    cells.join("\n")
}

/// A fingerprint of a row cell for cell.
fn print(row: &Row) -> u64 {
    number_of_text(&row.texts().join("\n"))
}

/// Whether a row holds a criterion, and nothing that only an item of its own has.
fn holds_criteria_only(row: &Row, columns: &[Column]) -> bool {
    let mut has_criterion = false;
    columns.iter().all(|column| {
        let is_empty = column.cells.iter().all(|&cell| row.cell(cell).is_empty());
        has_criterion |= !is_empty && column.take == Take::Criteria;
        is_empty || goes_with_criteria(column.take)
    }) && has_criterion
}

/// Whether a column may say something of one criterion.
fn goes_with_criteria(take: Take) -> bool {
    matches!(
        take,
        Take::Criteria
            | Take::Comment
            | Take::Labels(_)
            | Take::Link
            | Take::Keep
            | Take::Count
            | Take::Drop(_)
    )
}

/// Whether an item has room for what several rows say in a column of that meaning, or nobody asks for it.
pub(super) fn has_room(take: Take) -> bool {
    goes_with_criteria(take)
        || matches!(
            take,
            Take::Assignee
                | Take::Blocks
                | Take::DependsOn
                | Take::Description
                | Take::Position
                | Take::Rank
                | Take::Section(_)
                | Take::Sprint
        )
}

/// Criteria of several rows as the lines of one list, where each is a line; steps as scenarios, each of which begins with what is
/// given.
pub(super) fn one_list(cells: Vec<String>) -> Vec<String> {
    let is_marked = |cell: &String| cell.starts_with(|c: char| !c.is_alphabetic());
    let are_lines = cells.iter().all(|cell| !cell.contains('\n'));
    let steps: Vec<Option<Step>> = cells.iter().map(|cell| step_of(cell)).collect();
    if are_lines && steps.first().is_some_and(Option::is_some) {
        let lines = cells.iter().zip(&steps).enumerate();
        let lines = lines.map(|(at, (cell, step))| match (at, step) {
            (1.., Some(Step::Given)) => format!("\n{cell}"),
            _ => cell.clone(),
        });
        let lines: Vec<String> = lines.collect();
        return vec![lines.join("\n")];
    }
    let are_alike = are_lines
        && steps.iter().all(Option::is_none)
        && (cells.iter().all(is_marked) || !cells.iter().any(is_marked));
    match are_alike {
        true => vec![cells.join("\n")],
        false => cells,
    }
}
