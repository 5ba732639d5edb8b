//! A burnup: what was Done at the end of each day, and all there was to do, of a Sprint or a release.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Release, Sprint, StateKind, Timeline};
use crate::report::chart::{Chart, ChartDay, DayChart, DayMark, Look, Series};
use crate::report::past_frame::{KINDS, OPEN, PastFrame, note_lines};
use crate::report::render::csv;
use crate::report::sprint_days::{
    CountedThen, ExplainedDay, SprintDays, SprintEventView, counted, explained_lines,
};
use crate::report::{Block, Charted, Document};
use crate::scrum::{PastDays, SprintPast, Unit};

/// A day of a burnup; what is unknown is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BurnupDay {
    /// Which day.
    pub date: Date,
    /// What was Done at its end.
    pub done: Option<f64>,
    /// All there was, Done or not.
    pub scope: Option<f64>,
    /// What would be Done if the work planned for the Sprint were done evenly over its working days; null for a release.
    pub ideal: Option<f64>,
    #[serde(skip)]
    figures: [Option<Hundredths>; 3],
}

/// The burnup of a Sprint or a release.
#[derive(Debug, Serialize)]
pub struct BurnupReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The Sprint's name; null for a release.
    pub sprint: Option<String>,
    /// The release's name; null for a Sprint.
    pub release: Option<String>,
    /// When the release is due.
    pub due: Option<Date>,
    /// What is counted: `points` or `items`.
    pub unit: &'static str,
    /// A row a calendar day, up to the last known one.
    pub days: Vec<BurnupDay>,
    /// What changed, the oldest first.
    pub events: Vec<SprintEventView>,
    /// The items behind each day, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<ExplainedDay>>,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    lead: String,
    #[serde(skip)]
    notes: Vec<String>,
    #[serde(skip)]
    chart: DayChart,
    #[serde(skip)]
    counts: Unit,
}

/// Figures of every day of a calendar: Done, scope, ideal.
struct Columns {
    done: Vec<Option<Hundredths>>,
    scope: Vec<Option<Hundredths>>,
    ideal: Vec<Option<Hundredths>>,
    /// The scope at the beginning.
    start: Option<Hundredths>,
}

impl BurnupReport {
    /// Returns the burnup of a Sprint, with the items behind each day where `explain`.
    #[must_use]
    pub fn of_sprint(
        past: SprintPast,
        timeline: &Timeline,
        sprint: &Sprint,
        unit: Unit,
        explain: bool,
    ) -> Self {
        let frame = SprintDays::new(past, timeline, sprint, unit);
        let calendar = frame.past.calendar.len();
        let planned = frame.planned;
        // The even way up is the even way down, seen from the plan.
        let ideal = |at: usize| Some(planned? - frame.ideal_of(at)?);
        let columns = Columns {
            done: frame.values(|day| day.done),
            scope: frame.values(|day| day.scope),
            ideal: (0..calendar).map(ideal).collect(),
            start: planned,
        };
        let last = frame.last();
        let sentence = last.map(|(at, figures)| {
            let ideal = columns.ideal.get(at).copied().flatten();
            let ideal = ideal.map_or_else(String::new, |ideal| format!("; ideal: {ideal} Done"));
            let (done, scope) = (figures.done, figures.scope);
            format!("{done} of {scope} {} Done{ideal}", unit.name())
        });
        let sentence = sentence.unwrap_or_else(|| frame.sentence());
        let mut report = Self::new(
            frame.title("burnup"),
            format!("{}: {sentence}", frame.span()),
            (frame.chart_days(), frame.past.days.len()),
            &columns,
            unit,
        );
        report.sprint = Some(sprint.name.clone());
        report.events = frame.events();
        report.explain = explain.then(|| frame.explained());
        report.notes = frame.notes;
        report
    }

    /// Returns the burnup of a release, with the items behind each day where `explain`.
    #[must_use]
    pub fn of_release(
        past: PastDays,
        timeline: &Timeline,
        release: &Release,
        unit: Unit,
        explain: bool,
    ) -> Self {
        let frame = PastFrame::new(past, timeline, unit, false);
        let columns = Columns {
            done: frame.values(&[StateKind::Done]),
            scope: frame.values(&KINDS),
            ideal: vec![None; frame.past.calendar.len()],
            start: None,
        };
        let last = frame.last();
        let sentence = last.and_then(|day| {
            let (done, scope) = (day.sum(unit, &[StateKind::Done])?, day.sum(unit, &KINDS)?);
            Some(format!("{done} of {scope} {} Done", unit.name()))
        });
        let when = match (release.shipped, release.due) {
            (Some(shipped), _) => format!("; shipped {shipped}"),
            (None, Some(due)) => format!("; due {due}"),
            (None, None) => String::new(),
        };
        let sentence = sentence.unwrap_or_else(|| "Nothing is known of its days".to_owned());
        let mut report = Self::new(
            format!("Release {} burnup", release.name),
            format!("{}: {sentence}{when}", frame.span()),
            (frame.chart_days(), frame.past.days.len()),
            &columns,
            unit,
        );
        report.release = Some(release.name.clone());
        report.due = release.due;
        report.events = frame.events();
        report.explain = explain.then(|| explained(&frame));
        report.notes = frame.notes(true);
        let mark = |date: Option<Date>, words| date.map(|date| DayMark { date, words });
        let shipped = mark(release.shipped, "shipped");
        report.chart.marks = shipped.or(mark(release.due, "due")).into_iter().collect();
        report
    }

    fn new(
        title: String,
        lead: String,
        (days, known): (Vec<ChartDay>, usize),
        columns: &Columns,
        unit: Unit,
    ) -> Self {
        let at = |values: &[Option<Hundredths>], day: usize| values.get(day).copied().flatten();
        let number = |value: Option<Hundredths>| value.map(Hundredths::as_f64);
        let row = |(day, there): (usize, &ChartDay)| {
            let figures = [
                at(&columns.done, day),
                at(&columns.scope, day),
                at(&columns.ideal, day),
            ];
            BurnupDay {
                date: there.date,
                done: number(figures[0]),
                scope: number(figures[1]),
                ideal: number(figures[2]),
                figures,
            }
        };
        let rows = days.iter().enumerate().take(known).map(row).collect();
        let left =
            (0..days.len()).map(|day| Some(at(&columns.scope, day)? - at(&columns.done, day)?));
        let series = |name, look, start, values| Series {
            name,
            look,
            start,
            values,
        };
        let mut drawn = vec![
            series(
                "Done",
                Look::Main,
                columns.start.map(|_| Hundredths::ZERO),
                columns.done.clone(),
            ),
            series("Left", Look::Rest, None, left.collect()),
            series("Scope", Look::Scope, columns.start, columns.scope.clone()),
        ];
        if columns.ideal.iter().any(Option::is_some) {
            let start = columns.start.map(|_| Hundredths::ZERO);
            drawn.push(series("Ideal", Look::Ideal, start, columns.ideal.clone()));
        }
        Self {
            schema_version: 1,
            sprint: None,
            release: None,
            due: None,
            unit: unit.name(),
            days: rows,
            events: Vec::new(),
            explain: None,
            chart: DayChart {
                title: title.clone(),
                description: format!("{lead}."),
                unit: unit.name(),
                days,
                series: drawn,
                ground: Hundredths::ZERO,
                marks: Vec::new(),
                most_notes: usize::MAX,
            },
            title,
            lead,
            notes: Vec::new(),
            counts: unit,
        }
    }
}

impl Charted for BurnupReport {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(1, self.title.clone());
        document.text(self.lead.clone());
        document.gap();
        document.blocks.push(Block::Chart(self.chart()));
        note_lines(&mut document, &self.notes);
        if let Some(days) = &self.explain {
            explained_lines(&mut document, days, self.counts);
        }
        document
    }

    fn chart(&self) -> Chart {
        Chart::Days(self.chart.clone())
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn csv(&self) -> String {
        let text = |value: Option<Hundredths>| value.map_or_else(String::new, |v| v.to_string());
        let row = |day: &BurnupDay| {
            let mut row = vec![day.date.to_string()];
            row.extend(day.figures.map(text));
            row
        };
        let rows: Vec<Vec<String>> = self.days.iter().map(row).collect();
        csv(&["date", "done", "scope", "ideal"], &rows)
    }
}

/// The items behind each day of a release.
fn explained(frame: &PastFrame) -> Vec<ExplainedDay> {
    let days = frame.past.days.iter();
    days.map(|day| {
        let of = |kinds: &[StateKind]| -> Option<Vec<CountedThen>> {
            let items = day.items.as_ref()?.iter();
            let found = items.filter(|item| item.is_of(kinds));
            Some(found.map(|item| counted(item)).collect())
        };
        ExplainedDay {
            date: day.date,
            remaining: of(&OPEN),
            done: of(&[StateKind::Done]),
        }
    })
    .collect()
}
