//! The figures of a metric around the day on which an item was Done, as a picture.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::outcome_view::OutcomeView;
use crate::model::{Decimal, Hundredths, Metric};
use crate::report::chart::{Chart, ChartDay, DayChart, DayMark, Look, Series};

/// So many days are shown before what happened, or before the last figure.
const BEFORE: (i64, i64) = (28, 56);
/// No more days are shown, and none that lies further ahead.
const MOST: i64 = 400;
const AHEAD: i64 = 60;
/// A figure stands for so many days after it, where these have none.
const CARRIED: i64 = 6;
/// What a chart counts, by the power of ten that its figures are multiplied with.
const UNITS: [&str; 7] = [
    "figures",
    "figures × 10",
    "figures × 100",
    "figures × 1,000",
    "figures × 10,000",
    "figures × 100,000",
    "figures × 1,000,000",
];

/// A chart of no days.
pub(super) fn nothing() -> DayChart {
    DayChart {
        title: "Outcomes".to_owned(),
        description: "No figures.".to_owned(),
        unit: UNITS[0],
        days: Vec::new(),
        series: Vec::new(),
        ground: Hundredths::ZERO,
        marks: Vec::new(),
        most_notes: usize::MAX,
    }
}

/// Returns the figures of a metric with the target, and the days on which the item was Done, released and hoped for; and
/// whether days without figures are drawn with the last one before them.
pub(super) fn chart(view: &OutcomeView, metric: Option<&Metric>, today: Date) -> (Chart, bool) {
    let title = format!("{} {}: {}", view.id, view.title, view.metric_title);
    let last = metric.and_then(|metric| metric.last_until(today));
    let (Some(metric), Some((last, _))) = (metric, last) else {
        let title = format!("{title}, no figures");
        return (Chart::Days(DayChart { title, ..nothing() }), false);
    };
    let happened = view.released.or(view.done);
    let near = |day: Option<Date>| day.filter(|day| *day <= last.saturating_add(AHEAD.days()));
    let end = near(view.by)
        .into_iter()
        .chain(near(happened))
        .fold(*last, Date::max);
    let begin = match happened {
        Some(day) => day.min(*last).saturating_sub(BEFORE.0.days()),
        None => last.saturating_sub(BEFORE.1.days()),
    };
    let first = metric.days.first().map_or(begin, |(day, _)| *day);
    let begin = begin.max(first).max(end.saturating_sub((MOST - 1).days()));
    let dates: Vec<Date> = begin
        .series(1.day())
        .take_while(|day| *day <= end)
        .collect();
    let mut has_holes = false;
    let mut numbers = |day: Date| -> Option<Decimal> {
        if day > *last {
            return None;
        }
        let (own, figure) = metric.last_until(day)?;
        if *own < day {
            has_holes = true;
        }
        (i64::from((day - *own).get_days()) <= CARRIED).then(|| figure.number())
    };
    let figures: Vec<Option<Decimal>> = dates.iter().map(|day| numbers(*day)).collect();
    let target = view.measured.target;
    let largest = figures
        .iter()
        .flatten()
        .copied()
        .chain(target)
        .map(Decimal::size)
        .max();
    let (power, unit) = scale(largest.unwrap_or_default(), view.measured.is_percent);
    let height = |number: Decimal| number.hundredths(power).map(Hundredths::from_hundredths);
    let heights: Vec<Option<Hundredths>> = figures.iter().map(|n| height((*n)?)).collect();
    let lowest = heights.iter().flatten().min().copied().unwrap_or_default();
    let mut series = vec![Series {
        name: "Figure",
        look: Look::Main,
        start: None,
        values: heights,
    }];
    if let Some(target) = target {
        let is_told = |day: Date| day <= *last || view.by == Some(day);
        let values = dates
            .iter()
            .map(|day| height(target).filter(|_| is_told(*day)));
        series.push(Series {
            name: "Target",
            look: Look::Ideal,
            start: None,
            values: values.collect(),
        });
    }
    let marks = [
        ("Done", view.done),
        ("released", view.released),
        ("hoped by", view.by),
    ];
    let marks = marks.into_iter().filter_map(|(words, day)| {
        let date = day.filter(|day| dates.contains(day))?;
        Some(DayMark { date, words })
    });
    let day = |date: &Date| ChartDay {
        date: *date,
        is_to_come: *date > *last,
        is_week: false,
        notes: Vec::new(),
        mark: None,
    };
    let chart = DayChart {
        description: format!(
            "{} from {begin} to {last}: {}.",
            view.metric_title,
            view.line(today)
        ),
        title,
        unit,
        days: dates.iter().map(day).collect(),
        series,
        ground: lowest.min(Hundredths::ZERO),
        marks: marks.collect(),
        most_notes: usize::MAX,
    };
    (Chart::Days(chart), has_holes)
}

/// The power of ten that makes figures large enough to draw, and what is counted then.
fn scale(largest: Decimal, is_percent: bool) -> (u32, &'static str) {
    if is_percent {
        return (2, "per cent");
    }
    let is_small = |power: u32| largest.hundredths(power).is_some_and(|size| size < 100);
    let found = (0_u32..).zip(UNITS).find(|(power, _)| !is_small(*power));
    match found {
        Some(found) if largest != Decimal::ZERO => found,
        _ => (0, UNITS[0]),
    }
}
