//! A figure of a metric: its digits as they were written, and the exact number they say.

use std::fmt;

use super::decimal::Decimal;

/// A figure: `124`, `-0.5`, `3.42%`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    digits: String,
    is_percent: bool,
    number: Decimal,
}

impl Figure {
    /// Reads a figure: digits with a point and a sign, and perhaps `%`. None where it is anything else.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (digits, is_percent) = match text.strip_suffix('%') {
            Some(digits) => (digits.trim_end(), true),
            None => (text, false),
        };
        let number = Decimal::read(digits)?;
        Some(Self {
            digits: digits.to_owned(),
            is_percent,
            number: if is_percent {
                number.hundredth()
            } else {
                number
            },
        })
    }

    /// The number it says; `3.42%` is 0.0342.
    #[must_use]
    pub fn number(&self) -> Decimal {
        self.number
    }

    /// The number it says beside figures that are per cent or not: `4` beside `3.42%` is four per cent.
    #[must_use]
    pub fn number_beside(&self, percent: bool) -> Decimal {
        if percent && !self.is_percent {
            self.number.hundredth()
        } else {
            self.number
        }
    }

    /// Whether it is written in per cent.
    #[must_use]
    pub fn is_percent(&self) -> bool {
        self.is_percent
    }

    /// Whether two figures say the same number with the same digits, noughts at the end aside.
    #[must_use]
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.is_percent == other.is_percent && plain(&self.digits) == plain(&other.digits)
    }
}

/// Digits without what says nothing: noughts before the first and behind the last one.
fn plain(digits: &str) -> String {
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    if whole.is_empty() && part.is_empty() {
        return "0".to_owned();
    }
    format!("{sign}{whole}.{part}")
}

/// As it stands in a file: the digits as they were written, and `%`.
impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.digits)?;
        f.write_str(if self.is_percent { "%" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::Figure;
    use crate::model::Decimal;

    fn figure(text: &str) -> Figure {
        Figure::read(text).unwrap()
    }

    #[test]
    fn digits_stay_as_they_are_written() {
        for text in ["0.034567890123456", "5.00", "3.420%", "-1", ".5", "007"] {
            assert_eq!(figure(text).to_string(), text);
        }
        assert_eq!(figure(" 3.4 % ").to_string(), "3.4%");
        for text in ["", "%", "3%%", "=1+1", "1 2", "$5", "3,5"] {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }

    #[test]
    fn percent_is_a_way_to_write_a_number() {
        assert_eq!(Some(figure("3.42%").number()), Decimal::read("0.0342"));
        assert_eq!(figure("4").number_beside(true), figure("4%").number());
        assert_eq!(figure("4").number_beside(false), figure("400%").number());
        assert!(figure("5.00").says_the_same(&figure("05")));
        assert!(figure("-0").says_the_same(&figure("0.0")));
        assert!(!figure("5").says_the_same(&figure("5%")));
        assert!(!figure("0.0000000000001").says_the_same(&figure("0.0000000000002")));
    }
}
