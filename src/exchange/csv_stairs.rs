//! A table whose titles stand in a column for each type, one a row: `Epic`, `Story`, `Task`.

use crate::exchange::assembly::fold_name;
use crate::exchange::options::ReadOptions;
use crate::exchange::source::{Source, SourceError};
use crate::exchange::table::Table;

/// What such columns are called, and the type of what stands in them, from the largest to the smallest.
const TYPES: [(&[&str], &str); 4] = [
    (&["epic", "epics"], "epic"),
    (&["feature", "features"], "feature"),
    (&["story", "stories", "userstory", "userstories"], "story"),
    (&["task", "tasks"], "task"),
];

/// Such a table, as one whose titles stand the farther right the deeper they are.
pub(super) struct Stairs {
    /// The names of its columns: the first of titles is called so, the others have none.
    pub(super) headers: Vec<String>,
    /// The types of the columns of titles, from the left.
    pub(super) types: Vec<&'static str>,
}

impl Stairs {
    /// Looks through a table. None where a row tells several of them, as one that names its epic beside itself, or where a person
    /// says what a column holds.
    ///
    /// # Errors
    /// [`SourceError`] when it cannot be read.
    pub(super) fn of(
        source: &dyn Source,
        path: &str,
        headers: &[String],
        options: &ReadOptions,
    ) -> Result<Option<Self>, SourceError> {
        let place = |name: &String| {
            let name = fold_name(name);
            let of = |(names, _): &(&[&str], &str)| names.contains(&name.as_str());
            TYPES.iter().position(of)
        };
        let places: Vec<Option<usize>> = headers.iter().map(place).collect();
        let Some(first) = places.iter().position(Option::is_some) else {
            return Ok(None);
        };
        let steps: Vec<usize> = places[first..].iter().map_while(|place| *place).collect();
        let last = first + steps.len();
        let is_said = |at: usize| options.map.word(&headers[at], at + 1).is_some();
        let are_said = options.map.has("title") || (first..last).any(is_said);
        let are_alone = places[last..].iter().all(Option::is_none);
        if steps.len() < 2 || !steps.is_sorted_by(|a, b| a < b) || are_said || !are_alone {
            return Ok(None);
        }
        let mut table = Table::open(source, path)?;
        let mut is_begun = false;
        let mut is_deeper = false;
        while let Some(row) = table.next_row()? {
            let mut filled = (first..last).filter(|at| !row.cell(*at).is_empty());
            let Some(at) = filled.next() else {
                continue;
            };
            if filled.next().is_some() || !is_begun && at != first {
                return Ok(None);
            }
            is_begun = true;
            is_deeper |= at > first;
        }
        let mut headers = headers.to_vec();
        for header in &mut headers[first..last] {
            header.clear();
        }
        "Title".clone_into(&mut headers[first]);
        Ok(is_deeper.then(|| Self {
            headers,
            types: steps.into_iter().map(|step| TYPES[step].1).collect(),
        }))
    }
}
