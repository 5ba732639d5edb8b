//! What a source says of one item, new or here already.

use crate::exchange::carried::Carried;
use crate::exchange::import::new_files::NewStory;
use crate::exchange::import::prints::{Prints, extra_print};

/// An item as a source tells it, with what the update of an import needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldItem {
    /// The file as a plain import would write it; the path of an item that is here is its own.
    pub story: NewStory,
    /// Its key there, as `external` says it here.
    pub key: String,
    /// Whether it is here already.
    pub is_here: bool,
    /// What the source tells of.
    pub carried: Carried,
    /// What it says, in fingerprints; nothing under names that the source is silent about.
    pub prints: Prints,
    /// Where in the body criteria and comments begin.
    pub(super) parts: (usize, usize),
}

impl ToldItem {
    /// Says that the source tells what is under `extra` of its columns, although it has nothing to keep there.
    pub fn tells_extra(&mut self) {
        let print = extra_print(&self.story.extra);
        self.prints.set("extra", Some(print));
    }

    /// The three parts of the body: text, criteria, comments.
    #[must_use]
    pub fn parts(&self) -> [&str; 3] {
        let body = self.story.body.as_str();
        let (criteria, notes) = self.parts;
        let part = |range| body.get(range).unwrap_or_default();
        [
            part(0..criteria),
            part(criteria..notes),
            part(notes..body.len()),
        ]
    }
}
