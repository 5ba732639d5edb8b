//! Fingerprints of the lines of a text, and the text that they stand for as far as others know its lines.

use std::collections::HashMap;

use crate::exchange::import::prints::letters_of;
use crate::exchange::key::number_of_text;

/// How many letters stand for a line that is not blank: one for its shape, the rest for its words.
const WIDTH: usize = 6;

/// What a line that nobody knows any more begins with, so that it is like no other.
pub const UNKNOWN: &str = "\u{27e6}po:";

/// The fingerprints of a text's lines: `.` for a blank one; else a letter for its shape (`h` a heading, `0` to `9` an item of
/// a list so deep, `i` indented, `l` any other) and five for what it says. Blanks at its end do not count.
#[must_use]
pub fn line_prints(text: &str) -> String {
    let mut prints = String::new();
    text.lines().for_each(|line| push_print(&mut prints, line));
    prints
}

fn line_print(line: &str) -> String {
    let mut print = String::with_capacity(WIDTH);
    push_print(&mut print, line);
    print
}

/// Each draft's lines are printed, so that nothing is made for one of them.
fn push_print(prints: &mut String, line: &str) {
    let line = line.trim_end();
    if line.is_empty() {
        return prints.push('.');
    }
    prints.push(shape(line));
    prints.extend(letters_of(number_of_text(line), WIDTH - 1));
}

fn shape(line: &str) -> char {
    let words = line.trim_start();
    let indent = line.len() - words.len();
    let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_item = ["- ", "* ", "+ "]
        .iter()
        .any(|mark| words.starts_with(mark))
        || number.len() < words.len() && (number.starts_with(". ") || number.starts_with(") "));
    match (is_item, indent) {
        (true, _) => char::from(b'0' + u8::try_from((indent / 2).min(9)).unwrap_or(9)),
        (false, 0) if words.starts_with('#') => 'h',
        (false, 0) => 'l',
        (false, _) => 'i',
    }
}

/// The lines that others know, by their fingerprints.
#[derive(Debug, Default)]
pub struct KnownLines<'t> {
    lines: HashMap<String, &'t str>,
}

impl<'t> KnownLines<'t> {
    /// Adds the lines of a text; of two that say the same, the first stays.
    pub fn add(&mut self, text: &'t str) {
        for line in text.lines() {
            self.lines.entry(line_print(line)).or_insert(line);
        }
    }

    /// The text of such fingerprints. A line that nobody knows is one of its shape that nobody else has.
    #[must_use]
    pub fn text(&self, prints: &str, newline: &str) -> String {
        let mut text = String::new();
        for print in each_print(prints) {
            match (print, self.lines.get(print)) {
                (".", _) => {}
                (_, Some(line)) => text.push_str(line),
                (print, None) => text.push_str(&unknown(print)),
            }
            text.push_str(newline);
        }
        text
    }
}

fn unknown(print: &str) -> String {
    let words = format!("{UNKNOWN}{print}\u{27e7}");
    match print.chars().next() {
        Some('h') => format!("## {words}"),
        Some('i') => format!("  {words}"),
        Some(depth @ '0'..='9') => {
            let depth = usize::from(u8::try_from(depth).unwrap_or(b'0') - b'0');
            format!("{}- {words}", "  ".repeat(depth))
        }
        _ => words,
    }
}

/// The fingerprints one by one.
pub fn each_print(prints: &str) -> impl Iterator<Item = &str> {
    let mut rest = prints;
    std::iter::from_fn(move || {
        let width = if rest.starts_with('.') { 1 } else { WIDTH };
        let one = rest.get(..width)?;
        rest = &rest[width..];
        Some(one)
    })
}

/// The fingerprints of comments of which the oldest may be missing: what stood before the first one that both have, and then
/// those that there are.
#[must_use]
pub fn with_older(before: &str, now: &str) -> String {
    if now.is_empty() {
        return before.to_owned();
    }
    let old: Vec<&str> = each_print(before).collect();
    let new: Vec<&str> = each_print(now).collect();
    // The heading and the blank lines around it stand in both.
    let opening = 3.min(old.len()).min(new.len());
    let (old_lines, new_lines) = (&old[opening..], &new[opening..]);
    let kept = (0..=old_lines.len())
        .find(|&kept| new_lines.starts_with(&old_lines[kept..]))
        .unwrap_or(old_lines.len());
    new[..opening]
        .iter()
        .chain(&old_lines[..kept])
        .chain(new_lines)
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::{KnownLines, UNKNOWN, each_print, line_prints, with_older};

    #[test]
    fn a_text_comes_back_from_those_who_know_its_lines() {
        let text = "\n## Notes\n\n- one\n  - two\n    more\n1. three\nplain\n";
        let prints = line_prints(text);
        let shapes: String = each_print(&prints)
            .filter_map(|print| print.chars().next())
            .collect();
        assert_eq!(shapes, ".h.01i0l");
        let mut known = KnownLines::default();
        known.add("- one  \n## Notes\n    more\nplain\n");
        let back = known.text(&prints, "\n");
        assert!(back.starts_with("\n## Notes\n\n- one  \n  - \u{27e6}po:1"));
        assert_eq!(back.matches(UNKNOWN).count(), 2);
        assert_eq!(back.lines().count(), text.lines().count());
    }

    #[test]
    fn comments_that_fell_out_of_an_export_stay() {
        let notes = |lines: &[&str]| line_prints(&format!("\n## Notes\n\n{}", lines.join("\n")));
        let before = notes(&["- a", "- b", "- c"]);
        assert_eq!(
            with_older(&before, &notes(&["- b", "- c", "- d"])),
            notes(&["- a", "- b", "- c", "- d"])
        );
        assert_eq!(with_older(&before, &notes(&["- a", "- b", "- c"])), before);
        assert_eq!(with_older(&before, ""), before);
        assert_eq!(with_older("", &before), before);
        assert_eq!(
            with_older(&before, &notes(&["- x"])),
            notes(&["- a", "- b", "- c", "- x"])
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "(\\PC|\n|- |  |# |1\\. |\r\n){0,40}", odd in "\\PC{0,30}") {
            let mut known = KnownLines::default();
            known.add(&text);
            let back = known.text(&line_prints(&text), "\n");
            prop_assert_eq!(line_prints(&back), line_prints(&text));
            prop_assert!(!back.contains(UNKNOWN) || text.contains(UNKNOWN));
            // Anything may stand in a file.
            let _ = known.text(&odd, "\n");
            let _ = with_older(&odd, &line_prints(&text));
        }
    }
}
