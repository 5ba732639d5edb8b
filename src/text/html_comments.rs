//! Comments of HTML in Markdown: nobody sees them, unless a tool knows no HTML.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::outline::parser;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Returns Markdown without the comments of HTML in it; what stands in code is none. A line that held nothing else goes with them.
#[must_use]
pub fn without_html_comments(markdown: &str) -> Cow<'_, str> {
    // Most texts have none, and then nothing is parsed.
    if !markdown.contains(OPEN) {
        return Cow::Borrowed(markdown);
    }
    let mut left = String::with_capacity(markdown.len());
    let mut done = 0;
    for range in html_ranges(markdown) {
        let mut at = range.start.max(done);
        while let Some(start) = markdown.get(at..range.end).and_then(|text| text.find(OPEN)) {
            let start = at + start;
            let end = markdown[start..range.end].find(CLOSE);
            let end = end.map_or(range.end, |end| start + end + CLOSE.len());
            let whole = with_its_line(markdown, start..end);
            left.push_str(&markdown[done..whole.start.max(done)]);
            done = whole.end;
            at = done;
        }
    }
    match done {
        0 => Cow::Borrowed(markdown),
        _ => {
            left.push_str(&markdown[done..]);
            Cow::Owned(left)
        }
    }
}

/// Where HTML stands in Markdown, in order: blocks, and tags and comments in lines; what stands in code is none.
pub(super) fn html_ranges(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    let events = parser(markdown).into_offset_iter();
    events.filter_map(|(event, range)| {
        matches!(event, Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_)).then_some(range)
    })
}

/// The range with its line, where that holds nothing else.
fn with_its_line(text: &str, range: Range<usize>) -> Range<usize> {
    let before = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let after = text[range.end..].find('\n');
    let after = after.map_or(text.len(), |at| range.end + at + 1);
    let is_alone =
        text[before..range.start].trim().is_empty() && text[range.end..after].trim().is_empty();
    if is_alone { before..after } else { range }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert, proptest};

    use super::without_html_comments;

    #[test]
    fn comments_go_and_nothing_else() {
        for (text, left) in [
            ("no comment < -->", "no comment < -->"),
            ("- [ ] one\n<!-- AC:END -->\n\nMore", "- [ ] one\n\nMore"),
            (
                "- [ ] one\n  <!-- AC:END -->\n- [ ] two",
                "- [ ] one\n- [ ] two",
            ),
            ("a <!-- b --> c", "a  c"),
            ("<!-- a\n\nb -->\nText", "Text"),
            ("<!-- a --><!-- b -->\nText", "\nText"),
            ("Text\n\n<!-- never closed", "Text\n\n"),
            (
                "`<!-- code -->`\n\n```\n<!-- code -->\n```",
                "`<!-- code -->`\n\n```\n<!-- code -->\n```",
            ),
            ("<b>bold</b>", "<b>bold</b>"),
        ] {
            assert_eq!(without_html_comments(text), left, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_left_was_there(text in "(<!--|-->|a|\n| |`|- ){0,20}") {
            let left = without_html_comments(&text);
            prop_assert!(left.len() <= text.len());
            prop_assert!(text.contains("<!--") || left == text);
        }
    }
}
