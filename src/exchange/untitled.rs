//! A table of which no column could hold titles: what its columns are called, so that a person can say which does.

use crate::exchange::assembly::{Take, UNTITLED, headers_of, take_of_name};
use crate::exchange::export_files::only_file;
use crate::exchange::format::{ReadError, ReadReport};
use crate::exchange::source::Source;

/// That a source is a CSV file without a column that could hold titles; none where it is something else.
#[must_use]
pub fn untitled_table(source: &dyn Source) -> Option<ReadError> {
    let path = only_file(source)?;
    let name = path.to_lowercase();
    if !name.ends_with(".csv") && !name.ends_with(".tsv") {
        return None;
    }
    let headers = headers_of(source, &path)?;
    let is_title =
        |header: &String| take_of_name(header).is_some_and(|(take, _)| take.names_items());
    (headers.len() > 1 && !headers.iter().any(is_title)).then(|| no_titles(&headers))
}

/// That none of these columns holds titles.
#[must_use]
pub(super) fn no_titles(headers: &[String]) -> ReadError {
    ReadError::Columns {
        reason: "no column is known as one of titles".to_owned(),
        columns: headers.to_vec(),
    }
}

/// Fewer rows without a title are the legend of a table whose titles are known.
const LEGEND: usize = 5;

/// That most rows have no title, though some have: the column of titles is called something that nobody knows, or its name is damaged.
#[must_use]
pub(super) fn mostly_untitled(
    headers: &[String],
    items: usize,
    report: &ReadReport,
) -> Option<ReadError> {
    let is_title = |header: &String| {
        take_of_name(header).is_some_and(|(take, _)| take.names_items() && take != Take::Lead)
    };
    let untitled = report.reported.iter().filter(|row| row.reason == UNTITLED);
    let untitled = untitled.count();
    let all = untitled + items;
    let why = match headers.iter().any(is_title) {
        false => "no column is known as one of titles",
        true if untitled >= LEGEND => "another column may hold the titles",
        true => return None,
    };
    (untitled > items).then(|| ReadError::Columns {
        reason: format!("{untitled} of {all} rows have no title: {why}"),
        columns: headers.to_vec(),
    })
}

#[cfg(test)]
mod tests {
    use super::untitled_table;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn a_table_without_titles_is_told_from_other_texts() {
        let is_one = |name, text| untitled_table(&MemorySource::new([(name, text)])).is_some();
        assert!(is_one("a.csv", "ID,Colour,Status\n1,red,Open\n"));
        assert!(is_one("a.tsv", "Colour\tSize\nred\t3\n"));
        assert!(!is_one("a.txt", "Dear Ann,\nhow, are you\n"));
        assert!(!is_one("a.csv", "ID,Title\n1,Pay\n"));
        assert!(!is_one("a.csv", "Colour\nred\n"));
    }
}
