//! Every release, and how far it is.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Release, SprintTally};
use crate::report::render::csv;
use crate::report::{Column, Document, Line, Row, Style, Table, TallyView, UnreadableView};
use crate::scrum::{ReleaseItems, releases_in_order, tally};

/// A release with what it holds.
#[derive(Debug, Serialize)]
pub struct ReleaseView {
    /// Its name.
    pub name: String,
    /// `planned`, `late` or `shipped`.
    pub state: &'static str,
    /// When it is due.
    pub due: Option<Date>,
    /// When it shipped.
    pub shipped: Option<Date>,
    /// What it may cost.
    pub budget: Option<f64>,
    /// What is Done in it.
    pub done: TallyView,
    /// All that is in it.
    pub holds: TallyView,
    /// Open items in it without an estimate.
    pub unestimated: usize,
    /// Its file, relative to the current directory.
    pub path: String,
    #[serde(skip)]
    tallies: (SprintTally, SprintTally),
    #[serde(skip)]
    money: String,
}

/// The releases of a backlog.
#[derive(Debug, Serialize)]
pub struct ReleaseListReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The releases, by the days on which they shipped or are due.
    pub releases: Vec<ReleaseView>,
    /// The files of the backlog that could not be read.
    pub unreadable: Vec<UnreadableView>,
}

impl ReleaseListReport {
    /// Returns the releases as they are on `today`; `prefix` and `unreadable` are relative to the current directory.
    #[must_use]
    pub fn new(
        backlog: &Backlog,
        today: Date,
        prefix: &str,
        unreadable: Vec<UnreadableView>,
    ) -> Self {
        let items = ReleaseItems::new(backlog);
        let view = |release: &&Release| {
            let done = tally(&items.done(release));
            let holds = tally(items.of(release));
            let open = items.open(release);
            let late = release.due.is_some_and(|due| due < today);
            ReleaseView {
                name: release.name.clone(),
                state: match release.shipped {
                    Some(_) => "shipped",
                    None if late => "late",
                    None => "planned",
                },
                due: release.due,
                shipped: release.shipped,
                budget: release.budget.map(|budget| budget.as_f64()),
                done: done.into(),
                holds: holds.into(),
                unestimated: open.iter().filter(|story| story.points.is_none()).count(),
                path: format!("{prefix}{}", release.path),
                tallies: (done, holds),
                money: release
                    .budget
                    .map_or_else(String::new, |budget| budget.to_string()),
            }
        };
        Self {
            schema_version: 1,
            releases: releases_in_order(&backlog.releases)
                .iter()
                .map(view)
                .collect(),
            unreadable,
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        if self.releases.is_empty() {
            document.text("No releases.");
            document.hint("po release new 1.0 --due 2027-01-29");
            return document;
        }
        document.table(Table {
            columns: vec![
                Column::left("Release"),
                Column::left("Due"),
                Column::left("State"),
                Column::right("Points Done"),
                Column::right("Items Done"),
                Column::right("Budget"),
                Column::left(""),
            ],
            rows: self.releases.iter().map(row).collect(),
            indent: 0,
        });
        document
    }

    /// Returns it as comma-separated values.
    #[must_use]
    pub fn csv(&self) -> String {
        let header = [
            "release",
            "state",
            "due",
            "shipped",
            "budget",
            "done_points",
            "done_items",
            "points",
            "items",
            "unestimated",
        ];
        let row = |release: &ReleaseView| {
            let date = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
            let (done, holds) = release.tallies;
            vec![
                release.name.clone(),
                release.state.to_owned(),
                date(release.due),
                date(release.shipped),
                release.money.clone(),
                done.points.to_string(),
                done.items.to_string(),
                holds.points.to_string(),
                holds.items.to_string(),
                release.unestimated.to_string(),
            ]
        };
        let rows: Vec<Vec<String>> = self.releases.iter().map(row).collect();
        csv(&header, &rows)
    }
}

fn row(release: &ReleaseView) -> Row {
    let (done, holds) = release.tallies;
    let state = match (release.state, release.shipped) {
        (_, Some(day)) => Line::styled(format!("shipped {day}"), Style::Good),
        ("late", None) => Line::styled("late", Style::Warn),
        (state, None) => Line::plain(state),
    };
    let gaps = match release.unestimated {
        0 => String::new(),
        n => format!("{n} unestimated"),
    };
    Row::Cells(vec![
        Line::styled(release.name.clone(), Style::Strong),
        Line::plain(release.due.map_or_else(String::new, |due| due.to_string())),
        state,
        Line::plain(format!("{} of {}", done.points, holds.points)),
        Line::plain(format!("{} of {}", done.items, holds.items)),
        Line::plain(release.money.clone()),
        Line::styled(gaps, Style::Dim),
    ])
}
