//! The files at hand as the last moment of a timeline.

use std::collections::HashSet;

use jiff::Timestamp;

use super::event::Moment;
use super::facts::{Facts, ItemKind};
use super::follow::{Follower, Landing, Written};
use super::timeline::Timeline;
use crate::model::{Backlog, Criterion, Story};

impl Timeline {
    /// Adds the files at hand as the last moment: what differs from the default branch changes there. `criteria` reads
    /// those of a story's body. A file that cannot be read changes nothing.
    #[must_use]
    pub fn with_working_tree(
        self,
        backlog: &Backlog,
        criteria: impl Fn(&Story) -> Vec<Criterion>,
        now: Timestamp,
    ) -> Self {
        let stories = backlog.stories().iter().map(|story| Written {
            path: story.path.clone(),
            kind: ItemKind::Story,
            facts: Some(Facts::of_story(story, &criteria(story))),
        });
        let sprints = backlog.sprints.iter().map(|sprint| Written {
            path: sprint.path.clone(),
            kind: ItemKind::Sprint,
            facts: Some(Facts::of_sprint(sprint)),
        });
        let releases = backlog.releases.iter().map(|release| Written {
            path: release.path.clone(),
            kind: ItemKind::Release,
            facts: Some(Facts::of_release(release)),
        });
        let mut written: Vec<Written> = stories.chain(sprints).chain(releases).collect();
        // As git lists them, so that the order of items does not depend on their rank today.
        written.sort_by(|a, b| a.path.cmp(&b.path));
        self.with_files(written, backlog, now)
    }

    fn with_files(mut self, written: Vec<Written>, backlog: &Backlog, now: Timestamp) -> Self {
        let when = self.moments.last().map_or(now, |last| last.when.max(now));
        let day = when.to_zoned(backlog.config.time_zone.clone()).date();
        let moment = self.moments.len();
        self.moments.push(Moment {
            commit: None,
            when,
            day,
            author: "".into(),
        });
        let Some(mut follower) = Follower::resume(self.items, self.events) else {
            // Only a timeline that was put together wrongly gets here; today stands alone then.
            return Self::default().with_files(written, backlog, now);
        };
        let unreadable = backlog.unreadable.iter().map(|file| file.path.as_str());
        let mut there: HashSet<&str> = unreadable.collect();
        there.extend(written.iter().map(|file| file.path.as_str()));
        let mut removed: Vec<String> = follower
            .paths()
            .filter(|path| !there.contains(&***path))
            .map(|path| path.as_ref().to_owned())
            .collect();
        removed.sort_unstable();
        follower.land(moment, Landing { removed, written });
        (self.items, self.events) = follower.into_parts();
        self
    }
}
