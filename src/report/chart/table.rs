//! A chart's figures as a table, for formats without pictures and for those who do not see them.

use super::columns::ColumnChart;
use super::dots::DotChart;
use super::kinds::Chart;
use super::series::DayChart;
use crate::report::{Column, Line, Row, Style, Table};

/// Returns the figures behind a chart.
#[must_use]
pub fn table(chart: &Chart) -> Table {
    match chart {
        Chart::Days(chart) => day_table(chart),
        Chart::Columns(chart) => column_table(chart),
        Chart::Dots(chart) => dot_table(chart),
    }
}

/// Returns a row a day that has come: figures, `?` where they are unknown, and what happened.
fn day_table(chart: &DayChart) -> Table {
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

/// A row a Sprint.
fn column_table(chart: &ColumnChart) -> Table {
    let row = |column: &super::columns::ChartColumn| {
        let planned = column.planned.map(|planned| planned.to_string());
        let closed = column.closed.map(|day| day.to_string());
        Row::Cells(vec![
            Line::plain(column.name.clone()),
            Line::plain(closed.unwrap_or_default()),
            Line::plain(planned.unwrap_or_else(|| "?".to_owned())),
            Line::styled(column.done.to_string(), Style::Strong),
            Line::plain(column.items.to_string()),
        ])
    };
    Table {
        columns: vec![
            Column::right("Sprint"),
            Column::left("Closed"),
            Column::right("Planned"),
            Column::right("Done"),
            Column::right("Items"),
        ],
        rows: chart.columns.iter().map(row).collect(),
        indent: 0,
    }
}

/// A row an item.
fn dot_table(chart: &DotChart) -> Table {
    let row = |dot: &super::dots::ChartDot| {
        Row::Cells(vec![
            Line::plain(dot.words.clone()),
            Line::plain(dot.date.to_string()),
            Line::plain(dot.days.to_string()),
        ])
    };
    Table {
        columns: vec![
            Column::left("Item").flexible(),
            Column::left("Done"),
            Column::right("Days from start"),
        ],
        rows: chart.dots.iter().map(row).collect(),
        indent: 0,
    }
}
