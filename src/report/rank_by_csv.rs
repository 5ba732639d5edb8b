//! A proposed order as comma-separated values.

use super::rank_by::RankByReport;
use crate::report::render::csv;

impl RankByReport {
    /// Returns it as CSV, a row an item.
    #[must_use]
    pub fn csv(&self) -> String {
        let ordered = self.items.iter().map(|item| {
            vec![
                item.position.to_string(),
                item.shown.today.to_string(),
                item.moved.to_string(),
                item.id.clone(),
                item.shown.title.clone(),
                item.score.to_string(),
                item.held_by.join(" "),
                String::new(),
            ]
        });
        let also = self.also_moved.iter().map(|item| {
            vec![
                item.position.to_string(),
                item.today.to_string(),
                item.moved.to_string(),
                item.id.clone(),
                item.title.clone(),
                String::new(),
                item.after.clone().unwrap_or_default(),
                item.missing.join(" "),
            ]
        });
        let others = self
            .unordered
            .iter()
            .filter(|item| !self.also_moves(&item.id));
        let others = others.map(|item| {
            vec![
                String::new(),
                item.today.to_string(),
                String::new(),
                item.id.clone(),
                item.title.clone(),
                String::new(),
                String::new(),
                item.missing.join(" "),
            ]
        });
        csv(
            &[
                "position", "today", "moved", "id", "title", "score", "held_by", "missing",
            ],
            &ordered.chain(also).chain(others).collect::<Vec<_>>(),
        )
    }
}
