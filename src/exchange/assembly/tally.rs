//! Counts how many items have something in each column.

use std::collections::{HashMap, HashSet};

use crate::exchange::assembly::take::Take;
use crate::exchange::report::{Column, Fate};

/// The columns of a source, in the order in which they came first.
#[derive(Debug, Default)]
pub struct Tally {
    columns: Vec<(String, Take, usize)>,
    places: HashMap<String, usize>,
    /// The columns whose day said that an item is Done.
    ends: HashSet<usize>,
}

impl Tally {
    /// Adds a column; one of that name is counted together with it.
    pub fn add(&mut self, name: &str, take: Take) -> usize {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let place = self.columns.len();
        self.columns.push((name.to_owned(), take, 0));
        self.places.insert(name.to_owned(), place);
        place
    }

    /// Says what the column at a place is taken as, when its cells were looked at.
    pub fn retake(&mut self, place: usize, take: Take) {
        if let Some((_, known, _)) = self.columns.get_mut(place) {
            *known = take;
        }
    }

    /// Counts an item that has something in the column at a place.
    pub fn count(&mut self, place: usize) {
        if let Some((_, _, items)) = self.columns.get_mut(place) {
            *items += 1;
        }
    }

    /// Says that a day of the column at a place told that an item is Done.
    pub fn ends(&mut self, place: usize) {
        self.ends.insert(place);
    }

    /// What became of each column.
    #[must_use]
    pub fn columns(self) -> Vec<Column> {
        let column = |(place, (name, take, items)): (usize, (String, Take, usize))| Column {
            name,
            items,
            fate: match self.ends.contains(&place) {
                true => Fate::End,
                false => take.fate(),
            },
        };
        self.columns.into_iter().enumerate().map(column).collect()
    }
}
