//! A Sprint's days as reports tell them: figures, what changed, what is not known, and the items behind each figure.

use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Hundredths, Sprint, Timeline};
use crate::report::chart::ChartDay;
use crate::report::past_frame::{chart_days, incomplete, span, unknown_states, without_estimate};
use crate::report::{Document, Line, PastView, Style};
use crate::scrum::{
    ChangeInSprint, DayFigures, PastItem, SprintChange, SprintDay, SprintPast, Unit,
};

/// More days than these are told only where something changed.
const MANY: usize = 14;

/// What a change was from and to: a size, or a state as the team calls it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum ChangedValue {
    /// Points.
    Points(f64),
    /// A state.
    State(String),
}

/// A change in the Sprint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SprintEventView {
    /// The day on which it was on the default branch; today for the files at hand.
    pub date: Date,
    /// The item's id.
    pub story: String,
    /// `added`, `removed`, `estimated`, `done` or `undone`; in a flow also `moved`.
    pub kind: &'static str,
    /// Points, or the state for `done`, `undone` and `moved`; null where there was none.
    pub from: Option<ChangedValue>,
    /// What it became.
    pub to: Option<ChangedValue>,
}

/// An item behind a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CountedThen {
    /// Its id then.
    pub id: String,
    /// What it was called then.
    pub title: String,
    /// Its points then.
    pub points: Option<f64>,
    #[serde(skip)]
    size: Option<Hundredths>,
}

/// The items behind a day's figures; both null where the day is unknown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainedDay {
    /// Which day.
    pub date: Date,
    /// What was not Done.
    pub remaining: Option<Vec<CountedThen>>,
    /// What was Done.
    pub done: Option<Vec<CountedThen>>,
}

/// A Sprint's days, in one unit.
#[derive(Debug)]
pub struct SprintDays {
    pub(super) past: SprintPast,
    pub(super) unit: Unit,
    /// The ideal line over the whole calendar.
    pub(super) ideal: Vec<Hundredths>,
    pub(super) planned: Option<Hundredths>,
    /// What a person must know of the figures.
    pub(super) notes: Vec<String>,
    name: String,
    goal: Option<String>,
    elsewhere: String,
}

impl SprintDays {
    pub(super) fn new(past: SprintPast, timeline: &Timeline, sprint: &Sprint, unit: Unit) -> Self {
        let view = PastView::new(timeline);
        let mut days = Self {
            ideal: past.ideal(sprint, unit),
            planned: past.planned(sprint, unit),
            notes: Vec::new(),
            name: sprint.name.clone(),
            goal: sprint.goal.clone().filter(|goal| !goal.trim().is_empty()),
            elsewhere: view.not_landed(),
            unit,
            past,
        };
        days.notes = days.noted(&view, sprint);
        days
    }

    /// The figures of a day that is known.
    pub(super) fn figures(&self, day: &SprintDay) -> Option<DayFigures> {
        day.figures(self.unit)
    }

    /// The ideal of a day of the calendar.
    pub(super) fn ideal_of(&self, at: usize) -> Option<Hundredths> {
        self.ideal.get(at).copied()
    }

    /// The last day that is known, with its figures.
    pub(super) fn last(&self) -> Option<(usize, DayFigures)> {
        let days = self.past.days.iter().enumerate().rev();
        days.into_iter()
            .find_map(|(at, day)| Some((at, self.figures(day)?)))
    }

    /// Values of every day of the calendar, none for those that are unknown or to come.
    pub(super) fn values(&self, pick: fn(DayFigures) -> Hundredths) -> Vec<Option<Hundredths>> {
        let day = |at: usize| self.figures(self.past.days.get(at)?).map(pick);
        (0..self.past.calendar.len()).map(day).collect()
    }

    /// The days of a chart.
    pub(super) fn chart_days(&self) -> Vec<ChartDay> {
        let elsewhere = self.past.landed_today.as_ref().map(|_| &*self.elsewhere);
        let known = self.past.days.len();
        chart_days(&self.past.calendar, known, elsewhere, |date| {
            self.on(date)
                .map(|change| words(change, self.unit))
                .collect()
        })
    }

    /// What changed in scope and what is Done; other states do not matter here.
    pub(super) fn changes(&self) -> impl Iterator<Item = &SprintChange> {
        let moved = |change: &&SprintChange| matches!(change.what, ChangeInSprint::Moved(..));
        self.past
            .changes
            .iter()
            .filter(move |change| !moved(change))
    }

    fn on(&self, date: Date) -> impl Iterator<Item = &SprintChange> {
        self.changes().filter(move |change| change.date == date)
    }

    /// What the report is of: `Sprint 8 burndown: Guests can pay`.
    pub(super) fn title(&self, what: &str) -> String {
        let goal = self.goal.as_ref();
        let goal = goal.map_or_else(String::new, |goal| format!(": {goal}"));
        format!("Sprint {} {what}{goal}", self.name)
    }

    /// The Sprint's days in words.
    pub(super) fn span(&self) -> String {
        span(&self.past.calendar)
    }

    /// What the last known day comes to, in a sentence.
    pub(super) fn sentence(&self) -> String {
        let unit = self.unit.name();
        let Some((at, figures)) = self.last() else {
            return match self.past.calendar.first() {
                Some(first) if self.past.days.is_empty() => {
                    format!("The Sprint begins on {first}: nothing has happened in it yet.")
                }
                _ => "Nothing is known of its days.".to_owned(),
            };
        };
        let ideal = self.ideal_of(at);
        let ideal = ideal.map_or_else(String::new, |ideal| format!("; ideal: {ideal} left"));
        format!(
            "{} of {} {unit} left, {} Done{ideal}",
            figures.remaining, figures.scope, figures.done
        )
    }

    /// The changes as JSON tells them.
    pub(super) fn events(&self) -> Vec<SprintEventView> {
        self.changes().map(event).collect()
    }

    /// The items behind each day.
    pub(super) fn explained(&self) -> Vec<ExplainedDay> {
        let day = |day: &SprintDay| {
            let of = |done: bool| {
                let items = day.items.as_ref()?.iter();
                let found = items.filter(|item| item.is_done() == done);
                Some(found.map(|item| counted(item)).collect())
            };
            ExplainedDay {
                date: day.date,
                remaining: of(false),
                done: of(true),
            }
        };
        self.past.days.iter().map(day).collect()
    }

    fn noted(&self, view: &PastView, sprint: &Sprint) -> Vec<String> {
        let mut notes = Vec::new();
        let days = &self.past.days;
        let unknown = days.iter().any(|day| day.items.is_none());
        if self.past.is_carried {
            notes.push(
                "There is no history in git: the days before today follow from `created` and `done` in the items at hand, \
                 with the points of today."
                    .to_owned(),
            );
            let now = self.last().map(|(_, figures)| figures.scope);
            let planned = sprint.planned.and(self.planned);
            if let (Some(now), Some(planned)) =
                (now, planned.filter(|planned| Some(*planned) != now))
            {
                notes.push(format!(
                    "Planned at the start: {planned} {unit}; in the Sprint now: {now}. Since when is not known.",
                    unit = self.unit.name()
                ));
            }
            let latest = days.last().and_then(|day| day.items.as_deref());
            let before = days
                .iter()
                .rev()
                .nth(1)
                .and_then(|day| day.items.as_deref());
            let undated = undated(latest.unwrap_or_default(), before, &self.past.changes);
            if !undated.is_empty() {
                notes.push(format!(
                    "Done, and no day says since when: {}",
                    undated.join(", ")
                ));
            }
        } else {
            notes.extend(incomplete(view, unknown, false));
        }
        let last = days.iter().rev().find_map(|day| day.items.as_ref());
        notes.extend(without_estimate(
            self.unit,
            last.into_iter().flatten().map(AsRef::as_ref),
        ));
        let items = days.iter().filter_map(|day| day.items.as_ref()).flatten();
        notes.extend(unknown_states(items.map(AsRef::as_ref)));
        if let Some(landed) = &self.past.landed_today {
            let sum = |done: bool| -> Hundredths {
                let items = landed.iter().filter(|item| item.is_done() == done);
                items.map(|item| self.unit.of(item.points)).sum()
            };
            notes.push(format!(
                "The last day is that of the files at hand, {}; without them: {} left, {} Done.",
                self.elsewhere,
                sum(false),
                sum(true)
            ));
        }
        notes
    }
}

/// Items that are Done at last and name no day on which they became so.
fn undated<'p>(
    latest: &'p [Arc<PastItem>],
    before: Option<&[Arc<PastItem>]>,
    changes: &[SprintChange],
) -> Vec<&'p str> {
    let was_done = |item: &PastItem| {
        before.is_some_and(|items| {
            items
                .iter()
                .any(|old| old.item == item.item && old.is_done())
        })
    };
    let dated = |item: &PastItem| changes.iter().any(|change| change.id == item.id);
    latest
        .iter()
        .filter(|item| item.is_done() && !was_done(item) && !dated(item))
        .map(|item| item.id.as_str())
        .collect()
}

/// An item behind a figure.
pub(super) fn counted(item: &PastItem) -> CountedThen {
    CountedThen {
        id: item.id.clone(),
        title: item.title.clone(),
        points: item.points.map(Hundredths::as_f64),
        size: item.points,
    }
}

/// A change as JSON tells it.
pub(super) fn event(change: &SprintChange) -> SprintEventView {
    let points = |points: &Option<Hundredths>| points.map(|p| ChangedValue::Points(p.as_f64()));
    let state = |state: &String| (!state.is_empty()).then(|| ChangedValue::State(state.clone()));
    let (kind, from, to) = match &change.what {
        ChangeInSprint::Added(size) => ("added", None, points(size)),
        ChangeInSprint::Removed(size) => ("removed", points(size), None),
        ChangeInSprint::Estimated(from, to) => ("estimated", points(from), points(to)),
        ChangeInSprint::Done(from, to) => ("done", state(from), state(to)),
        ChangeInSprint::Undone(from, to) => ("undone", state(from), state(to)),
        ChangeInSprint::Moved(from, to) => ("moved", state(from), state(to)),
    };
    SprintEventView {
        date: change.date,
        story: change.id.clone(),
        kind,
        from,
        to,
    }
}

/// A change in a few words: `+US-40 (2)`, `US-12 5 → 8`, `US-9 done`.
pub(super) fn words(change: &SprintChange, unit: Unit) -> String {
    let id = &change.id;
    let size =
        |points: &Option<Hundredths>| points.map_or_else(|| "?".to_owned(), |p| p.to_string());
    let sized = |points: &Option<Hundredths>| match unit {
        Unit::Points => format!(" ({})", size(points)),
        Unit::Items => String::new(),
    };
    match &change.what {
        ChangeInSprint::Added(points) => format!("+{id}{}", sized(points)),
        ChangeInSprint::Removed(points) => format!("−{id}{}", sized(points)),
        ChangeInSprint::Estimated(from, to) => format!("{id} {} → {}", size(from), size(to)),
        ChangeInSprint::Done(..) => format!("{id} done"),
        ChangeInSprint::Undone(..) => format!("{id} not done"),
        ChangeInSprint::Moved(_, to) => format!("{id} {to}"),
    }
}

/// The items behind each day, a line a day.
pub(super) fn explained_lines(document: &mut Document, days: &[ExplainedDay], unit: Unit) {
    document.gap();
    document.heading(2, "Items behind the figures");
    let list = |items: &[CountedThen]| {
        let one = |item: &CountedThen| match (unit, item.size) {
            (Unit::Items, _) => item.id.clone(),
            (Unit::Points, size) => {
                let size = size.map_or_else(|| "?".to_owned(), |size| size.to_string());
                format!("{} ({size})", item.id)
            }
        };
        if items.is_empty() {
            return "nothing".to_owned();
        }
        items.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    let line = |day: &ExplainedDay| {
        let words = match (&day.remaining, &day.done) {
            (Some(left), Some(done)) => format!("left {}; Done {}", list(left), list(done)),
            _ => "unknown".to_owned(),
        };
        Line::styled(format!("{}  ", day.date), Style::Strong).and(words)
    };
    // Of many days, those on which nothing changed say nothing new.
    let same = |at: usize| {
        let before = at.checked_sub(1).map(|before| &days[before]);
        before.is_some_and(|b| b.done == days[at].done && b.remaining == days[at].remaining)
    };
    let told = (0..days.len()).filter(|&at| days.len() <= MANY || !same(at));
    document.items(told.map(|at| line(&days[at])).collect());
    let mut seen: Vec<&CountedThen> = Vec::new();
    let all = days.iter().rev();
    for item in all.flat_map(|day| day.remaining.iter().chain(&day.done).flatten()) {
        if !seen.iter().any(|known| known.id == item.id) {
            seen.push(item);
        }
    }
    document.gap();
    let title = |item: &&CountedThen| {
        Line::styled(format!("{} ", item.id), Style::Id).and(item.title.clone())
    };
    document.items(seen.iter().map(title).collect());
}
