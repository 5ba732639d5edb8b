//! What an item is a part of, what it waits for and what waits for it, by the keys of the source.

use crate::exchange::assembly::fill::Assembly;
use crate::exchange::assembly::take::Take;
use crate::exchange::draft::SourceReference;
use crate::text::one_line;

impl Assembly {
    /// Whether it is known what it is a part of.
    #[must_use]
    pub fn has_parent(&self) -> bool {
        self.parent.is_some()
    }

    /// Names what it is a part of; several columns may name the same item by different keys.
    pub fn parent(&mut self, order: u8, written: &str) {
        self.tells_of(Take::Parent(order));
        let mut reference = parent_reference(written);
        match self.parent.take() {
            None => self.parent = Some((order, reference)),
            Some((known, mut other)) if known <= order => {
                if !other.keys.contains(&reference.written) {
                    other.keys.push(reference.written);
                }
                self.parent = Some((known, other));
            }
            Some((_, other)) => {
                reference.keys.extend(other.keys);
                self.parent = Some((order, reference));
            }
        }
    }

    /// Takes what the parent or the epic is called.
    pub fn title_of(&mut self, take: Take, title: &str) {
        let place = match take {
            Take::EpicTitle => &mut self.epic_title,
            _ => &mut self.parent_title,
        };
        place.get_or_insert_with(|| one_line(title));
    }

    /// Puts what the parent and the epic are called behind their keys: so they are written down where they are not part of the import.
    pub(super) fn name_parents(&mut self) {
        let parent = self.parent.as_mut().map(|(_, parent)| parent);
        let epic = self.epic.as_mut().map(|(_, epic)| epic);
        let titles = [
            ("parent title", parent, self.parent_title.take()),
            ("epic title", epic, self.epic_title.take()),
        ];
        let mut alone = Vec::new();
        for (column, reference, title) in titles {
            match (reference, title) {
                (Some(reference), Some(title)) if !reference.written.contains(&title) => {
                    reference.written = format!("{} {title}", reference.written);
                }
                (None, Some(title)) => alone.push((column, title)),
                _ => {}
            }
        }
        for (column, title) in alone {
            self.keep(column, &[title]);
        }
    }

    /// Puts what an item is called behind its key where this one waits for it, or it for this one: likewise.
    pub fn call(&mut self, key: &str, title: &str) {
        let named = self
            .draft
            .depends_on
            .iter_mut()
            .chain(&mut self.draft.blocks);
        for reference in named.filter(|reference| reference.written == key) {
            reference.written = format!("{key} {}", one_line(title)).trim_end().to_owned();
        }
    }

    /// Names what it depends on, or what depends on it; each once.
    pub(super) fn references(&mut self, take: Take, values: &[String]) {
        let keys = values
            .iter()
            .flat_map(|value| value.split([',', ';']))
            .map(str::trim)
            .filter(|key| !key.is_empty());
        for written in keys {
            let reference = |column| SourceReference {
                column,
                written: written.to_owned(),
                keys: vec![written.to_owned()],
            };
            let (place, reference) = if take == Take::Blocks {
                (&mut self.draft.blocks, reference("blocks"))
            } else {
                (&mut self.draft.depends_on, reference("depends_on"))
            };
            if !place.contains(&reference) {
                place.push(reference);
            }
        }
    }
}

/// The parent that a cell names.
pub(super) fn parent_reference(written: &str) -> SourceReference {
    SourceReference {
        column: "parent",
        written: written.to_owned(),
        keys: vec![written.to_owned()],
    }
}
