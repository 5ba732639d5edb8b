//! A page file taken apart: its title, the properties below it, and its text.

use std::collections::HashSet;

/// A page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The words of its first heading; none where it has none.
    pub title: Option<String>,
    /// Its properties in order, as written; each may have several lines.
    pub properties: Vec<(String, String)>,
    /// What follows, as written.
    pub text: String,
}

/// The longest name of a property, in bytes.
const LONGEST_NAME: usize = 120;

/// Takes a page apart whose properties are called as the columns of its database are; `cell` says what the database holds for a
/// column, so that a text of several paragraphs is not taken for the page's own.
#[must_use]
pub fn row_page(text: &str, columns: &[String], cell: &dyn Fn(&str) -> Option<String>) -> Page {
    let columns: HashSet<&str> = columns.iter().map(String::as_str).collect();
    let (title, rest) = heading(text);
    let mut lines = Lines { rest };
    let mut properties: Vec<(String, String)> = Vec::new();
    let mut expected = None;
    while let Some(line) = lines.peek() {
        if let Some((name, value)) = column_of(line, &columns) {
            expected = cell(name).map(|whole| Expected::after(&whole, value));
            properties.push((name.to_owned(), value.to_owned()));
            lines.next();
            continue;
        }
        let Some((_, value)) = properties.last_mut() else {
            break;
        };
        let mut ahead = lines.clone();
        let mut empty = 0;
        while ahead.peek().is_some_and(|line| line.trim().is_empty()) {
            ahead.next();
            empty += 1;
        }
        let Some(next) = ahead.peek() else {
            break;
        };
        let goes_on = match &mut expected {
            Some(expected) => expected.takes(next),
            None => empty == 0,
        };
        if !goes_on {
            break;
        }
        value.push_str(&"\n".repeat(empty + 1));
        value.push_str(next);
        ahead.next();
        lines = ahead;
    }
    page(title, properties, lines.rest)
}

/// How many colons the name of a property may hold.
const MOST_COLONS: usize = 16;

/// The column that a line tells of, and what it says; names may hold colons, so the longest counts.
fn column_of<'a>(line: &'a str, columns: &HashSet<&str>) -> Option<(&'a str, &'a str)> {
    let colons = line.match_indices(':').take(MOST_COLONS);
    let parts = colons.map(|(at, _)| (&line[..at], &line[at + 1..]));
    let known = parts.filter(|(name, value)| {
        let parted = value.is_empty() || value.starts_with(' ');
        parted && !name.is_empty() && columns.contains(name)
    });
    known.last().map(|(name, value)| (name, value.trim()))
}

/// What the database says that a property goes on with. Paths of relations differ between page and database, so nothing is
/// expected after them.
struct Expected {
    words: Vec<String>,
}

impl Expected {
    /// What follows `read` in the whole value, in reverse order.
    fn after(whole: &str, read: &str) -> Self {
        let mut words = whole.split_whitespace();
        let begins = read
            .split_whitespace()
            .all(|word| words.next() == Some(word));
        let words = if begins {
            words.rev().map(str::to_owned).collect()
        } else {
            Vec::new()
        };
        Self { words }
    }

    /// Whether a line is what comes next; it counts as read then.
    fn takes(&mut self, line: &str) -> bool {
        let words: Vec<&str> = line.split_whitespace().collect();
        let next = self
            .words
            .iter()
            .rev()
            .map(String::as_str)
            .take(words.len());
        if words.is_empty() || !next.eq(words.iter().copied()) {
            return false;
        }
        self.words.truncate(self.words.len() - words.len());
        true
    }
}

/// Takes a page apart of which no columns are known: lines `Name: value` right below the title are its properties, where there
/// are two at least.
#[must_use]
pub fn loose_page(text: &str) -> Page {
    let (title, rest) = heading(text);
    let mut lines = Lines { rest };
    let mut properties: Vec<(String, String)> = Vec::new();
    while let Some(line) = lines.peek() {
        match property(line) {
            Some((name, value)) => properties.push((name.to_owned(), value.to_owned())),
            None if line.trim().is_empty() && !properties.is_empty() => break,
            None => {
                properties.clear();
                break;
            }
        }
        lines.next();
    }
    if properties.len() < 2 {
        return page(title, Vec::new(), rest);
    }
    page(title, properties, lines.rest)
}

fn page(title: Option<String>, properties: Vec<(String, String)>, text: &str) -> Page {
    Page {
        title,
        properties,
        text: text.trim_matches(['\n', '\r']).to_owned(),
    }
}

/// The words of the heading that a page begins with, and what follows it and the empty lines below.
fn heading(text: &str) -> (Option<String>, &str) {
    let text = text.trim_start_matches(['\u{feff}', '\n', '\r']);
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end();
    match first.strip_prefix("# ").or((first == "#").then_some("")) {
        Some(words) => (
            Some(words.trim().to_owned()),
            rest.trim_start_matches(['\n', '\r']),
        ),
        None => (None, text),
    }
}

/// A line `Name: value`.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = match line.split_once(": ") {
        Some(parts) => parts,
        None => (line.trim_end().strip_suffix(':')?, ""),
    };
    let plain =
        !name.is_empty() && name.len() <= LONGEST_NAME && !name.starts_with(char::is_whitespace);
    let markdown = name.starts_with(['#', '-', '*', '>', '|', '`', '[', '!', '<']);
    (plain && !markdown).then(|| (name, value.trim()))
}

/// Lines, with what is left of the text after them.
#[derive(Clone)]
struct Lines<'a> {
    rest: &'a str,
}

impl<'a> Lines<'a> {
    fn peek(&self) -> Option<&'a str> {
        let line = self.rest.split('\n').next()?;
        (!self.rest.is_empty()).then(|| line.trim_end_matches('\r'))
    }

    fn next(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{loose_page, row_page};

    fn columns() -> Vec<String> {
        ["Status", "Notes", "Due: by"].map(str::to_owned).to_vec()
    }

    fn row(text: &str, notes: &str) -> (Vec<(String, String)>, String) {
        let cell = |name: &str| (name == "Notes").then(|| notes.to_owned());
        let page = row_page(text, &columns(), &cell);
        (page.properties, page.text)
    }

    #[test]
    fn properties_stand_below_the_title() {
        let text = "\u{feff}# A: title\r\n\r\nStatus: Not started\r\nDue: by: May 2, 2023\r\n\r\nText: here\r\n\r\nStatus: no\r\n";
        let (properties, text) = row(text, "");
        assert_eq!(properties.len(), 2, "{properties:?}");
        assert_eq!(properties[0].1, "Not started");
        assert_eq!(text, "Text: here\r\n\r\nStatus: no");
    }

    #[test]
    fn a_property_may_have_several_paragraphs() {
        let page = "# T\n\nNotes: one\n\ntwo\nStatus: Done\n\nbody";
        let (properties, text) = row(page, "one\n\ntwo");
        assert_eq!(properties[0].1, "one\n\ntwo");
        assert_eq!((properties[1].1.as_str(), text.as_str()), ("Done", "body"));
        let (properties, text) = row(page, "one");
        assert_eq!(
            (properties.len(), text.as_str()),
            (1, "two\nStatus: Done\n\nbody")
        );
    }

    #[test]
    fn relations_take_nothing_from_the_text() {
        let id = "a8e534ad763040029d0feb27fdb1820d";
        let page = format!("# T\n\nNotes: One (../Tasks%20x/One%20{id}.md)\n\n## About\n\ntext");
        let (properties, text) = row(&page, &format!("One (Home/Tasks%20x/One%20{id}.md)"));
        assert_eq!((properties.len(), text.as_str()), (1, "## About\n\ntext"));
    }

    #[test]
    fn a_page_of_its_own_needs_two() {
        assert_eq!(loose_page("# T\n\nNote: a\n\nb").text, "Note: a\n\nb");
        let page = loose_page("# T\n\nStatus: Done\nOwner: me\n\nb");
        assert_eq!((page.properties.len(), page.text.as_str()), (2, "b"));
        let page = loose_page("# T\n\nStatus: Done\nso\n\nb");
        assert_eq!(page.text, "Status: Done\nso\n\nb");
        let page = loose_page("no title\n");
        assert_eq!((page.title, page.text.as_str()), (None, "no title"));
        let page = loose_page("# \n\n# Real heading");
        assert_eq!(
            (page.title.as_deref(), page.text.as_str()),
            (Some(""), "# Real heading")
        );
        assert_eq!(loose_page("").text, "");
    }

    proptest! {
        #[test]
        fn no_word_is_lost(lines in proptest::collection::vec("(# |Status: |Notes: )?[a-c ]{0,4}", 0..9), notes in "[a-c\n]{0,9}") {
            let text = lines.join("\n");
            let letters = |text: &str| text.chars().filter(|c| ('a'..='c').contains(c)).count();
            let whole = letters(&text.replace("Status", ""));
            let page = row_page(&text, &columns(), &|name| (name == "Notes").then(|| notes.clone()));
            let values: usize = page.properties.iter().map(|(_, value)| letters(value)).sum();
            for (name, value) in &page.properties {
                if name == "Notes" && value.contains('\n') {
                    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
                    // What is not in the database is never taken from the text.
                    proptest::prop_assert!(words(&notes).starts_with(&words(value)));
                }
            }
            let found = values + letters(&page.text.replace("Status", "")) + page.title.as_deref().map_or(0, letters);
            proptest::prop_assert_eq!(found, whole);
        }
    }
}
