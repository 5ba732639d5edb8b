//! Counts what a source tells of, with or without a value.

use crate::exchange::assembly::fill::Assembly;
use crate::exchange::assembly::take::Take;
use crate::exchange::carried::Carried;

/// What is told with the state only.
const STATE: [&str; 4] = ["status", "started", "done", "accepted"];

impl Assembly {
    /// Begins to count what the source tells of, where it need not tell of everything.
    pub fn tells_only_what_it_says(&mut self) {
        self.draft.carried = Carried::NONE;
    }

    /// Says that the source has a column taken so, whatever stands in it.
    pub fn tells_of(&mut self, take: Take) {
        self.draft.carried.add(take.fate());
        if take == Take::Blocks {
            self.draft.carried.add_blockers();
        }
    }

    /// Says that the source has no column for the state: what its category or its days let guess tells nothing of it.
    pub fn has_no_status(&mut self) {
        self.draft.carried = STATE.into_iter().fold(self.draft.carried, Carried::without);
        self.draft.days = Some(Vec::new());
    }

    /// Says that the oldest comments may be missing.
    pub fn cut_comments(&mut self) {
        self.draft.carried.cut_comments();
    }
}
