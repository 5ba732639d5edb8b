//! One item, whole.

use serde::Serialize;

use crate::model::{Backlog, Expected, Story};
use crate::report::{Block, Document, Line, Positions, StoryView, Style, UnreadableView};
use crate::text;

/// An item with its text.
#[derive(Debug, Serialize)]
pub struct ShowReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The items asked for.
    pub stories: Vec<ShownStory>,
    /// The files of the backlog that could not be read.
    pub unreadable: Vec<UnreadableView>,
}

/// One item with its text.
#[derive(Debug, Serialize)]
pub struct ShownStory {
    /// Its fields.
    pub story: StoryView,
    /// Its Markdown, after the front matter.
    pub body: String,
}

impl ShowReport {
    /// Returns the report of `stories`; `unreadable` and `prefix` are relative to the current directory.
    #[must_use]
    pub fn new(
        backlog: &Backlog,
        stories: &[&Story],
        unreadable: Vec<UnreadableView>,
        prefix: &str,
    ) -> Self {
        let positions = Positions::of(backlog);
        let shown = |story: &&Story| ShownStory {
            story: StoryView::new(backlog, &positions, story, prefix),
            body: story.body.clone().unwrap_or_default(),
        };
        Self {
            schema_version: 1,
            stories: stories.iter().map(shown).collect(),
            unreadable,
        }
    }

    /// Returns one item for a person. `backlog` may hold nothing but that item: what it refers to is then named by id alone,
    /// and no position is told.
    #[must_use]
    pub fn document(backlog: &Backlog, story: &Story, prefix: &str) -> Document {
        let mut document = Document::new();
        let title = if story.title.is_empty() {
            "(no title)"
        } else {
            &story.title
        };
        document.heading(
            1,
            Line::styled(format!("{} ", story.id), Style::Id).with(title, Style::Strong),
        );
        for line in facts(backlog, story) {
            document.items(vec![line]);
        }
        document.items(vec![Line::styled(
            format!("{prefix}{}", story.path),
            Style::Dim,
        )]);
        let body = story
            .body
            .as_deref()
            .unwrap_or_default()
            .trim_matches(['\r', '\n']);
        if !body.is_empty() {
            document.gap();
            document.blocks.push(Block::Markdown(body.to_owned()));
        }
        document
    }
}

/// What the front matter says, as few short lines.
fn facts(backlog: &Backlog, story: &Story) -> Vec<Line> {
    let mut first = Vec::new();
    first.extend((!story.item_type.is_empty()).then(|| story.item_type.clone()));
    first.extend((!story.status.is_empty()).then(|| story.status.clone()));
    first.extend(story.points.map(|points| points.points()));
    first.extend(
        story
            .sprint
            .as_ref()
            .map(|sprint| format!("Sprint {sprint}")),
    );
    first.extend(
        story
            .release
            .as_ref()
            .map(|release| format!("release {release}")),
    );
    first.extend(
        story
            .epic
            .as_ref()
            .map(|epic| named(backlog, "epic ", epic)),
    );
    let mut second = Vec::new();
    let amounts = [
        ("value", story.value),
        ("urgency", story.urgency),
        ("risk reduction", story.risk_reduction),
        ("cost of delay a week", story.cost_of_delay),
    ];
    second.extend(
        amounts
            .iter()
            .filter_map(|(name, amount)| amount.map(|amount| format!("{name} {amount}"))),
    );
    second.extend(story.moscow.map(|class| format!("moscow {}", class.name())));
    let factors = story.factors.iter();
    second.extend(factors.map(|(key, amount)| format!("{key} {amount}")));
    second.extend(
        story
            .objective
            .as_ref()
            .map(|objective| format!("objective {objective}")),
    );
    second
        .extend((!story.labels.is_empty()).then(|| format!("labels {}", story.labels.join(", "))));
    second.extend(
        (!story.assignee.is_empty()).then(|| format!("assigned to {}", story.assignee.join(", "))),
    );
    second.extend(
        story
            .requested_by
            .as_ref()
            .map(|who| format!("asked for by {who}")),
    );
    let dates = [
        ("started", story.started),
        ("done", story.done),
        ("accepted", story.accepted),
    ];
    let mut third: Vec<String> = dates
        .iter()
        .filter_map(|(name, date)| date.map(|date| format!("{name} {date}")))
        .collect();
    third.extend(
        story
            .depends_on
            .iter()
            .map(|reference| named(backlog, "depends on ", reference)),
    );
    let mut lines: Vec<Line> = [first, second, third]
        .iter()
        .filter(|parts| !parts.is_empty())
        .map(|parts| Line::plain(parts.join(" · ")))
        .collect();
    if let Some(blocked) = &story.blocked {
        lines.push(Line::styled(format!("blocked: {blocked}"), Style::Warn));
    }
    lines.extend(story.links.iter().map(|entry| link_line(entry)));
    let hoped = story.expected.as_ref().map(Expected::words);
    if let Some(hoped) = hoped.filter(|words| !words.is_empty()) {
        lines.push(Line::plain(format!("hoped for: {hoped}")));
    }
    if let Some(outcome) = &story.outcome {
        lines.push(Line::plain(format!("outcome: {outcome}")));
    }
    lines
}

/// A link with what it leads to: `figma  Mock-up  https://…`.
fn link_line(entry: &str) -> Line {
    let link = text::link(entry);
    let kind = match link.url {
        Some(_) => link.kind.name(),
        None => "link",
    };
    let words = [link.words, link.url.unwrap_or_default()];
    let words: Vec<&str> = words
        .into_iter()
        .filter(|words| !words.is_empty())
        .collect();
    Line::styled(format!("{kind}: "), Style::Dim).and(words.join(" "))
}

/// A reference with its title, where the item is known.
fn named(backlog: &Backlog, what: &str, reference: &str) -> String {
    match backlog.find(reference) {
        Some(other) => format!("{what}{} {}", other.id, other.title),
        None => format!("{what}{reference}"),
    }
}
