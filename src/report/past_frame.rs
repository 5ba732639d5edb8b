//! Days of a release or a backlog as reports tell them: what changed, what is not known, and the days of a chart.

use std::collections::BTreeSet;

use jiff::civil::Date;

use crate::model::{Hundredths, StateKind, Timeline};
use crate::report::chart::ChartDay;
use crate::report::sprint_days::{SprintEventView, event, words};
use crate::report::{Document, Line, PastView, Style};
use crate::scrum::{ChangeInSprint, MOST_DAYS, PastDay, PastDays, PastItem, SprintChange, Unit};

/// All kinds that count.
pub(super) const KINDS: [StateKind; 4] = [
    StateKind::Done,
    StateKind::Started,
    StateKind::Ready,
    StateKind::New,
];
/// Those that are not Done.
pub(super) const OPEN: [StateKind; 3] = [StateKind::Started, StateKind::Ready, StateKind::New];

/// Days of the past, in one unit.
#[derive(Debug)]
pub(super) struct PastFrame {
    pub(super) past: PastDays,
    pub(super) unit: Unit,
    /// Whether changes of state that are neither to nor from Done are told.
    pub(super) tells_moves: bool,
    elsewhere: String,
    view: PastView,
}

impl PastFrame {
    pub(super) fn new(past: PastDays, timeline: &Timeline, unit: Unit, tells_moves: bool) -> Self {
        let view = PastView::new(timeline);
        Self {
            past,
            unit,
            tells_moves,
            elsewhere: view.not_landed(),
            view,
        }
    }

    /// The last day that is known.
    pub(super) fn last(&self) -> Option<&PastDay> {
        let days = self.past.days.iter().rev();
        days.into_iter().find(|day| day.items.is_some())
    }

    /// Values of every day of the calendar, none for those that are unknown or to come.
    pub(super) fn values(&self, kinds: &[StateKind]) -> Vec<Option<Hundredths>> {
        let day = |at: usize| self.past.days.get(at)?.sum(self.unit, kinds);
        (0..self.past.calendar.len()).map(day).collect()
    }

    /// What changed, as far as it is told.
    pub(super) fn changes(&self) -> impl Iterator<Item = &SprintChange> {
        let told = |change: &&SprintChange| {
            self.tells_moves || !matches!(change.what, ChangeInSprint::Moved(..))
        };
        self.past.changes.iter().filter(told)
    }

    /// What changed on a day, in a few words each.
    pub(super) fn words_on(&self, date: Date) -> Vec<String> {
        self.changes()
            .filter(|change| change.date == date)
            .map(|change| words(change, self.unit))
            .collect()
    }

    /// The changes as JSON tells them.
    pub(super) fn events(&self) -> Vec<SprintEventView> {
        self.changes().map(event).collect()
    }

    /// The days of a chart.
    pub(super) fn chart_days(&self) -> Vec<ChartDay> {
        let elsewhere = self.past.landed_today.as_ref().map(|_| &*self.elsewhere);
        let known = self.past.days.len();
        chart_days(&self.past.calendar, known, elsewhere, |date| {
            self.words_on(date)
        })
    }

    /// The days in words.
    pub(super) fn span(&self) -> String {
        span(&self.past.calendar)
    }

    /// What a person must know of the figures. A history that is not whole is named where it leaves days unknown, and
    /// `always` where its beginning is that of the report.
    pub(super) fn notes(&self, always: bool) -> Vec<String> {
        let mut notes = Vec::new();
        let unknown = self.past.days.iter().any(|day| day.items.is_none());
        if self.past.is_carried {
            notes.push(
                "There is no history in git: the days before today follow from `created`, `started` and `done` in the items \
                 at hand, with the points of today."
                    .to_owned(),
            );
            let undated = self.undated();
            if !undated.is_empty() {
                notes.push(format!(
                    "Done, and no day says since when: {}",
                    undated.join(", ")
                ));
            }
        } else {
            notes.extend(incomplete(&self.view, unknown, always));
        }
        if self.past.calendar.len() == MOST_DAYS {
            notes.push(format!("Only the last {MOST_DAYS} days are shown."));
        }
        let items = self.last().and_then(|day| day.items.as_deref());
        notes.extend(without_estimate(
            self.unit,
            items.unwrap_or_default().iter().map(AsRef::as_ref),
        ));
        let days = self.past.days.iter();
        notes.extend(unknown_states(
            days.filter_map(|day| day.items.as_ref())
                .flatten()
                .map(AsRef::as_ref),
        ));
        if self.past.landed_today.is_some() {
            notes.push(format!(
                "The last day is that of the files at hand, {}.",
                self.elsewhere
            ));
        }
        notes
    }

    /// Items that are Done and name no day.
    fn undated(&self) -> Vec<&str> {
        let items = self.last().and_then(|day| day.items.as_deref());
        let dated = |id: &str| {
            let mut changes = self.past.changes.iter();
            changes.any(|change| change.id == id && matches!(change.what, ChangeInSprint::Done(..)))
        };
        let before = self.past.days.iter().rev().nth(1);
        let before = before.and_then(|day| day.items.as_deref());
        let was_done = |id: &str| {
            let mut items = before.unwrap_or_default().iter();
            items.any(|item| item.id == id && item.is_done())
        };
        items
            .unwrap_or_default()
            .iter()
            .filter(|item| item.is_done() && !dated(&item.id) && !was_done(&item.id))
            .map(|item| item.id.as_str())
            .collect()
    }
}

/// The days of a calendar as a chart has them, `known` of them known; `elsewhere` says of the last of these that not
/// all of it landed.
pub(super) fn chart_days(
    calendar: &[Date],
    known: usize,
    elsewhere: Option<&str>,
    notes: impl Fn(Date) -> Vec<String>,
) -> Vec<ChartDay> {
    let day = |(at, &date): (usize, &Date)| ChartDay {
        date,
        is_to_come: at >= known,
        is_week: false,
        notes: notes(date),
        mark: elsewhere.filter(|_| at + 1 == known).map(str::to_owned),
    };
    calendar.iter().enumerate().map(day).collect()
}

/// The days of a calendar in words.
pub(super) fn span(calendar: &[Date]) -> String {
    match (calendar.first(), calendar.last()) {
        (Some(from), Some(to)) => format!("{from} to {to}"),
        _ => String::new(),
    }
}

/// Says what is not known of the past: where days are `unknown` or parts are missing, and `always` where a history that is
/// not whole is named anyway.
pub(super) fn incomplete(view: &PastView, unknown: bool, always: bool) -> Option<String> {
    let is_named = unknown || always || view.known == "partial";
    view.words().filter(|_| is_named).or_else(|| {
        let since = view.since.filter(|_| unknown)?;
        Some(format!(
            "Nothing is known of the time before {since}: the backlog was not on the default branch yet."
        ))
    })
}

/// Says which items have no estimate, where points are counted.
pub(super) fn without_estimate<'i>(
    unit: Unit,
    items: impl Iterator<Item = &'i PastItem>,
) -> Option<String> {
    let sizeless = items.filter(|item| item.points.is_none());
    let ids: Vec<&str> = sizeless.map(|item| item.id.as_str()).collect();
    (unit == Unit::Points && !ids.is_empty()).then(|| {
        format!(
            "Without an estimate, so they count as no points: {}",
            ids.join(", ")
        )
    })
}

/// Says which words for states nobody knows any more.
pub(super) fn unknown_states<'i>(items: impl Iterator<Item = &'i PastItem>) -> Option<String> {
    let unknown = items.filter(|item| item.kind.is_none());
    let words: BTreeSet<&str> = unknown.map(|item| item.status.as_str()).collect();
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    (!words.is_empty()).then(|| {
        format!(
            "States that `po.yaml` does not know: {}; items in them are in the scope, and count as neither Done nor new.",
            words.join(", ")
        )
    })
}

/// Writes notes below a report.
pub(super) fn note_lines(document: &mut Document, notes: &[String]) {
    if !notes.is_empty() {
        document.gap();
    }
    for note in notes {
        document.text(Line::styled(note.clone(), Style::Warn));
    }
}
