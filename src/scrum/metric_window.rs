//! Figures of a metric over some days, and how they moved since the same number of days before.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{Decimal, Metric};

/// From fewer figures nobody can say how a metric moves.
const ENOUGH: usize = 4;

/// The mean of a metric's figures over some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// The mean of the figures.
    pub mean: Decimal,
    /// How many of the days have a figure.
    pub figures: usize,
}

/// How a metric moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Movement {
    /// The last days.
    pub now: Window,
    /// As many days before them.
    pub before: Window,
    /// By how many hundredths of a per cent the mean is more, or less below zero.
    pub change: i64,
}

/// The mean from one day to another, both included; none where no day has a figure.
#[must_use]
pub fn window(metric: &Metric, from: Date, to: Date) -> Option<Window> {
    let figures = || metric.between(from, to).map(|(_, figure)| figure.number());
    let mean = Decimal::mean(figures())?;
    Some(Window {
        from,
        to,
        mean,
        figures: figures().count(),
    })
}

/// The mean of the `over` days up to and with `to`.
#[must_use]
pub fn window_until(metric: &Metric, to: Date, over: i64) -> Option<Window> {
    window(metric, to.saturating_sub((over - 1).days()), to)
}

/// How the last `over` days are other than as many days before them. Today does not count, for it is not over. None where the
/// figures are too few or too old to say it: each of the two needs four figures (or one a day, of fewer days), and neither
/// much fewer than the other.
#[must_use]
pub fn movement(metric: &Metric, over: i64, today: Date) -> Option<Movement> {
    let yesterday = today.yesterday().ok()?;
    let (last, _) = metric.last_until(yesterday)?;
    let before_last = last.saturating_sub(over.days());
    if i64::from((today - *last).get_days()) > over.max(7) {
        return None;
    }
    let now = window_until(metric, *last, over)?;
    let before = window_until(metric, before_last, over)?;
    let needed = ENOUGH.min(usize::try_from(over).unwrap_or(ENOUGH));
    let (few, many) = (
        now.figures.min(before.figures),
        now.figures.max(before.figures),
    );
    if few < needed || few * 4 < many * 3 {
        return None;
    }
    let change = now.mean.change_since(before.mean)?;
    Some(Movement {
        now,
        before,
        change,
    })
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::{Date, date};

    use super::{movement, window, window_until};
    use crate::model::{Figure, Metric};

    fn metric(figures: &[(i64, &str)]) -> Metric {
        let day = |n: i64| date(2026, 11, 1).saturating_add(n.days());
        let one = |(n, text): &(i64, &str)| (day(*n), Figure::read(text).unwrap());
        Metric {
            days: figures.iter().map(one).collect(),
            ..Metric::default()
        }
    }

    fn daily(count: i64, figure: impl Fn(i64) -> &'static str) -> Metric {
        let figures: Vec<_> = (0..count).map(|n| (n, figure(n))).collect();
        metric(&figures)
    }

    fn told(metric: &Metric, over: i64, today: Date) -> Option<(String, String, i64)> {
        let moved = movement(metric, over, today)?;
        let days = |from: Date, to: Date| format!("{}-{}", from.day(), to.day());
        Some((
            days(moved.before.from, moved.before.to),
            days(moved.now.from, moved.now.to),
            moved.change,
        ))
    }

    #[test]
    fn the_last_days_are_held_against_as_many_before() {
        let fell = daily(20, |n| if n < 12 { "4.00%" } else { "3.52%" });
        let expected = Some(("6-12".to_owned(), "13-19".to_owned(), -1200));
        // Today, the 20th, is not over, and its figure does not count.
        assert_eq!(told(&fell, 7, date(2026, 11, 20)), expected);
    }

    #[test]
    fn few_or_old_figures_say_nothing() {
        let today = date(2026, 11, 15);
        assert!(movement(&daily(14, |_| "4"), 7, today).is_some());
        assert!(
            movement(&daily(10, |_| "4"), 7, today).is_none(),
            "three before"
        );
        assert!(
            movement(&daily(14, |_| "4"), 7, date(2026, 11, 30)).is_none(),
            "too old"
        );
        assert!(
            movement(&daily(14, |_| "0"), 7, today).is_none(),
            "from nothing"
        );
        assert!(movement(&Metric::default(), 7, today).is_none());
        let holes = metric(&[
            (0, "1"),
            (1, "1"),
            (2, "1"),
            (3, "1"),
            (4, "1"),
            (5, "1"),
            (6, "1"),
            (10, "9"),
            (11, "9"),
            (12, "9"),
            (13, "9"),
        ]);
        assert!(
            movement(&holes, 7, today).is_none(),
            "four of seven against seven"
        );
        assert!(movement(&daily(14, |_| "4"), 1, today).is_some());
        let weekly = metric(&[
            (0, "1"),
            (7, "1"),
            (14, "1"),
            (21, "1"),
            (28, "2"),
            (35, "2"),
            (42, "2"),
            (49, "2"),
        ]);
        let moved = movement(&weekly, 28, date(2026, 12, 21)).unwrap();
        assert_eq!((moved.now.figures, moved.change), (4, 10_000));
    }

    #[test]
    fn a_window_is_the_mean_of_its_figures() {
        let metric = metric(&[(0, "1"), (2, "4"), (9, "100")]);
        let found = window(&metric, date(2026, 11, 1), date(2026, 11, 4)).unwrap();
        assert_eq!((found.mean.to_string().as_str(), found.figures), ("2.5", 2));
        assert_eq!(window_until(&metric, date(2026, 11, 9), 5), None);
    }
}
