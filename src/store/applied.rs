//! What a change did, or would do, to the files.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// One file before and after a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppliedFile {
    /// The file, relative to the backlog directory, parted by `/`; for a link, what it names.
    pub path: String,
    /// Its bytes before; nothing where it is new.
    pub old: Option<Vec<u8>>,
    /// Its bytes after; nothing where it went away.
    pub new: Option<Vec<u8>>,
}

/// The files that a change touched. Files whose bytes stayed the same are not among them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// In the order of the plan.
    pub files: Vec<AppliedFile>,
    /// What follows, where a change is too large to hold its bytes.
    pub more: Vec<LargeChange>,
    /// What the interrupted change was that had to be finished first, in the words it was made with.
    pub finished: Option<String>,
}

/// A file of a change that is too large to hold its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LargeChange {
    /// The file, as in [`AppliedFile::path`].
    pub path: String,
    /// How many lines differ.
    pub lines: usize,
}

/// Of a change that comes file by file, so many bytes are held.
const HELD: usize = 1 << 20;

impl Applied {
    /// Adds a file: whole, or its name where the bytes would be too many.
    pub(crate) fn note(&mut self, file: AppliedFile) {
        let size = |file: &AppliedFile| {
            let bytes = [&file.old, &file.new].into_iter().flatten();
            bytes.map(Vec::len).sum::<usize>()
        };
        // What was held is added up anew each time, but it is little.
        let held: usize = if self.more.is_empty() {
            self.files.iter().map(size).sum()
        } else {
            HELD
        };
        if held + size(&file) <= HELD {
            self.files.push(file);
        } else {
            let lines = file.lines_changed();
            self.more.push(LargeChange {
                path: file.path,
                lines,
            });
        }
    }

    /// The files, by name.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let held = self.files.iter().map(|file| file.path.as_str());
        held.chain(self.more.iter().map(|file| file.path.as_str()))
    }

    /// How many files there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len() + self.more.len()
    }
}

impl AppliedFile {
    /// How many lines differ; a line that was replaced counts once.
    #[must_use]
    pub fn lines_changed(&self) -> usize {
        let (old, new) = (lines(self.old.as_deref()), lines(self.new.as_deref()));
        capture_diff_slices(Algorithm::Myers, &old, &new)
            .iter()
            .map(|op| match *op {
                DiffOp::Equal { .. } => 0,
                DiffOp::Delete { old_len, .. } => old_len,
                DiffOp::Insert { new_len, .. } => new_len,
                DiffOp::Replace {
                    old_len, new_len, ..
                } => old_len.max(new_len),
            })
            .sum()
    }
}

fn lines(bytes: Option<&[u8]>) -> Vec<&[u8]> {
    bytes
        .unwrap_or_default()
        .split_inclusive(|&byte| byte == b'\n')
        .collect()
}

#[cfg(test)]
mod tests {
    use super::AppliedFile;

    #[test]
    fn a_replaced_line_counts_once() {
        let file = |old: Option<&str>, new: Option<&str>| AppliedFile {
            path: "stories/US-1.md".into(),
            old: old.map(|text| text.as_bytes().to_vec()),
            new: new.map(|text| text.as_bytes().to_vec()),
        };
        assert_eq!(
            file(Some("a\nb\nc\n"), Some("a\nB\nc\n")).lines_changed(),
            1
        );
        assert_eq!(file(Some("a\nb\n"), Some("a\nb\nc\n")).lines_changed(), 1);
        assert_eq!(file(None, Some("a\nb\n")).lines_changed(), 2);
        assert_eq!(file(Some("a"), None).lines_changed(), 1);
        assert_eq!(file(Some("a"), Some("a\n")).lines_changed(), 1);
    }
}
