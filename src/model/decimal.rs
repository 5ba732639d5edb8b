//! Exact decimal numbers for figures of a metric: floats do not add up, and figures may be tiny, large or below zero.

use std::fmt;
use std::ops::{Add, Sub};

/// Digits after the point that count; more are rounded.
const PLACES: u32 = 12;
/// One, in units of the last place.
const ONE: i128 = 10_i128.pow(PLACES);
/// The same without a sign.
const ONE_SIZE: u128 = ONE.unsigned_abs();
/// No number has more digits before its point.
const MOST_WHOLE: usize = 18;
/// No number is longer, in bytes.
const LONGEST: usize = 64;
/// As many digits are told of a number that was worked out.
const SIGNIFICANT: u32 = 3;

/// A number with twelve decimals, up to 18 digits before the point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Decimal(i128);

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Reads digits with a point and a sign, `-0.25`; none where it is anything else, an exponent too.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let (sign, digits) = match text.strip_prefix('-') {
            Some(digits) => (-1, digits),
            None => (1, text),
        };
        let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_number =
            |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let whole = if whole.is_empty() && digits.len() > 1 {
            "0"
        } else {
            whole
        };
        if !is_number(whole) || !is_number(part) {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > MOST_WHOLE {
            return None;
        }
        let mut units: i128 = 0;
        for digit in whole.bytes() {
            units = units * 10 + i128::from(digit - b'0');
        }
        let mut places = part.bytes().map(|digit| i128::from(digit - b'0'));
        for _ in 0..PLACES {
            units = units * 10 + places.next().unwrap_or(0);
        }
        let up = places.next().is_some_and(|next| next >= 5);
        Some(Self(sign * (units + i128::from(up))))
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The number divided by a hundred: what so many per cent are.
    #[must_use]
    pub fn hundredth(self) -> Self {
        Self(divided(self.0, 100))
    }

    /// The mean of numbers; none where there are none.
    #[must_use]
    pub fn mean(numbers: impl IntoIterator<Item = Self>) -> Option<Self> {
        let (mut sum, mut count) = (0_i128, 0_i128);
        for number in numbers {
            sum = sum.saturating_add(number.0);
            count += 1;
        }
        (count > 0).then(|| Self(divided(sum, count)))
    }

    /// By how many hundredths of a per cent the number is more (or less, below zero) than `before`; none where that was not
    /// above zero, or it is beyond all measure.
    #[must_use]
    pub fn change_since(self, before: Self) -> Option<i64> {
        let more = self.0.checked_sub(before.0)?.checked_mul(10_000)?;
        (before.0 > 0).then(|| i64::try_from(divided(more, before.0)).ok())?
    }

    /// The number times a power of ten, cut to hundredths: what a chart can draw. None where that is too large.
    #[must_use]
    pub fn hundredths(self, power: u32) -> Option<i64> {
        let factor = 10_i128.checked_pow(power.checked_add(2)?)?;
        let units = self.0.checked_mul(factor)?;
        i64::try_from(divided(units, ONE)).ok()
    }

    /// The number in its sense of plus and minus, without the sign.
    #[must_use]
    pub fn size(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// For JSON; never for sums.
    #[must_use]
    pub fn as_f64(self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "shown, not summed")]
        let units = self.0 as f64;
        units / 1e12
    }

    /// The number as people read it: its whole part, and decimals up to the third digit that counts. In per cent where asked
    /// for: 0.0342 is `3.42 %`.
    #[must_use]
    pub fn shown(self, in_percent: bool) -> String {
        let units = if in_percent {
            self.0.saturating_mul(100)
        } else {
            self.0
        };
        let places = places_shown(units.saturating_abs());
        let step = 10_i128.pow(PLACES - places);
        let rounded = divided(units, step);
        let scale = 10_i128.pow(places);
        let size = rounded.unsigned_abs();
        let (whole, part) = (size / scale.unsigned_abs(), size % scale.unsigned_abs());
        let sign = if rounded < 0 { "-" } else { "" };
        let mut text = format!("{sign}{whole}");
        if places > 0 {
            let digits = usize::try_from(places).unwrap_or(0);
            text.push_str(&format!(".{part:0digits$}"));
            text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
        }
        if in_percent {
            text.push_str(" %");
        }
        text
    }
}

/// Every digit that counts, without noughts at the end.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (
            self.0.unsigned_abs() / ONE_SIZE,
            self.0.unsigned_abs() % ONE_SIZE,
        );
        let sign = if self.0 < 0 { "-" } else { "" };
        let part = format!("{part:012}");
        match part.trim_end_matches('0') {
            "" => write!(f, "{sign}{whole}"),
            part => write!(f, "{sign}{whole}.{part}"),
        }
    }
}

impl Add for Decimal {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Decimal {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

/// Divided and rounded, a half away from zero.
fn divided(number: i128, by: i128) -> i128 {
    let half = by / 2;
    if number < 0 {
        number.saturating_sub(half) / by
    } else {
        number.saturating_add(half) / by
    }
}

/// How many decimals show the digits that count.
fn places_shown(size: i128) -> u32 {
    if size == 0 {
        return 0;
    }
    // From 100 on, the whole part says enough.
    let mut places = 0;
    let mut at = ONE * 10_i128.pow(SIGNIFICANT - 1);
    while places < PLACES && size < at {
        at /= 10;
        places += 1;
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::Decimal;

    fn read(text: &str) -> Decimal {
        Decimal::read(text).unwrap()
    }

    #[test]
    fn only_plain_digits_are_numbers() {
        for text in [
            "",
            "-",
            ".",
            "1.",
            "1e3",
            "1,5",
            "+1",
            "--1",
            " 1",
            "1 ",
            "NaN",
            "inf",
            "0x1",
            "1_0",
            "½",
            "1234567890123456789",
        ] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
        assert_eq!(read(".5"), read("0.50"));
        assert_eq!(read("000000000000000000000001"), read("1"));
        assert_eq!(read("0.0000000000005"), read("0.000000000001"));
        assert!(read("-1") < Decimal::ZERO);
    }

    #[test]
    fn told_as_people_read_it() {
        for (text, told, percent) in [
            ("0", "0", "0 %"),
            ("12345.6", "12346", "1234560 %"),
            ("123.57", "124", "12357 %"),
            ("41.23", "41.2", "4123 %"),
            ("34", "34", "3400 %"),
            ("0.034567", "0.0346", "3.46 %"),
            ("0.03", "0.03", "3 %"),
            ("-2.5", "-2.5", "-250 %"),
            ("99.96", "100", "9996 %"),
        ] {
            assert_eq!(read(text).shown(false), told, "{text}");
            assert_eq!(read(text).shown(true), percent, "{text}");
        }
    }

    #[test]
    fn means_and_changes() {
        let mean = Decimal::mean(["1", "2", "2"].map(read)).unwrap();
        assert_eq!(mean.shown(false), "1.67");
        assert_eq!(Decimal::mean([]), None);
        assert_eq!(read("88").change_since(read("100")), Some(-1200));
        assert_eq!(read("1").change_since(read("3")), Some(-6667));
        assert_eq!(read("1").change_since(Decimal::ZERO), None);
        assert_eq!(read("1").change_since(read("-1")), None);
        assert_eq!(read("3.42").hundredth(), read("0.0342"));
        assert_eq!(read("0.0342").hundredths(2), Some(342));
        assert_eq!(read("999999999999999999").hundredths(9), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "\\PC{0,70}") {
            if let Some(number) = Decimal::read(&text) {
                prop_assert!(number.shown(true).ends_with(" %"));
                prop_assert_eq!(Decimal::read(&number.to_string()), Some(number));
                prop_assert_eq!(Decimal::mean([number, number]), Some(number));
            }
        }
    }
}
