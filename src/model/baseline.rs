//! Findings that the team accepted: they stay, and only new ones count.

use std::ops::Range;

use super::story_id::StoryId;

/// The file of accepted findings, from the backlog directory.
pub const BASELINE_FILE: &str = "check-baseline.yaml";

/// A finding that was accepted, or several that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The rule that found it, as written.
    pub rule: String,
    /// Whom it is about: the id of a story, or a file from the backlog directory.
    pub owner: String,
    /// The words of the file that it is about, shortened; empty where it is about a file as such.
    pub text: String,
    /// How many look alike; at least 1.
    pub count: usize,
    /// Its bytes in the file; empty in one that was not read from there.
    pub range: Range<usize>,
}

impl Accepted {
    /// Stories by number, files before them; then by rule and words. Any two machines agree on it.
    #[must_use]
    pub fn order(&self) -> impl Ord + use<'_> {
        let story: Option<StoryId> = self.owner.parse().ok();
        let number = story.map(|id| (id.number(), id.prefix().to_owned()));
        (number, &self.owner, &self.rule, &self.text)
    }
}
