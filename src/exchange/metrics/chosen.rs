//! Which column of a file of figures is read, or which row where days are columns; where several may be meant, nobody guesses.

use jiff::civil::Date;

use super::figure_cell::{figure_cell, is_nothing};
use super::layout::{Days, Layout, Table, day_of};
use super::read::{MetricReadError, short};
use super::records::Record;
use super::segments::{Segments, named_value, segments, values};
use crate::exchange::assembly::fold_name;
use crate::exchange::dates::DateReader;
use crate::exchange::digits::Comma;
use crate::model::nearest;

/// A cell that should hold a figure.
#[derive(Debug)]
pub struct FigureCell<'r> {
    /// Its line, from 1.
    pub line: usize,
    /// Its day; none where the row has none.
    pub day: Option<Date>,
    /// What stands in the place of the day.
    pub name: &'r str,
    /// What stands in it.
    pub text: &'r str,
    /// How many cells the table has.
    pub width: usize,
    /// By how many cells that hold something the row is longer.
    pub too_many: usize,
}

/// The column or row that is read.
#[derive(Debug)]
pub struct Chosen {
    /// What it is called in the file; `#3` where it is known by its place.
    pub name: String,
    /// By its place, where that was asked for.
    nth: Option<usize>,
    /// The rows that are read: those in which a column of texts says that.
    segment: Option<String>,
}

impl Chosen {
    /// The one that is asked for, else the only one that holds figures.
    ///
    /// # Errors
    /// [`MetricReadError::Column`] where there is none, or several may be meant.
    pub fn new(
        layout: &Layout<'_>,
        dates: &DateReader,
        asked: Option<&str>,
    ) -> Result<Self, MetricReadError> {
        let tables = layout.tables.iter();
        let mut columns: Vec<String> = Vec::new();
        for name in tables.clone().flat_map(|table| candidates(table, dates)) {
            if !columns.contains(&name) {
                columns.push(name);
            }
        }
        let failed = |reason, near: Option<&str>, columns| {
            let near = near.map(str::to_owned);
            Err(MetricReadError::Column {
                reason,
                columns,
                near,
            })
        };
        let asked = match (asked, columns.as_slice()) {
            (Some(asked), _) => asked.to_owned(),
            (None, [one]) => one.clone(),
            (None, []) => {
                let reason = "no column beside the days holds figures";
                let nearly = tables.clone().filter_map(|table| nearly(table, dates));
                return match nearly.max_by_key(|(figures, ..)| *figures) {
                    Some((_, name, cell)) => {
                        let cell = short(cell);
                        let reason = format!("{reason}: `{cell}` in `{}` is none", short(&name));
                        failed(reason, None, vec![name])
                    }
                    None => failed(reason.to_owned(), None, columns),
                };
            }
            (None, several) => {
                let reason = format!("{} columns hold figures", several.len());
                return failed(reason, None, columns);
            }
        };
        let nth = asked.strip_prefix('#').and_then(|nth| nth.parse().ok());
        if let Some(nth) = nth.filter(|nth: &usize| *nth > 0) {
            return Ok(Self {
                name: asked,
                nth: Some(nth - 1),
                segment: None,
            });
        }
        let all = tables.clone().flat_map(|table| names(table, dates));
        let folded = fold_name(&asked);
        let found: Vec<String> = all
            .map(|(name, _)| name)
            .filter(|name| fold_name(name) == folded)
            .collect();
        let exact = found.iter().find(|name| **name == asked);
        let Some(name) = exact.or(found.first()).cloned() else {
            // Whose figures they are may stand in the rows.
            let values = values(layout);
            if let (Some(value), [column]) = (named_value(&values, &asked), columns.as_slice()) {
                return Ok(Self {
                    name: column.clone(),
                    nth: None,
                    segment: Some(value),
                });
            }
            let reason = format!("there is no column `{}`", short(&asked));
            let known = columns.iter().chain(&values).map(String::as_str);
            let near = nearest(&asked, known).map(str::to_owned);
            return failed(reason, near.as_deref(), columns);
        };
        for table in tables {
            let places = places(table, dates, &asked);
            if places.len() > 1 {
                let what = match table.days {
                    Days::Header => "rows",
                    _ => "columns",
                };
                let reason = format!("{} {what} are called `{}`", places.len(), short(&asked));
                let by_place = places.iter().map(|place| format!("#{}", place + 1));
                return failed(reason, None, by_place.collect());
            }
        }
        Ok(Self {
            name,
            nth: None,
            segment: None,
        })
    }

    /// What is read, by its name in the file.
    pub fn told(&self) -> String {
        self.segment.as_ref().unwrap_or(&self.name).clone()
    }

    /// The column of texts that tells apart what is read together.
    pub fn mixed(&self, layout: &Layout<'_>) -> Option<Segments> {
        let mut tables = layout.tables.iter();
        let is_read = |place: usize, table: &Table<'_>| match self.nth {
            Some(nth) => nth == place,
            None => table
                .header
                .is_some_and(|header| header.cell(place) == self.name),
        };
        match self.segment {
            Some(_) => None,
            None => tables.find_map(|table| {
                let found = segments(table).into_iter();
                let mut others = found.filter(|(place, _)| !is_read(*place, table));
                Some(others.next()?.1)
            }),
        }
    }

    /// The cells of a table that should hold figures; none where it has no such column or row.
    pub fn cells<'r>(&self, table: &Table<'r>, dates: &DateReader) -> Option<Vec<FigureCell<'r>>> {
        let place = match self.nth {
            Some(nth) => {
                let mut all = names(table, dates).into_iter();
                all.find(|(_, place)| *place == nth)?.1
            }
            None => *places(table, dates, &self.name).first()?,
        };
        let width = table.header.or(table.rows.first());
        let width = width.map_or(0, |row| row.cells.len());
        let too_many = |row: &Record| {
            let end = row.cells.iter().rposition(|cell| !cell.is_empty());
            end.map_or(0, |end| (end + 1).saturating_sub(width))
        };
        if let Some(days) = table.days.column() {
            let cell = |row: &'r Record| FigureCell {
                line: row.line,
                day: table.days.of_row(row, dates),
                name: row.cell(days),
                text: row.cell(place),
                width,
                too_many: too_many(row),
            };
            let place = self.segment.as_ref().and_then(|value| {
                let mut columns = segments(table).into_iter();
                let (place, _) = columns.find(|(_, it)| it.values.contains(value))?;
                Some((place, value))
            });
            let is_meant = |row: &&Record| match place {
                Some((place, value)) => row.cell(place) == value,
                None => self.segment.is_none(),
            };
            return Some(table.rows.iter().filter(is_meant).map(cell).collect());
        }
        let (header, row) = (table.header?, table.rows.get(place)?);
        let cells = header.cells.iter().enumerate();
        let cell = |(column, name): (usize, &'r String)| {
            let day = day_of(name, dates)?;
            Some(FigureCell {
                line: row.line,
                day: Some(day),
                name,
                text: row.cell(column),
                width,
                too_many: too_many(row),
            })
        };
        Some(cells.filter_map(cell).collect())
    }
}

/// The names of the columns of a table, the days left out, or of its rows where days are columns; each with its place.
fn names(table: &Table<'_>, dates: &DateReader) -> Vec<(String, usize)> {
    match (table.days, table.header) {
        (Days::Header, Some(header)) => {
            let is_label = |column: &usize| {
                let name = header.cell(*column);
                day_of(name, dates).is_none() && !figures_in(table.rows, *column)
            };
            let labels: Vec<usize> = (0..header.cells.len()).filter(is_label).collect();
            let label = |row: &Record| {
                let parts = labels.iter().map(|column| row.cell(*column));
                parts
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            let rows = table.rows.iter().enumerate();
            rows.map(|(place, row)| (label(row), place)).collect()
        }
        (days, Some(header)) => {
            let columns = header.cells.iter().enumerate();
            columns
                .filter(|(column, _)| Some(*column) != days.column())
                .map(|(column, name)| (name.clone(), column))
                .collect()
        }
        (days, None) => {
            let width = table.rows.iter().map(|row| row.cells.len()).max();
            (0..width.unwrap_or(0))
                .filter(|column| Some(*column) != days.column())
                .map(|column| (format!("#{}", column + 1), column))
                .collect()
        }
    }
}

/// The places of the columns or rows with a name: as it is written where one is, else in other spellings; of several, those that
/// hold figures where one does.
fn places(table: &Table<'_>, dates: &DateReader, asked: &str) -> Vec<usize> {
    let folded = fold_name(asked);
    let mut found = names(table, dates);
    found.retain(|(name, _)| fold_name(name) == folded);
    if found.iter().any(|(name, _)| name == asked) {
        found.retain(|(name, _)| name == asked);
    }
    let places: Vec<usize> = found.into_iter().map(|(_, place)| place).collect();
    let holding: Vec<usize> = places
        .iter()
        .copied()
        .filter(|at| holds(table, *at))
        .collect();
    match holding.is_empty() {
        true => places,
        false => holding,
    }
}

/// The names of those that hold figures.
fn candidates(table: &Table<'_>, dates: &DateReader) -> Vec<String> {
    let mut names = names(table, dates);
    names.retain(|(_, place)| holds(table, *place));
    names.into_iter().map(|(name, _)| name).collect()
}

/// Whether a column holds figures. Rows do, where days are columns.
fn holds(table: &Table<'_>, place: usize) -> bool {
    match table.days {
        Days::Header => true,
        _ => figures_in(table.rows, place),
    }
}

/// The column with the most figures: how many, its name, and its first cell that is none.
fn nearly<'r>(table: &Table<'r>, dates: &DateReader) -> Option<(usize, String, &'r str)> {
    let columns = names(table, dates).into_iter().filter_map(|(name, place)| {
        let cells = table.rows.iter().map(|row| row.cell(place));
        let (figures, others): (Vec<&str>, Vec<&str>) = cells
            .filter(|cell| !is_nothing(cell))
            .partition(|cell| figure_cell(cell, Comma::Thousands).is_ok());
        Some((figures.len(), name, *others.first()?))
    });
    columns.max_by_key(|(figures, ..)| *figures)
}

/// Whether most of the cells in a column that hold something are figures.
pub fn figures_in(rows: &[Record], column: usize) -> bool {
    let cells = rows.iter().map(|row| row.cell(column));
    let (mut figures, mut others) = (0, 0);
    for cell in cells.filter(|cell| !is_nothing(cell)) {
        match figure_cell(cell, Comma::Thousands) {
            Ok(_) => figures += 1,
            Err(_) => others += 1,
        }
    }
    figures > others
}
