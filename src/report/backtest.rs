//! How often forecasts would have come true, over past Sprints of one board or many.

use serde::Serialize;

use crate::report::levels::Levels;
use crate::report::{Column, Document, Line, Row, Style, Table};
use crate::scrum::{FEWEST, HORIZONS, Hits, LEVELS, WINDOW};

/// Forecasts of one horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HorizonView {
    /// How many Sprints ahead.
    pub sprints: usize,
    /// How many forecasts could be held against what happened.
    pub n: u64,
    /// How often each level came true, as a fraction; null where there was no forecast.
    pub hit: Levels<Option<f64>>,
    #[serde(skip)]
    hits: Hits,
}

/// How often forecasts would have come true.
#[derive(Debug, Serialize)]
pub struct BacktestReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// By how far ahead.
    pub horizons: Vec<HorizonView>,
    #[serde(skip)]
    boards: usize,
    #[serde(skip)]
    sprints: usize,
    #[serde(skip)]
    seed: u64,
}

impl HorizonView {
    /// Returns the hits of a horizon as rates.
    #[must_use]
    pub fn new(sprints: usize, hits: Hits) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "a share that is shown")]
        let rate = |hit: u64| (hits.n > 0).then(|| hit as f64 / hits.n as f64);
        Self {
            sprints,
            n: hits.n,
            hit: Levels::of(hits.hit.map(rate)),
            hits,
        }
    }

    /// How many forecasts of 85 % came true.
    pub(super) fn hits_of_85(&self) -> u64 {
        self.hits.hit[1]
    }
}

impl BacktestReport {
    /// Returns the report of hits by the place of the horizon in [`HORIZONS`], over that many boards and Sprints.
    #[must_use]
    pub fn new(hits: [Hits; HORIZONS.len()], boards: usize, sprints: usize, seed: u64) -> Self {
        let horizons = HORIZONS.into_iter().zip(hits);
        Self {
            schema_version: 1,
            horizons: horizons
                .map(|(sprints, hits)| HorizonView::new(sprints, hits))
                .collect(),
            boards,
            sprints,
            seed,
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        let boards = match self.boards {
            1 => String::new(),
            n => format!(" of {n} boards"),
        };
        document.text(Line::styled("Looking back", Style::Strong).and(format!(
            " over {} closed Sprints{boards}: how often at least as much was Done as was said",
            self.sprints
        )));
        if self.horizons.iter().all(|horizon| horizon.n == 0) {
            document.gap();
            document.text(format!(
                "Not enough history: a look back needs {} closed Sprints, {FEWEST} behind and one ahead.",
                FEWEST + 1
            ));
            return document;
        }
        document.gap();
        document.table(Table {
            columns: ["Sprints ahead", "Forecasts", "50 %", "85 %", "95 %"]
                .map(Column::right)
                .to_vec(),
            rows: self.horizons.iter().map(row).collect(),
            indent: 0,
        });
        document.gap();
        document.text(format!(
            "Each forecast knows the {FEWEST} to {WINDOW} Sprints before it and nothing later. Seed {}.",
            self.seed
        ));
        if let Some(words) = self.ties() {
            document.text(words);
        }
        document
    }

    /// What whole points do to the rates: a figure that is just reached counts as reached.
    fn ties(&self) -> Option<String> {
        let first = self.horizons.first()?;
        let at = LEVELS.iter().position(|level| *level == 85)?;
        let (equal, n) = (first.hits.equal[at], first.n);
        // Below this nobody would see it in the rates.
        (n > 0 && equal * 20 >= n).then(|| {
            format!(
                "In {equal} of {n} exactly as much was Done as was said with 85 % one Sprint ahead; such ties count as come true."
            )
        })
    }
}

/// The forecasts of a horizon as people read shares: `88 %`.
fn row(horizon: &HorizonView) -> Row {
    let share = |hit: u64| match horizon.n {
        0 => Line::styled("-", Style::Dim),
        n => Line::plain(format!("{} %", (hit * 200 + n) / (n * 2))),
    };
    Row::Cells(vec![
        Line::plain(horizon.sprints.to_string()),
        Line::plain(horizon.n.to_string()),
        share(horizon.hits.hit[0]),
        share(horizon.hits.hit[1]),
        share(horizon.hits.hit[2]),
    ])
}

#[cfg(test)]
mod tests {
    use super::BacktestReport;
    use crate::report::text;
    use crate::scrum::{Hits, Run, backtest};

    const RUN: Run = Run {
        seed: 42,
        trials: 100,
    };

    #[test]
    fn the_json_is_what_was_agreed() {
        let hits = Hits {
            n: 8,
            hit: [4, 7, 8],
            equal: [0; 3],
        };
        let report = BacktestReport::new([hits, Hits::default(), Hits::default()], 1, 13, 42);
        let json = serde_json::to_value(&report).unwrap();
        let expected = serde_json::json!({"schema_version": 1, "horizons": [
            {"sprints": 1, "n": 8, "hit": {"50": 0.5, "85": 0.875, "95": 1.0}},
            {"sprints": 3, "n": 0, "hit": {"50": null, "85": null, "95": null}},
            {"sprints": 6, "n": 0, "hit": {"50": null, "85": null, "95": null}},
        ]});
        assert_eq!(json, expected);
    }

    #[test]
    fn ties_are_said() {
        let report = BacktestReport::new(backtest(&[500; 12], RUN), 1, 12, 42);
        let told = text(&report.document(), None);
        assert!(told.contains("In 7 of 7 exactly as much"), "{told}");
        let few = BacktestReport::new(backtest(&[500; 5], RUN), 1, 5, 42);
        assert!(text(&few.document(), None).contains("needs 6 closed Sprints"));
    }
}
