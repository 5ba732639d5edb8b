//! The lines of source around a place, made fit to be shown: escaped, without tabs and line endings, cropped where long.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Location;
use crate::text;

/// How many columns of a line are shown.
const WIDTH: usize = 120;
/// How many of them an underlined place may fill when the line is cropped.
const SPAN_WIDTH: usize = 72;
/// How many lines a place may cover; of a longer one only the first line is shown.
const LINES: usize = 6;
/// What stands where a line was cropped.
const CUT: &str = "…";

/// Source text and the place in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// One line or several, parted by line feeds.
    pub(super) text: String,
    /// The place: bytes of `text`.
    pub(super) span: Range<usize>,
}

/// Returns what to show of a file around a place in it. Any bytes and any location will do: the result is clamped.
pub(super) fn excerpt(source: &[u8], location: &Location) -> Excerpt {
    let start = location.start.min(source.len());
    let end = location.end.clamp(start, source.len());
    let first = line_around(source, start);
    let start = start.clamp(first.start, first.end);
    let end = start + trimmed(&source[start..end.max(start)]).len();
    if end > first.end {
        let last = line_around(source, end);
        if let Some(excerpt) = several(source, first.start..last.end, start..end) {
            return excerpt;
        }
    }
    one(source, first.clone(), start..end.min(first.end))
}

/// The line that holds a byte, without line ending and byte order mark.
fn line_around(source: &[u8], at: usize) -> Range<usize> {
    let is_end = |byte: &u8| *byte == b'\n';
    let start = source[..at]
        .iter()
        .rposition(is_end)
        .map_or(0, |end| end + 1);
    let end = source[at..]
        .iter()
        .position(is_end)
        .map_or(source.len(), |length| at + length);
    let mark = if start == 0 && source.starts_with("\u{feff}".as_bytes()) {
        3
    } else {
        0
    };
    let start = start + mark;
    start..start + source.get(start..end).map_or(0, |line| trimmed(line).len())
}

/// The bytes without line endings at their end.
fn trimmed(bytes: &[u8]) -> &[u8] {
    let length = bytes
        .iter()
        .rposition(|byte| !matches!(byte, b'\r' | b'\n'))
        .map_or(0, |last| last + 1);
    &bytes[..length]
}

/// Several whole lines, unless they are too many or too long.
fn several(source: &[u8], lines: Range<usize>, span: Range<usize>) -> Option<Excerpt> {
    if lines.len() > 4 * WIDTH * LINES {
        return None;
    }
    let part = |range: Range<usize>| {
        let text = String::from_utf8_lossy(&source[range]).into_owned();
        let shown: Vec<String> = text
            .split('\n')
            .map(|line| shown(line.trim_end_matches('\r')))
            .collect();
        shown.join("\n")
    };
    let (before, within, after) = (
        part(lines.start..span.start),
        part(span.start..span.end),
        part(span.end..lines.end),
    );
    let excerpt = Excerpt {
        span: before.len()..before.len() + within.len(),
        text: [before, within, after].concat(),
    };
    let mut count = 0;
    let fits = excerpt.text.split('\n').all(|line| {
        count += 1;
        text::display_width(line) <= WIDTH
    });
    (fits && count <= LINES).then_some(excerpt)
}

/// One line, cropped around the place.
fn one(source: &[u8], line: Range<usize>, span: Range<usize>) -> Excerpt {
    // Nothing beyond this many bytes can be seen, whatever they are, unless they have no width at all.
    let reach = 8 * WIDTH;
    let before = read_back(
        source,
        line.start.max(span.start.saturating_sub(reach))..span.start,
    );
    let within = read(source, span.start..span.end.min(span.start + reach));
    let after = read(source, span.end..line.end.min(span.end + reach));
    let is_whole =
        line.start + reach >= span.start && span.len() <= reach && span.end + reach >= line.end;
    let widths = [&before, &within, &after].map(|part| text::display_width(part));
    if is_whole && widths.iter().sum::<usize>() <= WIDTH {
        return Excerpt {
            span: before.len()..before.len() + within.len(),
            text: [before, within, after].concat(),
        };
    }
    let within = head(&within, SPAN_WIDTH, span.len() > reach);
    let rest = WIDTH.saturating_sub(text::display_width(&within));
    let for_before = widths[0].min((rest / 2).max(rest.saturating_sub(widths[2])));
    let before = tail(&before, for_before, line.start + reach < span.start);
    let after = head(&after, rest - for_before, span.end + reach < line.end);
    Excerpt {
        span: before.len()..before.len() + within.len(),
        text: [before, within, after].concat(),
    }
}

/// The text of some bytes, as shown; bytes of a character that the end cuts are left out.
fn read(source: &[u8], range: Range<usize>) -> String {
    let is_inside = |at: usize| source.get(at).is_some_and(|byte| byte & 0xC0 == 0x80);
    let mut end = range.end;
    while end > range.start && range.end - end < 4 && is_inside(end) {
        end -= 1;
    }
    shown(&String::from_utf8_lossy(&source[range.start..end]))
}

/// The text of some bytes, as shown; bytes of a character that the beginning cuts are left out.
fn read_back(source: &[u8], range: Range<usize>) -> String {
    let cut = source[range.clone()]
        .iter()
        .take(3)
        .take_while(|byte| **byte & 0xC0 == 0x80)
        .count();
    shown(&String::from_utf8_lossy(
        &source[range.start + cut..range.end],
    ))
}

/// Text as a terminal may show it: tabs as four columns, everything else that moves the cursor escaped. What glues emoji
/// together or changes their width is left out, because terminals disagree on it and the carets would miss.
fn shown(text: &str) -> String {
    let is_glue = |c: char| matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}');
    let text = if text.contains(|c| c == '\t' || is_glue(c)) {
        Cow::Owned(text.replace('\t', "    ").replace(is_glue, ""))
    } else {
        Cow::Borrowed(text)
    };
    text::escape_terminal(&text).into_owned()
}

/// The beginning of a text, at most that wide; marked where something is missing.
fn head(text: &str, width: usize, is_cut: bool) -> String {
    if !is_cut && text::display_width(text) <= width {
        return text.to_owned();
    }
    let mut kept = fitting(text.chars(), width.saturating_sub(1));
    kept.push_str(CUT);
    kept
}

/// The end of a text, at most that wide; marked where something is missing.
fn tail(text: &str, width: usize, is_cut: bool) -> String {
    if !is_cut && text::display_width(text) <= width {
        return text.to_owned();
    }
    let kept = fitting(text.chars().rev(), width.saturating_sub(1));
    CUT.chars().chain(kept.chars().rev()).collect()
}

/// As many characters as fit into that width.
fn fitting(characters: impl Iterator<Item = char>, width: usize) -> String {
    let mut left = width;
    let mut buffer = [0; 4];
    characters
        .take_while(|character| {
            let wide = text::display_width(character.encode_utf8(&mut buffer));
            let fits = wide <= left;
            left = left.saturating_sub(wide);
            fits
        })
        .take(8 * WIDTH)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, any, prop_assert, prop_oneof, proptest};

    use super::{Excerpt, WIDTH, excerpt};
    use crate::model::Location;
    use crate::text;

    fn at(source: &[u8], start: usize, end: usize) -> Excerpt {
        excerpt(
            source,
            &Location {
                start,
                end,
                ..Location::START
            },
        )
    }

    /// The excerpt with its place between brackets.
    fn marked(source: &[u8], start: usize, end: usize) -> String {
        let Excerpt { text, span } = at(source, start, end);
        format!(
            "{}[{}]{}",
            &text[..span.start],
            &text[span.clone()],
            &text[span.end..]
        )
    }

    #[test]
    fn shows_the_line_without_its_ending() {
        let source = b"title: x\r\nstatus: ready\r\nid: US-1\r\n";
        assert_eq!(marked(source, 10, 23), "[status: ready]");
        assert_eq!(marked(source, 10, 25), "[status: ready]");
        assert_eq!(marked(source, 18, 18), "status: []ready");
        assert_eq!(marked("\u{feff}title: x".as_bytes(), 0, 5), "[ti]tle: x");
        assert_eq!(marked(b"", 7, 9), "[]");
        assert_eq!(marked(b"a\n", 2, 2), "[]");
    }

    #[test]
    fn shows_what_must_not_reach_a_terminal() {
        assert_eq!(marked(b"\ta\tb", 1, 2), "    [a]    b");
        let bytes = [b"a \xFF ".as_slice(), b"b"].concat();
        assert_eq!(marked(&bytes, 4, 5), "a \u{fffd} [b]");
        assert!(!at(b"a\x1b[2J b", 6, 7).text.contains('\u{1b}'));
    }

    #[test]
    fn shows_a_few_lines_or_the_first_of_many() {
        assert_eq!(marked(b"a\r\n bc\r\nd e\r\nf", 4, 9), " [bc\nd] e");
        let many = "- x\n".repeat(20);
        assert_eq!(marked(many.as_bytes(), 2, many.len()), "- [x]");
        assert_eq!(marked(many.as_bytes(), 0, 8), "[- x\n- x]");
    }

    #[test]
    fn crops_a_long_line_around_the_place() {
        let line = format!("{}NEEDLE{}", "é".repeat(5_000), "漢".repeat(2_000_000));
        let shown = marked(line.as_bytes(), 10_000, 10_006);
        assert!(shown.contains("é[NEEDLE]漢"), "{shown}");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
        let long = "a".repeat(1_000_000);
        let shown = marked(long.as_bytes(), 0, 1_000_000);
        assert!(
            shown.starts_with("[aaaa") && shown.ends_with("a…]"),
            "{shown}"
        );
        let end = marked(long.as_bytes(), 999_999, 1_000_000);
        assert!(end.starts_with('…') && end.ends_with("a[a]"));
        assert!(
            end.len() > WIDTH - 5,
            "the room that one side leaves goes to the other: {end}"
        );
    }

    proptest! {
        #[test]
        fn any_bytes_and_place_give_a_narrow_text_and_a_span_within(
            source in prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..300),
                "(\\PC|\n|\r|\t|漢|\u{301}){0,900}".prop_map(String::into_bytes),
            ],
            start in 0usize..400,
            length in 0usize..400,
        ) {
            let Excerpt { text, span } = at(&source, start, start + length);
            prop_assert!(text.get(span).is_some());
            for line in text.split('\n') {
                prop_assert!(text::display_width(line) <= WIDTH, "{line}");
                let is_raw = line.contains(['\r', '\t', '\u{1b}']);
                prop_assert!(!is_raw, "{line}");
            }
        }
    }
}
