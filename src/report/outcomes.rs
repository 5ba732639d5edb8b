//! What was hoped of items against what was measured since. Never why a figure moved.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, StateKind, Story, metric_name};
use crate::report::chart::Chart;
use crate::report::day_words::long_day;
use crate::report::outcome_chart::chart;
use crate::report::outcome_view::{DayFigure, OutcomeView, WindowView, days};
use crate::report::past_frame::note_lines;
use crate::report::render::csv;
use crate::report::{Block, Charted, Column, Document, Line, Row, Style, Table};

/// So many pictures stand on one page.
const PICTURES: usize = 6;

/// What people say came of an item that names no metric.
#[derive(Debug, Clone, Serialize)]
pub struct SaidView {
    /// The item.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Their words.
    pub outcome: String,
}

/// What was hoped for and what was measured.
#[derive(Debug, Serialize)]
pub struct OutcomesReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Today, in the backlog's zone.
    pub date: Date,
    /// Items that name a metric, in the order of the backlog.
    pub outcomes: Vec<OutcomeView>,
    /// Items of which people say in words what came of them.
    pub said: Vec<SaidView>,
    #[serde(skip)]
    charts: Vec<Chart>,
    #[serde(skip)]
    notes: Vec<String>,
    #[serde(skip)]
    of_one: Option<String>,
    /// The first item that hopes for something and names no metric.
    #[serde(skip)]
    nameless: Option<String>,
}

impl OutcomesReport {
    /// Returns the outcomes of one item, or of all that are not declined; with the figures behind each mean where `explain`. The
    /// backlog must be read with its metrics.
    #[must_use]
    pub fn new(backlog: &Backlog, one: Option<&Story>, today: Date, explain: bool) -> Self {
        let stories: Vec<&Story> = match one {
            Some(story) => vec![story],
            None => backlog
                .stories()
                .iter()
                .filter(|story| backlog.kind(story) != StateKind::Declined)
                .collect(),
        };
        let outcomes: Vec<OutcomeView> = stories
            .iter()
            .filter_map(|story| OutcomeView::of(backlog, story, today, explain))
            .collect();
        let names_none = |story: &&&Story| {
            let expected = story.expected.as_ref();
            expected.is_none_or(|expected| expected.metric.is_none())
        };
        let said = stories.iter().filter(names_none).filter_map(|story| {
            Some(SaidView {
                id: story.id.to_string(),
                title: story.title.clone(),
                outcome: story.outcome.clone()?,
            })
        });
        let nameless = stories.iter().find(|story| {
            let expected = story.expected.as_ref();
            expected.is_some_and(|expected| expected.metric.is_none())
        });
        let nameless = nameless.map(|story| story.id.to_string());
        let mut notes = Vec::new();
        if !outcomes.is_empty() {
            notes.push("A figure says that it moved, and not why.".to_owned());
        }
        let charts: Vec<(Chart, bool)> = outcomes
            .iter()
            .map(|view| chart(view, backlog.metric(&view.metric), today))
            .collect();
        if charts.iter().any(|(_, has_holes)| *has_holes) {
            notes.push("A day without a figure is drawn with the last one before it.".to_owned());
        }
        Self {
            schema_version: 1,
            date: today,
            said: said.collect(),
            nameless,
            charts: charts.into_iter().map(|(chart, _)| chart).collect(),
            outcomes,
            notes,
            of_one: one.map(|story| format!("{} {}", story.id, story.title)),
        }
    }

    /// Whether there is exactly one picture to draw.
    #[must_use]
    pub fn is_one_picture(&self) -> bool {
        self.outcomes.len() == 1
    }

    fn empty(&self, document: &mut Document) {
        let id = self
            .of_one
            .as_deref()
            .and_then(|words| words.split(' ').next());
        if let Some(nameless) = &self.nameless {
            document.text(format!("The `outcome` of {nameless} names no `metric`."));
            document.hint("see what is wrong with it: po check");
            return;
        }
        document.text(match id {
            Some(id) => format!("Nothing measured is hoped of {id}."),
            None => "No item says what it should do to a metric.".to_owned(),
        });
        let id = id.unwrap_or("12");
        document.hint(format!(
            "po set {id} outcome.metric=signup_conversion outcome.baseline=3.1% outcome.target=4% outcome.by=2026-12-31"
        ));
        document
            .hint("figures come from your analytics: po import FILE --metric signup_conversion");
    }

    fn said_lines(&self, document: &mut Document) {
        if self.said.is_empty() {
            return;
        }
        document.gap();
        document.text(Line::styled("In words", Style::Strong));
        let line = |said: &SaidView| {
            Line::styled(said.id.clone(), Style::Id)
                .and(format!(" {}: {}", said.title, said.outcome))
        };
        document.items(self.said.iter().map(line).collect());
    }

    fn table(&self) -> Table {
        let row = |view: &OutcomeView| {
            let figure = view.figure.as_ref().map(|figure| figure.text.clone());
            Row::Cells(vec![
                Line::styled(view.id.clone(), Style::Id),
                Line::plain(view.title.clone()),
                Line::plain(view.metric_title.clone()),
                Line::plain(view.hoped()),
                Line::plain(figure.unwrap_or_else(|| "?".to_owned())),
                Line::plain(view.moved()),
                Line::plain(view.by.map(long_day).unwrap_or_default()),
                Line::plain(state_words(view, self.date)),
            ])
        };
        Table {
            columns: vec![
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::left("Metric"),
                Column::left("Hoped"),
                Column::right("Now"),
                Column::right("Change"),
                Column::left("By"),
                Column::left("Reached"),
            ],
            rows: self.outcomes.iter().map(row).collect(),
            indent: 0,
        }
    }

    fn explained(&self, document: &mut Document) {
        for view in &self.outcomes {
            let Some(figures) = &view.explain else {
                continue;
            };
            document.gap();
            document.text(Line::styled(
                format!("Figures behind {}", view.id),
                Style::Strong,
            ));
            let line = |day: &DayFigure| Line::plain(format!("{} {}", day.date, day.figure));
            document.items(figures.iter().map(line).collect());
        }
    }

    fn whole(&self, pictures: usize) -> Document {
        let mut document = Document::new();
        document.heading(1, self.title());
        match self.outcomes.as_slice() {
            [] => self.empty(&mut document),
            [view] if self.of_one.is_some() => {
                document.items(one_lines(view, self.date));
            }
            _ => document.table(self.table()),
        }
        let drawn = self
            .charts
            .iter()
            .zip(&self.outcomes)
            .filter(|(_, view)| view.latest.is_some());
        for (chart, view) in drawn.take(pictures) {
            if self.of_one.is_none() {
                document.heading(2, format!("{} {}", view.id, view.title));
            }
            document.gap();
            document.blocks.push(Block::Chart(chart.clone()));
        }
        self.explained(&mut document);
        self.said_lines(&mut document);
        note_lines(&mut document, &self.notes);
        let missing = self.outcomes.iter().find(|view| view.latest.is_none());
        if let Some(view) = missing {
            let name = &view.metric;
            document.hint(match metric_name(name) {
                Ok(name) => format!("no figures of `{name}` yet: po import FILE --metric {name}"),
                Err(_) => format!("the metric of {} has no valid name: po check", view.id),
            });
        }
        let open = self
            .outcomes
            .iter()
            .find(|view| is_over_without_verdict(view, self.date));
        if let Some(view) = open {
            document.hint(format!(
                "say what came of it: po set {} outcome.verdict=\"…\"",
                view.id
            ));
        }
        document
    }
}

/// Whether the day by which it was hoped for is over, and nobody said what came of it.
pub(super) fn is_over_without_verdict(view: &OutcomeView, today: Date) -> bool {
    let is_over = view.by.is_some_and(|by| by < today);
    is_over && view.verdict.is_none() && view.status_kind == "done"
}

fn state_words(view: &OutcomeView, today: Date) -> String {
    let words = view.verdict_words(today);
    match view.done {
        Some(_) => words,
        None => format!("{words}; not Done"),
    }
}

/// What is known of one item, a line each.
fn one_lines(view: &OutcomeView, today: Date) -> Vec<Line> {
    let line = |name: &str, words: String| {
        Line::styled(format!("{name}:"), Style::Strong).and(format!(" {words}"))
    };
    let span = |days_of: &WindowView| match days_of.from == days_of.to {
        true => format!("on {}", long_day(days_of.to)),
        false => format!(
            "mean of {} from {} to {}",
            days(i64::try_from(days_of.figures).unwrap_or(0)),
            long_day(days_of.from),
            long_day(days_of.to)
        ),
    };
    let by = view.by.map(|by| format!(", by {}", long_day(by)));
    let mut lines = vec![line(
        "Hoped",
        format!(
            "{} {}{}",
            view.metric_title,
            view.hoped(),
            by.unwrap_or_default()
        ),
    )];
    if let (Some(before), Some(days)) = (&view.baseline, &view.baseline_days) {
        lines.push(line("Before", format!("{}, {}", before.text, span(days))));
    }
    if let (Some(figure), Some(days)) = (&view.figure, &view.days) {
        let moved = match view.change {
            Some(change) if change > 0 => {
                format!("; it rose {}", view.moved().trim_start_matches('+'))
            }
            Some(change) if change < 0 => {
                format!("; it fell {}", view.moved().trim_start_matches('-'))
            }
            Some(_) => "; it did not move".to_owned(),
            None => String::new(),
        };
        lines.push(line(
            "Measured",
            format!("{}, {}{moved}", figure.text, span(days)),
        ));
    }
    if let Some(latest) = &view.latest {
        lines.push(line(
            "Last figure",
            format!("{} on {}", latest.figure, long_day(latest.date)),
        ));
    }
    let happened = [("Done", view.done), ("released", view.released)];
    let happened = happened
        .into_iter()
        .filter_map(|(word, day)| Some(format!("{word} {}", long_day(day?))));
    let happened: Vec<String> = happened.collect();
    lines.push(line(
        "Item",
        match happened.as_slice() {
            [] => "not Done yet".to_owned(),
            days => days.join(", "),
        },
    ));
    lines.push(line("Target", view.verdict_words(today)));
    lines.extend(view.verdict.clone().map(|words| line("Verdict", words)));
    lines
}

impl Charted for OutcomesReport {
    fn title(&self) -> String {
        match &self.of_one {
            Some(words) => format!("Outcome of {words}"),
            None => "Outcomes".to_owned(),
        }
    }

    fn document(&self) -> Document {
        self.whole(usize::from(self.of_one.is_some()))
    }

    fn illustrated(&self) -> Document {
        self.whole(PICTURES)
    }

    fn chart(&self) -> Chart {
        let empty = || Chart::Days(super::outcome_chart::nothing());
        self.charts.first().cloned().unwrap_or_else(empty)
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn csv(&self) -> String {
        let text = |view: &Option<super::outcome_view::FigureView>| {
            view.as_ref()
                .map(|view| view.text.clone())
                .unwrap_or_default()
        };
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let row = |view: &OutcomeView| {
            vec![
                view.id.clone(),
                view.title.clone(),
                view.metric.clone(),
                text(&view.baseline),
                text(&view.target),
                day(view.by),
                text(&view.figure),
                day(view.days.as_ref().map(|days| days.from)),
                day(view.days.as_ref().map(|days| days.to)),
                view.change_percent
                    .map(|change| change.to_string())
                    .unwrap_or_default(),
                view.reached.to_owned(),
                day(view.done),
                day(view.released),
                view.verdict.clone().unwrap_or_default(),
            ]
        };
        let rows: Vec<Vec<String>> = self.outcomes.iter().map(row).collect();
        csv(
            &[
                "id",
                "title",
                "metric",
                "baseline",
                "target",
                "by",
                "figure",
                "from",
                "to",
                "change_percent",
                "reached",
                "done",
                "released",
                "verdict",
            ],
            &rows,
        )
    }
}
