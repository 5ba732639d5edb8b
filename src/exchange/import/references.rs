//! Turns references between items of the source into references between items here.

use crate::exchange::draft::SourceReference;
use crate::exchange::import::already::Imported;
use crate::exchange::import::ids::Ids;
use crate::exchange::import::names::NameMap;
use crate::exchange::key::{fold_key, is_title_key, leading_key};
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
    /// Nothing: the text is no name of an item, such as a number or a title.
    NoName,
}

/// The items that references may mean.
#[derive(Debug)]
pub(super) struct Targets<'a> {
    imported: &'a Imported<'a>,
    ids: &'a Ids<'a>,
    /// Letter by letter; none where several items have one title.
    by_key: NameMap<Option<Target<'a>>>,
    /// However they are spelled.
    by_folded: NameMap<Option<Target<'a>>>,
    /// The items whose key an item of another file has, by file and key: what a file says is meant of its own items first.
    by_file: NameMap<&'a StoryId>,
}

/// An item, and the file it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Target<'a> {
    id: &'a StoryId,
    file: &'a str,
}

impl<'a> Targets<'a> {
    /// Returns no targets but those of the backlog.
    #[must_use]
    pub fn new(imported: &'a Imported<'a>, ids: &'a Ids<'a>) -> Self {
        Self {
            imported,
            ids,
            by_key: NameMap::default(),
            by_folded: NameMap::default(),
            by_file: NameMap::default(),
        }
    }

    /// Adds an item of this import; the first of a key in a file stays, and a title that two items have means neither.
    pub fn add(&mut self, (system, file): (&'static str, &'a str), key: &str, id: &'a StoryId) {
        let folded = fold_key(key);
        for (map, key) in [
            (&mut self.by_key, key.trim()),
            (&mut self.by_folded, &folded),
        ] {
            let known = map
                .entry(&(system, key))
                .or_insert(Some(Target { id, file }));
            match known {
                Some(first) if first.id == id => {}
                _ if is_title_key(key) => *known = None,
                Some(first) if first.file != file => {
                    self.by_file.entry(&(file, system, key)).or_insert(id);
                }
                _ => {}
            }
        }
    }

    /// What a reference of that system and file becomes.
    #[must_use]
    pub fn resolve(
        &self,
        (system, file): (&'static str, &str),
        reference: &SourceReference,
    ) -> Reference {
        let here = |key: &String| {
            let (key, folded) = (key.trim(), fold_key(key));
            let in_file = |key: &str| self.by_file.get(&(file, system, key)).copied();
            let known = self.by_key.get(&(system, key));
            let known = known.or_else(|| self.by_folded.get(&(system, folded.as_str())));
            let id = in_file(key).or_else(|| in_file(&folded));
            id.or_else(|| Some(known.copied().flatten()?.id)).cloned()
        };
        let before = |key: &String| {
            self.imported
                .find(system, key)
                .map(|story| story.id.clone())
        };
        if let Some(id) = reference
            .keys
            .iter()
            .find_map(|key| here(key).or_else(|| before(key)))
        {
            return Reference::Item(id);
        }
        if self.ids.leads_somewhere(&reference.written) {
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
