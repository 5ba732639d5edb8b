//! A chart of many days as a chart of their weeks, for places where each day takes a line.

use jiff::civil::Weekday;

use super::series::{ChartDay, DayChart, Series};

/// More days than these are shown as weeks.
const DAYS: usize = 35;
/// So many notes of a week are told; more are counted.
const NOTES: usize = 4;

/// Returns the ends of the weeks of a chart that has many days, with what happened in each; one of few days as it is.
pub(super) fn by_week(chart: &DayChart) -> DayChart {
    if chart.days.len() <= DAYS {
        return chart.clone();
    }
    let last_known = chart.days.iter().rposition(|day| !day.is_to_come);
    let is_end = |(at, day): &(usize, &ChartDay)| {
        day.date.weekday() == Weekday::Sunday
            || at + 1 == chart.days.len()
            || Some(*at) == last_known
    };
    let ends: Vec<usize> = chart
        .days
        .iter()
        .enumerate()
        .filter(is_end)
        .map(|(at, _)| at)
        .collect();
    let mut from = 0;
    let days = ends.iter().map(|&end| {
        let mut day = chart.days[end].clone();
        let week = &chart.days[from..=end];
        day.notes = week.iter().flat_map(|day| day.notes.clone()).collect();
        day.is_week = true;
        from = end + 1;
        day
    });
    let days = days.collect();
    let series = chart.series.iter().map(|series| Series {
        values: ends.iter().map(|&end| series.value(end)).collect(),
        ..series.clone()
    });
    DayChart {
        days,
        series: series.collect(),
        most_notes: chart.most_notes.min(NOTES),
        ..chart.clone()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::by_week;
    use crate::model::Hundredths;
    use crate::report::chart::{ChartDay, DayChart, Look, Series};

    fn chart(days: i64) -> DayChart {
        let day = |at: i64| ChartDay {
            date: date(2026, 11, 2).saturating_add(jiff::Span::new().days(at)),
            is_to_come: at >= 40,
            is_week: false,
            notes: if at % 7 == 1 {
                vec!["US-1 done".to_owned()]
            } else {
                Vec::new()
            },
            mark: None,
        };
        let value = |at: i64| (at < 40).then(|| Hundredths::whole(at));
        DayChart {
            title: String::new(),
            description: String::new(),
            unit: "points",
            days: (0..days).map(day).collect(),
            series: vec![Series {
                name: "Done",
                look: Look::Main,
                start: None,
                values: (0..days).map(value).collect(),
            }],
            ground: Hundredths::ZERO,
            marks: Vec::new(),
            most_notes: usize::MAX,
        }
    }

    #[test]
    fn many_days_are_weeks_and_today_keeps_its_own() {
        assert_eq!(by_week(&chart(20)), chart(20));
        let weeks = by_week(&chart(50));
        let told = weeks.days.iter().enumerate().map(|(at, day)| {
            let value = weeks.series[0]
                .value(at)
                .map_or_else(|| "-".to_owned(), |v| v.to_string());
            format!(
                "{} {value} {}",
                day.date.strftime("%a %d"),
                day.notes.join(",")
            )
        });
        assert_eq!(
            told.collect::<Vec<_>>(),
            [
                "Sun 08 6 US-1 done",
                "Sun 15 13 US-1 done",
                "Sun 22 20 US-1 done",
                "Sun 29 27 US-1 done",
                "Sun 06 34 US-1 done",
                "Fri 11 39 US-1 done",
                "Sun 13 - ",
                "Sun 20 - US-1 done",
                "Mon 21 - ",
            ]
        );
    }
}
