//! What is watched, as `metrics` of `po.yaml` says it.

use crate::model::{Direction, Hundredths, MetricConfig, metric_name};
use crate::store::config_file::{did_you_mean, parts, unknown};
use crate::store::field_reader::{FieldReader, short};
use crate::store::front_matter::Entry;

/// What is written where nothing can be used.
const EXAMPLE: &str = "{signup_conversion: {title: sign-up conversion, alert: 10%, over: 7 days}}";
const ONE: &str = "{title: sign-up conversion, alert: 10%, over: 7 days, good: up}";
/// The keys of one metric.
const KEYS: [&str; 5] = ["title", "unit", "alert", "over", "good"];
/// No window is longer, in days.
const LONGEST: i64 = 366;

/// Reads `metrics: {signup_conversion: {title: sign-up conversion, alert: 10%, over: 7 days, good: up}}`.
pub(super) fn metrics(entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> Vec<MetricConfig> {
    let mut found = Vec::new();
    for part in parts(entry, EXAMPLE, reader) {
        let name = part.key.trim();
        if let Err(error) = metric_name(name) {
            let fix = match &error.near {
                Some(near) => format!("call it `{near}`, as its file"),
                None => "call it as its file: `signup_conversion`".to_owned(),
            };
            reader.invalid_node(&part.value, format!("`metrics`: {error}"), fix);
            continue;
        }
        found.push(metric(name, part, reader));
    }
    found
}

fn metric(name: &str, entry: &Entry<'_>, reader: &mut FieldReader<'_>) -> MetricConfig {
    let mut metric = MetricConfig::usual(name);
    for part in parts(entry, ONE, reader) {
        let text = part.value.text().unwrap_or_default().trim();
        let mut wrong = |message: String, fix: &str| {
            reader.invalid_node(&part.value, message, fix.to_owned());
        };
        match part.key.as_ref() {
            "title" => metric.title = (!text.is_empty()).then(|| text.to_owned()),
            "unit" => metric.unit = (!text.is_empty()).then(|| text.to_owned()),
            "alert" => match percent(text) {
                Some(alert) => metric.alert = Some(alert),
                None => wrong(
                    format!("`alert`: `{}` is no share above 0 in per cent", short(text)),
                    "write how much of the figure before is worth a word: `alert: 10%`",
                ),
            },
            "over" => match days(text) {
                Some(days) => metric.over = days,
                None => wrong(
                    format!(
                        "`over`: `{}` is no number of days from 1 to {LONGEST}",
                        short(text)
                    ),
                    "write `over: 7 days` or `over: 4 weeks`",
                ),
            },
            "good" => match text {
                "up" => metric.good = Some(Direction::Up),
                "down" => metric.good = Some(Direction::Down),
                _ => wrong(
                    format!(
                        "`good`: `{}` is no direction{}",
                        short(text),
                        did_you_mean(text, &["up", "down"])
                    ),
                    "write `good: up` where more is better, `good: down` where less is",
                ),
            },
            _ => unknown(part, "`metrics`", &KEYS, reader),
        }
    }
    metric
}

/// Hundredths of a per cent above nothing.
fn percent(text: &str) -> Option<i64> {
    let number: Hundredths = text.strip_suffix('%').unwrap_or(text).trim().parse().ok()?;
    Some(number.hundredths()).filter(|hundredths| *hundredths > 0)
}

/// `7`, `7 days`, `4 weeks`.
fn days(text: &str) -> Option<i64> {
    let (number, each) = match text.trim_end_matches('s').rsplit_once(' ') {
        Some((number, "day")) => (number, 1),
        Some((number, "week")) => (number, 7),
        Some(_) => return None,
        None => (text, 1),
    };
    let days = number.trim().parse::<i64>().ok()?.checked_mul(each)?;
    (1..=LONGEST).contains(&days).then_some(days)
}

#[cfg(test)]
mod tests {
    use crate::model::{Direction, MetricConfig};
    use crate::store::read_config;

    fn read(text: &str) -> (Vec<MetricConfig>, Vec<String>) {
        let (config, found) = read_config(text.as_bytes()).unwrap();
        let found = found.into_iter().map(|problem| problem.message).collect();
        (config.metrics, found)
    }

    #[test]
    fn what_is_watched_is_read() {
        let (metrics, found) = read(
            "metrics:\n  signup_conversion: {title: sign-up conversion, alert: 12.5%, over: 4 weeks, good: up}\n  \
             checkout_time:\n    unit: s\n    alert: 10\n    over: 1\n    good: down\n  nps:\n",
        );
        assert!(found.is_empty(), "{found:?}");
        let [signup, time, nps] = metrics.as_slice() else {
            panic!("{metrics:?}");
        };
        assert_eq!((signup.alert, signup.over), (Some(1250), 28));
        assert_eq!(signup.words(), "sign-up conversion");
        assert_eq!((time.alert, time.over), (Some(1000), 1));
        assert_eq!(time.good, Some(Direction::Down));
        assert_eq!(nps, &MetricConfig::usual("nps"));
    }

    #[test]
    fn what_is_wrong_is_said_and_keeps_its_default() {
        let (metrics, found) = read(
            "metrics:\n  Sign Up: {}\n  nps: {alert: 0, over: 7 moons, good: upp, alrt: 1}\n  b: 3\n",
        );
        assert_eq!(
            found,
            [
                "`metrics`: `Sign Up` cannot name a metric: small letters, digits, `_` and `-`, a letter first",
                "`alert`: `0` is no share above 0 in per cent",
                "`over`: `7 moons` is no number of days from 1 to 366",
                "`good`: `upp` is no direction; did you mean `up`?",
                "unknown key `alrt` in `metrics`",
                "`b` holds no keys and values",
            ]
        );
        assert_eq!(metrics[0], MetricConfig::usual("nps"));
        assert_eq!(read("metrics: yes\n").1.len(), 1);
        for over in ["0", "367", "-1", "99999999999999999999", "60 weeks"] {
            assert_eq!(
                read(&format!("metrics: {{a: {{over: {over}}}}}\n")).1.len(),
                1,
                "{over}"
            );
        }
    }
}
