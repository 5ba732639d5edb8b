//! What a row of any CSV is besides its cells: named by its title, and a part of the row above it where its title stands farther right.

use crate::exchange::assembly::{Assembly, Cells, Known, RowHook, Take, take_of_name};
use crate::exchange::csv_columns::{all_count, as_spare, of_tasks, outline, takes};
use crate::exchange::csv_epics::Epics;
use crate::exchange::csv_write;
use crate::exchange::draft::Draft;

/// People name a parent, or what must come before, by its title as well, and let titles stand farther right where they are parts.
#[derive(Default)]
pub(super) struct NamedByTitle {
    /// The names of the columns of titles from the left; empty where titles stand in one.
    levels: Vec<String>,
    /// What an item is by the column that its title stands in, where these tell it.
    pub(super) types: Vec<&'static str>,
    /// The epics that rows name.
    pub(super) epics: Epics,
}

impl NamedByTitle {
    /// Begins a file with these columns.
    pub(super) fn begin(&mut self, headers: &[String]) {
        let columns = outline(headers, &takes(headers));
        let name = |column: usize| match headers[column].as_str() {
            "" => format!("column {}", column + 1),
            name => name.to_owned(),
        };
        self.epics.begin(headers);
        self.types = Vec::new();
        self.levels = columns.into_iter().map(name).collect();
    }
}

impl RowHook for NamedByTitle {
    fn is_of_any_tool(&self, headers: &[String]) -> bool {
        !csv_write::is_own(headers)
    }

    fn of_tasks(&self, headers: &[String]) -> Option<Vec<bool>> {
        of_tasks(headers)
    }

    fn row(&mut self, assembly: &mut Assembly, cells: &Cells, known: &Known<'_>) {
        self.epics.row(cells);
        let mut filled = self.levels.iter().enumerate().filter(|(_, level)| {
            let mut names = cells.iter().map(|(name, _)| name);
            names.any(|name| name == *level)
        });
        // A row with several of them says several things.
        if let (Some((level, _)), None) = (filled.next(), filled.next()) {
            assembly.take(Take::Level, "level", &[(level + 1).to_string()], known);
            if let Some(item_type) = self.types.get(level) {
                assembly.take(Take::Type, "type", &[(*item_type).to_owned()], known);
            }
        }
    }

    fn fit(&self, take: Take, name: &str) -> Option<usize> {
        if name.is_empty() {
            return (take == Take::Title).then_some(UNNAMED);
        }
        let (meant, place) = take_of_name(name)?;
        let may_stand_back = as_spare(meant) == take && take != Take::Keep;
        (may_stand_back && !all_count(take)).then_some(place)
    }

    fn item(&mut self, draft: &mut Draft) {
        draft.is_named_by_title();
        self.epics.item(draft);
    }
}

/// How well a column without a name fits: every name fits better.
const UNNAMED: usize = 10_000;
