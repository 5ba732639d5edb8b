//! Why an item stands where it stands, or why it will not be done.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, StateKind, Story};
use crate::report::typed_id::typed_id;
use crate::report::{Document, Line, Positions, Style, similar};
use crate::text;

/// A dated decision.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionView {
    /// When it was made.
    pub date: Option<Date>,
    /// What was decided.
    pub text: String,
}

/// An item named beside another.
#[derive(Debug, Clone, Serialize)]
pub struct NamedStory {
    /// Its id, or the reference as written where nothing is found.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// Its state.
    pub status: Option<String>,
    /// Its position.
    pub position: Option<usize>,
}

/// Where an item stands and why.
#[derive(Debug, Serialize)]
pub struct WhyReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its state.
    pub status: Option<String>,
    /// What its state means.
    pub status_kind: &'static str,
    /// Its position.
    pub position: Option<usize>,
    /// How many items have one.
    pub positions: usize,
    /// Who asked for it.
    pub requested_by: Option<String>,
    /// What it is worth and serves, in words.
    pub worth: Vec<String>,
    /// What it waits for in words.
    pub blocked: Option<String>,
    /// What must be done before it.
    pub waits_for: Vec<NamedStory>,
    /// What waits for it.
    pub needed_by: Vec<NamedStory>,
    /// What stands right before it.
    pub before: Option<NamedStory>,
    /// What stands right after it.
    pub after: Option<NamedStory>,
    /// Its decisions, oldest first.
    pub decisions: Vec<DecisionView>,
    /// Its open questions.
    pub questions: Vec<String>,
    /// The number of each of these among all its questions, from 1.
    #[serde(skip)]
    pub question_numbers: Vec<usize>,
    /// Items whose names come close.
    pub similar: Vec<NamedStory>,
}

impl WhyReport {
    /// Returns the report of a story of `backlog`, whose body must have been read.
    #[must_use]
    pub fn new(backlog: &Backlog, story: &Story) -> Self {
        let positions = Positions::of(backlog);
        let named = |other: &Story| NamedStory {
            id: other.id.to_string(),
            title: Some(other.title.clone()),
            status: Some(other.status.clone()),
            position: positions.of_story(other),
        };
        let position = positions.of_story(story);
        let neighbour =
            |at: Option<usize>| at.and_then(|at| backlog.positioned().nth(at)).map(named);
        let body = story.body.as_deref().unwrap_or_default();
        let others: Vec<&Story> = backlog
            .stories()
            .iter()
            .filter(|other| other.path != story.path)
            .collect();
        let near = similar(
            &story.title,
            others.iter().map(|other| other.title.as_str()),
        );
        let open: Vec<(usize, String)> = (1..)
            .zip(text::dated_lines(body, "Questions"))
            .filter(|(_, line)| line.done != Some(true) && line.answers.is_empty())
            .map(|(number, line)| (number, line.text))
            .collect();
        Self {
            schema_version: 1,
            id: story.id.to_string(),
            title: story.title.clone(),
            status: (!story.status.is_empty()).then(|| story.status.clone()),
            status_kind: backlog.kind(story).name(),
            position,
            positions: positions.count(),
            requested_by: story.requested_by.clone(),
            worth: worth(backlog, story),
            blocked: story.blocked.clone(),
            waits_for: backlog
                .waits_for(story)
                .into_iter()
                .map(|reference| match backlog.find(reference) {
                    Some(other) => named(other),
                    None => NamedStory {
                        id: reference.to_owned(),
                        title: None,
                        status: None,
                        position: None,
                    },
                })
                .collect(),
            needed_by: backlog
                .stories()
                .iter()
                .filter(|other| {
                    other.depends_on.iter().any(|on| {
                        backlog
                            .find(on)
                            .is_some_and(|found| found.path == story.path)
                    })
                })
                .map(named)
                .collect(),
            before: neighbour(position.and_then(|position| position.checked_sub(2))),
            after: neighbour(position),
            decisions: text::dated_lines(body, "Decisions")
                .into_iter()
                .map(|line| DecisionView {
                    date: line.date,
                    text: line.text,
                })
                .collect(),
            question_numbers: open.iter().map(|(number, _)| *number).collect(),
            questions: open.into_iter().map(|(_, words)| words).collect(),
            similar: near
                .into_iter()
                .filter_map(|found| others.get(found.index))
                .map(|other| named(other))
                .collect(),
        }
    }

    /// Returns it for a person.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(
            2,
            Line::styled(format!("{} ", self.id), Style::Id).with(&self.title, Style::Strong),
        );
        document.items(self.standing());
        let list = |document: &mut Document, title: &str, lines: Vec<Line>| {
            if !lines.is_empty() {
                document.gap();
                document.text(Line::styled(title, Style::Strong));
                document.items(lines);
            }
        };
        let decisions = self.decisions.iter().map(|decision| match decision.date {
            Some(date) => Line::plain(format!("{date} {}", decision.text)),
            None => Line::plain(&*decision.text),
        });
        list(&mut document, "Decisions", decisions.collect());
        list(
            &mut document,
            "Waits for",
            self.waits_for.iter().map(line).collect(),
        );
        list(
            &mut document,
            "Needed by",
            self.needed_by.iter().map(line).collect(),
        );
        list(
            &mut document,
            "Open questions",
            self.questions
                .iter()
                .map(|words| Line::plain(&**words))
                .collect(),
        );
        list(
            &mut document,
            "Similar",
            self.similar.iter().map(line).collect(),
        );
        self.hint(&mut document);
        document
    }

    /// The one next step worth taking, where there is one.
    fn hint(&self, document: &mut Document) {
        let own = typed_id(&self.id);
        let later = self
            .waits_for
            .iter()
            .find(|other| self.position.is_some() && other.position > self.position);
        if let Some(later) = later {
            document.gap();
            document.hint(format!(
                "it stands before what it waits for: po rank {} --before {own}",
                typed_id(&later.id)
            ));
        } else if let Some(question) = self.question_numbers.first() {
            document.gap();
            document.hint(format!(
                "to answer the question: po note {own} --answer {question} \"…\""
            ));
        }
    }

    fn standing(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        let status = self.status.as_deref().unwrap_or("no state");
        lines.push(match (self.position, self.status_kind) {
            (Some(position), _) => Line::plain(format!(
                "{status}, {position} of {} in the order",
                self.positions
            )),
            (None, kind)
                if kind == StateKind::Done.name() || kind == StateKind::Declined.name() =>
            {
                Line::plain(format!("{status}: it has no place in the order any more"))
            }
            (None, _) => Line::plain(format!("{status}: an epic stands where its children stand")),
        });
        let beside = |word: &str, other: &Option<NamedStory>| {
            other.as_ref().map(|other| {
                format!(
                    "{word} {} {}",
                    other.id,
                    other.title.as_deref().unwrap_or_default()
                )
            })
        };
        let neighbours: Vec<String> =
            [beside("after", &self.before), beside("before", &self.after)]
                .into_iter()
                .flatten()
                .collect();
        if !neighbours.is_empty() {
            lines.push(Line::plain(neighbours.join(", ")));
        }
        lines.extend(
            self.requested_by
                .as_ref()
                .map(|who| Line::plain(format!("asked for by {who}"))),
        );
        if !self.worth.is_empty() {
            lines.push(Line::plain(self.worth.join(" · ")));
        }
        lines.extend(
            self.blocked
                .as_ref()
                .map(|why| Line::styled(format!("blocked: {why}"), Style::Warn)),
        );
        lines
    }
}

fn line(other: &NamedStory) -> Line {
    let mut line = Line::styled(other.id.clone(), Style::Id);
    match &other.title {
        Some(title) => line = line.and(format!(" {title}")),
        None => return line.and(" (no such item)"),
    }
    let mut facts: Vec<String> = other
        .status
        .iter()
        .filter(|status| !status.is_empty())
        .cloned()
        .collect();
    facts.extend(
        other
            .position
            .map(|position| format!("{position} in the order")),
    );
    if facts.is_empty() {
        line
    } else {
        line.with(format!(" · {}", facts.join(", ")), Style::Dim)
    }
}

/// What an item is worth and serves, as the front matter says it.
fn worth(backlog: &Backlog, story: &Story) -> Vec<String> {
    let mut worth = Vec::new();
    match story.cost_of_delay {
        Some(money) => worth.push(format!("cost of delay {money} a week")),
        None => {
            let parts = [
                ("value", story.value),
                ("urgency", story.urgency),
                ("risk reduction", story.risk_reduction),
            ];
            worth.extend(
                parts
                    .iter()
                    .filter_map(|(name, amount)| amount.map(|amount| format!("{name} {amount}"))),
            );
        }
    }
    worth.extend(story.points.map(|points| points.points()));
    worth.extend(story.epic.as_ref().map(|epic| match backlog.find(epic) {
        Some(epic) => format!("epic {} {}", epic.id, epic.title),
        None => format!("epic {epic}"),
    }));
    worth.extend(story.objective.as_ref().map(|objective| {
        let words = backlog
            .product
            .objectives
            .iter()
            .find(|known| known.name.eq_ignore_ascii_case(objective));
        words.map_or_else(
            || format!("objective {objective}"),
            |known| format!("objective {objective} {}", text::one_line(&known.text)),
        )
    }));
    worth.extend(
        story
            .sprint
            .as_ref()
            .map(|sprint| format!("Sprint {sprint}")),
    );
    worth.extend(
        story
            .release
            .as_ref()
            .map(|release| format!("release {release}")),
    );
    worth
}
