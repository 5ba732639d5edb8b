//! Which item of one state is which of the other, and what each of its facts became.

use std::collections::HashSet;

use crate::model::{
    Backlog, Facts, Follower, ItemKind, ItemRef, Landing, Snapshot, Story, Timeline, What, Written,
};
use crate::report::diff::report::DiffSides;
use crate::text::criteria;

/// The items of the files that differ, followed from one state to the other by identity.
pub(super) struct Followed {
    /// What each was, and what it is.
    timeline: Timeline,
    was: Snapshot,
    is: Snapshot,
}

/// One item of a file that differs.
pub(super) struct Pair<'f> {
    /// What it is.
    pub kind: ItemKind,
    /// What it said; none where it was not there.
    pub was: Option<&'f Facts>,
    /// What it says; none where it is gone.
    pub is: Option<&'f Facts>,
    /// What happened.
    pub what: Vec<&'f What>,
}

impl Followed {
    /// Follows the items of the files that differ.
    pub(super) fn new(sides: &DiffSides<'_>) -> Self {
        let mut follower = Follower::default();
        let before = written(sides.before, sides);
        let after = written(sides.after, sides);
        let there: HashSet<&str> = after.iter().map(|file| file.path.as_str()).collect();
        let gone = before.iter().filter(|file| !there.contains(&*file.path));
        let removed: Vec<String> = gone.map(|file| file.path.clone()).collect();
        follower.land(
            0,
            Landing {
                removed: Vec::new(),
                written: before,
            },
        );
        follower.land(
            1,
            Landing {
                removed,
                written: after,
            },
        );
        let (items, events) = follower.into_parts();
        let timeline = Timeline {
            items,
            events,
            ..Timeline::default()
        };
        let mut replay = timeline.replay();
        let was = replay.to_moment(0).clone();
        let is = replay.to_end().clone();
        Self { timeline, was, is }
    }

    /// Every item, in the order of their files.
    pub(super) fn pairs(&self) -> Vec<Pair<'_>> {
        let pair = |(item, kind): (ItemRef, &ItemKind)| Pair {
            kind: *kind,
            was: self.was.facts(item),
            is: self.is.facts(item),
            what: Vec::new(),
        };
        let items = self.timeline.items.iter().enumerate();
        let mut pairs: Vec<Pair<'_>> = items.map(pair).collect();
        for event in self.timeline.events.iter().filter(|e| e.moment == 1) {
            pairs[event.item].what.push(&event.what);
        }
        pairs
    }
}

/// The files that differ, as far as they can be read; those that could be read before and cannot any more say nothing.
fn written(backlog: &Backlog, sides: &DiffSides<'_>) -> Vec<Written> {
    let headings = &backlog.config.criteria.headings;
    let facts = |story: &Story| {
        let body = story.body.as_deref().unwrap_or_default();
        Facts::of_story(story, &criteria(body, headings))
    };
    let is_changed = |path: &str| (sides.is_changed)(path);
    let file = |path: &str, kind, facts| Written {
        path: path.to_owned(),
        kind,
        facts,
    };
    let mut written: Vec<Written> = Vec::new();
    for story in backlog.stories().iter().filter(|s| is_changed(&s.path)) {
        written.push(file(&story.path, ItemKind::Story, Some(facts(story))));
    }
    for sprint in backlog.sprints.iter().filter(|s| is_changed(&s.path)) {
        let facts = Some(Facts::of_sprint(sprint));
        written.push(file(&sprint.path, ItemKind::Sprint, facts));
    }
    for release in backlog.releases.iter().filter(|r| is_changed(&r.path)) {
        let facts = Some(Facts::of_release(release));
        written.push(file(&release.path, ItemKind::Release, facts));
    }
    for lost in backlog.unreadable.iter().filter(|f| is_changed(&f.path)) {
        written.push(file(&lost.path, ItemKind::Story, None));
    }
    written.sort_by(|a, b| a.path.cmp(&b.path));
    written
}
