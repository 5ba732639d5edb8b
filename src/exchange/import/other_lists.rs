//! Whether a file is another list than the one that is here: sheets number their rows alike, whatever they are about.

use std::collections::HashMap;
use std::sync::Arc;

use crate::exchange::import::head::Head;

/// The files of an import, by how many of their rows are the items that have their numbers.
#[derive(Default)]
pub(super) struct OtherLists<'a> {
    files: HashMap<&'a Arc<str>, (usize, usize)>,
}

impl<'a> OtherLists<'a> {
    /// Counts a row whose number an item has: whether more than the number says that it is this item.
    pub(super) fn see(&mut self, head: &'a Head, is_known: bool) {
        let (known, strange) = self.files.entry(&head.file).or_default();
        *(if is_known { known } else { strange }) += 1;
    }

    /// Whether a row stands in another list: of most rows of its file, nothing but the number says which item they are.
    pub(super) fn has(&self, head: &Head) -> bool {
        let (known, strange) = self.files.get(&head.file).copied().unwrap_or_default();
        strange > known
    }
}
