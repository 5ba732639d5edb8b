//! What comes after a Sprint: velocity as a range, what is left of the releases, what is ready, what is open.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, StateKind, Story, Timeline};
use crate::report::forecast_words::share;
use crate::scrum::{
    ReleaseItems, USUAL_SPRINTS, release_chances, releases_in_order, tally, velocity,
};
use crate::text::dated_lines;

/// How many ready items are named.
const NEXT: usize = 5;
/// How many questions are named.
const QUESTIONS: usize = 10;

/// What the last Sprints came to.
#[derive(Debug, Clone, Serialize)]
pub struct RangeView {
    /// The Sprints behind it, oldest first.
    pub sprints: Vec<String>,
    /// The least.
    pub low: f64,
    /// The median.
    pub median: f64,
    /// The most.
    pub high: f64,
    #[serde(skip)]
    pub(super) figures: (Hundredths, Hundredths, Hundredths),
}

/// A release that did not ship yet.
#[derive(Debug, Serialize)]
pub struct ReleaseView {
    /// Its name.
    pub name: String,
    /// When it is due.
    pub due: Option<Date>,
    /// Points of its items that are not Done.
    pub points_left: f64,
    /// Those items.
    pub items_left: u64,
    /// Those among them without an estimate.
    pub unestimated: usize,
    /// What it may cost, where that is recorded.
    pub budget: Option<f64>,
    /// How likely it is done by its due date, as a fraction; null where nobody can tell.
    pub due_chance: Option<f64>,
    #[serde(skip)]
    pub(super) chance: Option<u32>,
    #[serde(skip)]
    pub(super) left: Hundredths,
    #[serde(skip)]
    pub(super) money: Option<Hundredths>,
}

/// An item that is ready.
#[derive(Debug, Serialize)]
pub struct NextView {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
}

/// A question without an answer.
#[derive(Debug, Serialize)]
pub struct QuestionView {
    /// The item; null where the question is about the Sprint.
    pub id: Option<String>,
    /// When it was asked.
    pub date: Option<Date>,
    /// The question.
    pub text: String,
}

/// What comes next.
#[derive(Debug, Serialize)]
pub struct Outlook {
    /// Velocity of the last Sprints that were closed by then; null where none says what was Done.
    pub velocity: Option<RangeView>,
    /// Releases that did not ship yet.
    pub releases: Vec<ReleaseView>,
    /// The first ready items of the order that are not in the Sprint.
    pub next: Vec<NextView>,
    /// Open questions, those about the Sprint first, then in the order of the items.
    pub questions: Vec<QuestionView>,
    /// How many more there are.
    pub more_questions: usize,
}

/// Returns what comes after a Sprint.
pub(super) fn outlook(
    backlog: &Backlog,
    sprint: &Sprint,
    body: &str,
    timeline: &Timeline,
    today: Date,
) -> Outlook {
    let is_next = |story: &&Story| {
        let named = story.sprint.as_deref();
        backlog.kind(story) == StateKind::Ready && !named.is_some_and(|name| sprint.is_named(name))
    };
    let next = backlog.positioned().filter(is_next).take(NEXT);
    let mut questions = open_questions(None, body);
    for story in backlog.positioned() {
        let body = story.body.as_deref().unwrap_or_default();
        questions.extend(open_questions(Some(story.id.to_string()), body));
    }
    let more_questions = questions.len().saturating_sub(QUESTIONS);
    questions.truncate(QUESTIONS);
    Outlook {
        velocity: range(backlog, sprint),
        releases: releases(backlog, timeline, today),
        next: next
            .map(|story| NextView {
                id: story.id.to_string(),
                title: story.title.clone(),
            })
            .collect(),
        questions,
        more_questions,
    }
}

/// The velocity as it was known at the end of the Sprint.
fn range(backlog: &Backlog, sprint: &Sprint) -> Option<RangeView> {
    let by_then = |other: &&Sprint| sprint.closed.is_none() || other.closed <= sprint.closed;
    let sprints: Vec<Sprint> = backlog.sprints.iter().filter(by_then).cloned().collect();
    let found = velocity(&sprints, USUAL_SPRINTS)?;
    Some(RangeView {
        sprints: found.sprints.iter().map(|s| s.name.clone()).collect(),
        low: found.low.as_f64(),
        median: found.median.as_f64(),
        high: found.high.as_f64(),
        figures: (found.low, found.median, found.high),
    })
}

fn releases(backlog: &Backlog, timeline: &Timeline, today: Date) -> Vec<ReleaseView> {
    let items = ReleaseItems::new(backlog);
    let mut all = releases_in_order(&backlog.releases);
    all.retain(|release| release.shipped.is_none());
    let chances = release_chances(backlog, &all, Some(timeline), today);
    all.into_iter()
        .zip(chances)
        .map(|(release, chance)| {
            let chance = chance.map(|chance| chance.now);
            let open = items.open(release);
            let left = tally(&open);
            ReleaseView {
                name: release.name.clone(),
                due: release.due,
                points_left: left.points.as_f64(),
                items_left: left.items,
                unestimated: open.iter().filter(|story| story.points.is_none()).count(),
                budget: release.budget.map(Hundredths::as_f64),
                due_chance: chance.map(share),
                chance,
                left: left.points,
                money: release.budget,
            }
        })
        .collect()
}

/// The questions of a body that are neither ticked nor answered.
fn open_questions(id: Option<String>, body: &str) -> Vec<QuestionView> {
    let lines = dated_lines(body, "Questions").into_iter();
    lines
        .filter(|line| line.done != Some(true) && line.answers.is_empty())
        .map(|line| QuestionView {
            id: id.clone(),
            date: line.date,
            text: line.text,
        })
        .collect()
}
