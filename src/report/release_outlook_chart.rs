//! A release's outlook as a picture and as rows.

use super::release_outlook::{ReleaseOutlookReport, ScopeView};
use crate::model::Hundredths;
use crate::report::chart::{Chart, ChartDay, DayChart, Look, Series};
use crate::report::charted::Charted;
use crate::report::render::csv;
use crate::report::{Block, Document};
use crate::scrum::ReleaseScope;

impl Charted for ReleaseOutlookReport {
    fn title(&self) -> String {
        format!("Release {}: scope and Done", self.release)
    }

    fn document(&self) -> Document {
        self.page()
    }

    fn illustrated(&self) -> Document {
        let mut document = self.page();
        document.blocks.push(Block::Chart(self.chart()));
        document
    }

    fn chart(&self) -> Chart {
        let series = |name, look, value: fn(ReleaseScope) -> Hundredths| Series {
            name,
            look,
            start: None,
            values: self
                .scope
                .iter()
                .map(|view| view.known.map(value))
                .collect(),
        };
        let day = |view: &ScopeView| ChartDay {
            date: view.date,
            is_to_come: false,
            is_week: true,
            notes: view
                .sprint
                .iter()
                .map(|name| format!("end of Sprint {name}"))
                .collect(),
            mark: None,
        };
        Chart::Days(DayChart {
            title: self.title(),
            description: self.notes.concat(),
            unit: self.unit,
            days: self.scope.iter().map(day).collect(),
            series: vec![
                series("Done", Look::Main, |known| known.done),
                series("Scope", Look::Scope, |known| known.scope),
            ],
            ground: Hundredths::ZERO,
            marks: Vec::new(),
            most_notes: 1,
        })
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn csv(&self) -> String {
        let text = |value: Option<Hundredths>| value.map_or_else(String::new, |v| v.to_string());
        let row = |view: &ScopeView| {
            vec![
                view.date.to_string(),
                view.sprint.clone().unwrap_or_default(),
                text(view.known.map(|known| known.scope)),
                text(view.known.map(|known| known.done)),
            ]
        };
        let rows: Vec<Vec<String>> = self.scope.iter().map(row).collect();
        csv(&["date", "sprint", "scope", "done"], &rows)
    }
}
