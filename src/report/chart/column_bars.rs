//! A chart of Sprints for a terminal: a bar a Sprint, readable without colour.

use super::bar_scale::{BarScale, bar_width, trimmed};
use super::columns::{ChartColumn, ColumnChart};
use super::scale::ticks;
use crate::model::Hundredths;
use crate::report::{Line, Style};
use crate::text::{display_width, truncate};

/// No name of a Sprint takes more columns.
const WIDEST_NAME: usize = 24;
/// The titles of the figures beside the bars.
const FIGURES: [&str; 4] = ["Planned", "Done", "Items", "Closed"];
/// What the bars are drawn with.
const DONE: char = '█';
/// Where the plan was.
const PLANNED: char = '│';

/// Returns the chart as lines of at most `width` columns; nothing where there is no Sprint.
pub(super) fn bars(chart: &ColumnChart, width: Option<usize>) -> Vec<Line> {
    if chart.columns.is_empty() {
        return Vec::new();
    }
    let names = chart.columns.iter().map(|c| display_width(&c.name));
    let widest = width.map_or(WIDEST_NAME, |width| WIDEST_NAME.min(width / 4).max(6));
    let label = names.max().unwrap_or(0).clamp(6, widest);
    let rows: Vec<[String; 4]> = chart.columns.iter().map(figures).collect();
    let widths: Vec<usize> = (0..FIGURES.len())
        .map(|at| rows.iter().map(|row| row[at].len()).max().unwrap_or(0))
        .zip(FIGURES)
        .map(|(widest, title)| widest.max(title.len()))
        .collect();
    let beside: usize = widths.iter().map(|width| width + 2).sum();
    let scale = BarScale {
        ticks: ticks(Hundredths::ZERO, chart.highest()),
        width: bar_width(width, label + 2 + beside),
    };
    let median = chart.median;
    let median = median.map_or_else(String::new, |median| format!("   median {median}"));
    let words = format!(" planned at the start{median}");
    // Above the bars, but not over the edge.
    let fits = width.map_or(label + 2, |width| {
        width.saturating_sub(display_width(&words) + 10)
    });
    let legend = Line::plain(" ".repeat(fits.min(label + 2)))
        .with(DONE.to_string(), Style::Good)
        .and(" done   ")
        .with(PLANNED.to_string(), Style::Warn)
        .and(words);
    let mut axis =
        Line::styled(format!("{:>label$}  ", "Sprint"), Style::Dim).with(scale.axis(), Style::Dim);
    for (title, width) in FIGURES.iter().zip(&widths) {
        axis = axis.with(format!("  {title:>width$}"), Style::Dim);
    }
    let mut lines = vec![trimmed(legend), trimmed(axis)];
    for (column, figures) in chart.columns.iter().zip(rows) {
        let name = truncate(&column.name, label);
        let pad = " ".repeat(label.saturating_sub(display_width(&name)));
        let mut line = Line::plain(format!("{pad}{name}  "));
        for (words, style) in bar(column, &scale) {
            line = line.with(words, style);
        }
        for (at, (figure, width)) in figures.iter().zip(&widths).enumerate() {
            let style = if at == 1 { Style::Strong } else { Style::Plain };
            line = line.with(format!("  {figure:>width$}"), style);
        }
        lines.push(trimmed(line));
    }
    lines
}

fn figures(column: &ChartColumn) -> [String; 4] {
    [
        column
            .planned
            .map_or_else(|| "?".to_owned(), |planned| planned.to_string()),
        column.done.to_string(),
        column.items.to_string(),
        column
            .closed
            .map_or_else(String::new, |day| day.to_string()),
    ]
}

/// A Sprint's bar, piece by piece.
fn bar(column: &ChartColumn, scale: &BarScale) -> Vec<(String, Style)> {
    let done = scale.columns(column.done);
    let planned = column.planned.map(|planned| scale.columns(planned));
    let planned = planned.map(|at| at.min(scale.width.saturating_sub(1)));
    let cell = |at: usize| match at {
        at if Some(at) == planned => (PLANNED, Style::Warn),
        at if at < done => (DONE, Style::Good),
        _ => (' ', Style::Plain),
    };
    (0..scale.width)
        .map(cell)
        .map(|(c, style)| (c.to_string(), style))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::bars;
    use crate::model::Hundredths;
    use crate::report::chart::{ChartColumn, ColumnChart};
    use crate::text::display_width;

    #[test]
    fn bars_fit_the_screen_and_show_the_plan() {
        let column = |name: &str, planned: Option<i64>, done: i64| ChartColumn {
            name: name.to_owned(),
            closed: None,
            planned: planned.map(Hundredths::whole),
            done: Hundredths::whole(done),
            items: 3,
        };
        let chart = ColumnChart {
            title: String::new(),
            description: String::new(),
            columns: vec![
                column("7", Some(20), 10),
                column("a Sprint with quite a long name", None, 40),
            ],
            median: Some(Hundredths::whole(25)),
        };
        for width in [60, 80, 120] {
            let lines = bars(&chart, Some(width));
            let words: Vec<String> = lines.iter().map(|line| line.words().into_owned()).collect();
            assert!(
                words.iter().all(|line| display_width(line) <= width),
                "{words:#?}"
            );
            let (short, long) = (&words[2], &words[3]);
            let count = |text: &str| text.matches('█').count();
            assert!(count(short) * 3 < count(long), "{words:#?}");
            assert!(short.contains('│') && !long.contains('│') && long.contains('?'));
        }
        let none = ColumnChart {
            columns: Vec::new(),
            ..chart
        };
        assert!(bars(&none, Some(80)).is_empty());
    }
}
