//! What is known of a Sprint at its Review.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Sprint, Timeline};
use crate::report::{PastView, SprintView};
use crate::scrum::{SprintItems, first_day, tally};
use crate::text::dated_lines;

use super::changes::{Changes, changes};
use super::goal::{ObjectiveView, objectives};
use super::items::{Commits, DoneView, NotDoneView, done, not_done};
use super::outlook::{Outlook, outlook};

/// What a Review is made from.
#[derive(Debug, Clone, Copy)]
pub struct ReviewFacts<'f> {
    /// The backlog, with bodies.
    pub backlog: &'f Backlog,
    /// The Sprint; started at least.
    pub sprint: &'f Sprint,
    /// The body of its file.
    pub body: &'f str,
    /// What happened when.
    pub timeline: &'f Timeline,
    /// The commits of the Sprint's items.
    pub commits: Commits<'f>,
    /// Today.
    pub today: Date,
    /// What goes before a path of the backlog.
    pub prefix: &'f str,
}

/// A note or a word of feedback.
#[derive(Debug, Serialize)]
pub struct NoteView {
    /// The item; null where it is about the Sprint.
    pub id: Option<String>,
    /// When it was written down.
    pub date: Option<Date>,
    /// The words; feedback begins with whose it is.
    pub text: String,
}

/// A Sprint as its Review looks at it. There are no figures of a person.
#[derive(Debug, Serialize)]
pub struct ReviewReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The product.
    pub product: String,
    /// The day on which this was written, in the backlog's zone.
    pub date: Date,
    /// The Sprint with its goal, the verdict of people and its facts.
    pub sprint: SprintView,
    /// The Product Goal.
    pub product_goal: Option<String>,
    /// The objectives.
    pub objectives: Vec<ObjectiveView>,
    /// The Definition of Done.
    pub definition_of_done: Vec<String>,
    /// What is Done, by value.
    pub done: Vec<DoneView>,
    /// What is not Done, and where it went.
    pub not_done: Vec<NotDoneView>,
    /// What changed after the start.
    pub during: Changes,
    /// What comes next.
    pub outlook: Outlook,
    /// Notes on the Sprint.
    pub notes: Vec<NoteView>,
    /// Feedback on the Sprint, then on its items since its start.
    pub feedback: Vec<NoteView>,
    /// How much of the past is known.
    pub past: PastView,
    #[serde(skip)]
    pub(super) done_points: Hundredths,
}

impl ReviewReport {
    /// Returns what is known of a Sprint.
    #[must_use]
    pub fn new(facts: &ReviewFacts<'_>) -> Self {
        let ReviewFacts {
            backlog,
            sprint,
            body,
            timeline,
            ..
        } = *facts;
        let items = SprintItems::new(backlog);
        Self {
            schema_version: 1,
            product: backlog.config.product.clone(),
            date: facts.today,
            sprint: SprintView::new(sprint, &items, facts.prefix),
            product_goal: backlog.product.goal.clone(),
            objectives: objectives(backlog, facts.today),
            definition_of_done: backlog.product.definition_of_done.clone(),
            done: done(backlog, sprint, &items, facts.commits),
            not_done: not_done(backlog, sprint, &items, timeline, facts.commits),
            during: changes(backlog, sprint, timeline),
            outlook: outlook(backlog, sprint, body, timeline, facts.today),
            notes: noted(body, "Notes", None),
            feedback: feedback(sprint, body, &items),
            past: PastView::new(timeline),
            done_points: tally(&items.done(sprint)).points,
        }
    }
}

fn noted(body: &str, heading: &str, id: Option<&str>) -> Vec<NoteView> {
    let lines = dated_lines(body, heading).into_iter();
    lines
        .map(|line| NoteView {
            id: id.map(str::to_owned),
            date: line.date,
            text: line.text,
        })
        .collect()
}

/// Feedback on the Sprint, then what was said of its items since it began.
fn feedback(sprint: &Sprint, body: &str, items: &SprintItems<'_>) -> Vec<NoteView> {
    let mut found = noted(body, "Feedback", None);
    let first = first_day(sprint);
    for story in items.of(sprint) {
        let body = story.body.as_deref().unwrap_or_default();
        let notes = noted(body, "Feedback", Some(&story.id.to_string())).into_iter();
        found.extend(notes.filter(|note| note.date.is_some() && note.date >= first));
    }
    found
}
