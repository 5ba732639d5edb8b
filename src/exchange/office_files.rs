//! Files of office programs, which hold tables that nothing here reads: what they are, so that a person can save them otherwise.

use std::io::Read;

use crate::exchange::export_files::only_file;
use crate::exchange::source::Source;

/// What a file is called that holds a table or a text in a form of its own; none for any other.
#[must_use]
pub fn office_file(source: &dyn Source) -> Option<&'static str> {
    // These are archives, and an archive is a folder here.
    let holds = |folder: &str, name: &str| {
        let entries = source.list(folder).unwrap_or_default();
        entries.iter().any(|entry| entry.name == name)
    };
    if holds("xl", "workbook.xml") || holds("xl", "workbook.bin") {
        return Some("an Excel workbook");
    }
    if holds("", "content.xml") && holds("", "mimetype") {
        return Some("an OpenDocument file");
    }
    if holds("Index", "Document.iwa") || holds("", "Index.zip") {
        return Some("a Numbers or Pages file");
    }
    if holds("word", "document.xml") {
        return Some("a Word file");
    }
    let file = source.open(&only_file(source)?).ok()?;
    let mut head = Vec::new();
    let read = file.take(8).read_to_end(&mut head);
    match (read, head.as_slice()) {
        (Ok(_), [0xd0, 0xcf, 0x11, 0xe0, ..]) => Some("an old Excel or Word file"),
        (Ok(_), [b'%', b'P', b'D', b'F', ..]) => Some("a PDF file"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::office_file;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn files_of_office_programs_are_known() {
        for (path, text, what) in [
            (
                "xl/workbook.xml",
                &b"<workbook/>"[..],
                Some("an Excel workbook"),
            ),
            (
                "a.xls",
                b"\xd0\xcf\x11\xe0\xa1\xb1",
                Some("an old Excel or Word file"),
            ),
            ("a.pdf", b"%PDF-1.7", Some("a PDF file")),
            ("a.csv", b"ID,Title", None),
        ] {
            assert_eq!(
                office_file(&MemorySource::new([(path, text)])),
                what,
                "{path}"
            );
        }
    }
}
