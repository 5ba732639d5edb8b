//! The text of a hook: a block that `po` puts in and takes out again, and whatever else stands there.

use std::ops::Range;

const BEGIN: &str = "# >>> po git setup --hooks";
const END: &str = "# <<< po git setup --hooks";
const SHELL: &str = "#!/bin/sh\n";

/// Returns the block of a hook that runs `command` where this backlog is there and `po` can be found.
///
/// `backlog` is its folder from the top of the working tree.
pub(super) fn block(backlog: &str, command: &str) -> String {
    let (first, folder) = (first_line(backlog), typed(backlog));
    format!("{BEGIN}\n{first}\n  po --backlog {folder} {command}\nfi\n{END}\n")
}

/// A hook of one block alone.
pub(super) fn whole(block: &str) -> String {
    format!("{SHELL}{block}")
}

/// Whether a hook has a block of ours, of whichever backlog.
pub(super) fn has_block(hook: &str) -> bool {
    !blocks(hook).is_empty()
}

/// The hook with this block of the backlog in `folder`: in the place of the one that it has, else after those of others.
pub(super) fn with_block(hook: &str, folder: &str, block: &str) -> Option<String> {
    let end = blocks(hook).last()?.end;
    let range = own(hook, folder).unwrap_or(end..end);
    Some(spliced(hook, range, block))
}

/// The hook without the block of the backlog in `folder`, where it has one.
pub(super) fn without_block(hook: &str, folder: &str) -> Option<String> {
    Some(spliced(hook, own(hook, folder)?, ""))
}

/// Whether nothing stands in a hook but how it is run.
pub(super) fn is_bare(hook: &str) -> bool {
    hook.trim() == SHELL.trim()
}

fn spliced(hook: &str, range: Range<usize>, text: &str) -> String {
    [&hook[..range.start], text, &hook[range.end..]].concat()
}

/// The block of the backlog in `folder`.
fn own(hook: &str, folder: &str) -> Option<Range<usize>> {
    let first = first_line(folder);
    let mut blocks = blocks(hook).into_iter();
    blocks.find(|range| hook[range.clone()].contains(&first))
}

/// Every block of ours.
fn blocks(hook: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(begin) = hook[from..].find(BEGIN) {
        let start = from + begin;
        let Some(length) = hook[start..].find(END) else {
            break;
        };
        let end = start + length + END.len();
        from = hook[end..]
            .find('\n')
            .map_or(hook.len(), |line| end + line + 1);
        found.push(start..from);
    }
    found
}

/// The line by which the block of a backlog is known.
fn first_line(folder: &str) -> String {
    let folder = typed(folder);
    format!("if [ -f {folder}/po.yaml ] && command -v po >/dev/null 2>&1; then")
}

/// A backlog's folder from the top of the working tree, as a shell reads it.
fn typed(folder: &str) -> String {
    quoted(if folder.is_empty() { "." } else { folder })
}

/// A word that a shell takes as it is.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::{block, has_block, is_bare, whole, with_block, without_block};

    #[test]
    fn a_block_goes_in_and_comes_out() {
        let folder = "it's/backlog";
        let own = block(folder, "check --staged || exit $?");
        assert!(own.contains("[ -f 'it'\\''s/backlog'/po.yaml ]"), "{own}");
        let hook = whole(&own);
        assert!(has_block(&hook) && is_bare(&without_block(&hook, folder).unwrap()));
        let other = block(folder, "check");
        assert_eq!(with_block(&hook, folder, &other), Some(whole(&other)));
        let longer = format!("{hook}make lint\n");
        assert_eq!(
            without_block(&longer, folder).as_deref(),
            Some("#!/bin/sh\nmake lint\n")
        );
        assert_eq!(with_block("#!/bin/sh\n", folder, &own), None);
    }

    #[test]
    fn each_backlog_has_a_block_of_its_own() {
        let (one, two) = (block("one", "check"), block("", "check"));
        let both = with_block(&whole(&one), "", &two).unwrap();
        assert_eq!(both, whole(&(one.clone() + &two)));
        assert_eq!(with_block(&both, "one", &one), Some(both.clone()));
        assert_eq!(without_block(&both, "one"), Some(whole(&two)));
        assert_eq!(without_block(&both, ""), Some(whole(&one)));
        assert_eq!(without_block(&both, "three"), None);
    }
}
