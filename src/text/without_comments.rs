//! Markdown without the comments in it, for tools that would show them as words.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::outline::parser;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Returns the text without its HTML comments, and without the lines that hold nothing else; what stands in code is none.
#[must_use]
pub fn without_comments(markdown: &str) -> Cow<'_, str> {
    // Most texts have none, and then nothing is parsed.
    if !markdown.contains(OPEN) {
        return Cow::Borrowed(markdown);
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for (event, range) in parser(markdown).into_offset_iter() {
        let is_html = matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_));
        let known = found.last().map_or(0, |last| last.end);
        if is_html && range.end > known {
            collect(markdown, range.start.max(known)..range.end, &mut found);
        }
    }
    let mut out = String::with_capacity(markdown.len());
    let mut at = 0;
    for comment in found {
        let comment = whole_lines(markdown, comment);
        out.push_str(&markdown[at..comment.start.max(at)]);
        at = comment.end.max(at);
    }
    out.push_str(&markdown[at..]);
    Cow::Owned(out)
}

fn collect(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    while let Some(start) = text[at..range.end].find(OPEN).map(|start| at + start) {
        let inner = start + OPEN.len();
        // One that does not end is words.
        let Some(end) = text[inner..range.end].find(CLOSE).map(|end| inner + end) else {
            return;
        };
        at = end + CLOSE.len();
        found.push(start..at);
    }
}

/// The lines of a comment, where nothing else stands in them.
fn whole_lines(text: &str, comment: Range<usize>) -> Range<usize> {
    let start = text[..comment.start].rfind('\n').map_or(0, |at| at + 1);
    let rest = &text[comment.end..];
    let end = rest
        .find('\n')
        .map_or(text.len(), |at| comment.end + at + 1);
    let is_alone = [&text[start..comment.start], &text[comment.end..end]]
        .iter()
        .all(|beside| beside.trim().is_empty());
    match is_alone {
        true => start..end,
        false => comment,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::without_comments;

    #[test]
    fn comments_and_their_lines_are_left_out() {
        for (text, rest) in [
            (
                "## AC\n<!-- AC:BEGIN -->\n- [ ] #1 a\n- [ ] #2 b\n<!-- AC:END -->\n\nEnd",
                "## AC\n- [ ] #1 a\n- [ ] #2 b\n\nEnd",
            ),
            ("a <!-- b --> c", "a  c"),
            ("a\n\n<!--\nb\n\nc\n-->\n\nd", "a\n\n\nd"),
            ("<!-- a --> <!-- b -->\nc", " \nc"),
            (
                "`<!-- a -->`\n\n```\n<!-- b -->\n```",
                "`<!-- a -->`\n\n```\n<!-- b -->\n```",
            ),
            ("a <!-- open", "a <!-- open"),
            ("<!-- open\n\na", "<!-- open\n\na"),
            ("plain", "plain"),
        ] {
            assert_eq!(without_comments(text), rest, "{text}");
        }
    }

    proptest! {
        #[test]
        fn stands_any_text(text in "(<!--|-->|`|\n|<div>|- |[a-z é])*") {
            let rest = without_comments(&text);
            prop_assert!(rest.len() <= text.len());
            let letters = |text: &str| text.matches('é').count();
            prop_assert!(letters(&rest) <= letters(&text));
        }
    }
}
