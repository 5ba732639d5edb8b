//! Comma-separated values, safe to open in a spreadsheet.

use crate::text::{escape_terminal_lines, guard_formula};

/// Returns rows as CSV (RFC 4180 with `\n`), the first row being the header.
///
/// A cell that a spreadsheet would run as a formula (`=`, `+`, `-`, `@`, tab or return first) gets a `'` before it,
/// as OWASP's "CSV injection" page advises; plain negative numbers do not. What a terminal would obey is shown, as it is on
/// every screen: `\u{1b}`.
#[must_use]
pub fn csv(header: &[&str], rows: &[Vec<String>]) -> String {
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut write = |cells: Vec<String>| writer.write_record(&cells).is_ok();
    write(header.iter().map(|&cell| cell.to_owned()).collect());
    for row in rows {
        write(row.iter().map(|cell| guarded(cell)).collect());
    }
    // Writing into memory cannot fail, and every record has the header's length.
    writer
        .into_inner()
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or_default()
}

fn guarded(cell: &str) -> String {
    escape_terminal_lines(&guard_formula(cell)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::csv;

    #[test]
    fn formulas_are_disarmed_and_numbers_are_not() {
        let rows = [["=1+1", "-5", "a, \"b\""].map(str::to_owned).to_vec()];
        assert_eq!(
            csv(&["x", "y", "z"], &rows),
            "x,y,z\n'=1+1,-5,\"a, \"\"b\"\"\"\n"
        );
    }

    #[test]
    fn a_terminal_obeys_nothing() {
        let rows = [["\u{1b}[31m\u{9b}2J", "\u{202e}", "a\nb"]
            .map(str::to_owned)
            .to_vec()];
        assert_eq!(
            csv(&["x", "y", "z"], &rows),
            "x,y,z\n\\u{1b}[31m\\u{9b}2J,\\u{202e},\"a\nb\"\n"
        );
    }
}
