//! An import reads its source twice: to decide about all items, and to write them one by one.

use crate::cli::{CommandResult, Context, ErrorKind, Failure, Progress};
use crate::commands::import::files::{changes, story_change};
use crate::commands::import::merge::UpdateRules;
use crate::commands::import::take::Take;
use crate::commands::import::types::USUAL_TYPE;
use crate::commands::import::update::{Update, UpdateOutcome};
use crate::exchange::{
    Base, Decisions, Draft, Format, KnownBacklog, PlanOptions, Planner, ReadError, ReadOptions,
    ReadReport, Remark, Source, ToldColumns, fit, fit_around, fold_name,
};
use crate::git::MergeRules;
use crate::model::Change;
use crate::scrum::ranks_behind;
use crate::store::Store;

/// What is imported, and how.
pub struct Import<'a> {
    /// What is read.
    pub source: &'a dyn Source,
    /// What it is read as.
    pub format: &'static Format,
    /// How it is read.
    pub options: ReadOptions,
    /// Only items of these types, folded; all where there are none.
    pub types: Vec<String>,
    /// The folder below `stories/` for new files, ended by `/`.
    pub folder: String,
    /// What a person chose for an update; none for a plain import.
    pub update: Option<Take>,
}

impl Import<'_> {
    /// Reads the source once, and says of each item whether it is wanted; what has another type than those asked for is
    /// reported.
    ///
    /// # Errors
    /// When the source is not what it should be.
    pub fn read(&self, each: &mut dyn FnMut(Draft, bool)) -> Result<ReadReport, ReadError> {
        let mut passed_over = Vec::new();
        let mut notes = Vec::new();
        let mut read = (self.format.read)(self.source, &self.options, &mut |mut draft| {
            match fit(&mut draft) {
                Ok(note) => notes.extend(note),
                Err(remark) => {
                    passed_over.push(remark);
                    return;
                }
            }
            let name = draft.item_type.as_deref().unwrap_or(USUAL_TYPE);
            if self.types.is_empty() || self.types.contains(&fold_name(name)) {
                each(draft, true);
            } else {
                let called = if draft.key.is_empty() {
                    &draft.title
                } else {
                    &draft.key
                };
                let reason = format!("`{called}`: `--types` leaves out the type `{name}`");
                passed_over.push(Remark::new(draft.origin.clone(), reason));
                each(draft, false);
            }
        })?;
        fit_around(&mut read);
        read.reported.extend(passed_over);
        read.notes.extend(notes);
        Ok(read)
    }

    /// Decides about all that was read, with what is here and what the source said last.
    pub fn decide(
        &self,
        context: &Context,
        backlog: &KnownBacklog,
        first_number: u64,
        planner: Planner,
        read: &ReadReport,
        base: &Base,
    ) -> Decisions {
        let last = backlog.last_key();
        let mut ranks =
            |count: usize| ranks_behind(last.as_ref(), count, &mut |below| context.random(below));
        let mut options = PlanOptions {
            first_number,
            ranks: &mut ranks,
            folder: &self.folder,
        };
        match self.update {
            Some(_) => planner.update(read, backlog, &mut options, base),
            None => planner.decide(read, backlog, &mut options, base),
        }
    }

    /// Reads the source again, and makes files of its items, one by one.
    ///
    /// # Errors
    /// When a file here cannot be read, when the source changed meanwhile, and what `take` says.
    pub fn changes(
        &self,
        store: &Store,
        (decisions, read): (&Decisions, &ReadReport),
        base: &mut Base,
        progress: &Progress,
        take: &mut dyn FnMut(Change) -> CommandResult<()>,
    ) -> CommandResult<Option<UpdateOutcome>> {
        for change in changes(store, decisions)? {
            take(change)?;
        }
        let columns = ToldColumns::new(&read.columns);
        let mut update = self.update.as_ref().map(|chosen| {
            let rules = UpdateRules {
                merge: MergeRules::new(store.config()),
                take: chosen.clone(),
                items: decisions.same_items(),
                columns: &columns,
            };
            Update::new(store, rules)
        });
        let mut number = 0;
        let mut refused = None;
        self.read(&mut |draft, wanted| {
            // A format cannot be stopped; what it hands over after a refusal is let go.
            if !wanted || refused.is_some() {
                return;
            }
            let told = decisions.told(number, draft);
            number += 1;
            let Some(told) = told else {
                return;
            };
            let change = match &mut update {
                Some(update) if told.is_here => update.item(told, base),
                _ => {
                    base.set(&told.key, &told.prints);
                    let change = story_change(&told.story);
                    if let Some(update) = &mut update {
                        update.outcome.added.push(told.story.id);
                    }
                    Ok(Some(change))
                }
            };
            refused = change
                .and_then(|change| change.map_or(Ok(()), &mut *take))
                .err();
            progress.step();
        })?;
        if let Some(refused) = refused {
            return Err(refused);
        }
        if number != decisions.drafts() {
            return Err(Failure::new(
                ErrorKind::Conflict,
                "the source changed while it was read",
            ));
        }
        let Some(mut update) = update else {
            return Ok(None);
        };
        for file in &decisions.known_files {
            if let Some(change) = update.file(file)? {
                take(change)?;
            }
        }
        let mut outcome = update.outcome;
        outcome.missing.clone_from(&decisions.missing);
        Ok(Some(outcome))
    }
}
