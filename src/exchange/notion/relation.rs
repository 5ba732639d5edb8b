//! Relations: pages that a cell names, each as `Title (path%20to/Page 32hex.md)` or as an address of Notion's.

use crate::exchange::notion::names::{ID, is_id};

/// A page that a cell names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Its title as the cell tells it; empty where only a path or an address stands there.
    pub name: String,
    /// Its id, in lower case.
    pub id: String,
    /// The path or address without the id and what follows, as written.
    pub path: String,
}

impl Related {
    /// Whether it is named by a file of the export, and not by an address of Notion's.
    #[must_use]
    pub fn is_file(&self) -> bool {
        !self.path.starts_with("http")
    }

    /// The folder that its page lies in, directly: the one of a database; none of an address.
    #[must_use]
    pub fn folder(&self) -> Option<String> {
        let path = unescaped(&self.path);
        let folder = path
            .rsplit('/')
            .nth(1)
            .filter(|folder| !folder.is_empty())?;
        self.is_file().then(|| folder.to_owned())
    }
}

/// The pages that a cell names; none where it holds anything else. Titles may hold commas and brackets, so an entry ends
/// where its path does.
#[must_use]
pub fn relations(cell: &str) -> Option<Vec<Related>> {
    let mut found = Vec::new();
    let mut rest = cell.trim();
    while !rest.is_empty() {
        let (related, end) = first(rest)?;
        found.push(related);
        rest = rest[end..].trim_start();
        if rest.is_empty() {
            break;
        }
        rest = rest.strip_prefix(',')?.trim_start();
    }
    (!found.is_empty()).then_some(found)
}

/// How many ids a title may hold.
const MOST_IDS: usize = 8;

/// The entry that a text begins with, and where it ends.
fn first(text: &str) -> Option<(Related, usize)> {
    let mut from = 0;
    // The title may hold an id too; then no path ends there.
    for _ in 0..MOST_IDS {
        let at = next_id(text, from)?;
        if let Some(found) = entry(text, at) {
            return Some(found);
        }
        from = at + ID;
    }
    None
}

/// Where the next id stands: 32 hexadecimal digits with none beside them.
fn next_id(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut run = 0;
    for at in from..=bytes.len() {
        if bytes.get(at).is_some_and(u8::is_ascii_hexdigit) {
            run += 1;
        } else {
            // `%20` before an id looks like two more digits.
            let start = at - run;
            let escaped = run == ID + 2 && start > 0 && bytes[start - 1] == b'%';
            if run == ID || escaped {
                return Some(at - ID);
            }
            run = 0;
        }
    }
    None
}

/// The entry whose id stands there, and where it ends.
fn entry(text: &str, at: usize) -> Option<(Related, usize)> {
    let id = text.get(at..at + ID).filter(|id| is_id(id))?;
    let mut end = at + ID;
    let tail = &text[end..];
    let ending = [".md", ".html", ".csv"]
        .iter()
        .find(|ending| tail.starts_with(**ending));
    end += ending.map_or(0, |ending| ending.len());
    if text[end..].starts_with('?') {
        end += text[end..]
            .find(|c: char| c == ')' || c == ',' || c.is_whitespace())
            .unwrap_or(text.len() - end);
    }
    let before = &text[..at];
    let (name, path, end) = match before.rfind(" (").or(before.starts_with('(').then_some(0)) {
        Some(open) if text[end..].starts_with(')') => {
            let path = before[open..].trim_start().strip_prefix('(')?;
            (before[..open].trim(), path, end + 1)
        }
        // A path or an address alone.
        _ => ("", before, end),
    };
    let address = path.starts_with("http://") || path.starts_with("https://");
    let is_path = !path.contains(char::is_whitespace) && (address || ending.is_some());
    let ends = text[end..].is_empty() || text[end..].starts_with(',');
    if !is_path || !ends {
        return None;
    }
    let related = Related {
        name: name.to_owned(),
        id: id.to_ascii_lowercase(),
        path: path.to_owned(),
    };
    Some((related, end))
}

/// A title from a path such as `../Tasks%2076aa/Pay%20later%20`.
#[must_use]
pub fn title_of_path(path: &str) -> String {
    let last = path.rsplit('/').next().unwrap_or(path);
    let words = unescaped(last);
    let words = words.trim_end_matches([' ', '-']);
    // In addresses, dashes part the words.
    match path.starts_with("http") {
        true => words.replace('-', " "),
        false => words.to_owned(),
    }
}

/// A text with `%20` and its like turned back; bytes that are no text stay as written.
#[must_use]
pub fn unescaped(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let byte = digits
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match byte {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{relations, title_of_path, unescaped};

    const A: &str = "a8e534ad763040029d0feb27fdb1820d";
    const B: &str = "4e70ea0b7d40427a9648bcf554a121f6";

    /// Names and ids.
    fn found(cell: &str) -> Option<Vec<(String, String)>> {
        let found = relations(cell)?;
        Some(found.into_iter().map(|one| (one.name, one.id)).collect())
    }

    #[test]
    fn pages_are_found_whatever_their_titles_hold() {
        for (cell, names) in [
            (format!("One (Tasks%20x/One%20{A}.md)"), vec!["One"]),
            (
                format!("A, b, and c (../T%20x/A,%20b%20{A}.md), Two (Two%20{B}.md)"),
                vec!["A, b, and c", "Two"],
            ),
            (
                format!("Iron (Zealous) — v5 (Iron%20(Zealous)%20%E2%80%94%20{A}.md)"),
                vec!["Iron (Zealous) — v5"],
            ),
            (
                format!("Out (https://www.notion.so/Out-{A}?pvs=21),In ({B}.md)"),
                vec!["Out", "In"],
            ),
            (
                format!("https://www.notion.so/One-{A}, https://www.notion.so/{B}"),
                vec!["", ""],
            ),
            (format!("../T%20x/One%20{A}.md"), vec![""]),
            (
                format!("{B} is it (It%20{A}.md)"),
                vec![&*format!("{B} is it")],
            ),
            (format!("(x%20{A}.md)"), vec![""]),
        ] {
            let found = found(&cell).unwrap_or_default();
            let told: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
            assert_eq!(told, names, "{cell}");
        }
        let two = format!("One (One%20{A}.md), Two (Two%20{B}.md)");
        assert_eq!(found(&two).unwrap()[1].1, B);
    }

    #[test]
    fn other_texts_are_no_relations() {
        for cell in [
            "",
            "Marketing",
            "One, Two",
            A,
            &format!("see One (One%20{A}.md) please"),
            &format!("One (One {A}.md)"),
            "https://example.org/x",
        ] {
            assert_eq!(found(cell), None, "{cell}");
        }
    }

    #[test]
    fn paths_tell_titles() {
        assert_eq!(title_of_path("../T%20x/Pay%20later%20"), "Pay later");
        assert_eq!(
            title_of_path("https://www.notion.so/Pay-later-"),
            "Pay later"
        );
        assert_eq!(unescaped("%E2%80%94 100%"), "— 100%");
        assert_eq!(unescaped("%ff"), "%ff");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_not(text in "([a-f0-9]{30,34}|\\PC{0,6}|, | \\(|\\.md\\)|%20){0,8}") {
            let _ = relations(&text);
            let _ = unescaped(&text);
        }
    }
}
