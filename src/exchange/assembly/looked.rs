//! The look through a whole file before its rows are read: what one cell alone does not tell.

use crate::exchange::assembly::counted_days::Counting;
use crate::exchange::assembly::ended::Ended;
use crate::exchange::assembly::joined::{JoinFinder, Joined};
use crate::exchange::assembly::sheet::{Column, RowHook, SheetReader};
use crate::exchange::assembly::take::Take;
use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::DateReader;
use crate::exchange::format::ReadError;
use crate::exchange::order_finder::{OrderError, OrderFinder};
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::{Source, SourceError};
use crate::exchange::state_kind::supposed_kind;
use crate::exchange::table::{Row, Table};
use crate::exchange::ticked::marked;

impl<H: RowHook> SheetReader<'_, H> {
    /// Looks through the whole file for how it writes its dates, unless a person says it, and how a tool that is not known
    /// writes lists and line breaks.
    pub(super) fn look_through(
        &mut self,
        source: &dyn Source,
        path: &str,
        headers: &[String],
        columns: &mut [Column],
    ) -> Result<DateReader, ReadError> {
        self.joined = Joined::default();
        let said = self.options.dates();
        let is_of_any_tool = self.hook.is_of_any_tool(headers);
        if said.order.is_some() && !is_of_any_tool {
            return Ok(said);
        }
        if is_of_any_tool {
            for column in &mut *columns {
                column.ended = Some(Ended::default());
            }
        }
        let mut finder = OrderFinder::default();
        let mut table = Table::open(source, path)?;
        let mut rows = JoinFinder::default();
        while table.next_row()?.is_some() {
            let row = table.row();
            if is_of_any_tool {
                self.see_ends(row, columns);
                rows.see(row, columns, table.names());
            }
            for column in &mut *columns {
                for cell in column.cells.iter().map(|&cell| row.cell(cell)) {
                    finder.see(self.dated(column.take, cell).unwrap_or_default());
                    if is_of_any_tool && !cell.is_empty() {
                        column.written.see(column.take, cell);
                    }
                }
            }
        }
        self.joined = rows.joined();
        let remarks = columns.iter().flat_map(|column| {
            let breaks = column.written.escapes_breaks();
            let breaks = breaks.then_some("`\\n` is read as the line break that it is written for");
            let days = column.written.counting().map(Counting::says);
            let said = breaks.into_iter().chain(days);
            let said = said.map(|said| format!("`{}`: {said}", column.name));
            let doubt = column.ended.as_ref();
            let doubt = doubt.and_then(|ended| ended.doubt(&column.name));
            let said: Vec<String> = said.chain(doubt).collect();
            said.into_iter()
                .map(|reason| Remark::new(Origin::file(path), reason))
        });
        let remarks: Vec<Remark> = remarks.collect();
        self.gathered.note(remarks);
        if said.order.is_some() {
            return Ok(said);
        }
        let order = match finder.order() {
            Err(open) => self.witnessed(source, path, columns)?.map_err(|_| open),
            clear => clear,
        };
        let order = order.map_err(|reason| ReadError::DateOrder(format!("{path}: {reason}")))?;
        Ok(DateReader { order, ..said })
    }

    /// How dates are written by all that may be one: what nobody asks for is a witness where the rest leaves it open.
    fn witnessed(
        &self,
        source: &dyn Source,
        path: &str,
        columns: &[Column],
    ) -> Result<Result<Option<DateOrder>, OrderError>, SourceError> {
        let mut finder = OrderFinder::default();
        let mut table = Table::open(source, path)?;
        while let Some(row) = table.next_row()? {
            for column in columns {
                for cell in column.cells.iter().map(|&cell| row.cell(cell)) {
                    let may_be = column.take.may_hold_dates().then_some(cell);
                    finder.see(self.dated(column.take, cell).or(may_be).unwrap_or_default());
                }
            }
        }
        Ok(finder.order())
    }

    /// The date that a cell is to hold.
    fn dated<'c>(&self, take: Take, cell: &'c str) -> Option<&'c str> {
        match take {
            Take::Comment => (self.sheet.comment)(cell).when,
            take => take.is_date().then_some(cell),
        }
    }

    /// Looks at what the state of a row says of the day of its end.
    fn see_ends(&self, row: &Row, columns: &mut [Column]) {
        let held = |column: &Column| {
            let mut cells = column.cells.iter().map(|&cell| row.cell(cell));
            cells.find(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let is_end = |column: &&Column| column.take == Take::Done && held(column).is_some();
        if !columns.iter().any(|column| is_end(&column)) {
            return;
        }
        let is_boxed = |column: &Column| held(column).is_some_and(|cell| marked(&cell).is_some());
        let has_box = columns.iter().filter(is_end).any(is_boxed);
        let says = |take: Take| matches!(take, Take::Status | Take::Kind | Take::Category);
        let mut states = columns
            .iter()
            .filter(|column| says(column.take))
            .filter_map(held);
        let state = states.next();
        let kind = state.as_ref().and_then(|state| {
            let said = self.options.map.state(state);
            said.or_else(|| supposed_kind(state))
        });
        for column in columns.iter_mut().filter(|column| is_end(&&**column)) {
            if !is_boxed(column) {
                let ended = column.ended.get_or_insert_default();
                match &state {
                    Some(_) => ended.see(kind),
                    None if !has_box => ended.see_silent(),
                    None => {}
                }
            }
        }
    }
}
