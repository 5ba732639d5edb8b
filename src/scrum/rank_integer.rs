//! The integers at the head of a rank key: one more and one less.

use super::rank_keys::{DIGITS, value};

/// Integers are counted in at most so many digits; behind a head that says more, the digits beyond count as fraction.
const MOST_DIGITS: usize = 8;

/// How many digits an integer has behind its head: `a`..`h` are negative, 8 to 1 digits; `i`..`y` positive, 1 to 17.
fn digits_behind(head: u8) -> usize {
    let digits = match head {
        b'a'..=b'h' => b'h' - head + 1,
        _ => head.saturating_sub(b'i') + 1,
    };
    usize::from(digits).min(MOST_DIGITS)
}

/// The digits of the integer that a key begins with, padded.
fn integer_digits(key: &str) -> (u8, Vec<u8>) {
    let mut bytes = key.bytes();
    let head = bytes.next().unwrap_or(b'i');
    let digits = bytes
        .map(value)
        .chain(std::iter::repeat(0))
        .take(digits_behind(head))
        .collect();
    (head, digits)
}

fn text(head: u8, digits: &[u8]) -> String {
    std::iter::once(char::from(head))
        .chain(
            digits
                .iter()
                .map(|&digit| char::from(DIGITS[usize::from(digit)])),
        )
        .collect()
}

/// The next integer above a key that begins with `a`..`y`; nothing above the largest.
pub(super) fn next_integer(key: &str) -> Option<String> {
    let (head, mut digits) = integer_digits(key);
    for digit in digits.iter_mut().rev() {
        if *digit < 35 {
            *digit += 1;
            return Some(text(head, &digits));
        }
        *digit = 0;
    }
    (head < b'y').then(|| text(head + 1, &vec![0; digits_behind(head + 1)]))
}

/// The next integer below the one that a key begins with, its head being `a`..`y`; nothing below the smallest.
pub(super) fn previous_integer(key: &str) -> Option<String> {
    let (head, mut digits) = integer_digits(key);
    for digit in digits.iter_mut().rev() {
        if *digit > 0 {
            *digit -= 1;
            return Some(text(head, &digits));
        }
        *digit = 35;
    }
    (head > b'a').then(|| text(head - 1, &vec![35; digits_behind(head - 1)]))
}

#[cfg(test)]
mod tests {
    use super::{next_integer, previous_integer};

    #[test]
    fn counts_across_heads() {
        let chain = ["azzzzzzzz", "b0000000"];
        assert_eq!(next_integer(chain[0]).as_deref(), Some(chain[1]));
        assert_eq!(previous_integer(chain[1]).as_deref(), Some(chain[0]));
        let mut integer = "gzy".to_owned();
        for expected in ["gzz", "h0", "h1"] {
            integer = next_integer(&integer).unwrap();
            assert_eq!(integer, expected);
        }
        for expected in ["h0", "gzz", "gzy"] {
            integer = previous_integer(&integer).unwrap();
            assert_eq!(integer, expected);
        }
    }

    #[test]
    fn stops_at_both_ends() {
        assert_eq!(previous_integer("a000000005"), None);
        assert_eq!(next_integer(&format!("y{}", "z".repeat(20))), None);
    }

    #[test]
    fn pads_and_caps() {
        assert_eq!(next_integer("k5").as_deref(), Some("k501"));
        assert_eq!(next_integer("xyz").as_deref(), Some("xyz000001"));
        assert_eq!(previous_integer("aaa").as_deref(), Some("aa9zzzzzz"));
    }
}
