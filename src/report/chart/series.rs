//! A chart of days, before any output format.

use jiff::civil::Date;

use crate::model::Hundredths;
use crate::scrum::is_weekend;

/// What a series is in its chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// What the chart is about: a solid bar, a strong line.
    Main,
    /// What fills the bar up to the scope; lines do not need it.
    Rest,
    /// What would be on an even way: a mark on the bar, a dashed line.
    Ideal,
    /// All there is to do: the bar's end, a line with steps.
    Scope,
    /// One of the bands that lie on each other, the lowest first; there are four looks.
    Band(u8),
}

/// Figures of each day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// What they are called.
    pub name: &'static str,
    /// What they are in the chart.
    pub look: Look,
    /// What they were before the first day, where that is known.
    pub start: Option<Hundredths>,
    /// By day; none where a day is unknown or has not come.
    pub values: Vec<Option<Hundredths>>,
}

/// A day of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartDay {
    /// Which day.
    pub date: Date,
    /// Whether it has not come yet.
    pub is_to_come: bool,
    /// Whether it stands for all days since the one before it.
    pub is_week: bool,
    /// What happened, in a few words each.
    pub notes: Vec<String>,
    /// What must be known of its figures: `not on main yet`.
    pub mark: Option<String>,
}

/// A day that stands out in a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayMark {
    /// Which day: its end.
    pub date: Date,
    /// What it is: `due`.
    pub words: &'static str,
}

/// A chart of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayChart {
    /// What it shows.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// What is counted: `points` or `items`.
    pub unit: &'static str,
    /// Every day, without holes.
    pub days: Vec<ChartDay>,
    /// The figures; all of the days' number.
    pub series: Vec<Series>,
    /// Where the scale begins: nothing, but for bands that would be thin above a high ground.
    pub ground: Hundredths,
    /// Days that stand out.
    pub marks: Vec<DayMark>,
    /// On a screen, more notes of a day than these are counted instead.
    pub most_notes: usize,
}

impl ChartDay {
    /// The day as people read it: `Mon 16 Nov`.
    pub(super) fn label(&self) -> String {
        self.date.strftime("%a %e %b").to_string()
    }

    /// Whether people rest.
    pub(super) fn is_weekend(&self) -> bool {
        !self.is_week && is_weekend(self.date)
    }
}

impl DayChart {
    /// The series of a look, in order.
    pub(super) fn with_look(&self, look: Look) -> impl Iterator<Item = &Series> {
        self.series.iter().filter(move |series| series.look == look)
    }

    /// Whether a day has come and nothing is known of it.
    pub(super) fn is_unknown(&self, day: usize) -> bool {
        let Some(there) = self.days.get(day) else {
            return false;
        };
        let figures = self.series.iter().filter(|s| s.look != Look::Ideal);
        !there.is_to_come && figures.clone().all(|s| s.value(day).is_none())
    }

    /// The highest figure, that of bands together.
    pub(super) fn highest(&self) -> Hundredths {
        let known = |s: &Series| s.values.iter().copied().chain([s.start]).flatten().max();
        let alone = self.series.iter().filter_map(known).max();
        let bands = || {
            self.series
                .iter()
                .filter(|s| matches!(s.look, Look::Band(_)))
        };
        let stack = |day| bands().filter_map(|s| s.value(day)).sum::<Hundredths>();
        let stacks = (0..self.days.len()).map(stack).max();
        alone.max(stacks).unwrap_or_default()
    }
}

impl Series {
    /// The figure of a day.
    pub(super) fn value(&self, day: usize) -> Option<Hundredths> {
        self.values.get(day).copied().flatten()
    }
}
