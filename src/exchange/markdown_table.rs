//! A table of Markdown, or one that is drawn with signs in a terminal, as rows of CSV: the same number for each line, so that a row is found where it stands.

use csv::WriterBuilder;

use crate::exchange::table_head::{MOST_ABOVE, are_names_of_items};

/// So many lines are looked through for a header, empty ones too.
const LOOKED_AT: usize = 100;

/// A table of Markdown, and what stands around it.
#[derive(Debug, PartialEq)]
pub(super) struct MarkdownTable {
    /// A record a line; of a line that is no row it is one empty cell, or above the header one of its text.
    pub(super) csv: Vec<u8>,
    /// How many lines stand above the header.
    pub(super) above: usize,
    /// How many lines with text below it are no rows.
    pub(super) below: usize,
}

impl MarkdownTable {
    /// The first table of a text whose header is one of items, with those below it that have the same header. None where its
    /// header stands too far down, or below other text in a file that is not called one of Markdown.
    pub(super) fn of(path: &str, text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        // Nearly every text is none, which its first lines tell.
        let first: Vec<&str> = text.lines().take(LOOKED_AT).collect();
        let header_at = header(path, &first)?;
        let lines: Vec<&str> = text.lines().collect();
        let header = names(&cells(lines[header_at])?);
        let mut out = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        let mut below = 0;
        let mut is_row = false;
        for (at, line) in lines.iter().enumerate() {
            if at > header_at && border(line).is_some() {
                out.write_record([""]).ok()?;
                continue;
            }
            let row = cells(line);
            let next = lines.get(at + 1).and_then(|next| cells(next));
            let is_header = at == header_at
                || row
                    .as_ref()
                    .is_some_and(|row| is_ruled(row, next.as_deref()));
            if is_header || row.is_none() {
                is_row = is_header && row.as_deref().map(names).as_ref() == Some(&header);
            }
            let record: Vec<String> = match &row {
                _ if at < header_at && border(line).is_some() => vec![String::new()],
                _ if at < header_at => vec![line.trim().to_owned()],
                _ if at == header_at => header.clone(),
                Some(row) if is_row && !is_header && !is_rule(row) => row.clone(),
                Some(row) if is_row || is_rule(row) => vec![String::new()],
                _ => {
                    below += usize::from(!line.trim().is_empty());
                    vec![String::new()]
                }
            };
            out.write_record(record).ok()?;
        }
        Some(Self {
            csv: out.into_inner().ok()?,
            above: header_at,
            below,
        })
    }
}

/// Whether a file is called as Markdown is.
#[must_use]
pub fn is_called_markdown(path: &str) -> bool {
    let path = path.to_lowercase();
    path.ends_with(".md") || path.ends_with(".markdown")
}

/// The line of the first header of items, among the first lines of a text.
fn header(path: &str, lines: &[&str]) -> Option<usize> {
    let with_text = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && border(line).is_none());
    let most = if is_called_markdown(path) {
        MOST_ABOVE
    } else {
        0
    };
    let mut first = with_text.take(most + 1);
    let found = first.find(|(at, line)| {
        let next = lines.get(at + 1);
        let next = next.and_then(|next| border(next).or_else(|| cells(next)));
        cells(line).is_some_and(|row| {
            is_ruled(&row, next.as_deref()) && are_names_of_items(row.iter().map(String::as_str))
        })
    });
    found.map(|(at, _)| at)
}

/// Whether a row is a header: the line below it is its rule.
fn is_ruled(row: &[String], next: Option<&[String]>) -> bool {
    next.is_some_and(|next| next.len() == row.len() && is_rule(next)) && !is_rule(row)
}

/// The names of a header's columns, without emphasis.
fn names(header: &[String]) -> Vec<String> {
    let names = header.iter();
    names
        .map(|name| name.trim_matches(['*', '_', '`']).to_owned())
        .collect()
}

/// Whether a row is the rule below a header: `| --- | :-: |`.
fn is_rule(row: &[String]) -> bool {
    row.iter().all(|cell| {
        let dashes = cell.strip_prefix(':').unwrap_or(cell);
        let dashes = dashes.strip_suffix(':').unwrap_or(dashes);
        !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-')
    })
}

/// The cells of a line that is drawn between rows, each of dashes: `+----+----+`, `----+----`. None of another line.
fn border(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let is_drawn = line.contains("+-") || line.contains("-+") || line.contains("+=");
    if !is_drawn || !line.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=')) {
        return None;
    }
    let cells = line.trim_matches('+').split('+');
    Some(cells.map(|_| "-".to_owned()).collect())
}

/// The cells of a line; none where nothing parts them.
fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let mut cells = vec![String::new()];
    let mut is_escaped = false;
    for c in line.chars() {
        let cell = cells.last_mut()?;
        match c {
            '|' if is_escaped => {
                cell.pop();
                cell.push(c);
            }
            '|' => cells.push(String::new()),
            c => cell.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    if cells.len() == 1 {
        return None;
    }
    if line.starts_with('|') {
        cells.remove(0);
    }
    if cells.len() > 1 && cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    let lines = |cell: String| {
        let cell = cell.trim();
        cell.replace("<br>", "\n")
            .replace("<br/>", "\n")
            .replace("<br />", "\n")
    };
    Some(cells.into_iter().map(lines).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::MarkdownTable;

    fn csv(path: &str, text: &str) -> Option<(String, usize, usize)> {
        let table = MarkdownTable::of(path, text.as_bytes())?;
        Some((
            String::from_utf8(table.csv).unwrap(),
            table.above,
            table.below,
        ))
    }

    #[test]
    fn rows_keep_their_lines() {
        let text = "# Backlog, ours\n\n| **ID** | Title | Points |\n|---|:-:|--:|\n| 1 | a \\| b | 5 |\n2 | c<br>d | \n\n\
                    ## Later\nSome | text\n| ID | Title | Points |\n| - | - | - |\n| 3 | e |\n";
        let (csv, above, below) = csv("backlog.md", text).unwrap();
        assert_eq!((above, below), (2, 2));
        let expected = "\"# Backlog, ours\"\n\"\"\nID,Title,Points\n\"\"\n1,a | b,5\n2,\"c\nd\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n3,e\n";
        assert_eq!(csv, expected);
    }

    #[test]
    fn lines_drawn_around_rows_are_none() {
        let drawn = "+----+--------+\n| ID | Title  |\n+====+========+\n| 1  | Pay    |\n+----+--------+\n| 2  | Refund |\n+----+--------+\n";
        let rows = "\"\"\nID,Title\n\"\"\n1,Pay\n\"\"\n2,Refund\n\"\"\n";
        assert_eq!(csv("t", drawn), Some((rows.to_owned(), 1, 0)));
        let of_psql = " id | title  \n----+--------\n 1  | Pay    \n 2  | Refund \n(2 rows)\n";
        let rows = "id,title\n\"\"\n1,Pay\n2,Refund\n\"\"\n";
        assert_eq!(csv("t", of_psql), Some((rows.to_owned(), 0, 1)));
    }

    #[test]
    fn another_table_is_not_read_with_it() {
        let text = "| ID | Title |\n|---|---|\n| 1 | Pay |\n\n| Who | Where |\n|---|---|\n| Ann | Here |\n";
        let (csv, _, below) = csv("t", text).unwrap();
        assert_eq!(csv, "ID,Title\n\"\"\n1,Pay\n\"\"\n\"\"\n\"\"\n\"\"\n");
        assert_eq!(below, 2);
    }

    #[test]
    fn other_texts_are_none() {
        for (path, text) in [
            ("t.csv", "ID|Title\n1|---\n"),
            (
                "t.csv",
                "Title,Text\nPay,\"\n| ID | Title |\n|---|---|\n\"\n",
            ),
            ("t.md", "| Who | Where |\n|---|---|\n| Ann | Here |\n"),
            ("t.md", "Text\n"),
            ("t.md", ""),
        ] {
            assert_eq!(csv(path, text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in any::<String>(), marks in "(ID|Title|\\||-|\\\\|\n| |\"){0,60}") {
            let _ = (csv("t.md", &text), csv("t.md", &marks));
        }
    }
}
