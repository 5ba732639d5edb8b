//! Text for a person at a terminal; colour only helps, and is stripped where it is not wanted.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Width, presets,
};

use crate::report::{Align, Block, Document, Line, Row, Style, Table};
use crate::text;

/// From so many rows on a table is written plainly, line by line: laying it out costs 60 ms and 31 MiB at 10,000 rows.
const PLAIN_FROM: usize = 200;
/// No line of a table is laid out for less than this.
const NARROWEST: usize = 40;

/// Returns the document as text of at most `width` columns (`None`: as wide as it is), with ANSI styles.
#[must_use]
pub fn text(document: &Document, width: Option<usize>) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, line) => {
                let _ = writeln!(out, "{}", paint_line(line, Some(Style::Strong)));
            }
            Block::Text(line) => {
                let _ = writeln!(out, "{}", paint_line(line, None));
            }
            Block::Items(lines) => {
                for line in lines {
                    let _ = writeln!(out, "  {}", paint_line(line, None));
                }
            }
            Block::Table(table) if table.rows.len() > PLAIN_FROM => {
                plain_table(&mut out, table, width)
            }
            Block::Table(table) => fitted_table(&mut out, table, width),
            Block::Markdown(body) => {
                let _ = writeln!(out, "{}", text::escape_terminal_lines(body.trim_end()));
            }
            Block::Gap => out.push('\n'),
            Block::Hint(line) => {
                let _ = writeln!(
                    out,
                    "{} {}",
                    paint("hint:", Style::Good),
                    paint_line(line, None)
                );
            }
        }
    }
    out
}

fn ansi(style: Style) -> Ansi {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    match style {
        Style::Plain => Ansi::new(),
        Style::Strong => Ansi::new().bold(),
        Style::Dim => Ansi::new().dimmed(),
        Style::Id => colour(AnsiColor::Cyan),
        Style::Good => colour(AnsiColor::Green),
        Style::Warn => colour(AnsiColor::Yellow),
        Style::Bad => colour(AnsiColor::Red).bold(),
    }
}

fn paint(words: &str, style: Style) -> String {
    let words = text::escape_terminal(words);
    match style {
        Style::Plain => words.into_owned(),
        style => {
            let ansi = ansi(style);
            format!("{ansi}{words}{ansi:#}")
        }
    }
}

fn paint_line(line: &Line, plain: Option<Style>) -> String {
    line.spans
        .iter()
        .map(|span| match (span.style, plain) {
            (Style::Plain, Some(style)) => paint(&span.text, style),
            (style, _) => paint(&span.text, style),
        })
        .collect()
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
fn cell(line: &Line) -> Cell {
    let cell = Cell::new(text::escape_terminal(&line.words()));
    match cell_style(line) {
        Style::Plain => cell,
        Style::Strong => cell.add_attribute(Attribute::Bold),
        Style::Dim => cell.add_attribute(Attribute::Dim),
        Style::Id => cell.fg(Color::DarkCyan),
        Style::Good => cell.fg(Color::DarkGreen),
        Style::Warn => cell.fg(Color::DarkYellow),
        Style::Bad => cell.fg(Color::DarkRed).add_attribute(Attribute::Bold),
    }
}

/// Lays a table out to the screen's width: one line a row, the flexible columns cut with `…`.
fn fitted_table(out: &mut String, table: &Table, width: Option<usize>) {
    let mut layout = comfy_table::Table::new();
    layout.load_style(presets::NOTHING);
    layout.enforce_styling();
    layout.style_text_only();
    layout.set_content_arrangement(ContentArrangement::Dynamic);
    layout.set_width(
        u16::try_from(width.unwrap_or(usize::from(u16::MAX)).max(NARROWEST)).unwrap_or(u16::MAX),
    );
    layout.set_header(
        table
            .columns
            .iter()
            .map(|column| Cell::new(&column.title).add_attribute(Attribute::Dim)),
    );
    let mut dividers: Vec<&str> = Vec::new();
    for row in &table.rows {
        match row {
            Row::Cells(cells) => {
                let mut laid = comfy_table::Row::from(cells.iter().map(cell).collect::<Vec<_>>());
                laid.max_height(1);
                layout.add_row(laid);
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
            if !column.flexible {
                let widest = table
                    .rows
                    .iter()
                    .map(|row| cell_width(row, index))
                    .chain([text::display_width(&column.title)]);
                let widest = widest.max().unwrap_or(0) + usize::from(index > 0) + 1;
                laid.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(
                    u16::try_from(widest).unwrap_or(40),
                )));
            }
        }
    }
    let across = width.unwrap_or(80).clamp(NARROWEST, 72);
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
                let _ = writeln!(out, "{}", line.trim_end());
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
    format!("{start}{}", "─".repeat(rest))
}

/// Writes a large table line by line: fixed columns as wide as their widest cell, the last flexible one cut to the screen.
fn plain_table(out: &mut String, table: &Table, width: Option<usize>) {
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
    if let (Some(width), Some(flexible)) = (
        width,
        table.columns.iter().position(|column| column.flexible),
    ) {
        let others: usize = widths
            .iter()
            .enumerate()
            .filter(|(index, _)| *index != flexible)
            .map(|(_, w)| w + 2)
            .sum();
        widths[flexible] =
            widths[flexible].min(width.max(NARROWEST).saturating_sub(others).max(10));
    }
    let titles: Vec<Line> = table
        .columns
        .iter()
        .map(|column| Line::plain(column.title.clone()))
        .collect();
    plain_row(out, table, &widths, &titles);
    for row in &table.rows {
        match row {
            Row::Cells(cells) => plain_row(out, table, &widths, cells),
            Row::Divider(words) => {
                let _ = writeln!(out, "{}", paint(&divider(words, 72), Style::Dim));
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
