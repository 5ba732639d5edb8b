//! Confluence's storage format: XHTML with macros, well-formed whatever the words are.

use std::fmt::Write as _;

use super::markup::{escape, words};
use crate::report::chart;
use crate::report::{Align, Block, Document, Line, Row, Style, Table};
use crate::text;

/// Returns the document as the body of a page. Next steps are left out: they are not for those who get the page.
#[must_use]
pub fn confluence(document: &Document) -> String {
    let mut out = String::new();
    for block in &document.blocks {
        match block {
            Block::Table(rows) => table(&mut out, rows),
            Block::Chart(days) => table(&mut out, &chart::table(days)),
            Block::Markdown(body) => {
                // The end of the section is the only thing that means something in it.
                let words =
                    text::escape_terminal_lines(body.trim_end()).replace("]]>", "]]]]><![CDATA[>");
                let _ = writeln!(
                    out,
                    "<ac:structured-macro ac:name=\"code\"><ac:parameter ac:name=\"language\">text</ac:parameter>\
                     <ac:plain-text-body><![CDATA[{words}]]></ac:plain-text-body></ac:structured-macro>"
                );
            }
            other => words(&mut out, other, inline),
        }
    }
    out
}

fn table(out: &mut String, table: &Table) {
    out.push_str("<table><tbody>\n");
    if table.columns.iter().any(|column| !column.title.is_empty()) {
        out.push_str("<tr>");
        for column in &table.columns {
            let _ = write!(out, "<th>{}</th>", escape(&column.title));
        }
        out.push_str("</tr>\n");
    }
    for row in &table.rows {
        out.push_str("<tr>");
        match row {
            Row::Cells(cells) => {
                for (at, cell) in cells.iter().enumerate() {
                    let column = table.columns.get(at);
                    let right = column.is_some_and(|column| column.align == Align::Right);
                    let style = if right {
                        " style=\"text-align: right;\""
                    } else {
                        ""
                    };
                    let _ = write!(out, "<td{style}>{}</td>", inline(cell, None));
                }
            }
            Row::Divider(words) => {
                let columns = table.columns.len().max(1);
                let _ = write!(out, "<th colspan=\"{columns}\">{}</th>", escape(words));
            }
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody></table>\n");
}

/// A line; what has the style `plain` needs no mark where it stands.
fn inline(line: &Line, plain: Option<Style>) -> String {
    let mut out = String::new();
    for span in &line.spans {
        let words = escape(&span.text);
        let _ = match span.style {
            style if Some(style) == plain => write!(out, "{words}"),
            Style::Strong => write!(out, "<strong>{words}</strong>"),
            Style::Code => write!(out, "<code>{words}</code>"),
            Style::Warn | Style::Bad => write!(out, "<em>{words}</em>"),
            Style::Plain | Style::Id | Style::Dim | Style::Good => write!(out, "{words}"),
        };
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};
    use roxmltree::Document as Xml;

    use super::confluence;
    use crate::report::Document;
    use crate::report::render::hostile::{documents, sample};

    /// The page as Confluence reads it: in a document that knows its names.
    fn read(page: &str) -> (usize, String) {
        let names = ["ac", "ri"]
            .map(|name| format!("xmlns:{name}=\"http://atlassian.com/{name}\""))
            .join(" ");
        let whole = format!("<page {names}>{page}</page>");
        let xml = Xml::parse(&whole).unwrap_or_else(|error| panic!("{error}: {page}"));
        let elements = xml
            .descendants()
            .filter(roxmltree::Node::is_element)
            .count();
        let words = xml
            .descendants()
            .filter_map(|node| node.is_text().then(|| node.text())?)
            .collect();
        (elements, words)
    }

    #[test]
    fn is_a_page() {
        let page = confluence(&sample());
        read(&page);
        insta::assert_snapshot!(page);
    }

    #[test]
    fn code_holds_what_would_end_it() {
        let mut document = Document::new();
        document.blocks.push(crate::report::Block::Markdown(
            "a ]]> b </ac:plain-text-body>\u{1b}".to_owned(),
        ));
        assert_eq!(
            read(&confluence(&document)).1.trim(),
            "texta ]]> b </ac:plain-text-body>\\u{1b}"
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn is_well_formed_and_no_word_is_markup(document in documents()) {
            let (elements, _) = read(&confluence(&document));
            let harmless = crate::report::render::hostile::harmless(&document);
            prop_assert_eq!(elements, read(&confluence(&harmless)).0);
        }
    }
}
