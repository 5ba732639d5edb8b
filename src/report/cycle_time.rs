//! How many days items took, from start and from the request to Done.

use std::collections::HashSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Sprint, StateKind, Story};
use crate::report::chart::{Chart, ChartDot, DotChart};
use crate::report::past_frame::note_lines;
use crate::report::render::csv;
use crate::report::{Block, Charted, Column, Document, Line, Row, Style, Table};
use crate::scrum::{Passage, Percentiles, SprintItems, passages, percentiles};

/// Percentiles, in days.
#[derive(Debug, Clone, Serialize)]
pub struct PercentilesView {
    /// From how many items.
    pub count: usize,
    /// Half of them took at most so many days.
    pub p50: i64,
    /// 85 of 100 took at most so many.
    pub p85: i64,
    /// 95 of 100 took at most so many.
    pub p95: i64,
}

/// The figures of some items.
#[derive(Debug, Serialize)]
pub struct TimesOf {
    /// The type of the items, as the team calls it; null for all.
    #[serde(rename = "type")]
    pub item_type: Option<String>,
    /// From the start of work to Done.
    pub cycle: Option<PercentilesView>,
    /// From the request to Done.
    pub lead: Option<PercentilesView>,
}

/// An item behind the figures.
#[derive(Debug, Serialize)]
pub struct TimedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its type, as its file says it.
    #[serde(rename = "type")]
    pub item_type: String,
    /// When work began.
    pub started: Option<Date>,
    /// When it was Done.
    pub done: Date,
    /// Days from start to Done, both counted.
    pub cycle: Option<i64>,
    /// Days from the request to Done, both counted.
    pub lead: Option<i64>,
}

/// Cycle and lead times.
#[derive(Debug, Serialize)]
pub struct CycleTimeReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// What is counted: `days`, every day of the calendar.
    pub unit: &'static str,
    /// Only items that are Done in this Sprint.
    pub sprint: Option<String>,
    /// Only items that were Done on this day or later.
    pub since: Option<Date>,
    /// All items, then those of each type, where there are several types.
    pub times: Vec<TimesOf>,
    /// How many items are Done and do not say on which day.
    pub undated: usize,
    /// The items, by the day on which they were Done.
    pub items: Vec<TimedItem>,
    #[serde(skip)]
    notes: Vec<String>,
    /// Whether the text names the items, as the data always does.
    #[serde(skip)]
    explains: bool,
}

impl From<Percentiles> for PercentilesView {
    fn from(found: Percentiles) -> Self {
        Self {
            count: found.count,
            p50: found.p50,
            p85: found.p85,
            p95: found.p95,
        }
    }
}

impl CycleTimeReport {
    /// Returns the times of items that were Done on `since` or later and not after `today`, and in `sprint`; the text
    /// names the items where `explain`.
    #[must_use]
    pub fn new(
        backlog: &Backlog,
        since: Option<Date>,
        sprint: Option<&Sprint>,
        today: Date,
        explain: bool,
    ) -> Self {
        let items = sprint.map(|sprint| SprintItems::new(backlog).done(sprint));
        let paths: Option<HashSet<&str>> =
            items.map(|items| items.iter().map(|story| story.path.as_str()).collect());
        let is_meant = |story: &Story| {
            paths
                .as_ref()
                .is_none_or(|paths| paths.contains(story.path.as_str()))
        };
        let mut found = passages(backlog, since, today);
        found.retain(|passage| is_meant(passage.story));
        let type_of = |passage: &Passage<'_>| {
            let own = &passage.story.item_type;
            backlog.config.item_type(own).unwrap_or(own).to_owned()
        };
        let mut types: Vec<String> = found.iter().map(type_of).collect();
        types.sort();
        types.dedup();
        let mut times = vec![times_of(None, found.iter())];
        if types.len() > 1 {
            times.extend(types.into_iter().map(|name| {
                let same = found.iter().filter(|passage| type_of(passage) == name);
                times_of(Some(name.clone()), same)
            }));
        }
        let done = || {
            let stories = backlog.stories().iter();
            stories.filter(|story| {
                backlog.kind(story) == StateKind::Done
                    && !backlog.has_children(story)
                    && is_meant(story)
            })
        };
        let undated = done().filter(|story| story.done.is_none()).count();
        let to_come: Vec<String> = done()
            .filter_map(|story| {
                let day = story.done.filter(|day| *day > today)?;
                Some(format!("{} ({day})", story.id))
            })
            .collect();
        let mut notes = Vec::new();
        if found.is_empty() {
            let place =
                sprint.map_or_else(String::new, |sprint| format!(" of Sprint {}", sprint.name));
            notes.push(format!("No item{place} says on which day it was Done."));
        }
        if undated > 0 {
            notes.push(format!(
                "Not counted: {undated} Done without a day (`done:`)"
            ));
        }
        if !to_come.is_empty() {
            notes.push(format!(
                "Not counted: Done on a day that has not come yet: {}",
                to_come.join(", ")
            ));
        }
        Self {
            schema_version: 1,
            unit: "days",
            sprint: sprint.map(|sprint| sprint.name.clone()),
            since,
            times,
            undated,
            items: found
                .iter()
                .map(|passage| TimedItem {
                    id: passage.story.id.to_string(),
                    title: passage.story.title.clone(),
                    item_type: type_of(passage),
                    started: passage.story.started,
                    done: passage.done,
                    cycle: passage.cycle,
                    lead: passage.lead,
                })
                .collect(),
            notes,
            explains: explain,
        }
    }

    fn item_table(&self) -> Table {
        let days =
            |days: Option<i64>| Line::plain(days.map_or_else(|| "?".to_owned(), |n| n.to_string()));
        let row = |item: &TimedItem| {
            Row::Cells(vec![
                Line::styled(item.id.clone(), Style::Id),
                Line::plain(item.title.clone()),
                Line::plain(item.done.to_string()),
                days(item.cycle),
                days(item.lead),
            ])
        };
        Table {
            columns: vec![
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::left("Done"),
                Column::right("From start"),
                Column::right("From request"),
            ],
            rows: self.items.iter().map(row).collect(),
            indent: 0,
        }
    }
}

impl Charted for CycleTimeReport {
    fn title(&self) -> String {
        "Cycle time".to_owned()
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn chart(&self) -> Chart {
        let dot = |item: &TimedItem| {
            Some(ChartDot {
                date: item.done,
                days: item.cycle?,
                words: format!("{} {}", item.id, item.title),
            })
        };
        let all = self.times.first().and_then(|times| times.cycle.as_ref());
        let lines = all.map(|all| vec![(all.p50, "50 %"), (all.p85, "85 %"), (all.p95, "95 %")]);
        let description = all.map_or_else(
            || "No item says on which days it was started and Done.".to_owned(),
            |all| {
                format!(
                    "Of {} items, half were Done within {} days of their start, 85 of 100 within {}, 95 of 100 within {}.",
                    all.count, all.p50, all.p85, all.p95
                )
            },
        );
        Chart::Dots(DotChart {
            title: self.title(),
            description,
            dots: self.items.iter().filter_map(dot).collect(),
            lines: lines.unwrap_or_default(),
        })
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        if self.items.is_empty() {
            for note in &self.notes {
                document.text(note.clone());
            }
            document.hint("po start 12, po done 12: the days are written then");
            return document;
        }
        let sprint = self
            .sprint
            .as_ref()
            .map(|name| format!(" in Sprint {name}"));
        let since = self.since.map(|day| format!(" since {day}"));
        let span: String = sprint.into_iter().chain(since).collect();
        document.text(Line::styled("Days to Done", Style::Strong).and(format!(
            "{span}: half of the items, 85 and 95 of 100, took at most"
        )));
        document.gap();
        let mut rows = Vec::new();
        for times in &self.times {
            let name = times.item_type.as_deref().unwrap_or("all items");
            let name = if name.is_empty() { "no type" } else { name };
            for (what, found) in [("from start", &times.cycle), ("from request", &times.lead)] {
                rows.extend(found.as_ref().map(|found| row(name, what, found)));
            }
        }
        document.table(Table {
            columns: vec![
                Column::left("Items of type"),
                Column::left("Time"),
                Column::right("50 %"),
                Column::right("85 %"),
                Column::right("95 %"),
                Column::right("Count"),
            ],
            rows,
            indent: 0,
        });
        if !matches!(self.chart(), Chart::Dots(chart) if chart.dots.is_empty()) {
            document.gap();
            document.text(Line::styled("From start to Done", Style::Strong));
            document.blocks.push(Block::Chart(self.chart()));
        }
        note_lines(&mut document, &self.notes);
        if self.explains {
            document.gap();
            document.table(self.item_table());
        }
        document
    }

    fn csv(&self) -> String {
        let header = [
            "id",
            "title",
            "type",
            "started",
            "done",
            "cycle_days",
            "lead_days",
        ];
        let days = |days: Option<i64>| days.map_or_else(String::new, |days| days.to_string());
        let row = |item: &TimedItem| {
            vec![
                item.id.clone(),
                item.title.clone(),
                item.item_type.clone(),
                item.started.map_or_else(String::new, |day| day.to_string()),
                item.done.to_string(),
                days(item.cycle),
                days(item.lead),
            ]
        };
        let rows: Vec<Vec<String>> = self.items.iter().map(row).collect();
        csv(&header, &rows)
    }
}

fn times_of<'p, 'b: 'p>(
    item_type: Option<String>,
    found: impl Iterator<Item = &'p Passage<'b>> + Clone,
) -> TimesOf {
    let cycle = percentiles(found.clone().filter_map(|passage| passage.cycle));
    let lead = percentiles(found.filter_map(|passage| passage.lead));
    TimesOf {
        item_type,
        cycle: cycle.map(PercentilesView::from),
        lead: lead.map(PercentilesView::from),
    }
}

fn row(name: &str, what: &str, found: &PercentilesView) -> Row {
    let number = |number: i64| Line::plain(number.to_string());
    Row::Cells(vec![
        Line::styled(name, Style::Strong),
        Line::plain(what),
        number(found.p50),
        number(found.p85),
        number(found.p95),
        Line::styled(found.count.to_string(), Style::Dim),
    ])
}
