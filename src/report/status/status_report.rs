//! Everything that the screen of today says, as data.

use jiff::civil::Date;
use serde::Serialize;

use super::alerts::{Alert, alerts};
use super::needs::{Need, needs};
use super::next_sprint::NextSprint;
use super::release_now::ReleaseNow;
use super::since::Since;
use super::sprint_now::SprintNow;
use crate::model::{Backlog, Sprint, StateKind, Story, Timeline};

/// How many items the beginning of the order shows.
const FIRST: usize = 3;

/// What today is seen from.
pub struct StatusInput<'a, 'b> {
    /// Today, in the backlog's zone.
    pub today: Date,
    /// The Sprint to show, if any.
    pub sprint: Option<&'a Sprint>,
    /// What landed on the default branch; none where nobody read it.
    pub past: Option<&'a Timeline>,
    /// How many files of the backlog differ from the last commit; none where nobody asked git.
    pub not_committed: Option<usize>,
    /// What an item lacks to be ready, in words.
    pub lacks: &'a dyn Fn(&'b Story) -> Vec<String>,
}

/// Today's state of a backlog.
#[derive(Debug, Serialize)]
pub struct StatusReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Today, in the backlog's zone.
    pub date: Date,
    /// How many items are in each kind of state, epics with children left out.
    pub counts: Counts,
    /// The running Sprint, or the one that was asked for.
    pub sprint: Option<SprintNow>,
    /// What needs somebody, oldest first.
    pub needs: Vec<Need>,
    /// Watched metrics that moved further than `alert` in `po.yaml`.
    pub alerts: Vec<Alert>,
    /// What is different since yesterday; null where the past is not known.
    pub since: Option<Since>,
    /// How ready the next Sprint is.
    pub next_sprint: NextSprint,
    /// The release that is due next.
    pub release: Option<ReleaseNow>,
    /// New items.
    pub requests: usize,
    /// Files that could not be read.
    pub unreadable: usize,
    /// How many files of the backlog differ from the last commit; null where git does not tell.
    pub not_committed: Option<usize>,
    /// The first items of the order.
    pub next: Vec<NextItem>,
    /// Whether there is a past that was too long to read now.
    #[serde(skip)]
    pub(super) is_past_unread: bool,
}

/// How many items are in each kind of state.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Counts {
    /// Asked for, not yet refined.
    pub new: usize,
    /// Refined.
    pub ready: usize,
    /// Being worked on.
    pub started: usize,
    /// Done.
    pub done: usize,
    /// Declined.
    pub declined: usize,
}

/// An item near the top.
#[derive(Debug, Clone, Serialize)]
pub struct NextItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
}

impl Counts {
    /// Counts items; an epic is there in its children.
    fn of(backlog: &Backlog) -> Self {
        let mut counts = Self::default();
        let single = |story: &&Story| !backlog.has_children(story);
        for story in backlog.stories().iter().filter(single) {
            *match backlog.kind(story) {
                StateKind::New => &mut counts.new,
                StateKind::Ready => &mut counts.ready,
                StateKind::Started => &mut counts.started,
                StateKind::Done => &mut counts.done,
                StateKind::Declined => &mut counts.declined,
            } += 1;
        }
        counts
    }

    /// The kinds that have items, in the order of work.
    pub(super) fn words(&self) -> String {
        let all = [
            (self.new, StateKind::New),
            (self.ready, StateKind::Ready),
            (self.started, StateKind::Started),
            (self.done, StateKind::Done),
            (self.declined, StateKind::Declined),
        ];
        let words = all
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, kind)| format!("{count} {kind}"));
        words.collect::<Vec<_>>().join(" · ")
    }
}

impl StatusReport {
    /// Returns the state of a backlog, whose bodies should have been read, or no question is known.
    #[must_use]
    pub fn new<'b>(backlog: &'b Backlog, input: &StatusInput<'_, 'b>) -> Self {
        let today = input.today;
        let is_request = |story: &&Story| {
            backlog.kind(story) == StateKind::New && !story.item_type.eq_ignore_ascii_case("epic")
        };
        let next = |story: &Story| NextItem {
            id: story.id.to_string(),
            title: story.title.clone(),
        };
        Self {
            schema_version: 1,
            date: today,
            counts: Counts::of(backlog),
            sprint: input
                .sprint
                .map(|sprint| SprintNow::new(backlog, sprint, today)),
            needs: needs(backlog, today, input.past),
            alerts: alerts(backlog, today),
            since: input.past.and_then(|past| Since::new(backlog, today, past)),
            next_sprint: NextSprint::new(backlog, input.lacks),
            release: ReleaseNow::new(backlog, today, input.past),
            requests: backlog.positioned().filter(is_request).count(),
            unreadable: backlog.unreadable.len(),
            not_committed: input.not_committed,
            next: backlog.positioned().take(FIRST).map(next).collect(),
            is_past_unread: input.past.is_none(),
        }
    }
}
