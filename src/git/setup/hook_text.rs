//! The text of a hook: a block that `po` puts in and takes out again, and whatever else stands there.

const BEGIN: &str = "# >>> po git setup --hooks";
const END: &str = "# <<< po git setup --hooks";
const SHELL: &str = "#!/bin/sh\n";

/// Returns the block of a hook that runs `command` where this backlog is there and `po` can be found.
///
/// `backlog` is its folder from the top of the working tree.
pub(super) fn block(backlog: &str, command: &str) -> String {
    let folder = if backlog.is_empty() { "." } else { backlog };
    let folder = quoted(folder);
    format!(
        "{BEGIN}\nif [ -f {folder}/po.yaml ] && command -v po >/dev/null 2>&1; then\n  po --backlog {folder} {command}\nfi\n{END}\n"
    )
}

/// A hook of one block alone.
pub(super) fn whole(block: &str) -> String {
    format!("{SHELL}{block}")
}

/// Whether a hook has a block of ours.
pub(super) fn has_block(hook: &str) -> bool {
    range(hook).is_some()
}

/// The hook with another block in the place of ours.
pub(super) fn with_block(hook: &str, block: &str) -> Option<String> {
    let range = range(hook)?;
    Some(format!(
        "{}{block}{}",
        &hook[..range.start],
        &hook[range.end..]
    ))
}

/// The hook without our block; nothing where only a first line would be left.
pub(super) fn without_block(hook: &str) -> Option<String> {
    let rest = with_block(hook, "")?;
    (rest.trim() != SHELL.trim()).then_some(rest)
}

fn range(hook: &str) -> Option<std::ops::Range<usize>> {
    let start = hook.find(BEGIN)?;
    let end = start + hook[start..].find(END)? + END.len();
    let end = hook[end..]
        .find('\n')
        .map_or(hook.len(), |line| end + line + 1);
    Some(start..end)
}

/// A word that a shell takes as it is.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::{block, has_block, whole, with_block, without_block};

    #[test]
    fn a_block_goes_in_and_comes_out() {
        let own = block("it's/backlog", "check --staged || exit $?");
        assert!(own.contains("[ -f 'it'\\''s/backlog'/po.yaml ]"), "{own}");
        let hook = whole(&own);
        assert!(has_block(&hook) && without_block(&hook).is_none());
        let other = block("", "check");
        assert_eq!(with_block(&hook, &other), Some(whole(&other)));
        let longer = format!("{hook}make lint\n");
        assert_eq!(
            without_block(&longer).as_deref(),
            Some("#!/bin/sh\nmake lint\n")
        );
        assert_eq!(with_block("#!/bin/sh\n", &own), None);
    }
}
