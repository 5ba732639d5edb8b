//! What is Done in a Sprint, and what is not and where it went.

use std::cmp::Reverse;
use std::collections::HashMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{
    Backlog, Hundredths, ItemKind, Sprint, SprintState, StateKind, Story, Timeline, What,
};
use crate::scrum::SprintItems;
use crate::text::{HeadingKeys, criteria_under, dated_lines};

/// An item that is Done.
#[derive(Debug, Serialize)]
pub struct DoneView {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its type as written.
    #[serde(rename = "type")]
    pub item_type: String,
    /// Its value.
    pub value: Option<f64>,
    /// Its size.
    pub points: Option<f64>,
    /// When it was Done.
    pub done: Option<Date>,
    /// When it was accepted.
    pub accepted: Option<Date>,
    /// What was said then.
    pub note: Option<String>,
    /// Acceptance criteria that are ticked.
    pub criteria_met: usize,
    /// Acceptance criteria.
    pub criteria: usize,
    /// How many commits name it and change more than the backlog; null where they are not known.
    pub commits: Option<usize>,
    /// These commits, the oldest first.
    pub commit_list: Option<Vec<CommitView>>,
    #[serde(skip)]
    pub(super) worth: Option<Hundredths>,
}

/// A commit that names an item. Who made it is not told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommitView {
    /// Its hash, in full.
    pub commit: String,
    /// The day on which it was committed, in the backlog's zone.
    pub date: Date,
    /// The first line of its message.
    pub subject: String,
}

/// The commits of each item, by its path; none where they are not known.
pub type Commits<'c> = Option<&'c HashMap<String, Vec<CommitView>>>;

/// An item that was taken into the Sprint and is not Done in it.
#[derive(Debug, Serialize)]
pub struct NotDoneView {
    /// Its id.
    pub id: String,
    /// What it is; null where its file is gone.
    pub title: Option<String>,
    /// Its size.
    pub points: Option<f64>,
    /// Its state.
    pub status: Option<String>,
    /// Where it is now: `sprint`, `backlog`, another Sprint's work as `next`, `done-later`, `declined`, `gone`.
    pub place: &'static str,
    /// The Sprint that it went to.
    pub sprint: Option<String>,
    /// What it waits for, in words.
    pub blocked: Option<String>,
    /// Since when, where the history tells.
    pub blocked_since: Option<Date>,
    /// Why it was put back, where somebody rejected it.
    pub rejected: Option<String>,
    /// How many commits name it and change more than the backlog; null where they are not known.
    pub commits: Option<usize>,
    /// These commits, the oldest first.
    pub commit_list: Option<Vec<CommitView>>,
    #[serde(skip)]
    pub(super) size: Option<Hundredths>,
}

/// Returns what is Done in a Sprint by value, the highest first; equal ones stay in the order.
pub(super) fn done(
    backlog: &Backlog,
    sprint: &Sprint,
    items: &SprintItems<'_>,
    commits: Commits<'_>,
) -> Vec<DoneView> {
    let mut done = items.done(sprint);
    done.sort_by_key(|story| Reverse(story.value));
    let headings = HeadingKeys::new(&backlog.config.criteria.headings);
    let view = |story: &Story| {
        let body = story.body.as_deref().unwrap_or_default();
        let criteria = criteria_under(body, &headings);
        let commits = of(commits, story);
        DoneView {
            id: story.id.to_string(),
            title: story.title.clone(),
            item_type: story.item_type.clone(),
            value: story.value.map(Hundredths::as_f64),
            points: story.points.map(Hundredths::as_f64),
            done: story.done,
            accepted: story.accepted,
            note: story.accepted.and_then(|_| decision(body, "accepted")),
            criteria_met: criteria.iter().filter(|criterion| criterion.done).count(),
            criteria: criteria.len(),
            commits: commits.as_ref().map(Vec::len),
            commit_list: commits,
            worth: story.value,
        }
    };
    done.into_iter().map(view).collect()
}

/// Returns what is not Done: of a closed Sprint what its file says was not Done at the close, of a running one what is
/// open in it.
pub(super) fn not_done(
    backlog: &Backlog,
    sprint: &Sprint,
    items: &SprintItems<'_>,
    timeline: &Timeline,
    commits: Commits<'_>,
) -> Vec<NotDoneView> {
    let went = |story| went(backlog, sprint, story, timeline, of(commits, story));
    let mut found: Vec<NotDoneView> = Vec::new();
    if sprint.state() == SprintState::Closed {
        for id in &sprint.returned {
            found.push(match backlog.find(id) {
                Some(story) => went(story),
                None => NotDoneView {
                    id: id.clone(),
                    title: None,
                    points: None,
                    status: None,
                    place: "gone",
                    sprint: None,
                    blocked: None,
                    blocked_since: None,
                    rejected: None,
                    commits: None,
                    commit_list: None,
                    size: None,
                },
            });
        }
    }
    for story in items.open(sprint) {
        if !found.iter().any(|item| item.id == story.id.to_string()) {
            found.push(went(story));
        }
    }
    found
}

/// The commits of an item, where they are known.
fn of(commits: Commits<'_>, story: &Story) -> Option<Vec<CommitView>> {
    commits.map(|commits| commits.get(&story.path).cloned().unwrap_or_default())
}

fn went(
    backlog: &Backlog,
    sprint: &Sprint,
    story: &Story,
    timeline: &Timeline,
    commits: Option<Vec<CommitView>>,
) -> NotDoneView {
    let named = story.sprint.as_deref().map(str::trim);
    let named = named.filter(|name| !name.is_empty());
    let place = match (backlog.kind(story), named) {
        (StateKind::Declined, _) => "declined",
        (StateKind::Done, _) => "done-later",
        (_, Some(name)) if sprint.is_named(name) => "sprint",
        (_, Some(_)) => "next",
        (_, None) => "backlog",
    };
    let elsewhere = named.filter(|name| !sprint.is_named(name));
    let is_open = backlog.is_open(story);
    let blocked = story.blocked.clone().filter(|_| is_open);
    let body = story.body.as_deref().unwrap_or_default();
    NotDoneView {
        id: story.id.to_string(),
        title: Some(story.title.clone()),
        points: story.points.map(Hundredths::as_f64),
        status: Some(story.status.clone()).filter(|status| !status.is_empty()),
        place,
        sprint: elsewhere.map(str::to_owned),
        blocked_since: blocked
            .as_ref()
            .and_then(|_| blocked_since(timeline, story)),
        blocked,
        rejected: is_open.then(|| decision(body, "rejected")).flatten(),
        commits: commits.as_ref().map(Vec::len),
        commit_list: commits,
        size: story.points,
    }
}

/// The words of the last decision of a kind.
fn decision(body: &str, kind: &str) -> Option<String> {
    let lines = dated_lines(body, "Decisions");
    let words = lines.iter().rev().find_map(|line| {
        let rest = line.text.strip_prefix(kind)?;
        Some(rest.strip_prefix(':')?.trim().to_owned())
    });
    words.filter(|words| !words.is_empty())
}

/// The day on which an item was last said to be blocked, where it was not before.
fn blocked_since(timeline: &Timeline, story: &Story) -> Option<Date> {
    let snapshot = timeline.last_snapshot();
    let item = Timeline::item_at(&snapshot, &story.path)?;
    if timeline.items.get(item) != Some(&ItemKind::Story) {
        return None;
    }
    let born = timeline.appeared(item);
    let mut since = None;
    for event in timeline.life(item) {
        let day = timeline.moments[event.moment].day;
        match &event.what {
            What::Appeared(facts) => since = facts.text("blocked").and(born),
            What::Set("blocked", None, Some(_)) => since = Some(day),
            What::Set("blocked", _, None) => since = None,
            _ => {}
        }
    }
    since
}
