//! A file of figures to days and figures, and what became of every row.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::day_order::day_reader;
use super::figure_cell::{Comma, NoFigure, comma_of, figure_cell, is_nothing};
use super::formats::MetricFormat;
use super::layout::{Days, Layout, Table, day_of, layout};
use super::records::{MOST_ROWS, Record, records};
use super::settle::{FoundFigure, settle};
use crate::exchange::assembly::fold_name;
use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::DateReader;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::{Source, SourceError};
use crate::model::{Figure, nearest};

/// How figures are read.
#[derive(Debug, Clone)]
pub struct MetricOptions<'o> {
    /// The tool; none to take whatever is there.
    pub format: Option<&'o MetricFormat>,
    /// The column (or the row, where days are columns) with the figures; `#3` is the third.
    pub column: Option<&'o str>,
    /// Whether several figures of one day are added up.
    pub add_up: bool,
    /// How days and months are written, where a person says so.
    pub date_order: Option<DateOrder>,
    /// Today; no figure of a later day is taken.
    pub today: Date,
}

/// What a file holds.
#[derive(Debug, Clone)]
pub struct MetricExport {
    /// One figure a day.
    pub days: BTreeMap<Date, Figure>,
    /// The name of the column that they stood in; empty where it has none.
    pub column: String,
    /// How many rows (or columns, where days are columns) with figures there were: those taken and those reported.
    pub rows: usize,
    /// What was not taken, and why.
    pub reported: Vec<Remark>,
}

/// Why no figures could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetricReadError {
    /// The file cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// A folder or archive with several files, or none.
    #[error("one file of figures is expected, and {0} are there")]
    Files(usize),
    /// Larger than any such file.
    #[error("the file has more than {MOST_ROWS} rows")]
    Rows,
    /// No table of days.
    #[error("the file has no column of days, and no row of them")]
    NoDays,
    /// Nobody knows which part of the days is the day.
    #[error("order of day and month unclear: {reason}")]
    Order {
        /// Why, in words.
        reason: String,
        /// The flag that says it.
        flag: &'static str,
    },
    /// Nobody knows which column is meant.
    #[error("{reason}")]
    Column {
        /// Why, in words.
        reason: String,
        /// The columns with figures.
        columns: Vec<String>,
        /// The one that was probably meant.
        near: Option<String>,
    },
    /// Every row was refused.
    #[error("no row of the file is a day with a figure")]
    Nothing {
        /// Why, the first reasons.
        reasons: Vec<String>,
    },
    /// Some figures are per cent and others are not.
    #[error("`{0}` is per cent and `{1}` is not: one column holds both")]
    Mixed(Figure, Figure),
}

/// Reads the figures of a source with one file.
///
/// # Errors
/// [`MetricReadError`].
pub fn read_metric_export(
    source: &dyn Source,
    options: &MetricOptions<'_>,
) -> Result<MetricExport, MetricReadError> {
    let path = one_file(source)?;
    let (records, delimiter) = records(source, &path)?;
    if records.len() > MOST_ROWS {
        return Err(MetricReadError::Rows);
    }
    let dates = day_reader(&records, options.date_order, options.today)
        .map_err(|(reason, flag)| MetricReadError::Order { reason, flag })?;
    let layout = layout(&records, &dates);
    if layout.tables.is_empty() {
        return Err(MetricReadError::NoDays);
    }
    let usual = match options.format {
        Some(format) if format.comma != Comma::Unknown => format.comma,
        // In a file with commas between cells, one inside of quotes parts thousands.
        _ if delimiter == b',' => Comma::Thousands,
        _ => Comma::Unknown,
    };
    let chosen = Chosen::new(&layout, &dates, options.column)?;
    let mut reported = Vec::new();
    let mut found = Vec::new();
    let mut rows = 0;
    for table in &layout.tables {
        let cells = chosen.cells(table, &dates);
        let Some(cells) = cells else {
            let rest = table.rows.len();
            rows += rest;
            refuse(
                &mut reported,
                &path,
                table.rows,
                "the table has no such column",
            );
            continue;
        };
        rows += cells.len();
        let comma = comma_of(cells.iter().map(|cell| cell.text), usual);
        for cell in cells {
            let reason = match (cell.day, figure_cell(cell.text, comma)) {
                (Some(_), _) if cell.too_many > 0 => {
                    let cells = cell.width + cell.too_many;
                    format!(
                        "the row has {cells} cells and the table {}: is a comma of a number outside of quotation marks?",
                        cell.width
                    )
                }
                (Some(day), Ok(figure)) if day <= options.today => {
                    let line = cell.line;
                    found.push(FoundFigure { line, day, figure });
                    continue;
                }
                (Some(day), Ok(_)) => format!("{day} has not come yet"),
                (None, _) => format!("no day: `{}`", short(cell.name)),
                (Some(day), Err(NoFigure::Empty)) => format!("{day} has no figure"),
                (Some(_), Err(NoFigure::Other)) => format!("no figure: `{}`", short(cell.text)),
                (Some(_), Err(NoFigure::Comma)) => format!(
                    "`{}` may be thousands or decimals: no figure of the column shows it",
                    short(cell.text)
                ),
            };
            reported.push(Remark::new(Origin::line(path.as_str(), cell.line), reason));
        }
    }
    for block in &layout.without_days {
        rows += block.len();
        refuse(&mut reported, &path, block, "the table has no days");
    }
    let days = settle(found, options.add_up, &path, &mut reported);
    reported.sort_by(|a, b| a.at.cmp(&b.at));
    if days.is_empty() {
        let reasons = reported.iter().take(3);
        let reasons = reasons.map(|remark| format!("{}: {}", remark.at, remark.reason));
        return Err(MetricReadError::Nothing {
            reasons: reasons.collect(),
        });
    }
    let is_something = |figure: &&Figure| !figure.number().is_zero();
    let percent = days.values().find(|figure| figure.is_percent());
    let other = days
        .values()
        .filter(is_something)
        .find(|figure| !figure.is_percent());
    if let (Some(percent), Some(other)) = (percent, other) {
        return Err(MetricReadError::Mixed(percent.clone(), other.clone()));
    }
    Ok(MetricExport {
        days,
        column: chosen.name,
        rows,
        reported,
    })
}

/// The one file that a source holds, or its one table.
fn one_file(source: &dyn Source) -> Result<String, MetricReadError> {
    let entries = source.list("")?;
    let files: Vec<String> = entries
        .into_iter()
        .filter(|entry| !entry.folder && !entry.name.starts_with('.'))
        .map(|entry| entry.name)
        .collect();
    if let [one] = files.as_slice() {
        return Ok(one.clone());
    }
    let is_table = |name: &&String| {
        let name = name.to_ascii_lowercase();
        name.ends_with(".csv") || name.ends_with(".tsv")
    };
    match files.iter().filter(is_table).collect::<Vec<_>>()[..] {
        [one] => Ok(one.clone()),
        ref several => Err(MetricReadError::Files(several.len())),
    }
}

/// A cell that should hold a figure.
struct FigureCell<'r> {
    line: usize,
    day: Option<Date>,
    /// What stands in the place of the day.
    name: &'r str,
    text: &'r str,
    /// How many cells the table has.
    width: usize,
    /// By how many cells that hold something the row is longer.
    too_many: usize,
}

/// The column or row that is read.
struct Chosen {
    name: String,
    /// By its place, where that was asked for.
    nth: Option<usize>,
}

impl Chosen {
    /// The one that is asked for, else the only one that holds figures.
    fn new(
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
        let Some(asked) = asked else {
            return match columns.as_slice() {
                [one] => Ok(Self {
                    name: one.clone(),
                    nth: None,
                }),
                [] => Err(MetricReadError::Column {
                    reason: "no column beside the days holds figures".to_owned(),
                    columns,
                    near: None,
                }),
                _ => Err(MetricReadError::Column {
                    reason: format!("{} columns hold figures", columns.len()),
                    columns,
                    near: None,
                }),
            };
        };
        let nth = asked
            .strip_prefix('#')
            .and_then(|nth| nth.parse::<usize>().ok());
        if let Some(nth) = nth.filter(|nth| *nth > 0) {
            return Ok(Self {
                name: asked.to_owned(),
                nth: Some(nth - 1),
            });
        }
        let names = tables.flat_map(|table| names(table, dates));
        let names: Vec<String> = names.map(|(name, _)| name).collect();
        let folded = fold_name(asked);
        match names.iter().find(|name| fold_name(name) == folded) {
            Some(name) => Ok(Self {
                name: name.clone(),
                nth: None,
            }),
            None => Err(MetricReadError::Column {
                reason: format!("there is no column `{}`", short(asked)),
                near: nearest(asked, columns.iter().map(String::as_str)).map(str::to_owned),
                columns,
            }),
        }
    }

    /// The cells of a table that should hold figures; none where it has no such column or row.
    fn cells<'r>(&self, table: &Table<'r>, dates: &DateReader) -> Option<Vec<FigureCell<'r>>> {
        let folded = fold_name(&self.name);
        let is_it = |(name, place): &(String, usize)| match self.nth {
            Some(nth) => *place == nth,
            None => fold_name(name) == folded,
        };
        let (_, place) = names(table, dates).into_iter().find(is_it)?;
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
            return Some(table.rows.iter().map(cell).collect());
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

/// The names of those that hold figures.
fn candidates(table: &Table<'_>, dates: &DateReader) -> Vec<String> {
    let holds = |(name, place): (String, usize)| {
        let is_it = match table.days {
            Days::Header => true,
            _ => figures_in(table.rows, place),
        };
        is_it.then_some(name)
    };
    names(table, dates).into_iter().filter_map(holds).collect()
}

/// Whether most of the cells in a column that hold something are figures.
fn figures_in(rows: &[Record], column: usize) -> bool {
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

fn refuse(reported: &mut Vec<Remark>, path: &str, rows: &[Record], reason: &str) {
    let remark = |row: &Record| Remark::new(Origin::line(path, row.line), reason);
    reported.extend(rows.iter().map(remark));
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
