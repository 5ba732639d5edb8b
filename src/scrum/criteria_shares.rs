//! Which part of a split item takes which acceptance criteria: `1,2 / 3`.

use std::collections::BTreeSet;

/// Why criteria cannot be shared out so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareError {
    /// Not a number.
    #[error("`{0}` is no number of a criterion")]
    Form(String),
    /// No criterion has that number.
    #[error("there is no criterion {number}; {}", known(*count))]
    Unknown {
        /// The number.
        number: usize,
        /// How many there are.
        count: usize,
    },
    /// Two parts, or one part twice, want the same.
    #[error("criterion {0} is given twice")]
    Twice(usize),
    /// More slashes than parts.
    #[error("criteria are given to {shares} parts, and there are {parts}")]
    TooMany {
        /// How many shares were written.
        shares: usize,
        /// How many parts there are.
        parts: usize,
    },
}

fn known(count: usize) -> String {
    match count {
        0 => "it has none".to_owned(),
        1 => "it has only 1".to_owned(),
        n => format!("it has 1 to {n}"),
    }
}

/// Reads shares such as `1,2 / 3` or `1-3 / / 5`, for so many parts and criteria; numbers count from 1. Returns the numbers
/// of each part, in the order given.
///
/// # Errors
/// [`ShareError`]: something is no number, does not exist, or is given twice.
pub fn criteria_shares(
    text: &str,
    parts: usize,
    count: usize,
) -> Result<Vec<Vec<usize>>, ShareError> {
    let mut shares: Vec<Vec<usize>> = Vec::new();
    let mut taken = BTreeSet::new();
    for share in text.split('/') {
        let mut numbers = Vec::new();
        let words = share.split(|c: char| c == ',' || c.is_whitespace());
        for word in words.filter(|word| !word.is_empty()) {
            for number in range(word, count)? {
                if !taken.insert(number) {
                    return Err(ShareError::Twice(number));
                }
                numbers.push(number);
            }
        }
        shares.push(numbers);
    }
    while shares.len() > parts && shares.last().is_some_and(Vec::is_empty) {
        shares.pop();
    }
    if shares.len() > parts {
        let shares = shares.len();
        return Err(ShareError::TooMany { shares, parts });
    }
    shares.resize(parts, Vec::new());
    Ok(shares)
}

/// The numbers of `3` or `1-3`.
fn range(word: &str, count: usize) -> Result<std::ops::RangeInclusive<usize>, ShareError> {
    let form = || ShareError::Form(word.chars().take(40).collect());
    let number = |text: &str| text.parse::<usize>().map_err(|_| form());
    let (first, last) = match word.split_once('-') {
        Some((first, last)) => (number(first)?, number(last)?),
        None => (number(word)?, number(word)?),
    };
    if first > last {
        return Err(form());
    }
    match [first, last]
        .into_iter()
        .find(|number| !(1..=count).contains(number))
    {
        Some(number) => Err(ShareError::Unknown { number, count }),
        None => Ok(first..=last),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::criteria_shares;

    #[test]
    fn slashes_part_the_parts() {
        let shares = |text: &str| criteria_shares(text, 3, 5);
        assert_eq!(shares("1,2 / 3"), Ok(vec![vec![1, 2], vec![3], vec![]]));
        assert_eq!(
            shares("2-4/ /5 1"),
            Ok(vec![vec![2, 3, 4], vec![], vec![5, 1]])
        );
        assert_eq!(shares("/ 3 / /"), Ok(vec![vec![], vec![3], vec![]]));
        for (text, words) in [
            ("1,2 / 2", "criterion 2 is given twice"),
            ("1 1", "criterion 1 is given twice"),
            ("6", "there is no criterion 6; it has 1 to 5"),
            ("0", "there is no criterion 0; it has 1 to 5"),
            ("By card", "`By` is no number of a criterion"),
            ("3-1", "`3-1` is no number of a criterion"),
            ("1/2/3/4", "criteria are given to 4 parts, and there are 3"),
        ] {
            assert_eq!(shares(text).unwrap_err().to_string(), words);
        }
    }

    proptest! {
        #[test]
        fn any_words_are_shares_or_refused(text in any::<String>(), plain in "[0-9/, -]{0,20}", parts in 1..5usize, count in 0..9usize) {
            for text in [text, plain] {
                if let Ok(shares) = criteria_shares(&text, parts, count) {
                    prop_assert!(shares.len() == parts);
                    prop_assert!(shares.iter().flatten().all(|number| (1..=count).contains(number)));
                }
            }
        }
    }
}
