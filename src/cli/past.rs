//! The past of the backlog on the desk.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::cli::desk::Desk;
use crate::cli::progress::Progress;
use crate::git::{History, Mention};
use crate::model::{Backlog, StoryId, Timeline};
use crate::text::criteria;

impl Desk<'_> {
    /// What each item was over time: what landed on the default branch, then the files at hand, as `backlog` (loaded
    /// with bodies) holds them. Without a repository only these are known, and the timeline says so.
    #[must_use]
    pub fn timeline(&self, backlog: &Backlog) -> Timeline {
        let headings = &self.config().criteria.headings;
        let criteria = |story: &crate::model::Story| {
            criteria(story.body.as_deref().unwrap_or_default(), headings)
        };
        self.landed()
            .with_working_tree(backlog, criteria, self.context.env.now)
    }

    /// The commits that name items and are not older than `since`, by item; none where there is no git to ask.
    #[must_use]
    pub fn mentions(&self, since: Timestamp) -> Option<BTreeMap<StoryId, Vec<Mention>>> {
        let repository = self.repository.as_ref()?;
        let (store, config) = (&self.store, self.config());
        let history = History::new(repository, store.root(), store.private(), config);
        match history.mentions(since) {
            Ok(found) => Some(found),
            Err(error) => {
                let out = &self.context.out;
                out.warn(&format!("the commits cannot be read: {error}"));
                None
            }
        }
    }

    /// What landed on the default branch.
    fn landed(&self) -> Timeline {
        let Some(repository) = &self.repository else {
            return Timeline::default();
        };
        let (store, config) = (&self.store, self.config());
        let history = History::new(repository, store.root(), store.private(), config);
        let progress = Progress::begin("reading the history");
        let read = history.read(self.context.env.now, &mut || progress.step());
        drop(progress);
        match read {
            Ok(timeline) => {
                if let (Some(missing), Some(branch)) = (&timeline.missing_branch, &timeline.branch)
                {
                    self.context.out.warn(&format!(
                        "`po.yaml` names the branch `{missing}`, which is not here; the history is that of `{branch}`"
                    ));
                }
                timeline
            }
            Err(error) => {
                self.context
                    .out
                    .warn(&format!("the history cannot be read: {error}"));
                Timeline::default()
            }
        }
    }
}
