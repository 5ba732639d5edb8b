//! The parts of a Review as documents, in the words of the backlog.

use jiff::civil::Date;

use crate::model::Hundredths;
use crate::report::day_words::long_day;
use crate::report::forecast_words::likely;
use crate::report::{Document, Line, Style};
use crate::text::typed;

use super::changes::ChangeView;
use super::goal::ObjectiveView;
use super::items::{CommitView, DoneView, NotDoneView};
use super::outlook::{NextView, QuestionView, ReleaseView};
use super::report::{NoteView, ReviewReport};

/// At most so many lines tell of the commits of an item.
const COMMITS: usize = 6;

impl ReviewReport {
    /// Goal and verdict, Product Goal and objectives.
    pub(super) fn summary(&self) -> Document {
        let mut document = Document::new();
        let sprint = &self.sprint;
        let mut days = vec![self.product.clone()];
        let first = sprint.started.or(sprint.from).map(long_day);
        let last = sprint.closed.or(sprint.to).map(long_day);
        days.extend(match (first, last) {
            (Some(first), Some(last)) => Some(format!("{first} to {last}")),
            (first, last) => first.or(last),
        });
        days.retain(|words| !words.is_empty());
        if !days.is_empty() {
            document.text(days.join(" · "));
        }
        let goal = sprint.goal.as_deref().unwrap_or("not set");
        let stop = if goal.ends_with(['.', '!', '?']) {
            ""
        } else {
            "."
        };
        let goal = Line::styled("Sprint Goal:", Style::Strong)
            .and(format!(" {goal}{stop} "))
            .with("Met?", Style::Strong);
        document.text(match &sprint.goal_met {
            Some(verdict) => {
                let because = sprint.because.as_ref();
                let because = because.map_or_else(String::new, |words| format!(": {words}"));
                goal.and(format!(" {verdict}{because}"))
            }
            None => goal
                .and(" not recorded yet (")
                .with(
                    format!("po sprint close {} --goal-met …", typed(&sprint.name)),
                    Style::Code,
                )
                .and(")"),
        });
        let product_goal = self.product_goal.as_deref().unwrap_or("not set");
        document.text(Line::styled("Product Goal:", Style::Strong).and(format!(" {product_goal}")));
        document.items(self.objectives.iter().map(objective).collect());
        document
    }

    /// What is Done, by value.
    pub(super) fn done_part(&self) -> Document {
        let mut document = Document::new();
        let items = count(self.done.len(), "item");
        document.heading(
            2,
            match self.done.is_empty() {
                true => "Done: nothing".to_owned(),
                false => format!("Done: {}, {items}, by value", self.done_points.points()),
            },
        );
        let with_commits = |item: &DoneView| below(done_line(item), item.commit_list.as_deref());
        document.items(self.done.iter().flat_map(with_commits).collect());
        let is_other = |at_close: crate::model::SprintTally| {
            at_close.points != self.done_points || at_close.items != self.done.len() as u64
        };
        if let Some(at_close) = self.sprint.done_tally.filter(|tally| is_other(*tally)) {
            let items = count(
                usize::try_from(at_close.items).unwrap_or(usize::MAX),
                "item",
            );
            document.text(format!(
                "At its close {} in {items} were Done, as the Sprint's file says.",
                at_close.points.points()
            ));
        }
        if !self.definition_of_done.is_empty() {
            let points = self.definition_of_done.join(" · ");
            document
                .text(Line::styled("Definition of Done:", Style::Strong).and(format!(" {points}")));
        }
        document
    }

    /// What is not Done, and where it went.
    pub(super) fn not_done_part(&self) -> Document {
        let mut document = Document::new();
        document.heading(2, "Not Done");
        let with_commits =
            |item: &NotDoneView| below(not_done_line(item), item.commit_list.as_deref());
        match self.not_done.is_empty() {
            true => document.text("Nothing was left over."),
            false => document.items(self.not_done.iter().flat_map(with_commits).collect()),
        }
        document
    }

    /// What changed after the start, and the notes that were taken.
    pub(super) fn changed_part(&self) -> Document {
        let mut document = Document::new();
        document.heading(2, "Changed during the Sprint");
        let elsewhere = self.past.not_landed();
        let line = |change: &ChangeView| change_line(change, &elsewhere);
        match (self.during.changes.is_empty(), &self.during.unknown) {
            (true, None) => document.text("Nothing was added, taken out or estimated anew."),
            (_, unknown) => {
                document.items(self.during.changes.iter().map(line).collect());
                if let Some(unknown) = unknown {
                    document.text(Line::styled(format!("Not known: {unknown}."), Style::Warn));
                }
            }
        }
        if !self.notes.is_empty() {
            document.heading(3, "Notes");
            document.items(self.notes.iter().map(note_line).collect());
        }
        document
    }

    /// Velocity, releases, what is next and what is open.
    pub(super) fn outlook_part(&self) -> Document {
        let mut document = Document::new();
        document.heading(2, "Outlook");
        let outlook = &self.outlook;
        document.text(match &outlook.velocity {
            None => "Velocity: no closed Sprint says yet what was Done in it.".to_owned(),
            Some(range) => {
                let (low, median, high) = range.figures;
                match range.sprints.len() {
                    1 => format!("One Sprint is closed: {}.", median.points()),
                    n => format!("Last {n} Sprints {low} to {high} points, median {median}."),
                }
            }
        });
        document.items(outlook.releases.iter().map(release_line).collect());
        let next = |item: &NextView| format!("{} {}", item.id, item.title);
        let names: Vec<String> = outlook.next.iter().map(next).collect();
        document.text(
            Line::styled("Next:", Style::Strong).and(match names.is_empty() {
                true => " no other item is ready".to_owned(),
                false => format!(" {}", names.join(", ")),
            }),
        );
        if outlook.questions.is_empty() {
            document.text(Line::styled("Open questions:", Style::Strong).and(" none"));
            return document;
        }
        document.text(Line::styled("Open questions:", Style::Strong));
        let mut lines: Vec<Line> = outlook.questions.iter().map(question_line).collect();
        if outlook.more_questions > 0 {
            lines.push(Line::plain(format!("{} more", outlook.more_questions)));
        }
        document.items(lines);
        document
    }

    /// What people said.
    pub(super) fn feedback_part(&self) -> Document {
        let mut document = Document::new();
        document.items(self.feedback.iter().map(note_line).collect());
        document
    }
}

fn objective(view: &ObjectiveView) -> Line {
    let mut parts = Vec::new();
    if view.epics > 0 {
        let epics = count(view.epics, "epic");
        parts.push(format!("{} of {epics} Done", view.epics_done));
    }
    if view.items > 0 {
        let items = count(view.items, "item");
        parts.push(format!("{} of {items} Done", view.items_done));
    }
    if parts.is_empty() {
        parts.push("no work in the backlog".to_owned());
    }
    let outcome = |outcome: &super::goal::OutcomeView| {
        format!("outcome of {}: {}", outcome.id, outcome.outcome)
    };
    parts.extend(view.outcomes.iter().map(outcome));
    let space = if view.name.is_empty() { "" } else { " " };
    Line::plain(format!(
        "{}{space}“{}”: {}",
        view.name,
        view.text,
        parts.join(", ")
    ))
}

fn done_line(item: &DoneView) -> Line {
    let value = item
        .worth
        .map_or_else(String::new, |value| format!(" (value {value})"));
    let mut parts = vec![match (item.accepted, &item.note) {
        (Some(day), Some(note)) => format!("accepted {}, “{note}”", short_day(day)),
        (Some(day), None) => format!("accepted {}", short_day(day)),
        (None, _) => "not accepted yet".to_owned(),
    }];
    parts.push(match item.criteria {
        0 => "no criteria".to_owned(),
        1 => format!("{} of 1 criterion", item.criteria_met),
        all => format!("{} of {all} criteria", item.criteria_met),
    });
    parts.extend(item.commits.map(|commits| count(commits, "commit")));
    Line::styled(format!("{} {}", item.id, item.title), Style::Strong)
        .and(format!("{value} {}", parts.join(" · ")))
}

/// An item with its commits below it: at most [`COMMITS`] lines.
fn below(item: Line, commits: Option<&[CommitView]>) -> Vec<Line> {
    let commits = commits.unwrap_or_default();
    let shown = match commits.len() {
        all if all <= COMMITS => all,
        _ => COMMITS - 1,
    };
    let line = |commit: &CommitView| {
        Line::plain(format!("{} {}", short_day(commit.date), commit.subject)).below()
    };
    let mut lines = vec![item];
    lines.extend(commits[..shown].iter().map(line));
    if shown < commits.len() {
        let more = commits.len() - shown;
        lines.push(Line::plain(format!("and {more} more")).below());
    }
    lines
}

fn not_done_line(item: &NotDoneView) -> Line {
    let points = item
        .size
        .map_or_else(String::new, |points| format!(" ({})", points.points()));
    let place = match (item.place, &item.sprint) {
        ("gone", _) => "its file is gone".to_owned(),
        ("declined", _) => "declined since".to_owned(),
        ("done-later", Some(sprint)) => format!("finished later, in Sprint {sprint}"),
        ("done-later", None) => "finished later".to_owned(),
        ("next", Some(sprint)) => format!("went into Sprint {sprint}"),
        ("backlog", _) => "back in the backlog".to_owned(),
        _ => item.status.clone().unwrap_or_else(|| "open".to_owned()),
    };
    let mut parts = vec![place];
    if let Some(why) = &item.blocked {
        let since = item.blocked_since.map(short_day);
        let since = since.map_or_else(String::new, |day| format!(" since {day}"));
        parts.push(format!("blocked{since}: {why}"));
    }
    if let Some(why) = &item.rejected {
        parts.push(format!("rejected: {why}"));
    }
    let some = item.commits.filter(|commits| *commits > 0);
    parts.extend(some.map(|commits| count(commits, "commit")));
    let title = item.title.as_deref().unwrap_or_default();
    let space = if title.is_empty() { "" } else { " " };
    Line::plain(format!(
        "{}{space}{title}{points}: {}",
        item.id,
        parts.join(", ")
    ))
}

fn change_line(change: &ChangeView, elsewhere: &str) -> Line {
    let day = short_day(change.date);
    let item = match (&change.id, &change.title) {
        (Some(id), Some(title)) => format!(" {id} {title}:"),
        (Some(id), None) => format!(" {id}:"),
        (None, _) => String::new(),
    };
    let landed = match change.landed {
        true => String::new(),
        false => format!(" ({elsewhere})"),
    };
    Line::plain(format!("{day}{item} {}{landed}", change.words))
}

fn release_line(release: &ReleaseView) -> Line {
    let due = release.due.map_or_else(
        || ", no due date".to_owned(),
        |day| format!(", due {}", long_day(day)),
    );
    let chance = release
        .chance
        .map_or_else(String::new, |chance| format!("{}, ", likely(chance)));
    let left = match release.items_left {
        0 => "nothing left".to_owned(),
        items => {
            let items = count(usize::try_from(items).unwrap_or(usize::MAX), "item");
            format!("{} left in {items}", release.left.points())
        }
    };
    let unestimated = match release.unestimated {
        0 => String::new(),
        n => format!(", {n} without an estimate"),
    };
    let money = |money: Hundredths| format!(". Budget {money}");
    let budget = release.money.map_or_else(String::new, money);
    Line::plain(format!(
        "Release {}{due}: {chance}{left}{unestimated}{budget}",
        release.name
    ))
}

fn question_line(question: &QuestionView) -> Line {
    let id = question.id.as_deref().map(|id| format!("{id} "));
    Line::plain(format!("{}{}", id.unwrap_or_default(), question.text))
}

fn note_line(note: &NoteView) -> Line {
    let day = note.date.map(|day| format!("{} ", short_day(day)));
    let id = note.id.as_deref().map(|id| format!("{id} "));
    Line::plain(format!(
        "{}{}{}",
        day.unwrap_or_default(),
        id.unwrap_or_default(),
        note.text
    ))
}

/// `1 item`, `3 items`.
fn count(number: usize, what: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {what}{s}")
}

fn short_day(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}
