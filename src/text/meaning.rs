//! What Markdown says, however it is written: for tests that send it through other markup.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::outline::parser;

/// The blocks of Markdown and the words in them, however they were written.
pub(crate) fn meaning(markdown: &str) -> String {
    let mut out = String::new();
    for event in parser(markdown) {
        let part = match event {
            Event::Start(Tag::Paragraph) => "\n".to_owned(),
            Event::Start(Tag::Item) => "\n<item>".to_owned(),
            Event::End(TagEnd::Item) => "\n</item>".to_owned(),
            Event::Start(Tag::Heading { level, .. }) => format!("\n<{level}>"),
            Event::Start(Tag::CodeBlock(kind)) => format!("\n<{kind:?}>"),
            Event::End(TagEnd::CodeBlock) => "\n</code>".to_owned(),
            Event::Text(text) => text.into_string(),
            Event::Code(code) => format!("`{code}`"),
            Event::SoftBreak | Event::HardBreak => "\n".to_owned(),
            _ => continue,
        };
        out.push_str(&part);
    }
    // An item's first words stand in the line of its mark or below; an open box is no word.
    let out = out.replace("<item>\n", "<item>").replace("[ ] ", "");
    let lines = out.lines().map(str::trim_end);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}
