//! What was hoped of an item against the figures since: never why they moved.

use jiff::civil::Date;

use crate::model::{Decimal, Direction, Expected, Figure, Metric, MetricConfig};
use crate::scrum::metric_window::{Window, window, window_until};

/// Whether a target was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reached {
    /// The figures are there.
    Yes,
    /// They are not, and there is time.
    NotYet,
    /// They were not on the day by which it was hoped for.
    No,
    /// No figure or no target says it.
    Unknown,
}

/// What was hoped for and what was measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The figure before.
    pub baseline: Option<Decimal>,
    /// The days from which the figure before was taken, where the item does not say it.
    pub baseline_window: Option<Window>,
    /// The figure that is hoped for.
    pub target: Option<Decimal>,
    /// The last days: up to the last figure, or up to the day by which it was hoped for where that has passed.
    pub window: Option<Window>,
    /// The last figure.
    pub latest: Option<(Date, Figure)>,
    /// Whether all figures are per cent.
    pub is_percent: bool,
    /// Whether the target was reached.
    pub reached: Reached,
    /// Whether figures above 1 stand beside hopes in per cent: then nothing is judged.
    pub units_differ: bool,
}

/// Holds what is hoped for against a metric's figures. `happened` is the day on which the item was released or done: figures
/// before it are no figures of what came, and figures after it none of what was. Today is not over, and its figure is none yet.
#[must_use]
pub fn measured(
    expected: &Expected,
    metric: Option<&Metric>,
    config: &MetricConfig,
    happened: Option<Date>,
    today: Date,
) -> Measured {
    let written = [&expected.baseline, &expected.target];
    // Tools often write a rate as 0.034, and people hope for 4%.
    let hopes_percent = written.into_iter().flatten().any(Figure::is_percent);
    let has_percent = metric.is_some_and(Metric::is_percent);
    let units_differ = hopes_percent && !has_percent && metric.is_some_and(is_no_rate);
    let is_percent = has_percent || hopes_percent && !units_differ;
    let number = |figure: &Option<Figure>| figure.as_ref().map(|f| f.number_beside(is_percent));
    let over = config.over;
    let baseline_window = match (&expected.baseline, metric, happened) {
        (None, Some(metric), Some(day)) => {
            let before = day.yesterday().ok();
            before.and_then(|before| window_until(metric, before, over))
        }
        _ => None,
    };
    let baseline = number(&expected.baseline).or(baseline_window.map(|window| window.mean));
    let target = number(&expected.target);
    let latest = metric.and_then(|metric| metric.last_until(today)).cloned();
    let yesterday = today.yesterday().unwrap_or(today);
    let until = expected.by.unwrap_or(yesterday).min(yesterday);
    let window = metric.and_then(|metric| {
        let (last, _) = metric.last_until(until)?;
        let whole = window_until(metric, *last, over)?;
        match happened {
            Some(day) if day > *last => None,
            Some(day) if day > whole.from => window(metric, day, *last),
            _ => Some(whole),
        }
    });
    let good = match (baseline, target) {
        (Some(from), Some(to)) if from < to => Direction::Up,
        (Some(from), Some(to)) if from > to => Direction::Down,
        _ => config.good.unwrap_or(Direction::Up),
    };
    let reached = match (window, target) {
        (Some(window), Some(target)) if !units_differ => {
            let is_there = match good {
                Direction::Up => window.mean >= target,
                Direction::Down => window.mean <= target,
            };
            match (is_there, expected.by) {
                (true, _) => Reached::Yes,
                (false, Some(by)) if by < today => Reached::No,
                (false, _) => Reached::NotYet,
            }
        }
        _ => Reached::Unknown,
    };
    Measured {
        baseline,
        baseline_window,
        target,
        window,
        latest,
        is_percent,
        reached,
        units_differ,
    }
}

/// Whether figures without `%` go above 1, as no rate does.
fn is_no_rate(metric: &Metric) -> bool {
    let one = Figure::read("1").map(|figure| figure.number());
    let mut figures = metric.days.iter();
    figures.any(|(_, figure)| Some(figure.number()) > one)
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};

    use super::{Measured, Reached, measured};
    use crate::model::{Direction, Expected, Figure, Metric, MetricConfig};

    fn day(n: i64) -> Date {
        date(2026, 11, 1).saturating_add(n.days())
    }

    /// Twenty days: 3 % on the first ten, 4 % on the others.
    fn metric() -> Metric {
        let figure = |n: i64| Figure::read(if n < 10 { "3.00%" } else { "4.00%" }).unwrap();
        Metric {
            days: (0..20).map(|n| (day(n), figure(n))).collect(),
            ..Metric::default()
        }
    }

    fn hope(baseline: &str, target: &str, by: Option<Date>) -> Expected {
        Expected {
            metric: Some("m".into()),
            baseline: Figure::read(baseline),
            target: Figure::read(target),
            by,
        }
    }

    fn held(expected: &Expected, happened: Option<Date>, today: Date) -> Measured {
        measured(
            expected,
            Some(&metric()),
            &MetricConfig::usual("m"),
            happened,
            today,
        )
    }

    #[test]
    fn reached_not_yet_and_not() {
        let reached =
            |target, by, today| held(&hope("3%", target, by), Some(day(8)), today).reached;
        assert_eq!(reached("4%", None, day(20)), Reached::Yes);
        assert_eq!(
            reached("4", None, day(20)),
            Reached::Yes,
            "a number beside per cent is per cent"
        );
        assert_eq!(reached("5%", Some(day(30)), day(20)), Reached::NotYet);
        assert_eq!(reached("5%", Some(day(15)), day(20)), Reached::No);
        // On its day it was not there; that it came later does not count.
        assert_eq!(reached("4%", Some(day(12)), day(25)), Reached::No);
        assert_eq!(
            held(&hope("", "", None), None, day(20)).reached,
            Reached::Unknown
        );
    }

    #[test]
    fn per_cent_is_not_held_against_plain_figures() {
        let plain = |text: &str| Metric {
            days: vec![(day(5), Figure::read(text).unwrap())],
            ..Metric::default()
        };
        let found = |text: &str, today| {
            let hope = hope("3%", "4%", None);
            let usual = MetricConfig::usual("m");
            measured(&hope, Some(&plain(text)), &usual, None, today)
        };
        let differs = found("9", day(8));
        assert!(differs.units_differ && !differs.is_percent);
        assert_eq!(differs.reached, Reached::Unknown);
        let rate = found("0.05", day(8));
        assert!(!rate.units_differ && rate.is_percent);
        assert_eq!(rate.reached, Reached::Yes);
        // Today is not over.
        assert_eq!(found("0.05", day(5)).window, None);
    }

    #[test]
    fn less_may_be_better() {
        assert_eq!(
            held(&hope("4%", "3%", None), None, day(20)).reached,
            Reached::NotYet
        );
        assert_eq!(
            held(&hope("4%", "3%", None), None, day(9)).reached,
            Reached::Yes
        );
        let mut config = MetricConfig::usual("m");
        config.good = Some(Direction::Down);
        let found = measured(
            &hope("", "3%", None),
            Some(&metric()),
            &config,
            None,
            day(20),
        );
        assert_eq!(found.reached, Reached::NotYet);
    }

    #[test]
    fn only_figures_since_it_happened_count_and_those_before_are_the_baseline() {
        let found = held(&hope("", "4%", None), Some(day(18)), day(20));
        let window = found.window.unwrap();
        assert_eq!(
            (window.from, window.to, window.figures),
            (day(18), day(19), 2)
        );
        let before = found.baseline_window.unwrap();
        assert_eq!((before.from, before.to), (day(11), day(17)));
        assert_eq!(found.baseline.unwrap().shown(true), "4 %");
        let later = held(&hope("3%", "4%", None), Some(day(20)), day(21));
        assert_eq!((later.window, later.reached), (None, Reached::Unknown));
        assert_eq!(later.latest.unwrap().0, day(19));
        let none = measured(
            &hope("3%", "4%", None),
            None,
            &MetricConfig::usual("m"),
            None,
            day(1),
        );
        assert!(none.is_percent && none.reached == Reached::Unknown);
    }
}
