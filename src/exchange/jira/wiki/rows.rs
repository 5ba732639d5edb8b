//! A table of Markdown as rows of wiki markup.

use crate::exchange::jira::wiki::words::words;

/// A table with a header; says how many lines it has.
pub(super) fn table(lines: &[&str], out: &mut String) -> Option<usize> {
    let is_row = |line: &&&str| line.trim_start().starts_with('|');
    let is_line = |line: &str| {
        line.contains("--")
            && line
                .trim()
                .chars()
                .all(|c| matches!(c, '|' | '-' | ':' | ' '))
    };
    if lines.len() < 2 || !is_row(&&lines[0]) || !is_row(&&lines[1]) || !is_line(lines[1]) {
        return None;
    }
    let rows = lines.iter().take_while(is_row).count();
    for (number, line) in lines[..rows].iter().enumerate() {
        let mark = match number {
            0 => "||",
            1 => continue,
            _ => "|",
        };
        out.push_str(mark);
        for cell in cells(line) {
            let text = words(&cell);
            out.push_str(if text.is_empty() { " " } else { &text });
            out.push_str(mark);
        }
        out.push('\n');
    }
    Some(rows)
}

/// The cells of a row; `\|` parts none.
fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_start_matches('|');
    let line = line.strip_suffix('|').unwrap_or(line);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for letter in line.chars() {
        if letter == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(letter);
        }
        escaped = letter == '\\' && !escaped;
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
