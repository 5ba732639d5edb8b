//! Merges three versions of a story file.

use super::merged::{Merged, Unsure};
use super::plain::merge_lines;
use super::rules::MergeRules;

/// Merges three versions of a story file: front matter by key, lists as sets, criteria by their words, dated lines by
/// date, other text by lines. What both sides changed differently is a conflict between markers in just that place.
///
/// An empty `base` means that both sides added the file. Whatever cannot be taken apart is merged by lines.
#[must_use]
pub fn merge_story(base: &[u8], ours: &[u8], theirs: &[u8], rules: &MergeRules) -> Merged {
    if ours == theirs || theirs == base {
        return Merged::clean(ours);
    }
    if ours == base {
        return Merged::clean(theirs);
    }
    merge_lines(base, ours, theirs, rules, Unsure::FrontMatter)
}
