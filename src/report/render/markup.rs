//! What pages in markup share: words that are words, headings, paragraphs and lists.

use std::fmt::Write as _;

use crate::report::{Block, Line, Style};
use crate::text;

/// Words as text of a page or picture, or in an attribute: hidden characters shown, nothing is markup.
pub(in crate::report) fn escape(words: &str) -> String {
    entities(&text::escape_terminal(words))
}

/// Escapes what would be markup, in text and in an attribute.
pub(super) fn entities(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// Writes a heading, a paragraph or a list. `inline` writes a line; what has the style that it is told needs no mark there.
///
/// Next steps are left out: they are not for those who get the page. What is more than words is the page's own to write.
pub(super) fn words(out: &mut String, block: &Block, inline: fn(&Line, Option<Style>) -> String) {
    match block {
        Block::Heading(level, line) => {
            let level = (*level).clamp(1, 6);
            let words = inline(line, Some(Style::Strong));
            let _ = writeln!(out, "<h{level}>{words}</h{level}>");
        }
        Block::Text(line) => {
            let _ = writeln!(out, "<p>{}</p>", inline(line, None));
        }
        Block::Items(lines) if lines.is_empty() => {}
        Block::Items(lines) => {
            out.push_str("<ul>\n");
            let is_below = |at: usize| at > 0 && lines.get(at).is_some_and(|line| line.is_below);
            for (at, line) in lines.iter().enumerate() {
                let end = match (is_below(at), is_below(at + 1)) {
                    (true, false) => "</li>\n</ul>\n</li>",
                    (false, true) => "\n<ul>",
                    _ => "</li>",
                };
                let _ = writeln!(out, "<li>{}{end}", inline(line, None));
            }
            out.push_str("</ul>\n");
        }
        Block::Table(_) | Block::Chart(_) | Block::Markdown(_) | Block::Gap | Block::Hint(_) => {}
    }
}
