//! Every Sprint, one after the other.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Diagnostic, Hundredths, SprintTally};
use crate::report::render::csv;
use crate::report::{Column, Document, Line, Row, SprintView, Style, Table, UnreadableView};
use crate::scrum::{SprintItems, chronological};
use crate::text;

/// The Sprints of a backlog.
#[derive(Debug, Serialize)]
pub struct SprintListReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The Sprints, oldest first.
    pub sprints: Vec<SprintView>,
    /// The files of the backlog that could not be read.
    pub unreadable: Vec<UnreadableView>,
    /// How many older ones are left out.
    #[serde(skip)]
    older: usize,
    /// Days that could not be read, in words.
    #[serde(skip)]
    problems: Vec<String>,
}

impl SprintListReport {
    /// Marks the days that `diagnostics` say cannot be read, and says them below.
    #[must_use]
    pub fn with_problems(mut self, prefix: &str, diagnostics: &[Diagnostic]) -> Self {
        for sprint in &mut self.sprints {
            let own = |found: &&Diagnostic| format!("{prefix}{}", found.place.path) == sprint.path;
            for found in diagnostics.iter().filter(own) {
                let is_of = |key: &&str| found.message.starts_with(&format!("`{key}`: "));
                if let Some(key) = ["from", "to"].into_iter().find(|key| is_of(key)) {
                    sprint.unreadable_days.push(key);
                    let words = format!("Sprint {}: {}", sprint.name, found.message);
                    self.problems.push(words);
                }
            }
        }
        self
    }

    /// Returns the last `limit` Sprints, or all; `prefix` and `unreadable` are relative to the current directory.
    #[must_use]
    pub fn new(
        backlog: &Backlog,
        limit: Option<usize>,
        prefix: &str,
        unreadable: Vec<UnreadableView>,
    ) -> Self {
        let items = SprintItems::new(backlog);
        let sorted = chronological(&backlog.sprints);
        let older = limit.map_or(0, |limit| sorted.len().saturating_sub(limit));
        Self {
            schema_version: 1,
            sprints: sorted[older..]
                .iter()
                .map(|sprint| SprintView::new(sprint, &items, prefix))
                .collect(),
            unreadable,
            older,
            problems: Vec::new(),
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        if self.sprints.is_empty() {
            document.text("No Sprints.");
            document.hint("po sprint plan");
            return document;
        }
        document.table(Table {
            columns: vec![
                Column::right("Sprint"),
                Column::left("From"),
                Column::left("To"),
                Column::left("State"),
                Column::right("Planned"),
                Column::right("Done"),
                Column::left("Met"),
                Column::left("Sprint Goal").flexible(),
            ],
            rows: self.sprints.iter().map(row).collect(),
            indent: 0,
        });
        if self.older > 0 {
            let words = format!("{} older: po sprint list", self.older);
            document.items(vec![Line::styled(words, Style::Dim)]);
        }
        let warn = |words: &String| Line::styled(words.clone(), Style::Warn);
        if !self.problems.is_empty() {
            document.items(self.problems.iter().map(warn).collect());
        }
        let is = |state: &str| self.sprints.iter().find(|sprint| sprint.state == state);
        match (is("running"), is("planned")) {
            (None, Some(next)) => {
                let name = text::typed(&next.name);
                document.hint(format!("when it begins: po sprint start {name}"));
            }
            (None, None) => document.hint("the next one: po sprint plan"),
            (Some(_), _) => {}
        }
        document
    }

    /// Returns it as comma-separated values.
    #[must_use]
    pub fn csv(&self) -> String {
        let header = [
            "sprint",
            "state",
            "goal",
            "from",
            "to",
            "capacity",
            "started",
            "closed",
            "goal_met",
            "because",
            "planned_points",
            "planned_items",
            "done_points",
            "done_items",
            "returned",
        ];
        let rows: Vec<Vec<String>> = self
            .sprints
            .iter()
            .map(|sprint| {
                let date = |date: Option<Date>| date.map_or_else(String::new, |d| d.to_string());
                let text = |text: &Option<String>| text.clone().unwrap_or_default();
                let points = |tally: Option<SprintTally>| {
                    tally.map_or_else(String::new, |tally| tally.points.to_string())
                };
                let items = |tally: Option<SprintTally>| {
                    tally.map_or_else(String::new, |tally| tally.items.to_string())
                };
                vec![
                    sprint.name.clone(),
                    sprint.state.to_owned(),
                    text(&sprint.goal),
                    date(sprint.from),
                    date(sprint.to),
                    sprint
                        .capacity
                        .map_or_else(String::new, |points| points.to_string()),
                    date(sprint.started),
                    date(sprint.closed),
                    text(&sprint.goal_met),
                    text(&sprint.because),
                    points(sprint.planned_tally),
                    items(sprint.planned_tally),
                    points(sprint.done_tally),
                    items(sprint.done_tally),
                    sprint.returned.join(" "),
                ]
            })
            .collect();
        csv(&header, &rows)
    }
}

fn row(sprint: &SprintView) -> Row {
    let date = |key: &str, date: Option<Date>| match date {
        Some(date) => Line::plain(date.to_string()),
        None if sprint.unreadable_days.contains(&key) => Line::styled("?", Style::Warn),
        None => Line::new(),
    };
    let running = sprint.state == "running";
    let points = |points: Option<Hundredths>| {
        Line::plain(points.map_or_else(String::new, |points| points.to_string()))
    };
    // Before the start nothing was planned yet; what is in it then says more than nothing.
    let planned = sprint
        .planned_tally
        .or((sprint.state == "planned").then_some(sprint.holds_tally));
    let met = match (sprint.state, sprint.goal_met.as_deref()) {
        (_, Some(word)) => Line::plain(word),
        ("closed", None) => Line::styled("?", Style::Warn),
        _ => Line::new(),
    };
    let style = if running { Style::Strong } else { Style::Plain };
    Row::Cells(vec![
        Line::styled(sprint.name.clone(), style),
        date("from", sprint.from),
        date("to", sprint.to),
        Line::styled(sprint.state, style),
        points(planned.map(|tally| tally.points)),
        points(sprint.done_tally.map(|tally| tally.points)),
        met,
        Line::plain(sprint.goal.clone().unwrap_or_default()),
    ])
}
