//! A column that is called after types and holds states, as people name what stands in it.

use crate::exchange::assembly::column::Column;
use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::tally::Tally;
use crate::exchange::field_map::FieldMap;
use crate::exchange::state_kind::known_kind;
use crate::exchange::table::Row;
use crate::model::StateKind;

/// What the cells of columns of types are.
pub(super) struct TypeCells {
    /// One for each column of types that a person does not name.
    columns: Vec<Cells>,
}

/// What the cells of one column are.
struct Cells {
    column: usize,
    kinds: Vec<StateKind>,
    are_others: bool,
}

impl TypeCells {
    /// Nothing was looked at yet.
    pub(super) fn of(columns: &[Column], map: &FieldMap) -> Self {
        let is_said = |column: &Column| {
            let mut cells = column.cells.iter();
            cells.any(|cell| map.word(&column.name, cell + 1).is_some())
        };
        let types = columns.iter().enumerate();
        let types = types.filter(|(_, column)| column.take == Take::Type && !is_said(column));
        Self {
            columns: types
                .map(|(column, _)| Cells {
                    column,
                    kinds: Vec::new(),
                    are_others: false,
                })
                .collect(),
        }
    }

    /// Looks at a row.
    pub(super) fn see(&mut self, row: &Row, columns: &[Column]) {
        for own in self.columns.iter_mut().filter(|own| !own.are_others) {
            let cells = columns[own.column].cells.iter().map(|&cell| row.cell(cell));
            for cell in cells.filter(|cell| !cell.is_empty()) {
                match known_kind(cell) {
                    Some(kind) if own.kinds.contains(&kind) => {}
                    Some(kind) => own.kinds.push(kind),
                    None => own.are_others = true,
                }
            }
        }
    }

    /// Takes a column for one of states that holds nothing else, and of several kinds; beside one of states it is kept. Says of
    /// which columns this was done.
    pub(super) fn settle(self, columns: &mut [Column], tally: &mut Tally) -> Vec<String> {
        let mut said = Vec::new();
        for own in self.columns {
            if own.are_others || own.kinds.len() < 2 {
                continue;
            }
            let has_states = columns.iter().any(|column| column.take == Take::Status);
            let column = &mut columns[own.column];
            let (take, becomes) = match has_states {
                true => (Take::Keep, "it is kept under `extra`"),
                false => (Take::Status, "it is taken as the state"),
            };
            column.take = take;
            tally.retake(column.place, take);
            said.push(format!(
                "`{}` holds states and no types: {becomes}",
                column.name
            ));
        }
        said
    }
}
