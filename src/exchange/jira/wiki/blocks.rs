//! Lines of wiki markup: headings, lists, tables, code, quotes.

use crate::exchange::jira::adf::adf_to_markdown;
use crate::exchange::jira::wiki::inline::inline;
use crate::exchange::jira::wiki::macros::macro_at;
use crate::exchange::jira::wiki::tables::{cells, whole_row};
use crate::exchange::line_ends::line_feeds;
use crate::exchange::rich_text::{is_html, rich_text};

/// How deep lists may lie in each other.
const DEEPEST: usize = 8;

/// A list that is open.
#[derive(Debug, Clone, Copy)]
struct List {
    /// How many marks its items begin with.
    marks: usize,
    /// The column in which the words of its last item begin.
    column: usize,
    /// The number of its last item; 0 where they have none.
    number: usize,
}

/// Where the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inside {
    Text,
    Code(&'static str),
    /// What wiki markup has no words for, as a document of Atlassian's.
    Document,
    Quote,
}

/// Returns wiki markup as Markdown. Text that is Markdown already stays as it is, where the two do not contradict each other.
#[must_use]
pub fn markdown(wiki: &str) -> String {
    let wiki = line_feeds(wiki);
    if is_html(&wiki) {
        return rich_text(&wiki);
    }
    let mut blocks = Blocks {
        out: String::with_capacity(wiki.len() + 64),
        inside: Inside::Text,
        list: Vec::new(),
        fence: String::new(),
        indent: 0,
        document: String::new(),
        table: 0,
        has_fences: wiki.contains("```"),
    };
    let mut lines = wiki.lines();
    while let Some(line) = lines.next() {
        let row = match blocks.inside {
            Inside::Code(_) | Inside::Document => None,
            Inside::Text | Inside::Quote => whole_row(line, lines.clone()),
        };
        match row {
            Some((row, more)) => {
                blocks.line(&row);
                lines.by_ref().take(more).for_each(drop);
            }
            None => blocks.line(line),
        }
    }
    if matches!(blocks.inside, Inside::Code(_)) {
        blocks.close_code();
    }
    if blocks.inside == Inside::Document {
        blocks.close_document();
    }
    let out = blocks.out;
    // Empty lines at the ends, and more than two in a row outside of code, say nothing.
    out.trim_matches('\n').to_owned()
}

struct Blocks {
    out: String,
    inside: Inside,
    /// The open lists, from the outermost.
    list: Vec<List>,
    fence: String,
    /// How far the open code is indented.
    indent: usize,
    /// The open document, as far as it was read.
    document: String,
    /// How many cells the header of the open table has; 0 outside of tables.
    table: usize,
    /// Whether the text has fences of Markdown itself.
    has_fences: bool,
}

impl Blocks {
    /// Reads a line; what follows a macro in it is read as a line of its own.
    fn line(&mut self, line: &str) {
        let mut left = Some(line);
        while let Some(line) = left.take() {
            if let Inside::Code(end) = self.inside {
                match line.find(end) {
                    Some(at) => {
                        if !line[..at].trim().is_empty() {
                            self.code(&line[..at]);
                        }
                        self.close_code();
                        left = Some(line[at + end.len()..].trim()).filter(|rest| !rest.is_empty());
                    }
                    None => self.code(line),
                }
                continue;
            }
            if self.inside == Inside::Document {
                let (inner, rest) = match line.split_once("{adf}") {
                    Some((inner, rest)) => (inner, Some(rest.trim())),
                    None => (line, None),
                };
                self.document.push_str(inner);
                self.document.push('\n');
                if rest.is_some() {
                    self.close_document();
                }
                left = rest.filter(|rest| !rest.is_empty());
                continue;
            }
            match macro_at(line.trim()) {
                Some(found) => {
                    if !found.before.is_empty() {
                        self.plain(found.before);
                    }
                    self.start_macro(found.name, found.attributes);
                    left = Some(found.rest).filter(|rest| !rest.is_empty());
                }
                None => self.plain(line.trim()),
            }
        }
    }

    /// A line without macros.
    fn plain(&mut self, line: &str) {
        if line.is_empty() {
            self.table = 0;
            self.list.clear();
            self.push("");
            return;
        }
        if self.heading(line) || self.item(line) || self.row(line) {
            return;
        }
        self.table = 0;
        if line.len() >= 4 && line.bytes().all(|b| b == b'-') {
            self.gap();
            self.push("---");
            self.push("");
        } else if let Some(rest) = line.strip_prefix("bq. ") {
            self.gap();
            self.push(&format!("> {}", inline(rest)));
            self.push("");
        } else if let Some(&List { column, .. }) = self.list.last() {
            // A line right after an item goes on with it.
            let text = within_item(&inline(line), column);
            self.push(&format!("{}{text}", " ".repeat(column)));
        } else {
            self.push(&inline(line));
        }
    }

    /// Begins or ends what a macro means.
    fn start_macro(&mut self, name: &str, attributes: &str) {
        self.gap();
        self.table = 0;
        // Code right below an item stands in it.
        self.indent = match (name, self.list.last()) {
            ("code" | "noformat", Some(list)) => list.column,
            _ => 0,
        };
        if self.indent == 0 {
            self.list.clear();
        }
        match name {
            "code" | "noformat" => {
                let is_word = |word: &&str| {
                    !word.contains('=')
                        && word
                            .chars()
                            .all(|c| c.is_ascii_alphanumeric() || "+#-".contains(c))
                };
                let language = attributes.split('|').next().filter(is_word);
                // No fence of the text may close this one.
                let fence = if self.has_fences { "`````" } else { "```" };
                fence.clone_into(&mut self.fence);
                self.code(&format!("{fence}{}", language.unwrap_or_default()));
                self.inside = Inside::Code(if name == "code" {
                    "{code}"
                } else {
                    "{noformat}"
                });
            }
            "adf" => self.inside = Inside::Document,
            "quote" => {
                self.inside = match self.inside {
                    Inside::Quote => Inside::Text,
                    _ => Inside::Quote,
                };
            }
            _ => {
                let title = attributes.split('|').find_map(|part| {
                    part.trim()
                        .strip_prefix("title=")
                        .or((name == "expand" && !part.contains('=')).then_some(part))
                });
                if let Some(title) = title.map(str::trim).filter(|title| !title.is_empty()) {
                    self.push(&format!("**{}**", title.replace('*', "")));
                    self.push("");
                }
            }
        }
    }

    fn heading(&mut self, line: &str) -> bool {
        let mut letters = line.bytes();
        let (Some(b'h'), Some(level @ b'1'..=b'6'), Some(b'.')) =
            (letters.next(), letters.next(), letters.next())
        else {
            return false;
        };
        let text = line[3..].trim();
        if text.is_empty() {
            return true;
        }
        self.list.clear();
        self.table = 0;
        self.gap();
        // Bold in a heading says nothing more.
        let text = inline(text).replace("**", "");
        self.push(&format!("{} {text}", "#".repeat(usize::from(level - b'0'))));
        self.push("");
        true
    }

    fn item(&mut self, line: &str) -> bool {
        let marks = line
            .bytes()
            .take_while(|b| matches!(b, b'*' | b'#' | b'-'))
            .count();
        let rest = &line[marks..];
        if marks == 0 || marks > DEEPEST || !rest.starts_with([' ', '\t']) || rest.trim().is_empty()
        {
            return false;
        }
        let marks = &line.as_bytes()[..marks];
        // Dashes between words are dashes.
        if marks.len() > 1 && marks.iter().all(|b| *b == b'-') && self.list.is_empty() {
            return false;
        }
        // `# Heading` with a text right below that is no list is Markdown's heading in no real export: a number wins.
        if self.list.is_empty() {
            self.gap_before_list();
        }
        self.table = 0;
        // A list lies in the last one with fewer marks: a jump to the third level stands where the second would.
        let mut before = 0;
        while let Some(list) = self.list.pop_if(|list| list.marks >= marks.len()) {
            before = list.number;
        }
        let indent = self.list.last().map_or(0, |list| list.column);
        let (number, marker) = match marks.last() {
            Some(b'#') => (before + 1, format!("{}. ", before + 1)),
            _ => (0, "- ".to_owned()),
        };
        let column = indent + marker.len();
        self.list.push(List {
            marks: marks.len(),
            column,
            number,
        });
        let text = match rest.trim() {
            text if text.starts_with("(/)") => format!("[x] {}", inline(text[3..].trim())),
            text if text.starts_with("(x)") => format!("[ ] {}", inline(text[3..].trim())),
            text => inline(text),
        };
        self.push(&format!(
            "{}{marker}{}",
            " ".repeat(indent),
            within_item(&text, column)
        ));
        true
    }

    fn row(&mut self, line: &str) -> bool {
        if !line.starts_with('|') || line.len() < 3 {
            return false;
        }
        let head = line.starts_with("||");
        let cells = cells(line, head);
        if cells.is_empty() {
            return false;
        }
        let joined = |cells: &[String]| format!("| {} |", cells.join(" | "));
        self.list.clear();
        if self.table == 0 {
            self.gap();
            self.table = cells.len();
            self.push(&joined(&cells));
            self.push(&format!("|{}", " --- |".repeat(cells.len())));
        } else {
            self.push(&joined(&cells));
        }
        true
    }

    fn close_code(&mut self) {
        let fence = std::mem::take(&mut self.fence);
        self.code(&fence);
        self.raw("");
        self.inside = Inside::Text;
    }

    /// Writes a document; what is none is read as text.
    fn close_document(&mut self) {
        self.inside = Inside::Text;
        let text = std::mem::take(&mut self.document);
        let read = serde_json::from_str(&text).map(|node| adf_to_markdown(&node));
        match read.unwrap_or_default().trim_end() {
            "" => text.lines().for_each(|line| self.plain(line.trim())),
            markdown => {
                self.raw(markdown);
                self.push("");
            }
        }
    }

    /// A line of code, where its block stands.
    fn code(&mut self, line: &str) {
        if !line.is_empty() {
            self.out.push_str(&" ".repeat(self.indent));
        }
        self.raw(line);
    }

    /// A line as it is.
    fn raw(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// A line of text, with the mark of a quote before it.
    fn push(&mut self, line: &str) {
        if self.inside == Inside::Quote {
            for part in line.split('\n') {
                self.out.push_str(if part.is_empty() { ">" } else { "> " });
                self.out.push_str(part);
                self.out.push('\n');
            }
        } else if line.is_empty() {
            // One empty line parts blocks; more say nothing.
            if !self.out.is_empty() && !self.out.ends_with("\n\n") {
                self.out.push('\n');
            }
        } else {
            self.raw(line);
        }
    }

    /// An empty line, unless there is one.
    fn gap(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    /// A numbered list that does not begin with 1 needs a gap; all do, for other readers.
    fn gap_before_list(&mut self) {
        if self.inside != Inside::Quote {
            self.gap();
        }
    }
}

/// The words of an item whose lines begin in a column; two line breaks in a row part paragraphs, which wiki markup has no other
/// sign for there.
fn within_item(text: &str, column: usize) -> String {
    let text = text.replace("\\\n\\\n", "\n\n").replace(" \n\n", "\n\n");
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        if !line.is_empty() {
            out.push_str(&" ".repeat(column));
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::markdown;

    #[test]
    fn converts_lines() {
        let numbered = "# a\n".repeat(10) + "#* b\ngoes on";
        for (wiki, expected) in [
            ("h2. *Goal*\ntext", "## Goal\n\ntext"),
            ("* a\n** b\n*** c\n* d", "- a\n  - b\n    - c\n- d"),
            ("# a\n## b\n#* c", "1. a\n   1. b\n   - c"),
            (
                "text\n# one\n# two\n\nafter",
                "text\n\n1. one\n2. two\n\nafter",
            ),
            (
                "# a\n## b\n## c\n# d\n## e\n#* f\n\n# g",
                "1. a\n   1. b\n   2. c\n2. d\n   1. e\n   - f\n\n1. g",
            ),
            (
                &numbered,
                "1. a\n2. a\n3. a\n4. a\n5. a\n6. a\n7. a\n8. a\n9. a\n10. a\n    - b\n      goes on",
            ),
            ("* a\ngoes on\n* b", "- a\n  goes on\n- b"),
            (
                "** a\n**# b\n**# c\n*** d\n** e\n* f",
                "- a\n  1. b\n  2. c\n  - d\n- e\n- f",
            ),
            (
                "* a \\\\ \\\\ b\n{code}\nc\n\n d\n{code}\ne\n** f\n\n{code}\ng\n{code}",
                "- a\n\n  b\n\n  ```\n  c\n\n   d\n  ```\n\n  e\n  - f\n\n```\ng\n```",
            ),
            (
                "||A||B||\n|a \\| b|c|\n|x|z \\||",
                "| A | B |\n| --- | --- |\n| a \\| b | c |\n| x | z \\| |",
            ),
            ("- a\n- b", "- a\n- b"),
            (
                "{code:java}\nint *a*;\n{code}\nx",
                "```java\nint *a*;\n```\n\nx",
            ),
            ("{noformat}a|b{noformat}", "```\na|b\n```"),
            ("{quote}\n*a*\n{quote}\nb", "> **a**\n\nb"),
            ("bq. said", "> said"),
            (
                "||a||b||\n|1|# one\n# two\n\nend|\nafter",
                "| a | b |\n| --- | --- |\n| 1 | • one • two end |\nafter",
            ),
            (
                "| where x\n| table y\nno row",
                "| where x |\n| --- |\n| table y |\nno row",
            ),
            (
                "a\n{adf:display=block}\n{\"type\":\"paragraph\",\"content\":[{\"type\":\"text\",\"text\":\"in it\"}]}\n{adf}\nb",
                "a\n\nin it\n\nb",
            ),
            ("{adf:display=block}\nno document", "no document"),
            (
                "<p><span style=\"color: red\">One</span></p><p>two</p>",
                "One\n\ntwo",
            ),
            ("<p> is a paragraph", "\\<p> is a paragraph"),
            (
                "{panel:title=Acceptance Criteria|borderStyle=solid}\n* a\n{panel}",
                "**Acceptance Criteria**\n\n- a",
            ),
            (
                "||a||b||\n|1|[x|https://a.example]|",
                "| a | b |\n| --- | --- |\n| 1 | [x](https://a.example) |",
            ),
            ("a\n----\nb", "a\n\n---\n\nb"),
            ("* (/) done\n* (x) open", "- [x] done\n- [ ] open"),
            ("{code}unclosed\nmore", "```\nunclosed\nmore\n```"),
            ("a\r\n\r\n\r\n\r\nb", "a\n\nb"),
            ("*bold* first", "**bold** first"),
            ("", ""),
        ] {
            assert_eq!(markdown(wiki), expected, "{wiki}");
        }
    }

    #[test]
    fn long_texts_take_linear_time() {
        for piece in [
            "{", "{code", "{code}", "|", "[|", "* ", "{quote}", "!a|", "#", "\n{{",
        ] {
            let _ = markdown(&piece.repeat(100_000));
        }
    }

    proptest! {
        #[test]
        fn any_text_is_converted(text in any::<String>()) {
            let _ = markdown(&text);
        }

        #[test]
        fn any_markup_is_converted(text in "[*_{}|!\\[\\]~^#\\-+? a\\n\\\\é]{0,60}") {
            let _ = markdown(&text);
        }
    }
}
