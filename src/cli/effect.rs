//! What a change would do to Sprints, releases and objectives, for `--dry-run`.

use crate::cli::desk::{Desk, leave};
use crate::report::effect;
use crate::scrum::Pace;
use crate::store::{Applied, Depth, planned};

/// Where more commits than these would have to be read anew, the growth of the work is left out on both sides.
const COMMITS: usize = 500;

impl Desk<'_> {
    /// The effect of a change that was not written, a line each; none where nothing that is planned changes.
    #[must_use]
    pub fn effect(&self, applied: &Applied) -> Vec<String> {
        if applied.files.is_empty() {
            return Vec::new();
        }
        let before = self.store.load(Depth::Header).backlog;
        let after = planned(&before, &applied.files);
        // Nothing is read, and nothing kept beside the backlog, where there is no date to tell.
        let is_dated = Pace::new(&after, self.today()).is_enough()
            && (after
                .releases
                .iter()
                .any(|release| release.shipped.is_none())
                || !after.product.objectives.is_empty());
        let past = if is_dated { self.landed(COMMITS) } else { None };
        let paths: Vec<&str> = applied
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        let lines = effect(&before, &after, past.as_ref(), self.today(), &paths);
        leave(before);
        leave(after);
        lines
    }
}
