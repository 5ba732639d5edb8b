//! Three versions of anything, and which of the two sides changed it.

use super::rules::Side;

/// The common version and the two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Three<T> {
    pub base: T,
    pub ours: T,
    pub theirs: T,
}

/// Which version holds what both want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pick {
    /// Ours: only we changed it, or both alike, or nobody.
    Ours,
    /// Theirs: only they changed it.
    Theirs,
    /// Both changed it differently.
    Contested,
}

impl Pick {
    /// The side to take, which is the favoured one of what is contested.
    pub fn favouring(self, favoured: Side) -> Side {
        match self {
            Self::Ours => Side::Ours,
            Self::Theirs => Side::Theirs,
            Self::Contested => favoured,
        }
    }
}

impl<T> Three<T> {
    /// What a side has.
    pub fn of(&self, side: Side) -> &T {
        match side {
            Side::Ours => &self.ours,
            Side::Theirs => &self.theirs,
        }
    }

    /// The same of each version.
    pub fn map<'a, U>(&'a self, of: impl Fn(&'a T) -> U) -> Three<U> {
        Three {
            base: of(&self.base),
            ours: of(&self.ours),
            theirs: of(&self.theirs),
        }
    }

    /// The same of each version, or the first error.
    pub fn try_map<'a, U, E>(&'a self, of: impl Fn(&'a T) -> Result<U, E>) -> Result<Three<U>, E> {
        Ok(Three {
            base: of(&self.base)?,
            ours: of(&self.ours)?,
            theirs: of(&self.theirs)?,
        })
    }

    /// The same with the sides in each other's place.
    pub fn swapped(self) -> Self {
        Self {
            base: self.base,
            ours: self.theirs,
            theirs: self.ours,
        }
    }

    /// Whether that holds of a version.
    pub fn any(&self, holds: impl Fn(&T) -> bool) -> bool {
        holds(&self.base) || holds(&self.ours) || holds(&self.theirs)
    }

    /// Whether that holds of all versions.
    pub fn all(&self, holds: impl Fn(&T) -> bool) -> bool {
        holds(&self.base) && holds(&self.ours) && holds(&self.theirs)
    }
}

impl<T: PartialEq> Three<T> {
    /// Which side changed it.
    pub fn pick(&self) -> Pick {
        if self.ours == self.theirs || self.theirs == self.base {
            Pick::Ours
        } else if self.ours == self.base {
            Pick::Theirs
        } else {
            Pick::Contested
        }
    }
}

impl<T: Copy + PartialEq> Three<Option<T>> {
    /// What the side says that changed it, ours where both did; where one side says nothing about it, what the other one says.
    pub fn spoken(&self) -> Option<T> {
        match (self.ours, self.theirs) {
            (Some(_), Some(_)) => *self.of(self.pick().favouring(Side::Ours)),
            (ours, theirs) => ours.or(theirs),
        }
    }
}
