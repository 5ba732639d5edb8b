//! "Did you mean" for names with numbers in them: Sprints, releases, objectives.

use crate::model::nearest;

/// The known name that `word` was probably meant to be. Another number is another name and no slip: `8` is never taken
/// for `7`, and `1.3` never for `1.2`; a digit that stands twice or two that changed places are slips.
pub(super) fn near_name<'n>(
    word: &str,
    known: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let digits = Digits::of(word);
    let may_be_a_slip = |name: &&str| digits.are_nearly(&Digits::of(name));
    nearest(word, known.into_iter().filter(may_be_a_slip))
}

/// The digits of a name.
struct Digits {
    sorted: Vec<char>,
    /// Each run of one digit as one.
    once: Vec<char>,
}

impl Digits {
    fn of(name: &str) -> Self {
        let digits = name.chars().filter(char::is_ascii_digit);
        let mut sorted: Vec<char> = digits.collect();
        let mut once = sorted.clone();
        once.dedup();
        sorted.sort_unstable();
        Self { sorted, once }
    }

    fn are_nearly(&self, other: &Self) -> bool {
        self.sorted == other.sorted || self.once == other.once
    }
}

#[cfg(test)]
mod tests {
    use super::near_name;

    #[test]
    fn a_slip_is_seen_and_another_number_is_none() {
        let sprints = ["7", "8", "12", "winter-1"];
        assert_eq!(near_name("77", sprints), Some("7"));
        assert_eq!(near_name("21", sprints), Some("12"));
        assert_eq!(near_name("wniter-1", sprints), Some("winter-1"));
        for word in ["9", "1", "13", "winter-2", "summer", ""] {
            assert_eq!(near_name(word, sprints), None, "{word}");
        }
        assert_eq!(near_name("1.22", ["1.1", "1.2"]), Some("1.2"));
        assert_eq!(near_name("1.3", ["1.1", "1.2"]), None);
        assert_eq!(near_name("o1", ["O1", "O2"]), Some("O1"));
    }
}
