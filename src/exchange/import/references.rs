//! Turns references between items of the source into references between items here.

use std::sync::Arc;

use crate::exchange::draft::SourceReference;
use crate::exchange::import::already::{Imported, same_title};
use crate::exchange::import::ids::Ids;
use crate::exchange::import::names::NameMap;
use crate::exchange::key::{fold_key, is_title_key, leading_key, whole_number};
use crate::model::StoryId;

/// What a reference becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// A reference to that item.
    Item(StoryId),
    /// The text as it was written: no item has that name.
    Text(String),
    /// Nothing: the text would lead to an item that it does not mean.
    Misleading,
    /// Nothing: items of several other files have that name.
    Several,
    /// Nothing: several items of one file have that name.
    SeveralRows,
    /// Nothing: the text is no name of an item, such as a number or a title.
    NoName,
}

/// The items that references may mean.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    imported: &'a Imported<'a>,
    ids: &'a Ids<'a>,
    /// Letter by letter.
    by_key: Bearers<'a>,
    /// However they are spelled.
    by_folded: Bearers<'a>,
    /// Numbers in which a spreadsheet put marks, without these.
    by_whole: Bearers<'a>,
}

/// The items of this import by a name. Files that have nothing to do with each other number their items alike.
#[derive(Debug, Default)]
struct Bearers<'a> {
    /// The first of a name; nearly always it is the only one.
    first: NameMap<Bearer<'a>>,
    others: NameMap<Vec<Bearer<'a>>>,
}

/// An item, and the file that calls it so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bearer<'a> {
    /// The file.
    pub(super) file: &'a Arc<str>,
    /// What it is there.
    pub(super) title: &'a str,
    /// None where nothing came of the row.
    pub(super) id: Option<&'a StoryId>,
}

/// What a name means in one file.
enum Meant<'a> {
    Item(&'a StoryId),
    /// A row of which nothing came.
    NotHere,
    /// One of several other files may be meant.
    Several,
    /// One of several in a file may be meant.
    SeveralRows,
    Nothing,
}

impl<'a> Bearers<'a> {
    fn add(&mut self, name: (&str, &str), bearer: Bearer<'a>) {
        let first = *self.first.entry(&name).or_insert(bearer);
        if first != bearer {
            self.others.entry(&name).or_default().push(bearer);
        }
    }

    /// What a name means: an item of the file itself, or else of the only other file that has it. Of several in one file a key
    /// means the first where all are called alike, and else none; a title means none.
    fn meant(&self, name: (&str, &str), file: &str) -> Meant<'a> {
        let Some(first) = self.first.get(&name) else {
            return Meant::Nothing;
        };
        let others = self.others.get(&name).map_or(&[][..], Vec::as_slice);
        let all = || std::iter::once(first).chain(others);
        let own = all().find(|bearer| **bearer.file == *file);
        let is_title = is_title_key(name.1);
        let one = own.unwrap_or(first);
        let mut rivals = all().filter(|other| {
            let is_near = other.file == one.file;
            let is_alike = is_near && !is_title && same_title(one.title, other.title);
            other.id != one.id && (is_near || own.is_none()) && !is_alike
        });
        match rivals.next() {
            None => one.id.map_or(Meant::NotHere, Meant::Item),
            Some(rival) if rival.file == one.file => Meant::SeveralRows,
            Some(_) => Meant::Several,
        }
    }
}

impl<'a> Targets<'a> {
    /// Returns no targets but those of the backlog.
    #[must_use]
    pub fn new(imported: &'a Imported<'a>, ids: &'a Ids<'a>) -> Self {
        Self {
            imported,
            ids,
            by_key: Bearers::default(),
            by_folded: Bearers::default(),
            by_whole: Bearers::default(),
        }
    }

    /// Adds what came of a row of this import, as its file calls it.
    pub fn add(&mut self, system: &'static str, key: &str, bearer: Bearer<'a>) {
        let folded = fold_key(key);
        self.by_key.add((system, key.trim()), bearer);
        self.by_folded.add((system, &folded), bearer);
        let whole = whole_number(key).map(|whole| fold_key(&whole));
        if let Some(whole) = whole.filter(|whole| *whole != folded) {
            self.by_whole.add((system, &whole), bearer);
        }
    }

    /// What a key in a file means: a row of this import, or else what came before.
    fn meant(&self, file: &str, system: &'static str, key: &str) -> Meant<'a> {
        let folded = fold_key(key);
        let names = [
            (&self.by_key, key.trim()),
            (&self.by_folded, &folded),
            (&self.by_whole, &folded),
        ];
        let rows = names
            .into_iter()
            .map(|(bearers, name)| bearers.meant((system, name), file));
        let mut called = rows.filter(|meant| !matches!(meant, Meant::Nothing));
        called.next().unwrap_or_else(|| {
            let story = self.imported.find(system, key);
            story.map_or(Meant::Nothing, |story| Meant::Item(&story.id))
        })
    }

    /// What a reference in a file becomes.
    #[must_use]
    pub fn resolve(
        &self,
        file: &str,
        system: &'static str,
        reference: &SourceReference,
    ) -> Reference {
        let mut several = None;
        let mut is_called = false;
        for key in &reference.keys {
            match self.meant(file, system, key) {
                Meant::Item(id) => return Reference::Item(id.clone()),
                Meant::Several => several = Some(Reference::Several),
                Meant::SeveralRows => several = Some(Reference::SeveralRows),
                Meant::NotHere => is_called = true,
                Meant::Nothing => {}
            }
        }
        if several.is_none() && !is_called {
            for whole in reference.keys.iter().filter_map(|key| whole_number(key)) {
                match self.meant(file, system, &whole) {
                    Meant::Item(id) => return Reference::Item(id.clone()),
                    Meant::Several => several = Some(Reference::Several),
                    Meant::SeveralRows => several = Some(Reference::SeveralRows),
                    Meant::NotHere | Meant::Nothing => {}
                }
            }
        }
        if let Some(several) = several {
            several
        } else if self.ids.leads_somewhere(&reference.written) {
            Reference::Misleading
        } else if leading_key(&reference.written).is_some_and(|(_, _, rest)| rest.is_empty()) {
            Reference::Text(reference.written.clone())
        } else {
            Reference::NoName
        }
    }
}

/// Where following `parents` (an index each) comes round in a circle: one item of each circle, whose link to cut.
#[must_use]
pub fn circles(parents: &[Option<usize>]) -> Vec<usize> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        OnPath,
        Done,
    }
    let mut seen = vec![Seen::No; parents.len()];
    let mut cuts = Vec::new();
    for start in 0..parents.len() {
        let mut path = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at {
            match seen.get(index) {
                Some(Seen::No) => {
                    seen[index] = Seen::OnPath;
                    path.push(index);
                    at = parents[index];
                }
                Some(Seen::OnPath) => {
                    cuts.extend(path.last());
                    break;
                }
                _ => break,
            }
        }
        for index in path {
            seen[index] = Seen::Done;
        }
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::circles;

    #[test]
    fn cuts_each_circle_once() {
        assert_eq!(circles(&[Some(1), Some(2), None]), Vec::<usize>::new());
        assert_eq!(circles(&[Some(0)]), [0]);
        assert_eq!(circles(&[Some(1), Some(2), Some(0), Some(0)]), [2]);
        assert_eq!(circles(&[Some(1), Some(0), Some(3), Some(2)]), [1, 3]);
        let long: Vec<Option<usize>> = (1..100_000).map(Some).chain([None]).collect();
        assert!(circles(&long).is_empty());
    }
}
