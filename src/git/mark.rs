//! The high-water mark: which numbers were seen up to which tips, in a file that is safe to delete.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use git2::Oid;

use super::census::{Numbers, raise};
use super::error::GitError;
use crate::model::StoryId;

/// The file's name in the private folder.
const FILE: &str = "ids";
/// The first line; another version is read as no mark at all.
const VERSION: &str = "po ids 1";
/// A larger file is not ours.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// What was counted, and how far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Mark {
    /// The largest numbers seen.
    pub numbers: Numbers,
    /// Everything these commits reach was counted.
    pub tips: BTreeSet<Oid>,
    /// The edge of a shallow clone when it was counted, as one hash: what lies beyond was not.
    pub shallow: Option<Oid>,
}

impl Mark {
    /// Where the mark of a private folder stands.
    pub fn path(private: &Path) -> PathBuf {
        private.join(FILE)
    }

    /// Reads the mark of a private folder; an empty one where there is none or it is damaged.
    pub fn read(private: &Path) -> Self {
        let path = Self::path(private);
        let fits = std::fs::metadata(&path).is_ok_and(|meta| meta.len() <= LARGEST_FILE);
        let text = fits.then(|| std::fs::read_to_string(&path).ok()).flatten();
        text.and_then(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Writes the mark beside the old one and puts it in its place.
    pub fn write(&self, private: &Path) -> Result<(), GitError> {
        std::fs::create_dir_all(private).map_err(GitError::io(private))?;
        let path = Self::path(private);
        let mut file = tempfile::Builder::new()
            .prefix(".ids-")
            .tempfile_in(private)
            .map_err(GitError::io(private))?;
        file.write_all(self.text().as_bytes())
            .map_err(GitError::io(&path))?;
        file.persist(&path)
            .map_err(|error| GitError::io(&path)(error.error))?;
        Ok(())
    }

    fn text(&self) -> String {
        let mut lines = vec![VERSION.to_owned()];
        for (folder, prefixes) in &self.numbers {
            for (prefix, number) in prefixes {
                lines.push(format!("seen {prefix}-{number} {}", escape(folder)));
            }
        }
        lines.extend(self.shallow.iter().map(|oid| format!("shallow {oid}")));
        lines.extend(self.tips.iter().map(|oid| format!("tip {oid}")));
        lines.push(format!("end {}\n", lines.len()));
        lines.join("\n")
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != VERSION {
            return None;
        }
        let mut mark = Self::default();
        for (count, line) in (1..).zip(lines.by_ref()) {
            let (word, rest) = line.split_once(' ')?;
            match word {
                "seen" => {
                    let (id, folder) = rest.split_once(' ')?;
                    let id: StoryId = id.parse().ok()?;
                    raise(&mut mark.numbers, &unescape(folder)?, &id);
                }
                "shallow" => mark.shallow = Some(oid(rest)?),
                "tip" => {
                    mark.tips.insert(oid(rest)?);
                }
                "end" => {
                    let whole = rest.parse() == Ok(count) && lines.next().is_none();
                    return whole.then_some(mark);
                }
                _ => return None,
            }
        }
        None
    }
}

/// Reads a whole object name; libgit2 alone would take a part of one.
fn oid(hex: &str) -> Option<Oid> {
    (hex.len() == 40).then(|| Oid::from_str(hex).ok()).flatten()
}

/// Keeps a folder's name on its line.
fn escape(folder: &str) -> String {
    let mut text = String::with_capacity(folder.len());
    for c in folder.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
    text
}

fn unescape(text: &str) -> Option<String> {
    let mut folder = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        folder.push(match c {
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            c => c,
        });
    }
    Some(folder)
}

#[cfg(test)]
mod tests {
    use super::{FILE, Mark, raise};
    use proptest::prelude::{any, proptest};

    fn mark() -> Mark {
        let mut mark = Mark::default();
        for (folder, id) in [
            ("a b/stories", "US-12"),
            ("x\n\\n/stories", "PAY-3"),
            ("", "US-1"),
        ] {
            raise(&mut mark.numbers, folder, &id.parse().unwrap());
        }
        mark.tips.insert(git2::Oid::from_bytes(&[5; 20]).unwrap());
        mark.shallow = Some(git2::Oid::from_bytes(&[6; 20]).unwrap());
        mark
    }

    #[test]
    fn comes_back_as_it_was_written() {
        let dir = tempfile::tempdir().unwrap();
        let private = dir.path().join("po");
        assert_eq!(Mark::read(&private), Mark::default());
        mark().write(&private).unwrap();
        assert_eq!(Mark::read(&private), mark());
        let files: Vec<_> = std::fs::read_dir(&private).unwrap().collect();
        assert_eq!(files.len(), 1, "{files:?}");
    }

    #[test]
    fn what_is_damaged_counts_as_none() {
        let dir = tempfile::tempdir().unwrap();
        let text = mark().text();
        for end in 0..text.len() - 1 {
            std::fs::write(dir.path().join(FILE), &text[..end]).unwrap();
            assert_eq!(Mark::read(dir.path()), Mark::default(), "{}", &text[..end]);
        }
        for other in [text.replace("ids 1", "ids 2"), format!("{text}more\n")] {
            std::fs::write(dir.path().join(FILE), other).unwrap();
            assert_eq!(Mark::read(dir.path()), Mark::default());
        }
        std::fs::write(dir.path().join(FILE), [0xff, 0xfe, 0]).unwrap();
        assert_eq!(Mark::read(dir.path()), Mark::default());
    }

    proptest! {
        #[test]
        fn any_folder_survives(folder in any::<String>()) {
            let mut mark = Mark::default();
            raise(&mut mark.numbers, &folder, &"US-7".parse().unwrap());
            assert_eq!(Mark::parse(&mark.text()), Some(mark));
        }

        #[test]
        fn any_text_ends(text in any::<String>()) {
            let _ = Mark::parse(&format!("po ids 1\n{text}"));
        }
    }
}
