//! A chart of items as a picture: a dot an item, and a line where half, 85 and 95 of 100 were Done.

use std::collections::HashMap;
use std::fmt::Write as _;

use jiff::civil::Date;

use super::dots::DotChart;
use super::scale::ticks;
use super::svg::{AREA, Heights, counted};
use crate::model::Hundredths;
use crate::report::render::escape_markup as escaped;

/// So many days are named below the drawing.
const NAMED: i64 = 8;
/// Dots on one spot stand beside each other, so far.
const BESIDE: f64 = 4.0;

/// Draws the chart.
pub(super) fn draw(out: &mut String, chart: &DotChart) {
    counted(
        out,
        "days from start to Done, by the day on which the item was Done",
    );
    let ticks = ticks(Hundredths::ZERO, Hundredths::whole(chart.longest()));
    let heights = Heights::new(&ticks);
    heights.grid(out, &ticks);
    let dates = || chart.dots.iter().map(|dot| dot.date);
    let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
        return;
    };
    let all = f64::from((last - first).get_days().max(1));
    let x = |day: Date| {
        let at = f64::from((day - first).get_days());
        AREA.0 + 14.0 + (AREA.2 - AREA.0 - 28.0) * at / all
    };
    for (at, (days, share)) in chart.lines.iter().enumerate() {
        let (y, left, right) = (heights.y(Hundredths::whole(*days)), AREA.0, AREA.2);
        // Where lines lie on one height, the last one names them all.
        let is_last = chart.lines.get(at + 1).is_none_or(|next| next.0 != *days);
        let same = chart.lines.iter().filter(|line| line.0 == *days);
        let shares: Vec<&str> = same.map(|line| line.1).collect();
        let _ = writeln!(
            out,
            "<line class=\"ideal\" x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\"><title>{share}: at most {days} days</title></line>"
        );
        if is_last {
            let _ = writeln!(
                out,
                "<text class=\"strong\" x=\"{:.1}\" y=\"{:.1}\">{}: {days}</text>",
                right + 8.0,
                y + 4.0,
                shares.join(", ")
            );
        }
    }
    let mut seen: HashMap<(Date, i64), f64> = HashMap::new();
    for dot in &chart.dots {
        let beside = seen.entry((dot.date, dot.days)).or_insert(0.0);
        let _ = writeln!(
            out,
            "<circle class=\"dot\" cx=\"{:.1}\" cy=\"{:.1}\" r=\"5\"><title>{}</title></circle>",
            x(dot.date) + *beside * BESIDE,
            heights.y(Hundredths::whole(dot.days)),
            escaped(&dot.words)
        );
        *beside += 1.0;
    }
    let days = i64::from((last - first).get_days());
    let every = (days / NAMED).max(1);
    for at in (0..=days).step_by(usize::try_from(every).unwrap_or(1)) {
        let day = first.saturating_add(jiff::Span::new().days(at));
        let _ = writeln!(
            out,
            "<text class=\"mid\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            x(day),
            AREA.3 + 20.0,
            day.strftime("%e %b").to_string().trim()
        );
    }
}
