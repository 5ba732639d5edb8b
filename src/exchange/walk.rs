//! Every file below a folder of a source, within limits.

use crate::exchange::report::{Origin, Remark};
use crate::exchange::source::Source;

/// How many files an import looks at.
pub const MOST_FILES: usize = 100_000;

/// How deep folders may lie in each other.
const DEEPEST: usize = 32;

/// What was found below a folder.
#[derive(Debug, Default)]
pub struct Walk {
    /// The files, sorted, as paths in the source.
    pub files: Vec<String>,
    /// Folders that could not be read, and what went beyond the limits.
    pub problems: Vec<Remark>,
}

/// Lists every file below `folder` (`""` is the top), at most `most` of them.
#[must_use]
pub fn walk(source: &dyn Source, folder: &str, most: usize) -> Walk {
    let mut walk = Walk::default();
    let mut left = vec![(folder.to_owned(), 0)];
    let mut over = 0_usize;
    while let Some((folder, depth)) = left.pop() {
        let entries = match source.list(&folder) {
            Ok(entries) => entries,
            Err(error) => {
                walk.problems
                    .push(Remark::new(Origin::file(folder), error.to_string()));
                continue;
            }
        };
        for entry in entries {
            let path = join(&folder, &entry.name);
            if !entry.folder {
                if walk.files.len() < most {
                    walk.files.push(path);
                } else {
                    over += 1;
                }
            } else if depth < DEEPEST {
                left.push((path, depth + 1));
            } else {
                let reason = format!("the folder lies more than {DEEPEST} folders deep");
                walk.problems.push(Remark::new(Origin::file(path), reason));
            }
        }
        if over > 0 && !left.is_empty() {
            let reason = format!(
                "{over} files here, and {} folders, lie beyond the first {most} files",
                left.len()
            );
            walk.problems
                .push(Remark::new(Origin::file(folder), reason));
            over = 0;
            break;
        }
    }
    if over > 0 {
        let reason = format!("{over} files lie beyond the first {most}");
        walk.problems
            .push(Remark::new(Origin::file(folder), reason));
    }
    walk.files.sort_unstable();
    walk
}

/// The path of `name` in `folder`.
#[must_use]
pub fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::walk;
    use crate::exchange::memory_source::MemorySource;

    #[test]
    fn finds_all_files_and_says_what_is_too_much() {
        let deep = format!("{}x.md", "d/".repeat(40));
        let source = MemorySource::new([("a/1", ""), ("a/b/2", ""), ("c", ""), (&deep, "")]);
        let all = walk(&source, "", 100);
        assert_eq!(all.files, ["a/1", "a/b/2", "c"]);
        assert_eq!(all.problems.len(), 1);
        assert!(all.problems[0].reason.contains("32 folders deep"));
        let some = walk(&source, "a", 1);
        assert_eq!(some.files, ["a/1"]);
        assert_eq!(some.problems[0].reason, "1 files lie beyond the first 1");
    }
}
