//! A proposal for a Sprint: what it takes, and why not the rest.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Sprint, Story};
use crate::report::{Column, Document, Line, Row, Style, Table};
use crate::scrum::{LeftOut, SprintPlan, Taken};

/// How many items that stand below the last one taken are shown.
const BELOW: usize = 5;

/// An item that a Sprint could take.
#[derive(Debug, Serialize)]
pub struct PlannedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its size.
    pub points: Option<f64>,
    /// The item that waits for it, where it is taken for that one's sake.
    pub needed_by: Option<String>,
    /// What it waits for that is to be done in a Sprint before this one.
    pub after: Vec<String>,
    /// What it lacks to be ready, though it is said to be: `no acceptance criteria`. Nothing once it is Done.
    pub lacks: Vec<String>,
}

/// An item that is left out.
#[derive(Debug, Serialize)]
pub struct LeftOutItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its size.
    pub points: Option<f64>,
    /// `not-ready`, `epic`, `no-estimate`, `blocked`, `does-not-fit` or `waits`.
    pub reason: &'static str,
    /// The reason in words.
    pub why: String,
}

/// A proposal for a Sprint.
#[derive(Debug, Serialize)]
pub struct SprintPlanReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The Sprint's name.
    pub sprint: String,
    /// Its goal.
    pub goal: Option<String>,
    /// Its first day.
    pub from: Option<Date>,
    /// Its last day.
    pub to: Option<Date>,
    /// Points that the team means to take.
    pub capacity: f64,
    /// Where the capacity comes from, in words.
    pub capacity_from: String,
    /// Points of all items in it, with those to take.
    pub points: f64,
    /// The items that are in it already.
    pub already: Vec<PlannedItem>,
    /// The items to take, each after what it waits for.
    pub take: Vec<PlannedItem>,
    /// The items that are left out, in their order.
    pub left_out: Vec<LeftOutItem>,
    #[serde(skip)]
    sums: (Hundredths, Hundredths),
    /// How many of those left out stand above the last item to take.
    #[serde(skip)]
    above: usize,
}

impl SprintPlanReport {
    /// Returns the proposal `plan` for `sprint`; `capacity_from` says in words where the capacity comes from, and `lacks`
    /// what an item lacks to be ready.
    #[must_use]
    pub fn new<'b>(
        sprint: &Sprint,
        plan: &SprintPlan<'b>,
        capacity_from: &str,
        lacks: &dyn Fn(&'b Story) -> Vec<String>,
    ) -> Self {
        let item = |story: &'b Story| item(story, lacks(story));
        let taken = |taken: &Taken<'b>| PlannedItem {
            needed_by: taken.needed_by.as_ref().map(ToString::to_string),
            after: taken.after.iter().map(ToString::to_string).collect(),
            ..item(taken.story)
        };
        let last = plan.taken.iter().map(|taken| taken.story.rank_key()).max();
        let is_above = |left: &&LeftOut<'_>| {
            last.as_ref()
                .is_some_and(|last| left.story.rank_key() < *last)
        };
        Self {
            schema_version: 1,
            sprint: sprint.name.clone(),
            goal: sprint.goal.clone(),
            from: sprint.from,
            to: sprint.to,
            capacity: plan.capacity.as_f64(),
            capacity_from: capacity_from.to_owned(),
            points: plan.points().as_f64(),
            already: plan.already.iter().copied().map(item).collect(),
            take: plan.taken.iter().map(taken).collect(),
            left_out: plan.left_out.iter().map(left_out).collect(),
            sums: (plan.points(), plan.capacity),
            above: plan.left_out.iter().filter(is_above).count(),
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        let mut title = Line::styled(format!("Sprint {}", self.sprint), Style::Strong);
        if let (Some(from), Some(to)) = (self.from, self.to) {
            title = title.and(format!(" · {from} to {to}"));
        }
        document.text(match &self.goal {
            Some(goal) => title.and(format!(" · Sprint Goal: {goal}")),
            None => title.with(" · no Sprint Goal yet", Style::Dim),
        });
        let (points, capacity) = self.sums;
        document.text(format!(
            "Capacity {}: {}",
            capacity.points(),
            self.capacity_from
        ));
        if !self.already.is_empty() {
            document.gap();
            document.text(Line::styled("In it already", Style::Strong));
            document.table(items(&self.already));
        }
        document.gap();
        if self.take.is_empty() {
            document.text("Nothing more can be taken.");
        } else {
            document.text(Line::styled("To take", Style::Strong));
            document.table(items(&self.take));
        }
        let over = if points > capacity {
            format!(", {} over", points - capacity)
        } else {
            String::new()
        };
        let count = self.already.len() + self.take.len();
        let noun = if count == 1 { "item" } else { "items" };
        document.text(format!(
            "{points} of {}{over}, {count} {noun}",
            capacity.points()
        ));
        self.left_out_lines(&mut document);
        document
    }

    fn left_out_lines(&self, document: &mut Document) {
        if self.left_out.is_empty() {
            return;
        }
        let shown = (self.above + BELOW).min(self.left_out.len());
        document.gap();
        document.text(Line::styled("Left out", Style::Strong));
        let row = |item: &LeftOutItem| {
            Row::Cells(vec![
                Line::styled(item.id.clone(), Style::Id),
                Line::plain(item.title.clone()),
                size(item.points),
                Line::styled(item.why.clone(), Style::Dim),
            ])
        };
        document.table(Table {
            columns: vec![
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::right("Pts"),
                Column::left("Why").flexible(),
            ],
            rows: self.left_out[..shown].iter().map(row).collect(),
            indent: 2,
        });
        let more = self.left_out.len() - shown;
        if more > 0 {
            let words = format!("{more} more further down");
            document.items(vec![Line::styled(words, Style::Dim)]);
        }
    }
}

fn item(story: &Story, lacks: Vec<String>) -> PlannedItem {
    PlannedItem {
        id: story.id.to_string(),
        title: story.title.clone(),
        points: story.points.map(Hundredths::as_f64),
        needed_by: None,
        after: Vec::new(),
        lacks,
    }
}

fn left_out(left: &LeftOut<'_>) -> LeftOutItem {
    LeftOutItem {
        id: left.story.id.to_string(),
        title: left.story.title.clone(),
        points: left.story.points.map(Hundredths::as_f64),
        reason: left.why.word(),
        why: left.why.to_string(),
    }
}

fn items(items: &[PlannedItem]) -> Table {
    let row = |item: &PlannedItem| {
        let mut words = Vec::new();
        if let Some(id) = &item.needed_by {
            words.push(format!("{id} waits for it"));
        }
        if !item.after.is_empty() {
            words.push(format!(
                "needs {} from the Sprint before",
                item.after.join(", ")
            ));
        }
        let mut line = Line::new();
        if !item.lacks.is_empty() {
            line = line.with(format!("not ready: {}", item.lacks.join(", ")), Style::Warn);
            if !words.is_empty() {
                line = line.with("; ", Style::Dim);
            }
        }
        Row::Cells(vec![
            Line::styled(item.id.clone(), Style::Id),
            Line::plain(item.title.clone()),
            size(item.points),
            line.with(words.join("; "), Style::Dim),
        ])
    };
    Table {
        columns: vec![
            Column::left("ID"),
            Column::left("Title").flexible(),
            Column::right("Pts"),
            Column::left("").flexible(),
        ],
        rows: items.iter().map(row).collect(),
        indent: 2,
    }
}

fn size(points: Option<f64>) -> Line {
    Line::plain(points.map_or_else(|| "?".to_owned(), |points| points.to_string()))
}
