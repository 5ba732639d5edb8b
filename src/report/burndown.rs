//! A Sprint's burndown: what remained at the end of each day.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Sprint, Timeline};
use crate::report::chart::{Chart, DayChart, Look, Series};
use crate::report::past_frame::note_lines;
use crate::report::render::csv;
use crate::report::sprint_days::{ExplainedDay, SprintDays, SprintEventView, explained_lines};
use crate::report::{Block, Charted, Document};
use crate::scrum::{SprintPast, Unit};

/// A day of a burndown; what is unknown is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BurndownDay {
    /// Which day.
    pub date: Date,
    /// What was not Done at its end.
    pub remaining: Option<f64>,
    /// What was Done.
    pub done: Option<f64>,
    /// Both.
    pub scope: Option<f64>,
    /// What would remain if the planned work burned evenly over the working days.
    pub ideal: Option<f64>,
}

/// A Sprint's burndown.
#[derive(Debug, Serialize)]
pub struct BurndownReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The Sprint's name.
    pub sprint: String,
    /// What is counted: `points` or `items`.
    pub unit: &'static str,
    /// A row a calendar day, up to the last known one.
    pub days: Vec<BurndownDay>,
    /// What changed since the Sprint's start, the oldest first.
    pub events: Vec<SprintEventView>,
    /// The items behind each day, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<ExplainedDay>>,
    #[serde(skip)]
    frame: SprintDays,
}

impl BurndownReport {
    /// Returns the burndown of a Sprint, with the items behind each day where `explain`.
    #[must_use]
    pub fn new(
        past: SprintPast,
        timeline: &Timeline,
        sprint: &Sprint,
        unit: Unit,
        explain: bool,
    ) -> Self {
        let frame = SprintDays::new(past, timeline, sprint, unit);
        let number = |value: Option<Hundredths>| value.map(Hundredths::as_f64);
        let days = frame.past.days.iter().enumerate();
        let days = days.map(|(at, day)| {
            let figures = frame.figures(day);
            BurndownDay {
                date: day.date,
                remaining: number(figures.map(|figures| figures.remaining)),
                done: number(figures.map(|figures| figures.done)),
                scope: number(figures.map(|figures| figures.scope)),
                ideal: number(frame.ideal_of(at)),
            }
        });
        Self {
            schema_version: 1,
            sprint: sprint.name.clone(),
            unit: unit.name(),
            days: days.collect(),
            events: frame.events(),
            explain: explain.then(|| frame.explained()),
            frame,
        }
    }
}

impl Charted for BurndownReport {
    fn title(&self) -> String {
        self.frame.title("burndown")
    }

    fn notes(&self) -> &[String] {
        &self.frame.notes
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(1, self.frame.title("burndown"));
        document.text(format!("{}: {}", self.frame.span(), self.frame.sentence()));
        document.gap();
        document.blocks.push(Block::Chart(self.chart()));
        note_lines(&mut document, &self.frame.notes);
        if let Some(days) = &self.explain {
            explained_lines(&mut document, days, self.frame.unit);
        }
        document
    }

    fn csv(&self) -> String {
        let text = |value: Option<Hundredths>| value.map_or_else(String::new, |v| v.to_string());
        let days = self.frame.past.days.iter().enumerate();
        let rows: Vec<Vec<String>> = days
            .map(|(at, day)| {
                let figures = self.frame.figures(day);
                vec![
                    day.date.to_string(),
                    text(figures.map(|figures| figures.remaining)),
                    text(figures.map(|figures| figures.done)),
                    text(figures.map(|figures| figures.scope)),
                    text(self.frame.ideal_of(at)),
                ]
            })
            .collect();
        csv(&["date", "remaining", "done", "scope", "ideal"], &rows)
    }

    fn chart(&self) -> Chart {
        let frame = &self.frame;
        let series = |name, look, start, values| Series {
            name,
            look,
            start,
            values,
        };
        let planned = frame.planned;
        let ideal = (0..frame.past.calendar.len()).map(|at| frame.ideal_of(at));
        Chart::Days(DayChart {
            title: frame.title("burndown"),
            description: format!("{}: {}.", frame.span(), frame.sentence()),
            unit: self.unit,
            days: frame.chart_days(),
            series: vec![
                series(
                    "Left",
                    Look::Main,
                    planned,
                    frame.values(|day| day.remaining),
                ),
                series("Done", Look::Rest, None, frame.values(|day| day.done)),
                series("Scope", Look::Scope, planned, frame.values(|day| day.scope)),
                series("Ideal", Look::Ideal, planned, ideal.collect()),
            ],
            ground: Hundredths::ZERO,
            marks: Vec::new(),
            most_notes: usize::MAX,
        })
    }
}
