//! The rows of a CSV file become drafts, by what each column is taken as.

use std::collections::HashMap;

use crate::exchange::assembly::column::{Column, Part};
use crate::exchange::assembly::comment::Comment;
use crate::exchange::assembly::fill::{Assembly, Known};
use crate::exchange::assembly::gathered::Gathered;
use crate::exchange::assembly::joined::{Further, Joined, has_room, one_list};
use crate::exchange::assembly::names::fold_name;
use crate::exchange::assembly::nesting::Nesting;
use crate::exchange::assembly::own_field::Classes;
use crate::exchange::assembly::row_hook::RowHook;
use crate::exchange::assembly::take::Take;
use crate::exchange::assembly::totals::is_total;
use crate::exchange::assembly::written::Written;
use crate::exchange::draft::Draft;
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::key::{made_key, number_of_text};
use crate::exchange::options::ReadOptions;
use crate::exchange::report::Remark;
use crate::exchange::source::Source;
use crate::exchange::table::{Row, Table};
use crate::exchange::table_head::Names;
use crate::exchange::untitled::no_titles;

/// How a tool writes its tables.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The tool.
    pub system: &'static str,
    /// What each column is taken as.
    pub takes: fn(&[String]) -> Vec<Take>,
    /// How texts become Markdown.
    pub markdown: fn(&str) -> String,
    /// Takes a comment apart.
    pub comment: fn(&str) -> Comment<'_>,
    /// Whether a key that stands in two rows is the same item; else the second row is an item too.
    pub keys_are_unique: bool,
}

impl Sheet {
    /// Whether a further column beside `own` ones is kept under `extra`, and leaves these what they are.
    #[must_use]
    pub fn keeps(&self, own: &[&str], name: &str) -> bool {
        let mut headers: Vec<String> = own.iter().map(|header| (*header).to_owned()).collect();
        let before = (self.takes)(&headers);
        headers.push(name.to_owned());
        let after = (self.takes)(&headers);
        let is_own = own
            .iter()
            .any(|header| fold_name(header) == fold_name(name));
        !is_own && after.starts_with(&before) && after.last() == Some(&Take::Keep)
    }
}

/// Reads one file. Its columns, remarks and rows go into `report`.
pub struct SheetReader<'a, H> {
    /// How the tool writes.
    pub sheet: Sheet,
    /// What the rows need besides.
    pub hook: H,
    /// What a person says.
    pub options: &'a ReadOptions,
    /// What was found in all files so far, besides the items.
    pub gathered: Gathered,
    /// The key of the last item that is no part of one above it.
    pub(super) above: Option<String>,
    nesting: Nesting,
    /// Which rows of the file tell of one item.
    pub(super) joined: Joined,
}

impl<'a, H: RowHook> SheetReader<'a, H> {
    /// Begins with no file read, for rows that need more than their columns.
    #[must_use]
    pub fn with(sheet: Sheet, options: &'a ReadOptions, hook: H) -> Self {
        Self {
            sheet,
            hook,
            options,
            gathered: Gathered::default(),
            above: None,
            nesting: Nesting::default(),
            joined: Joined::default(),
        }
    }

    /// Reads a file with a header, row by row.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read, or its dates cannot.
    pub fn read(
        &mut self,
        source: &dyn Source,
        path: &str,
        each: &mut dyn FnMut(Draft),
    ) -> Result<(), ReadError> {
        let headers = Table::open(source, path)?.headers().to_vec();
        self.read_as(source, path, &headers, false, each)
    }

    /// Reads a file whose columns are called `headers`; its first row is an item too where `all_rows` says so.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read, or its dates cannot.
    pub fn read_as(
        &mut self,
        source: &dyn Source,
        path: &str,
        headers: &[String],
        all_rows: bool,
        each: &mut dyn FnMut(Draft),
    ) -> Result<(), ReadError> {
        self.nesting.begin();
        let mut levels = self.two_levels(headers);
        let mut columns = self.columns(headers)?;
        let dates = self.look_through(source, path, headers, (&mut columns, &mut levels))?;
        let options = self.options;
        let known = Known {
            dates: &dates,
            map: &options.map,
            markdown: self.sheet.markdown,
            comment: self.sheet.comment,
        };
        let may_add_up = self.hook.is_of_any_tool(headers) && !all_rows;
        let mut table = Table::open(source, path)?;
        if all_rows {
            let row = table.header_row();
            self.row(&table, &row, Part::of(&columns), &known, each);
        }
        for row in table.above() {
            let reason = if row.is_empty() {
                "the row is empty"
            } else {
                "the row stands above the header"
            };
            self.gathered.refuse(table.origin_of(row), reason);
        }
        // A row of one cell, which may be the heading of the rows below it.
        let mut lone: Option<Row> = None;
        // The columns of a table within the table, whose rows are parts of the item above it.
        let mut within: Option<Vec<Column>> = None;
        while table.next_row()?.is_some() {
            let names = if all_rows { Names::None } else { table.names() };
            if let Some(row) = lone.take() {
                match names {
                    Names::All => self
                        .gathered
                        .refuse(table.origin_of(&row), "the row is a heading"),
                    _ => self.row(&table, &row, Part::of(&columns), &known, each),
                }
            }
            let row = table.row();
            if may_add_up && names == Names::None && is_total(row, headers.len()) {
                let reason = "the row adds up those above it";
                self.gathered.refuse(table.origin_of(row), reason);
                continue;
            }
            if let Some(levels) = levels.as_mut().filter(|levels| levels.has_task(row))
                && names == Names::None
            {
                self.two_rows(&table, row, levels, &known, each);
                continue;
            }
            if let Some(further) = self.joined.further(row.number) {
                within = within.filter(|_| row.cell(0).is_empty());
                self.goes_on(&table, row, further);
                continue;
            }
            let is_part = row.cell(0).is_empty() && !row.is_empty();
            match (names, &within) {
                (Names::All, _) => {
                    within = None;
                    self.gathered
                        .refuse(table.origin_of(row), "the row is the header once more");
                }
                (Names::Others, _) if self.hook.is_of_any_tool(headers) => {
                    // Its own columns count from here on.
                    (within, levels) = (None, None);
                    columns = self.columns(&row.texts()).unwrap_or(columns);
                    let reason = "the row is the header of the table below it";
                    self.gathered.refuse(table.origin_of(row), reason);
                }
                (Names::Most, _) => {
                    within = self.columns(&row.texts()).ok();
                    self.gathered.refuse(
                        table.origin_of(row),
                        "the row is the header of the rows below it",
                    );
                }
                (Names::None, Some(columns)) if is_part => {
                    let above = self.above.clone();
                    let part = Part {
                        parent: above.as_deref(),
                        ..Part::of(columns)
                    };
                    self.row(&table, row, part, &known, each);
                }
                (Names::None | Names::Others, _)
                    if row.is_alone() && columns.len() > 2 && !all_rows =>
                {
                    within = None;
                    lone = Some(row.clone());
                }
                (Names::None | Names::Others, _) => {
                    within = within.filter(|_| row.is_empty());
                    self.row(&table, row, Part::of(&columns), &known, each);
                }
            }
        }
        if let Some(row) = lone {
            self.row(&table, &row, Part::of(&columns), &known, each);
        }
        self.gathered.note(table.remarks());
        Ok(())
    }

    fn columns(&mut self, headers: &[String]) -> Result<Vec<Column>, ReadError> {
        self.columns_of(headers, &|_| true)
    }

    /// Those of these columns that are asked for.
    pub(super) fn columns_of(
        &mut self,
        headers: &[String],
        is_own: &dyn Fn(usize) -> bool,
    ) -> Result<Vec<Column>, ReadError> {
        let mut takes = (self.sheet.takes)(headers);
        let mut fits: Vec<Option<usize>> = Vec::with_capacity(headers.len());
        for (number, (header, take)) in headers.iter().zip(&mut takes).enumerate() {
            let word = self.options.map.word(header, number + 1);
            let said = word.and_then(Take::of_word);
            fits.push(match said {
                Some(_) => None,
                None => self.hook.fit(*take, header),
            });
            if let Some(said) = said {
                *take = said;
            } else if *take == Take::Title && self.options.map.has("title") {
                *take = Take::Keep;
            }
        }
        // A number alone says nothing of an item, unless a tool is known by its columns.
        let may_be_keys = self.options.is_update || !self.hook.is_of_any_tool(headers);
        if !takes
            .iter()
            .any(|take| take.names_items() || may_be_keys && *take == Take::Key)
        {
            return Err(no_titles(headers));
        }
        let mut columns: Vec<Column> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        let named = headers.iter().zip(takes.iter().copied()).enumerate();
        for (number, (header, take)) in named.filter(|(number, _)| is_own(*number)) {
            let name = if header.is_empty() {
                format!("column {}", number + 1)
            } else {
                header.clone()
            };
            match places.get(&name) {
                Some(&at) => columns[at].cells.push(number),
                None => {
                    places.insert(name.clone(), columns.len());
                    columns.push(Column {
                        place: self.gathered.tally.add(&name, take),
                        name,
                        take,
                        cells: vec![number],
                        written: Written::default(),
                        ended: None,
                        classes: Classes::of_column(header).filter(|_| {
                            take == Take::Keep
                                && self.options.map.word(header, number + 1).is_none()
                        }),
                        spare: spare(&takes, &fits, number),
                    });
                }
            }
        }
        // A row is asked for the better one first.
        columns.sort_by_key(|column| column.spare);
        Ok(columns)
    }

    pub(super) fn row(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        part: Part<'_>,
        known: &Known<'_>,
        each: &mut dyn FnMut(Draft),
    ) {
        let (columns, parent) = (part.columns, part.parent);
        let origin = table.origin_of(row);
        if row.is_empty() {
            self.gathered.refuse(origin, "the row is empty");
            return;
        }
        let mut assembly = Assembly::new(origin, self.sheet.system);
        assembly.tells_only_what_it_says();
        if let Some(parent) = parent {
            assembly.parent(0, parent);
        }
        let mut found: Vec<(String, Vec<String>)> = Vec::new();
        let mut held: Vec<Take> = Vec::new();
        let more = self.joined.take_rows(row.number);
        let mut differing: Vec<String> = Vec::new();
        for column in columns {
            assembly.tells_of(column.take);
            let mut cells = self.cells(column, row);
            let own = cells.len();
            for cell in more.iter().flat_map(|row| self.cells(column, row)) {
                if !cells.contains(&cell) {
                    cells.push(cell);
                }
            }
            if cells.len() > own && column.take == Take::Criteria {
                cells = one_list(cells);
            } else if own > 0 && cells.len() > own && !has_room(column.take) {
                differing.push(format!("`{}`", column.name));
            }
            if cells.is_empty() {
                continue;
            }
            if column.take.says(&cells) {
                self.gathered.tally.count(column.place);
            }
            let is_told = column.spare > 0 && held.contains(&column.take);
            held.push(column.take);
            match column.take {
                _ if is_told => assembly.take(Take::Keep, &column.name, &cells, known),
                // A comma may stand in a name.
                Take::Assignee => {
                    let people = cells.iter().flat_map(|cell| cell.split(';'));
                    let people = people.map(|name| name.trim().to_owned());
                    let people: Vec<String> = people.filter(|name| !name.is_empty()).collect();
                    assembly.take(column.take, &column.name, &people, known);
                }
                _ => assembly.take(column.take, &column.name, &cells, known),
            }
            found.push((column.name.clone(), cells));
        }
        self.hook.row(&mut assembly, &found, known);
        self.end(&mut assembly, columns);
        if !columns.iter().any(|column| column.take == Take::Status) && !assembly.has_box() {
            assembly.has_no_status();
        }
        if !differing.is_empty() {
            assembly.note(format!(
                "its rows differ in {}: what stands first counts, the rest is kept under `extra`",
                differing.join(", ")
            ));
        }
        for surplus in [row]
            .into_iter()
            .chain(&more)
            .filter_map(|row| table.surplus_of(row))
        {
            assembly.keep("surplus", &surplus);
        }
        let depth = assembly.depth();
        let admitted = self.gathered.admit_as(assembly.finish(known), |draft| {
            let place = match (draft.key.as_str(), self.sheet.keys_are_unique) {
                ("", _) => String::new(),
                (_, true) => self.hook.place(draft),
                // A row that is another one cell for cell is none of its own.
                (key, false) => {
                    let cells: Vec<&str> = row.cells().map(|(_, cell)| cell).collect();
                    format!("{key}\n{}", number_of_text(&cells.join("\n")))
                }
            };
            (place, draft.key.clone())
        });
        if let Some(mut draft) = admitted {
            if draft.item_type.is_none() {
                draft.item_type = part.item_type.map(str::to_owned);
            }
            self.nesting.place(&mut draft, depth);
            self.hook.item(&mut draft);
            if parent.is_none() {
                self.above = Some(match draft.key.as_str() {
                    "" => made_key(&draft.title),
                    key => key.to_owned(),
                });
            }
            each(draft);
        }
    }

    /// The cells of a column in a row, as they are meant.
    fn cells(&mut self, column: &Column, row: &Row) -> Vec<String> {
        let cells = column.cells.iter().map(|&cell| row.cell(cell));
        let cells = cells.filter(|cell| !cell.is_empty());
        let texts = cells.flat_map(|cell| {
            let cell = self.hook.cell(column.take, cell);
            column.written.texts(column.take, cell)
        });
        texts.filter(|text| !text.is_empty()).collect()
    }

    /// Says of a row that is no item of its own what it is.
    fn goes_on(&mut self, table: &Table<'_>, row: &Row, further: Further) {
        let at = table.origin_of(row);
        match further {
            Further::Again(first) => {
                let reason =
                    format!("it says only what stands for the item in row {first} already");
                self.gathered.refuse(at, reason);
            }
            Further::More(first) => {
                let reason = format!("the row goes on with the item in row {first}");
                self.gathered.note([Remark::new(at, reason)]);
            }
        }
    }

    /// Takes the day on which an item ended for its state, where its row says nothing else of that.
    fn end(&mut self, assembly: &mut Assembly, columns: &[Column]) {
        let Some((name, day)) = assembly.only_ended() else {
            return;
        };
        let mut ends = columns.iter().filter(|column| column.name == name);
        let is_past = |column: &&Column| {
            column
                .ended
                .as_ref()
                .is_some_and(|ended| ended.is_past(name))
        };
        let Some(column) = ends.find(is_past) else {
            return;
        };
        if self.options.today.is_none_or(|today| day <= today) {
            self.gathered.tally.ends(column.place);
            assembly.is_over_by_its_day();
        }
    }

    /// What was found in all files.
    #[must_use]
    pub fn report(self) -> ReadReport {
        self.gathered.report()
    }
}

/// How well the name of a column fits, from 1, where another one of the table that is taken as the same fits better; else 0.
fn spare(takes: &[Take], fits: &[Option<usize>], number: usize) -> usize {
    let Some(own) = fits[number] else {
        return 0;
    };
    let others = takes.iter().zip(fits).enumerate();
    let mut better = others.filter(|(at, (take, fit))| {
        **take == takes[number] && fit.is_some_and(|fit| (fit, *at) < (own, number))
    });
    better.next().map_or(0, |_| own + 1)
}
