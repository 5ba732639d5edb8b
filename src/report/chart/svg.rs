//! A chart as SVG: one file without script or anything from outside, right in light and dark.

use std::fmt::Write as _;

use super::scale::ticks;
use super::series::Chart;
use super::svg_lines::{draw_lines, labels};
use super::svg_style::{STYLE, escaped};
use crate::model::Hundredths;

/// The picture's size.
const SIZE: (i32, i32) = (960, 500);
/// Where the drawing lies in it: left, top, right, bottom.
const AREA: (f64, f64, f64, f64) = (56.0, 72.0, 836.0, 430.0);

/// Where figures lie.
pub(super) struct Plan {
    /// How wide a day is.
    step: f64,
    highest: f64,
}

impl Plan {
    /// The left edge of a day: its beginning, and the end of the day before.
    pub(super) fn x(&self, day: usize) -> f64 {
        let day = u32::try_from(day).map_or(0.0, f64::from);
        AREA.0 + self.step * day
    }

    /// The height of a figure.
    pub(super) fn y(&self, value: Hundredths) -> f64 {
        AREA.3 - (AREA.3 - AREA.1) * value.as_f64() / self.highest
    }
}

/// Returns the chart as a whole SVG file; `notes` stand below it.
#[must_use]
pub fn svg(chart: &Chart, notes: &[String]) -> String {
    let ticks = ticks(chart.highest());
    let days = u32::try_from(chart.days.len().max(1)).map_or(1.0, f64::from);
    let plan = Plan {
        step: (AREA.2 - AREA.0) / days,
        highest: ticks.last().copied().unwrap_or_default().as_f64().max(0.01),
    };
    let (width, height) = SIZE;
    let height = height + 18 * i32::try_from(notes.len()).unwrap_or(0);
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{}</title>\n<desc id=\"desc\">{}</desc>\n\
<style>\n{STYLE}</style>\n\
<defs><pattern id=\"unknown\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"10\"/></pattern></defs>\n\
<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>\n",
        escaped(&chart.title),
        escaped(&chart.description),
    );
    let _ = writeln!(
        out,
        "<text class=\"title\" x=\"16\" y=\"30\">{}</text>\n<text x=\"16\" y=\"50\">{} at the end of each day</text>",
        escaped(&chart.title),
        chart.unit,
    );
    ground(&mut out, chart, &plan);
    for tick in &ticks {
        let (y, left, right) = (plan.y(*tick), AREA.0, AREA.2);
        let _ = writeln!(
            out,
            "<line class=\"grid\" x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\"/>\
<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{tick}</text>",
            left - 8.0,
            y + 4.0
        );
    }
    draw_lines(&mut out, chart, &plan);
    day_names(&mut out, chart, &plan);
    labels(&mut out, chart, &plan, AREA.2 + 8.0);
    for (at, note) in (0..).zip(notes) {
        let y = SIZE.1 - 6 + 18 * at;
        let _ = writeln!(out, "<text x=\"16\" y=\"{y}\">{}</text>", escaped(note));
    }
    out.push_str("</svg>\n");
    out
}

/// Weekends and unknown days.
fn ground(out: &mut String, chart: &Chart, plan: &Plan) {
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
        if day.is_weekend() {
            rect("rest", "weekend");
        }
        if chart.is_unknown(at) {
            rect("gap", "unknown");
        }
    }
}

/// The days below the drawing; not each where there is no room.
fn day_names(out: &mut String, chart: &Chart, plan: &Plan) {
    let every = chart.days.len().div_ceil(20).max(1);
    for (at, day) in chart.days.iter().enumerate().step_by(every) {
        let x = plan.x(at) + plan.step / 2.0;
        // The month where it is new, and at the beginning.
        let month = if at == 0 || usize::try_from(day.date.day()).is_ok_and(|day| day <= every) {
            "%e %b"
        } else {
            "%e"
        };
        let _ = writeln!(
            out,
            "<text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{}</text><text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
            AREA.3 + 20.0,
            day.date.strftime("%a"),
            AREA.3 + 37.0,
            day.date.strftime(month).to_string().trim(),
        );
    }
}
