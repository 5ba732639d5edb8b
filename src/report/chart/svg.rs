//! A chart as SVG: one file without script or anything from outside, right in light and dark.

use std::fmt::Write as _;

use super::kinds::Chart;
use super::svg_style::style;
use super::svg_words::{broken, cut};
use super::{svg_columns, svg_days, svg_dots};
use crate::model::Hundredths;
use crate::report::render::escape_markup as escaped;

pub use super::svg_style::Medium;

/// The picture's size.
const SIZE: (i32, i32) = (960, 500);
/// Where the drawing lies in it: left, top, right, bottom.
pub(super) const AREA: (f64, f64, f64, f64) = (56.0, 72.0, 836.0, 430.0);
/// So many columns of words fit between the edges: as a title, and below the drawing.
const WORDS: (usize, usize) = (84, 122);
/// A line of words below the drawing is so high.
const LINE: i32 = 18;

/// Returns the chart as a whole SVG file; `notes` stand below it.
#[must_use]
pub fn svg(chart: &Chart, notes: &[String], medium: Medium) -> String {
    let notes: Vec<String> = notes
        .iter()
        .flat_map(|note| broken(note, WORDS.1))
        .collect();
    let (width, height) = SIZE;
    let height = height + LINE * i32::try_from(notes.len()).unwrap_or(0);
    // A page has the title already.
    let (before, top) = match medium {
        Medium::Page(nth) => (format!("chart-{nth}-"), 32),
        Medium::File | Medium::Pixels => (String::new(), 0),
    };
    let shown = height - top;
    let mut out = String::new();
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 {top} {width} {shown}\" width=\"{width}\" \
height=\"{shown}\" role=\"img\" aria-labelledby=\"{before}title {before}desc\">\n\
<title id=\"{before}title\">{}</title>\n<desc id=\"{before}desc\">{}</desc>\n<style>\n{}</style>\n\
<defs><pattern id=\"{before}unknown\" width=\"10\" height=\"10\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><line class=\"hatch\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"10\"/></pattern></defs>\n",
        escaped(chart.title()),
        escaped(chart.description()),
        style(medium, &format!("{before}unknown")),
    );
    if !matches!(medium, Medium::Page(_)) {
        let _ = writeln!(
            out,
            "<rect class=\"bg\" width=\"{width}\" height=\"{height}\"/>\n\
<text class=\"title\" x=\"16\" y=\"30\">{}</text>",
            cut(chart.title(), WORDS.0),
        );
    }
    match chart {
        Chart::Days(chart) => svg_days::draw(&mut out, chart),
        Chart::Columns(chart) => svg_columns::draw(&mut out, chart),
        Chart::Dots(chart) => svg_dots::draw(&mut out, chart),
    }
    for (at, note) in (0..).zip(&notes) {
        let y = SIZE.1 - 6 + LINE * at;
        let _ = writeln!(out, "<text x=\"16\" y=\"{y}\">{note}</text>");
    }
    out.push_str("</svg>\n");
    out
}

/// What is counted, below the title.
pub(super) fn counted(out: &mut String, words: &str) {
    let _ = writeln!(out, "<text x=\"16\" y=\"50\">{}</text>", escaped(words));
}

/// Heights of figures: from the first round number to the last.
pub(super) struct Heights {
    lowest: f64,
    highest: f64,
}

impl Heights {
    /// The heights between round numbers.
    pub(super) fn new(ticks: &[Hundredths]) -> Self {
        let lowest = ticks.first().copied().unwrap_or_default().as_f64();
        let highest = ticks.last().copied().unwrap_or_default().as_f64();
        Self {
            lowest,
            highest: highest.max(lowest + 0.01),
        }
    }

    /// The height of a figure; what lies below the ground lies on it.
    pub(super) fn y(&self, value: Hundredths) -> f64 {
        let part = (value.as_f64() - self.lowest) / (self.highest - self.lowest);
        AREA.3 - (AREA.3 - AREA.1) * part.max(0.0)
    }

    /// A line at each round number.
    pub(super) fn grid(&self, out: &mut String, ticks: &[Hundredths]) {
        let (left, right) = (AREA.0, AREA.2);
        for tick in ticks {
            let y = self.y(*tick);
            let _ = writeln!(
                out,
                "<line class=\"grid\" x1=\"{left:.1}\" y1=\"{y:.1}\" x2=\"{right:.1}\" y2=\"{y:.1}\"/>\
<text class=\"end\" x=\"{:.1}\" y=\"{:.1}\">{tick}</text>",
                left - 8.0,
                y + 4.0
            );
        }
    }
}

/// A whole number, to draw with.
pub(super) fn number(n: usize) -> f64 {
    u32::try_from(n).map_or(0.0, f64::from)
}
