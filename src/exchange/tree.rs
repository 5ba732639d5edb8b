//! Rows that stand further left or right make a tree: the parent of a row is the nearest row above that stands further left.

use crate::exchange::draft::SourceReference;

/// The rows that a next row may lie below.
#[derive(Debug, Default)]
pub struct Tree {
    /// Level, title, and the keys by which a row is found.
    open: Vec<(usize, String, Vec<String>)>,
}

impl Tree {
    /// Begins a file.
    pub fn begin(&mut self) {
        self.open.clear();
    }

    /// Adds a row: its level, title and keys. Returns what it is a part of.
    pub fn add(&mut self, level: usize, title: &str, keys: Vec<String>) -> Option<SourceReference> {
        while self
            .open
            .last()
            .is_some_and(|(above, _, _)| *above >= level)
        {
            self.open.pop();
        }
        let parent = self.open.last().map(|(_, title, keys)| SourceReference {
            column: "parent",
            written: title.clone(),
            keys: keys.clone(),
        });
        self.open.push((level, title.to_owned(), keys));
        parent
    }

    /// Whether a title is that of a row which a next row lies below.
    #[must_use]
    pub fn is_open(&self, title: &str) -> bool {
        self.open.iter().any(|(_, open, _)| open == title)
    }
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn the_parent_stands_above_and_further_left() {
        let mut tree = Tree::default();
        let mut parent = |level, title: &str| {
            let parent = tree.add(level, title, vec![title.to_owned()]);
            parent.map_or_else(String::new, |parent| parent.written)
        };
        let rows = [
            (1, "a", ""),
            (2, "b", "a"),
            (3, "c", "b"),
            (3, "d", "b"),
            (2, "e", "a"),
            (4, "f", "e"),
            (3, "g", "e"),
            (1, "h", ""),
            (3, "i", "h"),
        ];
        for (level, title, expected) in rows {
            assert_eq!(parent(level, title), expected, "{title}");
        }
    }
}
