//! The three-way comparison of two bodies with their common version, made by git's own merge of lines.

use git2::{MergeFileInput, MergeFileOptions};

use super::three::Three;
use crate::git::options;

/// A part of three bodies, in numbers of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hunk {
    /// What one side changed, or nobody, or both alike.
    Agreed(Vec<usize>),
    /// What both changed.
    Contested(Three<Vec<usize>>),
}

/// Compares three lists of numbers; none where libgit2 gives up.
///
/// Each number is a line for git, so that what it takes for a line is what we say. No such line looks like a marker.
/// One more line comes first, for libgit2 has no place for a result of no bytes.
pub(super) fn hunks(numbers: &Three<Vec<usize>>) -> Option<Vec<Hunk>> {
    let texts = numbers.map(|numbers| {
        let lines = numbers.iter().map(|number| format!("{number}\n"));
        std::iter::once(format!("{FIRST}\n"))
            .chain(lines)
            .collect::<String>()
    });
    // Merging files alone does not start libgit2.
    options::prepare();
    let mut options = MergeFileOptions::new();
    options.style_diff3(true);
    let [base, ours, theirs] = [&texts.base, &texts.ours, &texts.theirs];
    let merged = git2::merge_file(
        &input(base),
        &input(ours),
        &input(theirs),
        Some(&mut options),
    );
    let merged = merged.ok()?;
    parsed(std::str::from_utf8(merged.content()).ok()?)
}

/// The line before the first number.
const FIRST: &str = "+";

fn input(text: &str) -> MergeFileInput<'_> {
    let mut input = MergeFileInput::new();
    input.content(text.as_bytes());
    input
}

/// Which part of a contested place the lines belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Agreed,
    Ours,
    Base,
    Theirs,
}

fn parsed(text: &str) -> Option<Vec<Hunk>> {
    let mut hunks = Vec::new();
    let mut agreed = Vec::new();
    let mut contested = Three::<Vec<usize>>::default();
    let mut at = At::Agreed;
    for line in text.strip_prefix(FIRST)?.lines().skip(1) {
        at = match (at, line.as_bytes().first()?) {
            (At::Agreed, b'<') => {
                hunks.push(Hunk::Agreed(std::mem::take(&mut agreed)));
                At::Ours
            }
            (At::Ours, b'|') => At::Base,
            (At::Base, b'=') => At::Theirs,
            (At::Theirs, b'>') => {
                hunks.push(Hunk::Contested(std::mem::take(&mut contested)));
                At::Agreed
            }
            (_, b'0'..=b'9') => {
                let part = match at {
                    At::Agreed => &mut agreed,
                    At::Ours => &mut contested.ours,
                    At::Base => &mut contested.base,
                    At::Theirs => &mut contested.theirs,
                };
                part.push(line.parse().ok()?);
                at
            }
            _ => return None,
        };
    }
    hunks.push(Hunk::Agreed(agreed));
    (at == At::Agreed).then_some(hunks)
}

#[cfg(test)]
mod tests {
    use super::{Hunk, hunks};
    use crate::git::merge::three::Three;

    #[test]
    fn numbers_go_in_and_out() {
        let numbers = Three {
            base: vec![1, 2, 3, 4, 5],
            ours: vec![1, 7, 3, 4, 5, 6],
            theirs: vec![1, 8, 3, 5],
        };
        let contested = Three {
            base: vec![2],
            ours: vec![7],
            theirs: vec![8],
        };
        assert_eq!(
            hunks(&numbers).unwrap(),
            [
                Hunk::Agreed(vec![1]),
                Hunk::Contested(contested),
                Hunk::Agreed(vec![3, 5, 6]),
            ]
        );
    }

    #[test]
    fn nothing_is_nothing() {
        let none = Three::<Vec<usize>>::default();
        assert_eq!(hunks(&none).unwrap(), [Hunk::Agreed(vec![])]);
        let ours = Three {
            ours: vec![1],
            ..none
        };
        assert_eq!(hunks(&ours).unwrap(), [Hunk::Agreed(vec![1])]);
    }
}
