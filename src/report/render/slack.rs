//! A Slack message as Block Kit JSON, within Slack's limits.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::fit::{clipped_words, fit};
use crate::report::{Block, Document, Line, Style};
use crate::text;

/// Blocks of a message, and characters of a header and of a section (Block Kit reference). Slack's are those of
/// JavaScript: pairs of UTF-16 count as two.
const BLOCKS: usize = 50;
const HEADER: usize = 150;
const SECTION: usize = 3_000;
/// Slack refuses messages of somewhat more than 13,000 characters (`msg_blocks_too_long`) and does not say where it begins.
const MESSAGE: usize = 12_000;

/// Returns the document as a message: indented JSON of at most 12,000 characters, 50 blocks, and 3,000 characters a section.
///
/// What does not fit is cut at an item, with how many more the command `more` shows. No word is markup, nobody is
/// mentioned, and hidden characters are shown.
#[must_use]
pub fn slack(document: &Document, more: &str) -> String {
    fit(document, more, message)
}

/// The message; none where it is too large.
fn message(document: &Document) -> Option<String> {
    let mut blocks: Vec<Value> = Vec::new();
    let mut section = String::new();
    for block in &document.blocks {
        match block {
            Block::Heading(1, line) if blocks.is_empty() && section.is_empty() => {
                let words = plain(&line.words(), HEADER);
                blocks
                    .push(json!({"type": "header", "text": {"type": "plain_text", "text": words}}));
            }
            Block::Heading(_, line) => {
                close(&mut blocks, &mut section);
                add(&mut blocks, &mut section, &bold(&line.words()));
            }
            Block::Text(line) => add(&mut blocks, &mut section, &mrkdwn(line)),
            Block::Items(lines) => {
                for line in lines {
                    add(&mut blocks, &mut section, &format!("• {}", mrkdwn(line)));
                }
            }
            _ => {}
        }
    }
    close(&mut blocks, &mut section);
    if blocks.len() > BLOCKS {
        return None;
    }
    // What a notification shows.
    let first = document.blocks.iter().find_map(|block| match block {
        Block::Heading(_, line) | Block::Text(line) => Some(line.words().into_owned()),
        Block::Items(lines) => lines.first().map(|line| line.words().into_owned()),
        _ => None,
    });
    let fallback = plain(&first.unwrap_or_default(), HEADER);
    let whole = json!({"text": fallback, "blocks": blocks});
    let mut out = text::escape_json(&serde_json::to_string_pretty(&whole).ok()?).into_owned();
    out.push('\n');
    (length(&out) <= MESSAGE).then_some(out)
}

/// Adds a line to the section, or to the next one where this one is full.
fn add(blocks: &mut Vec<Value>, section: &mut String, line: &str) {
    if length(section) + 1 + length(line) > SECTION {
        close(blocks, section);
    }
    if !section.is_empty() {
        section.push('\n');
    }
    section.push_str(line);
}

fn close(blocks: &mut Vec<Value>, section: &mut String) {
    if !section.is_empty() {
        // `verbatim`: words that look like channels or people stay words.
        let text = json!({"type": "mrkdwn", "text": std::mem::take(section), "verbatim": true});
        blocks.push(json!({"type": "section", "text": text}));
    }
}

fn mrkdwn(line: &Line) -> String {
    let mut out = String::new();
    for span in &line.spans {
        match span.style {
            Style::Strong | Style::Id => out.push_str(&bold(&span.text)),
            Style::Code if !span.text.contains('`') && !span.text.trim().is_empty() => {
                let _ = write!(out, "`{}`", entities(&span.text));
            }
            _ => out.push_str(&escape(&span.text)),
        }
    }
    // With hundreds of pieces in a line their marks would take more room than there is.
    if length(&out) + 2 > SECTION {
        out = escape(&line.words());
    }
    out
}

/// Bold words; marks count only where no blank stands inside of them, and one before or behind.
fn bold(words: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() {
        return words.to_owned();
    }
    let (before, after) = match words.find(inner) {
        Some(at) => (&words[..at], &words[at + inner.len()..]),
        None => ("", ""),
    };
    format!("{before}*{}*{after}", escape(inner))
}

/// Words in `mrkdwn`: no mention, no link, no mark. A mark between zero-width blanks neither opens nor closes anything;
/// one between two letters does not either.
fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let is_inside =
            before.is_alphanumeric() && chars.peek().is_some_and(|c| c.is_alphanumeric());
        match c {
            '*' | '_' | '~' if !is_inside => {
                out.push('\u{200b}');
                out.push(c);
                out.push('\u{200b}');
            }
            // It always opens code; this letter looks the same.
            '`' => out.push('\u{2cb}'),
            _ => entity(&mut out, c),
        }
        before = c;
    }
    out
}

fn entities(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    words.chars().for_each(|c| entity(&mut out, c));
    out
}

/// The three characters that Slack gives a meaning of its own.
fn entity(out: &mut String, c: char) {
    match c {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        _ => out.push(c),
    }
}

/// Escaped words of at most `most` characters.
fn plain(words: &str, most: usize) -> String {
    let mut room = most;
    loop {
        let clipped = entities(&clipped_words(words, room));
        match length(&clipped) {
            long if long > most => room -= (long - most).div_ceil(5).min(room),
            _ => return clipped,
        }
    }
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert, proptest};
    use serde::Deserialize;

    use super::{length, slack};
    use crate::report::render::hostile::{documents, sample};

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Message {
        text: String,
        blocks: Vec<Part>,
    }

    #[derive(Deserialize)]
    #[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
    enum Part {
        Header { text: Text },
        Section { text: Text },
    }

    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Text {
        #[serde(rename = "type")]
        kind: String,
        text: String,
        verbatim: Option<bool>,
    }

    fn checked(json: &str) -> Message {
        let message: Message = serde_json::from_str(json).expect("a message");
        assert!(length(json) <= 12_000, "{}", length(json));
        assert!(message.blocks.len() <= 50, "{}", message.blocks.len());
        let is_safe = |text: &str| {
            let text = text
                .replace("&lt;", "")
                .replace("&gt;", "")
                .replace("&amp;", "");
            !text.contains(['<', '>', '&'])
        };
        assert!(length(&message.text) <= 150 && is_safe(&message.text));
        for block in &message.blocks {
            let (text, kind, most) = match block {
                Part::Header { text } => (text, "plain_text", 150),
                Part::Section { text } => (text, "mrkdwn", 3_000),
            };
            assert_eq!(text.kind, kind);
            assert!(!text.text.is_empty() && length(&text.text) <= most);
            assert!(is_safe(&text.text), "{}", text.text);
            assert!(text.verbatim.unwrap_or(kind == "plain_text"));
        }
        message
    }

    #[test]
    fn is_a_message() {
        let json = slack(&sample(), "po review 8");
        checked(&json);
        insta::assert_snapshot!(json);
    }

    #[test]
    fn words_are_no_markup() {
        assert_eq!(
            super::escape("a_b _c <!channel> `x`"),
            "a_b \u{200b}_\u{200b}c &lt;!channel&gt; \u{2cb}x\u{2cb}"
        );
        assert_eq!(super::bold(" US-1 & "), " *US-1 &amp;* ");
        assert_eq!(super::plain(&"&".repeat(40), 20), "&amp;&amp;&amp;…");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn limits_always_hold(document in documents()) {
            let message = checked(&slack(&document, "po review \"a b\""));
            prop_assert!(message.blocks.len() <= 50);
        }
    }
}
