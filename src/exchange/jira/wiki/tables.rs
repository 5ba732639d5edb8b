//! Rows of wiki markup's tables, whose cells may go on over several lines.

use crate::exchange::jira::wiki::inline::inline;

/// No row goes on over more lines.
const MOST_LINES: usize = 60;

/// A row with the lines that its cells go on in, and how many those are; none where the line is no row or is whole already.
pub(super) fn whole_row<'l>(
    line: &str,
    after: impl Iterator<Item = &'l str>,
) -> Option<(String, usize)> {
    let line = line.trim();
    if !line.starts_with('|') || line.ends_with('|') || holds_block(line) {
        return None;
    }
    let mut row = line.to_owned();
    for (more, line) in after.take(MOST_LINES).enumerate() {
        let line = line.trim();
        if line.starts_with('|') || holds_block(line) {
            return None;
        }
        // A list has no lines within a cell of Markdown's.
        let words = line.trim_start_matches(['*', '#', '-']);
        if !line.is_empty() {
            row.push(' ');
        }
        if words.len() < line.len() && words.starts_with(' ') {
            if more == 0 {
                row = with_first_mark(&row);
            }
            row.push('•');
            row.push_str(words);
        } else {
            row.push_str(line);
        }
        if line.ends_with('|') {
            return Some((row, more + 1));
        }
    }
    None
}

/// The row with a bullet where its last cell begins with the mark of a list.
fn with_first_mark(row: &str) -> String {
    let row = row.trim_end();
    let Some((before, cell)) = row.rsplit_once('|') else {
        return format!("{row} ");
    };
    let words = cell.trim_start_matches(['*', '#', '-']);
    if words.len() < cell.len() && words.starts_with(' ') {
        format!("{before}|•{words} ")
    } else {
        format!("{row} ")
    }
}

/// Whether a line holds what stands in no cell: code, a quote, a heading.
fn holds_block(line: &str) -> bool {
    ["{code", "{noformat", "{quote", "{panel", "{adf"]
        .iter()
        .any(|mark| line.contains(mark))
        || line.starts_with('h') && line[1..].starts_with(|c: char| c.is_ascii_digit())
}

/// The cells of a row; `\|` and a bar within `[text|address]` or `!picture|width=3!` part nothing.
pub(super) fn cells(line: &str, head: bool) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut brackets = 0_usize;
    let mut picture = false;
    let row = line.trim_start_matches('|').trim_end();
    let body = row.trim_end_matches('|');
    let body = match body.ends_with('\\') {
        true => row.get(..=body.len()).unwrap_or(body),
        false => body,
    };
    let mut letters = body.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                cell.push(letter);
                cell.extend(letters.next());
                continue;
            }
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            '!' => picture = !picture && letters.peek().is_some_and(|c| c.is_alphanumeric()),
            '|' if brackets == 0 && !picture => {
                while head && letters.peek() == Some(&'|') {
                    letters.next();
                }
                if !head && letters.peek() == Some(&'|') {
                    letters.next();
                }
                cells.push(std::mem::take(&mut cell));
                continue;
            }
            _ => {}
        }
        cell.push(letter);
    }
    cells.push(cell);
    cells
        .iter()
        .map(|cell| {
            let words = inline(cell.trim());
            with_plain_bars(&words.replace("\\\n", " ").replace('\n', " "))
        })
        .collect()
}

/// The text with bars that part no cells of Markdown's.
fn with_plain_bars(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut escaped = false;
    for letter in text.chars() {
        if letter == '|' && !escaped {
            out.push('\\');
        }
        out.push(letter);
        escaped = letter == '\\' && !escaped;
    }
    out
}
