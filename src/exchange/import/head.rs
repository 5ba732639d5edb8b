//! What a plan needs of a draft: as little as possible, because all of them are held at once.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::exchange::draft::{Draft, DraftStatus, SourceOrder, SourceReference, TitledReference};
use crate::exchange::import::line_prints::line_prints;
use crate::exchange::import::names::Shared;
use crate::exchange::import::project::project_of;
use crate::exchange::key::{made_key, number_of_text};
use crate::exchange::report::Origin;
use crate::model::{Hundredths, StoryId};

/// A draft without its texts, and with what is the same in many of them held once.
#[derive(Debug)]
pub(super) struct Head {
    /// The file it was found in.
    pub(super) file: Arc<str>,
    line: Option<u32>,
    column: Option<u32>,
    /// The tool it comes from.
    pub(super) system: &'static str,
    /// Its name there; one made of its title, where it has none.
    pub(super) key: Box<str>,
    /// Which project of the tool it is of, where its address tells.
    pub(super) project: Option<Arc<str>>,
    wanted: Option<(Arc<str>, u64)>,
    /// Further keys by which references may mean it.
    pub(super) other_keys: Box<[Box<str>]>,
    /// Other names.
    pub(super) aliases: Box<[Box<str>]>,
    /// What it is.
    pub(super) title: Box<str>,
    /// A number for its text, as fingerprints tell it; 0 for one that says too little to know it by.
    pub(super) text: u64,
    /// Its state.
    pub(super) status: Option<Arc<DraftStatus>>,
    /// What kind of item it is, as the source names it.
    pub(super) item_type: Option<Arc<str>>,
    /// When it was added.
    pub(super) created: Option<Timestamp>,
    /// When it was Done.
    pub(super) done: Option<Date>,
    /// Its size.
    pub(super) points: Option<Hundredths>,
    /// What must be done before.
    pub(super) depends_on: Box<[SourceReference]>,
    /// What waits for it.
    pub(super) blocks: Box<[SourceReference]>,
    /// What it is a part of.
    pub(super) parent: Option<Box<SourceReference>>,
    /// What it is a part of where its parent is not known.
    pub(super) epic: Option<Box<SourceReference>>,
    /// What may be titles of items that came before.
    pub(super) titled: Box<[TitledReference]>,
    /// All Sprints it was in, oldest first.
    pub(super) sprints: Box<[Arc<str>]>,
    /// Where it stands in the source's order.
    pub(super) order: Option<SourceOrder>,
    /// Whether the source has a column for the state.
    pub(super) tells_state: bool,
}

impl Head {
    /// Where it was found.
    pub(super) fn origin(&self) -> Origin {
        let wide = |number: Option<u32>| number.and_then(|number| usize::try_from(number).ok());
        Origin {
            path: self.file.to_string(),
            line: wide(self.line),
            column: wide(self.column),
        }
    }

    /// Whether it has a place of its own in the file, and is not only named there.
    pub(super) fn has_place(&self) -> bool {
        self.line.is_some()
    }

    /// The id it should keep.
    pub(super) fn wanted(&self) -> Option<StoryId> {
        let (prefix, number) = self.wanted.as_ref()?;
        StoryId::new(prefix, *number).ok()
    }

    /// What the base knows it by where no item came under its key: the id that it should keep, which stays when a key was made
    /// of what may change.
    pub(super) fn name(&self) -> String {
        self.wanted()
            .map_or_else(|| self.key.to_string(), |id| id.to_string())
    }

    /// The prefix of the id it should keep.
    pub(super) fn wanted_prefix(&self) -> Option<&str> {
        self.wanted.as_ref().map(|(prefix, _)| &**prefix)
    }
}

/// The heads of all drafts, in their order.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// One a draft.
    pub(super) all: Vec<Head>,
    texts: Shared,
    states: Vec<Arc<DraftStatus>>,
}

/// So many states are looked through for one that is held; a source has ten.
const STATES: usize = 64;

impl Heads {
    /// Adds the head of a draft.
    pub(super) fn add(&mut self, draft: &Draft) {
        let texts = &mut self.texts;
        let narrow = |number: Option<usize>| number.and_then(|number| u32::try_from(number).ok());
        let boxed = |list: &[String]| list.iter().map(|text| text.as_str().into()).collect();
        let project = draft.url.as_deref();
        let project = project.and_then(|url| project_of(&draft.key, url));
        let held = |status: &DraftStatus| {
            let mut known = self.states.iter();
            if let Some(known) = known.find(|known| ***known == *status) {
                return Arc::clone(known);
            }
            let new = Arc::new(status.clone());
            if self.states.len() < STATES {
                self.states.push(Arc::clone(&new));
            }
            new
        };
        let head = Head {
            file: texts.of(&draft.origin.path),
            line: narrow(draft.origin.line),
            column: narrow(draft.origin.column),
            system: draft.system,
            key: match draft.key.as_str() {
                "" => made_key(&draft.title).into(),
                key => key.into(),
            },
            project: project.map(|project| texts.of(&project)),
            wanted: draft
                .wanted
                .as_ref()
                .map(|id| (texts.of(id.prefix()), id.number())),
            other_keys: boxed(&draft.other_keys),
            aliases: boxed(&draft.aliases),
            title: draft.title.as_str().into(),
            text: text_number(draft),
            status: draft.status.as_ref().map(held),
            item_type: draft.item_type.as_ref().map(|name| texts.of(name)),
            created: draft.created,
            done: draft.done,
            points: draft.points,
            depends_on: draft.depends_on.as_slice().into(),
            blocks: draft.blocks.as_slice().into(),
            parent: draft.parent.clone().map(Box::new),
            epic: draft.epic.clone().map(Box::new),
            titled: draft.titled.as_slice().into(),
            sprints: draft.sprints.iter().map(|name| texts.of(name)).collect(),
            order: draft.order.clone(),
            tells_state: draft.days.is_none(),
        };
        self.all.push(head);
    }
}

/// Texts of fewer bytes may stand under any item.
const SHORTEST: usize = 40;

fn text_number(draft: &Draft) -> u64 {
    let end = draft.parts.map_or(draft.body.len(), |(text, _)| text);
    let text = draft.body.get(..end).unwrap_or_default();
    match text.trim().len() < SHORTEST {
        true => 0,
        false => number_of_text(&line_prints(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::Head;
    use crate::exchange::import::known::KnownItem;

    /// A hundred thousand of each are held at once.
    #[test]
    fn what_is_held_of_an_item_is_little() {
        assert!(size_of::<Head>() <= 340, "{}", size_of::<Head>());
        assert!(size_of::<KnownItem>() <= 220, "{}", size_of::<KnownItem>());
    }
}
