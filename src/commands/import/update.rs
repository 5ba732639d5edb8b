//! `po import --update`: what changed there since the last import comes here, item by item.

use crate::cli::CommandResult;
use crate::commands::import::merge::{Contested, FieldChange, MergedItem, UpdateRules, merge_item};
use crate::commands::import::order::put_in_place;
use crate::exchange::{Base, KnownFile, ToldItem, texts_of, with_older};
use crate::model::{Change, ChangeKind, Edit, StoryId, Value};
use crate::store::{Store, decode, header};

/// What an update did to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpdatedItem {
    /// Its id.
    pub id: StoryId,
    /// Its key there.
    pub key: String,
    /// What it is called there now.
    pub title: String,
    /// What follows the export.
    pub changes: Vec<FieldChange>,
    /// What both sides changed differently.
    pub conflicts: Vec<Contested>,
}

/// What an update did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UpdateOutcome {
    /// Items that changed, or about which the two sides do not agree, in the order of the export.
    pub items: Vec<UpdatedItem>,
    /// New items.
    pub added: Vec<StoryId>,
    /// How many items are as they were, and agree.
    pub unchanged: usize,
    /// Items that came from there and are not in the export, with their keys.
    pub missing: Vec<(StoryId, String)>,
    /// What to know about Sprints and releases.
    pub notes: Vec<String>,
}

/// An update while it goes through the items.
pub struct Update<'a> {
    store: &'a Store,
    rules: UpdateRules<'a>,
    /// What it did so far.
    pub outcome: UpdateOutcome,
}

impl<'a> Update<'a> {
    /// Begins.
    #[must_use]
    pub fn new(store: &'a Store, rules: UpdateRules<'a>) -> Self {
        Self {
            store,
            rules,
            outcome: UpdateOutcome::default(),
        }
    }

    /// Brings one item up to date, and what is known of it in `base`. An item that did not change there is not even read.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn item(&mut self, mut told: ToldItem, base: &mut Base) -> CommandResult<Option<Change>> {
        let bases = base.of(&told.key);
        if told.carried.has_cut_comments() {
            let before = bases.iter().rev().find_map(|base| base.get("notes"));
            let now = told.prints.get("notes").unwrap_or_default();
            let all = with_older(before.unwrap_or_default(), now);
            told.prints.set("notes", Some(all));
        }
        // A column that was kept is a field now: what was kept of it goes.
        let mut kept = bases.iter().filter_map(|base| base.get("extra"));
        if told.prints.get("extra").is_none()
            && kept.any(|all| self.rules.columns.were_kept(all, told.carried))
        {
            told.tells_extra();
        }
        if let [one] = bases.as_slice()
            && told.prints.is_within(one)
            && told.story.value("rank").is_none()
        {
            self.outcome.unchanged += 1;
            return Ok(None);
        }
        let path = told.story.path.clone();
        let old = self.store.read(&path)?;
        let mut merged = merge_item(&old, &told, &bases, &self.rules);
        put_in_place(&mut merged, &told);
        let MergedItem {
            bytes,
            changes,
            conflicts,
            prints,
        } = merged;
        base.set(&told.key, &prints);
        if changes.is_empty() && conflicts.is_empty() {
            self.outcome.unchanged += 1;
        } else {
            let title = match told.story.value("title") {
                Some(Value::Text(title)) => title.clone(),
                _ => String::new(),
            };
            self.outcome.items.push(UpdatedItem {
                id: told.story.id,
                key: told.key,
                title,
                changes,
                conflicts,
            });
        }
        Ok((bytes != old).then_some(Change {
            path,
            kind: ChangeKind::Replace { old, new: bytes },
        }))
    }

    /// Fills in what the file of a Sprint or a release does not say yet. What it says stays; where the source says something
    /// else, that is noted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn file(&mut self, known: &KnownFile) -> CommandResult<Option<Change>> {
        let old = self.store.read(&known.path)?;
        let read = decode(&known.path, &old).ok();
        let Some((_, head)) = read.and_then(|text| header(text).ok()) else {
            return Ok(None);
        };
        let says = |key: &str| {
            let entry = head.entry(key)?;
            (!entry.value.is_empty())
                .then(|| entry.value.text().unwrap_or_default().trim().to_owned())
        };
        let (is_started, is_closed) = (says("started").is_some(), says("closed").is_some());
        let mut edits = Vec::new();
        for (key, value) in &known.fields {
            let there = texts_of(value).concat();
            let is_empty = there.is_empty() && !matches!(value, Value::Map(_));
            // The facts of a day belong together, and are written once.
            let is_over = match *key {
                "planned" => is_started,
                "done" | "returned" => is_closed,
                _ => false,
            };
            match says(key) {
                _ if is_empty || is_over || *key == "sprint" => {}
                None => edits.push(Edit::set(key, value.clone())),
                Some(here) if here != there && !matches!(value, Value::Map(_) | Value::List(_)) => {
                    self.outcome.notes.push(format!(
                        "{}: `{key}` is {there} there and {here} here; it stays",
                        known.called
                    ));
                }
                Some(_) => {}
            }
        }
        Ok((!edits.is_empty()).then(|| Change::edit(&*known.path, edits)))
    }
}
