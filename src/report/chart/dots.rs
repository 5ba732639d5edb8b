//! A chart with a dot an item: when it was Done, and how many days it took.

use jiff::civil::Date;

/// An item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChartDot {
    /// When it was Done.
    pub date: Date,
    /// How many days it took, at least one.
    pub days: i64,
    /// What it is, in a few words.
    pub words: String,
}

/// A dot an item, by the day on which it was Done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DotChart {
    /// What it shows.
    pub title: String,
    /// The same in a sentence or two, for those who do not see it.
    pub description: String,
    /// The items.
    pub dots: Vec<ChartDot>,
    /// Days within which a share of the items was Done, and that share: `(9, "85 %")`.
    pub lines: Vec<(i64, &'static str)>,
}

impl DotChart {
    /// The most days that an item took.
    pub(super) fn longest(&self) -> i64 {
        self.dots.iter().map(|dot| dot.days).max().unwrap_or(0)
    }
}
