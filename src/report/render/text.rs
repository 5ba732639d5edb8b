//! Text for a person at a terminal; colour only helps, and is stripped where it is not wanted.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style as Ansi};

use super::text_table::table;
use super::wrap::{wrap, wrap_markdown};
use crate::report::chart::bars;
use crate::report::{Block, Document, Line, Style};
use crate::text;

/// Returns the document as text of at most `width` columns (`None`: as wide as it is), with ANSI styles.
#[must_use]
pub fn text(document: &Document, width: Option<usize>) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(_, line) => {
                for line in wrap(line, width, 0, 2) {
                    let _ = writeln!(out, "{}", paint_line(&line, Some(Style::Strong)));
                }
            }
            Block::Text(line) => {
                for line in wrap(line, width, 0, 2) {
                    let _ = writeln!(out, "{}", paint_line(&line, None));
                }
            }
            Block::Items(lines) => {
                let indent = |line: &Line| if line.is_below { 4 } else { 2 };
                let lines = lines.iter();
                for line in lines.flat_map(|line| wrap(line, width, indent(line), indent(line) + 2))
                {
                    let _ = writeln!(out, "{}", paint_line(&line, None));
                }
            }
            Block::Table(rows) => table(&mut out, rows, width),
            Block::Chart(chart) => {
                for line in bars(chart, width) {
                    let _ = writeln!(out, "{}", paint_line(&line, None));
                }
            }
            Block::Markdown(body) => {
                for (words, style) in wrap_markdown(body.trim_end(), width) {
                    let _ = writeln!(out, "{}", paint(&words, style));
                }
            }
            Block::Gap => out.push('\n'),
            Block::Hint(line) => {
                // A command to copy stays on one line; where it does not fit beside the words, it stands below them.
                let words = line.words();
                let wide = width.is_some_and(|width| text::display_width(&words) + 6 > width);
                let words = match words.split_once(": po ") {
                    Some((words, command)) if wide => {
                        format!(
                            "{}:\n  po {}",
                            text::escape_terminal(words),
                            text::escape_terminal(command)
                        )
                    }
                    _ => text::escape_terminal(&words).into_owned(),
                };
                let _ = writeln!(out, "{} {words}", paint("hint:", Style::Good));
            }
        }
    }
    out
}

pub(super) fn ansi(style: Style) -> Ansi {
    let colour = |colour: AnsiColor| Ansi::new().fg_color(Some(colour.into()));
    match style {
        Style::Plain => Ansi::new(),
        Style::Strong | Style::Code => Ansi::new().bold(),
        Style::Dim => Ansi::new().dimmed(),
        Style::Id => colour(AnsiColor::Cyan),
        Style::Good => colour(AnsiColor::Green),
        Style::Warn => colour(AnsiColor::Yellow),
        Style::Bad => colour(AnsiColor::Red).bold(),
    }
}

pub(super) fn paint(words: &str, style: Style) -> String {
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
