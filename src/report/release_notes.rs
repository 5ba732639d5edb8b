//! What is Done in a release, for those who get it; nothing that is not Done.

use std::cmp::Reverse;

use jiff::civil::Date;
use serde::Serialize;

use crate::model::{Backlog, Hundredths, Release, Story};
use crate::report::{Document, Line, Style};
use crate::scrum::ReleaseItems;

/// What release notes are grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotesBy {
    /// The epic; the type where an item has none.
    Epic,
    /// The type.
    Type,
}

/// An item that is Done.
#[derive(Debug, Serialize)]
pub struct NotedItem {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Its type, as the team calls it.
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
}

/// Items that belong together.
#[derive(Debug, Serialize)]
pub struct NotedGroup {
    /// The title of the epic, or the type.
    pub title: String,
    /// The epic's id; none for a group of a type.
    pub epic: Option<String>,
    /// The items, by value, then in the order.
    pub items: Vec<NotedItem>,
}

/// The notes of a release.
#[derive(Debug, Serialize)]
pub struct ReleaseNotesReport {
    /// The version of this shape.
    pub schema_version: u32,
    /// The product.
    pub product: String,
    /// The release.
    pub release: String,
    /// When it is due.
    pub due: Option<Date>,
    /// When it shipped.
    pub shipped: Option<Date>,
    /// What is Done, in groups: epics in the order of their first item, then types as `po.yaml` lists them.
    pub groups: Vec<NotedGroup>,
    /// Items planned for the release that are not Done, and so not delivered with it.
    pub not_done: Vec<String>,
}

impl ReleaseNotesReport {
    /// Returns the notes of a release.
    #[must_use]
    pub fn new(backlog: &Backlog, release: &Release, by: NotesBy) -> Self {
        let items = ReleaseItems::new(backlog);
        let mut epics: Vec<(&Story, Vec<&Story>)> = Vec::new();
        let mut types: Vec<(String, Vec<&Story>)> = Vec::new();
        for story in items.done(release) {
            let epic = story.epic.as_deref().and_then(|epic| backlog.find(epic));
            if let (NotesBy::Epic, Some(epic)) = (by, epic) {
                match epics.iter_mut().find(|(known, _)| known.path == epic.path) {
                    Some((_, group)) => group.push(story),
                    None => epics.push((epic, vec![story])),
                }
                continue;
            }
            let name = type_of(backlog, story);
            match types.iter_mut().find(|(known, _)| *known == name) {
                Some((_, group)) => group.push(story),
                None => types.push((name, vec![story])),
            }
        }
        let place = |name: &String| backlog.config.types.iter().position(|known| known == name);
        types.sort_by_key(|(name, _)| place(name).unwrap_or(usize::MAX));
        let epics = epics.into_iter().map(|(epic, items)| NotedGroup {
            title: epic.title.clone(),
            epic: Some(epic.id.to_string()),
            items: noted(backlog, items),
        });
        let types = types.into_iter().map(|(name, items)| NotedGroup {
            title: capitalised(&name),
            epic: None,
            items: noted(backlog, items),
        });
        Self {
            schema_version: 1,
            product: backlog.config.product.clone(),
            release: release.name.clone(),
            due: release.due,
            shipped: release.shipped,
            groups: epics.chain(types).collect(),
            not_done: items
                .open(release)
                .iter()
                .map(|story| story.id.to_string())
                .collect(),
        }
    }

    /// Returns them as a document.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::new();
        document.heading(
            1,
            format!("{} {}", self.product, self.release)
                .trim()
                .to_owned(),
        );
        document.gap();
        document.text(match (self.shipped, self.due) {
            (Some(day), _) => format!("Shipped {day}"),
            (None, Some(day)) => format!("Not shipped yet, due {day}"),
            (None, None) => "Not shipped yet".to_owned(),
        });
        if self.groups.is_empty() {
            document.gap();
            document.text("Nothing in it is Done yet.");
        }
        for group in &self.groups {
            document.gap();
            document.heading(2, group.title.clone());
            document.gap();
            let line = |item: &NotedItem| {
                Line::plain(item.title.clone()).with(format!(" ({})", item.id), Style::Dim)
            };
            document.items(group.items.iter().map(line).collect());
        }
        document
    }
}

/// The type of an item, in the team's own spelling: the first type where it names none.
fn type_of(backlog: &Backlog, story: &Story) -> String {
    let config = &backlog.config;
    let known = config.item_type(&story.item_type).or_else(|| {
        let first = config.types.first().map(String::as_str);
        first.filter(|_| story.item_type.trim().is_empty())
    });
    known.unwrap_or(&story.item_type).to_owned()
}

/// Items by value, the highest first; equal ones stay in the order.
fn noted(backlog: &Backlog, mut items: Vec<&Story>) -> Vec<NotedItem> {
    items.sort_by_key(|story| Reverse(story.value));
    let item = |story: &Story| NotedItem {
        id: story.id.to_string(),
        title: story.title.clone(),
        item_type: type_of(backlog, story),
        value: story.value.map(Hundredths::as_f64),
        points: story.points.map(Hundredths::as_f64),
        done: story.done,
        accepted: story.accepted,
    };
    items.into_iter().map(item).collect()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
