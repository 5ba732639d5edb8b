//! What an export said when it was imported last: `imports/SYSTEM.tsv`, a line an item, shared by the team through git.

use std::collections::HashMap;

use crate::exchange::carried::CARRIED;
use crate::exchange::import::names::NameMap;
use crate::exchange::import::prints::Prints;
use crate::exchange::key::number_of_text;

/// What git shall do with these files: keep the lines of both sides.
pub const BASE_ATTRIBUTES: &str = "# A line that both sides changed is kept twice; the next update writes it clean.\n*.tsv merge=union\n";

/// Where [`BASE_ATTRIBUTES`] stand.
pub const BASE_ATTRIBUTES_FILE: &str = "imports/.gitattributes";

/// From so many bytes on, the lines of a system stand in [`SHARDS`] files, so that none is larger than is read.
const ONE_FILE: usize = 2 * 1024 * 1024;

/// How many files that is.
const SHARDS: u64 = 64;

/// The first line of each file.
const HEADER: &str = "#key";

/// What an export of one system said last, item by item. The lines are kept as one text, which takes least memory for a
/// hundred thousand items; after a merge an item may have several.
#[derive(Debug, Clone, Default)]
pub struct Base {
    /// Lines, each ended by LF; some of them may not count any more.
    text: String,
    /// Where the last line of a key begins.
    last: NameMap<usize>,
    /// Where the line before begins, of a line that is not the only one of its key.
    before: HashMap<usize, usize>,
}

impl Base {
    /// The files in which the lines of a system may stand, relative to the backlog directory.
    #[must_use]
    pub fn paths(system: &str) -> Vec<String> {
        let shards = (0..SHARDS).map(|shard| shard_path(system, shard));
        std::iter::once(format!("imports/{system}.tsv"))
            .chain(shards)
            .collect()
    }

    /// Adds the lines of a file.
    pub fn read(&mut self, text: &str) {
        self.text.reserve(text.len() + 1);
        for line in text.lines() {
            let line = line.trim_end_matches('\r');
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let (key, prints) = line.split_once('\t').unwrap_or((line, ""));
            let at = self.append(key, prints);
            if let Some(before) = self.last.insert(&key, at) {
                self.before.insert(at, before);
            }
        }
    }

    /// Writes a line down; returns where it begins.
    fn append(&mut self, key: &str, prints: &str) -> usize {
        let at = self.text.len();
        for part in [key, "\t", prints, "\n"] {
            self.text.push_str(part);
        }
        at
    }

    /// The key and the prints of the line that begins there.
    fn line(&self, at: usize) -> (&str, &str) {
        let rest = self.text.get(at..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        line.split_once('\t').unwrap_or((line, ""))
    }

    /// The lines of a key, in order and without the key; none twice.
    fn lines(&self, key: &str) -> Vec<&str> {
        let last = self.last.get(&key).copied();
        let places = std::iter::successors(last, |at| self.before.get(at).copied());
        let own = places.map(|at| self.line(at)).filter(|(of, _)| *of == key);
        let mut lines: Vec<&str> = own.map(|(_, prints)| prints).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// All keys, in order.
    fn keys(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = self.last.values().map(|at| self.line(*at).0).collect();
        keys.sort_unstable();
        keys
    }

    /// Whether nothing was imported yet, as far as the files say.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What was said of an item: nothing, one thing, or after a merge several.
    #[must_use]
    pub fn of(&self, key: &str) -> Vec<Prints> {
        let lines = self.lines(&escaped(key));
        lines.into_iter().map(Prints::read).collect()
    }

    /// Whether an item was imported.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        let key = escaped(key);
        let last = self.last.get(&key);
        last.is_some_and(|at| self.line(*at).0 == key)
    }

    /// Puts what is said of an item now in the place of all that was said before.
    pub fn set(&mut self, key: &str, prints: &Prints) {
        let key = escaped(key);
        let at = self.append(&key, &prints.line());
        self.last.insert(&key, at);
    }

    /// Puts what other files said of some items in the place of what is said of them here; `text` is that of these files.
    pub fn take_over(&mut self, text: &str, keys: impl Iterator<Item = String>) {
        let mut other = Self::default();
        other.read(text);
        for key in keys {
            for prints in other.of(&key) {
                self.set(&key, &prints);
            }
        }
    }

    /// The files that say this, with their texts: one, or many where one would be too large. Each is made when it is asked for.
    pub fn files<'b>(&'b self, system: &'b str) -> impl Iterator<Item = (String, String)> + 'b {
        let keys = self.keys();
        let lengths = keys.iter().map(|key| {
            let lines = self.lines(key);
            lines
                .iter()
                .map(|line| key.len() + line.len() + 2)
                .sum::<usize>()
        });
        let size: usize = lengths.sum();
        let shards = match size {
            0 => 0,
            _ if size < ONE_FILE => 1,
            _ => SHARDS,
        };
        (0..shards).filter_map(move |shard| {
            let path = match shards {
                1 => format!("imports/{system}.tsv"),
                _ => shard_path(system, shard),
            };
            let is_in = |key: &&&str| shards == 1 || number_of_text(key) % SHARDS == shard;
            self.file(keys.iter().filter(is_in))
                .map(|text| (path, text))
        })
    }

    /// The lines of some items, under the line with the names of the columns; none where there are none.
    fn file<'k>(&self, keys: impl Iterator<Item = &'k &'k str>) -> Option<String> {
        let header = format!("{HEADER}\t{}\n", CARRIED.join("\t"));
        let mut text = header.clone();
        for key in keys {
            for line in self.lines(key) {
                for part in [key, "\t", line, "\n"] {
                    text.push_str(part);
                }
            }
        }
        (text.len() > header.len()).then_some(text)
    }
}

/// Both say the same of the same items.
impl PartialEq for Base {
    fn eq(&self, other: &Self) -> bool {
        let keys = self.keys();
        keys == other.keys() && keys.iter().all(|key| self.lines(key) == other.lines(key))
    }
}

impl Eq for Base {}

fn shard_path(system: &str, shard: u64) -> String {
    format!("imports/{system}/{shard:02}.tsv")
}

/// A key as it stands at the beginning of a line.
fn escaped(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for (place, letter) in key.chars().enumerate() {
        match letter {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '#' if place == 0 => out.push_str("\\#"),
            letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') => {
                out.push_str(&format!("\\u{{{:x}}}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
    }
    if out.is_empty() {
        "\\e".to_owned()
    } else {
        out
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{Base, SHARDS};
    use crate::exchange::import::prints::Prints;

    fn said(title: &str) -> Prints {
        let mut prints = Prints::default();
        prints.set("title", Some(title.to_owned()));
        prints.set("points", Some(String::new()));
        prints
    }

    fn read(files: &[(String, String)]) -> Base {
        let mut base = Base::default();
        for (_, text) in files {
            base.read(text);
        }
        base
    }

    #[test]
    fn lines_of_both_sides_of_a_merge_are_read_and_written_clean() {
        let mut base = Base::default();
        base.set("B-2", &said("two"));
        base.set("A-1", &said("one"));
        let files: Vec<_> = base.files("jira").collect();
        assert_eq!(files.len(), 1);
        let (path, text) = &files[0];
        assert_eq!(path, "imports/jira.tsv");
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("#key\ttitle\t"));
        assert!(lines[1].starts_with("A-1\tone\t") && lines[2].starts_with("B-2\ttwo\t"));
        let merged = format!("{text}A-1\tother\r\n{}\n", lines[1]);
        let mut base = Base::default();
        base.read(&merged);
        assert_eq!(base.of("A-1").len(), 2);
        base.set("A-1", &said("one"));
        assert_eq!(base.files("jira").collect::<Vec<_>>(), files);
    }

    #[test]
    fn many_lines_stand_in_many_files() {
        let mut base = Base::default();
        for number in 0..40_000 {
            base.set(&format!("A-{number}"), &said(&"x".repeat(60)));
        }
        let files: Vec<_> = base.files("jira").collect();
        assert_eq!(files.len() as u64, SHARDS);
        assert!(
            files
                .iter()
                .all(|(path, _)| Base::paths("jira").contains(path))
        );
        assert!(files.iter().all(|(_, text)| text.len() < 100_000));
        assert_eq!(read(&files), base);
    }

    proptest! {
        #[test]
        fn any_key_comes_back(keys in proptest::collection::vec("(\\PC|\t|\n|\r|#|\\\\){0,8}", 0..6)) {
            let mut base = Base::default();
            for key in &keys {
                base.set(key, &said("x"));
            }
            let back = read(&base.files("csv").collect::<Vec<_>>());
            prop_assert_eq!(&back, &base);
            prop_assert!(keys.iter().all(|key| back.has(key) && back.of(key).len() == 1));
        }
    }
}
