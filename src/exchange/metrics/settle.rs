//! Figures that were found, several perhaps of one day, become one figure a day; what does not is reported.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::exchange::report::{Origin, Remark};
use crate::model::{Decimal, Figure};

/// A figure and where it was found.
#[derive(Debug, Clone)]
pub struct FoundFigure {
    /// Its line, from 1.
    pub line: usize,
    /// The day.
    pub day: Date,
    /// The figure.
    pub figure: Figure,
}

/// One figure a day: figures that say the same are one, others are added up where `add_up`, else reported with the rest.
pub fn settle(
    found: Vec<FoundFigure>,
    add_up: bool,
    path: &str,
    reported: &mut Vec<Remark>,
) -> BTreeMap<Date, Figure> {
    let mut days: BTreeMap<Date, Vec<FoundFigure>> = BTreeMap::new();
    for one in found {
        days.entry(one.day).or_default().push(one);
    }
    let mut settled = BTreeMap::new();
    for (day, mut figures) in days {
        let mut say = |line: usize, reason: String| {
            reported.push(Remark::new(Origin::line(path, line), reason));
        };
        let is_percent = figures.iter().any(|one| one.figure.is_percent());
        if add_up && figures.len() > 1 && !is_percent {
            let sum = figures
                .iter()
                .fold(Decimal::ZERO, |sum, one| sum + one.figure.number());
            settled.extend(Figure::read(&sum.to_string()).map(|figure| (day, figure)));
            continue;
        }
        let first = figures.remove(0);
        if figures
            .iter()
            .all(|one| one.figure.says_the_same(&first.figure))
        {
            for one in figures {
                let reason = format!(
                    "{day} stands in line {} already, with the same figure",
                    first.line
                );
                say(one.line, reason);
            }
            settled.insert(day, first.figure);
            continue;
        }
        let times = figures.len() + 1;
        let hint = match (is_percent, add_up) {
            (true, true) => "per cent cannot be added up",
            (true, false) => "filter the export to one row a day",
            (false, _) => "`--sum` adds them up",
        };
        for one in std::iter::once(first).chain(figures) {
            say(
                one.line,
                format!("{day} stands {times} times, with other figures: {hint}"),
            );
        }
    }
    settled
}
