//! Reads dated list lines: notes, questions and their answers, estimates, decisions.

use std::ops::Range;

use jiff::civil::Date;

use super::criteria_window::{Window, window};
use super::headings::heading_keys;
use super::item::ItemWords;
use super::lines::{column, outdent};
use super::outline::outline;
use super::sections::find_sections;
use super::words::decode;

/// A list line such as `- [x] 2026-11-19 Do we need the CVC again?`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedLine {
    /// Its day, where it begins with one.
    pub date: Option<Date>,
    /// Its words without box and date, on one line.
    pub text: String,
    /// Whether it is ticked; nothing where it has no box.
    pub done: Option<bool>,
    /// The lines nested below it, at whatever depth, in the order of the file; these hold no answers themselves.
    pub answers: Vec<DatedLine>,
    /// Its bytes in the body, from the bullet to its last line, nested lines included.
    pub range: Range<usize>,
    /// Where its words begin in the body, behind box and date.
    from: usize,
    /// The column in which all that stands in it begins.
    column: usize,
}

impl DatedLine {
    /// All that stands in it as Markdown at the left edge: its words with their markup, and whatever is nested below them.
    /// Bullet, box and date are left out; lines end with LF. `body` is the one that it was read from.
    #[must_use]
    pub fn markdown(&self, body: &str) -> String {
        let mut lines = body[self.from..self.range.end].lines();
        let mut text = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            text.push('\n');
            text.push_str(&outdent(line, self.column));
        }
        text.trim().to_owned()
    }
}

/// Returns the list lines of `body` that stand under `heading`, dated or not, in its order.
#[must_use]
pub fn dated_lines(body: &str, heading: &str) -> Vec<DatedLine> {
    let keys = heading_keys(&[heading]);
    let part = match window(body, &keys) {
        Window::Nothing => return Vec::new(),
        Window::Part(range) => range,
        Window::Whole => 0..body.len(),
    };
    lines_of_part(body, part, &keys)
}

/// The lines under the headings meant by `keys` that stand in a part of `body`.
pub(crate) fn lines_of_part(body: &str, part: Range<usize>, keys: &[String]) -> Vec<DatedLine> {
    let text = &body[part.clone()];
    let blocks = outline(text);
    let mut lines: Vec<DatedLine> = Vec::new();
    // To which line an item and what is nested in it belong.
    let mut owners: Vec<Option<usize>> = vec![None; blocks.len()];
    for section in find_sections(text, &blocks, keys, false) {
        for index in section.blocks {
            let block = &blocks[index];
            let owner = block.parent.and_then(|parent| owners[parent]);
            owners[index] = owner;
            let Some(words) = block
                .is_item()
                .then(|| ItemWords::read(text, block))
                .flatten()
            else {
                continue;
            };
            let (date, source) = split_date(&text[words.source.clone()]);
            let from = match words.number {
                // `#12` is a word of its own where no list of criteria is numbered so.
                Some(_) => block.words.start,
                None => words.source.end - source.len(),
            };
            let line = DatedLine {
                date,
                text: decode(source),
                done: words.tick.map(|(_, done)| done),
                answers: Vec::new(),
                range: part.start + block.range.start..part.start + block.range.end,
                from: part.start + from,
                column: column(text, block.words.start),
            };
            if let Some(owner) = owner {
                lines[owner].answers.push(line);
            } else {
                owners[index] = Some(lines.len());
                lines.push(line);
            }
        }
    }
    lines
}

/// Parts `2026-11-21 words`, `**2026-11-21:** words` or `2026-11-21: words`.
pub(crate) fn split_date(source: &str) -> (Option<Date>, &str) {
    let is_mark = |c| matches!(c, '*' | '_');
    let marked = source.trim_start_matches(is_mark);
    let date = marked.get(..10).and_then(|text| {
        // Only the form that `po` writes: no year with a sign, no week date.
        let shape = text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        shape.then(|| text.parse::<Date>().ok()).flatten()
    });
    let Some(date) = date else {
        return (None, source);
    };
    let mut rest = &marked[10..];
    if marked.len() < source.len() {
        rest = rest
            .strip_prefix(':')
            .unwrap_or(rest)
            .trim_start_matches(is_mark);
    }
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    let words = rest.trim_ascii_start();
    if !rest.is_empty() && words.len() == rest.len() {
        return (None, source);
    }
    (Some(date), words)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{dated_lines, split_date};

    #[test]
    fn reads_questions_with_their_answers() {
        let body = "# Questions\n\n- [x] 2026-11-19 CVC\n  again?\n  - 2026-11-20 No\n    - why\n- [ ] undated\n\n## Notes\n- 2026-11-21 n\n";
        let lines = dated_lines(body, "questions");
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0].date, Some(date(2026, 11, 19)));
        assert_eq!(
            (lines[0].text.as_str(), lines[0].done),
            ("CVC again?", Some(true))
        );
        let answers: Vec<_> = lines[0].answers.iter().map(|a| a.text.as_str()).collect();
        assert_eq!(answers, ["No", "why"]);
        assert_eq!((lines[1].date, lines[1].text.as_str()), (None, "undated"));
        assert!(body[lines[0].range.clone()].starts_with("- [x] 2026"));
        assert_eq!(dated_lines(body, "Notes")[0].text, "n");
        assert!(dated_lines(body, "Decisions").is_empty());
    }

    #[test]
    fn a_line_is_told_whole() {
        let body = "## Notes\r\n\r\n1. 2026-11-19 *One*\r\n   line\r\n\r\n   ```\r\n   a\r\n     b\r\n   ```\r\n   - c\r\n\r\n   Last.\r\n2. #12 is done\r\n";
        let lines = dated_lines(body, "notes");
        let told: Vec<String> = lines.iter().map(|line| line.markdown(body)).collect();
        assert_eq!(
            told,
            [
                "*One*\nline\n\n```\na\n  b\n```\n- c\n\nLast.",
                "#12 is done"
            ]
        );
    }

    #[test]
    fn knows_a_date() {
        let day = Some(date(2026, 11, 21));
        for source in [
            "2026-11-21 a",
            "**2026-11-21** a",
            "2026-11-21: a",
            "**2026-11-21:** a",
        ] {
            assert_eq!(split_date(source), (day, "a"), "{source}");
        }
        assert_eq!(split_date("2026-11-21"), (day, ""));
        for source in [
            "2026-13-45 a",
            "2026-11-211 a",
            "20261121 a",
            "\u{e9}026-11-21 a",
        ] {
            assert_eq!(split_date(source), (None, source));
        }
    }
}
