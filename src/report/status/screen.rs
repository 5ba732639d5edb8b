//! The screen of today, for people.

use jiff::civil::Date;

use super::needs::Need;
use super::next_sprint::{NextSprint, NotReady};
use super::release_now::ReleaseNow;
use super::since::{ChangedItem, Since};
use super::sprint_now::SprintNow;
use super::status_report::{NextItem, StatusReport};
use crate::model::{Backlog, Hundredths};
use crate::report::day_words::long_day;
use crate::report::forecast_words::chance_words;
use crate::report::order::name;
use crate::report::{Column, Document, Line, Row, Style, Table};

/// How many needs, changes and ids there is room for.
const NEEDS: usize = 7;
const CHANGES: usize = 6;
const IDS: usize = 5;
const NOT_READY: usize = 4;
/// How wide the bar of a Sprint is, and the words before the lines at the end.
const BAR: usize = 20;
const LABEL: usize = 18;

impl StatusReport {
    /// Returns it for a person.
    #[must_use]
    pub fn document(&self, backlog: &Backlog) -> Document {
        let mut document = Document::new();
        let day = format!(" · {}", self.date.strftime("%a %-d %b %Y"));
        let title = name(backlog).with(day, Style::Dim);
        let title = match self.not_committed.unwrap_or_default() {
            0 => title,
            1 => title.with(" · 1 change not committed: po sync", Style::Warn),
            n => title.with(
                format!(" · {n} changes not committed: po sync"),
                Style::Warn,
            ),
        };
        document.heading(1, title);
        document.text(match &backlog.product.goal {
            Some(goal) => Line::plain(format!("Product Goal: {goal}")),
            None => Line::plain("Product Goal: not set yet, po edit product"),
        });
        let counts = self.counts.words();
        if counts.is_empty() {
            document.text("No items yet.");
            self.moved(&mut document);
            document.hint("po add \"…\"");
            return document;
        }
        document.text(counts);
        document.gap();
        match &self.sprint {
            Some(sprint) => sprint_lines(&mut document, sprint, self.date),
            None => self.without_sprint(&mut document),
        }
        self.needs(&mut document);
        self.moved(&mut document);
        document.gap();
        self.outlook(&mut document);
        self.hint(&mut document);
        document
    }

    fn without_sprint(&self, document: &mut Document) {
        document.text(Line::styled("No Sprint is running", Style::Strong));
        if !self.next.is_empty() {
            let next = |item: &NextItem| {
                Line::styled(item.id.clone(), Style::Id).and(format!(" {}", item.title))
            };
            document.text("First in the order");
            document.items(self.next.iter().map(next).collect());
        }
    }

    fn needs(&self, document: &mut Document) {
        if self.needs.is_empty() {
            return;
        }
        document.gap();
        document.text(Line::styled("Needs you", Style::Strong));
        let shown = room(self.needs.len(), NEEDS);
        document.table(Table {
            columns: vec![
                Column::left(""),
                Column::left(""),
                Column::left("").flexible(),
                Column::right(""),
            ],
            rows: self.needs.iter().take(shown).map(need_row).collect(),
            indent: 2,
        });
        if self.needs.len() > shown {
            let more = format!("{} more", self.needs.len() - shown);
            document.items(vec![Line::styled(more, Style::Dim)]);
        }
    }

    /// Metrics that moved, each with the command that looks into it.
    fn moved(&self, document: &mut Document) {
        if self.alerts.is_empty() {
            return;
        }
        document.gap();
        document.text(Line::styled("Moved", Style::Strong));
        for alert in &self.alerts {
            document.items(vec![alert.line()]);
            document.items(vec![Line::styled(alert.command.clone(), Style::Code)]);
        }
    }

    /// What was, what comes next, and what waits at the door.
    fn outlook(&self, document: &mut Document) {
        match &self.since {
            Some(since) => document.text(since_line(since, self.date)),
            None if self.is_past_unread => document.text(labelled("Since yesterday").with(
                "not read yet, the history is long: po show ID --history reads it once",
                Style::Dim,
            )),
            None => {}
        }
        document.text(next_line(&self.next_sprint));
        if let Some(release) = &self.release {
            document.text(release_line(release));
        }
        if self.requests > 0 {
            document.text(labelled("Requests").and(format!(
                "{} new: po list -q 'is:new -is:epic'",
                self.requests
            )));
        }
    }

    /// The one next step worth taking.
    fn hint(&self, document: &mut Document) {
        let sprint = self.sprint.as_ref();
        let is_over = sprint
            .and_then(|sprint| sprint.to.filter(|_| sprint.state == "running"))
            .is_some_and(|to| to < self.date);
        if self.unreadable > 0 {
            let files = counted(self.unreadable, "file");
            document.hint(format!("{files} could not be read: po check"));
        } else if is_over {
            document.hint("it is over: po sprint close");
        } else if let Some(id) = sprint.and_then(|sprint| sprint.to_accept.first()) {
            document.hint(format!(
                "decide on what is Done: po accept {id}, or po reject {id} --because \"…\""
            ));
        } else if sprint.is_none() && self.next_sprint.name.is_some() {
            document.hint("po sprint start");
        } else if sprint.is_none() {
            document.hint("po sprint plan");
        } else {
            document.hint("the whole order: po rank");
        }
    }
}

/// How many of some things are shown: one more costs no more room than the line that says so.
fn room(count: usize, most: usize) -> usize {
    if count == most + 1 { count } else { most }
}

fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        _ => format!("{count} {noun}s"),
    }
}

fn day(date: Date, today: Date) -> String {
    let form = if date.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    date.strftime(form).to_string()
}

/// The beginning of a line, so that what it says stands below what the line before said.
fn labelled(label: &str) -> Line {
    let space = LABEL.saturating_sub(label.chars().count()).max(1);
    Line::styled(label, Style::Strong).and(" ".repeat(space))
}

fn sprint_lines(document: &mut Document, sprint: &SprintNow, today: Date) {
    let title = match &sprint.goal {
        Some(goal) => format!("Sprint {} \"{goal}\"", sprint.name),
        None => format!("Sprint {}, no goal", sprint.name),
    };
    document.text(
        Line::styled(title, Style::Strong).with(format!(" · {}", when(sprint, today)), Style::Dim),
    );
    let (done, holds) = sprint.tallies;
    let mut lines = Vec::new();
    if let Some(problem) = &sprint.problem {
        lines.push(Line::styled(problem.clone(), Style::Warn));
    }
    if sprint.state == "planned" {
        let words = format!("{}, {}", holds.points.points(), counted_items(holds.items));
        lines.push(Line::plain(words));
    } else {
        let (part, whole) = match holds.points.hundredths() {
            // Without estimates, items show how far it is.
            0 => (i128::from(done.items), i128::from(holds.items)),
            all => (i128::from(done.points.hundredths()), i128::from(all)),
        };
        let full = match whole {
            0 => 0,
            whole => usize::try_from(part * 20 / whole).unwrap_or(0).min(BAR),
        };
        let bar = Line::plain("Done ")
            .with("█".repeat(full), Style::Good)
            .with("░".repeat(BAR - full), Style::Dim);
        lines.push(bar.and(format!(
            " {} of {}, {} of {}{}",
            done.points,
            holds.points.points(),
            done.items,
            counted_items(holds.items),
            added(sprint)
        )));
    }
    if !sprint.to_accept.is_empty() {
        let shown = room(sprint.to_accept.len(), IDS);
        let mut line = Line::plain("to accept: ").with(
            sprint.to_accept[..sprint.to_accept.len().min(shown)].join(", "),
            Style::Id,
        );
        if sprint.to_accept.len() > shown {
            line = line.and(format!(" and {} more", sprint.to_accept.len() - shown));
        }
        lines.push(line);
    }
    document.items(lines);
}

fn counted_items(items: u64) -> String {
    if items == 1 {
        "1 item".to_owned()
    } else {
        format!("{items} items")
    }
}

fn added(sprint: &SprintNow) -> String {
    let Some(added) = sprint.added else {
        return String::new();
    };
    match added.hundredths() {
        0 => String::new(),
        more if more > 0 => format!(" · {} added since start", added.points()),
        fewer => {
            let fewer = Hundredths::from_hundredths(fewer.saturating_neg());
            format!(" · {} taken out since start", fewer.points())
        }
    }
}

/// Where in its days a Sprint is.
fn when(sprint: &SprintNow, today: Date) -> String {
    let ends = sprint.to.map(|to| day(to, today));
    match (sprint.state, sprint.day, sprint.days, ends) {
        ("closed", ..) => match sprint.goal_met.as_deref() {
            Some(met) => format!("closed, goal met: {met}"),
            None => "closed".to_owned(),
        },
        ("planned", ..) => match sprint.from {
            Some(from) => format!("planned from {}", day(from, today)),
            None => "planned".to_owned(),
        },
        (_, Some(at), Some(of), Some(ends)) => format!("day {at} of {of}, ends {ends}"),
        (_, _, _, Some(ends)) if sprint.to.is_some_and(|to| to < today) => {
            format!("was to end {ends}")
        }
        (_, _, _, Some(ends)) => format!("ends {ends}"),
        _ => "running".to_owned(),
    }
}

fn need_row(need: &Need) -> Row {
    let style = match need.kind {
        "blocked" | "slow" => Style::Warn,
        _ => Style::Plain,
    };
    let days = match need.days {
        Some(1) => "1 day".to_owned(),
        Some(days) if days > 1 => format!("{days} days"),
        Some(0) => "today".to_owned(),
        _ => String::new(),
    };
    Row::Cells(vec![
        Line::styled(need.kind, style),
        Line::styled(need.id.clone(), Style::Id),
        Line::plain(need.text.clone()),
        Line::styled(days, Style::Dim),
    ])
}

fn since_line(since: &Since, today: Date) -> Line {
    let is_yesterday = (today - since.day).get_days() == 1;
    let label = if is_yesterday {
        "Since yesterday".to_owned()
    } else {
        format!("Since {}", since.day.strftime("%A"))
    };
    let mut line = labelled(&label);
    if since.items.is_empty() {
        return line.with("nothing changed", Style::Dim);
    }
    let shown = room(since.items.len(), CHANGES);
    let words = |item: &ChangedItem| format!("{} {}", item.id, item.what);
    let all: Vec<String> = since.items.iter().take(shown).map(words).collect();
    line = line.and(all.join(" · "));
    if since.items.len() > shown {
        line = line.with(format!(" · {} more", since.items.len() - shown), Style::Dim);
    }
    line
}

fn next_line(next: &NextSprint) -> Line {
    let (ready, about) = next.points;
    let label = match &next.name {
        Some(name) => format!("Sprint {name} next"),
        None => "Next Sprint".to_owned(),
    };
    let mut words = format!("{} ready", ready.points());
    if let Some(about) = about {
        words.push_str(&format!(" of about {about}"));
    }
    let mut line = labelled(&label).and(words);
    if !next.not_ready.is_empty() {
        let shown = room(next.not_ready.len(), NOT_READY);
        let one = |item: &NotReady| format!("{} ({})", item.id, item.lacks.join(", "));
        let all: Vec<String> = next.not_ready.iter().take(shown).map(one).collect();
        line = line.and(format!("; not ready: {}", all.join(", ")));
        if next.not_ready.len() > shown {
            line = line.and(format!(" and {} more", next.not_ready.len() - shown));
        }
    }
    line
}

fn release_line(release: &ReleaseNow) -> Line {
    let due = match (release.due, release.days) {
        (Some(due), Some(days)) if days < 0 => {
            format!("was due {}, ", long_day(due))
        }
        (Some(due), _) => {
            let due = long_day(due);
            match &release.chance {
                Some(chance) => format!("due {due}: {}, ", chance_words(chance)),
                None => format!("due {due}, "),
            }
        }
        _ => String::new(),
    };
    let mut words = if release.left.items == 0 && release.done.items == 0 {
        format!("{due}nothing is in it yet")
    } else if release.left.items == 0 {
        format!("{due}all in it is Done: po release ship")
    } else {
        format!(
            "{due}{} left in {}",
            release.points_left.points(),
            counted_items(release.left.items)
        )
    };
    if release.unestimated > 0 {
        words.push_str(&format!(", {} without an estimate", release.unestimated));
    }
    let is_late = release.days.is_some_and(|days| days < 0);
    let style = if is_late { Style::Warn } else { Style::Plain };
    labelled(&format!("Release {}", release.name)).with(words, style)
}
