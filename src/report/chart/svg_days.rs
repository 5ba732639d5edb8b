//! A chart of days as a picture: lines or bands, weekends, unknown days, and days that stand out.

use std::fmt::Write as _;

use jiff::civil::Weekday;

use super::scale::ticks;
use super::series::{DayChart, Look};
use super::svg::{AREA, Heights, counted, number};
use super::svg_lines::{draw_bands, draw_lines, labels};
use crate::model::Hundredths;

/// With more days than these, only weeks are named.
const NAMED: usize = 21;
/// So many weeks can be named.
const WEEKS: usize = 14;

/// Where figures lie.
pub(super) struct Plan {
    /// How wide a day is.
    pub(super) step: f64,
    heights: Heights,
}

impl Plan {
    /// The left edge of a day: its beginning, and the end of the day before.
    pub(super) fn x(&self, day: usize) -> f64 {
        AREA.0 + self.step * number(day)
    }

    /// The height of a figure.
    pub(super) fn y(&self, value: Hundredths) -> f64 {
        self.heights.y(value)
    }
}

/// Draws the chart.
pub(super) fn draw(out: &mut String, chart: &DayChart) {
    let ticks = ticks(chart.ground, chart.highest());
    let plan = Plan {
        step: (AREA.2 - AREA.0) / number(chart.days.len().max(1)),
        heights: Heights::new(&ticks),
    };
    let ground = match chart.ground {
        Hundredths::ZERO => String::new(),
        ground => format!("; the scale begins at {ground}"),
    };
    counted(
        out,
        &format!("{} at the end of each day{ground}", chart.unit),
    );
    let has_bands = chart.series.iter().any(|s| matches!(s.look, Look::Band(_)));
    rests(out, chart, &plan, if has_bands { "" } else { "rest" });
    plan.heights.grid(out, &ticks);
    if has_bands {
        draw_bands(out, chart, &plan);
        // On bands, so that they shine through.
        rests(out, chart, &plan, "over");
    }
    draw_lines(out, chart, &plan);
    marks(out, chart, &plan);
    day_names(out, chart, &plan);
    labels(out, chart, &plan);
}

/// Weekends, drawn as `class` (none where it is empty), and unknown days.
fn rests(out: &mut String, chart: &DayChart, plan: &Plan, class: &str) {
    let (top, height) = (AREA.1, AREA.3 - AREA.1);
    for (at, day) in chart.days.iter().enumerate() {
        let mut rect = |class: &str, words: &str| {
            let _ = writeln!(
                out,
                "<rect class=\"{class}\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{height:.1}\"><title>{} {words}</title></rect>",
                plan.x(at),
                plan.step,
                day.label(),
            );
        };
        if day.is_weekend() && !class.is_empty() {
            rect(class, "weekend");
        }
        if chart.is_unknown(at) && class != "over" {
            rect("gap", "unknown");
        }
    }
}

/// Days that stand out: a line at the end of each.
fn marks(out: &mut String, chart: &DayChart, plan: &Plan) {
    for mark in &chart.marks {
        let Some(at) = chart.days.iter().position(|day| day.date == mark.date) else {
            continue;
        };
        let (x, top, bottom) = (plan.x(at + 1), AREA.1, AREA.3);
        let _ = writeln!(
            out,
            "<line class=\"mark\" x1=\"{x:.1}\" y1=\"{top:.1}\" x2=\"{x:.1}\" y2=\"{bottom:.1}\"/>\
<text class=\"end strong\" x=\"{:.1}\" y=\"{:.1}\">{} {}</text>",
            x - 6.0,
            top - 6.0,
            mark.words,
            mark.date.strftime("%e %b").to_string().trim(),
        );
    }
}

/// The days below the drawing, or the weeks where there is no room for all days.
fn day_names(out: &mut String, chart: &DayChart, plan: &Plan) {
    let mut name = |x: f64, class: &str, first: &str, second: &str| {
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{first}</text><text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{second}</text>",
            AREA.3 + 20.0,
            AREA.3 + 37.0,
        );
    };
    if chart.days.len() <= NAMED {
        for (at, day) in chart.days.iter().enumerate() {
            // The month where it is new, and at the beginning.
            let is_new = at == 0 || day.date.day() == 1;
            let date = day.date.strftime(if is_new { "%e %b" } else { "%e" });
            let x = plan.x(at) + plan.step / 2.0;
            let weekday = day.date.strftime("%a").to_string();
            name(x, "mid", &weekday, date.to_string().trim());
        }
        return;
    }
    let days = chart.days.iter().enumerate();
    let mondays: Vec<_> = days
        .filter(|(_, day)| day.date.weekday() == Weekday::Monday)
        .collect();
    let every = mondays.len().div_ceil(WEEKS).max(1);
    for (at, day) in mondays.into_iter().step_by(every) {
        let date = day.date.strftime("%e %b").to_string();
        name(plan.x(at), "", "Mon", date.trim());
    }
}
