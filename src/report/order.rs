//! The ordered backlog: what comes first, where the running Sprint ends, and what stands before what it waits for.

use crate::model::{Backlog, Hundredths, Story};
use crate::report::list::row;
use crate::report::typed_id::typed_id;
use crate::report::{Column, Document, Line, Positions, Row, Style, Table};
use crate::scrum::{USUAL_SPRINTS, velocity};

/// One item that stands before what it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
struct OrderRow {
    /// The item that waits.
    waiting: String,
    /// What it waits for, further down.
    awaited: String,
}

/// The ordered backlog for a person. In JSON and CSV it is a [`ListReport`](crate::report::ListReport).
#[derive(Debug)]
pub struct OrderReport;

/// How many open items the screen shows unless asked otherwise.
const SHOWN: usize = 20;

impl OrderReport {
    /// Returns it for a person: the first `shown` items (20 unless said), the running Sprint's end, the next Sprint's
    /// reach by the median of the last five, and one hint.
    #[must_use]
    pub fn document(backlog: &Backlog, shown: Option<usize>) -> Document {
        let positions = Positions::of(backlog);
        let stories: Vec<&Story> = backlog.positioned().collect();
        let limit = shown.unwrap_or(SHOWN);
        // One or two more cost less room than the line that says so.
        let limit = if stories.len() <= limit + 2 {
            stories.len()
        } else {
            limit
        };
        let mut document = Document::new();
        document.text(title(backlog));
        if stories.is_empty() {
            document.text("No open items.");
            document.hint("po add \"…\"");
            return document;
        }
        let mut rows: Vec<Row> = Vec::new();
        let dividers = dividers(backlog, &stories);
        for (index, story) in stories.iter().enumerate().take(limit) {
            rows.push(row(backlog, &positions, story));
            rows.extend(
                dividers
                    .iter()
                    .filter(|(after, _)| *after == index)
                    .map(|(_, words)| Row::Divider(words.clone())),
            );
        }
        document.table(Table {
            columns: vec![
                Column::right("#"),
                Column::left("ID"),
                Column::left("Title").flexible(),
                Column::left("Type"),
                Column::left("Status"),
                Column::right("Pts"),
                Column::left("").flexible(),
            ],
            rows,
            indent: 0,
        });
        if stories.len() > limit {
            document.items(vec![Line::styled(
                format!("{} more: po list", stories.len() - limit),
                Style::Dim,
            )]);
        }
        if let Some(OrderRow { waiting, awaited }) =
            before_its_dependency(backlog, &positions, &stories)
        {
            let command = format!(
                "po rank {} --before {}",
                typed_id(&awaited),
                typed_id(&waiting)
            );
            document.hint(format!(
                "{waiting} stands before what it waits for: {command}"
            ));
        }
        document
    }
}

/// The product's name, as the first words of a screen.
pub(super) fn name(backlog: &Backlog) -> Line {
    let name = if backlog.config.product.is_empty() {
        "Product Backlog"
    } else {
        &backlog.config.product
    };
    Line::styled(name, Style::Strong)
}

/// The product and its goal, as the first line of a screen.
fn title(backlog: &Backlog) -> Line {
    let line = name(backlog);
    match &backlog.product.goal {
        Some(goal) => line.and(format!(" · Product Goal: {goal}")),
        None => line,
    }
}

/// The first item that stands before something it waits for.
fn before_its_dependency(
    backlog: &Backlog,
    positions: &Positions,
    stories: &[&Story],
) -> Option<OrderRow> {
    stories.iter().find_map(|story| {
        let own = positions.of_story(story)?;
        backlog
            .waits_for(story)
            .into_iter()
            .filter_map(|reference| backlog.find(reference))
            .find_map(|other| {
                (positions.of_story(other)? > own).then(|| OrderRow {
                    waiting: story.id.to_string(),
                    awaited: other.id.to_string(),
                })
            })
    })
}

/// Lines across the order: after which row (from 0), and their words.
fn dividers(backlog: &Backlog, stories: &[&Story]) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut number = None;
    if let Some(sprint) = backlog.running_sprint() {
        let in_sprint = |story: &&&Story| {
            story
                .sprint
                .as_deref()
                .is_some_and(|name| sprint.is_named(name))
        };
        let left: Hundredths = stories
            .iter()
            .filter(in_sprint)
            .filter_map(|story| story.points)
            .sum();
        if let Some(last) = stories.iter().rposition(|story| in_sprint(&story)) {
            lines.push((
                last,
                format!("Sprint {} · {} left", sprint.name, left.points()),
            ));
            start = last + 1;
        }
        number = sprint.name.parse::<u64>().ok();
    }
    let Some(median) = median_done(backlog) else {
        return lines;
    };
    let mut sum = Hundredths::ZERO;
    let mut unestimated = 0;
    for (index, story) in stories.iter().enumerate().skip(start) {
        match story.points {
            Some(points) => sum = sum + points,
            None => unestimated += 1,
        }
        if sum >= median {
            if index + 1 < stories.len() {
                let name = number.map_or_else(
                    || "the next Sprint".to_owned(),
                    |n| format!("Sprint {}", n + 1),
                );
                let gaps = match unestimated {
                    0 => String::new(),
                    1 => "; 1 item unestimated".to_owned(),
                    n => format!("; {n} items unestimated"),
                };
                lines.push((
                    index,
                    format!("about here ends {name} (median {}{gaps})", median.points()),
                ));
            }
            break;
        }
    }
    lines
}

/// The median points Done of the last five closed Sprints, from at least three.
fn median_done(backlog: &Backlog) -> Option<Hundredths> {
    velocity(&backlog.sprints, USUAL_SPRINTS)
        .filter(|found| found.sprints.len() >= 3 && found.median > Hundredths::ZERO)
        .map(|found| found.median)
}
