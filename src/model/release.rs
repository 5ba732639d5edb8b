//! A release: when it is due and what it may cost.

use jiff::civil::Date;

use super::hundredths::Hundredths;

/// One file of `releases/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Release {
    /// Its name, as stories refer to it: `1.2`.
    pub name: String,
    /// When it is due.
    pub due: Option<Date>,
    /// What it may cost, in money.
    pub budget: Option<Hundredths>,
    /// When it shipped.
    pub shipped: Option<Date>,
    /// The file, relative to the backlog directory.
    pub path: String,
}
