//! A message for Microsoft Teams: an Adaptive Card 1.4 of less than 20 KB.

use serde_json::{Value, json};

use super::fit::fit;
use crate::report::{Block, Document, Line, Style};
use crate::text;

/// Bytes of a message. Teams says 28 KB, and was measured to refuse some from 21 KB on.
const MESSAGE: usize = 20_000;

/// Returns the document as a message: indented JSON of at most 20,000 bytes.
///
/// What does not fit is cut at an item, with how many more the command `more` shows. No word is markup, nobody is
/// mentioned, and hidden characters are shown.
#[must_use]
pub fn teams(document: &Document, more: &str) -> String {
    fit(document, more, message)
}

/// The message; none where it is too large.
fn message(document: &Document) -> Option<String> {
    let blocks = document.blocks.iter();
    let body: Vec<Value> = blocks
        .filter_map(|block| match block {
            Block::Heading(level, line) => {
                let size = if *level == 1 { "Large" } else { "Medium" };
                let words = escape(&line.words());
                Some(json!({"type": "TextBlock", "text": words, "size": size, "weight": "Bolder", "wrap": true}))
            }
            Block::Text(line) => Some(json!({"type": "TextBlock", "text": inline(line), "wrap": true})),
            Block::Items(lines) => {
                let lines: Vec<String> = lines.iter().map(|line| format!("- {}", inline(line))).collect();
                // The break between items as Microsoft writes it.
                Some(json!({"type": "TextBlock", "text": lines.join("\r"), "wrap": true, "spacing": "Small"}))
            }
            _ => None,
        })
        .collect();
    let whole = json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "msteams": {"width": "Full"},
                "body": body,
            },
        }],
    });
    let mut out = text::escape_json(&serde_json::to_string_pretty(&whole).ok()?).into_owned();
    out.push('\n');
    (out.len() <= MESSAGE).then_some(out)
}

/// A line; what is to be typed stays as it is, as cards know no code.
fn inline(line: &Line) -> String {
    let mut out = String::new();
    for span in &line.spans {
        let inner = span.text.trim();
        match (span.style, span.text.find(inner)) {
            (Style::Strong | Style::Id, Some(at)) if !inner.is_empty() => {
                out.push_str(&span.text[..at]);
                out.push_str("**");
                out.push_str(&escape(inner));
                out.push_str("**");
                out.push_str(&span.text[at + inner.len()..]);
            }
            _ => out.push_str(&escape(&span.text)),
        }
    }
    // A number or a mark at the beginning would make it a list or a title.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let is_mark = |c: char| matches!(c, '.' | ')' | '-' | '+' | '#' | '>');
    match out[digits..].chars().next() {
        Some(c) if is_mark(c) => {
            out.insert(digits, '\\');
            out
        }
        _ => out,
    }
}

/// Words without marks: a backslash before each.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '*' | '_' | '~' | '`' | '[' | ']' | '<' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert, proptest};
    use serde_json::Value;

    use super::{inline, teams};
    use crate::report::render::hostile::{documents, sample};
    use crate::report::{Line, Style};

    fn checked(json: &str) -> usize {
        assert!(json.len() <= 20_000, "{}", json.len());
        let whole: Value = serde_json::from_str(json).expect("a message");
        let card = &whole["attachments"][0]["content"];
        assert_eq!(
            (&card["type"], &card["version"]),
            (&"AdaptiveCard".into(), &"1.4".into())
        );
        let body = card["body"].as_array().expect("a body");
        for block in body {
            assert_eq!(block["type"], "TextBlock");
            assert_eq!(block["wrap"], true);
            assert!(!block["text"].as_str().expect("text").is_empty());
        }
        body.len()
    }

    #[test]
    fn is_a_card() {
        let json = teams(&sample(), "po review 8");
        checked(&json);
        insta::assert_snapshot!(json);
    }

    #[test]
    fn words_are_no_markup() {
        let line = Line::styled(" a*b ", Style::Strong).and("[x](y) <at>z</at>");
        assert_eq!(inline(&line), " **a\\*b** \\[x\\](y) \\<at>z\\</at>");
        assert_eq!(inline(&Line::plain("12. x")), "12\\. x");
        assert_eq!(inline(&Line::plain("# x")), "\\# x");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn limits_always_hold(document in documents()) {
            prop_assert!(checked(&teams(&document, "po status")) < 2_001);
        }
    }
}
