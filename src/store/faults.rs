//! Where a write may be cut short: nowhere, but the store's own tests stop it at each of its steps.

use std::io;

#[cfg(test)]
use std::sync::atomic::{AtomicUsize, Ordering};

use tempfile::TempPath;

/// What goes wrong, and at which step, counted from 0.
#[cfg(test)]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The process dies there: nothing more happens and nothing is tidied up.
    Crash(usize),
    /// That one step fails.
    Once(usize),
    /// That step and all later ones fail, as on a disk that stays full.
    Full(usize),
}

/// The steps of a write.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    #[cfg(test)]
    plan: Option<Fault>,
    #[cfg(test)]
    steps: AtomicUsize,
}

#[cfg(not(test))]
impl Faults {
    /// Goes on.
    #[expect(
        clippy::unused_self,
        clippy::unnecessary_wraps,
        reason = "tests fail here"
    )]
    pub(crate) fn step(&self) -> io::Result<()> {
        Ok(())
    }

    /// Whether the process counts as dead.
    #[expect(clippy::unused_self, reason = "tests die here")]
    pub(crate) fn crashed(&self) -> bool {
        false
    }
}

#[cfg(test)]
impl Faults {
    /// Returns steps of which one goes wrong.
    pub(crate) fn of(plan: Option<Fault>) -> Self {
        Self {
            plan,
            steps: AtomicUsize::new(0),
        }
    }

    pub(crate) fn step(&self) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        let fails = match self.plan {
            None => false,
            Some(Fault::Once(at)) => step == at,
            Some(Fault::Crash(at) | Fault::Full(at)) => step >= at,
        };
        if fails {
            Err(io::ErrorKind::StorageFull.into())
        } else {
            Ok(())
        }
    }

    pub(crate) fn crashed(&self) -> bool {
        matches!(self.plan, Some(Fault::Crash(at)) if self.taken() > at)
    }

    /// How many steps were tried.
    pub(crate) fn taken(&self) -> usize {
        self.steps.load(Ordering::SeqCst)
    }
}

impl Faults {
    /// Removes a temporary file that is of no use any more, as far as a dead process would.
    pub(crate) fn abandon(&self, temporary: TempPath) {
        if self.crashed() {
            let _ = temporary.keep();
        }
    }
}
