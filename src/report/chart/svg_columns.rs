//! A chart of Sprints as a picture: a column a Sprint, a mark where the plan was, a line at the median.

use std::fmt::Write as _;

use super::columns::ColumnChart;
use super::scale::ticks;
use super::svg::{AREA, Heights, counted, number};
use super::svg_words::cut;
use crate::model::Hundredths;
use crate::report::render::escape_markup as escaped;

/// No column is wider.
const WIDEST: f64 = 90.0;

/// Draws the chart.
pub(super) fn draw(out: &mut String, chart: &ColumnChart) {
    counted(
        out,
        "points Done at the close of each Sprint; the dash is what was planned at its start",
    );
    let ticks = ticks(Hundredths::ZERO, chart.highest());
    let heights = Heights::new(&ticks);
    heights.grid(out, &ticks);
    let count = chart.columns.len().max(1);
    let step = (AREA.2 - AREA.0) / number(count);
    let wide = (step * 0.62).min(WIDEST);
    // The letters that fit below a column, and every how many columns are named.
    let every = (58.0 / step).ceil().max(1.0);
    for (at, column) in chart.columns.iter().enumerate() {
        let middle = AREA.0 + step * (number(at) + 0.5);
        let (left, top) = (middle - wide / 2.0, heights.y(column.done));
        let planned = column.planned.map_or_else(
            || "planned: not known".to_owned(),
            |planned| format!("planned {planned}"),
        );
        let _ = writeln!(
            out,
            "<rect class=\"col\" x=\"{left:.1}\" y=\"{top:.1}\" width=\"{wide:.1}\" height=\"{:.1}\"><title>Sprint {}: {} Done, {planned}, {} items</title></rect>",
            (AREA.3 - top).max(0.0),
            escaped(&column.name),
            column.done,
            column.items,
        );
        if let Some(planned) = column.planned {
            let (y, from, to) = (heights.y(planned), left - 6.0, left + wide + 6.0);
            let _ = writeln!(
                out,
                "<line class=\"under\" x1=\"{from:.1}\" y1=\"{y:.1}\" x2=\"{to:.1}\" y2=\"{y:.1}\"/>\
<line class=\"scope\" x1=\"{from:.1}\" y1=\"{y:.1}\" x2=\"{to:.1}\" y2=\"{y:.1}\"/>"
            );
        }
        if number(at) % every != 0.0 {
            continue;
        }
        let highest = column.planned.filter(|planned| *planned > column.done);
        let above = highest.map_or(top, |planned| {
            // Above the plan's dash only where both would touch.
            let dash = heights.y(planned);
            if top - dash < 20.0 { dash } else { top }
        });
        let room = if step < 12.0 { 6 } else { 12 };
        let _ = writeln!(
            out,
            "<text class=\"mid strong\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>\
<text class=\"mid\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text><text class=\"mid\" x=\"{middle:.1}\" y=\"{:.1}\">{}</text>",
            above - 7.0,
            column.done,
            AREA.3 + 20.0,
            cut(&column.name, room),
            AREA.3 + 37.0,
            column
                .closed
                .map_or_else(String::new, |day| day.strftime("%e %b").to_string())
                .trim(),
        );
    }
    if let Some(median) = chart.median.filter(|_| !chart.columns.is_empty()) {
        let (y, left, right) = (heights.y(median), AREA.0, AREA.2);
        let words = format!("Median {median}");
        let _ = writeln!(
            out,
            "<line class=\"mark\" x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\"/>\
<text class=\"strong\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            right + 8.0,
            y + 4.0,
            escaped(&words),
        );
    }
}
