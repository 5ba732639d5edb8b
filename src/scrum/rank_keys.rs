//! Rank keys: arithmetic on base 36 texts that finds short new keys between two old ones.
//!
//! A key is a letter `a`..`y`, an integer whose number of digits the letter says, and a fraction (Greenspan's scheme).
//! Read as digits behind a point, all keys are fractions, so between two of different value there is always another.
//! The integers only keep keys short where a list grows at its ends. Behind each implicit key (`z`, how many digits follow,
//! and these) lies a whole such key space. Keys of another form, written by hand, are padded with zeros in thought.

use crate::model::Rank;

use super::rank_integer::{next_integer, previous_integer};

/// Where randomness comes from: called with a number above 0, it returns one below that number.
pub type Random<'a> = &'a mut dyn FnMut(u64) -> u64;

pub(super) const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// How wide a gap must be, in keys of the same length: with fewer, two branches would too often draw the same.
const WIDE: u64 = 36 * 36 * 36;

/// How wide it must be where keys have grown long already: crowded places, in which short keys matter more.
const WIDE_BEHIND_LONG: u64 = 36 * 36;

/// From so many digits on a key is long in this sense.
const LONG: usize = 13;

/// The random digits behind a new integer.
const JITTER: usize = 3;

/// Words that a YAML reader may take for a boolean, null or number.
const RESERVED: [&str; 15] = [
    "y", "n", "yes", "no", "on", "off", "t", "f", "true", "false", "null", "nil", "inf",
    "infinity", "nan",
];

/// Where new keys can lie between two neighbours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The lowest digits that new keys may begin with.
    floor: Vec<u8>,
    /// What randomness adds to them.
    room: Room,
}

/// What randomness may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    /// Any digits behind a fresh integer.
    Behind,
    /// A sum of the floor and a number below this one, around its middle.
    Above(u64),
}

impl Gap {
    /// Returns the gap between two keys; `None` as a neighbour is the end of the list.
    /// Nothing where no key fits: both have the same value, apart from zeros at the end.
    #[must_use]
    pub fn between(low: Option<&str>, high: Option<&str>) -> Option<Self> {
        let low = significant(low.unwrap_or(""));
        let high = high.map(significant);
        if high.is_some_and(|high| high <= low) {
            return None;
        }
        let (space, low_rest) = split(low);
        let in_space = high
            .map(split)
            .filter(|(high_space, _)| *high_space == space);
        let Some((_, high_rest)) = in_space else {
            return Some(Self::at_the_end(&space, low, low_rest));
        };
        if low_rest.is_empty() {
            return Some(Self::at_the_start(&space, high_rest));
        }
        let high = high.unwrap_or_default();
        let written_by_hand = low_rest.starts_with(|c: char| c.is_ascii_digit());
        if written_by_hand
            && high_rest.starts_with(is_head)
            && let Some(integer) = previous_integer(high_rest)
        {
            return Some(Self::behind(&[&space, &integer]));
        }
        Some(Self::fraction(low, high, 0))
    }

    /// After the last key of a space.
    fn at_the_end(space: &str, low: &str, rest: &str) -> Self {
        let integer = match rest.chars().next() {
            Some(head) if is_head(head) => next_integer(rest),
            Some('z') => None,
            _ => Some("i".to_owned()),
        };
        integer.map_or_else(
            || Self::fraction(low, if space.is_empty() { "y" } else { space }, 35),
            |integer| Self::behind(&[space, &integer]),
        )
    }

    /// Before the first key of a space.
    fn at_the_start(space: &str, high_rest: &str) -> Self {
        let rest = high_rest.trim_start_matches('0');
        let zeros = &high_rest[..high_rest.len() - rest.len()];
        let integer = match rest.chars().next() {
            Some(head) if is_head(head) => previous_integer(rest),
            Some('z') => Some("i".to_owned()),
            _ => None,
        };
        Self::behind(&[space, zeros, integer.as_deref().unwrap_or("0i")])
    }

    fn behind(parts: &[&str]) -> Self {
        Self {
            floor: parts.concat().bytes().map(value).collect(),
            room: Room::Behind,
        }
    }

    /// The fewest digits at which the gap between two keys is wide enough. `fill` continues the upper one.
    fn fraction(low: &str, high: &str, fill: u8) -> Self {
        let mut lows = low.bytes().map(value);
        let mut highs = high.bytes().map(value);
        let mut floor = Vec::with_capacity(low.len() + JITTER);
        let mut width = 0;
        while width < WIDE && !(floor.len() >= LONG && width >= WIDE_BEHIND_LONG) {
            let digit = lows.next().unwrap_or(0);
            floor.push(digit);
            let above = u64::from(highs.next().unwrap_or(fill));
            width = (width * 36 + above).saturating_sub(u64::from(digit));
        }
        Self {
            floor,
            room: Room::Above(width),
        }
    }

    /// The characters that `count` keys in this gap will have each.
    #[must_use]
    pub fn key_length(&self, count: usize) -> usize {
        let shared = match self.room {
            Room::Behind => self.floor.len() + JITTER,
            Room::Above(_) => self.floor.len(),
        };
        shared + batch_digits(count)
    }

    /// Whether a list can grow here without end and keys stay short.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.room == Room::Behind
    }

    /// Draws `count` keys in ascending order. All begin with the same random digits, so that two branches that fill
    /// the same gap do not mix; none ends in `0` and none reads as anything but text in YAML.
    #[must_use]
    pub fn keys(&self, count: usize, random: Random<'_>) -> Vec<Rank> {
        let mut shared = self.floor.clone();
        match self.room {
            Room::Behind => {
                shared.extend([0; JITTER]);
                let drawn = draw(random, WIDE);
                add(&mut shared, drawn + u64::from(drawn.is_multiple_of(36)));
            }
            Room::Above(width) => {
                // The middle quarter: both sides keep half of the room, nearly.
                add(&mut shared, width / 8 * 3 + draw(random, width / 4));
                if shared.last() == Some(&0) {
                    add(&mut shared, 1);
                }
            }
        }
        let digits = batch_digits(count);
        if digits == 0 {
            return std::iter::repeat_n(shared, count)
                .map(|key| rank(&key))
                .collect();
        }
        let step = power(digits) / (count as u64 + 1);
        (1..=count as u64)
            .map(|nth| {
                let place = nth * step;
                let mut key = shared.clone();
                key.extend(std::iter::repeat_n(0, digits));
                add(&mut key, place + u64::from(place.is_multiple_of(36)));
                rank(&key)
            })
            .collect()
    }
}

/// Whether a YAML reader of any version takes a key for text: no number, boolean, null, infinity or not-a-number.
#[must_use]
pub fn reads_as_text(key: &str) -> bool {
    if key.starts_with(|c: char| c.is_ascii_digit()) {
        // `12`, `1e5`, `0x1f`, `0o17`, `0b1`: a letter that stands in none of them.
        return key
            .bytes()
            .any(|b| matches!(b, b'g'..=b'z') && b != b'o' && b != b'x');
    }
    !key.is_empty() && !RESERVED.contains(&key)
}

/// The digits that tell the keys of a batch apart: room for each, and a digit to spare so that none ends in `0`.
fn batch_digits(count: usize) -> usize {
    if count < 2 {
        return 0;
    }
    (1..12)
        .find(|&digits| power(digits) >= 2 * (count as u64 + 1))
        .unwrap_or(12)
}

fn power(digits: usize) -> u64 {
    36u64.pow(u32::try_from(digits).unwrap_or(12))
}

fn draw(random: Random<'_>, below: u64) -> u64 {
    random(below).min(below.saturating_sub(1))
}

/// Adds a number to a fraction, at its last digit.
fn add(digits: &mut [u8], number: u64) {
    let mut carry = number;
    for digit in digits.iter_mut().rev() {
        carry += u64::from(*digit);
        *digit = u8::try_from(carry % 36).unwrap_or(0);
        carry /= 36;
    }
}

fn rank(digits: &[u8]) -> Rank {
    let mut key: String = digits
        .iter()
        .map(|&digit| char::from(DIGITS[usize::from(digit)]))
        .collect();
    if !reads_as_text(&key) {
        // Still below the next key: all that begins with these digits is.
        key.push('k');
    }
    key.parse().expect("a key is made of base 36 digits")
}

/// A key without the zeros at its end, which do not change its value.
fn significant(key: &str) -> &str {
    key.trim_end_matches('0')
}

/// The key space a key lies in (nothing, or an implicit key) and what stands behind that.
fn split(key: &str) -> (String, &str) {
    if !key.starts_with('z') {
        return (String::new(), key);
    }
    let length = match key.as_bytes().get(1) {
        Some(count @ b'1'..=b'9') => 2 + usize::from(*count - b'0'),
        _ => 2,
    };
    let (space, rest) = key.split_at_checked(length).unwrap_or((key, ""));
    (format!("{space:0<length$}"), rest)
}

fn is_head(c: char) -> bool {
    matches!(c, 'a'..='y')
}

pub(super) fn value(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'z' => digit - b'a' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, reads_as_text};
    use crate::scrum::chance::Chance;

    fn keys(low: &str, high: &str, count: usize) -> Option<Vec<String>> {
        let end = |key: &'static str| (!key.is_empty()).then_some(key);
        let (low, high) = (low.to_owned().leak(), high.to_owned().leak());
        let gap = Gap::between(end(low), end(high))?;
        let keys: Vec<String> = gap
            .keys(count, &mut Chance::new(7).below())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert!(keys.iter().all(|key| key.len() >= gap.key_length(count)));
        Some(keys)
    }

    #[test]
    fn ends_grow_by_integers() {
        let starts = |low, high, with: &str| {
            let key = keys(low, high, 1).unwrap().remove(0);
            assert!(
                key.starts_with(with) && key.len() == with.len() + 3,
                "{key}"
            );
        };
        starts("", "", "i");
        starts("i3k9", "", "i4");
        starts("iz", "", "j00");
        starts("hz1", "", "i0");
        starts("", "i0a", "hz");
        starts("", "h0", "gzz");
        starts("i3k9", "z11", "i4");
        starts("z11", "z12", "z11i");
        starts("z1z", "z210", "z1zi");
        starts("z11i3k9", "z12", "z11i4");
        starts("z11", "z11i3k9", "z11i2");
        starts("z210", "", "z210i");
    }

    #[test]
    fn hand_written_keys_are_padded_in_thought() {
        let starts = |low, high, with: &str| {
            let key = keys(low, high, 1).unwrap().remove(0);
            assert!(key.starts_with(with), "{key}");
        };
        starts("5", "", "i");
        starts("5", "i3", "i2");
        starts("", "5", "0i");
        starts("", "0i3", "0i2");
        starts("", "a", "0i");
        starts("aaa", "", "aaa000001");
        starts("xyz", "", "xyz000001");
        starts("zz5", "", "zzi");
        starts("z", "", "z0i");
        let between = keys("4", "5", 1).unwrap().remove(0);
        assert!(between.starts_with('4') && reads_as_text(&between));
    }

    #[test]
    fn zeros_at_the_end_make_no_room() {
        for (low, high) in [
            ("i5", "i5"),
            ("i5", "i50"),
            ("i5", "i5000"),
            ("", "0"),
            ("", "000"),
        ] {
            assert_eq!(keys(low, high, 1), None, "{low} {high}");
        }
        assert!(keys("0", "", 1).is_some());
    }

    #[test]
    fn a_batch_shares_its_first_digits() {
        for count in [2, 17, 18, 500] {
            let keys = keys("i3k9", "i3ka", count).unwrap();
            assert_eq!(keys.len(), count);
            assert!(keys.is_sorted() && keys.iter().all(|key| !key.ends_with('0')));
            let shared = keys[0].len() - super::batch_digits(count);
            assert!(keys.iter().all(|key| key[..shared] == keys[0][..shared]));
        }
    }

    #[test]
    fn knows_what_yaml_takes_for_something_else() {
        for key in [
            "12", "1e5", "0x1f", "0o17", "0b1", "null", "nan", "inf", "on", "y", "true", "",
        ] {
            assert!(!reads_as_text(key), "{key}");
        }
        for key in ["i3k9", "1k", "0i3", "truek", "nulls", "e12", "z1c"] {
            assert!(reads_as_text(key), "{key}");
        }
        let least = |below: u64| below.saturating_sub(below);
        let gap = Gap::between(Some("12345"), Some("12346")).unwrap();
        assert!(
            gap.keys(3, &mut least.clone())
                .iter()
                .all(|key| reads_as_text(key.as_str()))
        );
    }

    #[test]
    fn the_worst_randomness_stays_inside() {
        let ends = [
            "",
            "0",
            "01",
            "1",
            "9zz",
            "a",
            "a00000000",
            "h5",
            "i3k9",
            "i3ka",
            "yzzzzzzzzz",
            "z",
            "z11",
            "z11yzzzzzzzzz",
            "z11zz",
            "z21",
            "z28c5",
            "z7zzzzzzz",
            "z9",
            "zz",
            "zzzzzzzzzz",
        ];
        for (index, low) in ends.iter().enumerate() {
            for high in ends[index + 1..].iter().map(|&h| Some(h)).chain([None]) {
                let low = (!low.is_empty()).then_some(*low);
                let Some(gap) = Gap::between(low, high) else {
                    continue;
                };
                for pick in [0, 1, 35, u64::MAX] {
                    for count in [1, 2, 40] {
                        let keys = gap.keys(count, &mut |_| pick);
                        let texts: Vec<&str> = low
                            .into_iter()
                            .chain(keys.iter().map(|k| k.as_str()))
                            .chain(high)
                            .collect();
                        assert!(texts.windows(2).all(|pair| pair[0] < pair[1]), "{texts:?}");
                    }
                }
            }
        }
    }
}
