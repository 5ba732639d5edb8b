//! A moment of the past and what changed in it.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;

use super::facts::{Facts, Text};

/// The name of a commit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub [u8; 20]);

impl CommitId {
    /// Its first seven digits, as people read it.
    #[must_use]
    pub fn short(&self) -> String {
        let mut whole = self.to_string();
        whole.truncate(7);
        whole
    }
}

impl fmt::Display for CommitId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// When something landed on the default branch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The commit; none for the files at hand, which may not be on the branch yet.
    pub commit: Option<CommitId>,
    /// When: the committer's date, mended where clocks were wrong. Never before the moment before it.
    pub when: Timestamp,
    /// That day in the backlog's time zone.
    pub day: Date,
    /// The name of the commit's author; empty for the files at hand. For one item's life only: never for figures.
    pub author: Text,
}

/// An item of a timeline: its place in [`super::Timeline::items`].
pub type ItemRef = usize;

/// What happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is there for the first time. At the first moment of a shallow history: it was there already.
    Appeared(Facts),
    /// A fact changed: name, before, after. A file that moved changes its `path`, the acceptance criteria `criteria`.
    Set(&'static str, Option<Text>, Option<Text>),
    /// Its file went away.
    Deleted,
    /// A file with it is there again; what it says now follows as [`What::Set`].
    Reappeared,
    /// Its file can no longer be read: what it said before holds until it can.
    Unreadable,
    /// Its file can be read again; what it says now follows as [`What::Set`].
    Readable,
}

/// Something that happened to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When: the place in [`super::Timeline::moments`].
    pub moment: usize,
    /// To which item.
    pub item: ItemRef,
    /// What.
    pub what: What,
}

#[cfg(test)]
mod tests {
    use super::CommitId;

    #[test]
    fn a_commit_is_named_as_git_does() {
        let mut bytes = [0xab; 20];
        bytes[0] = 0x0c;
        let id = CommitId(bytes);
        assert_eq!(id.short(), "0cababa");
        assert_eq!(id.to_string().len(), 40);
    }
}
