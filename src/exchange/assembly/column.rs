//! A column of a table, and what a row tells of one item.

use crate::exchange::assembly::ended::Ended;
use crate::exchange::assembly::own_field::Classes;
use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::written::Written;

/// Columns of one name.
pub(super) struct Column {
    pub(super) name: String,
    pub(super) take: Take,
    pub(super) cells: Vec<usize>,
    pub(super) place: usize,
    pub(super) written: Written,
    /// What the rows say of the days on which items ended; none where days are no witnesses.
    pub(super) ended: Option<Ended>,
    /// What its cells are, where it is one of priorities and nobody says what it holds.
    pub(super) classes: Option<Classes>,
    /// How well its name fits, where a better one has what the row tells; 0 where it is the best, or all count.
    pub(super) spare: usize,
}

/// What a row tells of one item.
pub(super) struct Part<'p> {
    /// The columns that tell it.
    pub(super) columns: &'p [Column],
    /// The key of what it is a part of, where the row stands below that.
    pub(super) parent: Option<&'p str>,
    /// What it is where no column says that.
    pub(super) item_type: Option<&'static str>,
}

impl<'p> Part<'p> {
    /// All that these columns tell.
    pub(super) fn of(columns: &'p [Column]) -> Self {
        Self {
            columns,
            parent: None,
            item_type: None,
        }
    }
}
