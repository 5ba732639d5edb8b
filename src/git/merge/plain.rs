//! The merge by lines, as git itself does it: for whatever cannot be taken apart into fields.

use git2::{FileFavor, MergeFileInput, MergeFileOptions};

use super::front::is_readable;
use super::merged::{FieldConflict, Merged, Unsure};
use super::rules::{Markers, Side};
use super::three::Three;
use crate::git::options;

/// The name of the one conflict of a file that was merged by lines.
pub(super) const FILE: &str = "file";

/// Merges by lines, with one conflict where lines are contested, or where what git takes for merged cannot be read.
pub(super) fn merge_lines(
    &Three { base, ours, theirs }: &Three<&[u8]>,
    markers: &Markers,
    unsure: Unsure,
) -> Merged {
    // Two items have no common version, and where fields could not be put together lines cannot either: every line
    // that differs is contested.
    let ancestor = match unsure {
        Unsure::OtherItem | Unsure::Result => b"",
        _ => base,
    };
    let (bytes, clean) = favoured(ancestor, ours, theirs, markers, FileFavor::Normal);
    let clean = clean && is_readable(&bytes);
    let text = |bytes: &[u8]| (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into());
    let conflict = FieldConflict {
        name: FILE.to_owned(),
        base: text(base),
        ours: text(ours),
        theirs: text(theirs),
    };
    Merged {
        bytes,
        conflicts: if clean { Vec::new() } else { vec![conflict] },
        unsure: Some(unsure),
    }
}

/// Merges by lines, with one side of what is contested, as `git merge-file --ours` does. Where no lines can be put together, all
/// of that side.
pub(super) fn favoured_lines(
    &Three { base, ours, theirs }: &Three<&[u8]>,
    markers: &Markers,
    unsure: Unsure,
    side: Side,
) -> Merged {
    let (whole, favour) = match side {
        Side::Ours => (ours, FileFavor::Ours),
        Side::Theirs => (theirs, FileFavor::Theirs),
    };
    let is_apart = matches!(unsure, Unsure::OtherItem | Unsure::Result);
    if is_apart || ours.is_empty() || theirs.is_empty() {
        return Merged::clean(whole);
    }
    let (bytes, clean) = favoured(base, ours, theirs, markers, favour);
    match clean && is_readable(&bytes) {
        true => Merged::clean(&bytes),
        false => Merged::clean(whole),
    }
}

/// So many bytes tell git whether a file is text.
const SHOWN: usize = 8000;

/// More bytes than these are no text to git.
const MAX_TEXT: usize = 1 << 29;

/// Whether git takes bytes for text. What it does not, libgit2 does not merge.
fn is_text(bytes: &[u8]) -> bool {
    bytes.len() <= MAX_TEXT && !bytes[..bytes.len().min(SHOWN)].contains(&0)
}

/// The bytes that git's own merge of files gives, with markers where something in them is contested.
pub(in crate::git) fn lines(base: &[u8], ours: &[u8], theirs: &[u8], markers: &Markers) -> Vec<u8> {
    favoured(base, ours, theirs, markers, FileFavor::Normal).0
}

/// As [`lines`], where one side may win what is contested, and whether nothing in them is contested. Of what is no text, ours stays.
fn favoured(
    base: &[u8],
    ours: &[u8],
    theirs: &[u8],
    markers: &Markers,
    favour: FileFavor,
) -> (Vec<u8>, bool) {
    if ![base, ours, theirs].into_iter().all(is_text) {
        return (ours.to_vec(), false);
    }
    if ours.is_empty() || theirs.is_empty() {
        return (whole(ours, theirs, markers), false);
    }
    let input = |bytes| {
        let mut input = MergeFileInput::new();
        input.content(bytes);
        input
    };
    // Merging files alone does not start libgit2.
    options::prepare();
    let mut options = MergeFileOptions::new();
    // Where a label is no C string, there is none.
    let label = |label: &str| label.replace('\0', "");
    options
        .ancestor_label(label(&markers.base))
        .our_label(label(&markers.ours))
        .their_label(label(&markers.theirs))
        .marker_size(markers.size)
        .favor(favour)
        .style_diff3(markers.with_base);
    match git2::merge_file(
        &input(base),
        &input(ours),
        &input(theirs),
        Some(&mut options),
    ) {
        Ok(result) => (result.content().to_vec(), result.is_automergeable()),
        Err(_) => (whole(ours, theirs, markers), false),
    }
}

/// Both sides as wholes between markers, where libgit2 gives up.
fn whole(ours: &[u8], theirs: &[u8], markers: &Markers) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(ours.len() + theirs.len() + 64);
    let mut line = |mark: char, label: &str, text: &[u8]| {
        let mark = mark.to_string().repeat(usize::from(markers.size));
        bytes.extend(format!("{mark} {label}").trim_end().bytes());
        bytes.push(b'\n');
        bytes.extend(text);
        if !text.is_empty() && !text.ends_with(b"\n") {
            bytes.push(b'\n');
        }
    };
    line('<', &markers.ours, ours);
    line('=', "", theirs);
    line('>', &markers.theirs, b"");
    bytes
}
