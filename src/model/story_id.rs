//! A story's name in meetings: `US-12`.

use std::fmt;
use std::str::FromStr;

/// The largest number an id may carry: seven base 36 digits, as implicit rank keys count them.
pub const LARGEST_NUMBER: u64 = 36u64.pow(7) - 1;

/// The longest prefix, in characters: an id begins a file's name, and no file system takes more than 255 bytes.
const LONGEST_PREFIX: usize = 100;

/// `PREFIX-N`: an upper-case prefix (`A-Z`, then `A-Z0-9_`, at most 100 of them) and a number from 1 to [`StoryId::LARGEST`].
///
/// Ids compare by number first, because "the older one" is what a person expects of a tie.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StoryId {
    prefix: Box<str>,
    number: u64,
}

/// Why a text is not a story id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoryIdError {
    /// Not of the form `PREFIX-N`.
    #[error("`{0}` is not an id like `US-12`")]
    Form(String),
    /// A number of 0 or beyond [`StoryId::LARGEST`].
    #[error("the number of `{0}` is not between 1 and {LARGEST_NUMBER}")]
    Number(String),
}

impl StoryId {
    /// The largest number an id may carry.
    pub const LARGEST: u64 = LARGEST_NUMBER;

    /// Returns the id `PREFIX-number`; the prefix is put in upper case.
    ///
    /// # Errors
    /// [`StoryIdError`] when the prefix has other characters than `A-Z0-9_` (a letter first) or the number is out of range.
    pub fn new(prefix: &str, number: u64) -> Result<Self, StoryIdError> {
        let whole = || format!("{prefix}-{number}");
        if !is_prefix(prefix) {
            return Err(StoryIdError::Form(whole()));
        }
        if number == 0 || number > LARGEST_NUMBER {
            return Err(StoryIdError::Number(whole()));
        }
        Ok(Self {
            prefix: prefix.to_ascii_uppercase().into_boxed_str(),
            number,
        })
    }

    /// The part before the dash, in upper case.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The part after the dash.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }
}

/// Whether `text` can stand before the dash of an id, in any case.
#[must_use]
pub fn is_prefix(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.len() <= LONGEST_PREFIX
        && bytes
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

impl FromStr for StoryId {
    type Err = StoryIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let form = || StoryIdError::Form(text.chars().take(80).collect());
        let (prefix, digits) = text.rsplit_once('-').ok_or_else(form)?;
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) || !is_prefix(prefix) {
            return Err(form());
        }
        let number = digits
            .parse()
            .map_err(|_| StoryIdError::Number(text.chars().take(80).collect()))?;
        Self::new(prefix, number)
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{}", self.prefix, self.number))
    }
}

impl Ord for StoryId {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number
            .cmp(&other.number)
            .then_with(|| self.prefix.cmp(&other.prefix))
    }
}

impl PartialOrd for StoryId {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::{StoryId, StoryIdError};

    #[test]
    fn reads_any_case_and_padding() {
        let id: StoryId = " us-007 ".parse().unwrap();
        assert_eq!(id.to_string(), "US-7");
    }

    #[test]
    fn an_id_fits_a_file_name() {
        let id = |letters: usize| format!("{}-1", "A".repeat(letters)).parse::<StoryId>();
        assert!(id(100).is_ok());
        assert!(matches!(id(101), Err(StoryIdError::Form(_))));
        assert!(StoryId::new(&"A".repeat(260), 1).is_err());
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for text in ["", "12", "US-", "-3", "US-1.2", "1A-3", "U S-3", "US--3"] {
            assert!(
                matches!(text.parse::<StoryId>(), Err(StoryIdError::Form(_))),
                "{text}"
            );
        }
        for text in ["US-0", "US-99999999999999999999", "US-78364164096"] {
            assert!(
                matches!(text.parse::<StoryId>(), Err(StoryIdError::Number(_))),
                "{text}"
            );
        }
    }

    #[test]
    fn orders_by_number_before_prefix() {
        let mut ids: Vec<StoryId> = ["PAY-10", "SHOP-9", "PAY-9"]
            .iter()
            .map(|t| t.parse().unwrap())
            .collect();
        ids.sort();
        assert_eq!(
            ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["PAY-9", "SHOP-9", "PAY-10"]
        );
    }
}
