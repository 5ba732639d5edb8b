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
    /// What the interrupted change was that had to be finished first, in the words it was made with.
    pub finished: Option<String>,
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
