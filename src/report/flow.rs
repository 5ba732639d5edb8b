//! A cumulative flow: how much was new, ready, started and Done at the end of each day.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Sprint, StateKind, Timeline};
use crate::report::chart::{Chart, DayChart, Look, Series};
use crate::report::flow_explained::{FlowExplainedDay, flow_explained, flow_lines};
use crate::report::past_frame::{KINDS, PastFrame, note_lines};
use crate::report::render::csv;
use crate::report::sprint_days::{SprintDays, SprintEventView};
use crate::report::{Block, Charted, Document};
use crate::scrum::{ChangeInSprint, PastDays, SprintPast, Unit};

/// So many changes of a day are named on a screen.
const NOTES: usize = 3;

/// A day of a flow; what is unknown is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FlowDay {
    /// Which day.
    pub date: Date,
    /// What was in a state of the kind `new` at its end.
    pub new: Option<f64>,
    /// What was ready.
    pub ready: Option<f64>,
    /// What was started.
    pub started: Option<f64>,
    /// What was Done, whenever it became so.
    pub done: Option<f64>,
}

/// A cumulative flow.
#[derive(Debug, Serialize)]
pub struct FlowReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The Sprint's name; null for the whole backlog.
    pub sprint: Option<String>,
    /// What is counted: `items` or `points`.
    pub unit: &'static str,
    /// A row a calendar day, up to the last known one.
    pub days: Vec<FlowDay>,
    /// What changed, the oldest first.
    pub events: Vec<SprintEventView>,
    /// The items behind each day, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<FlowExplainedDay>>,
    #[serde(skip)]
    title: String,
    #[serde(skip)]
    notes: Vec<String>,
    #[serde(skip)]
    frame: PastFrame,
}

impl FlowReport {
    /// Returns the flow of the whole backlog, with the items behind each day where `explain`.
    #[must_use]
    pub fn of_backlog(past: PastDays, timeline: &Timeline, unit: Unit, explain: bool) -> Self {
        let frame = PastFrame::new(past, timeline, unit, true);
        let notes = frame.notes(false);
        Self::new(frame, "Flow".to_owned(), notes, explain)
    }

    /// Returns the flow of a Sprint's items, with the items behind each day where `explain`.
    #[must_use]
    pub fn of_sprint(
        past: SprintPast,
        timeline: &Timeline,
        sprint: &Sprint,
        unit: Unit,
        explain: bool,
    ) -> Self {
        let days = SprintDays::new(past, timeline, sprint, unit);
        let past = PastDays::from(&days.past);
        let frame = PastFrame::new(past, timeline, unit, true);
        let mut report = Self::new(frame, days.title("flow"), days.notes, explain);
        report.sprint = Some(sprint.name.clone());
        report
    }

    fn new(frame: PastFrame, title: String, mut notes: Vec<String>, explain: bool) -> Self {
        let number = |value: Option<Hundredths>| value.map(Hundredths::as_f64);
        let unit = frame.unit;
        let days = frame.past.days.iter().map(|day| {
            let sum = |kind| number(day.sum(unit, &[kind]));
            FlowDay {
                date: day.date,
                new: sum(StateKind::New),
                ready: sum(StateKind::Ready),
                started: sum(StateKind::Started),
                done: sum(StateKind::Done),
            }
        });
        if frame.past.is_carried {
            notes.push(
                "What was started follows from `started`; which items were new and which were ready before today is not known."
                    .to_owned(),
            );
        }
        Self {
            schema_version: 1,
            sprint: None,
            unit: unit.name(),
            days: days.collect(),
            events: frame.events(),
            explain: explain.then(|| flow_explained(&frame)),
            title,
            notes,
            frame,
        }
    }

    /// What the last known day comes to, and what happened since the first, in a sentence.
    fn sentence(&self) -> String {
        let frame = &self.frame;
        let Some(last) = frame.last() else {
            return "nothing is known of these days".to_owned();
        };
        let told = |(kind, words): (StateKind, &str)| {
            let sum = last.sum(frame.unit, &[kind])?;
            Some(format!("{sum} {words}"))
        };
        let kinds = [
            (StateKind::Done, "Done"),
            (StateKind::Started, "started"),
            (StateKind::Ready, "ready"),
            (StateKind::New, "new"),
        ];
        let now: Vec<String> = kinds.into_iter().filter_map(told).collect();
        let count = |is_it: fn(&ChangeInSprint) -> bool| {
            let changes = frame.changes();
            changes.filter(|change| is_it(&change.what)).count()
        };
        let added = count(|what| matches!(what, ChangeInSprint::Added(_)));
        let removed = count(|what| matches!(what, ChangeInSprint::Removed(_)));
        let done = count(|what| matches!(what, ChangeInSprint::Done(..)));
        let items = if added == 1 { "item" } else { "items" };
        // Of days that nobody knows, nothing is counted.
        let known = frame.past.days.iter().find(|day| day.items.is_some());
        let since = match (known, frame.past.calendar.first()) {
            (Some(known), Some(first)) if known.date > *first => format!("since {}:", known.date),
            _ => "in these days".to_owned(),
        };
        format!(
            "{} {}; {since} {added} {items} came, {removed} went, {done} became Done",
            now.join(", "),
            frame.unit.name()
        )
    }

    /// Where the scale begins: low enough to see the lowest band, and high enough to see the others.
    fn ground(&self) -> Hundredths {
        let frame = &self.frame;
        let known = |kinds: &[StateKind]| frame.values(kinds).into_iter().flatten();
        let least = known(&[StateKind::Done]).min().unwrap_or_default();
        let most = known(&KINDS).max().unwrap_or_default();
        let (least, range) = (least.hundredths(), (most - least).hundredths());
        if least <= range {
            return Hundredths::ZERO;
        }
        let mut step: i64 = 100;
        while step.saturating_mul(10) <= range {
            step = step.saturating_mul(10);
        }
        let low = (least - range / 10).max(0);
        Hundredths::from_hundredths(low - low % step)
    }
}

impl Charted for FlowReport {
    fn title(&self) -> String {
        self.title.clone()
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(1, self.title.clone());
        document.text(format!("{}: {}", self.frame.span(), self.sentence()));
        document.gap();
        document.blocks.push(Block::Chart(self.chart()));
        note_lines(&mut document, &self.notes);
        if let Some(days) = &self.explain {
            flow_lines(&mut document, days, &self.frame);
        }
        document
    }

    fn chart(&self) -> Chart {
        let frame = &self.frame;
        let band = |name, band, kind| Series {
            name,
            look: Look::Band(band),
            start: None,
            values: frame.values(&[kind]),
        };
        Chart::Days(DayChart {
            title: self.title.clone(),
            description: format!("{}: {}.", frame.span(), self.sentence()),
            unit: self.unit,
            days: frame.chart_days(),
            series: vec![
                band("Done", 0, StateKind::Done),
                band("Started", 1, StateKind::Started),
                band("Ready", 2, StateKind::Ready),
                band("New", 3, StateKind::New),
            ],
            ground: self.ground(),
            marks: Vec::new(),
            // Figures say it; words of a whole backlog would fill the screen.
            most_notes: if self.sprint.is_some() {
                usize::MAX
            } else {
                NOTES
            },
        })
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn csv(&self) -> String {
        let text = |value: Option<Hundredths>| value.map_or_else(String::new, |v| v.to_string());
        let rows: Vec<Vec<String>> = self
            .frame
            .past
            .days
            .iter()
            .map(|day| {
                let kinds = [
                    StateKind::New,
                    StateKind::Ready,
                    StateKind::Started,
                    StateKind::Done,
                ];
                let sums = kinds.map(|kind| text(day.sum(self.frame.unit, &[kind])));
                std::iter::once(day.date.to_string()).chain(sums).collect()
            })
            .collect();
        csv(&["date", "new", "ready", "started", "done"], &rows)
    }
}
