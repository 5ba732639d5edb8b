//! What was hoped of one item and what was measured, as data and in words.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Decimal, Expected, StateKind, Story};
use crate::report::day_words::long_day;
use crate::scrum::{Measured, Reached, Window, measured};

/// A figure in JSON: 0.0342 is `3.42 %`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct FigureView {
    /// The number.
    pub value: f64,
    /// As people read it.
    pub text: String,
}

/// The days of a mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WindowView {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How many of the days have a figure.
    pub figures: usize,
}

impl From<Window> for WindowView {
    fn from(window: Window) -> Self {
        Self {
            from: window.from,
            to: window.to,
            figures: window.figures,
        }
    }
}

/// The last figure of a metric.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LatestView {
    /// Its day.
    pub date: Date,
    /// The figure, as it was written.
    pub figure: String,
}

/// A day and its figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DayFigure {
    /// The day.
    pub date: Date,
    /// The figure, as it was written.
    pub figure: String,
}

/// What was hoped of an item, and what was measured.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeView {
    /// The item.
    pub id: String,
    /// What it is.
    pub title: String,
    /// What its state means: `done`, `started`, ….
    pub status_kind: &'static str,
    /// The metric's name.
    pub metric: String,
    /// What people call it.
    pub metric_title: String,
    /// The figure before: what the item says, else the mean of the days before it happened.
    pub baseline: Option<FigureView>,
    /// The days of that mean; null where the item says the figure.
    pub baseline_days: Option<WindowView>,
    /// The figure that is hoped for.
    pub target: Option<FigureView>,
    /// By when.
    pub by: Option<Date>,
    /// The mean of the last days; null where there is no figure since it happened.
    pub figure: Option<FigureView>,
    /// The days of that mean.
    pub days: Option<WindowView>,
    /// The last figure of all.
    pub latest: Option<LatestView>,
    /// By how many per cent the figure is more than the one before; null where nobody can say it.
    pub change_percent: Option<f64>,
    /// `reached`, `not yet`, `not reached`, or `unknown`.
    pub reached: &'static str,
    /// The day on which it was Done.
    pub done: Option<Date>,
    /// The day on which its release shipped.
    pub released: Option<Date>,
    /// What people say came of it.
    pub verdict: Option<String>,
    /// The figures behind the two means, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Vec<DayFigure>>,
    #[serde(skip)]
    pub(super) measured: Measured,
    #[serde(skip)]
    pub(super) change: Option<i64>,
}

impl OutcomeView {
    /// Returns the view of an item that names a metric; none of another one.
    pub(super) fn of(backlog: &Backlog, story: &Story, today: Date, explain: bool) -> Option<Self> {
        let expected: &Expected = story.expected.as_ref()?;
        let name = expected.metric.as_deref()?;
        let config = backlog.config.metric(name);
        let metric = backlog.metric(name);
        let done = story
            .done
            .filter(|_| backlog.kind(story) == StateKind::Done);
        let released = story.release.as_deref().and_then(|release| {
            let mut releases = backlog.releases.iter();
            releases.find(|own| own.name == release)?.shipped
        });
        let released = released.filter(|_| done.is_some());
        let found = measured(expected, metric, &config, released.or(done), today);
        let figure = |number: Option<Decimal>| {
            number.map(|number| FigureView {
                value: number.as_f64(),
                text: config.shown(number, found.is_percent),
            })
        };
        // Beside figures of another unit what is hoped for keeps its own.
        let hoped = |number: Option<Decimal>, said: &Option<crate::model::Figure>| match said {
            Some(said) if found.units_differ => number.map(|_| FigureView {
                value: said.number().as_f64(),
                text: config.shown(said.number(), said.is_percent()),
            }),
            _ => figure(number),
        };
        let change = found
            .window
            .filter(|_| !found.units_differ)
            .zip(found.baseline)
            .and_then(|(window, before)| window.mean.change_since(before));
        let windows = [found.baseline_window, found.window];
        let explained = || {
            let windows = windows.into_iter().flatten();
            let days = windows.flat_map(|window| {
                let days = metric.map(|metric| metric.between(window.from, window.to));
                days.into_iter().flatten()
            });
            let day = |(date, figure): &(Date, crate::model::Figure)| DayFigure {
                date: *date,
                figure: figure.to_string(),
            };
            days.map(day).collect()
        };
        Some(Self {
            id: story.id.to_string(),
            title: story.title.clone(),
            status_kind: backlog.kind(story).name(),
            metric: name.to_owned(),
            metric_title: config.words(),
            baseline: hoped(found.baseline, &expected.baseline),
            baseline_days: found.baseline_window.map(WindowView::from),
            target: hoped(found.target, &expected.target),
            by: expected.by,
            figure: figure(found.window.map(|window| window.mean)),
            days: found.window.map(WindowView::from),
            latest: found.latest.as_ref().map(|(date, figure)| LatestView {
                date: *date,
                figure: figure.to_string(),
            }),
            change_percent: change.map(percent),
            reached: match found.reached {
                Reached::Yes => "reached",
                Reached::NotYet => "not yet",
                Reached::No => "not reached",
                Reached::Unknown => "unknown",
            },
            done,
            released,
            verdict: story.outcome.clone(),
            explain: explain.then(explained),
            change,
            measured: found,
        })
    }

    /// What was hoped for: `3.1 % → 4 %`.
    pub(super) fn hoped(&self) -> String {
        let text = |view: &Option<FigureView>| view.as_ref().map(|view| view.text.clone());
        match (text(&self.baseline), text(&self.target)) {
            (Some(from), Some(to)) => format!("{from} → {to}"),
            (None, Some(to)) => format!("→ {to}"),
            (Some(from), None) => format!("from {from}"),
            (None, None) => String::new(),
        }
    }

    /// How the figure moved: `+11.6 %`.
    pub(super) fn moved(&self) -> String {
        self.change.map(signed).unwrap_or_default()
    }

    /// Whether the target was reached, in words.
    pub(super) fn verdict_words(&self, today: Date) -> String {
        let by = |word: &str| {
            self.by
                .map_or_else(String::new, |by| format!(" {word} {}", long_day(by)))
        };
        match self.measured.reached {
            Reached::Yes => "reached".to_owned(),
            Reached::NotYet => match self.by {
                Some(by) => format!("not yet, {} left", days(i64::from((by - today).get_days()))),
                None => "not yet".to_owned(),
            },
            Reached::No => format!("not reached{}", by("by")),
            Reached::Unknown if self.measured.units_differ => {
                "not judged: units differ, hoped for in per cent and measured in plain figures"
                    .to_owned()
            }
            Reached::Unknown if self.is_late() => {
                let word = self.released.map_or("Done", |_| "released");
                let by = self.by.map(long_day).map(|by| format!(", {by}"));
                format!("{word} after the day hoped for{}", by.unwrap_or_default())
            }
            Reached::Unknown if self.figure.is_none() => match (&self.latest, self.done) {
                (Some(_), Some(_)) => "no figures since".to_owned(),
                _ => "no figures".to_owned(),
            },
            Reached::Unknown => "no target".to_owned(),
        }
    }

    /// Whether it happened after the day by which it was hoped for: no figure can say anything then.
    fn is_late(&self) -> bool {
        let happened = self.released.or(self.done);
        let late = happened.zip(self.by).is_some_and(|(day, by)| day > by);
        late && self.figure.is_none()
    }

    /// The outcome in one line, for notes of a review.
    pub(super) fn line(&self, today: Date) -> String {
        let figure = self
            .figure
            .as_ref()
            .map(|view| format!(", measured {}", view.text));
        format!(
            "{} {}{}: {}",
            self.metric_title,
            self.hoped(),
            figure.unwrap_or_default(),
            self.verdict_words(today)
        )
    }
}

/// `1 day`, `12 days`.
pub(super) fn days(count: i64) -> String {
    match count {
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}

/// Hundredths of a per cent as per cent.
#[expect(clippy::cast_precision_loss, reason = "shown, not summed")]
pub(super) fn percent(hundredths: i64) -> f64 {
    hundredths as f64 / 100.0
}

/// `+11.6 %`, `-12 %`.
fn signed(hundredths: i64) -> String {
    let tenths = (hundredths.abs() + 5) / 10;
    let sign = match hundredths.signum() {
        -1 => "-",
        0 => "",
        _ => "+",
    };
    match tenths % 10 {
        0 => format!("{sign}{} %", tenths / 10),
        part => format!("{sign}{}.{part} %", tenths / 10),
    }
}
