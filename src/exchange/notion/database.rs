//! A database in memory: its columns and rows.

use crate::exchange::format::ReadError;
use crate::exchange::notion::columns::Meaning;
use crate::exchange::notion::layout::TableFile;
use crate::exchange::notion::relation::relations;
use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;
use crate::exchange::table::Table;
use crate::text::unguard_formula;

/// How much all tables of an export may hold, in bytes.
const LARGEST: usize = 256 * 1024 * 1024;

/// A row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its number, from 1, the header counted.
    pub number: usize,
    /// Its cells, one a column, without white space around them.
    pub cells: Vec<String>,
    /// Cells that no header names.
    pub surplus: Option<Vec<String>>,
    /// Its page, as a place in the list of pages.
    pub page: Option<usize>,
    /// The key of its item: the id of its page, else one made of the database's and its words.
    pub key: String,
}

impl Row {
    /// Whether nothing stands in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.surplus.is_none() && self.cells.iter().all(String::is_empty)
    }
}

/// A database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Database {
    /// Its file.
    pub file: TableFile,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// What each column means.
    pub meanings: Vec<Meaning>,
    /// The column with the titles.
    pub title: usize,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What to know about the file.
    pub remarks: Vec<Remark>,
}

impl Database {
    /// Reads a table; `used` counts how much all tables hold so far.
    ///
    /// # Errors
    /// [`ReadError`] when it cannot be read, or the tables hold too much.
    pub fn load(source: &dyn Source, file: TableFile, used: &mut usize) -> Result<Self, ReadError> {
        let mut table = Table::open(source, &file.path)?;
        let headers = table.headers().to_vec();
        let mut rows = Vec::new();
        while table.next_row()?.is_some() {
            let row = table.row();
            let cells: Vec<String> = (0..headers.len())
                .map(|column| unguard_formula(row.cell(column)).to_owned())
                .collect();
            let surplus = table.surplus_of(row);
            let held = cells
                .iter()
                .chain(surplus.iter().flatten())
                .map(String::len);
            *used += held.sum::<usize>() + headers.len() * size_of::<String>();
            if *used > LARGEST {
                let mib = LARGEST / 1024 / 1024;
                return Err(ReadError::Broken(format!(
                    "the tables of the export hold more than {mib} MiB"
                )));
            }
            rows.push(Row {
                number: row.number,
                cells,
                surplus,
                ..Row::default()
            });
        }
        Ok(Self {
            meanings: Vec::new(),
            title: 0,
            remarks: table.remarks(),
            headers,
            rows,
            file,
        })
    }

    /// Where a row stands.
    #[must_use]
    pub fn origin(&self, row: &Row) -> Origin {
        Origin::line(self.file.path.as_str(), row.number)
    }

    /// The title of a row.
    #[must_use]
    pub fn title_of<'r>(&self, row: &'r Row) -> &'r str {
        row.cells.get(self.title).map_or("", String::as_str)
    }

    /// The cells of a row that are not empty, with the number of their columns; the title is left out.
    pub fn values<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (usize, &'r str)> {
        row.cells
            .iter()
            .enumerate()
            .filter(|(column, cell)| *column != self.title && !cell.is_empty())
            .map(|(column, cell)| (column, cell.as_str()))
    }

    /// The first cell of a row in a column of that name.
    #[must_use]
    pub fn cell<'r>(&self, row: &'r Row, name: &str) -> Option<&'r str> {
        let column = self.headers.iter().position(|header| header == name)?;
        row.cells.get(column).map(String::as_str)
    }
}

/// A value for comparing: pages by their ids in order, other texts without the white space that changes between files.
#[must_use]
pub fn folded_value(text: &str) -> String {
    match relations(text) {
        Some(related) => {
            let mut ids: Vec<String> = related.into_iter().map(|one| one.id).collect();
            ids.sort();
            ids.join(" ")
        }
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// A title for comparing: without marks of Markdown, and with one space between words.
#[must_use]
pub fn folded_title(title: &str) -> String {
    let plain: String = title
        .chars()
        .filter(|c| !matches!(c, '*' | '_' | '`' | '\\' | '~'))
        .collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    match words.as_slice() {
        [] => "Untitled".to_owned(),
        words => words.join(" "),
    }
}

#[cfg(test)]
mod tests {
    use super::{folded_title, folded_value};

    #[test]
    fn values_are_the_same_from_wherever_they_are_told() {
        let a = "a8e534ad763040029d0feb27fdb1820d";
        let b = "4e70ea0b7d40427a9648bcf554a121f6";
        let from_table = format!("One (T%20x/One%20{a}.md), Two (T%20x/Two%20{b}.md)");
        let from_page = format!("Two (Two%20{b}.md), One (One%20{a}.md)");
        assert_eq!(folded_value(&from_table), folded_value(&from_page));
        assert_eq!(folded_value(" a \r\n b"), "a b");
        assert_eq!(folded_title("**Pay**  `now`"), "Pay now");
        assert_eq!(folded_title(" "), "Untitled");
    }
}
