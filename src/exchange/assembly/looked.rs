//! The look through a whole file before its rows are read: what one cell alone does not tell.

use crate::exchange::assembly::column::Column;
use crate::exchange::assembly::counted_days::Counting;
use crate::exchange::assembly::ended::Ended;
use crate::exchange::assembly::joined::{JoinFinder, Joined};
use crate::exchange::assembly::own_field::Classes;
use crate::exchange::assembly::row_hook::RowHook;
use crate::exchange::assembly::sheet::SheetReader;
use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::two_levels::TwoLevels;
use crate::exchange::assembly::typed_states::TypeCells;
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
        (columns, levels): (&mut [Column], &mut Option<TwoLevels>),
    ) -> Result<DateReader, ReadError> {
        self.joined = Joined::default();
        let said = self.options.dates();
        let is_of_any_tool = self.hook.is_of_any_tool(headers);
        // Where no column tells a state, the day of its end does, whatever the tool; an update of items that have states clears none.
        let tells_days = columns.iter().any(|column| column.take == Take::Done);
        let tells_states = columns.iter().any(tells_state) || self.options.is_update;
        let has_ends = is_of_any_tool || tells_days && !tells_states;
        if said.order.is_some() && !has_ends {
            return Ok(said);
        }
        if has_ends {
            let of_tasks = levels.iter_mut().flat_map(|levels| &mut levels.task);
            for column in columns.iter_mut().chain(of_tasks) {
                column.ended = Some(Ended::default());
            }
        }
        let mut finder = OrderFinder::default();
        let mut table = Table::open(source, path)?;
        let mut rows = JoinFinder::default();
        let mut types = TypeCells::of(columns, &self.options.map);
        while table.next_row()?.is_some() {
            let row = table.row();
            if has_ends {
                self.see_ends(row, columns);
            }
            if is_of_any_tool {
                types.see(row, columns);
                match levels {
                    Some(levels) => {
                        self.see_ends(row, &mut levels.task);
                        rows.see(&levels.story_of(row), columns, table.names());
                    }
                    None => rows.see(row, columns, table.names()),
                }
            }
            let of_tasks = levels.iter_mut().flat_map(|levels| &mut levels.task);
            for column in columns.iter_mut().chain(of_tasks) {
                for cell in column.cells.iter().map(|&cell| row.cell(cell)) {
                    finder.see(self.dated(column.take, cell).unwrap_or_default());
                    if is_of_any_tool && !cell.is_empty() {
                        column.written.see(column.take, cell);
                        if let Some(classes) = &mut column.classes {
                            classes.see(cell);
                        }
                    }
                }
            }
        }
        self.joined = rows.joined();
        self.take_classes(columns);
        let settled = types.settle(columns, &mut self.gathered.tally);
        let settled = settled.into_iter();
        let settled = settled.map(|reason| Remark::new(Origin::file(path), reason));
        self.gathered.note(settled);
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

    /// Takes a column of priorities for that of MoSCoW, where it holds nothing else and no other column does.
    fn take_classes(&mut self, columns: &mut [Column]) {
        let is_moscow = |take| matches!(take, Take::Field("moscow") | Take::Class(_));
        if columns.iter().any(|column| is_moscow(column.take)) {
            return;
        }
        let mut found = columns.iter_mut().filter(|column| {
            let classes = column.classes.as_ref();
            classes.is_some_and(Classes::are_all)
        });
        if let Some(column) = found.next() {
            column.take = Take::Field("moscow");
            self.gathered.tally.retake(column.place, column.take);
        }
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
        let says = columns.iter().filter(|column| tells_state(column));
        let mut states = says.filter_map(held);
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

/// Whether a column tells the states of items.
fn tells_state(column: &Column) -> bool {
    matches!(column.take, Take::Status | Take::Kind | Take::Category)
}
