//! Markdown, to paste into a wiki, a chat or a merge request.

use std::fmt::Write as _;

use crate::report::chart;
use crate::report::{Align, Block, Document, Line, Row, Style, Table};
use crate::text;

/// Returns the document as Markdown. Words of stories are escaped: no raw HTML, no accidental markup.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let mut out = String::new();
    let mut listing = false;
    for block in &document.blocks {
        // A gap is there between all blocks but list lines; a next step is not for those it is pasted to.
        if matches!(block, Block::Hint(_) | Block::Gap) {
            listing = false;
            continue;
        }
        let is_list = matches!(block, Block::Items(_));
        let joined = out.is_empty() || out.ends_with("\n\n") || (listing && is_list);
        if !joined {
            out.push('\n');
        }
        listing = is_list;
        match block {
            Block::Heading(level, line) => {
                // A heading is strong as it is.
                let words = escape(&line.words());
                let _ = writeln!(out, "{} {words}", "#".repeat(usize::from(*level)));
            }
            Block::Text(line) => {
                let _ = writeln!(out, "{}", inline(line));
            }
            Block::Items(lines) => {
                for line in lines {
                    let indent = if line.is_below { "  " } else { "" };
                    let _ = writeln!(out, "{indent}- {}", inline(line));
                }
            }
            Block::Table(rows) => table(&mut out, rows),
            Block::Chart(days) => table(&mut out, &chart::table(days)),
            Block::Markdown(body) => {
                let _ = writeln!(out, "{}", text::escape_terminal_lines(body.trim_end()));
            }
            Block::Hint(_) | Block::Gap => {}
        }
    }
    out
}

fn table(out: &mut String, table: &Table) {
    let titles: Vec<String> = table
        .columns
        .iter()
        .map(|column| escape(&column.title))
        .collect();
    let _ = writeln!(out, "| {} |", titles.join(" | "));
    let marks: Vec<&str> = table
        .columns
        .iter()
        .map(|column| {
            if column.align == Align::Right {
                "--:"
            } else {
                "---"
            }
        })
        .collect();
    let _ = writeln!(out, "| {} |", marks.join(" | "));
    for row in &table.rows {
        match row {
            Row::Cells(cells) => {
                let cells: Vec<String> = cells.iter().map(inline).collect();
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
            Row::Divider(words) => {
                let mut cells = vec![String::new(); table.columns.len()];
                if let Some(cell) = cells.get_mut(2) {
                    *cell = format!("*{}*", escape(words));
                }
                let _ = writeln!(out, "| {} |", cells.join(" | "));
            }
        }
    }
}

fn inline(line: &Line) -> String {
    line.spans
        .iter()
        .map(|span| match span.style {
            Style::Strong if !span.text.trim().is_empty() => format!("**{}**", escape(&span.text)),
            Style::Code if !span.text.is_empty() && !span.text.contains('`') => {
                format!("`{}`", text::escape_terminal(&span.text))
            }
            _ => escape(&span.text),
        })
        .collect()
}

/// Escapes what would be markup in the middle of a line, and what would end it. Nobody is called: a mark of no width parts the
/// `@` from a name, as GitHub and GitLab know no other way (an address has letters before it, and is none).
pub(in crate::report) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let words = text::escape_terminal(words);
    let mut chars = words.chars().peekable();
    let mut is_word = false;
    while let Some(c) = chars.next() {
        let calls = c == '@' && !is_word && chars.peek().is_some_and(|next| next.is_alphanumeric());
        is_word = c.is_alphanumeric();
        match c {
            '@' if calls => out.push_str("@\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' => {
                out.push('\\');
                out.push(c);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::report::{Column, Document, Line, Row, Style, Table};

    #[test]
    fn nobody_is_called() {
        let mut document = Document::new();
        document.text("@all: ask ann@example.org, @ann (@b) and 3 @ 4");
        assert_eq!(
            markdown(&document),
            "@\u{200b}all: ask ann@example.org, @\u{200b}ann (@\u{200b}b) and 3 @ 4\n"
        );
    }

    #[test]
    fn words_of_stories_are_no_markup() {
        let mut document = Document::new();
        document.heading(1, "A <b> & *c*");
        document.table(Table {
            columns: vec![Column::right("#"), Column::left("Title")],
            rows: vec![Row::Cells(vec![
                "1".into(),
                Line::styled("a | b", Style::Strong),
            ])],
            indent: 0,
        });
        assert_eq!(
            markdown(&document),
            "# A &lt;b&gt; &amp; \\*c\\*\n\n| # | Title |\n| --: | --- |\n| 1 | **a \\| b** |\n"
        );
    }
}
