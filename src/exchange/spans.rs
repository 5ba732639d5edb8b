//! Cells of tables that reach over several columns or rows, as tables have them that know no such cells.

/// No cell reaches farther, in columns or rows: the numbers come from a file.
const LARGEST: usize = 100;
/// No row has more columns because of cells that reach far.
const WIDEST: usize = 1000;

/// How far a cell reaches: columns and rows, both at least 1.
pub type Span = (usize, usize);

/// Where the cells of a row stand, below those that reach down from rows above.
#[derive(Debug, Default)]
pub struct Spans {
    /// How many rows below still belong to a cell above, by column.
    open: Vec<usize>,
}

impl Spans {
    /// A row with an empty cell wherever another one reaches to.
    pub fn row<T: Default>(&mut self, cells: impl IntoIterator<Item = (T, Span)>) -> Vec<T> {
        let mut row: Vec<T> = Vec::new();
        for (cell, (columns, rows)) in cells {
            self.fill(&mut row);
            let columns = match row.len() {
                0..WIDEST => columns.clamp(1, LARGEST),
                _ => 1,
            };
            let mut cell = Some(cell);
            for _ in 0..columns {
                if self.open.len() <= row.len() {
                    self.open.resize(row.len() + 1, 0);
                }
                self.open[row.len()] = rows.clamp(1, LARGEST) - 1;
                row.push(cell.take().unwrap_or_default());
            }
        }
        self.fill(&mut row);
        for open in self.open.iter_mut().skip(row.len()) {
            *open = open.saturating_sub(1);
        }
        row
    }

    /// Adds empty cells where cells of rows above reach to.
    fn fill<T: Default>(&mut self, row: &mut Vec<T>) {
        while let Some(open @ 1..) = self.open.get_mut(row.len()) {
            *open -= 1;
            row.push(T::default());
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Spans;

    #[test]
    fn cells_keep_their_columns() {
        let mut spans = Spans::default();
        let mut row = |cells: &[(&'static str, (usize, usize))]| spans.row(cells.iter().copied());
        assert_eq!(
            row(&[("a", (1, 3)), ("b", (2, 1)), ("c", (1, 1))]),
            ["a", "b", "", "c"]
        );
        assert_eq!(row(&[("d", (1, 1)), ("e", (1, 2))]), ["", "d", "e"]);
        assert_eq!(row(&[("f", (1, 1)), ("g", (0, 0))]), ["", "f", "", "g"]);
        assert_eq!(row(&[("h", (1, 1))]), ["h"]);
        assert!(row(&[("i", (9_999_999, 9_999_999))]).len() == 100);
    }

    proptest! {
        #[test]
        fn no_cell_is_lost(rows in vec(vec((any::<u16>(), any::<u16>()), 0..5), 0..5)) {
            let mut spans = Spans::default();
            for cells in rows {
                let named = cells.iter().map(|&(columns, rows)| (Some(()), (columns.into(), rows.into())));
                let row = spans.row(named);
                prop_assert_eq!(row.into_iter().flatten().count(), cells.len());
            }
        }
    }
}
