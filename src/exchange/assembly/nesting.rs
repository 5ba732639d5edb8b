//! What a row is a part of, where it says how deep it stands or its number in an outline.

use crate::exchange::assembly::fill::Assembly;
use crate::exchange::draft::{Draft, SourceReference};
use crate::exchange::tree::Tree;

/// How deep a row stands, and its number in the outline.
pub type Depth = (Option<usize>, Option<String>);

/// Gives items what they are parts of by where their rows stand; what a row says itself counts more.
#[derive(Debug, Default)]
pub struct Nesting {
    tree: Tree,
    rows: usize,
}

impl Assembly {
    /// How deep its row stands, which is then forgotten.
    pub fn depth(&mut self) -> Depth {
        (self.level.take(), self.outline.take())
    }
}

impl Nesting {
    /// Begins a file.
    pub fn begin(&mut self) {
        self.tree.begin();
    }

    /// Says what an item is a part of, if its row has a place among the others.
    pub fn place(&mut self, draft: &mut Draft, (level, outline): Depth) {
        let above = level.and_then(|level| {
            self.rows += 1;
            let name = format!("row #{}", self.rows);
            draft.other_keys.push(name.clone());
            self.tree.add(level, &draft.title, vec![name])
        });
        let around = outline.and_then(|outline| {
            draft.other_keys.push(outline_key(&outline));
            around(&outline)
        });
        if draft.parent.is_none() {
            draft.parent = above.or(around);
        }
    }
}

/// A number of the outline as a key.
fn outline_key(outline: &str) -> String {
    format!("outline {}", outline.trim_matches('.'))
}

/// What a number of the outline lies in: `1.2` for `1.2.3`, or else `1`.
fn around(outline: &str) -> Option<SourceReference> {
    let outline = outline.trim_matches('.');
    let dots = outline.rmatch_indices('.');
    let keys: Vec<String> = dots.map(|(at, _)| outline_key(&outline[..at])).collect();
    let (written, _) = outline.rsplit_once('.')?;
    Some(SourceReference {
        column: "parent",
        written: written.to_owned(),
        keys,
    })
}

#[cfg(test)]
mod tests {
    use super::{Depth, Nesting};
    use crate::exchange::draft::Draft;
    use crate::exchange::report::Origin;

    fn draft(nesting: &mut Nesting, title: &str, depth: Depth) -> Draft {
        let mut draft = Draft::new(Origin::line("t", 2), "test", "");
        draft.title = title.to_owned();
        nesting.place(&mut draft, depth);
        draft
    }

    #[test]
    fn a_level_leads_to_the_row_above() {
        let mut nesting = Nesting::default();
        let mut add = |title, level| draft(&mut nesting, title, (Some(level), None));
        let (first, test) = (add("Pay", 1), add("Test", 2));
        assert_eq!(test.parent.unwrap().keys, first.other_keys);
        // Two rows may be called alike.
        let (second, test) = (add("Pay", 1), add("Test", 2));
        assert_eq!(test.parent.unwrap().keys, second.other_keys);
        assert_ne!(first.other_keys, second.other_keys);
        assert!(first.parent.is_none() && second.parent.is_none());
    }

    #[test]
    fn a_number_of_the_outline_leads_to_what_it_lies_in() {
        let mut nesting = Nesting::default();
        let mut add = |number: &str| draft(&mut nesting, "t", (None, Some(number.to_owned())));
        assert_eq!(add("1.").other_keys, ["outline 1"]);
        let keys = add("1.2.3").parent.unwrap().keys;
        assert_eq!(keys, ["outline 1.2", "outline 1"]);
        assert_eq!(add("2").parent, None);
    }
}
