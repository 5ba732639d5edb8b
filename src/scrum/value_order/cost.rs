//! A cost of delay times a time, exact: what waiting costs in all.

use std::fmt;

use serde::{Serialize, Serializer};

/// Cost of delay × size, in halves of ten-thousandths: weights and sizes are hundredths, and lower bounds halve their product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Cost(i128);

/// How many of them make one.
const ONE: i128 = 20_000;

impl Cost {
    /// Returns the cost of twice so many ten-thousandths.
    #[must_use]
    pub const fn from_doubled(doubled: i128) -> Self {
        Self(doubled)
    }

    /// It in halves of ten-thousandths.
    #[must_use]
    pub const fn doubled(self) -> i128 {
        self.0
    }

    /// How far it lies above another one.
    #[must_use]
    pub const fn above(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// For JSON and percentages; never for sums.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "shown, not summed")]
        let value = self.0 as f64;
        #[expect(clippy::cast_precision_loss, reason = "small")]
        let one = ONE as f64;
        value / one
    }

    /// How many hundredths of a percent it lies above `least`, rounded up; none where `least` is nothing and it is more.
    #[must_use]
    pub fn gap(self, least: Self) -> Option<u64> {
        let over = self.0.saturating_sub(least.0).max(0);
        if over == 0 {
            return Some(0);
        }
        if least.0 <= 0 {
            return None;
        }
        // Large numbers give up their last digits, so that the product fits.
        let shift = (128 - over.leading_zeros()).saturating_sub(100);
        let (over, least) = (over >> shift, (least.0 >> shift).max(1));
        u64::try_from((over * 10_000 + least - 1) / least).ok()
    }
}

impl fmt::Display for Cost {
    /// With at most two decimals, rounded half up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let hundredths = (self.0.unsigned_abs() + 100) / 200;
        let (whole, part) = (hundredths / 100, hundredths % 100);
        let text = match part {
            0 => format!("{sign}{whole}"),
            part if part.is_multiple_of(10) => format!("{sign}{whole}.{}", part / 10),
            part => format!("{sign}{whole}.{part:02}"),
        };
        f.pad(&text)
    }
}

impl Serialize for Cost {
    /// A number; whole ones without decimals.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0 % ONE == 0 {
            let whole = self.0 / ONE;
            match i64::try_from(whole) {
                Ok(whole) => serializer.serialize_i64(whole),
                Err(_) => serializer.serialize_i128(whole),
            }
        } else {
            serializer.serialize_f64(self.as_f64())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Cost;

    #[test]
    fn is_shown_with_two_decimals_and_exact_in_json() {
        let shown = |doubled: i128| {
            let cost = Cost::from_doubled(doubled);
            (cost.to_string(), serde_json::to_string(&cost).unwrap())
        };
        assert_eq!(shown(302 * 20_000), ("302".into(), "302".into()));
        assert_eq!(shown(30_000), ("1.5".into(), "1.5".into()));
        assert_eq!(shown(1), ("0".into(), "0.00005".into()));
        assert_eq!(shown(-5_000), ("-0.25".into(), "-0.25".into()));
        let large = 12_345_678_901_234_567_890_i128;
        assert_eq!(
            shown(large * 20_000),
            (large.to_string(), large.to_string())
        );
    }

    #[test]
    fn the_gap_is_rounded_up_and_never_divides_by_nothing() {
        let cost = Cost::from_doubled;
        assert_eq!(cost(100).gap(cost(100)), Some(0));
        assert_eq!(cost(1_000_001).gap(cost(1_000_000)), Some(1));
        assert_eq!(cost(150).gap(cost(100)), Some(5_000));
        assert_eq!(cost(0).gap(cost(0)), Some(0));
        assert_eq!(cost(1).gap(cost(0)), None);
        let huge = i128::MAX / 4;
        // Twice as much; the last digits are given up.
        assert!(matches!(
            cost(huge).gap(cost(huge / 2)),
            Some(10_000..=10_001)
        ));
    }
}
