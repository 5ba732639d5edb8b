//! What the name of a story's file says after the id: it stays when the item gets another number.

/// Returns what follows the id in the name of a file: `-pay.md` for `stories/US-12-pay.md` of `US-12`; the whole name where that
/// does not begin with the id.
#[must_use]
pub fn after_id<'p>(path: &'p str, id: &str) -> &'p str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.get(..id.len()) {
        Some(start) if start.eq_ignore_ascii_case(id) => &name[id.len()..],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::after_id;

    #[test]
    fn the_words_stand_after_the_id() {
        assert_eq!(after_id("stories/a/us-12-pay.md", "US-12"), "-pay.md");
        assert_eq!(after_id("US-1.md", "US-12"), "US-1.md");
        assert_eq!(after_id("é", "US-1"), "é");
    }
}
