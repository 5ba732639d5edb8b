//! A chart of items for a terminal: how many items took how many days.

use super::bar_scale::{BarScale, bar_width, trimmed};
use super::dots::DotChart;
use super::scale::ticks;
use crate::model::Hundredths;
use crate::report::{Line, Style};

/// At most so many bars.
const BARS: i64 = 14;
/// Days take at least so many columns.
const LABEL: usize = 9;
/// Where a share of the items ends: `  50 %, 85 %, 95 % end here`.
const WORDS: usize = 27;

/// Returns the chart as lines of at most `width` columns; nothing where there is no item.
pub(super) fn bars(chart: &DotChart, width: Option<usize>) -> Vec<Line> {
    let longest = chart.longest();
    if longest < 1 {
        return Vec::new();
    }
    let step = longest.div_euclid(BARS) + i64::from(longest % BARS != 0);
    let count = (longest - 1) / step + 1;
    let within = |from: i64, to: i64| {
        let days = chart.dots.iter().map(|dot| dot.days);
        let found = days.filter(|days| (from..=to).contains(days)).count();
        i64::try_from(found).unwrap_or(i64::MAX)
    };
    let rows: Vec<(i64, i64, i64)> = (0..count)
        .map(|n| (n * step + 1, (n + 1) * step))
        .map(|(from, to)| (from, to, within(from, to)))
        .collect();
    let days = |from: i64, to: i64| {
        if from == to {
            from.to_string()
        } else {
            format!("{from} to {to}")
        }
    };
    let labels = rows.iter().map(|(from, to, _)| days(*from, *to).len());
    let label = labels.max().unwrap_or(0).max(LABEL);
    let most = rows.iter().map(|(_, _, items)| *items).max().unwrap_or(0);
    let scale = BarScale {
        ticks: ticks(Hundredths::ZERO, Hundredths::whole(most)),
        width: bar_width(width, label + 2 + 7 + WORDS),
    };
    let axis = Line::styled(format!("{:>label$}  ", "Days"), Style::Dim)
        .with(scale.axis(), Style::Dim)
        .with("  Items", Style::Dim);
    let mut lines = vec![axis];
    for (from, to, items) in rows {
        let days = days(from, to);
        let bar = "█".repeat(scale.columns(Hundredths::whole(items)));
        let shares = chart
            .lines
            .iter()
            .filter(|(days, _)| (from..=to).contains(days));
        let shares: Vec<&str> = shares.map(|(_, share)| *share).collect();
        let words = match shares.as_slice() {
            [] => String::new(),
            shares => format!("  {} end here", shares.join(", ")),
        };
        let pad = " ".repeat(scale.width.saturating_sub(bar.chars().count()));
        let line = Line::plain(format!("{days:>label$}  "))
            .with(bar, Style::Good)
            .and(format!("{pad}  {items:>5}"))
            .with(words, Style::Dim);
        lines.push(trimmed(line));
    }
    lines
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::bars;
    use crate::report::chart::{ChartDot, DotChart};
    use crate::text::display_width;

    fn chart(days: &[i64]) -> DotChart {
        let dot = |days: &i64| ChartDot {
            date: date(2026, 11, 2),
            days: *days,
            words: "US-1".to_owned(),
        };
        DotChart {
            title: String::new(),
            description: String::new(),
            dots: days.iter().map(dot).collect(),
            lines: vec![(2, "50 %"), (9, "85 %"), (9, "95 %")],
        }
    }

    #[test]
    fn many_days_share_a_bar() {
        let words = |days: &[i64]| -> Vec<String> {
            let lines = bars(&chart(days), Some(80));
            lines.iter().map(|line| line.words().into_owned()).collect()
        };
        let few = words(&[1, 2, 2, 9]);
        assert_eq!(few.len(), 10);
        assert!(
            few[2].starts_with("        2  ██") && few[2].ends_with("50 % end here"),
            "{few:#?}"
        );
        assert!(few[9].ends_with("85 %, 95 % end here"), "{few:#?}");
        let many = words(&[1, 100]);
        assert!(many[1].starts_with("   1 to 8  █"), "{many:#?}");
        assert!(words(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn every_item_is_in_one_bar(days in proptest::collection::vec(1..900i64, 1..40), width in 60..140usize) {
            let lines = bars(&chart(&days), Some(width));
            let items = |line: &str| line.split_whitespace().find_map(|w| w.parse::<usize>().ok());
            let mut all = 0;
            for line in &lines[1..] {
                let words = line.words();
                prop_assert!(display_width(&words) <= width, "{}", words);
                // Days, or days to days, then how many.
                let plain = words.replace('█', " ").replace("to ", "");
                let is_range = words.contains(" to ");
                let after = plain.split_whitespace().nth(1 + usize::from(is_range));
                all += after.and_then(items).unwrap_or(0);
            }
            prop_assert_eq!(all, days.len());
        }
    }
}
