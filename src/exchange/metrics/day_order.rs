//! Which part of a file's days is the day, by the cells in which days stand alone; where they do not show it, nobody guesses.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::layout::{Days, Table, layout};
use super::records::Record;
use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::DateReader;
use crate::exchange::order_finder::{OrderError, OrderFinder};

/// What to say where day and month may be either.
const DAY_OR_MONTH: &str = "--date-format dd/MM/yyyy or MM/dd/yyyy";
/// What to say where day and year may be either.
const DAY_OR_YEAR: &str = "--date-format dd-MM-yy or yy-MM-dd";

/// The reader of the days of a file; `said` is the order that a person names, and no figure is later than `today`.
///
/// # Errors
/// Why the order is not clear, and the flag that says it.
pub fn day_reader(
    records: &[Record],
    said: Option<DateOrder>,
    today: Date,
) -> Result<DateReader, (String, &'static str)> {
    let reader = |order| DateReader {
        order,
        zone: TimeZone::UTC,
    };
    if said.is_some() {
        return Ok(reader(said));
    }
    let all = records.iter().flat_map(|record| &record.cells);
    // To find the tables any order will do that reads the days.
    let guess = match order_of(all.map(String::as_str)) {
        Ok(order) => order,
        Err(OrderError::Mixed(..)) => None,
        Err(_) => Some(DateOrder::DayFirst),
    };
    let found = layout(records, &reader(guess));
    let cells: Vec<&str> = found.tables.iter().flat_map(day_cells).collect();
    let order = order_of(cells.iter().flat_map(|cell| days_in(cell))).map_err(|why| {
        let flag = match why {
            OrderError::DayOrYear(_) => DAY_OR_YEAR,
            OrderError::DayOrMonth(_) | OrderError::Mixed(..) => DAY_OR_MONTH,
        };
        (why.to_string(), flag)
    })?;
    if order == Some(DateOrder::DayFirst)
        && let Some(cell) = year_first(&cells, today)
    {
        let why = format!("`{cell}`: the year or the day may come first");
        return Err((why, DAY_OR_YEAR));
    }
    Ok(reader(order))
}

/// The order of the cells that are dates in one order or another.
fn order_of<'c>(cells: impl Iterator<Item = &'c str>) -> Result<Option<DateOrder>, OrderError> {
    let orders = [
        DateOrder::DayFirst,
        DateOrder::MonthFirst,
        DateOrder::YearFirst,
    ];
    let is_date = |cell: &&str| {
        orders.iter().any(|order| {
            let order = Some(*order);
            let zone = TimeZone::UTC;
            DateReader { order, zone }.date(cell).is_some()
        })
    };
    let mut finder = OrderFinder::default();
    cells.filter(is_date).for_each(|cell| finder.see(cell));
    finder.order()
}

/// The cells of a table in which days stand.
fn day_cells<'r>(table: &Table<'r>) -> Vec<&'r str> {
    match (table.days, table.header) {
        (Days::Column(column), _) => table.rows.iter().map(|row| row.cell(column)).collect(),
        (Days::Header, Some(header)) => header.cells.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// A day, or the two ends of some.
fn days_in(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(" - ").map(str::trim)
}

/// The first of days such as `26-11-11` that all may as well begin with the year.
fn year_first<'c>(cells: &[&'c str], today: Date) -> Option<&'c str> {
    let mut years = BTreeSet::new();
    let mut first = None;
    let zone = TimeZone::UTC;
    let order = Some(DateOrder::YearFirst);
    let reader = DateReader { order, zone };
    let mut dates = 0;
    for cell in cells.iter().flat_map(|cell| days_in(cell)) {
        let parts: Vec<&str> = cell.split(['-', '/']).collect();
        let is_number =
            |part: &&str| part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.len() != 3 || !parts.iter().all(is_number) {
            if cell.starts_with(|c: char| c.is_ascii_digit()) {
                return None;
            }
            continue;
        }
        reader.date(cell).filter(|day| *day <= today)?;
        years.insert(parts[2]);
        first = first.or(Some(cell));
        dates += 1;
    }
    // Days of one year have the same number last, where the year is last.
    first.filter(|_| years.len() > 1 || dates == 1)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{DAY_OR_MONTH, DAY_OR_YEAR, DateOrder, day_reader};
    use crate::exchange::memory_source::MemorySource;
    use crate::exchange::metrics::records::records;

    fn order(days: &[&str]) -> Result<Option<DateOrder>, &'static str> {
        let rows: Vec<String> = days.iter().map(|day| format!("{day},3\n")).collect();
        let text = format!("Date,Value\n{}", rows.concat());
        let source = MemorySource::new([("t.csv", text.as_str())]);
        let (rows, _) = records(&source, "t.csv").unwrap();
        match day_reader(&rows, None, date(2026, 11, 22)) {
            Ok(reader) => Ok(reader.order),
            Err((_, flag)) => Err(flag),
        }
    }

    #[test]
    fn days_show_their_order_or_a_person_is_asked() {
        for (days, expected) in [
            (&["13/11/2026", "11/14/2026"][..], Err(DAY_OR_MONTH)),
            (
                &["11/1/2026", "11/11/2026", "11/12/2026"],
                Err(DAY_OR_MONTH),
            ),
            (&["01/02", "02/02/2026", "03/02/2026"], Err(DAY_OR_MONTH)),
            (&["13/11/2026", "02/11/2026"], Ok(Some(DateOrder::DayFirst))),
            (
                &["11/14/2026", "11/02/2026"],
                Ok(Some(DateOrder::MonthFirst)),
            ),
            (&["26-11-11", "26-11-12"], Err(DAY_OR_YEAR)),
            (&["13/11/26", "14/11/26"], Ok(Some(DateOrder::DayFirst))),
            (&["31/12/25", "01/01/26"], Ok(Some(DateOrder::DayFirst))),
            (&["21.11.26", "22.11.25"], Ok(Some(DateOrder::DayFirst))),
            (&["2026-11-01", "2026-11-02"], Ok(None)),
        ] {
            assert_eq!(order(days), expected, "{days:?}");
        }
    }
}
