//! How long bars are on a screen, and the round numbers above them.

use crate::model::Hundredths;
use crate::report::Line;

/// A screen nobody told us about.
pub(super) const USUAL_WIDTH: usize = 100;
/// No bar is shorter or longer than these.
const BARS: (usize, usize) = (10, 60);

/// How long figures are.
pub(super) struct BarScale {
    /// Round numbers; bars begin at the first, and the last one ends where the longest bar ends.
    pub(super) ticks: Vec<Hundredths>,
    /// The columns of the longest bar.
    pub(super) width: usize,
}

/// How many columns are left for bars beside `taken` ones.
pub(super) fn bar_width(width: Option<usize>, taken: usize) -> usize {
    let room = width.unwrap_or(USUAL_WIDTH).saturating_sub(taken);
    room.clamp(BARS.0, BARS.1)
}

impl BarScale {
    /// So many columns, rounded; something is at least one.
    pub(super) fn columns(&self, value: Hundredths) -> usize {
        let ground = self.ticks.first().copied().unwrap_or_default();
        let over = |value: Hundredths| i128::from((value - ground).hundredths()).max(0);
        let all = over(self.ticks.last().copied().unwrap_or_default()).max(1);
        let wide = i128::try_from(self.width).unwrap_or(0);
        let columns = (over(value) * wide * 2 + all) / (all * 2);
        let columns = usize::try_from(columns).unwrap_or(0);
        columns.max(usize::from(value > ground)).min(self.width)
    }

    /// The round numbers where their bars would end.
    pub(super) fn axis(&self) -> String {
        let mut text = String::new();
        for tick in &self.ticks {
            let (at, words) = (self.columns(*tick), tick.to_string());
            // The last one ends where the bar ends.
            let from = at.min(self.width.saturating_sub(words.len()));
            let used = text.len();
            if used == 0 || from > used {
                text.push_str(&" ".repeat(from - used));
                text.push_str(&words);
            }
        }
        format!("{text:<width$}", width = self.width)
    }
}

/// A line without spaces at its end.
pub(super) fn trimmed(mut line: Line) -> Line {
    while let Some(last) = line.spans.last_mut() {
        last.text.truncate(last.text.trim_end().len());
        if !last.text.is_empty() {
            break;
        }
        line.spans.pop();
    }
    line
}
