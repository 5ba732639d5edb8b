//! Which commits belong to the items of a Sprint, for its Review.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::civil::{Date, Time};

use crate::cli::Desk;
use crate::git::Mention;
use crate::model::{Backlog, Completeness, Sprint, Story, StoryId, Timeline};
use crate::report::CommitView;
use crate::scrum::{SprintItems, first_day};

/// The commits that name each item of the Sprint and change more than the backlog, the oldest first, by the item's path:
/// from the day on which the first of them began to the end of the Sprint. None where the history does not reach so far.
pub(super) fn commits(
    desk: &Desk<'_>,
    backlog: &Backlog,
    sprint: &Sprint,
    timeline: &Timeline,
) -> Option<HashMap<String, Vec<CommitView>>> {
    let items = SprintItems::new(backlog);
    let returned = sprint.returned.iter().filter_map(|id| backlog.find(id));
    let items: Vec<&Story> = items.of(sprint).iter().copied().chain(returned).collect();
    let days = items.iter().filter_map(|story| story.started);
    let since = days.chain(first_day(sprint)).min()?;
    let is_known = match timeline.completeness {
        Completeness::Full | Completeness::Partial(_) => true,
        Completeness::Shallow => timeline.first_day().is_some_and(|first| first <= since),
        Completeness::NoGit => false,
    };
    if !is_known {
        return None;
    }
    let zone = &desk.config().time_zone;
    let midnight = since.to_datetime(Time::midnight());
    let midnight = zone.to_ambiguous_timestamp(midnight).compatible().ok()?;
    let found = desk.mentions(midnight)?;
    let last = sprint.closed.unwrap_or_else(|| desk.today());
    let items = items.into_iter();
    Some(
        items
            .map(|story| (story.path.clone(), of(backlog, story, &found, last)))
            .collect(),
    )
}

/// The commits of an item up to a day. A merge brings what other commits did: it counts where none of these names the item.
fn of(
    backlog: &Backlog,
    story: &Story,
    found: &BTreeMap<StoryId, Vec<Mention>>,
    last: Date,
) -> Vec<CommitView> {
    let aliases = story.aliases.iter().filter(|alias| {
        let meant = backlog.find(alias);
        meant.is_some_and(|other| other.path == story.path)
    });
    let ids = aliases.filter_map(|alias| alias.parse().ok());
    let mut met = HashSet::new();
    let mut work: Vec<&Mention> = ids
        .chain([story.id.clone()])
        .flat_map(|id: StoryId| found.get(&id).into_iter().flatten())
        .filter(|commit| commit.is_work && commit.day <= last && met.insert(commit.commit))
        .collect();
    if work.iter().any(|commit| !commit.is_merge) {
        work.retain(|commit| !commit.is_merge);
    }
    // They come the youngest first, and of one second in the order in which they were met.
    work.reverse();
    work.sort_by_key(|commit| commit.when);
    let view = |commit: &Mention| CommitView {
        commit: commit.commit.to_string(),
        date: commit.day,
        subject: commit.subject.clone(),
    };
    work.into_iter().map(view).collect()
}
