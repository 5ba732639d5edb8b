//! Rows that tell a story and a task of it, side by side: each becomes an item.

use crate::exchange::assembly::column::{Column, Part};
use crate::exchange::assembly::fill::Known;
use crate::exchange::assembly::row_hook::RowHook;
use crate::exchange::assembly::sheet::SheetReader;
use crate::exchange::assembly::take::Take;
use crate::exchange::draft::Draft;
use crate::exchange::table::{Row, Table};

/// The columns of a table whose rows tell a story and a task of it.
pub(super) struct TwoLevels {
    /// Those of the story.
    story: Vec<Column>,
    /// Those of the task.
    pub(super) task: Vec<Column>,
    /// The title of the last story.
    last: String,
}

/// What stands in the columns of a row that are taken so.
fn text(columns: &[Column], row: &Row, is_meant: impl Fn(Take) -> bool) -> String {
    let columns = columns.iter().filter(|column| is_meant(column.take));
    let mut cells = columns.flat_map(|column| column.cells.iter().map(|&cell| row.cell(cell)));
    let cell = cells.find(|cell| !cell.is_empty());
    cell.unwrap_or_default().to_owned()
}

impl TwoLevels {
    /// Whether a row tells a task.
    pub(super) fn has_task(&self, row: &Row) -> bool {
        !text(&self.task, row, |take| {
            take.names_items() || take == Take::Key
        })
        .is_empty()
    }

    /// A row without what it tells of a task: for telling which rows tell of one story.
    pub(super) fn story_of(&self, row: &Row) -> Row {
        let mut story = row.clone();
        if self.has_task(row) {
            let is_of_task = |at: usize| self.task.iter().any(|column| column.cells.contains(&at));
            let cells = row.record.iter().enumerate();
            let cells = cells.map(|(at, cell)| if is_of_task(at) { "" } else { cell });
            story.record = cells.collect();
        }
        story
    }
}

impl<H: RowHook> SheetReader<'_, H> {
    /// The columns of a table of stories and tasks; none of another table.
    pub(super) fn two_levels(&mut self, headers: &[String]) -> Option<TwoLevels> {
        let is_of_task = self.hook.of_tasks(headers)?;
        let masked = |of_task: bool| -> Vec<String> {
            let of = headers.iter().zip(&is_of_task);
            of.map(|(name, is)| {
                if *is == of_task {
                    name.clone()
                } else {
                    String::new()
                }
            })
            .collect()
        };
        let columns = [masked(false), masked(true)].map(|names| {
            let is_own = |at: usize| !names[at].is_empty();
            self.columns_of(&names, &is_own)
        });
        let [Ok(story), Ok(task)] = columns else {
            return None;
        };
        Some(TwoLevels {
            story,
            task,
            last: String::new(),
        })
    }

    /// Reads a row of a story and a task of it. The story was told before where another row of it stands above.
    pub(super) fn two_rows(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        levels: &mut TwoLevels,
        known: &Known<'_>,
        each: &mut dyn FnMut(Draft),
    ) {
        let key = text(&levels.story, row, |take| take == Take::Key);
        let title = text(&levels.story, row, Take::names_items);
        // What further rows tell of a story went to its first one.
        let is_told = self.joined.further(row.number).is_some()
            || title.is_empty()
            || key.is_empty() && levels.last == title;
        if !is_told {
            self.row(table, row, Part::of(&levels.story), known, each);
        }
        if !title.is_empty() {
            levels.last = title;
        }
        let above = match key.is_empty() {
            true => self.above.clone(),
            false => Some(key),
        };
        let part = Part {
            columns: &levels.task,
            parent: above.as_deref(),
            item_type: Some("task"),
        };
        self.row(table, row, part, known, each);
    }
}
