//! Finds out for a whole file which part of its dates in numbers is which.

use std::ops::RangeInclusive;

use thiserror::Error;

use crate::exchange::date_order::DateOrder;
use crate::exchange::dates::{Parts, Says, parts};

/// Two digits that are a year rather than not: no backlog is older, none reaches farther.
const YEARS: RangeInclusive<i16> = 10..=50;
/// A backlog spans fewer years than this, and its days of the month more.
const SPAN: i16 = 5;

/// Why the order of a file's dates is not clear, with a date of it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum OrderError {
    /// The year may be first or last.
    #[error("`{0}`: no date of the file shows whether the year comes first or last")]
    DayOrYear(String),
    /// The day may be first, or the month.
    #[error("`{0}`: no date of the file shows whether the day or the month comes first")]
    DayOrMonth(String),
    /// Both stand first.
    #[error("`{0}` has the day first and `{1}` the month: the file mixes two ways to write dates")]
    Mixed(String, String),
}

/// Finds out for a whole file which part of its dates is the day.
#[derive(Debug, Clone, Default)]
pub struct OrderFinder {
    day_first: Option<String>,
    month_first: Option<String>,
    open: Option<String>,
    /// One that may as well begin with its year, of two digits.
    year_first: Option<String>,
    /// From the smallest to the largest: the first and the last numbers of such dates.
    ends: Option<[(i16, i16); 2]>,
    /// Whether dots part such a date.
    dots: bool,
    /// Whether a date cannot begin with its year.
    year_is_last: bool,
}

impl OrderFinder {
    /// Takes one value into account.
    pub fn see(&mut self, text: &str) {
        let keep = |place: &mut Option<String>| {
            if place.is_none() {
                *place = Some(text.trim().to_owned());
            }
        };
        let Some(parts) = parts(text) else {
            return;
        };
        match parts.says() {
            Says::Only(DateOrder::DayFirst) => keep(&mut self.day_first),
            Says::Only(DateOrder::MonthFirst) => keep(&mut self.month_first),
            Says::Either => keep(&mut self.open),
            _ => {}
        }
        if parts.month.is_some() || parts.numbers[0].1 == 4 {
            return;
        }
        if may_begin_with_year(&parts) {
            keep(&mut self.year_first);
            self.dots |= parts.dots;
            let [(first, _), _, (last, _)] = parts.numbers;
            let [firsts, lasts] = self.ends.get_or_insert([(first, first), (last, last)]);
            for (range, number) in [(firsts, first), (lasts, last)] {
                *range = (range.0.min(number), range.1.max(number));
            }
        } else {
            self.year_is_last = true;
        }
    }

    /// The order of the file, or none where no date needs one.
    ///
    /// # Errors
    /// [`OrderError`] when no date decides it or dates contradict each other.
    pub fn order(&self) -> Result<Option<DateOrder>, OrderError> {
        if let (Some(written), Some([firsts, lasts]), false) =
            (&self.year_first, self.ends, self.year_is_last)
        {
            // With dots, the year is first in full only.
            match year_is_first(firsts, lasts).or(self.dots.then_some(false)) {
                Some(true) => return Ok(Some(DateOrder::YearFirst)),
                Some(false) => {}
                None => return Err(OrderError::DayOrYear(written.clone())),
            }
        }
        match (&self.day_first, &self.month_first, &self.open) {
            (Some(_), None, _) => Ok(Some(DateOrder::DayFirst)),
            (None, Some(_), _) => Ok(Some(DateOrder::MonthFirst)),
            (None, None, None) => Ok(None),
            (Some(day), Some(month), _) => Err(OrderError::Mixed(day.clone(), month.clone())),
            (None, None, Some(open)) => Err(OrderError::DayOrMonth(open.clone())),
        }
    }
}

/// Whether a date of three numbers is one with its year first, too.
fn may_begin_with_year(parts: &Parts) -> bool {
    let [first, month, last] = parts.numbers;
    first.1 == 2 && last.1 == 2 && (1..=12).contains(&month.0) && (1..=31).contains(&last.0)
}

/// Whether the first numbers are the years of dates that allow it, by how far the first and the last ones reach. None where
/// both may be.
fn year_is_first(firsts: (i16, i16), lasts: (i16, i16)) -> Option<bool> {
    let are_years = |(least, most): (i16, i16)| YEARS.contains(&least) && YEARS.contains(&most);
    let are_days = |(least, most): (i16, i16)| (1..=31).contains(&least) && most <= 31;
    let span = |(least, most): (i16, i16)| most - least;
    match (are_years(firsts), are_years(lasts)) {
        (false, _) => Some(false),
        _ if !are_days(firsts) => Some(true),
        (true, false) => Some(true),
        // A date such as `25/01/25` is one day in both.
        (true, true) if firsts == lasts && span(firsts) == 0 => Some(false),
        // Days of one year have the same number last.
        (true, true) if span(lasts) == 0 && span(firsts) > 0 => Some(false),
        (true, true) => match (span(firsts) < SPAN, span(lasts) < SPAN) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, OrderFinder};

    #[test]
    fn a_file_decides_once() {
        let order = |dates: &[&str]| {
            let mut finder = OrderFinder::default();
            dates.iter().for_each(|date| finder.see(date));
            finder.order()
        };
        assert_eq!(order(&["22/Sep/25", "2025-01-02", ""]), Ok(None));
        assert_eq!(
            order(&["01/02/2025", "13/02/2025"]),
            Ok(Some(DateOrder::DayFirst))
        );
        assert_eq!(
            order(&["01/02/2025", "01/13/2025"]),
            Ok(Some(DateOrder::MonthFirst))
        );
        assert_eq!(order(&["05/05/2025"]), Ok(None));
        assert!(
            order(&["01/02/2025"])
                .unwrap_err()
                .to_string()
                .contains("01/02/2025")
        );
        assert_eq!(
            order(&["25-01-02", "25-02-11", "26-01-30"]),
            Ok(Some(DateOrder::YearFirst))
        );
        assert_eq!(
            order(&["02/01/25", "11/02/25", "30/01/26"]),
            Ok(Some(DateOrder::DayFirst))
        );
        assert_eq!(
            order(&["15/01/25", "22/02/25", "29/01/26"]),
            Ok(Some(DateOrder::DayFirst))
        );
        assert_eq!(
            order(&["02/13/25", "12/31/25"]),
            Ok(Some(DateOrder::MonthFirst))
        );
        assert_eq!(
            order(&["25.01.02", "26.03.30"]),
            Ok(Some(DateOrder::YearFirst))
        );
        assert!(
            order(&["26-01-30"])
                .unwrap_err()
                .to_string()
                .contains("the year")
        );
        assert!(
            order(&["13/02/2025", "02/13/2025"])
                .unwrap_err()
                .to_string()
                .contains("mixes")
        );
    }
}
