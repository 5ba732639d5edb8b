//! Markdown as the HTML that other tools keep in a field, by the same parser that reads stories: no markup of the text's own goes through.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::outline::parser;

/// Returns Markdown as HTML without scripts: HTML in it is text, and so are links that lead nowhere on the web.
#[must_use]
pub fn html_of(markdown: &str) -> String {
    let mut writer = Writer {
        html: String::with_capacity(markdown.len() * 2),
        is_code: false,
        is_head: false,
        starts_item: false,
        open: Vec::new(),
    };
    for event in parser(markdown) {
        writer.event(event);
    }
    writer.html
}

/// What is written, and where it stands.
struct Writer {
    html: String,
    is_code: bool,
    is_head: bool,
    /// Whether nothing of the open list item was written yet.
    starts_item: bool,
    /// What ends each open element that is not the same for all of its kind.
    open: Vec<String>,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        let starts_item = std::mem::take(&mut self.starts_item);
        match event {
            Event::Start(tag) => self.start(tag, starts_item),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                self.html.push_str("<code>");
                self.escape(&code);
                self.html.push_str("</code>");
            }
            Event::SoftBreak | Event::HardBreak => self.html.push_str("<br>"),
            Event::Rule => self.html.push_str("<hr>"),
            Event::Text(text) | Event::InlineHtml(text) => self.escape(&text),
            Event::Html(text) => {
                self.escape(text.trim_end());
                if text.ends_with('\n') {
                    self.html.push_str("<br>");
                }
            }
            // Not of the Markdown that is read.
            Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, starts_item: bool) {
        match tag {
            // The first words of an item stand in it as they are, whether its list is loose or not.
            Tag::Paragraph => self.begin(if starts_item { "" } else { "p" }),
            Tag::HtmlBlock => self.begin("p"),
            Tag::Heading { level, .. } => self.begin(&level.to_string()),
            Tag::BlockQuote(_) => self.begin("blockquote"),
            Tag::List(None) => self.begin("ul"),
            Tag::List(Some(1)) => self.begin("ol"),
            Tag::List(Some(first)) => {
                self.html.push_str(&format!("<ol start=\"{first}\">"));
                self.open.push("</ol>".to_owned());
            }
            Tag::Item => {
                self.begin("li");
                self.starts_item = true;
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "",
                };
                self.html.push_str("<pre><code");
                if !language.is_empty() {
                    self.html
                        .push_str(&format!(" class=\"language-{language}\""));
                }
                self.html.push('>');
                self.open.push("</code></pre>".to_owned());
                self.is_code = true;
            }
            Tag::Table(_) => self.begin("table"),
            Tag::TableHead => {
                self.is_head = true;
                self.html.push_str("<thead><tr>");
                self.open.push("</tr></thead>".to_owned());
            }
            Tag::TableRow => self.begin("tr"),
            Tag::TableCell => self.begin(if self.is_head { "th" } else { "td" }),
            Tag::Emphasis => self.begin("i"),
            Tag::Strong => self.begin("b"),
            Tag::Link { dest_url, .. } => {
                if is_web(&dest_url) {
                    self.html.push_str("<a href=\"");
                    self.escape(&dest_url);
                    self.html.push_str("\">");
                    self.open.push("</a>".to_owned());
                } else {
                    self.typed("[", &dest_url);
                }
            }
            Tag::Image { dest_url, .. } => self.typed("![", &dest_url),
            _ => self.begin(""),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock => {
                self.is_code = false;
                self.html.truncate(self.html.trim_end_matches('\n').len());
            }
            TagEnd::HtmlBlock => self.html.truncate(self.html.trim_end_matches("<br>").len()),
            TagEnd::TableHead => self.is_head = false,
            _ => {}
        }
        let end = self.open.pop().unwrap_or_default();
        self.html.push_str(&end);
    }

    /// Begins an element; none where it has no name.
    fn begin(&mut self, name: &str) {
        if name.is_empty() {
            return self.open.push(String::new());
        }
        self.html.push_str(&format!("<{name}>"));
        self.open.push(format!("</{name}>"));
    }

    /// Begins what stays as it was typed.
    fn typed(&mut self, begin: &str, address: &str) {
        self.html.push_str(begin);
        let outer = std::mem::take(&mut self.html);
        self.escape(&format!("]({address})"));
        let end = std::mem::replace(&mut self.html, outer);
        self.open.push(end);
    }

    fn escape(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.html.push_str("&amp;"),
                '<' => self.html.push_str("&lt;"),
                '>' => self.html.push_str("&gt;"),
                '"' if !self.is_code => self.html.push_str("&quot;"),
                // One space after the other is one in HTML, but in code.
                ' ' if !self.is_code && self.html.ends_with(' ') => self.html.push_str("&nbsp;"),
                letter => self.html.push(letter),
            }
        }
    }
}

/// The language that a fence names; empty where it names none, or in signs of its own.
fn language(info: &str) -> &str {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '_' | '#');
    let first = info.split_whitespace().next().unwrap_or_default();
    if first.chars().all(is_name) {
        first
    } else {
        ""
    }
}

fn is_web(address: &str) -> bool {
    ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::html_of;

    #[test]
    fn markdown_becomes_html() {
        assert_eq!(
            html_of("<script>x</script> [a](javascript:b)"),
            "<p>&lt;script&gt;x&lt;/script&gt; [a](javascript:b)</p>"
        );
        for (markdown, html) in [
            (
                "- a\n\n  - b\n\n  ```\n  c\n  ```\n\n  d\n- e",
                "<ul><li>a<ul><li>b</li></ul><pre><code>c</code></pre><p>d</p></li><li>e</li></ul>",
            ),
            (
                "> *q*\n\n| a |\n| - |\n| b |\n\n![c](d.png)",
                "<blockquote><p><i>q</i></p></blockquote><table><thead><tr><th>a</th></tr></thead><tr><td>b</td></tr></table><p>![c](d.png)</p>",
            ),
            (
                "- [ ] a\n  ```yaml\n  - b:\n    - c\n\n  # d\n  ```\n- [ ] e",
                "<ul><li>[ ] a<pre><code class=\"language-yaml\">- b:\n  - c\n\n# d</code></pre></li><li>[ ] e</li></ul>",
            ),
            ("~~~\n```\n~~~\nx", "<pre><code>```</code></pre><p>x</p>"),
            ("````\n```\n````", "<pre><code>```</code></pre>"),
            ("``` a`b", "<p>``` a`b</p>"),
            ("```\"><b>\nx", "<pre><code>x</code></pre>"),
        ] {
            assert_eq!(html_of(markdown), html);
        }
        assert_eq!(
            html_of("- a\n  b\n1. c"),
            "<ul><li>a<br>b</li></ul><ol><li>c</li></ol>"
        );
    }

    proptest! {
        #[test]
        fn nothing_of_a_text_is_markup_of_its_own(text in any::<String>(), marks in "[-*+#`\\[\\]()<>& \na1.]{0,40}") {
            for text in [text, marks] {
                let html = html_of(&text);
                prop_assert!(!html.contains("<script") && html.matches("<li>").count() == html.matches("</li>").count(), "{html}");
            }
        }
    }
}
