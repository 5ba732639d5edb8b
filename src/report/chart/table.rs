//! A chart's figures as a table, for formats without pictures and for those who do not see them.

use super::series::Chart;
use crate::report::{Column, Line, Row, Style, Table};

/// Returns a row a day that has come: figures, `?` where they are unknown, and what happened.
#[must_use]
pub fn table(chart: &Chart) -> Table {
    let mut columns = vec![Column::left("Day")];
    columns.extend(chart.series.iter().map(|series| Column::right(series.name)));
    columns.push(Column::left("What happened").flexible());
    let days = chart.days.iter().enumerate();
    let rows = days
        .filter(|(_, day)| !day.is_to_come)
        .map(|(at, day)| {
            let mut cells = vec![Line::plain(day.date.strftime("%a %F").to_string())];
            cells.extend(chart.series.iter().map(|series| {
                let value = series.value(at);
                Line::plain(value.map_or_else(|| "?".to_owned(), |value| value.to_string()))
            }));
            let mut notes: Vec<&str> = day.mark.as_deref().into_iter().collect();
            notes.extend(day.notes.iter().map(String::as_str));
            if notes.is_empty() && day.is_weekend() {
                notes.push("weekend");
            }
            cells.push(Line::styled(notes.join(", "), Style::Dim));
            Row::Cells(cells)
        })
        .collect();
    Table {
        columns,
        rows,
        indent: 0,
    }
}
