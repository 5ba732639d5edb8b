//! The backlog as a writer sees it: chosen items in their order, each text read when it is asked for.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};

use crate::exchange::export::carry::{Carry, PARTS, export_fields, has_field};
use crate::exchange::export::item::ExportItem;
use crate::exchange::export::report::{ExportNote, ExportReport, ExportedField};
use crate::exchange::export::writer::{ExportError, Sink, Writer};
use crate::exchange::state_kind::known_kind;
use crate::model::{Backlog, Config, Release, Sprint, StateKind, Story, sprint_key};
use crate::text::HeadingKeys;

/// Reads the whole of a story.
pub type ReadStory<'a> = &'a dyn Fn(&Story) -> Result<Story, ExportError>;

/// Which items have been counted, and what they have.
#[derive(Default)]
struct Counted {
    read: HashSet<usize>,
    fields: BTreeMap<&'static str, usize>,
}

/// What is exported.
pub struct ExportBacklog<'a> {
    /// The whole backlog, for what items refer to.
    pub backlog: &'a Backlog,
    /// The items to export, in their order.
    pub stories: Vec<&'a Story>,
    read_story: ReadStory<'a>,
    headings: HeadingKeys,
    chosen: HashSet<&'a str>,
    counted: RefCell<Counted>,
}

impl<'a> ExportBacklog<'a> {
    /// Returns those items of the backlog; `read_story` is asked for those that were loaded without their texts.
    #[must_use]
    pub fn new(backlog: &'a Backlog, stories: Vec<&'a Story>, read_story: ReadStory<'a>) -> Self {
        Self {
            backlog,
            read_story,
            headings: HeadingKeys::new(&backlog.config.criteria.headings),
            chosen: stories.iter().map(|story| story.path.as_str()).collect(),
            stories,
            counted: RefCell::default(),
        }
    }

    /// What the team agreed.
    #[must_use]
    pub fn config(&self) -> &'a Config {
        &self.backlog.config
    }

    /// The Sprints that the items name, by name.
    pub fn sprints(&self) -> impl Iterator<Item = &'a Sprint> {
        let keys = self
            .stories
            .iter()
            .filter_map(|story| story.sprint.as_deref());
        let keys: HashSet<String> = keys.map(sprint_key).collect();
        let named = move |sprint: &&Sprint| keys.contains(&sprint_key(&sprint.name));
        self.backlog.sprints.iter().filter(named)
    }

    /// The releases that the items name, by name.
    pub fn releases(&self) -> impl Iterator<Item = &'a Release> {
        let names = self
            .stories
            .iter()
            .filter_map(|story| story.release.as_deref());
        let names: HashSet<&str> = names.collect();
        let named = move |release: &&Release| names.contains(release.name.as_str());
        self.backlog.releases.iter().filter(named)
    }

    /// The state of an item; the first one of the workflow where its file names none.
    #[must_use]
    pub fn state_of(&self, story: &'a Story) -> &'a str {
        let config = self.config();
        match story.status.as_str() {
            "" => config.states.first().map_or("", |state| &state.name),
            status => config.state(status).map_or(status, |state| &state.name),
        }
    }

    /// What the state of an item means.
    #[must_use]
    pub fn kind_of(&self, story: &'a Story) -> StateKind {
        self.config().kind_of(self.state_of(story))
    }

    /// The same, where what the state is called does not say it by itself.
    #[must_use]
    pub fn told_kind(&self, story: &'a Story) -> Option<StateKind> {
        let kind = self.kind_of(story);
        (known_kind(self.state_of(story)) != Some(kind)).then_some(kind)
    }

    /// The type of an item; the usual one where its file names none.
    #[must_use]
    pub fn type_of(&self, story: &'a Story) -> &'a str {
        match story.item_type.as_str() {
            "" => self.config().types.first().map_or("", String::as_str),
            name => name,
        }
    }

    /// The item that a reference leads to, where it is one of those exported.
    #[must_use]
    pub fn find(&self, reference: &str) -> Option<&'a Story> {
        let found = self.backlog.find(reference);
        found.filter(|story| self.chosen.contains(story.path.as_str()))
    }

    /// The items in their order, each with its text.
    pub fn items(&self) -> impl Iterator<Item = Result<ExportItem<'a>, ExportError>> {
        (0..self.stories.len()).map(|place| self.item(place))
    }

    /// The items, epics before what is part of them; else in their order. For importers that must know a parent first.
    pub fn parents_first(&self) -> impl Iterator<Item = Result<ExportItem<'a>, ExportError>> {
        let depth = |place: &usize| self.backlog.ancestors(self.stories[*place]).len();
        let mut places: Vec<usize> = (0..self.stories.len()).collect();
        places.sort_by_cached_key(depth);
        self.items_at(places)
    }

    /// The items that keep something under `extra`.
    pub fn items_with_extra(&self) -> impl Iterator<Item = Result<ExportItem<'a>, ExportError>> {
        let places = 0..self.stories.len();
        self.items_at(
            places
                .filter(|place| self.stories[*place].has_extra)
                .collect(),
        )
    }

    /// The items at these places among [`Self::stories`], in that order.
    pub fn items_at(
        &self,
        places: Vec<usize>,
    ) -> impl Iterator<Item = Result<ExportItem<'a>, ExportError>> {
        places.into_iter().map(|place| self.item(place))
    }

    /// The places of the items (from 1) by their files, for references by number.
    #[must_use]
    pub fn numbers(&self) -> HashMap<&'a str, usize> {
        let paths = self.stories.iter().map(|story| story.path.as_str());
        paths.zip(1..).collect()
    }

    fn item(&self, place: usize) -> Result<ExportItem<'a>, ExportError> {
        let story = self.stories[place];
        let read = match story.body {
            Some(_) => None,
            None => Some((self.read_story)(story)?),
        };
        let whole = read.as_ref().unwrap_or(story);
        let body = whole.body.clone().unwrap_or_default();
        let mut item = ExportItem::new(story, body, place + 1, &self.headings);
        item.extra = read.map_or_else(|| story.extra.clone(), |whole| whole.extra);
        let mut counted = self.counted.borrow_mut();
        if counted.read.insert(place) {
            for (part, is_there) in [
                ("text", !item.text().trim().is_empty()),
                ("criteria", !item.criteria.is_empty()),
                ("notes", !item.notes.is_empty()),
            ] {
                *counted.fields.entry(part).or_default() += usize::from(is_there);
            }
        }
        Ok(item)
    }

    /// How many items or files have something in each field.
    fn counts(&self, writer: &Writer) -> Result<Vec<ExportedField>, ExportError> {
        for place in 0..self.stories.len() {
            if !self.counted.borrow().read.contains(&place) {
                self.item(place)?;
            }
        }
        let counted = self.counted.borrow();
        let count = |name: &str| match name {
            "Sprint files" => self.sprints().count(),
            "release files" => self.releases().count(),
            _ if PARTS.iter().any(|(part, _)| *part == name) && name != "own keys" => {
                counted.fields.get(name).copied().unwrap_or_default()
            }
            _ => {
                let has = |story: &&&Story| has_field(story, name).unwrap_or_default();
                self.stories.iter().filter(has).count()
            }
        };
        let fields = export_fields().map(|name| ExportedField {
            name,
            count: count(name),
            carry: writer.carry(name),
        });
        Ok(fields.filter(|field| field.count > 0).collect())
    }

    /// What items refer to that is not exported with them, and items that say not what they are. Of a field that the format
    /// has no place for, the report says that already.
    fn loose_ends(&self, writer: &Writer) -> Vec<ExportNote> {
        let is_carried = |key: &str| !matches!(writer.carry(key), Carry::Lost(_));
        let (epics, others) = (is_carried("epic"), is_carried("depends_on"));
        let mut notes = Vec::new();
        for story in &self.stories {
            if story.title.trim().is_empty() {
                let reason = "it has no title, and most tools refuse an item without one";
                notes.push(ExportNote::of(&story.id, reason));
            }
            let epic = story.epic.iter().map(|epic| ("epic", epic));
            let epic = epic.filter(|_| epics);
            let other = story.depends_on.iter().map(|other| ("depends_on", other));
            let other = other.filter(|_| others);
            let loose = epic.chain(other).filter(|(_, to)| self.find(to).is_none());
            notes.extend(loose.map(|(key, to)| {
                ExportNote::of(
                    &story.id,
                    format!("`{key}` names `{to}`, which is not exported"),
                )
            }));
        }
        notes
    }
}

/// Writes a backlog in a format, and says what became of each field.
///
/// # Errors
/// What the sink says, or a text that cannot be read.
pub fn export(
    writer: &Writer,
    backlog: &ExportBacklog<'_>,
    sink: &mut dyn Sink,
) -> Result<ExportReport, ExportError> {
    let mut notes = (writer.write)(backlog, sink)?;
    notes.extend(backlog.loose_ends(writer));
    Ok(ExportReport {
        items: backlog.stories.len(),
        fields: backlog.counts(writer)?,
        notes,
    })
}
