//! What a team hopes an item will do to a metric.

use jiff::civil::Date;

use super::figure::Figure;

/// The keys of an `outcome` that is a mapping, in the order in which they are written.
pub const OUTCOME_KEYS: [&str; 5] = ["metric", "baseline", "target", "by", "verdict"];

/// What an item is hoped to do: `outcome: {metric, baseline, target, by}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expected {
    /// The metric, as written.
    pub metric: Option<String>,
    /// The figure before.
    pub baseline: Option<Figure>,
    /// The figure that is hoped for.
    pub target: Option<Figure>,
    /// The day by which it is hoped for.
    pub by: Option<Date>,
}

impl Expected {
    /// What is hoped for, in few words: `signup_conversion 3.1% → 4% by 2026-12-31`.
    #[must_use]
    pub fn words(&self) -> String {
        let mut words = self.metric.clone().into_iter().collect::<Vec<_>>();
        match (&self.baseline, &self.target) {
            (Some(from), Some(to)) => words.push(format!("{from} → {to}")),
            (Some(from), None) => words.push(format!("from {from}")),
            (None, Some(to)) => words.push(format!("→ {to}")),
            (None, None) => {}
        }
        words.extend(self.by.map(|by| format!("by {by}")));
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::Expected;
    use crate::model::Figure;

    #[test]
    fn said_in_a_line() {
        let whole = Expected {
            metric: Some("nps".into()),
            baseline: Figure::read("3.10%"),
            target: Figure::read("4%"),
            by: "2026-12-31".parse().ok(),
        };
        assert_eq!(whole.words(), "nps 3.10% → 4% by 2026-12-31");
        assert_eq!(Expected::default().words(), "");
        let target = Expected {
            target: Figure::read("4"),
            ..Expected::default()
        };
        assert_eq!(target.words(), "→ 4");
    }
}
