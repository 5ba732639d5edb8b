//! Tables for a person at a terminal: one line a row, within the screen's width.

use std::fmt::Write as _;

use comfy_table::{Attribute, Cell, CellAlignment, Color, ContentArrangement, presets};

use super::text::{ansi, paint};
use crate::report::{Align, Line, Row, Style, Table};
use crate::text;

/// From so many rows on a table is written plainly, line by line: laying it out costs 60 ms and 31 MiB at 10,000 rows.
const PLAIN_FROM: usize = 200;
/// No line of a table is laid out for less than this.
const NARROWEST: usize = 40;
/// What a column that gives way keeps at first, when the others have given way too, and at last.
const KEPT: [usize; 3] = [20, 8, 4];
/// Between two columns.
const GAP: usize = 2;
/// How far a line across the table reaches, where the screen is not narrower.
const ACROSS: usize = 72;

/// Writes a table of at most `width` columns: cells of the columns that may give way are cut with `…`.
pub(super) fn table(out: &mut String, table: &Table, width: Option<usize>) {
    let widths = widths(table, width.map(|width| width.max(NARROWEST)));
    let across = width.unwrap_or(ACROSS).clamp(NARROWEST, ACROSS);
    if table.rows.len() > PLAIN_FROM {
        plain_table(out, table, &widths, across);
    } else {
        laid_out(out, table, &widths, across);
    }
}

/// The width of each column: as wide as its widest cell, but the first that may give way does so down to 20 columns,
/// then the others down to 8, then the first again, and so on.
fn widths(table: &Table, width: Option<usize>) -> Vec<usize> {
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| text::display_width(&column.title))
        .collect();
    for row in &table.rows {
        for (index, widest) in widths.iter_mut().enumerate() {
            *widest = (*widest).max(cell_width(row, index));
        }
    }
    let Some(width) = width else {
        return widths;
    };
    let flexible: Vec<usize> = (0..widths.len())
        .filter(|index| table.columns[*index].flexible)
        .collect();
    let Some((first, others)) = flexible.split_first() else {
        return widths;
    };
    let gaps = table.indent + GAP * widths.len().saturating_sub(1);
    let mut give = |index: usize, kept: usize| {
        let over = (widths.iter().sum::<usize>() + gaps).saturating_sub(width);
        let spare = widths[index].saturating_sub(kept);
        widths[index] -= over.min(spare);
    };
    for kept in KEPT.windows(2) {
        give(*first, kept[0]);
        for other in others {
            give(*other, kept[1]);
        }
    }
    give(*first, KEPT[2]);
    widths
}

/// The style of a cell: that of its first piece that has one.
fn cell_style(line: &Line) -> Style {
    line.spans
        .iter()
        .map(|span| span.style)
        .find(|style| *style != Style::Plain)
        .unwrap_or_default()
}

/// A cell for comfy-table, which must know styles from words to reckon widths.
fn cell(line: &Line, width: usize) -> Cell {
    let cell = Cell::new(text::truncate(&text::escape_terminal(&line.words()), width));
    match cell_style(line) {
        Style::Plain => cell,
        Style::Strong | Style::Code => cell.add_attribute(Attribute::Bold),
        Style::Dim => cell.add_attribute(Attribute::Dim),
        Style::Id => cell.fg(Color::DarkCyan),
        Style::Good => cell.fg(Color::DarkGreen),
        Style::Warn => cell.fg(Color::DarkYellow),
        Style::Bad => cell.fg(Color::DarkRed).add_attribute(Attribute::Bold),
    }
}

/// Whether a table has a line of titles.
fn is_titled(table: &Table) -> bool {
    table.columns.iter().any(|column| !column.title.is_empty())
}

/// Lays a table out with comfy-table, every cell cut to its width before.
fn laid_out(out: &mut String, table: &Table, widths: &[usize], across: usize) {
    let mut layout = comfy_table::Table::new();
    layout.load_style(presets::NOTHING);
    layout.enforce_styling();
    layout.style_text_only();
    layout.set_content_arrangement(ContentArrangement::Disabled);
    if is_titled(table) {
        layout.set_header(table.columns.iter().map(|column| {
            let cell = Cell::new(&column.title);
            if column.title.is_empty() {
                cell
            } else {
                cell.add_attribute(Attribute::Dim)
            }
        }));
    }
    let mut dividers: Vec<&str> = Vec::new();
    for row in &table.rows {
        match row {
            Row::Cells(cells) => {
                layout.add_row(
                    cells
                        .iter()
                        .zip(widths)
                        .map(|(line, width)| cell(line, *width))
                        .collect::<Vec<_>>(),
                );
            }
            Row::Divider(words) => {
                layout.add_row([Cell::new(divider_mark(dividers.len()))]);
                dividers.push(words);
            }
        }
    }
    for (index, column) in table.columns.iter().enumerate() {
        if let Some(laid) = layout.column_mut(index) {
            laid.set_padding((u16::from(index > 0), 1));
            if column.align == Align::Right {
                laid.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    let indent = " ".repeat(table.indent);
    for line in layout.lines() {
        match line
            .trim_start()
            .chars()
            .next()
            .and_then(divider_index)
            .and_then(|index| dividers.get(index))
        {
            Some(words) => {
                let _ = writeln!(out, "{}", paint(&divider(words, across), Style::Dim));
            }
            None => {
                let _ = writeln!(out, "{indent}{}", line.trim_end());
            }
        }
    }
}

/// A character of the private use area that stands for the n-th divider while the table is laid out.
fn divider_mark(index: usize) -> char {
    u32::try_from(index)
        .ok()
        .and_then(|index| char::from_u32(0xE000 + index))
        .unwrap_or('\u{E000}')
}

fn divider_index(mark: char) -> Option<usize> {
    ('\u{E000}'..='\u{F8FF}')
        .contains(&mark)
        .then(|| mark as usize - 0xE000)
}

fn cell_width(row: &Row, index: usize) -> usize {
    match row {
        Row::Cells(cells) => cells.get(index).map_or(0, |cell| {
            text::display_width(&text::escape_terminal(&cell.words()))
        }),
        Row::Divider(_) => 0,
    }
}

fn divider(words: &str, across: usize) -> String {
    let start = format!("──── {} ", text::escape_terminal(words));
    let rest = across.saturating_sub(text::display_width(&start));
    text::truncate(&format!("{start}{}", "─".repeat(rest)), across)
}

/// Writes a large table line by line.
fn plain_table(out: &mut String, table: &Table, widths: &[usize], across: usize) {
    if is_titled(table) {
        let titles: Vec<Line> = table
            .columns
            .iter()
            .map(|column| Line::styled(column.title.clone(), Style::Dim))
            .collect();
        plain_row(out, table, widths, &titles);
    }
    for row in &table.rows {
        match row {
            Row::Cells(cells) => plain_row(out, table, widths, cells),
            Row::Divider(words) => {
                let _ = writeln!(out, "{}", paint(&divider(words, across), Style::Dim));
            }
        }
    }
}

fn plain_row(out: &mut String, table: &Table, widths: &[usize], cells: &[Line]) {
    let start = out.len();
    for (index, (cell, width)) in cells.iter().zip(widths).enumerate() {
        let words = cell.words();
        let words = text::escape_terminal(&words);
        let mut wide = text::display_width(&words);
        let words = if wide <= *width {
            words
        } else {
            let cut = text::truncate(&words, *width);
            wide = text::display_width(&cut);
            cut.into()
        };
        let space = std::iter::repeat_n(' ', width.saturating_sub(wide));
        if index > 0 {
            out.push_str("  ");
        }
        let right = table.columns.get(index).map(|column| column.align) == Some(Align::Right);
        if right {
            out.extend(space.clone());
        }
        match cell_style(cell) {
            Style::Plain => out.push_str(&words),
            style => {
                let style = ansi(style);
                let _ = write!(out, "{style}{words}{style:#}");
            }
        }
        if !right {
            out.extend(space);
        }
    }
    let end = out.trim_end_matches(' ').len().max(start);
    out.truncate(end);
    out.push('\n');
}
