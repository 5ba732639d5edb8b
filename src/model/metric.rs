//! A metric that a team watches: a figure a day, and what `po.yaml` says of it.

use jiff::civil::Date;

use super::decimal::Decimal;
use super::figure::Figure;

/// The longest name, in bytes.
const LONGEST: usize = 60;
/// Over so many days figures are looked at where `po.yaml` does not say it: every weekday counts once.
pub const USUAL_WINDOW: i64 = 7;
/// Names that some systems keep for devices.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Why a text cannot name a metric.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` cannot name a metric: small letters, digits, `_` and `-`, a letter first")]
pub struct MetricNameError {
    /// The beginning of the text.
    pub name: String,
    /// A name that is like it and would do.
    pub near: Option<String>,
}

/// The figures of a metric, a file of `metrics/`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metric {
    /// The file's name without `.csv`.
    pub name: String,
    /// The file, relative to the backlog directory, parted by `/`.
    pub path: String,
    /// The figures, by day, each day once.
    pub days: Vec<(Date, Figure)>,
}

/// Which way a metric should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
}

/// What `po.yaml` says of a metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetricConfig {
    /// Its name, that of its file.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// What stands behind its figures: `s`, `€`.
    pub unit: Option<String>,
    /// From how many hundredths of a per cent on a change is told by `po status`.
    pub alert: Option<i64>,
    /// Over how many days figures are looked at: their mean.
    pub over: i64,
    /// Which way it should go.
    pub good: Option<Direction>,
}

impl MetricConfig {
    /// Returns what is supposed of a metric of which `po.yaml` says nothing.
    #[must_use]
    pub fn usual(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            title: None,
            unit: None,
            alert: None,
            over: USUAL_WINDOW,
            good: None,
        }
    }

    /// What people call it: its title, else its name with blanks.
    #[must_use]
    pub fn words(&self) -> String {
        let own = || self.name.replace(['_', '-'], " ");
        self.title.clone().unwrap_or_else(own)
    }

    /// A number as people read it, with the unit behind it. The unit `%` shows 0.034 as `3.4 %`.
    #[must_use]
    pub fn shown(&self, number: Decimal, in_percent: bool) -> String {
        let in_percent = in_percent || self.unit.as_deref() == Some("%");
        let shown = number.shown(in_percent);
        match &self.unit {
            Some(unit) if !in_percent => format!("{shown} {unit}"),
            _ => shown,
        }
    }
}

impl Metric {
    /// Whether its figures are per cent.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.days.iter().any(|(_, figure)| figure.is_percent())
    }

    /// The figures from one day to another, both included.
    pub fn between(&self, from: Date, to: Date) -> impl Iterator<Item = &(Date, Figure)> {
        let start = self.days.partition_point(|(day, _)| *day < from);
        let own = self.days.get(start..).unwrap_or_default().iter();
        own.take_while(move |(day, _)| *day <= to)
    }

    /// The last day with a figure that is not after `day`.
    #[must_use]
    pub fn last_until(&self, day: Date) -> Option<&(Date, Figure)> {
        let end = self.days.partition_point(|(own, _)| *own <= day);
        self.days.get(..end)?.last()
    }
}

/// Whether a text can name a metric, which is the name of a file on every system.
///
/// # Errors
/// [`MetricNameError`], with a name that would do where there is one.
pub fn metric_name(text: &str) -> Result<&str, MetricNameError> {
    if is_name(text) {
        return Ok(text);
    }
    let mut near = String::new();
    for letter in text.chars().take(200).flat_map(char::to_lowercase) {
        match letter {
            'a'..='z' | '0'..='9' => near.push(letter),
            _ if near.ends_with('_') || near.is_empty() => {}
            _ => near.push('_'),
        }
    }
    near.truncate(LONGEST);
    let near = near
        .trim_matches('_')
        .trim_start_matches(|c: char| !c.is_ascii_lowercase());
    Err(MetricNameError {
        name: text.chars().take(LONGEST).collect(),
        near: is_name(near).then(|| near.to_owned()),
    })
}

fn is_name(text: &str) -> bool {
    let is_device = || {
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        DEVICES.contains(&text) || matches!(stem, "com" | "lpt") && text.len() == 4
    };
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= LONGEST
        && text
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'_' | b'-'))
        && !is_device()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Metric, MetricConfig, metric_name};
    use crate::model::{Decimal, Figure};

    #[test]
    fn names_are_file_names_everywhere() {
        for name in ["signup_conversion", "nps", "p95-latency", "com"] {
            assert_eq!(metric_name(name), Ok(name));
        }
        for (text, near) in [
            ("Sign-up Conversion", Some("sign_up_conversion")),
            ("../../etc/passwd", Some("etc_passwd")),
            ("7_day_users", Some("day_users")),
            ("con", None),
            ("com1", None),
            ("été", Some("t")),
            ("", None),
            ("日本", None),
            ("a/b", Some("a_b")),
            ("a.b", Some("a_b")),
        ] {
            let error = metric_name(text).unwrap_err();
            assert_eq!(error.near.as_deref(), near, "{text}");
        }
        assert!(metric_name(&"a".repeat(61)).is_err());
    }

    #[test]
    fn figures_are_found_by_day() {
        let day = |day| date(2026, 11, day);
        let figure = |text| Figure::read(text).unwrap();
        let metric = Metric {
            days: vec![
                (day(1), figure("1")),
                (day(3), figure("3%")),
                (day(4), figure("4")),
            ],
            ..Metric::default()
        };
        let found: Vec<_> = metric
            .between(day(2), day(3))
            .map(|(day, _)| *day)
            .collect();
        assert_eq!(found, [day(3)]);
        assert_eq!(metric.between(day(5), day(1)).count(), 0);
        assert_eq!(metric.last_until(day(2)).map(|(day, _)| *day), Some(day(1)));
        assert_eq!(metric.last_until(date(2026, 10, 31)), None);
        assert!(metric.is_percent());
        assert_eq!(
            MetricConfig::usual("signup_conversion").words(),
            "signup conversion"
        );
        let mut rate = MetricConfig::usual("rate");
        rate.unit = Some("%".to_owned());
        let number = Decimal::read("0.034").unwrap();
        assert_eq!(rate.shown(number, false), "3.4 %");
        rate.unit = Some("s".to_owned());
        assert_eq!(rate.shown(number, false), "0.034 s");
    }
}
