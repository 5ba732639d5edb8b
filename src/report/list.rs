//! The list of items.

use serde::Serialize;

use crate::model::{Backlog, StateKind, Story, Unreadable};
use crate::report::{Column, Document, Line, Positions, Row, StoryView, Style, Table, render};

/// An unreadable file in JSON.
#[derive(Debug, Clone, Serialize)]
pub struct UnreadableView {
    /// The file, relative to the current directory.
    pub path: String,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
}

/// Items, and the files that could not be read: a list never hides one.
#[derive(Debug, Serialize)]
pub struct ListReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The items, as ordered by the caller.
    pub stories: Vec<StoryView>,
    /// Files that could not be read.
    pub unreadable: Vec<UnreadableView>,
}

impl ListReport {
    /// Returns the report of `stories`, in that order.
    #[must_use]
    pub fn new(
        backlog: &Backlog,
        stories: &[&Story],
        unreadable: Vec<UnreadableView>,
        prefix: &str,
    ) -> Self {
        let positions = Positions::of(backlog);
        let stories = stories
            .iter()
            .map(|story| StoryView::new(backlog, &positions, story, prefix))
            .collect();
        Self {
            schema_version: 1,
            stories,
            unreadable,
        }
    }

    /// Returns it for a person. Large lists are made without a view a story: only what is shown is copied.
    #[must_use]
    pub fn document(backlog: &Backlog, stories: &[&Story], unreadable: &[Unreadable]) -> Document {
        let positions = Positions::of(backlog);
        let mut table = Table {
            columns: vec![
                Column::right("#"),
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::left("Type"),
                Column::left("Status"),
                Column::right("Pts"),
                Column::left("").flexible(),
            ],
            rows: Vec::with_capacity(stories.len()),
            indent: 0,
        };
        for story in stories {
            table.rows.push(row(backlog, &positions, story));
        }
        for file in unreadable {
            let id = file
                .id
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default();
            let cells = [
                Line::new(),
                Line::styled(id, Style::Id),
                Line::styled(file.path.clone(), Style::Dim),
                Line::new(),
                Line::styled("unreadable", Style::Bad),
                Line::new(),
                Line::new(),
            ];
            table.rows.push(Row::Cells(Vec::from(cells)));
        }
        if table
            .rows
            .iter()
            .all(|row| matches!(row, Row::Cells(cells) if cells[6].spans.is_empty()))
        {
            table.columns.pop();
            for row in &mut table.rows {
                if let Row::Cells(cells) = row {
                    cells.pop();
                }
            }
        }
        let mut document = Document::new();
        if !table.rows.is_empty() {
            document.table(table);
        }
        document
    }

    /// Returns it as CSV, a row an item.
    #[must_use]
    pub fn csv(&self) -> String {
        render::csv(
            &StoryView::COLUMNS,
            &self
                .stories
                .iter()
                .map(StoryView::cells)
                .collect::<Vec<_>>(),
        )
    }
}

/// The cells of an item: position, id, title, type, status, points, what it waits for.
pub(super) fn row(backlog: &Backlog, positions: &Positions, story: &Story) -> Row {
    let kind = backlog.kind(story);
    let status_style = match kind {
        StateKind::Started => Style::Warn,
        StateKind::Done => Style::Good,
        StateKind::Declined => Style::Dim,
        StateKind::New | StateKind::Ready => Style::Plain,
    };
    let title = if story.title.is_empty() {
        Line::styled("(no title)", Style::Bad)
    } else {
        Line::plain(&*story.title)
    };
    let points = match story.points {
        Some(points) => points.to_string(),
        None if kind.is_open() && !backlog.has_children(story) => "?".to_owned(),
        None => String::new(),
    };
    let cells = [
        Line::plain(
            positions
                .of_story(story)
                .map(|p| p.to_string())
                .unwrap_or_default(),
        ),
        Line::styled(story.id.to_string(), Style::Id),
        title,
        Line::plain(&*story.item_type),
        Line::styled(&*story.status, status_style),
        Line::plain(points),
        waiting(backlog, positions, story),
    ];
    Row::Cells(Vec::from(cells))
}

/// Why an open item cannot go on: what blocks it, or what it waits for with its position.
fn waiting(backlog: &Backlog, positions: &Positions, story: &Story) -> Line {
    if !backlog.is_open(story) {
        return Line::new();
    }
    if story.blocked.is_some() {
        return Line::styled("blocked", Style::Warn);
    }
    let waits: Vec<String> = backlog
        .waits_for(story)
        .into_iter()
        .map(|reference| match backlog.find(reference) {
            None => format!("{reference} (unknown)"),
            Some(other) => match positions.of_story(other) {
                Some(position) => format!("{} ({position})", other.id),
                None => other.id.to_string(),
            },
        })
        .collect();
    if waits.is_empty() {
        Line::new()
    } else {
        Line::styled(format!("waits for {}", waits.join(", ")), Style::Dim)
    }
}
