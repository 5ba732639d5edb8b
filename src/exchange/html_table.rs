//! Tables of HTML as tables of Markdown: every cell of every row, in their order.

use htmd::element_handler::{HandlerResult, Handlers};
use htmd::{Element, HtmlToMarkdownBuilder};

use crate::exchange::spans::{Span, Spans};

/// What ends a cell while a table is read, what parts how far it reaches from its text, and what ends a row: signs without a
/// meaning in HTML, which [`unmarked`] takes out of the text itself.
const CELL: char = '\u{1f}';
const REACH: char = '\u{1d}';
const ROW: char = '\u{1e}';

/// A text without the signs by which tables are read.
pub(super) fn unmarked(html: &str) -> String {
    html.replace([CELL, REACH, ROW], "")
}

/// Adds what reads tables. The first row is the header whatever its cells are called, as Markdown has no table without one.
pub(super) fn with_tables(builder: HtmlToMarkdownBuilder) -> HtmlToMarkdownBuilder {
    builder
        .add_handler(vec!["td", "th"], |all: &dyn Handlers, one: Element<'_>| {
            let reach = |name: &str| {
                let mut attributes = one.attrs.iter();
                let found = attributes.find(|attribute| &*attribute.name.local == name)?;
                found.value.trim().parse::<usize>().ok()
            };
            let (columns, rows) = (reach("colspan"), reach("rowspan"));
            let reach = match (columns, rows) {
                (None, None) => String::new(),
                _ => format!("{REACH}{} {}", columns.unwrap_or(1), rows.unwrap_or(1)),
            };
            ended(all, &one, &format!("{reach}{CELL}"))
        })
        .add_handler(
            vec!["tr", "caption"],
            |all: &dyn Handlers, one: Element<'_>| ended(all, &one, &ROW.to_string()),
        )
        .add_handler(
            vec!["thead", "tbody", "tfoot"],
            |all: &dyn Handlers, one: Element<'_>| Some(all.walk_children(one.node)),
        )
        .add_handler(vec!["table"], |all: &dyn Handlers, one: Element<'_>| {
            let content = all.walk_children(one.node).content;
            Some(format!("\n\n{}\n\n", table(&content)).into())
        })
}

fn ended(all: &dyn Handlers, one: &Element<'_>, end: &str) -> Option<HandlerResult> {
    let content = all.walk_children(one.node).content;
    let text = content.trim_matches('\n');
    Some(format!("{text}{end}").into())
}

/// The table of a text with signs; what stands beside the cells, such as a caption, stands above it.
fn table(content: &str) -> String {
    let mut above: Vec<&str> = Vec::new();
    let mut rows: Vec<Vec<&str>> = Vec::new();
    let mut spans = Spans::default();
    for part in content.split(ROW) {
        let mut cells: Vec<&str> = part.split(CELL).map(str::trim).collect();
        above.extend(cells.pop().filter(|beside| !beside.is_empty()));
        if !cells.is_empty() {
            rows.push(spans.row(cells.into_iter().map(reaching)));
        }
    }
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    // A single cell is a frame around a text.
    if rows.len() <= 1 && columns <= 1 {
        above.extend(rows.into_iter().flatten());
        return above.join("\n\n");
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|row| row.into_iter().map(cell).collect())
        .collect();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(|column| width(column).max(3)).collect();
    let mut out = String::new();
    for text in above {
        out.push_str(&format!("{text}\n\n"));
    }
    for (number, row) in rows.iter().enumerate() {
        for (column, width) in widths.iter().enumerate() {
            let cell = row.get(column).map_or("", String::as_str);
            out.push_str(&format!("| {cell:width$} "));
        }
        out.push_str("|\n");
        if number == 0 {
            let lines = widths
                .iter()
                .map(|width| format!("| {} ", "-".repeat(*width)));
            out.push_str(&format!("{}|\n", lines.collect::<String>()));
        }
    }
    out
}

/// The text of a cell, and how far it reaches.
fn reaching(cell: &str) -> (&str, Span) {
    let Some((text, reach)) = cell.rsplit_once(REACH) else {
        return (cell, (1, 1));
    };
    let numbers = reach.split_once(' ').unwrap_or_default();
    let number = |text: &str| text.parse().unwrap_or(1);
    (text.trim(), (number(numbers.0), number(numbers.1)))
}

/// The words of a cell on one line, with bars that part nothing.
fn cell(text: &str) -> String {
    let lines = text.split('\n').map(str::trim);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join(" ").replace('|', "&#124;")
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, prop_assert, proptest};

    use crate::exchange::html::html_to_markdown;

    #[test]
    fn each_cell_has_its_place() {
        for (html, markdown) in [
            (
                "<table><tr><th>Name</th><td>Ann</td></tr>\n<tr><th>Role</th><td>P|O</td></tr></table>",
                "| Name | Ann |\n| ---- | -------- |\n| Role | P&#124;O |",
            ),
            (
                "<table><thead><tr><th>A</th></tr><tr><th>B</th><th>C</th></tr></thead><tbody><tr><th>r</th><td><p>x</p><p>y</p></td></tr></tbody></table>",
                "| A   |     |\n| --- | --- |\n| B   | C   |\n| r   | x y |",
            ),
            (
                "<table><caption>cap</caption><tr><td>a</td></tr><tr><td>b</td></tr></table>z",
                "cap\n\n| a   |\n| --- |\n| b   |\n\nz",
            ),
            (
                "<table><tr><td rowspan=\"2\">a</td><td colspan=2>b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr></table>",
                "| a   | b   |     | c   |\n| --- | --- | --- | --- |\n|     | d   | e   | f   |",
            ),
            (
                "<table><tr><td><p>a</p><p>b</p></td></tr></table>",
                "a\n\nb",
            ),
            (
                "<table><tr><td>o<table><tr><td>i</td><td>j</td></tr></table></td><td>p</td></tr></table>",
                "| o &#124; i   &#124; j   &#124; &#124; --- &#124; --- &#124; | p   |\n| --------------------------------------------------- | --- |",
            ),
        ] {
            let read = html_to_markdown(html);
            let plain = |text: &str| {
                text.replace("-", "")
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            };
            assert_eq!(plain(&read), plain(markdown), "{read}");
        }
    }

    proptest! {
        #[test]
        fn no_word_of_a_table_is_lost(rows in vec(vec((any::<bool>(), 0..3_usize), 0..4), 0..5), has_head in any::<bool>()) {
            let mut html = "<table>".to_owned();
            let mut words = Vec::new();
            for (number, row) in rows.iter().enumerate() {
                html.push_str(if has_head && number < 2 { "<thead><tr>" } else { "<tr>" });
                for (is_head, lines) in row {
                    let name = if *is_head { "th" } else { "td" };
                    html.push_str(&format!("<{name}>"));
                    for _ in 0..*lines {
                        words.push(format!("w{}", words.len()));
                        html.push_str(&format!("<p>{}</p>", words[words.len() - 1]));
                    }
                    html.push_str(&format!("</{name}>"));
                }
                html.push_str(if has_head && number < 2 { "</tr></thead>" } else { "</tr>" });
            }
            html.push_str("</table>");
            let read = html_to_markdown(&html);
            let mut found = read.split_whitespace();
            for word in &words {
                prop_assert!(found.any(|other| other == word), "{word} of {html}: {read}");
            }
        }
    }
}
