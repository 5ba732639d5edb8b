//! A CSV file whose lines a spreadsheet took for rows of one cell, and saved so with semicolons.

use csv::{ReaderBuilder, StringRecord};

/// How many columns a header has at least that is told from a title with commas.
const FEWEST: usize = 8;

/// Whether the first line is a header with commas that stands in its first cell, with empty cells behind it.
#[must_use]
pub fn is_saved_by_lines(head: &[u8]) -> bool {
    let mut first = StringRecord::new();
    let mut reader = rows(head);
    if !reader.read_record(&mut first).unwrap_or(false) || first.len() < 2 {
        return false;
    }
    let header = first.get(0).unwrap_or_default();
    header.matches(',').count() + 1 >= FEWEST && first.iter().skip(1).all(str::is_empty)
}

/// The lines as they were before; none where the text is no table.
#[must_use]
pub fn lines_before(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut row = StringRecord::new();
    let mut reader = rows(text);
    while reader.read_record(&mut row).ok()? {
        let mut cells: Vec<&str> = row.iter().collect();
        while cells.last().is_some_and(|cell| cell.is_empty()) {
            cells.pop();
        }
        for (at, cell) in cells.into_iter().enumerate() {
            if at > 0 {
                out.push(b';');
            }
            out.extend_from_slice(cell.as_bytes());
        }
        out.push(b'\n');
    }
    Some(out)
}

fn rows(text: &[u8]) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(b';')
        .from_reader(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{is_saved_by_lines, lines_before};

    #[test]
    fn lines_come_back() {
        assert!(is_saved_by_lines(b"a,b,c,d,e,f,g,h;;\r\n1;;"));
        let lines = lines_before(b"a,b;;\r\n\"1,\"\"two\";;\r\n;;\r\nthree;3,;\r\n").unwrap();
        assert_eq!(
            String::from_utf8(lines).unwrap(),
            "a,b\n1,\"two\n\nthree;3,\n"
        );
        for other in ["a,b,c,d,e,f,g,h\n", "a;b,c,d,e,f,g,h,i,j;\n", "a,b;;\n", ""] {
            assert!(!is_saved_by_lines(other.as_bytes()), "{other}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
            let _ = (is_saved_by_lines(&bytes), lines_before(&bytes));
        }
    }
}
