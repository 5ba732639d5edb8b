//! What the rows of one tool's tables need besides their columns.

use crate::exchange::assembly::fill::{Assembly, Known};
use crate::exchange::assembly::take::Take;
use crate::exchange::draft::Draft;
use crate::text::unguard_formula;

/// Cells of a row that are not empty, by the name of their column.
pub type Cells = [(String, Vec<String>)];

/// What a tool's rows need besides the columns; each part does nothing where it is left out.
pub trait RowHook {
    /// A cell as it is meant, before it is taken: without the quote that keeps a spreadsheet from running it.
    fn cell(&mut self, _take: Take, text: &str) -> String {
        unguard_formula(text).to_owned()
    }

    /// Whether a table with these columns may be of any tool, which writes lists and line breaks as it likes.
    fn is_of_any_tool(&self, _headers: &[String]) -> bool {
        false
    }

    /// How well a name fits what its column is taken as, the smaller the better: in each row the best of such columns counts that
    /// holds something. None where all count.
    fn fit(&self, _take: Take, _name: &str) -> Option<usize> {
        None
    }

    /// Which columns tell of a task, where rows tell a story and a task of it; none of another table.
    fn of_tasks(&self, _headers: &[String]) -> Option<Vec<bool>> {
        None
    }

    /// Looks at a whole row, when its columns are taken.
    fn row(&mut self, _assembly: &mut Assembly, _cells: &Cells, _known: &Known<'_>) {}

    /// What no other item of the source has, where keys are unique.
    fn place(&self, draft: &Draft) -> String {
        draft.key.clone()
    }

    /// Looks at the item that the row became.
    fn item(&mut self, _draft: &mut Draft) {}
}
