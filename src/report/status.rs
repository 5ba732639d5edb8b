//! Today on one screen.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, StateKind, Story};
use crate::report::order::name;
use crate::report::{Column, Document, Line, Row, Style, Table};
use crate::text;

/// One thing that needs somebody.
#[derive(Debug, Clone, Serialize)]
pub struct Need {
    /// `question`, `blocked` or `accept`.
    pub kind: &'static str,
    /// The item.
    pub id: String,
    /// What it is about.
    pub text: String,
    /// For how many days, where that is known.
    pub days: Option<i64>,
}

/// The running Sprint in figures.
#[derive(Debug, Clone, Serialize)]
pub struct SprintProgress {
    /// Its name.
    pub name: String,
    /// Its goal.
    pub goal: Option<String>,
    /// Its last day.
    pub ends: Option<Date>,
    /// Hundredths of a point Done.
    #[serde(skip)]
    pub done: Hundredths,
    /// Hundredths of a point in it.
    #[serde(skip)]
    pub all: Hundredths,
    /// Points Done.
    pub points_done: f64,
    /// Points in it.
    pub points: f64,
    /// Items Done.
    pub items_done: usize,
    /// Items in it.
    pub items: usize,
}

/// Today's state of a backlog.
#[derive(Debug, Serialize)]
pub struct StatusReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Today, in the backlog's zone.
    pub date: Date,
    /// How many items are in each kind of state, epics with children left out.
    pub counts: Counts,
    /// The running Sprint.
    pub sprint: Option<SprintProgress>,
    /// What needs somebody, oldest first.
    pub needs: Vec<Need>,
    /// Items that are ready and in no Sprint, and their points.
    pub ready: usize,
    /// New items.
    pub requests: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// The first items of the order.
    pub next: Vec<NextItem>,
}

/// How many items are in each kind of state.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    /// Asked for, not yet refined.
    pub new: usize,
    /// Refined.
    pub ready: usize,
    /// Being worked on.
    pub started: usize,
    /// Done.
    pub done: usize,
    /// Declined.
    pub declined: usize,
}

/// An item near the top.
#[derive(Debug, Clone, Serialize)]
pub struct NextItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
}

impl Counts {
    /// Counts items; an epic is there in its children.
    fn of(backlog: &Backlog) -> Self {
        let mut counts = Self::default();
        let single = |story: &&Story| !backlog.has_children(story);
        for story in backlog.stories().iter().filter(single) {
            *match backlog.kind(story) {
                StateKind::New => &mut counts.new,
                StateKind::Ready => &mut counts.ready,
                StateKind::Started => &mut counts.started,
                StateKind::Done => &mut counts.done,
                StateKind::Declined => &mut counts.declined,
            } += 1;
        }
        counts
    }

    /// The kinds that have items, in the order of work.
    fn words(&self) -> String {
        let all = [
            (self.new, StateKind::New),
            (self.ready, StateKind::Ready),
            (self.started, StateKind::Started),
            (self.done, StateKind::Done),
            (self.declined, StateKind::Declined),
        ];
        let words = all
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, kind)| format!("{count} {kind}"));
        words.collect::<Vec<_>>().join(" · ")
    }
}

impl StatusReport {
    /// Returns the state on `today`; the backlog's bodies should have been read, or no question is known.
    #[must_use]
    pub fn new(backlog: &Backlog, today: Date) -> Self {
        let ready = backlog
            .positioned()
            .filter(|story| backlog.kind(story) == StateKind::Ready && story.sprint.is_none());
        Self {
            schema_version: 1,
            date: today,
            sprint: backlog
                .running_sprint()
                .map(|sprint| progress(backlog, sprint)),
            needs: needs(backlog, today),
            ready: ready.count(),
            requests: backlog
                .positioned()
                .filter(|story| backlog.kind(story) == StateKind::New)
                .count(),
            unreadable: backlog.unreadable.len(),
            next: backlog
                .positioned()
                .take(3)
                .map(|story| NextItem {
                    id: story.id.to_string(),
                    title: story.title.clone(),
                })
                .collect(),
            counts: Counts::of(backlog),
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self, backlog: &Backlog) -> Document {
        let mut document = Document::new();
        document.text(name(backlog).with(
            format!(" · {}", self.date.strftime("%a %-d %b %Y")),
            Style::Dim,
        ));
        document.text(match &backlog.product.goal {
            Some(goal) => Line::plain(format!("Product Goal: {goal}")),
            None => Line::plain("Product Goal: not set yet, po edit product"),
        });
        let counts = self.counts.words();
        if counts.is_empty() {
            document.text("No items yet.");
            document.hint("po add \"…\"");
            return document;
        }
        document.text(counts);
        if let Some(sprint) = &self.sprint {
            document.gap();
            sprint_lines(&mut document, sprint, self.date);
        }
        if !self.needs.is_empty() {
            document.gap();
            document.text(Line::styled("Needs you", Style::Strong));
            document.table(Table {
                columns: vec![
                    Column::left(""),
                    Column::left(""),
                    Column::left("").flexible(),
                    Column::right(""),
                ],
                rows: self.needs.iter().map(need_row).collect(),
                indent: 2,
            });
        }
        if !self.next.is_empty() {
            document.gap();
            document.text(Line::styled("First in the order", Style::Strong));
            let next = |item: &NextItem| {
                Line::styled(item.id.clone(), Style::Id).and(format!(" {}", item.title))
            };
            document.items(self.next.iter().map(next).collect());
        }
        self.hint(&mut document);
        document
    }

    /// The one next step worth taking.
    fn hint(&self, document: &mut Document) {
        if self.unreadable > 0 {
            let files = if self.unreadable == 1 {
                "1 file".to_owned()
            } else {
                format!("{} files", self.unreadable)
            };
            document.hint(format!("{files} could not be read: po check"));
        } else if self.requests > 0 {
            let items = if self.requests == 1 {
                "1 new item".to_owned()
            } else {
                format!("{} new items", self.requests)
            };
            document.hint(format!("{items} to refine: po list -q 'is:new -is:epic'"));
        } else {
            document.hint("the whole order: po rank");
        }
    }
}

fn progress(backlog: &Backlog, sprint: &Sprint) -> SprintProgress {
    let items: Vec<&Story> = backlog
        .stories()
        .iter()
        .filter(|story| {
            story
                .sprint
                .as_deref()
                .is_some_and(|name| sprint.is_named(name))
        })
        .filter(|story| backlog.kind(story) != StateKind::Declined)
        .collect();
    let done: Vec<&&Story> = items
        .iter()
        .filter(|story| backlog.kind(story) == StateKind::Done)
        .collect();
    let all_points: Hundredths = items.iter().filter_map(|story| story.points).sum();
    let done_points: Hundredths = done.iter().filter_map(|story| story.points).sum();
    SprintProgress {
        name: sprint.name.clone(),
        goal: sprint.goal.clone(),
        ends: sprint.to,
        done: done_points,
        all: all_points,
        points_done: done_points.as_f64(),
        points: all_points.as_f64(),
        items_done: done.len(),
        items: items.len(),
    }
}

fn sprint_lines(document: &mut Document, sprint: &SprintProgress, today: Date) {
    let goal = sprint
        .goal
        .as_ref()
        .map(|goal| format!(" \"{goal}\""))
        .unwrap_or_default();
    let ends = match sprint.ends {
        Some(end) if end >= today => format!(" · ends {}", end.strftime("%-d %b")),
        Some(end) => format!(" · was to end {}", end.strftime("%-d %b")),
        None => String::new(),
    };
    document.text(
        Line::styled(format!("Sprint {}{goal}", sprint.name), Style::Strong).with(ends, Style::Dim),
    );
    let full = match (sprint.done.hundredths(), sprint.all.hundredths()) {
        (_, 0) => 0,
        (done, all) => usize::try_from(done * 20 / all).unwrap_or(0).min(20),
    };
    let bar = Line::plain("Done ")
        .with("█".repeat(full), Style::Good)
        .with("░".repeat(20 - full), Style::Dim);
    let figures = format!(
        " {} of {} points, {} of {} items",
        sprint.done, sprint.all, sprint.items_done, sprint.items
    );
    document.items(vec![bar.and(figures)]);
}

/// How many needs the screen has room for.
const SHOWN: usize = 6;

fn needs(backlog: &Backlog, today: Date) -> Vec<Need> {
    let mut needs = Vec::new();
    for story in backlog.stories() {
        let id = story.id.to_string();
        if backlog.is_open(story) {
            for line in text::dated_lines(story.body.as_deref().unwrap_or_default(), "Questions") {
                if line.done != Some(true) && line.answers.is_empty() {
                    let days = line.date.map(|date| days_between(date, today));
                    needs.push(Need {
                        kind: "question",
                        id: id.clone(),
                        text: line.text,
                        days,
                    });
                }
            }
            if let Some(why) = &story.blocked {
                needs.push(Need {
                    kind: "blocked",
                    id,
                    text: why.clone(),
                    days: None,
                });
            }
        } else if backlog.kind(story) == StateKind::Done && story.accepted.is_none() {
            // Only the running Sprint's items wait for a word; older ones were decided on elsewhere.
            let running = backlog.running_sprint();
            if story
                .sprint
                .as_deref()
                .is_some_and(|name| running.is_some_and(|sprint| sprint.is_named(name)))
            {
                let days = story.done.map(|date| days_between(date, today));
                needs.push(Need {
                    kind: "accept",
                    id,
                    text: story.title.clone(),
                    days,
                });
            }
        }
    }
    needs.sort_by_key(|need| std::cmp::Reverse(need.days));
    needs.truncate(SHOWN);
    needs
}

fn days_between(from: Date, to: Date) -> i64 {
    (to - from).get_days().into()
}

fn need_row(need: &Need) -> Row {
    let style = match need.kind {
        "blocked" => Style::Warn,
        "accept" => Style::Good,
        _ => Style::Plain,
    };
    let days = match need.days {
        Some(1) => "1 day".to_owned(),
        Some(days) if days > 1 => format!("{days} days"),
        _ => String::new(),
    };
    Row::Cells(vec![
        Line::styled(need.kind, style),
        Line::styled(need.id.clone(), Style::Id),
        Line::plain(need.text.clone()),
        Line::styled(days, Style::Dim),
    ])
}
