//! A file of figures to days and figures, and what became of every row.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::chosen::Chosen;
use super::day_order::day_reader;
use super::figure_cell::{comma_of, figure_cell};
use super::formats::MetricFormat;
use super::layout::layout;
use super::records::{LARGEST, MOST_ROWS, Record, records};
use super::segments::Segments;
use super::settle::{FoundFigure, settle};
use super::yearless::is_without_year;
use crate::exchange::date_order::DateOrder;
use crate::exchange::digits::{Comma, NoFigure};
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::{Source, SourceError};
use crate::model::Figure;

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
    /// What tells the figures apart that were taken together.
    pub mixed: Option<Segments>,
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
    /// Larger than any such file, in bytes.
    #[error("the file has more than {} MiB, and figures of a metric are read whole", LARGEST >> 20)]
    Large,
    /// Longer than any such file.
    #[error("the file has more than {MOST_ROWS} rows")]
    Rows,
    /// No table of days.
    #[error("the file has no column of days, and no row of them")]
    NoDays {
        /// A cell that would be a day, had it a year: `Nov 18`.
        without_year: Option<String>,
    },
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
    let (records, delimiter) = records(source, &path).map_err(|error| match error {
        SourceError::TooLarge { .. } => MetricReadError::Large,
        error => MetricReadError::Source(error),
    })?;
    if records.len() > MOST_ROWS {
        return Err(MetricReadError::Rows);
    }
    let dates = day_reader(&records, options.date_order, options.today)
        .map_err(|(reason, flag)| MetricReadError::Order { reason, flag })?;
    let layout = layout(&records, &dates);
    if layout.tables.is_empty() {
        let mut cells = records.iter().flat_map(|record| &record.cells);
        let without_year = cells.find(|cell| is_without_year(cell)).cloned();
        return Err(MetricReadError::NoDays { without_year });
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
        mixed: chosen.mixed(&layout),
        column: chosen.told(),
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

fn refuse(reported: &mut Vec<Remark>, path: &str, rows: &[Record], reason: &str) {
    let remark = |row: &Record| Remark::new(Origin::line(path, row.line), reason);
    reported.extend(rows.iter().map(remark));
}

/// The first letters of a text.
#[must_use]
pub fn short(text: &str) -> String {
    text.chars().take(40).collect()
}
