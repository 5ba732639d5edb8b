//! A forecast as a picture: how much is done by the end of each Sprint to come, and how much lies ahead.

use super::forecast::ForecastReport;
use crate::model::Hundredths;
use crate::report::chart::{Chart, ChartDay, DayChart, Look, Medium, Series, svg};
use crate::scrum::{LEVELS, Outlook};

/// No picture shows fewer Sprints than these, or more.
const SPRINTS: (usize, usize) = (4, 26);

impl ForecastReport {
    /// Returns the first forecast as a picture; none where there is none.
    #[must_use]
    pub fn svg(&self, outlook: &Outlook<'_>) -> Option<String> {
        let target = self.targets.iter().find(|target| target.when.is_some())?;
        let last = target.when.as_ref()?.p95.as_ref();
        let sprints = last.map_or(SPRINTS.1, |end| end.number + 1);
        let sprints = sprints
            .clamp(SPRINTS.0, SPRINTS.1)
            .min(outlook.calendar.periods.len());
        let ends = &outlook.calendar.periods[..sprints];
        let day = |period: &crate::scrum::Period| ChartDay {
            date: period.to,
            is_to_come: true,
            is_week: true,
            notes: Vec::new(),
            mark: None,
        };
        let least: Vec<[Hundredths; LEVELS.len()]> = ends
            .iter()
            .filter_map(|end| outlook.amount(end.to))
            .collect();
        let done = |name, look, at: usize| Series {
            name,
            look,
            start: Some(Hundredths::ZERO),
            values: least.iter().map(|levels| Some(levels[at])).collect(),
        };
        let grown = |sprints: i64| {
            let growth = target.figures.growth.unwrap_or_default().hundredths();
            let work = target.figures.work.hundredths();
            Hundredths::from_hundredths(work.saturating_add(growth.saturating_mul(sprints)).max(0))
        };
        let title = match (target.kind, &target.id, &target.title) {
            ("release", Some(name), _) => format!("Release {name}: forecast"),
            (_, Some(id), Some(title)) => format!("{id} {title}: forecast"),
            _ => "The whole order: forecast".to_owned(),
        };
        let chart = Chart::Days(DayChart {
            title,
            description: self.say.clone().unwrap_or_default(),
            unit: self.unit,
            days: ends.iter().map(day).collect(),
            series: vec![
                done("85 % sure", Look::Main, 1),
                done("50 %", Look::Ideal, 0),
                done("95 %", Look::Ideal, 2),
                Series {
                    name: "Ahead",
                    look: Look::Scope,
                    start: Some(grown(0)),
                    values: (1..).take(sprints).map(|at| Some(grown(at))).collect(),
                },
            ],
            ground: Hundredths::ZERO,
            marks: Vec::new(),
            most_notes: 0,
        });
        let mut notes: Vec<String> = Vec::new();
        notes.extend(self.say.clone());
        Some(svg(&chart, &notes, Medium::File))
    }
}
