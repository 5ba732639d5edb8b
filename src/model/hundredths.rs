//! Points and money as fixed-point hundredths: the deck has ½, and floats do not add up.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Sub};
use std::str::FromStr;

/// A non-negative number with at most two decimals, kept as hundredths; differences may be negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Hundredths(i64);

/// Why a text is not such a number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HundredthsError {
    /// Not a decimal number.
    #[error("`{0}` is not a number")]
    Form(String),
    /// Below zero.
    #[error("`{0}` is negative; a number of 0 or more is expected")]
    Negative(String),
    /// More than two decimals.
    #[error("`{0}` has more than two decimals")]
    Decimals(String),
    /// Beyond what hundredths in 64 bits hold, with room to add a backlog up.
    #[error("`{0}` is too large")]
    TooLarge(String),
}

/// Room is left to add a million of the largest.
const LARGEST_WHOLE: i64 = 10_000_000_000;

impl Hundredths {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// Returns the value of so many hundredths.
    #[must_use]
    pub const fn from_hundredths(hundredths: i64) -> Self {
        Self(hundredths)
    }

    /// Returns a whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self(number.saturating_mul(100))
    }

    /// The value in hundredths.
    #[must_use]
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// The value as a size, in words: `1 point`, `8 points`.
    #[must_use]
    pub fn points(self) -> String {
        if self == Self::whole(1) {
            "1 point".to_owned()
        } else {
            format!("{self} points")
        }
    }

    /// The value for JSON and charts; never for sums.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "shown, not summed")]
        let value = self.0 as f64;
        value / 100.0
    }
}

impl FromStr for Hundredths {
    type Err = HundredthsError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let shown = || text.chars().take(40).collect::<String>();
        if text == "½" {
            return Ok(Self(50));
        }
        let (number, half) = match text.strip_suffix('½') {
            Some(number) => (number, 50),
            None => (text, 0),
        };
        if let Some(rest) = number.strip_prefix('-') {
            let numeric = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            return Err(if numeric {
                HundredthsError::Negative(shown())
            } else {
                HundredthsError::Form(shown())
            });
        }
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole)
            || !digits(decimals)
            || (whole.is_empty() && decimals.is_empty())
            || number.ends_with('.')
        {
            return Err(HundredthsError::Form(shown()));
        }
        let significant = decimals.trim_end_matches('0');
        if significant.len() > 2 || (half != 0 && !decimals.is_empty()) {
            return Err(HundredthsError::Decimals(shown()));
        }
        let whole: i64 = if whole.is_empty() {
            0
        } else {
            whole
                .parse()
                .map_err(|_| HundredthsError::TooLarge(shown()))?
        };
        if whole > LARGEST_WHOLE {
            return Err(HundredthsError::TooLarge(shown()));
        }
        let digit = |at: usize| {
            significant
                .as_bytes()
                .get(at)
                .map_or(0, |digit| digit - b'0')
        };
        let part = i64::from(digit(0) * 10 + digit(1));
        Ok(Self(whole * 100 + part + half))
    }
}

impl fmt::Display for Hundredths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let text = match part {
            0 => format!("{sign}{whole}"),
            part if part.is_multiple_of(10) => format!("{sign}{whole}.{}", part / 10),
            part => format!("{sign}{whole}.{part:02}"),
        };
        f.pad(&text)
    }
}

impl Add for Hundredths {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Hundredths {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Sum for Hundredths {
    fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
        values.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hundredths, HundredthsError};

    #[test]
    fn reads_the_deck() {
        let read = |text: &str| text.parse::<Hundredths>().map(Hundredths::hundredths);
        assert_eq!(read("0"), Ok(0));
        assert_eq!(read("½"), Ok(50));
        assert_eq!(read("0.5"), Ok(50));
        assert_eq!(read("1½"), Ok(150));
        assert_eq!(read("5.00"), Ok(500));
        assert_eq!(read("12.34"), Ok(1234));
        assert_eq!(read(".25"), Ok(25));
    }

    #[test]
    fn refuses_what_is_no_amount() {
        for text in [
            "", "abc", "NaN", "inf", "1e3", "5,5", "5.", ".", "--1", "-", "0x1",
        ] {
            assert!(
                matches!(text.parse::<Hundredths>(), Err(HundredthsError::Form(_))),
                "{text}"
            );
        }
        assert!(matches!(
            "-1".parse::<Hundredths>(),
            Err(HundredthsError::Negative(_))
        ));
        assert!(matches!(
            "1.234".parse::<Hundredths>(),
            Err(HundredthsError::Decimals(_))
        ));
        assert!(matches!(
            "99999999999999999999".parse::<Hundredths>(),
            Err(HundredthsError::TooLarge(_))
        ));
    }

    #[test]
    fn prints_no_needless_decimals() {
        let text = |hundredths| Hundredths::from_hundredths(hundredths).to_string();
        assert_eq!(
            [text(500), text(50), text(1234), text(5), text(-150)],
            ["5", "0.5", "12.34", "0.05", "-1.5"]
        );
    }
}
