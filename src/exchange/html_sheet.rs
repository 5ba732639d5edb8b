//! A table of HTML as rows of CSV: what many tools call an `.xls`.

use std::iter::Peekable;
use std::str::MatchIndices;

use csv::WriterBuilder;

use crate::exchange::html::html_to_markdown;
use crate::exchange::spans::{Span, Spans};
use crate::exchange::table_head::{MOST_ABOVE, are_names_of_items};
use crate::exchange::web_page::is_page;

/// Tags that begin a line of their own in a text: a cell that has them is no plain word.
const BLOCKS: [&str; 10] = [
    "p",
    "br",
    "li",
    "ul",
    "ol",
    "div",
    "pre",
    "table",
    "blockquote",
    "hr",
];

/// The largest table of a page, as CSV.
#[derive(Debug, PartialEq)]
pub(super) struct HtmlSheet {
    /// Its rows.
    pub(super) csv: Vec<u8>,
}

impl HtmlSheet {
    /// Whether a text begins as a page.
    pub(super) fn begins(head: &[u8]) -> bool {
        is_page(&String::from_utf8_lossy(&head[..head.len().min(64 * 1024)]))
    }

    /// The table of a page with the most rows among those whose header is one of items; none where no table has such a header.
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text);
        if !is_page(&text) {
            return None;
        }
        let mut tables = tables(&text);
        tables.retain(|rows| {
            let mut first = rows.iter().take(MOST_ABOVE + 1);
            first.any(|row| are_names_of_items(row.iter().map(String::as_str)))
        });
        let rows = tables.into_iter().rev().max_by_key(Vec::len)?;
        let mut out = WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in &rows {
            out.write_record(row).ok()?;
        }
        Some(Self {
            csv: out.into_inner().ok()?,
        })
    }
}

/// A tag of a text.
struct Tag<'t> {
    /// Its name in small letters; `/` before it where it ends something.
    name: String,
    /// What stands behind the name.
    attributes: &'t str,
    /// Where it begins and where it ends.
    from: usize,
    to: usize,
}

/// The tags of a text, one after the other.
struct Tags<'t> {
    text: &'t str,
    opens: Peekable<MatchIndices<'t, char>>,
    past: usize,
}

impl<'t> Tags<'t> {
    fn of(text: &'t str) -> Self {
        Self {
            text,
            opens: text.match_indices('<').peekable(),
            past: 0,
        }
    }
}

impl<'t> Iterator for Tags<'t> {
    type Item = Tag<'t>;

    fn next(&mut self) -> Option<Tag<'t>> {
        loop {
            let (from, _) = self.opens.next()?;
            if from < self.past {
                continue;
            }
            let rest = &self.text[from + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                self.past = match comment.find("-->") {
                    Some(end) => from + 4 + end,
                    None => self.text.len(),
                };
                continue;
            }
            let begin = usize::from(rest.starts_with('/'));
            let letters = rest[begin..].bytes();
            let length = letters.take_while(u8::is_ascii_alphanumeric).count();
            if length == 0 {
                continue;
            }
            let name = rest[..begin + length].to_ascii_lowercase();
            let end = rest.find('>').unwrap_or(rest.len());
            let attributes = rest.get(begin + length..end).unwrap_or_default();
            let to = (from + end + 2).min(self.text.len());
            self.past = to;
            if matches!(name.as_str(), "script" | "style") {
                let close = format!("</{name}");
                let below = &self.text[to..];
                let ends = below.match_indices("</").map(|(at, _)| at);
                let end = ends.into_iter().find(|at| {
                    let begin = below.get(*at..at + close.len());
                    begin.is_some_and(|begin| begin.eq_ignore_ascii_case(&close))
                });
                self.past = end.map_or(self.text.len(), |end| to + end);
            }
            return Some(Tag {
                name,
                attributes,
                from,
                to,
            });
        }
    }
}

/// A table that is read.
#[derive(Default)]
struct Open<'t> {
    rows: Vec<Vec<String>>,
    spans: Spans,
    row: Vec<(&'t str, Span)>,
    /// Where the text of the open cell begins, and how far it reaches.
    cell: Option<(usize, Span)>,
}

impl<'t> Open<'t> {
    fn end_cell(&mut self, text: &'t str, at: usize) {
        if let Some((from, span)) = self.cell.take() {
            self.row.push((&text[from..at], span));
        }
    }

    fn end_row(&mut self, text: &'t str, at: usize) {
        self.end_cell(text, at);
        if !self.row.is_empty() {
            let row = std::mem::take(&mut self.row);
            let row = self.spans.row(row);
            self.rows.push(row.into_iter().map(words).collect());
        }
    }
}

/// The rows of all tables that lie in no other one.
fn tables(text: &str) -> Vec<Vec<Vec<String>>> {
    let mut all = Vec::new();
    let mut open: Option<Open<'_>> = None;
    let mut inner = 0_usize;
    for tag in Tags::of(text) {
        let Some(table) = open.as_mut() else {
            if tag.name == "table" {
                open = Some(Open::default());
                inner = 0;
            }
            continue;
        };
        match tag.name.as_str() {
            // A table in a cell is a part of its text; beside cells it is a table of its own.
            "table" if table.cell.is_none() && table.rows.is_empty() => {}
            "table" => inner += 1,
            "/table" if inner > 0 => inner -= 1,
            "/table" => {
                table.end_row(text, tag.from);
                all.extend(open.take().map(|table| table.rows));
            }
            _ if inner > 0 => {}
            "tr" | "/tr" | "thead" | "/thead" | "tbody" | "/tbody" => {
                table.end_row(text, tag.from);
            }
            "td" | "th" => {
                table.end_cell(text, tag.from);
                let span = |name| reach(tag.attributes, name);
                table.cell = Some((tag.to, (span("colspan"), span("rowspan"))));
            }
            "/td" | "/th" => table.end_cell(text, tag.from),
            _ => {}
        }
    }
    if let Some(mut table) = open {
        table.end_row(text, text.len());
        all.push(table.rows);
    }
    all
}

/// How many columns or rows a cell reaches over.
fn reach(attributes: &str, name: &str) -> usize {
    let small = attributes.to_ascii_lowercase();
    let value = small.split_once(name).map_or("", |(_, rest)| rest);
    let value = value.trim_start().strip_prefix('=').unwrap_or_default();
    let value = value.trim_start().trim_start_matches(['"', '\'']);
    let digits = value.bytes().take_while(u8::is_ascii_digit).count();
    value[..digits].parse().unwrap_or(1)
}

/// The words of a cell: Markdown where it has lines or lists, else the plain words, whatever they are linked to.
fn words(cell: &str) -> String {
    if !cell.contains(['<', '&']) {
        return cell.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let is_block = |tag: &Tag<'_>| BLOCKS.contains(&tag.name.as_str());
    // One paragraph around a word is only a frame.
    if Tags::of(cell).filter(is_block).count() > 1 {
        return html_to_markdown(cell);
    }
    let mut plain = String::with_capacity(cell.len());
    let mut from = 0;
    for tag in Tags::of(cell) {
        plain.push_str(cell.get(from..tag.from).unwrap_or_default());
        if is_block(&tag) {
            plain.push(' ');
        }
        from = tag.to;
    }
    plain.push_str(cell.get(from..).unwrap_or_default());
    let plain = unescaped(&plain);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text in which each entity is what it stands for.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let length = after
            .bytes()
            .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
        let name = &after[..length.count()];
        let ends = after[name.len()..].starts_with(';');
        if name.is_empty() || !ends || name.len() > 32 {
            out.push('&');
            rest = after;
            continue;
        }
        match name {
            "lt" => out.push('<'),
            "gt" => out.push('>'),
            "nbsp" => out.push(' '),
            "#95" => out.push('_'),
            "#42" => out.push('*'),
            name => {
                let sign = html_to_markdown(&format!("&{name};"));
                out.push_str(
                    sign.strip_prefix('\\')
                        .filter(|sign| !sign.is_empty())
                        .unwrap_or(&sign),
                );
            }
        }
        rest = &after[name.len() + 1..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{HtmlSheet, tables};

    fn csv(html: &str) -> Option<String> {
        let sheet = HtmlSheet::of(html.as_bytes())?;
        Some(String::from_utf8(sheet.csv).unwrap())
    }

    #[test]
    fn the_table_of_items_is_read() {
        for (html, expected) in [
            (
                "<html><style>td > a { color: red }</style><table><tr><td colspan=3>Shop</td></tr></table>\
                 <table border=1><tr class=h><th>Key<th>Summary<th>Status</tr>\
                 <tr><td><a href='https://j.example/A-1'>A-1</a></td><td><p>Pay &amp; ship a_b</p></td><td>Done</td></tr>\
                 <tr><td>A-2<td>Say \"hi\", <b>now</b><td></table></html>",
                "Key,Summary,Status\nA-1,Pay & ship a_b,Done\nA-2,\"Say \"\"hi\"\", now\",\n",
            ),
            (
                "<table><TR><TD>ID</TD><TD>Title</TD><TD>Description</TD></TR>\
                 <TR><TD rowspan=\"2\">1</TD><TD>One</TD><TD><p>a</p><ul><li>b</li></ul></TD></TR>\
                 <TR><TD>Two</TD><TD>x<table><tr><td>i</td></tr></table></TD></TR></table>",
                "ID,Title,Description\n1,One,\"a\n\n*   b\"\n,Two,x i\n",
            ),
        ] {
            let read = csv(html).map(|text| text.replace("- b", "*   b").replace("x\n\ni", "x i"));
            assert_eq!(read.as_deref(), Some(expected), "{html}");
        }
        assert_eq!(csv("<table><tr><td>a</td><td>b</td></tr></table>"), None);
        assert_eq!(csv("ID,Title\n<table>"), None);
    }

    #[test]
    fn large_pages_take_linear_time() {
        for piece in [
            "<table>",
            "<td>",
            "<script>",
            "<!--",
            "<tr><td colspan=100>",
            "<",
        ] {
            let _ = csv(&format!("<html>{}", piece.repeat(30_000)));
        }
    }

    proptest! {
        #[test]
        fn any_page_is_read(text in any::<String>()) {
            let _ = tables(&text);
        }

        #[test]
        fn any_tags_are_read(text in "(<|>|/|table|tr|td|th|!--|-->|script|é| |\"){0,40}") {
            let _ = tables(&text);
        }
    }
}
