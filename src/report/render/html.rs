//! One self-contained HTML file: no script, nothing from the network, light and dark, every word escaped.

use std::fmt::Write as _;

use super::markup::{entities, escape, words};
use crate::report::chart::{self, Chart, Medium};
use crate::report::{Align, Block, Document, Line, Row, Style, Table};
use crate::text;

/// The look: the system's own colours and letters, so that it follows light and dark; states differ in more than colour.
const CSS: &str = ":root{color-scheme:light dark}\
body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;background:Canvas;color:CanvasText;overflow-wrap:anywhere}\
h1,h2,h3{line-height:1.25}h2{margin-top:2rem}\
.dim{opacity:.75}.good{font-weight:600}.warn,.bad{font-weight:600;text-decoration:underline dotted}\
figure{margin:1rem 0;max-width:60rem}figure svg{width:100%;height:auto}\
caption{text-align:left;font-weight:600;padding:.5rem 0}tbody th{font-weight:400}thead th{overflow-wrap:normal}td.r,th.r{white-space:nowrap}\
table{border-collapse:collapse;margin:1rem 0}th,td{padding:.25rem .75rem;border-bottom:1px solid GrayText;text-align:left;vertical-align:top}\
.r{text-align:right;font-variant-numeric:tabular-nums}pre{white-space:pre-wrap}\
@media print{body{margin:0;max-width:none}}";

/// Returns the document as a page with that title. Next steps are left out: they are not for those who get the page.
#[must_use]
pub fn html(document: &Document, title: &str) -> String {
    let mut out =
        String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // Even if a word of a story got through as markup, nothing would be loaded or run.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    let _ = writeln!(out, "<title>{}</title>", escape(title));
    let _ = writeln!(out, "<style>{CSS}</style>\n</head>\n<body>\n<main>");
    let is_titled = |block: &Block| matches!(block, Block::Heading(1, _));
    if !document.blocks.iter().any(is_titled) {
        let _ = writeln!(out, "<h1>{}</h1>", escape(title));
    }
    let mut pictures = 0;
    for block in &document.blocks {
        match block {
            Block::Table(rows) => table(&mut out, rows, None),
            Block::Chart(chart) => {
                pictures += 1;
                figure(&mut out, chart, pictures);
            }
            Block::Markdown(body) => {
                let words = text::escape_terminal_lines(body.trim_end());
                let _ = writeln!(out, "<pre>{}</pre>", entities(&words));
            }
            other => words(&mut out, other, inline),
        }
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

/// A picture, and below it the table of its figures, for those who do not see it and those who copy them.
fn figure(out: &mut String, picture: &Chart, nth: usize) {
    let svg = chart::svg(picture, &[], Medium::Page(nth));
    let _ = writeln!(out, "<figure>\n{svg}</figure>");
    let figures = chart::table(picture);
    if !figures.rows.is_empty() {
        table(out, &figures, Some(picture.title()));
    }
}

/// A table; one with a caption has a heading a row, too.
fn table(out: &mut String, table: &Table, caption: Option<&str>) {
    let right = |at: usize| {
        let column = table.columns.get(at);
        match column.is_some_and(|column| column.align == Align::Right) {
            true => " class=\"r\"",
            false => "",
        }
    };
    out.push_str("<table>\n");
    if let Some(caption) = caption {
        let _ = writeln!(out, "<caption>{}: the figures</caption>", escape(caption));
    }
    if table.columns.iter().any(|column| !column.title.is_empty()) {
        out.push_str("<thead><tr>");
        for (at, column) in table.columns.iter().enumerate() {
            let _ = match column.title.as_str() {
                // A heading without words is none.
                "" => write!(out, "<td></td>"),
                title => write!(out, "<th scope=\"col\"{}>{}</th>", right(at), escape(title)),
            };
        }
        out.push_str("</tr></thead>\n");
    }
    out.push_str("<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        match row {
            Row::Cells(cells) => {
                for (at, cell) in cells.iter().enumerate() {
                    if at == 0 && caption.is_some() {
                        let words = inline(cell, None);
                        let _ = write!(out, "<th scope=\"row\"{}>{words}</th>", right(at));
                        continue;
                    }
                    let _ = write!(out, "<td{}>{}</td>", right(at), inline(cell, None));
                }
            }
            Row::Divider(words) => {
                let columns = table.columns.len().max(1);
                let words = escape(words);
                let _ = write!(
                    out,
                    "<th scope=\"rowgroup\" colspan=\"{columns}\">{words}</th>"
                );
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

/// A line; what has the style `plain` needs no mark where it stands.
fn inline(line: &Line, plain: Option<Style>) -> String {
    let mut out = String::new();
    for span in &line.spans {
        let words = escape(&span.text);
        let _ = match span.style {
            style if Some(style) == plain => write!(out, "{words}"),
            Style::Plain | Style::Id => write!(out, "{words}"),
            Style::Strong => write!(out, "<strong>{words}</strong>"),
            Style::Code => write!(out, "<code>{words}</code>"),
            Style::Dim => write!(out, "<span class=\"dim\">{words}</span>"),
            Style::Good => write!(out, "<span class=\"good\">{words}</span>"),
            Style::Warn => write!(out, "<span class=\"warn\">{words}</span>"),
            Style::Bad => write!(out, "<span class=\"bad\">{words}</span>"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    use super::html;
    use crate::report::{Column, Document, Line, Row, Style, Table};

    fn page(words: &str) -> String {
        let mut document = Document::new();
        document.heading(1, Line::styled(words, Style::Strong));
        document.text(Line::plain(words).with(words, Style::Code));
        document.items(vec![Line::styled(words, Style::Warn)]);
        document.table(Table {
            columns: vec![Column::right("#"), Column::left(words)],
            rows: vec![
                Row::Cells(vec!["1".into(), words.into()]),
                Row::Divider(words.to_owned()),
            ],
            indent: 0,
        });
        document.hint("po rank");
        html(&document, words)
    }

    #[test]
    fn is_one_page_with_headings_and_tables() {
        let page = page("A <b> & 'c'");
        assert!(page.contains("<h1>A &lt;b&gt; &amp; &#39;c&#39;</h1>"));
        assert!(page.contains("<th scope=\"col\" class=\"r\">#</th>"));
        assert!(page.contains("color-scheme:light dark"));
        for outside in ["http:", "https:", "src=", "href=", "url(", "po rank"] {
            assert!(!page.contains(outside), "{outside}");
        }
    }

    proptest! {
        #[test]
        fn no_word_is_markup(words in "[<>&\"'a\u{1b}\u{202e}/ ]{0,12}") {
            let tags = |page: &str| (page.matches('<').count(), page.matches('>').count());
            let word = format!("a{words}");
            prop_assert_eq!(tags(&page(&word)), tags(&page("a")));
            let is_raw = page(&word).contains(['\u{1b}', '\u{202e}']);
            prop_assert!(!is_raw);
        }
    }
}
