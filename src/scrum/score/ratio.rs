//! An exact fraction: scores are compared without rounding.

use std::cmp::Ordering;
use std::fmt;

use serde::{Serialize, Serializer};

/// A fraction in lowest terms, its denominator above 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    top: i128,
    bottom: i128,
}

impl Ratio {
    /// Returns the fraction; nothing where the denominator is 0, or a number is too large to turn its sign.
    #[must_use]
    pub fn new(top: i128, bottom: i128) -> Option<Self> {
        if bottom == 0 {
            return None;
        }
        let divisor = gcd(top.unsigned_abs(), bottom.unsigned_abs());
        let divisor = i128::try_from(divisor).ok()?;
        let (top, bottom) = (top / divisor, bottom / divisor);
        if bottom < 0 {
            let (top, bottom) = (top.checked_neg()?, bottom.checked_neg()?);
            return Some(Self { top, bottom });
        }
        Some(Self { top, bottom })
    }

    /// Returns a whole number.
    #[must_use]
    pub const fn whole(number: i64) -> Self {
        Self {
            top: number as i128,
            bottom: 1,
        }
    }

    /// The sum; nothing where it is too large.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let shared = gcd(self.bottom.unsigned_abs(), other.bottom.unsigned_abs());
        let shared = i128::try_from(shared).ok()?;
        let (own, others) = (other.bottom / shared, self.bottom / shared);
        let top = self
            .top
            .checked_mul(own)?
            .checked_add(other.top.checked_mul(others)?)?;
        Self::new(top, self.bottom.checked_mul(own)?)
    }

    /// The product; nothing where it is too large.
    #[must_use]
    pub fn times(self, other: Self) -> Option<Self> {
        let (a, b) = (
            Self::new(self.top, other.bottom)?,
            Self::new(other.top, self.bottom)?,
        );
        let top = a.top.checked_mul(b.top)?;
        Self::new(top, a.bottom.checked_mul(b.bottom)?)
    }

    /// One divided by it; nothing for 0.
    #[must_use]
    pub fn inverse(self) -> Option<Self> {
        Self::new(self.bottom, self.top)
    }

    /// It with the other sign; nothing where that is too large.
    #[must_use]
    pub fn negative(self) -> Option<Self> {
        Self::new(self.top.checked_neg()?, self.bottom)
    }

    /// For JSON and the screen; never for comparing.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "shown, not compared")]
        let value = self.top as f64 / self.bottom as f64;
        value
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some(own), Some(others)) = (
            self.top.checked_mul(other.bottom),
            other.top.checked_mul(self.bottom),
        ) {
            return own.cmp(&others);
        }
        // Whole parts first, then the rests turned over (Euclid): no number grows.
        let (mut a, mut b) = (*self, *other);
        let mut turned = false;
        loop {
            let whole = a.top.div_euclid(a.bottom).cmp(&b.top.div_euclid(b.bottom));
            let rests = (a.top.rem_euclid(a.bottom), b.top.rem_euclid(b.bottom));
            let found = match (whole, rests) {
                (Ordering::Equal, (0, 0)) => return Ordering::Equal,
                (Ordering::Equal, (0, _)) => Ordering::Less,
                (Ordering::Equal, (_, 0)) => Ordering::Greater,
                (Ordering::Equal, (rest_a, rest_b)) => {
                    let turn = |bottom, rest| Self {
                        top: bottom,
                        bottom: rest,
                    };
                    (a, b) = (turn(a.bottom, rest_a), turn(b.bottom, rest_b));
                    turned = !turned;
                    continue;
                }
                (whole, _) => whole,
            };
            return if turned { found.reverse() } else { found };
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Ratio {
    /// With at most two decimals.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.as_f64());
        let text = text.trim_end_matches('0').trim_end_matches('.');
        f.pad(if text == "-0" { "0" } else { text })
    }
}

impl Serialize for Ratio {
    /// A number; whole ones without decimals.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.top) {
            Ok(whole) if self.bottom == 1 => serializer.serialize_i64(whole),
            _ => serializer.serialize_f64(self.as_f64()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::Ratio;

    fn ratio(top: i128, bottom: i128) -> Ratio {
        Ratio::new(top, bottom).unwrap()
    }

    #[test]
    fn counts_as_at_school() {
        assert_eq!(ratio(1, 2).plus(ratio(1, 3)), Some(ratio(5, 6)));
        assert_eq!(ratio(2, 3).times(ratio(-3, 4)), Some(ratio(-1, 2)));
        assert_eq!(ratio(0, 5).inverse(), None);
        assert_eq!(ratio(3, -6), ratio(-1, 2));
        assert_eq!(Ratio::new(1, 0), None);
        assert_eq!(ratio(i128::MAX, 1).plus(Ratio::whole(1)), None);
        assert_eq!(ratio(i128::MIN, 1).negative(), None);
    }

    #[test]
    fn is_shown_with_two_decimals() {
        let shown = |top, bottom| ratio(top, bottom).to_string();
        assert_eq!(
            [shown(13, 5), shown(8, 3), shown(100, 1), shown(-1, 900)],
            ["2.6", "2.67", "100", "0"]
        );
        assert_eq!(serde_json::to_string(&ratio(13, 5)).unwrap(), "2.6");
        assert_eq!(serde_json::to_string(&ratio(26, 2)).unwrap(), "13");
    }

    proptest! {
        #[test]
        fn small_fractions_compare_as_products(a in -99i128..99, b in 1i128..99, c in -99i128..99, d in 1i128..99) {
            prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), (a * d).cmp(&(c * b)));
        }

        #[test]
        fn large_fractions_compare_as_their_parts(a in any::<i64>(), b in 1i64.., by in 1i64..) {
            // Beyond what products hold: a/b against (a·k)/(b·k) + or - a little.
            let k = i128::from(by) * (1 << 40);
            let (a, b) = (i128::from(a), i128::from(b));
            if let (Some(top), Some(bottom)) = (a.checked_mul(k), b.checked_mul(k)) {
                let own = ratio(a, b);
                prop_assert_eq!(own.cmp(&Ratio { top, bottom }), std::cmp::Ordering::Equal);
                prop_assert_eq!(own.cmp(&Ratio { top: top + 1, bottom }), std::cmp::Ordering::Less);
                prop_assert_eq!(Ratio { top: top - 1, bottom }.cmp(&own), std::cmp::Ordering::Less);
            }
        }
    }
}
