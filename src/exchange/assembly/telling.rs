//! Counts what a source tells of, with or without a value.

use crate::exchange::assembly::fill::Assembly;
use crate::exchange::assembly::take::Take;
use crate::exchange::carried::Carried;

impl Assembly {
    /// Begins to count what the source tells of, where it need not tell of everything.
    pub fn tells_only_what_it_says(&mut self) {
        self.draft.carried = Carried::NONE;
    }

    /// Says that the source has a column taken so, whatever stands in it.
    pub fn tells_of(&mut self, take: Take) {
        self.draft.carried.add(take.fate());
    }

    /// Says that the oldest comments may be missing.
    pub fn cut_comments(&mut self) {
        self.draft.carried.cut_comments();
    }
}
