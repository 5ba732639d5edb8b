//! Which of several items with one id reached the default branch first.

use crate::cli::desk::Desk;
use crate::model::{Backlog, Completeness, Story, StoryId, Timeline, What};

/// Items with one id, the one that keeps it first.
#[derive(Debug)]
pub struct Arrivals<'b> {
    /// The items.
    pub stories: Vec<&'b Story>,
    /// For each but the first, why it comes later: `reached origin/main later`.
    pub reasons: Vec<String>,
    /// Why the history could not be asked; none where it was.
    pub unknown: Option<&'static str>,
}

/// When an item reached the default branch: the place of that commit on its first-parent line; the largest number where
/// it did not yet.
type Moment = usize;

const NOT_YET: Moment = usize::MAX;

impl Desk<'_> {
    /// Puts items that have one id into the order in which they reached the default branch, by its first-parent history.
    /// Those that are not there yet come after those that are, and where two came together, or nothing is known, the one
    /// that was created first comes first, then the one whose file's name does. Two clones that know the same of the
    /// default branch come to the same order.
    ///
    /// `timeline` is [`Self::timeline`] of this backlog.
    #[must_use]
    pub fn by_arrival<'b>(
        &self,
        timeline: &Timeline,
        backlog: &'b Backlog,
        id: &StoryId,
    ) -> Arrivals<'b> {
        let state = timeline.last_snapshot();
        let reached = |story: &Story| -> Option<Moment> {
            let item = Timeline::item_at(&state, &story.path)?;
            let event = timeline.life(item).next()?;
            let is_landed = timeline.moments[event.moment].commit.is_some();
            let appeared = matches!(event.what, What::Appeared(_)) && is_landed;
            appeared.then_some(event.moment)
        };
        let mut stories: Vec<(Moment, &Story)> = backlog
            .with_id(id)
            .map(|story| (reached(story).unwrap_or(NOT_YET), story))
            .collect();
        let at_the_edge = stories.iter().filter(|(moment, _)| *moment == 0).count();
        let unknown = match timeline.completeness {
            Completeness::NoGit => Some("there is no git history"),
            Completeness::Partial(_) => Some("this clone does not hold all files of the past"),
            Completeness::Shallow if at_the_edge > 1 => Some("this clone ends too early"),
            _ if timeline.branch.is_none() => Some("nothing is committed yet"),
            _ => None,
        };
        if unknown.is_some() {
            for (moment, _) in &mut stories {
                *moment = NOT_YET;
            }
        }
        stories.sort_by_key(|(moment, story)| {
            (*moment, story.created.is_none(), story.created, &story.path)
        });
        let branch = timeline.branch.as_deref().unwrap_or_default();
        let reasons = stories
            .windows(2)
            .map(|pair| reason(pair[0], pair[1], branch))
            .collect();
        Arrivals {
            stories: stories.into_iter().map(|(_, story)| story).collect(),
            reasons,
            unknown,
        }
    }
}

/// Why the second item comes after the first.
fn reason(
    (before, first): (Moment, &Story),
    (after, later): (Moment, &Story),
    branch: &str,
) -> String {
    if before < after && after == NOT_YET {
        return format!("it is not on {branch} yet");
    }
    if before < after {
        return format!("it reached {branch} later");
    }
    match (first.created, later.created) {
        (Some(one), Some(other)) if one < other => "it was created later".to_owned(),
        (Some(_), None) => "it does not say when it was created".to_owned(),
        _ => "its file name comes later".to_owned(),
    }
}
