//! What a command keeps beside the lock for a later one: it may be gone at any time, and nothing is wrong then.

use std::fs;
use std::io;
use std::path::PathBuf;

use crate::store::Store;
use crate::store::output_file::write_output;

/// So many are kept of each kind.
const MOST: usize = 16;

/// A text that is kept under a name, among others of its kind.
#[derive(Debug)]
pub struct Kept {
    folder: PathBuf,
    name: String,
}

impl Kept {
    /// Of a kind and a name, both of letters, digits, dots and dashes.
    #[must_use]
    pub fn new(store: &Store, kind: &str, name: String) -> Self {
        Self {
            folder: store.private().join(kind),
            name,
        }
    }

    /// The text; none where none is kept.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        fs::read_to_string(self.folder.join(&self.name)).ok()
    }

    /// Keeps a text, and no longer the oldest ones where there are many. What cannot be written is not kept.
    pub fn keep(&self, text: &str) {
        let _ = self.write(text);
    }

    fn write(&self, text: &str) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        write_output(&self.folder.join(&self.name), text.as_bytes())?;
        let mut all = Vec::new();
        for entry in fs::read_dir(&self.folder)? {
            let entry = entry?;
            all.push((entry.metadata()?.modified()?, entry.path()));
        }
        all.sort();
        let old = all.len().saturating_sub(MOST);
        all[..old]
            .iter()
            .try_for_each(|(_, path)| fs::remove_file(path))
    }

    /// Keeps it no longer.
    pub fn forget(&self) {
        let _ = fs::remove_file(self.folder.join(&self.name));
    }
}

#[cfg(test)]
mod tests {
    use super::{Kept, MOST};
    use crate::store::Store;

    #[test]
    fn the_newest_are_kept_until_they_are_forgotten() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("po.yaml"), "format: 1\n").unwrap();
        let store = Store::open(dir.path(), dir.path().join(".po")).unwrap();
        let kept = |number: usize| Kept::new(&store, "exports", format!("{number}.tsv"));
        assert_eq!(kept(0).text(), None);
        for number in 0..=MOST {
            kept(number).keep(&format!("{number}\n"));
            let time = std::time::SystemTime::UNIX_EPOCH
                + std::time::Duration::from_secs(number as u64 + 9);
            let path = dir.path().join(format!(".po/exports/{number}.tsv"));
            std::fs::File::options()
                .write(true)
                .open(path)
                .unwrap()
                .set_modified(time)
                .unwrap();
        }
        assert_eq!(kept(0).text(), None);
        assert_eq!(kept(MOST).text().as_deref(), Some("16\n"));
        kept(MOST).forget();
        assert_eq!(kept(MOST).text(), None);
    }
}
