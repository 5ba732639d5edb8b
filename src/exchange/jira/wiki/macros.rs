//! Macros of wiki markup that hold blocks: `{code:java}`, `{quote}`.

/// A macro in a line.
pub(super) struct Macro<'l> {
    /// What stands before it.
    pub(super) before: &'l str,
    /// Its name.
    pub(super) name: &'l str,
    /// What follows the name.
    pub(super) attributes: &'l str,
    /// What stands behind it.
    pub(super) rest: &'l str,
}

/// The first macro that stands in a line.
pub(super) fn macro_at(line: &str) -> Option<Macro<'_>> {
    const NAMES: [&str; 12] = [
        "adf", "code", "noformat", "quote", "panel", "info", "note", "tip", "warning", "expand",
        "section", "column",
    ];
    let mut from = 0;
    // No line has many braces; beyond, they are text.
    for _ in 0..64 {
        let open = from + line[from..].find('{')?;
        let close = open + line[open..].find('}')?;
        let inner = &line[open + 1..close];
        let (name, attributes) = inner.split_once(':').unwrap_or((inner, ""));
        if NAMES.contains(&name) && !line[..open].ends_with(['{', '\\']) {
            return Some(Macro {
                before: line[..open].trim_end(),
                name,
                attributes,
                rest: line[close + 1..].trim(),
            });
        }
        from = open + 1;
    }
    None
}
