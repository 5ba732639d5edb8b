//! How wide text is on a terminal, and how it is cut to a width without splitting what belongs together.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Returns how many columns `text` takes; a wide character or an emoji takes two, a combining mark none.
#[must_use]
pub fn display_width(text: &str) -> usize {
    // Printable ASCII, as most text is, takes a column a byte.
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return text.len();
    }
    text.width()
}

/// Returns `text` if it fits into `width` columns, else its start and `…`, within `width` columns.
///
/// Marks stay with their letter, and joined emoji and flags stay whole.
#[must_use]
pub fn truncate(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let Some(room) = width.checked_sub(1) else {
        return String::new();
    };
    let mut used = 0;
    let mut start: Vec<&str> = Clusters(text)
        .take_while(|cluster| {
            used += cluster.width();
            used <= room
        })
        .collect();
    // Together clusters may be wider than one by one.
    loop {
        let cut = start.concat() + "\u{2026}";
        if cut.width() <= width || start.pop().is_none() {
            return cut;
        }
    }
}

/// The parts of a text that must not be split: a character with its marks, joined emoji, a pair that is a flag.
struct Clusters<'a>(&'a str);

impl<'a> Iterator for Clusters<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let mut chars = self.0.char_indices();
        let (_, mut before) = chars.next()?;
        let mut flag = is_regional(before);
        let mut end = self.0.len();
        for (at, c) in chars {
            let joined = before == '\u{200d}' && !c.is_ascii()
                || flag && is_regional(c)
                || matches!(c, '\u{1f3fb}'..='\u{1f3ff}')
                || c.width() == Some(0);
            if !joined {
                end = at;
                break;
            }
            flag = flag && !is_regional(c);
            before = c;
        }
        let (cluster, rest) = self.0.split_at(end);
        self.0 = rest;
        Some(cluster)
    }
}

fn is_regional(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::{Clusters, display_width, truncate};

    #[test]
    fn cuts_between_what_belongs_together() {
        assert_eq!(truncate("checkout", 8), "checkout");
        assert_eq!(truncate("checkout", 5), "chec\u{2026}");
        assert_eq!(truncate("\u{65e5}\u{672c}\u{8a9e}", 4), "\u{65e5}\u{2026}");
        assert_eq!(
            truncate("ae\u{301}\u{302}bc", 3),
            "ae\u{301}\u{302}\u{2026}"
        );
        let coder = "\u{1f469}\u{1f3fd}\u{200d}\u{1f4bb}";
        assert_eq!(
            truncate(&format!("{coder}{coder}b"), 4),
            format!("{coder}\u{2026}")
        );
        assert_eq!(
            truncate("\u{1f1eb}\u{1f1f7}\u{1f1e9}\u{1f1ea}", 3),
            "\u{1f1eb}\u{1f1f7}\u{2026}"
        );
        assert_eq!(
            (truncate("ab", 1), truncate("ab", 0)),
            ("\u{2026}".to_owned(), String::new())
        );
        assert_eq!(display_width(coder), 2);
    }

    proptest! {
        #[test]
        fn fits_and_loses_nothing_needlessly(text in any::<String>(), width in 0usize..12) {
            let cut = truncate(&text, width);
            prop_assert!(display_width(&cut) <= width);
            if display_width(&text) <= width {
                prop_assert_eq!(&cut, &text);
            }
            prop_assert_eq!(Clusters(&text).collect::<String>(), text);
        }
    }
}
