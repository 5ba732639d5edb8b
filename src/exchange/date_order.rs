//! Whether the day, the month or the year comes first in a date of numbers.

/// Which part of a date in numbers is which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `21/11/2026`.
    DayFirst,
    /// `11/21/2026`.
    MonthFirst,
    /// `26/11/21`.
    YearFirst,
}

impl DateOrder {
    /// Reads a pattern: `dd/MM/yyyy`, `%m/%d/%Y`, `dmy`. Only the order of day, month and year counts.
    #[must_use]
    pub fn parse(pattern: &str) -> Option<Self> {
        // In patterns such as `dd/MM/yy h:mm a` the minutes come after, and are small.
        let place = |wanted: &[char]| pattern.find(wanted);
        let percent = pattern.contains('%');
        let month = if percent || !pattern.contains('M') {
            place(&['m', 'b', 'B'])
        } else {
            place(&['M'])
        }?;
        let day = place(&['d', 'D'])?;
        let year = place(&['y', 'Y']).unwrap_or(usize::MAX);
        Some(if year < day && year < month {
            Self::YearFirst
        } else if day < month {
            Self::DayFirst
        } else {
            Self::MonthFirst
        })
    }
}

#[cfg(test)]
mod tests {
    use super::DateOrder;

    #[test]
    fn a_pattern_says_an_order() {
        for (pattern, order) in [
            ("dd/MM/yyyy", DateOrder::DayFirst),
            ("MM/dd/yyyy hh:mm", DateOrder::MonthFirst),
            ("dd/MMM/yy h:mm a", DateOrder::DayFirst),
            ("%m/%d/%Y", DateOrder::MonthFirst),
            ("%d/%b/%y", DateOrder::DayFirst),
            ("yyyy-MM-dd", DateOrder::YearFirst),
            ("dmy", DateOrder::DayFirst),
            ("M/D/YY", DateOrder::MonthFirst),
        ] {
            assert_eq!(DateOrder::parse(pattern), Some(order), "{pattern}");
        }
        assert_eq!(DateOrder::parse("soon"), None);
    }
}
