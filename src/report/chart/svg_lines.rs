//! The lines of a picture, their points, and their names at the right edge.

use std::fmt::Write as _;

use super::series::{Chart, Look, Series};
use super::svg::Plan;
use super::svg_style::escaped;
use crate::model::Hundredths;

/// Between two names at the right edge.
const APART: f64 = 17.0;

/// Draws scope, ideal and main line, in this order.
pub(super) fn draw_lines(out: &mut String, chart: &Chart, plan: &Plan) {
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
fn points(out: &mut String, chart: &Chart, series: &Series, plan: &Plan) {
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
            "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"5\"><title>{}</title></circle>",
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

/// The name of each line beside its last figure, apart from each other.
pub(super) fn labels(out: &mut String, chart: &Chart, plan: &Plan, x: f64) {
    let mut names: Vec<(f64, &str, String)> = Vec::new();
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
