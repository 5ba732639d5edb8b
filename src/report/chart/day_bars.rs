//! A chart for a terminal: a bar a day, readable without colour.

use super::bar_scale::{BarScale, USUAL_WIDTH, trimmed};
use super::scale::ticks;
use super::series::{ChartDay, DayChart, Look, Series};
use super::weeks::by_week;
use crate::model::Hundredths;
use crate::report::{Line, Style};
use crate::text::display_width;

/// Days stand in this many columns: `Mon 16 Nov`.
const LABEL: usize = 10;
/// No bar is shorter than this.
const SHORTEST: usize = 10;
/// What the main figure is drawn with.
const MAIN: (char, Style) = ('█', Style::Good);
/// What fills the bar up to the scope.
const REST: (char, Style) = ('░', Style::Plain);
/// What bands are drawn with, the lowest first: each is lighter than the one below it.
const BANDS: [(char, Style); 4] = [
    ('█', Style::Good),
    ('▓', Style::Warn),
    ('▒', Style::Id),
    ('░', Style::Plain),
];
/// The even way.
const IDEAL: (char, Style) = ('│', Style::Warn);

/// Returns the chart as lines of at most `width` columns.
#[must_use]
pub fn bars(chart: &DayChart, width: Option<usize>) -> Vec<Line> {
    let chart = &by_week(chart);
    let width = width.unwrap_or(USUAL_WIDTH);
    let figures: Vec<Figures<'_>> = chart.series.iter().filter_map(Figures::new).collect();
    let fixed = LABEL
        + 2
        + figures
            .iter()
            .map(|figures| figures.width + 2)
            .sum::<usize>();
    let longest = chart
        .days
        .iter()
        .map(|day| display_width(&said(chart, day).join(", ")));
    let longest = longest.max().unwrap_or(0);
    let room = width.saturating_sub(fixed);
    // Words get what they need, and at most two fifths of the room.
    let notes = longest.min(room * 2 / 5);
    let bar = room.saturating_sub(notes + 2).clamp(SHORTEST, 72);
    let scale = BarScale {
        ticks: ticks(chart.ground, chart.highest()),
        width: bar,
    };
    let mut lines = vec![legend(chart), axis(&scale, &figures)];
    for (at, day) in chart.days.iter().enumerate() {
        if day.is_to_come && !says_something(chart, at) {
            continue;
        }
        day_lines(&mut lines, chart, (at, day), &scale, &figures, notes);
    }
    lines
}

/// What a part of a bar is drawn with; none for what is no part of it.
fn fill(look: Look) -> Option<(char, Style)> {
    match look {
        Look::Main => Some(MAIN),
        Look::Rest => Some(REST),
        Look::Band(band) => BANDS.get(usize::from(band)).copied(),
        Look::Ideal | Look::Scope => None,
    }
}

/// A column of figures.
struct Figures<'c> {
    series: &'c Series,
    width: usize,
}

impl<'c> Figures<'c> {
    fn new(series: &'c Series) -> Option<Self> {
        if series.look == Look::Ideal {
            return None;
        }
        let widths = series.values.iter().flatten();
        let widest = widths.map(|value| value.to_string().len()).max();
        Some(Self {
            series,
            width: widest.unwrap_or(1).max(display_width(series.name)),
        })
    }
}

/// What each fill means.
fn legend(chart: &DayChart) -> Line {
    let mut line = Line::new().and(" ".repeat(LABEL + 2));
    for series in &chart.series {
        let drawn = match series.look {
            Look::Ideal => Some(IDEAL),
            look => fill(look),
        };
        let Some((mark, style)) = drawn else { continue };
        line = line
            .with(mark.to_string(), style)
            .and(format!(" {}   ", series.name.to_lowercase()));
    }
    if chart.days.iter().any(|day| day.is_week) {
        line = line.with("at the end of each week   ", Style::Dim);
    }
    if chart.ground > Hundredths::ZERO {
        line = line.with(format!("from {}", chart.ground), Style::Dim);
    }
    trimmed(line)
}

/// The round numbers, and what the columns beside the bars are.
fn axis(scale: &BarScale, figures: &[Figures<'_>]) -> Line {
    let mut line = Line::new()
        .and(" ".repeat(LABEL + 2))
        .with(scale.axis(), Style::Dim);
    for column in figures {
        let (name, width) = (column.series.name, column.width + 2);
        line = line.with(format!("{name:>width$}"), Style::Dim);
    }
    line
}

fn day_lines(
    lines: &mut Vec<Line>,
    chart: &DayChart,
    (at, day): (usize, &ChartDay),
    scale: &BarScale,
    figures: &[Figures<'_>],
    notes: usize,
) {
    let quiet = day.is_weekend() || day.is_to_come;
    let style = if quiet { Style::Dim } else { Style::Plain };
    let mut line = Line::styled(day.label(), style).and("  ");
    for (text, style) in bar(chart, at, scale) {
        line = line.with(text, style);
    }
    for column in figures {
        let value = column.series.value(at).map(|value| value.to_string());
        let unknown = if day.is_to_come { "" } else { "?" };
        let words = value.unwrap_or_else(|| unknown.to_owned());
        line = line.with(format!("{words:>width$}", width = column.width + 2), style);
    }
    let mut words = wrapped(&said(chart, day), notes).into_iter();
    if let Some(first) = words.next() {
        line = line.and("  ").with(first, Style::Dim);
    }
    lines.push(trimmed(line));
    let beside = LABEL + 4 + scale.width + figures.iter().map(|f| f.width + 2).sum::<usize>();
    lines.extend(words.map(|rest| Line::new().and(" ".repeat(beside)).with(rest, Style::Dim)));
}

/// Whether a day to come has a figure, as that of an even way, or stands out.
fn says_something(chart: &DayChart, at: usize) -> bool {
    let has_figure = chart.series.iter().any(|series| series.value(at).is_some());
    let day = chart.days.get(at).map(|day| day.date);
    has_figure || chart.marks.iter().any(|mark| Some(mark.date) == day)
}

/// What is said of a day.
fn said(chart: &DayChart, day: &ChartDay) -> Vec<String> {
    let mut said: Vec<String> = day.mark.iter().cloned().collect();
    let marks = chart.marks.iter().filter(|mark| mark.date == day.date);
    said.extend(marks.map(|mark| mark.words.to_owned()));
    if day.notes.len() > chart.most_notes {
        said.push(format!("{} changes", day.notes.len()));
    } else {
        said.extend(day.notes.iter().cloned());
    }
    if said.is_empty() && day.is_weekend() {
        said.push("weekend".to_owned());
    }
    said
}

/// A day's bar, piece by piece.
fn bar(chart: &DayChart, at: usize, scale: &BarScale) -> Vec<(String, Style)> {
    let mut cells: Vec<(char, Style)> = vec![(' ', Style::Plain); scale.width];
    if chart.is_unknown(at) {
        for (cell, c) in cells.iter_mut().zip("? unknown".chars()) {
            *cell = (c, Style::Warn);
        }
    }
    let mut sum = Hundredths::ZERO;
    let mut from = 0;
    for series in &chart.series {
        let (Some(fill), Some(value)) = (fill(series.look), series.value(at)) else {
            continue;
        };
        sum = sum + value;
        let to = scale.columns(sum);
        for cell in cells.iter_mut().take(to).skip(from) {
            *cell = fill;
        }
        from = to.max(from);
    }
    for series in chart.with_look(Look::Ideal) {
        if let Some(value) = series.value(at)
            && !chart.is_unknown(at)
            && let Some(cell) =
                cells.get_mut(scale.columns(value).min(scale.width.saturating_sub(1)))
        {
            *cell = IDEAL;
        }
    }
    let mut pieces: Vec<(String, Style)> = Vec::new();
    for (c, style) in cells {
        match pieces.last_mut() {
            Some((text, last)) if *last == style => text.push(c),
            _ => pieces.push((c.to_string(), style)),
        }
    }
    pieces
}

/// Words of several notes, at most `width` columns a line where they allow it.
fn wrapped(notes: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, note) in notes.iter().enumerate() {
        let comma = if at + 1 < notes.len() { "," } else { "" };
        for word in format!("{note}{comma}").split(' ') {
            match lines.last_mut() {
                Some(line) if display_width(line) + 1 + display_width(word) <= width => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, proptest};

    use super::bars;
    use crate::model::Hundredths;
    use crate::report::chart::{ChartDay, DayChart, Look, Series};
    use crate::text::display_width;

    fn chart(values: &[Option<i64>]) -> DayChart {
        let day = |at: usize| ChartDay {
            date: date(2026, 11, 19)
                .saturating_add(jiff::Span::new().days(i64::try_from(at).unwrap())),
            is_to_come: false,
            is_week: false,
            notes: vec![format!("+US-{at} (5)"), "US-1 done".to_owned()],
            mark: None,
        };
        let values = |by: i64| {
            values
                .iter()
                .map(|v| v.map(|v| Hundredths::whole(v * by)))
                .collect()
        };
        let series = |name, look, by| Series {
            name,
            look,
            start: None,
            values: values(by),
        };
        DayChart {
            title: "A chart".to_owned(),
            description: "Of days.".to_owned(),
            unit: "points",
            days: (0..values(1).len()).map(day).collect::<Vec<_>>(),
            series: vec![
                series("Left", Look::Main, 1),
                series("Done", Look::Rest, 2),
                series("Ideal", Look::Ideal, 1),
            ],
            ground: Hundredths::ZERO,
            marks: Vec::new(),
            most_notes: usize::MAX,
        }
    }

    #[test]
    fn unknown_is_not_nothing() {
        let lines = bars(&chart(&[None, Some(0), Some(5)]), Some(80));
        let words: Vec<String> = lines.iter().map(|line| line.words().into_owned()).collect();
        assert!(
            words[2].starts_with("Thu 19 Nov  ? unknown") && words[2].contains("   ?"),
            "{words:#?}"
        );
        assert!(
            words
                .iter()
                .any(|line| line.starts_with("Fri 20 Nov  │") && line.contains(" 0 ")),
            "{words:#?}"
        );
        assert!(
            words
                .iter()
                .any(|line| line.starts_with("Sat 21 Nov  ████")),
            "{words:#?}"
        );
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen(
            values in proptest::collection::vec(proptest::option::of(0..3000i64), 0..20), width in 60..200usize
        ) {
            for line in bars(&chart(&values), Some(width)) {
                prop_assert!(display_width(&line.words()) <= width, "{}", line.words());
            }
        }
    }
}
