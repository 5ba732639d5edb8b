//! Comments: when, who and what, each a dated line under `## Notes`.

use crate::exchange::assembly::fill::{Assembly, Known};
use crate::exchange::assembly::names::fold_name;
use crate::exchange::assembly::take::Take;
use crate::exchange::line_ends::line_feeds;
use crate::text::one_line;

/// A comment as a cell tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Comment<'c> {
    /// When, as written.
    pub when: Option<&'c str>,
    /// Who, as written: a name, or an account where the source has no more.
    pub who: Option<&'c str>,
    /// What was said.
    pub text: &'c str,
}

impl Comment<'_> {
    /// A text, of which nothing else is known.
    #[must_use]
    pub fn plain(text: &str) -> Comment<'_> {
        Comment {
            when: None,
            who: None,
            text,
        }
    }
}

/// What begins a block of Markdown, which needs a line of its own.
const BLOCKS: [&str; 9] = ["```", "~~~", "|", "#", ">", "- ", "* ", "+ ", "1. "];

/// A text behind its day or the name of who wrote it: in the same line, unless it begins with a block.
pub(super) fn headed(head: &str, text: &str) -> String {
    let text = text.trim();
    let is_block = BLOCKS.iter().any(|mark| text.starts_with(mark));
    let parted = if is_block { "\n\n" } else { " " };
    format!("{head}{parted}{text}")
}

/// Whether values say only how many comments there are: `3`, `Comments: 3`, `3 comments`.
pub(super) fn are_counts(column: &str, values: &[String]) -> bool {
    let column = fold_name(column);
    let column = column.trim_end_matches('s');
    values.iter().all(|value| {
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let words = value.replace(|c: char| c.is_ascii_digit() || c == ':', "");
        let words = fold_name(&words);
        (1..=5).contains(&digits) && (words.is_empty() || words.trim_end_matches('s') == column)
    })
}

impl Assembly {
    /// Adds the comment of a cell.
    pub(super) fn comment(&mut self, cell: &str, known: &Known<'_>) {
        let comment = (known.comment)(cell);
        let has_day = |when: &str| known.dates.date(when).is_some();
        // What does not begin with a day is no comment of that form.
        let comment = match comment.when {
            Some(when) if !has_day(when) => Comment::plain(cell),
            _ => comment,
        };
        let text = (known.markdown)(comment.text);
        self.comment_by(comment.when, comment.who, text, known);
    }

    /// Adds a comment of somebody that is Markdown already. The line begins with the name.
    pub fn comment_by(
        &mut self,
        when: Option<&str>,
        who: Option<&str>,
        text: String,
        known: &Known<'_>,
    ) {
        let who = who.map(one_line).filter(|who| !who.is_empty());
        let text = match who {
            Some(who) if !text.trim().is_empty() => headed(&format!("{who}:"), &text),
            _ => text,
        };
        self.comment_at(when, text, known);
    }

    /// Adds a comment that is Markdown already.
    pub fn comment_at(&mut self, when: Option<&str>, text: String, known: &Known<'_>) {
        self.tells_of(Take::Comment);
        let moment = when.and_then(|when| known.dates.timestamp(when));
        let date = when.and_then(|when| known.dates.day_of(when));
        let text = match (when, date) {
            (Some(when), None) => format!("{when} {text}"),
            _ => text,
        };
        if !text.trim().is_empty() {
            self.comments.push((moment, date, line_feeds(&text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Assembly, Comment, Known, Take};
    use crate::exchange::dates::DateReader;
    use crate::exchange::field_map::FieldMap;
    use crate::exchange::report::Origin;

    fn notes(cells: &[&str]) -> String {
        let dates = DateReader {
            order: None,
            zone: TimeZone::UTC,
        };
        let map = FieldMap::default();
        let mut known = Known::new(&dates, &map, str::to_owned);
        known.comment = |cell| {
            let mut parts = cell.splitn(3, ';');
            match (parts.next(), parts.next(), parts.next()) {
                (when, who, Some(text)) => Comment { when, who, text },
                _ => Comment::plain(cell),
            }
        };
        let mut assembly = Assembly::new(Origin::line("f", 2), "test");
        assembly.take(Take::Title, "Title", &["T".to_owned()], &known);
        for cell in cells {
            assembly.take(Take::Comment, "Comment", &[(*cell).to_owned()], &known);
        }
        assembly.finish(&known).unwrap().0.body
    }

    #[test]
    fn a_line_says_when_and_who() {
        assert_eq!(
            notes(&["2026-01-03;;alone", "2026-01-02;ada;Hi; you"]),
            "\n## Notes\n\n- 2026-01-02 ada: Hi; you\n- 2026-01-03 alone\n"
        );
        assert_eq!(
            notes(&["2026-01-02;ada;```\ncode\n```"]),
            "\n## Notes\n\n- 2026-01-02 ada:\n\n  ```\n  code\n  ```\n"
        );
        assert_eq!(
            notes(&["2026-01-02;;one\rtwo\r\nthree"]),
            "\n## Notes\n\n- 2026-01-02 one\n  two\n  three\n"
        );
        assert_eq!(
            notes(&["2026-01-02;;- one\n- two"]),
            "\n## Notes\n\n- 2026-01-02\n\n  - one\n  - two\n"
        );
    }

    #[test]
    fn a_text_with_semicolons_stays_whole() {
        assert_eq!(
            notes(&["Step 1;do this;then that"]),
            "\n## Notes\n\n- Step 1;do this;then that\n"
        );
        assert_eq!(notes(&["2026-01-02;ada; "]), "");
    }
}
