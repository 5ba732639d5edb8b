//! What the last Sprints came to: median and range, never a mean.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, SprintState, Story};
use crate::report::chart::{Chart, ChartColumn, ColumnChart};
use crate::report::past_frame::note_lines;
use crate::report::render::csv;
use crate::report::{Block, Charted, Document, Line, Style, TallyView};
use crate::scrum::{SprintItems, closed_sprints, tally, velocity};

/// Fewer Sprints than these say little.
const ENOUGH: usize = 3;

/// An item behind a figure.
#[derive(Debug, Serialize)]
pub struct CountedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its size, as its file says it now.
    pub points: Option<f64>,
    #[serde(skip)]
    size: Option<Hundredths>,
}

/// A closed Sprint behind the figures.
#[derive(Debug, Serialize)]
pub struct CountedSprint {
    /// Its name.
    pub name: String,
    /// When it was closed.
    pub closed: Option<Date>,
    /// What was planned at its start, as its file says it.
    pub planned: Option<TallyView>,
    /// What was Done at its close, as its file says it.
    pub done: Option<TallyView>,
    /// The items that are Done in it now, where they were asked for.
    pub items: Option<Vec<CountedItem>>,
    #[serde(skip)]
    facts: (Option<Hundredths>, Hundredths, u64),
    /// The points of those items now, where they are others than at the close.
    #[serde(skip)]
    now: Option<Hundredths>,
}

/// Velocity of the last closed Sprints.
#[derive(Debug, Serialize)]
pub struct VelocityReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// What is counted: `points`.
    pub unit: &'static str,
    /// The median; null where no Sprint says what was Done.
    pub median: Option<f64>,
    /// The least.
    pub low: Option<f64>,
    /// The most.
    pub high: Option<f64>,
    /// The Sprints, oldest first.
    pub sprints: Vec<CountedSprint>,
    /// Closed Sprints whose files do not say what was Done: unknown, not zero.
    pub unknown: Vec<String>,
    #[serde(skip)]
    figures: Option<(Hundredths, Hundredths, Hundredths)>,
    #[serde(skip)]
    notes: Vec<String>,
}

impl VelocityReport {
    /// Returns the velocity of the last `last` closed Sprints, up to and with `until`, with the items behind each where
    /// `explain`.
    #[must_use]
    pub fn new(backlog: &Backlog, until: Option<&Sprint>, last: usize, explain: bool) -> Self {
        let closed = closed_sprints(&backlog.sprints);
        let is_until = |sprint: &&Sprint| until.is_some_and(|until| until.path == sprint.path);
        let end = closed
            .iter()
            .position(is_until)
            .map_or(closed.len(), |at| at + 1);
        let by_then: Vec<Sprint> = closed[..end].iter().copied().cloned().collect();
        let found = velocity(&by_then, last);
        let items = SprintItems::new(backlog);
        let figures = found
            .as_ref()
            .map(|found| (found.low, found.median, found.high));
        let counted = |sprint: &&Sprint| counted(sprint, &items, explain);
        let value = |pick: fn(&(Hundredths, Hundredths, Hundredths)) -> Hundredths| {
            figures.as_ref().map(|figures| pick(figures).as_f64())
        };
        Self {
            schema_version: 1,
            unit: "points",
            low: value(|figures| figures.0),
            median: value(|figures| figures.1),
            high: value(|figures| figures.2),
            sprints: found
                .iter()
                .flat_map(|found| &found.sprints)
                .map(counted)
                .collect(),
            unknown: by_then
                .iter()
                .filter(|sprint| sprint.done.is_none())
                .map(|sprint| sprint.name.clone())
                .collect(),
            figures,
            notes: until
                .filter(|until| until.state() != SprintState::Closed)
                .map(|until| format!("Sprint {} is not closed, so it is not counted.", until.name))
                .into_iter()
                .collect(),
        }
        .noted()
    }

    fn noted(mut self) -> Self {
        if !self.unknown.is_empty() {
            let names = self.unknown.join(", ");
            self.notes.push(format!(
                "Not known, so not counted: Sprint {names} (no `done:` in the file)"
            ));
        }
        if self.figures.is_none() {
            self.notes
                .insert(0, "No closed Sprint says what was Done in it.".to_owned());
        } else if self.sprints.len() < ENOUGH {
            self.notes
                .push("So few Sprints say little about the next.".to_owned());
        }
        self
    }

    /// What the figures come to, in a few words.
    fn lead(&self) -> String {
        match (self.figures, self.sprints.len()) {
            (None, _) => "nothing is known yet".to_owned(),
            (Some((_, median, _)), 1) => format!("one Sprint: {}", median.points()),
            (Some((low, median, high)), n) => {
                format!("{low} to {high} points in the last {n} Sprints, median {median}")
            }
        }
    }
}

impl Charted for VelocityReport {
    fn title(&self) -> String {
        "Velocity".to_owned()
    }

    fn document(&self) -> Document {
        let mut document = Document::new();
        let Some((low, median, high)) = self.figures else {
            for note in &self.notes {
                document.text(note.clone());
            }
            document.hint("closing one writes it down: po sprint close");
            return document;
        };
        let line = match self.sprints.len() {
            1 => Line::styled("Velocity", Style::Strong)
                .and(format!(", one Sprint: {}", median.points())),
            n => Line::styled("Velocity", Style::Strong)
                .and(format!(
                    " of the last {n} Sprints: {low} to {high} points, median "
                ))
                .with(median.to_string(), Style::Strong),
        };
        document.text(line);
        document.gap();
        document.blocks.push(Block::Chart(self.chart()));
        for sprint in &self.sprints {
            explained(&mut document, sprint);
        }
        note_lines(&mut document, &self.notes);
        document
    }

    fn chart(&self) -> Chart {
        let column = |sprint: &CountedSprint| {
            let (planned, done, items) = sprint.facts;
            ChartColumn {
                name: sprint.name.clone(),
                closed: sprint.closed,
                planned,
                done,
                items,
            }
        };
        Chart::Columns(ColumnChart {
            title: self.title(),
            description: format!("Velocity: {}.", self.lead()),
            columns: self.sprints.iter().map(column).collect(),
            median: self.figures.map(|(_, median, _)| median),
        })
    }

    fn notes(&self) -> &[String] {
        &self.notes
    }

    fn csv(&self) -> String {
        let header = [
            "sprint",
            "closed",
            "planned_points",
            "done_points",
            "done_items",
        ];
        let row = |sprint: &CountedSprint| {
            let (planned, done, items) = sprint.facts;
            vec![
                sprint.name.clone(),
                sprint
                    .closed
                    .map_or_else(String::new, |day| day.to_string()),
                planned.map_or_else(String::new, |points| points.to_string()),
                done.to_string(),
                items.to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = self.sprints.iter().map(row).collect();
        csv(&header, &rows)
    }
}

fn counted(sprint: &Sprint, items: &SprintItems<'_>, explain: bool) -> CountedSprint {
    let facts = sprint.done.unwrap_or_default();
    let there = items.done(sprint);
    let now = tally(&there).points;
    let item = |story: &&Story| CountedItem {
        id: story.id.to_string(),
        title: story.title.clone(),
        points: story.points.map(Hundredths::as_f64),
        size: story.points,
    };
    CountedSprint {
        name: sprint.name.clone(),
        closed: sprint.closed,
        planned: sprint.planned.map(TallyView::from),
        done: sprint.done.map(TallyView::from),
        items: explain.then(|| there.iter().map(item).collect()),
        facts: (
            sprint.planned.map(|planned| planned.points),
            facts.points,
            facts.items,
        ),
        now: (now != facts.points).then_some(now),
    }
}

/// The items behind a Sprint's figure, where they were asked for.
fn explained(document: &mut Document, sprint: &CountedSprint) {
    let Some(items) = &sprint.items else { return };
    let (_, done, _) = sprint.facts;
    document.gap();
    document.text(
        Line::styled(format!("Sprint {}", sprint.name), Style::Strong)
            .and(format!(": {}", done.points())),
    );
    let line = |item: &CountedItem| {
        let size = item
            .size
            .map_or_else(|| "no estimate".to_owned(), Hundredths::points);
        Line::styled(item.id.clone(), Style::Id)
            .and(format!(" {}", item.title))
            .with(format!(", {size}"), Style::Dim)
    };
    document.items(items.iter().map(line).collect());
    if let Some(now) = sprint.now {
        let words = format!("as its file says; the items that are Done in it now come to {now}");
        document.items(vec![Line::styled(words, Style::Warn)]);
    }
}
