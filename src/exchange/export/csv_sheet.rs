//! Rows of a CSV file for other tools: every cell guarded against being run as a formula.

use std::io::{self, Write};

use crate::text::guard_formula;

/// A CSV file that is being written: UTF-8, commas, LF between rows.
pub struct CsvSheet<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvSheet<W> {
    /// Begins a file with its header, which is written as it is.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(to: W, headers: &[impl AsRef<[u8]>]) -> io::Result<Self> {
        let mut writer = csv::WriterBuilder::new().from_writer(to);
        writer.write_record(headers)?;
        Ok(Self { writer })
    }

    /// Writes a row, which must have as many cells as the header.
    ///
    /// # Errors
    /// What the disk says.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        for cell in cells {
            self.writer
                .write_field(guard_formula(cell.as_ref()).as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::CsvSheet;

    #[test]
    fn cells_are_quoted_and_guarded() {
        let mut bytes = Vec::new();
        let mut sheet = CsvSheet::new(&mut bytes, &["a", "b"]).unwrap();
        sheet.row(["=1+1", "two\nlines, \"q\""]).unwrap();
        assert!(sheet.row(["one cell"]).is_err());
        sheet.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.starts_with("a,b\n'=1+1,\"two\nlines, \"\"q\"\"\"\n"),
            "{text}"
        );
    }
}
