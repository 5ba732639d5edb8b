//! How a person types an id: `12`, `us-12`, `US-12`, or an alias.

use super::story_id::StoryId;

/// What was asked for, before a backlog has been read: enough to look for a file by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdPattern {
    /// As typed, trimmed.
    pub text: String,
    /// The ids it may stand for, most likely first: one for `US-12`, one a prefix for `12`, none for an alias.
    pub candidates: Vec<StoryId>,
}

impl IdPattern {
    /// Reads `text` against the backlog's prefixes, the minting one first.
    #[must_use]
    pub fn new(text: &str, prefixes: &[String]) -> Self {
        let text = text.trim();
        let candidates = match text.parse::<StoryId>() {
            Ok(id) => vec![id],
            Err(_) => match text.parse::<u64>() {
                Ok(number) if text.bytes().all(|b| b.is_ascii_digit()) => prefixes
                    .iter()
                    .filter_map(|prefix| StoryId::new(prefix, number).ok())
                    .collect(),
                _ => Vec::new(),
            },
        };
        Self {
            text: text.to_owned(),
            candidates,
        }
    }

    /// The aliases it may stand for, in lower case: the ids that a number may be, and the text itself.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let ids = self.candidates.iter().map(StoryId::to_string);
        let mut names: Vec<String> = ids.map(|id| id.to_lowercase()).collect();
        let text = self.text.to_lowercase();
        if !names.contains(&text) {
            names.push(text);
        }
        names
    }
}

#[cfg(test)]
mod tests {
    use super::IdPattern;

    #[test]
    fn a_bare_number_stands_for_each_prefix() {
        let prefixes = ["SHOP".to_owned(), "PAY".to_owned()];
        let ids = |text: &str| {
            IdPattern::new(text, &prefixes)
                .candidates
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(ids("12"), ["SHOP-12", "PAY-12"]);
        assert_eq!(ids("pay-012"), ["PAY-12"]);
        assert!(ids("BACK-24.02").is_empty());
        assert!(ids("+12").is_empty());
        let names = |text: &str| IdPattern::new(text, &prefixes).names();
        assert_eq!(names("012"), ["shop-12", "pay-12", "012"]);
        assert_eq!(names("Pay-12"), ["pay-12"]);
        assert_eq!(names("BACK-24.02"), ["back-24.02"]);
    }
}
