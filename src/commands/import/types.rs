//! The types of the items that an import reads, held against those that a person asks for.

use std::collections::BTreeMap;

use crate::cli::{CommandResult, Failure};
use crate::exchange::fold_name;
use crate::model::nearest;

/// The type of an item whose export names none.
pub const USUAL_TYPE: &str = "story";
/// No more types are remembered by name.
const MOST: usize = 100;
/// So many are named on a screen.
const NAMED: usize = 12;

/// The types that were seen, and how many items are wanted.
#[derive(Debug, Default)]
pub struct SeenTypes {
    seen: BTreeMap<String, usize>,
    items: usize,
    wanted: usize,
}

impl SeenTypes {
    /// An item was read, of that type as its export writes it.
    pub fn see(&mut self, name: Option<&str>, wanted: bool) {
        self.items += 1;
        self.wanted += usize::from(wanted);
        let name = name.unwrap_or(USUAL_TYPE);
        if let Some(count) = self.seen.get_mut(name) {
            *count += 1;
        } else if self.seen.len() < MOST {
            self.seen.insert(name.to_owned(), 1);
        }
    }

    /// Whether nothing that was read is wanted.
    #[must_use]
    pub fn is_none_wanted(&self) -> bool {
        self.wanted == 0
    }

    /// That there is something of the types that are asked for, where items are there at all.
    ///
    /// # Errors
    /// A usage error that names the types there are.
    pub fn must_hold(&self, asked: &[String]) -> CommandResult<()> {
        if asked.is_empty() || self.items == 0 || self.wanted > 0 {
            return Ok(());
        }
        let names: Vec<String> = asked.iter().map(|name| format!("`{name}`")).collect();
        let what = format!("no item is of the type {}", names.join(" or "));
        let near = asked.iter().filter_map(|name| self.near(name));
        Err(Failure::usage(what)
            .hints(near.map(|near| format!("did you mean `{near}`?")))
            .hint(format!("types there are: {}", self.words())))
    }

    /// A line for each type that is asked for and that no item has.
    pub fn not_there<'s>(&'s self, asked: &'s [String]) -> impl Iterator<Item = String> + 's {
        let is_there = |asked: &str| {
            let folded = fold_name(asked);
            self.seen.len() == MOST || self.seen.keys().any(|name| fold_name(name) == folded)
        };
        let none = asked.iter().filter(move |asked| !is_there(asked));
        none.filter(|_| self.items > 0)
            .map(|asked| match self.near(asked) {
                Some(near) => format!("no item is of the type `{asked}`; did you mean `{near}`?"),
                None => format!(
                    "no item is of the type `{asked}`; there are: {}",
                    self.words()
                ),
            })
    }

    fn near(&self, asked: &str) -> Option<&str> {
        nearest(asked, self.seen.keys().map(String::as_str))
    }

    /// `bug (2), Story (31)`.
    fn words(&self) -> String {
        let types = self.seen.iter().take(NAMED);
        let mut words: Vec<String> = types
            .map(|(name, count)| format!("{name} ({count})"))
            .collect();
        if self.seen.len() > NAMED {
            words.push("…".to_owned());
        }
        words.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::SeenTypes;

    fn seen() -> SeenTypes {
        let mut seen = SeenTypes::default();
        seen.see(Some("Bug"), true);
        seen.see(None, false);
        seen.see(None, false);
        seen
    }

    #[test]
    fn a_type_that_no_item_has_is_told_with_those_there_are() {
        let mut none = seen();
        none.wanted = 0;
        let asked = ["storry".to_owned()];
        let failure = none.must_hold(&asked).unwrap_err();
        assert_eq!(failure.message(), "no item is of the type `storry`");
        assert!(none.must_hold(&[]).is_ok() && seen().must_hold(&asked).is_ok());
        let nothing = SeenTypes::default();
        assert!(nothing.is_none_wanted() && nothing.must_hold(&asked).is_ok());
        let told = |asked: &str| seen().not_there(&[asked.to_owned()]).collect::<Vec<_>>();
        assert_eq!(
            told("storry"),
            ["no item is of the type `storry`; did you mean `story`?"]
        );
        assert_eq!(
            told("epic"),
            ["no item is of the type `epic`; there are: Bug (1), story (2)"]
        );
        assert!(told("BUG").is_empty());
    }
}
