//! The past of the backlog on the desk.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::cli::desk::Desk;
use crate::cli::progress::Progress;
use crate::git::{History, Mention, Repository};
use crate::model::{Backlog, StoryId, Timeline};
use crate::text::criteria;

impl Desk<'_> {
    /// What each item was over time: what landed on the default branch, then the files at hand, as `backlog` (loaded
    /// with bodies) holds them. Without a repository only these are known, and the timeline says so.
    ///
    /// Of a desk that shows a commit, it is what was on the line of that commit, up to it.
    #[must_use]
    pub fn timeline(&self, backlog: &Backlog) -> Timeline {
        if self.shown_commit().is_some() {
            return self.landed(usize::MAX).unwrap_or_default();
        }
        let headings = &self.config().criteria.headings;
        let criteria = |story: &crate::model::Story| {
            criteria(story.body.as_deref().unwrap_or_default(), headings)
        };
        self.landed(usize::MAX)
            .unwrap_or_default()
            .with_working_tree(backlog, criteria, self.context.env.now)
    }

    /// The past: of the default branch, or of the commit that is shown.
    fn history<'a>(&'a self, repository: &'a Repository) -> History<'a> {
        let (root, private) = (self.store.root(), self.store.private());
        let history = History::new(repository, root, private, self.config());
        match self.shown_commit() {
            Some(commit) => history.behind(&commit.name),
            None => history,
        }
    }

    /// The commits that name items and are not older than `since`, by item; none where there is no git to ask.
    #[must_use]
    pub fn mentions(&self, since: Timestamp) -> Option<BTreeMap<StoryId, Vec<Mention>>> {
        let repository = self.repository.as_ref()?;
        match self.history(repository).mentions(since) {
            Ok(found) => Some(found),
            Err(error) => {
                let out = &self.context.out;
                out.warn(&format!("the commits cannot be read: {error}"));
                None
            }
        }
    }

    /// What landed on the default branch; none where more than `most` commits would have to be read anew, which takes
    /// time. Without a repository, nothing ever landed.
    #[must_use]
    pub fn landed(&self, most: usize) -> Option<Timeline> {
        let Some(repository) = &self.repository else {
            return Some(Timeline::default());
        };
        let history = self.history(repository);
        let progress = Progress::begin("reading the history");
        let read = history.read_if_near(self.context.env.now, most, &mut || progress.step());
        drop(progress);
        match read {
            Ok(None) => None,
            Ok(Some(timeline)) => {
                if let (Some(missing), Some(branch)) = (&timeline.missing_branch, &timeline.branch)
                {
                    self.context.out.warn(&format!(
                        "`po.yaml` names the branch `{missing}`, which is not here; the history is that of `{branch}`"
                    ));
                }
                Some(timeline)
            }
            Err(error) => {
                self.context
                    .out
                    .warn(&format!("the history cannot be read: {error}"));
                Some(Timeline::default())
            }
        }
    }
}
