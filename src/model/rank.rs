//! A rank: a fractional index key, so that moving one story changes one line of one file.

use std::fmt;
use std::str::FromStr;

use super::story_id::StoryId;

/// How many bytes of a key are compared at once; the longest implicit key has 15.
const HEAD: usize = 16;

/// A rank as a story holds it: one or more of `0-9a-z`, compared byte by byte.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rank(Box<str>);

/// Why a text is no rank.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a rank: only the digits 0-9 and the letters a-z may stand in one")]
pub struct RankError(String);

impl Rank {
    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Rank {
    type Err = RankError;

    fn from_str(text: &str) -> Result<Self, RankError> {
        if text.is_empty()
            || !text
                .bytes()
                .all(|b| b.is_ascii_digit() || b.is_ascii_lowercase())
        {
            return Err(RankError(text.chars().take(40).collect()));
        }
        Ok(Self(text.into()))
    }
}

impl fmt::Display for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The place of a story in the total order over the whole backlog: its rank or implicit key, then its id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RankKey {
    key: Box<str>,
    id: StoryId,
}

impl RankKey {
    /// Returns the key of a story with that rank, or the implicit one: `z`, how many digits follow, and the number in
    /// base 36 (`z28c` for 300), so that unranked stories follow the ranked ones by number.
    #[must_use]
    pub fn new(rank: Option<&Rank>, id: &StoryId) -> Self {
        let key = rank.map_or_else(|| implicit(id.number()), |rank| rank.0.clone());
        Self {
            key,
            id: id.clone(),
        }
    }

    /// The key's text.
    #[must_use]
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// The first bytes of the key of a story with that rank: smaller ones mean a smaller [`RankKey`], equal ones mean nothing.
pub(super) fn head(rank: Option<&Rank>, id: &StoryId) -> u128 {
    let mut head = [0; HEAD];
    match rank {
        None => head = implicit_bytes(id.number()).0,
        Some(rank) => {
            let length = rank.0.len().min(HEAD);
            head[..length].copy_from_slice(&rank.0.as_bytes()[..length]);
        }
    }
    u128::from_be_bytes(head)
}

fn implicit(number: u64) -> Box<str> {
    let (key, length) = implicit_bytes(number);
    let key: String = key[..length].iter().copied().map(char::from).collect();
    key.into_boxed_str()
}

/// The implicit key of a number, zeros after it, and its length.
fn implicit_bytes(number: u64) -> ([u8; HEAD], usize) {
    const DIGITS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
    let count = number.checked_ilog(36).map_or(1, |log| log as usize + 1);
    let mut key = [0; HEAD];
    key[0] = b'z';
    key[1] = DIGITS[count];
    let mut rest = number;
    for digit in key[2..2 + count].iter_mut().rev() {
        *digit = DIGITS[(rest % 36) as usize];
        rest /= 36;
    }
    (key, 2 + count)
}

#[cfg(test)]
mod tests {
    use super::{Rank, RankKey};
    use crate::model::StoryId;

    #[test]
    fn any_base_36_text_is_read() {
        assert!("5".parse::<Rank>().is_ok() && "i3k9".parse::<Rank>().is_ok());
        for text in ["", "A", "a b", "é", "a-b"] {
            assert!(text.parse::<Rank>().is_err(), "{text}");
        }
    }

    #[test]
    fn unranked_follow_ranked_by_number() {
        let key = |rank: Option<&str>, id: &str| {
            RankKey::new(
                rank.map(|r| r.parse().unwrap()).as_ref(),
                &id.parse::<StoryId>().unwrap(),
            )
        };
        let mut keys = [
            key(None, "US-100"),
            key(None, "US-9"),
            key(None, "US-36"),
            key(Some("y9"), "US-200"),
            key(Some("a1"), "US-3"),
        ];
        keys.sort();
        assert_eq!(
            keys.iter().map(|k| k.id.to_string()).collect::<Vec<_>>(),
            ["US-3", "US-200", "US-9", "US-36", "US-100"]
        );
        assert_eq!(keys[4].key(), "z22s");
    }
}
