//! What a team looks at while it estimates an item: its text, its criteria, and items of similar text to compare with.

use serde::Serialize;

use crate::model::{Backlog, Story};
use crate::report::references::references;
use crate::report::{Document, Line, Style};
use crate::scrum::cards;
use crate::text;

/// How many items are shown to compare with.
const COMPARED: usize = 2;

/// An item to compare with.
#[derive(Debug, Serialize)]
pub struct ComparedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its size.
    pub points: f64,
    /// Whether it is Done, so that its size is no guess any more.
    pub done: bool,
    /// How many acceptance criteria it has.
    pub criteria: usize,
    #[serde(skip)]
    label: String,
}

/// An item before it is estimated.
#[derive(Debug, Serialize)]
pub struct EstimateReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its size until now.
    pub points: Option<f64>,
    /// The first paragraph of its text.
    pub text: String,
    /// The words of its acceptance criteria.
    pub criteria: Vec<String>,
    /// Its open questions.
    pub questions: Vec<String>,
    /// The cards of the team's deck, as they are shown.
    pub deck: Vec<String>,
    /// Estimated items of similar text, the nearest first.
    pub references: Vec<ComparedItem>,
    /// What was estimated before, a line each.
    pub estimations: Vec<String>,
    #[serde(skip)]
    was: Option<String>,
}

impl EstimateReport {
    /// Returns what there is to know of a story; bodies of the backlog must have been read.
    #[must_use]
    pub fn new(backlog: &Backlog, story: &Story) -> Self {
        let deck = &backlog.config.deck;
        let headings = &backlog.config.criteria.headings;
        let body = story.body.as_deref().unwrap_or_default();
        let compared = references(backlog, story, COMPARED);
        let dated = text::dated_lines(body, "Questions");
        let open = dated
            .into_iter()
            .filter(|line| line.done != Some(true) && line.answers.is_empty());
        Self {
            schema_version: 1,
            id: story.id.to_string(),
            title: story.title.clone(),
            points: story.points.map(crate::model::Hundredths::as_f64),
            text: first_paragraph(body),
            criteria: text::criteria(body, headings)
                .into_iter()
                .map(|c| c.text)
                .collect(),
            questions: open.map(|line| line.text).collect(),
            deck: deck.cards().iter().map(|card| deck.label(*card)).collect(),
            references: compared
                .into_iter()
                .map(|near| ComparedItem {
                    id: near.story.id.to_string(),
                    title: near.story.title.clone(),
                    points: near.points.as_f64(),
                    done: near.is_done,
                    criteria: text::criteria(
                        near.story.body.as_deref().unwrap_or_default(),
                        headings,
                    )
                    .len(),
                    label: deck.label(near.points),
                })
                .collect(),
            estimations: text::dated_lines(body, "Estimation")
                .into_iter()
                .map(|line| match line.date {
                    Some(date) => format!("{date} {}", line.text),
                    None => line.text,
                })
                .collect(),
            was: story.points.map(|points| deck.label(points)),
        }
    }

    /// Returns it for the people who estimate.
    #[must_use]
    pub fn document(&self, backlog: &Backlog) -> Document {
        let mut document = Document::new();
        let was = self.was.as_ref().map_or_else(
            || "no estimate yet".to_owned(),
            |was| format!("estimated {was}"),
        );
        document.heading(
            2,
            Line::styled(format!("{} ", self.id), Style::Id)
                .with(&self.title, Style::Strong)
                .with(format!(" · {was}"), Style::Dim),
        );
        if !self.text.is_empty() {
            document.items(vec![Line::plain(&*self.text)]);
        }
        let mut part = |title: &str, lines: Vec<Line>| {
            if !lines.is_empty() {
                document.gap();
                document.text(Line::styled(title, Style::Strong));
                document.items(lines);
            }
        };
        let numbered = self.criteria.iter().enumerate();
        part(
            "Acceptance criteria",
            numbered
                .map(|(at, words)| Line::plain(format!("{} {words}", at + 1)))
                .collect(),
        );
        part(
            "Open questions",
            self.questions
                .iter()
                .map(|words| Line::styled(&**words, Style::Warn))
                .collect(),
        );
        part(
            "Estimated before",
            self.estimations
                .iter()
                .map(|words| Line::styled(&**words, Style::Dim))
                .collect(),
        );
        part(
            "To compare with",
            self.references.iter().map(compared).collect(),
        );
        document.gap();
        document.text(
            Line::styled("Deck ", Style::Dim)
                .and(format!("{} ? \u{2615}", cards(&backlog.config.deck))),
        );
        document
    }
}

fn compared(near: &ComparedItem) -> Line {
    let state = if near.done { "Done" } else { "not Done yet" };
    let criteria = match near.criteria {
        0 => "no criteria".to_owned(),
        1 => "1 criterion".to_owned(),
        n => format!("{n} criteria"),
    };
    Line::styled(format!("{:>4}  ", near.label), Style::Strong)
        .with(format!("{} ", near.id), Style::Id)
        .and(&*near.title)
        .with(format!(" · {criteria}, {state}"), Style::Dim)
}

/// What stands before the first blank line or heading, on one line.
fn first_paragraph(body: &str) -> String {
    let lines = body
        .lines()
        .map(str::trim)
        .skip_while(|line| line.is_empty());
    let lines = lines.take_while(|line| !line.is_empty() && !line.starts_with('#'));
    text::one_line(&lines.collect::<Vec<_>>().join(" "))
}
