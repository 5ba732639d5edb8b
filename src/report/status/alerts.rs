//! Watched metrics that moved further than the team wants to overlook.

use serde::Serialize;

use jiff::civil::Date;

use crate::model::{Backlog, Direction, Metric, MetricConfig};
use crate::report::outcome_view::{FigureView, WindowView, percent};
use crate::report::{Line, Style};
use crate::scrum::{Movement, movement};

/// A watched metric that moved.
#[derive(Debug, Clone, Serialize)]
pub struct Alert {
    /// The metric's name.
    pub metric: String,
    /// What people call it.
    pub title: String,
    /// By how many per cent it is more, or less below zero.
    pub change_percent: f64,
    /// The mean of the last days.
    pub now: FigureView,
    /// Which days.
    pub days: WindowView,
    /// The mean of as many days before.
    pub before: FigureView,
    /// Which days.
    pub days_before: WindowView,
    /// The command that adds an item to look into it.
    pub command: String,
    #[serde(skip)]
    change: i64,
}

/// The watched metrics that moved by their share or more, in the order of `po.yaml`. Where a metric has a good direction, a
/// move in it is no alert.
pub(super) fn alerts(backlog: &Backlog, today: Date) -> Vec<Alert> {
    let watched = backlog.config.metrics.iter();
    let moved = watched.filter_map(|config| {
        let metric = backlog.metric(&config.name)?;
        let moved = movement(metric, config.over, today)?;
        let is_good = match config.good {
            Some(Direction::Up) => moved.change > 0,
            Some(Direction::Down) => moved.change < 0,
            None => false,
        };
        let is_far = moved.change.abs() >= config.alert?;
        (is_far && !is_good).then(|| Alert::new(backlog, config, metric, &moved))
    });
    moved.collect()
}

impl Alert {
    fn new(backlog: &Backlog, config: &MetricConfig, metric: &Metric, moved: &Movement) -> Self {
        let figure = |number: crate::model::Decimal| FigureView {
            value: number.as_f64(),
            text: config.shown(number, metric.is_percent()),
        };
        let title = config.words();
        // Only words that a shell takes as they are stand in a command.
        let is_plain =
            |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.' | ',' | '/');
        let words = match title.chars().all(is_plain) {
            true => title.as_str(),
            false => config.name.as_str(),
        };
        let verb = if moved.change < 0 { "fall" } else { "rise" };
        let spike = match backlog.config.item_type("spike") {
            Some(_) => "--type spike ",
            None => "",
        };
        Self {
            metric: config.name.clone(),
            change_percent: percent(moved.change),
            now: figure(moved.now.mean),
            days: moved.now.into(),
            before: figure(moved.before.mean),
            days_before: moved.before.into(),
            command: format!("po add {spike}\"Why did {words} {verb}?\""),
            title,
            change: moved.change,
        }
    }

    /// `sign-up conversion fell 12 %: 3.52 % (13–19 Nov), 4 % the 7 days before`.
    pub(super) fn line(&self) -> Line {
        let verb = if self.change < 0 { "fell" } else { "rose" };
        let share = (self.change.abs() + 50) / 100;
        let (from, to) = (self.days.from, self.days.to);
        let days = i64::from((to - from).get_days()) + 1;
        let first = match (from.month() == to.month(), days) {
            (_, 1) => String::new(),
            (true, _) => format!("{}–", from.day()),
            (false, _) => format!("{}–", from.strftime("%-d %b")),
        };
        let before = match days {
            1 => "the day before".to_owned(),
            days => format!("the {days} days before"),
        };
        Line::styled(format!("{} {verb} {share} %", self.title), Style::Warn).and(format!(
            ": {} ({first}{}), {} {before}",
            self.now.text,
            to.strftime("%-d %b"),
            self.before.text,
        ))
    }
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;

    use super::alerts;
    use crate::model::{Backlog, Config, Direction, Figure, Metric, MetricConfig};

    fn told(change: impl FnOnce(&mut MetricConfig), last: &str) -> Vec<String> {
        let mut watched = MetricConfig::usual("signup");
        watched.alert = Some(1000);
        change(&mut watched);
        let config = Config {
            metrics: vec![watched],
            ..Config::default()
        };
        let mut backlog = Backlog::new(config, Vec::new(), Vec::new());
        let day = |n: i64| date(2026, 11, 6).saturating_add(n.days());
        let figure = |n: i64| Figure::read(if n < 7 { "4%" } else { last }).unwrap();
        backlog.metrics = vec![Metric {
            name: "signup".into(),
            path: String::new(),
            days: (0..14).map(|n| (day(n), figure(n))).collect(),
        }];
        let alerts = alerts(&backlog, date(2026, 11, 20));
        let line = |alert: &super::Alert| format!("{} | {}", alert.line().words(), alert.command);
        alerts.iter().map(line).collect()
    }

    #[test]
    fn what_moved_far_is_told_with_the_days_compared() {
        assert_eq!(
            told(|m| m.title = Some("sign-up conversion".into()), "3.52%"),
            [
                "sign-up conversion fell 12 %: 3.52 % (13–19 Nov), 4 % the 7 days before | po add --type spike \"Why did sign-up conversion fall?\""
            ]
        );
        assert_eq!(told(|_| {}, "4.4%").len(), 1);
        assert!(told(|_| {}, "4.39%").is_empty(), "less than the share");
        assert!(told(|m| m.alert = None, "1%").is_empty(), "not watched");
        assert!(
            told(|m| m.good = Some(Direction::Up), "8%").is_empty(),
            "good news"
        );
        assert_eq!(told(|m| m.good = Some(Direction::Down), "8%").len(), 1);
    }

    #[test]
    fn a_title_runs_nothing_in_a_shell() {
        let told = told(|m| m.title = Some("$(reboot)\"".into()), "1%");
        assert!(
            told[0].ends_with("po add --type spike \"Why did signup fall?\""),
            "{told:?}"
        );
    }
}
