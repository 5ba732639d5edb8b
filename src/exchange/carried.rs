//! Which fields a source tells of: what it is silent about is never cleared.

use crate::exchange::report::Fate;

/// Everything that an update of an import looks after: fields of the front matter, the three parts of the text, and `extra`.
/// A column in the files of `imports/` each, so a new one goes to the end.
pub const CARRIED: [&str; 34] = [
    "title",
    "labels",
    "status",
    "started",
    "done",
    "accepted",
    "type",
    "sprint",
    "requested_by",
    "points",
    "value",
    "epic",
    "release",
    "depends_on",
    "assignee",
    "links",
    "blocked",
    "urgency",
    "risk_reduction",
    "cost_of_delay",
    "moscow",
    "reach",
    "impact",
    "confidence",
    "effort",
    "benefit",
    "ease",
    "penalty",
    "risk",
    "objective",
    "text",
    "criteria",
    "notes",
    "extra",
];

/// A set of names of [`CARRIED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Carried(u64);

/// Stands beside the names: older comments are missing.
const CUT: u64 = 1 << 63;
/// Stands beside the names: rows tell what waits for them.
const BLOCKERS: u64 = 1 << 62;

impl Carried {
    /// Silent about everything.
    pub const NONE: Self = Self(0);
    /// Telling of everything.
    pub const ALL: Self = Self((1 << CARRIED.len()) - 1);

    /// Adds what a column of that fate tells of.
    pub fn add(&mut self, fate: Fate) {
        let name = match fate {
            Fate::Taken(field) => field,
            Fate::End => "done",
            Fate::Text => "text",
            Fate::Criteria => "criteria",
            Fate::Notes => "notes",
            Fate::Kept => "extra",
            Fate::Dropped(_) => return,
        };
        self.0 |= bit(name);
    }

    /// Says that the oldest comments may be missing, so that none is taken away.
    pub fn cut_comments(&mut self) {
        self.0 |= CUT;
    }

    /// Says that a row may tell what waits for it, so that what an item depends on is told by other rows too.
    pub fn add_blockers(&mut self) {
        self.0 |= BLOCKERS;
    }

    /// Whether rows may tell what waits for them.
    #[must_use]
    pub fn has_blockers(self) -> bool {
        self.0 & BLOCKERS != 0
    }

    /// The same, silent about a name.
    #[must_use]
    pub fn without(self, name: &str) -> Self {
        Self(self.0 & !bit(name))
    }

    /// Whether the oldest comments may be missing.
    #[must_use]
    pub fn has_cut_comments(self) -> bool {
        self.0 & CUT != 0
    }

    /// Whether a name is told of.
    #[must_use]
    pub fn has(self, name: &str) -> bool {
        self.0 & bit(name) != 0
    }

    /// What either tells of, whose comments are as here.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | (other.0 & !CUT))
    }
}

fn bit(name: &str) -> u64 {
    let place = CARRIED.iter().position(|known| *known == name);
    place.map_or(0, |place| 1 << place)
}

#[cfg(test)]
mod tests {
    use super::{CARRIED, Carried};
    use crate::exchange::report::Fate;
    use crate::model::field;

    #[test]
    fn a_set_holds_what_was_added() {
        let mut set = Carried::NONE;
        set.add(Fate::Taken("points"));
        set.add(Fate::Notes);
        set.add(Fate::Taken("rank"));
        set.add(Fate::Dropped("x"));
        let held: Vec<&str> = CARRIED.into_iter().filter(|name| set.has(name)).collect();
        assert_eq!(held, ["points", "notes"]);
        assert!(CARRIED.iter().all(|name| Carried::ALL.has(name)));
        assert!(!set.without("points").has("points") && set.without("points").has("notes"));
        let mut cut = set;
        cut.cut_comments();
        assert!(set.and(cut) == set && cut.and(set).has_cut_comments());
    }

    #[test]
    fn each_name_is_a_field_or_a_part_of_the_text() {
        for name in CARRIED {
            let part = matches!(name, "text" | "criteria" | "notes" | "extra");
            assert!(part || field(name).is_some(), "{name}");
        }
    }
}
