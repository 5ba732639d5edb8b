//! The lines and bands of a picture, their points, and their names at the right edge.

use std::fmt::Write as _;

use super::series::{DayChart, Look, Series};
use super::svg::AREA;
use super::svg_days::Plan;
use crate::model::Hundredths;
use crate::report::render::escape_markup as escaped;

/// Between two names at the right edge.
const APART: f64 = 17.0;
/// With more days than these, dots are small.
const MANY: usize = 40;

/// Draws scope, ideal and main line, in this order.
pub(super) fn draw_lines(out: &mut String, chart: &DayChart, plan: &Plan) {
    for series in chart.with_look(Look::Scope) {
        scope(out, series, plan);
    }
    for series in chart.with_look(Look::Ideal) {
        line(out, "ideal", series, plan);
    }
    for series in chart.with_look(Look::Main) {
        line(out, "main", series, plan);
        points(out, chart, series, plan);
    }
}

/// Draws bands that lie on each other, and what each day holds; a hole where a day is unknown.
pub(super) fn draw_bands(out: &mut String, chart: &DayChart, plan: &Plan) {
    let mut below = vec![Hundredths::ZERO; chart.days.len()];
    for series in &chart.series {
        let Look::Band(band) = series.look else {
            continue;
        };
        let mut at = 0;
        while at < chart.days.len() {
            let known = (at..chart.days.len()).take_while(|&day| series.value(day).is_some());
            let run: Vec<(usize, Hundredths)> = known
                .map(|day| (day, series.value(day).unwrap_or_default()))
                .collect();
            if run.is_empty() {
                at += 1;
                continue;
            }
            at += run.len();
            area(out, band, &run, &mut below, plan);
        }
    }
    for (at, day) in chart.days.iter().enumerate() {
        let words: Vec<String> = chart
            .series
            .iter()
            .filter_map(|s| Some(format!("{} {}", s.value(at)?, s.name.to_lowercase())))
            .collect();
        if words.is_empty() || day.is_to_come {
            continue;
        }
        let top = below.get(at).copied().unwrap_or_default();
        let (x, y) = (plan.x(at), plan.y(top));
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill-opacity=\"0\"><title>{}: {}</title></rect>",
            plan.step,
            (plan.y(Hundredths::ZERO) - y).max(0.0),
            day.label(),
            escaped(&words.join(", "))
        );
    }
}

/// One band over days without a hole, on what lies below.
fn area(
    out: &mut String,
    band: u8,
    run: &[(usize, Hundredths)],
    below: &mut [Hundredths],
    plan: &Plan,
) {
    let (mut top, mut bottom) = (String::new(), Vec::new());
    for (nth, (day, value)) in run.iter().enumerate() {
        let Some(ground) = below.get_mut(*day) else {
            continue;
        };
        let lower = plan.y(*ground);
        *ground = *ground + *value;
        let upper = plan.y(*ground);
        if nth == 0 {
            // Nothing is known of the beginning of the first day: it is drawn as its end.
            let x = plan.x(*day);
            let _ = write!(top, "M{x:.1} {upper:.1}");
            bottom.push((x, lower));
        }
        let x = plan.x(day + 1);
        let _ = write!(top, "L{x:.1} {upper:.1}");
        bottom.push((x, lower));
    }
    let back: String = bottom
        .iter()
        .rev()
        .map(|(x, y)| format!("L{x:.1} {y:.1}"))
        .collect();
    let _ = writeln!(
        out,
        "<path class=\"b{band}\" d=\"{top}{back}Z\"/><path class=\"edge\" d=\"{top}\"/>"
    );
}

/// A line through the ends of days; a hole where a day is unknown.
fn line(out: &mut String, class: &str, series: &Series, plan: &Plan) {
    let mut path = String::new();
    let mut on = false;
    let values = std::iter::once(series.start).chain(series.values.iter().copied());
    for (at, value) in values.enumerate() {
        if let Some(value) = value {
            let _ = write!(
                path,
                "{}{:.1} {:.1}",
                if on { 'L' } else { 'M' },
                plan.x(at),
                plan.y(value)
            );
        }
        on = value.is_some();
    }
    if !path.is_empty() {
        let _ = writeln!(out, "<path class=\"{class}\" d=\"{path}\"/>");
    }
}

/// A step where the scope changed, with how much.
fn scope(out: &mut String, series: &Series, plan: &Plan) {
    let mut path = String::new();
    let mut changes = String::new();
    let mut before = series.start;
    let mut on = false;
    for (at, value) in series.values.iter().enumerate() {
        if let Some(value) = *value {
            let (x, y) = (plan.x(at), plan.y(value));
            let _ = write!(
                path,
                "{}{x:.1} {y:.1}H{:.1}",
                if on { 'L' } else { 'M' },
                plan.x(at + 1)
            );
            if let Some(before) = before.filter(|before| *before != value) {
                let sign = if value > before { "+" } else { "−" };
                let by = Hundredths::from_hundredths((value - before).hundredths().abs());
                let _ = writeln!(
                    changes,
                    "<text class=\"t-scope\" x=\"{:.1}\" y=\"{:.1}\">{sign}{by}</text>",
                    x + 4.0,
                    y - 7.0
                );
            }
            before = Some(value);
        }
        on = value.is_some();
    }
    if !path.is_empty() {
        let _ = writeln!(
            out,
            "<path class=\"scope\" d=\"{path}\"/>\n{}",
            changes.trim_end()
        );
    }
}

/// A dot a day, with its figures and what happened; an open one where something must be known of it.
fn points(out: &mut String, chart: &DayChart, series: &Series, plan: &Plan) {
    let radius = if chart.days.len() > MANY { 3 } else { 5 };
    for (at, day) in chart.days.iter().enumerate() {
        let Some(value) = series.value(at) else {
            continue;
        };
        let (x, y) = (plan.x(at + 1), plan.y(value));
        let mut words = vec![format!(
            "{}: {value} {}",
            day.label(),
            series.name.to_lowercase()
        )];
        words.extend(day.mark.iter().chain(&day.notes).cloned());
        let class = if day.mark.is_some() { "open" } else { "dot" };
        let _ = writeln!(
            out,
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\"><title>{}</title></circle>",
            escaped(&words.join("; "))
        );
        if let Some(mark) = &day.mark {
            let _ = writeln!(
                out,
                "<text class=\"mid\" x=\"{x:.1}\" y=\"{:.1}\">{}</text>",
                y - 12.0,
                escaped(mark)
            );
        }
    }
}

/// Where the names of lines begin: at the right edge, or nearer where lines end early and nothing else is in the way.
fn names_begin(chart: &DayChart, plan: &Plan) -> f64 {
    let known = chart.days.iter().filter(|day| !day.is_to_come).count();
    let end = plan.x(known);
    let is_free = !chart.series.iter().any(|series| series.look == Look::Ideal);
    if is_free && end + 90.0 < AREA.2 {
        end + 10.0
    } else {
        AREA.2 + 8.0
    }
}

/// The name of each line or band beside its last figure, apart from each other.
pub(super) fn labels(out: &mut String, chart: &DayChart, plan: &Plan) {
    let x = names_begin(chart, plan);
    let mut names: Vec<(f64, &str, String)> = Vec::new();
    let last_known = (0..chart.days.len()).rev();
    let last_known = last_known.into_iter().find(|&day| {
        let bands = chart.series.iter();
        bands.clone().any(|s| s.value(day).is_some())
    });
    let mut below = Hundredths::ZERO;
    for series in &chart.series {
        let Some(last) = series.values.iter().rev().find_map(|value| *value) else {
            continue;
        };
        let words = format!("{} {last}", series.name);
        match series.look {
            Look::Main => names.push((plan.y(last), "t-main", words)),
            Look::Scope => names.push((plan.y(last), "t-scope", words)),
            Look::Ideal => names.push((plan.y(last), "", series.name.to_owned())),
            Look::Rest => {}
            Look::Band(_) => {
                let value = last_known.and_then(|day| series.value(day));
                let value = value.unwrap_or_default();
                let middle = (plan.y(below) + plan.y(below + value)) / 2.0;
                below = below + value;
                names.push((middle, "strong", words));
            }
        }
    }
    names.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut lowest = f64::MIN;
    for (y, class, words) in names {
        let y = y.max(lowest + APART);
        lowest = y;
        let _ = writeln!(
            out,
            "<text class=\"{class}\" x=\"{x:.1}\" y=\"{:.1}\">{words}</text>",
            y + 4.0
        );
    }
}
