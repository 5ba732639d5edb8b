//! Something by its level of certainty, as JSON names the levels.

use serde::Serialize;

use crate::scrum::LEVELS;

/// Something by its level of certainty.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Levels<T> {
    /// In half of the futures.
    #[serde(rename = "50")]
    pub p50: T,
    /// In 85 of 100.
    #[serde(rename = "85")]
    pub p85: T,
    /// In 95 of 100.
    #[serde(rename = "95")]
    pub p95: T,
}

impl<T> Levels<T> {
    pub(super) fn of([p50, p85, p95]: [T; LEVELS.len()]) -> Self {
        Self { p50, p85, p95 }
    }
}
